"""How much magnet, rare earth or copper is in one thing: one figure of chapter 3, from the rows of `things`."""

from collections.abc import Callable, Sequence
from math import log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import HEADING_PT, LEFT_PT, RIGHT_PT, box, heading, write
from explainer.charts.drawing.lettering import LINE_PT, text_width, wrap
from explainer.charts.style import (
    INK,
    KEY_PT,
    LINE,
    MARK_PT,
    MUTED,
    certainty_key,
    certainty_mark,
    colour,
    new_canvas,
    style,
)
from explainer.charts.uses.things import KINDS, Amount, amounts, rare_earths_in_magnet_pct


def in_things(*, category: str | None = None) -> Chart:
    """How much magnet, rare earth or copper is in a phone, a car, a megawatt of turbine, a weapon; log scale.

    Parameters
    ----------
    category : only "electronics", "vehicle", "wind" or "defence", then with every row of it.

    Raises
    ------
    ValueError
        If there is no such category.
    """
    if category is not None and category not in KINDS:
        msg = f'in_things: there is no category "{category}"; choose one of {", ".join(KINDS)}'
        raise ValueError(msg)
    rows = [a for a in amounts() if (a.is_central if category is None else a.kind == category)]
    with style():
        figure = _draw_things(rows)
    return Chart(
        id="in-things" if category is None else f"in-things-{category}",
        title=_things_title(rows),
        subtitle=(
            "Kilograms in one of each, for wind turbines in one megawatt. Log scale: each line down the figure stands for ten "
            "times as much as the line before it."
        ),
        alt=describe_in_things(rows),
        table=_things_table(rows),
        source_ids=cited_by(rows),
        figure=figure,
        note=_things_note(rows),
    )


def _things_table(rows: Sequence[Amount]) -> ChartTable:
    return ChartTable(
        columns=("Thing", "What is counted", "In", "Amount", "Low (kg)", "High (kg)", "Certainty", "Origin"),
        rows=tuple(
            (
                a.thing,
                a.row.material,
                KINDS[a.kind][1],
                a.shown,
                None if a.bound == "up to" else a.low_kg,
                None if a.bound == "above" else a.high_kg,
                a.certainty,
                a.row.origin_type,
            )
            for a in rows
        ),
        row_source_ids=tuple(a.source_ids for a in rows),
    )


def _things_note(rows: Sequence[Amount]) -> str:
    return " ".join(_THING_NOTES[kind]() for kind in KINDS if any(a.kind == kind for a in rows))


def _vehicle_note() -> str:
    return (
        f"About {rare_earths_in_magnet_pct():g} % of a magnet is rare earths. The magnet of an electric car rests on weak "
        "web pages: an order of magnitude."
    )


_THING_NOTES: dict[str, Callable[[], str]] = {
    "electronics": lambda: "Dotted: looked for, and no amount was found that can be cited; not zero.",
    "vehicle": _vehicle_note,
    "wind": lambda: (
        "Which turbine the two smaller magnet amounts belong to is this book's reading of a text."
    ),
    "defence": lambda: (
        "Weapons: \u201crare-earth materials\u201d by a US defence report that Congress quoted, never itemised; and lower "
        "bounds of a consultancy, quoted by a magazine."
    ),
}


def describe_in_things(rows: Sequence[Amount]) -> str:
    """Alt text from the rows that are drawn."""
    parts = []
    for kind, (name, per) in KINDS.items():
        said = [f"{a.thing} ({a.words}) {a.shown}, {a.certainty}" for a in rows if a.kind == kind]
        if said:
            parts.append(f"{name}, {per}: {'; '.join(said)}.".replace("not known, not known", "not known"))
    return f"List of amounts on a log scale from 1 kg to 10 t. {' '.join(parts)} {_things_title(rows)}."


def _things_title(rows: Sequence[Amount]) -> str:
    kinds = {a.kind for a in rows}
    return _whole_title(rows) if len(kinds) > 1 else _KIND_TITLES[kinds.pop()](rows)


def _amount_of(rows: Sequence[Amount], thing: str, words: str) -> str:
    return next(a.shown for a in rows if a.thing == thing and a.words.startswith(words))


def _whole_title(rows: Sequence[Amount]) -> str:
    car = _amount_of(rows, "Electric car", "magnet")
    submarine = _amount_of(rows, "Virginia-class submarine", "US defence")
    return (
        f"Amounts run from {car} of magnet in an electric car to {submarine} reported for a submarine; for a phone none "
        "was found"
    )


def _vehicle_title(rows: Sequence[Amount]) -> str:
    magnet, copper = (_amount_of(rows, "Electric car", words) for words in ("magnet", "copper"))
    return f"An electric car is said to hold {magnet} of magnet and {copper} of copper"


def _wind_title(rows: Sequence[Amount]) -> str:
    gearless = _amount_of(rows, "No gears (direct drive)", "magnet")
    fast = _amount_of(rows, "Fast generator", "magnet")
    return f"A megawatt of gearless wind turbine takes {gearless} of magnet; with a fast generator it takes {fast}"


def _defence_title(rows: Sequence[Amount]) -> str:
    aircraft, submarine = (
        _amount_of(rows, thing, "US defence")
        for thing in ("F-35 fighter aircraft", "Virginia-class submarine")
    )
    return (
        f"A US defence report is quoted with {aircraft} for an F-35 and {submarine} for a submarine; what makes up these "
        "sums was never published"
    )


_KIND_TITLES: dict[str, Callable[[Sequence[Amount]], str]] = {
    "electronics": lambda rows: (
        "For a phone, a scanner and a computer disk no amount was found that can be cited"
    ),
    "vehicle": _vehicle_title,
    "wind": _wind_title,
    "defence": _defence_title,
}

_ROW_GAP_PT = 9.0
# Across the list, in points: words at the left, the log scale from a kilogram to ten tonnes at the right.
_SCALE_PT, _DECADE_PT = 172.0, 35.5
_WORDS_PT = _SCALE_PT - MARK_PT / 2 - LEFT_PT - 4
_TICKS = ((1, "1 kg"), (10, "10"), (100, "100"), (1000, "1 t"), (10_000, "10 t"))


def _at(kg: float) -> float:
    """Where so many kilograms stand across the list."""
    return _SCALE_PT + _DECADE_PT * log10(kg)


def _draw_things(rows: Sequence[Amount]) -> Figure:
    words = [_amount_lines(row, before) for row, before in zip(rows, [None, *rows], strict=False)]
    height = sum(len(lines) * LINE_PT + _ROW_GAP_PT for lines in words)
    kinds = list(dict.fromkeys(row.kind for row in rows))
    figure, axes = new_canvas(KEY_PT + LINE_PT + height + len(kinds) * HEADING_PT)
    certainty_key(figure, {row.certainty for row in rows})
    for kg, label in _TICKS:
        write(axes, _at(kg), KEY_PT + LINE_PT / 2, label, colour=MUTED, ha="center")
    top = KEY_PT + LINE_PT - 4
    for kind in kinds:
        top = heading(axes, top, KINDS[kind][0], KINDS[kind][1])
        first = top
        for row, lines in zip(rows, words, strict=True):
            if row.kind == kind:
                _draw_amount(axes, row, lines, top)
                top += len(lines) * LINE_PT + _ROW_GAP_PT
        _draw_grid(axes, first, top)
    return figure


def _amount_lines(row: Amount, before: Amount | None) -> list[tuple[str, str]]:
    """The words of a row with their colours; a thing is named once."""
    same = before is not None and (before.kind, before.thing) == (row.kind, row.thing)
    name = [] if same else [(text, INK) for text in wrap(row.thing, _WORDS_PT)]
    return [*name, *((text, MUTED) for text in wrap(row.words, _WORDS_PT))]


def _draw_amount(axes: Axes, row: Amount, lines: Sequence[tuple[str, str]], top: float) -> None:
    top += _ROW_GAP_PT / 2
    for number, (text, shade) in enumerate(lines):
        write(axes, LEFT_PT, top + (number + 0.5) * LINE_PT, text, colour=shade)
    middle = top + len(lines) * LINE_PT / 2
    if row.low_kg is None:
        box(axes, _SCALE_PT, middle - 9, _at(10_000) - _SCALE_PT, 18, "not known")
        write(axes, _SCALE_PT + 8, middle, "not known", colour=MUTED)
        return
    _draw_kilograms(axes, row, middle)
    _write_beside(axes, row, middle)


def _draw_kilograms(axes: Axes, row: Amount, middle: float) -> None:
    """A round mark for one value, a bar for a range, in the look of its certainty."""
    shade = colour(row.material)
    if row.low_kg == row.high_kg:
        certainty_mark(axes, _at(row.low_kg), middle, row.certainty, colour=shade)
        return
    left, right = _at(row.low_kg), _at(row.high_kg)
    look = {"confirmed": "measured", "reported": "reported"}[row.certainty]
    box(axes, left, middle - MARK_PT / 2, right - left, MARK_PT, look, colour=shade)


def _write_beside(axes: Axes, row: Amount, middle: float) -> None:
    """The amount behind its mark, or before it where there is no room behind."""
    space = MARK_PT / 2 + 5 if row.low_kg == row.high_kg else 6
    right = _at(row.high_kg) + space
    if right + text_width(row.shown) <= RIGHT_PT:
        write(axes, right, middle, row.shown)
    else:
        write(axes, _at(row.low_kg) - space, middle, row.shown, ha="right")


def _draw_grid(axes: Axes, top: float, bottom: float) -> None:
    for kg, _ in _TICKS:
        axes.plot([_at(kg), _at(kg)], [top, bottom], color=LINE, linewidth=0.7, zorder=0.5)
