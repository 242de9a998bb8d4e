"""Claims as strips of marks, one mark for each claim, its form told by the claim's status."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import (
    SIDE_PT,
    Mark,
    add_sheet,
    certain,
    new_page,
    outlined,
    rule,
    write,
    write_down,
    write_key,
)
from explainer.charts.style import LINE, MUTED, WIDTH_PT
from explainer.story import STATUSES, Claim

# The certainty code carried over to the status words: filled, hatched, dashed, dotted. An opinion is round,
# because it is not rated at all.
MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "well supported": certain("confirmed", shape="s"),
        "disputed": certain("disputed", shape="s"),
        "unsupported so far": certain("reported", shape="s"),
        "cannot be checked": certain("not known", shape="s"),
        "opinion": outlined(shape="o"),
    }
)

_MARK_PT, _PITCH_PT, _ROW_PT = 8.6, 12.6, 15.0
_BETWEEN_PT = 5.0  # more, between two statuses
_GAP_PT = 15.0  # between two strips
_ROOM_PT = WIDTH_PT - 2 * SIDE_PT


@dataclass(frozen=True)
class Strip:
    """The claims that share something; `name` says what, in at most one line of the figure."""

    name: str
    claims: tuple[Claim, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many claims have each status."""
        return Counter(claim.status for claim in self.claims)

    @property
    def parts(self) -> list[str]:
        """The counts in words, in the order of the marks: "2 well supported", "6 opinion"."""
        counts = self.counts
        return [f"{counts[word]} {word}" for word in STATUSES if counts[word]] or ["none in the ledger"]


def draw_strips(strips: Sequence[Strip]) -> Figure:
    """Draw strips below one another, under a key of the marks that occur."""
    used = [word for word in STATUSES if any(strip.counts[word] for strip in strips)]
    key_pt = _key_height(used)
    figure = new_page(key_pt + sum(_height(strip) for strip in strips))
    sheet = add_sheet(figure)
    write_key(sheet, [(MARKS[word], word) for word in used], 2, size=_MARK_PT)
    top = key_pt
    for strip in strips:
        _draw_strip(sheet, strip, top)
        top += _height(strip)
    return figure


def _key_height(words: Sequence[str]) -> float:
    """Measured on a page that is thrown away: the key breaks into rows by itself."""
    entries = [(MARKS[word], word) for word in words]
    return write_key(add_sheet(new_page(100)), entries, 2, size=_MARK_PT) + 10


def _height(strip: Strip) -> float:
    rows = len(_word_lines(strip)) * LINE_PT + _rows(strip) * _ROW_PT
    return LINE_PT + 7 + rows + _GAP_PT


def _word_lines(strip: Strip) -> list[str]:
    """The counts in lines that part no number from its word."""
    lines: list[str] = []
    *parts, last = strip.parts
    for part in [*(f"{part}," for part in parts), last]:
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and text_width(longer) <= _ROOM_PT:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _rows(strip: Strip) -> int:
    return 1 + max((row for _, row, _ in _places(strip)), default=-1)


def _places(strip: Strip) -> list[tuple[float, int, str]]:
    """Where each mark stands: x of its middle in points, row from 0, status."""
    places: list[tuple[float, int, str]] = []
    x, row = 0.0, 0
    for word in STATUSES:
        for _ in range(strip.counts[word]):
            if x + _MARK_PT > _ROOM_PT:
                x, row = 0.0, row + 1
            places.append((SIDE_PT + x + _MARK_PT / 2, row, word))
            x += _PITCH_PT
        x += _BETWEEN_PT if strip.counts[word] and x else 0
    return places


def _draw_strip(sheet: Axes, strip: Strip, top: float) -> None:
    """The name and the number of claims over a line, the marks, the counts in words."""
    write(sheet, SIDE_PT, top + LINE_PT / 2, strip.name, weight="bold")
    write(sheet, WIDTH_PT - SIDE_PT, top + LINE_PT / 2, str(len(strip.claims)), colour=MUTED, ha="right")
    rule(sheet, top + LINE_PT + 2, colour=LINE)
    first = top + LINE_PT + 7
    _draw_marks(sheet, strip, first + _ROW_PT / 2)
    write_down(sheet, SIDE_PT, first + _rows(strip) * _ROW_PT, _word_lines(strip), colour=MUTED)


def _draw_marks(sheet: Axes, strip: Strip, middle: float) -> None:
    places = _places(strip)
    for word in STATUSES:
        if xy := [(x, middle + row * _ROW_PT) for x, row, status in places if status == word]:
            mark = MARKS[word]
            sheet.scatter(*zip(*xy, strict=True), s=_MARK_PT**2, marker=mark.shape, zorder=3, **mark.look)
