"""China's export controls on a line of time: which there were, in few words, and how a figure numbers them."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from matplotlib.axes import Axes

from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.drawing.panels import SIDE_PT, write
from explainer.charts.style import WIDTH_PT
from explainer.data import Row
from explainer.story import spelled
from explainer.story.dates import span

# China's measures in the words of the figures, by date; the table `export_controls` has them in full.
CONTROLS: Mapping[str, str] = MappingProxyType(
    {
        "2010": "rare-earth export quota cut",
        "2016": "antimony export quota of 54,400 t",
        "2017-01": "quota lifted, export licences instead",
        "2024-08-15": "export licences for antimony announced, needed from 15 September",
        "2024-12-03": "no exports of antimony to the United States",
        "2025-04-04": "export licences for seven rare earths",
        "2025-10-09": "five more named; suspended before most of it took effect",
        "2025-11-09": "ban for the United States suspended until 27 November 2026; licences stay",
    }
)


_NUMBER_PT = 14.0  # from the number of a control to its words


def chosen(rows: Iterable[Row], first: int, last: int) -> list[Row]:
    """China's own measures dated between two days, in order of time."""
    found = [
        r for r in rows if r.actor == "China" and r.date in CONTROLS and first <= first_day(r.date) <= last
    ]
    return sorted(found, key=lambda row: first_day(row.date))


def first_day(text: str) -> int:
    """The first day a date can mean, as a number."""
    return span(text)[0].toordinal()


def listing(controls: Sequence[Row]) -> list[tuple[str, str]]:
    """The list under a figure, line by line: the number of an entry, or "" in its later lines, and words."""
    lines = []
    for number, row in enumerate(controls, 1):
        words = wrap(f"{spelled(row.date)}: {CONTROLS[row.date]}", WIDTH_PT - 2 * SIDE_PT - _NUMBER_PT)
        lines += [(str(number) if line == words[0] else "", line) for line in words]
    return lines


def write_listing(sheet: Axes, lines: Sequence[tuple[str, str]], top: float) -> None:
    for place, (number, line) in enumerate(lines):
        middle = top + (place + 0.5) * LINE_PT
        write(sheet, SIDE_PT, middle, number, weight="bold")
        write(sheet, SIDE_PT + _NUMBER_PT, middle, line)


def number_above(axes: Axes, places: Sequence[float]) -> None:
    """Numbers above the axes, each moved aside where the one before is too near."""
    low, high = axes.get_xlim()
    per_point = (high - low) / (axes.get_position().width * WIDTH_PT)
    tall = axes.get_ylim()[1] / (axes.get_position().height * axes.figure.get_figheight() * 72)
    tag = low
    for number, place in enumerate(places, 1):
        tag = max(place, tag + 11 * per_point)
        write(axes, tag, axes.get_ylim()[1] + 9 * tall, str(number), weight="bold", ha="center")
