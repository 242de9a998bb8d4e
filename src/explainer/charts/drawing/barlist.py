"""Bars under one another on a canvas in points, each with its words: the ground of the figures of uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from explainer.charts.drawing.lettering import LINE_PT, TEXT_PT
from explainer.charts.style import INK, MUTED, WIDTH_PT, certainty_look

LEFT_PT, RIGHT_PT = 4.0, WIDTH_PT - 4.0
BAR_PT = 13.0
HEADING_PT = 34.0  # height that `heading` takes
_LIGHTER = 0.4
_BASELINE_PT = 0.36 * TEXT_PT  # from the middle of a line of words down to where they stand


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    value : its length in the unit of the figure.
    words : what stands at its end.
    colour : "#rrggbb" of `style.colour`.
    look : "measured" (filled), "estimated" (lighter, for estimates, forecasts and projections), "reported"
        (hatched) or "not known" (dotted).
    up_to : where the value is a lower bound, how long the bar may be at most; drawn dotted.
    """

    value: float
    words: str
    colour: str
    look: str = "measured"
    up_to: float = 0.0

    def __post_init__(self) -> None:
        if self.look not in _LOOKS:
            msg = f'look "{self.look}" of a bar is not one of {", ".join(_LOOKS)}'
            raise ValueError(msg)


def _filled(colour: str) -> dict[str, Any]:
    return {"facecolor": colour, "edgecolor": colour, "linewidth": 1.0}


def _lighter(colour: str) -> dict[str, Any]:
    return {"facecolor": to_rgba(colour, _LIGHTER), "edgecolor": colour, "linewidth": 1.0}


_LOOKS = {
    "measured": _filled,
    "estimated": _lighter,
    "reported": lambda colour: certainty_look("reported", colour=colour),
    "not known": lambda colour: certainty_look("not known", colour=colour),
}


def draw_bar(axes: Axes, bar: Bar, middle: float, *, left: float, unit_pt: float) -> None:
    """Draw a bar from the line of zero at `left`, `unit_pt` points for each unit, with its words behind it."""
    width = bar.value * unit_pt
    axes.plot([left, left], [middle - BAR_PT / 2 - 3, middle + BAR_PT / 2 + 3], color=MUTED, linewidth=0.8)
    box(axes, left, middle - BAR_PT / 2, width, BAR_PT, bar.look, colour=bar.colour)
    if bar.up_to > bar.value:
        more = (bar.up_to - bar.value) * unit_pt
        box(axes, left + width, middle - BAR_PT / 2, more, BAR_PT, "not known", colour=bar.colour)
        width += more
    write(axes, left + width + 5, middle, bar.words)


def box(
    axes: Axes, left: float, top: float, width: float, height: float, look: str, *, colour: str = MUTED
) -> None:
    """Draw a rectangle in one of the looks of a bar."""
    axes.add_patch(Rectangle((left, top), width, height, **_LOOKS[look](colour)))


def write(axes: Axes, x: float, middle: float, text: str, *, colour: str = INK, **look: Any) -> None:
    """Write one line of words whose middle is at `middle`; it begins at x, or ends there with ha="right"."""
    axes.text(x, middle + _BASELINE_PT, text, color=colour, va="baseline", **look)


def write_lines(axes: Axes, x: float, top: float, lines: Sequence[str], *, colour: str = INK) -> None:
    """Write lines under one another, the first of them `LINE_PT` high from `top`."""
    for number, line in enumerate(lines):
        write(axes, x, top + (number + 0.5) * LINE_PT, line, colour=colour)


def heading(axes: Axes, top: float, name: str, aside: str = "") -> float:
    """Write the name of a group over a line, an aside at its right; returns where the group begins."""
    bottom = top + HEADING_PT
    write(axes, LEFT_PT, bottom - 11, name, fontweight="bold")
    write(axes, RIGHT_PT, bottom - 11, aside, colour=MUTED, ha="right")
    axes.plot([LEFT_PT, RIGHT_PT], [bottom, bottom], color=INK, linewidth=1.2)
    return bottom
