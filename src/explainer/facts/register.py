"""The register of named numbers: what a fact is, and how one is declared."""

import pkgutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Reading:
    """What a fact function returns: the value, and the rows or records it was read from."""

    value: float
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Fact:
    """One named number that prose quotes, computed from rows when it is asked for.

    Parameters
    ----------
    id : what links name, as in `facts.md#ree-mine-share-china-2025`.
    unit : "%", "t", "USD", "times", "" for a count. Values are in plain units: dollars, not millions.
    label : the name of the number, a few words.
    meaning : one or two sentences: what it counts, as of when, with which limit.
    digits : decimals shown.
    module : the module that declares it.
    """

    id: str
    unit: str
    label: str
    meaning: str
    digits: int
    module: str
    read: Callable[[], Reading]

    @cached_property
    def reading(self) -> Reading:
        found = self.read()
        if not found.rows:
            msg = f'fact "{self.id}": it read no rows, so it has no source; return Reading(value, rows)'
            raise ValueError(msg)
        return found

    @property
    def value(self) -> float:
        return self.reading.value

    @property
    def rows(self) -> tuple[Any, ...]:
        return self.reading.rows

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the rows, each once, in the order met."""
        return tuple(dict.fromkeys(source for row in self.rows for source in row.source_ids))

    @property
    def shown(self) -> str:
        """The value as a reader would write it: "69.5 %", "1,200 t", "500 million dollars"."""
        return number_text(self.value, self.unit, self.digits)


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number_text(value: float, unit: str, digits: int = 0) -> str:
    """Write a number with its unit: thousands by comma, large sums of dollars in words.

    >>> number_text(0.1234, "%", 1), number_text(1200, "t"), number_text(5e8, "USD")
    ('0.1 %', '1,200 t', '500 million dollars')
    """
    if unit == "USD":
        scale, word = next(((s, f" {w}") for s, w in _SCALES if abs(value) >= s), (1.0, ""))
        return f"{value / scale:,.{digits}f}{word} dollars"
    return f"{value:,.{digits}f} {unit}".strip()


_register: dict[str, Fact] = {}


def fact(id: str, *, unit: str, label: str, meaning: str, digits: int = 0):
    """Declare a function of no arguments as a fact; it returns a Reading."""

    # Of the caller, not of `read`, which may be a partial or a lambda made elsewhere.
    module = sys._getframe(1).f_globals["__name__"]

    def declare(read: Callable[[], Reading]) -> Callable[[], Reading]:
        if id in _register:
            msg = f'two facts are called "{id}"; rename one'
            raise ValueError(msg)
        _register[id] = Fact(id, unit, label, meaning, digits, module, read)
        return read

    return declare


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact of the book, by id, in the same order whatever was imported first.

    Modules by name, and within one as declared. Nothing is computed until a value is asked for.
    """
    import explainer.facts as room

    # One module a strand of the book; a new one is found here.
    for module in pkgutil.iter_modules(room.__path__):
        import_module(f"explainer.facts.{module.name}")
    ordered = sorted(_register.values(), key=lambda fact: fact.module)
    return MappingProxyType({fact.id: fact for fact in ordered})
