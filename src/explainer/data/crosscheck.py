"""Do the countries add up to the world? The preferred rare-earth rows against the USGS world total."""

from collections.abc import Iterable
from functools import cache

from explainer.data.load import load
from explainer.data.schema import Column, Value
from explainer.data.table import Row, Table, make_rows
from explainer.sources import sources

FIRST_YEAR = 1992  # before it the only country with rows is the United States

_BELOW_CHINA = "USGS world total is below the China row for this year: use the country sum for shares"
_SUM = 'Sum of the preferred rows of countries and of "other countries".'
_SHARE = "Share in the sum of the country rows, which is the base to use for shares."
COLUMNS = (
    Column("year", "integer", description="Calendar year.", required=True),
    Column("sum_of_preferred_country_rows_t_reo", "number", "t REO", _SUM, required=True),
    Column(
        "usgs_world_total_t_reo", "number", "t REO", "The world row preferred for the year.", required=True
    ),
    Column("difference_pct", "number", "%", "Country sum against the world total.", required=True),
    Column("china_t_reo", "number", "t REO", "The China row preferred for the year.", required=True),
    Column("china_share_of_country_sum_pct", "number", "%", _SHARE, required=True),
    Column("us_share_of_country_sum_pct", "number", "%", _SHARE, required=True),
    Column(
        "n_countries", "integer", description="Countries with a value, a printed 0 included.", required=True
    ),
    Column("source_id", description="Sources of the rows computed from, with ; between.", required=True),
    Column("note", description="What to beware of in the year.", blank=""),
)
TITLE = "Rare-earth mine production: the sum of countries against the world total"
DESCRIPTION = (
    "One row is a year from 1992, computed from the preferred rows of ree_mine_production; shares and the "
    "difference are rounded to 0.1 %. Compute shares from the sum of the country rows: in 2010 and 2011 the "
    "printed world total is below the China row, because USGS later cut its China figure."
)


@cache
def crosscheck() -> Table:
    """Compare, for each year from 1992, the sum of the country rows with the USGS world total.

    Returns
    -------
    Table
        Columns as in `COLUMNS`: tonnes of rare-earth oxides, shares in percent.
    """
    preferred = load("ree_mine_production")
    years = sorted({row.year for row in preferred if row.year >= FIRST_YEAR})
    values = [_compare(year, preferred.where(year=year)) for year in years]
    records = [(row, tuple(map(_cell, COLUMNS, row))) for row in values]
    name = "ree_world_crosscheck"
    return Table(name, TITLE, DESCRIPTION, COLUMNS, make_rows(name, COLUMNS, records), sources())


def _compare(year: int, rows: Table) -> tuple[Value, ...]:
    world = rows.one(row_kind="world").production_t_reo
    countries = rows.where(row_kind="country")
    total = _tonnes([*countries, *rows.where(row_kind="other")])
    china = _tonnes(countries.where(country_iso3="CHN"))
    return (
        year,
        total,
        world,
        _percent(total - world, world),
        china,
        _percent(china, total),
        _percent(_tonnes(countries.where(country_iso3="USA")), total),
        sum(row.production_t_reo is not None for row in countries),
        ";".join(rows.source_ids),
        _BELOW_CHINA if world < china else None,
    )


def _tonnes(rows: Iterable[Row]) -> float:
    return sum((row.production_t_reo for row in rows if row.production_t_reo is not None), start=0.0)


def _percent(part: float, whole: float) -> float:
    return round(part / whole * 100, 1) + 0.0  # + 0.0 turns -0.0 into 0.0


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    # Sums of whole tonnes: writing them with a decimal would promise a digit that no source has.
    return str(value).removesuffix(".0") if column.unit == "t REO" else str(value)
