"""quiz_html: questions first, then the key; safe, the same every time, and small."""

import gzip
import json
import re
from collections import defaultdict
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from explainer.quiz import Bank, ItemError, bank, bank_names, quiz_html, quiz_text, score_response
from explainer.quiz.html import RULES
from explainer.quiz.item import PARTS
from explainer.quiz.read import _item, parse_bank
from explainer.quiz.scoring import definition
from explainer.quiz.types import TYPES
from quiz_items import EVERY
from quiz_page import SAMPLE, resolve
from quiz_records import as_yaml, kind_of, places

NASTY = "</script><img src=x onerror=alert(1)><!-- & ]]> \"' کون سا؟ 🧲"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t<>&'\""), min_size=1)
TEXT = TEXT.filter(str.strip)
RECORD = YAML(typ="safe", pure=True).load((Path(__file__).parent / "quiz_every_type.yaml").read_text("utf-8"))


class Outline(HTMLParser):
    """The tags of a page in order, its texts, and what its scripts hold."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.attributes, self.script = [], [], [], ""
        self.opened = []  # and not closed, in order
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag != "input":
            self.opened.append(tag)
        self._in_script = tag == "script"

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag
        self._in_script = False

    def handle_data(self, data):
        if self._in_script:
            self.script += data
        else:
            self.texts.append(data)

    def having(self, **wanted):
        return [(tag, found) for tag, found in self.attributes if wanted.items() <= found.items()]


def with_texts(text):
    """The bank of every type with one text wherever a text can be, each with a number of its own behind it."""
    record, n = json.loads(json.dumps(RECORD)), 0
    for item in record["items"]:
        for way, _ in [*places(item)]:
            if kind_of(item, way) == "text":
                place = item
                for step in way[:-1]:
                    place = place[step]
                place[way[-1]] = f"{text} [{n}]"
                n += 1
    return Bank("nasty", text, tuple(map(_item, record["items"])))


def squeezed(text):
    """A text as HTML shows it: any white space is one blank."""
    return " ".join(re.split(r"[ \t\r\n]+", text)).strip()


def own_html(item, quiz=None, **options):
    """What one item adds to a page: its form, its key and what scoring needs."""
    alone = Bank((quiz or EVERY).name, (quiz or EVERY).title, (item,))
    html = quiz_html(alone, item.part, **options)
    parts = re.findall(
        r'<fieldset class="item".*?\n</fieldset>\n(?=</form>)|<li data-key.*?</li>(?=\n</ol>)|(?<=>)\[\{.*\}\](?=</script>)',
        html,
        re.S,
    )
    assert len(parts) == (2 if item.part == "forecast" else 3)
    return "\n".join(parts)


@pytest.mark.parametrize("part", ["before", "after", "forecast"])
def test_quiz_is_the_golden_one(part, golden):
    name = "quiz.html" if part == "after" else f"quiz-{part}.html"

    golden(name, quiz_html(SAMPLE, part, resolve=resolve))


def test_same_bank_gives_the_same_bytes():
    assert quiz_html(SAMPLE, resolve=resolve) == quiz_html(SAMPLE, resolve=resolve)


def test_questions_come_first_and_the_key_after_them():
    html = quiz_html(SAMPLE, resolve=resolve)

    assert html.rindex("</fieldset>") < html.index('<details class="key">')
    questions = html[: html.index('<details class="key">')]
    for item in SAMPLE.part("after"):
        assert item.because[0] not in questions


def test_every_feedback_and_reference_is_in_the_key_once():
    html = quiz_html(SAMPLE, resolve=resolve)

    for item in SAMPLE.part("after"):
        for option in getattr(item, "options", {}).values():
            assert html.count(option.feedback) == 1
    outline = Outline(html)
    links = outline.having(**{"class": "ref", "data-ref": "event:t34"})
    assert ("a", "../book/events.md#t34") in {(tag, found["href"]) for tag, found in links}


def test_there_are_no_ids_and_names_belong_to_a_form_of_their_own():
    outline = Outline(quiz_html(SAMPLE, resolve=resolve))

    assert not [found for _, found in outline.attributes if "id" in found]
    assert outline.tags.count("form") == 1
    assert outline.tags.index("form") < outline.tags.index("input")


def test_stable_names_are_there():
    outline = Outline(quiz_html(SAMPLE, resolve=resolve))

    assert outline.having(**{"class": "quiz", "data-quiz": "quiz_sample", "data-part": "after"})
    items = [found for tag, found in outline.attributes if tag == "fieldset"]
    assert [(found["data-item"], found["data-type"]) for found in items] == [
        ("order", "choose-one"),
        ("in-the-shipment", "choose-many"),
        ("kilograms", "number"),
    ]


def test_buttons_are_hidden_until_a_script_answers_them():
    outline = Outline(quiz_html(SAMPLE, resolve=resolve))

    buttons = [found for tag, found in outline.attributes if tag == "button"]
    assert buttons
    assert all("hidden" in found and found["type"] == "button" for found in buttons)


def test_script_block_holds_what_scoring_needs_and_no_feedback():
    outline = Outline(quiz_html(SAMPLE, resolve=resolve))

    assert json.loads(outline.script) == [definition(item) for item in SAMPLE.part("after")]


@pytest.mark.parametrize("part", PARTS)
@settings(max_examples=40)
@given(text=TEXT)
def test_any_text_comes_back_as_text_and_never_as_markup(part, text):
    bank = with_texts(text)

    plain, spiced = (Outline(quiz_html(b, part, resolve=resolve)) for b in (with_texts("words"), bank))

    assert spiced.tags == plain.tags
    assert [(tag, set(found)) for tag, found in spiced.attributes] == [
        (tag, set(found)) for tag, found in plain.attributes
    ]
    shown = squeezed("\n".join(spiced.texts))
    for item in bank.part(part):
        for each in (*item.texts, *filter(None, [getattr(item, "unit", None)])):
            assert squeezed(each) in shown
    assert json.loads(spiced.script) == [definition(item) for item in bank.part(part)]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", ["a\n\nb", "a\n \t\nb", "a\r\n\r\nb", "a\r\rb", "\n\na\n\n", "a\n\n\n\n<b>"])
def test_no_text_leaves_a_blank_line_which_would_end_the_html_in_markdown(part, text):
    bank = with_texts(text)

    html = quiz_html(bank, part, resolve=resolve)

    lines = html.rstrip("\n").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [line for line in lines if not line.strip(" \t")] == []
    shown = squeezed("\n".join(Outline(html).texts))
    assert all(squeezed(text) in shown for item in bank.part(part) for text in item.texts)


@pytest.mark.parametrize("part", PARTS)
def test_text_cannot_end_the_script_block_or_open_a_comment(part):
    html = quiz_html(with_texts(NASTY), part, resolve=resolve)

    assert html.count("</script") == 1
    assert "<!--" not in html
    assert "<img" not in html


def test_reference_that_resolves_to_nothing_is_text_and_no_link():
    outline = Outline(quiz_html(SAMPLE, resolve=lambda name: None))

    assert "a" not in outline.tags
    assert "event:t29" in outline.texts


def test_reference_to_nothing_in_the_book_is_refused_with_quiz_and_item():
    def refuse(name):
        msg = f'reference "{name}": there is no event of that id'
        raise ValueError(msg)

    with pytest.raises(
        ItemError, match=r'^quiz "quiz_sample", item "order": reference "event:t29": there is no'
    ):
        quiz_html(SAMPLE, resolve=refuse)


def test_guess_says_where_the_text_answers_it():
    outline = Outline(quiz_html(SAMPLE, "before", resolve=resolve))

    assert outline.having(href="#how-much-copper")
    assert outline.having(href="#order")


def test_forecast_has_no_key_and_says_on_its_form_what_it_rests_on():
    html = quiz_html(SAMPLE, "forecast", resolve=resolve)
    outline = Outline(html)

    assert "details" not in outline.tags
    assert "in a newspaper that prints it whole" in html[: html.index("</form>")]
    assert outline.having(**{"data-ref": "event:t29"})
    assert outline.having(**{"data-ref": "term:memorandum"})
    assert json.loads(outline.script) == [definition(item) for item in SAMPLE.part("forecast")]


@pytest.mark.parametrize(
    ("quiz", "item"), [(name, item.id) for name in bank_names() for item in bank(name).items]
)
def test_item_of_the_book_takes_less_than_two_kilobytes(quiz, item):
    held = bank(quiz)
    html = own_html(next(each for each in held.items if each.id == item), held)

    assert len(gzip.compress(html.encode(), mtime=0)) < 2048


@pytest.mark.parametrize("name", bank_names())
def test_quiz_of_a_chapter_takes_less_than_two_kilobytes_an_item(name):
    items = bank(name).part("after")

    assert len(gzip.compress(quiz_html(bank(name)).encode(), mtime=0)) / len(items) < 2048


def test_book_uses_every_type_so_that_its_size_is_known():
    assert {item.type for name in bank_names() for item in bank(name).items} == set(TYPES)


# ---- Every type

KEYED = [item for item in EVERY.items if item.part != "forecast"]


@pytest.mark.parametrize("item", EVERY.items, ids=lambda item: item.id)
def test_item_of_every_type_is_the_golden_one(item, golden):
    golden(f"quiz-item-{item.id}.html", own_html(item, resolve=resolve) + "\n")


@pytest.mark.parametrize("item", KEYED, ids=lambda item: item.id)
def test_feedback_stands_in_the_key_once_and_never_in_the_question(item):
    html = own_html(item, resolve=resolve)
    question, _, key = html.partition("</fieldset>\n\n<li data-key=")

    told = [*(getattr(item, "options", None) or getattr(item, "entries", {})).values()]
    feedback = [each.feedback for each in told] or [
        text for text in item.texts if text != item.stem and text not in item.hints
    ]
    assert key
    feedback = [escape(words) for words in feedback]
    assert len(feedback) >= 3
    for words in feedback:
        assert key.count(words) == feedback.count(words)
        assert words not in question
    for name in item.because:
        assert f'data-ref="{name}"' not in question


@pytest.mark.parametrize("item", KEYED, ids=lambda item: item.id)
def test_page_finds_in_the_key_whatever_scoring_can_show(item):
    """quiz.js copies an element with data-for; what `Score.shown` names must be one."""
    places = set(re.findall(r'data-for="([^"]+)"', own_html(item, resolve=resolve)))

    assert (
        places
        == {
            "choose-one": set(getattr(item, "options", ())),
            "choose-many": set(getattr(item, "options", ())),
            "number": {"right", "wrong", *(f"slip-{n + 1}" for n in range(len(getattr(item, "slips", ()))))},
            "order": set(getattr(item, "entries", ())),
            "match": set(getattr(item, "entries", ())),
            "sort": set(getattr(item, "entries", ())),
            "estimate": {"near", "low", "high"},
        }[item.type]
    )


@pytest.mark.parametrize("item", EVERY.items, ids=lambda item: item.id)
def test_rule_of_the_points_is_said_where_an_answer_can_be_partly_right(item):
    html = own_html(item, resolve=resolve)
    rule = None if item.part == "before" and item.type == "estimate" else RULES.get(type(item))

    assert re.findall(r'<p class="rule">(.*)</p>', html) == ([rule] if rule else [])


def test_entries_to_order_are_not_shown_in_their_right_order():
    item = next(item for item in EVERY.items if item.type == "order")

    question, _, key = own_html(item, resolve=resolve).partition("<li data-key=")

    assert sorted(re.findall(r'data-entry="(.)"', question)) == list("abcd")
    assert re.findall(r'data-entry="(.)"', question) != list("abcd")
    assert re.findall(r'<span class="verdict">(.*?)</span>', key) == ["1.", "2.", "3.", "4."]


def test_every_entry_offers_every_partner_or_group():
    for item in EVERY.items:
        if item.type in ("match", "sort"):
            form = own_html(item, resolve=resolve).split("</fieldset>\n\n")[0]
            offered = re.findall(r'value="([a-z])"', form)
            assert offered == list(item.targets) * len(item.entries)


def test_partners_stand_by_letter_above_what_they_are_matched_with():
    outline = Outline(own_html(next(item for item in EVERY.items if item.type == "match"), resolve=resolve))

    assert outline.tags.count("select") == 3
    assert outline.texts.count("D. A newspaper") == 3
    assert outline.texts.count("A newspaper") == 1


def test_hints_stand_in_steps_and_say_what_they_cost():
    item = next(item for item in EVERY.items if len(item.hints) == 2)

    html = own_html(item, resolve=resolve)

    assert re.findall(r"<summary>(.*?)</summary><p>(.*?)</p>", html) == [
        ("Hint 1 of 2 (takes a quarter of the points)", "Ask whether the paper binds anyone."),
        (
            "Hint 2 of 2 (takes a quarter of the points)",
            "Its name in the news is an abbreviation of three letters.",
        ),
    ]
    one = next(item for item in EVERY.items if len(item.hints) == 1)
    assert "<summary>Hint (takes a quarter of the points)</summary>" in own_html(one, resolve=resolve)


def test_estimate_says_its_scale_and_the_figure_in_its_key_alone():
    item = next(item for item in EVERY.items if item.id == "tonnes-of-antimony")

    question, _, key = own_html(item, resolve=resolve).partition("<li data-key=")

    assert "Your estimate, from 100 t to 10,000,000 t" in question
    assert "each step along it multiplies" in question
    assert "119" not in question
    assert "119,000 t" in key


@pytest.mark.parametrize(
    ("came_true", "said"),
    [
        (True, "It came true, as of 1 March 2027."),
        (False, "It did not come true, as of 1 March 2027."),
    ],
)
def test_forecast_that_came_out_says_how(came_true, said):
    item = next(item for item in EVERY.items if item.id == "settled")
    item = replace(item, resolution=replace(item.resolution, came_true=came_true))

    html = own_html(item, resolve=resolve)

    assert f"<b>{said}</b> A newspaper printed it whole." in html
    assert json.loads(html.splitlines()[-1])[0]["resolution"] == {"came_true": came_true, "on": "2027-03-01"}


def test_forecast_that_is_open_says_no_outcome():
    html = own_html(next(item for item in EVERY.items if item.id == "open-still"), resolve=resolve)

    assert "settled" not in html
    assert json.loads(html.splitlines()[-1])[0]["resolution"] is None


def test_no_two_items_share_the_name_of_an_input():
    """Radio buttons of one name are one choice, so a name shared by two items loses an answer."""
    sort, one = (next(i for i in EVERY.items if i.type == kind) for kind in ("sort", "choose-one"))
    items = [replace(sort, id="x"), *(replace(one, id=f"x-{letter}") for letter in "abcd")]

    html = quiz_html(Bank("b", "B", tuple(items)), resolve=resolve)

    owners = defaultdict(set)
    for fieldset in html.split('<fieldset class="item"')[1:]:
        id = re.search(r'data-item="([^"]+)"', fieldset)[1]
        for name in re.findall(r'name="([^"]+)"', fieldset.split("</form>")[0]):
            owners[name].add(id)
    assert len(owners) == 4 + 4
    assert all(len(ids) == 1 for ids in owners.values())


def test_control_of_every_type_has_a_name_that_a_reader_hears():
    for part in PARTS:
        html = quiz_html(EVERY, part, resolve=resolve)
        for control in re.findall(r"<(?:input|select)[^>]*>", html):
            assert "aria-label=" in control or re.search(
                rf"<label[^>]*>(?:(?!</label>).)*{re.escape(control)}", html, re.S
            ), control


@pytest.mark.parametrize(
    ("options", "attributes"),
    [
        ({}, {}),
        ({"test": True}, {"data-test": "on"}),
        ({"confidence": True}, {"data-confidence": "on"}),
        ({"seed": 0}, {"data-seed": "0"}),
        ({"seed": '"> <script>', "test": True}, {"data-seed": '"> <script>', "data-test": "on"}),
    ],
)
def test_options_stand_on_the_section(options, attributes):
    outline = Outline(quiz_html(EVERY, resolve=resolve, **options))

    ((_, found),) = outline.having(**{"class": "quiz"})
    assert {
        name: found[name] for name in found if name in ("data-test", "data-confidence", "data-seed")
    } == attributes


def test_seed_changes_nothing_but_the_section_so_that_the_page_decides():
    assert quiz_html(EVERY, resolve=resolve, seed="7").replace(' data-seed="7"', "") == quiz_html(
        EVERY, resolve=resolve
    )


# ---- A bank of 500 items


def test_bank_of_500_items_is_read_rendered_and_scored():
    after = [item for item in RECORD["items"] if item.get("part", "after") == "after"]
    items = [{**after[n % len(after)], "id": f"item-{n}", "stem": f"{n}. What?"} for n in range(500)]

    held = parse_bank(as_yaml({"title": "Five hundred", "items": items}), "five-hundred.yaml")
    html = quiz_html(held, resolve=resolve)
    text = quiz_text(held)

    outline = Outline(html)
    assert len(held.items) == 500
    assert len(outline.having(**{"class": "item"})) == 500
    assert re.findall(r'data-key="([^"]+)"', html) == [item.id for item in held.items]
    assert [each["id"] for each in json.loads(outline.script)] == [item.id for item in held.items]
    assert "Question 500 of 500" in html
    assert html.endswith("</section>\n")
    assert outline.opened == []
    assert text.count("\n\n") == 500
    scores = [score_response(item, RIGHT_OF[item.type](item)).points for item in held.items]
    assert scores == [1] * 500


RIGHT_OF = {
    "choose-one": lambda item: item.key,
    "choose-many": lambda item: list(item.key),
    "number": lambda item: item.key,
    "estimate": lambda item: item.key,
    "order": lambda item: list(item.entries),
    "match": lambda item: item.key,
    "sort": lambda item: item.key,
}


@pytest.mark.parametrize("part", PARTS)
def test_html_closes_what_it_opens(part):
    assert Outline(quiz_html(EVERY, part, resolve=resolve)).opened == []


# ---- As text


def test_plain_text_has_the_questions_and_not_the_key():
    text = quiz_text(SAMPLE)

    assert text.startswith("A sample bank\n\n1. A headline says")
    assert "   ( ) b  The memorandum was signed before the box was shown.\n" in text
    assert "   [ ] d  Lithium\n" in text
    assert text.endswith("   ______ kg")
    assert "right" not in text.lower()


def test_plain_text_of_a_forecast_is_a_line_to_fill_in():
    text = quiz_text(SAMPLE, "forecast")

    assert "   ______ %   By 31 December 2027, in a newspaper that prints it whole" in text


def test_plain_text_of_every_type_can_be_filled_in():
    text = quiz_text(EVERY)

    assert "   ( ) a  A memorandum of understanding\n" in text
    assert "   [ ] c  Neodymium\n" in text
    assert "   (1 is earliest, 4 is latest)\n" in text
    assert "   ___ A senator asks for the text.\n" in text
    assert "   ___ USSM\n" in text
    assert "       d  A newspaper\n" in text
    assert "       b  Forecast\n" in text
    assert "   ______ %   (from 0 % to 100 %)\n" in text
    assert text.endswith("   ______ t   (from 100 t to 10,000,000 t)")


def test_plain_text_does_not_give_the_order_away():
    item = next(item for item in EVERY.items if item.type == "order")
    lines = [line for line in quiz_text(Bank("b", "B", (item,))).splitlines() if line.startswith("   ___")]

    assert sorted(lines) == sorted(f"   ___ {entry.text}" for entry in item.entries.values())
    assert lines != [f"   ___ {entry.text}" for entry in item.entries.values()]


@given(TEXT)
@settings(max_examples=20)
def test_plain_text_holds_no_feedback_and_no_hint(text):
    bank = with_texts(text)

    for part in PARTS:
        shown = quiz_text(bank, part)
        for item in bank.part(part):
            assert item.stem in shown
            assert all(hint not in shown for hint in item.hints)
            for each in (getattr(item, "options", None) or getattr(item, "entries", {})).values():
                assert each.text in shown
                assert each.feedback not in shown
