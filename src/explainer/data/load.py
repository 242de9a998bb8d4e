"""Read the tables of the data package: typed by datapackage.json, checked against the sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from explainer.csvtext import CsvText, Record, read_csv
from explainer.data.schema import Column, Schema, Value, read_schemas
from explainer.data.table import Table, make_rows, split_ids
from explainer.errors import DataError, did_you_mean
from explainer.sources import Source, read_sources, sources

DESCRIPTOR = "datapackage.json"
REGISTER = "sources"


@dataclass(frozen=True)
class Description:
    """What a list of the data sets says of one table: all but its rows.

    licences are sentences; source_ids name the sources of every row, the ones not preferred included.
    """

    id: str
    file: str
    title: str
    description: str
    columns: tuple[Column, ...]
    licences: tuple[str, ...]
    row_count: int
    source_ids: tuple[str, ...]


class Package:
    """A directory with a datapackage.json, tables and a register of sources; each is read when asked for."""

    def __init__(self, directory: Traversable, register: Callable[[], Mapping[str, Source]]) -> None:
        self._directory = directory
        self._register = register
        self._tables: dict[str, Table] = {}

    @cached_property
    def _schemas(self) -> Mapping[str, Schema]:
        return read_schemas(self._directory / DESCRIPTOR)

    def tables(self) -> tuple[str, ...]:
        """The names of the measured tables; the register of sources is not one of them."""
        return tuple(name for name in self._schemas if name != REGISTER)

    def load(self, name: str, *, every_row: bool = False) -> Table:
        """Load one table; see `explainer.data.load`."""
        schema = self._schema(name)
        if name not in self._tables:
            self._tables[name] = self._read(schema)
        table = self._tables[name]
        has_choice = any(column.name == "preferred" for column in table.columns)
        return table.where(preferred=True) if has_choice and not every_row else table

    def describe(self, name: str) -> Description:
        """Describe one table; see `explainer.data.describe`."""
        schema, table = self._schema(name), self.load(name, every_row=True)
        return Description(
            id=schema.name,
            file=schema.file,
            title=schema.title,
            description=schema.description,
            columns=schema.columns,
            licences=schema.licences,
            row_count=len(table),
            source_ids=table.source_ids,
        )

    def _schema(self, name: str) -> Schema:
        if not isinstance(name, str):
            msg = f'load() takes the name of a table, such as "{self.tables()[0]}", not {type(name).__name__}'
            raise ValueError(msg)
        if name not in self._schemas:
            hint = did_you_mean(name, self._schemas) or f"; the tables are {', '.join(self.tables())}"
            msg = f'there is no table "{name}"{hint}'
            raise ValueError(msg)
        return self._schemas[name]

    def _read(self, schema: Schema) -> Table:
        text = read_csv(self._directory / schema.file)
        _check_header(text, schema.column_names)
        parsed = [(_values(text.file, record, schema.columns), record.cells) for record in text.records]
        table = Table(
            name=schema.name,
            title=schema.title,
            description=schema.description,
            columns=schema.columns,
            rows=make_rows(schema.name, schema.columns, parsed),
            _register=self._register() if "source_id" in schema.column_names else {},
        )
        _check_key(text, schema, table)
        if "source_id" in schema.column_names:
            _check_sources(text, table, self._register())
        return table


@cache
def _packaged() -> Package:
    return Package(files("explainer") / "data", sources)


def read_package(directory: Traversable) -> Package:
    """Open another directory of the same make (datapackage.json, tables, sources.csv); read nothing yet."""
    return Package(directory, cache(lambda: read_sources(directory / f"{REGISTER}.csv")))


def tables() -> tuple[str, ...]:
    """The names of the measured tables, in the order of datapackage.json."""
    return _packaged().tables()


def load(name: str, *, every_row: bool = False) -> Table:
    """Load a table of measured numbers.

    Where sources overlap, a table has a column `preferred`; then only the preferred rows are given, one
    for each series and year, unless every_row is true. The register of sources loads as "sources".

    Raises
    ------
    ValueError
        If there is no such table; the message names near ones.
    DataError
        If the file does not hold what datapackage.json and the register of sources promise: a column,
        type, required cell, choice, key or source id is wrong. One line says where, and the mend.

    Examples
    --------
    >>> load("ree_mine_production").one(year=2025, country="China").production_t_reo
    270000.0
    """
    return _packaged().load(name, every_row=every_row)


def describe(name: str) -> Description:
    """Describe a table: title, traps, columns, licences, number of rows, sources.

    Raises
    ------
    ValueError
        If there is no such table; DataError if its file is broken.
    """
    return _packaged().describe(name)


def _check_header(text: CsvText, expected: tuple[str, ...]) -> None:
    found = text.header
    if found == expected:
        return
    lost = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    if len(lost) == len(extra) == 1 and len(found) == len(expected):
        slip = f'column "{extra[0]}" stands where {DESCRIPTOR} has "{lost[0]}"; rename one of them'
    elif lost:
        slip = f'column "{lost[0]}" is missing; restore it, or drop it from {DESCRIPTOR}'
    elif extra:
        slip = f'column "{extra[0]}" is not in {DESCRIPTOR}; describe it there'
    elif len(found) != len(expected):
        slip = f"a column comes twice; the columns are {', '.join(expected)}"
    else:
        slip = f"the columns are out of order; {DESCRIPTOR} has {', '.join(expected)}"
    msg = f"{text.file}, line 1: {slip}"
    raise DataError(msg)


def _values(file: str, record: Record, columns: tuple[Column, ...]) -> tuple[Value, ...]:
    return tuple(_value(file, record.line, *pair) for pair in zip(columns, record.cells, strict=True))


def _value(file: str, line: int, column: Column, cell: str) -> Value:
    try:
        return column.parse(cell)
    except ValueError as error:
        msg = f'{file}, line {line}: column "{column.name}": {error}'
        raise DataError(msg) from error


def _check_key(text: CsvText, schema: Schema, table: Table) -> None:
    seen: dict[tuple[Value, ...], int] = {}
    for record, row in zip(text.records, table, strict=True):
        key = tuple(getattr(row, name) for name in schema.primary_key)
        if key and key in seen:
            names = ", ".join(schema.primary_key)
            msg = f"{text.file}, line {record.line}: same {names} as in line {seen[key]}; correct one of them"
            raise DataError(msg)
        seen[key] = record.line


def _check_sources(text: CsvText, table: Table, register: Mapping[str, Source]) -> None:
    for record, row in zip(text.records, table, strict=True):
        for id in split_ids(row.source_id):
            if id not in register:
                hint = did_you_mean(id, register)
                msg = (
                    f'{text.file}, line {record.line}: column "source_id": "{id}" is not in sources.csv{hint}'
                )
                raise DataError(msg)
