"""Who did and said what: timeline, claims, parties, terms, comparators, deposits, law and glossary.

Importing reads nothing; each function reads its file when first called. STRANDS is `strands()`.
"""

from typing import Any

from explainer.story import dates
from explainer.story.dates import spelled
from explainer.story.packaged import (
    claims,
    comparators,
    deal_terms,
    deposits,
    glossary,
    law,
    open_questions,
    parties,
    seed_checks,
    strands,
    timeline,
)
from explainer.story.read import read_records
from explainer.story.records import (
    Claim,
    Comparator,
    DealTerm,
    Deposit,
    Event,
    Evidence,
    LawNote,
    OpenQuestion,
    Party,
    Record,
    SeedCheck,
    StoryError,
    Strand,
    Term,
)
from explainer.story.words import CERTAINTIES, GROUPS, KINDS, SIDES, STATUS_MEANINGS, STATUSES

__all__ = [
    "CERTAINTIES",
    "GROUPS",
    "KINDS",
    "SIDES",
    "STATUSES",
    "STATUS_MEANINGS",
    "STRANDS",
    "Claim",
    "Comparator",
    "DealTerm",
    "Deposit",
    "Event",
    "Evidence",
    "LawNote",
    "OpenQuestion",
    "Party",
    "Record",
    "SeedCheck",
    "StoryError",
    "Strand",
    "Term",
    "claims",
    "comparators",
    "dates",
    "deal_terms",
    "deposits",
    "glossary",
    "law",
    "open_questions",
    "parties",
    "read_records",
    "seed_checks",
    "spelled",
    "strands",
    "timeline",
]


def __getattr__(name: str) -> Any:
    """Give STRANDS as a name, read on first use like the rest."""
    if name == "STRANDS":
        return strands()
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
