"""Items: what exists is valid, and a kept answer knows whether its item still asks the same."""

from dataclasses import FrozenInstanceError, replace

import pytest

from explainer.quiz import Bank, Forecast, ItemError, Option
from explainer.quiz.html import _explained, _form
from explainer.quiz.item import Item
from explainer.quiz.numbers import spelled_number
from explainer.quiz.plain import _form as _plain_form
from explainer.quiz.scoring import definition, score_response
from explainer.quiz.types import TYPES
from quiz_page import SAMPLE

ITEMS = {item.id: item for item in SAMPLE.items}
ORDER, MANY, NUMBER = ITEMS["order"], ITEMS["in-the-shipment"], ITEMS["kilograms"]
FORECAST = ITEMS["text-public"]


def test_item_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ORDER.stem = "Other?"
    with pytest.raises(TypeError):
        ORDER.options["a"] = ORDER.options["b"]


def test_item_made_in_python_is_held_to_the_same_rules_as_one_from_a_bank():
    with pytest.raises(
        ItemError, match=r'^key "z" is not among the options a, b, c; set "key" to one of them$'
    ):
        replace(ORDER, key="z")


@pytest.mark.parametrize(
    "edit",
    [
        {"stem": "Another question?"},
        {"key": "a", "options": {"a": ORDER.options["b"], "b": ORDER.options["a"], "c": ORDER.options["c"]}},
    ],
)
def test_edited_question_has_another_hash(edit):
    assert replace(ORDER, **edit).hash != ORDER.hash


def test_number_with_another_key_or_tolerance_or_unit_has_another_hash():
    edited = [replace(NUMBER, key=1300), replace(NUMBER, tolerance=5), replace(NUMBER, unit="g")]

    assert len({NUMBER.hash, *(item.hash for item in edited)}) == 4
    assert replace(NUMBER, key=1200.0).hash == NUMBER.hash


def test_forecast_seen_otherwise_has_another_hash():
    assert replace(FORECAST, resolves="By 2030.").hash != FORECAST.hash
    assert replace(FORECAST, see="event:t29").hash == FORECAST.hash


@pytest.mark.parametrize("part", ["before", "after"])
def test_forecast_is_no_guess_and_no_question_of_the_quiz(part):
    with pytest.raises(ItemError, match=f'^"part" is "{part}"; an item of type forecast has part: forecast$'):
        replace(FORECAST, part=part)


def test_question_with_a_key_is_no_forecast():
    with pytest.raises(ItemError, match=r'^"part" is "forecast"; an item of type number has part: before or'):
        replace(NUMBER, part="forecast")


def test_reworded_feedback_leaves_the_hash_alone():
    reworded = Option(text=ORDER.options["b"].text, feedback="Said otherwise.", see="event:t31")

    assert replace(ORDER, options={**ORDER.options, "b": reworded}).hash == ORDER.hash


def test_hashes_stay_the_same_from_one_release_to_the_next():
    """Responses kept by readers hang on them."""
    assert [item.hash for item in (ORDER, MANY, NUMBER)] == ["4ef3f2d2", "5ed66e94", "f40154e8"]


def test_references_are_all_that_an_item_names():
    assert ORDER.references == ("event:t29", "event:t31", "event:t31", "event:t29", "event:t34")
    assert NUMBER.references == ("term:tonne",) * 4


@pytest.mark.parametrize("rule", [score_response, definition, _form, _explained, _plain_form])
def test_every_type_has_its_rule_and_its_forms(rule):
    keyed = [cls for cls in TYPES.values() if rule is not _explained or cls is not Forecast]
    for cls in keyed:
        assert rule.dispatch(cls) is not rule.dispatch(Item), f"{cls.type} lacks {rule.__name__}"


def test_type_without_a_rule_says_where_to_register_one():
    class Riddle(Item):
        type = "riddle"

    riddle = Riddle(id="sphinx", stem="What walks?", because=["event:t29"])

    with pytest.raises(
        TypeError, match=r"^Riddle has no scoring rule; register one in explainer\.quiz\.scoring$"
    ):
        score_response(riddle, "man")


def test_bank_holds_an_id_once():
    with pytest.raises(
        ItemError, match=r'^item "order": the id stands twice; give one of the two another id$'
    ):
        Bank("b", "B", (ORDER, ORDER))


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (12.5, "%", "12.5 %"),
        (1200, "t", "1,200 t"),
        (2025, None, "2025"),
        (20250, None, "20,250"),
        (-3.5, "°C", "−3.5 °C"),
        (0, None, "0"),
        (0.1 + 0.2, "kg", "0.3 kg"),
        (6.1e12, "dollars", "6,100,000,000,000 dollars"),
        (0.00001, "g", "0.00001 g"),
    ],
)
def test_numbers_are_spelled_as_the_book_spells_them(number, unit, text):
    assert spelled_number(number, unit) == text
