"""Banks are read; each fault is one line that says file, line, item, what is wrong and the mend."""

import re
from textwrap import dedent

import pytest

from explainer.quiz import ItemError, bank, bank_faults, bank_names, read_bank
from explainer.quiz.read import parse_bank
from quiz_page import SAMPLE
from quiz_records import (
    ESTIMATE,
    FULL,
    HINTED,
    MATCH,
    ORDER,
    SETTLED,
    SORT,
    as_yaml,
    changed,
    good_texts_in_every_place,
    kind_of,
    places,
    wrong_in_every_place,
)

GOOD = dedent(
    """\
    title: A bank
    items:
    - id: order
      type: choose-one
      stem: Which came first?
      options:
        a:
          text: The box
          feedback: It came second.
          see: event:t31
          misconception: the box began it
        b:
          text: The memorandum
          feedback: It came first.
          see: event:t29
      key: b
      because: [event:t29]
    - id: weight
      type: number
      stem: How many kilograms are 2 tonnes?
      key: 2000
      tolerance: 0
      unit: kg
      feedback:
        right: Yes.
        wrong: No.
      see: term:tonne
      because: [term:tonne]
      slips:
      - value: 20
        feedback: A tonne is more.
        see: term:tonne
    """
)
FAULTS = {
    "key that is no option": (
        ("key: b", "key: c"),
        'bank.yaml, line 16: item "order": key "c" is not among the options a, b; set "key" to one of them',
    ),
    "missing key": (
        ("  key: b\n", ""),
        'bank.yaml, line 3: item "order": "key" is missing; name the right answer',
    ),
    "misspelt field": (
        ("  stem: Which", "  stemm: Which"),
        'bank.yaml, line 5: item "order": "stemm" is not a field of an item of type choose-one; did you mean stem?',
    ),
    "field from elsewhere": (
        ("key: b\n", "key: b\n  worth: 5\n"),
        'bank.yaml, line 17: item "order": "worth" is not a field of an item of type choose-one; '
        "its fields are id, stem, because, options, key, part, answered_in, needs, hints, shuffle",
    ),
    "two items of one id": (
        ("- id: weight", "- id: order"),
        'bank.yaml, line 18: item "order": the id stands twice; give one of the two another id',
    ),
    "option without feedback": (
        ("      feedback: It came first.\n", ""),
        'bank.yaml, line 12: item "order": option "b": "feedback" is missing; '
        "say what makes it right or where the error lies",
    ),
    "option with empty feedback": (
        ("feedback: It came first.", "feedback:"),
        'bank.yaml, line 14: item "order": option "b": "feedback" is empty; '
        "say what makes it right or where the error lies",
    ),
    "option without see": (
        ("      see: event:t29\n", ""),
        'bank.yaml, line 12: item "order": option "b": "see" is missing; '
        "name the reference that bears it out, such as event:t29",
    ),
    "distractor without misconception": (
        ("      misconception: the box began it\n", ""),
        'bank.yaml, line 7: item "order": option "a": "misconception" is missing; '
        "name in a few words the error it stands for",
    ),
    "key with a misconception": (
        ("see: event:t29\n  key", "see: event:t29\n      misconception: none\n  key"),
        'bank.yaml, line 16: item "order": option "b" is right and names a misconception; '
        'take it out, or mend "key"',
    ),
    "number without tolerance": (
        ("  tolerance: 0\n", ""),
        'bank.yaml, line 18: item "weight": "tolerance" is missing; '
        "write how far off still counts, or 0 for exact",
    ),
    "number without feedback": (
        ("  feedback:\n    right: Yes.\n    wrong: No.\n", ""),
        'bank.yaml, line 18: item "weight": "feedback" is missing; write right: and wrong: under it',
    ),
    "number in quotes": (
        ("key: 2000", 'key: "2000"'),
        'bank.yaml, line 21: item "weight": "key" is text, not a number; '
        "write digits with a decimal point, such as 12.5",
    ),
    "number that is not finite": (
        ("key: 2000", "key: .nan"),
        'bank.yaml, line 21: item "weight": "key" is nan; write a finite number',
    ),
    "number beyond a float": (
        ("key: 2000", "key: 1" + "0" * 400),
        'bank.yaml, line 21: item "weight": "key" is too large; write a finite number',
    ),
    "slip within the tolerance": (
        ("tolerance: 0", "tolerance: 1980"),
        'bank.yaml, line 30: item "weight": slip 20 lies within the tolerance, so it is right; '
        "take it out, or lower that",
    ),
    "slip without value": (
        ("- value: 20\n    feedback", "- feedback"),
        'bank.yaml, line 30: item "weight": slip 1: "value" is missing; write the wrong number',
    ),
    "text that YAML takes for a number": (
        ("text: The box", "text: 2025"),
        'bank.yaml, line 8: item "order": option "a": "text" is the number 2025, not text; put it in quotes',
    ),
    "text that YAML takes for a date": (
        ("text: The box", "text: 2025-09-08"),
        'bank.yaml, line 8: item "order": option "a": "text" is a date, not text; put it in quotes',
    ),
    "character that cannot be shown": (
        ("text: The box", r'text: "The \ud800 box"'),
        'bank.yaml, line 8: item "order": option "a": "text" holds the character U+D800, '
        "which no page can show; take it out",
    ),
    "reference that is none": (
        ("see: event:t31", "see: t31"),
        'bank.yaml, line 10: item "order": option "a": "see": "t31" is not a reference; write kind:id, '
        "such as event:t29, with one of the kinds fact, claim, event, term, source, table, comparator, "
        "deal-term, deposit, law, party",
    ),
    "because that is no list": (
        ("because: [event:t29]", "because: event:t29"),
        'bank.yaml, line 17: item "order": "because" is text, not a list; write because: [event:t29]',
    ),
    "list as key of one": (
        ("key: b", "key: [b]"),
        'bank.yaml, line 16: item "order": "key" is a list; name the one right option, or set type: choose-many',
    ),
    "misspelt type": (
        ("type: choose-one", "type: choose-on"),
        'bank.yaml, line 4: item "order": type "choose-on" is not known; did you mean choose-one, choose-many?',
    ),
    "no type": (
        ("  type: choose-one\n", ""),
        'bank.yaml, line 3: item "order": "type" is missing; set it to one of choose-one, choose-many, number, order, match, sort, estimate, forecast',
    ),
    "no id": (
        ("- id: order\n  type", "- type"),
        'bank.yaml, line 3: item 1: "id" is missing; name the item, such as share-of-output',
    ),
    "unusable id": (
        ("id: order", "id: The order"),
        'bank.yaml, line 3: item "The order": "id" is "The order"; use lower-case letters, digits and hyphens, at most 80',
    ),
    "guess without its section": (
        ("type: choose-one", "type: choose-one\n  part: before"),
        'bank.yaml, line 3: item "order": "answered_in" is missing; '
        'name the section that answers this guess, such as "#in-the-box"',
    ),
    "no title": (
        ("title: A bank\n", ""),
        'bank.yaml, line 1: "title" is missing; write the title of the chapter',
    ),
    "colon in plain text": (
        ("stem: Which came", "stem: Think: which came"),
        "bank.yaml, line 5: not readable as YAML: mapping values are not allowed here; "
        "put a text that holds a colon in quotes",
    ),
    "tab": (
        ("  stem: Which", "\tstem: Which"),
        "bank.yaml, line 5: not readable as YAML: found character '\\t' that cannot start any token; "
        "indent with spaces, not tabs",
    ),
    "field twice": (
        ("  key: b\n", "  key: b\n  key: a\n"),
        'bank.yaml, line 17: not readable as YAML: the same place has twice the key "key"; keep one of the two',
    ),
}


def write(tmp_path, text):
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_bank_is_read_in_order_with_its_name_from_the_file(tmp_path):
    read = read_bank(write(tmp_path, GOOD))

    assert (read.name, read.title) == ("bank", "A bank")
    assert [item.id for item in read.items] == ["order", "weight"]
    assert list(read.items[0].options) == ["a", "b"]
    assert read.items[1].slips[0].value == 20


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_one_line_with_file_line_item_and_mend(name, tmp_path):
    (old, new), message = FAULTS[name]
    assert GOOD.count(old) == 1

    with pytest.raises(ItemError) as caught:
        read_bank(write(tmp_path, GOOD.replace(old, new)))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "bank.yaml, line 1: the bank is empty; add title: and items:"),
        (b"# soon\n", "bank.yaml, line 1: the bank is empty; add title: and items:"),
        (
            b"title: T\nitems: []\n",
            'bank.yaml, line 2: "items" is an empty list; write each item as "- id: ..." under it',
        ),
        (b"title: T\nitems:\n", 'bank.yaml, line 2: "items" is empty; list the items under it'),
        (
            b"title: T\nitems:\n- Which?\n",
            "bank.yaml, line 3: item 1: an item is text, not a group of fields; "
            'write "- id: ..." and the fields below it',
        ),
        (
            b"just words\n",
            "bank.yaml, line 1: a bank is text, not a group of fields; write its fields below it: title, items, sources",
        ),
        (b"title: T\nitems: \xff\n", "bank.yaml, line 2: a character is not UTF-8; save the file as UTF-8"),
    ],
)
def test_file_that_holds_no_bank_is_refused_in_one_line(content, message):
    with pytest.raises(ItemError) as caught:
        parse_bank(content, "bank.yaml")

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\nb: 2\n",
        'a: "x\n',
        "a: *nowhere\n",
        "a: !what b\n",
        "a: 1\n---\nb: 2\n",
        "a: \0\n",
        "[" * 5000,
        "? {a: 1}\n: 2",
    ],
)
def test_what_is_not_yaml_is_refused_in_one_line(text):
    with pytest.raises(ItemError, match=r"^bank\.yaml, line \d+: not readable as YAML: [^\n]+; [^\n]+$"):
        parse_bank(text.encode(), "bank.yaml")


def test_every_faulty_item_is_reported_at_once():
    text = GOOD.replace("key: b", "key: c").replace("  tolerance: 0\n", "")

    faults = bank_faults(text.encode(), "bank.yaml")

    assert [fault.split(";")[0] for fault in faults] == [
        'bank.yaml, line 16: item "order": key "c" is not among the options a, b',
        'bank.yaml, line 18: item "weight": "tolerance" is missing',
    ]
    assert bank_faults(GOOD.encode(), "bank.yaml") == ()
    assert len(bank_faults(b"title: [", "bank.yaml")) == 1
    assert len(bank_faults(GOOD.replace("id: weight", "id: order").encode(), "bank.yaml")) == 1


def test_unknown_quiz_is_refused_with_the_nearest_name():
    with pytest.raises(ItemError, match=r'^there is no quiz "01-the-stroy"; did you mean 01-the-story\b'):
        bank("01-the-stroy")


def test_every_bank_of_the_package_is_read():
    assert "01-the-story" in bank_names()
    for name in bank_names():
        assert bank(name).name == name


def test_part_without_items_is_refused(tmp_path):
    read = read_bank(write(tmp_path, GOOD))

    with pytest.raises(ItemError, match=r'^quiz "bank" has no items of part "before"; choose part "after"'):
        read.part("before")
    with pytest.raises(
        ItemError, match=r'^a quiz has no part "during"; choose one of before, after, forecast$'
    ):
        read.part("during")


def test_parts_divide_the_bank():
    assert [len(SAMPLE.part(part)) for part in ("before", "after")] == [2, 3]


# ---- The other types, and every place of every type

SHORT = {"title": "A bank", "items": [ORDER, MATCH, SORT, ESTIMATE, SETTLED, HINTED]}
MORE_FAULTS = {
    "no entries": (
        (0, "entries"),
        ...,
        'item "order": "entries" is missing; add them by letter, a: and b:, each with text: and feedback:',
    ),
    "entry without text": (
        (0, "entries", "b", "text"),
        ...,
        'item "order": entry "b": "text" is missing; write what it says',
    ),
    "two entries": (
        (0, "entries", "c"),
        ...,
        'item "order": "entries" needs three entries or more; add them by letter, a: and b:',
    ),
    "entry id": (
        (0, "entries", "cc"),
        ORDER["entries"]["a"],
        'item "order": entry "cc": its id is not one lower-case letter; call the entries a, b, c and so on',
    ),
    "same text twice": (
        (0, "entries", "b", "text"),
        "Event a",
        'item "order": "entries" has the same text twice; a reader could not tell the two apart',
    ),
    "no ends": (
        (0, "ends"),
        ...,
        'item "order": "ends" is missing; say what the first and the last place mean, such as [earliest, latest]',
    ),
    "one end": (
        (0, "ends"),
        ["earliest"],
        'item "order": "ends" needs two texts; write ends: [earliest, latest]',
    ),
    "blank end": ((0, "ends", 1), " ", 'item "order": "ends": text 2 is blank; write the text'),
    "ends as text": (
        (0, "ends"),
        "earliest to latest",
        'item "order": "ends" is text, not a list; write ends: [earliest to latest]',
    ),
    "no misconception": (
        (0, "misconception"),
        ...,
        'item "order": "misconception" is missing; name in a few words the error it stands for',
    ),
    "no partners": (
        (1, "partners"),
        ...,
        'item "match": "partners" is missing; add what the entries are matched with, by letter',
    ),
    "entry without key": (
        (1, "entries", "a", "key"),
        ...,
        'item "match": entry "a": "key" is missing; name the right answer',
    ),
    "key that is no partner": (
        (1, "entries", "a", "key"),
        "e",
        'item "match": entry "a": key "e" is not among the partners a, b, c, d; set "key" to one of them',
    ),
    "partner used twice": (
        (1, "entries", "c", "key"),
        "b",
        'item "match": entry "c": partner "b" is that of entry "a" too; give each its own, or set type: sort',
    ),
    "partners alike": (
        (1, "partners", "d"),
        "A road",
        'item "match": "partners" has two partners with the same text; keep one of the two',
    ),
    "partner that is a number": (
        (1, "partners", "d"),
        2025,
        'item "match": partner "d" is the number 2025, not text; put it in quotes',
    ),
    "one group": (
        (2, "groups"),
        {"a": "Fact"},
        'item "sort": "groups" needs two groups or more; add them by letter, a: and b:',
    ),
    "empty group": (
        (2, "groups", "c"),
        "Demand",
        'item "sort": group "c" has no entry; take it out, or give it one',
    ),
    "blank group": ((2, "groups", "b"), "", 'item "sort": group "b" is blank; write the text'),
    "huge group": (
        (2, "groups", "b"),
        "x" * 5_001,
        'item "sort": group "b" is 5,001 characters long; shorten it to at most 5,000',
    ),
    "field of another type": (
        (2, "partners"),
        {"a": "A road"},
        'item "sort": "partners" is not a field of an item of type sort; '
        "did you mean part?",
    ),
    "no low end": ((3, "low"), ..., 'item "estimate": "low" is missing; write the low end of the scale'),
    "no high end": ((3, "high"), ..., 'item "estimate": "high" is missing; write the high end of the scale'),
    "no feedback": (
        (3, "feedback"),
        ...,
        'item "estimate": "feedback" is missing; write near:, low: and high: under it',
    ),
    "no feedback for low": (
        (3, "feedback", "low"),
        ...,
        'item "estimate": feedback: "low" is missing; write what an estimate that is too low is told',
    ),
    "no feedback for near": (
        (3, "feedback", "near"),
        ...,
        'item "estimate": feedback: "near" is missing; write what an estimate near the figure is told',
    ),
    "unknown scale": (
        (3, "scale"),
        "logarithmic",
        'item "estimate": "scale" is "logarithmic"; write linear, or log where the figures span many sizes',
    ),
    "log from 0": ((3, "scale"), "log", 'item "estimate": "low" is 0; a log scale begins above 0'),
    "scale the wrong way round": (
        (3, "low"),
        100,
        'item "estimate": "high" is 100 and "low" is 100; the scale runs from low to high',
    ),
    "key off the scale": (
        (3, "key"),
        101,
        'item "estimate": "key" is 101, which is not on the scale from 0 to 100; widen it',
    ),
    "no outcome": ((4, "resolution", "came_true"), ..., 'item "settled": resolution: "came_true" is missing; write true or false'),
    "outcome in words": (
        (4, "resolution", "came_true"),
        "yes",
        'item "settled": resolution: "came_true" is text; write true or false, without quotes',
    ),
    "no day": (
        (4, "resolution", "on"),
        ...,
        'item "settled": resolution: "on" is missing; write the day it was known, as "2027-03-01"',
    ),
    "no such day": (
        (4, "resolution", "on"),
        "2027-02-30",
        'item "settled": resolution: "on" is "2027-02-30"; write the day in quotes, as "2027-03-01"',
    ),
    "no words on what happened": (
        (4, "resolution", "feedback"),
        ...,
        'item "settled": resolution: "feedback" is missing; say what happened',
    ),
    "four hints": (
        (5, "hints"),
        ["1.", "2.", "3.", "4."],
        'item "hinted": "hints" has 4 steps; keep at most 3',
    ),
    "blank hint": ((5, "hints", 1), "\n", 'item "hinted": "hints": step 2 is blank; write the text'),
    "hint that is a number": (
        (5, "hints", 0),
        1500,
        'item "hinted": "hints": step 1 is the number 1500, not text; put it in quotes',
    ),
    "huge hint": (
        (5, "hints", 0),
        "x" * 5_001,
        'item "hinted": "hints": step 1 is 5,001 characters long; shorten it to at most 5,000',
    ),
    "hints as text": (
        (5, "hints"),
        "Think.",
        'item "hinted": "hints" is text, not a list; write each on a line of its own that begins with "- "',
    ),
    "shuffle in words": (
        (5, "shuffle"),
        "no",
        'item "hinted": "shuffle" is text; write true or false, without quotes',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE_FAULTS)
def test_fault_of_a_newer_type_is_said_with_its_mend(name):
    way, to, message = MORE_FAULTS[name]
    content = as_yaml(changed(SHORT, "items", *way, to=to))

    faults = bank_faults(content, "bank.yaml")

    assert [fault.partition(": ")[2] for fault in faults] == [message]
    assert faults[0].startswith("bank.yaml, line ")


def test_faults_stand_on_the_line_of_the_field():
    text = as_yaml(changed(SHORT, "items", 1, "entries", "c", "key", to="z")).decode()

    (fault,) = bank_faults(text.encode(), "bank.yaml")

    line = int(fault.removeprefix("bank.yaml, line ").split(":")[0])
    assert text.splitlines()[line - 1].strip() == "key: z"


@pytest.mark.parametrize("kind", FULL)
def test_whatever_is_wrong_in_any_place_is_said_in_one_short_line(kind):
    wrong = wrong_in_every_place(FULL[kind])

    faults = bank_faults(as_yaml({"title": "A bank", "items": list(wrong.values())}), "bank.yaml")

    assert len(faults) == len(wrong)
    for name, fault in zip(wrong, faults, strict=True):
        assert re.fullmatch(r"bank\.yaml, line \d+: item [^\n]{10,400}", fault), name
        assert "; " in fault, name  # what is wrong; the mend
        assert fault.isprintable(), name
    lines = [int(re.search(r"line (\d+)", fault)[1]) for fault in faults]
    assert lines == sorted(lines)


@pytest.mark.parametrize("kind", FULL)
def test_character_that_no_page_can_show_is_refused_in_any_place(kind):
    ways = [way for way, _ in places(FULL[kind]) if kind_of(FULL[kind], way) in ("text", "answered_in")]
    items = [changed(FULL[kind], *way, to="#bell\x07") for way in ways]

    faults = bank_faults(as_yaml({"title": "A bank", "items": items}), "bank.yaml")

    assert len(faults) == len(ways) >= 3
    for fault in faults:
        assert fault.endswith(" holds the character U+0007, which no page can show; take it out")


@pytest.mark.parametrize("kind", FULL)
def test_any_text_in_any_place_is_read_as_it_was_written(kind):
    items = [{**item, "id": f"item-{n}"} for n, item in enumerate(good_texts_in_every_place(FULL[kind]))]

    read = parse_bank(as_yaml({"title": "کتاب 🧲 <b>", "items": items}), "bank.yaml")

    assert read.title == "کتاب 🧲 <b>"
    for record, item in zip(items, read.items, strict=True):
        written = {value for way, value in places(record) if kind_of(record, way) == "text"}
        told = {*item.texts, getattr(item, "unit", None), *item.misconceptions}
        assert written <= told, record


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2027-02-30", "2027-02-30"),
        ("2027-13-01", "2027-13-01"),
        ("1" + "0" * 5_000, "1" + "0" * 78 + "…"),
        ("2027-03-01T25:00:00Z", "2027-03-01T25:00:00Z"),
    ],
)
def test_what_looks_like_a_day_or_a_number_and_is_none_is_refused_with_its_line(value, shown):
    text = GOOD.replace("text: The box", f"text: {value}")

    with pytest.raises(ItemError) as caught:
        parse_bank(text.encode(), "bank.yaml")

    assert str(caught.value) == (
        f'bank.yaml, line 8: "{shown}" is no day and no number that can be read; put it in quotes, or mend it'
    )
