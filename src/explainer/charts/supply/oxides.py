"""What rare-earth oxides cost year by year, with China's export controls on the same line of time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.drawing.panels import (
    DOTTED,
    ESTIMATE_ALPHA,
    SIDE_PT,
    Mark,
    add_panel,
    add_sheet,
    listed,
    new_page,
    round_up,
    runs,
    write,
    write_key,
)
from explainer.charts.style import INK, MUTED, colour, style
from explainer.charts.supply.controls import CONTROLS, chosen, listing, number_above, write_listing
from explainer.data import Row, load
from explainer.errors import did_you_mean
from explainer.story import spelled
from explainer.story.dates import span


def oxide_prices(*, elements: str | Iterable[str] = ("Nd", "Pr"), since: int = 2011) -> Chart:
    """Yearly prices of rare-earth oxides, each with a panel of its own, and China's controls.

    Parameters
    ----------
    elements : symbols as the table `ree_prices` has them, such as "Nd" or ("Dy", "Tb"); "NdPr" is the mixture.
    since : the first year drawn, 2011 to 2025.

    Raises
    ------
    ValueError
        If a symbol is not in the table, or has no price since that year.
    """
    symbols = (elements,) if isinstance(elements, str) else tuple(dict.fromkeys(elements))
    series = {symbol: _oxide_rows(symbol, since) for symbol in _known(symbols)}
    rows = [row for found in series.values() for row in found]
    last = max(row.year for row in rows)
    days = (date(since, 1, 1).toordinal(), date(last, 12, 31).toordinal())
    controls = chosen((r for r in load("export_controls") if _is_on_rare_earths(r)), *days)
    with style():
        figure = _draw_oxides(series, controls, since, last)
    return Chart(
        id=_oxides_id(symbols, since),
        title=_oxides_title(rows),
        subtitle=(
            f"US dollars for a kilogram of oxide, {min(row.year for row in rows)} to {last}. "
            "Each panel has a scale of its own; the numbers above mark China's export controls"
        ),
        alt=describe_oxide_prices(series, controls),
        table=_oxides_table(rows, controls),
        source_ids=cited_by((*rows, *controls)),
        figure=figure,
        note=(
            "An upright bar with caps is the range at the end of a year (2011 to 2013), a level bar the average "
            "over a year: two kinds of number, so they are not joined. The lighter bar, "
            f"{last}, is an estimate. Prices are those printed by the US Geological Survey; since 2021 free on "
            "board, China. An upright dotted line is a control that does not name the element. A control and a "
            "price in the same year do not prove a cause."
        ),
    )


def _known(symbols: Sequence[str]) -> Sequence[str]:
    known = tuple(dict.fromkeys(row.element for row in load("ree_prices")))
    if not symbols:
        msg = f"oxide_prices: elements is empty; name some of {', '.join(known)}"
        raise ValueError(msg)
    for symbol in symbols:
        if symbol not in known:
            hint = did_you_mean(symbol, known) or f"; there are {', '.join(known)}"
            msg = f'oxide_prices: no price of "{symbol}"{hint}'
            raise ValueError(msg)
    return symbols


def _oxide_rows(symbol: str, since: int) -> tuple[Row, ...]:
    rows = sorted(load("ree_prices").where(element=symbol), key=lambda row: row.year)
    kept = tuple(row for row in rows if row.year >= since)
    if not kept:
        msg = f"oxide_prices: no price of {symbol} since {since}; its years are {rows[0].year} to {rows[-1].year}"
        raise ValueError(msg)
    return kept


def _is_on_rare_earths(row: Row) -> bool:
    return row.event_type == "export control" and (row.materials == "rare earths" or bool(_named(row)))


def _named(control: Row) -> set[str]:
    """The elements that a control names by their symbols."""
    symbols = {row.symbol for row in load("elements")}
    return {word.strip() for word in control.materials.split(",")} & symbols


def _covers(control: Row, symbol: str) -> bool:
    return control.materials == "rare earths" or symbol in _named(control)


def _is_average(row: Row) -> bool:
    return row.basis.startswith("annual")


def _oxides_id(symbols: Sequence[str], since: int) -> str:
    parts = ["oxide-prices"]
    if tuple(symbols) != ("Nd", "Pr"):
        parts += [symbol.lower() for symbol in symbols]
    return "-".join([*parts, *([] if since == 2011 else [f"since-{since}"])])


def _name(row: Row) -> str:
    return row.material.split(",")[0]


def _oxides_title(rows: Sequence[Row]) -> str:
    """What the first series did, from its highest yearly average to its newest."""
    averages = [row for row in rows if row.element == rows[0].element and _is_average(row)]
    peak = max(averages, key=lambda row: row.price_usd_per_kg)
    after = [row for row in averages if row.year >= peak.year]
    lowest = min(after, key=lambda row: row.price_usd_per_kg)
    told = dict.fromkeys((peak, lowest, averages[-1]))
    name = _name(peak)[0].lower() + _name(peak)[1:]
    return f"A kilogram of {name} averaged {listed(f'{_per_kg(row)} in {row.year}' for row in told)}"


def _per_kg(row: Row) -> str:
    return f"${row.price_usd_per_kg:,g}"


def describe_oxide_prices(series: Mapping[str, Sequence[Row]], controls: Sequence[Row]) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Prices of rare-earth oxides by year, a panel for each, in US dollars a kilogram."]
    for rows in series.values():
        ends = [
            f"{row.year} {row.low_usd_per_kg:g} to {row.high_usd_per_kg:g}"
            for row in rows
            if not _is_average(row)
        ]
        averages = [f"{row.year} {row.price_usd_per_kg:g}" for row in rows if _is_average(row)]
        told = [f"year-end ranges {', '.join(ends)}"] if ends else []
        parts.append(f"{_name(rows[0])}: {'; '.join([*told, 'yearly averages ' + ', '.join(averages)])}.")
    for row in controls:
        covered = [symbol for symbol in series if _covers(row, symbol)]
        which = f"names {listed(covered)}" if covered else f"names none of {listed(series)}"
        parts.append(f"China's control of {spelled(row.date)} ({CONTROLS[row.date]}) {which}.")
    return " ".join([*parts, f"{_oxides_title([row for rows in series.values() for row in rows])}."])


def _oxides_table(rows: Sequence[Row], controls: Sequence[Row]) -> ChartTable:
    prices = [
        (_name(row), row.year, row.price_usd_per_kg, row.low_usd_per_kg, row.high_usd_per_kg, _kind(row))
        for row in rows
    ]
    marked = [
        (f"China: {row.measure}", int(row.date[:4]), None, None, None, row.materials) for row in controls
    ]
    return ChartTable(
        columns=("Oxide or control", "Year", "Price (USD/kg)", "Low (USD/kg)", "High (USD/kg)", "Kind"),
        rows=(*prices, *marked),
    )


def _kind(row: Row) -> str:
    kind = "average of the year" if _is_average(row) else "range at the year's end, price is its middle"
    return f"{kind}, estimate" if row.estimated and _is_average(row) else kind


_OXIDE_PT, _OXIDE_GAP_PT = 112.0, 64.0
_LEVEL = Mark([(-1, -0.3), (1, -0.3), (1, 0.3), (-1, 0.3)], {"facecolor": INK, "linewidth": 0})
_RANGE = Mark(
    [
        *((-0.6, -1), (0.6, -1), (0.6, -0.75), (0.15, -0.75), (0.15, 0.75), (0.6, 0.75)),
        *((0.6, 1), (-0.6, 1), (-0.6, 0.75), (-0.15, 0.75), (-0.15, -0.75), (-0.6, -0.75)),
    ],
    {"facecolor": INK, "linewidth": 0},
)


def _draw_oxides(
    series: Mapping[str, Sequence[Row]], controls: Sequence[Row], since: int, last: int
) -> Figure:
    lines = listing(controls)
    key_top = 40 + len(series) * (_OXIDE_PT + _OXIDE_GAP_PT) - 34
    list_top = key_top + LINE_PT + 8
    figure = new_page(list_top + len(lines) * LINE_PT + 2)
    for number, (symbol, rows) in enumerate(series.items()):
        top = 40 + number * (_OXIDE_PT + _OXIDE_GAP_PT)
        axes = add_panel(figure, top, _OXIDE_PT, left=44, right=14)
        _draw_oxide(axes, rows, since, last)
        _mark_controls(axes, symbol, controls, numbers=number == 0)
    sheet = add_sheet(figure)
    for number, rows in enumerate(series.values()):
        write(
            sheet,
            SIDE_PT,
            10 + number * (_OXIDE_PT + _OXIDE_GAP_PT),
            f"{_name(rows[0])}, USD per kilogram",
            weight="bold",
        )
    entries = [(_LEVEL, "average of the year")]
    if any(not _is_average(row) for rows in series.values() for row in rows):
        entries.append((_RANGE, "range at its end"))
    write_key(sheet, entries, key_top, size=12)
    write_listing(sheet, lines, list_top)
    return figure


def _draw_oxide(axes: Axes, rows: Sequence[Row], since: int, last: int) -> None:
    """Level bars for the averages of years, upright ones for ranges at their end, dots where there is neither."""
    highest = round_up(max(row.high_usd_per_kg or row.price_usd_per_kg for row in rows))
    levels = (0, highest / 2, highest)
    axes.set(xlim=(since, last + 1.1), ylim=(0, highest), yticks=levels)
    axes.set_yticklabels([f"{value:,g}" for value in levels])
    step = next(step for step in (1, 2, 4, 8) if (last - since) / step < 5)
    years = range(last, since - 1, -step)
    axes.set_xticks([year + 0.5 for year in years], [str(year) for year in years])
    axes.tick_params(axis="x", pad=6)
    for before, row in zip([None, *rows], rows, strict=False):
        if not _is_average(row):
            _draw_range(axes, row)
            continue
        if before is not None and _is_average(before) and before.year == row.year - 1:
            ends = [before.price_usd_per_kg, row.price_usd_per_kg]
            axes.plot([row.year] * 2, ends, color=colour("rare_earths"), linewidth=0.8)
        _draw_average(axes, row)
    for first, end in runs(set(range(since, last + 1)) - {row.year for row in rows}):
        axes.plot([first + 0.2, end + 0.8], [highest * 0.025] * 2, color=MUTED, **DOTTED)


def _draw_average(axes: Axes, row: Row) -> None:
    look = {"linewidth": 3.4, "solid_capstyle": "butt", "alpha": ESTIMATE_ALPHA if row.estimated else 1}
    axes.plot(
        [row.year + 0.04, row.year + 0.96], [row.price_usd_per_kg] * 2, color=colour("rare_earths"), **look
    )


def _draw_range(axes: Axes, row: Row) -> None:
    """From the low to the high price at the end of the year, with a cap at each."""
    low, high, end = row.low_usd_per_kg, row.high_usd_per_kg, row.year + 1
    look = {"color": colour("rare_earths"), "linewidth": 1.5, "solid_capstyle": "butt"}
    axes.plot([end, end], [low, high], **look)
    for price in dict.fromkeys((low, high)):
        axes.plot([end - 0.22, end + 0.22], [price, price], **look)


def _mark_controls(axes: Axes, symbol: str, controls: Sequence[Row], *, numbers: bool) -> None:
    """A whole line for a control that names the element, a dotted one for a control that does not."""
    places = [_year_of(row) for row in controls]
    for place, row in zip(places, controls, strict=True):
        look = {"linewidth": 1.1} if _covers(row, symbol) else DOTTED
        axes.plot([place] * 2, [0, axes.get_ylim()[1]], color=colour("china"), zorder=1.5, **look)
    if numbers:
        number_above(axes, places)


def _year_of(control: Row) -> float:
    day = span(control.date)[0]
    return day.year + day.timetuple().tm_yday / 366
