"""Time down a page: where a day stands, which days are labelled, and how words keep clear of one another."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from explainer.story.dates import MONTHS

_MONTH_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 1000)))


class TimeScale(NamedTuple):
    """Days (as `date.toordinal()` numbers) along a height in points, from the top down."""

    first: int
    last: int
    height_pt: float

    def points(self, day: float) -> float:
        return (day - self.first) / (self.last - self.first) * self.height_pt

    def day(self, points: float) -> float:
        return self.first + points / self.height_pt * (self.last - self.first)


class Tick(NamedTuple):
    """One labelled day."""

    day: int
    label: str
    is_year: bool


def ticks(scale: TimeScale, gap_pt: float) -> list[Tick]:
    """Label weeks, months or years of the scale, on average at least `gap_pt` apart.

    Weeks are counted from the first of each month; a January is labelled with its year.

    Examples
    --------
    >>> first, last = date(2025, 11, 1).toordinal(), date(2026, 2, 28).toordinal()
    >>> [tick.label for tick in ticks(TimeScale(first, last, 200), 25)]
    ['Nov', 'Dec', '2026', 'Feb']
    """
    room = max(1, int(scale.height_pt / gap_pt))
    months = _months(date.fromordinal(scale.first), date.fromordinal(scale.last))
    if 4 * len(months) <= room:
        days = [month.replace(day=day) for month in months for day in (1, 8, 15, 22)]
        return [Tick(day.toordinal(), f"{day.day} {MONTHS[day.month - 1][:3]}", False) for day in days]
    step = next(step for step in _MONTH_STEPS if len(months) <= step * room)
    kept = [month for month in months if (12 * month.year + month.month - 1) % step == 0]
    return [_month_tick(month) for month in kept or months[:1]]


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from `first` to `last`."""
    start, end = (12 * day.year + day.month - 1 for day in (first, last))
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1)]


def _month_tick(month: date) -> Tick:
    if month.month == 1:
        return Tick(month.toordinal(), str(month.year), True)
    return Tick(month.toordinal(), MONTHS[month.month - 1][:3], False)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Place blocks below one another, as near to where each wants to be as their heights allow.

    Parameters
    ----------
    wanted : tops the blocks would have, from first to last; the order is kept.
    heights : of the blocks, in the same unit.
    low, high : limits for the first top and the last bottom, with room for all heights between them.

    Returns
    -------
    list of float
        Tops with the least sum of squared shifts (isotonic regression, by pooling neighbours).

    Examples
    --------
    >>> spread([10, 10, 50], [6, 6, 6], 0, 60)
    [7.0, 13.0, 50]
    """
    before = [sum(heights[:n]) for n in range(len(heights))]
    pools: list[tuple[float, int]] = []  # mean shift, number of blocks that share it
    for top, stacked in zip(wanted, before, strict=True):
        mean, size = top - stacked, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, size = (mean * size + other * more) / (size + more), size + more
        pools.append((mean, size))
    shifts = [mean for mean, size in pools for _ in range(size)]
    most = high - sum(heights)
    return [stacked + min(max(shift, low), most) for shift, stacked in zip(shifts, before, strict=True)]
