"""The elements: how common each is, whose line divides light from heavy, and what one ore holds of each."""

from collections.abc import Callable, Iterable
from functools import partial

from explainer import story
from explainer.data import Row, load
from explainer.facts.register import Reading, fact

# The pair that the partners named for the first load, and the pair that most ores hold most of.
MAGNET_PAIR = ("Nd", "Pr")
COMMONEST_PAIR = ("La", "Ce")

_CRC = (
    "A value of the CRC Handbook, as a software package passes it on; other compilations differ by tens "
    "of per cent."
)
_RATIO = "One value of the CRC Handbook over another; other compilations differ by tens of per cent."
_MAKEUP = (
    "Of all rare-earth oxides in the ore, by mass, as the USGS Minerals Yearbook 2022 lists the deposit. Not a grade: "
    "it does not say how much of the rock is rare earths."
)


# The family ----------------------------------------------------------------------------------------------


@fact(
    "rare-earth-elements",
    unit="",
    label="Elements called rare earths",
    meaning="Scandium, yttrium and the lanthanides: the rows of the table of elements.",
)
def rare_earth_elements() -> Reading:
    rows = tuple(load("elements"))
    return Reading(len(rows), rows)


def _grouped(convention: str, group: str) -> Reading:
    """How many rare earths a convention ("usgs" or "eu") puts into a group ("light" or "heavy")."""
    rows = load("elements").where(**{f"group_{convention}": group})
    # The rows name the source of their abundances; who draws which line stands with the glossary's term.
    line = next(term for term in story.glossary() if term.id == "light-and-heavy-rare-earths")
    return Reading(len(rows), (*rows, line))


for _convention, _body, _line in (
    ("usgs", "US Geological Survey (USGS)", "between gadolinium and terbium"),
    ("eu", "European Union (EU)", "between samarium and europium"),
):
    for _group in ("light", "heavy"):
        fact(
            f"rare-earths-{_group}-{_convention}",
            unit="",
            label=f"{_group.capitalize()} rare earths as the {_body} counts",
            meaning=f"The line runs {_line}; yttrium counts as heavy, and scandium is in neither group.",
        )(partial(_grouped, _convention, _group))


# How common they are -------------------------------------------------------------------------------------


def element(symbol: str) -> Row:
    """The row of an element: a rare earth, or one of those they are compared with.

    Raises
    ------
    ValueError
        If neither table of elements has the symbol.
    """
    rare_earths = load("elements").where(symbol=symbol)
    return rare_earths[0] if rare_earths else load("other_elements").one(symbol=symbol)


def _abundance(symbol: str) -> Reading:
    row = element(symbol)
    return Reading(row.crustal_abundance_ppm, (row,))


def _against(symbol: str, other: str) -> Reading:
    rows = (element(symbol), element(other))
    return Reading(rows[0].crustal_abundance_ppm / rows[1].crustal_abundance_ppm, rows)


for _symbol, _name, _digits in (
    ("Ce", "cerium", 1),
    ("Cu", "copper", 0),
    ("Nd", "neodymium", 1),
    ("Tm", "thulium", 2),
    ("Sb", "antimony", 1),
    ("Au", "gold", 3),
):
    fact(
        f"crust-{_name}",
        unit="ppm",
        digits=_digits,
        label=f"{_name.capitalize()} in the earth's crust",
        meaning=f"Parts per million by mass, that is grams in a tonne of average rock. {_CRC}",
    )(partial(_abundance, _symbol))

for _symbol, _name, _other, _other_name, _digits in (
    ("Ce", "cerium", "Cu", "copper", 2),
    ("Nd", "neodymium", "Au", "gold", 0),
    ("Tm", "thulium", "Au", "gold", 0),
    ("Tm", "thulium", "Sb", "antimony", 1),
):
    fact(
        f"crust-{_name}-against-{_other_name}",
        unit="times",
        digits=_digits,
        label=f"{_name.capitalize()} against {_other_name} in the earth's crust",
        meaning=f"How many times as common {_name} is, by mass. {_RATIO}",
    )(partial(_against, _symbol, _other))


@fact(
    "rare-earths-above-antimony",
    unit="",
    label="Rare earths that are more common in the earth's crust than antimony",
    meaning="All but promethium, which has no stable form: nature holds next to none of it. Values of the CRC Handbook.",
)
def rare_earths_above_antimony() -> Reading:
    antimony = element("Sb")
    rows = [row for row in load("elements") if row.crustal_abundance_ppm is not None]
    above = [row for row in rows if row.crustal_abundance_ppm > antimony.crustal_abundance_ppm]
    return Reading(len(above), (*above, antimony))


# What one ore holds --------------------------------------------------------------------------------------


def heavy(convention: str = "usgs") -> tuple[str, ...]:
    """The symbols that a convention ("usgs" or "eu") counts as heavy, by atomic number, yttrium first."""
    return tuple(row.symbol for row in load("elements").where(**{f"group_{convention}": "heavy"}))


def makeup(deposit: str, symbols: Iterable[str] | None = None) -> Reading:
    """What share of a deposit's rare-earth oxides these elements are, in per cent; all listed if none given.

    An element that the source does not give ("NA") adds nothing; an upper bound ("<") counts in full.
    """
    rows = load("ree_deposit_composition").where(deposit=deposit)
    wanted = None if symbols is None else set(symbols)
    listed = [
        row for row in rows if row.share_of_treo_pct is not None and (wanted is None or row.element in wanted)
    ]
    return Reading(sum(row.share_of_treo_pct for row in listed), tuple(listed))


def _makeup_of_heavy(deposit: str, convention: str) -> Reading:
    return makeup(deposit, heavy(convention))


def _declare_makeup(part: str, slug: str, what: str, read: Callable[[], Reading], note: str = "") -> None:
    fact(
        f"makeup-{part}-{slug}",
        unit="%",
        digits=1,
        label=what,
        meaning=f"{_MAKEUP} {note}".strip(),
    )(read)


_BAYAN_OBO = "Bayan Obo, Inner Mongolia"
_MOUNTAIN_PASS = "Mountain Pass, California"
_MOUNT_WELD = "Mount Weld (Central Lanthanide)"
_NANGANG = "Nangang, Guangdong"
_XUNWU = "Xunwu, Jiangxi"
_LONGNAN = "Longnan, Jiangxi"

for _slug, _deposit in (
    ("bayan-obo", _BAYAN_OBO),
    ("mountain-pass", _MOUNTAIN_PASS),
    ("mount-weld", _MOUNT_WELD),
    ("xunwu", _XUNWU),
):
    _declare_makeup(
        "ndpr",
        _slug,
        f"Neodymium and praseodymium in the rare earths of {_deposit}",
        partial(makeup, _deposit, MAGNET_PAIR),
    )
for _slug, _deposit in (("bayan-obo", _BAYAN_OBO), ("mount-weld", _MOUNT_WELD)):
    _declare_makeup(
        "lace",
        _slug,
        f"Lanthanum and cerium in the rare earths of {_deposit}",
        partial(makeup, _deposit, COMMONEST_PAIR),
    )
for _slug, _deposit, _note in (
    ("nangang", _NANGANG, "The highest of the bastnaesite and monazite deposits listed."),
    ("xunwu", _XUNWU, ""),
    ("longnan", _LONGNAN, ""),
):
    _declare_makeup(
        "heavy",
        _slug,
        f"Heavy rare earths in those of {_deposit}, by the line of USGS",
        partial(_makeup_of_heavy, _deposit, "usgs"),
        f"Yttrium and the elements from terbium on. {_note}",
    )
_declare_makeup(
    "heavy-eu",
    "xunwu",
    f"Heavy rare earths in those of {_XUNWU}, by the line of the EU",
    partial(_makeup_of_heavy, _XUNWU, "eu"),
    "Yttrium and the elements from europium on.",
)
for _symbol, _name in (("Eu", "europium"), ("Gd", "gadolinium")):
    fact(
        f"makeup-{_name}-xunwu",
        unit="%",
        digits=2,
        label=f"{_name.capitalize()} in the rare earths of {_XUNWU}",
        meaning=_MAKEUP,
    )(partial(makeup, _XUNWU, (_symbol,)))
_declare_makeup(
    "sum",
    "xunwu",
    f"All rare earths listed for {_XUNWU}, added up",
    partial(makeup, _XUNWU),
    "The shares of a deposit need not add up to 100.",
)


@fact(
    "oxide-for-a-kilogram-of-ndpr-mountain-pass",
    unit="kg",
    digits=1,
    label=f"Rare-earth oxides of {_MOUNTAIN_PASS} that hold a kilogram of neodymium and praseodymium oxide",
    meaning="A hundred divided by the share of the pair. Nothing is lost in this sum; a real plant loses some.",
)
def oxide_for_a_kilogram() -> Reading:
    pair = makeup(_MOUNTAIN_PASS, MAGNET_PAIR)
    return Reading(100 / pair.value, pair.rows)


# Ore against average rock --------------------------------------------------------------------------------

_PPM_PER_PCT = 10_000  # parts in a million, in one part in a hundred


def _grade_row(item: str, material: str) -> Row:
    return load("rock_to_metal").one(topic="ore grade", item=item, material=material)


def _reko_diq() -> Row:
    return _grade_row("Reko Diq (2010 resource)", "copper")


def _qila_abdullah() -> tuple[Row, story.Deposit]:
    """The row of the grade, which names no source of its own, and the deposit, which does."""
    row = _grade_row("Qila Abdullah (Balochistan), 1974 estimate", "antimony")
    return row, next(deposit for deposit in story.deposits() if deposit.id == "qila-abdullah")


@fact(
    "ore-grade-copper-reko-diq-2010",
    unit="%",
    digits=2,
    label="Copper in the ore of Reko Diq, resource of 2010",
    meaning="The part then called measured and indicated; the inferred part has less. Copper and gold, not rare earths.",
)
def reko_diq_grade() -> Reading:
    row = _reko_diq()
    return Reading(row.central, (row,))


@fact(
    "ore-over-crust-copper-reko-diq",
    unit="times",
    label="Copper in the ore of Reko Diq against the average rock of the crust",
    meaning="The grade of the resource of 2010 over the abundance of copper in the crust. An exercise.",
)
def reko_diq_over_crust() -> Reading:
    rows = (_reko_diq(), element("Cu"))
    return Reading(rows[0].central * _PPM_PER_PCT / rows[1].crustal_abundance_ppm, rows)


def _qila_over_crust(bound: str) -> Reading:
    """`bound` is "low" or "high"."""
    row, deposit = _qila_abdullah()
    antimony = element("Sb")
    value = getattr(row, bound) * _PPM_PER_PCT / antimony.crustal_abundance_ppm
    return Reading(value, (deposit, antimony))


for _bound in ("low", "high"):
    fact(
        f"ore-over-crust-antimony-qila-abdullah-{_bound}",
        unit="times",
        label=f"Antimony in the ore near Qila Abdullah against the average rock of the crust, {_bound} end",
        meaning="The grade of an estimate of 1974, printed in a provincial profile, over the abundance of antimony in "
        "the crust. A small deposit; an exercise.",
    )(partial(_qila_over_crust, _bound))
