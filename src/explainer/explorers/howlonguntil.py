"""From a search to the first output, beside mines that were followed: an explorer of chapter 7."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import story
from explainer.charts.chart import Chart, ChartTable
from explainer.charts.drawing.barlist import BAR_PT, box, write
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.ground.leadtimes import BY_COUNTRY, ONE_STUDY, PLAN, LeadTime, lead_times
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, new_canvas, style
from explainer.explore import Prediction, explorer, steps
from explainer.facts import ground
from explainer.models.leadtime import (
    ASSUMED_LONGER_PCT,
    ASSUMED_SHORTER_PCT,
    Span,
    Stage,
    as_year,
    span,
    stage,
    year_after,
)


@explorer(
    title="How long until the first output?",
    intro="Set how long each stage takes, from a search to the first output, for a mine that does not exist yet. The clock "
    "starts with the memorandum of September 2025; mines that were followed are drawn beside it.",
    prediction=Prediction(
        stem="Suppose a search began with the memorandum in September 2025. Leave the controls as they stand at first, with no "
        "stop: when would the first output come, if every stage took its set time?",
        options=("Before 2030", "In the 2030s", "In the 2040s", "After 2050"),
        key=2,
        told="In 2041, or in 2037 if all the work ran shorter by the part assumed. The settings add up to near the mean of 127 "
        "mines, 15.7 years. For Reko Diq the plan came to 35 years from the first venture.",
    ),
    controls={
        "search_years": steps(2, 14, 3, default=8, label="Search and drilling", unit="years"),
        "prepare_years": steps(1, 9, 2, default=5, label="Studies, permits and money", unit="years"),
        "stop_years": steps(0, 10, 2, default=0, label="Stopped, in courts or for safety", unit="years"),
    },
    things_to_try=(
        "Set search and preparation to their least, with no stop. That is the pace of the fastest of 127 mines, and the first "
        "output would come in 2031.",
        "From the first settings, add a stop as long as Reko Diq's, from the court's order to the cleared settlement. Then see "
        "whether the shortest preparation makes up for it.",
        "Find settings that end within a year of Reko Diq's plan, which is drawn at the foot. It takes all three near their "
        "longest: no single delay makes such a span.",
    ),
    leaves_out=(
        "Most places that are searched never become mines. The figure shows when, if at all; it does not show whether.",
        "How long a search takes is an assumption, chosen so that the first settings add up to near the mean of 127 mines. How "
        "far each stage may miss its time is assumed, too, and named under the figure.",
        "Stages follow one another here. In truth they overlap, and a stop can come more than once.",
        "The range adds up the extremes: all stages short, or all long. A stop is taken as set, without a range.",
        "A refinery would be a project of its own, with its own years.",
    ),
    because=(
        "event:t29",
        "event:t61",
        "fact:years-building-planned",
        "fact:years-building-eneabba-revised",
        "fact:years-preparing-stibnite",
        "fact:reko-diq-years-in-court",
        "fact:years-to-production-127-mines",
        "fact:mines-in-lead-time-study",
        "fact:years-to-production-fastest-of-127",
        "fact:reko-diq-venture-to-target",
        "table:lead_times",
        "table:projects",
    ),
    key_states=(
        {"search_years": 8, "prepare_years": 5, "stop_years": 0},
        {"search_years": 2, "prepare_years": 1, "stop_years": 0},
        {"search_years": 8, "prepare_years": 5, "stop_years": 10},
        {"search_years": 8, "prepare_years": 1, "stop_years": 10},
        {"search_years": 14, "prepare_years": 9, "stop_years": 10},
    ),
)
def how_long_until(*, search_years, prepare_years, stop_years):
    """Stages from a search to the first output, with their range, beside mines that were followed.

    Parameters
    ----------
    search_years : searching and drilling, until an amount is known.
    prepare_years : studies, permits and finding the money.
    stop_years : years in which the work stands still.
    """
    plan = stages(search_years=search_years, prepare_years=prepare_years, stop_years=stop_years)
    whole = span(plan)
    title = _title(whole)
    others = _others()
    with style():
        figure = _draw(plan, whole, others)
    return Chart(
        id="how-long-until",
        title=title,
        subtitle="Years from the start in September 2025; for mines that were followed, their years counted from the same day",
        alt=_describe(plan, whole, others, title),
        table=_table(plan, whole, others),
        source_ids=_source_ids(others),
        figure=figure,
        note=_NOTE,
    )


_NOTE = (
    f"Assumed, not from a source: each stage may run {ASSUMED_SHORTER_PCT:g} % shorter or {ASSUMED_LONGER_PCT:g} % longer than set "
    "(a stop is as long as set). Building is set as two projects planned it; for one of them a later estimate was a year longer. "
    "The line on a bar runs from the shortest to the longest sum, or from the fastest to the slowest mine. Hatched: read "
    "second-hand, or a plan. Dotted: the end is open, because Barrick slowed Reko Diq in March 2026. The two studies count "
    "different mines."
)


def stages(*, search_years: float, prepare_years: float, stop_years: float) -> tuple[Stage, ...]:
    """The stages in their order; building takes as long as two projects planned for it."""
    return (
        stage("Search and drilling", search_years),
        stage("Studies, permits, money", prepare_years),
        stage("Stopped", stop_years, shorter_pct=0, longer_pct=0),
        stage("Building", ground.building_years().value),
    )


def start() -> date:
    """The day the memorandum was signed."""
    event = next(event for event in story.timeline() if event.id == ground.SIGNED)
    return date.fromisoformat(event.date)


def _years(whole: Span) -> tuple[int, int, int]:
    """The calendar years of the first output: shortest, as set, longest."""
    return tuple(year_after(start(), years) for years in (whole.shortest, whole.set_years, whole.longest))


def _title(whole: Span) -> str:
    soonest, as_set, latest = _years(whole)
    return (
        f"Set to {whole.set_years:g} years, a search begun in September 2025 would lead to a first output in {as_set}, or between "
        f"{soonest} and {latest} if the work runs {ASSUMED_SHORTER_PCT:g} % shorter or {ASSUMED_LONGER_PCT:g} % longer"
    )


@dataclass(frozen=True)
class _Other:
    """Something that was followed or planned, beside the reader's stages; its name must fit one line."""

    name: str
    row: LeadTime


def _others() -> tuple[_Other, ...]:
    """Four bars of the chapter's figure: one study, two ends of another, and a plan."""
    rows = lead_times()
    study = next(row for row in rows if row.group == ONE_STUDY)
    by_country = {row.scope: row for row in rows if row.group == BY_COUNTRY}
    plan = next(row for row in rows if row.group == PLAN)
    return (
        _Other(f"{study.mines} mines, mean", study),
        _Other("Laos, mean of another study", by_country["Laos"]),
        _Other("United States, the same study", by_country["United States"]),
        _Other("Reko Diq, from venture to plan", plan),
    )


def _source_ids(others: Sequence[_Other]) -> tuple[str, ...]:
    building = [row.source_ids for row in ground.building_years_revised().rows + ground.building_years().rows]
    return tuple(
        dict.fromkeys(id for ids in (*building, *(other.row.source_ids for other in others)) for id in ids)
    )


def _describe(plan: Sequence[Stage], whole: Span, others: Sequence[_Other], title: str) -> str:
    said = ", ".join(f"{each.name.lower()} {each.set_years:g}" for each in plan)
    beside = "; ".join(f"{other.name}, {other.row.shown}" for other in others)
    return (
        f"Bars of years on a line from 2025. Your stages in years: {said}; together {_span_words(whole)}. Beside them: {beside}. "
        f"{title}."
    )


def _span_words(whole: Span) -> str:
    return f"{whole.set_years:g} ({whole.shortest:.3g} to {whole.longest:.3g})"


def _table(plan: Sequence[Stage], whole: Span, others: Sequence[_Other]) -> ChartTable:
    rows = [(each.name, each.shortest, each.set_years, each.longest) for each in plan]
    rows.append(("All stages", whole.shortest, whole.set_years, whole.longest))
    rows.append(("Year of first output", *_years(whole)))
    for other in others:
        low, high = other.row.ends or (None, None)
        rows.append((other.name, low, other.row.years, high))
    return ChartTable(
        columns=("What", "Shortest (years)", "As set, or mean (years)", "Longest (years)"), rows=tuple(rows)
    )


# The same years across in every state: room for the longest settings.
_LEFT_PT, _RIGHT_PT = 4.0, WIDTH_PT - 4.0
_LONGEST = 50.0
_UNIT_PT = (_RIGHT_PT - _LEFT_PT - 4) / _LONGEST
_TICKS = (2030, 2040, 2050, 2060, 2070)
_ROW_PT = LINE_PT + BAR_PT + 8.0


def _draw(plan: Sequence[Stage], whole: Span, others: Sequence[_Other]) -> Figure:
    rows = len(plan) + 1 + len(others)
    top = LINE_PT + 6.0
    figure, axes = new_canvas(top + rows * _ROW_PT + 12.0)
    _draw_years(axes, top, top + rows * _ROW_PT + 10.0)
    begin = 0.0
    for each in plan:
        _draw_stage(axes, each, begin, top)
        begin += each.set_years
        top += _ROW_PT
    _draw_row(axes, "All stages", _sum_words(whole), top)
    _draw_span(axes, whole, top)
    top += _ROW_PT + 10.0
    axes.plot([_LEFT_PT, _RIGHT_PT], [top - 6, top - 6], color=INK, linewidth=1.2)
    for other in others:
        _draw_other(axes, other, top)
        top += _ROW_PT
    return figure


def _at(years: float) -> float:
    return _LEFT_PT + years * _UNIT_PT


def _middle(top: float) -> float:
    return top + LINE_PT + BAR_PT / 2 + 1


def _draw_years(axes: Axes, top: float, bottom: float) -> None:
    begin = as_year(start())
    for year in _TICKS:
        write(axes, _at(year - begin), LINE_PT / 2, str(year), colour=MUTED, ha="center")
        axes.plot([_at(year - begin)] * 2, [top - 4, bottom], color=LINE, linewidth=0.7, zorder=0.5)


def _draw_row(axes: Axes, words: str, years: str, top: float) -> None:
    write(axes, _LEFT_PT, top + LINE_PT / 2, words)
    write(axes, _RIGHT_PT, top + LINE_PT / 2, years, ha="right")


def _sum_words(whole: Span) -> str:
    soonest, as_set, latest = _years(whole)
    return f"{as_set} ({soonest} to {latest})"


def _draw_stage(axes: Axes, each: Stage, begin: float, top: float) -> None:
    """A stage stands where the ones before it end, if all take their set time; one of no years is a line."""
    _draw_row(axes, each.name, f"{each.set_years:g} years", top)
    _draw_bar(axes, begin, begin + each.set_years, top, "estimated", "accent")


def _draw_span(axes: Axes, whole: Span, top: float) -> None:
    _draw_bar(axes, 0, whole.set_years, top, "measured", "accent")
    _draw_ends(axes, whole.shortest, whole.longest, top)


def _draw_other(axes: Axes, other: _Other, top: float) -> None:
    row = other.row
    shade = "pakistan" if row.is_open else "others"
    _draw_row(axes, other.name, f"{row.shown} years", top)
    _draw_bar(axes, 0, row.years, top, row.look, shade)
    if row.ends:
        _draw_ends(axes, *row.ends, top)
    if row.is_open:
        _draw_bar(axes, row.years, _LONGEST, top, "not known", shade)


def _draw_bar(axes: Axes, begin: float, end: float, top: float, look: str, shade: str) -> None:
    """A bar below the words of its row, from and to some years after the start."""
    upper = _middle(top) - BAR_PT / 2
    box(axes, _at(begin), upper, (end - begin) * _UNIT_PT, BAR_PT, look, colour=colour(shade))


def _draw_ends(axes: Axes, low: float, high: float, top: float) -> None:
    """A line with a stop at each end, as one path."""
    left, right, middle = _at(low), _at(high), _middle(top)
    axes.plot(
        [left, left, left, right, right, right],
        [middle - 5, middle + 5, middle, middle, middle - 5, middle + 5],
        color=INK,
        linewidth=1.4,
        zorder=3,
    )
