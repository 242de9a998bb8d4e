"""What an author hears of a bank: each rule finds its slip, with line and item, and leaves good items alone."""

import copy
import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from explainer import quiz
from explainer.errors import ADVICE, FAULT
from explainer.preview import Preview
from explainer.quiz import bank_findings, lint, quiz_html, read_bank
from explainer.quiz.read import BYTES_LIMIT, parse_bank, read_content

HERE = Path(__file__).parent
GOOD = """\
title: Rivers
sources:
  book: Our book, page 12
items:
- id: bend
  type: choose-one
  stem: Where does a river wear its bank away most?
  options:
    a: {text: On the outside of a bend, feedback: The water is fastest there., see: source:book}
    b: {text: On the inside of a bend, feedback: The water is slow there and drops its load., see: source:book, misconception: short is fast}
    c: {text: On both sides of a bend, feedback: So it is in a straight stretch only., see: source:book, misconception: equally fast all over}
  key: a
  because: [source:book]
- id: parts
  type: order
  stem: Put these parts of a river in order.
  ends: [source, mouth]
  misconception: a river is fastest at its mouth
  entries:
    a: {text: Spring, feedback: It rises there., see: source:book}
    b: {text: Upper course, feedback: It is steep there., see: source:book}
    c: {text: Delta, feedback: It drops its load there., see: source:book}
    d: {text: Open sea, feedback: It has ended there., see: source:book}
  because: [source:book]
- id: length
  type: estimate
  stem: How long is the river, from its spring to the sea?
  key: 700
  low: 0
  high: 1000
  unit: km
  feedback: {near: That is how long it is., low: It is longer than that., high: It is shorter than that.}
  see: source:book
  because: [source:book]
- id: groups
  type: sort
  stem: Sort these by what the river does.
  misconception: rivers only carry away
  groups: {a: Carries away, b: Drops}
  entries:
    a: {text: Outer bank, key: a, feedback: The water is fast there., see: source:book}
    b: {text: Inner bank, key: b, feedback: The water is slow there., see: source:book}
    c: {text: Gorge, key: a, feedback: It cuts into rock there., see: source:book}
    d: {text: Mouth, key: b, feedback: It comes to rest there., see: source:book}
    e: {text: Flood plain, key: b, feedback: Floods leave mud there., see: source:book}
  because: [source:book]
"""


def lines(text, **options):
    return [
        f"{found.severity}: {found.line()}" for found in bank_findings(text.encode(), "b.yaml", **options)
    ]


def changed(old, new, text=GOOD):
    assert text.count(old) >= 1, f"{old!r} is not there: the test seeds nothing"
    return text.replace(old, new, 1)


SLIPS = {
    "a verdict for feedback": (
        ("The water is slow there and drops its load.", "Wrong!"),
        'fault: b.yaml, line 10: item "bend": option "b": feedback "Wrong!" only says whether it is right; '
        "say why, in a sentence or two",
    ),
    "a verdict in more words": (
        ("It is longer than that.", '"No, sorry, that is not correct."'),
        'fault: b.yaml, line 32: item "length": "low": feedback "No, sorry, that is not correct." only says',
    ),
    "feedback of two words": (
        ("It cuts into rock there.", "Rock breaks."),
        'advice: b.yaml, line 43: item "groups": entry "c": feedback "Rock breaks." is very short',
    ),
    "feedback given twice": (
        ("It is steep there.", "It rises there."),
        'advice: b.yaml, line 21: item "parts": entry "b": feedback is the same as that of entry "a"',
    ),
    "a small negative": (
        ("Where does a river wear its bank away most?", "Where does a river not wear its bank away?"),
        'advice: b.yaml, line 7: item "bend": the stem asks with "not", which is easily overlooked',
    ),
    "a contracted negative": (
        ("Where does a river wear its bank away most?", "Which of these isn't a bank?"),
        'item "bend": the stem asks with "isn\'t"',
    ),
    "except": (
        (
            "Where does a river wear its bank away most?",
            "Choose where a river wears its bank away, except in bends.",
        ),
        'item "bend": the stem asks with "except"',
    ),
    "no question": (
        ("Where does a river wear its bank away most?", "A river wears its bank away most"),
        'advice: b.yaml, line 7: item "bend": the stem is no full question and no instruction',
    ),
    "a stem that is hard to read": (
        (
            "Where does a river wear its bank away most?",
            "Considering considerable sedimentological heterogeneity, which geomorphological configuration "
            "predominantly accelerates erosional deterioration of unconsolidated riverine embankments during "
            "extraordinary meteorological circumstances, notwithstanding anthropogenic interventions?",
        ),
        'advice: b.yaml, line 7: item "bend": the stem reads at grade',
    ),
    "all of the above": (
        ("On both sides of a bend", "All of the above"),
        'advice: b.yaml, line 11: item "bend": option "c": "All of the above" has no meaning where options are shuffled',
    ),
    "none of these": (
        ("On both sides of a bend", "None of these."),
        'advice: b.yaml, line 11: item "bend": option "c": "None of these." can be chosen without the idea',
    ),
    "a letter that no page shows": (
        ("So it is in a straight stretch only.", '"Option (a) is better than this one."'),
        'advice: b.yaml, line 11: item "bend": option "c": "Option (a)" names a letter',
    ),
    "a key that is the longest by far": (
        (
            "On the outside of a bend",
            "On the outside of a bend where the water has the longer way and is the fastest",
        ),
        'advice: b.yaml, line 9: item "bend": option "a": the key has 78 letters and the longest distractor 23',
    ),
    "a misconception that repeats its option": (
        ("short is fast", "on the inside of a bend"),
        'advice: b.yaml, line 10: item "bend": option "b": the misconception repeats the option',
    ),
    "a misconception named twice": (
        ("equally fast all over", "Short is fast!"),
        'advice: b.yaml, line 11: item "bend": option "c": the misconception is that of option "b" too',
    ),
    "an estimate on the middle": (
        ("key: 700", "key: 520"),
        'advice: b.yaml, line 28: item "length": the key sits in the middle of the scale',
    ),
    "a log scale centred on its key": (
        ("key: 700\n  low: 0\n  high: 1000", "key: 100\n  low: 10\n  high: 1000\n  scale: log"),
        'item "length": the key sits in the middle',
    ),
    "the key in the stem": (
        ("from its spring to the sea?", "all 700 km of it?"),
        'item "length": the stem: the key, 700 km, stands in it',
    ),
    "a hint that gives the key away": (
        (
            "  key: a\n  because",
            "  key: a\n  hints:\n  - Look on the outside of a bend, where it is fast.\n  because",
        ),
        'advice: b.yaml, line 14: item "bend": hint 1: it gives the key away',
    ),
    "years that give the order away": (
        (
            "Spring, feedback: It rises there., see: source:book}\n    b: {text: Upper course",
            "Spring 1901, feedback: It rises there., see: source:book}\n    b: {text: Upper 1902",
        ),
        None,
    ),
    "a group that gets nearly all": (
        ("text: Inner bank, key: b", "text: Inner bank, key: a"),
        None,
    ),
    "an unknown reference": (
        ("because: [source:book]\n- id: parts", "because: [source:bok]\n- id: parts"),
        'fault: b.yaml, line 13: item "bend": reference "source:bok": there is no source of that id',
    ),
    "a word that does not say when": (
        ("So it is in a straight stretch only.", "So it is today in a straight stretch."),
        'advice: b.yaml, line 11: item "bend": option "c": "today" does not say when',
    ),
}


def test_good_bank_has_nothing_to_mend():
    assert lines(GOOD) == []


@pytest.mark.parametrize("name", [name for name, (_, said) in SLIPS.items() if said])
def test_slip_is_found_in_one_line_with_its_place(name):
    seed, expected = SLIPS[name]

    said = lines(changed(*seed))

    assert [line for line in said if expected in line] == said, said
    assert len(said) == 1
    assert "\n" not in said[0]


def test_years_that_give_the_order_away_are_found_only_where_all_have_one():
    some = changed(*SLIPS["years that give the order away"][0])
    all_of_them = changed("Open sea", "Sea 1904", changed("text: Delta", "text: Delta 1903", some))

    assert lines(some) == []
    assert [line for line in lines(all_of_them) if "the years give the order away" in line]


def test_group_that_gets_nearly_all_entries_is_found():
    nearly = changed("text: Mouth, key: b", "text: Mouth, key: a")
    nearly = changed(*SLIPS["a group that gets nearly all"][0], text=nearly)

    assert lines(nearly) == [
        'advice: b.yaml, line 39: item "groups": group "Carries away" gets 4 of the 5 entries; '
        "spread the entries over the groups"
    ]


@pytest.mark.parametrize(
    "stem",
    [
        "Which case shows that this does not follow?",
        "A classmate says: “It is never so.” Which source bears that out?",
        "Which of these is NOT a bank?",
        "Why does the outer bank not grow?",
        "The inner bank does not wear away. Which one does?",
        "Complete the sentence with the right bank.",
        "دریا کا کنارہ سب سے زیادہ کہاں کٹتا ہے؟",
        "河流在哪里侵蚀最多？",
    ],
)
def test_stem_that_is_no_trick_is_left_alone(stem):
    assert lines(changed("Where does a river wear its bank away most?", f"'{stem}'")) == []


def choose_one_items(count, key, key_text="On the outside", others="On the inside {}"):
    items = []
    for n in range(count):
        options = "".join(
            f"    {id}: {{text: {key_text if id == key else others.format(id)}, feedback: The water is fast in {n} {id}., "
            f"see: source:book{'' if id == key else f', misconception: error {id}'}}}\n"
            for id in "abc"
        )
        items.append(
            f"- id: i{n}\n  type: choose-one\n  stem: Which bank wears away?\n  options:\n{options}  key: {key}\n  because: [source:book]\n"
        )
    return "title: T\nsources: {book: Our book}\nitems:\n" + "".join(items)


def test_keys_all_in_one_place_are_found_from_six_items_on():
    assert lines(choose_one_items(5, "b")) == []
    assert lines(choose_one_items(6, "b")) == [
        "advice: b.yaml, line 3: the key stands in place 2 in 6 of 6 items of type choose-one; "
        "move some of the keys: on paper options stand as in the file"
    ]


def test_key_that_is_mostly_the_longest_is_found():
    said = lines(choose_one_items(6, "b", key_text="On the outside of the bend", others="On the inside {}"))

    assert any("the key is the longest option in 6 of 6 items" in line for line in said)


def test_numbers_are_proven_against_records_and_not_against_own_sources():
    own = changed("The water is fastest there.", "The water runs 4321 metres there.")
    of_the_book = own.replace("source:book", "term:ore")

    assert lines(own) == []
    assert [line for line in lines(of_the_book) if "4321" in line] == [
        'fault: b.yaml, line 9: item "bend": option "a": "4321" is in none of term:ore; '
        "name the fact or record that carries it in because: or see:"
    ]


def test_bank_of_the_book_is_held_to_the_book_s_words_and_sources():
    text = changed("So it is in a straight stretch only.", "So it is today in a straight stretch.")

    said = lines(text, of_the_book=True)

    assert [line for line in said if line.startswith("fault") and '"today"' in line]
    assert [line for line in said if line.startswith("fault") and "sources of its own" in line]


def test_entries_of_one_group_may_share_their_feedback():
    assert lines(changed("It cuts into rock there.", "The water is fast there.")) == []


def test_readability_is_left_out_where_syllables_cannot_be_counted(monkeypatch):
    def no_pyphen(_):
        raise ModuleNotFoundError(name="pyphen")

    monkeypatch.setattr(lint, "reading_grade", no_pyphen)

    assert lines(changed(*SLIPS["a stem that is hard to read"][0])) == []


def test_banks_of_the_book_have_no_faults():
    for name in quiz.bank_names():
        found = bank_findings(*read_content(name), of_the_book=True)

        assert [finding.line() for finding in found if finding.severity == FAULT] == []


def test_faults_come_before_advice():
    text = changed(
        "The water is slow there and drops its load.",
        "Wrong!",
        changed("short is fast", "equally fast all over"),
    )

    assert [line.partition(":")[0] for line in lines(text)] == [FAULT, ADVICE]


def test_every_text_that_a_reader_meets_is_looked_at():
    for item in read_bank(HERE / "quiz_every_type.yaml").items:
        assert set(item.texts) == {text for _, text in lint._read_texts(item)}


# ---- Bad input

EVERY = YAML(typ="safe").load((HERE / "quiz_every_type.yaml").read_text(encoding="utf-8"))["items"]
HUGE = "x" * 100_000
TEXTS = {
    "Urdu": "یہ ایک سوال ہے۔ کیا یہ درست ہے؟",
    "emoji": "👩🏽‍🔬 🪨 🧲",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3))",
}


def dumped(item):
    """A bank of one item as JSON, which is YAML too and quicker to write."""
    return json.dumps({"title": "T", "items": [item]}, ensure_ascii=False).encode()


def places(value, way=()):
    """The way to every field, list element and letter of an item."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*way, step)
            yield from places(inner, (*way, step))


def with_place(item, way, value=...):
    item = copy.deepcopy(item)
    inside = item
    for step in way[:-1]:
        inside = inside[step]
    if value is ...:
        del inside[way[-1]]
    else:
        inside[way[-1]] = value
    return item


def one_line_each(content):
    found = [finding.line() for finding in bank_findings(content, "b.yaml")]
    for line in found:
        assert line.startswith("b.yaml, line "), line
        assert "\n" not in line
        assert len(line) < 1_000, line[:200]
        assert "; " in line
    return found


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item["id"])
def test_whatever_stands_in_a_field_is_answered_in_one_line(item):
    for way in places(item):
        one_line_each(dumped(with_place(item, way)))
        for value in ("", None, [], {"a": {"b": 1}}, True, -1, 10**400, HUGE):
            one_line_each(dumped(with_place(item, way, value)))


@pytest.mark.parametrize("name", TEXTS)
def test_text_of_any_kind_is_taken_and_shown_as_text(name):
    for item in EVERY:
        for way in places(item):
            step = way[-1]
            if step in ("stem", "text", "feedback", "near", "high") and isinstance(step, str):
                place = item
                for each in way:
                    place = place[each]
                if not isinstance(place, str):
                    continue
                content = dumped(with_place(item, way, TEXTS[name]))
                one_line_each(content)
                bank = parse_bank(content, "b.yaml")
                html = quiz_html(bank, bank.items[0].part, resolve=lambda _: None)

                assert "<script>" not in html
                assert "<img" not in html


BOMB = "title: T\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode() + b"items: *i\n",
        BOMB.encode() + b"items: [{id: one, type: *i}]\n",
        b"title: T\nitems: &i [*i]\n",
        b"title: &t {t: *t}\nitems: []\n",
    ],
)
def test_aliases_that_unfold_without_end_are_one_line(content):
    (said,) = one_line_each(content)

    assert "its aliases (*) unfold without end; write the texts out" in said


def test_alias_that_repeats_one_text_is_taken():
    text = changed(
        "text: On the outside of a bend, feedback: The", "text: On the outside of a bend, feedback: &f The"
    )
    text = changed(
        "text: Outer bank, key: a, feedback: The water is fast there.",
        "text: Outer bank, key: a, feedback: *f",
        text,
    )

    assert lines(text) == []


def test_file_that_is_too_large_is_one_line():
    (said,) = one_line_each(b"#" * (BYTES_LIMIT + 1))

    assert "split the bank" in said


@pytest.mark.parametrize(
    ("sources", "what"),
    [
        ("just words", '"sources" is text; write each as'),
        ("[a, b]", '"sources" is a list; write each as'),
        ("{Our Book: x}", 'source "Our Book": its id has other signs'),
        ("{book: 12}", 'source "book" is the number 12; write what a reader would look up'),
        ('{book: " "}', 'source "book" is blank; write what a reader would look up'),
        ("", '"sources" is empty; write each as'),
    ],
)
def test_sources_that_are_none_are_refused(sources, what):
    (said,) = one_line_each(changed("sources:\n  book: Our book, page 12", f"sources: {sources}").encode())

    assert said.startswith("b.yaml, line ")
    assert what in said


def test_bank_of_five_hundred_items_is_checked_and_shown(tmp_path):
    from time import process_time

    path = tmp_path / "many.yaml"
    path.write_text(choose_one_items(500, "b"), encoding="utf-8")
    preview = Preview(path)

    began = process_time()
    page = preview.page()
    first = process_time() - began
    preview.page()
    again = process_time() - began - first

    assert page.count('<fieldset class="item"') == 500
    assert first < 20  # about 3 s of one core
    assert again < 0.2
