"""Read banks from YAML: the only module of the quiz that opens a file.

What cannot be an item is refused by the records; this module says where it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from explainer.errors import did_you_mean
from explainer.quiz.checks import ItemError, brief, kind_of, shown
from explainer.quiz.final import FINAL, draw
from explainer.quiz.item import Bank, Item, field_names
from explainer.quiz.types import TYPES

_MENDS = {
    "title": "write the title of the chapter",
    "items": "list the items under it",
    "id": "name the item, such as share-of-output",
    "type": f"set it to one of {', '.join(TYPES)}",
    "stem": "ask one full question",
    "because": "name what makes the key right, such as [event:t29]",
    "options": "add the options by letter, a: and b:",
    "key": "name the right answer",
    "text": "write what it says",
    "feedback": "say what makes it right or where the error lies",
    "see": "name the reference that bears it out, such as event:t29",
    "tolerance": "write how far off still counts, or 0 for exact",
    "right": "write what the right number is told",
    "wrong": "write what any other number is told",
    "value": "write the wrong number",
    "resolves": "say in a sentence by when and where one will see it",
    "entries": "add them by letter, a: and b:, each with text: and feedback:",
    "ends": "say what the first and the last place mean, such as [earliest, latest]",
    "partners": "add what the entries are matched with, by letter",
    "groups": "add the groups by letter, such as a: Fact",
    "misconception": "name in a few words the error it stands for",
    "scale": "write linear or log",
    "low": "write the low end of the scale",
    "high": "write the high end of the scale",
    "near": "write what an estimate near the figure is told",
    "came_true": "write true or false",
    "on": 'write the day it was known, as "2027-03-01"',
    "sources": 'write each as "id: what a reader would look up", or take the line out',
}
NODES_LIMIT = 200_000  # of a file, each field name, text and number counted, aliases unfolded
BYTES_LIMIT = 4_000_000  # of a file: a thousand long items; more is no bank, and would keep a reader waiting
# A field whose mend depends on what stands beside it: a field that only such a record has, and the mend.
_FEEDBACK_MENDS = {
    "came_true": "say what happened",
    "tolerance": "write right: and wrong: under it",
    "scale": "write near:, low: and high: under it",
}
_ESTIMATE_MENDS = {
    "low": "write what an estimate that is too low is told",
    "high": "write what an estimate that is too high is told",
}
_YAML_MENDS = {
    "mapping values are not allowed here": "put a text that holds a colon in quotes",
    "found character '\\t' that cannot start any token": "indent with spaces, not tabs",
    "found unexpected end of stream": "close the quotes",
}


def bank_names() -> tuple[str, ...]:
    """The names of the banks in the package, in the order of the chapters."""
    return tuple(sorted(path.name.removesuffix(".yaml") for path in _banks() if path.name.endswith(".yaml")))


@cache
def bank(name: str) -> Bank:
    """The bank of a chapter, such as bank("01-the-story"); bank("final") is drawn from all of them.

    Raises
    ------
    ItemError
        If there is no such bank, with the nearest names; if the bank has a fault, with file and line.
    """
    if name == FINAL:
        return draw(map(bank, bank_names()))
    if name not in bank_names():
        hint = did_you_mean(name, bank_names()) or f"; the quizzes are {', '.join(bank_names())}"
        msg = f'there is no quiz "{brief(name)}"{hint}'
        raise ItemError(msg)
    path = packaged_file(name)
    return parse_bank(path.read_bytes(), path.name)


def find_bank(name_or_path: str | Path) -> Bank:
    """A bank of the package by its name, or a bank of one's own by its path.

    Raises
    ------
    ItemError
        In one line, as `bank` and `read_bank` do.
    """
    return read_bank(name_or_path) if is_path(name_or_path) else bank(str(name_or_path))


def is_path(name_or_path: str | Path) -> bool:
    """Whether a bank is named by a path: it ends in .yaml or .yml, holds a slash, or names a file that is there."""
    if isinstance(name_or_path, Path):
        return True
    if name_or_path in (*bank_names(), FINAL):
        return False
    looks_so = name_or_path.lower().endswith((".yaml", ".yml")) or "/" in name_or_path or "\\" in name_or_path
    return looks_so or _exists(Path(name_or_path))


def is_of_the_book(name_or_path: str | Path) -> bool:
    """Whether a bank is one of the package, named by its name or by the path of its file."""
    if not is_path(name_or_path):
        return True
    return _exists(Path(name_or_path)) and str(Path(name_or_path).resolve().parent) == str(_directory())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or a character that no file name holds
        return False


def read_bank(path: str | Path) -> Bank:
    """Read a bank from a file.

    Raises
    ------
    ItemError
        In one line, for the first fault: file, line, item, what is wrong, the mend.
    """
    return parse_bank(*read_content(path))


def read_content(name_or_path: str | Path) -> tuple[bytes, str]:
    """The bytes of a bank, by its name or its path, and the name of its file.

    Raises
    ------
    ItemError
        In one line, if there is no such bank or file, or it cannot be read.
    """
    path: Any = Path(name_or_path)
    if not is_path(name_or_path):
        if name_or_path not in bank_names():
            bank(str(name_or_path))  # refuses it, with the nearest names
            msg = f'"{name_or_path}" is drawn from the banks of all chapters; name one of {", ".join(bank_names())}'
            raise ItemError(msg)
        path = packaged_file(str(name_or_path))
    try:
        if path.is_dir():
            msg = f"{path}: is a folder; name a file in it, such as {path / 'my-bank.yaml'}"
            raise ItemError(msg)
        if not path.is_file() and _exists(path):
            msg = f"{path}: is no ordinary file; save the bank as one"
            raise ItemError(msg)
        if isinstance(path, Path) and path.stat().st_size > BYTES_LIMIT:
            msg = f"{path}: has {path.stat().st_size:,} bytes; split the bank, {BYTES_LIMIT:,} is the most"
            raise ItemError(msg)
        return path.read_bytes(), path.name
    except ItemError:
        raise
    except FileNotFoundError as error:
        others = [other.name for other in path.parent.glob("*.y*ml")]
        hint = did_you_mean(path.name, others) or f"; look for it from the folder {Path.cwd()}"
        msg = f"{path}: there is no such file{hint}"
        raise ItemError(msg) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        why = getattr(error, "strerror", None) or str(error)
        msg = f"{str(path)!r:.200}: cannot be read ({why}); check its name and who may read it"
        raise ItemError(msg) from error


def packaged_file(name: str) -> Any:
    """The file of a bank in the package."""
    return _directory().joinpath(f"{name}.yaml")


@dataclass(frozen=True)
class BankFile:
    """What a file holds: the bank, or else its faults; and the line of each thing in it."""

    filename: str
    bank: Bank | None
    faults: tuple[ItemError, ...]
    lines: "Lines"


def parse_bank(content: bytes, filename: str) -> Bank:
    """The bank that a file's bytes hold; errors name `filename`, whose stem is the bank's name."""
    file = open_bank(content, filename)
    if file.bank is None:
        raise file.faults[0]
    return file.bank


def bank_faults(content: bytes, filename: str) -> tuple[str, ...]:
    """Every fault of a bank that can be seen at once: one line per faulty item, or one for the whole file."""
    return tuple(str(fault) for fault in open_bank(content, filename).faults)


def open_bank(content: bytes, filename: str) -> BankFile:
    """Read a bank once, for whoever needs its faults or the lines of its items as well."""
    lines = Lines(None)
    try:
        lines, record = _load(content, filename)
        results = list(_items(record))
        faults = [result for result in results if isinstance(result, ItemError)]
        if faults:
            return BankFile(filename, None, tuple(_located(f, lines, filename) for f in faults), lines)
        name, sources = filename.rsplit(".", 1)[0], record.get("sources", {})
        return BankFile(filename, Bank(name, record["title"], tuple(results), sources), (), lines)
    except ItemError as error:
        return BankFile(filename, None, (_located(error, lines, filename),), lines)


def _directory() -> Any:
    return files(__package__).joinpath("banks")


def _banks() -> Iterator[Any]:
    return iter(_directory().iterdir()) if _directory().is_dir() else iter(())


def _load(content: bytes, filename: str) -> tuple["Lines", Mapping[str, Any]]:
    """The lines of a bank and its top level, with `title` present and `items` a list that is not empty."""
    if len(content) > BYTES_LIMIT:
        msg = f"the file has {len(content):,} bytes; split the bank, {BYTES_LIMIT:,} is the most"
        raise ItemError(msg)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        msg = f"{filename}, line {line}: a character is not UTF-8; save the file as UTF-8"
        raise _Placed(msg) from error
    lines, record = _yaml(text, filename)
    try:
        if record is None:
            msg = "the bank is empty; add title: and items:"
            raise ItemError(msg)
        _refuse_wrong_names("a bank", record, ("title", "items"), ("sources",))
        if not isinstance(record["items"], list) or not record["items"]:
            what = "an empty list" if record["items"] == [] else f"{kind_of(record['items'])}, not a list"
            msg = f'"items" is {what}; write each item as "- id: ..." under it'
            raise ItemError(msg, ["items"])
    except ItemError as error:
        raise _located(error, lines, filename) from error
    return lines, record


def _yaml(text: str, filename: str) -> tuple["Lines", Any]:
    """The lines and the value of a YAML text, which is composed once for both."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        lines = Lines(node)
        lines.refuse_bomb(filename)
        return lines, None if node is None else yaml.constructor.construct_document(node)
    except ItemError:
        raise
    except (YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join((getattr(error, "problem", None) or str(error)).split())
        line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
        mend = _YAML_MENDS.get(problem, "check the indentation, brackets and quotes near this line")
        if problem.startswith("found duplicate key"):
            problem = problem.split(" with value")[0].replace(
                "found duplicate key", "the same place has twice the key"
            )
            mend = "keep one of the two"
        msg = f"{filename}, line {line}: not readable as YAML: {problem}; {mend}"
        raise _Placed(msg) from error
    except ValueError as error:  # what looks like a day or a number and is none
        line, value = next(_unreadable_values(node), (1, "a value with a tag"))
        msg = f'{filename}, line {line}: "{brief(value)}" is no day and no number that can be read; put it in quotes, or mend it'
        raise _Placed(msg) from error


def _unreadable_values(node: Any) -> Iterator[tuple[int, str]]:
    """The line and the text of each plain value that YAML takes for a day or a number and cannot read."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import ScalarNode

    if isinstance(node, ScalarNode):
        try:
            if node.style is None:
                YAML(typ="safe", pure=True).load(node.value)
        except YAMLError:
            return
        except ValueError:
            yield node.start_mark.line + 1, node.value
        return
    for each in node.value:
        for part in each if isinstance(each, tuple) else (each,):
            yield from _unreadable_values(part)


def _items(record: Mapping[str, Any]) -> Iterator[Item | ItemError]:
    """Each item of the bank, or the first fault of it, with the way to it from the top of the file."""
    for n, item in enumerate(record["items"]):
        try:
            yield _item(item)
        except ItemError as error:
            id = item.get("id") if isinstance(item, Mapping) else None
            label = f"item {shown(id)}" if isinstance(id, str) else f"item {n + 1}"
            yield _inside(error, f"{label}: ", "items", n)


def _inside(error: ItemError, label: str, *way: str | int) -> ItemError:
    """The same fault as seen from one record further out."""
    outer = ItemError(f"{label}{error}", (*way, *error.at))
    outer.__cause__ = error
    return outer


def _item(record: Any) -> Item:
    if not isinstance(record, Mapping):
        msg = (
            f'an item is {kind_of(record)}, not a group of fields; write "- id: ..." and the fields below it'
        )
        raise ItemError(msg)
    type_name = record.get("type")
    if type_name is None:
        msg = f'"type" is missing; {_MENDS["type"]}'
        raise ItemError(msg)
    if not isinstance(type_name, str) or type_name not in TYPES:
        hint = (
            did_you_mean(f"{type_name!s:.80}" if isinstance(type_name, str) else "", TYPES)
            or f"; {_MENDS['type']}"
        )
        msg = f"type {shown(type_name)} is not known{hint}"
        raise ItemError(msg, ["type"])
    values = {name: value for name, value in record.items() if name != "type"}
    return _record(TYPES[type_name], f"an item of type {type_name}", values)


def _record(cls: type, what: str, values: Any) -> Any:
    """Build a record and those nested in it from what the YAML holds."""
    _refuse_wrong_names(what, values, *field_names(cls))
    built = {f.name: _value(f, values[f.name]) for f in fields(cls) if f.name in values}
    return cls(**built)


def _value(spec: Field[Any], value: Any) -> Any:
    """The value of one field, its nested records built; a value of the wrong shape is left to the record."""
    record, called = spec.metadata.get("record"), spec.metadata.get("called", "")
    word = called.removeprefix("an ").removeprefix("a ")
    match spec.metadata.get("shape"), value:
        case "map", Mapping():
            return {
                id: _part(record, called, f'{word} "{brief(id)}": ', each, spec.name, id)
                for id, each in value.items()
            }
        case "list", list():
            return tuple(
                _part(record, called, f"{word} {n + 1}: ", each, spec.name, n) for n, each in enumerate(value)
            )
        case "list", _:
            msg = f'"{spec.name}" is {kind_of(value)}, not a list; write "- value: ..." under it'
            raise ItemError(msg, [spec.name])
        case "one", _:
            return _part(record, called, f"{spec.name}: ", value, spec.name)
    return value


def _part(record: type, what: str, label: str, value: Any, *way: str | int) -> Any:
    try:
        return _record(record, what, value)
    except ItemError as error:
        raise _inside(error, label, *way) from error


def _refuse_wrong_names(what: str, values: Any, required: Sequence[str], optional: Sequence[str]) -> None:
    known = (*required, *optional)
    if not isinstance(values, Mapping):
        names = ", ".join(known)
        msg = f"{what} is {kind_of(values)}, not a group of fields; write its fields below it: {names}"
        raise ItemError(msg)
    for name in values:
        if name not in known:
            hint = did_you_mean(brief(name), known) or f"; its fields are {', '.join(known)}"
            msg = f'"{brief(name)}" is not a field of {what}{hint}'
            raise ItemError(msg, [name])
    for name in required:
        if name not in values:
            msg = f'"{name}" is missing; {_mend(name, known)}'
            raise ItemError(msg)
    for name, value in values.items():
        if value is None:
            msg = f'"{name}" is empty; {_mend(name, known)}'
            raise ItemError(msg, [name])


def _mend(name: str, siblings: Sequence[str]) -> str:
    if name == "feedback":
        for sibling, mend in _FEEDBACK_MENDS.items():
            if sibling in siblings:
                return mend
    if "near" in siblings and name in _ESTIMATE_MENDS:
        return _ESTIMATE_MENDS[name]
    return _MENDS.get(name, "write it, or take the line out")


class _Placed(ItemError):
    """A fault whose message names file and line already."""


def _located(error: ItemError, lines: "Lines", filename: str) -> ItemError:
    """The same fault with file and line in front."""
    if isinstance(error, _Placed):
        return error
    located = _Placed(f"{filename}, line {lines.at(error.at)}: {error}", error.at)
    located.__cause__ = error.__cause__
    return located


class Lines:
    """On which line each thing of a YAML text stands."""

    def __init__(self, node: Any):
        self._node = node

    def at(self, way: Sequence[str | int]) -> int:
        """The line, from 1, on which the way through the YAML ends, or its last step that is there."""
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        node, line = self._node, 0
        for step in way:
            if isinstance(node, MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line
            else:
                break
        return line + 1

    def refuse_bomb(self, filename: str) -> None:
        """Aliases repeat what stands elsewhere; a few of them, nested, would unfold into millions of things."""
        sizes: dict[int, int] = {}

        def size(node: Any) -> int:
            if id(node) not in sizes:
                sizes[id(node)] = NODES_LIMIT  # of what holds itself, until it is counted
                values = node.value if isinstance(node.value, list) else ()
                parts = (part for each in values for part in (each if isinstance(each, tuple) else (each,)))
                sizes[id(node)] = 1 + sum(map(size, parts))
                if sizes[id(node)] > NODES_LIMIT:
                    line = node.start_mark.line + 1
                    msg = f"{filename}, line {line}: its aliases (*) unfold without end; write the texts out"
                    raise _Placed(msg)
            return sizes[id(node)]

        if self._node is not None:
            size(self._node)
