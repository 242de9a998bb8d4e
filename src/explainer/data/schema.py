"""What datapackage.json says of each table: its columns with types and units, its keys, its licences."""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from explainer.errors import DataError

Value = str | int | float | bool | None

# Names a row has already, and so no column can have.
RESERVED = frozenset({"table", "values", "cells", "source_ids"})

_INTEGER = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_BOOLEANS = {"true": True, "false": False}


def _string(text: str) -> str:
    return text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        msg = f'"{text}" is not an integer'
        raise ValueError(msg)
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        msg = f'"{text}" is not a number'
        raise ValueError(msg)
    return float(text)


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        msg = f'"{text}" is neither true nor false'
        raise ValueError(msg)
    return _BOOLEANS[text]


_READERS: Mapping[str, Callable[[str], Value]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
_PYTHON: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
TYPES = tuple(_READERS)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    type : "string", "integer", "number" or "boolean"; a measured value is a number, a year or a count
        an integer.
    unit : of every value in the column; None where there is none, or where a column `unit` gives it
        row by row.
    choices : the words the column may hold; empty for any.
    blank : what an empty cell means, in the words a reader sees.
    missing : the cell texts that stand for "no value".
    """

    name: str
    type: str = "string"
    unit: str | None = None
    description: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    blank: str = "not known"
    missing: tuple[str, ...] = ("",)

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            msg = f'type "{self.type}" is not one of {", ".join(TYPES)}; set it to one of them'
            raise ValueError(msg)
        if not self.name.isidentifier() or self.name.startswith("_") or self.name in RESERVED:
            msg = f'"{self.name}" cannot be read as row.{self.name}; rename the column'
            raise ValueError(msg)

    def parse(self, cell: str) -> Value:
        """Turn the text of a cell into a value; None where the cell says that there is none.

        Raises
        ------
        ValueError
            If the text is not of the column's type, not among its choices, or missing where the column
            requires a value.
        """
        if cell in self.missing:
            if self.required:
                msg = 'the cell is empty; fill it in, or drop "required" in datapackage.json'
                raise ValueError(msg)
            return None
        if self.choices and cell not in self.choices:
            words = ", ".join(self.choices)
            msg = f'"{cell}" is not one of {words}; correct the cell or the enum in datapackage.json'
            raise ValueError(msg)
        try:
            return _READERS[self.type](cell)
        except ValueError as error:
            msg = f"{error}; correct the cell or the type in datapackage.json"
            raise ValueError(msg) from error

    def holds(self, value: Value) -> bool:
        """Say whether a value could stand in this column (True is no integer here)."""
        if isinstance(value, bool) and self.type != "boolean":
            return False
        return value is None or isinstance(value, _PYTHON[self.type])


@dataclass(frozen=True)
class Schema:
    """One resource of the data package: what a row is, and what its columns hold."""

    name: str
    file: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def read_schemas(path: Traversable) -> Mapping[str, Schema]:
    """Read a Frictionless descriptor: its tables by name, in its order.

    Raises
    ------
    DataError
        If the file is missing or not JSON, a resource lacks what a table needs, or a field cannot be.
    """
    package = _json(path)
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        msg = f'{path.name}: there is no list of "resources"; add one entry for each table'
        raise DataError(msg)
    schemas = [
        _schema(path.name, number, entry) for number, entry in enumerate(package["resources"], start=1)
    ]
    return MappingProxyType({schema.name: schema for schema in schemas})


def _json(path: Traversable) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        msg = f"{path.name}: there is no such file in the data package; restore it"
        raise DataError(msg) from error
    except json.JSONDecodeError as error:
        msg = f"{path.name}, line {error.lineno}: not JSON: {error.msg}; correct the line"
        raise DataError(msg) from error


def _schema(file: str, number: int, entry: Mapping[str, Any]) -> Schema:
    where = f'{file}: resource "{entry["name"]}"' if "name" in entry else f"{file}: resource {number}"
    try:
        table = entry["schema"]
        missing = tuple(table.get("missingValues", [""]))
        return Schema(
            name=entry["name"],
            file=entry["path"],
            title=entry["title"],
            description=entry["description"],
            columns=tuple(_column(field, missing) for field in table["fields"]),
            primary_key=_names(table.get("primaryKey", [])),
            licences=tuple(licence["title"] for licence in entry["licenses"]),
        )
    except KeyError as error:
        msg = f'{where} has no "{error.args[0]}"; add it'
        raise DataError(msg) from error
    except (AttributeError, TypeError) as error:
        msg = f"{where} does not describe a table ({error}); compare it with its neighbours"
        raise DataError(msg) from error
    except ValueError as error:
        msg = f"{where}: {error}"
        raise DataError(msg) from error


def _names(key: str | list[str]) -> tuple[str, ...]:
    # Table Schema lets a key of one column be written without the list.
    return (key,) if isinstance(key, str) else tuple(key)


def _column(field: Mapping[str, Any], missing: tuple[str, ...]) -> Column:
    try:
        constraints = field.get("constraints", {})
        return Column(
            name=field["name"],
            type=field["type"],
            unit=field.get("unit"),
            description=field["description"],
            required=constraints.get("required", False),
            choices=tuple(constraints.get("enum", ())),
            blank=field.get("blank", "not known"),
            missing=missing,
        )
    except ValueError as error:
        msg = f'field "{field["name"]}": {error}'
        raise ValueError(msg) from error
