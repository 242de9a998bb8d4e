"""An argument drawn as a tree that grows downwards: what answers a step stands below it, further in."""

from collections.abc import Mapping
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.drawing.panels import SIDE_PT, Mark, add_sheet, new_page, put, write_down, write_key
from explainer.charts.style import INK, MUTED, WIDTH_PT, colour
from explainer.story import Step

_MARK_PT = 10.0
_INDENT_PT = 15.0
_GAP_PT = 9.0  # between two steps
_PAD_PT = 7.0  # inside the frame of the conclusion


def _filled(shape: str, name: str) -> Mark:
    return Mark(shape, {"facecolor": colour(name), "edgecolor": colour(name), "linewidth": 0.6})


# A plus speaks for what it answers, a cross against it; a square is what can be looked up.
MARKS: Mapping[str, Mark] = MappingProxyType(
    {"reason": _filled("P", "accent"), "rebuttal": _filled("X", "copper"), "evidence": _filled("s", "ink")}
)
_KEY = {"reason": "reason for", "rebuttal": "rebuttal", "evidence": "evidence"}


def label(step: Step) -> str:
    """What a step is and whose point: "Reason, PTI"; the book's own points name nobody."""
    argument = step.argument
    return argument.part.capitalize() + (f", {argument.who}" if argument.who else "")


def draw_tree(conclusion: Step) -> Figure:
    """Draw a conclusion in a frame, and below it what speaks for and against, step by step."""
    steps = list(conclusion.walk())
    key_pt = LINE_PT + 12
    figure = new_page(key_pt + sum(map(_height, steps)))
    sheet = add_sheet(figure)
    write_key(sheet, [(MARKS[part], words) for part, words in _KEY.items()], 2, size=_MARK_PT)
    tops, top = {}, key_pt
    for step in steps:
        tops[step.argument.id] = top
        top += _height(step)
    for step in steps:
        _join(sheet, step, tops)
    for step in steps:
        _draw_step(sheet, step, tops[step.argument.id])
    return figure


def _mark_x(step: Step) -> float:
    """Middle of the mark of a step; of a conclusion, where the line to its answers comes down."""
    return SIDE_PT + _MARK_PT / 2 + 2 + step.depth * _INDENT_PT


def _words_x(step: Step) -> float:
    return SIDE_PT + _PAD_PT if step.depth == 0 else _mark_x(step) + _MARK_PT / 2 + 5


def _lines(step: Step) -> tuple[list[str], list[str]]:
    """Label and text, broken into lines."""
    room = WIDTH_PT - SIDE_PT - _words_x(step) - (_PAD_PT if step.depth == 0 else 0)
    weight = "bold" if step.depth == 0 else "normal"
    return wrap(label(step), room), wrap(step.argument.text, room, weight=weight)


def _height(step: Step) -> float:
    lines = sum(map(len, _lines(step))) * LINE_PT
    return lines + _GAP_PT + (2 * _PAD_PT if step.depth == 0 else 0)


def _join(sheet: Axes, step: Step, tops: Mapping[str, float]) -> None:
    """Lines from a step down and across to the marks of its answers."""
    if not step.answers:
        return
    x = _mark_x(step)
    start = tops[step.argument.id] + (_height(step) - _GAP_PT if step.depth == 0 else LINE_PT / 2)
    ends = [tops[answer.argument.id] + LINE_PT / 2 for answer in step.answers]
    sheet.plot([x, x], [start, ends[-1]], color=MUTED, linewidth=0.9, zorder=1)
    for answer, end in zip(step.answers, ends, strict=True):
        sheet.plot([x, _mark_x(answer)], [end, end], color=MUTED, linewidth=0.9, zorder=1)


def _draw_step(sheet: Axes, step: Step, top: float) -> None:
    labels, texts = _lines(step)
    if step.depth == 0:
        _frame(sheet, top, _height(step) - _GAP_PT)
        top += _PAD_PT
    else:
        put(sheet, _mark_x(step), top + LINE_PT / 2, MARKS[step.argument.part], size=_MARK_PT)
    below = write_down(sheet, _words_x(step), top, labels, colour=MUTED)
    write_down(sheet, _words_x(step), below, texts, weight="bold" if step.depth == 0 else "normal")


def _frame(sheet: Axes, top: float, height: float) -> None:
    width = WIDTH_PT - 2 * SIDE_PT
    sheet.add_patch(Rectangle((SIDE_PT, top), width, height, fill=False, edgecolor=INK, linewidth=1.3))
