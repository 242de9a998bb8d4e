"""Scoring: one table of cases, held to by Python and by the page's module in a browser."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quiz import (
    ChooseMany,
    ChooseOne,
    Forecast,
    Number,
    NumberFeedback,
    Option,
    ResponseError,
    Slip,
    read_number,
    score_response,
    score_responses,
)
from explainer.quiz.scoring import definition
from explainer.quiz.types import TYPES
from quiz_page import SAMPLE, WIDGETS

TABLE = json.loads((Path(__file__).parent / "scoring_cases.json").read_text("utf-8"))


def item_of(id, defined):
    """The full item of a definition, its words made up."""
    common = {"id": id, "stem": "?", "because": ["event:t29"]}
    if defined["type"] == "number":
        return Number(
            **common,
            key=defined["key"],
            tolerance=defined["tolerance"],
            unit=defined["unit"] or None,
            feedback=NumberFeedback(right="r", wrong="w"),
            see="event:t29",
            slips=[Slip(value=value, feedback="s", see="event:t29") for value in defined["slips"]],
        )
    if defined["type"] == "forecast":
        return Forecast(**common, resolves="Then.", see="event:t29")
    options = {
        o: Option(text=o, feedback=o, see="event:t29", misconception=None if o in defined["key"] else "m")
        for o in defined["options"]
    }
    cls = {"choose-one": ChooseOne, "choose-many": ChooseMany}[defined["type"]]
    return cls(**common, options=options, key=defined["key"])


ITEMS = {id: item_of(id, defined) for id, defined in TABLE["items"].items()}


def outcome(item, response):
    """What the table says of a response: [points, shown], or None where there is no score."""
    try:
        score = score_response(item, response)
    except ResponseError:
        return None
    return [score.points, list(score.shown)]


def expected(case):
    if "shown" not in case:
        return None
    points = case["points"]
    return [points if points is None else pytest.approx(points, abs=1e-12), case["shown"]]


def test_table_covers_every_type_and_what_is_no_response_to_it():
    for kind in TYPES:
        cases = [case for case in TABLE["cases"] if TABLE["items"][case["item"]]["type"] == kind]
        assert len(cases) >= 10
        assert any("shown" not in case for case in cases)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: f"{case['item']}-{case['response']!r:.30}")
def test_python_scores_as_the_table_says(case):
    assert outcome(ITEMS[case["item"]], case["response"]) == expected(case)


@pytest.fixture
def module_page(page, serve, tmp_path):
    """A page with the quiz's module at window.quiz."""
    (tmp_path / "quiz.js").write_bytes((WIDGETS / "quiz.js").read_bytes())
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><script type="module">'
        'import * as quiz from "./quiz.js"; window.quiz = quiz;</script>'
    )
    page.goto(serve(tmp_path))
    page.wait_for_function("window.quiz")
    return page


def test_page_scores_as_the_table_says(module_page):
    definitions = {id: definition(item) for id, item in ITEMS.items()}

    scored = module_page.evaluate(
        "([items, cases]) => cases.map((c) => quiz.scoreResponse(items[c.item], c.response))",
        [definitions, TABLE["cases"]],
    )

    found = [score and [score["points"], score["shown"]] for score in scored]
    assert found == [expected(case) for case in TABLE["cases"]]


def test_page_and_python_read_the_same_numbers(module_page):
    texts = [f"{sign}{a}{mark}{b}{tail}" for sign in ("", "-", "+", " ") for a in ("0", "1", "12", "123", "1234")
             for mark in (",", ".", " ", "'", ",,", "") for b in ("", "5", "00", "000", "0000", "000,5", "000.000")
             for tail in ("", " t")]  # fmt: skip

    on_page = module_page.evaluate("(texts) => texts.map((text) => quiz.readNumber(text, 't'))", texts)

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


@given(st.sets(st.sampled_from("abcde"), min_size=1), st.sets(st.sampled_from("abcde"), min_size=1))
def test_partial_credit_is_right_less_wrong_as_a_share_of_the_key(picked, key):
    item = item_of("many", {"type": "choose-many", "options": list("abcde"), "key": sorted(key)})

    points = score_response(item, sorted(picked)).points

    assert points == max(0, len(picked & key) - len(picked - key)) / len(key)
    assert (points == 1) == (picked == key)


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
