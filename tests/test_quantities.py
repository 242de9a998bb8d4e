"""Numbers in prose: which need a source, and when a value bears one out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quantities import holds, numbers_of, quantities


def values(text):
    return [quantity.value for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China mined 69.5 % of it", [69.5]),
        ("about 500 million dollars", [500e6]),
        ("a $1.25 billion loan", [1.25e9]),
        ("two tonnes of antimony", [2]),
        ("fewer than two tonnes", [2]),
        ("the seventeen elements", [17]),
        ("three million people", [3e6]),
        ("1,800-3,100 t of metal", [1800, 3100]),
        ("ten times as much", [10]),
        ("120\u202f000 t", [120000]),
        ("17 days later", [17]),
        ("it holds 92 minerals and 14 MoUs", [92, 14]),
    ],
)
def test_a_number_that_needs_a_source_is_found(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on 8 September 2025",
        "from 7 to 9 September",
        "8-9 April 2026",
        "in 2010, in 1992-2025, in 2024-25",
        "the 1990s",
        "three parties and twelve questions",
        "an F-35 and the 18th Amendment",
        "Article 172 and Article 172(3), section 301, clause 3",
        "chapter 5, Figure 2, question 3",
        "NI 43-101",
        "the 21st century",
        "on 2025-09-08",
    ],
)
def test_dates_years_ordinals_names_and_small_counts_need_none(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("69.5 %", 69.45, True),
        ("69.5 %", 69.44, False),
        ("70 %", 69.5, True),
        ("70 %", 69.4, False),
        ("about 70 %", 68.0, True),
        ("about 70 %", 67.0, False),
        ("more than 65 %", 69.4, True),
        ("more than 70 %", 69.4, False),
        ("more than 50 %", 69.4, False),
        ("fewer than 2 tonnes", 1.9, True),
        ("fewer than 2 tonnes", 2.0, False),
        ("at least 5 trillion", 5e12, True),
        ("up to 400 million", 400e6, True),
        ("1.7 million", 1_684_000, True),
        ("1.7 million", 1_640_000, False),
    ],
)
def test_a_number_holds_as_it_is_written(text, value, expected):
    assert holds(quantities(text)[0], value) is expected


@given(st.integers(min_value=1, max_value=10**9).filter(lambda n: not 1500 <= n <= 2099))
def test_any_whole_number_written_with_commas_is_read_back(number):
    found = quantities(f"there were {number:,} t of it")

    assert [q.value for q in found] == [number]
    assert holds(found[0], number)


@given(st.floats(min_value=0.1, max_value=1e6, allow_nan=False), st.integers(min_value=0, max_value=3))
def test_a_value_bears_out_its_own_rounding(value, digits):
    found = quantities(f"a share of {value:.{digits}f} %")

    assert holds(found[0], value)


def test_a_record_carries_the_numbers_of_its_own_words():
    carried = numbers_of("The FT says fewer than two tonnes; about $1.2 billion; 26 Moz; $40bn, of 2025")

    assert {2, 1.2e9, 26, 40e9, 2025} <= carried
