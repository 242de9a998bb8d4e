"""What a record of a quiz refuses, said in one line: what is wrong, and the mend."""

import math
import re
import reprlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from explainer.references import KINDS

_REFERENCE = re.compile(rf"(?:{'|'.join(KINDS)}):[^\s:]+")
TEXT_LIMIT = 5_000  # characters; far more than anybody reads in a quiz, far less than a page chokes on
REFERENCE_LIMIT = 200  # characters
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BRIEF_LIMIT = 80  # characters of a value that a message repeats


class ItemError(ValueError):
    """A fault in an item, said in one line: what is wrong and the mend.

    `at` is the way to the fault inside the record, such as ("options", "b", "text"); whoever read the
    record from a file finds the line by it.
    """

    def __init__(self, message: str, at: Iterable[str | int] = ()):
        super().__init__(message)
        self.at = tuple(at)


def kind_of(value: Any) -> str:
    """What a value from a YAML file is, in an author's words."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"the yes-or-no value {str(value).lower()}"
        case int() | float():
            return f"the number {brief(value)}" if is_finite(value) else "a number too large"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a group of fields"
        case _:
            return f"a {type(value).__name__}"


def brief(value: Any) -> str:
    """A value as a message repeats it: on one line, and not for long."""
    text = value if isinstance(value, str) else reprlib.repr(value)
    text = " ".join(_UNSHOWABLE.sub("�", text[: 10 * _BRIEF_LIMIT]).split())
    return text if len(text) <= _BRIEF_LIMIT else f"{text[: _BRIEF_LIMIT - 1]}…"


def shown(value: Any) -> str:
    """A value as a message shows it: the beginning of a text in quotes, or what it is."""
    return f'"{brief(value)}"' if isinstance(value, str) else kind_of(value)


def refuse_unless_text(record: Any, *names: str) -> None:
    for name in names:
        refuse_unless_readable(getattr(record, name), f'"{name}"', [name])


def refuse_unless_readable(value: Any, called: str, at: Iterable[str | int]) -> None:
    """Refuse what is no text that a page can show; `called` is what the message calls it."""
    if not isinstance(value, str):
        msg = f"{called} is {kind_of(value)}, not text; put it in quotes"
        raise ItemError(msg, at)
    if not value.strip():
        msg = f"{called} is blank; write the text"
        raise ItemError(msg, at)
    if len(value) > TEXT_LIMIT:
        msg = f"{called} is {len(value):,} characters long; shorten it to at most {TEXT_LIMIT:,}"
        raise ItemError(msg, at)
    if unshowable := _UNSHOWABLE.search(value):
        code = f"U+{ord(unshowable[0]):04X}"
        msg = f"{called} holds the character {code}, which no page can show; take it out"
        raise ItemError(msg, at)


def refuse_unless_optional_text(record: Any, *names: str) -> None:
    refuse_unless_text(record, *(name for name in names if getattr(record, name) is not None))


def refuse_unless_number(record: Any, name: str) -> None:
    value = getattr(record, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f'"{name}" is {kind_of(value)}, not a number; write digits with a decimal point, such as 12.5'
        raise ItemError(msg, [name])
    if not is_finite(value):
        msg = f'"{name}" is {value if isinstance(value, float) else "too large"}; write a finite number'
        raise ItemError(msg, [name])


def is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond what a float holds
        return False


def refuse_unless_reference(value: Any, at: Iterable[str | int]) -> None:
    at = tuple(at)
    if not isinstance(value, str) or len(value) > REFERENCE_LIMIT or not _REFERENCE.fullmatch(value):
        msg = (
            f'"{at[0]}": {shown(value)} is not a reference; '
            f"write kind:id, such as event:t29, with one of the kinds {', '.join(KINDS)}"
        )
        raise ItemError(msg, at)


def set_field(record: Any, name: str, value: Any) -> None:
    object.__setattr__(record, name, value)


def freeze_list(record: Any, name: str, example: str) -> None:
    value = getattr(record, name)
    if not isinstance(value, list | tuple) or not value:
        what = "an empty list" if isinstance(value, list | tuple) else f"{kind_of(value)}, not a list"
        example = f"[{brief(value)}]" if isinstance(value, str) and value.strip() else example
        msg = f'"{name}" is {what}; write {name}: {example}'
        raise ItemError(msg, [name])
    set_field(record, name, tuple(value))


def freeze_optional_list(record: Any, name: str) -> None:
    """Turn a field that may be empty into a tuple; anything but a list is refused."""
    value = getattr(record, name)
    if not isinstance(value, list | tuple):
        msg = (
            f'"{name}" is {kind_of(value)}, not a list; write each on a line of its own that begins with "- "'
        )
        raise ItemError(msg, [name])
    set_field(record, name, tuple(value))


def refuse_unless_yes_or_no(record: Any, name: str) -> None:
    value = getattr(record, name)
    if not isinstance(value, bool):
        msg = f'"{name}" is {kind_of(value)}; write true or false, without quotes'
        raise ItemError(msg, [name])


def is_day(value: Any) -> bool:
    """Whether a value is a day as text, such as "2026-11-23"."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False
