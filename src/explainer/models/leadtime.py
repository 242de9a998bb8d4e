"""From a search to the first output: stages that follow one another, each with a shortest and a longest time."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# How far a stage may miss the time set for it. No source in this book gives such a range for a single stage.
ASSUMED_SHORTER_PCT = 25.0
ASSUMED_LONGER_PCT = 50.0


@dataclass(frozen=True)
class Stage:
    """One stage, in years: the time set for it, the shortest and the longest it may take.

    Raises
    ------
    ValueError
        If the three do not rise, or one is negative or no number.
    """

    name: str
    shortest: float
    set_years: float
    longest: float

    def __post_init__(self) -> None:
        years = (self.shortest, self.set_years, self.longest)
        if not (all(map(math.isfinite, years)) and 0 <= years[0] <= years[1] <= years[2]):
            listed = ", ".join(f"{number:g}" for number in years)
            msg = f'stage "{self.name}" takes {listed} years; give shortest <= set <= longest, none below 0'
            raise ValueError(msg)


@dataclass(frozen=True)
class Span:
    """Years from the start to the first output, if every stage takes its shortest, set or longest time."""

    shortest: float
    set_years: float
    longest: float


def stage(
    name: str,
    years: float,
    *,
    shorter_pct: float = ASSUMED_SHORTER_PCT,
    longer_pct: float = ASSUMED_LONGER_PCT,
) -> Stage:
    """A stage set at `years` that may run some per cent shorter or longer.

    Raises
    ------
    ValueError
        If the time is negative, shorter_pct is not 0 to 100, or longer_pct is negative.

    Examples
    --------
    >>> stage("building", 4)
    Stage(name='building', shortest=3.0, set_years=4, longest=6.0)
    """
    if not 0 <= shorter_pct <= 100 or not 0 <= longer_pct < math.inf:
        msg = f'stage "{name}" runs {shorter_pct:g} % shorter or {longer_pct:g} % longer; give 0 to 100, and 0 or more'
        raise ValueError(msg)
    return Stage(name, years * (1 - shorter_pct / 100), years, years * (1 + longer_pct / 100))


def span(stages: Iterable[Stage]) -> Span:
    """Add up stages that follow one another.

    The ends are the extremes: all stages at their shortest, all at their longest. If stages vary on their
    own, most outcomes lie well inside.

    Examples
    --------
    >>> span([stage("search", 8), stage("building", 4)])
    Span(shortest=9.0, set_years=12, longest=18.0)
    """
    found = tuple(stages)
    return Span(
        sum(each.shortest for each in found),
        sum(each.set_years for each in found),
        sum(each.longest for each in found),
    )


def year_after(start: date, years: float) -> int:
    """The calendar year some years after a day.

    Raises
    ------
    ValueError
        If the years are negative or no number.

    Examples
    --------
    >>> year_after(date(2025, 9, 8), 4.5), year_after(date(2025, 1, 1), 4)
    (2030, 2029)
    """
    if not math.isfinite(years) or years < 0:
        msg = f"years is {years:g}; give a number of 0 or more"
        raise ValueError(msg)
    return math.floor(as_year(start) + years + 1e-9)  # a sum such as 0.1 + 0.2 must not fall short of a year


def as_year(day: date) -> float:
    """A day as a number of years: the first of July 2025 is about 2025.5."""
    first, after = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (after - first).days
