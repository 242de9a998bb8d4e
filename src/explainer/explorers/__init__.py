"""The explorers of the book, one module each: the function `ore_to_magnet` stands in `oretomagnet`.

They load matplotlib when first used, so `import explainer.explorers` stays light.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from explainer.errors import did_you_mean

# A new explorer is named here.
NAMES = ("in_a_product", "ore_to_magnet", "new_producer", "six_trillion", "how_long_until", "what_if_true")

__all__ = ["NAMES", "every_explorer", "explorer_of"]


def every_explorer() -> Iterator[tuple[str, Any]]:
    """Every explorer of the book, by its name, in the order of the chapters."""
    for name in NAMES:
        yield name, __getattr__(name)


def explorer_of(id: str) -> Any:
    """The explorer with the id that its section has on a page, as in "ore-to-magnet".

    Raises
    ------
    ValueError
        If the book has none of that id.
    """
    name = id.replace("-", "_")
    if name not in NAMES:
        msg = f'a page shows an explorer "{id}", which the book has not; name it in explainer/explorers/__init__.py'
        raise ValueError(msg)
    return __getattr__(name)


def __getattr__(name: str) -> Any:
    if name in NAMES:
        return getattr(import_module(f"explainer.explorers.{name.replace('_', '')}"), name)
    hint = did_you_mean(name, NAMES) or f"; it has {', '.join(NAMES)}"
    msg = f'explainer.explorers has no "{name}"{hint}'
    raise AttributeError(msg)
