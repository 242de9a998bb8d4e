"""What must stand behind a text: records that bear out its numbers, words that say when and take no side.

Prose and items are held to the same; `proof.py` asks it of the book, `quiz/lint.py` of a bank.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from explainer import quantities, references
from explainer.prose import Paragraph
from explainer.quantities import Quantity
from explainer.references import Reference

# Words that date a sentence without saying when, and verbs that carry a side.
UNDATED = re.compile(r"\b(now|today|currently|recently|to date|so far this year)\b", re.IGNORECASE)
LOADED = re.compile(
    r"\b(admit(?:s|ted)|concede[sd]?|confess(?:es|ed)|slam(?:s|med)|blast(?:s|ed)|boast(?:s|ed)|"
    r"brag(?:s|ged)|lash(?:es|ed) out|rant(?:s|ed)|fail(?:s|ed) to|claim(?:s|ed) (?:that|to)|so-called)\b",
    re.IGNORECASE,
)


def bears_out(target: Reference, quantity: Quantity) -> bool:
    """Whether a record carries a number as it is written: as a fact's value, or in its own text."""
    if target.kind == "fact" and quantities.holds(quantity, target.record.value):
        return True
    return contains(target, quantity)


def unbacked(text: str, targets: Collection[Reference]) -> Iterator[Quantity]:
    """The numbers of a text that none of the records bears out."""
    for quantity in quantities.quantities(text):
        if not any(bears_out(target, quantity) for target in targets):
            yield quantity


def contains(target: Reference, quantity: Quantity) -> bool:
    """Whether a record's own text contains the number."""
    return any(abs(number - quantity.value) < quantity.step * 1e-6 for number in _numbers_of(target.name))


@cache
def _numbers_of(name: str) -> frozenset[float]:
    return frozenset(quantities.numbers_of(references.reference(name).text))


def refused_words(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Words outside quotation marks that hide a date or take a side: what is wrong, and the mend."""
    text = paragraph.text
    for start, end, _ in paragraph.quotations():
        text = text[:start] + " " * (end - start) + text[end:]
    for match in UNDATED.finditer(text):
        yield f'"{match.group()}" does not say when', 'give the date, as in "as of March 2026"'
    for match in LOADED.finditer(text):
        yield f'"{match.group()}" takes a side', 'write "said", "did not" or the plain verb'
