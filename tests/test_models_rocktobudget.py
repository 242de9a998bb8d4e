"""From rock to a budget line: worked examples, and what must hold whatever the numbers."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.facts import facts, ground
from explainer.models.rocktobudget import (
    ASSUMED_COST_PCT,
    ASSUMED_RECOVERY_PCT,
    BudgetLine,
    budget_line,
    present_share,
)

shares = st.floats(0, 100)
years = st.floats(0, 60)
rates = st.floats(0, 30)
SETTINGS = {
    "total_usd": st.floats(0, 1e14),
    "ore_pct": shares,
    "recovery_pct": shares,
    "cost_pct": shares,
    "delay_years": years,
    "output_years": st.floats(1, 60),
    "discount_pct": rates,
    "public_pct": shares,
}
settings = st.fixed_dictionaries(SETTINGS)


def sums(line: BudgetLine) -> list[float]:
    return [
        line.total_usd,
        line.ore_usd,
        line.recovered_usd,
        line.after_costs_usd,
        line.in_hand_usd,
        line.public_usd,
    ]


def line_of(**changes) -> BudgetLine:
    plain = {"total_usd": 1000, "ore_pct": 100, "recovery_pct": 100, "cost_pct": 0, "public_pct": 100}
    return budget_line(**{**plain, "delay_years": 0, "output_years": 1, "discount_pct": 0, **changes})


# Worked by hand


def test_each_step_takes_its_part_of_what_the_one_before_has_left():
    line = line_of(ore_pct=40, recovery_pct=50, cost_pct=75, public_pct=20)

    assert sums(line) == [1000, 400, 200, 50, 50, 10]
    assert line.kept_pct == 1


def test_one_payment_a_year_away_at_25_per_cent_is_worth_four_fifths():
    assert line_of(discount_pct=25).in_hand_usd == pytest.approx(800)


def test_two_payments_are_marked_down_one_by_one():
    # 500 / 1.25 + 500 / 1.5625 = 400 + 320
    assert line_of(discount_pct=25, output_years=2).in_hand_usd == pytest.approx(720)


def test_a_delay_marks_down_once_more_for_each_year():
    # (400 + 320) / 1.25 ** 2
    assert line_of(discount_pct=25, output_years=2, delay_years=2).in_hand_usd == pytest.approx(460.8)


def test_at_the_start_the_sum_is_the_one_worked_out_by_hand():
    # 6e12 x 0.30 x 0.85 x 0.40 = 612e9; (1 - 1.08^-37) / (0.08 x 37) / 1.08^15 = 0.100326
    line = ground.starting_line()

    assert line.after_costs_usd == pytest.approx(612e9)
    assert line.in_hand_usd == pytest.approx(612e9 * 0.100326, rel=1e-4)
    assert facts()["six-trillion-start-per-person"].value == pytest.approx(30.70e9 / 251.27e6, rel=1e-3)


def test_the_assumed_costs_leave_less_than_the_plan_of_reko_diq():
    kept = ASSUMED_RECOVERY_PCT * (100 - ASSUMED_COST_PCT) / 100

    assert kept < facts()["reko-diq-cash-of-copper-value"].value


# Whatever the numbers


@given(settings)
def test_no_step_adds_anything(values):
    left = sums(budget_line(**values))

    assert all(after <= before * (1 + 1e-12) for before, after in itertools.pairwise(left))
    assert left[-1] >= 0


@given(settings, st.sampled_from(["ore_pct", "recovery_pct", "public_pct"]), shares)
def test_a_larger_share_never_leaves_less(values, name, other):
    small, large = sorted([values[name], other])

    assert (
        budget_line(**{**values, name: small}).public_usd <= budget_line(**{**values, name: large}).public_usd
    )


@given(settings, st.sampled_from(["cost_pct", "delay_years", "discount_pct"]), st.floats(0, 30))
def test_more_cost_waiting_or_discount_never_leaves_more(values, name, more):
    later = {**values, name: min(values[name] + more, 100)}

    assert budget_line(**later).public_usd <= budget_line(**values).public_usd * (1 + 1e-9)


@given(settings, st.floats(0.1, 10))
def test_the_sum_left_grows_as_the_total_does(values, factor):
    larger = budget_line(**{**values, "total_usd": values["total_usd"] * factor})

    assert larger.public_usd == pytest.approx(factor * budget_line(**values).public_usd)


@given(st.integers(0, 40), st.integers(1, 40), rates)
def test_the_present_share_is_the_sum_of_the_payments(delay, output, rate):
    one_by_one = math.fsum((1 + rate / 100) ** -(delay + n) for n in range(1, output + 1)) / output

    assert present_share(delay, output, rate) == pytest.approx(one_by_one, rel=1e-9)


def test_a_rate_near_zero_loses_no_digits():
    assert present_share(10, 37, 1e-9) == pytest.approx(1, abs=1e-8)


# What is refused


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ore_pct": 101}, "ore_pct is 101; give a share from 0 to 100 per cent"),
        ({"public_pct": -1}, "public_pct is -1; give a share from 0 to 100 per cent"),
        ({"cost_pct": math.nan}, "cost_pct is nan; give a share from 0 to 100 per cent"),
        ({"discount_pct": 200}, "discount_pct is 200; give a share from 0 to 100 per cent"),
        ({"total_usd": -5}, "total_usd is -5; give a number of 0 or more"),
        ({"delay_years": math.inf}, "delay_years is inf; give a number of 0 or more"),
        ({"output_years": 0}, "output_years is 0, so nothing is ever paid; give a time above 0"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_one_line(changes, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        line_of(**changes)


def test_nothing_keeps_no_share_of_nothing():
    assert line_of(total_usd=0).kept_pct == 0
