"""Whether the sides of a chapter have cases of like length: the one thing about fairness that can be counted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explainer.prose import Paragraph, paragraphs, words

# The sides that have a case, as the headings name them. Others are reported, not given a case.
SIDES = (
    "Pakistan's government, FWO and SIFC",
    "USSM and the US administration",
    "PTI",
    "other Pakistani parties and provincial voices",
    "China",
    "independent experts and press",
)
FEWEST_WORDS, MOST_WORDS = 110, 150
HIGHEST_RATIO = 1.15  # of the longest case to the shortest

_HEADING = re.compile(r"The case of (?P<side>.+)")


@dataclass(frozen=True)
class Imbalance:
    """One thing to mend: the heading it stands under, what is wrong, what to do."""

    where: str
    what: str
    mend: str


@dataclass(frozen=True)
class Balance:
    """The words of each case by its heading, in the order of the text, and what is out of balance."""

    words: Mapping[str, int]
    findings: tuple[Imbalance, ...]

    @property
    def ratio(self) -> float:
        """Words of the longest case over those of the shortest that has any; 1.0 where none has."""
        counts = [count for count in self.words.values() if count]
        return max(counts) / min(counts) if counts else 1.0


def balance(markdown: str) -> Balance:
    """Count the words of each case in a chapter's Markdown and find what is out of balance.

    A case is the prose under a heading "The case of ...", of any level, up to the next heading. Words are
    counted as everywhere in the book: numbers and code are left out.
    """
    counts: dict[str, int] = {}
    repeated: list[Imbalance] = []
    for heading, prose in _cases(markdown):
        if heading in counts:
            repeated.append(Imbalance(heading, "stands twice", "give each side one case"))
        counts[heading] = counts.get(heading, 0) + sum(len(words(paragraph.text)) for paragraph in prose)
    return Balance(counts, (*repeated, *_sides(counts), *_lengths(counts), *_spread(counts)))


def _cases(markdown: str) -> Iterator[tuple[str, list[Paragraph]]]:
    """Each heading of a case with the prose under it."""
    heading, prose = "", []
    for paragraph in [*paragraphs(markdown), *paragraphs("# end")]:
        if paragraph.kind != "heading":
            prose.append(paragraph)
            continue
        if heading:
            yield heading, prose
        heading, prose = (paragraph.text if _HEADING.fullmatch(paragraph.text) else ""), []


def _sides(counts: Mapping[str, int]) -> Iterator[Imbalance]:
    found = {_HEADING.fullmatch(heading)["side"]: heading for heading in counts}
    for side in SIDES:
        if side not in found:
            yield Imbalance(
                f"The case of {side}", "is missing", "give this side its case, under this heading"
            )
    for side, heading in found.items():
        if side not in SIDES:
            yield Imbalance(heading, "is no side that has a case", f"use one of: {'; '.join(SIDES)}")


def _lengths(counts: Mapping[str, int]) -> Iterator[Imbalance]:
    for heading, count in counts.items():
        if count < FEWEST_WORDS:
            yield Imbalance(heading, f"has {count} words", f"a case has at least {FEWEST_WORDS}")
        elif count > MOST_WORDS:
            yield Imbalance(heading, f"has {count} words", f"a case has at most {MOST_WORDS}")


def _spread(counts: Mapping[str, int]) -> Iterator[Imbalance]:
    told = {heading: count for heading, count in counts.items() if count}
    if Balance(told, ()).ratio <= HIGHEST_RATIO:
        return
    longest, shortest = max(told, key=told.get), min(told, key=told.get)
    yield Imbalance(
        longest,
        f'has {told[longest]} words and "{shortest}" has {told[shortest]}',
        f"keep the longest case within {HIGHEST_RATIO:g} times the shortest",
    )
