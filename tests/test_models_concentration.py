"""Shares and the Herfindahl-Hirschman index."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.models import concentration
from explainer.models.concentration import HHI_OF_ONE, Market, equal_producers

TONNES = st.floats(1, 1e6)
MARKETS = st.builds(Market, st.dictionaries(st.sampled_from("abcdef"), TONNES, min_size=1), st.floats(0, 1e6))


# Worked by hand.
def test_three_producers_of_50_30_and_20_per_cent_have_an_index_of_3800():
    # 2,500 + 900 + 400
    market = Market({"a": 500, "b": 300, "c": 200})

    assert [market.share_pct(who) for who in "abc"] == [50, 30, 20]
    assert market.hhi == (3800, 3800)


def test_a_rest_that_nobody_splits_makes_the_index_a_range():
    # 60^2 + 20^2 = 4,000; if the last 20 % are one country, 400 more
    assert Market({"a": 60, "b": 20}, rest_t=20).hhi == pytest.approx((4000, 4400))


def test_a_newcomer_of_100_beside_300_and_100_lowers_the_index():
    before = Market({"a": 300, "b": 100})  # 75^2 + 25^2 = 6,250
    after = before.joined_by("new", 100)  # 60^2 + 20^2 + 20^2 = 4,400

    assert before.hhi[0] == pytest.approx(6250)
    assert after.hhi[0] == pytest.approx(4400)
    assert after.total_t == 500


def test_equal_producers_undo_the_index():
    assert equal_producers(Market(dict.fromkeys("abcd", 7)).hhi[0]) == pytest.approx(4)


def test_the_examples_of_the_documentation_hold():
    assert doctest.testmod(concentration).failed == 0


# By property.
@given(MARKETS)
def test_shares_make_a_hundred_and_the_index_lies_between_its_bounds(market):
    low, high = market.hhi

    assert sum(map(market.share_pct, market.tonnes)) + market.rest_pct == pytest.approx(100)
    assert 0 < low <= high <= HHI_OF_ONE * (1 + 1e-9)
    assert high - low == pytest.approx(market.rest_pct**2, abs=1e-6)


@given(MARKETS, TONNES)
def test_a_newcomer_takes_share_from_everybody_and_tonnes_from_nobody(market, tonnes):
    after = market.joined_by("new", tonnes)

    assert after.total_t == pytest.approx(market.total_t + tonnes)
    for who in market.tonnes:
        assert after.tonnes[who] == market.tonnes[who]
        assert after.share_pct(who) < market.share_pct(who)


@given(MARKETS)
def test_a_newcomer_of_nothing_changes_nothing(market):
    assert market.joined_by("new", 0).hhi == pytest.approx(market.hhi)


@given(MARKETS, st.floats(0.01, 1e6))
def test_the_index_does_not_know_the_unit(market, factor):
    scaled = Market({who: factor * t for who, t in market.tonnes.items()}, factor * market.rest_t)

    assert scaled.hhi == pytest.approx(market.hhi)


# Refused.
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Market({"a": -1}), "a with -1 t a year: give tonnes from 0 up"),
        (lambda: Market({"a": 1}, rest_t=float("nan")), "the rest with nan t a year"),
        (lambda: Market({}), "a market without production has no shares"),
        (lambda: Market({"a": 0}), "a market without production has no shares"),
        (lambda: Market({"a": 1}).joined_by("new", -3), "new with -3 t a year"),
        (lambda: equal_producers(0), "an index of 0: it lies above 0 and at most at 10,000"),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_one_line(wrong, message):
    with pytest.raises(ValueError, match=message) as caught:
        wrong()

    assert "\n" not in str(caught.value)
