"""bank.schema.json, for editors, and the records say the same of a bank."""

import json
from importlib.resources import files

import jsonschema
import pytest

from explainer.quiz import EstimateFeedback, ItemError, NumberFeedback, Option, Resolution, Slip
from explainer.quiz.item import HINTS_LIMIT, ITEMS_LIMIT, field_names
from explainer.quiz.read import parse_bank
from explainer.quiz.types import TYPES, Entry, PlacedEntry
from explainer.references import KINDS
from quiz_records import (
    ESTIMATE,
    FORECAST,
    FULL,
    GUESS,
    HINTED,
    MANY,
    MATCH,
    NUMBER,
    ONE,
    ORDER,
    SETTLED,
    SORT,
    as_yaml,
    changed,
    good_texts_in_every_place,
    wrong_in_every_place,
)

SCHEMA = json.loads(files("explainer.quiz").joinpath("bank.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

GOOD = {
    "choose-one": [ONE],
    "choose-many": [MANY],
    "number": [NUMBER],
    "guess": [GUESS],
    "forecast": [FORECAST],
    "forecast, its part left out": [changed(FORECAST, "part")],
    "all of them": [GUESS, ONE, MANY, NUMBER, FORECAST],
    "part after, said": [changed(ONE, "part", to="after")],
    "number without unit and slips": [changed(changed(NUMBER, "unit"), "slips")],
    "no slips, said": [changed(NUMBER, "slips", to=[])],
    "whole key": [changed(NUMBER, "key", to=12)],
    "negative key": [changed(NUMBER, "key", to=-12.5)],
    "guess at a number": [{**NUMBER, "part": "before", "answered_in": "#there"}],
    "Urdu and emoji": [changed(ONE, "stem", to="کون سا؟ 🧲")],
    "markup": [changed(ONE, "stem", to="</script><img src=x onerror=alert(1)>")],
    **{f"{name} with every field": [item] for name, item in FULL.items()},
    "every type with every field": list(FULL.values()),
    "forecast that did not come true": [changed(SETTLED, "resolution", "came_true", to=False)],
    "need, by its anchor": [changed(HINTED, "needs", to="#explorer-ore-to-magnet")],
    "hints, none": [changed(HINTED, "hints", to=[])],
    "hints, as many as there may be": [changed(HINTED, "hints", to=["One.", "Two.", "Three."])],
    "forecast with no hints, said": [changed(FORECAST, "hints", to=[])],
    "options in their own order": [{**ONE, "shuffle": False}],
    "order of four, lettered in another order": [
        changed(
            ORDER,
            "entries",
            to=dict(
                zip("dbca", [*ORDER["entries"].values(), {**ORDER["entries"]["a"], "text": "4"}], strict=True)
            ),
        )
    ],
    "as many partners as entries": [changed(MATCH, "partners", "c")],
    "three groups": [changed(changed(SORT, "groups", "c", to="Demand"), "entries", "c", "key", to="c")],
    "guess at an order": [{**ORDER, "part": "before", "answered_in": "#there"}],
    "guess at a match": [{**MATCH, "part": "before", "answered_in": "#there"}],
    "guess at a sort": [{**SORT, "part": "before", "answered_in": "#there"}],
    "guess at a figure": [{**ESTIMATE, "part": "before", "answered_in": "#there"}],
    "estimate without scale and unit": [changed(changed(ESTIMATE, "scale"), "unit")],
    "log scale": [{**ESTIMATE, "scale": "log", "low": 0.001, "high": 1_000_000}],
    "scale below 0": [{**ESTIMATE, "low": -100.5, "high": 70.5}],
    "figure at the end of its scale": [{**ESTIMATE, "key": 100}, {**ESTIMATE, "key": 0, "id": "low"}],
    "two right of many": [
        changed(changed(MANY, "key", to=["b", "a"]), "options", "b", "misconception"),
    ],
}
BAD = {
    "no items": [],
    "items that are text": "none",
    "item that is text": ["Which?"],
    "item that is a list": [[ONE]],
    **{f"choose-one without {name}": [changed(ONE, name)] for name in ONE},
    **{f"number without {name}": [changed(NUMBER, name)] for name in NUMBER if name not in ("unit", "slips")},
    **{
        f"option without {name}": [changed(ONE, "options", "a", name)] for name in ("text", "feedback", "see")
    },
    **{f"slip without {name}": [changed(NUMBER, "slips", 0, name)] for name in ("value", "feedback", "see")},
    **{f"forecast without {name}": [changed(FORECAST, name)] for name in FORECAST if name != "part"},
    **{f"forecast for part {part}": [changed(FORECAST, "part", to=part)] for part in ("before", "after")},
    "forecast with a key": [changed(FORECAST, "key", to=30)],
    "forecast answered in the text": [changed(FORECAST, "answered_in", to="#there")],
    "forecast with a blank day": [changed(FORECAST, "resolves", to=" ")],
    "number as a forecast": [changed(NUMBER, "part", to="forecast")],
    "feedback of a number without wrong": [changed(NUMBER, "feedback", "wrong")],
    **{f"empty {name}": [changed(NUMBER, name, to=None)] for name in NUMBER},
    "need that is no anchor": [changed(HINTED, "needs", to="explorer")],
    "need of a guess": [{**GUESS, "needs": "#there"}],
    "need of a forecast": [{**FORECAST, "needs": "#there"}],
    "four hints": [changed(HINTED, "hints", to=["1.", "2.", "3.", "4."])],
    "hints on a guess": [{**GUESS, "hints": ["Think."]}],
    "hints on a forecast": [{**FORECAST, "hints": ["Think."]}],
    "shuffle on a number": [{**NUMBER, "shuffle": True}],
    "shuffle on an order": [{**ORDER, "shuffle": False}],
    "two entries to order": [changed(ORDER, "entries", "c")],
    "two entries to match": [changed(MATCH, "entries", "c")],
    "two entries to sort": [changed(SORT, "entries", "a")],
    "one partner": [changed(MATCH, "partners", to={"a": "A road"})],
    "one group": [changed(SORT, "groups", to={"a": "Fact"})],
    "one end": [changed(ORDER, "ends", to=["earliest"])],
    "three ends": [changed(ORDER, "ends", to=["earliest", "later", "latest"])],
    "no ends": [changed(ORDER, "ends", to=[])],
    "key on an entry to order": [changed(ORDER, "entries", "a", "key", to="a")],
    "key on an order": [{**ORDER, "key": ["a", "b", "c"]}],
    "partners of a sort": [{**changed(SORT, "groups"), "partners": SORT["groups"]}],
    "misconception on an entry": [changed(SORT, "entries", "a", "misconception", to="a fact")],
    "tolerance of an estimate": [{**ESTIMATE, "tolerance": 5}],
    "log scale from 0": [{**ESTIMATE, "scale": "log"}],
    "log scale from below 0": [{**ESTIMATE, "scale": "log", "low": -1}],
    "resolution on a question": [{**ONE, "resolution": SETTLED["resolution"]}],
    "unknown field": [changed(ONE, "hint", to="Think.")],
    "unknown field of an option": [changed(ONE, "options", "a", "feedbak", to="Yes.")],
    "unknown field of a slip": [changed(NUMBER, "slips", 0, "unit", to="%")],
    "unknown type": [changed(ONE, "type", to="choose-two")],
    "number's field on a choice": [changed(ONE, "tolerance", to=1)],
    "id in capitals": [changed(ONE, "id", to="One")],
    "id that is a number": [changed(ONE, "id", to=1)],
    "blank stem": [changed(ONE, "stem", to="  ")],
    "stem that is a number": [changed(ONE, "stem", to=2025)],
    "text that is yes-or-no": [changed(ONE, "options", "a", "text", to=True)],
    "one option": [changed(ONE, "options", "b")],
    "options as a list": [changed(ONE, "options", to=["This", "That"])],
    "option that is text": [changed(ONE, "options", "a", to="This")],
    "option id of two letters": [changed(ONE, "options", "cc", to=ONE["options"]["b"])],
    "key of one as a list": [changed(ONE, "key", to=["a"])],
    "key of many as text": [changed(MANY, "key", to="a")],
    "key of many empty": [changed(MANY, "key", to=[])],
    "key of many twice": [changed(MANY, "key", to=["a", "a"])],
    "key of a number as text": [changed(NUMBER, "key", to="12.5")],
    "key of a number as yes-or-no": [changed(NUMBER, "key", to=True)],
    "tolerance below 0": [changed(NUMBER, "tolerance", to=-1)],
    "tolerance as text": [changed(NUMBER, "tolerance", to="1 %")],
    "unit that is a number": [changed(NUMBER, "unit", to=5)],
    "slips as a group": [changed(NUMBER, "slips", to={"value": 1})],
    "feedback of a number as text": [changed(NUMBER, "feedback", to="Yes.")],
    "reference without kind": [changed(ONE, "options", "a", "see", to="t29")],
    "reference of unknown kind": [changed(ONE, "options", "a", "see", to="page:t29")],
    "reference with a blank": [changed(ONE, "because", to=["event:t29 event:t31"])],
    "because as text": [changed(ONE, "because", to="event:t29")],
    "because empty": [changed(ONE, "because", to=[])],
    "unknown part": [changed(ONE, "part", to="during")],
    "guess without its section": [changed(GUESS, "answered_in")],
    "section on a scored item": [changed(ONE, "answered_in", to="#there")],
    "section that is no anchor": [changed(GUESS, "answered_in", to="there")],
}


def record_of(items):
    return {"title": "A bank", "items": items}


def reader_accepts(record):
    try:
        parse_bank(as_yaml(record), "bank.yaml")
    except ItemError:
        return False
    return True


@pytest.mark.parametrize("name", GOOD)
def test_schema_and_reader_accept_the_same_good_bank(name):
    record = record_of(GOOD[name])

    assert list(VALIDATOR.iter_errors(record)) == []
    assert reader_accepts(record)


@pytest.mark.parametrize("name", BAD)
def test_schema_and_reader_refuse_the_same_bad_bank(name):
    record = record_of(BAD[name])

    assert not VALIDATOR.is_valid(record)
    assert not reader_accepts(record)


@pytest.mark.parametrize(
    "record",
    [{"items": [ONE]}, {"title": "", "items": [ONE]}, {"title": "T"}, {"title": "T", "items": [ONE], "x": 1}],
)
def test_schema_and_reader_refuse_the_same_top_level(record):
    assert not VALIDATOR.is_valid(record)
    assert not reader_accepts(record)


@pytest.mark.parametrize("kind", FULL)
def test_schema_refuses_whatever_is_wrong_in_any_place(kind):
    """The reader does too: see test_quiz_read.py."""
    wrong = wrong_in_every_place(FULL[kind])

    assert len(wrong) > 100
    assert [name for name, item in wrong.items() if VALIDATOR.is_valid(record_of([item]))] == []


@pytest.mark.parametrize("kind", FULL)
def test_schema_accepts_any_text_in_any_place(kind):
    good = good_texts_in_every_place(FULL[kind])

    assert [item for item in good if not VALIDATOR.is_valid(record_of([item]))] == []


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("definition", "record", "extra"),
    [
        *((name, record, ["type"]) for name, record in TYPES.items()),
        ("option", Option, []),
        ("slip", Slip, []),
        ("number-feedback", NumberFeedback, []),
        ("estimate-feedback", EstimateFeedback, []),
        ("entry", Entry, []),
        ("placed-entry", PlacedEntry, []),
        ("resolution", Resolution, []),
    ],
)
def test_schema_and_records_have_the_same_fields(definition, record, extra):
    required, optional = field_names(record)
    described = SCHEMA["$defs"][definition]

    assert set(described["required"]) == {*required, *extra}
    assert set(described["properties"]) == {*required, *optional, *extra}


def test_schema_offers_every_type_and_every_kind_of_reference():
    offered = [choice["$ref"] for choice in SCHEMA["properties"]["items"]["items"]["oneOf"]]
    pattern = SCHEMA["$defs"]["reference"]["pattern"]

    assert offered == [f"#/$defs/{name}" for name in TYPES]
    assert pattern == rf"^({'|'.join(KINDS)}):[^\s:]+$"


def test_schema_and_reader_have_the_same_limits():
    assert SCHEMA["properties"]["items"]["maxItems"] == ITEMS_LIMIT
    assert SCHEMA["$defs"]["hints"]["maxItems"] == HINTS_LIMIT


def test_records_of_these_tests_have_every_field_of_every_type():
    """Else a field could go untried."""
    for kind, cls in TYPES.items():
        required, optional = field_names(cls)
        tried = {name for item in FULL.values() if item["type"] == kind for name in item}
        untried = {*required, *optional} - tried - {"part", "answered_in"}
        assert untried <= ({"hints", "needs"} if kind == "forecast" else set())
