"""The look of every figure: colours by name, type, size, and the marks of certainty.

Colours are drawn in their light value and leave as CSS variables (see `svg.py`), so a figure follows the
page into dark mode. To give a country or a material its colour, add one line here and renew `chart.css`
(pytest --update-golden tests/test_charts.py); the tests say whether it can be told from its neighbours.
Write words in INK or MUTED beside a coloured mark: entity colours hold 3:1 against the page, which is
enough for a shape and too little for text.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from matplotlib.transforms import Affine2D, Transform

from explainer.charts.drawing.lettering import FONT, TEXT_PT, text_width
from explainer.errors import did_you_mean
from explainer.story.words import CERTAINTIES


class Colour(NamedTuple):
    """One colour of the book in its two modes, as "#rrggbb"."""

    light: str
    dark: str


_PAGE = {
    "paper": Colour("#fdfcf9", "#14181b"),
    "raised": Colour("#f6f3ec", "#1d2327"),
    "ink": Colour("#1d2329", "#e9e6de"),
    "muted": Colour("#59636d", "#a4aeb6"),
    "line": Colour("#d9d3c6", "#343d43"),
    "accent": Colour("#0b5e6b", "#6fc5d0"),
    "accent-soft": Colour("#e3eff0", "#1b3338"),
    "copper": Colour("#a4511f", "#e79c68"),
    "good": Colour("#1a6b45", "#6fcf9d"),
    "bad": Colour("#a3302a", "#f0948c"),
}
# Within a group every pair stays apart in the three common colour-vision deficiencies (a test measures it).
COUNTRIES = MappingProxyType(
    {
        "china": Colour("#bc3a0f", "#f98143"),
        "usa": Colour("#274680", "#5b8ee8"),
        "pakistan": Colour("#22755e", "#7be8c6"),
        "australia": Colour("#7f51b6", "#b8a2d8"),
        "myanmar": Colour("#b78200", "#f0cd63"),
        "malaysia": Colour("#21809f", "#c4f6fa"),
        "japan": Colour("#5d122e", "#d8364c"),
        "others": Colour("#868b92", "#7a7f85"),
    }
)
MATERIALS = MappingProxyType(
    {
        "copper_metal": Colour("#894104", "#ef924d"),
        "gold": Colour("#b58300", "#f9df5c"),
        "rare_earths": Colour("#176776", "#68f0f1"),
        "antimony": Colour("#3f2862", "#a99fff"),
    }
)
TOKENS: Mapping[str, Colour] = MappingProxyType({**_PAGE, **COUNTRIES, **MATERIALS})


def colour(name: str) -> str:
    """The colour to draw with, "#rrggbb": the light value, which the SVG turns into a variable.

    Raises
    ------
    ValueError
        If no colour of the book has that name; names the nearest.
    """
    try:
        return TOKENS[name].light
    except KeyError:
        msg = f'there is no colour "{name}" in charts/style.py{did_you_mean(name, TOKENS)}'
        raise ValueError(msg) from None


def css_name(name: str) -> str:
    """The CSS variable of a colour.

    >>> css_name("copper_metal")
    '--copper-metal'
    """
    return "--" + name.replace("_", "-")


PAPER, INK, MUTED, LINE, COPPER = map(colour, ("paper", "ink", "muted", "line", "copper"))

# 4.6 in with 11.5 pt text: 11 px or more when a 360 px phone leaves the figure 320 px, 17 px at its widest.
WIDTH_IN = 4.6
WIDTH_PT = WIDTH_IN * 72

_RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "a box of minerals",
    "font.family": [FONT],
    "font.size": TEXT_PT,
    "text.color": INK,
    "text.parse_math": False,  # a dollar is a dollar
    "axes.titlesize": TEXT_PT,
    "axes.labelsize": TEXT_PT,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.8,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "xtick.labelsize": TEXT_PT,
    "ytick.labelsize": TEXT_PT,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "figure.facecolor": PAPER,
    "hatch.linewidth": 1.1,
    "lines.linewidth": 2.0,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the book's style inside `with style():`; settings outside stay as they were."""
    with mpl.rc_context(_RC):
        yield


def new_figure(
    height: float, *, left: float = 40, right: float = 10, top: float = 10, bottom: float = 26
) -> tuple[Figure, Axes]:
    """Start a figure of the book: 4.6 in wide, with one axes.

    Parameters
    ----------
    height : in inches.
    left, right, top, bottom : margins around the axes in points; room for the words that stand there.
    """
    figure = Figure(figsize=(WIDTH_IN, height))
    height_pt = height * 72
    axes = figure.add_axes(
        (
            left / WIDTH_PT,
            bottom / height_pt,
            (WIDTH_PT - left - right) / WIDTH_PT,
            (height_pt - top - bottom) / height_pt,
        )
    )
    return figure, axes


def new_canvas(height_pt: float) -> tuple[Figure, Axes]:
    """Start a figure that is laid out by hand: x and y in points, y running down, nothing drawn yet."""
    figure, axes = new_figure(height_pt / 72, left=0, right=0, top=0, bottom=0)
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH_PT), ylim=(height_pt, 0))
    return figure, axes


CERTAINTY = (*CERTAINTIES, "not known")
MARK_PT = 13.0
KEY_PT = 28.0  # height that `certainty_key` takes

_LINES = {
    "confirmed": {"linestyle": "-", "linewidth": 1.3},
    "reported": {"linestyle": "-", "linewidth": 1.3, "hatch": "////"},
    "disputed": {"linestyle": (0, (2.6, 1.6)), "linewidth": 1.5},
    "not known": {"linestyle": (0, (0.01, 2.0)), "linewidth": 1.9, "capstyle": "round"},
}


def certainty_look(word: str, *, colour: str = INK) -> dict[str, Any]:
    """The one visual code of certainty, as keywords for a matplotlib patch, bar or scatter.

    Confirmed is filled, reported hatched, disputed outlined and dashed, not known dotted.

    Raises
    ------
    ValueError
        If the word is none of `CERTAINTY`.
    """
    check_certainty(word)
    face = colour if word == "confirmed" else PAPER
    return {"facecolor": face, "edgecolor": colour, **_LINES[word]}


def check_certainty(word: str) -> None:
    """Refuse a word that is none of `CERTAINTY`."""
    if word not in CERTAINTY:
        msg = f'certainty "{word}" is not one of {", ".join(CERTAINTY)}'
        raise ValueError(msg)


def certainty_mark(axes: Axes, x: float, y: float, word: str, *, colour: str = INK) -> None:
    """Put a round mark of certainty at (x, y) in data units; its size is the same in every figure."""
    look = certainty_look(word, colour=colour)
    axes.scatter([x], [y], s=MARK_PT**2, marker="o", clip_on=False, zorder=3, **look)


def certainty_key(figure: Figure, words: Iterable[str], *, left: float = 4.0) -> None:
    """Draw the key of the marks used, in one row along the top (`KEY_PT` high).

    `left` is in points. Four words fill the width; the words stand in the order of `CERTAINTY`.
    """
    used = [word for word in CERTAINTY if word in set(words)]
    points = in_points(figure)
    middle = figure.get_figheight() * 72 - KEY_PT / 2
    radius, gap = MARK_PT / 2, 4.0
    room = WIDTH_PT - left - sum(MARK_PT + gap + text_width(word) for word in used) - 4
    between = min(16.0, room / max(1, len(used) - 1))
    x = left
    for word in used:
        circle = Circle((x + radius, middle), radius, transform=points, **certainty_look(word))
        figure.add_artist(circle)
        x += MARK_PT + gap
        figure.text(x, middle, word, transform=points, va="center_baseline", color=MUTED)
        x += text_width(word) + between


def in_points(figure: Figure) -> Transform:
    """Coordinates in points from the figure's lower left corner."""
    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans


def token_css(inside: str = "figure.chart") -> str:
    """The colours as CSS variables, light and dark, of the elements named, or of the whole page ("").

    Dark where the page says so, or where the system does and the page does not object; never on paper.
    """

    def block(mode: str) -> str:
        return " ".join(f"{css_name(name)}: {getattr(value, mode)};" for name, value in TOKENS.items())

    def within(body: str) -> str:
        return f"{body} {inside}".strip()

    undecided = within('body:not([data-theme="light"]):not([data-jp-theme-light="true"])')
    decided = ", ".join(
        within(f"body[{mode}]") for mode in ('data-theme="dark"', 'data-jp-theme-light="false"')
    )
    return (
        f"{inside or 'body'} {{ {block('light')} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {undecided} {{ {block('dark')} }} }}\n"
        f"@media screen {{ {decided} {{ {block('dark')} }} }}\n"
    )
