"""From a magnet back to the ore: one division for each step of the chain.

    metal  = magnet x rare earths in a magnet / (1 - loss in metal making)
    oxide  = metal x mass of Nd2O3 / mass of the neodymium in it
    oxides = oxide / NdPr share of the oxides
    ore    = oxides / (grade x recovery)

It assumes that all rare earths of the magnet are NdPr, that NdPr is recovered like the other rare earths, that the
oxygen which leaves with the making of metal is no part of the loss, and that magnet making loses nothing.
"""

from dataclasses import dataclass
from math import isfinite

# From a mass of metal to the mass of its oxide: Nd2O3 over two Nd, by molar mass. Used for praseodymium too.
OXIDE_PER_METAL = 336.48 / 288.48


@dataclass(frozen=True)
class Chain:
    """The masses along the chain for one magnet, all in kilograms (or all in tonnes, for tonnes of magnet).

    Parameters
    ----------
    magnet : what is made.
    metal : rare-earth metal in it.
    ndpr_oxide : NdPr oxide that metal making is given.
    oxides : all rare-earth oxides that are separated to have that NdPr oxide.
    ore : what is dug for it; rock moved to reach the ore is not counted.
    """

    magnet: float
    metal: float
    ndpr_oxide: float
    oxides: float
    ore: float

    @property
    def other_oxides(self) -> float:
        """Oxides of the other rare earths, separated along with NdPr."""
        return self.oxides - self.ndpr_oxide

    @property
    def waste(self) -> float:
        """What is left of the ore: tailings and residues, the rare earths lost in them included."""
        return self.ore - self.oxides


def chain(
    *,
    magnet: float,
    rare_earths_pct: float,
    metal_loss_pct: float,
    ndpr_pct: float,
    grade_pct: float,
    recovery_pct: float,
) -> Chain:
    """Work back from a magnet to the ore.

    Parameters
    ----------
    magnet : mass of the magnet, in kilograms or tonnes; the results are in the same unit.
    rare_earths_pct : rare earths in the magnet, per cent by mass, as metal.
    metal_loss_pct : lost when oxide is made into metal, per cent.
    ndpr_pct : NdPr oxide in all rare-earth oxides of the ore, per cent.
    grade_pct : rare-earth oxides in the ore, per cent.
    recovery_pct : rare-earth oxides that reach the separated oxide, per cent of those in the ore.

    Raises
    ------
    ValueError
        If the mass is not above zero, a share not above 0 and at most 100, or the loss not from 0 to below 100.

    Examples
    --------
    A magnet that is all rare earth, from a metal works that loses nothing and an ore that is all NdPr oxide:

    >>> pure = chain(magnet=1, rare_earths_pct=100, metal_loss_pct=0, ndpr_pct=100, grade_pct=100, recovery_pct=100)
    >>> pure.ore == OXIDE_PER_METAL and pure.waste == 0
    True
    """
    if not (isfinite(magnet) and magnet > 0):
        msg = f"a magnet of {magnet}: give a mass above 0"
        raise ValueError(msg)
    shares = {
        "rare earths in the magnet": rare_earths_pct,
        "NdPr in the oxides": ndpr_pct,
        "ore grade": grade_pct,
        "recovery": recovery_pct,
    }
    for what, share in shares.items():
        if not 0 < share <= 100:
            msg = f"{what} of {share} %: give per cent, above 0 and at most 100"
            raise ValueError(msg)
    if not 0 <= metal_loss_pct < 100:
        msg = f"loss in metal making of {metal_loss_pct} %: give per cent, from 0 to below 100"
        raise ValueError(msg)
    metal = magnet * rare_earths_pct / 100
    ndpr_oxide = metal / (1 - metal_loss_pct / 100) * OXIDE_PER_METAL
    oxides = ndpr_oxide / (ndpr_pct / 100)
    ore = oxides / (grade_pct / 100 * recovery_pct / 100)
    return Chain(magnet, metal, ndpr_oxide, oxides, ore)
