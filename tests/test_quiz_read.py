"""Banks are read; each fault is one line that says file, line, item, what is wrong and the mend."""

from textwrap import dedent

import pytest

from explainer.quiz import ItemError, bank, bank_faults, bank_names, read_bank
from explainer.quiz.read import parse_bank
from quiz_page import SAMPLE

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
        "its fields are id, stem, because, options, key, part, answered_in, hints, shuffle",
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
