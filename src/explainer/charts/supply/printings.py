"""One number in two editions: what was printed first, and what is printed now."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.drawing.panels import (
    SIDE_PT,
    add_panel,
    add_sheet,
    certain,
    listed,
    new_page,
    outlined,
    put,
    rule,
    write,
    write_key,
)
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, style
from explainer.data import Row, load
from explainer.errors import did_you_mean

YEAR = 2024
_TOKENS = {"rare earths": "rare_earths", "antimony": "antimony"}
_ADJECTIVES = {"rare earths": "rare-earth", "antimony": "antimony"}
_SHORT = {"United States": "US", "Myanmar (Burma)": "Myanmar", "Other countries": "others"}
_UNITS = {"rare earths": "tonnes of oxides (REO)", "antimony": "tonnes of antimony contained"}


def revisions(*, commodity: str = "rare earths") -> Chart:
    """First against latest printing of mine production in 2024, country by country, on a log scale.

    Parameters
    ----------
    commodity : "rare earths" or "antimony".

    Raises
    ------
    ValueError
        If there is no such commodity in the table of revisions; names those there are.
    """
    rows = _rows(commodity)
    drawn = [row for row in rows if row.first_printed_t and row.latest_printed_t]
    with style():
        figure = _draw(drawn, [row for row in rows if row not in drawn], commodity)
    return Chart(
        id="revisions" if commodity == "rare earths" else f"revisions-{commodity}",
        title=_title(rows, commodity),
        subtitle=(
            f"Mine production of {commodity} in {YEAR}, {_UNITS[commodity]}, as printed in the editions of "
            "2025 and 2026. Log scale: each step to the right is ten times as much"
        ),
        alt=describe_revisions(rows, commodity),
        table=ChartTable(
            columns=("Country", "First printed (t)", "Latest printed (t)", "Revision (%)"),
            rows=tuple(
                (r.country, _whole(r.first_printed_t), _whole(r.latest_printed_t), r.revision_pct)
                for r in rows
            ),
        ),
        source_ids=cited_by(rows),
        figure=figure,
        note=(
            "On a log scale equal lengths are equal ratios, not equal tonnes. Zero has no place on it: countries "
            "first printed without a number are named below the figure. The editions are yearly summaries of the "
            "US Geological Survey."
        ),
    )


def _rows(commodity: str) -> tuple[Row, ...]:
    """The largest change first, the world and the lumped countries last."""
    table = load("usgs_revisions")
    if commodity not in _TOKENS:
        hint = did_you_mean(commodity, _TOKENS) or f"; there are {', '.join(_TOKENS)}"
        msg = f'revisions: no commodity "{commodity}"{hint}'
        raise ValueError(msg)
    return tuple(sorted(table.where(commodity=commodity, year=YEAR), key=_order))


def _order(row: Row) -> tuple[bool, float, str]:
    return row.country == "World", -_ratio(row), row.country


def _ratio(row: Row) -> float:
    """How many times the larger of the two numbers is the smaller, 1 if they are the same or one is missing."""
    if not row.first_printed_t or not row.latest_printed_t:
        return 0.0
    return max(row.first_printed_t / row.latest_printed_t, row.latest_printed_t / row.first_printed_t)


def _is_country(row: Row) -> bool:
    return row.country_iso3 not in (None, "WLD")


def _whole(tonnes: float | None) -> int | None:
    return None if tonnes is None else int(tonnes)


def _title(rows: Sequence[Row], commodity: str) -> str:
    printed = [row for row in rows if _is_country(row) and row.revision_pct is not None]
    changed = [row for row in printed if row.first_printed_t != row.latest_printed_t]
    most = max(changed, key=_ratio)
    return (
        f"A year later {len(changed)} of {len(printed)} countries had another {_ADJECTIVES[commodity]} output for "
        f"{YEAR}: {most.country}'s went from {most.first_printed_t:,.0f} to {most.latest_printed_t:,.0f} t"
    )


def describe_revisions(rows: Sequence[Row], commodity: str) -> str:
    """Alt text from the rows that are drawn."""
    told = [f"{r.country} {_change(r)}" for r in rows if r.first_printed_t and r.latest_printed_t]
    missing = [r.country for r in rows if not (r.first_printed_t and r.latest_printed_t)]
    text = (
        f"Dumbbell chart on a log scale: mine production of {commodity} in {YEAR} in tonnes, as first printed and as "
        f"printed a year later. {'; '.join(told)}. "
    )
    if missing:
        text += f"First without a number, then zero: {listed(missing)}. "
    return f"{text}{_title(rows, commodity)}."


def _change(row: Row) -> str:
    if row.first_printed_t == row.latest_printed_t:
        return f"{row.first_printed_t:,.0f}, unchanged"
    return f"{row.first_printed_t:,.0f} to {row.latest_printed_t:,.0f}"


# Places in the figure, in points from its upper left corner.
_SIDE, _ROW_PT, _KEY_PT = 14.0, 36.0, 26.0
_DOT_PT = 9.0


def _draw(drawn: Sequence[Row], missing: Sequence[Row], commodity: str) -> Figure:
    """A row for each country: its name and the change in words above the line, the marks on it."""
    height = len(drawn) * _ROW_PT
    figure = new_page(_KEY_PT + height + 28 + (LINE_PT * 2 + 8 if missing else 0))
    axes = add_panel(figure, _KEY_PT, height, left=_SIDE, right=_SIDE)
    values = [value for row in drawn for value in (row.first_printed_t, row.latest_printed_t)]
    powers = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
    axes.set(xscale="log", xlim=(10 ** powers[0], 10 ** powers[-1]), ylim=(len(drawn), 0), yticks=[])
    axes.set_xticks([10**power for power in powers], [_tick(power) for power in powers])
    axes.minorticks_off()
    axes.grid(visible=True, axis="x")
    axes.spines["bottom"].set_visible(False)
    sheet = add_sheet(figure)
    for number, row in enumerate(drawn):
        _draw_row(axes, number + 0.72, row, colour(_TOKENS[commodity]))
        top = _KEY_PT + number * _ROW_PT
        write(sheet, SIDE_PT, top + 12, _SHORT.get(row.country, row.country), weight="bold")
        write(sheet, WIDTH_PT - SIDE_PT, top + 12, _change(row), colour=MUTED, ha="right")
        if number:
            rule(sheet, top, colour=LINE)
    entries = [
        (outlined(), "printed in 2025"),
        (certain("confirmed", colour=colour(_TOKENS[commodity])), "printed in 2026"),
    ]
    write_key(sheet, entries, 2, size=_DOT_PT)
    if missing:
        _name_missing(sheet, missing, _KEY_PT + height + 28)
    return figure


def _tick(power: int) -> str:
    """10 to the power as tonnes in few signs: "100 t", "10,000", "0.1 m"."""
    return f"{10**power:,}" if power < 6 else f"{10 ** (power - 6):,} m"


def _draw_row(axes: Axes, y: float, row: Row, shade: str) -> None:
    first, latest = row.first_printed_t, row.latest_printed_t
    if first != latest:
        axes.plot([first, latest], [y, y], color=INK, linewidth=1.1)
    put(axes, first, y, outlined(), size=_DOT_PT + 1.5)
    put(axes, latest, y, certain("confirmed", colour=shade), size=_DOT_PT - 1)


def _name_missing(sheet: Axes, missing: Sequence[Row], top: float) -> None:
    write(sheet, SIDE_PT, top + LINE_PT / 2, "First without a number, then printed as zero:", colour=MUTED)
    names = listed(_SHORT.get(row.country, row.country) for row in missing)
    write(sheet, SIDE_PT, top + 1.5 * LINE_PT, names)
