"""How much rock is moved for a tonne of metal: a figure of chapter 4."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from explainer.charts.chain.rocktable import NOT_KNOWN, cited, number, rock_row, spread
from explainer.charts.chart import Chart, ChartTable
from explainer.charts.drawing.barlist import BAR_PT, HEADING_PT, LEFT_PT, box, write
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.style import INK, PAPER, certainty_mark, colour, new_figure, style
from explainer.data import Row
from explainer.errors import did_you_mean

ROCK_AND_WASTE, ORE_ALONE = "Ore and waste rock", "Ore alone, one project each"


@dataclass(frozen=True)
class Rock:
    """How much rock is moved for one tonne of a material, as one row has it.

    Parameters
    ----------
    material : what the option `materials` names.
    name, aside : the words over the bar.
    measure : ROCK_AND_WASTE or ORE_ALONE; the two are not to be compared.
    look : "measured", "estimated" (an order of magnitude), "reported" (a plan) or "not known".
    """

    material: str
    name: str
    aside: str
    measure: str
    look: str
    colour: str
    row: Row

    @property
    def ends(self) -> tuple[float, float] | None:
        """The least and the most, in tonnes for a tonne; alike where there is one value."""
        row = self.row
        if row.low is not None and row.high is not None:
            return row.low, row.high
        return None if row.central is None else (row.central, row.central)

    @property
    def words(self) -> str:
        if self.ends is None:
            return NOT_KNOWN
        ends = spread(*self.ends, between=" to ")
        if self.ends[0] == self.ends[1]:
            return f"about {ends}" if self.look == "estimated" else ends
        return ends if self.row.central is None else f"{number(self.row.central)} ({ends})"


_RATIO, _ORE = "rock-to-metal ratio", "ore to product"
_MAGNITUDE = "order of magnitude"


def _rocks() -> tuple[Rock, ...]:
    """Every bar of the figure, in its order."""

    def ratio(material: str, name: str, aside: str, look: str, shade: str, item: str, label: str) -> Rock:
        return Rock(material, name, aside, ROCK_AND_WASTE, look, colour(shade), rock_row(_RATIO, item, label))

    def ore(material: str, name: str, aside: str, shade: str, item: str, label: str) -> Rock:
        return Rock(material, name, aside, ORE_ALONE, "reported", colour(shade), rock_row(_ORE, item, label))

    world = "world, 2018"
    many = "21 operations or regions, 2018"
    return (
        ratio(
            "iron and aluminium",
            "Iron, aluminium",
            _MAGNITUDE,
            "estimated",
            "others",
            world,
            "iron ore, aluminium",
        ),
        ratio(
            "rare earths",
            "Rare earths",
            "21 operations or regions",
            "measured",
            "rare_earths",
            many,
            "total rare earths",
        ),
        ratio("cobalt", "Cobalt", "world (middle half)", "measured", "others", world, "cobalt"),
        ratio("gold", "Gold", _MAGNITUDE, "estimated", "gold", world, "gold"),
        ratio("copper", "Copper", "", NOT_KNOWN, "copper_metal", "world", "copper"),
        ratio("antimony", "Antimony", "", NOT_KNOWN, "antimony", "world", "antimony"),
        ore(
            "rare earths",
            "Rare-earth oxides",
            "Nolans plan",
            "rare_earths",
            "Nolans 2019 DFS",
            "total rare-earth oxide",
        ),
        ore("copper", "Copper", "Reko Diq plan", "copper_metal", "Reko Diq phase 1 plan", "copper"),
        ore(
            "antimony",
            "Antimony",
            "by-product, Stibnite",
            "antimony",
            "Stibnite (Idaho), reserve",
            "antimony",
        ),
    )


def rock_moved(*, materials: Collection[str] | str | None = None) -> Chart:
    """Rock moved for a tonne of metal, on a log scale; and, apart from it, ore for a tonne at three projects.

    Parameters
    ----------
    materials : the materials to draw, of "rare earths", "cobalt", "gold", "iron and aluminium", "copper"
        and "antimony"; all of them if not given.

    Raises
    ------
    ValueError
        If a material is none of these, or none is left.
    """
    rocks = _chosen(materials)
    with style():
        figure = _draw_rocks(rocks)
    return Chart(
        id=_rock_id(materials, rocks),
        title=_rock_title(rocks),
        subtitle="Tonnes of rock for one tonne of metal. Log scale: each line stands for ten times the one before",
        alt=describe_rock_moved(rocks),
        table=_rock_table(rocks),
        source_ids=cited(rock.row for rock in rocks) or ("usgs_rmr_2022",),
        figure=figure,
        note=_rock_note(rocks),
    )


def _chosen(materials: Collection[str] | str | None) -> tuple[Rock, ...]:
    rocks = _rocks()
    possible = tuple(dict.fromkeys(rock.material for rock in rocks))
    wanted = (
        (materials,) if isinstance(materials, str) else possible if materials is None else tuple(materials)
    )
    for name in wanted:
        if name not in possible:
            hint = did_you_mean(str(name), possible) or f"; the materials are {', '.join(possible)}"
            msg = f'rock_moved: there is no material "{name}"{hint}'
            raise ValueError(msg)
    if not wanted:
        msg = f"rock_moved: no material is left; name some of {', '.join(possible)}"
        raise ValueError(msg)
    return tuple(rock for rock in rocks if rock.material in wanted)


def _rock_id(materials: Collection[str] | str | None, rocks: Sequence[Rock]) -> str:
    """An id of its own for every choice, so that a changed figure can stand below the first."""
    if materials is None:
        return "rock-moved"
    return "-".join(["rock-moved", *dict.fromkeys(rock.material.replace(" ", "-") for rock in rocks)])


def _rock_title(rocks: Sequence[Rock]) -> str:
    ratios = {rock.material: rock for rock in rocks if rock.measure == ROCK_AND_WASTE}
    rare = ratios.get("rare earths")
    if rare:
        low, high = rare.ends
        return (
            f"For a tonne of rare earths one place moves {number(low)} tonnes of rock and another "
            f"{number(high)}: {number(high / low)} times as much"
        )
    known = [rock for rock in ratios.values() if rock.ends]
    if known:
        return "Rock moved for a tonne: " + ", ".join(f"{rock.name.lower()} {rock.words} t" for rock in known)
    names = " and ".join(rock.name.lower() for rock in ratios.values())
    return (
        f"No number was found for the rock moved for a tonne of {names}; only for the ore at single projects"
    )


def describe_rock_moved(rocks: Sequence[Rock]) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Ranges of tonnes of rock for one tonne of metal, on a log scale."]
    for measure in (ROCK_AND_WASTE, ORE_ALONE):
        group = [rock for rock in rocks if rock.measure == measure]
        if group:
            said = "; ".join(_said(rock) for rock in group)
            parts.append(f"{measure}: {said}.")
    return " ".join([*parts, f"{_rock_title(rocks)}."])


def _said(rock: Rock) -> str:
    aside = f" ({rock.aside})" if rock.aside else ""
    return f"{rock.name}{aside} {rock.words}"


def _rock_note(rocks: Sequence[Rock]) -> str:
    """What holds for the rows drawn, and for no others."""
    names = {rock.name for rock in rocks}
    said = [
        ("Rare earths" in names, "The range of rare earths runs over all the operations or regions counted."),
        ("Cobalt" in names, "That of cobalt is the middle half; the line across it is the world."),
        (
            any(rock.measure == ROCK_AND_WASTE and rock.ends for rock in rocks),
            "Where a mine sells several things, its rock is shared out by what each earns.",
        ),
        (
            any(rock.measure == ORE_ALONE for rock in rocks),
            "Ore alone leaves out waste rock and shares nothing out (Stibnite is a gold mine): do not set it beside "
            "the numbers for ore and waste rock.",
        ),
        (any(rock.ends is None for rock in rocks), "Dotted: looked for twice and not found."),
    ]
    return " ".join(words for holds, words in said if holds)


def _rock_table(rocks: Sequence[Rock]) -> ChartTable:
    return ChartTable(
        columns=("Material", "What is counted", "Least (t)", "Middle (t)", "Most (t)", "What the range is"),
        rows=tuple(
            (rock.name, rock.measure, rock.row.low, rock.row.central, rock.row.high, rock.aside or None)
            for rock in rocks
        ),
        row_source_ids=tuple(cited((rock.row,)) for rock in rocks),
    )


_LEAST_T, _MOST_T = 1.0, 1e6
_RIGHT_MARGIN_PT = 30.0  # room for half of the last tick
_ROCK_ROW_PT = LINE_PT + BAR_PT + 13.0


def _draw_rocks(rocks: Sequence[Rock]) -> Figure:
    groups = {m: [r for r in rocks if r.measure == m] for m in (ROCK_AND_WASTE, ORE_ALONE)}
    groups = {measure: group for measure, group in groups.items() if group}
    height = sum(HEADING_PT + 6 + len(group) * _ROCK_ROW_PT for group in groups.values())
    figure, axes = new_figure((height + 44) / 72, left=LEFT_PT, right=_RIGHT_MARGIN_PT, top=4, bottom=40)
    _log_axis(axes, height)
    top = 0.0
    for measure, group in groups.items():
        top = _log_heading(axes, measure, top)
        for rock in group:
            top = _draw_rock(axes, rock, top)
    return figure


def _log_axis(axes: Axes, height: float) -> None:
    """Tonnes from left to right on a log scale, points downwards."""
    axes.set_xscale("log")
    axes.set(xlim=(_LEAST_T, _MOST_T), ylim=(height, 0), yticks=[])
    axes.xaxis.set_major_locator(FixedLocator([10.0**n for n in range(7)]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _TICKS.get(round(value), "")))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel("tonnes for one tonne, log scale")


_TICKS = {1: "1", 100: "100", 10_000: "10,000", 1_000_000: "1 million"}


def _across(axes: Axes) -> dict:
    """Place words by the width of the axes, whatever the scale."""
    return {"transform": axes.get_yaxis_transform()}


def _log_heading(axes: Axes, name: str, top: float) -> float:
    bottom = top + HEADING_PT
    write(axes, 0, bottom - 11, name, fontweight="bold", **_across(axes))
    axes.axhline(bottom, color=INK, linewidth=1.2)
    return bottom + 6


def _draw_rock(axes: Axes, rock: Rock, top: float) -> float:
    """Name, what its range is, value and bar; returns where it ends."""
    middle = top + LINE_PT / 2
    said = f"{rock.name}, {rock.aside}" if rock.aside else rock.name
    write(axes, 0, middle, said, **_across(axes))
    write(axes, 1, middle, rock.words, ha="right", **_across(axes))
    bar_top = top + LINE_PT + 2
    if rock.ends is None:
        box(axes, _LEAST_T, bar_top, _MOST_T - _LEAST_T, BAR_PT, NOT_KNOWN, colour=rock.colour)
    elif rock.ends[0] < rock.ends[1]:
        low, high = rock.ends
        box(axes, low, bar_top, high - low, BAR_PT, rock.look, colour=rock.colour)
        if rock.row.central is not None:
            axes.plot([rock.row.central] * 2, [bar_top, bar_top + BAR_PT], color=PAPER, linewidth=2.5)
    else:
        certainty_mark(axes, rock.ends[0], bar_top + BAR_PT / 2, "reported", colour=rock.colour)
    return top + _ROCK_ROW_PT
