"""The chain from a magnet back to the ore."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.facts import facts
from explainer.models import orechain
from explainer.models.orechain import OXIDE_PER_METAL, chain

SHARE = st.floats(0.01, 100)
NOLANS = {
    "magnet": 1,
    "rare_earths_pct": 30,
    "metal_loss_pct": 20,
    "ndpr_pct": 26.4,
    "grade_pct": 3,
    "recovery_pct": 44,
}


# Worked by hand.
def test_one_kilogram_of_magnet_from_an_ore_like_that_of_nolans():
    """0.3 kg metal; / 0.8 = 0.375; x 336.48 / 288.48 = 0.4374 oxide; / 0.264 = 1.6568 oxides; / (0.03 x 0.44) = 125.5."""
    found = chain(**NOLANS)

    assert found.metal == pytest.approx(0.3)
    assert found.ndpr_oxide == pytest.approx(0.43740, abs=5e-6)
    assert found.oxides == pytest.approx(1.65680, abs=5e-6)
    assert found.ore == pytest.approx(125.515, abs=1e-3)
    assert found.other_oxides == pytest.approx(1.21941, abs=5e-6)
    assert found.waste == pytest.approx(123.859, abs=1e-3)


def test_the_steps_agree_with_the_exercise_of_the_chapter():
    """The exercise takes 75 t of ore for a tonne of oxides from the plan, the model 1 / (3 % x 44 %) = 75.8."""
    found = chain(**NOLANS)

    assert found.ndpr_oxide == pytest.approx(facts()["exercise-oxide-per-magnet"].value)
    assert found.oxides == pytest.approx(facts()["exercise-reo-per-magnet"].value)
    assert found.ore == pytest.approx(facts()["exercise-ore-per-magnet"].value, rel=0.02)


def test_the_examples_of_the_documentation_hold():
    assert doctest.testmod(orechain).failed == 0


# By property.
@given(st.floats(1e-3, 1e6), SHARE, st.floats(0, 99), SHARE, SHARE, SHARE)
def test_nothing_is_made_on_the_way(magnet, rare_earths, loss, ndpr, grade, recovery):
    found = chain(
        magnet=magnet,
        rare_earths_pct=rare_earths,
        metal_loss_pct=loss,
        ndpr_pct=ndpr,
        grade_pct=grade,
        recovery_pct=recovery,
    )

    slack = 1 + 1e-9
    assert found.metal <= found.magnet * slack
    assert found.metal * OXIDE_PER_METAL <= found.ndpr_oxide * slack
    assert found.ndpr_oxide <= found.oxides * slack
    assert found.oxides <= found.ore * slack


@given(st.floats(1, 1000), st.floats(1, 50), st.floats(1, 50))
def test_ore_is_in_proportion_to_the_magnet_and_against_grade_and_recovery(magnet, grade, recovery):
    found = chain(**{**NOLANS, "magnet": magnet, "grade_pct": grade, "recovery_pct": recovery})
    richer = chain(**{**NOLANS, "magnet": magnet, "grade_pct": 2 * grade, "recovery_pct": recovery})
    cleaner = chain(**{**NOLANS, "magnet": magnet, "grade_pct": grade, "recovery_pct": 2 * recovery})

    assert found.ore == pytest.approx(2 * richer.ore)
    assert found.ore == pytest.approx(2 * cleaner.ore)
    assert found.oxides == pytest.approx(richer.oxides)


# Refused.
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"magnet": 0}, "a magnet of 0: give a mass above 0"),
        ({"magnet": float("inf")}, "a magnet of inf"),
        ({"grade_pct": 0}, "ore grade of 0 %: give per cent, above 0 and at most 100"),
        ({"ndpr_pct": 120}, "NdPr in the oxides of 120 %"),
        ({"recovery_pct": -4}, "recovery of -4 %"),
        ({"rare_earths_pct": float("nan")}, "rare earths in the magnet of nan %"),
        ({"metal_loss_pct": 100}, "loss in metal making of 100 %: give per cent, from 0 to below 100"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_one_line(wrong, message):
    with pytest.raises(ValueError, match=message) as caught:
        chain(**{**NOLANS, **wrong})

    assert "\n" not in str(caught.value)
