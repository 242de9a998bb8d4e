"""Items: what exists is valid, and a kept answer knows whether its item still asks the same."""

from dataclasses import FrozenInstanceError, replace

import pytest

from explainer.quiz import Bank, Forecast, ItemError, Option
from explainer.quiz.html import _explained, _form
from explainer.quiz.item import Item
from explainer.quiz.numbers import spelled_day, spelled_number
from explainer.quiz.plain import _form as _plain_form
from explainer.quiz.scoring import definition, score_response
from explainer.quiz.types import TYPES
from quiz_items import EVERY
from quiz_page import SAMPLE

ITEMS = {item.id: item for item in SAMPLE.items}
ORDER, MANY, NUMBER = ITEMS["order"], ITEMS["in-the-shipment"], ITEMS["kilograms"]
FORECAST = ITEMS["text-public"]
ALL = {item.id: item for item in EVERY.items}
ONE, PUT_IN_ORDER, MATCH, SORT = (
    ALL[id] for id in ("which-paper", "what-came-first", "who-is-who", "fact-or-forecast")
)
ESTIMATE, SETTLED = ALL["share-of-china"], ALL["settled"]


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


def entries_of(item, **changes):
    """The entries of an item, entry b with changes."""
    return {**item.entries, "b": replace(item.entries["b"], **changes)}


@pytest.mark.parametrize(
    "edited",
    [
        replace(
            MANY, key=["a"], options={**MANY.options, "b": replace(MANY.options["b"], misconception="m")}
        ),
        replace(ONE, options={**ONE.options, "b": replace(ONE.options["b"], text="Another treaty")}),
        replace(PUT_IN_ORDER, entries=entries_of(PUT_IN_ORDER, text="Something else.")),
        replace(PUT_IN_ORDER, entries=dict(reversed(PUT_IN_ORDER.entries.items()))),
        replace(PUT_IN_ORDER, ends=["latest", "earliest"]),
        replace(MATCH, entries=entries_of(MATCH, key="d")),
        replace(MATCH, partners={**MATCH.partners, "d": "A magazine"}),
        replace(SORT, entries=entries_of(SORT, key="a")),
        replace(SORT, groups={"a": "Fact", "b": "Guess"}),
        replace(ESTIMATE, key=71),
        replace(ESTIMATE, low=10),
        replace(ESTIMATE, high=90),
        replace(ESTIMATE, low=1, scale="log"),
        replace(ESTIMATE, unit=None),
        replace(SETTLED, resolves="By 2030."),
    ],
    ids=lambda item: item.id,
)
def test_item_that_asks_something_else_has_another_hash(edited):
    assert edited.hash != ALL.get(edited.id, ITEMS.get(edited.id)).hash


@pytest.mark.parametrize(
    "edited",
    [
        replace(ONE, hints=[], shuffle=True),
        replace(ONE, because=["event:t31"]),
        replace(PUT_IN_ORDER, entries=entries_of(PUT_IN_ORDER, feedback="Said otherwise.", see="event:t29")),
        replace(PUT_IN_ORDER, hints=["Think."], misconception="another error"),
        replace(MATCH, entries=entries_of(MATCH, feedback="Said otherwise.")),
        replace(SORT, misconception="another error"),
        replace(ESTIMATE, key=70.0, low=0.0, feedback=replace(ESTIMATE.feedback, near="Said otherwise.")),
        replace(SETTLED, resolution=None),
    ],
    ids=lambda item: item.id,
)
def test_item_that_asks_the_same_in_other_words_keeps_its_hash(edited):
    assert edited.hash == ALL[edited.id].hash


def test_no_two_items_have_one_hash():
    hashes = {item.hash for item in (*EVERY.items, *SAMPLE.items)}

    assert len(hashes) == len(EVERY.items) + len(SAMPLE.items)


def test_hashes_of_the_newer_types_stay_the_same_too():
    assert {item.id: item.hash for item in (PUT_IN_ORDER, MATCH, SORT, ESTIMATE, SETTLED)} == {
        "what-came-first": "6d609566",
        "who-is-who": "75a6429b",
        "fact-or-forecast": "ec77ba38",
        "share-of-china": "55b5632a",
        "settled": "3e006a66",
    }


@pytest.mark.parametrize("item", [PUT_IN_ORDER, MATCH, SORT], ids=lambda item: item.id)
def test_entries_cannot_be_changed(item):
    with pytest.raises(TypeError):
        item.entries["a"] = item.entries["b"]
    with pytest.raises(FrozenInstanceError):
        item.entries["a"].text = "Other."


def test_place_on_a_scale_runs_from_0_to_1():
    linear, log = ALL["share-of-china"], ALL["tonnes-of-antimony"]

    assert [linear.place(number) for number in (0, 25, 100)] == [0, 0.25, 1]
    assert [log.place(number) for number in (100, 1_000, 10_000_000)] == pytest.approx([0, 0.2, 1])


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"low": -1.7e308, "high": 1.7e308}, "high"),
        ({"low": 1e-300, "high": 1e300, "scale": "log"}, "high"),
        ({"low": 5e-324, "high": 100, "scale": "log"}, "high"),
        ({"high": 10**400}, "high"),
        ({"low": float("nan")}, "low"),
        ({"key": float("inf")}, "key"),
    ],
)
def test_scale_on_which_no_place_can_be_told_is_refused(changes, at):
    with pytest.raises(ItemError) as caught:
        replace(ESTIMATE, **changes)

    assert caught.value.at == (at,)


def test_number_whose_bounds_no_page_can_print_is_refused():
    with pytest.raises(ItemError, match=r'^"tolerance" is 1e\+308, too much for any number; write a smaller'):
        replace(NUMBER, key=1e308, tolerance=1e308, slips=[])


@pytest.mark.parametrize("text", ["\ud800", "bell \x07", "x" * 5_001, " "])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: replace(ONE, hints=[text]),
        lambda text: replace(PUT_IN_ORDER, ends=["earliest", text]),
        lambda text: replace(MATCH, partners={**MATCH.partners, "d": text}),
        lambda text: replace(SORT, groups={"a": "Fact", "b": text}),
        lambda text: replace(SORT, entries=entries_of(SORT, text=text)),
        lambda text: replace(ESTIMATE, unit=text),
        lambda text: replace(SETTLED, resolution=replace(SETTLED.resolution, feedback=text)),
    ],
)
def test_text_that_cannot_be_shown_is_refused_wherever_it_stands(change, text):
    with pytest.raises(ItemError, match=r"^[^\n]{10,150}$"):
        change(text)


def test_texts_of_an_item_are_all_that_a_reader_can_read():
    assert "The box was shown after the paper was signed." in PUT_IN_ORDER.texts
    assert {"earliest", "latest", "It was shown on 25 September 2025."} < set(PUT_IN_ORDER.texts)
    assert {"A newspaper", "USSM", "It has a plant in Missouri."} < set(MATCH.texts)
    assert {"Fact", "Forecast", "A refinery will be built."} < set(SORT.texts)
    assert {"The table has a larger share.", "Close to what the table says."} < set(ESTIMATE.texts)
    assert {"By 1 March 2027, in a newspaper.", "A newspaper printed it whole."} < set(SETTLED.texts)


def test_bank_of_too_many_items_is_refused():
    items = tuple(replace(ONE, id=f"item-{n}") for n in range(1_001))

    assert len(Bank("b", "B", items[:1_000]).items) == 1_000
    with pytest.raises(ItemError, match=r'^"items" has 1,001 items; split the bank, 1,000 is the most$'):
        Bank("b", "B", items)


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
        (119000, "t", "119,000 t"),
        (-0.0, "%", "0 %"),
        (9999, None, "9999"),
        (1e23, "t", "100,000,000,000,000,000,000,000 t"),
        (2.5e-24, "g", "0.0000000000000000000000025 g"),
        (1 / 3, "m", "0.333333333333 m"),
        (1e300, None, "1" + ",000" * 100),
    ],
)
def test_numbers_are_spelled_as_the_book_spells_them(number, unit, text):
    assert spelled_number(number, unit) == text


def test_day_is_spelled_whatever_the_language_of_the_machine():
    assert [spelled_day(day) for day in ("2027-03-01", "2028-02-29", "2026-12-31")] == [
        "1 March 2027",
        "29 February 2028",
        "31 December 2026",
    ]
