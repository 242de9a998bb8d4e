"""How wide words are, where they break, and how many digits a number shows.

Measured in DejaVu Sans, which PNGs are set in. The page sets the same words in the reader's system font,
and every common one (Roboto, Segoe UI, San Francisco, Noto Sans) is narrower: what fits here fits there.
"""

from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

FONT = "DejaVu Sans"
TEXT_PT = 11.5
LINE_PT = 15.0


@cache
def text_width(text: str, *, size: float = TEXT_PT, weight: str = "normal") -> float:
    """Width of one line of text in points."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    return TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]


def wrap(text: str, width: float, *, size: float = TEXT_PT, weight: str = "normal") -> list[str]:
    """Break a text at spaces into lines of at most `width` points; a longer single word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size=size, weight=weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def digits(value: float, many: int = 3) -> str:
    """A number with at most so many digits that count, and commas.

    >>> digits(0.4374), digits(3004.4), digits(9.999), digits(0.0399, 2)
    ('0.437', '3,000', '10', '0.04')
    """
    return f"{float(f'{value:.{many}g}'):,.10g}"
