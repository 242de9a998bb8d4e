"""Controls: what they offer, what they refuse, and in which words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.explore import choice, log_steps, steps

GRADE = steps(0.5, 8, 0.5, default=4, label="Grade", unit="%")


def test_linear_steps_are_exact_and_end_where_they_should():
    assert steps(0, 0.3, 0.1, default=0, label="x").values == (0.0, 0.1, 0.2, 0.3)
    assert GRADE.values[0] == 0.5
    assert GRADE.values[-1] == 8.0
    assert len(GRADE.values) == 16


def test_steps_written_whole_stay_whole():
    assert all(isinstance(value, int) for value in steps(30, 90, 15, default=60, label="x").values)
    assert all(isinstance(value, float) for value in GRADE.values)
    assert isinstance(GRADE.default, float)


def test_log_steps_are_round_numbers_of_a_like_ratio():
    assert log_steps(1, 100, default=10, label="x").values == (1, 2, 5, 10, 20, 50, 100)
    assert log_steps(0.1, 3, per_decade=2, default=1, label="x").values == (0.1, 0.3, 1.0, 3.0)


def test_a_value_reads_with_its_unit_and_as_many_digits_as_its_steps():
    assert GRADE.shown(4) == "4.0 %"
    assert log_steps(1, 10_000, default=10, label="x", unit="t").shown(10_000) == "10,000 t"
    assert steps(0, 1, 0.25, default=0, label="x").shown(0.25) == "0.25"
    assert steps(0, 9000, 3000, default=0, label="x", format=".0f").shown(9000) == "9000"


def test_a_value_between_the_steps_is_kept_and_one_beside_a_step_is_that_step():
    assert GRADE.check(3.14) == 3.14
    assert GRADE.check(3) == 3.0
    assert isinstance(GRADE.check(3), float)
    assert GRADE.check(0.1 + 0.2 + 0.2) == 0.5


@given(st.floats(0.5, 8))
def test_a_position_leads_back_to_its_value(value):
    position = GRADE.position(GRADE.check(value))

    low = GRADE.values[int(position)]
    assert low + (position % 1) * 0.5 == pytest.approx(value)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda: steps(1, 5, 0.5, default=1.2, label="Grade"),
            'control "Grade" has the default 1.2, which is none of its steps; set it to one of them, such as 1 or 1.5',
        ),
        (
            lambda: steps(1, 5, 0.3, default=1, label="Grade"),
            'control "Grade" goes from 1 to 5 by 0.3, which does not end at 5; end it at 4.9 or 5.2',
        ),
        (
            lambda: steps(5, 1, 1, default=1, label="Grade"),
            'control "Grade" goes from 5 to 1 by 1; write low < high and a step above 0',
        ),
        (
            lambda: steps(1, 5, 0.5, default=1, label="Grade", format=".0f"),
            'control "Grade" shows two of its steps alike in the format ".0f"; show more digits, or take longer steps',
        ),
        (
            lambda: steps(1, 5, 1, default=1, label="Grade", format="%d"),
            'control "Grade" has the format "%d"; write ".1f" or ",.0f" (digits after the point, 0 to 4)',
        ),
        (
            lambda: steps(1, 5, 1, default=1, label=" "),
            "a control has no label; say in a word or two what it sets",
        ),
        (
            lambda: log_steps(1, 400, default=1, label="Mass"),
            'control "Mass" ends at 400, which is not in the series 1, 2, 5 times powers of ten; end it at 500, or change per_decade',
        ),
        (
            lambda: log_steps(0, 10, default=1, label="Mass"),
            'control "Mass" goes from 0 to 10 by ratios; write 0 < low < high',
        ),
        (
            lambda: log_steps(1, 10, per_decade=4, default=1, label="Mass"),
            'control "Mass" has 4 steps to a decade; choose among 1, 2, 3, 6, 10',
        ),
        (
            lambda: choice({"a": "A", "b": "B"}, default="c", label="Place"),
            'control "Place" has the default "c", which is none of its options; set it to one of a, b',
        ),
        (
            lambda: choice({"a": "A"}, default="a", label="Place"),
            'control "Place" has fewer than two options; give it something to choose from',
        ),
        (
            lambda: choice({"a": "A", "b": "A"}, default="a", label="Place"),
            'control "Place" has two options that read alike; give each words of its own',
        ),
    ],
)
def test_a_control_that_cannot_be_is_refused_in_one_line(make, says):
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"):
        make()
