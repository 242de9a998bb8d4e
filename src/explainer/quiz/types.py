"""The types of item, one class each.

A new type needs one class here, named in `TYPES`; its rule and definition in `scoring.py`, its form and key in
`html.py` and its form in `plain.py` (each registered by class; a TypeError there until it is); an entry of `TYPES`
in `widgets/quiz.js`; its fields in `bank.schema.json`. If its response is of a new shape, `responses.schema.json`
and `_as_kept` in `attempts.py` say so, too. `lint.py` and the mends in `read.py` know more where more can be said.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from explainer.quiz.checks import (
    ItemError,
    brief,
    freeze_list,
    freeze_optional_list,
    is_day,
    is_finite,
    kind_of,
    refuse_unless_number,
    refuse_unless_optional_text,
    refuse_unless_readable,
    refuse_unless_reference,
    refuse_unless_text,
    refuse_unless_yes_or_no,
    set_field,
    shown,
)
from explainer.quiz.item import Item

_LETTER = re.compile(r"[a-z]")
SCALES = ("linear", "log")


def _nested(record: type, shape: str, called: str) -> dict[str, Any]:
    """Metadata of a field that holds a record: "one" of them, a "list", or a "map" by id."""
    return {"record": record, "shape": shape, "called": called}


def _freeze_by_letter(record: Any, name: str, least: int, called: str) -> None:
    """Turn a field into a read-only mapping by letter, with at least so many of what it is called."""
    value = getattr(record, name)
    if not isinstance(value, Mapping) or len(value) < least:
        need = {2: "two", 3: "three"}[least]
        msg = f'"{name}" needs {need} {name} or more; add them by letter, a: and b:'
        raise ItemError(msg, [name])
    for id in value:
        if not isinstance(id, str) or not _LETTER.fullmatch(id):
            msg = f'{called} "{brief(id)}": its id is not one lower-case letter; call the {name} a, b, c and so on'
            raise ItemError(msg, [name, id])
    set_field(record, name, MappingProxyType(dict(value)))


def _refuse_wrong_labels(record: Any, name: str, called: str) -> None:
    """Refuse a mapping by letter unless each value is text, and no two are alike."""
    labels = getattr(record, name)
    for id, text in labels.items():
        refuse_unless_readable(text, f'{called} "{id}"', [name, id])
    if len(set(labels.values())) < len(labels):
        msg = f'"{name}" has two {name} with the same text; keep one of the two'
        raise ItemError(msg, [name])


# ---- Choices


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
        refuse_unless_text(self, "text", "feedback")
        refuse_unless_optional_text(self, "misconception")
        refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class _Choice(Item):
    """What the items with options share. shuffle: whether each reader meets the options in an order of their own."""

    options: Mapping[str, Option] = field(metadata=_nested(Option, "map", "an option"))
    key: str | tuple[str, ...]
    shuffle: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        _freeze_by_letter(self, "options", 2, "option")
        refuse_unless_yes_or_no(self, "shuffle")

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
            *super().texts,
            *(text for option in self.options.values() for text in (option.text, option.feedback)),
        )

    @property
    def misconceptions(self) -> tuple[str, ...]:
        return tuple(option.misconception for option in self.options.values() if option.misconception)

    @property
    def asked(self) -> Mapping[str, Any]:
        options = [[id, option.text] for id, option in self.options.items()]
        return {**super().asked, "options": options, "key": self.right}

    def _refuse_unless_option(self, id: Any, at: Iterable[str | int]) -> None:
        if not isinstance(id, str) or id not in self.options:
            ids = ", ".join(self.options)
            msg = f'key {shown(id)} is not among the options {ids}; set "key" to one of them'
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
        freeze_list(self, "key", "[a, c]")
        for n, id in enumerate(self.key):
            self._refuse_unless_option(id, ["key", n])
        if len(set(self.key)) < len(self.key):
            msg = '"key" names an option twice; name each right option once'
            raise ItemError(msg, ["key"])
        self._refuse_unnamed_errors()


# ---- Numbers


@dataclass(frozen=True, kw_only=True)
class NumberFeedback:
    """What is said to the right number, and to any wrong one that is not a slip."""

    right: str
    wrong: str

    def __post_init__(self) -> None:
        refuse_unless_text(self, "right", "wrong")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A wrong number that readers often give, with what went wrong."""

    value: float
    feedback: str
    see: str

    def __post_init__(self) -> None:
        refuse_unless_number(self, "value")
        refuse_unless_text(self, "feedback")
        refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class Number(Item):
    """A number is asked for.

    key, tolerance and the values of the slips are in `unit`; key ± tolerance is right, the ends included.
    unit None: a plain count or a year.
    """

    type: ClassVar[str] = "number"
    key: float
    tolerance: float
    feedback: NumberFeedback = field(metadata=_nested(NumberFeedback, "one", "the feedback of a number"))
    see: str
    unit: str | None = None
    slips: tuple[Slip, ...] = field(metadata=_nested(Slip, "list", "a slip"), default=())

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_unless_number(self, "key")
        refuse_unless_number(self, "tolerance")
        if self.tolerance < 0:
            msg = f'"tolerance" is {brief(self.tolerance)}; write how far off still counts, or 0 for exact'
            raise ItemError(msg, ["tolerance"])
        if not is_finite(abs(self.key) + self.tolerance):
            msg = f'"tolerance" is {brief(self.tolerance)}, too much for any number; write a smaller one'
            raise ItemError(msg, ["tolerance"])
        refuse_unless_optional_text(self, "unit")
        refuse_unless_reference(self.see, ["see"])
        freeze_optional_list(self, "slips")
        self._refuse_useless_slips()

    def _refuse_useless_slips(self) -> None:
        values = [slip.value for slip in self.slips]
        for n, value in enumerate(values):
            if abs(value - self.key) <= self.tolerance:
                msg = f"slip {brief(value)} lies within the tolerance, so it is right; take it out, or lower that"
                raise ItemError(msg, ["slips", n])
            if value in values[:n]:
                msg = f"slip {brief(value)} stands twice; keep one of the two"
                raise ItemError(msg, ["slips", n])

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, self.see, *(slip.see for slip in self.slips))

    @property
    def texts(self) -> tuple[str, ...]:
        slips = (slip.feedback for slip in self.slips)
        return (*super().texts, self.feedback.right, self.feedback.wrong, *slips)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        return tuple(slip.feedback for slip in self.slips)

    @property
    def asked(self) -> Mapping[str, Any]:
        return {
            **super().asked,
            "key": float(self.key),
            "tolerance": float(self.tolerance),
            "unit": self.unit,
        }


@dataclass(frozen=True, kw_only=True)
class EstimateFeedback:
    """What is said to an estimate near the figure, one that is too low, and one that is too high."""

    near: str
    low: str
    high: str

    def __post_init__(self) -> None:
        refuse_unless_text(self, "near", "low", "high")


@dataclass(frozen=True, kw_only=True)
class Estimate(Item):
    """A figure is guessed on a scale before it is revealed; the points fall with the distance.

    key, low and high are in `unit`. scale: "linear", or "log" where each step along it multiplies.
    """

    type: ClassVar[str] = "estimate"
    takes_confidence: ClassVar[bool] = False
    key: float
    low: float
    high: float
    feedback: EstimateFeedback = field(
        metadata=_nested(EstimateFeedback, "one", "the feedback of an estimate")
    )
    see: str
    scale: str = "linear"
    unit: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("key", "low", "high"):
            refuse_unless_number(self, name)
        if self.scale not in SCALES:
            msg = f'"scale" is {shown(self.scale)}; write linear, or log where the figures span many sizes'
            raise ItemError(msg, ["scale"])
        if self.scale == "log" and self.low <= 0:
            msg = f'"low" is {brief(self.low)}; a log scale begins above 0'
            raise ItemError(msg, ["low"])
        if not self.low < self.high:
            msg = f'"high" is {brief(self.high)} and "low" is {brief(self.low)}; the scale runs from low to high'
            raise ItemError(msg, ["high"])
        if not is_finite(self.high / self.low if self.scale == "log" else self.high - self.low):
            msg = (
                f'"high" is {brief(self.high)} and "low" is {brief(self.low)}; bring the two nearer together'
            )
            raise ItemError(msg, ["high"])
        if not self.low <= self.key <= self.high:
            msg = f'"key" is {brief(self.key)}, which is not on the scale from {brief(self.low)} to {brief(self.high)}; widen it'
            raise ItemError(msg, ["key"])
        refuse_unless_optional_text(self, "unit")
        refuse_unless_reference(self.see, ["see"])

    def place(self, number: float) -> float:
        """Where a number lies along the scale: 0 at its low end, 1 at its high end."""
        if self.scale == "log":
            return math.log(number / self.low) / math.log(self.high / self.low)
        return (number - self.low) / (self.high - self.low)

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, self.see)

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, self.feedback.near, self.feedback.low, self.feedback.high)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        return (self.feedback.low, self.feedback.high)

    @property
    def asked(self) -> Mapping[str, Any]:
        scale = {name: float(getattr(self, name)) for name in ("key", "low", "high")}
        return {**super().asked, **scale, "scale": self.scale, "unit": self.unit}


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """How a forecast came out. came_true: whether; on: the day, such as "2027-03-01"; feedback: what happened."""

    came_true: bool
    on: str
    feedback: str
    see: str

    def __post_init__(self) -> None:
        refuse_unless_yes_or_no(self, "came_true")
        if not is_day(self.on):
            msg = f'"on" is {shown(self.on)}; write the day in quotes, as "2027-03-01"'
            raise ItemError(msg, ["on"])
        refuse_unless_text(self, "feedback")
        refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class Forecast(Item):
    """A chance in per cent is asked for, of something that will come true or not. It earns no points.

    resolves: by when and where one will see it, as a sentence. see: what to read before giving a chance.
    resolution: added once it is known; a chance kept before that day then gets its Brier score.
    """

    type: ClassVar[str] = "forecast"
    parts: ClassVar[tuple[str, ...]] = ("forecast",)
    takes_confidence: ClassVar[bool] = False
    resolves: str
    see: str
    part: str = "forecast"
    resolution: Resolution | None = field(
        metadata=_nested(Resolution, "one", "the resolution of a forecast"), default=None
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_unless_text(self, "resolves")
        refuse_unless_reference(self.see, ["see"])

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, self.see, *((self.resolution.see,) if self.resolution else ()))

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, self.resolves, *((self.resolution.feedback,) if self.resolution else ()))

    @property
    def asked(self) -> Mapping[str, Any]:
        return {**super().asked, "resolves": self.resolves}


# ---- Entries to place: in an order, beside a partner, in a group


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One of the things to put in order. Its feedback says what settles its place."""

    text: str
    feedback: str
    see: str

    def __post_init__(self) -> None:
        refuse_unless_text(self, "text", "feedback")
        refuse_unless_reference(self.see, ["see"])


@dataclass(frozen=True, kw_only=True)
class PlacedEntry(Entry):
    """One of the things to match or sort; key is the letter of its partner or group."""

    key: str


@dataclass(frozen=True, kw_only=True)
class _Entries(Item):
    """What the items with entries share. misconception: the error a reader makes who places them wrongly."""

    entries: Mapping[str, Entry] = field(metadata=_nested(Entry, "map", "an entry"))
    misconception: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _freeze_by_letter(self, "entries", 3, "entry")
        texts = [entry.text for entry in self.entries.values()]
        if len(set(texts)) < len(texts):
            msg = '"entries" has the same text twice; a reader could not tell the two apart'
            raise ItemError(msg, ["entries"])
        refuse_unless_text(self, "misconception")

    @property
    def references(self) -> tuple[str, ...]:
        return (*self.because, *(entry.see for entry in self.entries.values()))

    @property
    def texts(self) -> tuple[str, ...]:
        return (
            *super().texts,
            *(text for entry in self.entries.values() for text in (entry.text, entry.feedback)),
        )

    @property
    def misconceptions(self) -> tuple[str, ...]:
        return (self.misconception,)

    @property
    def asked(self) -> Mapping[str, Any]:
        return {**super().asked, "entries": [[id, entry.text] for id, entry in self.entries.items()]}


@dataclass(frozen=True, kw_only=True)
class Order(_Entries):
    """Entries to put in order; they stand in the right one here. ends: what its first and last place mean."""

    type: ClassVar[str] = "order"
    ends: tuple[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze_list(self, "ends", "[earliest, latest]")
        if len(self.ends) != 2:
            msg = '"ends" needs two texts; write ends: [earliest, latest]'
            raise ItemError(msg, ["ends"])
        for n, end in enumerate(self.ends):
            refuse_unless_readable(end, f'"ends": text {n + 1}', ["ends", n])

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, *self.ends)

    @property
    def asked(self) -> Mapping[str, Any]:
        return {**super().asked, "ends": list(self.ends)}


@dataclass(frozen=True, kw_only=True)
class _Placed(_Entries):
    """What match and sort share: each entry's key is one of the targets."""

    targets_field: ClassVar[str]
    entries: Mapping[str, PlacedEntry] = field(metadata=_nested(PlacedEntry, "map", "an entry"))

    @property
    def targets(self) -> Mapping[str, str]:
        """What the entries are placed with, by letter: its text."""
        return getattr(self, self.targets_field)

    @property
    def key(self) -> dict[str, str]:
        """The right target of each entry."""
        return {id: entry.key for id, entry in self.entries.items()}

    def __post_init__(self) -> None:
        super().__post_init__()
        called = self.targets_field.removesuffix("s")
        _freeze_by_letter(self, self.targets_field, 2, called)
        _refuse_wrong_labels(self, self.targets_field, called)
        for id, entry in self.entries.items():
            if not isinstance(entry.key, str) or entry.key not in self.targets:
                ids = ", ".join(self.targets)
                msg = f'entry "{id}": key {shown(entry.key)} is not among the {self.targets_field} {ids}; set "key" to one of them'
                raise ItemError(msg, ["entries", id, "key"])

    @property
    def texts(self) -> tuple[str, ...]:
        return (*super().texts, *self.targets.values())

    @property
    def asked(self) -> Mapping[str, Any]:
        targets = [[id, text] for id, text in self.targets.items()]
        return {**super().asked, self.targets_field: targets, "key": self.key}


@dataclass(frozen=True, kw_only=True)
class Match(_Placed):
    """Each entry has one partner of its own; partners left over are distractors."""

    type: ClassVar[str] = "match"
    targets_field: ClassVar[str] = "partners"
    partners: Mapping[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        taken: dict[str, str] = {}
        for id, key in self.key.items():
            if key in taken:
                msg = f'entry "{id}": partner "{key}" is that of entry "{taken[key]}" too; give each its own, or set type: sort'
                raise ItemError(msg, ["entries", id, "key"])
            taken[key] = id


@dataclass(frozen=True, kw_only=True)
class Sort(_Placed):
    """Entries to sort into groups, such as fact and forecast; each group gets at least one."""

    type: ClassVar[str] = "sort"
    targets_field: ClassVar[str] = "groups"
    groups: Mapping[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        for id in self.groups:
            if id not in self.key.values():
                msg = f'group "{id}" has no entry; take it out, or give it one'
                raise ItemError(msg, ["groups", id])


TYPES: Mapping[str, type[Item]] = MappingProxyType(
    {cls.type: cls for cls in (ChooseOne, ChooseMany, Number, Order, Match, Sort, Estimate, Forecast)}
)
