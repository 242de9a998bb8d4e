"""The ladder of chapter 7: from a place that is looked at to a refinery, with the places on each rung."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chain.rocktable import count
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import box
from explainer.charts.drawing.lettering import LINE_PT, text_width
from explainer.charts.drawing.panels import Mark, certain, key_height, put_all, write, write_key
from explainer.charts.ground.rungs import GROUPS, RARE_EARTHS, Place, chosen, flow
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, colour, new_canvas, style
from explainer.facts.ground import RUNGS

# What each rung asks, from the foot up; the words of the glossary, shortened.
_ASKS: Mapping[str, str] = MappingProxyType(
    {
        "looked for": "a survey, an anomaly, a block to explore",
        "occurrence": "seen; how much there is is not known",
        "resource": "measured or estimated",
        "reserve": "shown to be worth mining",
        "mine": "ore is, or was, dug",
        "refinery": "makes metal pure enough to use",
    }
)


def ladder(*, commodity: str | None = None) -> Chart:
    """How far each place has come: looked for, occurrence, resource, reserve, mine, refinery.

    Parameters
    ----------
    commodity : only places with this: "rare earths", or a metal such as "copper", "antimony" or "zinc".

    Raises
    ------
    ValueError
        If no place has it; names what is possible.
    """
    rows = chosen(commodity, chart="ladder")
    with style():
        figure = _draw(rows)
    return Chart(
        id="ladder" if commodity is None else f"ladder-{commodity.replace(' ', '-')}",
        title=_title(rows, commodity),
        subtitle="Places by the highest step that the record of each reaches, as of March 2026",
        alt=describe_ladder(rows, commodity),
        table=_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note=_note(rows),
    )


def describe_ladder(rows: Sequence[Place], commodity: str | None = None) -> str:
    """Alt text from the rows that are drawn."""
    parts = ["Ladder, from a refinery at the top down to places that are only looked at."]
    for rung in reversed(RUNGS):
        names = [row.name + (f" ({row.doubt})" if row.doubt else "") for row in _on(rung, rows)]
        parts.append(f"{rung.capitalize()}: {', '.join(names) if names else 'none'}.")
    return " ".join([*parts, f"{_title(rows, commodity)}."])


def _on(rung: str, rows: Sequence[Place]) -> list[Place]:
    return [row for row in rows if row.rung == rung]


def _title(rows: Sequence[Place], commodity: str | None) -> str:
    whole = f"Of {count(len(rows))} place{'' if len(rows) == 1 else 's'}{_with(commodity)}"
    steps = [(words, len(_on(rung, rows))) for rung, words in _STEPS.items()]
    said = [f"{count(many)} {words[many != 1]}" for words, many in steps if many]
    if not said:
        return f"{whole}, none has a published amount, a mine or a refinery"
    return f"{whole}, {' and '.join(said)}{_rare_earths(rows, commodity)}"


def _with(commodity: str | None) -> str:
    if commodity is None:
        return ""
    return f" with signs of {commodity}" if commodity == RARE_EARTHS else f" with {commodity}"


_STEPS = {
    "mine": ("is or was mined", "are or were mined"),
    "reserve": ("has a reported reserve", "have a reported reserve"),
}


def _rare_earths(rows: Sequence[Place], commodity: str | None) -> str:
    """What the title of the whole ladder adds; of one metal, that no place has a refinery."""
    if commodity is not None:
        return "; none has a refinery"
    rare = [row for row in rows if row.group == RARE_EARTHS]
    above = [row for row in rare if RUNGS.index(row.rung) > RUNGS.index("occurrence")]
    many = "none" if not above else count(len(above))
    return f"; of {count(len(rare))} with signs of rare earths {many} is past an occurrence"


def _note(rows: Sequence[Place]) -> str:
    parts = ["The list holds what the sources read name, not all there is."]
    if any(row.doubt for row in rows):
        parts.append("Hatched: a doubt in the record, told in the table.")
    if _on("resource", rows):
        parts.append(
            "On the step of resources somebody printed an amount, but no report to a code was seen: whether it is a resource in "
            "a geologist's sense is not known."
        )
    if any(row.id == "krinj" for row in rows):
        parts.append("For Krinj and two other areas together an amount is quoted, too.")
    if _on("mine", rows):
        parts.append("Small mines often work without a published reserve.")
    parts.append(
        "No refinery is among the places. The British Geological Survey counts copper smelter output in Pakistan; a smelter "
        "makes raw metal, a step before."
        if any("copper" in row.record.commodity for row in rows)
        else "No refinery is among the places."
    )
    return " ".join(parts)


def _table(rows: Sequence[Place]) -> ChartTable:
    ordered = sorted(rows, key=lambda row: -RUNGS.index(row.rung))
    return ChartTable(
        columns=("Place", "Step", "Status in the record's words", "Doubt", "Minerals", "Rare earths"),
        rows=tuple(
            (
                row.record.name,
                row.rung,
                row.record.status,
                row.doubt or "none",
                ", ".join(row.record.commodity),
                row.record.ree_status,
            )
            for row in ordered
        ),
        row_source_ids=tuple(row.source_ids for row in ordered),
    )


# Across and down the figure, in points.
_MARK_PT, _MARK_GAP_PT, _BETWEEN_PT = 9.0, 4.0, 12.0
_RAIL_PT, _STEP_PT = 6.0, 14.0  # the left rail, and how wide a step of the ladder is
_WORDS_PT = 32.0
_ROOM_PT = WIDTH_PT - _WORDS_PT - 4
_ABOVE_PT, _BELOW_PT = 8.0, 8.0
_EMPTY_PT = 22.0


@dataclass(frozen=True)
class _Names:
    """Places of one kind on one rung, broken into lines."""

    heading: str
    rows: tuple[Place, ...]

    @property
    def lines(self) -> list[list[Place]]:
        names = [row.name for row in self.rows]
        broken = flow(names, _ROOM_PT, before=_MARK_PT + _MARK_GAP_PT, between=_BETWEEN_PT)
        return [[self.rows[number] for number in line] for line in broken]

    @property
    def height(self) -> float:
        return (len(self.lines) + bool(self.heading)) * LINE_PT


def _names(rung: str, rows: Sequence[Place]) -> list[_Names]:
    """The places of a rung: rare earths first, under a word of their own where others stand there too."""
    found = _on(rung, rows)
    rare = tuple(row for row in found if row.group == RARE_EARTHS)
    others = tuple(row for row in found if row.group != RARE_EARTHS)
    blocks = []
    if rare:
        blocks.append(_Names("signs of rare earths", rare))
    if others:
        blocks.append(_Names("other minerals" if rare else "", others))
    return blocks


def _rung_height(rung: str, rows: Sequence[Place]) -> float:
    blocks = _names(rung, rows)
    inside = sum(block.height for block in blocks) if blocks else _EMPTY_PT
    return _ABOVE_PT + 2 * LINE_PT + inside + _BELOW_PT


def _key(rows: Sequence[Place]) -> list[tuple[Mark, str]]:
    marks = [(certain("confirmed", shape="o", colour=MUTED), "as the record says")]
    if any(row.doubt for row in rows):
        marks.append((certain("reported", shape="o", colour=MUTED), "with a doubt"))
    groups = [group for group in GROUPS if any(row.group == group for row in rows)]
    if len(groups) > 1:
        marks += [(certain("confirmed", shape="o", colour=colour(GROUPS[group])), group) for group in groups]
    return marks


def _draw(rows: Sequence[Place]) -> Figure:
    key = _key(rows)
    top = key_height(key, size=_MARK_PT) + 10
    heights = {rung: _rung_height(rung, rows) for rung in reversed(RUNGS)}
    figure, axes = new_canvas(top + sum(heights.values()) + 4)
    write_key(axes, key, 2, size=_MARK_PT)
    bottom = top + sum(heights.values())
    for x in (_RAIL_PT, _RAIL_PT + _STEP_PT):
        axes.plot([x, x], [top, bottom], color=MUTED, linewidth=2.0)
    for rung, height in heights.items():
        _draw_rung(axes, rung, rows, top)
        top += height
        axes.plot([_WORDS_PT, WIDTH_PT - 4], [top, top], color=LINE, linewidth=0.7)
    return figure


def _draw_rung(axes: Axes, rung: str, rows: Sequence[Place], top: float) -> None:
    blocks = _names(rung, rows)
    y = top + _ABOVE_PT + LINE_PT / 2
    look = (
        {"linestyle": "-", "linewidth": 2.6} if blocks else {"linestyle": (0, (1.2, 1.6)), "linewidth": 1.6}
    )
    axes.plot([_RAIL_PT, _RAIL_PT + _STEP_PT], [y, y], color=INK if blocks else MUTED, **look)
    write(axes, _WORDS_PT, y, rung.capitalize(), weight="bold")
    write(axes, WIDTH_PT - 4, y, _counted(_on(rung, rows)), ha="right")
    write(axes, _WORDS_PT, y + LINE_PT, _ASKS[rung], colour=MUTED)
    y += 2 * LINE_PT
    if not blocks:
        box(axes, _WORDS_PT, y - LINE_PT / 2 + 2, _ROOM_PT, _EMPTY_PT - 5, "not known")
        write(axes, _WORDS_PT + 8, y + 3, "none of these places", colour=MUTED)
    for block in blocks:
        y = _draw_names(axes, block, y)


def _counted(found: Sequence[Place]) -> str:
    """How many stand on a rung, and of how many that is in doubt."""
    doubtful = sum(bool(row.doubt) for row in found)
    if not found:
        return "none"
    if not doubtful:
        return count(len(found))
    how = (
        "in doubt"
        if len(found) == 1
        else "all in doubt"
        if doubtful == len(found)
        else f"{count(doubtful)} in doubt"
    )
    return f"{count(len(found))}, {how}"


def _draw_names(axes: Axes, block: _Names, y: float) -> float:
    if block.heading:
        write(axes, _WORDS_PT, y, block.heading, colour=MUTED)
        y += LINE_PT
    marks: dict[str, tuple[Mark, list[tuple[float, float]]]] = {}
    for line in block.lines:
        x = _WORDS_PT
        for place in line:
            marks.setdefault(place.look, (place.mark, []))[1].append((x + _MARK_PT / 2, y))
            write(axes, x + _MARK_PT + _MARK_GAP_PT, y, place.name)
            x += _MARK_PT + _MARK_GAP_PT + text_width(place.name) + _BETWEEN_PT
        y += LINE_PT
    for mark, where in marks.values():
        put_all(axes, where, mark, size=_MARK_PT)
    return y
