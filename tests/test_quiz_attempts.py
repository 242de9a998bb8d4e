"""What is kept of answers, and the file they travel in: one table and one set of laws for Python and the page."""

import copy
import json
import re
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.quiz.attempts import (
    FILE_LIMIT,
    ResponsesFileError,
    earned_points,
    merge_attempts,
    new_attempt,
    read_responses_file,
    responses_file,
    sound_attempt,
)
from explainer.quiz.scoring import ResponseError, certainty_mark, definition, score_response
from quiz_items import EVERY, item_of

TABLE = json.loads((Path(__file__).parent / "attempt_cases.json").read_text("utf-8"))
ITEMS = {id: item_of(id, defined) for id, defined in TABLE["items"].items()}
SCHEMA = json.loads(files("explainer.quiz").joinpath("responses.schema.json").read_text("utf-8"))
FILE = jsonschema.Draft202012Validator(SCHEMA)
ATTEMPT = jsonschema.Draft202012Validator({"$ref": "#/$defs/attempt", "$defs": SCHEMA["$defs"]})
ONE_LINE = re.compile(r"“answers\.json” [^\n]{10,120} Nothing was changed\.")


def owned(item, entry):
    """An entry of the table with the hash of the item in place of "own"."""
    return {**entry, "hash": item.hash} if isinstance(entry, dict) and entry.get("hash") == "own" else entry


def owned_all(entries):
    return {id: owned(ITEMS[id], entry) if id in ITEMS else entry for id, entry in entries.items()}


def plain(value):
    """A value as JSON has it, where 2 is 2.0."""
    return json.loads(json.dumps(value), parse_int=float)


# ---- The table


@pytest.mark.parametrize("case", TABLE["sound"], ids=lambda case: f"{case['item']}-{case['entry']!r:.50}")
def test_python_keeps_what_is_sound_of_an_attempt(case):
    item = ITEMS[case["item"]]

    sound = sound_attempt(item, owned(item, case["entry"]))

    assert sound == owned(item, case["sound"])
    assert sound is None or ATTEMPT.is_valid(sound)


def test_page_keeps_what_is_sound_of_an_attempt(quiz_module):
    asked = [
        [definition(item), owned(item, case["entry"])]
        for case in TABLE["sound"]
        for item in [ITEMS[case["item"]]]
    ]

    found = quiz_module(
        """(asked) => asked.map(([item, entry]) => {
          try {
            const { taken } = quiz.mergeAttempts([item], {}, { [item.id]: entry });
            return Object.hasOwn(taken, item.id) ? taken[item.id] : null;
          } catch (error) { return `${error}`; }
        })""",
        asked,
    )

    wrong = {
        f"{case['item']} {case['entry']}": sound
        for case, sound in zip(TABLE["sound"], found, strict=True)
        if sound != owned(ITEMS[case["item"]], case["sound"])
    }
    assert wrong == {}


@pytest.mark.parametrize("case", TABLE["merged"], ids=lambda case: case.get("why", "merged"))
def test_python_merges_as_the_table_says(case):
    merged = merge_attempts(ITEMS.values(), owned_all(case["kept"]), owned_all(case["incoming"]))

    assert merged.taken == owned_all(case["taken"])
    assert (merged.older, merged.changed, merged.elsewhere) == counts(case)


def counts(case):
    return case["older"], case["changed"], case["elsewhere"]


def test_page_merges_as_the_table_says(quiz_module):
    asked = [[owned_all(case["kept"]), owned_all(case["incoming"])] for case in TABLE["merged"]]

    found = quiz_module(
        "(items, asked) => asked.map((each) => quiz.mergeAttempts(items, ...each))",
        [definition(item) for item in ITEMS.values()],
        asked,
    )

    for case, merged in zip(TABLE["merged"], found, strict=True):
        assert merged["taken"] == owned_all(case["taken"]), case
        assert tuple(merged["left"][why] for why in ("older", "changed", "elsewhere")) == counts(case), case


def test_outcome_of_merging_is_said_in_one_line():
    case = next(case for case in TABLE["merged"] if case.get("why") == "each by itself")

    merged = merge_attempts(ITEMS.values(), owned_all(case["kept"]), owned_all(case["incoming"]))

    assert merged.line() == (
        "2 answers taken in. 1 answer left out: what is kept here is as new. 2 answers left out: "
        "the question has changed, or the answer is damaged. 1 answer left out: not asked here."
    )
    assert merge_attempts([], {}, {}).line() == "0 answers taken in."


def read_here(text):
    """What Python reads of a file: its quizzes, or what it says instead."""
    try:
        return read_responses_file("answers.json", text)
    except ResponsesFileError as error:
        return str(error)


def read_there(quiz_module, texts):
    """What the page reads of each file: its quizzes, or what it says instead."""
    return quiz_module(
        """(texts) => texts.map((text) => {
          try { return quiz.readResponsesFile("answers.json", text); } catch (error) { return error.message; }
        })""",
        texts,
    )


def told(case):
    return case["holds"] if "holds" in case else f"“answers.json” {case['says']} Nothing was changed."


@pytest.mark.parametrize("case", TABLE["files"], ids=lambda case: f"{case['text'][-50:]!r}")
def test_python_reads_a_file_as_the_table_says(case):
    assert read_here(case["text"]) == told(case)


def test_page_reads_a_file_as_the_table_says(quiz_module):
    found = read_there(quiz_module, [case["text"] for case in TABLE["files"]])

    wrong = {
        case["text"]: read for case, read in zip(TABLE["files"], found, strict=True) if read != told(case)
    }
    assert wrong == {}


def test_table_has_enough_of_everything():
    assert sum(len(TABLE[part]) for part in ("sound", "merged", "files")) >= 150
    answered = {TABLE["items"][case["item"]]["type"] for case in TABLE["sound"] if case["sound"]}
    refused = {TABLE["items"][case["item"]]["type"] for case in TABLE["sound"] if not case["sound"]}
    assert answered == refused == {item.type for item in EVERY.items}


def test_file_that_is_too_large_is_refused_by_both(quiz_module):
    said = "“answers.json” is too large for a file of saved answers. Nothing was changed."

    assert read_here(" " * (FILE_LIMIT + 1)) == said
    assert read_here(" " * FILE_LIMIT) != said
    lengths = [FILE_LIMIT + 1, FILE_LIMIT]
    found = quiz_module(
        """(lengths) => lengths.map((n) => {
          try { quiz.readResponsesFile("answers.json", " ".repeat(n)); } catch (error) { return error.message; }
        })""",
        lengths,
    )
    assert [message == said for message in found] == [True, False]


def test_mark_that_an_editor_puts_before_a_file_is_passed_over():
    text = responses_file({"q": {}})

    assert read_here(f"\ufeff{text}") == {"q": {}}


# ---- A new attempt, and what it earns


def test_new_response_counts_a_try_and_remembers_the_first():
    item = ITEMS["one"]

    first = new_attempt(item, "a")
    second = new_attempt(item, "c", first)
    third = new_attempt(item, "b", second)

    assert (first["response"], first["tries"], first.get("first")) == ("a", 1, None)
    assert (second["response"], second["tries"], second["first"]) == ("c", 2, "a")
    assert (third["response"], third["tries"], third["first"]) == ("b", 3, "a")
    assert all(ATTEMPT.is_valid(attempt) for attempt in (first, second, third))


def test_new_response_keeps_hints_and_review_and_not_how_sure_the_other_was():
    item = ITEMS["one"]
    review = {"step": 1, "due": "2026-11-26"}
    before = {"hash": item.hash, "response": "a", "hints": 2, "confidence": 3, "review": review}

    after = new_attempt(item, "b", before)

    assert (after["hints"], after["review"]) == (2, review)
    assert "confidence" not in after
    assert before["confidence"] == 3


@pytest.mark.parametrize(
    ("id", "typed", "kept"), [("number", "1,200 t", 1200), ("estimate", "۷۰ %", 70), ("one", "b", "b")]
)
def test_what_was_typed_is_kept_as_the_number_it_says(id, typed, kept):
    attempt = new_attempt(ITEMS[id], typed)

    assert attempt["response"] == kept
    assert sound_attempt(ITEMS[id], attempt) == attempt
    assert ATTEMPT.is_valid(attempt)


@pytest.mark.parametrize(
    ("response", "hints", "points"),
    [
        (["a", "c"], None, 1),
        (["a", "c"], 0, 1),
        (["a", "c"], 1, 0.75),
        (["a", "c"], 2, 0.5),
        (["a", "c"], 3, 0.25),
        (["a"], 1, 0.375),
        (["b"], 3, 0),
    ],
)
def test_each_hint_takes_a_quarter_of_the_points(response, hints, points):
    attempt = {"response": response} | ({} if hints is None else {"hints": hints})

    assert earned_points(ITEMS["many"], attempt) == pytest.approx(points)


def test_forecast_earns_no_points():
    kept = {"response": {"probability_pct": 30, "kept_on": "2026-11-23"}}

    assert earned_points(ITEMS["forecast"], kept) is None


@pytest.mark.parametrize(
    ("points", "marks"), [(1, (1, 2, 3)), (0.999, (0, -2, -6)), (0.5, (0, -2, -6)), (0, (0, -2, -6))]
)
def test_certainty_pays_for_what_is_wholly_right_and_costs_for_the_rest(points, marks):
    assert tuple(certainty_mark(points, confidence) for confidence in (1, 2, 3)) == marks


@pytest.mark.parametrize(("chance", "best"), [(0.5, 1), (0.66, 1), (0.68, 2), (0.79, 2), (0.81, 3), (1, 3)])
def test_saying_how_sure_one_is_pays_best(chance, best):
    def on_average(confidence):
        return chance * certainty_mark(1, confidence) + (1 - chance) * certainty_mark(0, confidence)

    assert max((1, 2, 3), key=on_average) == best


# ---- Laws: files go there and back whole

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1)).map(
    lambda moment: f"{moment.isoformat(timespec='milliseconds')}Z"
)
DAYS = st.dates(min_value=date(2000, 1, 1)).map(str)
NAMES = st.sampled_from(["01-the-story", "final", "constructor", "__proto__", "toString", "کوئز 🧲", ""])
CHANCES = st.integers(0, 100) | st.floats(0, 100)


def responses(item):
    """What can be a response to an item, in the form in which it is kept."""
    match item.type:
        case "choose-one":
            return st.sampled_from(list(item.options))
        case "choose-many":
            return st.lists(st.sampled_from(list(item.options)), min_size=1, unique=True)
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
        case "order":
            return st.permutations(list(item.entries))
        case "estimate":
            return st.floats(item.low, item.high)
        case "forecast":
            return st.fixed_dictionaries({"probability_pct": CHANCES, "kept_on": DAYS})
    return st.fixed_dictionaries({id: st.sampled_from(list(item.targets)) for id in item.entries})


def attempts(item):
    """Whatever an attempt at an item can be."""
    optional = {
        "response": responses(item),
        "first": responses(item),
        "given_at": MOMENTS,
        "tries": st.integers(0, 1_000_000),
        "hints": st.integers(0, 3),
        "confidence": st.integers(1, 3),
        "revealed": st.just(True),
        "review": st.fixed_dictionaries({"step": st.integers(0, 4), "due": DAYS}),
    }
    return st.fixed_dictionaries({"hash": st.just(item.hash)}, optional=optional)


ONE_KEPT = st.one_of(*(st.tuples(st.just(item.id), attempts(item)) for item in EVERY.items))
KEPT = st.lists(ONE_KEPT, max_size=3).map(dict)
QUIZZES = st.dictionaries(NAMES, KEPT, max_size=2)
FULL = st.dictionaries(NAMES, st.lists(ONE_KEPT, min_size=1, max_size=3).map(dict), min_size=1, max_size=2)
DEFINITIONS = [definition(item) for item in EVERY.items]


@settings(max_examples=20)
@given(st.lists(QUIZZES, min_size=4, max_size=8))
def test_file_that_python_writes_is_whole_on_the_page(quiz_module, written):
    texts = [responses_file(quizzes) for quizzes in written]

    assert plain(read_there(quiz_module, texts)) == plain(written)
    assert all(FILE.is_valid(json.loads(text)) for text in texts)


@settings(max_examples=20)
@given(st.lists(QUIZZES, min_size=4, max_size=8))
def test_file_that_the_page_writes_is_whole_in_python(quiz_module, written):
    held = [{name: {"items": items} for name, items in quizzes.items()} for quizzes in written]

    texts = quiz_module("(held) => held.map((quizzes) => quiz.responsesFile(quizzes))", held)

    assert plain([read_here(text) for text in texts]) == plain(written)
    assert all(FILE.is_valid(json.loads(text)) for text in texts)


@settings(max_examples=30)
@given(KEPT, KEPT)
def test_merging_takes_the_newer_of_two_and_loses_nothing(kept, incoming):
    merged = merge_attempts(EVERY.items, kept, incoming)

    after = {**kept, **merged.taken}
    assert set(after) == {*kept, *incoming}
    for id, attempt in after.items():
        both = [attempts[id] for attempts in (kept, incoming) if id in attempts]
        assert attempt in both
        assert attempt.get("given_at", "") == max(each.get("given_at", "") for each in both)
    assert len(merged.taken) + merged.older == len(incoming)
    assert merge_attempts(EVERY.items, after, incoming).taken == {}


@settings(max_examples=20)
@given(st.lists(st.tuples(KEPT, KEPT), min_size=4, max_size=8))
def test_page_and_python_merge_alike(quiz_module, pairs):
    there = merge_there(quiz_module, pairs)

    assert there == [merge_here(*pair) for pair in pairs]


def merge_here(kept, incoming):
    merged = merge_attempts(EVERY.items, kept, incoming)
    left = {"older": merged.older, "changed": merged.changed, "elsewhere": merged.elsewhere}
    return plain({"taken": merged.taken, "left": left})


def merge_there(quiz_module, pairs):
    run = "(items, pairs) => pairs.map((pair) => quiz.mergeAttempts(items, ...pair))"
    return plain(quiz_module(run, DEFINITIONS, pairs))


# ---- Laws: a damaged file is refused in one line, or what is sound of it is taken in

NASTY = st.sampled_from(["__proto__", "constructor", "toString", "hasOwnProperty", "length", "hash", "", "a"])
RUBBISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | NASTY
    | st.sampled_from(["x" * 2000, "<img src=x onerror=alert(1)>", "کیا؟ 🧲", "\u0000", "a\nb", "2026-11-23"])
    | st.sampled_from([{"toString": 1}, {"length": -1}, {"valueOf": {}}, {"toJSON": 1}, {"slice": 1}]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NASTY, inner, max_size=3),
    max_leaves=6,
)


def ways_into(value, way=()):
    """The way to every place inside a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*way, step)
        yield from ways_into(inner, (*way, step))


@st.composite
def tampered(draw):
    """The text of a file in which up to three places were replaced, taken out or called otherwise."""
    file = json.loads(responses_file(draw(FULL)))
    for _ in range(draw(st.integers(1, 3))):
        ways = list(ways_into(file))
        # Most places lie deep; whether the top is sound decides over everything, so leave that to the table.
        deep = [way for way in ways if len(way) > 2] or ways
        way = draw(st.sampled_from(deep))
        place = file
        for step in way[:-1]:
            place = place[step]
        match draw(st.sampled_from(["replace", "replace", "take out", "rename"])):
            case "take out":
                del place[way[-1]]
            case "rename" if isinstance(place, dict):
                place[draw(NASTY)] = place.pop(way[-1])
            case _:
                place[way[-1]] = copy.deepcopy(draw(RUBBISH))
    return json.dumps(file, ensure_ascii=draw(st.booleans()))


@st.composite
def corrupted(draw):
    """The text of a file that was cut off, or in which up to three bytes were changed."""
    content = bytearray(responses_file(draw(FULL)).encode())
    if draw(st.booleans()):
        content = content[: draw(st.integers(0, len(content) - 1))]
    for _ in range(draw(st.integers(1, 3)) if content else 0):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content).decode("utf-8", errors="replace")


def taken_here(text):
    read = read_here(text)
    if isinstance(read, str):
        return read
    return {name: merge_here({}, entries) for name, entries in read.items()}


def taken_there(quiz_module, texts):
    return quiz_module(
        """(items, texts) => texts.map((text) => {
          let quizzes;
          try { quizzes = quiz.readResponsesFile("answers.json", text); } catch (error) { return error.message; }
          const merged = Object.entries(quizzes).map(([name, held]) => [name, quiz.mergeAttempts(items, {}, held)]);
          return Object.fromEntries(merged);
        })""",
        DEFINITIONS,
        texts,
    )


@settings(max_examples=60)
@given(st.lists(tampered() | corrupted(), min_size=3, max_size=8))
def test_damaged_file_is_refused_in_one_line_or_taken_in_soundly_and_by_both_alike(quiz_module, texts):
    here = [taken_here(text) for text in texts]

    assert plain(taken_there(quiz_module, texts)) == here
    for outcome in here:
        if isinstance(outcome, str):
            assert ONE_LINE.fullmatch(outcome)
            continue
        for merged in outcome.values():
            assert set(merged["taken"]) <= {item.id for item in EVERY.items}


@settings(max_examples=200)
@given(st.data())
def test_what_is_sound_of_a_damaged_attempt_fits_the_schema_and_stays_sound(data):
    item = data.draw(st.sampled_from(EVERY.items))
    attempt = data.draw(attempts(item))
    name = data.draw(st.sampled_from([*SCHEMA["$defs"]["attempt"]["properties"], "note", "__proto__"]))
    attempt[name] = data.draw(RUBBISH)

    sound = sound_attempt(item, attempt)

    if sound is not None:
        assert ATTEMPT.is_valid(sound)
        assert sound_attempt(item, sound) == sound
        if "response" in sound:
            score_response(item, sound["response"])


@pytest.mark.parametrize("depth", [500, 5_000, 200_000])
@pytest.mark.parametrize("place", ["response", "first", "review", "note"])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused_in_one_line_or_left_out(quiz_module, depth, place, start, end):
    item = next(item for item in EVERY.items if item.type == "order")
    deep = start * depth + "1" + end * depth
    entry = f'{{"hash": "{item.hash}", "hints": 1, "{place}": {deep}}}'
    text = f'{{"format": "explainer-responses", "version": 1, "quizzes": {{"q": {{"items": {{"{item.id}": {entry}}}}}}}}}'

    for outcome in (taken_here(text), *taken_there(quiz_module, [text])):
        if isinstance(outcome, str):
            assert ONE_LINE.fullmatch(outcome)
        elif place == "response":
            assert outcome["q"]["left"]["changed"] == 1
        else:
            assert outcome["q"]["taken"] == {item.id: {"hash": item.hash, "hints": 1}}


def test_deeply_nested_response_is_refused_in_python_too():
    deep = []
    for _ in range(100_000):
        deep = [deep]

    for item in EVERY.items:
        with pytest.raises(ResponseError):
            score_response(item, deep)
        assert sound_attempt(item, {"hash": item.hash, "response": deep}) is None
