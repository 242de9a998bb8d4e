"""The figures of chapter 2: how common each element is, where it stands, and what one ore holds.

Rare earths have one look in all of them: light ones pale with an outline, heavy ones filled, and those that
a convention leaves out of both groups empty. A thick frame is about the load of October 2025 or its pair.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, TEXT_PT, text_width
from explainer.charts.style import (
    INK,
    LINE,
    MUTED,
    PAPER,
    WIDTH_PT,
    colour,
    in_points,
    new_canvas,
    new_figure,
    style,
)
from explainer.data import Row, load
from explainer.errors import did_you_mean
from explainer.facts.elements import COMMONEST_PAIR, MAGNET_PAIR, heavy, makeup

# Which elements the load held is the partners' word; their release is quoted here.
_RELEASE_IDS = ("arabnews-2025-10-05-shipment",)
_NEXT_TO_NONE = "next to none: no stable form"

_BASELINE_PT = 0.36 * TEXT_PT  # from the middle of a line of words down to where they stand


def _joined(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- how common the elements are -----------------------------------------------------------------------

# Beside the rare earths, unless told otherwise: two metals of the load, and the one all think of as scarce.
_COMPARED = ("Cu", "Sb", "Au")
_METAL_COLOURS = MappingProxyType({"Cu": "copper_metal", "Sb": "antimony", "Au": "gold"})


def abundance(*, elements: str | Collection[str] | None = None) -> Chart:
    """How much of each element the average rock of the earth's crust holds, on a log scale.

    Parameters
    ----------
    elements : symbols or English names, such as ("Nd", "Pb", "silver"); all rare earths with copper,
        antimony and gold if not given. Lead, silver and platinum are there to compare with, too.

    Raises
    ------
    ValueError
        If an element is not in the tables, or none of the elements has a number.
    """
    rows = _by_abundance(_chosen_elements(elements))
    with style():
        figure = _draw_abundance(rows)
    return Chart(
        id="-".join(["abundance", *([] if elements is None else (row.symbol.lower() for row in rows))]),
        title=_abundance_title(rows),
        subtitle=(
            "Parts per million (ppm) by mass, that is grams in a tonne of average rock; log scale: each line "
            "is tenfold the one before. Bold names: listed by the partners for the first load."
        ),
        alt=describe_abundance(rows),
        table=ChartTable(
            columns=("Element", "Symbol", "In the earth's crust (ppm)", "Rare earth", "Listed for the load"),
            rows=tuple(
                (row.name, row.symbol, _ppm_cell(row), _is_rare_earth(row), row.in_shipment) for row in rows
            ),
        ),
        source_ids=(*cited_by(rows), *_RELEASE_IDS),
        figure=figure,
        note=(
            "Values of the CRC Handbook, as a software package passes them on. Other compilations differ by "
            "tens of per cent, so that neighbours may change places. Average rock is not ore."
        ),
    )


def describe_abundance(rows: Sequence[Row]) -> str:
    """Alt text from the rows that are drawn, most common first."""
    listed = "; ".join(f"{row.name.lower()} {_ppm(row)}" for row in rows)
    return (
        f"Dot plot on a log scale: parts per million in the earth's crust, {len(rows)} "
        f"{'element' if len(rows) == 1 else 'elements'}, most common first. {_capital(listed)}. "
        f"{_abundance_title(rows)}."
    )


@cache
def _elements() -> Mapping[str, Row]:
    """Every element of the two tables, by symbol."""
    return MappingProxyType({row.symbol: row for row in (*load("elements"), *load("other_elements"))})


def _is_rare_earth(row: Row) -> bool:
    return row.table == "elements"


def _chosen_elements(symbols: str | Collection[str] | None) -> tuple[Row, ...]:
    known = _elements()
    if symbols is None:
        return tuple(row for row in known.values() if _is_rare_earth(row) or row.symbol in _COMPARED)
    names = (symbols,) if isinstance(symbols, str) else symbols
    rows = tuple(dict.fromkeys(_element_called(name) for name in names))
    if not _with_number(rows):
        msg = f"no element with a number among those chosen; choose from {', '.join(known)}, not Pm alone"
        raise ValueError(msg)
    return rows


def _element_called(name: str) -> Row:
    """The element with this symbol or English name, however it is capitalised."""
    known = _elements()
    called = {word.lower(): row for row in known.values() for word in (row.symbol, row.name)}
    if name.lower() not in called:
        msg = f'no element "{name}"{did_you_mean(name.lower(), called)}; choose from {", ".join(known)}'
        raise ValueError(msg)
    return called[name.lower()]


def _with_number(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.crustal_abundance_ppm is not None]


def _by_abundance(rows: Sequence[Row]) -> tuple[Row, ...]:
    numbered = sorted(_with_number(rows), key=lambda row: -row.crustal_abundance_ppm)
    return (*numbered, *(row for row in rows if row.crustal_abundance_ppm is None))


def _ppm(row: Row) -> str:
    return _NEXT_TO_NONE if row.crustal_abundance_ppm is None else f"{row.crustal_abundance_ppm:g}"


def _ppm_cell(row: Row) -> float | str:
    """Promethium is no gap in what is known: there is next to none."""
    return _NEXT_TO_NONE if row.crustal_abundance_ppm is None else row.crustal_abundance_ppm


def _abundance_title(rows: Sequence[Row]) -> str:
    numbered = _with_number(rows)
    rare = [row for row in rows if _is_rare_earth(row)]
    scarcer = [row.name.lower() for row in _scarcer_than_all(numbered)]
    if len(rare) == len(load("elements")) and scarcer:
        without = [row.name.lower() for row in rare if row.crustal_abundance_ppm is None]
        but = f" but {_joined(without)}" if without else ""
        return f"Every rare earth{but} is more common in the earth's crust than {_joined(scarcer)}"
    if len(numbered) == 1:
        return f"The earth's crust holds {_ppm(numbered[0])} parts per million of {numbered[0].name.lower()}"
    first, last = numbered[0].name, numbered[-1].name.lower()
    return f"{first} is the most common in the earth's crust of those drawn, {last} the scarcest"


def _scarcer_than_all(numbered: Sequence[Row]) -> list[Row]:
    """The other metals that every rare earth with a number exceeds."""
    rare = [row.crustal_abundance_ppm for row in numbered if _is_rare_earth(row)]
    others = (row for row in numbered if not _is_rare_earth(row))
    return [row for row in others if rare and row.crustal_abundance_ppm < min(rare)]


_ROW_PT = 20.0
_NAMES_PT = 112.0
_HEAD_PT = 66.0  # the key, the name of the axis and its numbers


def _draw_abundance(rows: Sequence[Row]) -> Figure:
    figure, axes = new_figure(
        (len(rows) * _ROW_PT + _HEAD_PT + 4) / 72, left=_NAMES_PT, right=10, top=_HEAD_PT, bottom=4
    )
    _set_log_axis(axes, rows)
    for place, row in enumerate(rows):
        weight = "bold" if row.in_shipment else "normal"
        _name_row(axes, place, row.name, weight)
        if row.crustal_abundance_ppm is None:
            _write_next_to_none(axes, place)
        else:
            _draw_dot(axes, row, place, weight)
    _abundance_key(figure)
    return figure


def _set_log_axis(axes: Axes, rows: Sequence[Row]) -> None:
    """Whole powers of ten, one line each, numbered along the top; rows run down."""
    values = [row.crustal_abundance_ppm for row in _with_number(rows)]
    powers = [10.0**n for n in range(-3, 4)]
    low = max(power for power in powers if power <= min(values))
    high = min(power for power in powers if power > max(values))
    axes.set_xscale("log")
    # Room at the right for the number beside the last dot.
    axes.set(xlim=(low, high * (high / low) ** 0.12), ylim=(len(rows) - 0.5, -0.5))
    axes.grid(False, axis="y")
    axes.grid(True, axis="x")
    axes.xaxis.set_major_locator(FixedLocator([power for power in powers if low <= power <= high]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("ppm, log scale", labelpad=6)
    axes.spines["bottom"].set_visible(False)
    axes.set_yticks([])


def _name_row(axes: Axes, place: int, name: str, weight: str) -> None:
    axes.annotate(
        name,
        (0, place),
        xycoords=("axes fraction", "data"),
        xytext=(-8, 0),
        textcoords="offset points",
        ha="right",
        va="center_baseline",
        fontweight=weight,
        annotation_clip=False,
    )


def _write_next_to_none(axes: Axes, place: int) -> None:
    """Words where a mark would stand, on paper, so that no line runs through them."""
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    look = {"color": MUTED, "va": "center_baseline", "bbox": paper}
    axes.annotate(_NEXT_TO_NONE, (axes.get_xlim()[0], place), (4, 0), textcoords="offset points", **look)


def _dot_look(row: Row) -> dict[str, Any]:
    """A circle for a rare earth, a diamond for any other metal."""
    name = "rare_earths" if _is_rare_earth(row) else _METAL_COLOURS.get(row.symbol, "others")
    return {"marker": "o" if _is_rare_earth(row) else "D", "color": colour(name)}


def _draw_dot(axes: Axes, row: Row, place: int, weight: str) -> None:
    size = 9 if _is_rare_earth(row) else 8.5
    axes.plot(
        [row.crustal_abundance_ppm],
        [place],
        linestyle="none",
        markersize=size,
        markeredgewidth=0,
        **_dot_look(row),
    )
    axes.annotate(
        _ppm(row),
        (row.crustal_abundance_ppm, place),
        xytext=(8, 0),
        textcoords="offset points",
        va="center_baseline",
        fontweight=weight,
    )


def _abundance_key(figure: Figure) -> None:
    """What circle and diamond stand for, in one row along the top."""
    points, middle = in_points(figure), figure.get_figheight() * 72 - 12
    for x, marker, shade, words in (
        (10, "o", "rare_earths", "rare earth"),
        (98, "D", "others", "other metal"),
    ):
        look = {"marker": marker, "color": colour(shade), "markersize": 9, "markeredgewidth": 0}
        figure.add_artist(Line2D([x], [middle], linestyle="none", transform=points, **look))
        figure.text(x + 10, middle, words, transform=points, va="center_baseline", color=MUTED)


# --- where they stand ----------------------------------------------------------------------------------


class Convention(NamedTuple):
    """Somebody's way of grouping the rare earths."""

    body: str
    short: str
    column: str
    source_ids: tuple[str, ...]


CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {
        "usgs": Convention("the US Geological Survey (USGS)", "USGS", "group_usgs", ("usgs_mcs2026",)),
        "eu": Convention("the European Union (EU)", "the EU", "group_eu", ("eu_crm_lists",)),
    }
)
GROUPS = ("light", "heavy", "not grouped")
_GROUP_WORDS = {"light": "light", "heavy": "heavy", "not grouped": "in neither group"}


def periodic(*, group: str = "usgs") -> Chart:
    """The rare earths in their places in the periodic table, by group, with the metals of the load framed.

    Parameters
    ----------
    group : whose line divides light from heavy: "usgs" or "eu".

    Raises
    ------
    ValueError
        If nobody of that name draws a line.
    """
    if group not in CONVENTIONS:
        msg = f'no convention "{group}"{did_you_mean(group, CONVENTIONS)}; group is one of {", ".join(CONVENTIONS)}'
        raise ValueError(msg)
    convention = CONVENTIONS[group]
    with style():
        figure = _draw_periodic(convention)
    return Chart(
        id=f"periodic-{group}",
        title=_periodic_title(convention),
        subtitle=f"{_periodic_counts(convention)}. A cut-out of the periodic table, with six other metals.",
        alt=describe_periodic(convention),
        table=_periodic_table(),
        source_ids=(*cited_by(_elements().values()), *_both_sources(), *_RELEASE_IDS),
        figure=figure,
        note=(
            "Each row of cells follows the atomic number; the row below is the lanthanides, which belong in the "
            "slot with the star. Yttrium is light by mass, yet both bodies count it as heavy. That a metal "
            "was in the load is the partners' word; no test was published."
        ),
    )


def describe_periodic(convention: Convention) -> str:
    """Alt text from the rows that are drawn."""
    groups = (
        f"{_capital(_GROUP_WORDS[name])}: {_joined([row.name.lower() for row in _of_group(convention, name)])}."
        for name in GROUPS
    )
    last, first = _dividing_pair(convention)
    return (
        f"Cut-out of the periodic table. {_periodic_counts(convention)}. {' '.join(groups)} "
        f"Among the lanthanides the line runs between {last.name.lower()} and {first.name.lower()}. "
        f"Framed, because the partners listed them for the first load: {_joined(_listed(True))}, which are rare "
        f"earths, and {_joined(_listed(False))}, which are not. {_periodic_title(convention)}."
    )


def _of_group(convention: Convention, group: str) -> Sequence[Row]:
    return load("elements").where(**{convention.column: group})


def _both_sources() -> tuple[str, ...]:
    return tuple(id for convention in CONVENTIONS.values() for id in convention.source_ids)


def _listed(rare_earth: bool) -> list[str]:
    """Names of the metals of the load that are rare earths, or that are not."""
    return [
        row.name.lower()
        for row in _elements().values()
        if row.in_shipment and _is_rare_earth(row) is rare_earth
    ]


def _periodic_counts(convention: Convention) -> str:
    counts = Counter(getattr(row, convention.column) for row in load("elements"))
    parts = [f"{counts[name]} {_GROUP_WORDS[name]}" for name in GROUPS if counts[name]]
    return f"{counts.total()} rare earths as {convention.body} groups them: {_joined(parts)}"


def _periodic_title(convention: Convention) -> str:
    listed = [row for row in load("elements") if row.in_shipment]
    groups = dict.fromkeys(_GROUP_WORDS[getattr(row, convention.column)] for row in listed)
    numbers = [row.atomic_number for row in listed]
    place = "sit side by side" if numbers == list(range(numbers[0], numbers[0] + len(listed))) else "sit"
    return (
        f"{_capital(_joined(_listed(True)))} {place} among the {_joined(list(groups))} rare earths; "
        f"{_joined(_listed(False))} are not in the family"
    )


def _periodic_table() -> ChartTable:
    def group(row: Row, convention: Convention) -> str:
        return _GROUP_WORDS[getattr(row, convention.column)] if _is_rare_earth(row) else "not a rare earth"

    usgs, eu = CONVENTIONS["usgs"], CONVENTIONS["eu"]
    return ChartTable(
        columns=("Element", "Symbol", "Atomic number", "Group, USGS", "Group, EU", "Listed for the load"),
        rows=tuple(
            (row.name, row.symbol, row.atomic_number, group(row, usgs), group(row, eu), row.in_shipment)
            for row in _elements().values()
        ),
    )


class Place(NamedTuple):
    """A place in the periodic table: period (row) and group (column), both counted from 1."""

    period: int
    group: int


_LANTHANIDES = range(57, 72)
# For each period, what to take from an atomic number to get the group; after the lanthanides, more.
_BEFORE = {4: 18, 5: 36, 6: 54}
_LANTHANIDE_SLOT = Place(6, 3)


def place_of(atomic_number: int) -> Place:
    """Where an element of periods 4 to 6 stands; all lanthanides stand in one slot.

    >>> place_of(29), place_of(60), place_of(79)
    (Place(period=4, group=11), Place(period=6, group=3), Place(period=6, group=11))

    Raises
    ------
    ValueError
        If the element is in another period.
    """
    if atomic_number in _LANTHANIDES:
        return _LANTHANIDE_SLOT
    for period, before in _BEFORE.items():
        past = 14 if atomic_number > _LANTHANIDES[-1] else 0
        if 1 <= (column := atomic_number - before - past) <= 18:
            return Place(period, column)
    msg = f"atomic number {atomic_number} is not in periods 4 to 6; the figure shows no other"
    raise ValueError(msg)


# The cut-out, in points from the upper left corner of the figure.
_FIRST_GROUP, _LAST_GROUP = 3, 15
_CELL_PT = 24.0
_CUTOUT_LEFT = (WIDTH_PT - (_LAST_GROUP - _FIRST_GROUP + 1) * _CELL_PT) / 2
_CUTOUT_TOP = 2 * LINE_PT + 16
_LANTHANIDE_PT = 21.4
_LANTHANIDE_LEFT = (WIDTH_PT - len(_LANTHANIDES) * _LANTHANIDE_PT) / 2
_LANTHANIDE_TOP = _CUTOUT_TOP + 3 * _CELL_PT + 26
_LANTHANIDE_HEIGHT = 40.0
_PERIODIC_HEIGHT = _LANTHANIDE_TOP + _LANTHANIDE_HEIGHT + 34


class _Box(NamedTuple):
    """A rectangle on the canvas: left and top edge, width and height in points."""

    x: float
    y: float
    width: float
    height: float


def _cell(place: Place) -> _Box:
    x = _CUTOUT_LEFT + (place.group - _FIRST_GROUP) * _CELL_PT
    return _Box(x, _CUTOUT_TOP + (place.period - 4) * _CELL_PT, _CELL_PT, _CELL_PT)


def _lanthanide_cell(atomic_number: int) -> _Box:
    x = _LANTHANIDE_LEFT + (atomic_number - _LANTHANIDES[0]) * _LANTHANIDE_PT
    return _Box(x, _LANTHANIDE_TOP, _LANTHANIDE_PT, _LANTHANIDE_HEIGHT)


def group_look(group: str) -> dict[str, Any]:
    """The look of a group of rare earths, as keywords for a patch: pale, filled or empty, all outlined."""
    faces = {"light": colour("accent-soft"), "heavy": colour("rare_earths"), "not grouped": PAPER}
    return {"facecolor": faces[group], "edgecolor": colour("rare_earths"), "linewidth": 0.9}


def _draw_periodic(convention: Convention) -> Figure:
    figure, axes = new_canvas(_PERIODIC_HEIGHT)
    _periodic_key(axes)
    for period in _BEFORE:
        for group in range(_FIRST_GROUP, _LAST_GROUP + 1):
            _box(axes, _cell(Place(period, group)), facecolor="none", edgecolor=LINE, linewidth=0.7)
    _draw_slot(axes)
    for row in _elements().values():
        _draw_element(axes, row, convention)
    _draw_line(axes, convention)
    return figure


def _box(axes: Axes, box: _Box, **look: Any) -> None:
    axes.add_patch(Rectangle((box.x, box.y), box.width, box.height, **look))


def _write(axes: Axes, x: float, middle: float, text: str, *, shade: str = INK, **look: Any) -> None:
    """One line of words, its middle `middle` points below the top."""
    axes.text(x, middle + _BASELINE_PT, text, color=shade, va="baseline", **look)


def _draw_slot(axes: Axes) -> None:
    """The place of the lanthanides, and the lines that lead to their row."""
    slot, row = _cell(_LANTHANIDE_SLOT), _lanthanide_cell(_LANTHANIDES[0])
    right = row.x + len(_LANTHANIDES) * row.width
    bottom = slot.y + slot.height
    for start, end in ((slot.x, row.x), (slot.x + slot.width, right)):
        axes.plot([start, end], [bottom, row.y], color=MUTED, linewidth=0.8)
    _box(axes, slot, facecolor="none", edgecolor=colour("rare_earths"), linewidth=0.9)
    _write(axes, slot.x + slot.width / 2, slot.y + slot.height / 2, "∗", ha="center")


def _draw_element(axes: Axes, row: Row, convention: Convention) -> None:
    is_lanthanide = row.atomic_number in _LANTHANIDES
    box = _lanthanide_cell(row.atomic_number) if is_lanthanide else _cell(place_of(row.atomic_number))
    shade, muted = INK, MUTED
    if _is_rare_earth(row):
        group = getattr(row, convention.column)
        _box(axes, box, **group_look(group))
        if group == "heavy":
            shade = muted = PAPER
    if row.in_shipment:
        _box(axes, box, facecolor="none", edgecolor=INK, linewidth=2.4, zorder=3)
    x, y, weight = box.x + box.width / 2, box.y + box.height / 2, "bold" if row.in_shipment else "normal"
    if is_lanthanide:
        _write(axes, x, y - 9, str(row.atomic_number), shade=muted, ha="center")
        y += 8
    elif not _is_rare_earth(row) and not row.in_shipment:
        shade = MUTED
    _write(axes, x, y, row.symbol, shade=shade, ha="center", fontweight=weight)


def _dividing_pair(convention: Convention) -> tuple[Row, Row]:
    """The last light and the first heavy lanthanide."""
    lanthanides = [row for row in load("elements") if row.atomic_number in _LANTHANIDES]
    last = [row for row in lanthanides if getattr(row, convention.column) == "light"][-1]
    first = next(row for row in lanthanides if getattr(row, convention.column) == "heavy")
    return last, first


def _draw_line(axes: Axes, convention: Convention) -> None:
    """Where the convention divides the lanthanides, with the words on either side."""
    box = _lanthanide_cell(_dividing_pair(convention)[1].atomic_number)
    bottom = box.y + box.height
    axes.plot([box.x, box.x], [box.y - 5, bottom + 24], color=INK, linewidth=1.6, zorder=4)
    middle = bottom + 15
    _write(axes, box.x - 8, middle, "light", ha="right")
    _write(axes, box.x + 8, middle, f"heavy, by {convention.short}", ha="left")


def _periodic_key(axes: Axes) -> None:
    """Two rows: the looks of the groups, and the frame."""
    size, x = 13.0, 4.0
    for group in GROUPS:
        _box(axes, _Box(x, 2, size, size), **group_look(group))
        _write(axes, x + size + 5, 2 + size / 2, _GROUP_WORDS[group], shade=MUTED)
        x += size + 5 + text_width(_GROUP_WORDS[group]) + 16
    _box(axes, _Box(5, 5 + LINE_PT, size - 2, size - 2), facecolor="none", edgecolor=INK, linewidth=2.4)
    _write(axes, 4 + size + 5, 4 + LINE_PT + size / 2, "listed by the partners for the load", shade=MUTED)


# --- what one ore holds --------------------------------------------------------------------------------

# What a reader calls the ore, and what the table calls it.
ORES: Mapping[str, str] = MappingProxyType(
    {
        "bastnaesite": "bastnaesite",
        "monazite": "monazite",
        "ion clay": "rare-earth laterite",
        "xenotime": "xenotime",
        "loparite": "loparite",
    }
)
_USUAL_ORES = ("bastnaesite", "monazite", "ion clay")


class Ore(NamedTuple):
    """The make-up of one deposit, in per cent of its rare-earth oxides.

    common is lanthanum and cerium; pair is neodymium and praseodymium; light is the other light ones and
    heavy yttrium and those from terbium on, both by the line of USGS; total is all that is listed.
    """

    mineral: str
    deposit: str
    country: str
    common: float
    pair: float
    light: float
    heavy: float
    total: float
    source_ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """The deposit without its region: "Bayan Obo"."""
        return self.deposit.split(",")[0].split(" (")[0]


def ore_makeup(*, minerals: str | Collection[str] | None = None) -> Chart:
    """Which rare earths make up the ore of each deposit, one bar a deposit.

    Parameters
    ----------
    minerals : kinds of ore to draw, among "bastnaesite", "monazite", "ion clay", "xenotime" and "loparite";
        the first three if not given.

    Raises
    ------
    ValueError
        If a kind of ore is not in the table, or none is named.
    """
    chosen = _chosen_ores(minerals)
    ores = tuple(ore for mineral in chosen for ore in _ores(mineral))
    with style():
        figure = _draw_ores(ores)
    return Chart(
        id="-".join(["ore-makeup", *([] if minerals is None else (m.replace(" ", "-") for m in chosen))]),
        title=_ore_title(ores),
        subtitle=(
            "Share of all rare-earth oxides in the ore, % by mass, one bar a deposit. Numbers, where a bar has room: "
            "praseodymium with neodymium, and yttrium with the heavy ones."
        ),
        alt=describe_ore_makeup(ores),
        table=ChartTable(
            columns=(
                "Deposit",
                "Country",
                "Ore",
                "La and Ce (%)",
                "Pr and Nd (%)",
                "Sm, Eu and Gd (%)",
                "Heavy and Y (%)",
                "Sum as listed (%)",
            ),
            rows=tuple(
                (
                    ore.deposit,
                    ore.country,
                    ore.mineral,
                    *(round(v, 3) for v in (ore.common, ore.pair, ore.light, ore.heavy, ore.total)),
                )
                for ore in ores
            ),
        ),
        source_ids=cited_by(ores),
        figure=figure,
        note=(
            "Rows may not add to 100. Elements that the source does not give for a deposit add nothing, and an "
            "upper bound counts in full. Light and heavy by the line of USGS. The bars say nothing of the "
            "grade: how much of the rock is rare earths at all."
        ),
    )


def describe_ore_makeup(ores: Sequence[Ore]) -> str:
    """Alt text from the rows that are drawn."""
    bars = "; ".join(
        f"{ore.name} ({ore.mineral}, {ore.country}): {ore.common:.0f}, {ore.pair:.0f}, {ore.light:.0f}, {ore.heavy:.0f}"
        for ore in ores
    )
    return (
        f"Stacked bars of {len(ores)} {'deposit' if len(ores) == 1 else 'deposits'}, in per cent of rare-earth "
        "oxides: lanthanum and cerium, then praseodymium and neodymium, then the other light ones, then "
        f"heavy with yttrium. {bars}. {_ore_title(ores)}."
    )


def _chosen_ores(minerals: str | Collection[str] | None) -> tuple[str, ...]:
    if minerals is None:
        return _USUAL_ORES
    chosen = (minerals,) if isinstance(minerals, str) else tuple(dict.fromkeys(minerals))
    for mineral in chosen:
        if mineral not in ORES:
            msg = f'no ore "{mineral}"{did_you_mean(mineral, ORES)}; choose from {", ".join(ORES)}'
            raise ValueError(msg)
    if not chosen:
        msg = f"no ore is named; choose from {', '.join(ORES)}"
        raise ValueError(msg)
    return chosen


def _ores(mineral: str) -> Iterator[Ore]:
    """The deposits of one kind of ore, in the table's order."""
    rows = load("ree_deposit_composition").where(mineral=ORES[mineral])
    for deposit in dict.fromkeys(row.deposit for row in rows):
        yield _ore(mineral, deposit, rows.where(deposit=deposit)[0].country)


def _ore(mineral: str, deposit: str, country: str) -> Ore:
    everything = makeup(deposit)
    common, pair, heavy_ones = (
        makeup(deposit, symbols).value for symbols in (COMMONEST_PAIR, MAGNET_PAIR, heavy("usgs"))
    )
    light = everything.value - common - pair - heavy_ones
    return Ore(
        mineral,
        deposit,
        country,
        common,
        pair,
        light,
        heavy_ones,
        everything.value,
        cited_by(everything.rows),
    )


def _ore_title(ores: Sequence[Ore]) -> str:
    minerals = dict.fromkeys(ore.mineral for ore in ores)
    shares = _joined([f"{_range([o.pair for o in ores if o.mineral == m])} in {m}" for m in minerals])
    return f"Neodymium and praseodymium together are {shares}"


def _range(shares: Sequence[float]) -> str:
    low, high = f"{min(shares):.0f}", f"{max(shares):.0f}"
    return f"{low if low == high else f'{low} to {high}'}\u00a0%"  # the sign stays with its number


_BAR_PT, _ORE_ROW_PT, _ORE_HEADING_PT = 17.0, 23.0, 26.0
_ORE_KEY_PT = 4 * LINE_PT + 24
_RIGHT_OF_100_PT = 20.0  # for the number of the line, and for bars that go past it


class _Scale(NamedTuple):
    """Where bars begin, and points for each per cent."""

    left: float
    points: float

    def x(self, per_cent: float) -> float:
        return self.left + per_cent * self.points


def _ore_scale(ores: Sequence[Ore]) -> _Scale:
    """Bars begin right of the longest name."""
    left = 12 + max(text_width(ore.name) for ore in ores)
    return _Scale(left, (WIDTH_PT - left - _RIGHT_OF_100_PT) / 100)


class _Part(NamedTuple):
    """One part of a bar: the field of `Ore`, its words in the key, its look, whether it is numbered."""

    field: str
    words: str
    look: Mapping[str, Any]
    number_colour: str | None = None


def _parts() -> tuple[_Part, ...]:
    light, dark = group_look("light"), group_look("heavy")
    frame = {**light, "edgecolor": INK, "linewidth": 2.0, "zorder": 3}
    return (
        _Part("common", "light: lanthanum, cerium", light),
        _Part("pair", "light: praseodymium, neodymium", frame, INK),
        _Part("light", "light: samarium, europium, gadolinium", light),
        _Part("heavy", "heavy, with yttrium", dark, PAPER),
    )


def _draw_ores(ores: Sequence[Ore]) -> Figure:
    minerals = dict.fromkeys(ore.mineral for ore in ores)
    height = _ORE_KEY_PT + len(minerals) * _ORE_HEADING_PT + len(ores) * _ORE_ROW_PT + 6
    figure, axes = new_canvas(height)
    _ore_key(axes)
    scale, y = _ore_scale(ores), _ORE_KEY_PT
    for mineral in minerals:
        axes.text(4, y + _ORE_HEADING_PT - 8, _capital(mineral), fontweight="bold", va="baseline")
        y += _ORE_HEADING_PT
        for ore in (ore for ore in ores if ore.mineral == mineral):
            _draw_bar(axes, scale, ore, y)
            y += _ORE_ROW_PT
    _draw_per_cent_lines(axes, scale, _ORE_KEY_PT, y)
    return figure


def _draw_bar(axes: Axes, scale: _Scale, ore: Ore, top: float) -> None:
    middle = top + _BAR_PT / 2
    _write(axes, scale.left - 7, middle, ore.name, ha="right")
    start = 0.0
    for part in _parts():
        share = getattr(ore, part.field)
        x, width = scale.x(start), share * scale.points
        _box(axes, _Box(x, top, width, _BAR_PT), **part.look)
        if part.number_colour and text_width(f"{share:.0f}", weight="bold") + 2 <= width:
            look = {"ha": "center", "fontweight": "bold", "zorder": 4}
            _write(axes, x + width / 2, middle, f"{share:.0f}", shade=part.number_colour, **look)
        start += share


def _draw_per_cent_lines(axes: Axes, scale: _Scale, top: float, bottom: float) -> None:
    """Where bars begin, their half and their whole, numbered at the top."""
    for per_cent in (0, 50, 100):
        x = scale.x(per_cent)
        axes.plot([x, x], [top + 2, bottom], color=LINE, linewidth=0.8, zorder=0.5)
        _write(axes, x, top - 6, f"{per_cent} %", shade=MUTED, ha="center")


def _ore_key(axes: Axes) -> None:
    """One row for each part, from the left end of a bar to the right."""
    for number, part in enumerate(_parts()):
        y = 2 + number * LINE_PT
        _box(axes, _Box(5, y, 20, 11), **part.look)
        _write(axes, 31, y + 5.5, part.words, shade=MUTED)


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (periodic, abundance, ore_makeup)
