"""The supply: who mines, holds, refines and imports what, at which price, and how that is revised."""

import re
from functools import partial
from statistics import median

from explainer.data import Row, crosscheck, describe, load
from explainer.facts.register import Reading, fact
from explainer.models.concentration import Market
from explainer.models.orechain import OXIDE_PER_METAL
from explainer.story import deposits

_T_PER_KT = 1000

# Readings ------------------------------------------------------------------------------------------------


def _of(row: Row, column: str) -> Reading:
    """The number in one cell."""
    return Reading(getattr(row, column), (row,))


def _ratio(
    part: Row, whole: Row, column: str, whole_column: str | None = None, *, scale: float = 1.0
) -> Reading:
    """One cell divided by another; scale=100 makes it per cent."""
    return Reading(scale * getattr(part, column) / getattr(whole, whole_column or column), (part, whole))


def _number_after(words: str, text: str) -> float:
    """The number that follows these words in a note: some values stand only in the words of a table.

    Raises
    ------
    ValueError
        If the words, or a number after them, are not there.
    """
    found = re.search(rf"{re.escape(words)}\s+(\d+(?:\.\d+)?)", text)
    if found is None:
        msg = f'no number follows "{words}" in "{text}"; correct the words or the note'
        raise ValueError(msg)
    return float(found[1])


# Mine production of rare earths --------------------------------------------------------------------------

_DS140 = "From the historical series of the US Geological Survey (USGS)."
_BGS_CHINA = "China's count is by the British Geological Survey (BGS) in this year."
_MCS_2024 = (
    "By the USGS edition of 2026; China is an estimate that rested on its official quota in earlier editions."
)
_MCS_2025 = "An estimate that USGS made early in 2026; it will be revised. Undeclared output is not in it."


def _mined(country: str, year: int) -> Row:
    """The row preferred for a country and year, in tonnes of rare-earth oxides."""
    return load("ree_mine_production").one(country=country, year=year)


def _mine_output(country: str, year: int) -> Reading:
    return _of(_mined(country, year), "production_t_reo")


def _mine_share(country: str, year: int) -> Reading:
    """Share in the sum of the country rows, which is the base to use from 1992."""
    total = crosscheck().one(year=year)
    column = "sum_of_preferred_country_rows_t_reo"
    return _ratio(_mined(country, year), total, "production_t_reo", column, scale=100)


def _declare_mine_output(slug: str, country: str, year: int, note: str) -> None:
    fact(
        f"ree-mine-{slug}-{year}",
        unit="t REO",
        label=f"Rare-earth mine production, {country}, {year}",
        meaning=f"Tonnes of rare-earth oxides (REO) mined in {year}. {note}",
    )(partial(_mine_output, country, year))


def _declare_mine_share(slug: str, country: str, year: int, note: str) -> None:
    fact(
        f"ree-mine-share-{slug}-{year}",
        unit="%",
        digits=1,
        label=f"Share of rare-earth mine production, {country}, {year}",
        meaning=f"Of the sum of all countries that have a number for {year}, counted in oxides. {note}",
    )(partial(_mine_share, country, year))


_declare_mine_output("world", "World", 1900, f"{_DS140} World totals are estimates.")
_declare_mine_output("us", "United States", 1974, _DS140)
_declare_mine_output("china", "China", 2010, _BGS_CHINA)
_declare_mine_output("malaysia", "Malaysia", 2024, "Estimated by USGS from China's import records.")
_declare_mine_output("world", "World", 2024, "By the USGS edition of 2026; the edition before had 390,000 t.")
_declare_mine_output("world", "World", 2025, _MCS_2025)
_declare_mine_output("china", "China", 2025, _MCS_2025)
_declare_mine_output("australia", "Australia", 2025, _MCS_2025)
_declare_mine_output("brazil", "Brazil", 2025, _MCS_2025)

_declare_mine_share("china", "China", 1992, _BGS_CHINA)
_declare_mine_share("us", "United States", 1992, _DS140)
_declare_mine_share("china", "China", 2009, _BGS_CHINA)
_declare_mine_share("china", "China", 2024, _MCS_2024)
_declare_mine_share("us", "United States", 2024, "By the USGS edition of 2026.")
_declare_mine_share("china", "China", 2025, _MCS_2025)
_declare_mine_share("us", "United States", 2025, _MCS_2025)
_declare_mine_share("australia", "Australia", 2025, _MCS_2025)
_declare_mine_share("brazil", "Brazil", 2025, _MCS_2025)


@fact(
    "ree-mine-share-us-1974",
    unit="%",
    digits=1,
    label="Share of rare-earth mine production, United States, 1974",
    meaning="Of the world total of USGS, an estimate; before 1992 no other country has a number of its own.",
)
def _us_share_1974() -> Reading:
    return _ratio(_mined("United States", 1974), _mined("World", 1974), "production_t_reo", scale=100)


@fact(
    "ree-mine-growth-china-2009-2025",
    unit="times",
    digits=1,
    label="China's rare-earth mine production, 2025 against 2009",
    meaning="Tonnes of 2025 (a USGS estimate) divided by those of 2009 (BGS); the series changes source in between.",
)
def _china_growth() -> Reading:
    return _ratio(_mined("China", 2025), _mined("China", 2009), "production_t_reo")


@fact(
    "ree-mine-printed-world-2010",
    unit="t REO",
    label="Rare-earth mine production of the world as printed, 2010",
    meaning="The total of the historical USGS series. It is less than the row for China alone, because USGS later "
    "cut its China figure: no base for shares.",
)
def _printed_world_2010() -> Reading:
    return _mine_output("World", 2010)


@fact(
    "ree-mine-sum-2025",
    unit="t REO",
    label="Rare-earth mine production, sum of all countries, 2025",
    meaning=f"The country rows of USGS added up, \u201cother countries\u201d included. {_MCS_2025}",
)
def _sum_2025() -> Reading:
    return _of(crosscheck().one(year=2025), "sum_of_preferred_country_rows_t_reo")


def _china_2018(source_id: str) -> Reading:
    rows = load("ree_mine_production", every_row=True)
    return _of(rows.one(country="China", year=2018, source_id=source_id), "production_t_reo")


fact(
    "ree-mine-china-2018-usgs",
    unit="t REO",
    label="Rare-earth mine production, China, 2018, by USGS",
    meaning="China's official production quota; USGS notes that illegal mining could not be quantified.",
)(partial(_china_2018, "usgs_myb2022_ree"))
fact(
    "ree-mine-china-2018-bgs",
    unit="t REO",
    label="Rare-earth mine production, China, 2018, by BGS",
    meaning="An estimate of the British Geological Survey for the year for which USGS prints the official quota.",
)(partial(_china_2018, "bgs_wms"))


# Reserves of rare earths ---------------------------------------------------------------------------------

_EDITIONS = {"2025": "MCS 2025 v2.0", "2026": "MCS 2026 v1.3"}


def _reserve_row(country: str, edition: str) -> Row:
    return load("ree_reserves").one(country=country, edition=_EDITIONS[edition])


def _reserve(country: str, edition: str) -> Reading:
    return _of(_reserve_row(country, edition), "reserves_t_reo")


def _reserve_share(country: str, edition: str) -> Reading:
    """Share in the sum of the countries that have a number; the printed world total is only a lower bound."""
    rows = load("ree_reserves").where(edition=_EDITIONS[edition])
    listed = tuple(r for r in rows if r.country != "World" and r.reserves_t_reo is not None)
    part = _reserve_row(country, edition).reserves_t_reo
    return Reading(100 * part / sum(r.reserves_t_reo for r in listed), listed)


def _declare_reserve(slug: str, country: str, edition: str, note: str) -> None:
    fact(
        f"ree-reserve-{slug}-edition-{edition}",
        unit="t REO",
        label=f"Rare-earth reserves, {country}, USGS edition of {edition}",
        meaning=f"Tonnes of rare-earth oxides as printed in {_EDITIONS[edition]}. {note}",
    )(partial(_reserve, country, edition))


def _declare_reserve_share(slug: str, country: str) -> None:
    fact(
        f"ree-reserve-share-{slug}",
        unit="%",
        digits=1,
        label=f"Share of listed rare-earth reserves, {country}",
        meaning="Of the sum of the countries with a number in the USGS edition of 2026 (v1.3, May 2026). "
        "Countries without a number, Pakistan among them, are not in the sum.",
    )(partial(_reserve_share, country, "2026"))


_LOWER_BOUND = "USGS marks it with >: the total is a lower bound."
_declare_reserve("brazil", "Brazil", "2025", "The next edition has about half.")
_declare_reserve("brazil", "Brazil", "2026", "Cut in version 1.3 of 27 May 2026; the table gives no reason.")
_declare_reserve("india", "India", "2025", "The next edition prints \u201cnot available\u201d.")
_declare_reserve("malaysia", "Malaysia", "2026", "The edition before printed \u201cnot available\u201d.")
_declare_reserve("world", "World", "2025", _LOWER_BOUND)
_declare_reserve("world", "World", "2026", _LOWER_BOUND)
_declare_reserve_share("china", "China")
_declare_reserve_share("brazil", "Brazil")


# Stages of the chain -------------------------------------------------------------------------------------

_STAGES = {
    "mining": ("mining", "magnet rare earths (Nd, Pr, Dy, Tb), contained element"),
    "refining": ("separation and refining", "magnet rare earths (Nd, Pr, Dy, Tb), contained element"),
    "magnet": ("sintered magnet manufacturing", "permanent magnets"),
}


def _stage_share(country: str, stage: str) -> Reading:
    name, basis = _STAGES[stage]
    row = load("ree_processing_share").one(year=2024, stage=name, basis=basis, country=country)
    return _of(row, "share_pct")


def _declare_stage_share(slug: str, country: str, stage: str) -> None:
    fact(
        f"magnet-ree-{stage}-share-{slug}-2024",
        unit="%",
        digits=1,
        label=f"Share of {stage}, magnet rare earths, {country}, 2024",
        meaning="Of the four magnet elements Nd, Pr, Dy and Tb together, by mass of element, computed from quantities "
        "of the International Energy Agency (IEA). All rare earths together give other shares.",
    )(partial(_stage_share, country, stage))


for _slug, _country in (("china", "China"), ("us", "United States")):
    _declare_stage_share(_slug, _country, "mining")
    _declare_stage_share(_slug, _country, "refining")
_declare_stage_share("malaysia", "Malaysia", "refining")
fact(
    "magnet-share-china-2024",
    unit="%",
    label="Share of magnet making, China, 2024",
    meaning="Of sintered permanent magnets, by the IEA. Read second-hand; the IEA's own page was not seen.",
)(partial(_stage_share, "China", "magnet"))


def magnet_market(stage: str, year: int = 2024) -> tuple[Market, tuple[Row, ...]]:
    """Who mines or refines ("mining", "refining") how much of the four magnet elements, with the rows it is from.

    In tonnes of element a year. What the source adds up as "Rest of world" is the rest of the market; 2024 is
    observed, 2030 a projection.
    """
    name, basis = _STAGES[stage]
    rows = tuple(load("ree_processing_share").where(year=year, stage=name, basis=basis))
    tonnes = {row.country: _T_PER_KT * row.quantity_kt for row in rows}
    return Market(tonnes, tonnes.pop("Rest of world")), rows


def _magnet_total(stage: str) -> Reading:
    market, rows = magnet_market(stage)
    return Reading(market.total_t, rows)


def _hhi(stage: str, end: int) -> Reading:
    market, rows = magnet_market(stage)
    return Reading(market.hhi[end], rows)


for _stage, _done in (("mining", "mined"), ("refining", "refined")):
    fact(
        f"magnet-ree-{_done}-world-2024",
        unit="t",
        label=f"Magnet rare earths {_done} in the world, 2024",
        meaning="Neodymium, praseodymium, dysprosium and terbium together, tonnes of element: quantities of the "
        "International Energy Agency (IEA) added up.",
    )(partial(_magnet_total, _stage))
    for _end, (_word, _rest) in enumerate(
        (
            ("least", "as if the rest of the world were very many"),
            ("most", "as if the rest of the world were one"),
        )
    ):
        fact(
            f"hhi-magnet-ree-{_stage}-2024-{_word}",
            unit="",
            label=f"Concentration (HHI) of {_stage}, magnet rare earths, 2024, at the {_word}",
            meaning="Sum of the squared shares of countries in per cent; one country alone would be 10,000. Computed "
            f"from quantities of the IEA, {_rest}. By country, not by company.",
        )(partial(_hhi, _stage, _end))


@fact(
    "magnet-elements-nolans-plan",
    unit="t/year",
    label="NdPr a year in the Nolans plan, counted as element",
    meaning="Planned NdPr oxide (4,440 t a year, 2022) without its oxygen. A mine and a works in one project; planned, "
    "not built. A sum for scale.",
)
def _nolans_elements() -> Reading:
    row = load("projects").one(name="Arafura Nolans, 2022 update")
    return Reading(row.capacity / OXIDE_PER_METAL, (row,))


# Prices --------------------------------------------------------------------------------------------------


def _spot_row(period: str) -> Row:
    return load("antimony_spot").one(period=period)


def _spot(period: str) -> Reading:
    return _of(_spot_row(period), "mid_usd_per_t")


def _declare_spot(period: str, what: str, note: str) -> None:
    fact(
        f"antimony-price-{period}",
        unit="USD/t",
        label=f"Antimony price, {what}",
        meaning=f"Middle of the range quoted. {note}",
    )(partial(_spot, period))


_declare_spot("2023-05", "Europe, May 2023", "Metal; given as the price one year before 23 May 2024.")
_declare_spot("2024-05-23", "Europe, 23 May 2024", "Metal; a record at that time.")
_declare_spot("2024-08", "Rotterdam, mid-August 2024", "Metal, before China's licence rule took effect.")
_declare_spot(
    "2024-12-31", "Rotterdam, 31 December 2024", "Metal, four weeks after China's ban on sales to the US."
)
_declare_spot("2025-06-17", "Rotterdam, 17 June 2025", "Metal, duty unpaid.")
_declare_spot(
    "2025-12", "trioxide, December 2025", "Antimony trioxide, not metal: do not join it to the metal points."
)


@fact(
    "antimony-price-rise-2024-2025",
    unit="times",
    digits=1,
    label="Antimony price in Rotterdam, June 2025 against August 2024",
    meaning="17 June 2025 divided by mid-August 2024. The two quotations are for slightly different grades.",
)
def _spot_rise() -> Reading:
    return _ratio(_spot_row("2025-06-17"), _spot_row("2024-08"), "mid_usd_per_t")


def _neodymium_price(year: int) -> Reading:
    return _of(load("ree_prices").one(element="Nd", year=year), "price_usd_per_kg")


for _year in (2022, 2024):
    fact(
        f"neodymium-oxide-price-{_year}",
        unit="USD/kg",
        label=f"Neodymium oxide, average price of {_year}",
        meaning="Oxide of at least 99.5 % purity, free on board in China, in dollars of the year, as USGS prints it.",
    )(partial(_neodymium_price, _year))


@fact(
    "china-ree-export-quota-cut-2010",
    unit="%",
    label="China's rare-earth export quota, cut for 2010",
    meaning="Below the quota of 2009, by a USGS report read second-hand. Such quotas no longer apply.",
)
def _export_quota_cut() -> Reading:
    row = load("export_controls").one(actor="China", date="2010")
    return Reading(_number_after("quota cut", row.measure), (row,))


# What the United States imports --------------------------------------------------------------------------

_COMPOUNDS = ("rare earths", "compounds and metals")


def _reliance_row(commodity: str, form: str, year: int) -> Row:
    rows = load("us_import_reliance").where(record_type="net_import_reliance", commodity=commodity, form=form)
    return rows.one(year_start=year)


def _reliance(commodity: str, form: str, year: int) -> Reading:
    return _of(_reliance_row(commodity, form, year), "value_pct")


def _declare_reliance(slug: str, commodity: str, form: str, year: int, note: str) -> None:
    fact(
        f"us-import-reliance-{slug}-{year}",
        unit="%",
        label=f"US net import reliance, {commodity} ({form}), {year}",
        meaning=f"Share of what the United States used that net imports covered, by the USGS edition of 2026. {note}",
    )(partial(_reliance, commodity, form, year))


_AT_LEAST = "Printed with >: a lower bound, not a value."
_EARLY = "An estimate made early in 2026."
_declare_reliance("ree", *_COMPOUNDS, 2021, _AT_LEAST)
_declare_reliance("ree", *_COMPOUNDS, 2023, _AT_LEAST)
_declare_reliance(
    "ree", *_COMPOUNDS, 2024, "The edition of 2025 had 80: compounds are counted in another way since."
)
_declare_reliance("ree", *_COMPOUNDS, 2025, _EARLY)
_declare_reliance("antimony", "antimony", "oxide and metal", 2025, _EARLY)
_declare_reliance("copper", "copper", "refined", 2025, _EARLY)


@fact(
    "us-import-reliance-ree-2024-first-printed",
    unit="%",
    label="US net import reliance, rare earths (compounds and metals), 2024, as first printed",
    meaning="What the USGS edition of 2025 printed for 2024. The edition of 2026 prints 53 for the same year.",
)
def _reliance_first_printed() -> Reading:
    row = _reliance_row(*_COMPOUNDS, 2024)
    return Reading(_number_after("MCS 2025 had printed", row.note), (row,))


def _compounds_output(year: int) -> Reading:
    statistic = "Production: Compounds and metals"
    return _of(load("us_ree_salient").one(year=year, statistic=statistic), "value")


for _year in (2023, 2024):
    fact(
        f"us-ree-compounds-output-{_year}",
        unit="t REO",
        label=f"US output of rare-earth compounds and metals, {_year}",
        meaning="By the USGS edition of 2026; an estimate. Concentrate from the mine is not in it.",
    )(partial(_compounds_output, _year))


# The same number in two editions -------------------------------------------------------------------------


def _revision(commodity: str, country: str) -> Row:
    return load("usgs_revisions").one(commodity=commodity, country=country, year=2024)


def _printed(commodity: str, country: str, printing: str) -> Reading:
    return _of(_revision(commodity, country), f"{printing}_printed_t")


def _declare_printings(slug: str, commodity: str, country: str) -> None:
    for printing, edition in (("first", "2025"), ("latest", "2026")):
        fact(
            f"{slug}-2024-{printing}-printed",
            unit="t",
            label=f"Mine production of {commodity}, {country}, 2024, as printed in {edition}",
            meaning=f"What the USGS edition of {edition} prints for 2024; the other edition differs. "
            "Rare earths are counted as oxides, antimony as metal contained.",
        )(partial(_printed, commodity, country, printing))


_declare_printings("antimony-mine-china", "antimony", "China")
_declare_printings("antimony-mine-russia", "antimony", "Russia")
_declare_printings("ree-mine-brazil", "rare earths", "Brazil")


@fact(
    "antimony-mine-china-2024-cut",
    unit="%",
    digits=1,
    label="China's antimony output of 2024, cut between two printings",
    meaning="By how much the USGS edition of 2026 is below that of 2025, as a share of the first number.",
)
def _china_antimony_cut() -> Reading:
    row = _revision("antimony", "China")
    return Reading(100 * (1 - row.latest_printed_t / row.first_printed_t), (row,))


def _median_revision(commodity: str) -> Reading:
    """Median of the revisions of countries that mined in 2024, a cut counting like a rise."""
    rows = load("usgs_revisions").where(commodity=commodity, year=2024)
    revised = tuple(r for r in rows if r.country_iso3 not in (None, "WLD") and r.revision_pct is not None)
    return Reading(median(abs(r.revision_pct) for r in revised), revised)


for _slug, _commodity in (("ree", "rare earths"), ("antimony", "antimony")):
    fact(
        f"{_slug}-country-revision-median-2024",
        unit="%",
        digits=1,
        label=f"Typical revision of a country's mine production of {_commodity}, 2024",
        meaning="The median: as many countries moved by more than this between the USGS editions of 2025 and 2026, up or "
        "down, as moved by less. "
        "Countries first printed without a number, or at zero, are left out.",
    )(partial(_median_revision, _commodity))


def _panel_revision(words: str) -> Reading:
    """What the panel found stands in the description of the table; its rows name the panel as a source."""
    panel = load("usgs_revisions").where(source_id="usgs_mcs_panel")
    return Reading(_number_after(words, describe("usgs_revisions").description), tuple(panel))


fact(
    "ree-world-revision-median",
    unit="%",
    digits=1,
    label="Typical revision of the world's rare-earth mine production",
    meaning="Median change, up or down, between the first and a later USGS printing, by an independent panel of "
    "editions since 1996. Second-hand.",
)(partial(_panel_revision, "median absolute revision of"))
fact(
    "antimony-world-revision-median",
    unit="%",
    digits=1,
    label="Typical revision of the world's antimony mine production",
    meaning="Median change, up or down, between the first and a later USGS printing, by an independent panel of "
    "editions since 1996. Second-hand.",
)(partial(_panel_revision, "world rare-earth total,"))


# Pakistan's antimony -------------------------------------------------------------------------------------


def _antimony(metric: str, country: str, year: int, source_id: str) -> Row:
    rows = load("antimony", every_row=True)
    return rows.one(metric=metric, country=country, year=year, source_id=source_id)


@fact(
    "antimony-mine-world-2024",
    unit="t",
    label="Antimony mine production, world, 2024",
    meaning="Contained antimony, USGS edition of 2026, without the United States.",
)
def _antimony_world() -> Reading:
    return _of(_antimony("mine_production", "World", 2024, "usgs_mcs2026"), "value")


@fact(
    "pakistan-antimony-mine-2023-usgs",
    unit="t",
    label="Antimony mine production, Pakistan, 2023, by USGS",
    meaning="Contained antimony, USGS edition of 2025. BGS has a much lower count for the same year.",
)
def _pakistan_2023_usgs() -> Reading:
    return _of(_antimony("mine_production", "Pakistan", 2023, "usgs_mcs2025"), "value")


@fact(
    "pakistan-antimony-mine-2023-bgs",
    unit="t",
    label="Antimony mine production, Pakistan, 2023, by BGS",
    meaning="Contained antimony, year to 30 June, British Geological Survey. USGS has a much higher count for 2023.",
)
def _pakistan_2023_bgs() -> Reading:
    return _of(_antimony("mine_production", "Pakistan", 2023, "bgs_wms"), "value")


@fact(
    "pakistan-antimony-against-us-ore-imports-2025",
    unit="%",
    digits=1,
    label="Pakistan's antimony output against US imports of antimony ore, 2025",
    meaning="All that USGS prints as mined in Pakistan in 2025, as a share of what the United States imported in ores "
    "and concentrates; both contained antimony, both estimates of early 2026. A sum for scale: nothing says that "
    "all of it would be sold there.",
)
def _pakistan_against_us_imports() -> Reading:
    mined = _antimony("mine_production", "Pakistan", 2025, "usgs_mcs2026")
    imported = _antimony("us_imports_ore_concentrate", "United States", 2025, "usgs_mcs2026")
    return _ratio(mined, imported, "value", scale=100)


def _pakistan_reserve() -> Row:
    return _antimony("reserves", "Pakistan", 2025, "usgs_mcs2026")


@fact(
    "pakistan-antimony-reserve",
    unit="t",
    label="Antimony reserve of Pakistan, as USGS prints it",
    meaning="Contained antimony, edition of 2026. An older Pakistani source has the same number as tonnes of ore at "
    "7-12 % antimony; one may be a slip of the other.",
)
def _pakistan_antimony_reserve() -> Reading:
    return _of(_pakistan_reserve(), "value")


@fact(
    "antimony-reserve-world",
    unit="t",
    label="Antimony reserves of the world",
    meaning="Contained antimony, USGS edition of 2026. Printed with >: a lower bound.",
)
def _world_antimony_reserve() -> Reading:
    return _of(_antimony("reserves", "World", 2025, "usgs_mcs2026"), "value")


def _years_of_output(tonnes: float, rows: tuple[Row, ...]) -> Reading:
    """How long so many tonnes last at the output USGS prints for 2024, as if nothing were lost."""
    mined = _antimony("mine_production", "Pakistan", 2024, "usgs_mcs2026")
    return Reading(tonnes / mined.value, (*rows, mined))


def _metal_if_ore(bound: str) -> Reading:
    """Antimony in the tonnage of the reserve if that tonnage were ore; bound is "low" or "high"."""
    reserve = _pakistan_reserve()
    grade = load("rock_to_metal").one(item="Qila Abdullah (Balochistan), 1974 estimate", metric="grade")
    # The row of the grade names no source of the data strand; the deposit it describes names them.
    deposit = next(deposit for deposit in deposits() if deposit.id == "qila-abdullah")
    return Reading(reserve.value * getattr(grade, bound) / 100, (reserve, deposit))


def _years_if_ore(bound: str) -> Reading:
    metal = _metal_if_ore(bound)
    return _years_of_output(metal.value, metal.rows)


@fact(
    "pakistan-antimony-reserve-years",
    unit="years",
    label="Years that Pakistan's antimony reserve would last, read as metal",
    meaning="The reserve USGS prints, divided by the 260 t it prints as Pakistan's output of 2024. A sum for scale.",
)
def _reserve_years() -> Reading:
    return _years_of_output(_pakistan_reserve().value, (_pakistan_reserve(),))


for _bound, _grade in (("low", "7"), ("high", "12")):
    fact(
        f"pakistan-antimony-reserve-as-ore-{_bound}",
        unit="t",
        label=f"Antimony in Pakistan's reserve, read as ore at {_grade} %",
        meaning=f"The same tonnage, if it were ore with {_grade} % antimony and nothing were lost. A sum for scale.",
    )(partial(_metal_if_ore, _bound))
    fact(
        f"pakistan-antimony-reserve-years-as-ore-{_bound}",
        unit="years",
        label=f"Years that Pakistan's antimony reserve would last, read as ore at {_grade} %",
        meaning=f"Metal in the same tonnage, if it were ore with {_grade} % antimony, divided by the 260 t that USGS "
        "prints as the output of 2024. A sum for scale.",
    )(partial(_years_if_ore, _bound))
