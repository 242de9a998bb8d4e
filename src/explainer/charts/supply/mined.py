"""The rows of rare-earth mine production, with who counted them and where one count passes to another.

Pure: it knows nothing of drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from explainer.data import Row
from explainer.data.crosscheck import FIRST_YEAR as BY_COUNTRY_SINCE

__all__ = ["BY_COUNTRY_SINCE", "NAMED", "STRIPS", "Mined", "changes", "is_bgs"]

# The countries told apart in the whole picture, from the bottom up: the word beside the area, its colour.
NAMED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "United States": ("US", "usa"),
        "China": ("China", "china"),
        "Australia": ("Australia", "australia"),
        "Myanmar (Burma)": ("Myanmar", "myanmar"),
    }
)
# The series whose sources are shown: the word beside the strip, the country; None is all others together.
STRIPS: Mapping[str, str | None] = MappingProxyType(
    {"World": "World", "US": "United States", "China": "China", "others": None}
)


@dataclass(frozen=True)
class Mined:
    """The preferred rows of some years, in tonnes of rare-earth oxides.

    A country without a row in a year has no number for it, which is not the same as zero.
    """

    rows: tuple[Row, ...]

    @cached_property
    def by_country(self) -> Mapping[str, Mapping[int, Row]]:
        found: dict[str, dict[int, Row]] = {}
        for row in self.rows:
            found.setdefault(row.country, {})[row.year] = row
        return found

    @property
    def world(self) -> Mapping[int, Row]:
        return self.by_country["World"]

    @cached_property
    def countries(self) -> tuple[str, ...]:
        return tuple(sorted({row.country for row in self.rows if row.row_kind == "country"}))

    @cached_property
    def total(self) -> Mapping[int, float]:
        """What shares are taken of: the sum of the country rows, or before 1992 the printed world total."""
        sums = {year: row.production_t_reo for year, row in self.world.items() if year < BY_COUNTRY_SINCE}
        for row in self.rows:
            if row.row_kind != "world" and row.year >= BY_COUNTRY_SINCE:
                sums[row.year] = sums.get(row.year, 0.0) + row.production_t_reo
        return sums

    @property
    def first(self) -> int:
        return min(self.world)

    @property
    def last(self) -> int:
        """The newest year: a first estimate, which is drawn apart and lighter."""
        return max(self.world)

    def tonnes(self, country: str, year: int) -> float | None:
        row = self.by_country.get(country, {}).get(year)
        return None if row is None else row.production_t_reo

    def share(self, country: str, year: int) -> float | None:
        """In per cent."""
        tonnes = self.tonnes(country, year)
        return None if tonnes is None else 100 * tonnes / self.total[year]

    def rest(self, year: int) -> float:
        """Tonnes of all but the countries of `NAMED`."""
        return self.total[year] - sum(self.tonnes(name, year) or 0.0 for name in NAMED)

    def printed_below_china(self) -> list[int]:
        """Years whose printed world total is less than the row of China alone."""
        return [
            year
            for year, row in self.world.items()
            if year >= BY_COUNTRY_SINCE and row.production_t_reo < (self.tonnes("China", year) or 0)
        ]

    def sources_of(self, country: str | None) -> Mapping[int, str]:
        """The source of a country's row by year; None stands for all countries without a strip of their own."""
        if country is not None:
            return {year: row.source_id for year, row in self.by_country.get(country, {}).items()}
        return {row.year: row.source_id for row in self.rows if row.country not in STRIPS.values()}

    def seams(self) -> list[int]:
        """The first year of country rows, and of each survey to which a count passes from another."""
        years = {year for country in ("China", None) for year in changes(self.sources_of(country))}
        return sorted({BY_COUNTRY_SINCE, *filter(self._passes_to_another_survey, years)})

    def _passes_to_another_survey(self, year: int) -> bool:
        """Whether any country is counted by another survey than in the year before."""
        return any(
            is_bgs(rows[year].source_id) != is_bgs(rows[year - 1].source_id)
            for rows in self.by_country.values()
            if year in rows and year - 1 in rows
        )


def is_bgs(source_id: str) -> bool:
    """Whether a count is the British Geological Survey's; the others are of the US Geological Survey."""
    return source_id.startswith("bgs")


def changes(source: Mapping[int, str]) -> list[int]:
    """Years whose source is not that of the year before.

    >>> changes({1990: "a", 1991: "a", 1992: "b", 1995: "c"})
    [1992]
    """
    return [year for year in sorted(source) if year - 1 in source and source[year] != source[year - 1]]
