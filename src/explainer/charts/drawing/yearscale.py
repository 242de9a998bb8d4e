"""A line of years that can be broken: early years narrower, the newest apart as a bar. Pure; in points."""

from dataclasses import dataclass

from explainer.charts.supply.mined import BY_COUNTRY_SINCE


@dataclass(frozen=True)
class YearScale:
    """Where years stand across a figure, in points.

    The newest year is a bar at the right, apart from the rest. The years before the country rows begin are
    drawn narrower, behind a break, where they would take more than `early_pt` of the width.
    """

    first: int
    last: int
    left: float
    right: float
    early_pt: float = 84.0
    bar_pt: float = 10.0
    bar_gap_pt: float = 6.0
    break_pt: float = 8.0

    @property
    def early_years(self) -> int:
        return max(0, BY_COUNTRY_SINCE - self.first)

    @property
    def _row_pt(self) -> float:
        """Width of the years that stand in a row, with the break."""
        return self.right - self.left - self.bar_pt - self.bar_gap_pt

    @property
    def is_broken(self) -> bool:
        return self.early_years * self._row_pt / (self.last - self.first) > self.early_pt

    def year_pt(self, year: int) -> float:
        """Width of one year."""
        if not self.is_broken:
            return self._row_pt / (self.last - self.first)
        if year < BY_COUNTRY_SINCE:
            return self.early_pt / self.early_years
        return (self._row_pt - self.early_pt - self.break_pt) / (self.last - BY_COUNTRY_SINCE)

    def start(self, year: int) -> float:
        """Where a year begins; `start(self.last)` is where the row of years ends."""
        if self.is_broken and year >= BY_COUNTRY_SINCE:
            begin = self.left + self.early_pt + self.break_pt
            return begin + (year - BY_COUNTRY_SINCE) * self.year_pt(year)
        return self.left + (year - self.first) * self.year_pt(year)

    def middle(self, year: int) -> float:
        if year == self.last:
            return self.right - self.bar_pt / 2
        return self.start(year) + self.year_pt(year) / 2

    def ticks(self) -> list[int]:
        """The years to label: ends and round years, as many as stand clear of one another."""
        fixed = [self.first, self.last, *([BY_COUNTRY_SINCE] if self.is_broken else [])]
        span = self.last - self.first if not self.is_broken else self.last - BY_COUNTRY_SINCE
        step = 10 if span > 15 else 5 if span > 7 else 2
        early = [1950] if self.is_broken else []
        kept = list(fixed)
        for year in [*early, *range(self.first - self.first % step, self.last, step)]:
            if year > self.first and all(abs(self.middle(year) - self.middle(k)) >= 35 for k in kept):
                kept.append(year)
        return sorted(kept)

    def end(self, year: int) -> float:
        """Where a year ends."""
        return self.start(year) + self.year_pt(year)

    @property
    def bar(self) -> tuple[float, float]:
        """Where the bar of the newest year begins and ends."""
        return self.right - self.bar_pt, self.right
