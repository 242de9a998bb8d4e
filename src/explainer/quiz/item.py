"""What every item of a quiz has, and the bank that holds them. An item that exists is a valid one.

The types of item are in `types.py`; what a record refuses, and in which words, in `checks.py`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import Any, ClassVar

from explainer.quiz.checks import (
    TEXT_LIMIT,
    ItemError,
    brief,
    freeze_list,
    freeze_optional_list,
    kind_of,
    refuse_unless_optional_text,
    refuse_unless_readable,
    refuse_unless_reference,
    refuse_unless_text,
    set_field,
    shown,
)

PARTS = ("before", "after", "forecast")
HINTS_LIMIT = 3
ITEMS_LIMIT = 1_000

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ANCHOR = re.compile(r"#\S+")


@dataclass(frozen=True, kw_only=True)
class Item:
    """What every item has. Scored if its part is "after"; "before" is a guess, and "forecast" awaits its day.

    because: the references that make the key right, or that a forecast rests on, at least one.
    answered_in: of a guess, the anchor of the section of the chapter that answers it, such as "#the-box".
    needs: of a scored item, the anchor of what in the chapter it is answered with, such as an explorer.
    hints: of a scored item, up to three steps towards the key; each that is opened costs points.
    """

    type: ClassVar[str]
    parts: ClassVar[tuple[str, ...]] = ("before", "after")
    # Whether a reader can say how sure they are: not where the response says it itself. quiz.js has it as `sure`.
    takes_confidence: ClassVar[bool] = True

    id: str
    stem: str
    because: tuple[str, ...]
    part: str = "after"
    answered_in: str | None = None
    needs: str | None = None
    hints: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _ID.fullmatch(self.id) or len(self.id) > 80:
            msg = f'"id" is {shown(self.id)}; use lower-case letters, digits and hyphens, at most 80'
            raise ItemError(msg, ["id"])
        refuse_unless_text(self, "stem")
        freeze_list(self, "because", "[event:t29]")
        for n, reference in enumerate(self.because):
            refuse_unless_reference(reference, ["because", n])
        self._refuse_wrong_part()
        self._refuse_wrong_hints()

    def _refuse_wrong_part(self) -> None:
        if self.part not in self.parts:
            choice = " or ".join(self.parts)
            msg = f'"part" is {shown(self.part)}; an item of type {self.type} has part: {choice}'
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
        if self.part == "before":
            refuse_unless_text(self, "answered_in")
        self._refuse_wrong_needs()

    def _refuse_wrong_needs(self) -> None:
        if self.needs is not None and self.part != "after":
            msg = f'"needs" belongs to scored items, and this one has part: {self.part}; take it out'
            raise ItemError(msg, ["needs"])
        if self.needs is not None and not _is_anchor(self.needs):
            msg = '"needs" is not an anchor; write "#" and the id of the place, in quotes'
            raise ItemError(msg, ["needs"])
        refuse_unless_optional_text(self, "needs")

    def _refuse_wrong_hints(self) -> None:
        freeze_optional_list(self, "hints")
        if self.hints and self.part != "after":
            msg = f'"hints" belong to scored items, and this one has part: {self.part}; take them out'
            raise ItemError(msg, ["hints"])
        if len(self.hints) > HINTS_LIMIT:
            msg = f'"hints" has {len(self.hints)} steps; keep at most {HINTS_LIMIT}'
            raise ItemError(msg, ["hints"])
        for n, hint in enumerate(self.hints):
            refuse_unless_readable(hint, f'"hints": step {n + 1}', ["hints", n])

    @property
    def references(self) -> tuple[str, ...]:
        """Every reference the item names: what makes the key right, then what its feedback points to."""
        return self.because

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything a reader may read of the item: stem, hints, options, feedback."""
        return (self.stem, *self.hints)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The errors that the item is made to catch, in a few words or as its feedback explains them."""
        return ()

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


@dataclass(frozen=True)
class Bank:
    """The items of one chapter. `name` is that of the chapter, such as "01-the-story".

    sources: what a bank of one's own rests on beside the records of the book, by the id that its items
    write after "source:".
    """

    name: str
    title: str
    items: tuple[Item, ...]
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        refuse_unless_text(self, "title")
        self._freeze_sources()
        set_field(self, "items", tuple(self.items))
        if not self.items:
            msg = '"items" is empty; add an item'
            raise ItemError(msg, ["items"])
        if len(self.items) > ITEMS_LIMIT:
            msg = f'"items" has {len(self.items):,} items; split the bank, {ITEMS_LIMIT:,} is the most'
            raise ItemError(msg, ["items"])
        ids: set[str] = set()
        for n, item in enumerate(self.items):
            if item.id in ids:
                msg = f'item "{item.id}": the id stands twice; give one of the two another id'
                raise ItemError(msg, ["items", n, "id"])
            ids.add(item.id)

    def _freeze_sources(self) -> None:
        if not isinstance(self.sources, Mapping):
            msg = f'"sources" is {kind_of(self.sources)}; write each as "id: what a reader would look up"'
            raise ItemError(msg, ["sources"])
        for id, text in self.sources.items():
            if not isinstance(id, str) or not _ID.fullmatch(id):
                msg = f'source "{brief(id)}": its id has other signs than lower-case letters, digits and hyphens; rename it'
                raise ItemError(msg, ["sources", id])
            if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LIMIT:
                what = (
                    kind_of(text)
                    if not isinstance(text, str)
                    else "blank"
                    if not text.strip()
                    else "too long"
                )
                msg = (
                    f'source "{id}" is {what}; write what a reader would look up, such as a title and a page'
                )
                raise ItemError(msg, ["sources", id])
        set_field(self, "sources", MappingProxyType(dict(self.sources)))

    def part(self, name: str) -> tuple[Item, ...]:
        """The items of one part, "before", "after" or "forecast", in order; at least one.

        Raises
        ------
        ItemError
            If there is no such part, or the bank has no items in it.
        """
        if name not in PARTS:
            msg = f'a quiz has no part "{brief(name)}"; choose one of {", ".join(PARTS)}'
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
