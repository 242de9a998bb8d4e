"""Reserves of rare earths as two editions print them, with what was revised and what is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import CARETRIGHTBASE
from matplotlib.patches import Rectangle

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.drawing.panels import (
    SIDE_PT,
    add_panel,
    add_sheet,
    listed,
    new_page,
    percent,
    rule,
    write,
)
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, certainty_look, colour, style
from explainer.data import Row, load
from explainer.errors import did_you_mean

# The editions drawn side by side unless one is named, the older first. An older page still, of 2007, was
# only seen second-hand and is drawn on request.
COMPARED = ("MCS 2025 v2.0", "MCS 2026 v1.3")
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "United States": "US",
        "Myanmar (Burma)": "Myanmar",
        "Commonwealth of Independent States": "CIS",
        "Other countries": "others",
    }
)
_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "World": "ink",
        "China": "china",
        "United States": "usa",
        "Australia": "australia",
        "Malaysia": "malaysia",
        "Myanmar (Burma)": "myanmar",
        "Pakistan": "pakistan",
    }
)


@dataclass(frozen=True)
class Reserve:
    """One country in the editions drawn; a row for each edition, None where it has none."""

    country: str
    rows: tuple[Row | None, ...]

    @property
    def values(self) -> tuple[float | None, ...]:
        """Tonnes of rare-earth oxides in each edition."""
        return tuple(None if row is None else row.reserves_t_reo for row in self.rows)

    @property
    def is_listed(self) -> bool:
        return any(row is not None and row.listed for row in self.rows)

    @property
    def rank(self) -> tuple[bool, bool, float, float, str]:
        """The world first, who is not listed last; between them by the newest number, then by the oldest."""
        newest, oldest = self.values[-1] or 0.0, self.values[0] or 0.0
        return (self.country != "World", not self.is_listed, -newest, -oldest, self.country)


def reserves(*, edition: str | None = None) -> Chart:
    """Reserves of rare earths by country, in the two newest editions read or in one.

    Parameters
    ----------
    edition : "MCS 2026 v1.3", "MCS 2025 v2.0" or "MCS 2007 (second-hand)"; without it the first two are
        set side by side.

    Raises
    ------
    ValueError
        If there is no such edition; names those there are.
    """
    editions = COMPARED if edition is None else (_checked(edition),)
    found = _reserves(editions)
    with style():
        figure = _draw(found, editions)
    return Chart(
        id="reserves" if edition is None else f"reserves-{_year(edition)}",
        title=_title(found, editions),
        subtitle=_subtitle(editions),
        alt=describe_reserves(found, editions),
        table=_table(found, editions),
        source_ids=cited_by(row for reserve in found for row in reserve.rows if row is not None),
        figure=figure,
        note=_note(found),
    )


def _checked(edition: str) -> str:
    known = tuple(dict.fromkeys(row.edition for row in load("ree_reserves")))
    if edition not in known:
        hint = did_you_mean(edition, known) or f"; there are {', '.join(known)}"
        msg = f'reserves: no edition "{edition}"{hint}'
        raise ValueError(msg)
    return edition


def _year(edition: str) -> str:
    return edition.split()[1]


def _reserves(editions: Sequence[str]) -> tuple[Reserve, ...]:
    table = load("ree_reserves")
    by_edition = [{row.country: row for row in table.where(edition=edition)} for edition in editions]
    countries = dict.fromkeys(country for rows in by_edition for country in rows)
    found = (Reserve(country, tuple(rows.get(country) for rows in by_edition)) for country in countries)
    return tuple(sorted(found, key=lambda reserve: reserve.rank))


def _title(found: Sequence[Reserve], editions: Sequence[str]) -> str:
    if len(editions) == 1:
        top, share = _largest(found)
        return f"{top.country} has {percent(share)} of the rare-earth reserves listed in the edition of {_year(editions[0])}"
    cut = min(_with_both(found), key=lambda reserve: reserve.values[1] - reserve.values[0])
    gone = [
        r.country for r in found if r.country != "World" and _million(r.values[0]) > 1 and r.values[1] is None
    ]
    title = (
        f"Between two editions {cut.country}'s listed rare-earth reserves went from "
        f"{_million(cut.values[0]):g} to {_million(cut.values[1]):g} million t"
    )
    return f"{title}, and {listed(gone)}'s to \u201cnot available\u201d" if gone else title


def _million(tonnes: float | None) -> float:
    return (tonnes or 0.0) / 1e6


def _with_both(found: Sequence[Reserve]) -> list[Reserve]:
    return [r for r in found if r.country != "World" and None not in r.values]


def _largest(found: Sequence[Reserve]) -> tuple[Reserve, float]:
    """The country with most, and its share of the sum of the countries that have a number, in per cent."""
    counted = [r for r in found if r.country != "World" and r.values[-1] is not None]
    top = max(counted, key=lambda reserve: reserve.values[-1])
    return top, 100 * top.values[-1] / sum(reserve.values[-1] for reserve in counted)


def _subtitle(editions: Sequence[str]) -> str:
    years = listed(_year(edition) for edition in editions)
    which = "the edition" if len(editions) == 1 else "the editions"
    subtitle = (
        f"Million tonnes of rare-earth oxides (REO) in {which} of {years} of the US Geological Survey (USGS)"
    )
    return subtitle if len(editions) == 1 else f"{subtitle}: filled bar the newer, outline the older"


def describe_reserves(found: Sequence[Reserve], editions: Sequence[str]) -> str:
    """Alt text from the rows that are drawn."""
    years = listed(_year(edition) for edition in editions)
    top, share = _largest(found)
    parts = [
        f"Bar chart of rare-earth reserves by country in the USGS edition{'s' * (len(editions) > 1)} of {years}, "
        "in million tonnes of oxides."
    ]
    counted = [r for r in found if r.country != "World" and r.values[-1] is not None]
    numbers = [f"{r.country} {_shown(r.rows[-1])}" for r in counted]
    parts.append(f"Edition of {_year(editions[-1])}: {', '.join(numbers)}.")
    parts.append(f"{top.country} has {percent(share)} of the sum of the countries with a number.")
    changed = [r for r in found if len(editions) > 1 and r.country != "World" and r.values[0] != r.values[1]]
    if changed:
        told = (f"{r.country} from {_shown(r.rows[0])} to {_shown(r.rows[1])}" for r in changed)
        parts.append(f"Changed: {'; '.join(told)}.")
    parts += [_told_world(r, editions) for r in found if r.country == "World"]
    missing = [r.country for r in found if r.is_listed and not any(r.values)]
    parts += [f"Listed without a number: {listed(missing)}."] if missing else []
    parts += [f"{r.country} is not listed." for r in found if not r.is_listed]
    return " ".join([*parts, f"{_title(found, editions)}."])


def _told_world(world: Reserve, editions: Sequence[str]) -> str:
    told = (
        f"{_shown(row)} in that of {_year(e)}" for row, e in zip(world.rows, editions, strict=True) if row
    )
    return f"The world total is a lower bound: {listed(told)}."


def _shown(row: Row | None) -> str:
    """A cell as the figure prints it, in million tonnes: "21", ">75", "0.0045", "not available"."""
    if row is None or row.reserves_t_reo is None:
        return "not available" if row is None or row.listed else "not listed"
    sign = row.qualifier if row.qualifier != "=" else ""
    return f"{sign}{_million(row.reserves_t_reo):.3g}"


def _table(found: Sequence[Reserve], editions: Sequence[str]) -> ChartTable:
    return ChartTable(
        columns=("Country", *(f"{edition} (t REO)" for edition in editions), "As printed"),
        rows=tuple((r.country, *map(_whole, r.values), _remark(r, editions)) for r in found),
    )


def _whole(tonnes: float | None) -> int | None:
    return None if tonnes is None else int(tonnes)


def _remark(reserve: Reserve, editions: Sequence[str]) -> str:
    """What a number alone does not say: a lower bound, not available, not listed, and the note of the row."""
    words = []
    for row, edition in zip(reserve.rows, editions, strict=True):
        if row is not None and row.qualifier != "=":
            words.append(f"{_year(edition)}: {_SIGNS.get(row.qualifier, row.qualifier)}")
    notes = dict.fromkeys(row.note for row in reserve.rows if row is not None and row.note)
    return "; ".join([*words, *notes])


_SIGNS = {"NA": "not available", ">": "more than (a lower bound)"}


def _note(found: Sequence[Reserve]) -> str:
    parts = ["A reserve is what can be mined with profit at the time; a revision does not change the rock."]
    if any(row is not None and row.qualifier == "NA" for reserve in found for row in reserve.rows):
        parts.append("A dotted cell was printed as \u201cnot available\u201d, which is not zero.")
    if any(reserve.country == "World" for reserve in found):
        parts.append("World totals are lower bounds (>), near the sum of the numbers listed.")
    if any(not reserve.is_listed for reserve in found):
        parts.append(
            "Pakistan is not in this table, which does not prove that there is nothing in its ground."
        )
    else:
        parts.append(
            "The page was read in a reprint by a third party; it lists fewer countries than later ones."
        )
    return " ".join(parts)


# Places in the figure, in points from its upper left corner.
_BARS_LEFT, _CELL_PT, _CELL_GAP_PT = 80.0, 44.0, 6.0
_TOP, _ROW_PT, _BAR_PT, _OUTLINE_PT = 26.0, 24.0, 12.0, 17.0


def _draw(found: Sequence[Reserve], editions: Sequence[str]) -> Figure:
    """A row for each country: its name, bars, and the number or the empty cell of each edition."""
    cells = [WIDTH_PT - SIDE_PT - n * (_CELL_PT + _CELL_GAP_PT) - _CELL_PT for n in range(len(editions))][
        ::-1
    ]
    height = len(found) * _ROW_PT
    figure = new_page(_TOP + height + 26)
    axes = add_panel(figure, _TOP, height, left=_BARS_LEFT, right=WIDTH_PT - cells[0] + 10)
    _set_axes(axes, found)
    sheet = add_sheet(figure)
    write(sheet, SIDE_PT, _TOP - LINE_PT / 2 - 2, "Million tonnes of oxides", colour=MUTED)
    for x, edition in zip(cells, editions, strict=True):
        write(sheet, x + _CELL_PT - 4, _TOP - LINE_PT / 2 - 2, _year(edition), colour=MUTED, ha="right")
    for number, reserve in enumerate(found):
        _draw_bars(axes, number + 0.5, reserve)
        _write_row(sheet, _TOP + (number + 0.5) * _ROW_PT, reserve, cells)
    return figure


def _set_axes(axes: Axes, found: Sequence[Reserve]) -> None:
    highest = _million(max(value for reserve in found for value in reserve.values if value is not None))
    axes.set(xlim=(0, highest * 1.02), ylim=(len(found), 0), yticks=[], xticks=range(0, int(highest) + 1, 20))
    axes.grid(visible=True, axis="x")
    axes.spines["bottom"].set_visible(False)


def _draw_bars(axes: Axes, y: float, reserve: Reserve) -> None:
    """The newest number as a bar; an older one that differs as an outline around it; a bound with an arrow."""
    face = colour(_COLOURS.get(reserve.country, "others"))
    *older, newest = reserve.rows
    for row in older:
        if row is not None and row.reserves_t_reo is not None and row.reserves_t_reo != reserve.values[-1]:
            _draw_bar(axes, y, row, _OUTLINE_PT, facecolor="none", edgecolor=INK, linewidth=1.2)
    if newest is not None and newest.reserves_t_reo is not None:
        _draw_bar(axes, y, newest, _BAR_PT, facecolor=face, edgecolor="none", linewidth=0)


def _draw_bar(axes: Axes, y: float, row: Row, thick: float, **look: Any) -> None:
    """A bar from zero, `thick` points high; an arrow head where it is only the least that there is."""
    high, long = thick / _ROW_PT, _million(row.reserves_t_reo)
    axes.add_patch(Rectangle((0, y - high / 2), long, high, clip_on=False, zorder=2, **look))
    if row.qualifier == ">":
        axes.plot([long], [y], marker=CARETRIGHTBASE, color=INK, markersize=8, clip_on=False)


def _write_row(sheet: Axes, middle: float, reserve: Reserve, cells: Sequence[float]) -> None:
    weight = "bold" if reserve.country in ("World", "Pakistan") else "normal"
    write(sheet, SIDE_PT, middle, _SHORT.get(reserve.country, reserve.country), weight=weight)
    rule(sheet, middle + _ROW_PT / 2, colour=LINE)
    if not reserve.is_listed:
        words = "not listed in either edition" if len(cells) > 1 else "not listed"
        write(sheet, WIDTH_PT - SIDE_PT - 4, middle, words, colour=MUTED, ha="right")
        return
    for x, row in zip(cells, reserve.rows, strict=True):
        if row is not None and row.reserves_t_reo is not None:
            weight = "bold" if x == cells[-1] else "normal"
            write(sheet, x + _CELL_PT - 4, middle, _shown(row), ha="right", weight=weight)
        elif row is not None:
            look = certainty_look("not known", colour=MUTED)
            sheet.add_patch(Rectangle((x + 4, middle - 7), _CELL_PT - 6, 14, **look))
