"""The quiz in a notebook, as Python sees it; tests/test_quiz_page.py drives its front end."""

import pytest
import traitlets

from explainer.quiz import ItemError, ResponseError
from explainer.widgets import QuizWidget, show_quiz
from quiz_page import SAMPLE, WIDGETS, resolve


@pytest.fixture
def quiz():
    widget = QuizWidget(SAMPLE, resolve=resolve)
    yield widget
    widget.close()


def test_nothing_is_scored_before_the_first_response(quiz):
    assert (quiz.responses, quiz.scores, quiz.score) == ({}, {}, None)


def test_responses_are_scored_as_they_come(quiz):
    quiz.responses = {"order": "b"}
    assert quiz.scores == {"order": 1.0}
    assert quiz.score == pytest.approx(1 / 3)

    quiz.responses = {"order": "b", "in-the-shipment": ["a"], "kilograms": 1200}
    assert quiz.scores == {"order": 1.0, "in-the-shipment": 0.5, "kilograms": 1.0}
    assert quiz.score == pytest.approx(2.5 / 3)

    quiz.responses = {}
    assert (quiz.scores, quiz.score) == ({}, None)


def test_score_can_be_observed(quiz):
    seen = []
    quiz.observe(lambda change: seen.append(change["new"]), names=["score"])

    quiz.responses = {"order": "b", "in-the-shipment": ["a", "b"], "kilograms": "1,200"}

    assert seen == [1.0]


def test_response_that_cannot_be_scored_is_refused_and_nothing_changes(quiz):
    quiz.responses = {"order": "b"}

    with pytest.raises(ResponseError, match=r'^item "order": response "z" is not among the options a, b, c$'):
        quiz.responses = {"order": "z"}
    with pytest.raises(ResponseError, match=r'^response to "elsewhere", which is no item of this quiz'):
        quiz.responses = {"elsewhere": "a"}

    assert quiz.responses == {"order": "b"}
    assert quiz.scores == {"order": 1.0}


def test_score_is_python_s_to_give(quiz):
    with pytest.raises(traitlets.TraitError, match="read-only"):
        quiz.score = 1.0


def test_guesses_are_kept_and_never_scored():
    widget = QuizWidget(SAMPLE, "before", resolve=resolve)
    widget.responses = {"guess-order": "a", "guess-share": 20}

    assert (widget.scores, widget.score) == ({}, None)
    widget.close()


def test_forecasts_are_kept_with_their_day_and_never_scored():
    widget = QuizWidget(SAMPLE, "forecast", resolve=resolve)
    kept = {"text-public": {"probability_pct": 30, "kept_on": "2026-11-23"}}
    widget.responses = kept

    assert (widget.responses, widget.scores, widget.score) == (kept, {}, None)
    with pytest.raises(ResponseError, match=r'^item "text-public": response "130" is no forecast'):
        widget.responses = {"text-public": 130}
    widget.close()


def test_bundle_has_the_widget_the_page_and_the_text(quiz):
    data, _ = quiz._repr_mimebundle_()

    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == quiz.model_id
    assert data["text/html"] == quiz.html
    assert data["text/html"].startswith('<section class="quiz" data-quiz="quiz_sample"')
    assert data["text/plain"].startswith("A sample bank")
    assert "Right" not in data["text/plain"]


def test_html_of_the_bundle_is_the_same_every_time(quiz):
    other = QuizWidget(SAMPLE, resolve=resolve)

    assert other._repr_mimebundle_()[0]["text/html"] == quiz._repr_mimebundle_()[0]["text/html"]
    other.close()


def test_module_and_style_are_the_files_beside_the_widget(quiz):
    assert quiz._esm == (WIDGETS / "quiz.js").read_text("utf-8")
    assert quiz._css == (WIDGETS / "quiz.css").read_text("utf-8")


def test_module_stands_alone():
    """It must load from a single file too, so it imports nothing and names no other host."""
    source = (WIDGETS / "quiz.js").read_text("utf-8")

    assert not [line for line in source.splitlines() if line.startswith("import ") or "import(" in line]
    assert "http" not in source
    assert "innerHTML" not in source


def test_quiz_of_a_chapter_is_shown_by_its_name():
    widget = show_quiz("01-the-story")

    assert 'data-quiz="01-the-story" data-part="after"' in widget.html
    widget.close()


def test_unknown_chapter_is_refused_with_the_nearest_name():
    with pytest.raises(ItemError, match=r'there is no quiz "the-story"; did you mean 01-the-story\b'):
        show_quiz("the-story")
