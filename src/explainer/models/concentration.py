"""Shares of a market and how concentrated it is, before and after somebody new joins it.

The Herfindahl-Hirschman index (HHI) is the sum of the squares of all shares in per cent: 10,000 where one producer
makes everything, near zero where very many make a little each. Where a source adds some producers up as "rest of
world", the index is a range: least if the rest is very many, most if it is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType

HHI_OF_ONE = 10_000.0


@dataclass(frozen=True)
class Market:
    """Who produces how much of one thing in one year.

    Parameters
    ----------
    tonnes : by producer, one line each.
    rest_t : what others make together, where nobody says how it is split.

    Raises
    ------
    ValueError
        If a number is below zero, or there is no production at all.
    """

    tonnes: Mapping[str, float]
    rest_t: float = 0.0
    total_t: float = field(init=False)

    def __post_init__(self) -> None:
        for who, tonnes in {**self.tonnes, "the rest": self.rest_t}.items():
            _check_tonnes(tonnes, who)
        object.__setattr__(self, "tonnes", MappingProxyType(dict(self.tonnes)))
        object.__setattr__(self, "total_t", sum(self.tonnes.values()) + self.rest_t)
        if self.total_t <= 0:
            msg = "a market without production has no shares: give at least one producer above 0 t"
            raise ValueError(msg)

    def share_pct(self, producer: str) -> float:
        """Share of one producer in per cent; 0 if it is not in this market."""
        return 100 * self.tonnes.get(producer, 0.0) / self.total_t

    @property
    def rest_pct(self) -> float:
        """Share of the rest in per cent."""
        return 100 * self.rest_t / self.total_t

    @property
    def hhi(self) -> tuple[float, float]:
        """The least and the most the index can be; alike where the rest is nothing.

        Examples
        --------
        >>> Market({"a": 50, "b": 50}).hhi
        (5000.0, 5000.0)
        >>> Market({"a": 50}, rest_t=50).hhi
        (2500.0, 5000.0)
        """
        named = sum(self.share_pct(producer) ** 2 for producer in self.tonnes)
        return named, named + self.rest_pct**2

    def joined_by(self, producer: str, tonnes: float) -> "Market":
        """The market after a producer adds so many tonnes a year and all others make what they made.

        Raises
        ------
        ValueError
            If the tonnes are below zero.
        """
        _check_tonnes(tonnes, producer)
        return Market({**self.tonnes, producer: self.tonnes.get(producer, 0.0) + tonnes}, self.rest_t)


def _check_tonnes(tonnes: float, who: str) -> None:
    if not (isfinite(tonnes) and tonnes >= 0):
        msg = f"{who} with {tonnes} t a year: give tonnes from 0 up"
        raise ValueError(msg)


def equal_producers(hhi: float) -> float:
    """How many producers of equal size would give this index.

    Raises
    ------
    ValueError
        If the index is not above 0 and at most 10,000.

    Examples
    --------
    >>> equal_producers(10_000), equal_producers(2_500)
    (1.0, 4.0)
    """
    if not 0 < hhi <= HHI_OF_ONE * (1 + 1e-9):
        msg = f"an index of {hhi}: it lies above 0 and at most at {HHI_OF_ONE:,.0f}"
        raise ValueError(msg)
    return HHI_OF_ONE / hhi
