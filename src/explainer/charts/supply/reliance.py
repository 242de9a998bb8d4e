"""How much of what the United States uses comes from abroad, year by year and edition by edition."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import (
    DOTTED,
    ESTIMATE_ALPHA,
    SIDE_PT,
    Mark,
    add_panel,
    add_sheet,
    certain,
    listed,
    new_page,
    outlined,
    percent,
    put,
    runs,
    write,
    write_key,
)
from explainer.charts.style import INK, MUTED, PAPER, colour, style
from explainer.data import Row, load
from explainer.errors import did_you_mean


@dataclass(frozen=True)
class Series:
    """One panel: what the table calls it, its heading, its colour."""

    commodity: str
    form: str
    heading: str
    token: str

    @property
    def rows(self) -> tuple[Row, ...]:
        table = load("us_import_reliance").where(
            record_type="net_import_reliance", commodity=self.commodity, form=self.form
        )
        return tuple(sorted(table, key=lambda row: row.year_start))


_SERIES = (
    Series("rare earths", "compounds and metals", "Rare earths: compounds and metals", "rare_earths"),
    Series("rare earths", "mineral concentrates", "Rare earths: concentrate", "rare_earths"),
    Series(
        "heavy rare earths", "compounds and metals", "Heavy rare earths: compounds and metals", "rare_earths"
    ),
    Series("antimony", "oxide and metal", "Antimony: oxide and metal", "antimony"),
    Series("copper", "refined", "Copper: refined", "copper_metal"),
)
COMMODITIES = tuple(dict.fromkeys(series.commodity for series in _SERIES))
# Where the newest edition reprints a year, the number the edition before had printed stands in a note.
_FIRST_PRINTED = re.compile(r"MCS (\d{4}) had printed (\d+) for (\d{4})")


def import_reliance(*, commodity: str | None = None) -> Chart:
    """US net import reliance by year: lower bounds open, net exports marked E, years without a number dotted.

    Parameters
    ----------
    commodity : "rare earths", "heavy rare earths", "antimony" or "copper"; without it rare earths, antimony
        and copper.

    Raises
    ------
    ValueError
        If there is no such commodity; names those there are.
    """
    chosen = _chosen(commodity)
    with style():
        figure = _draw(chosen)
    rows = [row for series in chosen for row in series.rows]
    return Chart(
        id="import-reliance" if commodity is None else f"import-reliance-{commodity.replace(' ', '-')}",
        title=_title(chosen),
        subtitle=(
            "US net import reliance: net imports as a share of what the country used, in per cent, "
            f"{min(row.year_start for row in rows)} to {max(row.year_start for row in rows)}"
        ),
        alt=describe_import_reliance(chosen),
        table=_table(chosen),
        source_ids=cited_by(rows),
        figure=figure,
        note=_note(chosen),
    )


def _chosen(commodity: str | None) -> tuple[Series, ...]:
    if commodity is None:
        return tuple(series for series in _SERIES if series.commodity != "heavy rare earths")
    if commodity not in COMMODITIES:
        hint = did_you_mean(commodity, COMMODITIES) or f"; there are {', '.join(COMMODITIES)}"
        msg = f'import_reliance: no commodity "{commodity}"{hint}'
        raise ValueError(msg)
    return tuple(series for series in _SERIES if series.commodity == commodity)


def _numbered(chosen: Sequence[Series]) -> list[Series]:
    return [series for series in chosen if any(row.value_pct is not None for row in series.rows)]


def _exported(chosen: Sequence[Series]) -> list[Series]:
    return [series for series in chosen if series not in _numbered(chosen)]


def _title(chosen: Sequence[Series]) -> str:
    ends = sorted((series.rows[-1] for series in _numbered(chosen)), key=lambda row: -row.value_pct)
    first, *more = (f"{_shown(row)} of {_WHAT[row.commodity, row.form]}" for row in ends)
    first = first.replace(" of ", " of what the United States used of ", 1)
    return f"In {ends[0].year_start} net imports met {listed([first, *more])}"


_WHAT: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("rare earths", "compounds and metals"): "rare-earth compounds and metals",
        ("heavy rare earths", "compounds and metals"): "heavy rare-earth compounds and metals",
        ("antimony", "oxide and metal"): "antimony",
        ("copper", "refined"): "refined copper",
    }
)


def _shown(row: Row) -> str:
    """ "67 %", "more than 95 %" or "net exporter"."""
    if row.value_pct is None:
        return "net exporter"
    return f"more than {percent(row.value_pct)}" if row.qualifier == ">" else percent(row.value_pct)


class FirstPrinting(NamedTuple):
    """What an older edition, named by its year, had printed in per cent."""

    edition: str
    value_pct: float


def _first_printings(series: Series) -> Mapping[int, FirstPrinting]:
    """By year, what the edition before printed, where a row's own note tells it of its own year."""
    found = {}
    for row in series.rows:
        told = _FIRST_PRINTED.search(row.note or "")
        if told and int(told[3]) == row.year_start and row.value_pct is not None:
            found[row.year_start] = FirstPrinting(told[1], float(told[2]))
    return found


def describe_import_reliance(chosen: Sequence[Series]) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Line charts of US net import reliance in per cent, one panel for each material."]
    for series in chosen:
        told = ", ".join(f"{row.year_start} {_shown(row)}" for row in series.rows)
        parts.append(f"{series.heading}: {told}.")
        for year, first in _first_printings(series).items():
            latest = next(row for row in series.rows if row.year_start == year)
            parts.append(
                f"For {year} the edition of {first.edition} had printed {percent(first.value_pct)}, not {_shown(latest)}."
            )
    return " ".join([*parts, f"{_title(chosen)}."])


def _table(chosen: Sequence[Series]) -> ChartTable:
    rows = [(series, row) for series in chosen for row in series.rows]
    return ChartTable(
        columns=("Material", "Year", "Net import reliance (%)", "As printed"),
        rows=tuple(
            (series.heading, row.year_start, row.value_pct, _as_printed(series, row)) for series, row in rows
        ),
        row_source_ids=tuple(row.source_ids for _, row in rows),
    )


def _as_printed(series: Series, row: Row) -> str:
    """What the number alone does not say."""
    words = [{">": "more than (a lower bound)", "=": ""}.get(row.qualifier, row.qualifier)]
    words.append("estimate" if row.estimated else "")
    if first := _first_printings(series).get(row.year_start):
        words.append(f"printed as {percent(first.value_pct)} in {first.edition}")
    return ", ".join(filter(None, words))


def _note(chosen: Sequence[Series]) -> str:
    parts = ["Lines join values of one edition of the US Geological Survey only."]
    rows = [row for series in chosen for row in series.rows]
    if any(row.qualifier == ">" for row in rows):
        parts.append("An open dot with an arrow is a lower bound.")
    if any(_first_printings(series) for series in chosen):
        parts.append(
            "A diamond is what the edition before printed: the way of counting compounds has changed since."
        )
    if _exported(chosen):
        parts.append("E: the country exported more than it imported, so there is no percentage.")
    return " ".join(
        [*parts, "A dotted line stands where the table has no number. The lighter dot is an estimate."]
    )


# Places in the figure, in points from its upper left corner.
_LEFT, _RIGHT, _TOP = 32.0, 44.0, 28.0
_PANEL_PT, _BETWEEN_PT, _LETTERS_PT = 88.0, 58.0, 40.0
_DOT_PT = 6.5
_EARLIER = outlined(shape="D")


def _draw(chosen: Sequence[Series]) -> Figure:
    rows = [row for series in chosen for row in series.rows]
    years = min(row.year_start for row in rows), max(row.year_start for row in rows)
    key = _key(chosen)
    heights = [_LETTERS_PT if series in _exported(chosen) else _PANEL_PT + _BETWEEN_PT for series in chosen]
    figure = new_page(sum(heights) + (24 if key else 0))
    tops = [sum(heights[:number]) for number in range(len(heights))]
    for series, top in zip(chosen, tops, strict=True):
        draw, above, height = (
            (_draw_letters, 20, 14) if series in _exported(chosen) else (_draw_series, _TOP, _PANEL_PT)
        )
        axes = add_panel(figure, top + above, height, left=_LEFT, right=_RIGHT)
        axes.set_xlim(years[0] - 0.6, years[1] + 0.6)
        draw(axes, series, years)
    sheet = add_sheet(figure)
    for series, top in zip(chosen, tops, strict=True):
        write(sheet, SIDE_PT, top + 10, series.heading, weight="bold")
    write_key(sheet, key, sum(heights) + 4, size=_DOT_PT + 2)
    return figure


def _key(chosen: Sequence[Series]) -> list[tuple[Mark, str]]:
    key = []
    if any(row.qualifier == ">" for series in chosen for row in series.rows):
        key.append((outlined(), "more than"))
    printings = [first for series in chosen for first in _first_printings(series).values()]
    return key + [(_EARLIER, f"edition of {edition}") for edition in sorted({p.edition for p in printings})]


def _draw_series(axes: Axes, series: Series, years: tuple[int, int]) -> None:
    shade = colour(series.token)
    axes.set(ylim=(0, 100), yticks=[0, 50, 100])
    _label_years(axes, years)
    rows = series.rows
    for before, row in pairwise(rows):
        if _is_continued(before, row):
            ends = [before.value_pct, row.value_pct]
            axes.plot([before.year_start, row.year_start], ends, color=shade, linewidth=1.3)
    for year, first in _first_printings(series).items():
        latest = next(row.value_pct for row in rows if row.year_start == year)
        axes.plot([year, year], [latest, first.value_pct], color=INK, **DOTTED)
        put(axes, year, first.value_pct, _EARLIER, size=_DOT_PT)
        write(axes, year - 0.5, first.value_pct, percent(first.value_pct), ha="right")
        write(axes, year - 0.5, latest, percent(latest), ha="right")
    for row in rows:
        _draw_dot(axes, row, shade)
    write(axes, years[1] + 0.7, rows[-1].value_pct, percent(rows[-1].value_pct))
    for first, last in runs(set(range(years[0], years[1] + 1)) - {row.year_start for row in rows}):
        axes.plot([first - 0.3, last + 0.3], [3, 3], color=MUTED, **DOTTED)


def _is_continued(before: Row, row: Row) -> bool:
    """Whether two values follow each other in one edition; a bound is no value to draw a line to."""
    follows = row.year_start - before.year_start == 1 and row.source_id == before.source_id
    return follows and {before.qualifier, row.qualifier} == {"="}


def _draw_dot(axes: Axes, row: Row, shade: str) -> None:
    at = row.year_start, row.value_pct
    if row.qualifier == ">":
        put(axes, *at, outlined(colour=shade), size=_DOT_PT)
        axes.plot([at[0]] * 2, [at[1] + 4, at[1] + 11], color=shade, linewidth=1.2, clip_on=False)
        axes.plot([at[0]], [at[1] + 12], "^", color=shade, markersize=3.5, clip_on=False)
    elif row.estimated:
        put(axes, *at, Mark("o", {"facecolor": PAPER, "linewidth": 0}), size=_DOT_PT)
        put(
            axes,
            *at,
            Mark("o", {"facecolor": shade, "alpha": ESTIMATE_ALPHA, "edgecolor": shade}),
            size=_DOT_PT,
        )
    else:
        put(axes, *at, certain("confirmed", colour=shade), size=_DOT_PT - 1)


def _draw_letters(axes: Axes, series: Series, years: tuple[int, int]) -> None:
    """A row of letters instead of numbers: the country is a net exporter."""
    axes.set(ylim=(0, 1))
    axes.set_axis_off()
    for row in series.rows:
        write(axes, row.year_start, 0.5, row.qualifier.partition(" ")[0], ha="center")
    write(axes, series.rows[0].year_start - 0.6, 0.5, "net exporter", colour=MUTED, ha="right")


def _label_years(axes: Axes, years: tuple[int, int]) -> None:
    step = 5 if years[1] - years[0] > 8 else 1
    axes.set_xticks([year for year in range(years[0], years[1] + 1) if year % step == 0])
    axes.tick_params(axis="x", pad=6)
