"""Records of items as a bank's YAML holds them: good ones, and one fault at a time in every place of every type."""

import copy
import io
import json

from ruamel.yaml import YAML

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
ORDER = {
    "id": "order",
    "type": "order",
    "stem": "In which order?",
    "ends": ["earliest", "latest"],
    "misconception": "the box began it",
    "entries": {
        letter: {"text": f"Event {letter}", "feedback": "It did.", "see": "event:t29"} for letter in "abc"
    },
    "because": ["event:t29"],
}
MATCH = {
    "id": "match",
    "type": "match",
    "stem": "Which goes with which?",
    "misconception": "they are one",
    "partners": {"a": "A road", "b": "A mine", "c": "A plant", "d": "A port"},
    "entries": {
        letter: {"text": f"Body {letter}", "key": key, "feedback": "It does.", "see": "party:fwo"}
        for letter, key in zip("abc", "bad", strict=True)
    },
    "because": ["event:t29"],
}
SORT = {
    "id": "sort",
    "type": "sort",
    "stem": "Which are facts?",
    "misconception": "a forecast is a fact",
    "groups": {"a": "Fact", "b": "Forecast"},
    "entries": {
        letter: {"text": f"Sentence {letter}", "key": key, "feedback": "It is.", "see": "claim:c02"}
        for letter, key in zip("abc", "abb", strict=True)
    },
    "because": ["event:t29"],
}
ESTIMATE = {
    "id": "estimate",
    "type": "estimate",
    "stem": "How much of it?",
    "key": 70,
    "low": 0,
    "high": 100,
    "scale": "linear",
    "unit": "%",
    "feedback": {"near": "Near.", "low": "It is more.", "high": "It is less."},
    "see": "fact:share",
    "because": ["fact:share"],
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
RESOLUTION = {"came_true": True, "on": "2027-03-01", "feedback": "It was printed.", "see": "event:t29"}
SETTLED = {**FORECAST, "id": "settled", "resolution": RESOLUTION}
GUESS = {**ONE, "id": "guess", "part": "before", "answered_in": "#the-box"}
HINTED = {**ONE, "id": "hinted", "hints": ["Think of the box.", "It was shown later."]}

# One of every type, with every field that it can have.
FULL = {
    "choose-one": {**HINTED, "needs": "#the-figure", "shuffle": False, "part": "after"},
    "choose-many": {**MANY, "needs": "#the-figure", "shuffle": True, "hints": ["Two of them."]},
    "number": {**NUMBER, "needs": "#the-figure", "hints": ["Divide."]},
    "order": {**ORDER, "needs": "#the-figure", "hints": ["The paper came first."]},
    "match": {**MATCH, "needs": "#the-figure", "hints": ["One builds roads."]},
    "sort": {**SORT, "needs": "#the-figure", "hints": ["Look at the tense."]},
    "estimate": {**ESTIMATE, "needs": "#the-figure", "hints": ["More than half."]},
    "forecast": SETTLED,
    "guess": GUESS,
}
# Fields that an item may leave out.
OPTIONAL = {"needs", "hints", "shuffle", "part", "answered_in", "unit", "slips", "scale", "resolution"}


def as_yaml(record):
    """The bytes of a file that holds the record."""
    stream, yaml = io.BytesIO(), YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.dump(json.loads(json.dumps(record)), stream)  # a copy, or what stands in it twice became an alias
    return stream.getvalue()


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


def places(item, way=()):
    """The way to every place of an item, and what stands there."""
    steps = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    for step, value in steps:
        yield (*way, step), value
        yield from places(value, (*way, step))


TEXT = "stem hints text feedback misconception right wrong near low high ends partners groups unit resolves".split()


def kind_of(item, way):
    """What belongs in a place: "text", "number", "reference", "map", "list", "record" or what is peculiar."""
    name = next(step for step in reversed(way) if isinstance(step, str) and len(step) > 1)
    inside = way[-1] != name  # an element of the field, not the field itself
    match name:
        case "see":
            return "reference"
        case "because":
            return "reference" if inside else "list"
        case "hints" | "ends":
            return "text" if inside else "list"
        case "partners" | "groups":
            return "text" if inside else "map"
        case "options" | "entries":
            return "record" if inside else "map"
        case "slips":
            return "record" if inside else "list"
        case "low" | "high" if len(way) == 1:
            return "number"
        case "tolerance" | "value":
            return "number"
        case "key" if item["type"] in ("number", "estimate"):
            return "number"
        case "feedback" if len(way) == 1:
            return "record"
        case "resolution":
            return "record"
        case "shuffle" | "came_true":
            return "yes-or-no"
        case "answered_in" | "needs":
            return "anchor"
    return "text" if name in TEXT else name


# What does not belong in a place of each kind. None: the line is there, with nothing on it.
WRONG = {
    "text": [None, "", "  ", "\n", 2025, 1.5, True, ["words"], {"a": "words"}, "x" * 5_001],
    "number": [None, "12", "", "twelve", True, [12], {"a": 12}],
    "reference": [None, "", "t29", "page:t29", "event:", "event:a b", "event:a:b", 29, ["event:t29"], "event:" + "x" * 300],
    "list": [None, "words", "", 3, True, {"a": "words"}],
    "map": [None, "words", 3, True, [], {}, ["words", "more", "and more"]],
    "record": [None, "words", 3, False, [], {}, {"text": "words"}, {"unheard-of": 1}],
    "yes-or-no": [None, "true", "no", 1, 0, [], [True]],
    "id": [None, "", "One", "1_a", "a b", "-a", "a-", "a--b", "ایک", "🧲", 1, True, ["one"], "x" * 81, "x" * 10_000],
    "type": [None, "", "choose", "Sort", "number ", 1, True, ["sort"], {"sort": 1}, "x" * 10_000],
    "part": [None, "", "during", "After", 1, True, ["after"], {"after": 1}, "x" * 10_000, "a\nb"],
    "anchor": [None, "", "there", "#", "#a b", "#a\nb", 1, True, ["#there"], "#" + "x" * 5_001],
    "scale": [None, "", "Linear", "logarithmic", 1, True, ["log"], {"log": 1}, "x" * 10_000],
    "on": [None, "", "1 March 2027", "2027-3-1", 2027, True, ["2027-03-01"], "x" * 10_000],
    "key": [None, "", "A", "aa", 1, True, {"a": 1}, "x" * 10_000, "a\nb"],
}  # fmt: skip
LETTERS = ["aa", "A", "ا", "", "a b", "x" * 10_000]  # that are none
FIELDS = ["feedbak", "x" * 10_000, "a\nb"]  # that no record has


def wrong_in_every_place(item):
    """By name: the item with one thing wrong, for each of its places and each thing that cannot stand there."""
    wrong = {"field of its own": {**item, "unheard-of": 1}}
    for way, value in places(item):
        name, kind = ".".join(map(str, way)), kind_of(item, way)
        for n, bad in enumerate(WRONG[kind]):
            wrong[f"{name} is wrong {n}: {bad!r:.20}"] = changed(item, *way, to=bad)
        if is_required(item, way):
            wrong[f"{name} is missing"] = changed(item, *way)
        if kind in ("record", "map"):
            for letter in LETTERS if kind == "map" else FIELDS:
                more = {**value, letter: next(iter(value.values()))}
                wrong[f"{name} has {letter:.10}"] = changed(item, *way, to=more)
    return wrong


def is_required(item, way):
    """Whether a place is a field that cannot be left out."""
    optional = way[-1] in OPTIONAL or (way[-1] == "misconception" and "options" in item)
    return isinstance(way[-1], str) and len(way[-1]) > 1 and not optional


GOOD_TEXTS = [
    "کون سا؟ یہ معدن ہے۔",
    "🧲 👩‍🔬",
    "</script><img src=x onerror=alert(1)>",
    "<!-- & ]]> \"' `",
    "one line\n\nand another",
    "x" * 5_000,
    "- not a list: but text # here",
    "2025",
    "true",
    "\u200f\u202eright to left",
]


def good_texts_in_every_place(item):
    """The item with another text, for each of its places that hold a text."""
    ways = [way for way, _ in places(item) if kind_of(item, way) == "text"]
    return [changed(item, *way, to=text) for way in ways for text in GOOD_TEXTS]
