"""Promises as a list: what was promised, who promised it, and what became of it, told by a mark and in words."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from explainer import story
from explainer.charts.drawing.barlist import HEADING_PT, LEFT_PT, RIGHT_PT, heading, write
from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.style import INK, LINE, MARK_PT, MUTED, PAPER, certainty_look, new_canvas
from explainer.story import Promise, Strand, spelled

# What each part of the story is called over its rows; the full names are too long for a heading.
STRAND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "deal-and-politics": "The memorandum and politics",
        "reko-diq": "Reko Diq",
        "ussm-missouri": "USSM in Missouri",
        "us-policy": "US policy",
        "truce-and-controls": "US-China truce",
    }
)

_WORDS_X = LEFT_PT + MARK_PT + 8
_WORDS_PT = RIGHT_PT - _WORDS_X
_GAP_PT = 13.0  # between two promises


def by_strand(rows: Sequence[Promise]) -> list[tuple[Strand, list[Promise]]]:
    """The promises under the part of the story they belong to; parts without one are left out."""
    groups = [(strand, [row for row in rows if row.strand == strand.id]) for strand in story.strands()]
    return [(strand, kept) for strand, kept in groups if kept]


def draw_outcomes(rows: Sequence[Promise]) -> Figure:
    """Rows under the name of their strand, whose last source dates them."""
    groups = by_strand(rows)
    words = {row.id: _lines(row) for row in rows}
    rows_pt = sum(len(lines) * LINE_PT + _GAP_PT for lines in words.values())
    figure, axes = new_canvas(rows_pt + len(groups) * HEADING_PT)
    y = 0.0
    for strand, kept in groups:
        y = heading(axes, y, STRAND_NAMES[strand.id], strand.write_as)
        for row in kept:
            y = _draw_row(axes, row, words[row.id], y)
    return figure


def _lines(row: Promise) -> list[tuple[str, str, str]]:
    """(text, colour, weight): the promise, who and when, what became of it."""
    said = f"{row.outcome.capitalize()}: {row.in_short}"
    return [
        *((text, INK, "bold") for text in wrap(row.promise, _WORDS_PT, weight="bold")),
        *((text, MUTED, "normal") for text in wrap(f"{row.who}, {spelled(row.date)}", _WORDS_PT)),
        *((text, INK, "normal") for text in wrap(said, _WORDS_PT)),
    ]


def _draw_row(axes: Axes, row: Promise, lines: Sequence[tuple[str, str, str]], top: float) -> float:
    """The mark beside the name of the promise; returns where the row ends."""
    first = top + _GAP_PT / 2 + LINE_PT / 2
    outcome_mark(axes, LEFT_PT + MARK_PT / 2, first, row.outcome)
    for number, (text, shade, weight) in enumerate(lines):
        write(axes, _WORDS_X, first + number * LINE_PT, text, colour=shade, fontweight=weight)
    bottom = top + len(lines) * LINE_PT + _GAP_PT
    axes.plot([LEFT_PT, RIGHT_PT], [bottom, bottom], color=LINE, linewidth=0.7)
    return bottom


def outcome_mark(axes: Axes, x: float, y: float, outcome: str) -> None:
    """Put the mark of an outcome at (x, y), in points with y running down.

    Square, because round marks say how sure something is. Kept is filled, under way half filled, changed an
    empty square on its point, nothing found an empty square, cannot be checked a dotted one.
    """
    _MARKS[outcome](axes, x, y, MARK_PT / 2)


def _square(axes: Axes, x: float, y: float, half: float, **look) -> None:
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    axes.add_patch(Polygon(corners, **{"edgecolor": INK, "facecolor": PAPER, "linewidth": 1.5, **look}))


def _kept(axes: Axes, x: float, y: float, half: float) -> None:
    _square(axes, x, y, half, facecolor=INK)


def _under_way(axes: Axes, x: float, y: float, half: float) -> None:
    _square(axes, x, y, half)
    lower = [(x - half, y - half), (x + half, y + half), (x - half, y + half)]
    axes.add_patch(Polygon(lower, facecolor=INK, edgecolor="none"))


def _changed(axes: Axes, x: float, y: float, half: float) -> None:
    reach = half * 1.2
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    axes.add_patch(Polygon(corners, facecolor=PAPER, edgecolor=INK, linewidth=1.5))


def _cannot_be_checked(axes: Axes, x: float, y: float, half: float) -> None:
    _square(axes, x, y, half, **certainty_look("not known"))


_MARKS: Mapping[str, Callable[[Axes, float, float, float], None]] = MappingProxyType(
    {
        "kept": _kept,
        "under way": _under_way,
        "changed": _changed,
        "nothing found": _square,
        "cannot be checked": _cannot_be_checked,
    }
)
