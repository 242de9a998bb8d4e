"""Figures of several parts, laid out in points: panels for data, a sheet for the words around them, keys.

Points are counted from the upper left corner of the figure, y running down, as words on a page do.
"""

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.style import INK, MARK_PT, MUTED, PAPER, WIDTH_IN, WIDTH_PT, certainty_look

SIDE_PT = 4.0  # from the figure's edge to its words
ESTIMATE_ALPHA = 0.45  # a first estimate is drawn in its colour, but lighter
# A line where there is no number, in the book's code of certainty.
DOTTED = MappingProxyType({"linestyle": (0, (0.01, 2.0)), "linewidth": 1.9, "dash_capstyle": "round"})


class Mark(NamedTuple):
    """The form of a mark: a matplotlib marker (a name or corners), and keywords for `scatter` (face, edge, line, hatch)."""

    shape: Any
    look: dict[str, Any]


def certain(word: str, *, shape: str = "o", colour: str = INK) -> Mark:
    """A mark in the book's code of certainty, in any shape."""
    return Mark(shape, certainty_look(word, colour=colour))


def outlined(*, shape: str = "o", colour: str = INK) -> Mark:
    """An open mark with a whole line: a value of another kind than the filled one."""
    return Mark(shape, {"facecolor": PAPER, "edgecolor": colour, "linewidth": 1.5})


def new_page(height_pt: float) -> Figure:
    """Start an empty figure of the book, 4.6 in wide."""
    return Figure(figsize=(WIDTH_IN, height_pt / 72))


def add_panel(figure: Figure, top: float, height: float, *, left: float = 40, right: float = 10) -> Axes:
    """Add axes for data; `left` and `right` are margins, everything in points."""
    whole = figure.get_figheight() * 72
    return figure.add_axes(
        (
            left / WIDTH_PT,
            1 - (top + height) / whole,
            (WIDTH_PT - left - right) / WIDTH_PT,
            height / whole,
        )
    )


def add_sheet(figure: Figure) -> Axes:
    """Add axes in points over the whole figure, for words, keys and rules."""
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set_axis_off()
    sheet.set(xlim=(0, WIDTH_PT), ylim=(figure.get_figheight() * 72, 0))
    return sheet


def write(
    axes: Axes,
    x: float,
    middle: float,
    text: str,
    *,
    colour: str = INK,
    weight: str = "normal",
    ha: str = "left",
) -> None:
    """Write one line of words; `middle` is the height of its middle."""
    axes.text(x, middle, text, color=colour, fontweight=weight, ha=ha, va="center_baseline")


def write_down(sheet: Axes, x: float, top: float, lines: Iterable[str], **look: str) -> float:
    """Write lines below one another on a sheet; returns where the last one ends."""
    for line in lines:
        write(sheet, x, top + LINE_PT / 2, line, **look)
        top += LINE_PT
    return top


def rule(sheet: Axes, y: float, *, colour: str, width: float = 0.7, left: float = SIDE_PT) -> None:
    """Draw a level line across a sheet."""
    sheet.plot([left, WIDTH_PT - SIDE_PT], [y, y], color=colour, linewidth=width)


def put(axes: Axes, x: float, y: float, mark: Mark, *, size: float = MARK_PT) -> None:
    """Put a mark at (x, y); `size` is its width in points, whatever the scale of the axes."""
    put_all(axes, [(x, y)], mark, size=size)


def put_all(axes: Axes, places: Sequence[tuple[float, float]], mark: Mark, *, size: float = MARK_PT) -> None:
    """Put the same mark at several places: in the page it is written once."""
    axes.scatter(
        *zip(*places, strict=True), s=size**2, marker=mark.shape, clip_on=False, zorder=3, **mark.look
    )


def write_key(
    sheet: Axes, entries: Sequence[tuple[Mark, str]], top: float, *, size: float = MARK_PT
) -> float:
    """Write marks and their words in a row, and in more rows where they need them; returns where it ends."""
    for x, row, (mark, word) in _key_places(entries, size):
        middle = top + row * (LINE_PT + 3) + LINE_PT / 2
        put(sheet, x + size / 2, middle, mark, size=size)
        write(sheet, x + size + _KEY_GAP_PT, middle, word, colour=MUTED)
    return top + key_height(entries, size=size)


def key_height(entries: Sequence[tuple[Mark, str]], *, size: float = MARK_PT) -> float:
    """The height in points that `write_key` takes."""
    rows = max((row for _, row, _ in _key_places(entries, size)), default=-1) + 1
    return rows * (LINE_PT + 3) - 3 if rows else 0.0


_KEY_GAP_PT, _KEY_BETWEEN_PT = 6.0, 14.0  # from mark to word, and from word to the next mark


def _key_places(
    entries: Sequence[tuple[Mark, str]], size: float
) -> Iterator[tuple[float, int, tuple[Mark, str]]]:
    """Where each entry begins, and in which row."""
    x, row = SIDE_PT, 0
    for entry in entries:
        width = size + _KEY_GAP_PT + text_width(entry[1])
        if x > SIDE_PT and x + width > WIDTH_PT - SIDE_PT:
            x, row = SIDE_PT, row + 1
        yield x, row, entry
        x += width + _KEY_BETWEEN_PT


def percent(share: float) -> str:
    """A share without decimals, as prose writes it: "69 %"."""
    return f"{share:.0f} %"


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["Brazil"]), listed(["Brazil", "India", "Malaysia"])
    ('Brazil', 'Brazil, India and Malaysia')
    """
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """The unbroken stretches of some years, as (first, last).

    >>> runs([1915, 1916, 1917, 1925])
    [(1915, 1917), (1925, 1925)]
    """
    found: list[tuple[int, int]] = []
    for year in sorted(years):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def round_up(value: float) -> float:
    """The next 1, 2, 3, 4, 5 or 8 times a power of ten, as the end of a scale.

    >>> round_up(2900), round_up(0)
    (3000.0, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 2, 3, 4, 5, 8, 10) if step * power >= value)
