"""A chart as HTML: one `<figure>` that is whole without any script."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import quote

from explainer.charts.chart import Cell, Chart
from explainer.charts.drawing.credit import source_line
from explainer.sources import source


def figure_html(chart: Chart) -> str:
    """Write the figure. Every text is escaped; the only markup is ours.

    Raises
    ------
    ValueError
        If a source id of the chart or of a row is not in the register.
    """
    title_id = f"{chart.anchor}-title"
    parts = [
        f'<figure class="chart" id="{chart.anchor}" role="group" aria-labelledby="{title_id}">',
        _finding(chart, title_id),
        chart.to_svg(),
        _sources(chart),
        f'<p class="note">{escape(chart.note)}</p>' if chart.note else "",
        _data(chart),
        "</figure>",
    ]
    return "\n".join(part for part in parts if part)


def _finding(chart: Chart, title_id: str) -> str:
    subtitle = f" <span>{escape(chart.subtitle)}</span>" if chart.subtitle else ""
    return f'<p class="finding"><b id="{title_id}">{escape(chart.title)}</b>{subtitle}</p>'


def _sources(chart: Chart) -> str:
    line = source_line(chart)
    links = ", ".join(_source_link(credit.source_id, credit.name) for credit in line.named)
    return f'<p class="source">{line.opening}{links}{line.ending}</p>'


def _source_link(id: str, text: str) -> str:
    href = f"../book/sources.md#{quote(id)}"
    return f'<a class="ref" href="{href}" data-ref="source:{escape(id)}">{escape(text)}</a>'


def _data(chart: Chart) -> str:
    address = "data:text/csv;charset=utf-8," + quote(chart.to_csv(), safe=",;:/@!()*~")
    return (
        '<div class="chart-data"><details><summary>Data as a table</summary>\n'
        f"{_table(chart)}\n</details>"
        f'<a class="csv" download="{chart.id}.csv" href="{address}">Data as CSV</a></div>'
    )


def _table(chart: Chart) -> str:
    caption_id = f"{chart.anchor}-caption"
    table = chart.table
    headings = [*table.columns, "Sources"] if table.row_source_ids else table.columns
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "\n".join(_rows(chart))
    # A region that can be focused: a wide table scrolls by keyboard too.
    return (
        f'<div class="chart-table" role="region" tabindex="0" aria-labelledby="{caption_id}">\n'
        f'<table><caption id="{caption_id}"><span>{escape(_caption(chart))}</span></caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _caption(chart: Chart) -> str:
    return f"Data of the figure: {chart.title}. {chart.subtitle}".rstrip(". ") + "."


def _rows(chart: Chart) -> Iterable[str]:
    table = chart.table
    for number, row in enumerate(table.rows):
        cells = [f'<th scope="row">{_shown(row[0], table.columns[0])}</th>']
        cells += [_cell(value, column) for value, column in zip(row[1:], table.columns[1:], strict=True)]
        if table.row_source_ids:
            links = (_source_link(id, source(id).publisher) for id in table.row_source_ids[number])
            cells.append(f"<td>{'; '.join(links)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"


def _cell(value: Cell, column: str) -> str:
    if value is None:
        return '<td class="unknown">not known</td>'
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    kind = ' class="number"' if is_number else ""
    return f"<td{kind}>{_shown(value, column)}</td>"


def _shown(value: Cell, column: str) -> str:
    """A cell as text: thousands by comma, except in years."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return escape(value)
    return str(value) if column.lower().startswith("year") else f"{value:,.10g}"


@cache
def look() -> str:
    """The style sheet of a figure (`chart.css`), without its comments and spare space."""
    return minified((files("explainer.charts") / "chart.css").read_text(encoding="utf-8"))


def minified(css: str) -> str:
    """A style sheet without its comments and spare space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,>]) ?", r"\1", css).strip()


def look_element() -> str:
    """The look for a page that does not have it; the book's own pages do, and drop this element."""
    return f'<style class="explainer-look">{look()}</style>\n'
