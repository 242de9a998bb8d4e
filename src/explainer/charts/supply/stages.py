"""Who does which step from mine to magnet: shares by stage, each with what it is a share of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isnan
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import SIDE_PT, add_sheet, new_page, percent, rule, write
from explainer.charts.style import INK, MUTED, WIDTH_PT, certainty_look, colour, style
from explainer.data import load

YEAR = 2024
REST = "Rest of world"
# The word beside a part, and its colour; countries without a line here are among the others.
_PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "China": ("China", "china"),
        "United States": ("US", "usa"),
        "Australia": ("Australia", "australia"),
        "Myanmar (Burma)": ("Myanmar", "myanmar"),
        "Malaysia": ("Malaysia", "malaysia"),
        REST: ("others", "others"),
    }
)


class Share(NamedTuple):
    """One part of a bar, in per cent; no sources where it is what the others leave of 100."""

    country: str
    per_cent: float
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One bar: a step of the chain, and who does how much of it.

    Parameters
    ----------
    name, basis : the heading, and the words under it that say of what the shares are.
    shares : the largest first, the rest last; empty where no number was found.
    how : how the shares are known, for the table.
    reported : read second-hand, so drawn hatched.
    """

    name: str
    basis: str
    shares: tuple[Share, ...] = ()
    how: str = "no share of any country was found"
    reported: bool = False

    @property
    def china(self) -> float:
        return next(share.per_cent for share in self.shares if share.country == "China")


_COMPUTED = "computed from the quantities of the source"


@cache
def stages() -> tuple[Stage, ...]:
    """The chain from mine to magnet, and last the first step counted in another way."""
    elements, mass = "magnet rare earths (Nd, Pr, Dy, Tb), contained element", "by mass of element"
    return (
        Stage("Mining", f"of four magnet elements, {mass}", _shares("mining", elements), _COMPUTED),
        Stage(
            "Separating and refining",
            f"of four magnet elements, {mass}",
            _shares("separation and refining", elements),
            _COMPUTED,
        ),
        Stage("Making metal", "no number found"),
        Stage(
            "Making magnets",
            "of sintered permanent magnets; second-hand",
            _shares("sintered magnet manufacturing", "permanent magnets"),
            "read second-hand",
            reported=True,
        ),
        Stage(
            "Mining, counted otherwise", "of all rare earths, by mass of oxides", _mined_shares(), _COMPUTED
        ),
    )


def _shares(stage: str, basis: str) -> tuple[Share, ...]:
    """The rows of the table, and what they leave of 100, which no row tells by country."""
    rows = load("ree_processing_share").where(year=YEAR, stage=stage, basis=basis)
    told = [Share(row.country, row.share_pct, row.source_ids) for row in rows]
    told.sort(key=lambda share: (share.country == REST, -share.per_cent))
    left = 100 - sum(share.per_cent for share in told)
    return (*told, Share(REST, left)) if left > 0.5 else tuple(told)


def _mined_shares() -> tuple[Share, ...]:
    """From the sum of the country rows of the US Geological Survey, as in the figure of mine production."""
    rows = load("ree_mine_production").where(year=YEAR)
    total = sum(row.production_t_reo for row in rows if row.row_kind != "world")
    named = [row for row in rows if row.country in _PARTS and row.country != "Malaysia"]
    told = [Share(row.country, 100 * row.production_t_reo / total, row.source_ids) for row in named]
    told.sort(key=lambda share: -share.per_cent)
    return (*told, Share(REST, 100 - sum(share.per_cent for share in told), named[0].source_ids))


def stage_shares() -> Chart:
    """Shares of mining, refining and magnet making by country in 2024; making metal is an empty cell."""
    with style():
        figure = _draw(stages())
    return Chart(
        id="stage-shares",
        title=_title(),
        subtitle=(
            f"Share of each step by country, {YEAR}, in per cent. The magnet elements are neodymium, "
            "praseodymium, dysprosium and terbium"
        ),
        alt=describe_stage_shares(),
        table=_table(stages()),
        source_ids=cited_by(share for stage in stages() for share in stage.shares),
        figure=figure,
        note=(
            "Each bar is a whole of its own, named above it; do not read the bars as one stream that gets "
            "narrower. The shares of the first two are computed from quantities of the International Energy "
            "Agency (IEA). Hatched: the IEA's page itself was not seen. The last bar is by the US Geological "
            "Survey (USGS). A share says where a plant stands, not who owns it."
        ),
    )


def _title() -> str:
    mining, refining, _, magnets, _ = stages()
    return (
        f"In {YEAR} China had {percent(mining.china)} of the mining of four magnet elements, "
        f"{percent(refining.china)} of their refining and {percent(magnets.china)} of magnet making"
    )


def describe_stage_shares() -> str:
    """Alt text from the rows that are drawn."""
    parts = [f"Horizontal bars, one for each step from mine to magnet, divided by country, {YEAR}."]
    for stage in stages():
        told = ", ".join(map(_key_text, _drawn(stage)))
        parts.append(f"{stage.name} ({stage.basis}): {told or 'an empty dotted cell'}.")
    return " ".join([*parts, f"{_title()}."])


def _drawn(stage: Stage) -> list[Share]:
    return [share for share in stage.shares if share.per_cent > 0]


def _table(bars: Sequence[Stage]) -> ChartTable:
    rows = [
        (stage, share) for stage in bars for share in stage.shares or (Share("All countries", float("nan")),)
    ]
    return ChartTable(
        columns=("Step", "Share of what", "Country", "Share (%)", "How it is known"),
        rows=tuple(
            (stage.name, stage.basis, share.country, _cell(share), _how(stage, share))
            for stage, share in rows
        ),
        row_source_ids=tuple(share.source_ids for _, share in rows),
    )


def _cell(share: Share) -> float | None:
    return None if isnan(share.per_cent) else round(share.per_cent, 1)


def _how(stage: Stage, share: Share) -> str:
    return "what is left of 100, not told by country" if stage.shares and not share.source_ids else stage.how


# Places in the figure, in points from its upper left corner.
_BAR_LEFT, _BAR_RIGHT, _BAR_PT = SIDE_PT, WIDTH_PT - SIDE_PT, 22.0
_SWATCH_PT, _KEY_GAP_PT = 9.0, 12.0


def _draw(bars: Sequence[Stage]) -> Figure:
    heights = [_height(stage) for stage in bars]
    figure = new_page(sum(heights) + 4)
    sheet = add_sheet(figure)
    top = 0.0
    for stage, height in zip(bars, heights, strict=True):
        if stage is bars[-1]:
            rule(sheet, top, colour=INK, width=1.2)
            top += 10
        _draw_stage(sheet, stage, top)
        top += height
    return figure


def _height(stage: Stage) -> float:
    return 2 * LINE_PT + 3 + _BAR_PT + len(_key_lines(stage)) * LINE_PT + (20 if stage.shares else 14)


def _draw_stage(sheet: Axes, stage: Stage, top: float) -> None:
    write(sheet, _BAR_LEFT, top + LINE_PT / 2, stage.name, weight="bold")
    write(sheet, _BAR_LEFT, top + 1.5 * LINE_PT, stage.basis, colour=MUTED)
    bar_top = top + 2 * LINE_PT + 3
    if stage.shares:
        _draw_bar(sheet, stage, bar_top)
        _draw_key(sheet, stage, bar_top + _BAR_PT + 4)
    else:
        size = (_BAR_RIGHT - _BAR_LEFT - 2, _BAR_PT - 2)
        look = certainty_look("not known", colour=MUTED)
        sheet.add_patch(Rectangle((_BAR_LEFT + 1, bar_top + 1), *size, **look))


def _draw_bar(sheet: Axes, stage: Stage, top: float) -> None:
    left, per_cent = _BAR_LEFT, (_BAR_RIGHT - _BAR_LEFT) / 100
    for share in _drawn(stage):
        look = certainty_look("reported" if stage.reported else "confirmed", colour=_shade(share))
        width = max(share.per_cent * per_cent - 1, 0.8)
        bar = Rectangle((left, top), width, _BAR_PT, **look)
        if not stage.reported:
            bar.set_linewidth(0)
        sheet.add_patch(bar)
        left += share.per_cent * per_cent


def _shade(share: Share) -> str:
    return colour(_PARTS[share.country][1])


def _key_lines(stage: Stage) -> list[list[Share]]:
    """The parts in reading order, broken into lines that fit the width."""
    lines: list[list[Share]] = [[]] if stage.shares else []
    used = 0.0
    for share in _drawn(stage):
        width = _key_width(share)
        if lines[-1] and used + width > _BAR_RIGHT - _BAR_LEFT + _KEY_GAP_PT:
            lines.append([])
            used = 0.0
        lines[-1].append(share)
        used += width
    return lines


def _key_text(share: Share) -> str:
    digits = 0 if share.per_cent >= 10 else 1
    number = f"{share.per_cent:.{digits}f}".removesuffix(".0")
    return f"{_PARTS[share.country][0]} {number} %"


def _key_width(share: Share) -> float:
    return _SWATCH_PT + 4 + text_width(_key_text(share)) + _KEY_GAP_PT


def _draw_key(sheet: Axes, stage: Stage, top: float) -> None:
    for number, line in enumerate(_key_lines(stage)):
        x, middle = _BAR_LEFT, top + (number + 0.5) * LINE_PT
        for share in line:
            swatch = (x, middle - _SWATCH_PT / 2)
            sheet.add_patch(Rectangle(swatch, _SWATCH_PT, _SWATCH_PT, linewidth=0, facecolor=_shade(share)))
            write(sheet, x + _SWATCH_PT + 4, middle, _key_text(share))
            x += _key_width(share)
