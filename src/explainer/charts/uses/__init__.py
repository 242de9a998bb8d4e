"""The figures of chapter 3: what rare earths and antimony are for, how much goes into one thing, and what it costs."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import (
    HEADING_PT,
    LEFT_PT,
    RIGHT_PT,
    Bar,
    box,
    draw_bar,
    heading,
    write,
    write_lines,
)
from explainer.charts.drawing.lettering import LINE_PT, text_width, wrap
from explainer.charts.style import (
    MUTED,
    colour,
    new_canvas,
    style,
)
from explainer.charts.uses.amounts import in_things
from explainer.data import Row, load

_GAP_PT = 9.0  # between two rows


def _listed(words: Sequence[object]) -> str:
    """Words in a row, as a sentence has them: "a, b and c"."""
    texts = [str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _percent(value: float) -> str:
    return f"{value:g} %"


# --- end uses, by volume and by value ------------------------------------------------------------------

_MAGNETS = "permanent magnets"
_SCOPES = ("World", "United States")
# Shares that are cut off in the copy can add up to a little less than a hundred; below this it is no split.
_MOSTLY_SPLIT_PCT = 90


def end_uses(*, scope: str = "World", year: int | None = None) -> Chart:
    """What rare earths are used for: shares by volume at the left, by value at the right.

    Parameters
    ----------
    scope : "World" or "United States", which counts domestic use only.
    year : of the shares by volume; if not given, the newest year with nearly all of them.

    Raises
    ------
    ValueError
        If there are no shares for the scope or the year.
    """
    by_year = _volume_shares(scope)
    shown = _newest_split(by_year) if year is None else year
    if shown not in by_year:
        msg = f"end_uses: no shares for {scope} in {shown}; choose one of {_listed(list(by_year))}"
        raise ValueError(msg)
    rows, value = by_year[shown], _value_row(scope)
    with style():
        figure = _draw_end_uses(rows, value, shown)
    return Chart(
        id="-".join(
            ["end-uses", *([] if scope == "World" else ["us"]), *([] if year is None else [str(year)])]
        ),
        title=_end_uses_title(rows, value, shown),
        subtitle=_end_uses_subtitle(rows, value, shown),
        alt=describe_end_uses(rows, value, shown),
        table=_end_uses_table(rows, value),
        source_ids=cited_by([*rows, *([value] if value else [])]),
        figure=figure,
        note=_end_uses_note(rows, value),
    )


def describe_end_uses(rows: Sequence[Row], value: Row | None, year: int) -> str:
    """Alt text from the rows that are drawn."""
    numbered = _numbered(rows)
    text = f"Bars of rare-earth use by share of volume, {rows[0].scope}, {year}: "
    if numbered:
        text += ", ".join(f"{row.end_use} {_percent(row.share_pct)}" for row in numbered)
        if rest := _rest(rows):
            text += f", and {_percent(rest)} of which the uses are not known"
    else:
        text += f"{rows[0].end_use} named as the largest, without a percentage"
    if value:
        text += (
            f". Beside them the one share by value: {value.end_use}, more than {_percent(value.share_pct)}, which "
            f"leaves less than {_percent(100 - value.share_pct)} for all others"
        )
    else:
        text += ". No share by value is drawn, because none was found"
    return f"{text}. {_end_uses_title(rows, value, year)}."


def _volume_shares(scope: str) -> dict[int, tuple[Row, ...]]:
    """The rows of one scope by year, in the order of the table."""
    if scope not in _SCOPES:
        msg = f'end_uses: there is no scope "{scope}"; choose one of {_listed(_SCOPES)}'
        raise ValueError(msg)
    rows = [row for row in load("ree_end_uses").where(scope=scope) if row.basis.startswith("volume")]
    return {year: tuple(r for r in rows if r.year == year) for year in sorted({row.year for row in rows})}


def _value_row(scope: str) -> Row | None:
    return next(iter(load("ree_end_uses").where(scope=scope, basis="value")), None)


def _newest_split(by_year: dict[int, tuple[Row, ...]]) -> int:
    return max(year for year, rows in by_year.items() if _total(rows) >= _MOSTLY_SPLIT_PCT)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with a percentage, largest first, "other" last."""
    known = [row for row in rows if row.share_pct is not None]
    return sorted(known, key=lambda row: (row.end_use == "other", -row.share_pct))


def _total(rows: Sequence[Row]) -> float:
    return sum(row.share_pct for row in _numbered(rows))


def _rest(rows: Sequence[Row]) -> float:
    """What the shares leave to a hundred, where there are shares."""
    return round(100 - _total(rows), 1) if _numbered(rows) else 0.0


def _rest_words(rows: Sequence[Row]) -> str:
    cut_off = any("cut off" in row.note for row in rows if row.note)
    return "cut off in the copy that was read" if cut_off else "other uses: no numbers found"


def _end_uses_title(rows: Sequence[Row], value: Row | None, year: int) -> str:
    magnets = next((row for row in rows if row.end_use == _MAGNETS), None)
    if value and magnets:
        forecast = "forecast to be " if _is_forecast(rows) else ""
        return (
            f"Magnets were {forecast}{_percent(magnets.share_pct)} of the world's rare earths by volume in {year}, but "
            f"they are more than {_percent(value.share_pct)} by value"
        )
    first = (_numbered(rows) or rows)[0]
    if first.share_pct is None:
        return f"{first.end_use.capitalize()} are named as the largest US use of {year}, without a percentage"
    tail = f"magnets had {_percent(magnets.share_pct)}" if magnets else "magnets have no line of their own"
    return (
        f"{first.end_use.capitalize()} were the largest use in the United States in {year}, with "
        f"{_percent(first.share_pct)}; {tail}"
    )


def _is_forecast(rows: Sequence[Row]) -> bool:
    return any("forecast" in row.note for row in rows if row.note)


def _end_uses_subtitle(rows: Sequence[Row], value: Row | None, year: int) -> str:
    kind = "a forecast" if _is_forecast(rows) else "estimates"
    text = f"Shares of rare-earth use, per cent, {rows[0].scope}; volume: {year}, {kind}"
    return f"{text}; value: year not stated." if value else f"{text}; value: no share was found."


def _end_uses_note(rows: Sequence[Row], value: Row | None) -> str:
    notes = []
    if value:
        notes.append(
            "The source does not state for every year that its shares are of volume (tonnes of oxides)."
        )
        notes.append("Only one share by value was found, as a lower bound.")
    else:
        notes.append("Domestic use: rare earths inside imported magnets and goods are not counted.")
        notes.append("The survey has printed no percentages since those of 2020.")
    if rest := _rest(rows):
        notes.append(f"The dotted {_percent(rest)} are not nothing: {_rest_words(rows)}.")
    return " ".join(notes)


def _end_uses_table(rows: Sequence[Row], value: Row | None) -> ChartTable:
    lines = [(row.end_use, "volume", row.year, row.share_pct, _how(row)) for row in (_numbered(rows) or rows)]
    sources = [row.source_ids for row in (_numbered(rows) or rows)]
    if rest := _rest(rows):
        lines.append((_rest_words(rows), "volume", rows[0].year, rest, "what the shares leave to 100"))
        sources.append(rows[0].source_ids)
    if value:
        lines.append((value.end_use, "value", "not stated", value.share_pct, _how(value)))
        sources.append(value.source_ids)
    return ChartTable(
        ("Use", "Share of", "Year", "Share (%)", "How to read it"), tuple(lines), tuple(sources)
    )


def _how(row: Row) -> str:
    if row.qualifier == "largest":
        return "named the largest; no percentage"
    if row.qualifier == ">":
        return "more than this"
    return "forecast" if row.note and "forecast" in row.note else "estimate"


# Two panels side by side, in points; one per cent is as long in the one as in the other.
_PANEL_PT = 152.0
_RIGHT_PANEL_PT = RIGHT_PT - _PANEL_PT
_SHARE_PT = 1.2
_BAR_ROW_PT = 17.0
_PANEL_HEAD_PT = 2 * LINE_PT + 8


def _draw_end_uses(rows: Sequence[Row], value: Row | None, year: int) -> Figure:
    volume, by_value = _volume_lines(rows), _value_lines(value)
    heights = [_line_height(words) for words, _ in volume]
    right = sum(_line_height(words) for words, _ in by_value)
    figure, axes = new_canvas(_PANEL_HEAD_PT + max(sum(heights), right))
    when = "year not stated" if value else "none found"
    _draw_panel(axes, LEFT_PT, ("By volume", str(year)), volume)
    _draw_panel(axes, _RIGHT_PANEL_PT, ("By value", when), by_value)
    return figure


def _line_height(words: Sequence[str]) -> float:
    return len(words) * LINE_PT + _BAR_ROW_PT + _GAP_PT


def _volume_lines(rows: Sequence[Row]) -> list[tuple[list[str], Bar | None]]:
    """The words above each bar, and the bar; None where a use is only named."""
    lines = [(wrap(_use_words(row), _PANEL_PT), _share_bar(row)) for row in (_numbered(rows) or rows)]
    if rest := _rest(rows):
        lines.append((wrap(_rest_words(rows), _PANEL_PT), Bar(rest, _percent(rest), MUTED, "not known")))
    return lines


def _use_words(row: Row) -> str:
    return f"{row.end_use}, named the largest" if row.share_pct is None else row.end_use


def _share_bar(row: Row) -> Bar | None:
    if row.share_pct is None:
        return None
    look = "estimated" if row.estimated else "measured"
    shade = colour("rare_earths" if row.end_use == _MAGNETS else "others")
    if row.qualifier == ">":  # its words stand above it: the bar fills the panel
        return Bar(row.share_pct, "", shade, look, up_to=100)
    return Bar(row.share_pct, _percent(row.share_pct), shade, look)


def _value_lines(value: Row | None) -> list[tuple[list[str], Bar | None]]:
    """The one share by value, and what it leaves to all other uses at most."""
    if value is None:
        return [(["all uses"], None)]
    rest = 100 - value.share_pct
    others = Bar(rest, f"less than {_percent(rest)}", MUTED, "not known")
    return [
        ([value.end_use, f"more than {_percent(value.share_pct)}"], _share_bar(value)),
        (wrap("all other uses together; how they share it is not known", _PANEL_PT), others),
    ]


def _draw_panel(
    axes: Axes, left: float, head: tuple[str, str], lines: Sequence[tuple[list[str], Bar | None]]
) -> None:
    """Name and date of a panel, then its bars with their words above them."""
    write(axes, left, LINE_PT / 2, head[0], fontweight="bold")
    write(axes, left, 1.5 * LINE_PT, head[1], colour=MUTED)
    top = _PANEL_HEAD_PT
    for words, bar in lines:
        write_lines(axes, left, top, words)
        middle = top + len(words) * LINE_PT + _BAR_ROW_PT / 2
        if bar:
            draw_bar(axes, bar, middle, left=left, unit_pt=_SHARE_PT)
        else:
            box(axes, left, middle - 8, _PANEL_PT - 8, 17, "not known")
            write(axes, left + 6, middle, "not known: no number", colour=MUTED)
        top += _line_height(words)


# --- what a kilogram costs -----------------------------------------------------------------------------

_MIXTURES = ("NdPr", "mischmetal")


def kilogram_prices(*, year: int | None = None) -> Chart:
    """What a kilogram of each rare-earth oxide cost in one year, with the main use of the element.

    Parameters
    ----------
    year : the newest if not given.

    Raises
    ------
    ValueError
        If there are no prices of that year.
    """
    years = sorted({row.year for row in load("ree_prices")})
    shown = years[-1] if year is None else year
    if shown not in years:
        msg = f"kilogram_prices: no prices of {shown}; choose a year from {years[0]} to {years[-1]}"
        raise ValueError(msg)
    rows = _prices(shown)
    with style():
        figure = _draw_prices(rows)
    return Chart(
        id="kilogram-prices" if year is None else f"kilogram-prices-{year}",
        title=_prices_title(rows),
        subtitle=(
            f"Dollars for a kilogram of oxide, {shown}, {_price_basis(rows)}. Bold and coloured: elements used in magnets."
        ),
        alt=describe_kilogram_prices(rows),
        table=ChartTable(
            columns=("Element", "Price (USD/kg)", "Main use", "Used in magnets", "Grade", "Basis"),
            rows=tuple(
                (e.name, row.price_usd_per_kg, e.main_uses, e.magnet_element, row.material, row.basis)
                for row, e in ((row, _element(row)) for row in rows)
            ),
            row_source_ids=tuple((*row.source_ids, *_element(row).source_ids) for row in rows),
        ),
        source_ids=cited_by([*rows, _element(rows[0])]),
        figure=figure,
        note=(
            "Oxide of high purity; ore and concentrate fetch less. Elements without a bar had no price in the table, "
            "which is not a price of zero. The notes on uses are general knowledge, not from one source."
        ),
    )


def describe_kilogram_prices(rows: Sequence[Row]) -> str:
    """Alt text from the rows that are drawn."""
    prices = ", ".join(f"{_element(row).name} {_dollars(row)}" for row in rows)
    return f"Bars of the price of a kilogram of oxide in {rows[0].year}: {prices}. {_prices_title(rows)}."


def _prices(year: int) -> list[Row]:
    """One row for each single element, dearest first."""
    rows = [row for row in load("ree_prices").where(year=year) if row.element not in _MIXTURES]
    return sorted(rows, key=lambda row: -row.price_usd_per_kg)


def _element(row: Row) -> Row:
    return load("elements").one(symbol=row.element)


def _dollars(row: Row) -> str:
    return f"${row.price_usd_per_kg:,g}"


def _price_basis(rows: Sequence[Row]) -> str:
    if rows[0].basis != "annual average":
        return "middle of the range at the year's end"
    return "yearly average, an estimate" if rows[0].estimated else "yearly average"


def _prices_title(rows: Sequence[Row]) -> str:
    found = {row.element: row.price_usd_per_kg for row in rows}
    times = f"{found['Nd'] / found['Ce']:.2g}"
    return (
        f"A kilogram of neodymium oxide, for magnets, cost about {times} times as much as one of cerium oxide in "
        f"{rows[0].year}"
    )


_PRICE_BAR_PT = 240.0


def _draw_prices(rows: Sequence[Row]) -> Figure:
    row_pt = LINE_PT + _BAR_ROW_PT + _GAP_PT
    figure, axes = new_canvas(len(rows) * row_pt + 4)
    unit = _PRICE_BAR_PT / max(row.price_usd_per_kg for row in rows)
    for number, row in enumerate(rows):
        element, top = _element(row), number * row_pt
        weight = "bold" if element.magnet_element else "normal"
        write(axes, LEFT_PT, top + LINE_PT / 2, element.name, fontweight=weight)
        after = LEFT_PT + text_width(element.name, weight=weight) + 8
        write(axes, after, top + LINE_PT / 2, _first_use(element), colour=MUTED)
        look = "estimated" if row.estimated else "measured"
        shade = colour("rare_earths" if element.magnet_element else "others")
        bar = Bar(row.price_usd_per_kg, _dollars(row), shade, look)
        draw_bar(axes, bar, top + LINE_PT + _BAR_ROW_PT / 2, left=LEFT_PT, unit_pt=unit)
    return figure


def _first_use(element: Row) -> str:
    return element.main_uses.partition(";")[0]


# --- demand for magnet metals --------------------------------------------------------------------------

_SCENARIOS = {
    "STEPS": "stated policies",
    "APS": "pledges kept",
    "NZE": "net zero 2050",
}
_SUPPOSED = {
    "STEPS": "With policies as stated",
    "APS": "With governments' pledges kept",
    "NZE": "On a way to net zero by 2050",
}
_SECTORS = {
    "total": "All uses",
    "Electric vehicles": "Electric vehicles",
    "Wind": "Wind turbines",
    "other uses": "Other uses",
}
_COMPARED_YEAR = 2040


def magnet_demand(*, scenario: str | None = None) -> Chart:
    """Demand for the four magnet rare earths by use: 2024, and what scenarios of the IEA would need.

    Parameters
    ----------
    scenario : "STEPS", "APS" or "NZE", then for every year of it; if not given, 2040 in all three.

    Raises
    ------
    ValueError
        If there is no such scenario.
    """
    if scenario is not None and scenario not in _SCENARIOS:
        msg = f'magnet_demand: there is no scenario "{scenario}"; choose one of {_listed(list(_SCENARIOS))}'
        raise ValueError(msg)
    rows = _demand_rows(scenario)
    with style():
        figure = _draw_demand(rows, scenario)
    return Chart(
        id="magnet-demand" if scenario is None else f"magnet-demand-{scenario.lower()}",
        title=_demand_title(rows, scenario),
        subtitle=(
            "Neodymium, praseodymium, dysprosium and terbium together, thousand tonnes of element; 2024, and scenarios "
            "(lighter)."
        ),
        alt=describe_magnet_demand(rows, scenario),
        table=ChartTable(
            columns=("Use", "Year", "Scenario", "Demand (thousand t)", "Kind"),
            rows=tuple((_SECTORS[r.sector], r.year, r.scenario, r.demand_kt, r.data_type) for r in rows),
        ),
        source_ids=cited_by(rows),
        figure=figure,
        note=(
            "Stated policies (STEPS), pledges kept (APS), net zero by 2050 (NZE): scenarios say what would follow from their "
            "assumptions, and are not forecasts. The table does not split the other uses. IEA. Licence: CC BY 4.0. Shares "
            "and growth computed here."
        ),
    )


def describe_magnet_demand(rows: Sequence[Row], scenario: str | None) -> str:
    """Alt text from the rows that are drawn."""
    parts = []
    for sector, name in _SECTORS.items():
        said = [f"{r.demand_kt:.1f} in {_when_and_what(r)}" for r in rows if r.sector == sector]
        parts.append(f"{name}: {', '.join(said)}.")
    return (
        f"Bars of the demand for four magnet rare earths in thousand tonnes. {' '.join(parts)} "
        f"{_demand_title(rows, scenario)}."
    )


def _demand_rows(scenario: str | None) -> list[Row]:
    """Use by use: the base year, then the projections."""
    table = load("iea_ree_demand").where(material="magnet rare earths")
    order = list(_SCENARIOS)

    def is_drawn(row: Row) -> bool:
        if row.data_type == "observed base year":
            return True
        return row.year == _COMPARED_YEAR if scenario is None else row.scenario == scenario

    rows = [row for row in table if row.sector in _SECTORS and is_drawn(row)]
    uses = list(_SECTORS)
    return sorted(
        rows, key=lambda r: (uses.index(r.sector), r.year, order.index(r.scenario) if r.year > 2024 else 0)
    )


def _when_and_what(row: Row) -> str:
    return (
        str(row.year) if row.data_type == "observed base year" else f"{row.year} ({_SCENARIOS[row.scenario]})"
    )


def _demand_title(rows: Sequence[Row], scenario: str | None) -> str:
    base = {row.sector: row.demand_kt for row in rows if row.data_type == "observed base year"}
    if scenario is None:
        share = 100 * base["other uses"] / base["total"]
        return f"{share:.0f} % of the demand for magnet rare earths in 2024 was for neither electric vehicles nor wind turbines"
    last = {row.sector: row for row in rows}
    growth = {sector: row.demand_kt / base[sector] for sector, row in last.items()}
    return (
        f"{_SUPPOSED[scenario]}, electric vehicles would need {growth['Electric vehicles']:.1f} times as much magnet "
        f"metal in {last['total'].year} as in 2024, all uses together {growth['total']:.1f} times"
    )


_DEMAND_NUMBER_PT = 42.0  # room for the number at the end of the longest bar
_DEMAND_ROW_PT = 20.0


def _draw_demand(rows: Sequence[Row], scenario: str | None) -> Figure:
    figure, axes = new_canvas(len(rows) * _DEMAND_ROW_PT + len(_SECTORS) * (HEADING_PT + 6))
    left = LEFT_PT + 10 + max(text_width(_demand_words(row, scenario)) for row in rows)
    unit = (RIGHT_PT - left - _DEMAND_NUMBER_PT) / max(row.demand_kt for row in rows)
    top = 0.0
    for sector, name in _SECTORS.items():
        top = heading(axes, top, name) + 6
        for row in (r for r in rows if r.sector == sector):
            middle = top + _DEMAND_ROW_PT / 2
            write(axes, LEFT_PT, middle, _demand_words(row, scenario), colour=MUTED)
            draw_bar(axes, _demand_bar(row), middle, left=left, unit_pt=unit)
            top += _DEMAND_ROW_PT
    return figure


def _demand_words(row: Row, scenario: str | None) -> str:
    if row.data_type == "observed base year" or scenario is not None:
        return str(row.year)
    return f"{row.year}, {_SCENARIOS[row.scenario]}"


def _demand_bar(row: Row) -> Bar:
    look = "measured" if row.data_type == "observed base year" else "estimated"
    return Bar(row.demand_kt, f"{row.demand_kt:.1f}", colour("rare_earths"), look)


# --- antimony ------------------------------------------------------------------------------------------

_US_USE = "us_end_use_share: "
_ANTIMONY_YEARS = (2002, 2010, 2019, 2021)


def antimony_uses(*, year: int | None = None) -> Chart:
    """What antimony was used for in the United States in one year, and the one share found for the world.

    Parameters
    ----------
    year : 2002, 2010, 2019 or 2021; the newest if not given.

    Raises
    ------
    ValueError
        If there are no shares for the year.
    """
    shown = _ANTIMONY_YEARS[-1] if year is None else year
    rows = _antimony_rows(shown)
    if not rows:
        msg = f"antimony_uses: no shares for {shown}; choose one of {_listed(_ANTIMONY_YEARS)}"
        raise ValueError(msg)
    world = load("antimony").one(metric="world_solar_glass_share")
    with style():
        figure = _draw_antimony(rows, world)
    return Chart(
        id="antimony-uses" if year is None else f"antimony-uses-{year}",
        title=_antimony_title(rows),
        subtitle=f"Shares of the antimony used in the United States, per cent, {shown}; and one share for the world.",
        alt=describe_antimony_uses(rows, world),
        table=ChartTable(
            columns=("Use", "Where", "Year", "Share (%)", "Certainty"),
            rows=(
                *((_use(row), "United States", row.year, row.value, "an estimate of USGS") for row in rows),
                (_SOLAR, "World", world.year, world.value, "reported third-hand"),
            ),
            row_source_ids=tuple(row.source_ids for row in (*rows, world)),
        ),
        source_ids=cited_by([*rows, world]),
        figure=figure,
        note=(
            "Shares of 2019 and 2021 are of other groups than those of 2002 and 2010: do not compare across. The share for "
            "the world is from a trade site that cites a news site."
        ),
    )


_SOLAR = "glass of solar panels"


def describe_antimony_uses(rows: Sequence[Row], world: Row) -> str:
    """Alt text from the rows that are drawn."""
    shares = ", ".join(f"{_use(row)} {_percent(row.value)}" for row in rows)
    return (
        f"Bars of antimony use in the United States in {rows[0].year}: {shares}. For the world one share is drawn as "
        f"reported: {_SOLAR}, about {_percent(world.value)}. {_antimony_title(rows)}."
    )


def _antimony_rows(year: int) -> list[Row]:
    rows = [row for row in load("antimony").where(year=year) if row.metric.startswith(_US_USE)]
    return sorted(rows, key=lambda row: (_use(row) == "other", -row.value))


def _use(row: Row) -> str:
    return row.metric.removeprefix(_US_USE)


def _antimony_title(rows: Sequence[Row]) -> str:
    first = rows[0]
    return f"{_use(first).capitalize()} took {_percent(first.value)} of the antimony used in the United States in {first.year}"


_ANTIMONY_BAR_PT = 2.6  # points for one per cent: the world's and the US bars keep to one scale


def _draw_antimony(rows: Sequence[Row], world: Row) -> Figure:
    shade = colour("antimony")
    united_states = [
        (_use(row), Bar(row.value, _percent(row.value), shade, "estimated" if row.estimated else "measured"))
        for row in rows
    ]
    solar = [(_SOLAR, Bar(world.value, f"about {_percent(world.value)}, reported", shade, "reported"))]
    groups = ((f"United States, {rows[0].year}", united_states), (f"World, {world.year}", solar))
    words = {use: wrap(use, RIGHT_PT - LEFT_PT) for _, bars in groups for use, _ in bars}
    rows_pt = sum(len(lines) * LINE_PT + _BAR_ROW_PT + _GAP_PT for lines in words.values())
    figure, axes = new_canvas(rows_pt + len(groups) * (HEADING_PT + 6))
    top = 0.0
    for name, bars in groups:
        top = heading(axes, top, name) + 6
        for use, bar in bars:
            write_lines(axes, LEFT_PT, top, words[use])
            top += len(words[use]) * LINE_PT
            draw_bar(axes, bar, top + _BAR_ROW_PT / 2, left=LEFT_PT, unit_pt=_ANTIMONY_BAR_PT)
            top += _BAR_ROW_PT + _GAP_PT
    return figure


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (end_uses, kilogram_prices, in_things, magnet_demand, antimony_uses)
