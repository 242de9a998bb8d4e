"""Mine production drawn: stacked areas, the newest year as a bar, cuts at the seams, strips of who counted."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from explainer.charts.drawing.lettering import LINE_PT
from explainer.charts.drawing.panels import (
    DOTTED,
    ESTIMATE_ALPHA,
    SIDE_PT,
    add_panel,
    add_sheet,
    new_page,
    percent,
    round_up,
    runs,
    write,
    write_down,
)
from explainer.charts.drawing.timescale import spread
from explainer.charts.drawing.yearscale import YearScale
from explainer.charts.style import INK, LINE, MUTED, PAPER, WIDTH_PT, colour
from explainer.charts.supply.mined import BY_COUNTRY_SINCE, NAMED, STRIPS, Mined, changes, is_bgs

_COLOURS = {**{name: token for name, (_, token) in NAMED.items()}, "Malaysia": "malaysia"}

# Places in the figure, in points from its upper left corner.
_LEFT, _RIGHT = 34.0, WIDTH_PT - 62.0
_TOP, _TONNES_PT, _SHARES_PT, _BETWEEN = 22.0, 150.0, 130.0, 50.0
_SHARES_TOP = _TOP + _TONNES_PT + _BETWEEN
_STRIPS_TOP = _SHARES_TOP + _SHARES_PT + 44
_STRIP_PT = 17.0
_CUT_PT = 1.4  # width of the cut where a series changes its source


def draw_whole(mined: Mined) -> Figure:
    """Tonnes above, shares below, strips of who counted under both."""
    years = YearScale(mined.first, mined.last, _LEFT, _RIGHT)
    figure = new_page(_STRIPS_TOP + 4 * _STRIP_PT + 2)
    tonnes = add_panel(figure, _TOP, _TONNES_PT, left=0, right=0)
    shares = add_panel(figure, _SHARES_TOP, _SHARES_PT, left=0, right=0)
    sheet = add_sheet(figure)
    highest = max(mined.total.values()) * 1e-3
    _stack(tonnes, mined, years, lambda year: 1e-3)
    _stack(shares, mined, years, lambda year: 100 / mined.total[year])
    _scale(tonnes, years, 1.05 * highest, [0, 100, 200, 300])
    _scale(shares, years, 100, [0, 50, 100])
    _world_line(tonnes, mined, years)
    _label_ends(tonnes, mined, 1e-3, in_percent=False)
    _label_ends(shares, mined, 100 / mined.total[mined.last], in_percent=True)
    write(sheet, SIDE_PT, _TOP - 12, "Thousand tonnes of oxides", colour=MUTED)
    write(sheet, SIDE_PT, _SHARES_TOP - 13, "Share of the world, %", colour=MUTED)
    _explain(sheet, tonnes, mined, years)
    _strips(sheet, mined, years)
    return figure


def _stack(axes: Axes, mined: Mined, years: YearScale, factor: Callable[[int], float]) -> None:
    """Areas from the back to the front, each from zero to its upper edge; the newest year as a lighter bar."""
    late = range(max(mined.first, BY_COUNTRY_SINCE), mined.last)
    cuts = mined.seams()
    if years.early_years:
        early = range(mined.first, BY_COUNTRY_SINCE)
        whole = {year: mined.total[year] * factor(year) for year in early}
        _area(axes, years, whole, LINE, edge=colour("others"))
        us = {year: mined.tonnes("United States", year) for year in early}
        known = {year: tonnes * factor(year) for year, tonnes in us.items() if tonnes is not None}
        _area(axes, years, known, colour("usa"))
    for token, _, edge in _layers(mined):
        _area(axes, years, {year: edge(year) * factor(year) for year in late}, colour(token), cuts)
    for token, base, edge in _layers(mined):
        low, high = (value(mined.last) * factor(mined.last) for value in (base, edge))
        _bar(axes, years, low, high, colour(token))


def _layers(mined: Mined) -> Iterator[tuple[str, Callable[[int], float], Callable[[int], float]]]:
    """The layers, the topmost first: a colour, and tonnes by year at the lower and the upper edge."""
    names = list(NAMED)

    def upto(count: int) -> Callable[[int], float]:
        return lambda year: sum(mined.tonnes(name, year) or 0.0 for name in names[:count])

    yield "others", upto(len(names)), lambda year: mined.total[year]
    for count in range(len(names), 0, -1):
        yield NAMED[names[count - 1]][1], upto(count - 1), upto(count)


def _area(
    axes: Axes,
    years: YearScale,
    heights: Mapping[int, float],
    face: str,
    cuts: Collection[int] = (),
    *,
    edge: str = "none",
) -> None:
    """Fill from zero, the whole width of every year that has a height; a cut is a gap before its year."""
    corners, codes = [], []
    for first, last in _split(runs(heights), cuts):
        left = years.start(first) + (_CUT_PT / 2 if first in cuts else 0)
        right = years.end(last) - (_CUT_PT / 2 if last + 1 in cuts else 0)
        top = [(years.middle(year), heights[year]) for year in range(first, last + 1)]
        level = _flattened([(left, heights[first]), *top, (right, heights[last])])
        corners += [(left, 0.0), *level, (right, 0.0), (left, 0.0)]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(level) + 1), Path.CLOSEPOLY]
    look = {"facecolor": face, "edgecolor": edge, "linewidth": 0 if edge == "none" else 0.8}
    axes.add_patch(PathPatch(Path(corners, codes), clip_on=False, zorder=2, **look))


def _split(stretches: Iterable[tuple[int, int]], cuts: Collection[int]) -> Iterator[tuple[int, int]]:
    """Part stretches of years before each year of a cut."""
    for first, last in stretches:
        starts = [first, *(cut for cut in sorted(cuts) if first < cut <= last)]
        yield from zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True)


def _flattened(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points between two of the same height; a level edge needs its ends only."""
    inner = [
        point
        for before, point, after in zip(points, points[1:], points[2:], strict=False)
        if not before[1] == point[1] == after[1]
    ]
    return [points[0], *inner, points[-1]]


def _bar(axes: Axes, years: YearScale, low: float, high: float, face: str) -> None:
    """One part of the newest year, in its colour but lighter, with a whole line on top."""
    left, right = years.bar
    axes.add_patch(
        Rectangle((left, low), right - left, high - low, facecolor=face, linewidth=0, alpha=ESTIMATE_ALPHA)
    )
    axes.plot([left, right], [high, high], color=face, linewidth=1.2, solid_capstyle="butt", clip_on=False)


def _scale(axes: Axes, years: YearScale, highest: float, levels: Sequence[float]) -> None:
    """Set the heights, label the years, draw the grid under the areas and the break through the axis."""
    ticks = years.ticks()
    axes.set(xlim=(0, WIDTH_PT), ylim=(0, highest), yticks=[])
    axes.set_xticks([years.middle(year) for year in ticks], [str(year) for year in ticks])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", pad=8)  # clear of the 0 of the scale
    per_point = highest / (axes.get_position().height * axes.figure.get_figheight() * 72)
    for level in levels:
        axes.plot([years.left, years.right], [level, level], color=LINE, linewidth=0.7, zorder=1)
        write(axes, years.left - 4, level, f"{level:,.0f}", colour=MUTED, ha="right")
    if years.is_broken:
        middle = years.start(BY_COUNTRY_SINCE) - years.break_pt / 2
        for shift in (-1.8, 1.8):
            x = [middle + shift - 2, middle + shift + 2]
            axes.plot(x, [-4 * per_point, 4 * per_point], color=MUTED, linewidth=1, clip_on=False, zorder=4)


def _world_line(axes: Axes, mined: Mined, years: YearScale) -> None:
    """The printed world total since the country rows begin, broken where its source or edition changes."""
    look = {"color": INK, "linewidth": 1.2, "solid_capstyle": "butt", "zorder": 2.8, "clip_on": False}
    late = range(max(mined.first, BY_COUNTRY_SINCE), mined.last)
    source = mined.sources_of("World")
    for first, last in _split(runs(late), changes(source)):
        heights = [mined.world[year].production_t_reo * 1e-3 for year in range(first, last + 1)]
        middles = [years.middle(year) for year in range(first, last + 1)]
        half = min(2.0, years.year_pt(last) / 2 - _CUT_PT / 2)  # so that a lone year is a stroke
        axes.plot(
            [middles[0] - half, *middles, middles[-1] + half], [heights[0], *heights, heights[-1]], **look
        )
    height = mined.world[mined.last].production_t_reo * 1e-3
    axes.plot(years.bar, [height, height], **look)


def _label_ends(axes: Axes, mined: Mined, factor: float, *, in_percent: bool) -> None:
    """Name the parts of the bar beside it, or give their shares, each as near to its part as words allow."""
    parts = [(NAMED[name][0], mined.tonnes(name, mined.last) or 0.0) for name in NAMED]
    parts.append(("others", mined.rest(mined.last)))
    room = axes.get_position().height * axes.figure.get_figheight() * 72
    per_point = axes.get_ylim()[1] / room
    below = [sum(tonnes for _, tonnes in parts[:count]) for count in range(len(parts))]
    middles = [
        (base + tonnes / 2) * factor / per_point for base, (_, tonnes) in zip(below, parts, strict=True)
    ]
    tops = spread([m - LINE_PT / 2 for m in middles], [LINE_PT] * len(parts), -6, room + 9)
    for (word, tonnes), top in zip(parts, tops, strict=True):
        text = percent(100 * tonnes / mined.total[mined.last]) if in_percent else word
        write(axes, _RIGHT + 5, (top + LINE_PT / 2) * per_point, text)


def _explain(sheet: Axes, tonnes: Axes, mined: Mined, years: YearScale) -> None:
    """Words in the empty parts of the picture, where there are such."""
    below = mined.printed_below_china()
    if below and mined.first < BY_COUNTRY_SINCE:
        write_down(
            sheet,
            _LEFT + 8,
            _TOP + 34,
            ("The line is the printed world", "total. Here it is below China."),
            colour=MUTED,
        )
        height = mined.world[below[0]].production_t_reo * 1e-3
        end = _TOP + _TONNES_PT * (1 - height / tonnes.get_ylim()[1])
        sheet.plot([years.middle(below[0])] * 2, [_TOP + 66, end], color=MUTED, linewidth=0.8)
    if years.is_broken:
        write_down(sheet, _LEFT + 3, _SHARES_TOP + 3, ("others,", "as one"))


def _strips(sheet: Axes, mined: Mined, years: YearScale) -> None:
    """Who counted: a strip for each series, solid USGS, hatched BGS, dotted where there is no number."""
    write(sheet, SIDE_PT, _STRIPS_TOP - 10, "Who counted: solid USGS, hatched BGS", colour=MUTED)
    for number, (word, country) in enumerate(STRIPS.items()):
        y = _STRIPS_TOP + (number + 0.5) * _STRIP_PT
        source = mined.sources_of(country)
        missing = [year for year in range(mined.first, mined.last + 1) if year not in source]
        _dotted(sheet, y, missing, years)
        british = {year: id for year, id in source.items() if is_bgs(id)}
        american = {year: id for year, id in source.items() if not is_bgs(id)}
        _pieces(sheet, y, american, years, facecolor=MUTED, linewidth=0)
        _pieces(sheet, y, british, years, facecolor=PAPER, hatch="////", linewidth=0.8)
        write(sheet, _RIGHT + 5, y, word)


def _dotted(axes: Axes, y: float, missing: Iterable[int], years: YearScale) -> None:
    """Dots along the years without a number, where there are enough of them to be seen."""
    for first, last in runs(missing):
        x = [years.start(first) + 2, years.end(last) - 1]
        if x[1] - x[0] >= 2:
            axes.plot(x, [y, y], color=MUTED, **DOTTED)


def _pieces(sheet: Axes, y: float, source: Mapping[int, str], years: YearScale, **look: Any) -> None:
    """The years of one survey as one path of many pieces, parted where the edition changes."""
    row = runs(year for year in source if year < years.last)
    spans = [
        (years.start(first) + _CUT_PT / 2, years.end(last) - _CUT_PT / 2)
        for first, last in _split(row, changes(source))
    ]
    if years.last in source:
        spans.append(years.bar)
    if not spans:
        return
    boxes = [[(a, y - 4), (b, y - 4), (b, y + 4), (a, y + 4), (a, y - 4)] for a, b in spans]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(boxes)
    path = Path([corner for box in boxes for corner in box], codes)
    sheet.add_patch(PathPatch(path, edgecolor=MUTED, **look))


# --- some countries, each with a scale of its own --------------------------------------------------------

_ONE_PT, _ONE_GAP_PT = 84.0, 50.0
_ONE_LEFT, _ONE_RIGHT = 56.0, WIDTH_PT - 12.0


def draw_countries(mined: Mined, names: Sequence[str]) -> Figure:
    """A panel for each country, all with the same years."""
    first = min(year for name in names for year in mined.by_country[name])
    years = YearScale(first, mined.last, _ONE_LEFT, _ONE_RIGHT, early_pt=1000)
    figure = new_page(len(names) * (_ONE_PT + _ONE_GAP_PT) - 4)
    for number, name in enumerate(names):
        axes = add_panel(figure, 24 + number * (_ONE_PT + _ONE_GAP_PT), _ONE_PT, left=0, right=0)
        _draw_one(axes, mined, name, years)
    sheet = add_sheet(figure)
    for number, name in enumerate(names):
        write(sheet, SIDE_PT, 10 + number * (_ONE_PT + _ONE_GAP_PT), name, weight="bold")
    return figure


def _draw_one(axes: Axes, mined: Mined, name: str, years: YearScale) -> None:
    face = colour(_COLOURS.get(name, "others"))
    tonnes = {year: row.production_t_reo for year, row in mined.by_country[name].items()}
    _area(
        axes,
        years,
        {y: t for y, t in tonnes.items() if y < mined.last},
        face,
        changes(mined.sources_of(name)),
    )
    if mined.last in tonnes:
        _bar(axes, years, 0, tonnes[mined.last], face)
    highest = round_up(max(tonnes.values()))
    _scale(axes, years, highest, [0, highest])
    missing = [year for year in range(years.first, years.last) if year not in tonnes]
    _dotted(axes, highest * 0.03, missing, years)
