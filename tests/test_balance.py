"""Whether cases of like length are told from others, and how chapter 8 stands."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.balance import FEWEST_WORDS, HIGHEST_RATIO, MOST_WORDS, SIDES, balance

CHAPTER = Path(__file__).resolve().parent.parent / "notebooks" / "08-the-arguments.ipynb"


def chapter(*counts: int, sides=SIDES) -> str:
    """A chapter in which each side's case has so many words."""
    cases = (f"### The case of {side}\n\n{'word ' * n}" for side, n in zip(sides, counts, strict=True))
    return "# Title\n\nSome words before.\n\n" + "\n\n".join(cases) + "\n\n## After\n\nMany more words.\n"


def found(markdown: str) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in balance(markdown).findings]


def test_cases_of_like_length_are_in_balance():
    measured = balance(chapter(120, 121, 122, 123, 124, 138))

    assert list(measured.words.values()) == [120, 121, 122, 123, 124, 138]
    assert list(measured.words) == [f"The case of {side}" for side in SIDES]
    assert measured.ratio == pytest.approx(1.15)
    assert measured.findings == ()


def test_a_case_that_is_too_short_or_too_long_is_found():
    assert found(chapter(109, 120, 120, 120, 120, 120)) == [
        ("The case of Pakistan's government, FWO and SIFC", "has 109 words")
    ]
    assert found(chapter(151, 140, 140, 140, 140, 140)) == [
        ("The case of Pakistan's government, FWO and SIFC", "has 151 words")
    ]


def test_cases_within_the_limits_but_far_apart_are_found_with_both_numbers():
    (finding,) = balance(chapter(110, 120, 120, 120, 120, 127)).findings

    assert finding.where == "The case of independent experts and press"
    assert finding.what == ('has 127 words and "The case of Pakistan\'s government, FWO and SIFC" has 110')
    assert finding.mend == "keep the longest case within 1.15 times the shortest"


def test_a_missing_side_is_found():
    assert found(chapter(120, 120, 120, 120, 120, sides=SIDES[1:])) == [
        ("The case of Pakistan's government, FWO and SIFC", "is missing")
    ]


def test_a_case_for_somebody_else_is_found():
    extra = chapter(*[120] * 7, sides=(*SIDES, "the armed groups"))

    assert found(extra) == [("The case of the armed groups", "is no side that has a case")]


def test_a_case_told_twice_is_found_and_counted_as_one():
    twice = chapter(*[75] * 6) + chapter(*[75] * 6)

    assert [what for _, what in found(twice)] == ["stands twice"] * 6
    assert set(balance(twice).words.values()) == {150}


def test_a_case_without_words_does_not_hide_the_others():
    assert found(chapter(0, 120, 120, 120, 120, 160)) == [
        ("The case of Pakistan's government, FWO and SIFC", "has 0 words"),
        ("The case of independent experts and press", "has 160 words"),
        (
            "The case of independent experts and press",
            'has 160 words and "The case of USSM and the US administration" has 120',
        ),
    ]


def test_a_chapter_without_cases_misses_all_of_them():
    measured = balance("# Title\n\nWords.")

    assert [finding.what for finding in measured.findings] == ["is missing"] * 6
    assert measured.ratio == 1.0


def test_links_and_numbers_count_as_in_the_rest_of_the_book():
    markdown = "### The case of PTI\n\nA [first phase](../book/claims.md#c01) of $500 million, `code`.\n"

    assert balance(markdown).words == {"The case of PTI": 5}


@given(st.lists(st.integers(FEWEST_WORDS, MOST_WORDS), min_size=6, max_size=6))
def test_within_the_limits_only_the_ratio_decides(counts):
    assert bool(balance(chapter(*counts)).findings) == (max(counts) / min(counts) > HIGHEST_RATIO)


def test_the_six_cases_of_the_book_are_in_balance():
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")

    assert balance(text).findings == ()
    assert balance(text).ratio < 1.1
