"""Years from discovery to production, beside the plan of Reko Diq: a figure of chapter 7."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import story
from explainer.charts.chain.rocktable import number
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import (
    BAR_PT,
    HEADING_PT,
    LEFT_PT,
    RIGHT_PT,
    Bar,
    box,
    draw_bar,
    heading,
    write,
)
from explainer.charts.drawing.lettering import LINE_PT, text_width, wrap
from explainer.charts.style import INK, LINE, MUTED, colour, new_canvas, style
from explainer.data import load
from explainer.errors import did_you_mean
from explainer.facts.ground import VENTURE, venture_to_target
from explainer.story import spelled

PAKISTAN = "Pakistan"
ONE_STUDY, BY_START, BY_COUNTRY, PLAN = (
    "One study of 127 mines",
    "By years of start",
    "By country, another study",
    "Reko Diq, as planned",
)
_GROUP_OF = {"sp_2023": ONE_STUDY, "sp_2024": BY_START, "sp_nma_2024": BY_COUNTRY}


@dataclass(frozen=True)
class LeadTime:
    """Years to production, as one row or one plan has it.

    Parameters
    ----------
    scope : what the option `scope` names.
    group : one of the groups of the figure; years of different groups are not the same measure.
    words : what stands over the bar.
    years : the mean, or the years of the plan.
    look : "measured", or "reported" where it was read second-hand or is a plan.
    source_ids : of the row, or of the events behind the plan.
    ends : the fastest and the slowest mine, where they are printed.
    mines : how many were counted; None where not printed.
    """

    scope: str
    group: str
    words: str
    years: float
    look: str
    source_ids: tuple[str, ...]
    ends: tuple[float, float] | None = None
    mines: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the end has been put off: the plan of Reko Diq, since the slowdown."""
        return self.group == PLAN

    @property
    def shown(self) -> str:
        if self.ends:
            return f"{number(self.years)} ({number(self.ends[0])} to {number(self.ends[1])})"
        return f"{number(self.years)} or more" if self.is_open else number(self.years)


def lead_times() -> tuple[LeadTime, ...]:
    """Every bar, group by group, the longest first where the bars are countries."""
    rows = [_from_row(row) for row in load("lead_times")]
    ordered = sorted(rows, key=lambda row: (_GROUPS.index(row.group), -row.years * (row.group == BY_COUNTRY)))
    return (*ordered, _reko_diq())


_GROUPS = (ONE_STUDY, BY_START, BY_COUNTRY, PLAN)


def _from_row(row: Any) -> LeadTime:
    group = _GROUP_OF[row.source_id]
    ends = row.statistic.partition("range ")[2].rstrip(")").split(" to ")
    return LeadTime(
        scope=row.scope,
        group=group,
        words=_row_words(row, group),
        years=row.years_discovery_to_production,
        look="reported" if "second-hand" in (row.note or "") else "measured",
        source_ids=row.source_ids,
        ends=(float(ends[0]), float(ends[1])) if len(ends) == 2 else None,
        mines=None if row.n_mines is None else int(row.n_mines),
    )


def _row_words(row: Any, group: str) -> str:
    if group == ONE_STUDY:
        return f"Started {_years(row.start_period)}: {row.commodity}"
    if group == BY_START:
        return f"Started {_years(row.start_period)}"
    if row.scope == "World":
        return f"World, {row.commodity}"
    return f"{row.scope}, {row.n_mines:g} mines" if row.n_mines else row.scope


def _years(period: str) -> str:
    return period.replace("-", "\u2013")


def _reko_diq() -> LeadTime:
    plan = venture_to_target()
    start = next(event for event in story.timeline() if event.id == VENTURE)
    return LeadTime(
        scope=PAKISTAN,
        group=PLAN,
        words=f"From the venture of {spelled(start.date[:4])} to the target of {int(start.date[:4]) + plan.value:g}",
        years=plan.value,
        look="reported",
        source_ids=cited_by(plan.rows),
    )


def years_to_production(*, scope: str | None = None) -> Chart:
    """Years from discovery to production: means of studies, and the plan of Reko Diq.

    Parameters
    ----------
    scope : only "World", "Pakistan" or a country of the table, such as "United States"; all if not given.

    Raises
    ------
    ValueError
        If there is nothing for it; names what is possible.
    """
    rows = _chosen(scope)
    with style():
        figure = _draw(rows)
    return Chart(
        id="years-to-production"
        if scope is None
        else f"years-to-production-{scope.lower().replace(' ', '-')}",
        title=_title(rows),
        subtitle="Years from discovery to production, means over mines that did start; for Reko Diq from the first venture",
        alt=describe_years_to_production(rows),
        table=_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note=_note(rows),
    )


def _chosen(scope: str | None) -> tuple[LeadTime, ...]:
    rows = lead_times()
    if scope is None:
        return rows
    possible = tuple(dict.fromkeys(row.scope for row in rows))
    if scope not in possible:
        hint = did_you_mean(str(scope), possible)
        msg = f'years_to_production: nothing for "{scope}"{hint}; choose one of {", ".join(possible)}'
        raise ValueError(msg)
    return tuple(row for row in rows if row.scope == scope)


def describe_years_to_production(rows: Sequence[LeadTime]) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Bars of years from discovery to production."]
    for group in _GROUPS:
        said = [f"{row.words} {row.shown}" for row in rows if row.group == group]
        if said:
            parts.append(f"{group}: {'; '.join(said)}.")
    return " ".join([*parts, f"{_title(rows)}."])


def _title(rows: Sequence[LeadTime]) -> str:
    mean = next((row for row in rows if row.ends), None)
    plan = next((row for row in rows if row.group == PLAN), None)
    parts = []
    if mean:
        parts.append(
            f"From discovery to production took {number(mean.years)} years on average at {mean.mines} mines"
        )
    if plan:
        parts.append(
            f"{'for ' if mean else 'For '}Reko Diq the plan came to {number(plan.years)} from the first venture"
        )
    if not parts:
        row = rows[0]
        parts.append(f"From discovery to production took {number(row.years)} years on average: {row.words}")
    return "; ".join(parts)


def _note(rows: Sequence[LeadTime]) -> str:
    parts = ["The studies count different mines and do not measure the same thing: compare within a group."]
    if any(row.ends for row in rows):
        parts.append("The line shows the fastest and the slowest of the 127 mines.")
    parts.append("Hatched: read second-hand, or a plan. Places that never became mines are in no mean.")
    if any(row.group == BY_COUNTRY and row.scope == "World" for row in rows):
        parts.append("The bar for copper may cover all mines: outlets differ.")
    if any(row.group == PLAN for row in rows):
        parts.append(
            "Reko Diq is counted from the exploration venture, not from a discovery, and years in court are in it; in March "
            "2026 Barrick slowed the project, so the end is open."
        )
    return " ".join(parts)


def _table(rows: Sequence[LeadTime]) -> ChartTable:
    return ChartTable(
        columns=(
            "What is counted",
            "Group",
            "Years (mean or plan)",
            "Fastest (years)",
            "Slowest (years)",
            "Mines counted",
        ),
        rows=tuple((row.words, row.group, row.years, *(row.ends or (None, None)), row.mines) for row in rows),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


_ROW_PT = LINE_PT + BAR_PT + 12.0
_LONGEST = 40.0  # years across the figure
_UNIT_PT = (RIGHT_PT - LEFT_PT - 8) / _LONGEST
_TICKS = (0, 10, 20, 30, 40)


def _words(row: LeadTime) -> list[str]:
    return wrap(row.words, RIGHT_PT - LEFT_PT - text_width(row.shown) - 12)


def _height(row: LeadTime) -> float:
    return _ROW_PT + (len(_words(row)) - 1) * LINE_PT


def _draw(rows: Sequence[LeadTime]) -> Figure:
    groups = [group for group in _GROUPS if any(row.group == group for row in rows)]
    axis_pt = LINE_PT + 6
    figure, axes = new_canvas(axis_pt + sum(map(_height, rows)) + len(groups) * (HEADING_PT + 6))
    _draw_axis(axes)
    top = axis_pt - 8
    for group in groups:
        top = heading(axes, top, group, "years") + 8
        first = top
        for row in rows:
            if row.group == group:
                _draw_row(axes, row, top)
                top += _height(row)
        _draw_grid(axes, first - 8, top - 4)
    return figure


def _draw_axis(axes: Axes) -> None:
    for years in _TICKS:
        where = {"ha": "left"} if years == 0 else {"ha": "center"}
        write(axes, LEFT_PT + years * _UNIT_PT, LINE_PT / 2, str(years), colour=MUTED, **where)


def _draw_grid(axes: Axes, top: float, bottom: float) -> None:
    for years in _TICKS[1:]:
        x = LEFT_PT + years * _UNIT_PT
        axes.plot([x, x], [top, bottom], color=LINE, linewidth=0.7, zorder=0.5)


def _draw_row(axes: Axes, row: LeadTime, top: float) -> None:
    """Words at the left, years at the right, the bar below them."""
    write(axes, RIGHT_PT, top + LINE_PT / 2, row.shown, ha="right")
    for line in _words(row):
        write(axes, LEFT_PT, top + LINE_PT / 2, line)
        top += LINE_PT
    middle = top + BAR_PT / 2 + 1
    shade = colour("pakistan" if row.group == PLAN else "others")
    draw_bar(axes, Bar(row.years, "", shade, row.look), middle, left=LEFT_PT, unit_pt=_UNIT_PT)
    if row.ends:
        _draw_ends(axes, *(LEFT_PT + end * _UNIT_PT for end in row.ends), middle)
    if row.is_open:
        end = LEFT_PT + row.years * _UNIT_PT
        box(axes, end, middle - BAR_PT / 2, RIGHT_PT - end, BAR_PT, "not known", colour=shade)


def _draw_ends(axes: Axes, low: float, high: float, middle: float) -> None:
    axes.plot([low, high], [middle, middle], color=INK, linewidth=1.4, zorder=3)
    for x in (low, high):
        axes.plot([x, x], [middle - 5, middle + 5], color=INK, linewidth=1.4, zorder=3)
