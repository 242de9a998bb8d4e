"""The story's own files: read when first asked for, checked against the register of sources, and kept."""

from functools import cache
from importlib.resources import files

from explainer.story.read import R, read_records
from explainer.story.records import (
    Argument,
    Claim,
    Comparator,
    DealTerm,
    Deposit,
    Event,
    LawNote,
    OpenQuestion,
    Party,
    Premise,
    Promise,
    SeedCheck,
    Signal,
    Strand,
    Term,
)


def _read(name: str, record_class: type[R]) -> tuple[R, ...]:
    from explainer.sources import sources  # here, so that importing the story reads nothing

    return read_records(files("explainer.story") / name, record_class, sources())


@cache
def timeline() -> tuple[Event, ...]:
    """Events in the order of their dates."""
    return _read("timeline.csv", Event)


@cache
def claims() -> tuple[Claim, ...]:
    """The ledger: who said what, with evidence for and against. About a quarter of a second to read."""
    return _read("claims.yaml", Claim)


@cache
def parties() -> tuple[Party, ...]:
    """The sides and bodies of the story, each with its strongest case and the main criticism of it."""
    return _read("parties.yaml", Party)


@cache
def deal_terms() -> tuple[DealTerm, ...]:
    """What is public about each term of the memorandum, and what is not."""
    return _read("deal_terms.csv", DealTerm)


@cache
def comparators() -> tuple[Comparator, ...]:
    """The memorandum and other minerals deals, asked the same questions. The first is the book's subject."""
    return _read("comparators.csv", Comparator)


@cache
def deposits() -> tuple[Deposit, ...]:
    """Named places with minerals in Pakistan, with how sure position and evidence are."""
    return _read("deposits.csv", Deposit)


@cache
def law() -> tuple[LawNote, ...]:
    """Notes on law, institutions and parliament, and on how to read the terms of the memorandum."""
    return _read("law.yaml", LawNote)


@cache
def glossary() -> tuple[Term, ...]:
    """The book's words, each defined once; contested ones say who uses them how."""
    return _read("glossary.yaml", Term)


@cache
def strands() -> tuple[Strand, ...]:
    """How far the evidence reaches for each part of the story."""
    return _read("strands.csv", Strand)


@cache
def open_questions() -> tuple[OpenQuestion, ...]:
    """Questions that nobody has answered in public, as far as was found."""
    return _read("open_questions.yaml", OpenQuestion)


@cache
def seed_checks() -> tuple[SeedCheck, ...]:
    """The article the book started from, sentence by sentence, with what the check of each found."""
    return _read("seed_checks.yaml", SeedCheck)


@cache
def arguments() -> tuple[Argument, ...]:
    """The argument map: conclusions, and what speaks for and against each. `trees` gives them their shape."""
    return _read("arguments.yaml", Argument)


@cache
def premises() -> tuple[Premise, ...]:
    """What is disputed and needed by points of the argument map; `Argument.needs` names them."""
    return _read("premises.yaml", Premise)


@cache
def promises() -> tuple[Promise, ...]:
    """What was promised, by whom, and what is known of it as of the last source of its strand."""
    return _read("promises.yaml", Promise)


@cache
def signals() -> tuple[Signal, ...]:
    """What to look for next: those with a date in the order of their dates, then the others."""
    return _read("signals.yaml", Signal)
