"""From rock in the ground to a budget line: what is taken off on the way, step by step.

The arithmetic of a project's value, for a whole total at once. All sums are in US dollars of one year's
worth: prices are taken not to change. Shares are in per cent, 0 to 100.
"""

import math
from dataclasses import dataclass

# No source in this book gives these for a whole country's minerals, so they are assumptions.
ASSUMED_RECOVERY_PCT = 85.0
ASSUMED_COST_PCT = 60.0
ASSUMED_DISCOUNT_PCT = 8.0


@dataclass(frozen=True)
class BudgetLine:
    """What is left of a total after each step, in dollars. Each is at most the one before.

    total_usd : rock in the ground times a price.
    ore_usd : the part that is worth mining.
    recovered_usd : what mines and plants get out of it.
    after_costs_usd : what is left of the sales after all costs.
    in_hand_usd : the same, counted as money in hand: its present value.
    public_usd : the part of that which public bodies receive.
    """

    total_usd: float
    ore_usd: float
    recovered_usd: float
    after_costs_usd: float
    in_hand_usd: float
    public_usd: float

    @property
    def kept_pct(self) -> float:
        """The public sum in hand, in per cent of the total; 0 of nothing."""
        return 100 * self.public_usd / self.total_usd if self.total_usd else 0.0


def budget_line(
    total_usd: float,
    *,
    ore_pct: float,
    delay_years: float,
    public_pct: float,
    output_years: float,
    recovery_pct: float = ASSUMED_RECOVERY_PCT,
    cost_pct: float = ASSUMED_COST_PCT,
    discount_pct: float = ASSUMED_DISCOUNT_PCT,
) -> BudgetLine:
    """Follow a total from rock in the ground to public money in hand.

    Parameters
    ----------
    total_usd : value of all rock at one price, in dollars.
    ore_pct : share of it that is worth mining, in per cent.
    delay_years : years until the first output.
    public_pct : share of what is left that public bodies receive, in per cent.
    output_years : years of output, in even parts.
    recovery_pct : share of the ore's value that is not lost on the way, in per cent.
    cost_pct : all costs, in per cent of sales; building is spread over the years of output as sales are.
    discount_pct : the yearly rate at which money due later is marked down, in per cent.

    Raises
    ------
    ValueError
        If a share is not 0 to 100, the total or a time is negative or not a number, or there is no output.

    Examples
    --------
    >>> line = budget_line(1000, ore_pct=50, recovery_pct=80, cost_pct=75, delay_years=0, output_years=1,
    ...                    discount_pct=0, public_pct=50)
    >>> line.ore_usd, line.recovered_usd, line.after_costs_usd, line.in_hand_usd, line.public_usd
    (500.0, 400.0, 100.0, 100.0, 50.0)
    """
    _check_sum("total_usd", total_usd)
    shares = {
        "ore_pct": ore_pct,
        "recovery_pct": recovery_pct,
        "cost_pct": cost_pct,
        "public_pct": public_pct,
    }
    for name, share in shares.items():
        _check_share(name, share)
    ore = total_usd * ore_pct / 100
    recovered = ore * recovery_pct / 100
    after_costs = recovered * (100 - cost_pct) / 100
    in_hand = after_costs * present_share(delay_years, output_years, discount_pct)
    return BudgetLine(total_usd, ore, recovered, after_costs, in_hand, in_hand * public_pct / 100)


def present_share(delay_years: float, output_years: float, discount_pct: float) -> float:
    """What one dollar is worth in hand if it comes in even yearly parts, after a delay.

    Each part is paid at the end of its year of output; the first year begins when the delay ends. This is
    the present value of an annuity of 1/n a year, put off by d years: (1 - v^n) / (r n) * v^d with
    v = 1 / (1 + r). A textbook formula (for instance Brealey, Myers and Allen, Principles of Corporate Finance,
    chapter "How to calculate present values").

    Parameters
    ----------
    delay_years : d, years until the first output, 0 or more.
    output_years : n, years of output, above 0.
    discount_pct : r, in per cent a year, 0 to 100.

    Returns
    -------
    float
        Unitless, from 0 to 1.

    Raises
    ------
    ValueError
        If a value is out of its range.

    Examples
    --------
    >>> round(present_share(0, 1, 25), 9), round(present_share(1, 1, 25), 9), present_share(30, 37, 0)
    (0.8, 0.64, 1.0)
    """
    _check_sum("delay_years", delay_years)
    _check_sum("output_years", output_years)
    _check_share("discount_pct", discount_pct)
    if output_years == 0:
        msg = "output_years is 0, so nothing is ever paid; give a time above 0"
        raise ValueError(msg)
    rate = discount_pct / 100
    if rate == 0:
        return 1.0
    # expm1 and log1p: for rates near zero the plain formula loses its digits.
    per_year = math.log1p(rate)
    even = -math.expm1(-output_years * per_year) / (rate * output_years)
    return even * math.exp(-delay_years * per_year)


def _check_sum(name: str, value: float) -> None:
    if not math.isfinite(value) or value < 0:
        msg = f"{name} is {value:g}; give a number of 0 or more"
        raise ValueError(msg)


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 100:  # false for NaN too
        msg = f"{name} is {value:g}; give a share from 0 to 100 per cent"
        raise ValueError(msg)
