"""How much of a material many things hold, and which share of a year's production that is.

The mass in one thing is handed in as far as it is known: a value, a range, an upper or a lower bound, or nothing.
Nothing stays nothing however many things there are; it never turns into zero.
"""

from dataclasses import dataclass
from math import isfinite

KG_PER_T = 1000


@dataclass(frozen=True)
class Mass:
    """A mass in kilograms, as far as it is known.

    Parameters
    ----------
    low_kg, high_kg : the ends; alike for a value. low_kg None with a high_kg is "up to"; both None is not known.
    or_more : whether the upper end is itself a lower bound, as "more than 400 kg".

    Raises
    ------
    ValueError
        If an end is below zero or no number, the ends are the wrong way round, or only the lower end is given.
    """

    low_kg: float | None = None
    high_kg: float | None = None
    or_more: bool = False

    def __post_init__(self) -> None:
        for end in (self.low_kg, self.high_kg):
            if end is not None and not (isfinite(end) and end >= 0):
                msg = f"a mass of {end} kg: give kilograms from 0 up, or None where it is not known"
                raise ValueError(msg)
        if self.high_kg is None and (self.low_kg is not None or self.or_more):
            msg = f"a mass from {self.low_kg} kg without an upper end: repeat the value, with or_more where it is a bound"
            raise ValueError(msg)
        if self.low_kg is not None and self.low_kg > self.high_kg:
            msg = f"a mass from {self.low_kg} to {self.high_kg} kg: the lower end comes first"
            raise ValueError(msg)

    @property
    def is_known(self) -> bool:
        return self.high_kg is not None

    def times(self, factor: float) -> "Mass":
        """So many times as much; what is not known stays so.

        Raises
        ------
        ValueError
            If the factor is not above zero.

        Examples
        --------
        >>> Mass(1, 2).times(10)
        Mass(low_kg=10, high_kg=20, or_more=False)
        >>> Mass().times(1_000_000).is_known
        False
        """
        if not (isfinite(factor) and factor > 0):
            msg = f"{factor} times a mass: give a number above 0"
            raise ValueError(msg)
        low, high = (None if end is None else end * factor for end in (self.low_kg, self.high_kg))
        return Mass(low, high, self.or_more)

    def spanning(self, other: "Mass") -> "Mass":
        """The range that holds both, for two sources that do not agree.

        Raises
        ------
        ValueError
            If either is not known, or has no lower end: then there is no range.
        """
        if None in (self.low_kg, other.low_kg):
            msg = "a range over two sources needs a lower end in both; keep them apart"
            raise ValueError(msg)
        highest = max(self.high_kg, other.high_kg)
        or_more = any(mass.or_more for mass in (self, other) if mass.high_kg == highest)
        return Mass(min(self.low_kg, other.low_kg), highest, or_more)


def rare_earths_in(magnet: Mass, *, share_pct: float) -> Mass:
    """Rare earths (as metal) in a magnet of some mass.

    Parameters
    ----------
    magnet : of neodymium, iron and boron.
    share_pct : rare earths in it, in per cent by mass.

    Raises
    ------
    ValueError
        If the share is not above 0 and at most 100.

    Examples
    --------
    >>> rare_earths_in(Mass(500, 850), share_pct=30)
    Mass(low_kg=150.0, high_kg=255.0, or_more=False)
    """
    if not 0 < share_pct <= 100:
        msg = f"rare earths are {share_pct} % of a magnet: give per cent, above 0 and at most 100"
        raise ValueError(msg)
    return magnet.times(share_pct / 100)


def share_of_year(mass: Mass, *, world_t: float) -> tuple[float | None, float | None]:
    """Both ends of a mass as a share of a year's world production, in per cent; None where an end is not known.

    Parameters
    ----------
    world_t : the production of a year, in tonnes, counted in the same way as the mass.

    Raises
    ------
    ValueError
        If the production is not above zero.

    Examples
    --------
    >>> share_of_year(Mass(3_000_000, 10_000_000), world_t=100_000)
    (3.0, 10.0)
    """
    if not (isfinite(world_t) and world_t > 0):
        msg = f"a world production of {world_t} t: give tonnes above 0"
        raise ValueError(msg)
    low, high = (
        None if end is None else 100 * end / (world_t * KG_PER_T) for end in (mass.low_kg, mass.high_kg)
    )
    return low, high
