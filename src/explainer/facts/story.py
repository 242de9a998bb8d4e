"""The story: the days between the events, and two tonnes set beside a year's trade."""

from datetime import date

from explainer import story
from explainer.data import load
from explainer.facts.register import Reading, fact

_KG_PER_T = 1000
_ENVISAGED_USD = 500e6  # the sum that claim c01 names
_FIRST_LOAD_T = 2  # the bound of claim c89: "fewer than two tonnes"


def _event(id: str) -> story.Event:
    return next(event for event in story.timeline() if event.id == id)


def _claim(id: str) -> story.Claim:
    return next(claim for claim in story.claims() if claim.id == id)


def _mined(country: str):
    return load("antimony").one(metric="mine_production", year=2024, country=country)


def _us_imports():
    return load("antimony").one(metric="us_imports_ore_concentrate", year=2025, country="United States")


def _neodymium_oxide():
    return load("ree_prices").one(element="Nd", year=2025)


@fact(
    "days-from-memorandum-to-box",
    unit="days",
    label="Days from the memorandum to the box",
    meaning="The memorandum was signed on 8 September 2025; the box was shown in the White House on 25 September 2025. "
    "Both events are confirmed.",
)
def days_from_memorandum_to_box() -> Reading:
    signed, shown = _event("t29"), _event("t31")
    return Reading((date.fromisoformat(shown.date) - date.fromisoformat(signed.date)).days, (signed, shown))


@fact(
    "us-antimony-ore-imports-2025",
    unit="t",
    label="US imports of antimony in ores and concentrates, 2025",
    meaning="Counted as antimony content. An estimate of the US Geological Survey, made in early 2026, that will be "
    "revised.",
)
def us_antimony_ore_imports() -> Reading:
    row = _us_imports()
    return Reading(row.value, (row,))


@fact(
    "pakistan-antimony-mine-2024",
    unit="t",
    label="Antimony mined in Pakistan, 2024",
    meaning="By the US Geological Survey, edition of 2026. The British survey counts much less in other years.",
)
def pakistan_antimony() -> Reading:
    row = _mined("Pakistan")
    return Reading(row.value, (row,))


@fact(
    "pakistan-antimony-share-2024",
    unit="%",
    digits=1,
    label="Pakistan's share of the world's antimony mine output, 2024",
    meaning="Against the world total that the US Geological Survey prints, edition of 2026.",
)
def pakistan_antimony_share() -> Reading:
    rows = (_mined("Pakistan"), _mined("World"))
    return Reading(100 * rows[0].value / rows[1].value, rows)


@fact(
    "neodymium-oxide-price-2025",
    unit="USD/kg",
    label="Price of neodymium oxide, 2025",
    meaning="Yearly average of oxide of 99.5 % purity, free on board China; an estimate of early 2026.",
)
def neodymium_oxide_price() -> Reading:
    row = _neodymium_oxide()
    return Reading(row.price_usd_per_kg, (row,))


@fact(
    "first-load-as-neodymium-oxide",
    unit="USD",
    label="Two tonnes at the price of pure neodymium oxide",
    meaning="An exercise. Two tonnes is the bound of the Financial Times' figure (fewer than two); the price is the "
    "average of 2025; real concentrate fetches less.",
)
def first_load_as_neodymium_oxide() -> Reading:
    price = _neodymium_oxide()
    return Reading(_FIRST_LOAD_T * _KG_PER_T * price.price_usd_per_kg, (_claim("c89"), price))


def _price_if_500_million() -> float:
    return _ENVISAGED_USD / (_FIRST_LOAD_T * _KG_PER_T)


@fact(
    "price-per-kilogram-for-500-million",
    unit="USD/kg",
    label="Price a kilogram if two tonnes cost 500 million dollars",
    meaning="Arithmetic for the exercise: nobody has named such a price.",
)
def price_per_kilogram() -> Reading:
    return Reading(_price_if_500_million(), (_claim("c01"), _claim("c89")))


@fact(
    "price-gap-500-million-neodymium",
    unit="times",
    label="That price over the price of neodymium oxide",
    meaning="How many times the price of the exercise is the average price of neodymium oxide in 2025.",
)
def price_gap() -> Reading:
    price = _neodymium_oxide()
    return Reading(_price_if_500_million() / price.price_usd_per_kg, (_claim("c01"), _claim("c89"), price))


@fact(
    "first-load-share-us-antimony-ore-imports-2025",
    unit="%",
    digits=2,
    label="Two tonnes as a share of a year of US antimony imports in ores and concentrates, 2025",
    meaning="An upper bound: the weight is given as fewer than two tonnes, gross, for all minerals together.",
)
def first_load_share() -> Reading:
    imports = _us_imports()
    return Reading(100 * _FIRST_LOAD_T / imports.value, (_claim("c89"), imports))
