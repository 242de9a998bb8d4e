"""Make the base map of chapter 7 from Natural Earth's countries; run once, by hand.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/prepare_map.py package/countries-50m.json src/explainer/charts/ground/map.json

Reads the TopoJSON of the npm package (Natural Earth 4.1.0, 1:50 million, public domain), keeps the lines
between and around Pakistan and its neighbours, clips them to the region, simplifies them, and parts them in
two: ordinary borders, and the de facto lines inside the former princely state of Jammu and Kashmir, which
the package draws as if they were borders. Standard library only; the same input gives the same bytes.
"""

import argparse
import hashlib
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # degrees east, degrees north
Line = list[Point]

PACKAGE = "world-atlas 2.0.2, countries-50m.json"
BOUNDS = (60.2, 23.4, 78.6, 37.6)  # west, south, east, north, in degrees
TOLERANCE = 0.05  # degrees, about 5 km: a point in the figure
DIGITS = 2  # about a kilometre
SIACHEN = "Siachen Glacier"
# Where a line enters the former princely state, by the two sides it parts; the part to the north is inside.
# The Line of Control begins west of the Chenab, near 32.8 degrees north; the border south and east of it
# parts Punjab from the former state. The Line of Actual Control ends near Demchok.
ENTRY: Mapping[frozenset[str], Point] = {
    frozenset({"Pakistan", "India"}): (74.33, 32.86),
    frozenset({"India", "China"}): (79.22, 32.51),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Prepare the base map of chapter 7.")
    parser.add_argument("topology", type=Path, help="countries-50m.json of the npm package world-atlas 2.0.2")
    parser.add_argument("out", type=Path, help="the small file to write")
    arguments = parser.parse_args()
    content = arguments.topology.read_bytes()
    prepared = prepare(json.loads(content), hashlib.sha256(content).hexdigest())
    arguments.out.write_text(written(prepared), encoding="utf-8")


def prepare(topology: Mapping[str, Any], sha256: str) -> dict[str, Any]:
    """The base map as it is stored.

    Parameters
    ----------
    topology : TopoJSON with an object `countries` whose geometries have `properties.name`.
    sha256 : of the file that it was read from, in hexadecimal.

    Returns
    -------
    about : what the file is, from where, under which licence.
    bounds : west, south, east, north, in degrees.
    pakistan : the ring around what Pakistan administers, its first point repeated at the end.
    coasts, borders, de_facto : entries of "between" (names, one for a coast) and "line"; points are
        [degrees east, degrees north].
    """
    arcs = [simplify(arc) for arc in decoded(topology)]
    lines = lines_of(topology, arcs)
    parts = {"coasts": [], "borders": [], "de_facto": []}
    for names, line in lines:
        for kind, part in parted(names, line):
            parts[kind] += [{"between": sorted(names), "line": piece} for piece in clipped(part, BOUNDS)]
    return {
        "about": about(sha256),
        "bounds": list(BOUNDS),
        "pakistan": ring_of("Pakistan", topology, arcs),
        **parts,
    }


def about(sha256: str) -> dict[str, str]:
    return {
        "what": "Outlines of Pakistan and its neighbours, clipped and simplified for one map of chapter 7.",
        "source": "Natural Earth 4.1.0, countries, 1:50 million (naturalearthdata.com).",
        "read_from": f"npm package {PACKAGE}, sha256 {sha256}.",
        "licence": "Natural Earth is in the public domain; the package that carries it is under the ISC licence.",
        "made_by": "tools/prepare_map.py",
        "lines": "borders: ordinary. de_facto: the Line of Control, the Line of Actual Control and the lines "
        "around the Siachen Glacier, inside the former princely state of Jammu and Kashmir. They show who "
        "administers what and take no position on claims; official maps of Pakistan, India and China differ.",
    }


def decoded(topology: Mapping[str, Any]) -> list[Line]:
    """Every arc in degrees: TopoJSON stores whole steps from point to point."""
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + west, y * scale_y + south))
        lines.append(line)
    return lines


def arc_numbers(arcs: Any) -> Iterator[int]:
    """The arcs of a geometry, however deep; a reversed one is stored as its complement."""
    if isinstance(arcs, int):
        yield arcs
    else:
        for part in arcs:
            yield from arc_numbers(part)


def lines_of(topology: Mapping[str, Any], arcs: Sequence[Line]) -> Iterator[tuple[frozenset[str], Line]]:
    """Every arc that reaches into the region, with the names of the countries on its sides."""
    sides: dict[int, set[str]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        for number in arc_numbers(geometry.get("arcs", [])):
            sides.setdefault(number if number >= 0 else ~number, set()).add(geometry["properties"]["name"])
    for number, names in sorted(sides.items()):
        if any(inside(point, BOUNDS) for point in arcs[number]):
            yield frozenset(names), arcs[number]


def parted(names: frozenset[str], line: Line) -> Iterator[tuple[str, Line]]:
    """The parts of a line by kind: coast, ordinary border, or de facto line in the former princely state."""
    if len(names) == 1:
        yield "coasts", line
    elif SIACHEN in names:
        yield "de_facto", line
    elif names in ENTRY:
        entry = min(range(len(line)), key=lambda number: math.dist(line[number], ENTRY[names]))
        southern, northern = line[: entry + 1], line[entry:]
        if line[0][1] > line[-1][1]:
            southern, northern = northern, southern
        yield "borders", southern
        yield "de_facto", northern
    else:
        yield "borders", line


def ring_of(name: str, topology: Mapping[str, Any], arcs: Sequence[Line]) -> Line:
    """The outline of a country that is one piece."""
    geometries = topology["objects"]["countries"]["geometries"]
    geometry = next(g for g in geometries if g["properties"]["name"] == name)
    ring: Line = []
    for number in arc_numbers(geometry["arcs"]):
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return [rounded(point) for point in ring]


def simplify(line: Line, tolerance: float = TOLERANCE) -> Line:
    """Drop points that lie within `tolerance` degrees of the line without them (Douglas and Peucker, 1973).

    The ends stay, so that arcs still meet.
    """
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    far, distance = max(
        ((number, off(point, first, last)) for number, point in enumerate(line[1:-1], 1)),
        key=lambda found: found[1],
    )
    if distance <= tolerance:
        return [first, last]
    return simplify(line[: far + 1], tolerance)[:-1] + simplify(line[far:], tolerance)


def off(point: Point, first: Point, last: Point) -> float:
    """Distance of a point from the stretch between two others, in degrees."""
    length = math.dist(first, last) ** 2
    if length == 0:
        return math.dist(point, first)
    along = sum((p - f) * (e - f) for p, f, e in zip(point, first, last, strict=True)) / length
    along = min(1.0, max(0.0, along))
    return math.dist(point, [f + along * (e - f) for f, e in zip(first, last, strict=True)])


def clipped(line: Line, bounds: tuple[float, float, float, float]) -> list[Line]:
    """The pieces of a line within the bounds, cut at the edge, rounded."""
    pieces: list[Line] = []
    for start, end in itertools.pairwise(line):
        part = cut(start, end, bounds)
        if part is None:
            continue
        head, tail = map(rounded, part)
        if pieces and pieces[-1][-1] == head:
            pieces[-1].append(tail)
        else:
            pieces.append([head, tail])
    return pieces


def cut(start: Point, end: Point, bounds: tuple[float, float, float, float]) -> tuple[Point, Point] | None:
    """The part of a stretch within the bounds (Liang and Barsky, 1984), or None."""
    west, south, east, north = bounds
    step = (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    for axis, low, high in ((0, west, east), (1, south, north)):
        if step[axis] == 0:
            if not low <= start[axis] <= high:
                return None
            continue
        ways = sorted(((low - start[axis]) / step[axis], (high - start[axis]) / step[axis]))
        enter, leave = max(enter, ways[0]), min(leave, ways[1])
    if enter >= leave:
        return None
    return tuple((start[0] + way * step[0], start[1] + way * step[1]) for way in (enter, leave))


def inside(point: Point, bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return west <= point[0] <= east and south <= point[1] <= north


def rounded(point: Point) -> Point:
    return round(point[0], DIGITS), round(point[1], DIGITS)


def written(prepared: Mapping[str, Any]) -> str:
    """JSON with one line of the map on one line of the file."""
    compact = {name: _compact(value) for name, value in prepared.items()}
    body = ",\n".join(f"{json.dumps(name)}: {value}" for name, value in compact.items())
    return f"{{\n{body}\n}}\n"


def _compact(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in value) + "\n]"
    if isinstance(value, dict):
        return json.dumps(value, indent=1)
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
