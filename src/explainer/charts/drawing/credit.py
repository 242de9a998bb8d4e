"""The source line of a chart: who published what it shows."""

from collections import Counter
from dataclasses import dataclass

from explainer.charts.chart import Chart
from explainer.sources import source

# More names than this are a paragraph; the rest stand with the rows of the table.
MOST_NAMES = 6


@dataclass(frozen=True)
class Credit:
    """One publisher as the line names it, and the source the name leads to."""

    name: str
    source_id: str


@dataclass(frozen=True)
class SourceLine:
    """The publishers named, most cited first, and how many more stand only with the rows."""

    named: tuple[Credit, ...]
    more: int

    @property
    def opening(self) -> str:
        return "Source: " if len(self.named) + self.more == 1 else "Sources: "

    @property
    def ending(self) -> str:
        if not self.more:
            return ""
        return f" and {self.more} more, each beside its rows in the table"

    def to_text(self) -> str:
        return self.opening + ", ".join(credit.name for credit in self.named) + self.ending


def source_line(chart: Chart) -> SourceLine:
    """Name the chart's publishers once each.

    All of them, unless there are more than `MOST_NAMES` and the rows of the table carry their own sources:
    then those that most rows rest on, in the order met where the number is the same. One that stands beside no
    row, such as that of a map's outlines, is always named.

    Raises
    ------
    ValueError
        If a source id is not in the register.
    """
    first: dict[str, str] = {}
    for id in chart.source_ids:
        first.setdefault(publisher(id), id)
    rows_of = Counter(name for ids in chart.table.row_source_ids for name in {publisher(id) for id in ids})
    names = sorted(first, key=lambda name: -rows_of[name])  # stable: ties keep the order met
    if len(names) > MOST_NAMES and chart.table.row_source_ids:
        beside_rows, alone = ([name for name in names if bool(rows_of[name]) is has] for has in (True, False))
        names = [*beside_rows[: max(0, MOST_NAMES - len(alone))], *alone]
        more = len(first) - len(names)
    else:
        more = 0
    return SourceLine(tuple(Credit(name, first[name]) for name in names), more)


def publisher(source_id: str) -> str:
    """The publisher without the remark on how the text was seen; the source's own entry has that."""
    return source(source_id).publisher.split(" (")[0]
