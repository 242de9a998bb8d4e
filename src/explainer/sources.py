"""The one register of sources: who published what, when, under which licence."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from explainer.csvtext import CsvText, Record, read_csv
from explainer.errors import DataError, did_you_mean

STRANDS = ("data", "deal")


@dataclass(frozen=True)
class Source:
    """One publication that numbers or claims are taken from. None means not known, never "none".

    Parameters
    ----------
    id : what rows, claims and links name, as in `sources.md#usgs_mcs2026`.
    date : as the register has it: "2025-09-08", "2025-04", or an edition ("v2.0, 2025-04").
    kind : "official", "news", "academic", "company", "law" or "dataset".
    language : two letters, "en".
    licence, licence_note : the terms of reuse, and how sure they are.
    seen_in : where the copy that was read is kept, when it is not at `url`.
    note : limits of the copy: excerpt only, mirror, second-hand.
    strand : "data" for measured numbers, "deal" for who did and said what.
    """

    id: str
    publisher: str
    title: str
    author: str | None
    date: str | None
    url: str | None
    kind: str | None
    language: str | None
    licence: str | None
    licence_note: str | None
    seen_in: str | None
    note: str | None
    strand: str

    def __post_init__(self) -> None:
        for name in ("id", "publisher", "title"):
            if not getattr(self, name):
                msg = f'"{name}" is empty; every source needs one'
                raise ValueError(msg)
        if self.strand not in STRANDS:
            msg = f'strand "{self.strand}" is not one of {", ".join(STRANDS)}; set it to one of them'
            raise ValueError(msg)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Its own id, so that a source can stand wherever rows and records do."""
        return (self.id,)

    def line(self) -> str:
        """The source as captions give it: "Publisher, Title (date)"."""
        return f"{self.publisher}, {self.title} ({self.date or 'date not known'})"


@cache
def sources() -> Mapping[str, Source]:
    """Every source of the book by id, in the register's order."""
    return read_sources(files("explainer") / "data" / "sources.csv")


def source(id: str) -> Source:
    """Look a source up.

    Raises
    ------
    ValueError
        In one line, naming the nearest ids.
    """
    try:
        return sources()[id]
    except KeyError:
        msg = f'there is no source "{id}" in sources.csv{did_you_mean(id, sources())}'
        raise ValueError(msg) from None


def read_sources(path: Traversable) -> Mapping[str, Source]:
    """Read a register of sources.

    Raises
    ------
    DataError
        If the columns are not those of `Source`, an id comes twice, or a source cannot be; in one line
        that names file and line.
    """
    text = read_csv(path)
    _check_header(text)
    register: dict[str, Source] = {}
    for record in text.records:
        found = _source(text.file, record)
        if found.id in register:
            msg = f'{text.file}, line {record.line}: the id "{found.id}" is taken; give each source its own'
            raise DataError(msg)
        register[found.id] = found
    return MappingProxyType(register)


def _source(file: str, record: Record) -> Source:
    try:
        return Source(*(cell or None for cell in record.cells))
    except ValueError as error:
        msg = f"{file}, line {record.line}: {error}"
        raise DataError(msg) from error


def _check_header(text: CsvText) -> None:
    expected = tuple(field.name for field in fields(Source))
    if text.header != expected:
        found, wanted = ", ".join(text.header), ", ".join(expected)
        msg = f"{text.file}, line 1: the columns are {found}; they must be {wanted}"
        raise DataError(msg)
