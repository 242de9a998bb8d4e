"""A table as HTML that a screen reader can walk and a notebook can show without a style sheet."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from explainer.data.schema import Column
from explainer.sources import Source

if TYPE_CHECKING:
    from explainer.data.table import Row, Table

# A cell of more characters than this gets a column wide enough to read.
_LONG = 40
# Between digits, where three or six or nine more digits end the text.
_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")


def table_html(table: Table, *, limit: int | None = None) -> str:
    """Write the first `limit` rows of a table (None: all), with caption, units and sources.

    An empty cell says what its emptiness means: "not known" unless the column has other words for it. A
    column of words that is empty in all the rows shown is left out.
    Numbers keep the digits of the file; thousands are set off by commas. The wide table scrolls inside
    a named region that the keyboard can reach.
    """
    shown = table[:limit]
    kept = [n for n, column in enumerate(table.columns) if column.type == "number" or _has_value(shown, n)]
    head = "".join(_heading(table.columns[n]) for n in kept)
    body = "\n".join(_row(row, table.columns, kept) for row in shown)
    return (
        '<div class="data-table">\n'
        f'<div role="region" tabindex="0" aria-label="{escape(table.title)}" style="overflow-x:auto">\n'
        f'<table data-table="{escape(table.name)}">\n'
        f'<caption style="text-align:start"><strong>{escape(table.title)}</strong></caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>\n"
        f"{_count_line(len(shown), len(table))}"
        f"<details><summary>About this table</summary><p>{escape(table.description)}</p></details>\n"
        f"{_source_line(shown.sources)}</div>"
    )


def _has_value(table: Table, n: int) -> bool:
    return any(row.values[n] is not None for row in table)


def number_text(cell: str) -> str:
    """Set off the thousands of a number as the file writes it; no digit is added or dropped.

    >>> number_text("389310"), number_text("-4000.50"), number_text("8.3e-05")
    ('389,310', '-4,000.50', '8.3e-05')
    """
    whole, point, rest = cell.partition(".")
    return _THOUSANDS.sub(",", whole) + point + rest


def _heading(column: Column) -> str:
    unit = f' <span class="unit">({escape(column.unit)})</span>' if column.unit else ""
    return f'<th scope="col" {_alignment(column)}>{escape(column.name)}{unit}</th>'


def _row(row: Row, columns: tuple[Column, ...], kept: list[int]) -> str:
    return "<tr>" + "".join(_cell(columns[n], row.values[n], row.cells[n]) for n in kept) + "</tr>"


def _cell(column: Column, value: object, cell: str) -> str:
    if value is None:
        return f'<td class="not-known" style="text-align:{_side(column)}">{escape(column.blank)}</td>'
    text = number_text(cell) if column.type == "number" else cell
    if len(text) > _LONG:
        return f'<td style="text-align:start;min-width:28rem">{escape(text)}</td>'
    return f"<td {_alignment(column)}>{escape(text)}</td>"


def _alignment(column: Column) -> str:
    side = _side(column)
    return f'class="number" style="text-align:{side}"' if side == "end" else f'style="text-align:{side}"'


def _side(column: Column) -> str:
    # Said in every cell, because JupyterLab sets all of them flush right.
    return "end" if column.type in ("integer", "number") else "start"


def _count_line(shown: int, rows: int) -> str:
    return f"<p>The first {shown} of {rows:,} rows.</p>\n" if shown < rows else ""


def _source_line(sources: tuple[Source, ...]) -> str:
    if not sources:
        return ""
    word = "Source" if len(sources) == 1 else "Sources"
    return f'<p class="source">{word}: {"; ".join(map(_source, sources))}</p>\n'


def _source(source: Source) -> str:
    line = escape(source.line())
    # Only web addresses become links: the register is text, and text can hold "javascript:".
    if source.url and source.url.startswith(("https://", "http://")):
        return f'<a href="{escape(source.url)}">{line}</a>'
    return line
