"""Under the ground: the places of the map, the totals in trillions, the years and the money from rock to budget."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from explainer import story
from explainer.data import Row, load
from explainer.facts.register import Reading, fact
from explainer.models.rocktobudget import BudgetLine, budget_line
from explainer.quantities import quantities
from explainer.story import Deposit

# The ladder ----------------------------------------------------------------------------------------------

# From the foot up. "looked for" is no rung yet: a survey, an anomaly or a block to explore.
RUNGS = ("looked for", "occurrence", "resource", "reserve", "mine", "refinery")

# The highest rung that the `status` of a place's record reaches, by its own words: a survey, an anomaly or
# an exploration block is "looked for"; "occurrence" is an occurrence; "occurrence with estimate" stands on
# the rung of resources, with the doubt named below; mining, also old or small, is "mine". Reko Diq is in
# development, with reserves in its note and a technical report (claim c66), so it stands on "reserve".
RUNG_OF: Mapping[str, str] = MappingProxyType(
    {
        "reko-diq": "reserve",
        "saindak": "mine",
        "duddar": "mine",
        "gunga": "resource",
        "surmai": "resource",
        "chilgazi": "resource",
        "dilband": "resource",
        "muslim-bagh": "mine",
        "qila-abdullah": "mine",
        "qila-viala": "occurrence",
        "kharan-antimony": "occurrence",
        "zhob-antimony": "looked for",
        "dalbandin-nokkundi": "looked for",
        "loe-shilman": "occurrence",
        "sillai-patti": "occurrence",
        "jawar": "occurrence",
        "jambil": "occurrence",
        "koga": "occurrence",
        "tarbela": "occurrence",
        "zagi": "occurrence",
        "siwalik-placer": "occurrence",
        "stream-sediment-survey": "looked for",
        "krinj": "occurrence",
        "awireth-partsan": "occurrence",
        "shinkai-boya": "mine",
        "gb-blocks": "looked for",
    }
)
# Words of a place's status that leave a doubt whether it stands on its rung, and what the doubt is.
DOUBT_OF: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "duddar": ("or recently producing", "producing, or until not long ago"),
        "qila-abdullah": ("old small-scale mining", "mined long ago"),
        "gunga": ("with estimate", "an amount is printed, but no code was seen"),
        "surmai": ("with estimate", "an amount is printed, but no code was seen"),
        "chilgazi": ("with estimate", "an amount is printed, but no code was seen"),
        "dilband": ("with estimate", "an amount is printed, but no code was seen"),
        "dalbandin-nokkundi": ("claimed in a column", "claimed in one press column"),
        "siwalik-placer": ("indicative study", "an indicative study"),
    }
)


def rung_of(place: Deposit) -> str:
    """The rung of `RUNGS` on which a place stands.

    Raises
    ------
    ValueError
        If the place is not in `RUNG_OF`.
    """
    try:
        return RUNG_OF[place.id]
    except KeyError:
        msg = (
            f'facts/ground.py: the place "{place.id}" stands on no rung; add it to RUNG_OF by its status '
            f'"{place.status}"'
        )
        raise ValueError(msg) from None


def has_rare_earths(place: Deposit) -> bool:
    """Whether there is any sign of rare earths, from a claim to an occurrence."""
    return place.ree_status != "no"


def _count(wanted: Callable[[Deposit], bool], *, among: Callable[[Deposit], bool] | None = None) -> Reading:
    """How many places are wanted, resting on all that were looked at."""
    rows = tuple(place for place in story.deposits() if among is None or among(place))
    return Reading(sum(map(wanted, rows)), rows)


_LISTED = "Places in this book's list, which is what the sources read name, not all that there are."


def _declare_count(id: str, label: str, meaning: str, wanted: Callable[[Deposit], bool]) -> None:
    fact(id, unit="places", label=label, meaning=f"{meaning} {_LISTED}")(partial(_count, wanted))


_declare_count("places-listed", "Places with minerals in the list", "All of them.", lambda place: True)
_declare_count(
    "places-on-the-map",
    "Places on the map",
    "Those with a position; one entry is a survey of the whole country.",
    lambda place: place.lat is not None,
)
_declare_count(
    "places-with-printed-position",
    "Places whose position a source prints",
    "The others were placed for this book from a named place, most to within 10 to 60 km.",
    lambda place: place.coordinate_basis.startswith("printed in source"),
)
_declare_count(
    "places-with-rare-earth-signs",
    "Places with any sign of rare earths",
    "From a claim in one press column to minerals described by geologists.",
    has_rare_earths,
)
_declare_count(
    "places-with-rare-earths-described",
    "Places where geologists describe rare earths, or rock that can hold them",
    "The record says occurrence: no amount is known.",
    lambda place: place.ree_status == "occurrence",
)

_RUNG_WORDS = {
    "looked for": (
        "Places looked at",
        "A survey, an anomaly or an exploration block, and no find on record.",
    ),
    "occurrence": ("Places that are occurrences", "The mineral was seen; how much there is is not known."),
    "resource": ("Places with an amount printed", "Somebody printed an amount; to which code was not seen."),
    "reserve": ("Places with a reported reserve, not yet mined", "Reko Diq, copper and gold."),
    "mine": ("Places that are or were mined", "Small and old mining included."),
    "refinery": ("Places with a refinery", "None was found."),
}
for _rung, (_label, _meaning) in _RUNG_WORDS.items():
    _declare_count(
        f"places-{_rung.replace(' ', '-')}",
        _label,
        _meaning,
        lambda place, rung=_rung: rung_of(place) == rung,
    )


# Records and rows ----------------------------------------------------------------------------------------


def _record(records: Iterable[Any], id: str) -> Any:
    found = next((record for record in records if record.id == id), None)
    if found is None:
        msg = f'facts/ground.py names the record "{id}", which is not in the story; correct the id'
        raise ValueError(msg)
    return found


def _number_in(pattern: str, text: str) -> float:
    """The one number that a pattern picks out of the words of a record or a row.

    Raises
    ------
    ValueError
        If the pattern finds nothing.
    """
    found = re.search(pattern, text)
    if found is None:
        msg = f'"{pattern}" finds no number in "{text}"; correct the pattern or the words'
        raise ValueError(msg)
    return float(found[1].replace(",", ""))


def _project(name: str) -> Row:
    return load("projects").one(name=name)


def _macro(indicator_code: str, year: int = 2023) -> Row:
    return load("pakistan_macro").one(indicator_code=indicator_code, year=year)


def _of(row: Row, column: str = "value", scale: float = 1.0) -> Reading:
    return Reading(scale * getattr(row, column), (row,))


def _times(*readings: Reading, scale: float = 1.0) -> Reading:
    """The product of readings, resting on the rows of all."""
    value = scale
    for reading in readings:
        value *= reading.value
    return Reading(value, _rows(*readings))


def _over(top: Reading, bottom: Reading, scale: float = 1.0) -> Reading:
    """One reading divided by another; scale=100 makes it per cent."""
    return Reading(scale * top.value / bottom.value, _rows(top, bottom))


def _rows(*readings: Reading) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(row for reading in readings for row in reading.rows))


# Totals in trillions -------------------------------------------------------------------------------------


def _older_total(number: int) -> Reading:
    """A number of the event of 2015: the total's two ends, what could be recovered, and the share in per cent."""
    event = _record(story.timeline(), "t62")
    low, high, recoverable, share = (found.value for found in quantities(event.what_happened))
    return Reading((low * 1e12, high, recoverable, share)[number], (event,))


def _minister_total() -> Reading:
    claim = _record(story.claims(), "c10")
    return Reading(quantities(claim.claim)[0].value, (claim,))


def _geologist_total() -> Reading:
    """The total of a retired head of the survey, in the evidence against the minister's."""
    claim = _record(story.claims(), "c10")
    text = next(e.text for e in claim.evidence_against if "retired head" in e.text)
    return Reading(quantities(text)[0].value, (claim,))


_OF_2015 = (
    "Our arithmetic on what unnamed Geological Survey officials told a newspaper in February 2015: minerals mapped "
    "are worth 12 to 15 trillion dollars, at least 5 trillion if 30 % can be recovered."
)
for _end, _number in (("low", 0), ("high", 1)):
    fact(
        f"total-2015-at-30-per-cent-{_end}",
        unit="USD",
        digits=1,
        label=f"Thirty per cent of the total of 2015, {'lower' if _end == 'low' else 'upper'} end",
        meaning=_OF_2015,
    )(partial(lambda number: _times(_older_total(number), _older_total(3), scale=0.01), _number))
    fact(
        f"total-2015-share-needed-of-{_end}",
        unit="%",
        digits=1,
        label=f"Share of the total of 2015 that 5 trillion would be, of the {'lower' if _end == 'low' else 'upper'} end",
        meaning=_OF_2015,
    )(partial(lambda number: _over(_older_total(2), _older_total(number), 100), _number))

fact(
    "totals-spread",
    unit="times",
    digits=1,
    label="Highest trillion-dollar total against the lowest",
    meaning="51 trillion of a retired head of the Geological Survey (coal and building materials counted in) over the "
    "5 trillion that survey officials called recoverable in 2015. They do not count the same things.",
)(lambda: _over(_geologist_total(), _older_total(2)))


# What there is, valued -----------------------------------------------------------------------------------

_FIRST = "Reko Diq phase 1"
_GROSS = "Every tonne at one price, with no loss and no cost: not what anybody could earn."


def _copper_reserve() -> Reading:
    row = _project(_FIRST)
    return Reading(
        _number_in(r"(\d+) Mt Cu", row.ore_reserve) * 1e6, (row, _record(story.deposits(), "reko-diq"))
    )


def _copper_price(year: int, metric: str = "price_lme_annual_average") -> Reading:
    return _of(load("copper").one(metric=metric, year=year))


def _copper_price_2025() -> Reading:
    return _copper_price(2025, "price_lme_annual_average_usgs")


def _copper_in_the_ground() -> Reading:
    return _times(_copper_reserve(), _copper_price_2025())


fact(
    "reko-diq-copper-reserve",
    unit="t Cu",
    label="Copper in the reported reserve of Reko Diq",
    meaning="Contained copper, proven and probable, from the study of 2024 as reported in 2025. The 26 million ounces "
    "of gold are counted apart.",
)(_copper_reserve)
fact(
    "copper-price-2025",
    unit="USD/t",
    label="Price of copper, 2025",
    meaning="Yearly average in London, an estimate that USGS made early in 2026, turned from cents a pound.",
)(_copper_price_2025)
fact(
    "reko-diq-copper-in-the-ground",
    unit="USD",
    digits=1,
    label="The copper in Reko Diq's reserve at the price of 2025",
    meaning=f"15 million tonnes times the London price of 2025. {_GROSS} Gold is not in it: this book holds no gold price.",
)(_copper_in_the_ground)
fact(
    "reko-diq-copper-share-of-total",
    unit="%",
    digits=1,
    label="Reko Diq's copper at the price of 2025, of 6.1 trillion",
    meaning="Of the minister's total of July 2023, for which no method was published. Gold is not in it.",
)(lambda: _over(_copper_in_the_ground(), _minister_total(), 100))


def _antimony_price() -> Reading:
    return _of(load("antimony").one(metric="price_metal_annual_average", year=2025, country="United States"))


def _antimony_reserve() -> Reading:
    return _of(load("antimony").one(metric="reserves", year=2025, country="Pakistan"))


def _antimony_as_ore(grade: str) -> Reading:
    """The value if the tonnes are of ore: times its grade in per cent, which the pattern finds."""
    place = _record(story.deposits(), "qila-abdullah")
    tonnes, percent = (Reading(_number_in(p, place.note), (place,)) for p in (r"([\d,]+) t of ore", grade))
    return _times(tonnes, percent, _antimony_price(), scale=0.01)


_AT_US_PRICE = "At the US price of antimony metal in 2025. Ore and concentrate fetch far less."
fact(
    "antimony-reserve-value-as-metal",
    unit="USD",
    digits=2,
    label="Pakistan's 26,000 t read as antimony metal, valued",
    meaning=f"The unit in which USGS prints Pakistan's reserve. {_AT_US_PRICE}",
)(lambda: _times(_antimony_reserve(), _antimony_price()))
for _end, _word, _pattern in (("low", "lower", r"at (\d+)-"), ("high", "upper", r"-(\d+)% antimony")):
    fact(
        f"antimony-reserve-value-as-ore-{_end}",
        unit="USD",
        label=f"26,000 t near Qila Abdullah read as ore, valued, {_word} end",
        meaning=f"The unit in which an older Pakistani source prints the number: ore at 7 to 12 % antimony. {_AT_US_PRICE}",
    )(partial(_antimony_as_ore, _pattern))

fact(
    "siwalik-neodymium-over-crust",
    unit="times",
    label="Neodymium in the richest black-sand layers against the earth's crust",
    meaning="Up to about 746 ppm in thin layers of the Surghar-Shinghar range, over the average of the crust. Bulk "
    "samples were not anomalous, and how much sand there is is not known.",
)(lambda: _over(_siwalik_neodymium(), _of(load("elements").one(symbol="Nd"), "crustal_abundance_ppm")))


def _siwalik_neodymium() -> Reading:
    place = _record(story.deposits(), "siwalik-placer")
    return Reading(_number_in(r"(\d+) ppm Nd", place.note), (place,))


# What minerals earn --------------------------------------------------------------------------------------


def _copper_mined() -> Reading:
    return _of(load("pakistan_minerals_output").one(mineral="copper, mine", year=2023))


fact(
    "pakistan-copper-mined-2023",
    unit="t Cu",
    label="Copper mined in Pakistan, 2023",
    meaning="Contained copper, by the British Geological Survey (BGS), which prints the same number as smelter output.",
)(_copper_mined)
fact(
    "pakistan-copper-mined-value-2023",
    unit="USD",
    label="Copper mined in Pakistan in 2023, at that year's price",
    meaning="Contained metal at the London price, before what smelters charge.",
)(lambda: _times(_copper_mined(), _copper_price(2023)))
fact(
    "pakistan-ores-metals-exports-2023",
    unit="USD",
    digits=2,
    label="Pakistan: exports of ores and metals, 2023",
    meaning="Share of ores and metals times all exports of goods, both by the World Bank (edition of January 2025). "
    "Scrap and worked metals count too, so it is not the sales of mines.",
)(lambda: _times(_of(_macro("TX.VAL.MMTL.ZS.UN")), _of(_macro("TX.VAL.MRCH.CD.WT")), scale=0.01))


# Years to production -------------------------------------------------------------------------------------

VENTURE, SLOWED = "t01", "t61"  # events: the exploration venture behind Reko Diq, and its slowing


def _lead_time(**which: str) -> Row:
    return load("lead_times").one(**which)


_S_AND_P = "By S&P Global."
_NMA = "Mean over mines, from a study for the US National Mining Association, read second-hand."


def _declare_lead_time(id: str, label: str, meaning: str, **which: str) -> None:
    fact(id, unit="years", digits=1, label=label, meaning=meaning)(
        lambda: _of(_lead_time(**which), "years_discovery_to_production")
    )


_declare_lead_time(
    "years-to-production-127-mines",
    "Years from discovery to production, mean of 127 mines",
    f"Mines of precious and base metals found from 1980 on that started in 2002 to 2023. {_S_AND_P} Places that never "
    "became mines are not in it.",
    source_id="sp_2023",
)
for _slug, _period in (("2005-2009", "2005-2009"), ("2020-2023", "2020-2023")):
    _declare_lead_time(
        f"years-to-production-started-{_slug}",
        f"Years from discovery to production, mines started in {_period}",
        f"Mean over gold, copper, nickel and lithium mines. {_S_AND_P} Read second-hand.",
        start_period=_period,
    )
for _slug, _scope in (("us", "United States"), ("laos", "Laos")):
    _declare_lead_time(
        f"years-to-production-{_slug}", f"Years from discovery to production, {_scope}", _NMA, scope=_scope
    )


def _mines_in_study() -> Reading:
    return _of(_lead_time(source_id="sp_2023"), "n_mines")


fact(
    "mines-in-lead-time-study",
    unit="mines",
    label="Mines in the study of years to production",
    meaning="Precious and base metal mines that started in 2002 to 2023.",
)(_mines_in_study)


def _lead_time_end(pattern: str) -> Reading:
    row = _lead_time(source_id="sp_2023")
    return Reading(_number_in(pattern, row.statistic), (row,))


for _slug, _label, _pattern in (
    ("fastest", "fastest", r"range (\d+) to"),
    ("slowest", "slowest", r"range \d+ to (\d+)"),
):
    fact(
        f"years-to-production-{_slug}-of-127",
        unit="years",
        label=f"Years from discovery to production, {_label} of 127 mines",
        meaning=f"One mine out of the 127 behind the mean. {_S_AND_P}",
    )(partial(_lead_time_end, _pattern))


def venture_to_target() -> Reading:
    """Years from the exploration venture of Reko Diq to the first production targeted before the slowdown."""
    start, slowed = (_record(story.timeline(), id) for id in (VENTURE, SLOWED))
    target = _number_in(r"targeted for the end of (\d{4})", slowed.what_happened)
    return Reading(target - int(start.date[:4]), (start, slowed))


fact(
    "reko-diq-venture-to-target",
    unit="years",
    label="Reko Diq: years from the exploration venture to the target for first production",
    meaning="From July 1993 to the end of 2028, the target before Barrick slowed the project in March 2026 and said "
    "that costs and timeline may rise. Years in court are in it.",
)(venture_to_target)


# What plants and mines cost ------------------------------------------------------------------------------


def _cost(name: str) -> Reading:
    return _of(_project(name), "capex_usd_m", 1e6)


def _capacity(name: str) -> Reading:
    return _of(_project(name), "capacity")


_NOLANS, _WHITE_MESA = "Arafura Nolans, 2022 update", "Energy Fuels White Mesa, phase 2"
_STIBNITE = "Perpetua Stibnite (antimony, gold)"
fact(
    "capacity-reko-diq-first",
    unit="t Cu/year",
    label="Capacity planned: Reko Diq, first phase",
    meaning="Copper a year as planned in 2025; not output. Other reports give 200,000 t.",
)(partial(_capacity, _FIRST))

_PER_TONNE = "Planned cost over planned tonnes of NdPr oxide a year. Money of the year of the plan."
for _id, _name, _label, _meaning in (
    ("nolans-cost-per-yearly-tonne", _NOLANS, "Nolans", "A new mine with its plants."),
    ("white-mesa-cost-per-yearly-tonne", _WHITE_MESA, "White Mesa, second phase", "At a mill that exists."),
):
    fact(
        _id,
        unit="USD",
        label=f"Planned cost for each yearly tonne of NdPr oxide: {_label}",
        meaning=f"{_meaning} {_PER_TONNE}",
    )(partial(lambda name: _over(_cost(name), _capacity(name)), _name))


@fact(
    "stibnite-cost-rise",
    unit="%",
    label="Rise of the cost planned for Stibnite, 2020 to 2025",
    meaning="From 1.3 to 2.2 billion dollars between two studies of a gold mine with antimony as a by-product.",
)
def _stibnite_rise() -> Reading:
    row = _project(_STIBNITE)
    later = _number_in(r"USD ([\d.]+) billion \(2025\)", row.capex_original)
    earlier = _number_in(r"; ([\d.]+) billion in the 2020 study", row.capex_original)
    return Reading(100 * (later / earlier - 1), (row,))


# From a reserve to a budget line: Reko Diq as planned -----------------------------------------------------


def _cash_flow(pattern: str, scale: float = 1.0) -> Reading:
    """A number of the evidence that supports the prime minister's forecast: the operator's projection."""
    claim = _record(story.claims(), "c09")
    return Reading(_number_in(pattern, claim.evidence_for[0].text) * scale, (claim,))


def _cash_flow_total() -> Reading:
    return _cash_flow(r"\$(\d+) billion of free cash flow", 1e9)


def _cash_flow_yearly() -> Reading:
    return _over(_cash_flow_total(), _cash_flow(r"over (\d+) years"))


def _owned(*owners: str) -> Reading:
    """The share of Reko Diq that these hold together, as a number from 0 to 1."""
    row = _project(_FIRST)
    return Reading(sum(_number_in(rf"{owner} (\d+)%", row.owner) for owner in owners) / 100, (row,))


def _public_yearly() -> Reading:
    return _times(_cash_flow_yearly(), _owned("federal state enterprises", "Balochistan"))


def _external_debt() -> Reading:
    return _of(_macro("DT.DOD.DECT.CD"))


_AS_PLANNED = (
    "Our division of the operator's projection made before the slowdown of March 2026: more than 70 billion dollars of "
    "cash left after costs, over 37 years. Even years are assumed, and nothing is taken off for waiting."
)
fact(
    "reko-diq-cash-flow-plan",
    unit="USD",
    label="Reko Diq: cash left after costs, as the operator projects it",
    meaning="Over 37 years, taken here to be for all owners together, before the slowdown of March 2026. The projection "
    "says more than this; the prices behind it were not seen.",
)(_cash_flow_total)
fact(
    "reko-diq-cash-flow-yearly",
    unit="USD",
    digits=2,
    label="Reko Diq: projected cash a year, all owners",
    meaning=_AS_PLANNED,
)(_cash_flow_yearly)
fact(
    "reko-diq-public-share",
    unit="%",
    label="Reko Diq: share held by public bodies of Pakistan",
    meaning="Federal state enterprises 25 % and Balochistan 25 %; Barrick holds the rest. Royalties and taxes come on top.",
)(lambda: public_share())
fact(
    "reko-diq-public-yearly",
    unit="USD",
    label="Reko Diq: projected cash a year for the public half",
    meaning=f"{_AS_PLANNED} Without royalties and taxes.",
)(_public_yearly)
fact(
    "reko-diq-province-yearly",
    unit="USD",
    label="Reko Diq: projected cash a year for Balochistan's quarter",
    meaning=f"{_AS_PLANNED} Without royalties and taxes.",
)(lambda: _times(_cash_flow_yearly(), _owned("Balochistan")))
fact(
    "pakistan-external-debt-2023",
    unit="USD",
    digits=1,
    label="Pakistan: external debt, 2023",
    meaning="All that public and private debtors in Pakistan owed abroad at the end of the year, World Bank edition of "
    "January 2025.",
)(_external_debt)
fact(
    "reko-diq-public-yearly-share-debt",
    unit="%",
    digits=1,
    label="Reko Diq's public half a year, of the external debt of 2023",
    meaning=f"{_AS_PLANNED} The debt is a stock at one date; interest on it is not counted.",
)(lambda: _over(_public_yearly(), _external_debt(), 100))


# From six trillion to a budget line ----------------------------------------------------------------------

# Where the explorer's controls stand at first: no source gives them for the whole of Pakistan's minerals.
STARTING_DELAY_YEARS = 15  # assumed: a whole number near the mean of 127 mines


def total_of_2025() -> Reading:
    """The total in the press release on the first delivery."""
    claim = _record(story.claims(), "c11")
    return Reading(quantities(claim.claim)[0].value, (claim,))


def ore_share_of_2015() -> Reading:
    """The only share of a total that anybody printed: what officials of 2015 took to be recoverable, in per cent."""
    return _older_total(3)


def population() -> Reading:
    return _of(_macro("SP.POP.TOTL", 2024))


def yearly_product() -> Reading:
    return _of(load("pakistan_macro").one(indicator="GDP (fiscal year 2025, SBP governor)"))


def mine_life() -> Reading:
    return _of(_project(_FIRST), "mine_life_years")


def public_share() -> Reading:
    """The part of Reko Diq that public bodies hold, in per cent."""
    return _times(_owned("federal state enterprises", "Balochistan"), scale=100)


def starting_line() -> BudgetLine:
    """The explorer's sum where its controls stand at first."""
    return budget_line(
        total_of_2025().value,
        ore_pct=ore_share_of_2015().value,
        delay_years=STARTING_DELAY_YEARS,
        output_years=mine_life().value,
        public_pct=public_share().value,
    )


def _starting(value: float, *more: Reading) -> Reading:
    return Reading(value, _rows(total_of_2025(), ore_share_of_2015(), mine_life(), public_share(), *more))


fact(
    "total-said-october-2025",
    unit="USD",
    label="Total in the press release of October 2025",
    meaning="About 6 trillion dollars, in the release on the first delivery. No method was published for it.",
)(total_of_2025)
fact(
    "total-said-per-person",
    unit="USD",
    label="The total of October 2025 for each person in Pakistan",
    meaning="6 trillion dollars over the population of 2024. Rock times a price, before anything is taken off.",
)(lambda: _over(total_of_2025(), population()))
fact(
    "pakistan-population-2024",
    unit="people",
    label="Pakistan: population, 2024",
    meaning="World Bank, an edition later than that of the other rows.",
)(population)
fact(
    "pakistan-gdp-fiscal-2025",
    unit="USD",
    digits=1,
    label="Pakistan: gross domestic product, fiscal year 2025",
    meaning="As the governor of the State Bank gave it. The whole economy, not the government's budget.",
)(yearly_product)
fact(
    "reko-diq-mine-life",
    unit="years",
    label="Reko Diq: years of output, as planned",
    meaning="In the plan of 2025, before the slowdown of March 2026.",
)(mine_life)
fact(
    "reko-diq-cash-of-copper-value",
    unit="%",
    digits=1,
    label="Reko Diq: projected cash for each dollar of copper in its reserve",
    meaning="The operator's projection of cash left after costs, over the copper in the reserve at the price of 2025. Gold "
    "earns a part of that cash and is left out below the line, so the share is on the high side.",
)(lambda: _over(_cash_flow_total(), _copper_in_the_ground(), 100))

_STARTING = (
    "Arithmetic of the explorer where its controls stand at first. Losses, costs, waiting and the discount rate are "
    "assumptions of this book. It shows what would have to be true, not what will be."
)
fact(
    "six-trillion-start-public",
    unit="USD",
    digits=1,
    label="Six trillion, as the explorer starts: public money in hand",
    meaning=_STARTING,
)(lambda: _starting(starting_line().public_usd))
fact(
    "six-trillion-start-per-person",
    unit="USD",
    label="Six trillion, as the explorer starts: for each person",
    meaning=f"{_STARTING} Population of 2024.",
)(lambda: _starting(starting_line().public_usd / population().value, population()))
fact(
    "six-trillion-start-share",
    unit="%",
    digits=2,
    label="Six trillion, as the explorer starts: public money in hand, of the total",
    meaning=_STARTING,
)(lambda: _starting(starting_line().kept_pct))


# How long until: stages ----------------------------------------------------------------------------------

SIGNED = "t29"  # the memorandum
VOIDED, CLEARED = "t04", "t09"  # Reko Diq's first agreement, and the settlement over it
_ENEABBA = "Iluka Eneabba refinery, {} estimate"


def _years_from_status(name: str) -> Reading:
    """Years from the date of a project's status to its start, counted in calendar years."""
    row = _project(name)
    return Reading(row.start_year - int(row.status_date[:4]), (row,))


def building_years() -> Reading:
    """From the decision to build to the start: as planned at Stibnite, and first at Eneabba, too."""
    stibnite, eneabba = (_years_from_status(name) for name in (_STIBNITE, _ENEABBA.format("first")))
    if stibnite.value != eneabba.value:
        msg = f"Stibnite is planned to take {stibnite.value:g} years and Eneabba {eneabba.value:g}; reword the facts of building"
        raise ValueError(msg)
    return Reading(stibnite.value, _rows(stibnite, eneabba))


def building_years_revised() -> Reading:
    """Eneabba: from the decision to build to the start as estimated later."""
    first, later = (_project(_ENEABBA.format(which)) for which in ("first", "revised"))
    return Reading(later.start_year - int(first.status_date[:4]), (first, later))


def preparing_years() -> Reading:
    """Stibnite: from the study of 2020 to the approval of construction."""
    row = _project(_STIBNITE)
    return Reading(int(row.status_date[:4]) - _number_in(r"in the (\d{4}) study", row.capex_original), (row,))


def court_years() -> Reading:
    """Reko Diq: calendar years from the court's order to the laws that cleared the settlement."""
    voided, cleared = (_record(story.timeline(), id) for id in (VOIDED, CLEARED))
    return Reading(_as_months(cleared.date) / 12 - _as_months(voided.date) / 12, (voided, cleared))


def _as_months(day: str) -> int:
    return 12 * int(day[:4]) + int(day[5:7])


fact(
    "years-building-planned",
    unit="years",
    label="Years of building, as planned",
    meaning="From the decision to build to the planned start, in calendar years: the mine at Stibnite, and the refinery "
    "at Eneabba by its first estimate. Plans, not results.",
)(building_years)
fact(
    "years-building-eneabba-revised",
    unit="years",
    label="Years of building at Eneabba, by the later estimate",
    meaning="From the decision of 2022 to the start as estimated later.",
)(building_years_revised)
fact(
    "years-preparing-stibnite",
    unit="years",
    label="Stibnite: years from a study to the approval of building",
    meaning="From the study of 2020 to September 2025. Years of permits before that study are not counted.",
)(preparing_years)
fact(
    "reko-diq-years-in-court",
    unit="years",
    digits=1,
    label="Reko Diq: years from the court's order to a cleared settlement",
    meaning="From January 2013, when the Supreme Court voided the first agreement, to December 2022. An arbitration ran in "
    "these years, too.",
)(court_years)
