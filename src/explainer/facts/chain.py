"""From rock to magnet: what is lost on the way, how much rock is moved, what the ore holds, what is left over."""

import re
from functools import partial

from explainer.data import Row, load
from explainer.facts.elements import makeup
from explainer.facts.register import Reading, fact
from explainer.models.orechain import OXIDE_PER_METAL

_KG_PER_T = 1000
# One picocurie is 0.037 becquerel, so a picocurie in a gram is 37 becquerel in a kilogram.
_BQ_PER_KG = 37

# Readings ------------------------------------------------------------------------------------------------


def _rock(topic: str, item: str, material: str) -> Row:
    """The row of the table of rocks, grades, recoveries and waste that these three cells name."""
    return load("rock_to_metal").one(topic=topic, item=item, material=material)


def _cell(topic: str, item: str, material: str, column: str) -> Reading:
    """One cell of it; column is "low", "central" or "high"."""
    row = _rock(topic, item, material)
    return Reading(getattr(row, column), (row,))


def _declare(
    id: str, of: tuple[str, str, str], column: str, *, unit: str, label: str, meaning: str, digits: int = 0
) -> None:
    fact(id, unit=unit, digits=digits, label=label, meaning=meaning)(partial(_cell, *of, column))


def _range_after(words: str, text: str, unit: str) -> tuple[float, float]:
    """The two ends of a range that follows these words: some values stand only in the words of a table.

    Raises
    ------
    ValueError
        If the words, or a range in that unit after them, are not there.
    """
    found = re.search(rf"{re.escape(words)}\s+(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?) {re.escape(unit)}", text)
    if found is None:
        msg = f'no range in {unit} follows "{words}" in "{text}"; correct the words or the table'
        raise ValueError(msg)
    return float(found[1]), float(found[2])


def _number_in(pattern: str, text: str) -> float:
    """The one number that a pattern picks out of the words of a table.

    Raises
    ------
    ValueError
        If the pattern finds nothing.
    """
    found = re.search(pattern, text)
    if found is None:
        msg = f'"{pattern}" finds no number in "{text}"; correct the pattern or the table'
        raise ValueError(msg)
    return float(found[1])


# What each step keeps ------------------------------------------------------------------------------------

_FLOTATION = ("recovery", "bastnaesite ore, laboratory rougher flotation", "rare earths")
_PLAN = ("recovery", "Nolans 2019 DFS", "total rare-earth oxide")
_LABORATORY = (
    "A laboratory result for bastnaesite ore, stated by the inventors of a new mix of reagents. Not a plant."
)

for _column, _end in (("low", "lower"), ("high", "upper")):
    _declare(
        f"flotation-recovery-laboratory-{_column}",
        _FLOTATION,
        _column,
        unit="%",
        label=f"Recovery in flotation, one laboratory, {_end} end",
        meaning=f"Share of the rare earths that reached the concentrate. {_LABORATORY}",
    )


def _laboratory_grade(end: int) -> Reading:
    row = _rock(*_FLOTATION)
    return Reading(_range_after("concentrate of", row.note, "percent REO")[end], (row,))


for _at, _column in enumerate(("low", "high")):
    fact(
        f"concentrate-grade-laboratory-{_column}",
        unit="% REO",
        label=f"Grade of the concentrate, one laboratory, {('lower', 'upper')[_at]} end",
        meaning=f"Share of rare-earth oxides in the concentrate. {_LABORATORY}",
    )(partial(_laboratory_grade, _at))

_declare(
    "recovery-nolans-plan",
    _PLAN,
    "central",
    unit="%",
    label="Recovery from ore to oxide in the Nolans plan of 2019",
    meaning="Oxide planned a year, divided by the oxide in the ore planned a year: of 100 kg, 44 kg. Our division of "
    "numbers that the company planned; rough, because it takes the largest amount of ore. A start in 2022 was not met.",
)


@fact(
    "lost-nolans-plan",
    unit="%",
    label="Lost from ore to oxide in the Nolans plan of 2019",
    meaning="What is left of 100 after the planned recovery: tailings, cracking and separation together. "
    "How it is split between them was not found.",
)
def _lost() -> Reading:
    row = _rock(*_PLAN)
    return Reading(100 - row.central, (row,))


_OXIDE_TO_METAL = ("oxide to metal conversion", "loss")
_MAGNET = ("NdFeB magnet", "total rare earths")


def _part(item: str, material: str) -> Row:
    return load("intensity").one(item=item, material=material)


def _part_cell(item: str, material: str, column: str) -> Reading:
    row = _part(item, material)
    return Reading(getattr(row, column), (row,))


fact(
    "metal-making-loss",
    unit="%",
    label="Lost when oxide is made into metal",
    meaning="An estimate quoted in a review of 2023, before the losses of magnet making. The words read do not say "
    "whether the oxygen that leaves is counted in; this book counts it apart.",
)(partial(_part_cell, *_OXIDE_TO_METAL, "central"))


@fact(
    "left-as-metal",
    unit="%",
    label="Left as metal of the rare earths in the ore, in a sum of two numbers",
    meaning="The recovery of the Nolans plan (44 %) less the estimated loss in metal making (20 %). A sum for scale: the "
    "two numbers are from different sources.",
)
def _left_as_metal() -> Reading:
    plan, loss = _rock(*_PLAN), _part(*_OXIDE_TO_METAL)
    return Reading(plan.central * (1 - loss.central / 100), (plan, loss))


def _after_flotation() -> Reading:
    plan, laboratory = _rock(*_PLAN), _rock(*_FLOTATION)
    return Reading(100 * plan.central / laboratory.low, (plan, laboratory))


fact(
    "recovery-after-flotation-exercise",
    unit="%",
    label="Recovery left for the steps after flotation, in an exercise",
    meaning="An exercise: if flotation kept 80 % and 44 % reached the oxide, the steps between kept this share of "
    "what reached them. The two numbers are from different ores.",
)(_after_flotation)


# How much rock -------------------------------------------------------------------------------------------

_RATIO = "rock-to-metal ratio"
_RARE_EARTHS_RATIO = (_RATIO, "21 operations or regions, 2018", "total rare earths")
_ALLOCATED = (
    "Ore and waste rock, 2018. Where a mine sells several things, the rock is shared out by what each earns."
)

for _column, _end in (("low", "least"), ("high", "most")):
    _declare(
        f"rock-per-rare-earths-{_column}",
        _RARE_EARTHS_RATIO,
        _column,
        unit="t of rock per t of REE",
        label=f"Rock moved per tonne of rare earths, {_end}",
        meaning=f"Among 21 operations or regions, per tonne of REE. {_ALLOCATED} From the abstract of a USGS study.",
    )


@fact(
    "rock-per-rare-earths-spread",
    unit="times",
    label="The most rock moved per tonne of rare earths over the least",
    meaning="The upper end of the range over 21 operations or regions in 2018, divided by its lower end.",
)
def _ratio_spread() -> Reading:
    row = _rock(*_RARE_EARTHS_RATIO)
    return Reading(row.high / row.low, (row,))


_declare(
    "rock-per-cobalt",
    (_RATIO, "world, 2018", "cobalt"),
    "central",
    unit="t of rock per t",
    label="Rock moved per tonne of cobalt",
    meaning=f"For the world. {_ALLOCATED}",
)
_declare(
    "rock-per-gold-low",
    (_RATIO, "world, 2018", "gold"),
    "low",
    unit="t of rock per t",
    label="Rock moved per tonne of gold, order of magnitude",
    meaning="Precious metals like gold lie between 100,000 and 1,000,000 t: an order of magnitude. USGS, 2018.",
)
_declare(
    "rock-per-iron",
    (_RATIO, "world, 2018", "iron ore, aluminium"),
    "central",
    unit="t of rock per t",
    label="Rock moved per tonne of iron or aluminium, order of magnitude",
    meaning="An order of magnitude, by USGS, for 2018.",
)
_declare(
    "ore-per-copper-reko-diq",
    ("ore to product", "Reko Diq phase 1 plan", "copper"),
    "central",
    unit="t of ore per t",
    label="Ore per tonne of copper in the Reko Diq plan",
    meaning="45 million t of ore a year for 240,000 t of copper, phase 1 as first planned. Ore only, without waste "
    "rock, so it cannot be set beside a rock-to-metal ratio. Reko Diq holds copper and gold, not rare earths.",
)
_declare(
    "ore-per-antimony-stibnite",
    ("ore to product", "Stibnite (Idaho), reserve", "antimony"),
    "central",
    unit="t of ore per t",
    label="Ore per tonne of antimony held at Stibnite",
    meaning="From a grade of 0.064 %. Antimony is a by-product of gold there, and none of the ore is put down to the "
    "gold: far above a true rock-to-metal ratio.",
)
_PER_REO = ("ore to product", "Nolans 2019 DFS", "total rare-earth oxide")
_declare(
    "ore-per-reo-nolans",
    _PER_REO,
    "central",
    unit="t of ore per t of REO",
    label="Ore per tonne of oxides in the Nolans plan of 2019",
    meaning="1 million t of ore a year at most, for 13,343 t of oxides. Ore only; the losses up to the oxide are in it.",
)


# What the ore holds --------------------------------------------------------------------------------------

_MOUNTAIN_PASS = ("ore grade", "Mountain Pass", "TREO")
_NOLANS = ("ore grade", "Nolans reserve, 2020", "TREO")
_NOLANS_NDPR = ("NdPr share of TREO", "Nolans", "NdPr")

for _column, _end in (("low", "lower"), ("high", "upper")):
    _declare(
        f"ore-grade-mountain-pass-{_column}",
        _MOUNTAIN_PASS,
        _column,
        unit="% REO",
        label=f"Ore grade at Mountain Pass, {_end} end",
        meaning="Rare-earth oxides in the ore, California. Second-hand, from an investors' website.",
    )
_declare(
    "ore-grade-nolans",
    _NOLANS,
    "central",
    unit="% REO",
    digits=1,
    label="Ore grade of the Nolans reserve",
    meaning="Rare-earth oxides in the ore reserve of 2020, Australia. A planned mine, not a running one.",
)
_declare(
    "ndpr-of-oxides-nolans",
    _NOLANS_NDPR,
    "central",
    unit="% of REO",
    digits=1,
    label="NdPr in the oxides of Nolans",
    meaning="Neodymium and praseodymium oxide, as a share of all rare-earth oxides in the ore, by the company.",
)


_NDPR, _DYTB = ("Nd", "Pr"), ("Dy", "Tb")
_MOUNTAIN_PASS_OXIDES = "Mountain Pass, California"


def _declare_share(id: str, deposit: str, symbols: tuple[str, ...], words: str) -> None:
    fact(
        id,
        unit="% of REO",
        digits=1,
        label=f"{''.join(symbols)} in the oxides of {deposit}",
        meaning=f"{words} oxide added up, as a share of all rare-earth oxides, by the USGS Minerals Yearbook of 2022. "
        "It says nothing of how much rare earth the ore holds.",
    )(partial(makeup, deposit, symbols))


_declare_share("ndpr-of-oxides-guangdong", "Southeast Guangdong", _NDPR, "Neodymium and praseodymium")
_declare_share("dytb-of-oxides-xunwu", "Xunwu, Jiangxi", _DYTB, "Dysprosium and terbium")
_declare_share("dytb-of-oxides-longnan", "Longnan, Jiangxi", _DYTB, "Dysprosium and terbium")


def _ndpr_in_ore(grade_pct: float, ndpr_pct: float) -> float:
    """Kilograms of NdPr oxide in a tonne of ore, before any loss."""
    return _KG_PER_T * grade_pct / 100 * ndpr_pct / 100


def _ndpr_mountain_pass(column: str) -> Reading:
    grade, share = _rock(*_MOUNTAIN_PASS), makeup(_MOUNTAIN_PASS_OXIDES, _NDPR)
    return Reading(_ndpr_in_ore(getattr(grade, column), share.value), (grade, *share.rows))


for _column, _end in (("low", "lower"), ("high", "upper")):
    fact(
        f"ndpr-in-ore-mountain-pass-{_column}",
        unit="kg per t",
        digits=1,
        label=f"NdPr oxide in a tonne of ore at Mountain Pass, {_end} end",
        meaning="Ore grade times the NdPr share of the oxides, before any loss. The grade is second-hand.",
    )(partial(_ndpr_mountain_pass, _column))


@fact(
    "ndpr-in-ore-nolans",
    unit="kg per t",
    digits=1,
    label="NdPr oxide in a tonne of ore at Nolans",
    meaning="Grade of the reserve times the NdPr share of the oxides (2.9 % times 26.4 %), before any loss.",
)
def _ndpr_nolans() -> Reading:
    grade, share = _rock(*_NOLANS), _rock(*_NOLANS_NDPR)
    return Reading(_ndpr_in_ore(grade.central, share.central), (grade, share))


def _grade_ratio(column: str) -> Reading:
    rich, poor = _rock(*_MOUNTAIN_PASS), _rock(*_NOLANS)
    return Reading(getattr(rich, column) / poor.central, (rich, poor))


def _ndpr_ratio(column: str) -> Reading:
    rich, poor = _ndpr_mountain_pass(column), _ndpr_nolans()
    return Reading(rich.value / poor.value, (*rich.rows, *poor.rows))


for _column, _end in (("low", "lower"), ("high", "upper")):
    fact(
        f"grade-ratio-mountain-pass-nolans-{_column}",
        unit="times",
        digits=1,
        label=f"Ore grade at Mountain Pass against Nolans, {_end} end",
        meaning="Grade of the ore at Mountain Pass (second-hand) divided by that of the Nolans reserve.",
    )(partial(_grade_ratio, _column))
    fact(
        f"ndpr-ratio-mountain-pass-nolans-{_column}",
        unit="times",
        digits=1,
        label=f"NdPr in a tonne of ore, Mountain Pass against Nolans, {_end} end",
        meaning="NdPr oxide in a tonne of ore at Mountain Pass divided by that at Nolans, before any loss.",
    )(partial(_ndpr_ratio, _column))


# Plants --------------------------------------------------------------------------------------------------


def _project(name: str) -> Row:
    return load("projects").one(name=name)


def _capacity(name: str) -> Reading:
    row = _project(name)
    return Reading(row.capacity, (row,))


_CAPACITIES = {
    "capacity-lynas-malaysia": (
        "Lynas Malaysia (Kuantan)",
        "t NdPr/year",
        "Capacity of the Lynas separation plant in Malaysia",
        "Tonnes of NdPr a year after an upgrade, as reported in January 2024: a capacity, not an output.",
    ),
    "capacity-white-mesa-first": (
        "Energy Fuels White Mesa, phase 1",
        "t NdPr oxide/year",
        "Capacity of the White Mesa separation plant in the United States, first phase",
        "Upper end of 850 to 1,000 t of NdPr oxide a year. Running in campaigns since 2024.",
    ),
    "capacity-eneabba": (
        "Iluka Eneabba refinery, first estimate",
        "t REO/year",
        "Capacity planned for the Eneabba refinery",
        "All rare-earth oxides together, not NdPr alone. Under construction at the last date found.",
    ),
    "capacity-mp-magnets": (
        "MP Materials 10X magnet plant",
        "t magnets/year",
        "Magnets that MP Materials plans to make",
        "Tonnes of magnets a year, the total of the company with its new plant. Start planned for 2028.",
    ),
}
for _id, (_name, _unit, _label, _meaning) in _CAPACITIES.items():
    fact(_id, unit=_unit, label=_label, meaning=_meaning)(partial(_capacity, _name))


@fact(
    "rare-earths-in-planned-mp-magnets",
    unit="t/year",
    label="Rare-earth metal in the magnets that MP Materials plans to make",
    meaning="Planned magnets (10,000 t a year) times the rare-earth content of a magnet (30 %). A sum for scale.",
)
def _metal_in_planned_magnets() -> Reading:
    plant, magnet = _project("MP Materials 10X magnet plant"), _part(*_MAGNET)
    return Reading(plant.capacity * magnet.central / 100, (plant, magnet))


@fact(
    "eneabba-cost-rise-most",
    unit="%",
    label="Rise of the cost estimated for the Eneabba refinery, at most",
    meaning="From the lower end of the first estimate (AUD 1.0 billion, 2022) to the upper end of the revised one "
    "(AUD 1.8 billion, 2024).",
)
def _eneabba_rise() -> Reading:
    first = _project("Iluka Eneabba refinery, first estimate")
    revised = _project("Iluka Eneabba refinery, revised estimate")
    low, _ = _range_after("AUD", first.capex_original, "billion")
    _, high = _range_after("AUD", revised.capex_original, "billion")
    return Reading(100 * (high / low - 1), (first, revised))


@fact(
    "kalgoorlie-cost-rise",
    unit="%",
    label="Rise of the cost of the Lynas plant at Kalgoorlie",
    meaning="From the first estimate in the press (AUD 575 million) to the cost at its opening (AUD 800 million, 2024).",
)
def _kalgoorlie_rise() -> Reading:
    row = _project("Lynas Kalgoorlie")
    final, first = (_number_in(rf"{words}AUD (\d+) million", row.capex_original) for words in ("^", "press "))
    return Reading(100 * (final / first - 1), (row,))


@fact(
    "seadrift-public-money",
    unit="USD",
    label="US government money allocated to the Lynas plant at Seadrift",
    meaning="Allocated, not spent: the company's report of August 2026, read second-hand, says the plant will no "
    "longer proceed.",
)
def _seadrift() -> Reading:
    row = _project("Lynas Seadrift (Texas)")
    return Reading(1e6 * _number_in(r"USD (\d+) million", row.capex_original), (row,))


# What is left over ---------------------------------------------------------------------------------------

_THIRD_HAND = (
    "Per tonne of rare earths at Bayan Obo. Third-hand: an encyclopaedia credits the Chinese Society of Rare Earths; "
    "often repeated, never traced to data."
)
_PER_TONNE = "Bayan Obo, per tonne of rare earth"
_WASTE = {
    "waste-water-bayan-obo": ("acidic waste water", "central", "m³ per t", "Acidic waste water"),
    "waste-gas-bayan-obo-low": ("waste gas", "low", "m³ per t", "Waste gas, lower end"),
    "waste-gas-bayan-obo-high": ("waste gas", "high", "m³ per t", "Waste gas, upper end"),
    "waste-residue-bayan-obo": (
        "radioactive waste residue",
        "central",
        "t per t",
        "Radioactive waste residue",
    ),
}
for _id, (_material, _column, _unit, _label) in _WASTE.items():
    _declare(
        _id,
        ("environment", _PER_TONNE, _material),
        _column,
        unit=_unit,
        label=f"{_label} per tonne of rare earths, Bayan Obo",
        meaning=_THIRD_HAND,
    )

_NEWS_2012 = "From news reports of 2012 on the tailings pond at Baotou, China; nothing newer was found."
_declare(
    "farmland-baotou",
    ("environment", "Baotou tailings pond", "farmland"),
    "central",
    unit="ha",
    label="Farmland reported affected at Baotou",
    meaning=f"More than 60,000 mu, in at least seven villages. {_NEWS_2012}",
)


@fact(
    "tailings-baotou",
    unit="t",
    label="Tailings in the pond at Baotou",
    meaning=f"A stock, over 11 square kilometres. {_NEWS_2012}",
)
def _tailings() -> Reading:
    row = _rock("environment", "Baotou tailings pond", "tailings")
    return Reading(1e6 * row.central, (row,))


_ACTIVITY = (
    "radioactivity",
    "rare-earth mining wastes (monazite, xenotime, bastnaesite)",
    "all natural radionuclides",
)


def _activity(column: str) -> Reading:
    row = _rock(*_ACTIVITY)
    return Reading(_BQ_PER_KG * getattr(row, column), (row,))


for _column, _end in (("low", "lower"), ("high", "upper")):
    fact(
        f"radioactivity-ree-waste-{_column}",
        unit="Bq/kg",
        label=f"Radioactivity of rare-earth mining wastes, {_end} end",
        meaning="All natural radionuclides, by an undated page of the US environment agency (EPA), turned from "
        "picocuries a gram. One range for wastes of monazite, xenotime and bastnaesite.",
    )(partial(_activity, _column))


@fact(
    "radioactivity-ree-waste-spread",
    unit="times",
    label="The most radioactive rare-earth mining waste over the least",
    meaning="The upper end of the EPA's range divided by its lower end.",
)
def _activity_spread() -> Reading:
    row = _rock(*_ACTIVITY)
    return Reading(row.high / row.low, (row,))


_declare(
    "thorium-oxide-monazite",
    ("radioactivity", "monazite, Indian deposits", "thorium oxide"),
    "central",
    unit="%",
    label="Thorium oxide in monazite of Indian deposits",
    meaning="From a teaching page that names no reference: an order of magnitude. For bastnaesite no value was found.",
)


# From a car back to the rock -----------------------------------------------------------------------------

_CAR_MAGNET = ("electric car", "NdFeB magnet")
_CHAIN = (
    "An exercise along one chain: metal-making loss of 20 %, NdPr share and ore per tonne of oxides of the Nolans "
    "plan. Assumed: all rare earths of the magnet are NdPr, oxygen is apart from the loss, magnet making loses "
    "nothing, NdPr is recovered like the rest."
)


def _magnet_metal() -> Reading:
    """Kilograms of rare-earth metal in one kilogram of magnet."""
    magnet = _part(*_MAGNET)
    return Reading(magnet.central / 100, (magnet,))


def _metal_before_loss() -> Reading:
    """Kilograms of rare-earth metal that has to go into metal making, bound as oxide, for one kilogram of magnet."""
    metal, loss = _magnet_metal(), _part(*_OXIDE_TO_METAL)
    return Reading(metal.value / (1 - loss.central / 100), (*metal.rows, loss))


def _magnet_oxide() -> Reading:
    """The same counted as oxide."""
    metal = _metal_before_loss()
    return Reading(metal.value * OXIDE_PER_METAL, metal.rows)


def _all_oxides() -> Reading:
    """Kilograms of all rare-earth oxides that are separated to get it, at the NdPr share of Nolans."""
    oxide, share = _magnet_oxide(), _rock(*_NOLANS_NDPR)
    return Reading(oxide.value / (share.central / 100), (*oxide.rows, share))


def _ore_of_magnet() -> Reading:
    """Kilograms of ore for one kilogram of magnet."""
    oxides, ore = _all_oxides(), _rock(*_PER_REO)
    return Reading(oxides.value * ore.central, (*oxides.rows, ore))


@fact(
    "oxide-of-a-kilogram-of-neodymium",
    unit="kg",
    digits=2,
    label="Oxide that holds a kilogram of neodymium",
    meaning="Neodymium and the oxygen bound to it (Nd2O3), by the masses of the atoms. The book uses it for NdPr too.",
)
def _oxide_of_metal() -> Reading:
    return Reading(OXIDE_PER_METAL, (load("elements").one(symbol="Nd"),))


_EXERCISE = {
    "exercise-metal-per-magnet": (_magnet_metal, 1, "Rare-earth metal in a kilogram of magnet"),
    "exercise-metal-before-loss": (
        _metal_before_loss,
        3,
        "Rare-earth metal for a kilogram of magnet, before metal making",
    ),
    "exercise-oxide-per-magnet": (_magnet_oxide, 2, "NdPr oxide for a kilogram of magnet"),
    "exercise-reo-per-magnet": (_all_oxides, 1, "All rare-earth oxides for a kilogram of magnet"),
    "exercise-ore-per-magnet": (_ore_of_magnet, 0, "Ore for a kilogram of magnet"),
}
for _id, (_read, _digits, _label) in _EXERCISE.items():
    fact(_id, unit="kg", digits=_digits, label=_label, meaning=_CHAIN)(_read)


@fact(
    "exercise-ore-per-car",
    unit="kg",
    label="Ore for the magnets of an electric car, upper end",
    meaning=f"Two kilograms of magnets. {_CHAIN}",
)
def _ore_of_car() -> Reading:
    ore, car = _ore_of_magnet(), _part(*_CAR_MAGNET)
    return Reading(ore.value * car.high, (*ore.rows, car))
