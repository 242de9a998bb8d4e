"""The 500 million dollars of the memorandum beside other sums, each with the kind of sum it is."""

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import (
    SIDE_PT,
    Mark,
    add_panel,
    add_sheet,
    certain,
    key_height,
    listed,
    new_page,
    outlined,
    put,
    rule,
    write,
    write_key,
)
from explainer.charts.style import COPPER, INK, LINE, WIDTH_PT, style
from explainer.errors import did_you_mean
from explainer.facts import Fact, facts
from explainer.facts.deal import COMPARABLE_SUMS, ENVISAGED, LOWER_ENDS


class Sum(NamedTuple):
    """A sum in the few words that the figure has room for: a word of `KINDS`, and what it is, with its year."""

    kind: str
    words: str


# What a sum is: its mark.
KINDS: Mapping[str, Mark] = MappingProxyType(
    {
        "envisaged or planned": outlined(),
        "loan announced": outlined(shape="s"),
        "award": certain("reported", shape="D"),
        "spent": certain("confirmed"),
        "a year's flow": certain("confirmed", shape="^"),
        "our arithmetic": certain("not known"),
    }
)
# By fact id: our reading of each sum. The fact's own label and meaning stand in the table of the figure.
SUMS: Mapping[str, Sum] = MappingProxyType(
    {
        "first-load-as-antimony-metal": Sum("our arithmetic", "two tonnes of antimony metal, 2025"),
        "pakistan-antimony-output-value-2025": Sum("our arithmetic", "Pakistan's antimony as metal, 2025"),
        "ussm-ionic-missouri-plan-2026": Sum("envisaged or planned", "USSM's magnet recycling, US, 2026"),
        "energy-fuels-separation-plan-2026": Sum("envisaged or planned", "Energy Fuels separation, US, 2026"),
        ENVISAGED: Sum("envisaged or planned", "FWO and USSM, first phase, 2025"),
        "lynas-kalgoorlie-plant-2024": Sum("spent", "Lynas plant, Australia, 2024"),
        "reko-diq-spent-2026": Sum("spent", "Reko Diq, by February 2026"),
        "reko-diq-exim-loan-2025": Sum("loan announced", "Reko Diq, US EXIM, 2025"),
        "pakistan-fdi-2023": Sum("a year's flow", "foreign investment in Pakistan, 2023"),
        "perpetua-stibnite-plan-2025": Sum("envisaged or planned", "Perpetua gold mine, US, 2025"),
        "reko-diq-first-phase-plan-2025": Sum("envisaged or planned", "Reko Diq, first phase, 2025"),
        "reko-diq-award-2019": Sum("award", "Reko Diq, arbitration, 2019"),
        "pakistan-goods-exports-2023": Sum("a year's flow", "Pakistan's exports of goods, 2023"),
        "pakistan-gdp-2023": Sum("a year's flow", "Pakistan's GDP, 2023"),
    }
)
# The sums of the title, in the words that follow "of".
_MEASURES = {
    "pakistan-fdi-2023": "foreign direct investment in Pakistan in 2023",
    "reko-diq-first-phase-plan-2025": "the planned first phase of Reko Diq",
}


def sums_compared(*, include: Iterable[str] | None = None) -> Chart:
    """The investment envisaged beside comparable sums, on a log axis; the mark tells the kind of sum.

    Parameters
    ----------
    include : ids of facts to draw, of `COMPARABLE_SUMS`; all of them if not given.

    Raises
    ------
    ValueError
        If an id is not one of them, or none is given; names those there are.
    """
    chosen = _chosen(include)
    with style():
        figure = _draw(chosen)
    return Chart(
        id=_id(chosen),
        title=_title(chosen),
        subtitle="US dollars of the year named, not adjusted for prices. Log scale: each step to the right is ten times as much",
        alt=describe_sums_compared(chosen),
        table=_table(chosen),
        source_ids=cited_by(chosen),
        figure=figure,
        note=(
            "The kinds differ: a plan is not a payment, and a year's flow is not a project. Sizes may be compared, "
            "the sums may not be added. On a log scale equal lengths are equal ratios. \u201cOur arithmetic\u201d is "
            "a ceiling: ore fetches far less than metal."
        ),
    )


def _chosen(include: Iterable[str] | None) -> tuple[Fact, ...]:
    """The facts to draw, from small to large."""
    ids = COMPARABLE_SUMS if include is None else (include,) if isinstance(include, str) else tuple(include)
    if not ids:
        msg = f"sums_compared: include is empty; name some of {', '.join(COMPARABLE_SUMS)}"
        raise ValueError(msg)
    for id in ids:
        if id not in COMPARABLE_SUMS:
            hint = did_you_mean(id, COMPARABLE_SUMS) or f"; there are {', '.join(COMPARABLE_SUMS)}"
            msg = f'sums_compared: "{id}" is not one of the sums compared{hint}'
            raise ValueError(msg)
    return tuple(sorted((facts()[id] for id in dict.fromkeys(ids)), key=lambda fact: fact.value))


def _id(chosen: Sequence[Fact]) -> str:
    """An id of its own for every choice, so that a changed figure can stand below the first."""
    ids = sorted(fact.id for fact in chosen)
    if ids == sorted(COMPARABLE_SUMS):
        return "sums-compared"
    return f"sums-compared-{zlib.crc32(' '.join(ids).encode()):08x}"


def _title(chosen: Sequence[Fact]) -> str:
    by_id = {fact.id: fact for fact in chosen}
    if ENVISAGED not in by_id:
        top = chosen[-1]
        return f"The largest of the sums drawn is {SUMS[top.id].words}: {top.shown}"
    envisaged = by_id[ENVISAGED]
    measured = [
        f"{100 * envisaged.value / by_id[id].value:.1f} % of {words}"
        for id, words in _MEASURES.items()
        if id in by_id
    ]
    if measured:
        return f"The {envisaged.shown} envisaged equal {listed(measured)}"
    others = [fact for fact in chosen if fact.id != ENVISAGED]
    if not others:
        return f"A first phase of {envisaged.shown} is envisaged"
    words, value = SUMS[others[-1].id].words, others[-1].value
    if value > envisaged.value:
        return f"The {envisaged.shown} envisaged equal {100 * envisaged.value / value:.2g} % of this sum: {words}"
    return f"The {envisaged.shown} envisaged are {envisaged.value / value:,.3g} times this sum: {words}"


def describe_sums_compared(chosen: Sequence[Fact]) -> str:
    """Alt text from the facts that are drawn."""
    told = "; ".join(f"{SUMS[fact.id].words} ({SUMS[fact.id].kind}) {_amount(fact)}" for fact in chosen)
    return f"Marks on a log axis of US dollars, from small to large: {told}. {_title(chosen)}."


def _amount(fact: Fact) -> str:
    """The sum as a figure prints it: "$500 m", "$5.8-5.9 bn", "$110,232"."""
    amount = fact.shown.removesuffix(" dollars")
    for word, short in (("million", "m"), ("billion", "bn"), ("trillion", "tn")):
        amount = amount.replace(word, short)
    if fact.id in LOWER_ENDS:
        amount = f"{_lowest(fact).shown.split()[0]}–{amount}"
    return f"${amount}"


def _lowest(fact: Fact) -> Fact:
    """The lower end of a range that the records print, or the fact itself."""
    return facts()[LOWER_ENDS.get(fact.id, fact.id)]


def _table(chosen: Sequence[Fact]) -> ChartTable:
    return ChartTable(
        columns=("Sum", "Kind, as we read it", "From (USD)", "To (USD)", "What it is"),
        rows=tuple(
            (fact.label, SUMS[fact.id].kind, round(_lowest(fact).value), round(fact.value), fact.meaning)
            for fact in chosen
        ),
        row_source_ids=tuple(fact.source_ids for fact in chosen),
    )


# Places in the figure, in points from its upper left corner.
_SIDE, _ROW_PT, _DOT_PT = 22.0, 37.0, 9.0
_KEY_TOP, _KEY_GAP_PT = 2.0, 10.0


def _draw(chosen: Sequence[Fact]) -> Figure:
    """A row for each sum: words and amount above, its mark on the axis below; a line down from the plan."""
    key = [(mark, kind) for kind, mark in KINDS.items() if kind in {SUMS[fact.id].kind for fact in chosen}]
    top = key_height(key, size=_DOT_PT) + _KEY_TOP + _KEY_GAP_PT
    height = len(chosen) * _ROW_PT
    figure = new_page(top + height + 26)
    axes = add_panel(figure, top, height, left=_SIDE, right=_SIDE)
    _set_axis(axes, chosen)
    sheet = add_sheet(figure)
    write_key(sheet, key, _KEY_TOP, size=_DOT_PT)
    for number, fact in enumerate(chosen):
        shade = COPPER if fact.id == ENVISAGED else INK
        _draw_mark(axes, number + 0.73, fact, shade)
        middle = top + number * _ROW_PT + 13
        weight = "bold" if fact.id == ENVISAGED else "normal"
        write(sheet, SIDE_PT, middle, _capital(SUMS[fact.id].words), weight=weight)
        write(sheet, WIDTH_PT - SIDE_PT, middle, _amount(fact), weight=weight, ha="right")
        rule(sheet, top + number * _ROW_PT, colour=LINE)
    return figure


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _set_axis(axes: Axes, chosen: Sequence[Fact]) -> None:
    low = math.floor(math.log10(min(_lowest(fact).value for fact in chosen)))
    high = math.ceil(math.log10(max(fact.value for fact in chosen)))
    powers = range(low, max(high, low + 1) + 1)
    axes.set(xscale="log", xlim=(10.0 ** powers[0], 10.0 ** powers[-1]), ylim=(len(chosen), 0), yticks=[])
    axes.set_xticks([10.0**power for power in powers])
    every = 1 if len(powers) <= 5 else 2
    labels = ["" if (powers[-1] - power) % every else _tick(power) for power in powers]
    first, *_ = axes.set_xticklabels(labels)
    first.set_horizontalalignment("left")  # "$100,000" is wider than the margin
    axes.minorticks_off()
    axes.grid(visible=True, axis="x")
    axes.spines["bottom"].set_visible(False)
    if any(fact.id == ENVISAGED for fact in chosen):
        _draw_measure(axes, facts()[ENVISAGED].value, len(chosen))


def _draw_measure(axes: Axes, value: float, rows: int) -> None:
    """A dashed line down from the plan, broken where words stand."""
    y = [place for row in range(rows) for place in (row + 0.5, row + 1.0, math.nan)]
    axes.plot([value] * len(y), y, color=COPPER, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1.5)


def _tick(power: int) -> str:
    """Ten to the power in dollars, in few signs.

    >>> _tick(5), _tick(8), _tick(12)
    ('$100,000', '$100 m', '$1 tn')
    """
    for least, word in ((12, "tn"), (9, "bn"), (6, "m")):
        if power >= least:
            return f"${10 ** (power - least)} {word}"
    return f"${10**power:,}"


def _draw_mark(axes: Axes, y: float, fact: Fact, shade: str) -> None:
    shape, look = KINDS[SUMS[fact.id].kind]
    paint = {key: shade if value == INK else value for key, value in look.items()}
    if fact.id in LOWER_ENDS:
        axes.plot([_lowest(fact).value, fact.value], [y, y], color=shade, linewidth=3)
    put(axes, fact.value, y, Mark(shape, paint), size=_DOT_PT)
