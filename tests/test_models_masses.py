"""Masses that are known, half known or not known, in many things and as a share of a year's production."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.models import masses
from explainer.models.masses import Mass, rare_earths_in, share_of_year

KG = st.floats(0, 1e9)
MANY = st.floats(1e-3, 1e8)


@st.composite
def any_mass(draw) -> Mass:
    """A mass of every kind: nothing, a value, a range, an upper bound, a range with an open end."""
    if draw(st.booleans()):
        return Mass()
    low, high = sorted((draw(KG), draw(KG)))
    return Mass(draw(st.sampled_from([None, low])), high, draw(st.booleans()))


# Worked by hand.
def test_a_megawatt_without_gears_holds_150_to_255_kg_of_rare_earths():
    # 500 kg x 0.30 and 850 kg x 0.30
    assert rare_earths_in(Mass(500, 850), share_pct=30) == Mass(150, 255)


def test_ten_million_cars_at_a_kilogram_are_ten_per_cent_of_a_hundred_thousand_tonnes():
    # 10,000,000 x 1 kg = 10,000 t
    assert share_of_year(Mass(1, 1).times(1e7), world_t=100_000) == pytest.approx((10, 10))


def test_two_sources_that_do_not_agree_span_a_range():
    assert Mass(0.3, 0.6).spanning(Mass(1, 1)) == Mass(0.3, 1)


def test_the_open_end_of_the_higher_source_stays_open():
    assert Mass(417, 417).spanning(Mass(400, 500, or_more=True)) == Mass(400, 500, or_more=True)
    assert Mass(417, 500).spanning(Mass(400, 400, or_more=True)) == Mass(400, 500)


def test_the_examples_of_the_documentation_hold():
    assert doctest.testmod(masses).failed == 0


# By property.
@given(any_mass(), MANY, MANY)
def test_a_range_grows_with_the_number_and_keeps_what_it_is(mass, few, many):
    few, many = sorted((few, many))

    small, large = mass.times(few), mass.times(many)

    assert (small.is_known, small.or_more, small.low_kg is None) == (
        mass.is_known,
        mass.or_more,
        mass.low_kg is None,
    )
    if mass.is_known:
        assert small.high_kg <= large.high_kg


@given(MANY, st.floats(1, 1e8))
def test_what_is_not_known_never_becomes_a_number(many, world_t):
    nothing = Mass().times(many)

    assert not nothing.is_known
    assert share_of_year(nothing, world_t=world_t) == (None, None)


@given(any_mass(), st.floats(1, 1e8))
def test_a_share_has_the_ends_of_the_mass(mass, world_t):
    low, high = share_of_year(mass, world_t=world_t)

    assert (low is None, high is None) == (mass.low_kg is None, mass.high_kg is None)
    if low is not None:
        assert 0 <= low <= high


@given(KG, st.floats(0.1, 100))
def test_a_magnet_never_holds_more_rare_earth_than_magnet(kg, share_pct):
    assert rare_earths_in(Mass(kg, kg), share_pct=share_pct).high_kg <= kg


# Refused.
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Mass(-1, 2), "a mass of -1 kg: give kilograms from 0 up, or None"),
        (lambda: Mass(0, float("nan")), "a mass of nan kg"),
        (lambda: Mass(3, 2), "a mass from 3 to 2 kg: the lower end comes first"),
        (lambda: Mass(3), "a mass from 3 kg without an upper end"),
        (lambda: Mass(or_more=True), "without an upper end"),
        (lambda: Mass(1, 2).times(0), "0 times a mass: give a number above 0"),
        (lambda: Mass(1, 2).spanning(Mass()), "needs a lower end in both"),
        (lambda: Mass(1, 2).spanning(Mass(None, 2)), "needs a lower end in both"),
        (lambda: rare_earths_in(Mass(1, 2), share_pct=130), "rare earths are 130 % of a magnet"),
        (lambda: share_of_year(Mass(1, 2), world_t=0), "a world production of 0 t: give tonnes above 0"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_one_line(wrong, message):
    with pytest.raises(ValueError, match=message) as caught:
        wrong()

    assert "\n" not in str(caught.value)
