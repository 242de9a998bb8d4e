"""Scoring: one table of cases, held to by Python and by the page's module in a browser."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quiz import ResponseError, quiz_html, read_number, score_response, score_responses
from explainer.quiz.html import RULES
from explainer.quiz.scoring import ALL_POINTS, CERTAINTY_MARKS, NO_POINTS, definition
from explainer.quiz.types import TYPES
from quiz_items import EVERY, item_of
from quiz_page import SAMPLE, resolve

TABLE = json.loads((Path(__file__).parent / "scoring_cases.json").read_text("utf-8"))


ITEMS = {id: item_of(id, defined) for id, defined in TABLE["items"].items()}


def outcome(item, response):
    """What the table says of a response: points, what is shown, Brier score; None where there is no score."""
    try:
        score = score_response(item, response)
    except ResponseError:
        return None
    return [score.points, list(score.shown), score.brier]


def expected(case):
    if "shown" not in case:
        return None
    return [nearly(case["points"]), case["shown"], nearly(case.get("brier"))]


def nearly(number):
    """0 and 1 are exact: from them a reader is told right, partly right or wrong."""
    return number if number in (None, 0, 1) else pytest.approx(number, abs=1e-12)


def test_table_covers_every_type_and_what_is_no_response_to_it():
    assert len(TABLE["cases"]) >= 170
    for kind in TYPES:
        cases = [case for case in TABLE["cases"] if TABLE["items"][case["item"]]["type"] == kind]
        assert len(cases) >= 15
        assert sum("shown" not in case for case in cases) >= 5


def test_table_holds_a_case_once():
    cases = [json.dumps([case["item"], case["response"]]) for case in TABLE["cases"]]

    assert [case for case in cases if cases.count(case) > 1] == []


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: f"{case['item']}-{case['response']!r:.30}")
def test_python_scores_as_the_table_says(case):
    assert outcome(ITEMS[case["item"]], case["response"]) == expected(case)


def test_page_scores_as_the_table_says(quiz_module):
    definitions = {id: definition(item) for id, item in ITEMS.items()}

    scored = quiz_module(
        """(items, cases) => cases.map((c) => {
          try { return quiz.scoreResponse(items[c.item], c.response); } catch (error) { return `${error}`; }
        })""",
        definitions,
        TABLE["cases"],
    )

    found = [
        [score["points"], score["shown"], score.get("brier")] if isinstance(score, dict) else score
        for score in scored
    ]
    wrong = {
        f"{case['item']} {case['response']}": score
        for case, score in zip(TABLE["cases"], found, strict=True)
        if score != expected(case)
    }
    assert wrong == {}


def test_page_and_python_read_the_same_numbers(quiz_module):
    texts = [f"{sign}{a}{mark}{b}{tail}" for sign in ("", "-", "+", " ") for a in ("0", "1", "12", "123", "1234")
             for mark in (",", ".", " ", "'", ",,", "") for b in ("", "5", "00", "000", "0000", "000,5", "000.000")
             for tail in ("", " t")]  # fmt: skip

    on_page = quiz_module("(texts) => texts.map((text) => quiz.readNumber(text, 't'))", texts)

    assert on_page == [read_number(text, "t") for text in texts]


def test_definition_sent_to_the_page_is_that_of_the_table():
    for id, defined in TABLE["items"].items():
        sent = definition(ITEMS[id])

        assert {name: sent[name] for name in defined} == defined
        assert set(sent) == {*defined, "id", "hash"}


@given(st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda n: round(n, 3)))
def test_number_written_out_is_read_back(number):
    assert read_number(f"{number:.3f}") == number


@given(st.integers(0, 10**15), st.sampled_from(",\u202f "))
def test_thousands_set_off_are_read_back(number, mark):
    assert read_number(f"{number:,}".replace(",", mark)) == number


@given(st.text())
def test_any_text_is_read_as_a_finite_number_or_none(text):
    number = read_number(text, "t")

    assert number is None or abs(number) < float("inf")


MANY = {"type": "choose-many", "options": list("abcde"), "shuffle": True}


@given(st.sets(st.sampled_from("abcde"), min_size=1), st.sets(st.sampled_from("abcde"), min_size=1))
def test_partial_credit_is_right_less_wrong_as_a_share_of_the_key(picked, key):
    item = item_of("many", MANY | {"key": sorted(key)})

    points = score_response(item, sorted(picked)).points

    assert points == max(0, len(picked & key) - len(picked - key)) / len(key)
    assert (points == 1) == (picked == key)


@given(st.permutations("abcdef"))
def test_order_earns_right_pairs_less_wrong_ones_as_a_share_of_all(response):
    item = item_of("order", {"type": "order", "key": list("abcdef")})

    score = score_response(item, response)

    wrong = sum(response.index(a) > response.index(b) for a, b in combinations("abcdef", 2))
    assert score.points == max(0, 15 - 2 * wrong) / 15
    if wrong:
        first, second = score.shown
        assert first > second
        assert response.index(second) == response.index(first) + 1
    else:
        assert score.shown == tuple("abcdef")


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abc"), min_size=4))
def test_entries_that_are_placed_earn_the_share_that_is_right(response):
    key = {"a": "a", "b": "a", "c": "b", "d": "c"}
    item = item_of("sort", {"type": "sort", "targets": list("abc"), "key": key})

    assert score_response(item, response).points == sum(response[id] == key[id] for id in key) / 4


@given(st.floats(10, 1000), st.floats(10, 1000), st.sampled_from(["linear", "log"]))
def test_estimate_earns_less_the_further_it_is_off(one, other, scale):
    item = item_of(
        "e", {"type": "estimate", "key": 100, "low": 10, "high": 1000, "scale": scale, "unit": "t"}
    )
    near, far = sorted((one, other), key=lambda number: abs(item.place(number) - item.place(100)))

    scores = [score_response(item, number) for number in (100, near, far)]

    assert 1 == scores[0].points >= scores[1].points >= scores[2].points >= 0
    for number, score in zip((near, far), scores[1:], strict=True):
        off = item.place(number) - item.place(100)
        assert (score.points == 1) == (abs(off) <= ALL_POINTS + 1e-9) or abs(abs(off) - ALL_POINTS) < 1e-9
        assert (score.points == 0) == (abs(off) >= NO_POINTS) or abs(abs(off) - NO_POINTS) < 1e-9
        assert score.shown in (("near",), ("low",) if off < 0 else ("high",))


@pytest.mark.parametrize("kept_on", ["2027-02-28", "2027-03-01"])
@given(chance=st.floats(0, 100), came_true=st.booleans())
def test_forecast_is_scored_by_brier_if_it_was_kept_in_time(kept_on, chance, came_true):
    resolution = {"came_true": came_true, "on": "2027-03-01"}
    item = item_of("f", {"type": "forecast", "resolution": resolution})

    score = score_response(item, {"probability_pct": chance, "kept_on": kept_on})

    assert score.points is None
    if kept_on < "2027-03-01":
        assert score.brier == pytest.approx((chance / 100 - (1 if came_true else 0)) ** 2)
        assert 0 <= score.brier <= 1
    else:
        assert score.brier is None


def test_rules_that_readers_are_told_are_those_of_the_constants():
    said = {cls.type: rule for cls, rule in RULES.items()}

    assert set(said) == {"choose-many", "order", "match", "sort", "estimate"}
    assert NO_POINTS == 1 / 4
    assert said["estimate"].endswith("to none at a quarter of the scale.")
    assert CERTAINTY_MARKS == {1: (1, 0), 2: (2, -2), 3: (3, -6)}
    assert "wholly right earns 1, 2 or 3 marks, any other costs 0, 2 or 6." in quiz_html(
        EVERY, resolve=resolve
    )


def test_response_that_cannot_be_scored_is_refused_in_one_line():
    items = {item.id: item for item in SAMPLE.part("after")}

    with pytest.raises(ResponseError, match=r'^item "order": response "z" is not among the options a, b, c$'):
        score_response(items["order"], "z")
    with pytest.raises(
        ResponseError, match=r'^item "kilograms": response "many" is not a number; write digits'
    ):
        score_response(items["kilograms"], "many")
    with pytest.raises(
        ResponseError, match=r'^item "in-the-shipment": the response is empty; pick one of a, b'
    ):
        score_response(items["in-the-shipment"], [])


def test_responses_are_scored_by_item():
    scores = score_responses(SAMPLE.items, {"order": "b", "in-the-shipment": ["a"], "kilograms": "1,2 kg"})

    assert scores == {"order": 1, "in-the-shipment": 0.5, "kilograms": 0}


def test_response_to_no_item_is_refused():
    with pytest.raises(
        ResponseError, match=r'^response to "else", which is no item of this quiz; its items are'
    ):
        score_responses(SAMPLE.items, {"else": "a"})


def test_what_is_no_forecast_is_refused_with_an_example():
    item = SAMPLE.part("forecast")[0]

    with pytest.raises(
        ResponseError, match=r'^item "text-public": response "30" is no forecast; write \{"prob'
    ):
        score_response(item, 30)


RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from("abcdz"),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3) | st.sampled_from("abcd"), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("item", EVERY.items, ids=lambda item: item.id)
@given(response=RUBBISH)
def test_whatever_is_given_is_scored_or_refused_in_one_short_line(item, response):
    said = refusal(item, response)

    assert said is None or said.startswith(f'item "{item.id}": ')
    assert said is None or (len(said.splitlines()) == 1 and len(said) < 300)


def refusal(item, response):
    """What is said of a response that cannot be scored; None if it can."""
    try:
        score = score_response(item, response)
    except ResponseError as error:
        return str(error)
    assert score.points is None or 0 <= score.points <= 1
    return None


@pytest.mark.parametrize("response", ["x" * 10_000, "a\nb", ["x" * 10_000], {"a": "x\ny" * 5_000}])
@pytest.mark.parametrize("item", EVERY.items, ids=lambda item: item.id)
def test_huge_response_is_refused_in_one_short_line(item, response):
    said = refusal(item, response)

    assert len(said.splitlines()) == 1
    assert len(said) < 300
