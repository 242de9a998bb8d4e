"""What comparable mines and plants cost, and what they are meant to make: a figure of chapter 7."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
from explainer.charts.style import INK, MUTED, colour, new_canvas, style
from explainer.data import Row, load
from explainer.errors import did_you_mean

BUILT, PLANNED, NO_RATE, ENVISAGED = "built", "planned", "no rate", "envisaged"
_LOOKS = {BUILT: "measured", PLANNED: "reported", NO_RATE: "not known", ENVISAGED: "not known"}

# The rows of the table `projects` that print a cost, or a sum that reports set beside one, by the group they
# stand in: what to call each, and what kind of sum it is. Loans and financing packages are left out: they
# are not what a plant costs.
_RARE, _COPPER, _ANTIMONY, _MEMORANDUM = (
    "Rare earths",
    "Copper and gold",
    "Antimony and gold",
    "The memorandum",
)
_DRAWN = (
    ("Arafura Nolans, 2022 update", _RARE, "Nolans, Australia: mine to oxide", PLANNED),
    ("Iluka Eneabba refinery, first estimate", _RARE, "Eneabba, Australia: refinery", PLANNED),
    ("Iluka Eneabba refinery, revised estimate", _RARE, "Eneabba, later estimate", NO_RATE),
    ("Lynas Kalgoorlie", _RARE, "Kalgoorlie, Australia: first steps", BUILT),
    ("Energy Fuels White Mesa, phase 2", _RARE, "White Mesa, US: separation", PLANNED),
    ("USSM - Ionic magnet recycling (Missouri)", _RARE, "Missouri, US: recycling magnets", PLANNED),
    ("Reko Diq phase 1", _COPPER, "Reko Diq, first phase", PLANNED),
    ("Reko Diq phase 2", _COPPER, "Reko Diq, second phase", PLANNED),
    ("Perpetua Stibnite (antimony, gold)", _ANTIMONY, "Stibnite, US: mine", PLANNED),
    ("USSM - FWO Pakistan framework", _MEMORANDUM, "FWO and USSM, Pakistan", ENVISAGED),
)
_GROUPS = (_RARE, _COPPER, _ANTIMONY, _MEMORANDUM)
_SHADES = {_RARE: "rare_earths", _COPPER: "copper_metal", _ANTIMONY: "antimony", _MEMORANDUM: "pakistan"}


@dataclass(frozen=True)
class Project:
    """One project as it is drawn.

    Parameters
    ----------
    row : its row in the table `projects`.
    group, name : where it stands and what it is called.
    kind : BUILT, PLANNED, NO_RATE (a cost in other money, with no exchange rate in the source) or ENVISAGED.
    """

    row: Row
    group: str
    name: str
    kind: str

    @property
    def source_ids(self) -> tuple[str, ...]:
        return self.row.source_ids

    @property
    def millions(self) -> float | None:
        """Dollars of the year of the plan, in millions; None where the source prints no exchange rate."""
        return self.row.capex_usd_m

    @property
    def year(self) -> int:
        """Of the money: the first year that the status names, or else the last one of its date."""
        named = re.search(r"\b20\d{2}\b", self.row.status)
        return int(named[0] if named else re.findall(r"\d{4}", self.row.status_date)[-1])

    @property
    def cost(self) -> str:
        if self.millions is None:
            return self.row.capex_original.partition(" (")[0].replace("-", "\u2013")
        return f"${self.millions:,.0f} m"

    @property
    def capacity(self) -> str:
        if self.row.capacity is None:
            return "capacity not known"
        unit = self.row.capacity_unit.partition(" (")[0].partition(", ")[0]
        return f"{self.row.capacity:,.0f} {unit.replace('per year', 'a year').replace('Cu', 'copper')}"

    @property
    def aside(self) -> str:
        """What is said under the name: the kind of sum with its year, and what the project is meant to make."""
        return f"{_KIND_WORDS[self.kind]} {self.year}; {self.capacity}"


_KIND_WORDS = {BUILT: "built, opened in", PLANNED: "plan of", NO_RATE: "plan of", ENVISAGED: "envisaged in"}


def projects() -> tuple[Project, ...]:
    """Every project of the figure, in its order."""
    return tuple(
        Project(load("projects").one(name=row), group, name, kind) for row, group, name, kind in _DRAWN
    )


def project_costs(*, commodity: str | None = None) -> Chart:
    """Cost and capacity of comparable mines and plants, in dollars of the year of each plan.

    Parameters
    ----------
    commodity : only projects for "rare earths", "copper", "gold" or "antimony"; the memorandum names several.

    Raises
    ------
    ValueError
        If no project is for it; names what is possible.
    """
    rows = _chosen(commodity)
    with style():
        figure = _draw(rows)
    return Chart(
        id="project-costs" if commodity is None else f"project-costs-{commodity.replace(' ', '-')}",
        title=_title(rows),
        subtitle="Cost in millions of US dollars of the year named, not adjusted for prices; and what each is meant to make",
        alt=describe_project_costs(rows),
        table=_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note=_note(rows),
    )


_COMMODITIES = {
    "rare earths": ("rare earths", "NdPr"),
    "copper": ("copper",),
    "gold": ("gold",),
    "antimony": ("antimony",),
}


def _chosen(commodity: str | None) -> tuple[Project, ...]:
    if commodity is None:
        return projects()
    if commodity not in _COMMODITIES:
        hint = did_you_mean(str(commodity), _COMMODITIES)
        msg = f'project_costs: no project for "{commodity}"{hint}; choose one of {", ".join(_COMMODITIES)}'
        raise ValueError(msg)
    words = _COMMODITIES[commodity]
    return tuple(project for project in projects() if any(word in project.row.commodity for word in words))


def describe_project_costs(rows: Sequence[Project]) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Bars of what mines and plants cost, in US dollars of the year named."]
    for group in _GROUPS:
        said = [f"{row.name} {row.cost} ({row.aside})" for row in rows if row.group == group]
        if said:
            parts.append(f"{group}: {', '.join(said)}.")
    return " ".join([*parts, f"{_title(rows)}."])


def _title(rows: Sequence[Project]) -> str:
    planned = sorted(row.millions for row in rows if row.kind == PLANNED)
    built = [row for row in rows if row.kind == BUILT]
    if planned[0] == planned[-1]:
        title = f"The one comparable project here is planned at {_sum(planned[0])} dollars"
    else:
        title = (
            f"Comparable mines and plants are planned at {_sum(planned[0])} to {_sum(planned[-1])} dollars"
        )
    return f"{title}; the one that is built cost {_sum(built[0].millions)} dollars" if built else title


def _sum(millions: float) -> str:
    return f"{millions / 1000:,.1f} billion" if millions >= 1000 else f"{millions:,.0f} million"


def _note(rows: Sequence[Project]) -> str:
    parts = ["Hatched: plans. The money is of different years, so small differences mean little."]
    if any(row.kind == NO_RATE for row in rows):
        parts.append("Dotted: a cost in Australian dollars (AUD) without an exchange rate in the source.")
    if any(row.kind == ENVISAGED for row in rows):
        parts.append(
            "The memorandum's sum is dotted because it is envisaged investment with no site or capacity named, not a cost."
        )
    if any(row.group == _COPPER for row in rows):
        parts.append(
            "Reko Diq as planned in 2025; in March 2026 its operator said that costs may rise significantly."
        )
    if any(row.group == _ANTIMONY for row in rows):
        parts.append(
            "Stibnite is a gold mine with antimony as a by-product; no cost of an antimony smelter was found."
        )
    return " ".join(parts)


def _table(rows: Sequence[Project]) -> ChartTable:
    return ChartTable(
        columns=(
            "Project",
            "Country",
            "Stage",
            "Kind of sum",
            "Year of the money",
            "Cost (million USD)",
            "Cost as printed",
            "Capacity",
            "Unit of capacity",
        ),
        rows=tuple(
            (
                row.row.name,
                row.row.country,
                row.row.stage,
                _KIND_NAMES[row.kind],
                row.year,
                row.millions,
                row.row.capex_original,
                row.row.capacity,
                row.row.capacity_unit,
            )
            for row in rows
        ),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


_KIND_NAMES = {BUILT: "cost of a plant built", PLANNED: "plan", NO_RATE: "plan", ENVISAGED: "envisaged"}

_ROW_PT = 2 * LINE_PT + BAR_PT + 12.0


def _draw(rows: Sequence[Project]) -> Figure:
    groups = [group for group in _GROUPS if any(row.group == group for row in rows)]
    longest = max(row.millions or 0 for row in rows)
    unit_pt = (RIGHT_PT - LEFT_PT) / longest
    figure, axes = new_canvas(sum(map(_height, rows)) + len(groups) * (HEADING_PT + 8))
    top = -8.0
    for group in groups:
        top = heading(axes, top, group, "million dollars" if group == groups[0] else "") + 8
        for row in rows:
            if row.group == group:
                _draw_row(axes, row, top, unit_pt)
                top += _height(row)
    return figure


def _asides(row: Project) -> list[str]:
    return wrap(row.aside, RIGHT_PT - LEFT_PT)


def _height(row: Project) -> float:
    return _ROW_PT + (len(_asides(row)) - 1) * LINE_PT


def _draw_row(axes: Axes, row: Project, top: float, unit_pt: float) -> None:
    """Name and cost, below them what the sum is and what it buys, then the bar."""
    write(axes, LEFT_PT, top + LINE_PT / 2, row.name, colour=INK)
    write(axes, RIGHT_PT, top + LINE_PT / 2, row.cost, ha="right")
    for line in _asides(row):
        top += LINE_PT
        write(axes, LEFT_PT, top + LINE_PT / 2, line, colour=MUTED)
    middle = top + LINE_PT + BAR_PT / 2 + 2
    shade = colour(_SHADES[row.group])
    if row.millions is None:
        words = "not known in US dollars"
        box(axes, LEFT_PT, middle - BAR_PT / 2, text_width(words) + 16, BAR_PT + 4, "not known", colour=shade)
        write(axes, LEFT_PT + 8, middle + 2, words, colour=MUTED)
    else:
        draw_bar(axes, Bar(row.millions, "", shade, _LOOKS[row.kind]), middle, left=LEFT_PT, unit_pt=unit_pt)
