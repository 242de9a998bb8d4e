"""The map of chapter 7: where the places are, how surely, and how far each has come."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, nan, radians
from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from explainer.charts.chain.rocktable import count
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import (
    SIDE_PT,
    Mark,
    add_panel,
    add_sheet,
    key_height,
    listed,
    new_page,
    put_all,
    rule,
    write,
    write_key,
)
from explainer.charts.ground.rungs import GROUPS, RARE_EARTHS, RUNG_WORDS, Place, chosen, rung_mark
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, style
from explainer.facts.ground import RUNGS

BASE_MAP = "natural-earth"  # the source of the outlines
_KM_PER_DEGREE = 111.2  # of latitude


def places(*, commodity: str | None = None) -> Chart:
    """Places with minerals in Pakistan: how sure the position is, how far each has come, and where the rare earths are.

    Parameters
    ----------
    commodity : only places with this: "rare earths", or a metal such as "copper", "antimony" or "zinc".

    Raises
    ------
    ValueError
        If no place has it; names what is possible.
    """
    rows = chosen(commodity, chart="places")
    with style():
        figure = _draw(rows)
    return Chart(
        id="places" if commodity is None else f"places-{commodity.replace(' ', '-')}",
        title=_title(rows),
        subtitle=_subtitle(rows),
        alt=describe_places(rows),
        table=_table(rows),
        source_ids=(*cited_by(rows), BASE_MAP),
        figure=figure,
        note=_note(rows),
    )


def describe_places(rows: Sequence[Place]) -> str:
    """Alt text from the rows that are drawn."""
    shown = [row for row in rows if row.number]
    parts = [f"Map of Pakistan with {_of_places(len(shown))}, numbered and listed below it by mineral."]
    for group in GROUPS:
        inside = [row for row in shown if row.group == group]
        if inside:
            said = (f"{row.number} {row.name} ({RUNG_WORDS[row.rung]})" for row in inside)
            parts.append(f"{group.capitalize()}: {', '.join(said)}.")
    return " ".join([*parts, f"{_title(rows)}."])


def _of_places(many: int) -> str:
    return f"{count(many)} place{'' if many == 1 else 's'}"


def _title(rows: Sequence[Place]) -> str:
    shown = [row for row in rows if row.number]
    rough = sum(not row.is_printed for row in shown)
    if rough == len(shown):
        return f"{_all_of(rough)} on the map can be placed only roughly{_rare_earths(shown)}"
    return f"Of {_of_places(len(shown))} on the map, {count(rough)} can be placed only roughly{_rare_earths(shown)}"


def _all_of(many: int) -> str:
    return "The one place" if many == 1 else f"All {count(many)} places"


def _rare_earths(shown: Sequence[Place]) -> str:
    """What the title adds where several places have signs of rare earths: in which province they are."""
    signs = [row for row in shown if row.group == RARE_EARTHS]
    if len(signs) < 2:
        return ""
    northern = count(sum(row.record.province.startswith("Khyber Pakhtunkhwa") for row in signs))
    who = "of them" if len(signs) == len(shown) else f"of {count(len(signs))} with signs of rare earths"
    return f"; {northern} {who} are in Khyber Pakhtunkhwa"


def _subtitle(rows: Sequence[Place]) -> str:
    return (
        f"{_of_places(sum(bool(row.number) for row in rows)).capitalize()} with minerals named in the sources read, as of "
        "March 2026. A soft disc is as wide as the doubt about the position."
    )


def _note(rows: Sequence[Place]) -> str:
    surveys = [row.name.lower() for row in rows if not row.number]
    regions = [str(row.number) for row in rows if row.number and row.record.radius_km is None]
    parts = [
        "Dashed: de facto lines in the former princely state of Jammu and Kashmir (Line of Control, Line of Actual "
        "Control, Siachen). They take no position on claims; official maps differ. The tint is the area that Pakistan "
        "administers.",
        "Hatched: a doubt in the record, told in the table.",
        "Most discs were placed for this book from a named place. The list holds what the sources read name, not all there is.",
        "Outlines: Natural Earth, public domain.",
    ]
    if surveys:
        parts.insert(2, f"Not on the map: {listed(surveys)}, a survey of the whole country.")
    if regions:
        parts.insert(2, f"Number {listed(regions)} stands for a whole region.")
    return " ".join(parts)


def _table(rows: Sequence[Place]) -> ChartTable:
    return ChartTable(
        columns=(
            "Place",
            "Number",
            "Province",
            "Minerals",
            "Status in the record",
            "Rare earths",
            "Degrees north, east",
            "Known to",
        ),
        rows=tuple(
            (
                row.record.name,
                row.number,
                row.record.province,
                ", ".join(row.record.commodity),
                row.record.status,
                row.record.ree_status,
                _position(row),
                row.record.precision,
            )
            for row in rows
        ),
        row_source_ids=tuple(row.source_ids for row in rows),
    )


def _position(row: Place) -> str | None:
    return None if row.record.lat is None else f"{row.record.lat:g}, {row.record.lon:g}"


# The two frames ------------------------------------------------------------------------------------------


@cache
def base_map() -> Mapping[str, Any]:
    """The prepared outlines (tools/prepare_map.py), read once."""
    text = (files("explainer.charts.ground") / "map.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


@dataclass(frozen=True)
class Frame:
    """A part of the map as it is drawn: x grows to the east, y to the north, in points from its corner.

    Distances to east and west are shortened by the cosine of the middle latitude, as a simple map does.

    Parameters
    ----------
    bounds : west, south, east, north, in degrees.
    width : in points.
    """

    bounds: tuple[float, float, float, float]
    width: float

    @property
    def _degree(self) -> float:
        """Points for a degree of latitude."""
        west, _, east, _ = self.bounds
        return self.width / ((east - west) * self._shortening)

    @property
    def _shortening(self) -> float:
        _, south, _, north = self.bounds
        return cos(radians((south + north) / 2))

    @property
    def height(self) -> int:
        """In whole points: with a tenth of a point in `at`, paths stay short."""
        _, south, _, north = self.bounds
        return round((north - south) * self._degree)

    @property
    def pt_per_km(self) -> float:
        return self._degree / _KM_PER_DEGREE

    def at(self, east: float, north: float) -> tuple[float, float]:
        west, south, *_ = self.bounds
        x, y = (east - west) * self._shortening * self._degree, (north - south) * self._degree
        return round(x, 1), round(y, 1)

    def line(self, points: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        return [self.at(*point) for point in points]

    def within(self, line: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
        """The pieces of a line (in points) that reach into the frame; the axes cut what hangs out."""
        pieces: list[list[tuple[float, float]]] = []
        for start, end in pairwise(line):
            if not any(0 <= x <= self.width and 0 <= y <= self.height for x, y in (start, end)):
                continue
            if pieces and pieces[-1][-1] == start:
                pieces[-1].append(end)
            else:
                pieces.append([start, end])
        return pieces

    def holds(self, place: Place) -> bool:
        west, south, east, north = self.bounds
        return west <= place.record.lon <= east and south <= place.record.lat <= north


_MAP_PT = WIDTH_PT - 2 * SIDE_PT
_INSET_BOUNDS = (70.86, 33.92, 73.0, 34.88)

# Where the words stand that name neighbours and seas, in degrees; whether in capitals of a country or small.
_NAMES = {
    "Afghanistan": (64.9, 33.9),
    "Iran": (60.95, 27.9),
    "India": (74.6, 27.4),
    "China": (77.2, 36.5),
    "Pakistan": (71.6, 29.4),
    "Arabian Sea": (63.4, 24.2),
}
# From the middle of a place to the mark beside it, in points: to the right and up, in the frame in which it
# is labelled. The places of the inset have no label on the whole map.
_LABEL_AT: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "dalbandin-nokkundi": (0, -24),
        "loe-shilman": (8, 28),
        "sillai-patti": (-32, -12),
        "jawar": (-8, 26),
        "jambil": (24, 14),
        "koga": (-30, -10),
        "tarbela": (22, -15),
        "zagi": (24, -18),
        "siwalik-placer": (20, -8),
        "reko-diq": (16, 24),
        "saindak": (-1, 28),
        "shinkai-boya": (-18, 8),
        "gb-blocks": (0, 0),
        "qila-abdullah": (-24, 12),
        "qila-viala": (-6, 34),
        "kharan-antimony": (24, 8),
        "zhob-antimony": (22, 5),
        "krinj": (-18, 4),
        "awireth-partsan": (24, 13),
        "duddar": (17, -2),
        "gunga": (18, 4),
        "surmai": (-22, -10),
        "chilgazi": (6, 17),
        "dilband": (18, 2),
        "muslim-bagh": (20, -8),
    }
)


def _draw(rows: Sequence[Place]) -> Figure:
    shown = [row for row in rows if row.number]
    whole = Frame(tuple(base_map()["bounds"]), _MAP_PT)
    inset = Frame(_INSET_BOUNDS, _MAP_PT)
    enlarged = [row for row in shown if inset.holds(row)]
    columns = _columns(rows)
    heights = [
        _key_height(rows),
        whole.height + _GAP_PT,
        inset.height + _HEAD_PT + _GAP_PT,
        _list_height(columns),
    ]
    if not enlarged:
        heights[2] = 0.0
    figure = new_page(sum(heights) + _GAP_PT)
    sheet = add_sheet(figure)
    _write_keys(sheet, rows)
    axes = _add_frame(figure, whole, heights[0])
    _draw_frame(axes, whole, shown, labelled=[row for row in shown if row not in enlarged])
    _write_names(axes, whole)
    _draw_scale(axes, whole, 200, right=whole.width - 10)
    if enlarged:
        _box(axes, whole, inset)
        top = sum(heights[:2])
        write(sheet, SIDE_PT, top + 7, "The box, enlarged", weight="bold")
        axes = _add_frame(figure, inset, top + _HEAD_PT)
        _draw_frame(axes, inset, enlarged, labelled=enlarged)
        _draw_scale(axes, inset, 50, right=100)
    _write_list(sheet, columns, sum(heights[:3]))
    return figure


_GAP_PT, _HEAD_PT = 12.0, 22.0


def _add_frame(figure: Figure, frame: Frame, top: float) -> Axes:
    axes = add_panel(figure, top, frame.height, left=SIDE_PT, right=SIDE_PT)
    axes.set(xlim=(0, frame.width), ylim=(0, frame.height), xticks=[], yticks=[])
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set(visible=True, color=LINE)
    return axes


def _draw_frame(axes: Axes, frame: Frame, shown: Sequence[Place], *, labelled: Sequence[Place]) -> None:
    _draw_ground(axes, frame)
    _draw_positions(axes, frame, shown)
    _draw_labels(axes, frame, labelled)


_DASHED = {"color": MUTED, "linewidth": 1.2, "linestyle": (0, (3.0, 2.2))}
_LINES = {
    "coasts": {"color": MUTED, "linewidth": 0.8},
    "borders": {"color": MUTED, "linewidth": 0.8},
    "de_facto": _DASHED,
}


def _draw_ground(axes: Axes, frame: Frame) -> None:
    ground = base_map()
    tint = Path(frame.line(ground["pakistan"])).clip_to_bbox(
        Bbox.from_bounds(0, 0, frame.width, frame.height)
    )
    axes.add_patch(PathPatch(tint, facecolor=colour("raised"), edgecolor="none"))
    for kind, look in _LINES.items():
        pieces = [piece for entry in ground[kind] for piece in frame.within(frame.line(entry["line"]))]
        _draw_lines(axes, pieces, **look)


def _draw_lines(axes: Axes, pieces: Sequence[Sequence[tuple[float, float]]], **look: Any) -> None:
    """Lines of one look as one path of the page, with a gap after each."""
    points = [point for piece in pieces for point in (*piece, (nan, nan))]
    if points:
        axes.plot(*zip(*points, strict=True), **look)


def _draw_positions(axes: Axes, frame: Frame, shown: Sequence[Place]) -> None:
    """A small sharp dot where a source prints the position, a soft disc where it is known only roughly."""
    points: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for place in shown:
        radius = 0.0 if place.is_printed else place.record.radius_km
        if radius is not None:  # of a whole region no distance is known: its label stands there alone
            where = frame.at(place.record.lon, place.record.lat)
            points.setdefault((place.colour, radius), []).append(where)
    for (shade, radius), where in points.items():
        if radius:
            _draw_discs(axes, where, 2 * radius * frame.pt_per_km, shade)
        else:
            _draw_dots(axes, where, _DOT_PT, shade)


_DOT_PT = 5.0


def _draw_discs(axes: Axes, where: Sequence[tuple[float, float]], width: float, shade: str) -> None:
    """Two rings of one pale colour: denser in the middle, with no edge to take for a border."""
    for part in (1.0, 0.6):
        _draw_dots(axes, where, width * part, shade, alpha=0.3)


def _draw_dots(
    axes: Axes, where: Sequence[tuple[float, float]], width: float, shade: str, *, alpha: float = 1.0
) -> None:
    """Round spots as strokes without length, with round ends: in the page far shorter than circles."""
    strokes = [((x, y), (x + 0.01, y)) for x, y in where]
    _draw_lines(axes, strokes, color=shade, alpha=alpha, linewidth=width, solid_capstyle="round", zorder=2)


def _draw_labels(axes: Axes, frame: Frame, labelled: Sequence[Place]) -> None:
    """The mark of its rung and its number beside each position, joined to it by a thin line."""
    marks: dict[str, tuple[Mark, list[tuple[float, float]]]] = {}
    joints = []
    for place in labelled:
        x, y = frame.at(place.record.lon, place.record.lat)
        right, up = _LABEL_AT[place.id]
        away = -1 if right < 0 else 1  # the mark stands on the side of the place, the number beyond it
        joints.append([(x, y), (x + right, y + up)])
        marks.setdefault(place.look, (place.mark, []))[1].append((x + right, y + up))
        number_at = x + right + away * (_LABEL_PT / 2 + _LABEL_GAP_PT)
        write(axes, number_at, y + up, str(place.number), ha="left" if away > 0 else "right")
    _draw_lines(axes, joints, color=MUTED, linewidth=0.7, zorder=2.5)
    for mark, where in marks.values():
        put_all(axes, where, mark, size=_LABEL_PT)


_LABEL_PT, _LABEL_GAP_PT = 8.5, 3.0  # width of the mark in a label, and from it to the number


def _write_names(axes: Axes, frame: Frame) -> None:
    for name, where in _NAMES.items():
        weight = "bold" if name == "Pakistan" else "normal"
        write(axes, *frame.at(*where), name, colour=MUTED, ha="center", weight=weight)


def _draw_scale(axes: Axes, frame: Frame, km: int, *, right: float) -> None:
    length = km * frame.pt_per_km
    axes.plot([right - length, right], [10, 10], color=INK, linewidth=1.2)
    write(axes, right - length / 2, 19, f"{km} km", colour=MUTED, ha="center")


def _box(axes: Axes, whole: Frame, inset: Frame) -> None:
    west, south, east, north = inset.bounds
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    axes.plot(*zip(*whole.line(corners), strict=True), color=INK, linewidth=1.0)


# The keys and the list -----------------------------------------------------------------------------------


def _rung_key(rows: Sequence[Place]) -> list[tuple[Mark, str]]:
    used = {row.rung for row in rows}
    return [(rung_mark(rung), RUNG_WORDS[rung]) for rung in reversed(RUNGS) if rung in used]


def _key_height(rows: Sequence[Place]) -> float:
    return key_height(_rung_key(rows), size=_LABEL_PT) + LINE_PT + 14


def _write_keys(sheet: Axes, rows: Sequence[Place]) -> None:
    """The forms in the first rows; in the last the two kinds of position and the dashed line."""
    middle = write_key(sheet, _rung_key(rows), 2, size=_LABEL_PT) + 3 + LINE_PT / 2
    x = SIDE_PT + 7
    _draw_discs(sheet, [(x, middle)], 14, INK)
    x = _write_after(sheet, x + 11, middle, "somewhere in it")
    if any(row.is_printed for row in rows):
        _draw_dots(sheet, [(x + 3, middle)], _DOT_PT, INK)
        x = _write_after(sheet, x + 9, middle, "printed position")
    sheet.plot([x, x + 20], [middle, middle], **_DASHED)
    write(sheet, x + 24, middle, "de facto", colour=MUTED)


def _write_after(sheet: Axes, x: float, middle: float, word: str) -> float:
    write(sheet, x, middle, word, colour=MUTED)
    return x + text_width(word) + 12


@dataclass(frozen=True)
class _Line:
    """One line of the list: a heading, an aside, or a place."""

    text: str
    place: Place | None = None
    is_heading: bool = False

    @property
    def height(self) -> float:
        return LINE_PT + (8 if self.is_heading else 0)


_REE_WORDS = {
    "occurrence": "described: mineral or host rock",
    "indicative": "an indicative study",
    "claimed": "claimed in a press column",
}
_Columns = tuple[list[_Line], list[_Line]]


def _columns(rows: Sequence[Place]) -> _Columns:
    """The list in two columns: rare earths with how far the evidence goes, and everything else."""
    shown = [row for row in rows if row.number]
    blocks = {group: _block(group, [row for row in shown if row.group == group]) for group in GROUPS}
    rare = blocks.pop(RARE_EARTHS)
    others = [line for block in blocks.values() for line in block]
    return (rare, others) if rare and others else (rare or others, [])


def _block(group: str, rows: Sequence[Place]) -> list[_Line]:
    if not rows:
        return []
    lines = [_Line(group.capitalize(), is_heading=True)]
    if group != RARE_EARTHS:
        return [*lines, *(_Line(row.name, row) for row in rows)]
    for status, words in _REE_WORDS.items():
        inside = [row for row in rows if row.record.ree_status == status]
        if inside:
            lines += [_Line(words), *(_Line(row.name, row) for row in inside)]
    return lines


def _list_height(columns: _Columns) -> float:
    return max(sum(line.height for line in column) for column in columns)


def _write_list(sheet: Axes, columns: _Columns, top: float) -> None:
    rule(sheet, top - 4, colour=LINE)
    marks: dict[str, tuple[Mark, list[tuple[float, float]]]] = {}
    for column, x in zip(columns, (SIDE_PT, WIDTH_PT * 0.6), strict=True):
        y = top
        for line in column:
            y += line.height
            _write_line(sheet, line, x, y - LINE_PT / 2)
            if line.place:
                look = marks.setdefault(line.place.look, (line.place.mark, []))
                look[1].append((x + _LABEL_PT / 2, y - LINE_PT / 2))
    for mark, where in marks.values():
        put_all(sheet, where, mark, size=_LABEL_PT)


def _write_line(sheet: Axes, line: _Line, x: float, middle: float) -> None:
    if line.place is None:
        look = {"weight": "bold"} if line.is_heading else {"colour": MUTED}
        write(sheet, x, middle, line.text, **look)
        return
    number = str(line.place.number).rjust(2, "\u2007")  # a space as wide as a digit
    write(sheet, x + _LABEL_PT + 5, middle, f"{number}  {line.text}")
