"""quiz_html: questions first, then the key; safe, the same every time, and small."""

import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quiz import Bank, ItemError, Option, quiz_html, quiz_text
from explainer.quiz.scoring import definition
from quiz_page import SAMPLE, resolve

NASTY = "</script><img src=x onerror=alert(1)><!-- & ]]> \"' کون سا؟ 🧲"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


class Outline(HTMLParser):
    """The tags of a page in order, its texts, and what its scripts hold."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.attributes, self.script = [], [], [], ""
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        self._in_script = tag == "script"

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_data(self, data):
        if self._in_script:
            self.script += data
        else:
            self.texts.append(data)

    def having(self, **wanted):
        return [(tag, found) for tag, found in self.attributes if wanted.items() <= found.items()]


def with_texts(text):
    """The sample's choose-one item with one text wherever a text can be."""
    item = next(item for item in SAMPLE.items if item.id == "order")
    options = {
        id: Option(text=text, feedback=text, see=option.see, misconception=option.misconception and text)
        for id, option in item.options.items()
    }
    number = next(item for item in SAMPLE.items if item.id == "kilograms")
    return Bank(
        "nasty", text, (replace(item, stem=text, options=options), replace(number, stem=text, unit=text))
    )


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


@given(TEXT)
def test_any_text_comes_back_as_text_and_never_as_markup(text):
    plain, spiced = (Outline(quiz_html(with_texts(t), resolve=resolve)) for t in ("words", text))

    assert spiced.tags == plain.tags
    stems = re.sub(r"\s+", " ", "".join(spiced.texts))
    assert re.sub(r"\s+", " ", text).strip() in stems
    assert json.loads(spiced.script)[1]["unit"] == text


def test_text_cannot_end_the_script_block_or_open_a_comment():
    html = quiz_html(with_texts(NASTY), resolve=resolve)

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


def test_ten_items_take_less_than_two_kilobytes_each():
    items = [
        replace(item, id=f"{item.id}-{n}", stem=f"{n}. {item.stem}")
        for n in range(4)
        for item in SAMPLE.part("after")
    ]
    html = quiz_html(Bank("ten", "Ten", tuple(items[:10])), resolve=resolve)

    assert len(gzip.compress(html.encode(), mtime=0)) / 10 < 2048


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
