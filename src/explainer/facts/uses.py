"""The uses: what rare earths, antimony and copper are for, how much goes into one thing, and how sure that is."""

from collections.abc import Callable
from functools import partial

from explainer.data import Row, load
from explainer.facts.register import Reading, fact

_KG_PER_T = 1000
_T_PER_KT = 1000


# Readings ------------------------------------------------------------------------------------------------


def _of(row: Row, column: str, *, scale: float = 1.0) -> Reading:
    """The number in one cell."""
    return Reading(scale * getattr(row, column), (row,))


def _divided(part: Reading, whole: Reading, *, scale: float = 1.0) -> Reading:
    """One reading divided by another; scale=100 makes it per cent."""
    return Reading(scale * part.value / whole.value, tuple(dict.fromkeys((*part.rows, *whole.rows))))


# End uses ------------------------------------------------------------------------------------------------

_CANADA = "An estimate on a page of the Canadian government, which does not say for every year that it counts volume."
_US_ONLY = "Domestic use by USGS, an estimate; rare earths inside imported magnets and goods are not counted."
_MAGNETS = "permanent magnets"
_AREA = {"World": "world", "United States": "United States"}


def _end_use(scope: str, year: int | None, end_use: str) -> Reading:
    return _of(load("ree_end_uses").one(scope=scope, year=year, end_use=end_use), "share_pct")


def _declare_end_use(slug: str, scope: str, year: int, end_use: str, *, digits: int = 0) -> None:
    fact(
        f"end-use-{slug}-{year}",
        unit="%",
        digits=digits,
        label=f"Share of rare-earth use, {end_use}, {_AREA[scope]}, {year}",
        meaning="Share by volume, in tonnes of oxides. " + (_CANADA if scope == "World" else _US_ONLY),
    )(partial(_end_use, scope, year, end_use))


_declare_end_use("magnets-world", "World", 2017, _MAGNETS)
_declare_end_use("magnets-world", "World", 2021, _MAGNETS, digits=1)
_declare_end_use("magnets-world", "World", 2022, _MAGNETS)
_declare_end_use("catalysts-world", "World", 2021, "catalysts")
_declare_end_use("polishing-world", "World", 2021, "glass polishing", digits=1)
_declare_end_use("catalysts-us", "United States", 2020, "catalysts")
_declare_end_use("magnets-us", "United States", 2009, _MAGNETS)
_declare_end_use("electronics-us", "United States", 2009, "electronics")


@fact(
    "end-use-magnets-world-value",
    unit="%",
    label="Share of the value of rare earths, permanent magnets, world",
    meaning="A lower bound by the Canadian ministry of natural resources, on a news site of 2024; the year it holds for "
    "is not stated. No other share by value was found.",
)
def _magnets_by_value() -> Reading:
    return _end_use("World", None, _MAGNETS)


@fact(
    "end-use-cut-off-world-2021",
    unit="%",
    digits=1,
    label="Share of the world's rare-earth use cut off in the copy, 2021",
    meaning="What the shares that can be read leave to a hundred. Which uses it holds is not known.",
)
def _cut_off_2021() -> Reading:
    rows = tuple(load("ree_end_uses").where(scope="World", year=2021))
    return Reading(100 - sum(row.share_pct for row in rows), rows)


@fact(
    "end-use-magnets-worth-per-kilogram",
    unit="times",
    digits=1,
    label="Worth of a kilogram used in magnets against one in other uses",
    meaning="If magnets are 44 % of the volume (2022) and 90 % of the value (year not stated). A sum for scale; the "
    "value is a lower bound, so the true ratio would be higher.",
)
def _worth_per_kilogram() -> Reading:
    volume, value = _end_use("World", 2022, _MAGNETS), _magnets_by_value()
    ratio = (value.value / volume.value) / ((100 - value.value) / (100 - volume.value))
    return Reading(ratio, (*volume.rows, *value.rows))


# Prices --------------------------------------------------------------------------------------------------


def _price(element: str) -> Reading:
    return _of(load("ree_prices").one(element=element, year=2025), "price_usd_per_kg")


def _declare_price(name: str, element: str, *, digits: int = 0) -> None:
    fact(
        f"use-price-{name}-2025",
        unit="USD/kg",
        digits=digits,
        label=f"Price of {name} oxide, 2025",
        meaning="Yearly average as USGS prints it, free on board China; an estimate of early 2026.",
    )(partial(_price, element))


_declare_price("cerium", "Ce", digits=2)
_declare_price("lanthanum", "La")
_declare_price("terbium", "Tb")


@fact(
    "use-price-neodymium-over-cerium-2025",
    unit="times",
    digits=1,
    label="Price of neodymium oxide against that of cerium oxide, 2025",
    meaning="Yearly averages of the same USGS table; both are estimates of early 2026.",
)
def _neodymium_over_cerium() -> Reading:
    return _divided(_price("Nd"), _price("Ce"))


# How much is in one thing --------------------------------------------------------------------------------

_TURBINE = "wind turbine, {} permanent-magnet generator"
_DEFENCE = "US defence claim (DoD report quoted by Congress, 2012)"
_DEFENCE_NOTE = (
    "\u201cRare-earth materials\u201d, by a US defence report that Congress quoted; turned from pounds. It was never "
    "itemised, and no method was published."
)
_CONSULTANCY_NOTE = (
    "A lower bound given by a consultancy and quoted by a magazine in 2025; turned from pounds."
)
_WIND_NOTE = "Magnet, not rare earths alone, for each megawatt; from a review of the literature (2023)."
_WIND_READING = (
    f"{_WIND_NOTE} Which type of turbine the number belongs to is this book's reading of the text."
)
_COPPER_NOTE = "From one study paid for by the copper industry (2017), read through three trade papers."


def _amount(column: str, **equals: str) -> Reading:
    """One mass in one thing, as a source states it; column is low, central or high."""
    return _of(load("intensity").one(**equals), column)


def _declare_amount(
    slug: str, what: str, note: str, read: Callable[[], Reading], *, unit: str = "kg", digits: int = 0
) -> None:
    fact(f"amount-{slug}", unit=unit, digits=digits, label=what, meaning=note)(read)


for _slug, _item in (
    ("f35", "F-35 Lightning II aircraft"),
    ("destroyer", "DDG-51 destroyer"),
    ("submarine", "Virginia-class submarine"),
):
    _declare_amount(
        f"{_slug}-defence-report",
        f"Rare-earth materials in one {_item}, as reported",
        _DEFENCE_NOTE,
        partial(_amount, "central", item=_item, origin_type=_DEFENCE),
    )
    _declare_amount(
        f"{_slug}-consultancy",
        f"Rare earths in one {_item}, by a consultancy",
        _CONSULTANCY_NOTE,
        partial(_amount, "low", item=_item, origin_type="consultancy claim"),
    )

for _slug, _bound in (("low", "low"), ("high", "high")):
    _declare_amount(
        f"electric-car-magnet-{_slug}",
        f"Magnet in one electric car, {_bound} end",
        "From weak web pages; no primary source could be opened. An order of magnitude, not a measurement.",
        partial(_amount, _bound, item="electric car", material="NdFeB magnet"),
    )
_declare_amount(
    "electric-car-rare-earths",
    "Rare earths in one electric car",
    "\u201cApproximately one kilogram\u201d, by one trade paper of 2021. It counts the elements, not the magnet.",
    partial(_amount, "central", item="electric car", material="rare-earth elements"),
)

for _slug, _bound, _what in (
    ("", "central", "central value"),
    ("-low", "low", "low end"),
    ("-high", "high", "high end"),
):
    _declare_amount(
        f"turbine-direct-drive{_slug}",
        f"Magnet per megawatt, wind turbine without gears, {_what}",
        _WIND_NOTE,
        partial(_amount, _bound, item=_TURBINE.format("direct-drive")),
        unit="kg/MW",
    )
for _slug in ("medium-speed", "high-speed"):
    _declare_amount(
        f"turbine-{_slug}",
        f"Magnet per megawatt, wind turbine with a {_slug} generator",
        _WIND_READING,
        partial(_amount, "central", item=_TURBINE.format(_slug)),
        unit="kg/MW",
    )

_declare_amount(
    "rare-earths-in-magnet",
    "Rare earths in a neodymium-iron-boron magnet",
    "Share of the magnet's mass, as metal, by a review of the literature (2023). The rest is mostly iron.",
    partial(_amount, "central", item="NdFeB magnet", material="total rare earths"),
    unit="%",
)

for _slug, _item, _what in (
    ("car", "car, combustion engine", "car with a combustion engine"),
    ("electric-car", "car, battery electric (BEV)", "battery-electric car"),
):
    _declare_amount(
        f"copper-{_slug}",
        f"Copper in one {_what}",
        _COPPER_NOTE,
        partial(_amount, "central", item=_item, material="copper"),
    )
for _bound in ("low", "high"):
    _declare_amount(
        f"copper-turbine-{_bound}",
        f"Copper per megawatt of wind turbines, {_bound} end",
        "By the copper industry, quoted by a trade firm (2022); turbines of all types.",
        partial(_amount, _bound, item="wind turbine (installed, all types)", material="copper"),
        unit="t/MW",
        digits=1,
    )


def _copper_in_car(item: str) -> Reading:
    return _amount("central", item=item, material="copper")


@fact(
    "amount-copper-electric-car-against-combustion",
    unit="times",
    digits=1,
    label="Copper in a battery-electric car against one with a combustion engine",
    meaning=f"The first is a value, the second an upper bound (\u201cup to 23 kg\u201d). {_COPPER_NOTE}",
)
def _copper_ratio() -> Reading:
    return _divided(_copper_in_car("car, battery electric (BEV)"), _copper_in_car("car, combustion engine"))


def _rare_earth_share() -> Reading:
    return _amount("central", item="NdFeB magnet", material="total rare earths")


@fact(
    "amount-turbine-rare-earths",
    unit="kg/MW",
    label="Rare earths per megawatt, wind turbine without gears",
    meaning="The usual value for the magnet (650 kg) times the share of rare earths in it (30 %), as metal. Both are from "
    "one review of the literature.",
)
def _turbine_rare_earths() -> Reading:
    magnet, share = _amount("central", item=_TURBINE.format("direct-drive")), _rare_earth_share()
    return Reading(magnet.value * share.value / 100, (*magnet.rows, *share.rows))


@fact(
    "amount-f35-in-megawatts",
    unit="MW",
    digits=1,
    label="Megawatts of gearless wind turbine with as much rare earth as is reported for one F-35",
    meaning="For scale: the reported mass divided by 195 kg per megawatt. The two need not count the same thing.",
)
def _f35_in_megawatts() -> Reading:
    aircraft = _amount("central", item="F-35 Lightning II aircraft", origin_type=_DEFENCE)
    return _divided(aircraft, _turbine_rare_earths())


@fact(
    "amount-laptop-disk-less",
    unit="%",
    label="Less rare earth in a laptop's disk than in a desktop's",
    meaning="\u201cAlmost 75 percent less\u201d, by the summary of a study of 2014. How many grams either holds was not "
    "found.",
)
def _laptop_disk() -> Reading:
    row = load("intensity").one(item="hard disk, laptop against desktop")
    return Reading(float(row.note.partition("almost ")[2].partition(" percent")[0]), (row,))


# Demand for magnet rare earths ---------------------------------------------------------------------------

_IEA = (
    "Neodymium, praseodymium, dysprosium and terbium together, tonnes of element, by the International Energy Agency "
    "(edition inferred to be of 2025)."
)
_SCENARIO = "A scenario is a picture of what would follow from its assumptions, not a forecast."
_FOUR = "magnet rare earths"


def _demand(sector: str, year: int = 2024, scenario: str = "base year", *, material: str = _FOUR) -> Reading:
    row = load("iea_ree_demand").one(material=material, sector=sector, year=year, scenario=scenario)
    return _of(row, "demand_kt", scale=_T_PER_KT)


for _slug, _sector in (("all", "total"), ("electric-vehicles", "Electric vehicles")):
    fact(
        f"magnet-demand-{_slug}-2024",
        unit="t",
        label=f"Demand for magnet rare earths, {_sector.lower()}, 2024",
        meaning=_IEA,
    )(partial(_demand, _sector))


def _demand_share(sector: str, year: int = 2024, scenario: str = "base year") -> Reading:
    return _divided(_demand(sector, year, scenario), _demand("total", year, scenario), scale=100)


for _slug, _sector in (
    ("electric-vehicles", "Electric vehicles"),
    ("wind", "Wind"),
    ("other", "other uses"),
):
    fact(
        f"magnet-demand-share-{_slug}-2024",
        unit="%",
        digits=1,
        label=f"Share of the demand for magnet rare earths, {_sector.lower()}, 2024",
        meaning=_IEA + (" The table does not split these uses." if _slug == "other" else ""),
    )(partial(_demand_share, _sector))

fact(
    "magnet-demand-share-other-2040-steps",
    unit="%",
    digits=1,
    label="Share of the demand for magnet rare earths, other uses, 2040, policies as stated",
    meaning=f"{_IEA} {_SCENARIO}",
)(partial(_demand_share, "other uses", 2040, "STEPS"))


def _growth(sector: str, scenario: str) -> Reading:
    return _divided(_demand(sector, 2040, scenario), _demand(sector))


for _scenario, _name in (
    ("STEPS", "policies as stated"),
    ("NZE", "net zero by 2050"),
):
    for _slug, _sector in (("all", "total"), ("electric-vehicles", "Electric vehicles")):
        fact(
            f"magnet-demand-growth-{_slug}-2040-{_scenario.lower()}",
            unit="times",
            digits=1,
            label=f"Demand for magnet rare earths, {_sector.lower()}, 2040 against 2024, {_name}",
            meaning=f"{_IEA} {_SCENARIO}",
        )(partial(_growth, _sector, _scenario))


_CLEAN = "clean energy technologies (total)"


def _part_of_magnet_elements(*elements: str) -> Reading:
    """What some of the four magnet elements make up of their demand for electric vehicles and wind power."""
    parts = {
        name: _demand(_CLEAN, material=name)
        for name in ("neodymium", "praseodymium", "dysprosium", "terbium")
    }
    total = Reading(
        sum(part.value for part in parts.values()), tuple(row for part in parts.values() for row in part.rows)
    )
    some = Reading(
        sum(parts[name].value for name in elements),
        tuple(row for name in elements for row in parts[name].rows),
    )
    return _divided(some, total, scale=100)


@fact(
    "magnet-demand-neodymium-share-2024",
    unit="%",
    digits=1,
    label="Neodymium's part in the magnet rare earths of electric vehicles and wind power, 2024",
    meaning="By mass of element, computed from quantities of the International Energy Agency; other uses are not split by "
    "element.",
)
def _neodymium_share() -> Reading:
    return _part_of_magnet_elements("neodymium")


@fact(
    "magnet-demand-ndpr-share-2024",
    unit="%",
    digits=1,
    label="Neodymium and praseodymium in the magnet rare earths of electric vehicles and wind power, 2024",
    meaning="By mass of element, computed from quantities of the International Energy Agency; the rest is dysprosium and "
    "terbium. Other uses are not split by element.",
)
def _ndpr_share() -> Reading:
    return _part_of_magnet_elements("neodymium", "praseodymium")


# The exercise: how many cars would the metal be enough for? ------------------------------------------------


def _cars(kg_of_rare_earths: Reading) -> Reading:
    """Cars that the metal used in electric vehicles in 2024 would make at so many kilograms each."""
    return _divided(_demand("Electric vehicles"), kg_of_rare_earths, scale=_KG_PER_T)


def _cars_by_magnet(bound: str) -> Reading:
    magnet = _amount(bound, item="electric car", material="NdFeB magnet")
    share = _rare_earth_share()
    return _cars(Reading(magnet.value * share.value / 100, (*magnet.rows, *share.rows)))


_EXERCISE = (
    "An exercise: all the metal that the International Energy Agency puts under electric vehicles in 2024, as if none "
    "were lost and all went into such cars."
)
for _slug, _bound in (("low", "low"), ("high", "high")):
    fact(
        f"exercise-cars-at-{_slug}-magnet",
        unit="cars",
        label=f"Electric cars that the metal of 2024 is enough for, at the {_bound} magnet mass",
        meaning=_EXERCISE,
    )(partial(_cars_by_magnet, _bound))


@fact(
    "exercise-cars-at-one-kilogram",
    unit="cars",
    label="Electric cars that the metal of 2024 is enough for, at a kilogram of rare earths each",
    meaning=_EXERCISE,
)
def _cars_at_one_kilogram() -> Reading:
    return _cars(_amount("central", item="electric car", material="rare-earth elements"))


# A year's output, to set things beside --------------------------------------------------------------------


@fact(
    "copper-mine-world-2024",
    unit="t Cu",
    label="Copper mine production, world, 2024",
    meaning="Copper contained in what mines gave, by the USGS edition of 2026. Scrap that is melted again is not in it.",
)
def _copper_mined() -> Reading:
    return _of(load("copper").one(metric="mine_production", country="World", year=2024), "value")


# Antimony ------------------------------------------------------------------------------------------------

_US_ANTIMONY = (
    "By USGS, an estimate. Shares of 2019 and 2021 are of other groups than those of 2002 and 2010."
)


def _antimony_use(use: str, year: int) -> Reading:
    metric = f"us_end_use_share: {use}"
    return _of(load("antimony").one(metric=metric, country="United States", year=year), "value")


for _slug, _use, _year in (
    ("flame", "flame retardants", 2002),
    ("flame", "flame retardants", 2021),
    ("metal", "metal products, including antimonial lead and ammunition", 2021),
    ("nonmetal", "nonmetal products (ceramics, glass, rubber)", 2021),
):
    fact(
        f"antimony-use-{_slug}-us-{_year}",
        unit="%",
        label=f"Share of US antimony use, {_use}, {_year}",
        meaning=_US_ANTIMONY,
    )(partial(_antimony_use, _use, _year))


@fact(
    "antimony-use-solar-glass-world",
    unit="%",
    label="Share of the world's antimony that goes into the glass of solar panels",
    meaning="Third-hand: a trade site of 2024 citing a news site. Grams per panel were not found.",
)
def _solar_glass() -> Reading:
    return _of(load("antimony").one(metric="world_solar_glass_share", year=2024), "value")
