"""bank.schema.json, for editors, and the records say the same of a bank."""

import copy
import json
from importlib.resources import files

import jsonschema
import pytest
from ruamel.yaml import YAML

from explainer.quiz import ItemError, NumberFeedback, Option, Slip
from explainer.quiz.item import field_names
from explainer.quiz.read import parse_bank
from explainer.quiz.types import TYPES
from explainer.references import KINDS

SCHEMA = json.loads(files("explainer.quiz").joinpath("bank.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

ONE = {
    "id": "one",
    "type": "choose-one",
    "stem": "Which?",
    "options": {
        "a": {"text": "This", "feedback": "Yes.", "see": "event:t29"},
        "b": {"text": "That", "feedback": "No.", "see": "term:ore", "misconception": "that is this"},
    },
    "key": "a",
    "because": ["event:t29"],
}
MANY = {**ONE, "id": "many", "type": "choose-many", "key": ["a"]}
NUMBER = {
    "id": "number",
    "type": "number",
    "stem": "How many?",
    "key": 12.5,
    "tolerance": 0,
    "unit": "%",
    "feedback": {"right": "Yes.", "wrong": "No."},
    "see": "fact:share",
    "because": ["fact:share"],
    "slips": [{"value": 0.125, "feedback": "A share, not per cent.", "see": "fact:share"}],
}
FORECAST = {
    "id": "forecast",
    "type": "forecast",
    "part": "forecast",
    "stem": "Will it be public?",
    "resolves": "By 31 December 2027, in print.",
    "see": "term:ore",
    "because": ["event:t29"],
}
GUESS = {**ONE, "id": "guess", "part": "before", "answered_in": "#the-box"}


def changed(item, *way, to=...):
    """The item with one place set to something else, or, without `to`, taken out."""
    item = copy.deepcopy(item)
    place = item
    for step in way[:-1]:
        place = place[step]
    if to is ...:
        del place[way[-1]]
    else:
        place[way[-1]] = to
    return item


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


def reader_accepts(record, tmp_path):
    path = tmp_path / "bank.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(record, file)
    try:
        parse_bank(path.read_bytes(), path.name)
    except ItemError:
        return False
    return True


@pytest.mark.parametrize("name", GOOD)
def test_schema_and_reader_accept_the_same_good_bank(name, tmp_path):
    record = record_of(GOOD[name])

    assert list(VALIDATOR.iter_errors(record)) == []
    assert reader_accepts(record, tmp_path)


@pytest.mark.parametrize("name", BAD)
def test_schema_and_reader_refuse_the_same_bad_bank(name, tmp_path):
    record = record_of(BAD[name])

    assert not VALIDATOR.is_valid(record)
    assert not reader_accepts(record, tmp_path)


@pytest.mark.parametrize(
    "record",
    [{"items": [ONE]}, {"title": "", "items": [ONE]}, {"title": "T"}, {"title": "T", "items": [ONE], "x": 1}],
)
def test_schema_and_reader_refuse_the_same_top_level(record, tmp_path):
    assert not VALIDATOR.is_valid(record)
    assert not reader_accepts(record, tmp_path)


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("definition", "record", "extra"),
    [
        *((name, record, ["type"]) for name, record in TYPES.items()),
        ("option", Option, []),
        ("slip", Slip, []),
        ("number-feedback", NumberFeedback, []),
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
