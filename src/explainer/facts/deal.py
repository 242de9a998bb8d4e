"""The deal: the sum envisaged, what it is set beside, what other papers show.

Sums are in US dollars of their own year; none is adjusted for prices. A sum is read from a table where
one holds it, and otherwise from the words of the event or claim that prints it.
"""

import re
from functools import partial

from explainer import data, quantities, story
from explainer.facts.register import Reading, fact

ENVISAGED = "first-phase-envisaged"

# What `charts.deal.sums_compared` draws: the sum envisaged and the sums it is set beside, from small to
# large. Each is the id of a fact in USD whose label says what kind of sum it is and of which year. The kinds
# differ (a ceiling, a plan, a loan, money spent, an award, a year's flow), so sizes may be compared and
# the sums may not be added.
COMPARABLE_SUMS = (
    "first-load-as-antimony-metal",
    "pakistan-antimony-output-value-2025",
    "ussm-ionic-missouri-plan-2026",
    "energy-fuels-separation-plan-2026",
    ENVISAGED,
    "lynas-kalgoorlie-plant-2024",
    "reko-diq-spent-2026",
    "reko-diq-exim-loan-2025",
    "pakistan-fdi-2023",
    "perpetua-stibnite-plan-2025",
    "reko-diq-first-phase-plan-2025",
    "reko-diq-award-2019",
    "pakistan-goods-exports-2023",
    "pakistan-gdp-2023",
)
# The lower end, where the records print a range: drawn as a range, not as a point.
LOWER_ENDS = {"reko-diq-award-2019": "reko-diq-award-2019-low"}

_SCALES = {"million": 1e6, "billion": 1e9}
_SUM = re.compile(r"\$(?P<low>[\d.]+)(?:-(?P<high>[\d.]+))? (?P<scale>million|billion)")


def _record(records, id):
    found = next((record for record in records if record.id == id), None)
    if found is None:
        msg = f'facts/deal.py names the record "{id}", which is not in the ledger; correct the id'
        raise ValueError(msg)
    return found


# --- sums that a table holds --------------------------------------------------------------------------


def _capex(project: str) -> Reading:
    row = data.load("projects").one(name=project)
    return Reading(row.capex_usd_m * 1e6, (row,))


def _envisaged() -> Reading:
    """The sum as the table holds it, with the term of the memorandum that quotes the official sentence."""
    listed = _capex("USSM - FWO Pakistan framework")
    return Reading(listed.value, (*listed.rows, _record(story.deal_terms(), "five-hundred-million")))


def _macro(indicator_code: str, year: int = 2023) -> Reading:
    """A World Bank indicator; 2023 is the newest year of the workbook behind the table."""
    row = data.load("pakistan_macro").one(indicator_code=indicator_code, year=year)
    return Reading(row.value, (row,))


def _antimony_price():
    """The row of the US metal price, USD a tonne."""
    return data.load("antimony").one(metric="price_metal_annual_average", year=2025, country="United States")


fact(
    ENVISAGED,
    unit="USD",
    label="Memorandum FWO-USSM: first phase envisaged, 2025",
    meaning="Investment that the Prime Minister's Office said a first phase is envisaged at. A plan: no report "
    "found, as of March 2026, shows it committed or spent, and it is not the price of anything.",
)(_envisaged)

fact(
    "reko-diq-first-phase-plan-2025",
    unit="USD",
    digits=1,
    label="Reko Diq: cost of the first phase, planned in 2025",
    meaning="Planned cost of the copper and gold mine's first phase in the study of 2025, before the review that "
    "runs to mid-2027; Barrick has said that it may rise. Other reports give 5.5 billion.",
)(partial(_capex, "Reko Diq phase 1"))

fact(
    "lynas-kalgoorlie-plant-2024",
    unit="USD",
    label="Lynas, Kalgoorlie (Australia): plant opened in 2024",
    meaning="Cost in the press of a plant that cracks and leaches rare-earth concentrate, an early step; it does "
    "not separate the rare earths. Dollars as printed in the source.",
)(partial(_capex, "Lynas Kalgoorlie"))

fact(
    "energy-fuels-separation-plan-2026",
    unit="USD",
    label="Energy Fuels, White Mesa (US): second phase, study of 2026",
    meaning="Planned cost of more rare-earth separation at a mill that exists already, from a feasibility study "
    "of January 2026. A plan.",
)(partial(_capex, "Energy Fuels White Mesa, phase 2"))

fact(
    "perpetua-stibnite-plan-2025",
    unit="USD",
    digits=1,
    label="Perpetua, Stibnite (US): gold and antimony mine, plan of 2025",
    meaning="Planned cost of a gold mine with antimony as a by-product, so it is not the price of an antimony "
    "plant. The study of 2020 had 1.3 billion.",
)(partial(_capex, "Perpetua Stibnite (antimony, gold)"))

fact(
    "ussm-ionic-missouri-plan-2026",
    unit="USD",
    label="USSM and Ionic, Missouri (US): magnet recycling, plan of 2026",
    meaning="Intended in a non-binding term sheet of September 2026 for recycling magnets in Missouri. No link with "
    "Pakistan is stated in the digest read.",
)(partial(_capex, "USSM - Ionic magnet recycling (Missouri)"))

fact(
    "pakistan-fdi-2023",
    unit="USD",
    digits=2,
    label="Pakistan: foreign direct investment of all kinds, 2023",
    meaning="Net inflow in the calendar year 2023, World Bank edition of January 2025; no second source was found. "
    "It swings from year to year.",
)(partial(_macro, "BX.KLT.DINV.CD.WD"))

fact(
    "pakistan-fdi-2007",
    unit="USD",
    digits=2,
    label="Pakistan: foreign direct investment of all kinds, 2007",
    meaning="Net inflow in the calendar year 2007, the highest year of the table, World Bank edition of January 2025.",
)(partial(_macro, "BX.KLT.DINV.CD.WD", 2007))

fact(
    "pakistan-goods-exports-2023",
    unit="USD",
    digits=1,
    label="Pakistan: exports of goods, 2023",
    meaning="Merchandise exports in the calendar year 2023, World Bank edition of January 2025; no second source "
    "was found.",
)(partial(_macro, "TX.VAL.MRCH.CD.WT"))

fact(
    "pakistan-gdp-2023",
    unit="USD",
    label="Pakistan: GDP, 2023",
    meaning="Value of all goods and services made in the fiscal year that ended on 30 June 2023, World Bank edition "
    "of January 2025; a later copy is 0.1 % higher.",
)(partial(_macro, "NY.GDP.MKTP.CD"))


@fact(
    "first-load-as-antimony-metal",
    unit="USD",
    label="Two tonnes of antimony metal, at the US price of 2025",
    meaning="What the first load would have fetched if all of it were pure antimony metal: two tonnes, the most the "
    "Financial Times' figure allows, at the US metal price. Ore or concentrate fetches far less; the load's form and "
    "price were not published.",
)
def first_load_as_antimony_metal() -> Reading:
    weight = _record(story.claims(), "c89")
    tonnes = quantities.quantities(weight.claim)[0].value
    price = _antimony_price()
    return Reading(tonnes * price.value, (weight, price))


@fact(
    "pakistan-antimony-output-value-2025",
    unit="USD",
    digits=1,
    label="All antimony mined in Pakistan in 2025, at the US metal price",
    meaning="Mine output of 2025 as the US Geological Survey estimates it, times the US price of antimony metal. A "
    "ceiling: ore and concentrate fetch far less.",
)
def pakistan_antimony_output_value_2025() -> Reading:
    mined = data.load("antimony").one(metric="mine_production", year=2025, country="Pakistan")
    price = _antimony_price()
    return Reading(mined.value * price.value, (mined, price))


@fact(
    "antimony-metal-price-us-2025",
    unit="USD",
    label="Price of a tonne of antimony metal in the US, 2025",
    meaning="Yearly average for antimony metal, a US Geological Survey estimate of early 2026, turned from dollars a "
    "pound into dollars a tonne.",
)
def antimony_metal_price_us_2025() -> Reading:
    price = _antimony_price()
    return Reading(price.value, (price,))


# --- sums that an event prints ------------------------------------------------------------------------


def _printed(event_id: str, end: str = "low") -> Reading:
    """The first sum of dollars in an event's words; end is "low" or "high" where it is a range."""
    event = _record(story.timeline(), event_id)
    found = _SUM.search(event.what_happened)
    if found is None:
        msg = f'event "{event_id}": its words hold no sum such as "$1.25 billion"; name another event'
        raise ValueError(msg)
    return Reading(float(found[end]) * _SCALES[found["scale"]], (event,))


fact(
    "reko-diq-exim-loan-2025",
    unit="USD",
    digits=2,
    label="Reko Diq: loan announced by US EXIM, 2025",
    meaning="Loan that the chair of the US Export-Import Bank announced in November 2025. Barrick, the operator, told "
    "lenders in February 2026 that financing must wait; whether the loan closed since was not found.",
)(partial(_printed, "t46"))

fact(
    "reko-diq-spent-2026",
    unit="USD",
    label="Reko Diq: money spent by February 2026",
    meaning="What Barrick said in February 2026 had been spent on the project.",
)(partial(_printed, "t57"))

fact(
    "reko-diq-award-2019",
    unit="USD",
    digits=1,
    label="Reko Diq: arbitration award, 2019 (upper figure)",
    meaning="Damages that an ICSID tribunal ordered Pakistan to pay to Tethyan Copper. Reports give 5.8 to 5.9 billion; "
    "this is the upper figure.",
)(partial(_printed, "t06", "high"))

fact(
    "reko-diq-award-2019-low",
    unit="USD",
    digits=1,
    label="Reko Diq: arbitration award, 2019 (lower figure)",
    meaning="The lower of the two figures that reports give for the award of 2019.",
)(partial(_printed, "t06", "low"))


# --- the sum envisaged beside others ------------------------------------------------------------------


def _over(top: Reading, bottom: Reading, scale: float = 1.0) -> Reading:
    """One reading divided by another, times a scale, with the rows of both, each once."""
    rows = tuple(dict.fromkeys((*top.rows, *bottom.rows)))
    return Reading(scale * top.value / bottom.value, rows)


def _share_of_macro(indicator_code: str) -> Reading:
    return _over(_envisaged(), _macro(indicator_code), 100)


fact(
    "first-phase-share-fdi-2023",
    unit="%",
    digits=1,
    label="First phase envisaged, as a share of foreign direct investment in 2023",
    meaning="The whole sum against one year's net inflow; if it came over several years, each year's share would be "
    "smaller.",
)(partial(_share_of_macro, "BX.KLT.DINV.CD.WD"))

fact(
    "first-phase-share-goods-exports-2023",
    unit="%",
    digits=1,
    label="First phase envisaged, as a share of goods exports in 2023",
    meaning="An investment set beside a year of sales, for size only.",
)(partial(_share_of_macro, "TX.VAL.MRCH.CD.WT"))

fact(
    "first-phase-share-gdp-2023",
    unit="%",
    digits=2,
    label="First phase envisaged, as a share of GDP in 2023",
    meaning="An investment set beside all that the country made in one fiscal year, for size only.",
)(partial(_share_of_macro, "NY.GDP.MKTP.CD"))


@fact(
    "first-phase-share-reko-diq",
    unit="%",
    digits=1,
    label="First phase envisaged, as a share of the planned cost of Reko Diq's first phase",
    meaning="A plan against a plan: the sum of the memorandum over the cost of Reko Diq's first phase in the study of "
    "2025, before its review.",
)
def first_phase_share_reko_diq() -> Reading:
    return _over(_envisaged(), _capex("Reko Diq phase 1"), 100)


@fact(
    "first-phase-over-first-load-as-antimony",
    unit="times",
    label="First phase envisaged, over the first load as antimony metal",
    meaning="The sum of the memorandum divided by the value of two tonnes of antimony metal at the US price of 2025. "
    "The load's real value was not published.",
)
def first_phase_over_first_load_as_antimony() -> Reading:
    return _over(_envisaged(), first_load_as_antimony_metal())


@fact(
    "first-phase-in-years-of-antimony-output",
    unit="years",
    label="First phase envisaged, in years of Pakistan's antimony output",
    meaning="The sum of the memorandum over the value of a year's output of 2025, counted as pure metal at the US price. A "
    "sum for scale: ore and concentrate fetch far less, and the first phase is not for antimony alone.",
)
def first_phase_in_years_of_antimony_output() -> Reading:
    return _over(_envisaged(), pakistan_antimony_output_value_2025())


@fact(
    "reko-diq-spent-share",
    unit="%",
    digits=1,
    label="Reko Diq: money spent by February 2026, as a share of the first phase's planned cost",
    meaning="What Barrick said had been spent over the cost planned in 2025; two reports, and the cost may rise after "
    "the review.",
)
def reko_diq_spent_share() -> Reading:
    return _over(_printed("t57"), _capex("Reko Diq phase 1"), 100)


# --- if the sum came over several years ---------------------------------------------------------------

# The years over which the exercise of the chapter spreads the sum: an assumption, since no date was published.
EXERCISE_YEARS = 5


@fact(
    "first-phase-yearly-over-five-years",
    unit="USD",
    label="First phase envisaged, spread evenly over five years: each year's part",
    meaning="Arithmetic for an exercise. Five years is an assumption: no dates were published.",
)
def first_phase_yearly_over_five_years() -> Reading:
    whole = _envisaged()
    return Reading(whole.value / EXERCISE_YEARS, whole.rows)


def _yearly_share_of_fdi(year: int) -> Reading:
    return _over(first_phase_yearly_over_five_years(), _macro("BX.KLT.DINV.CD.WD", year), 100)


for year in (2023, 2007):
    fact(
        f"first-phase-yearly-share-fdi-{year}",
        unit="%",
        digits=1,
        label=f"A fifth of the first phase envisaged, as a share of foreign direct investment in {year}",
        meaning="One year's part, if the sum came evenly over five years (an assumption), against the net inflow of "
        f"{year}.",
    )(partial(_yearly_share_of_fdi, year))


# --- other papers -------------------------------------------------------------------------------------


def _comparators(**begins: str) -> Reading:
    """How many papers of the list have fields that begin so, as in text_public="Yes"."""
    found = tuple(
        paper
        for paper in story.comparators()
        if all(getattr(paper, name).startswith(word) for name, word in begins.items())
    )
    return Reading(len(found), found)


fact(
    "papers-compared",
    unit="",
    label="Papers compared",
    meaning="Minerals papers and near relations in the book's list, the memorandum of FWO and USSM among them. A "
    "choice, not a count of all such papers.",
)(_comparators)

fact(
    "papers-with-public-text",
    unit="",
    label="Papers compared whose text is public",
    meaning="Those whose full text was found published, of the book's list. One more is said to be published but was "
    "not opened, and is not counted.",
)(partial(_comparators, text_public="Yes"))

fact(
    "papers-that-bind",
    unit="",
    label="Papers compared that are recorded as binding",
    meaning="Those recorded as binding on their parties, of the book's list. For several others it is not known.",
)(partial(_comparators, binding="Yes"))

fact(
    "papers-public-and-not-binding",
    unit="",
    label="Papers compared whose text is public and says that it does not bind",
    meaning="Frameworks and memoranda, of the book's list, whose published text says that they create no legal duty.",
)(partial(_comparators, text_public="Yes", binding="No: the text says"))

fact(
    "papers-public-and-binding",
    unit="",
    label="Papers compared that bind and whose text is public",
    meaning="Of the papers recorded as binding, those whose text was found published.",
)(partial(_comparators, text_public="Yes", binding="Yes"))

fact(
    "papers-with-a-vote",
    unit="",
    label="Papers compared that a legislature voted on",
    meaning="Those for which a vote in a parliament or assembly is recorded, of the book's list. No vote found does "
    "not prove that there was none.",
)(partial(_comparators, legislature_approved="Yes"))
