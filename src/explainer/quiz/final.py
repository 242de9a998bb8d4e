"""The quiz of the whole book: items drawn evenly from the banks of all chapters."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice, zip_longest

from explainer.quiz.item import Bank, Item, digest

FINAL = "final"
COUNT = 15


def draw(banks: Iterable[Bank], count: int = COUNT) -> Bank:
    """Draw `count` scored items, one a chapter in turn, the same ones for the same banks.

    The order within a chapter follows a digest of each item's id, so that an item added changes little of
    the rest, and one edited nothing. An item keeps its words and gets its chapter's name before its id. One that needs
    something of its chapter's page, such as an explorer, stays there.
    """
    rounds = zip_longest(*(sorted(_scored(bank), key=lambda item: digest(item.id)) for bank in banks))
    drawn = islice((item for item in chain.from_iterable(rounds) if item is not None), count)
    return Bank(FINAL, "The whole book", tuple(sorted(drawn, key=lambda item: item.id)))


def _scored(bank: Bank) -> list[Item]:
    items = (item for item in bank.items if item.part == "after" and item.needs is None)
    return [replace(item, id=f"{bank.name}-{item.id}") for item in items]
