"""The table of rocks, grades, recoveries and waste as figures read it, and the words for its numbers."""

from collections.abc import Iterable

from explainer.charts.chart import cited_by
from explainer.data import Row, load

NOT_KNOWN = "not known"


def rock_row(topic: str, item: str, material: str) -> Row:
    """The one row that these three cells name."""
    return load("rock_to_metal").one(topic=topic, item=item, material=material)


def cited(rows: Iterable[Row]) -> tuple[str, ...]:
    """The sources of rows; a row left blank on purpose has none."""
    return tuple(id for id in cited_by(rows) if id != "none")


def number(value: float) -> str:
    """A number with commas and without zeros at its end.

    >>> number(3600.0), number(0.35)
    ('3,600', '0.35')
    """
    return f"{value:,.10g}"


def spread(low: float, high: float, between: str = "\u2013") -> str:
    """The two ends of a range with as many decimals as the longer, or one number where they are alike.

    >>> spread(2.8, 3.0, " to "), spread(16, 3600, " to "), spread(44, 44)
    ('2.8 to 3.0', '16 to 3,600', '44')
    """
    digits = max(len(number(end).partition(".")[2]) for end in (low, high))
    ends = dict.fromkeys(f"{end:,.{digits}f}" for end in (low, high))
    return between.join(ends)


_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()


def count(many: int) -> str:
    """A small count in words.

    >>> count(2), count(14)
    ('two', '14')
    """
    return _WORDS[many] if many < len(_WORDS) else str(many)
