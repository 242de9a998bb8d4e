"""Who mines rare earths: production by country since 1900, with the seams of the series drawn as seams."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import listed, percent
from explainer.charts.style import style
from explainer.charts.supply.mined import BY_COUNTRY_SINCE, NAMED, Mined
from explainer.charts.supply.minestack import draw_countries, draw_whole
from explainer.data import load
from explainer.errors import did_you_mean


def mine_production(*, countries: str | Iterable[str] | None = None, since: int = 1900) -> Chart:
    """Mine production of rare earths by country, in tonnes of oxides and as shares.

    Parameters
    ----------
    countries : a country or several, as the table `ree_mine_production` names them; each then has a panel
        and a scale of its own. Without it the whole is drawn: four countries and the rest.
    since : the first year drawn, 1900 to 2024.

    Raises
    ------
    ValueError
        If a country is not in the table, has no row in these years, or the year is outside the table.
    """
    mined = _mined(since)
    if countries is None:
        return _whole(mined, since)
    return _some(mined, _names(countries, mined, since), since)


def _mined(since: int) -> Mined:
    table = load("ree_mine_production")
    first, last = min(row.year for row in table), max(row.year for row in table)
    if not first <= since < last:
        msg = (
            f"mine_production: since={since} leaves no line to draw; write a year from {first} to {last - 1}"
        )
        raise ValueError(msg)
    return Mined(tuple(row for row in table if row.year >= since))


def _names(countries: str | Iterable[str], mined: Mined, since: int) -> tuple[str, ...]:
    names = (countries,) if isinstance(countries, str) else tuple(dict.fromkeys(countries))
    if not names:
        msg = f"mine_production: countries is empty; name some of {', '.join(mined.countries)}"
        raise ValueError(msg)
    for name in names:
        if name not in mined.countries:
            hint = did_you_mean(name, mined.countries) or f"; those that do are {', '.join(mined.countries)}"
            msg = f'mine_production: no country "{name}" has numbers since {since}{hint}'
            raise ValueError(msg)
    return names


# --- the whole: tonnes and shares of four countries and the rest -----------------------------------------


def _whole(mined: Mined, since: int) -> Chart:
    with style():
        figure = draw_whole(mined)
    return Chart(
        id="mine-production" if since == 1900 else f"mine-production-since-{since}",
        title=_whole_title(mined),
        subtitle=(
            f"Mine production of rare earths, {mined.first} to {mined.last}: thousand tonnes of oxides (REO), "
            f"and shares in per cent. The bar at the right, {mined.last}, is a first estimate"
        ),
        alt=describe_mine_production(mined),
        table=_whole_table(mined),
        source_ids=cited_by(mined.rows),
        figure=figure,
        note=_whole_note(mined),
    )


def _whole_title(mined: Mined) -> str:
    shares = _china_shares(mined)
    first, last = min(shares), max(shares)
    peak = max(shares, key=lambda year: shares[year])
    then = f"was {percent(shares[last])} in {last}"
    if peak in (first, last):
        return f"China's share of rare-earth mining was {percent(shares[first])} in {first} and {then[4:]}"
    rise = f"rose from {percent(shares[first])} in {first} to {percent(shares[peak])} in {peak}"
    return f"China's share of rare-earth mining {rise} and {then}"


def _china_shares(mined: Mined) -> Mapping[int, float]:
    years = range(max(mined.first, BY_COUNTRY_SINCE), mined.last + 1)
    return {year: mined.share("China", year) for year in years}


def describe_mine_production(mined: Mined) -> str:
    """Alt text from the rows that are drawn: the whole."""
    shares = _china_shares(mined)
    parts = [
        f"Two stacked area charts over time, {mined.first} to {mined.last}: tonnes of rare-earth oxides mined, "
        "and the share of each country."
    ]
    before = {
        year: share for year in range(mined.first, BY_COUNTRY_SINCE) if (share := _us_share(mined, year))
    }
    if before:
        peak = max(before, key=lambda year: before[year])
        parts.append(
            f"Until {BY_COUNTRY_SINCE - 1} only the United States and the world have numbers; the United States "
            f"had at most {percent(before[peak])} of the world total, in {peak}."
        )
    first = min(shares)
    parts.append(
        f"In {first} China had {percent(shares[first])} and the United States "
        f"{percent(_us_share(mined, first) or 0)} of the sum of all countries."
    )
    ends = [f"{word} {percent(mined.share(name, mined.last))}" for name, (word, _) in NAMED.items()]
    others = percent(100 * mined.rest(mined.last) / mined.total[mined.last])
    parts.append(f"In {mined.last}, a first estimate: {listed([*ends, f'all others {others}'])}.")
    if below := mined.printed_below_china():
        parts.append(f"The world total as printed is less than China's row in {listed(map(str, below))}.")
    return " ".join([*parts, f"{_whole_title(mined)}."])


def _us_share(mined: Mined, year: int) -> float | None:
    return mined.share("United States", year)


def _whole_note(mined: Mined) -> str:
    early = (
        f"Before {BY_COUNTRY_SINCE} shares are of the printed world total, and years are drawn narrower. "
        if mined.first < BY_COUNTRY_SINCE
        else ""
    )
    return (
        f"{early}Shares are of the sum of the country rows, in which a country without a number counts as nothing; "
        "the line is the world total as printed. A cut through the areas is where counts pass to another survey; a "
        "cut in a strip may be a new edition. The US Geological Survey (USGS) counts China by its official quota, "
        "at least to 2023; undeclared output is in no table. Pakistan is in none of these rows."
    )


def _whole_table(mined: Mined) -> ChartTable:
    years = range(mined.first, mined.last + 1)
    return ChartTable(
        columns=(
            "Year",
            *(f"{name} (t REO)" for name in NAMED),
            "Other countries (t REO)",
            "World as printed (t REO)",
            "China (% of the sum)",
        ),
        rows=tuple(_whole_row(mined, year) for year in years),
    )


def _whole_row(mined: Mined, year: int) -> tuple[int | float | None, ...]:
    told_apart = year >= BY_COUNTRY_SINCE
    return (
        year,
        *(_cell(mined.tonnes(name, year)) for name in NAMED),
        _cell(mined.rest(year)) if told_apart else None,
        _cell(mined.world[year].production_t_reo),
        round(mined.share("China", year), 1) if told_apart else None,
    )


def _cell(tonnes: float | None) -> float | int | None:
    """Whole tonnes without a decimal that no source has."""
    return int(tonnes) if tonnes is not None and tonnes == int(tonnes) else tonnes


# --- some countries, each with a scale of its own --------------------------------------------------------


def _some(mined: Mined, names: Sequence[str], since: int) -> Chart:
    with style():
        figure = draw_countries(mined, names)
    rows = [row for row in mined.rows if row.country in names]
    mark = f"{zlib.crc32(';'.join(names).encode()):08x}"
    return Chart(
        id=f"mine-production-{mark}" + ("" if since == 1900 else f"-since-{since}"),
        title=_some_title(mined, names),
        subtitle=(
            f"Mine production of rare earths in tonnes of oxides (REO), {_first(mined, names)} to {mined.last}. "
            f"Each country has a scale of its own; the bar, {mined.last}, is a first estimate"
        ),
        alt=describe_countries(mined, names),
        table=ChartTable(
            columns=("Year", *(f"{name} (t REO)" for name in names)),
            rows=tuple(
                (year, *(_cell(mined.tonnes(name, year)) for name in names))
                for year in range(_first(mined, names), mined.last + 1)
            ),
        ),
        source_ids=cited_by(rows),
        figure=figure,
        note=(
            "Where no area is drawn there is no number; that is not zero. A cut is a change of source or "
            "edition. The heights of different panels cannot be compared: read their scales."
        ),
    )


def _first(mined: Mined, names: Sequence[str]) -> int:
    return min(year for name in names for year in mined.by_country[name])


def _some_title(mined: Mined, names: Sequence[str]) -> str:
    counted = {name: tonnes for name in names if (tonnes := mined.tonnes(name, mined.last)) is not None}
    told = [f"{name} {tonnes:,.0f} t" for name, tonnes in counted.items()]
    missing = [name for name in names if name not in counted]
    parts = [f"in {mined.last} the mines gave, in oxides, {listed(told)}"] if told else []
    parts += [f"for {listed(missing)} there is no number for {mined.last}"] if missing else []
    return (title := "; ".join(parts))[0].upper() + title[1:]


def describe_countries(mined: Mined, names: Sequence[str]) -> str:
    """Alt text from the rows that are drawn: some countries."""
    parts = [
        f"Area charts over time, {_first(mined, names)} to {mined.last}, one for each country, in tonnes of oxides."
    ]
    for name in names:
        rows = mined.by_country[name]
        most = max(rows.values(), key=lambda row: row.production_t_reo)
        parts.append(
            f"{name}: numbers for {len(rows)} years from {min(rows)} to {max(rows)}, at most "
            f"{most.production_t_reo:,.0f} t in {most.year}."
        )
    return " ".join([*parts, f"{_some_title(mined, names)}."])
