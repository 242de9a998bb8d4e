"""Rows and tables: typed, immutable, and able to say where each number is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, overload

from explainer.csvtext import write_csv
from explainer.data.html import table_html
from explainer.data.schema import Column, Value
from explainer.errors import did_you_mean
from explainer.sources import Source

if TYPE_CHECKING:
    import pandas as pd

# Rows a notebook shows; the whole table is one call away.
SHOWN_ROWS = 30


@dataclass(frozen=True, repr=False)
class Row:
    """One row of a table: `row.year`, `row.country`, `row.source_id`.

    Parameters
    ----------
    table : the name of the table it stands in.
    values : one for each column: str, int, float, bool, or None where the cell holds no value.
    cells : the same as the file writes them, so that "22.0" stays "22.0".
    """

    table: str
    values: tuple[Value, ...]
    cells: tuple[str, ...] = field(compare=False)
    _positions: Mapping[str, int] = field(compare=False)

    def __getattr__(self, name: str) -> Value:
        # Looking up a private name here would never end while a copy is being unpickled.
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.values[self._positions[name]]
        except KeyError:
            msg = f'a row of "{self.table}" has no column "{name}"{did_you_mean(name, self._positions)}'
            raise AttributeError(msg) from None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of this row; a cell names several with ";" between them."""
        return split_ids(self.source_id) if "source_id" in self._positions else ()

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._positions]

    def __repr__(self) -> str:
        pairs = ", ".join(f"{name}={self.values[i]!r}" for name, i in self._positions.items())
        return f"Row({pairs})"


@dataclass(frozen=True, repr=False)
class Table(Sequence[Row]):
    """Rows of one kind, in the file's order. Indexing gives a row, slicing and `where` a shorter table.

    Parameters
    ----------
    name : what `load` was asked for.
    title, description : what a row is, and the traps in reading it.
    columns : name, type, unit and meaning of each column.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    _register: Mapping[str, Source] = field(compare=False)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    def __getitem__(self, at):
        return replace(self, rows=self.rows[at]) if isinstance(at, slice) else self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def where(self, **equals: Value) -> Table:
        """Keep the rows in which every named column equals the value given; None finds empty cells.

        Raises
        ------
        ValueError
            If there is no such column, or the value is of a type the column cannot hold.
        """
        wanted = [(self._position(name, value), value) for name, value in equals.items()]
        kept = tuple(row for row in self.rows if all(row.values[i] == value for i, value in wanted))
        return replace(self, rows=kept)

    def one(self, **equals: Value) -> Row:
        """Give the one row in which every named column equals the value given.

        Raises
        ------
        ValueError
            If no row or more than one is found, or `where` refuses the filter.
        """
        found = self.where(**equals)
        if len(found) != 1:
            given = ", ".join(f"{name}={value!r}" for name, value in equals.items()) or "no filter"
            msg = (
                f'table "{self.name}": {len(found)} rows with {given}; name columns until exactly one is left'
            )
            raise ValueError(msg)
        return found[0]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of these rows, each once, in the order met."""
        return tuple(dict.fromkeys(id for row in self.rows for id in row.source_ids))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The same as records."""
        return tuple(self._register[id] for id in self.source_ids)

    def to_frame(self) -> pd.DataFrame:
        """Give the rows as a pandas frame; an empty cell is NA, and no column changes its type for it.

        Raises
        ------
        ImportError
            If pandas is not installed, with the line that installs it.
        """
        try:
            import pandas as pd
        except ImportError as error:
            msg = 'to_frame() needs pandas; install it with "pip install pandas"'
            raise ImportError(msg) from error
        dtypes = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}
        return pd.DataFrame(
            {
                column.name: pd.array([row.values[i] for row in self.rows], dtype=dtypes[column.type])
                for i, column in enumerate(self.columns)
            }
        )

    def to_csv(self) -> str:
        """Write these rows as CSV, every cell as the packaged file has it (no digit added or dropped)."""
        return write_csv((column.name for column in self.columns), (row.cells for row in self.rows))

    def to_html(self, *, limit: int | None = None) -> str:
        """Write an accessible HTML table of the first `limit` rows, or of all, with its source line."""
        return table_html(self, limit=limit)

    def _repr_html_(self) -> str:
        return self.to_html(limit=SHOWN_ROWS)

    def __repr__(self) -> str:
        return f'<Table "{self.name}": {len(self.rows)} rows, {len(self.columns)} columns>'

    def _position(self, name: str, value: Value) -> int:
        names = [column.name for column in self.columns]
        if name not in names:
            hint = did_you_mean(name, names) or f"; its columns are {', '.join(names)}"
            msg = f'table "{self.name}" has no column "{name}"{hint}'
            raise ValueError(msg)
        column = self.columns[names.index(name)]
        if not column.holds(value):
            msg = f'table "{self.name}": column "{name}" is of type {column.type}; {value!r} is not'
            raise ValueError(msg)
        return names.index(name)


def split_ids(cell: str | None) -> tuple[str, ...]:
    """Take the ids out of a `source_id` cell.

    >>> split_ids("usgs_mcs2025; usgs_mcs2026")
    ('usgs_mcs2025', 'usgs_mcs2026')
    """
    return tuple(id.strip() for id in (cell or "").split(";") if id.strip())


def make_rows(
    table: str, columns: Iterable[Column], records: Iterable[tuple[tuple[Value, ...], tuple[str, ...]]]
) -> tuple[Row, ...]:
    """Make rows of (values, cells) pairs; they share one index of column names."""
    positions = {column.name: i for i, column in enumerate(columns)}
    return tuple(Row(table, values, cells, positions) for values, cells in records)
