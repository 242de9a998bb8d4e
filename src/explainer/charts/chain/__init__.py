"""The figures of chapter 4: what each step keeps, how much rock is moved, what ores hold, what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chain.leftovers import waste
from explainer.charts.chain.ores import ore_grades
from explainer.charts.chain.rockmoved import rock_moved
from explainer.charts.chain.rocktable import NOT_KNOWN, cited, count, rock_row, spread
from explainer.charts.chart import Cell, Chart, ChartTable
from explainer.charts.drawing.barlist import BAR_PT, LEFT_PT, RIGHT_PT, box, write
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.style import KEY_PT, MUTED, certainty_key, certainty_mark, colour, new_canvas, style
from explainer.data import Row, load

__all__ = ["FIGURES", "ore_grades", "rock_moved", "value_chain", "waste"]


@dataclass(frozen=True)
class Step:
    """One step from ore to magnet.

    Parameters
    ----------
    name, product : what is done, and what comes out.
    lost : of 100 parts of rare earths fed into the step, the least and the most that do not come out; None
        where no number was found.
    left : the same counted from the ore: of 100 parts in it, how many are in the product.
    how, left_how : where the two numbers are from, in a few words.
    rows : the rows behind it.
    """

    name: str
    product: str
    lost: tuple[float, float] | None
    left: tuple[float, float] | None
    how: str = ""
    left_how: str = ""
    rows: tuple[Row, ...] = ()

    @property
    def lost_words(self) -> str:
        return f"{spread(*self.lost)} % lost, {self.how}" if self.lost else "loss not known"


def _steps() -> tuple[Step, ...]:
    laboratory = rock_row("recovery", "bastnaesite ore, laboratory rougher flotation", "rare earths")
    plan = rock_row("recovery", "Nolans 2019 DFS", "total rare-earth oxide")
    loss = load("intensity").one(item="oxide to metal conversion", material="loss")
    as_metal = plan.central * (1 - loss.central / 100)
    return (
        Step(
            "Crush, grind and float",
            "Concentrate",
            (100 - laboratory.high, 100 - laboratory.low),
            (laboratory.low, laboratory.high),
            "a laboratory",
            "a laboratory",
            (laboratory,),
        ),
        Step("Crack and leach", "Mixed rare earths, dissolved", None, None),
        Step(
            "Separate, one from another",
            "Separated oxides",
            None,
            (plan.central, plan.central),
            left_how="one plan",
            rows=(plan,),
        ),
        Step(
            "Make metal",
            "Metal",
            (loss.central, loss.central),
            (as_metal, as_metal),
            "an estimate",
            "our sum",
            (plan, loss),
        ),
        Step("Alloy, press, sinter, cut", "Magnet", None, None),
    )


def value_chain() -> Chart:
    """The chain from ore to magnet: what is left after each step and what is lost in it, where that is known."""
    steps = _steps()
    with style():
        figure = _draw_chain(steps)
    return Chart(
        id="value-chain",
        title=_chain_title(steps),
        subtitle="Of 100 parts of rare earths in the ore, how many are left in each product; and what each step loses",
        alt=describe_value_chain(steps),
        table=_chain_table(steps),
        source_ids=cited(row for step in steps for row in step.rows),
        figure=figure,
        note=(
            "The numbers are from different places: a laboratory test of flotation with one ore, the plan of a mine "
            "in Australia (Nolans, 2019), an estimate in a review for metal making. What is left as "
            "metal joins the last two: a sum for scale. No recovery of a working plant was found."
        ),
    )


def _chain_title(steps: Sequence[Step]) -> str:
    known = [step for step in steps if step.lost]
    whence = ", one from ".join(step.how for step in known)
    return (
        f"Of {count(len(steps))} steps from ore to magnet, {count(len(known))} have a number for what is lost: "
        f"one from {whence}"
    )


def describe_value_chain(steps: Sequence[Step]) -> str:
    """Alt text from the steps that are drawn."""
    parts = ["Chain of products from ore to magnet with a bar for what is left of 100 parts of rare earths."]
    for step in steps:
        left = (
            f"{spread(*_rounded(step.left), between=' to ')} left ({step.left_how})"
            if step.left
            else "not known"
        )
        lost = f"loses {spread(*step.lost, between=' to ')} %" if step.lost else "loss not known"
        parts.append(f"{step.name}: {lost}. {step.product}: {left}.")
    return " ".join([*parts, f"{_chain_title(steps)}."])


def _rounded(left: tuple[float, float]) -> tuple[float, float]:
    return round(left[0]), round(left[1])


def _chain_table(steps: Sequence[Step]) -> ChartTable:
    def ends(pair: tuple[float, float] | None) -> tuple[Cell, Cell]:
        return pair or (None, None)

    return ChartTable(
        columns=(
            "Step",
            "Product",
            "Lost in the step, least (%)",
            "Lost in the step, most (%)",
            "Left of 100 in the ore, least",
            "Left of 100 in the ore, most",
            "Where the loss is from",
            "Where what is left is from",
        ),
        rows=tuple(
            (
                step.name,
                step.product,
                *ends(step.lost),
                *ends(step.left),
                step.how or None,
                step.left_how or None,
            )
            for step in steps
        ),
        row_source_ids=tuple(cited(step.rows) for step in steps),
    )


_PRODUCT_PT = LINE_PT + BAR_PT + 10.0
_STEP_PT = LINE_PT + 12.0
_STEP_X = LEFT_PT + 26.0


def _draw_chain(steps: Sequence[Step]) -> Figure:
    height = KEY_PT + _PRODUCT_PT + len(steps) * (_STEP_PT + _PRODUCT_PT) + 4
    figure, axes = new_canvas(height)
    certainty_key(figure, ("reported", NOT_KNOWN))
    top = _draw_product(axes, "Ore", "100 in the ore", (0, 100), "measured", KEY_PT)
    for step in steps:
        top = _draw_step(axes, step, top)
        words = f"{spread(*_rounded(step.left))} left, {step.left_how}" if step.left else NOT_KNOWN
        start = step.left[0] if step.left and step.left[0] < step.left[1] else 0
        span = (start, step.left[1]) if step.left else None
        top = _draw_product(axes, step.product, words, span, "reported", top)
    return figure


def _draw_product(
    axes: Axes, name: str, words: str, span: tuple[float, float] | None, look: str, top: float
) -> float:
    """Name, words and bar of one product; a range is a piece of a bar that is not known. Returns where it ends."""
    unit = (RIGHT_PT - LEFT_PT) / 100
    write(axes, LEFT_PT, top + LINE_PT / 2, name, fontweight="bold")
    write(axes, RIGHT_PT, top + LINE_PT / 2, words, ha="right")
    bar_top = top + LINE_PT + 2
    if span is None or span[0] > 0:
        box(axes, LEFT_PT, bar_top, 100 * unit, BAR_PT, NOT_KNOWN, colour=MUTED)
    if span is not None:
        left, width = LEFT_PT + span[0] * unit, (span[1] - span[0]) * unit
        box(axes, left, bar_top, width, BAR_PT, look, colour=colour("rare_earths"))
    return top + _PRODUCT_PT


def _draw_step(axes: Axes, step: Step, top: float) -> float:
    """An arrow down, the mark of how sure the loss is, the step and its loss; returns where it ends."""
    middle = top + LINE_PT / 2
    arrow = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    ends = {"xy": (LEFT_PT + 8, top + _STEP_PT - 7), "xytext": (LEFT_PT + 8, top - 4)}
    axes.annotate("", **ends, arrowprops=arrow)
    certainty_mark(axes, _STEP_X, middle, "reported" if step.lost else NOT_KNOWN)
    write(axes, _STEP_X + 12, middle, step.name, colour=MUTED)
    write(axes, RIGHT_PT, middle, step.lost_words, colour=MUTED, ha="right")
    return top + _STEP_PT


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (value_chain, rock_moved, ore_grades, waste)
