"""Items: the records of a quiz. An item that exists is a valid one.

A new type of item is one class here with its name in `TYPES`, its rule in `scoring.py`, its form and key
in `html.py` and `plain.py` (each is registered by class), its rule and form in `widgets/quiz.js`, and its
definition in `bank.schema.json`. Nothing else knows the types.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import Any, ClassVar

from explainer.references import KINDS

PARTS = ("before", "after", "forecast")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OPTION_ID = re.compile(r"[a-z]")
_REFERENCE = re.compile(rf"(?:{'|'.join(KINDS)}):[^\s:]+")
_ANCHOR = re.compile(r"#\S+")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class ItemError(ValueError):
    """A fault in an item, said in one line: what is wrong and the mend.

    `at` is the way to the fault inside the record, such as ("options", "b", "text"); whoever read the
    record from a file finds the line by it.
    """

    def __init__(self, message: str, at: Iterable[str | int] = ()):
        super().__init__(message)
        self.at = tuple(at)


def _nested(record: type, shape: str) -> dict[str, Any]:
    """Metadata of a field that holds a record: "one" of them, a "list", or a "map" by id."""
    return {"record": record, "shape": shape}


def kind_of(value: Any) -> str:
    """What a value from a YAML file is, in an author's words."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"the yes-or-no value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a group of fields"
        case _:
            return f"a {type(value).__name__}"


def _refuse_unless_text(record: Any, *names: str) -> None:
    for name in names:
        value = getattr(record, name)
        if not isinstance(value, str):
            msg = f'"{name}" is {kind_of(value)}, not text; put it in quotes'
            raise ItemError(msg, [name])
        if not value.strip():
            msg = f'"{name}" is blank; write the text'
            raise ItemError(msg, [name])
        if unshowable := _UNSHOWABLE.search(value):
            code = f"U+{ord(unshowable[0]):04X}"
            msg = f'"{name}" holds the character {code}, which no page can show; take it out'
            raise ItemError(msg, [name])


def _refuse_unless_optional_text(record: Any, *names: str) -> None:
    _refuse_unless_text(record, *(name for name in names if getattr(record, name) is not None))


def _refuse_unless_number(record: Any, name: str) -> None:
    value = getattr(record, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f'"{name}" is {kind_of(value)}, not a number; write digits with a decimal point, such as 12.5'
        raise ItemError(msg, [name])
    if not _is_finite(value):
        msg = f'"{name}" is {value if isinstance(value, float) else "too large"}; write a finite number'
        raise ItemError(msg, [name])


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond what a float holds
        return False


def _refuse_unless_reference(value: Any, at: Iterable[str | int]) -> None:
    at = tuple(at)
    if not isinstance(value, str) or not _REFERENCE.fullmatch(value):
        shown = f'"{value}"' if isinstance(value, str) else kind_of(value)
        msg = (
            f'"{at[0]}": {shown} is not a reference; '
            f"write kind:id, such as event:t29, with one of the kinds {', '.join(KINDS)}"
        )
        raise ItemError(msg, at)


def _set(record: Any, name: str, value: Any) -> None:
    object.__setattr__(record, name, value)


def _freeze_list(record: Any, name: str, example: str) -> None:
    value = getattr(record, name)
    if not isinstance(value, list | tuple) or not value:
        what = "an empty list" if isinstance(value, list | tuple) else f"{kind_of(value)}, not a list"
        msg = f'"{name}" is {what}; write {name}: {example}'
        raise ItemError(msg, [name])
    _set(record, name, tuple(value))


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer on offer. Its feedback explains, and `see` names the reference that bears it out.

    misconception: the error a reader makes who picks it, in a few words; None on a right option.
    """

    text: str
    feedback: str
    see: str
    misconception: str | None = None

    def __post_init__(self) -> None:
        _refuse_unless_text(self, "text", "feedback")
        _refuse_unless_optional_text(self, "misconception")
        _refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class NumberFeedback:
    """What is said to the right number, and to any wrong one that is not a slip."""

    right: str
    wrong: str

    def __post_init__(self) -> None:
        _refuse_unless_text(self, "right", "wrong")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A wrong number that readers often give, with what went wrong."""

    value: float
    feedback: str
    see: str

    def __post_init__(self) -> None:
        _refuse_unless_number(self, "value")
        _refuse_unless_text(self, "feedback")
        _refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class Item:
    """What every item has. Scored if its part is "after"; "before" is a guess, and "forecast" awaits its day.

    because: the references that make the key right, or that a forecast rests on, at least one.
    answered_in: of a guess, the anchor of the section of the chapter that answers it, such as "#the-box".
    """

    type: ClassVar[str]
    parts: ClassVar[tuple[str, ...]] = ("before", "after")

    id: str
    stem: str
    because: tuple[str, ...]
    part: str = "after"
    answered_in: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _ID.fullmatch(self.id):
            shown = f'"{self.id}"' if isinstance(self.id, str) else kind_of(self.id)
            msg = f'"id" is {shown}; use lower-case letters, digits and hyphens'
            raise ItemError(msg, ["id"])
        _refuse_unless_text(self, "stem")
        _freeze_list(self, "because", "[event:t29]")
        for n, reference in enumerate(self.because):
            _refuse_unless_reference(reference, ["because", n])
        self._refuse_wrong_part()

    def _refuse_wrong_part(self) -> None:
        if self.part not in self.parts:
            choice = " or ".join(self.parts)
            msg = f'"part" is "{self.part}"; an item of type {self.type} has part: {choice}'
            raise ItemError(msg, ["part"])
        if self.part != "before" and self.answered_in is not None:
            msg = '"answered_in" belongs to items of part: before; take it out, or set part: before'
            raise ItemError(msg, ["answered_in"])
        if self.part == "before" and self.answered_in is None:
            msg = '"answered_in" is missing; name the section that answers this guess, such as "#in-the-box"'
            raise ItemError(msg)
        if self.part == "before" and not _is_anchor(self.answered_in):
            msg = '"answered_in" is not an anchor; write "#" and the section\'s slug, in quotes'
            raise ItemError(msg, ["answered_in"])

    @property
    def references(self) -> tuple[str, ...]:
        """Every reference the item names: what makes the key right, then what its feedback points to."""
        return self.because

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything a reader may read of the item: stem, options, feedback."""
        return (self.stem,)

    @property
    def asked(self) -> Mapping[str, Any]:
        """What a reader answers: the part of the item on which a kept response depends."""
        return {"type": self.type, "stem": self.stem}

    @property
    def hash(self) -> str:
        """Eight hex digits of what is asked. Feedback may be reworded without asking the reader again."""
        return digest(self.asked)


def _is_anchor(value: Any) -> bool:
    return isinstance(value, str) and _ANCHOR.fullmatch(value) is not None


def digest(value: Any) -> str:
    """Eight hex digits that stay the same for the same content, on any machine."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, kw_only=True)
class _Choice(Item):
    """What the items with options share."""

    options: Mapping[str, Option] = field(metadata=_nested(Option, "map"))
    key: str | tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.options, Mapping) or len(self.options) < 2:
            msg = '"options" needs two options or more; add them by letter, a: and b:'
            raise ItemError(msg, ["options"])
        for id in self.options:
            if not isinstance(id, str) or not _OPTION_ID.fullmatch(id):
                msg = (
                    f'option "{id}": its id is not one lower-case letter; call the options a, b, c and so on'
                )
                raise ItemError(msg, ["options", id])
        _set(self, "options", MappingProxyType(dict(self.options)))

    @property
    def right(self) -> tuple[str, ...]:
        """The ids of the right options, in display order."""
        return tuple(id for id in self.options if id in self.key)

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, *(option.see for option in self.options.values()))

    @property
    def texts(self) -> tuple[str, ...]:
        return (
            self.stem,
            *(text for option in self.options.values() for text in (option.text, option.feedback)),
        )

    @property
    def asked(self) -> Mapping[str, Any]:
        options = [[id, option.text] for id, option in self.options.items()]
        return {**super().asked, "options": options, "key": self.right}

    def _refuse_unless_option(self, id: Any, at: Iterable[str | int]) -> None:
        if not isinstance(id, str) or id not in self.options:
            ids = ", ".join(self.options)
            msg = f'key "{id}" is not among the options {ids}; set "key" to one of them'
            raise ItemError(msg, at)

    def _refuse_unnamed_errors(self) -> None:
        for id, option in self.options.items():
            if id not in self.right and option.misconception is None:
                msg = (
                    f'option "{id}": "misconception" is missing; name in a few words the error it stands for'
                )
                raise ItemError(msg, ["options", id])
            if id in self.right and option.misconception is not None:
                msg = f'option "{id}" is right and names a misconception; take it out, or mend "key"'
                raise ItemError(msg, ["options", id, "misconception"])


@dataclass(frozen=True, kw_only=True)
class ChooseOne(_Choice):
    """One option is right; key is its id."""

    type: ClassVar[str] = "choose-one"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.key, str):
            msg = f'"key" is {kind_of(self.key)}; name the one right option, or set type: choose-many'
            raise ItemError(msg, ["key"])
        self._refuse_unless_option(self.key, ["key"])
        self._refuse_unnamed_errors()


@dataclass(frozen=True, kw_only=True)
class ChooseMany(_Choice):
    """One option or more are right; key lists their ids."""

    type: ClassVar[str] = "choose-many"

    def __post_init__(self) -> None:
        super().__post_init__()
        _freeze_list(self, "key", "[a, c]")
        for n, id in enumerate(self.key):
            self._refuse_unless_option(id, ["key", n])
        if len(set(self.key)) < len(self.key):
            msg = '"key" names an option twice; name each right option once'
            raise ItemError(msg, ["key"])
        self._refuse_unnamed_errors()


@dataclass(frozen=True, kw_only=True)
class Number(Item):
    """A number is asked for.

    key, tolerance and the values of the slips are in `unit`; key ± tolerance is right, the ends included.
    unit None: a plain count or a year.
    """

    type: ClassVar[str] = "number"
    key: float
    tolerance: float
    feedback: NumberFeedback = field(metadata=_nested(NumberFeedback, "one"))
    see: str
    unit: str | None = None
    slips: tuple[Slip, ...] = field(metadata=_nested(Slip, "list"), default=())

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_unless_number(self, "key")
        _refuse_unless_number(self, "tolerance")
        if self.tolerance < 0:
            msg = f'"tolerance" is {self.tolerance}; write how far off still counts, or 0 for exact'
            raise ItemError(msg, ["tolerance"])
        _refuse_unless_optional_text(self, "unit")
        _refuse_unless_reference(self.see, ["see"])
        _set(self, "slips", tuple(self.slips))
        self._refuse_useless_slips()

    def _refuse_useless_slips(self) -> None:
        values = [slip.value for slip in self.slips]
        for n, value in enumerate(values):
            if abs(value - self.key) <= self.tolerance:
                msg = f"slip {value} lies within the tolerance, so it is right; take it out, or lower that"
                raise ItemError(msg, ["slips", n])
            if value in values[:n]:
                msg = f"slip {value} stands twice; keep one of the two"
                raise ItemError(msg, ["slips", n])

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, self.see, *(slip.see for slip in self.slips))

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, self.feedback.right, self.feedback.wrong, *(slip.feedback for slip in self.slips))

    @property
    def asked(self) -> Mapping[str, Any]:
        return {
            **super().asked,
            "key": float(self.key),
            "tolerance": float(self.tolerance),
            "unit": self.unit,
        }


@dataclass(frozen=True, kw_only=True)
class Forecast(Item):
    """A chance in per cent is asked for, of something that will come true or not. It has no key and no score.

    resolves: by when and where one will see it, as a sentence. see: what to read before giving a chance.
    """

    type: ClassVar[str] = "forecast"
    parts: ClassVar[tuple[str, ...]] = ("forecast",)
    resolves: str
    see: str
    part: str = "forecast"

    def __post_init__(self) -> None:
        super().__post_init__()
        _refuse_unless_text(self, "resolves")
        _refuse_unless_reference(self.see, ["see"])

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, self.see)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, self.resolves)

    @property
    def asked(self) -> Mapping[str, Any]:
        return {**super().asked, "resolves": self.resolves}


TYPES: Mapping[str, type[Item]] = MappingProxyType(
    {cls.type: cls for cls in (ChooseOne, ChooseMany, Number, Forecast)}
)


@dataclass(frozen=True)
class Bank:
    """The items of one chapter. `name` is that of the chapter, such as "01-the-story"."""

    name: str
    title: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        _refuse_unless_text(self, "title")
        if not self.items:
            msg = '"items" is empty; add an item'
            raise ItemError(msg, ["items"])
        ids = [item.id for item in self.items]
        for n, id in enumerate(ids):
            if id in ids[:n]:
                msg = f'item "{id}": the id stands twice; give one of the two another id'
                raise ItemError(msg, ["items", n, "id"])

    def part(self, name: str) -> tuple[Item, ...]:
        """The items of one part, "before", "after" or "forecast", in order; at least one.

        Raises
        ------
        ItemError
            If there is no such part, or the bank has no items in it.
        """
        if name not in PARTS:
            msg = f'a quiz has no part "{name}"; choose one of {", ".join(PARTS)}'
            raise ItemError(msg)
        items = tuple(item for item in self.items if item.part == name)
        if not items:
            other = self.items[0].part
            msg = f'quiz "{self.name}" has no items of part "{name}"; choose part "{other}", or add an item'
            raise ItemError(msg)
        return items


def field_names(record: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a record's required and optional fields, in the order of its class."""
    required = tuple(f.name for f in fields(record) if f.default is MISSING and f.default_factory is MISSING)
    optional = tuple(f.name for f in fields(record) if f.name not in required)
    return required, optional
