"""Markdown as the proof reads it."""

from explainer.prose import paragraphs, reading_grade


def test_a_paragraph_knows_which_words_its_links_hold():
    (paragraph,) = paragraphs("China mined [about 70 %](../book/facts.md#x) of it.")
    (link,) = paragraph.links

    assert paragraph.text == "China mined about 70 % of it."
    assert paragraph.text[link.start : link.end] == "about 70 %"
    assert link.href == "../book/facts.md#x"


def test_quotes_lists_tables_and_folded_text_are_prose_too():
    text = "> **In brief** one\n\n- two\n\n| three |\n|---|\n| four |\n\n<details><summary>five</summary>\n\nsix\n\n</details>"

    assert [p.text.strip() for p in paragraphs(text)] == [
        "In brief one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_code_is_no_prose():
    assert [p.text for p in paragraphs("Set `n = 5`.\n\n    n = 6\n\n```\nn = 7\n```")] == ["Set □."]


def test_links_in_raw_html_are_seen():
    (paragraph,) = paragraphs('<p>It is <a href="facts.md#x">5 t</a> of it.</p>')

    assert paragraph.text[paragraph.links[0].start : paragraph.links[0].end] == "5 t"


def test_quotations_are_found_in_curly_and_straight_marks():
    (paragraph,) = paragraphs('He said “one two” and "three".')

    assert [words for _, _, words in paragraph.quotations()] == ["one two", "three"]


def test_long_sentences_of_long_words_read_at_a_higher_grade():
    easy = "The cat sat on the mat. It was warm. The dog came in."
    hard = "Notwithstanding considerable institutional opposition, parliamentary representatives deliberated extensively."

    assert reading_grade([easy]) < 3 < 12 < reading_grade([hard])
