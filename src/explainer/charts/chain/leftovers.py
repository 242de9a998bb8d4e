"""What is said of radioactivity, water and waste of rare earths: a figure of chapter 4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chain.rocktable import NOT_KNOWN, cited, count, number, rock_row, spread
from explainer.charts.chart import Chart, ChartTable
from explainer.charts.drawing.barlist import HEADING_PT, LEFT_PT, RIGHT_PT, heading, write, write_lines
from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.style import LINE, MUTED, certainty_mark, new_canvas, style
from explainer.data import Row, load


@dataclass(frozen=True)
class Leftover:
    """One thing said of radioactivity, water or waste; certainty is "reported" or "not known"."""

    group: str
    text: str
    who: str
    row: Row

    @property
    def certainty(self) -> str:
        return NOT_KNOWN if self.row.data_type == "not found" else "reported"


_RADIOACTIVE, _WATER, _LAND = "Radioactivity", "Water and air", "Tailings and land"
_BQ_PER_KG = 37  # becquerel in a kilogram for a picocurie in a gram
_THIRD_HAND = "credited to the Chinese Society of Rare Earths; third-hand"
_NEWS, _LOOKED = "news reports of 2012", "looked for twice, not found"
_BAYAN_OBO, _POND = "Bayan Obo, per tonne of rare earth", "Baotou tailings pond"
_PER_TONNE = "for each tonne of rare earths, Bayan Obo"


def _leftovers() -> tuple[Leftover, ...]:
    return (*_radioactive(), *_water_and_air(), *_tailings_and_land())


def _radioactive() -> Iterator[Leftover]:
    wastes = "rare-earth mining wastes (monazite, xenotime, bastnaesite)"
    row = rock_row("radioactivity", wastes, "all natural radionuclides")
    activity = spread(*(float(f"{_BQ_PER_KG * end:.3g}") for end in (row.low, row.high)), between=" to ")
    said = f"Wastes of rare-earth mining: {activity} Bq/kg"
    yield Leftover(_RADIOACTIVE, said, "US environment agency (EPA), undated", row)
    row = rock_row("radioactivity", "monazite, Indian deposits", "thorium oxide")
    said = f"Monazite of India: about {number(row.central)} % thorium oxide"
    yield Leftover(_RADIOACTIVE, said, "teaching page without reference", row)
    row = rock_row("environment", _BAYAN_OBO, "radioactive waste residue")
    said = f"{number(row.central)} t of radioactive residue {_PER_TONNE}"
    yield Leftover(_RADIOACTIVE, said, _THIRD_HAND, row)
    row = _missing("thorium content of bastnaesite; uranium content of both")
    yield Leftover(_RADIOACTIVE, "Thorium in bastnaesite; uranium in it and in monazite", _LOOKED, row)


def _water_and_air() -> Iterator[Leftover]:
    row = rock_row("environment", _BAYAN_OBO, "acidic waste water")
    said = f"{number(row.central)} m³ of acidic waste water {_PER_TONNE}"
    yield Leftover(_WATER, said, _THIRD_HAND, row)
    row = rock_row("environment", _BAYAN_OBO, "waste gas")
    said = f"{spread(row.low, row.high, ' to ')} m³ of waste gas {_PER_TONNE}"
    yield Leftover(_WATER, said, _THIRD_HAND, row)
    row = _missing("water use per tonne of REO")
    yield Leftover(_WATER, "Water used for each tonne of oxides", _LOOKED, row)


def _tailings_and_land() -> Iterator[Leftover]:
    row = rock_row("environment", _POND, "tailings")
    said = f"{number(row.central)} million t of tailings in the pond at Baotou"
    yield Leftover(_LAND, said, _NEWS, row)
    row = rock_row("environment", _POND, "farmland")
    said = f"{number(row.central)} ha of farmland affected at Baotou"
    yield Leftover(_LAND, said, _NEWS, row)


def _missing(item: str) -> Row:
    return load("rock_to_metal").one(topic="not found", item=item)


def waste() -> Chart:
    """What is said of radioactivity, water and waste of rare earths, by whom, and what was not found."""
    leftovers = _leftovers()
    with style():
        figure = _draw_leftovers(leftovers)
    return Chart(
        id="waste",
        title=_waste_title(leftovers),
        subtitle="What was found on radioactivity, water and waste, and who says so",
        alt=describe_waste(leftovers),
        table=ChartTable(
            columns=("What", "About", "Certainty", "Who says so", "Least", "Middle", "Most", "Unit"),
            rows=tuple(
                (
                    item.text,
                    item.group,
                    item.certainty,
                    item.who,
                    item.row.low,
                    item.row.central,
                    item.row.high,
                    item.row.unit,
                )
                for item in leftovers
            ),
            row_source_ids=tuple(cited((item.row,)) for item in leftovers),
        ),
        source_ids=cited(item.row for item in leftovers),
        figure=figure,
        note=_waste_note(leftovers),
    )


def _waste_title(leftovers: Sequence[Leftover]) -> str:
    missing = sum(item.certainty == NOT_KNOWN for item in leftovers)
    third_hand = sum(item.who == _THIRD_HAND for item in leftovers)
    return (
        f"Of {count(len(leftovers))} questions on radioactivity, water and waste, {count(missing)} have no figure at all "
        f"and {count(third_hand)} only a third-hand one"
    )


def _waste_note(leftovers: Sequence[Leftover]) -> str:
    chinese = sum(item.row.topic == "environment" for item in leftovers)
    return (
        f"{count(chinese).capitalize()} of the figures are of Bayan Obo and Baotou in China, because such figures were "
        "found for no other place. That does not show that other places leave less. One picocurie in a gram is "
        f"{_BQ_PER_KG} Bq/kg."
    )


def describe_waste(leftovers: Sequence[Leftover]) -> str:
    """Alt text from the rows that are drawn."""
    parts = [f"List of {len(leftovers)} statements, by certainty."]
    for group in dict.fromkeys(item.group for item in leftovers):
        said = "; ".join(
            f"{item.text} ({item.certainty}, {item.who})" for item in leftovers if item.group == group
        )
        parts.append(f"{group}: {said}.")
    return " ".join([*parts, f"{_waste_title(leftovers)}."])


_WASTE_MARK_X, _WASTE_WORD_X = 246.0, 258.0
_WASTE_TEXT_PT = _WASTE_MARK_X - 18.0
_WASTE_GAP_PT = 12.0


def _draw_leftovers(leftovers: Sequence[Leftover]) -> Figure:
    words = {item: _leftover_lines(item) for item in leftovers}
    groups = tuple(dict.fromkeys(item.group for item in leftovers))
    rows_pt = sum((len(said) + len(who)) * LINE_PT + _WASTE_GAP_PT for said, who in words.values())
    figure, axes = new_canvas(rows_pt + len(groups) * HEADING_PT + 2)
    top = 0.0
    for group in groups:
        top = heading(axes, top, group)
        for item in (item for item in leftovers if item.group == group):
            top = _draw_leftover(axes, item, words[item], top)
    return figure


def _leftover_lines(item: Leftover) -> tuple[list[str], list[str]]:
    return wrap(item.text, _WASTE_TEXT_PT), wrap(item.who, _WASTE_TEXT_PT)


def _draw_leftover(axes: Axes, item: Leftover, lines: tuple[list[str], list[str]], top: float) -> float:
    """What is said and who says so at the left, how sure it is at the right; returns where it ends."""
    said, who = lines
    start = top + _WASTE_GAP_PT / 2
    write_lines(axes, LEFT_PT, start, said)
    write_lines(axes, LEFT_PT, start + len(said) * LINE_PT, who, colour=MUTED)
    certainty_mark(axes, _WASTE_MARK_X, start + LINE_PT / 2, item.certainty)
    write(axes, _WASTE_WORD_X, start + LINE_PT / 2, item.certainty)
    bottom = start + (len(said) + len(who)) * LINE_PT + _WASTE_GAP_PT / 2
    axes.plot([LEFT_PT, RIGHT_PT], [bottom, bottom], color=LINE, linewidth=0.7)
    return bottom
