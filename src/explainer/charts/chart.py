"""A chart: a figure together with what makes it readable without eyes and checkable without trust."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explainer.sources import source

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Cell = str | int | float | bool | None

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class ChartTable:
    """The data behind a figure, as a reader would tabulate it.

    Parameters
    ----------
    columns : headings, with the unit in words or brackets: "Share (%)".
    rows : one tuple of cells each; the first cell names the row. None means not known, never zero.
    row_source_ids : for each row the ids of its sources; empty if the chart's sources hold for every row.

    Raises
    ------
    ValueError
        If a row has too few or too many cells, or the rows with sources are not as many as the rows.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_source_ids: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                msg = (
                    f"table row {number} has {len(row)} cells for {len(self.columns)} columns; "
                    "give every column a cell, None where the value is not known"
                )
                raise ValueError(msg)
        if self.row_source_ids and len(self.row_source_ids) != len(self.rows):
            msg = (
                f"{len(self.row_source_ids)} entries of row_source_ids for {len(self.rows)} rows; "
                "give one for each row, or none"
            )
            raise ValueError(msg)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the rows, each once, in the order met."""
        return tuple(dict.fromkeys(id for ids in self.row_source_ids for id in ids))

    def to_csv(self) -> str:
        """Comma-separated text with a header line; sources, where rows have their own, as a last column."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        if self.row_source_ids:
            writer.writerow([*self.columns, "source_ids"])
            writer.writerows(
                [*row, ";".join(ids)] for row, ids in zip(self.rows, self.row_source_ids, strict=True)
            )
        else:
            writer.writerow(self.columns)
            writer.writerows(self.rows)
        return out.getvalue()


@dataclass(frozen=True, eq=False)
class Chart:
    """One figure of the book, ready for a page, a notebook, a printer and a screen reader.

    In a notebook the last expression of a cell shows it. `figure` and `axes` are matplotlib's own and can
    be changed; the next showing has the change.

    Parameters
    ----------
    id : lower-case words joined by hyphens; the HTML anchor is "chart-" and this.
    title : the finding, as one sentence.
    subtitle : measure, unit and dates.
    alt : kind of figure, what it shows, the finding; made from the same rows as the drawing.
    table : the data behind the drawing.
    source_ids : ids in the register of sources.
    figure : drawn inside `with style():`, 4.6 in wide.
    note : what a reader must know to read the figure rightly; may be empty.

    Raises
    ------
    ValueError
        If title, alt, rows or sources are missing, a source is not in the register, or the id cannot be
        an anchor.
    """

    id: str
    title: str
    subtitle: str
    alt: str
    table: ChartTable
    source_ids: tuple[str, ...]
    figure: "Figure"
    note: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            msg = f'chart id "{self.id}": write it in lower-case letters and digits, joined by hyphens'
            raise ValueError(msg)
        needs = {
            "title": (self.title.strip(), "state the finding in one sentence"),
            "alt text": (self.alt.strip(), "say the kind of figure, what it shows and the finding"),
            "rows in its table": (self.table.rows, "give the data that is drawn"),
            "sources": (self.source_ids, "name the ids of the sources that the rows come from"),
        }
        for what, (value, mend) in needs.items():
            if not value:
                msg = f'chart "{self.id}" has no {what}; {mend}'
                raise ValueError(msg)
        for id in (*self.source_ids, *self.table.source_ids):
            try:
                source(id)
            except ValueError as error:
                msg = f'chart "{self.id}": {error}'
                raise ValueError(msg) from error

    @property
    def anchor(self) -> str:
        """The id of its HTML element."""
        return f"chart-{self.id}"

    @property
    def axes(self) -> "Axes":
        """The first axes of the figure."""
        return self.figure.axes[0]

    def to_svg(self) -> str:
        """The drawing as one `<svg>` element: text as text, colours as variables, alt text inside."""
        from explainer.charts.drawing.render import svg_of

        return svg_of(self.figure, prefix=self.anchor, alt=self.alt)

    def to_html(self) -> str:
        """The whole figure as `<figure class="chart">`: finding, drawing, source line, note, table, CSV."""
        from explainer.charts.drawing.markup import figure_html

        return figure_html(self)

    def to_png(self) -> bytes:
        """A picture on light paper, with title, subtitle, source line and note drawn into it."""
        from explainer.charts.drawing.render import png_of

        return png_of(self)

    def to_csv(self) -> str:
        """The table as comma-separated text; what is not known is empty."""
        return self.table.to_csv()

    def to_text(self) -> str:
        """Title and alt text, for where nothing else can be shown."""
        return f"{self.title}\n\n{self.alt}"

    def __repr__(self) -> str:
        return f"<Chart {self.id}: {self.title}>"

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """HTML with its own look, PNG and text for Jupyter, which takes the richest it can show."""
        from explainer.charts.drawing.markup import look_element

        makers = {
            "text/html": lambda: look_element() + self.to_html(),
            "image/png": self.to_png,
            "text/plain": self.to_text,
        }
        wanted = set(makers if include is None else include) - set(exclude or ())
        data = {kind: make() for kind, make in makers.items() if kind in wanted}
        return data, {"image/png": {"alt": self.alt, "width": 460}} if "image/png" in data else {}


def cited_by(rows: Iterable[Any]) -> tuple[str, ...]:
    """The sources of rows or records (anything with `source_ids`), each once, in the order met."""
    return tuple(dict.fromkeys(id for row in rows for id in row.source_ids))
