"""From six trillion dollars of rock to a budget line: an explorer of chapter 7.

Nothing here says that the total is right or wrong: no method was published for it. The figure shows what is taken
off between a total and a budget, and what would have to be true for a given sum to be left.
"""

from collections.abc import Sequence
from math import log10, nan
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.charts.chart import Chart, ChartTable
from explainer.charts.drawing.barlist import BAR_PT, box, write, write_lines
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, new_canvas, style
from explainer.explore import Prediction, explorer, log_steps, steps
from explainer.facts import facts, ground
from explainer.models.rocktobudget import (
    ASSUMED_COST_PCT,
    ASSUMED_DISCOUNT_PCT,
    ASSUMED_RECOVERY_PCT,
    BudgetLine,
    budget_line,
)


class _Step(NamedTuple):
    """One step of the waterfall: what it is, and what is left after it, in dollars."""

    words: str
    usd: float


@explorer(
    title="From six trillion dollars to a budget line",
    intro="A press release of October 2025 spoke of about $6 trillion in the ground, and no method was published for it. Set how much of it "
    "would be ore, how long the first output takes and what part is public; the figure takes off the rest, step by step.",
    prediction=Prediction(
        stem="The total divided by all people of Pakistan is about $23,900 each. Leave the controls as they stand at first: how "
        "much of that is left for each person, as public money in hand?",
        options=(
            "About a third, like the share that is ore",
            "About a tenth",
            "Less than a hundredth",
        ),
        key=2,
        told="At first the sum left is about $122 for each person, or 0.51 % of the total. No single step does it: each takes "
        "a part of what the step before has left. The starting settings are partly assumptions, so move them.",
    ),
    controls={
        "ore_pct": log_steps(
            1, 100, per_decade=2, default=30, label="Share that is ore worth mining", unit="%", format=".0f"
        ),
        "delay_years": steps(
            5, 35, 5, default=ground.STARTING_DELAY_YEARS, label="Years until first output", unit="years"
        ),
        "public_pct": steps(10, 90, 20, default=50, label="Public share of what is left", unit="%"),
    },
    things_to_try=(
        "Set the share that is ore to its highest step, as if every tonne were worth mining. Compare what is left with the "
        "total: losses, costs and waiting still take most of it.",
        "Go from the shortest wait to the longest. Then go back to the shortest and lower the share that is ore until about the "
        "same is left: thirty years of waiting weigh as much as nine-tenths of the rock.",
        "Start from the first settings and find two different changes, of two controls, that leave about the same sum. A sum "
        "alone does not tell which assumptions are behind it.",
    ),
    leaves_out=(
        "Where the share that is ore starts is the only share of a total that was found in print: officials of 2015 took 30 % "
        "of another total to be recoverable. Nobody has published one for this total.",
        "What is lost on the way, what all costs take of the sales, and the discount rate are assumptions of this book, named under "
        "the figure. So is the starting wait, a whole number near the mean of 127 mines.",
        "All mines start at once and bring even sums for as many years as Reko Diq was planned to. Building is paid for out of "
        "sales; in truth it comes first, which leaves less.",
        "Prices do not move, though more metal for sale could lower them. Taxes, royalties, jobs, new skills and harm to "
        "land and water are not counted.",
        "This book's tables hold no federal budget. People and one year's gross domestic product stand in for it.",
    ),
    because=(
        "claim:c11",
        "event:t62",
        "fact:total-said-october-2025",
        "fact:total-said-per-person",
        "fact:six-trillion-start-per-person",
        "fact:six-trillion-start-share",
        "fact:mines-in-lead-time-study",
        "fact:years-to-production-127-mines",
        "fact:reko-diq-mine-life",
        "fact:reko-diq-public-share",
        "fact:reko-diq-cash-of-copper-value",
        "fact:pakistan-population-2024",
        "fact:pakistan-gdp-fiscal-2025",
    ),
    key_states=(
        {"ore_pct": 30, "delay_years": 15, "public_pct": 50},
        {"ore_pct": 100, "delay_years": 5, "public_pct": 90},
        {"ore_pct": 3, "delay_years": 15, "public_pct": 50},
        {"ore_pct": 30, "delay_years": 35, "public_pct": 50},
        {"ore_pct": 1, "delay_years": 35, "public_pct": 10},
    ),
)
def six_trillion(*, ore_pct, delay_years, public_pct):
    """From the total of October 2025 to public money in hand.

    Parameters
    ----------
    ore_pct : share of the total that is worth mining, in per cent.
    delay_years : years until the first output.
    public_pct : share of what is left that public bodies receive, in per cent.
    """
    line = budget_line(
        ground.total_of_2025().value,
        ore_pct=ore_pct,
        delay_years=delay_years,
        public_pct=public_pct,
        output_years=ground.mine_life().value,
    )
    waterfall = _waterfall(line, ore_pct, delay_years, public_pct)
    title = _title(line, ore_pct, delay_years, public_pct)
    with style():
        figure = _draw(waterfall, line)
    return Chart(
        id="six-trillion",
        title=title,
        subtitle="US dollars left after each step; the scale goes up tenfold from one line to the next",
        alt=_describe(waterfall, line, title),
        table=_table(waterfall, line),
        source_ids=_source_ids(),
        figure=figure,
        note=_note(),
    )


def _source_ids() -> tuple[str, ...]:
    """Of the total, the share of 2015, the years of output, the public share, the people and the product."""
    names = ("six-trillion-start-per-person", "pakistan-gdp-fiscal-2025")
    return tuple(dict.fromkeys(id for name in names for id in facts()[name].source_ids))


def _note() -> str:
    plan = facts()["reko-diq-cash-of-copper-value"].value
    return (
        f"Assumed, not from a source: {100 - ASSUMED_RECOVERY_PCT:g} % of the ore's value is lost on the way, costs take "
        f"{ASSUMED_COST_PCT:g} % of sales, and money due later is marked down by {ASSUMED_DISCOUNT_PCT:g} % a year. So "
        f"{ASSUMED_RECOVERY_PCT * (100 - ASSUMED_COST_PCT) / 100:g} % of the ore's value is left after costs; in the plan of Reko "
        f"Diq it is {plan:.0f} % of its copper, with the gold counted as nothing. Output lasts {ground.mine_life().value:g} years, "
        "as planned there. For the total itself no method was published."
    )


def _waterfall(line: BudgetLine, ore_pct: float, delay_years: float, public_pct: float) -> tuple[_Step, ...]:
    return (
        _Step("Rock in the ground, as said", line.total_usd),
        _Step(f"Worth mining: {ore_pct:g} %", line.ore_usd),
        _Step(f"Not lost on the way: {ASSUMED_RECOVERY_PCT:g} %", line.recovered_usd),
        _Step(f"Left after costs: {100 - ASSUMED_COST_PCT:g} %", line.after_costs_usd),
        _Step(f"In hand, after {delay_years:g} years of waiting", line.in_hand_usd),
        _Step(f"Public share: {public_pct:g} %", line.public_usd),
    )


def _title(line: BudgetLine, ore_pct: float, delay_years: float, public_pct: float) -> str:
    return (
        f"With {ore_pct:g} % of the rock worth mining, {delay_years:g} years of waiting and a public share of {public_pct:g} %, about "
        f"{dollars(line.public_usd)} of the six trillion would be left in hand: about {dollars(_per_person(line))} a person"
    )


def _per_person(line: BudgetLine) -> float:
    return line.public_usd / ground.population().value


def _of_product_pct(line: BudgetLine) -> float:
    return 100 * line.public_usd / ground.yearly_product().value


def dollars(usd: float) -> str:
    """A sum to two digits, in words.

    >>> dollars(1.53e12), dollars(30.7e9), dollars(122.2), dollars(0.176), dollars(6e12)
    ('1.5 trillion dollars', '31 billion dollars', '120 dollars', '0.18 dollars', '6 trillion dollars')
    """
    scales = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1.0, ""))
    rounded = float(f"{usd:.2g}")
    scale, word = next(((s, w) for s, w in scales if rounded >= s), (1.0, ""))
    return f"{float(f'{rounded / scale:.2g}'):,.10g}{word} dollars"


def _describe(waterfall: Sequence[_Step], line: BudgetLine, title: str) -> str:
    steps_said = "; ".join(f"{step.words}: {dollars(step.usd)}" for step in waterfall)
    return (
        f"Steps down a scale that goes up tenfold from line to line. {steps_said}. On a plain bar of the total, what is left "
        f"takes {line.kept_pct:.2g} % of its length. {title}."
    )


def _table(waterfall: Sequence[_Step], line: BudgetLine) -> ChartTable:
    rows = [(step.words, step.usd, "US dollars", 100 * step.usd / line.total_usd) for step in waterfall]
    rows += [
        ("The public share, by people", _per_person(line), "US dollars a person, of 2024", line.kept_pct),
        ("The public share, by GDP", _of_product_pct(line), "% of one year, fiscal 2025", line.kept_pct),
    ]
    return ChartTable(
        columns=("Step", "What is left", "Unit", "Of the total (%)"),
        rows=tuple((words, _rounded(left), unit, _rounded(share)) for words, left, unit, share in rows),
    )


def _rounded(value: float) -> float:
    """To four digits: more would be noise beside assumptions of two."""
    return float(f"{value:.4g}")


# The scale: six decades across the figure, the same in every state.
_LEFT_PT, _RIGHT_PT = 4.0, WIDTH_PT - 4.0
_LOWEST_USD, _DECADES = 1e7, 6
_TICKS = ((1e7, "$10 m"), (1e9, "$1 bn"), (1e11, "$100 bn"), (1e13, "$10 tn"))
_ROW_PT = LINE_PT + BAR_PT + 9.0
_PLAIN_PT = 2 * LINE_PT + BAR_PT + 14.0


def _x(usd: float) -> float:
    return _LEFT_PT + (_RIGHT_PT - _LEFT_PT) * log10(usd / _LOWEST_USD) / _DECADES


def _draw(waterfall: Sequence[_Step], line: BudgetLine) -> Figure:
    top = LINE_PT + 4.0
    below = top + len(waterfall) * _ROW_PT
    figure, axes = new_canvas(below + _PLAIN_PT + 2 * LINE_PT + 12)
    _draw_scale(axes, [top + number * _ROW_PT + LINE_PT for number in range(len(waterfall))])
    before = waterfall[0].usd
    for number, step in enumerate(waterfall):
        _draw_step(axes, step, before, top + number * _ROW_PT, is_last=step is waterfall[-1])
        before = step.usd
    _draw_plain(axes, line, below + 6)
    people = f"{ground.population().value / 1e6:.0f} million people"
    said = (
        f"For each of {people}: about {dollars(_per_person(line))}",
        f"Of one year's GDP (fiscal 2025): about {_of_product_pct(line):.2g} %",
    )
    write_lines(axes, _LEFT_PT, below + _PLAIN_PT + 4, said)
    return figure


def _draw_scale(axes: Axes, tops: Sequence[float]) -> None:
    """Sums along the top, and a line at each power of ten beside every bar, clear of the words between."""
    for usd, words in _TICKS:
        x = _x(usd)
        where = "left" if usd == _TICKS[0][0] else "right" if usd == _TICKS[-1][0] else "center"
        write(axes, x, LINE_PT / 2, words, colour=MUTED, ha=where)
    for power in range(_DECADES + 1):
        x = _x(_LOWEST_USD * 10**power)
        heights = [y for top in tops for y in (top, top + BAR_PT + 2, nan)]
        axes.plot([x] * len(heights), heights, color=LINE, linewidth=0.7, zorder=0.5)


def _draw_step(axes: Axes, step: _Step, before: float, top: float, *, is_last: bool) -> None:
    """Words and sum in a line; below it what was taken off, and a mark where the sum stands."""
    write(axes, _LEFT_PT, top + LINE_PT / 2, step.words)
    write(axes, _RIGHT_PT, top + LINE_PT / 2, dollars(step.usd).removesuffix(" dollars"), ha="right")
    x, start = _x(step.usd), _x(before)
    bar_top = top + LINE_PT + 1
    if start - x > 0.5:
        box(axes, x, bar_top + 3, start - x, BAR_PT - 6, "estimated", colour=colour("others"))
    shade = colour("pakistan") if is_last else INK
    axes.add_patch(
        Rectangle((x - 2.5, bar_top), 5, BAR_PT, facecolor=shade, edgecolor=shade, linewidth=0.8, zorder=3)
    )


def _draw_plain(axes: Axes, line: BudgetLine, top: float) -> None:
    """The total as one bar on a plain scale, and what is left of it."""
    write(axes, _LEFT_PT, top + LINE_PT / 2, "The same on a plain scale: the whole bar is six trillion")
    width = _RIGHT_PT - _LEFT_PT
    box(axes, _LEFT_PT, top + LINE_PT + 1, width, BAR_PT, "reported", colour=MUTED)
    left = max(width * line.kept_pct / 100, 0.6)  # thinner, it could not be seen
    shade = colour("pakistan")
    axes.add_patch(
        Rectangle(
            (_LEFT_PT, top + LINE_PT + 1), left, BAR_PT, facecolor=shade, edgecolor=shade, linewidth=0.5
        )
    )
    write(axes, _LEFT_PT, top + LINE_PT + BAR_PT + LINE_PT / 2 + 3, f"Left: {line.kept_pct:.2g} % of it")
