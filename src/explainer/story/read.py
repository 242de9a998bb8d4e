"""Read files of records; the only module of the story that opens one.

The records say what is wrong with themselves; here the file, the line and the record's id are added.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import partial
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from explainer.csvtext import read_csv
from explainer.errors import DataError, did_you_mean
from explainer.story.records import Evidence, Record, StoryError

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Entry:
    """One record as the file has it: keys, values, and a way to find its line when a message needs it."""

    values: Mapping[Any, Any]
    line: Callable[[], int]

    @property
    def name(self) -> str:
        return f'"{self.values["id"]}"' if self.values.get("id") else "without id"


def read_records(path: Traversable, record_class: type[R], known_sources: Collection[str]) -> tuple[R, ...]:
    """Read one file of records, CSV or YAML by its ending, in the order of the file.

    Parameters
    ----------
    path : a file, or a packaged resource.
    record_class : what one record of the file is, such as `Event` or `Claim`.
    known_sources : the ids that source_ids may name.

    Raises
    ------
    StoryError
        In one line: file, line, record, what is wrong and the mend.
    """
    entries = _csv_entries(path, record_class) if path.name.endswith(".csv") else _yaml_entries(path)
    records: dict[str, R] = {}
    lines: dict[str, Callable[[], int]] = {}
    for entry in entries:
        try:
            record = _build(record_class, entry.values)
            _check_new(record.id, lines)
            _check_sources(record, known_sources)
        except StoryError as error:
            raise _placed(path.name, record_class, entry, error) from error
        records[record.id], lines[record.id] = record, entry.line
    for entry, record in zip(entries, records.values(), strict=True):
        if wrong := _neighbour_problem(record, records):
            raise _placed(path.name, record_class, entry, wrong)
    return tuple(records.values())


def _placed(file: str, record_class: type[Record], entry: _Entry, problem: object) -> StoryError:
    return StoryError(f"{file}, line {entry.line()}: {record_class.noun} {entry.name}: {problem}")


# From a file to entries


def _csv_entries(path: Traversable, record_class: type[Record]) -> list[_Entry]:
    try:
        text = read_csv(path)
    except DataError as error:
        raise StoryError(str(error)) from error
    _check_columns(text.file, text.header, fields(record_class))
    shapes = {part.name: part.type for part in fields(record_class)}
    return [
        _Entry(
            {
                name: _CELLS.get(shapes[name], str)(cell)
                for name, cell in zip(text.header, row.cells, strict=True)
            },
            partial(int, row.line),
        )
        for row in text.records
    ]


def _check_columns(file: str, columns: tuple[str, ...], parts: Iterable[Field]) -> None:
    parts = list(parts)
    names = [part.name for part in parts]
    found = {
        "is missing": [part.name for part in parts if part.default is MISSING and part.name not in columns],
        "is not known": [name for name in columns if name not in names],
        "stands twice": [name for name in names if columns.count(name) > 1],
    }
    if wrong := " and ".join(f"column {_listed(which)} {what}" for what, which in found.items() if which):
        msg = f"{file}, line 1: {wrong}; the columns are {', '.join(names)}"
        raise StoryError(msg)


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _number_or_text(cell: str) -> float | str | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell  # the record refuses it, and says so


# How a cell becomes a value, by the shape of the field; a list has ";" between its entries.
_CELLS: Mapping[Any, Callable[[str], Any]] = {
    str | None: lambda cell: cell or None,
    float | None: _number_or_text,
    tuple[str, ...]: lambda cell: cell.split(";") if cell else [],
}


def _yaml_entries(path: Traversable) -> list[_Entry]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text = _decoded(path)
    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = str(error.problem).partition("\n")[0]
        msg = f"{path.name}, line {line}: YAML does not parse: {problem}; check indents, colons, quotes"
        raise StoryError(msg) from error
    except YAMLError as error:
        msg = f"{path.name}: YAML does not parse: {' '.join(str(error).split())}; remove the stray character"
        raise StoryError(msg) from error
    if not isinstance(loaded, list) or not all(isinstance(record, dict) for record in loaded):
        msg = f'{path.name}: not a list of records; begin every record with "- id: ..."'
        raise StoryError(msg)
    return [_Entry(record, partial(_yaml_line, text, place)) for place, record in enumerate(loaded)]


def _decoded(path: Traversable) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        msg = f"{path.name}: there is no such file in the story; restore it"
        raise StoryError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8"
        raise StoryError(msg) from error


def _yaml_line(text: str, place: int) -> int:
    """Line of the record at a place in the list, by a second parse: only a message needs it."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(text).value[place].start_mark.line + 1


# From an entry to a record


def _build(record_class: type[R], values: Mapping[Any, Any]) -> R:
    _check_keys(values, fields(record_class))
    return record_class(**{key: _frozen(key, value) for key, value in values.items()})


def _check_keys(values: Mapping[Any, Any], parts: Iterable[Field]) -> None:
    parts = list(parts)
    unknown = [key for key in values if key not in [part.name for part in parts]]
    missing = [part.name for part in parts if part.default is MISSING and part.name not in values]
    if unknown:
        hint = f"it should perhaps be {_listed(missing)}, which is missing" if missing else "remove it"
        msg = f"key {_listed(unknown)} is not known; {hint}"
        raise StoryError(msg)
    if missing:
        msg = f"key {_listed(missing)} is missing; add it"
        raise StoryError(msg)


def _frozen(key: Any, value: Any) -> Any:
    """Turn the lists of a file into tuples, and what stands under an evidence key into evidence."""
    if not isinstance(value, list):
        return value
    if key in ("evidence_for", "evidence_against"):
        return tuple(_evidence(key, number, piece) for number, piece in enumerate(value, start=1))
    return tuple(value)


def _evidence(key: str, number: int, piece: Any) -> Evidence:
    try:
        if not isinstance(piece, dict):
            msg = f"{piece!r} is not evidence; give it text and source_ids"
            raise StoryError(msg)
        _check_keys(piece, fields(Evidence))
        return Evidence(**{name: _frozen(name, value) for name, value in piece.items()})
    except StoryError as error:
        msg = f"{key}, piece {number}: {error}"
        raise StoryError(msg) from error


# What a record cannot know about itself


def _check_new(id: str, lines: Mapping[str, Callable[[], int]]) -> None:
    if id in lines:
        msg = f"the id is taken by the record in line {lines[id]()}; give one of them another"
        raise StoryError(msg)


def _check_sources(record: Record, known_sources: Collection[str]) -> None:
    for source_id in record.cited_source_ids:
        if source_id not in known_sources:
            hint = did_you_mean(source_id, known_sources) or "; add it to sources.csv or correct it"
            msg = f'source "{source_id}" is not in the register{hint}'
            raise StoryError(msg)


def _neighbour_problem(record: Record, records: Mapping[str, Record]) -> str | None:
    for neighbour in record.neighbour_ids:
        if neighbour not in records:
            hint = did_you_mean(neighbour, records) or "; correct or remove it"
            return f'it points at "{neighbour}", which is not in this file{hint}'
    return None
