"""The figures of chapter 9: what became of the promises, what to watch, and how a chance given in advance is scored."""

from collections import Counter
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import story
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import listed
from explainer.charts.style import COPPER, INK, LINE, MUTED, new_figure, style
from explainer.charts.whatnext.outcomes import STRAND_NAMES, by_strand, draw_outcomes
from explainer.charts.whatnext.watch import WatchList, draw_watch_list, when
from explainer.data import Row
from explainer.facts.next import brier, changed_share, printed_twice, was_changed
from explainer.story import Promise, Signal, spelled
from explainer.story.words import GROUPS, OUTCOME_MEANINGS, OUTCOMES

# --- promises -------------------------------------------------------------------------------------------


def promises(*, side: str | None = None) -> Chart:
    """Each promise, who made it and when, and what is known of it as of the last source of its strand.

    Parameters
    ----------
    side : draw only the promises of one side group, such as "pakistan-government" or "ussm-us".

    Raises
    ------
    ValueError
        If there is no such group, or no promise of it in the list; names those that have one.
    """
    rows = _promises_of(side)
    with style():
        figure = draw_outcomes(rows)
    return Chart(
        id=f"promises-{side}" if side else "promises",
        title=_promises_title(rows),
        subtitle="What was promised, who promised it and when, and what is known of it. Each part of the story is told as "
        "of its last source.",
        alt=describe_promises(rows),
        table=_promises_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note="A choice of promises, not all; plans, aims and pledges are counted alike. "
        + " ".join(f"{word.capitalize()}: {_lowered(meaning)}" for word, meaning in _used(rows).items()),
    )


def describe_promises(rows: Sequence[Promise]) -> str:
    """Alt text from the rows that are drawn."""
    parts = [f"List of {_count(rows)} by part of the story, each with a mark for what became of it."]
    for strand, kept in by_strand(rows):
        said = "; ".join(f"{row.promise} ({row.who}): {row.outcome}, {row.in_short}" for row in kept)
        parts.append(f"{STRAND_NAMES[strand.id]}, {strand.write_as}. {said}.")
    return f"{' '.join(parts)} {_promises_title(rows)}."


def _promises_of(side: str | None) -> tuple[Promise, ...]:
    rows = tuple(row for row in story.promises() if side in (None, row.group))
    if not rows:
        possible = [group for group in GROUPS if any(row.group == group for row in story.promises())]
        msg = f'promises: none of side "{side}" is in the list; choose side from {", ".join(possible)}'
        raise ValueError(msg)
    return rows


def _promises_title(rows: Sequence[Promise]) -> str:
    counts = Counter(row.outcome for row in rows)
    if len(rows) == 1:
        return f"The one promise drawn: {rows[0].outcome}"
    parts = [f"{counts[word]} {_PHRASES.get(word, word)}" for word in OUTCOMES if counts[word]]
    return f"Of {_count(rows)}: {listed(parts)}"


_PHRASES = {"nothing found": "with nothing found", "cannot be checked": "that cannot be checked"}


def _count(rows: Sequence[Promise]) -> str:
    return "one promise" if len(rows) == 1 else f"{len(rows)} promises"


def _used(rows: Sequence[Promise]) -> dict[str, str]:
    """The outcomes that are drawn, with what each word means."""
    used = {row.outcome for row in rows}
    return {word: meaning for word, meaning in OUTCOME_MEANINGS.items() if word in used}


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _promises_table(rows: Sequence[Promise]) -> ChartTable:
    as_of = {strand.id: strand.write_as for strand in story.strands()}
    return ChartTable(
        columns=("Promise", "What was said", "Who", "When", "Outcome", "What is known", "As of", "Records"),
        rows=tuple(
            (
                row.promise,
                row.said,
                row.who,
                spelled(row.date),
                row.outcome,
                row.known,
                as_of[row.strand].removeprefix("as of "),
                ", ".join(row.record_ids),
            )
            for row in rows
        ),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


# --- signals --------------------------------------------------------------------------------------------


def signals() -> WatchList:
    """What to look for next and by when, with what its coming or staying out would mean, and would not mean."""
    rows = story.signals()
    with style():
        figure = draw_watch_list(rows)
    return WatchList(
        id="signals",
        title=_signals_title(rows),
        subtitle="What to look for, by the date it is due, as of the last source of each part of the story",
        alt=describe_signals(rows),
        table=_signals_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note="Marks say how sure the date is; dotted where none is set. A date known only by its month is a stretch of "
        "the line. What a signal would mean is this book's reading.",
        signals=rows,
    )


def describe_signals(rows: Sequence[Signal]) -> str:
    """Alt text from the rows that are drawn; what each would mean stands below the drawing as text."""
    dated = "; ".join(f"{when(row)} ({row.certainty}): {row.look_for}" for row in rows if row.by)
    others = "; ".join(row.look_for for row in rows if not row.by)
    return (
        f"Calendar of {len(rows)} signals to watch. With a date: {dated}. No date set: {others}. "
        f"{_signals_title(rows)}."
    )


def _signals_title(rows: Sequence[Signal]) -> str:
    dated = sum(row.by is not None for row in rows)
    return f"Of {len(rows)} signals to watch, {dated} have a date and {len(rows) - dated} have none"


def _signals_table(rows: Sequence[Signal]) -> ChartTable:
    return ChartTable(
        columns=(
            "Look for",
            "By",
            "Where it would show",
            "Would mean",
            "Would not mean",
            "If it does not come",
            "Records",
        ),
        rows=tuple(
            (
                row.look_for,
                when(row),
                row.where,
                row.would_mean,
                row.would_not_mean,
                row.if_not,
                ", ".join(row.record_ids),
            )
            for row in rows
        ),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


# --- scores ---------------------------------------------------------------------------------------------

_COMMODITIES = ("antimony", "rare earths")
_EVEN_PCT, _CERTAIN_PCT = 50.0, 100.0
_TOP = 0.85  # of the axis; the score of one forecast can reach 1, the averages here do not


def scores(*, commodity: str = "antimony", forecast: float | None = None) -> Chart:
    """Average Brier score of giving every number of a list the same chance of being printed otherwise later.

    Parameters
    ----------
    commodity : "antimony" or "rare earths", whose mine output of 2024 was printed in two editions.
    forecast : a chance of your own, in per cent, 0 to 100, marked on the curve.

    Raises
    ------
    ValueError
        If there is no such list, or the chance is not between 0 and 100.
    """
    _check_scores(commodity, forecast)
    rows = printed_twice(commodity)
    with style():
        figure = _draw_scores(rows, _named_chances(), forecast)
    return Chart(
        id=_scores_id(commodity, forecast),
        title=_scores_title(commodity, rows, forecast),
        subtitle=f"Average Brier score (0 is best, 1 is worst) of giving the mine output of {commodity} in 2024, "
        f"{len(rows)} countries, the same chance of being changed in the next USGS edition",
        alt=describe_scores(commodity, rows, forecast),
        table=_scores_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note="A change is any other number, however small. The chance learnt is the share of antimony numbers that were "
        "changed; for antimony itself that is hindsight, for rare earths a fair test.",
    )


def describe_scores(commodity: str, rows: Sequence[Row], forecast: float | None = None) -> str:
    """Alt text from the rows behind the curve."""
    changed = sum(map(was_changed, rows))
    best = 100 * changed / len(rows)
    return (
        f"Curve of the average Brier score against the chance given, from 0 to 100 %, for the {commodity} output of "
        f"{len(rows)} countries, of which {changed} were changed. The score falls from {_score(0, rows):.2f} at 0 % to "
        f"its least, {_score(best, rows):.2f}, at {best:.0f} %, and rises to {_score(100, rows):.2f} at 100 %. "
        f"{_scores_title(commodity, rows, forecast)}."
    )


def _check_scores(commodity: str, forecast: float | None) -> None:
    if commodity not in _COMMODITIES:
        msg = f'scores: no numbers printed twice for "{commodity}"; choose commodity from {", ".join(_COMMODITIES)}'
        raise ValueError(msg)
    if forecast is not None and not 0 <= forecast <= 100:
        msg = f"scores: a chance of {forecast} % cannot be; write forecast between 0 and 100"
        raise ValueError(msg)


def _named_chances() -> dict[str, float]:
    """What each chance is called, and the chance in per cent."""
    return {"even": _EVEN_PCT, "learnt": 100 * changed_share("antimony"), "certain": _CERTAIN_PCT}


def _score(chance_pct: float, rows: Sequence[Row]) -> float:
    return brier(chance_pct / 100, [was_changed(row) for row in rows])


def _scores_id(commodity: str, forecast: float | None) -> str:
    own = "" if forecast is None else f"-{forecast:g}".replace(".", "-")
    return f"scores-{commodity}{own}".replace(" ", "-")


def _scores_title(commodity: str, rows: Sequence[Row], forecast: float | None) -> str:
    chances = _named_chances()
    even, learnt, certain = (_score(chance, rows) for chance in chances.values())
    own = "" if forecast is None else f"; your {forecast:g} % scores {_score(forecast, rows):.2f}"
    return (
        f"On {commodity}, the {chances['learnt']:.0f} % learnt from antimony scores {learnt:.2f}, even chances "
        f"{even:.2f} and certainty {certain:.2f}{own}"
    )


def _scores_table(rows: Sequence[Row]) -> ChartTable:
    return ChartTable(
        columns=("Country", "First printing (t)", "Later printing (t)", "Changed"),
        rows=tuple(
            (row.country, row.first_printed_t, row.latest_printed_t, was_changed(row)) for row in rows
        ),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


def _draw_scores(rows: Sequence[Row], named: dict[str, float], forecast: float | None) -> Figure:
    figure, axes = new_figure(3.9, left=40, right=22, top=30, bottom=52)
    axes.set(xlim=(0, 100), ylim=(0, _TOP), xticks=[0, 50, 100], yticks=[0, 0.25, 0.5, 0.75])
    axes.set_xticklabels(["0 %", "50 %", "100 %"])
    axes.set_yticklabels(["0", "0.25", "0.50", "0.75"])
    axes.tick_params(axis="x", pad=9)
    axes.set_xlabel("chance given to a change", labelpad=6)
    axes.text(0, _TOP * 1.04, "average score, lower is better", color=MUTED, va="baseline")
    chances = range(101)
    axes.plot(chances, [_score(chance, rows) for chance in chances], color=INK)
    for name, chance in named.items():
        score = _score(chance, rows)
        axes.plot([chance], [score], color=INK, marker="o", markersize=8, clip_on=False)
        left, drop = _LABELS[name]
        axes.text(chance - left, score - drop, f"{name} {score:.2f}", ha="right", va="center")
    if forecast is not None:
        _draw_own(axes, forecast, _score(forecast, rows))
    return figure


# How far to the left of its mark (in per cent of chance) and below it (in score) the words of a chance end.
_LABELS = {"even": (2, 0.055), "learnt": (11, 0.085), "certain": (0, 0.115)}


def _draw_own(axes: Axes, chance: float, score: float) -> None:
    """The reader's own chance: a diamond, with its words to the right of the falling curve, or high above it."""
    words = f"yours {score:.2f}"
    if chance < 40:
        axes.text(chance + 5, score + 0.03, words, color=INK, fontweight="bold", va="center")
    else:
        top = score + 0.3
        axes.plot([chance, chance], [score, top - 0.05], color=LINE, linewidth=1.2, zorder=1)
        ha = "right" if chance > 85 else "center"
        axes.text(chance, top, words, color=INK, fontweight="bold", ha=ha, va="center")
    axes.plot([chance], [score], color=COPPER, marker="D", markersize=8, clip_on=False, zorder=4)


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (promises, signals, scores)
