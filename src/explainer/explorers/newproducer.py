"""The explorer of chapter 5: a new mine, a new refinery, and what each does to shares and concentration."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import SIDE_PT, add_sheet, new_page, outlined, rule, write
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, style
from explainer.data import Row
from explainer.explore import Prediction, choice, explorer, steps
from explainer.facts.supply import magnet_market
from explainer.models.concentration import HHI_OF_ONE, Market

NEW = "New producer"
REST = "Rest of world"
CHINA = "China"
# An assumption: a round number near the Nolans plan (fact magnet-elements-nolans-plan).
ASSUMED_MINE_T = 4000
YEARS = {"2024": "2024, as observed", "2030": "2030, as projected"}
_BESIDE = {"2024": "the producers of 2024", "2030": "the producers projected for 2030"}
# The word in the key and the colour of every part, in the order of the bars.
_PARTS = MappingProxyType(
    {
        CHINA: ("China", "china"),
        "United States": ("US", "usa"),
        "Australia": ("Australia", "australia"),
        "Myanmar (Burma)": ("Myanmar", "myanmar"),
        "Malaysia": ("Malaysia", "malaysia"),
        REST: ("others", "others"),
        NEW: ("new", None),
    }
)


@dataclass(frozen=True)
class Step:
    """One step of the chain, before and after somebody new joins it.

    Parameters
    ----------
    name : "Mining" or "Refining".
    added_t : what the new producer adds, in tonnes of the four magnet elements a year.
    """

    name: str
    before: Market
    added_t: float
    rows: tuple[Row, ...]

    @cached_property
    def after(self) -> Market:
        return self.before.joined_by(NEW, self.added_t)

    @property
    def is_changed(self) -> bool:
        return self.added_t > 0

    @property
    def china(self) -> tuple[str, str]:
        """China's share before and after, as shown."""
        return tuple(f"{market.share_pct(CHINA):.1f}" for market in (self.before, self.after))


def _step(name: str, year: str, added_t: float) -> Step:
    market, rows = magnet_market(name.lower(), int(year))
    return Step(name, market, added_t, rows)


@explorer(
    title="What would a new producer change?",
    intro=(
        "Give the world a new mine, a new refinery, or both, in a country that has neither. The bars show who then "
        "mines and who refines the four rare earths of magnets; the index below them says how much hangs on a few."
    ),
    prediction=Prediction(
        stem=(
            "A country without mines or refineries opens a mine, and no refinery. What happens to China's share of "
            "the world's refining?"
        ),
        options=(
            "It falls as much as its share of mining does",
            "It falls, but by less than its share of mining",
            "It stays as it is, whatever the mine gives",
        ),
        key=2,
        told=(
            "A mine adds to mining alone. Its ore still has to be separated and refined, and unless somebody builds a "
            "plant for that, the work goes to those who have one: in 2024 that was China for 91.3 % of the four magnet "
            "elements."
        ),
    ),
    controls={
        "mine_t": steps(
            0, 36_000, 4_000, default=ASSUMED_MINE_T, label="New mine", unit="t a year", format=",.0f"
        ),
        "refinery_t": steps(
            0, 36_000, 4_000, default=0, label="New refinery", unit="t a year", format=",.0f"
        ),
        "year": choice(YEARS, default="2024", label="Beside the producers of"),
    },
    things_to_try=(
        "Push the mine to its largest and leave the refinery at nothing: China's share of mining drops below half. Watch what "
        "the bars of refining do meanwhile.",
        "Then turn it round, with the largest refinery and no mine: refining is still more concentrated than "
        "mining was before anybody joined.",
        "Set both to nothing and change 2024 to 2030: the projection alone brings refining lower than a refinery several "
        "times as large as the mine at the start would bring it in 2024.",
    ),
    leaves_out=(
        "Where a new refinery gets its ore and who refines the ore of a new mine: if old refineries take it, their "
        "share of refining grows.",
        "Time, cost and price: nobody else closes, cuts or adds, though new output often lowers prices and others "
        "answer it.",
        "Companies and owners: shares are by the country where the plant stands. Metal and magnets, the steps after "
        "refining, are not in it either.",
        "Assumptions: the size of the new mine at the start is a round number close to what the Nolans plan would give, "
        "about 3,807 t a year counted as element, and everything above it is a what-if. The numbers for 2030 are a "
        "projection of the International Energy Agency.",
    ),
    because=(
        "fact:magnet-ree-refining-share-china-2024",
        "fact:magnet-ree-mining-share-china-2024",
        "fact:hhi-magnet-ree-mining-2024-least",
        "fact:hhi-magnet-ree-refining-2024-least",
        "fact:magnet-elements-nolans-plan",
        "table:ree_processing_share",
    ),
    key_states=(
        {"mine_t": 0},
        {},
        {"mine_t": 36_000},
        {"mine_t": 0, "refinery_t": 36_000},
        {"mine_t": 36_000, "refinery_t": 36_000},
        {"mine_t": 0, "year": "2030"},
    ),
)
def new_producer(*, mine_t: float, refinery_t: float, year: str) -> Chart:
    """Shares and concentration of mining and refining, before and after a new mine and a new refinery.

    Parameters
    ----------
    mine_t, refinery_t : what they add, in tonnes of the four magnet elements a year.
    year : beside whom, one of `YEARS`.
    """
    both = (_step("Mining", year, mine_t), _step("Refining", year, refinery_t))
    with style():
        figure = _draw(both)
    return Chart(
        id="new-producer",
        title=_title(both, year),
        subtitle=(
            "Shares by country and concentration (HHI, 0 to 10,000) of mining and refining neodymium, praseodymium, "
            f"dysprosium and terbium, by mass of element; {YEARS[year]}"
        ),
        alt=_alt(both, year),
        table=_table(both),
        source_ids=cited_by(row for step in both for row in step.rows),
        figure=figure,
        note=(
            "Assumed, not from a source: what the new mine and the new refinery give. HHI, the Herfindahl-Hirschman index: the shares in per cent, squared and added up. One country alone gives 10,000, two equal ones 5,000. A range, because "
            "the source does not split the rest of the world: the least is for very many countries there, the most for one."
        ),
    )


def _title(both: Sequence[Step], year: str) -> str:
    mining, refining = both
    if not (mining.is_changed or refining.is_changed):
        return f"With {_BESIDE[year]} alone, China has {mining.china[0]} % of mining and {refining.china[0]} % of refining"
    if not refining.is_changed:
        return (
            f"Beside {_BESIDE[year]}, a new mine of {mining.added_t:,.0f} t takes {_fall('mining', mining)}; without a new "
            f"refinery China keeps {refining.china[0]} % of refining"
        )
    if not mining.is_changed:
        return (
            f"Beside {_BESIDE[year]}, a new refinery of {refining.added_t:,.0f} t takes {_fall('refining', refining)}; "
            f"without a new mine China keeps {mining.china[0]} % of mining"
        )
    return (
        f"Beside {_BESIDE[year]}, a new mine of {mining.added_t:,.0f} t takes {_fall('mining', mining)}; a new refinery "
        f"of {refining.added_t:,.0f} t takes {_fall('refining', refining)}"
    )


def _fall(what: str, step: Step) -> str:
    before, after = step.china
    return f"China's share of {what} from {before} to {after} %"


def _hhi(market: Market) -> str:
    least, most = (f"{end:,.0f}" for end in market.hhi)
    return least if least == most else f"{least} to {most}"


def _alt(both: Sequence[Step], year: str) -> str:
    parts = ["Divided bars of who mines and who refines, before and after a new producer."]
    for step in both:
        told = f"{step.name}: HHI {_hhi(step.before)}"
        if step.is_changed:
            told += f" before and {_hhi(step.after)} after; new producer {step.after.share_pct(NEW):.1f} %"
        parts.append(f"{told}.")
    return " ".join([*parts, f"{_title(both, year)}."])


def _table(both: Sequence[Step]) -> ChartTable:
    states = [
        (f"{step.name}, {when}", market, step)
        for step in both
        for when, market in (("before", step.before), ("after", step.after))
    ]
    countries = [name for name in _PARTS if name not in (REST, NEW)]
    return ChartTable(
        columns=(
            "Step",
            "World (t a year)",
            *(f"{_PARTS[name][0]} (%)" for name in countries),
            "Rest of world (%)",
            "New producer (%)",
            "HHI, least",
            "HHI, most",
        ),
        rows=tuple(
            (
                name,
                round(market.total_t),
                *(_cell(market, country) for country in countries),
                round(market.rest_pct, 1),
                round(market.share_pct(NEW), 1),
                *map(round, market.hhi),
            )
            for name, market, _ in states
        ),
    )


def _cell(market: Market, country: str) -> float | None:
    """A share; a country that the source does not tell apart is somewhere in the rest."""
    return round(market.share_pct(country), 1) if country in market.tonnes else None


# Places in the figure, in points from its upper left corner.
_BAR_LEFT, _BAR_WIDTH, _BAR_PT = SIDE_PT, WIDTH_PT - 2 * SIDE_PT, 17.0
_STEP_PT = 148.0
_HHI_PT = 9.0
_SWATCH_PT = 9.0


def _draw(both: Sequence[Step]) -> Figure:
    figure = new_page(len(both) * _STEP_PT + 2 * LINE_PT + 10)
    sheet = add_sheet(figure)
    for number, step in enumerate(both):
        _draw_step(sheet, step, number * _STEP_PT)
    _draw_key(sheet, len(both) * _STEP_PT + 4)
    return figure


def _draw_step(sheet: Axes, step: Step, top: float) -> None:
    write(sheet, SIDE_PT, top + LINE_PT / 2, step.name, weight="bold")
    rule(sheet, top + LINE_PT + 3, colour=INK, width=1.2)
    top += LINE_PT + 8
    for when, market, told in (
        ("before", step.before, f"China {step.china[0]} %"),
        ("after", step.after, _told_after(step)),
    ):
        write(sheet, SIDE_PT, top + LINE_PT / 2, when, colour=MUTED)
        write(sheet, WIDTH_PT - SIDE_PT, top + LINE_PT / 2, told, ha="right")
        _draw_bar(sheet, market, top + LINE_PT + 2)
        top += LINE_PT + _BAR_PT + 8
    _draw_hhi(sheet, step, top + 2)


def _told_after(step: Step) -> str:
    if not step.is_changed:
        return "no change"
    return f"China {step.china[1]} %, new {step.after.share_pct(NEW):.1f} %"


def _draw_bar(sheet: Axes, market: Market, top: float) -> None:
    left = _BAR_LEFT
    for name, (_, shade) in _PARTS.items():
        share = market.rest_pct if name == REST else market.share_pct(name)
        if share > 0:
            width = share * _BAR_WIDTH / 100
            _draw_part(sheet, left, top, max(width - 1, 0.8), _BAR_PT, shade)
            left += width


def _draw_part(sheet: Axes, left: float, top: float, width: float, height: float, shade: str | None) -> None:
    """A part in the colour of its country; the new producer, which is assumed, as an outline."""
    if shade:
        look = {"facecolor": colour(shade), "linewidth": 0}
        _add_box(sheet, left, top, width, height, look)
    else:
        _add_box(sheet, left + 0.75, top + 0.75, max(width - 1.5, 0.1), height - 1.5, outlined().look)


def _add_box(sheet: Axes, left: float, top: float, width: float, height: float, look: dict) -> None:
    sheet.add_artist(Rectangle((left, top), width, height, **look))


def _draw_hhi(sheet: Axes, step: Step, top: float) -> None:
    """The index on a line from none to one country alone: an outline before, filled after."""
    said = _hhi(step.before)
    if step.is_changed:
        said = f"{said}, then {_hhi(step.after)}"
    write(sheet, SIDE_PT, top + LINE_PT / 2, "HHI", colour=MUTED)
    write(sheet, WIDTH_PT - SIDE_PT, top + LINE_PT / 2, said, ha="right")
    middle = top + LINE_PT + 2 + _HHI_PT / 2
    ends = [_BAR_LEFT, _BAR_LEFT + _BAR_WIDTH]
    sheet.plot(ends, [middle, middle], color=LINE, linewidth=1.2, zorder=0.5)
    if step.is_changed:
        _draw_range(sheet, step.before, middle, outlined().look)
    _draw_range(sheet, step.after, middle, {"facecolor": INK, "linewidth": 0})


def _draw_range(sheet: Axes, market: Market, middle: float, look: dict) -> None:
    least, most = (_BAR_LEFT + end / HHI_OF_ONE * _BAR_WIDTH for end in market.hhi)
    _add_box(sheet, least, middle - _HHI_PT / 2, max(most - least, 3.0), _HHI_PT, look)


def _draw_key(sheet: Axes, top: float) -> None:
    x, row = SIDE_PT, 0
    for word, shade in _PARTS.values():
        width = _SWATCH_PT + 4 + text_width(word) + 10
        if x + width - 10 > WIDTH_PT - SIDE_PT:
            x, row = SIDE_PT, row + 1
        middle = top + (row + 0.5) * LINE_PT
        _draw_part(sheet, x, middle - _SWATCH_PT / 2, _SWATCH_PT, _SWATCH_PT, shade)
        write(sheet, x + _SWATCH_PT + 4, middle, word)
        x += width
