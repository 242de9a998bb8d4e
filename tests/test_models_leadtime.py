"""Stages from a search to the first output: worked examples, and what must hold whatever the years."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.models.leadtime import Span, Stage, as_year, span, stage, year_after

years = st.floats(0, 40)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


# Worked by hand


def test_a_stage_runs_a_quarter_shorter_or_half_longer():
    assert stage("search", 8) == Stage("search", 6, 8, 12)


def test_a_stop_can_be_without_a_range():
    assert stage("stopped", 10, shorter_pct=0, longer_pct=0) == Stage("stopped", 10, 10, 10)


def test_stages_add_up_end_by_end():
    found = span([stage("search", 8), stage("study", 4), stage("stopped", 2, shorter_pct=0, longer_pct=0)])

    assert found == Span(6 + 3 + 2, 14, 12 + 6 + 2)


def test_no_stages_take_no_time():
    assert span([]) == Span(0, 0, 0)


@pytest.mark.parametrize(
    ("start", "after", "year"),
    [
        (date(2025, 9, 8), 16, 2041),
        (date(2025, 9, 8), 4.25, 2029),
        (date(2025, 9, 8), 4.5, 2030),
        (date(2025, 1, 1), 0, 2025),
        (date(2025, 12, 31), 1, 2026),
    ],
)
def test_the_year_is_the_one_that_the_day_falls_in(start, after, year):
    assert year_after(start, after) == year


# Whatever the years


@given(st.lists(years, max_size=6))
def test_the_set_time_lies_between_the_ends(lengths):
    found = span(stage("any", length) for length in lengths)

    assert found.shortest <= found.set_years <= found.longest


@given(st.lists(years, max_size=5), years)
def test_one_more_stage_never_brings_the_end_nearer(lengths, more):
    before, after = (span(stage("any", length) for length in all_) for all_ in (lengths, [*lengths, more]))

    assert after.shortest >= before.shortest
    assert after.set_years >= before.set_years
    assert after.longest >= before.longest


@given(st.permutations([2.0, 5.0, 3.0, 8.0]))
def test_the_order_of_stages_does_not_matter(lengths):
    assert span(stage("any", length) for length in lengths) == span(
        stage("any", length) for length in sorted(lengths)
    )


@given(days, years, years)
def test_later_is_never_an_earlier_year(start, one, other):
    sooner, later = sorted([one, other])

    assert year_after(start, sooner) <= year_after(start, later)


@given(days)
def test_a_day_as_a_year_stays_in_its_year_and_rises(day):
    assert day.year <= as_year(day) < day.year + 1
    assert as_year(day) < as_year(day + timedelta(days=1))


# What is refused


@pytest.mark.parametrize("numbers", [(3, 2, 4), (1, 5, 4), (-1, 2, 3), (1, math.nan, 3), (1, 2, math.inf)])
def test_a_stage_whose_times_do_not_rise_is_refused(numbers):
    with pytest.raises(
        ValueError, match=r'^stage "any" takes .* years; give shortest <= set <= longest, none below 0$'
    ):
        Stage("any", *numbers)


@pytest.mark.parametrize(("shorter", "longer"), [(101, 50), (-1, 50), (25, -1), (25, math.nan)])
def test_a_range_that_cannot_be_is_refused(shorter, longer):
    with pytest.raises(ValueError, match=r'^stage "any" runs .* % longer; give 0 to 100, and 0 or more$'):
        stage("any", 5, shorter_pct=shorter, longer_pct=longer)


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf])
def test_a_time_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^years is .*; give a number of 0 or more$"):
        year_after(date(2025, 9, 8), wrong)
