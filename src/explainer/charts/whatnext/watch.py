"""Signals to watch: a calendar of those with a date over a list of the others, and what each would mean as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from explainer.charts.chart import Chart
from explainer.charts.drawing.barlist import HEADING_PT, LEFT_PT, RIGHT_PT, heading, write
from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.drawing.markup import figure_html
from explainer.charts.drawing.timescale import TimeScale, spread, ticks
from explainer.charts.style import (
    INK,
    KEY_PT,
    LINE,
    MARK_PT,
    MUTED,
    certainty_key,
    certainty_mark,
    new_canvas,
)
from explainer.references import reference
from explainer.story import Signal
from explainer.story.dates import span

_TICKS_X, _LINE_X, _MARK_X, _WORDS_X = 43.0, 53.0, 88.0, 102.0
_GAP_PT = 10.0
_KINDS = {"t": "event", "c": "claim"}


@dataclass(frozen=True, eq=False)
class WatchList(Chart):
    """A chart that says on a page, below the drawing, what each signal would mean: text that can be read."""

    signals: tuple[Signal, ...] = ()

    def to_html(self) -> str:
        before, end_of_drawing, after = figure_html(self).partition("</svg>")
        return before + end_of_drawing + "\n" + _notes(self.signals) + after


def _notes(signals: Sequence[Signal]) -> str:
    items = "\n".join(map(_note, signals))
    return (
        '<ol class="signals" style="max-inline-size:42rem;margin-block:1rem 0;margin-inline:0;'
        f'padding-inline-start:1.5rem;font-size:.94rem">\n{items}\n</ol>'
    )


def _note(signal: Signal) -> str:
    said = {
        "Where": f"{signal.where}.",
        "If it comes": f"{signal.would_mean} It would not mean {signal.would_not_mean}",
        "If it does not come": signal.if_not,
    }
    lines = "<br>\n".join(f"<i>{question}:</i> {escape(answer)}" for question, answer in said.items())
    links = ", ".join(map(_link, signal.record_ids))
    return (
        f'<li style="margin-block-end:.8rem"><b>{escape(signal.look_for)}</b> ({escape(when(signal))})<br>\n'
        f"{lines}<br>\n<i>Records:</i> {links}</li>"
    )


def _link(record_id: str) -> str:
    name = f"{_KINDS[record_id[0]]}:{record_id}"
    found = reference(name)
    return f'<a class="ref" href="{escape(found.href)}" data-ref="{name}">{record_id}</a>'


def when(signal: Signal) -> str:
    """The date in words, or that there is none."""
    return signal.when or "no date set"


def draw_watch_list(signals: Sequence[Signal]) -> Figure:
    """Dated signals along a line that is true to time, then those without a date."""
    dated = [signal for signal in signals if signal.by]
    others = [signal for signal in signals if not signal.by]
    words = [_lines(signal) for signal in dated]
    heights = [len(lines) * LINE_PT + _GAP_PT for lines in words]
    calendar_pt = sum(heights) * 1.1 if dated else 0.0
    rest = [wrap(signal.look_for, RIGHT_PT - LEFT_PT - MARK_PT - 8) for signal in others]
    rest_pt = HEADING_PT + sum(len(lines) * LINE_PT + _GAP_PT for lines in rest) if others else 0.0
    figure, axes = new_canvas(KEY_PT + LINE_PT + calendar_pt + rest_pt + 4)
    certainty_key(figure, {signal.certainty or "not known" for signal in signals})
    top = KEY_PT + LINE_PT
    if dated:
        _draw_calendar(axes, dated, words, heights, top, calendar_pt)
    _draw_undated(axes, rest, top + calendar_pt)
    return figure


def _lines(signal: Signal) -> list[tuple[str, str]]:
    """(text, colour): the date, then what to look for."""
    texts = wrap(signal.look_for, RIGHT_PT - _WORDS_X)
    return [(signal.when or "", MUTED), *((text, INK) for text in texts)]


def _draw_calendar(
    axes: Axes,
    signals: Sequence[Signal],
    words: Sequence[Sequence[tuple[str, str]]],
    heights: Sequence[float],
    top: float,
    height: float,
) -> None:
    days = [span(signal.by) for signal in signals if signal.by]
    first, last = min(day[0] for day in days).replace(day=1), max(day[1] for day in days)
    scale = TimeScale(first.toordinal(), last.toordinal(), height)
    _draw_time_line(axes, scale, top, str(first.year))
    wanted = [_middle(scale, day) - LINE_PT / 2 for day in days]
    tops = spread(wanted, heights, 0, height)
    for signal, day, lines, offset in zip(signals, days, words, tops, strict=True):
        _draw_dated(axes, signal, _span_pt(scale, day, top), lines, top + offset + LINE_PT / 2)


def _draw_time_line(axes: Axes, scale: TimeScale, top: float, year: str) -> None:
    """The line that is true to time, with its months, and over them the year in which it begins."""
    axes.plot(
        [_LINE_X, _LINE_X], [top, top + scale.height_pt], color=LINE, linewidth=3, solid_capstyle="butt"
    )
    labelled = [(top + scale.points(t.day), t.label, t.is_year) for t in ticks(scale, 1.6 * LINE_PT)]
    if not labelled[0][2]:
        write(axes, _TICKS_X, top - LINE_PT, year, colour=MUTED, ha="right", fontweight="bold")
    for y, label, is_year in labelled:
        axes.plot([_LINE_X - 5, _LINE_X], [y, y], color=LINE, linewidth=1)
        weight = "bold" if is_year else "normal"
        write(axes, _TICKS_X, y, label, colour=MUTED, ha="right", fontweight=weight)


def _middle(scale: TimeScale, day: tuple) -> float:
    return scale.points((day[0].toordinal() + day[1].toordinal()) / 2)


def _span_pt(scale: TimeScale, day: tuple, top: float) -> tuple[float, float]:
    return top + scale.points(day[0].toordinal()), top + scale.points(day[1].toordinal())


def _draw_dated(
    axes: Axes, signal: Signal, ends: tuple[float, float], lines: Sequence[tuple[str, str]], middle: float
) -> None:
    """A dot (a stretch, where only the month is known) on the line, a leader, the mark, the words."""
    true = sum(ends) / 2
    if ends[1] > ends[0]:
        axes.plot([_LINE_X, _LINE_X], ends, color=INK, linewidth=3, solid_capstyle="butt")
    else:
        axes.plot([_LINE_X], [true], color=INK, marker="o", markersize=4.5, markeredgewidth=0, zorder=3)
    half = (_LINE_X + _MARK_X) / 2
    path = Path(
        [(_LINE_X, true), (half, true), (half, middle), (_MARK_X, middle)],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    axes.add_patch(PathPatch(path, fill=False, edgecolor=MUTED, linewidth=0.8, zorder=1.5))
    certainty_mark(axes, _MARK_X, middle, signal.certainty or "not known")
    for number, (text, shade) in enumerate(lines):
        write(axes, _WORDS_X, middle + number * LINE_PT, text, colour=shade)


def _draw_undated(axes: Axes, rest: Sequence[Sequence[str]], top: float) -> None:
    if not rest:
        return
    y = heading(axes, top, "No date set")
    for lines in rest:
        first = y + _GAP_PT / 2 + LINE_PT / 2
        certainty_mark(axes, LEFT_PT + MARK_PT / 2, first, "not known")
        for number, text in enumerate(lines):
            write(axes, LEFT_PT + MARK_PT + 8, first + number * LINE_PT, text)
        y += len(lines) * LINE_PT + _GAP_PT
