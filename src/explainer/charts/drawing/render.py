"""A figure as SVG text and as PNG bytes; the same figure gives the same bytes."""

import io
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from explainer.charts.chart import Chart
from explainer.charts.drawing.credit import source_line
from explainer.charts.drawing.lettering import TEXT_PT, wrap
from explainer.charts.drawing.svg import compact
from explainer.charts.style import INK, MUTED, PAPER, TOKENS, WIDTH_IN, WIDTH_PT, css_name, in_points, style

DPI = 200
_PALETTE = 128
_MARGIN_PT = 10.0
_VARIABLES = {value.light: css_name(name) for name, value in TOKENS.items()}


def svg_of(figure: Figure, *, prefix: str, alt: str) -> str:
    """One `<svg>` element; its ids begin with `prefix`."""
    out = io.StringIO()
    with style():
        figure.savefig(out, format="svg", metadata={"Date": None}, transparent=True)
    return compact(out.getvalue(), prefix=prefix, colours=_VARIABLES, font_pt=TEXT_PT, alt=alt)


def png_of(chart: Chart) -> bytes:
    """The figure between its words, 4.6 in wide at 200 dots an inch, on light paper."""
    head = [*_lines(chart.title, 13, INK, "bold"), *_lines(chart.subtitle, 10.5, MUTED)]
    foot = [*_lines(source_line(chart).to_text(), 9, MUTED), *_lines(chart.note, 9, MUTED)]
    with style():
        drawing = _pixels(chart.figure)
        height_pt = sum(line.height for line in (*head, *foot)) + 4 * _MARGIN_PT
        page = Figure(figsize=(WIDTH_IN, height_pt / 72 + drawing.shape[0] / DPI), dpi=DPI)
        top = page.get_figheight() * 72
        bottom_of_head = _write(page, head, top - _MARGIN_PT)
        page.figimage(drawing, 0, round((bottom_of_head - _MARGIN_PT) * DPI / 72) - drawing.shape[0])
        _write(page, foot, bottom_of_head - 2 * _MARGIN_PT - drawing.shape[0] * 72 / DPI)
        return _png(_pixels(page))


@dataclass(frozen=True)
class _Line:
    """One line of words in the picture; sizes in points."""

    text: str
    size: float
    colour: str
    weight: str

    @property
    def height(self) -> float:
        return self.size * 1.35


def _lines(text: str, size: float, colour: str, weight: str = "normal") -> list[_Line]:
    width = WIDTH_PT - 2 * _MARGIN_PT
    return [_Line(line, size, colour, weight) for line in wrap(text, width, size=size, weight=weight)]


def _write(page: Figure, lines: list[_Line], top: float) -> float:
    """Write lines downwards from `top` (in points from the bottom edge); returns where they end."""
    for line in lines:
        look = {"fontsize": line.size, "color": line.colour, "fontweight": line.weight}
        page.text(_MARGIN_PT, top - line.size, line.text, transform=in_points(page), va="baseline", **look)
        top -= line.height
    return top


def _pixels(figure: Figure) -> np.ndarray:
    """The figure as an array of RGBA pixels, from the top."""
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, facecolor=PAPER)
    return np.asarray(Image.open(out))


def _png(pixels: np.ndarray) -> bytes:
    """Few colours: flat shapes and grey edges of letters, at a quarter of the size."""
    picture = Image.fromarray(pixels).convert("RGB").quantize(_PALETTE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, format="png", optimize=True, dpi=(DPI, DPI))
    return out.getvalue()
