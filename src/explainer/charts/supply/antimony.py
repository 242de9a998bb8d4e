"""What antimony cost, day by day as far as it is known, with China's export controls on the same line of time."""

from collections.abc import Iterable, Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import (
    SIDE_PT,
    add_panel,
    add_sheet,
    certain,
    new_page,
    outlined,
    put,
    round_up,
    write,
    write_key,
)
from explainer.charts.drawing.timescale import TimeScale, ticks
from explainer.charts.style import MUTED, PAPER, WIDTH_PT, colour, style
from explainer.charts.supply.controls import CONTROLS, chosen, first_day, listing, number_above, write_listing
from explainer.data import Row, load
from explainer.story import spelled

_LICENCE = "2024-08-15"


def antimony_price(*, since: str = "2024-01") -> Chart:
    """Dated prices of antimony, with China's export controls marked; what is not known is not joined.

    Parameters
    ----------
    since : 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; the oldest price is of March 2011.

    Raises
    ------
    ValueError
        If it is not a date, or no price is that new.
    """
    rows = _spot_rows(since)
    first, last = first_day(since), _quoted(rows[-1])
    controls = chosen(load("export_controls").where(covers_sb=True), first, last)
    with style():
        figure = _draw(rows, controls, first, last)
    return Chart(
        id="antimony-price" if since == "2024-01" else f"antimony-price-since-{since}",
        title=_title(rows),
        subtitle=(
            f"US dollars for a tonne of metal, {_when(rows[0])} to {_when(rows[-1])}: dated quotations, not a "
            "series. The numbers above mark China's export controls"
        ),
        alt=describe_antimony_price(rows, controls),
        table=_table(rows, controls),
        source_ids=cited_by((*rows, *controls)),
        figure=figure,
        note=(
            "A dot is a quotation or the middle of a range; its bar is the range. Dots are joined only where the "
            "same product was quoted in the same place in the month before. Grades and ports differ a little; "
            "trioxide is another product. A control and a price on the same date do not prove a cause."
        ),
    )


def _spot_rows(since: str) -> tuple[Row, ...]:
    first = first_day(since)
    rows = sorted(load("antimony_spot"), key=_quoted)
    kept = tuple(row for row in rows if _quoted(row) >= first)
    if not kept:
        msg = f"antimony_price: no price since {spelled(since)}; the newest is of {_when(rows[-1])}"
        raise ValueError(msg)
    return kept


def _quoted(row: Row) -> int:
    return date.fromisoformat(row.date_sort).toordinal()


def _when(row: Row) -> str:
    """The period of a row as prose writes it; quarters stay as they are: "2014-Q4"."""
    return row.period if "Q" in row.period else spelled(row.period)


def _is_metal(row: Row) -> bool:
    return row.product.startswith("metal")


def _title(rows: Sequence[Row]) -> str:
    metal = [row for row in rows if _is_metal(row)]
    if not metal:
        return f"Antimony trioxide cost about {_dollars(rows[-1])} a tonne in {_month(rows[-1])}"
    peak = max(metal, key=lambda row: row.mid_usd_per_t)
    base = _before_licences(metal)
    if base is None or base.mid_usd_per_t >= peak.mid_usd_per_t:
        return f"Of the prices found, the highest is {_dollars(peak)} a tonne of antimony in {_month(peak)}"
    times = peak.mid_usd_per_t / base.mid_usd_per_t
    return (
        f"A tonne of antimony in Rotterdam cost {_dollars(base)} in {_month(base)} and {_dollars(peak)} in "
        f"{_month(peak)}, {times:.1f} times as much"
    )


def _before_licences(rows: Iterable[Row]) -> Row | None:
    """The last quotation in Rotterdam before China's licence rule took effect."""
    effective = first_day(load("export_controls").one(actor="China", date=_LICENCE).date_effective)
    before = [row for row in rows if row.market.startswith("Rotterdam") and _quoted(row) < effective]
    return before[-1] if before else None


def _dollars(row: Row) -> str:
    return f"${row.mid_usd_per_t:,.0f}"


def _month(row: Row) -> str:
    return spelled(row.date_sort[:7])


def describe_antimony_price(rows: Sequence[Row], controls: Sequence[Row]) -> str:
    """Alt text from the rows that are drawn."""
    told = []
    for row in rows:
        low, high = row.low_usd_per_t, row.high_usd_per_t
        price = f"${low:,.0f}" if low == high else f"${low:,.0f} to {high:,.0f}"
        told.append(f"{_when(row)} {price}{'' if _is_metal(row) else ' (trioxide, not metal)'}")
    text = f"Dated points of the price of a tonne of antimony, mostly not joined: {'; '.join(told)}. "
    if controls:
        marked = "; ".join(f"{spelled(row.date)}, {CONTROLS[row.date]}" for row in controls)
        text += f"Lines mark China's controls: {marked}. "
    return f"{text}{_title(rows)}."


def _table(rows: Sequence[Row], controls: Sequence[Row]) -> ChartTable:
    prices = [
        (
            row.period,
            row.product,
            row.market,
            row.low_usd_per_t,
            row.high_usd_per_t,
            row.mid_usd_per_t,
            row.basis,
        )
        for row in rows
    ]
    marked = [(row.date, row.measure, "China", None, None, None, row.event_type) for row in controls]
    return ChartTable(
        columns=(
            "Date",
            "Product or measure",
            "Where",
            "Low (USD/t)",
            "High (USD/t)",
            "Middle (USD/t)",
            "Kind",
        ),
        rows=(*prices, *marked),
        row_source_ids=tuple(row.source_ids for row in (*rows, *controls)),
    )


# Places in the figure, in points from its upper left corner.
_LEFT, _RIGHT, _TOP = 50.0, 14.0, 30.0
_ANTIMONY_PT, _LIST_GAP_PT = 190.0, 34.0
_DOT_PT = 7.0
_MOST_LABELS = 8


def _draw(rows: Sequence[Row], controls: Sequence[Row], first: int, last: int) -> Figure:
    lines = listing(controls)
    key_top = _TOP + _ANTIMONY_PT + _LIST_GAP_PT
    list_top = key_top + LINE_PT + 10
    figure = new_page(list_top + len(lines) * LINE_PT + 2)
    axes = add_panel(figure, _TOP, _ANTIMONY_PT, left=_LEFT, right=_RIGHT)
    width = WIDTH_PT - _LEFT - _RIGHT
    end = last + round(0.03 * (last - first)) + 12
    highest = round_up(max(row.high_usd_per_t for row in rows) * 1.05)
    levels = [highest * part / 4 for part in range(5)]
    axes.set(xlim=(first, end), ylim=(0, highest), yticks=levels, yticklabels=[f"{v:,.0f}" for v in levels])
    labelled = ticks(TimeScale(first, end, width), 44)
    axes.set_xticks([tick.day for tick in labelled], [tick.label for tick in labelled])
    axes.tick_params(axis="x", pad=8)  # clear of the 0 of the scale
    sheet = add_sheet(figure)
    _mark_controls(axes, controls)
    _draw_quotations(axes, rows)
    _label_quotations(axes, rows, controls)
    shade = colour("antimony")
    entries = [(certain("confirmed", colour=shade), "metal")]
    if not all(map(_is_metal, rows)):
        entries.append((outlined(shape="D", colour=shade), "trioxide, another product"))
    write_key(sheet, entries, key_top, size=_DOT_PT + 1)
    write_listing(sheet, lines, list_top)
    write(sheet, SIDE_PT, _TOP - 19, "USD per tonne", colour=MUTED)
    return figure


def _mark_controls(axes: Axes, controls: Sequence[Row]) -> None:
    """A line for each control, and a band where it took effect later than it was announced."""
    top = axes.get_ylim()[1]
    for row in controls:
        day, effective = first_day(row.date), first_day(row.date_effective or row.date)
        if effective > day:
            axes.axvspan(day, effective, color=colour("china"), alpha=0.25, linewidth=0, zorder=1.4)
        axes.plot([day, day], [0, top], color=colour("china"), linewidth=1.1, zorder=1.5)
    number_above(axes, [first_day(row.date) for row in controls])


def _draw_quotations(axes: Axes, rows: Sequence[Row]) -> None:
    shade = colour("antimony")
    for before, row in zip([None, *rows], rows, strict=False):
        day = _quoted(row)
        if before is not None and _is_continued(before, row):
            axes.plot(
                [_quoted(before), day], [before.mid_usd_per_t, row.mid_usd_per_t], color=shade, linewidth=1.5
            )
        if row.high_usd_per_t > row.low_usd_per_t:
            axes.plot([day, day], [row.low_usd_per_t, row.high_usd_per_t], color=shade, linewidth=4)
        mark = certain("confirmed", colour=shade) if _is_metal(row) else outlined(shape="D", colour=shade)
        put(axes, day, row.mid_usd_per_t, mark, size=_DOT_PT)


def _is_continued(before: Row, row: Row) -> bool:
    """Whether the same thing was quoted at the same place in the same month or the month before."""
    (y0, m0), (y1, m1) = (map(int, r.date_sort.split("-")[:2]) for r in (before, row))
    return (12 * y1 + m1) - (12 * y0 + m0) <= 1 and (before.product, before.market) == (
        row.product,
        row.market,
    )


def _labelled(rows: Sequence[Row]) -> list[Row]:
    """All points but those that continue another, or of many only the first, the highest and the last."""
    new = [
        row
        for before, row in zip([None, *rows], rows, strict=False)
        if not before or not _is_continued(before, row)
    ]
    if len(new) <= _MOST_LABELS:
        return new
    peak = max(new, key=lambda row: row.mid_usd_per_t)
    return list(dict.fromkeys((new[0], peak, new[-1])))


def _label_quotations(axes: Axes, rows: Sequence[Row], controls: Sequence[Row]) -> None:
    """Write prices beside their dots: clear of dots and of one another, and of lines where that can be."""
    start, end = axes.get_xlim()
    across, up = (WIDTH_PT - _LEFT - _RIGHT) / (end - start), _ANTIMONY_PT / axes.get_ylim()[1]

    def spot(row: Row) -> tuple[float, float]:
        return (_quoted(row) - start) * across, row.mid_usd_per_t * up

    taken = [Bbox.from_extents(x - 4, y - 4, x + 4, y + 4) for x, y in map(spot, rows)]
    lines = [(first_day(row.date) - start) * across for row in controls]
    for row in _labelled(rows):
        box = _free_place(*spot(row), text_width(_dollars(row)), taken, lines)
        taken.append(box)
        axes.text(
            box.x0 / across + start,
            (box.y0 + box.y1) / 2 / up,
            _dollars(row),
            va="center_baseline",
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1} if _is_crossed(box, lines) else None,
        )


def _is_crossed(box: Bbox, lines: Iterable[float]) -> bool:
    return any(box.x0 - 2 < line < box.x1 + 2 for line in lines)


def _free_place(x: float, y: float, width: float, taken: Sequence[Bbox], lines: Sequence[float]) -> Bbox:
    """The best box for a label beside (x, y), in points: clear of what is taken, then of lines, then near."""
    most, half = WIDTH_PT - _LEFT - _RIGHT + 8, LINE_PT / 2
    sides = [(left, 0.0) for left in (x + 8, x - 8 - width)]
    above = [
        (left, shift)
        for shift in (-13.0, 13.0)
        for left in (x - width / 2, most - width, x - 8 - width, x + 8)
    ]
    boxes = [Bbox.from_bounds(left, y + shift - half, width, LINE_PT) for left, shift in (*sides, *above)]
    inside = [box for box in boxes if box.x0 >= 0 and box.x1 <= most and box.y0 >= 2]
    return min(inside, key=lambda box: (any(box.overlaps(other) for other in taken), _is_crossed(box, lines)))
