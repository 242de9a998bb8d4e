"""Who did and said what: timeline, claims, arguments, parties, terms, comparators, deposits, law, glossary.

Importing reads nothing; each function reads its file when first called. STRANDS is `strands()`.
"""

from typing import Any

from explainer.story import dates
from explainer.story.dates import spelled
from explainer.story.packaged import (
    arguments,
    claims,
    comparators,
    deal_terms,
    deposits,
    glossary,
    law,
    open_questions,
    parties,
    premises,
    promises,
    seed_checks,
    signals,
    strands,
    timeline,
)
from explainer.story.read import read_records
from explainer.story.records import (
    Argument,
    Claim,
    Comparator,
    DealTerm,
    Deposit,
    Event,
    Evidence,
    LawNote,
    OpenQuestion,
    Party,
    Premise,
    Promise,
    Record,
    SeedCheck,
    Signal,
    StoryError,
    Strand,
    Term,
)
from explainer.story.trees import Step, trees
from explainer.story.words import ARGUMENT_PARTS, CERTAINTIES, GROUPS, KINDS, SIDES, STATUS_MEANINGS, STATUSES

__all__ = [
    "ARGUMENT_PARTS",
    "CERTAINTIES",
    "GROUPS",
    "KINDS",
    "SIDES",
    "STATUSES",
    "STATUS_MEANINGS",
    "STRANDS",
    "Argument",
    "Claim",
    "Comparator",
    "DealTerm",
    "Deposit",
    "Event",
    "Evidence",
    "LawNote",
    "OpenQuestion",
    "Party",
    "Premise",
    "Promise",
    "Record",
    "SeedCheck",
    "Signal",
    "Step",
    "StoryError",
    "Strand",
    "Term",
    "arguments",
    "claims",
    "comparators",
    "dates",
    "deal_terms",
    "deposits",
    "glossary",
    "law",
    "open_questions",
    "parties",
    "premises",
    "promises",
    "read_records",
    "seed_checks",
    "signals",
    "spelled",
    "strands",
    "timeline",
    "trees",
]


def __getattr__(name: str) -> Any:
    """Give STRANDS as a name, read on first use like the rest."""
    if name == "STRANDS":
        return strands()
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
