"""The records of the story. A record that exists is a valid one: each refuses what cannot be.

Every field's shape follows from its annotation: text is not empty and has no stray spaces, a list of
texts names nothing twice, an optional field is None and never an empty string.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from explainer.story import dates, words


class StoryError(ValueError):
    """A record or a file of the story that cannot be right; the message is one line with the mend."""


def _check_text(name: str, value: Any) -> None:
    if value is None or (isinstance(value, str) and not value.strip()):
        msg = f"{name} is empty; write its text"
        raise StoryError(msg)
    if not isinstance(value, str):
        msg = f"{name} {value} is not text; put it in quotes"
        raise StoryError(msg)
    if value != value.strip():
        msg = f'{name} "{value.strip()[:40]}" begins or ends with a space; remove it'
        raise StoryError(msg)


def _check_list(name: str, value: Any) -> None:
    if not isinstance(value, tuple):
        msg = f"{name} {value!r} is not a list; write one entry for each"
        raise StoryError(msg)


def _check_texts(name: str, value: Any) -> None:
    _check_list(name, value)
    for entry in value:
        _check_text(f"an entry of {name}", entry)
    if repeated := next((entry for entry in value if value.count(entry) > 1), None):
        msg = f'{name} holds "{repeated}" twice; keep one'
        raise StoryError(msg)


def _check_number(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        msg = f"{name} {value!r} is not a number; correct it or leave it empty"
        raise StoryError(msg)


def _check_evidence(name: str, value: Any) -> None:
    _check_list(name, value)
    for entry in value:
        if not isinstance(entry, Evidence):
            msg = f"{name} holds {entry!r}, which is not evidence; give it text and source_ids"
            raise StoryError(msg)


def _optional(check: Callable[[str, Any], None]) -> Callable[[str, Any], None]:
    def check_unless_none(name: str, value: Any) -> None:
        if value is not None:
            check(name, value)

    return check_unless_none


def _check_shapes(record: Any) -> None:
    for part in fields(record):
        _SHAPES[part.type](part.name, getattr(record, part.name))


def _check_word(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        msg = f'{name} "{value}" is not one of: {", ".join(allowed)}; set {name} to one of them'
        raise StoryError(msg)


def _check_date(name: str, value: str) -> None:
    if not dates.is_valid(value):
        msg = f'{name} "{value}" is not a date; write it as {dates.FORMS}'
        raise StoryError(msg)


@dataclass(frozen=True)
class Evidence:
    """One thing that bears on a claim, with the sources it is taken from."""

    text: str
    source_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_shapes(self)
        if not self.source_ids:
            msg = "evidence has no source_ids; name at least one source"
            raise StoryError(msg)


_SHAPES: dict[Any, Callable[[str, Any], None]] = {
    str: _check_text,
    str | None: _optional(_check_text),
    float | None: _optional(_check_number),
    tuple[str, ...]: _check_texts,
    tuple[Evidence, ...]: _check_evidence,
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records share: an id that links use, and the sources of the whole."""

    noun: ClassVar[str] = "record"
    id_form: ClassVar[re.Pattern[str]] = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
    id_hint: ClassVar[str] = "lower-case letters, digits and hyphens"
    needs_source: ClassVar[bool] = True

    id: str
    source_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_shapes(self)
        if not self.id_form.fullmatch(self.id):
            msg = f'id "{self.id}" has the wrong form; write it with {self.id_hint}'
            raise StoryError(msg)
        if self.needs_source and not self.source_ids:
            msg = "source_ids is empty; name at least one source"
            raise StoryError(msg)

    @property
    def cited_source_ids(self) -> tuple[str, ...]:
        """Every source named anywhere in the record, each once."""
        return self.source_ids

    @property
    def neighbour_ids(self) -> tuple[str, ...]:
        """Ids of the same file that the record points at."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Event(Record):
    """One dated event; certainty says how sure it is that it happened as told."""

    noun = "event"
    id_form = re.compile(r"t[0-9]{2,}")
    id_hint = 'a "t" and at least two digits, as in t29'

    date: str
    title: str
    what_happened: str
    actors: tuple[str, ...]
    certainty: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("date", self.date)
        _check_word("certainty", self.certainty, words.CERTAINTIES)


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """What a named person or body said, with the evidence for and against it and how it stands.

    quote is set only where the very words are known; status_reason says why the status is what it is.
    """

    noun = "claim"
    id_form = re.compile(r"c[0-9]{2,}")
    id_hint = 'a "c" and at least two digits, as in c40'

    speaker: str
    role: str
    side: str
    date: str
    claim: str
    quote: str | None = None
    kind: str
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    status: str
    status_reason: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("date", self.date)
        _check_word("side", self.side, words.SIDES)
        _check_word("kind", self.kind, words.KINDS)
        _check_word("status", self.status, words.STATUSES)

    @property
    def group(self) -> str:
        """The side group (a key of GROUPS) that the speaker belongs to."""
        return words.SIDES[self.side]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return (*self.evidence_for, *self.evidence_against)

    @property
    def cited_source_ids(self) -> tuple[str, ...]:
        named = [*self.source_ids, *(source for piece in self.evidence for source in piece.source_ids)]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, kw_only=True)
class Party(Record):
    """One side or body of the story; about is a longer portrait where the dossier has one."""

    noun = "party"

    name: str
    type: str
    role_in_story: str
    strongest_case: str
    main_criticism: str
    not_known: str
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class DealTerm(Record):
    """One term of the memorandum: what is public about it, and what is not disclosed or was not found."""

    noun = "deal term"

    term: str
    public: str
    not_disclosed: str


@dataclass(frozen=True, kw_only=True)
class Comparator(Record):
    """Another minerals deal, asked the same questions; the answers are text because many are partial."""

    noun = "comparator"

    date: str
    name: str
    parties: tuple[str, ...]
    instrument: str
    binding: str
    text_public: str
    legislature_approved: str
    stated_value: str
    minerals: tuple[str, ...]
    note: str | None

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("date", self.date)


@dataclass(frozen=True, kw_only=True)
class Deposit(Record):
    """A named place with minerals.

    lat and lon are degrees north and east, both None where no single point is meant. precision is the
    doubt about the position in words, coordinate_basis where the position comes from; ree_status says
    how far the evidence for rare earths there goes.
    """

    noun = "deposit"

    name: str
    province: str
    lat: float | None
    lon: float | None
    precision: str
    coordinate_basis: str
    commodity: tuple[str, ...]
    status: str
    ree_status: str
    note: str | None

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_word("ree_status", self.ree_status, words.REE_STATUSES)
        if (self.lat is None) != (self.lon is None):
            msg = "lat and lon come together; give both or leave both empty"
            raise StoryError(msg)
        for name, value, limit in (("lat", self.lat, 90), ("lon", self.lon, 180)):
            if value is not None and abs(value) > limit:
                msg = f"{name} {value} is off the globe; it lies between -{limit} and {limit}"
                raise StoryError(msg)

    @property
    def radius_km(self) -> float | None:
        """The doubt about the position in kilometres; None where the record gives no distance."""
        match = re.search(r"([0-9]+(?:\.[0-9]+)?) km", self.precision)
        return float(match[1]) if match else None


def _check_record_ids(record_ids: tuple[str, ...]) -> None:
    for record_id in record_ids:
        if not re.fullmatch(r"[tc][0-9]{2,}", record_id):
            msg = f'record_ids holds "{record_id}"; name events and claims, as in t29 or c40'
            raise StoryError(msg)


@dataclass(frozen=True, kw_only=True)
class _Pointing(Record):
    """A record that also names events and claims of the ledger."""

    needs_source = False

    record_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_record_ids(self.record_ids)


@dataclass(frozen=True, kw_only=True)
class LawNote(_Pointing):
    """A note on law, institutions or how to read the terms; text is Markdown in paragraphs."""

    noun = "law note"

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A word of the glossary.

    contested says who uses the word how, where that differs; a definition that tells about the story,
    and every contested note, has sources.
    """

    noun = "term"
    needs_source = False

    term: str
    definition: str
    contested: str | None = None
    see: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.contested and not self.source_ids:
            msg = "contested has no source_ids; name who uses the word how"
            raise StoryError(msg)
        if self.id in self.see:
            msg = f'see points "{self.id}" at itself; remove it'
            raise StoryError(msg)

    @property
    def neighbour_ids(self) -> tuple[str, ...]:
        return self.see


@dataclass(frozen=True, kw_only=True)
class Strand(_Pointing):
    """How far the evidence reaches for one part of the story, and how prose must date that part.

    newest_item is what the newest item is, in words; newest_date the same as a date.
    """

    noun = "strand"

    part: str
    newest_item: str
    newest_date: str
    write_as: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("newest_date", self.newest_date)


@dataclass(frozen=True, kw_only=True)
class OpenQuestion(_Pointing):
    """A question that nobody has answered in public, as far as was found."""

    noun = "open question"
    id_form = re.compile(r"q[0-9]{2}")
    id_hint = 'a "q" and two digits, as in q07'

    question: str

    @property
    def number(self) -> int:
        return int(self.id[1:])


@dataclass(frozen=True, kw_only=True)
class SeedCheck(_Pointing):
    """One sentence of the seed article, paraphrased, and what the check of it found."""

    noun = "seed check"
    id_form = re.compile(r"s[0-9]{2}")
    id_hint = 'an "s" and two digits, as in s03'

    paraphrase: str
    verdict: str

    @property
    def number(self) -> int:
        """Place of the sentence in the article, from 1."""
        return int(self.id[1:])


def _check_references(name: str, value: tuple[str, ...]) -> None:
    """Refuse what is not of the form kind:id; whether it names a record, only `references` can say."""
    if not value:
        msg = f"{name} is empty; name a record of the book, such as claim:c41"
        raise StoryError(msg)
    for reference in value:
        if not re.fullmatch(r"[a-z-]+:[^\s:]+", reference):
            msg = f'{name} holds "{reference}"; write it as kind:id, such as claim:c41'
            raise StoryError(msg)


@dataclass(frozen=True, kw_only=True)
class Argument(Record):
    """One step of an argument: a conclusion, or what speaks for or against the step that it answers.

    part : one of ARGUMENT_PARTS. A reason and evidence speak for what they answer, a rebuttal against it.
    who : whose point it is; None where it is the book's own.
    answers : the id of the step it speaks to, which stands before it in the file; None for a conclusion.
    side : of a conclusion, whose it is: a key of GROUPS.
    needs : of a reason or a rebuttal, ids of the disputed premises without which it does not count.
    rests_on : what a link in the book can point at, as "claim:c41" or "law:treaties". The sources are theirs.
    """

    noun = "argument"
    needs_source = False

    part: str
    text: str
    who: str | None = None
    answers: str | None = None
    side: str | None = None
    needs: tuple[str, ...] = ()
    rests_on: tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_word("part", self.part, words.ARGUMENT_PARTS)
        self._check_place()
        self._check_side()
        _check_references("rests_on", self.rests_on)

    def _check_place(self) -> None:
        if self.part == "conclusion" and self.answers:
            msg = f'a conclusion answers nothing, and this one answers "{self.answers}"; remove answers'
            raise StoryError(msg)
        if self.part != "conclusion" and not self.answers:
            msg = f"answers is empty; name the id of the step that this {self.part} speaks to"
            raise StoryError(msg)

    def _check_side(self) -> None:
        if self.side is not None:
            _check_word("side", self.side, words.GROUPS)
            if self.part != "conclusion":
                msg = (
                    f'a {self.part} has no side, and this one has "{self.side}"; say in who whose point it is'
                )
                raise StoryError(msg)
        if self.needs and self.part not in ("reason", "rebuttal"):
            msg = f'{self.part} needs no premise, and this one needs "{self.needs[0]}"; remove needs'
            raise StoryError(msg)

    @property
    def is_for(self) -> bool:
        """Whether it speaks for what it answers."""
        return self.part != "rebuttal"

    @property
    def neighbour_ids(self) -> tuple[str, ...]:
        return (self.answers,) if self.answers else ()


@dataclass(frozen=True, kw_only=True)
class Premise(Record):
    """Something that is disputed, or that nobody could check, and that points of the argument map need.

    held_by : who says so, or takes it for granted.
    doubted_by : who or what speaks against it, or why it stays open.
    rests_on : as of an argument.
    """

    noun = "premise"
    needs_source = False

    text: str
    held_by: str
    doubted_by: str
    rests_on: tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_references("rests_on", self.rests_on)


@dataclass(frozen=True, kw_only=True)
class Promise(_Pointing):
    """What somebody said that they, or a thing they run, would do, and what is known of it.

    promise is its name in a few words, said the sense of what was said; known is told as of the last source
    of its strand, in_short the same in the few words that a figure has room for.
    """

    noun = "promise"
    id_form = re.compile(r"p[0-9]{2}")
    id_hint = 'a "p" and two digits, as in p03'
    needs_source = True

    promise: str
    said: str
    who: str
    side: str
    date: str
    strand: str
    outcome: str
    in_short: str
    known: str

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("date", self.date)
        _check_word("side", self.side, words.SIDES)
        _check_word("outcome", self.outcome, words.OUTCOMES)

    @property
    def group(self) -> str:
        """The side group (a key of GROUPS) that the promise is counted with."""
        return words.SIDES[self.side]


@dataclass(frozen=True, kw_only=True)
class Signal(_Pointing):
    """Something to look for: where it would show, and what its coming or staying out would mean, and not mean.

    by is the last day, month or year it is due in, when the same in words, certainty how sure that date is;
    all three are None where no date is set.
    """

    noun = "signal"
    needs_source = True

    look_for: str
    where: str
    by: str | None = None
    when: str | None = None
    certainty: str | None = None
    would_mean: str
    would_not_mean: str
    if_not: str
    strand: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if len({part is None for part in (self.by, self.when, self.certainty)}) > 1:
            msg = "by, when and certainty come together; give all three or leave all three out"
            raise StoryError(msg)
        if self.by is not None:
            _check_date("by", self.by)
            _check_word("certainty", self.certainty, words.CERTAINTIES)
