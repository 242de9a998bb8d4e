"""The figures of chapter 1: what happened in which order, and what is known of the box and the shipment."""

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from explainer import story
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, TEXT_PT, wrap
from explainer.charts.drawing.timescale import TimeScale, spread, ticks
from explainer.charts.story.statements import STATEMENTS, Statement
from explainer.charts.style import (
    CERTAINTY,
    COPPER,
    INK,
    KEY_PT,
    LINE,
    MARK_PT,
    MUTED,
    WIDTH_PT,
    certainty_key,
    certainty_mark,
    check_certainty,
    new_canvas,
    new_figure,
    style,
)
from explainer.references import reference
from explainer.story import Event, spelled
from explainer.story.dates import sort_key, span

# The events that `timeline` draws unless told otherwise, with the words beside the mark: the way from the
# first announcements to the memorandum, the box, the delivery, what each side said, and what became of it.
CENTRAL_EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "t15": "Antimony find announced",
        "t21": "Lobbying meeting on rare earths",
        "t22": "Proposed memorandum delivered",
        "t29": "The memorandum is signed",
        "t31": "The wooden box, White House",
        "t33": "Senator questions army chief's role",
        "t34": "First delivery to USSM announced",
        "t35": "FT reports a Pasni port idea",
        "t36": "PTI demands the full terms",
        "t37": "Unnamed official plays down Pasni",
        "t38": "Rabbani (PPP) asks for a briefing",
        "t40": "Beijing denies a link to Pakistan",
        "t46": "US bank announces Reko Diq loan",
        "t49": "FT: USSM got an antimony sample",
        "t54": "Pakistan-China minerals forum",
        "t61": "Barrick slows Reko Diq",
        "t67": "Was the second forum held?",
        "t72": "USSM term sheet for Missouri plant",
    }
)
# The memorandum, the box, the delivery: the order that first reports told the other way round.
TURNING_POINTS = ("t29", "t31", "t34")

_SINCE, _UNTIL = "2025-03", "2026-09"


def timeline(
    *,
    since: str = _SINCE,
    until: str = _UNTIL,
    certainty: str | Collection[str] | None = None,
    events: Iterable[Event] | None = None,
) -> Chart:
    """Events of the story by date and certainty; time runs down.

    Parameters
    ----------
    since, until : 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; both days, months or years are included. An event of
        which only the month is known is in if any day of that month is.
    certainty : draw only "confirmed", "reported" or "disputed" events, or several: ("reported", "disputed").
    events : the events to choose from, as `story.timeline()` gives them; `CENTRAL_EVENTS` if not given.

    Raises
    ------
    ValueError
        If a date or a certainty is not one, or nothing is left to draw.
    """
    chosen = tuple(_central() if events is None else events)
    rows = _filtered(chosen, since, until, certainty)
    with style():
        figure = _draw_timeline(rows)
    return Chart(
        id=_timeline_id(since, until, certainty, None if events is None else chosen),
        title=_timeline_title(rows),
        subtitle=_timeline_subtitle(rows),
        alt=describe_timeline(rows),
        table=_timeline_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note=(
            "A mark says how sure it is that the event took place as told, not that what was said there is "
            f"true. The memorandum and Pakistani politics are told {_strand('deal-and-politics')}."
        ),
    )


def describe_timeline(rows: Sequence[Event]) -> str:
    """Alt text from the rows that are drawn."""
    counts = Counter(row.certainty for row in rows)
    marks = ", ".join(f"{counts[word]} {word}" for word in CERTAINTY if counts[word])
    text = f"Timeline, time running down, of {_count(rows)} {_extent(rows)}, marked by certainty: {marks}. "
    if points := _turning_points(rows):
        memorandum, box, delivery = points
        text += (
            f"The memorandum was signed on {spelled(memorandum.date)} ({memorandum.certainty}); "
            f"the wooden box was shown on {spelled(box.date)} ({box.certainty}), "
            f"{_days(memorandum, box)} days later; the delivery was announced on {spelled(delivery.date)} "
            f"({delivery.certainty}), {_days(box, delivery)} days after that. "
        )
    month, busy = _busiest_month(rows)
    if busy > 1:
        text += f"The busiest month is {month}, with {busy} events. "
    return f"{text}{_timeline_title(rows)}."


def _central() -> Iterable[Event]:
    return (event for event in story.timeline() if event.id in CENTRAL_EVENTS)


def _filtered(
    events: Iterable[Event], since: str, until: str, certainty: str | Collection[str] | None
) -> tuple[Event, ...]:
    words = CERTAINTY if certainty is None else _words(certainty)
    first, last = span(since)[0], span(until)[1]
    kept = [
        e for e in events if span(e.date)[1] >= first and span(e.date)[0] <= last and e.certainty in words
    ]
    if not kept:
        which = "" if certainty is None else f"{' or '.join(words)} "
        msg = (
            f"timeline: no {which}event from {spelled(since)} to {spelled(until)} among those given; "
            "widen since and until, or allow another certainty"
        )
        raise ValueError(msg)
    return tuple(sorted(kept, key=lambda event: sort_key(event.date)))


def _words(certainty: str | Collection[str]) -> tuple[str, ...]:
    words = (certainty,) if isinstance(certainty, str) else tuple(certainty)
    for word in words:
        check_certainty(word)
    return words


def _timeline_id(
    since: str,
    until: str,
    certainty: str | Collection[str] | None,
    events: Sequence[Event] | None,
) -> str:
    """An id of its own for every choice, so that a changed figure can stand below the first."""
    parts = ["timeline"]
    if (since, until) != (_SINCE, _UNTIL):
        parts.append(f"{since}-to-{until}")
    if certainty is not None:
        parts += _words(certainty)
    if events is not None:
        parts.append(f"{zlib.crc32(' '.join(event.id for event in events).encode()):08x}")
    return "-".join(parts).replace(" ", "-")


def _timeline_title(rows: Sequence[Event]) -> str:
    if points := _turning_points(rows):
        memorandum, box, delivery = points
        return (
            f"The memorandum came {_days(memorandum, box)} days before the wooden box, "
            f"and the box {_days(box, delivery)} days before the delivery was announced"
        )
    counts = Counter(row.certainty for row in rows)
    if len(rows) == 1:
        return f"The one event drawn is {rows[0].certainty}"
    if len(counts) == 1:
        return f"All {len(rows)} events drawn are {rows[0].certainty}"
    parts = [f"{counts[word]} {word}" for word in CERTAINTY if counts[word]]
    return f"Of {len(rows)} events drawn, {', '.join(parts[:-1])} and {parts[-1]}"


def _timeline_subtitle(rows: Sequence[Event]) -> str:
    return (
        f"{_count(rows).capitalize()} {_extent(rows)}, by how sure we are. "
        "Dots mark the true dates; the words beside them are spread out to be read."
    )


def _turning_points(rows: Sequence[Event]) -> tuple[Event, Event, Event] | None:
    found = {row.id: row for row in rows}
    points = tuple(found[id] for id in TURNING_POINTS if id in found)
    return points if len(points) == len(TURNING_POINTS) else None


def _days(earlier: Event, later: Event) -> int:
    return (span(later.date)[0] - span(earlier.date)[0]).days


def _count(rows: Sequence[Event]) -> str:
    return "one event" if len(rows) == 1 else f"{len(rows)} events"


def _extent(rows: Sequence[Event]) -> str:
    first, last = spelled(rows[0].date), spelled(rows[-1].date)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _busiest_month(rows: Sequence[Event]) -> tuple[str, int]:
    months = Counter(row.date[:7] for row in rows if len(row.date) >= 7)
    month, busy = max(months.items(), key=lambda item: item[1], default=("", 0))
    return (spelled(month), busy) if month else ("", 0)


def _timeline_table(rows: Sequence[Event]) -> ChartTable:
    return ChartTable(
        columns=("Event", "Date", "What happened", "Certainty", "Record"),
        rows=tuple((row.title, spelled(row.date), row.what_happened, row.certainty, row.id) for row in rows),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


def _strand(id: str) -> str:
    """How prose dates one part of the story: "as of March 2026"."""
    return next(strand.write_as for strand in story.strands() if strand.id == id)


# Places across the timeline, in points from the left edge.
_TICKS_X, _LINE_X, _MARK_X, _WORDS_X = 43.0, 53.0, 92.0, 106.0
_WORDS_PT = WIDTH_PT - _WORDS_X - 4
_GAP_PT = 9.0  # between two events
_BASELINE_PT = 0.36 * TEXT_PT  # from the middle of a line of words down to where they stand


class _Line(NamedTuple):
    """One line of words beside a mark."""

    text: str
    colour: str
    weight: str = "normal"


def _draw_timeline(rows: Sequence[Event]) -> Figure:
    words = [_event_lines(row, rows) for row in rows]
    heights = [len(lines) * LINE_PT + _GAP_PT for lines in words]
    height_pt = max(sum(heights), 6 * LINE_PT)
    figure, axes = new_figure((height_pt + KEY_PT + 28) / 72, left=0, right=0, top=KEY_PT + 20, bottom=8)
    certainty_key(figure, {row.certainty for row in rows})
    scale = TimeScale(*_whole_months(rows), height_pt)
    axes.set(xlim=(0, WIDTH_PT), ylim=(scale.last, scale.first))
    axes.set_axis_off()
    _draw_time_line(axes, scale)
    tops = spread([scale.points(_middle(row)) - LINE_PT / 2 for row in rows], heights, 0, height_pt)
    _join_turning_points(axes, scale, dict(zip([row.id for row in rows], tops, strict=True)))
    for row, lines, top in zip(rows, words, tops, strict=True):
        _draw_event(axes, scale, row, lines, top)
    return figure


def _event_lines(row: Event, rows: Sequence[Event]) -> list[_Line]:
    """The date, with the days since the turning point before, then the label."""
    points = _turning_points(rows) or ()
    when, is_turning = spelled(row.date), row in points
    if is_turning and row is not points[0]:
        when += f", {_days(points[points.index(row) - 1], row)} days later"
    weight = "bold" if is_turning else "normal"
    label = CENTRAL_EVENTS.get(row.id, row.title)
    return [
        _Line(when, COPPER if is_turning else MUTED),
        *(_Line(text, INK, weight) for text in wrap(label, _WORDS_PT, weight=weight)),
    ]


def _whole_months(rows: Sequence[Event]) -> tuple[int, int]:
    """First and last day number of the months that the rows fall in."""
    first = min(span(row.date)[0] for row in rows).replace(day=1)
    last = max(span(row.date)[1] for row in rows)
    return first.toordinal(), span(f"{last:%Y-%m}")[1].toordinal()


def _middle(row: Event) -> float:
    first, last = span(row.date)
    return (first.toordinal() + last.toordinal()) / 2


def _draw_time_line(axes: Axes, scale: TimeScale) -> None:
    """The line that is true to time, with its months."""
    axes.plot([_LINE_X, _LINE_X], [scale.first, scale.last], color=LINE, linewidth=3, solid_capstyle="butt")
    labelled = ticks(scale, 1.6 * LINE_PT)
    for tick in labelled:
        axes.plot([_LINE_X - 5, _LINE_X], [tick.day, tick.day], color=LINE, linewidth=1)
        words = _Line(tick.label, MUTED, "bold" if tick.is_year else "normal")
        _write(axes, scale, _TICKS_X, scale.points(tick.day), words, "right")
    if not (labelled[0].is_year and labelled[0].day == scale.first):
        year = _Line(str(date.fromordinal(scale.first).year), MUTED, "bold")
        _write(axes, scale, _TICKS_X, -LINE_PT, year, "right")


def _join_turning_points(axes: Axes, scale: TimeScale, tops: Mapping[str, float]) -> None:
    """A copper line down the marks of memorandum, box and delivery: they are one sequence."""
    if all(id in tops for id in TURNING_POINTS):
        ends = [scale.day(tops[id] + LINE_PT / 2) for id in (TURNING_POINTS[0], TURNING_POINTS[-1])]
        axes.plot([_MARK_X, _MARK_X], ends, color=COPPER, linewidth=1.5, zorder=2)


def _draw_event(axes: Axes, scale: TimeScale, row: Event, lines: Sequence[_Line], top: float) -> None:
    """A dot (or a stretch, where the day is not known) at the true date, a leader, the mark, the words."""
    shade = lines[0].colour if lines[0].colour == COPPER else INK
    middle = top + LINE_PT / 2
    true, beside = _middle(row), scale.day(middle)
    first, last = (day.toordinal() for day in span(row.date))
    if last > first:
        axes.plot([_LINE_X, _LINE_X], [first, last], color=shade, linewidth=3, solid_capstyle="butt")
    else:
        dot = {
            "marker": "o",
            "linestyle": "none",
            "markersize": 4.5,
            "markeredgewidth": 0,
            "clip_on": False,
            "zorder": 3,
        }
        axes.plot([_LINE_X], [true], color=shade, **dot)
    _draw_leader(axes, true, beside, shade if shade == COPPER else MUTED)
    certainty_mark(axes, _MARK_X, beside, row.certainty, colour=shade)
    for number, line in enumerate(lines):
        _write(axes, scale, _WORDS_X, middle + number * LINE_PT, line)


def _draw_leader(axes: Axes, true: float, beside: float, shade: str) -> None:
    """A line from the true date to the mark: level at both ends, so that no two of them cross."""
    half = (_LINE_X + _MARK_X) / 2
    path = Path(
        [(_LINE_X, true), (half, true), (half, beside), (_MARK_X, beside)],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    axes.add_patch(PathPatch(path, fill=False, edgecolor=shade, linewidth=0.8, zorder=1.5))


def _write(axes: Axes, scale: TimeScale, x: float, middle: float, line: _Line, ha: str = "left") -> None:
    """One line of words, its middle `middle` points below the top of the axes."""
    y = scale.day(middle + _BASELINE_PT)
    axes.text(x, y, line.text, color=line.colour, fontweight=line.weight, ha=ha, va="baseline")


def in_the_box(statements: Sequence[Statement] = STATEMENTS) -> Chart:
    """What was said about the wooden box and about the first shipment, who said it, and how sure it is."""
    with style():
        figure = _draw_statements(statements)
    return Chart(
        id="in-the-box",
        title="It is confirmed that a box was shown and a delivery announced, but not what was in them",
        subtitle=f"What was said of each, who says so, and how sure it is, {_strand('deal-and-politics')}",
        alt=describe_in_the_box(statements),
        table=ChartTable(
            columns=("Statement", "About", "Certainty", "Who says so", "Records"),
            rows=tuple(
                (s.text, _SUBJECTS[s.subject][0], s.certainty, s.who, ", ".join(_ids(s.records)))
                for s in statements
            ),
            row_source_ids=tuple(s.source_ids for s in statements),
        ),
        source_ids=cited_by(statements),
        figure=figure,
        note=(
            "The box and the shipment are two different things. Antimony, copper, gold and tungsten are not "
            "rare earths. The 500 million dollars of the memorandum are an investment envisaged, not a price."
        ),
    )


def describe_in_the_box(statements: Sequence[Statement]) -> str:
    """Alt text from the rows that are drawn."""
    parts = [
        f"List of {len(statements)} statements about the wooden box and the first shipment, by certainty."
    ]
    for subject, (name, _) in _SUBJECTS.items():
        rows = [s for s in statements if s.subject == subject]
        said = {word.capitalize(): [s.text for s in rows if s.certainty == word] for word in CERTAINTY}
        groups = (f"{word}: {'; '.join(texts)}." for word, texts in said.items() if texts)
        parts.append(f"{name}. {' '.join(groups)}")
    if not any(s.about == "contents" and s.certainty == "confirmed" for s in statements):
        parts.append("Nothing said about the contents is confirmed.")
    return " ".join(parts)


# What each part of the list is called, and the event that dates it.
_SUBJECTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"box": ("The wooden box", "t31"), "shipment": ("The first shipment", "t34")}
)


def _ids(records: Iterable[str]) -> Iterable[str]:
    return (name.partition(":")[2] for name in records)


# Places across the list, in points from the left edge.
_LEFT, _STATUS_MARK_X, _STATUS_X = 4.0, 246.0, 258.0
_STATEMENT_PT = _STATUS_MARK_X - MARK_PT / 2 - _LEFT - 6
_HEADING_PT, _ROW_GAP_PT = 40.0, 12.0


def _draw_statements(statements: Sequence[Statement]) -> Figure:
    words = {s: _statement_lines(s) for s in statements}
    rows_pt = sum(len(lines) * LINE_PT + _ROW_GAP_PT for lines in words.values())
    figure, axes = new_canvas(rows_pt + len(_SUBJECTS) * _HEADING_PT)
    y = 0.0
    for subject, (name, event) in _SUBJECTS.items():
        y = _draw_heading(axes, name, spelled(reference(f"event:{event}").record.date), y)
        for statement in (s for s in statements if s.subject == subject):
            y = _draw_statement(axes, statement, words[statement], y)
    return figure


def _statement_lines(statement: Statement) -> list[_Line]:
    return [
        *(_Line(text, INK) for text in wrap(statement.text, _STATEMENT_PT)),
        *(_Line(text, MUTED) for text in wrap(statement.who, _STATEMENT_PT)),
    ]


def _draw_heading(axes: Axes, name: str, when: str, top: float) -> float:
    """Name and date of a part; returns where the first row below it begins."""
    bottom = top + _HEADING_PT
    axes.text(_LEFT, bottom - 9, name, fontweight="bold", va="baseline")
    axes.text(WIDTH_PT - _LEFT, bottom - 9, when, color=MUTED, ha="right", va="baseline")
    axes.plot([_LEFT, WIDTH_PT - _LEFT], [bottom, bottom], color=INK, linewidth=1.2)
    return bottom


def _draw_statement(axes: Axes, statement: Statement, lines: Sequence[_Line], top: float) -> float:
    """What is said and who says so at the left, how sure it is at the right; returns where the row ends."""
    first = top + _ROW_GAP_PT / 2 + LINE_PT / 2
    for number, line in enumerate(lines):
        baseline = first + number * LINE_PT + _BASELINE_PT
        axes.text(_LEFT, baseline, line.text, color=line.colour, va="baseline")
    certainty_mark(axes, _STATUS_MARK_X, first, statement.certainty)
    axes.text(_STATUS_X, first + _BASELINE_PT, statement.certainty, va="baseline")
    bottom = top + len(lines) * LINE_PT + _ROW_GAP_PT
    axes.plot([_LEFT, WIDTH_PT - _LEFT], [bottom, bottom], color=LINE, linewidth=0.7)
    return bottom


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (timeline, in_the_box)
