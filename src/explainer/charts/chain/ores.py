"""What the ores of the deposits hold: a figure of chapter 4."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chain.rocktable import NOT_KNOWN, cited, count, rock_row, spread
from explainer.charts.chart import Chart, ChartTable
from explainer.charts.drawing.barlist import BAR_PT, LEFT_PT, RIGHT_PT, Bar, box, draw_bar, write, write_lines
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, certainty_mark, colour, new_canvas, style
from explainer.data import Row, load


@dataclass(frozen=True)
class Ore:
    """The share of some oxides in a deposit, and the grade of its ore.

    Parameters
    ----------
    name, mineral, country : as the table has them; mineral None where no source names it.
    share_pct : of all rare-earth oxides; None where none of the elements has a number.
    bound : "" for a value, "at least" where an element has none, "at most" where one is an upper bound.
    grade : the ends of the ore grade in per cent of oxides; None where none was found.
    """

    name: str
    mineral: str | None
    country: str
    share_pct: float | None
    bound: str
    grade: tuple[float, float] | None
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        if self.share_pct is None:
            return NOT_KNOWN
        return f"{self.bound} {_share(self.share_pct)} %".strip()


def _share(value: float) -> str:
    """A share with one decimal, or two where it is small: 0.15 is not 0.1.

    >>> _share(37.59), _share(0.15)
    ('37.6', '0.15')
    """
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


_MINERALS = {"rare-earth laterite": "ion clay"}
_NDPR = ("Nd", "Pr")
# The deposits with a grade, and the rows that have it.
_GRADES = {
    "Mountain Pass": ("ore grade", "Mountain Pass", "TREO"),
    "Nolans": ("ore grade", "Nolans reserve, 2020", "TREO"),
}


def _ores(elements: tuple[str, ...]) -> tuple[Ore, ...]:
    """Every deposit, the largest share first, those without a number last."""
    table = load("ree_deposit_composition")
    ores = [_listed(table.where(deposit=name), elements) for name in dict.fromkeys(r.deposit for r in table)]
    ores.append(_nolans(elements))
    return tuple(sorted(ores, key=lambda ore: -(ore.share_pct or -1.0)))


def _listed(rows: Iterable[Row], elements: tuple[str, ...]) -> Ore:
    rows = tuple(row for row in rows if row.element in elements)
    known = [row for row in rows if row.share_of_treo_pct is not None]
    name = rows[0].deposit.partition(",")[0].partition(" (")[0]
    grade, grade_rows = _grade(name)
    return Ore(
        name=name,
        mineral=_MINERALS.get(rows[0].mineral, rows[0].mineral),
        country=rows[0].country,
        share_pct=sum(row.share_of_treo_pct for row in known) if known else None,
        bound=_bound(rows),
        grade=grade,
        rows=(*rows, *grade_rows),
    )


def _bound(rows: Sequence[Row]) -> str:
    qualifiers = {row.qualifier for row in rows}
    return {frozenset("="): "", frozenset(("=", "NA")): "at least", frozenset(("=", "<")): "at most"}.get(
        frozenset(qualifiers), "at most" if qualifiers == {"<"} else "about"
    )


def _nolans(elements: tuple[str, ...]) -> Ore:
    """The planned mine at Nolans: its NdPr is known as one share, the other oxides are not."""
    row = rock_row("NdPr share of TREO", "Nolans", "NdPr")
    is_ndpr = set(elements) == set(_NDPR)
    grade, grade_rows = _grade("Nolans")
    rows = (row, *grade_rows) if is_ndpr else grade_rows
    return Ore("Nolans", None, "Australia", row.central if is_ndpr else None, "", grade, rows)


def _grade(name: str) -> tuple[tuple[float, float] | None, tuple[Row, ...]]:
    if name not in _GRADES:
        return None, ()
    row = rock_row(*_GRADES[name])
    return (row.low, row.high), (row,)


def ore_grades(*, elements: Collection[str] | str = _NDPR) -> Chart:
    """The share of some rare earths in the oxides of each deposit, beside the grade of its ore.

    Parameters
    ----------
    elements : symbols whose shares are added up: ("Nd", "Pr") for NdPr, ("Dy", "Tb") for the heavy pair of
        magnets that must stay strong when hot, or any others of the table.

    Raises
    ------
    ValueError
        If a symbol is not in the table, or none is given.
    """
    wanted = _symbols(elements)
    ores = _ores(wanted)
    with style():
        figure = _draw_ores(ores, wanted)
    return Chart(
        id=_ores_id(wanted),
        title=_ores_title(ores, wanted),
        subtitle=f"Share of {_joined(wanted)} in all rare-earth oxides (REO), %; at the right the grade of the ore, % REO",
        alt=describe_ore_grades(ores, wanted),
        table=_ores_table(ores, wanted),
        source_ids=cited(row for ore in ores for row in ore.rows),
        figure=figure,
        note=(
            "The grade of Mountain Pass is second-hand, from an investors' website. Nolans is a planned mine: its "
            "numbers are the company's. The other shares are by the US Geological Survey; what it does not give is "
            "not counted as zero. A dotted ring: not known."
        ),
    )


def _symbols(elements: Collection[str] | str) -> tuple[str, ...]:
    possible = tuple(dict.fromkeys(row.element for row in load("ree_deposit_composition")))
    wanted = tuple(dict.fromkeys((elements,) if isinstance(elements, str) else elements))
    for symbol in wanted:
        if symbol not in possible:
            msg = f'ore_grades: there is no element "{symbol}" in the table; its elements are {", ".join(possible)}'
            raise ValueError(msg)
    if not wanted:
        msg = f"ore_grades: no element is left; name some of {', '.join(possible)}"
        raise ValueError(msg)
    return wanted


def _ores_id(elements: tuple[str, ...]) -> str:
    if set(elements) == set(_NDPR):
        return "ore-grades"
    return "-".join(["ore-grades", *elements]).lower()


def _joined(elements: Sequence[str]) -> str:
    """The elements as words: NdPr, or a list.

    >>> _joined(("Nd", "Pr")), _joined(("Dy", "Tb")), _joined(("La",))
    ('NdPr', 'Dy and Tb', 'La')
    """
    if set(elements) == set(_NDPR):
        return "NdPr"
    *first, last = elements
    return f"{', '.join(first)} and {last}" if first else last


def _ores_title(ores: Sequence[Ore], elements: Sequence[str]) -> str:
    shares = [ore.share_pct for ore in ores if ore.share_pct is not None and not ore.bound]
    graded = sum(ore.grade is not None for ore in ores)
    verb = "makes" if len(elements) == 1 or set(elements) == set(_NDPR) else "make"
    return (
        f"{_joined(elements)} {verb} up {_share(min(shares))} to {_share(max(shares))} % of the oxides, "
        f"depending on the deposit; an ore grade was found for {count(graded)} of {count(len(ores))}"
    )


def describe_ore_grades(ores: Sequence[Ore], elements: Sequence[str]) -> str:
    """Alt text from the rows that are drawn."""
    shares = ", ".join(f"{ore.name} {ore.words}" for ore in ores)
    grades = ", ".join(f"{ore.name} {spread(*ore.grade, between=' to ')} %" for ore in ores if ore.grade)
    return (
        f"Bars of the share of {_joined(elements)} in the rare-earth oxides of {len(ores)} deposits: {shares}. "
        f"Ore grades: {grades}; the others not known. {_ores_title(ores, elements)}."
    )


def _ores_table(ores: Sequence[Ore], elements: Sequence[str]) -> ChartTable:
    return ChartTable(
        columns=(
            "Deposit",
            "Mineral",
            "Country",
            f"{_joined(elements)} (% of REO)",
            "How to read it",
            "Ore grade, least (% REO)",
            "Ore grade, most (% REO)",
        ),
        rows=tuple(
            (
                ore.name,
                ore.mineral,
                ore.country,
                None if ore.share_pct is None else round(ore.share_pct, 4),
                ore.bound or ("as given" if ore.share_pct is not None else None),
                *(ore.grade or (None, None)),
            )
            for ore in ores
        ),
        row_source_ids=tuple(cited(ore.rows) for ore in ores),
    )


_ORE_PT = 2 * LINE_PT + 7.0
_ORE_BAR_X, _GRADE_X = 142.0, WIDTH_PT - 34.0
_ORE_BAR_END = _GRADE_X - 28.0  # where the words behind the bars have to end


def _draw_ores(ores: Sequence[Ore], elements: Sequence[str]) -> Figure:
    head = 2 * LINE_PT + 8
    figure, axes = new_canvas(head + len(ores) * _ORE_PT + 4)
    write_lines(axes, _ORE_BAR_X, 0, [f"{_joined(elements)} in", "the oxides"], colour=MUTED)
    for number, line in enumerate(("ore", "grade")):
        write(axes, _GRADE_X, (number + 0.5) * LINE_PT, line, colour=MUTED, ha="center")
    axes.plot([LEFT_PT, RIGHT_PT], [head - 3, head - 3], color=INK, linewidth=1.2)
    unit = _unit_pt(ores)
    for number, ore in enumerate(ores):
        _draw_ore(axes, ore, head + number * _ORE_PT, unit)
    return figure


def _unit_pt(ores: Sequence[Ore]) -> float:
    """Points for one per cent: as many as leave room for the words behind every bar."""
    room = _ORE_BAR_END - _ORE_BAR_X - 5
    return min((room - text_width(ore.words)) / ore.share_pct for ore in ores if ore.share_pct)


def _draw_ore(axes: Axes, ore: Ore, top: float, unit_pt: float) -> None:
    """Name and mineral, bar and share, grade or the mark of what is not known."""
    middle = top + _ORE_PT / 2
    kind = f"{ore.mineral or 'planned'}, {_SHORT.get(ore.country, ore.country)}"
    write_lines(axes, LEFT_PT, middle - LINE_PT, [ore.name])
    write_lines(axes, LEFT_PT, middle, [kind], colour=MUTED)
    if ore.share_pct is None:
        box(axes, _ORE_BAR_X, middle - BAR_PT / 2, 20, BAR_PT, NOT_KNOWN)
        write(axes, _ORE_BAR_X + 25, middle, ore.words)
    else:
        look = "estimated" if ore.bound else "measured"
        bar = Bar(ore.share_pct, ore.words, colour("rare_earths"), look)
        draw_bar(axes, bar, middle, left=_ORE_BAR_X, unit_pt=unit_pt)
    if ore.grade:
        write(axes, _GRADE_X, middle, f"{spread(*ore.grade)} %", ha="center")
    else:
        certainty_mark(axes, _GRADE_X, middle, NOT_KNOWN, colour=MUTED)
    axes.plot([LEFT_PT, RIGHT_PT], [top + _ORE_PT, top + _ORE_PT], color=LINE, linewidth=0.7)


_SHORT = {"United States": "US"}
