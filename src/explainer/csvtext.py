"""CSV as text: cells and line numbers in and out, with no types yet."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from explainer.errors import DataError


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file: the line it begins on (the header is line 1) and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CsvText:
    """A CSV file in which every record has as many cells as the header."""

    file: str
    header: tuple[str, ...]
    records: tuple[Record, ...]


def read_csv(path: Traversable) -> CsvText:
    """Read a CSV file (UTF-8, commas, a header row); a byte order mark is ignored.

    Raises
    ------
    DataError
        If the file is missing, empty or not UTF-8, a quoted cell never ends, or a row has too few or
        too many cells.
    """
    lines = _records(path.name, _decoded(path))
    if not lines:
        msg = f"{path.name}: the file is empty; its first line must name the columns"
        raise DataError(msg)
    header, *records = lines
    for record in records:
        _check_width(path.name, record, len(header.cells))
    return CsvText(path.name, header.cells, tuple(records))


def write_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write cells as CSV, one line feed after each row; quotes only where they are needed."""
    return "".join(_line(cells) + "\n" for cells in (header, *rows))


def _line(cells: Iterable[str]) -> str:
    # A row of one empty cell would be a blank line, which is no row.
    return ",".join(map(_quoted, cells)) or '""'


def _quoted(cell: str) -> str:
    # Not csv.writer: ending lines with a line feed, it leaves a lone carriage return unquoted (Python
    # 3.11), and csv.reader takes that for the end of a row.
    if any(mark in cell for mark in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _decoded(path: Traversable) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        msg = f"{path.name}: there is no such file in the data package; restore it"
        raise DataError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8"
        raise DataError(msg) from error


def _records(file: str, text: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append(Record(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        msg = f"{file}, line {line}: {error}; close every quotation mark, and double the ones inside a cell"
        raise DataError(msg) from error
    return records


def _check_width(file: str, record: Record, width: int) -> None:
    found = len(record.cells)
    if found == width:
        return
    if not found:
        msg = f"{file}, line {record.line}: the line is blank; delete it"
    else:
        slip = (
            "put quotation marks around a cell that holds a comma"
            if found > width
            else "add the missing commas"
        )
        msg = f"{file}, line {record.line}: {found} cells, and the header has {width}; {slip}"
    raise DataError(msg)
