"""The order in which options and entries are shown: shuffled, and the same again for the same seed.

`widgets/quiz.js` holds the same rule; `tests/shuffle_cases.json` holds both to it.
"""

from collections.abc import Iterable

from explainer.quiz.item import Item
from explainer.quiz.types import Order

# FNV-1a over the UTF-8 bytes, 32 bits: a few lines in any language, with no state to carry.
_BASIS, _PRIME = 2166136261, 16777619


def scatter(text: str) -> int:
    """A number from 0 to 2**32 - 1 that is the same for the same text and looks like chance for others."""
    value = _BASIS
    for byte in text.encode():
        value = (value ^ byte) * _PRIME % 2**32
    # A last stir, or texts that differ at their end alone would stay in their order.
    value = (value ^ value >> 16) * 0x45D9F3B % 2**32
    return value ^ value >> 16


def shuffled(ids: Iterable[str], seed: str, salt: str) -> list[str]:
    """The ids in an order that depends on the seed and on the salt (the item), and on nothing else."""
    return sorted(ids, key=lambda id: (scatter(f"{seed}|{salt}|{id}"), id))


def shown_order(item: Item, ids: Iterable[str], seed: str = "") -> list[str]:
    """The order in which the entries or options of an item are shown.

    An order item never begins in its right order: it would be given away.
    """
    shown = shuffled(ids, seed, item.id)
    return [*shown[1:], shown[0]] if isinstance(item, Order) and shown == list(item.entries) else shown
