"""The quiz in a notebook, as Python sees it; tests/test_quiz_page.py drives its front end."""

import errno
import gzip
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import traitlets

from explainer.quiz import Bank, ItemError, ResponseError
from explainer.quiz.attempts import ResponsesFileError, responses_file
from explainer.widgets import QuizWidget, show_quiz
from quiz_items import EVERY
from quiz_page import SAMPLE, WIDGETS, resolve

SCHEMA = json.loads(files("explainer.quiz").joinpath("responses.schema.json").read_text("utf-8"))
RIGHT = {
    "which-paper": "a",
    "not-rare-earths": ["a", "b"],
    "kilograms": 1500,
    "what-came-first": ["a", "b", "c", "d"],
    "who-is-who": {"a": "a", "b": "b", "c": "c"},
    "fact-or-forecast": {"a": "a", "b": "b", "c": "b", "d": "a"},
    "share-of-china": 70,
    "tonnes-of-antimony": 119000,
}


@pytest.fixture
def quiz():
    widget = QuizWidget(SAMPLE, resolve=resolve)
    yield widget
    widget.close()


@pytest.fixture
def every():
    """every(part): a quiz with the items of that part, of every type."""
    widgets = []

    def show(part="after", bank=EVERY):
        widgets.append(QuizWidget(bank, part, resolve=resolve))
        return widgets[-1]

    yield show
    for widget in widgets:
        widget.close()


def hash_of(id, bank=EVERY):
    return next(item for item in bank.items if item.id == id).hash


def attempt(id, response, given_at="2026-11-23T10:00:00.000Z", **more):
    return {"hash": hash_of(id), "response": response, "given_at": given_at, "tries": 1, **more}


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


def test_module_stays_small():
    """It is on every page of a chapter, and in every notebook that shows a quiz."""
    assert len(gzip.compress((WIDGETS / "quiz.js").read_bytes(), 9, mtime=0)) <= 15_000


def test_quiz_of_a_chapter_is_shown_by_its_name():
    widget = show_quiz("01-the-story")

    assert 'data-quiz="01-the-story" data-part="after"' in widget.html
    widget.close()


def test_unknown_chapter_is_refused_with_the_nearest_name():
    with pytest.raises(ItemError, match=r'there is no quiz "the-story"; did you mean 01-the-story\b'):
        show_quiz("the-story")


# ---- Every type, with hints and certainty


def test_every_type_is_scored(every):
    quiz = every()

    quiz.responses = RIGHT

    assert quiz.scores == dict.fromkeys(RIGHT, 1.0)
    assert quiz.score == 1.0


def test_part_of_a_point_is_given_by_the_rule_of_each_type(every):
    quiz = every()

    quiz.responses = {
        "not-rare-earths": ["a"],
        "what-came-first": ["b", "a", "c", "d"],
        "who-is-who": {"a": "a", "b": "c", "c": "d"},
        "fact-or-forecast": {"a": "a", "b": "b", "c": "b", "d": "b"},
        "share-of-china": 80,
    }

    assert quiz.scores == pytest.approx(
        {
            "not-rare-earths": 1 / 2,
            "what-came-first": 4 / 6,
            "who-is-who": 1 / 3,
            "fact-or-forecast": 3 / 4,
            "share-of-china": 15 / 23,
        }
    )


def test_responses_become_attempts_and_attempts_responses(every):
    quiz = every()

    quiz.responses = {"which-paper": "b"}
    quiz.responses = {"which-paper": "a"}

    kept = quiz.attempts["which-paper"]
    assert (kept["response"], kept["first"], kept["tries"], kept["hash"]) == (
        "a",
        "b",
        2,
        hash_of("which-paper"),
    )
    quiz.attempts = {"kilograms": attempt("kilograms", 150)}
    assert quiz.responses == {"kilograms": 150}
    assert quiz.scores == {"kilograms": 0}


def test_setting_another_response_leaves_the_others_as_they_were(every):
    quiz = every()
    quiz.attempts = {"kilograms": attempt("kilograms", 1500, tries=3)}

    quiz.responses = {**quiz.responses, "which-paper": "a"}

    assert quiz.attempts["kilograms"] == attempt("kilograms", 1500, tries=3)


def test_hint_costs_a_quarter_and_alone_it_is_no_answer(every):
    quiz = every()

    quiz.attempts = {
        "which-paper": attempt("which-paper", "a", hints=2),
        "what-came-first": {"hash": hash_of("what-came-first"), "hints": 1},
    }

    assert quiz.scores == {"which-paper": 0.5}
    assert quiz.score == pytest.approx(0.5 / 8)
    assert quiz.responses == {"which-paper": "a"}
    quiz.responses = {"what-came-first": list("abcd")}
    assert quiz.scores == {"what-came-first": 0.75}


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "a",
        {},
        {"hash": "00000000", "response": "a"},
        {"response": "a"},
        {"hash": "own", "response": "z"},
        {"hash": "own", "response": {"toString": 1}},
    ],
)
def test_attempt_that_is_none_is_left_out_and_the_others_keep(every, entry):
    quiz = every()
    if isinstance(entry, dict) and entry.get("hash") == "own":
        entry = {**entry, "hash": hash_of("which-paper")}

    quiz.attempts = {"which-paper": entry, "gone": {}, "kilograms": attempt("kilograms", 1500)}

    assert quiz.attempts == {"kilograms": attempt("kilograms", 1500)}


def test_guess_costs_no_hint_and_earns_nothing(every):
    quiz = every("before")

    quiz.responses = {"guess-share": "43 %"}

    assert (quiz.responses, quiz.scores, quiz.score) == ({"guess-share": 43}, {}, None)


def test_forecast_that_came_out_is_kept_and_earns_nothing(every):
    quiz = every("forecast")
    quiz.responses = {"settled": {"probability_pct": 70, "kept_on": "2027-01-01"}}

    assert (quiz.scores, quiz.score) == ({}, None)
    assert quiz.frame().loc["settled", "points"] is None


def test_frame_has_a_row_for_each_item_in_order(every):
    quiz = every()
    quiz.attempts = {
        "which-paper": attempt("which-paper", "a", first="b", tries=2, hints=1, confidence=3),
        "not-rare-earths": attempt("not-rare-earths", ["a"], confidence=2),
        "kilograms": attempt("kilograms", 1500),
        "share-of-china": {"hash": hash_of("share-of-china"), "hints": 1},
    }

    frame = quiz.frame()

    assert list(frame.index) == list(RIGHT)
    assert frame.index.name == "item"
    said = "type response points right_at_first certainty_mark tries hints confidence".split()
    rows = {id: list(row) for id, row in frame[said].astype(object).iterrows()}
    assert rows["which-paper"] == ["choose-one", "a", 0.75, False, 3, 2, 1, 3]
    assert rows["not-rare-earths"] == ["choose-many", ["a"], 0.5, False, -2, 1, 0, 2]
    assert rows["kilograms"][:4] == ["number", 1500, 1.0, True]
    assert (rows["share-of-china"][1], rows["share-of-china"][5:7]) == (None, [0, 1])
    assert frame.loc["which-paper", "given_at"] == "2026-11-23T10:00:00.000Z"
    assert frame.loc["which-paper", "stem"].startswith("Which paper did")


def test_frame_of_an_unanswered_quiz_is_empty_but_for_its_items(every):
    for part in ("before", "after", "forecast"):
        frame = every(part).frame()

        assert list(frame.index) == [item.id for item in EVERY.part(part)]
        assert frame["response"].isna().all()
        assert (frame["tries"] == 0).all()


# ---- Options


@pytest.mark.parametrize(
    ("options", "attributes"),
    [
        ({}, ""),
        ({"test": True}, ' data-test="on"'),
        ({"confidence": True}, ' data-confidence="on"'),
        ({"seed": 7}, ' data-seed="7"'),
        ({"seed": 0}, ' data-seed="0"'),
        ({"seed": ""}, ' data-seed=""'),
        ({"seed": '"><script>'}, ' data-seed="&quot;&gt;&lt;script&gt;"'),
        (
            {"seed": "کلاس ۷", "test": True, "confidence": True},
            ' data-seed="کلاس ۷" data-test="on" data-confidence="on"',
        ),
    ],
)
def test_options_of_a_quiz_stand_in_its_html(options, attributes):
    widget = show_quiz("01-the-story", **options)

    start = widget.html.split(" data-edition=")[0]
    assert start == f'<section class="quiz" data-quiz="01-the-story" data-part="after"{attributes}'
    widget.close()


# ---- Files


def test_saved_answers_come_back_whole(every, tmp_path):
    quiz, other = every(), every()
    quiz.attempts = {
        id: attempt(id, response, hints=1, confidence=2, first=response)
        for id, response in RIGHT.items()
        if id != "kilograms"
    } | {"kilograms": {"hash": hash_of("kilograms"), "hints": 2}}

    quiz.save(tmp_path / "answers.json")
    said = other.load(tmp_path / "answers.json")

    assert said == "8 answers taken in."
    assert other.attempts == quiz.attempts
    assert other.scores == quiz.scores
    assert list(tmp_path.iterdir()) == [tmp_path / "answers.json"]


@pytest.mark.parametrize("part", ["before", "after", "forecast"])
def test_saved_file_is_what_the_schema_describes(every, tmp_path, part):
    quiz = every(part)
    quiz.responses = {
        "before": {"guess-share": "43"},
        "after": {**RIGHT, "kilograms": "1,500 kg", "share-of-china": "۷۰ %"},
        "forecast": {"settled": {"probability_pct": 12.5, "kept_on": "2026-11-23"}},
    }[part]

    quiz.save(str(tmp_path / "answers.json"))

    file = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    jsonschema.validate(file, SCHEMA)
    assert set(file["quizzes"]["quiz_every_type"]["items"]) == set(quiz.responses)


def test_loading_the_same_file_twice_changes_nothing(every, tmp_path):
    quiz = every()
    quiz.responses = RIGHT
    quiz.save(tmp_path / "answers.json")
    before = quiz.attempts

    said = quiz.load(tmp_path / "answers.json")

    assert said == "0 answers taken in. 8 answers left out: what is kept here is as new."
    assert quiz.attempts == before


def test_of_two_answers_the_newer_stays(every, tmp_path):
    saved, quiz = every(), every()
    saved.attempts = {
        "which-paper": attempt("which-paper", "b", "2026-11-24T10:00:00.000Z"),
        "kilograms": attempt("kilograms", 1500, "2026-11-22T10:00:00.000Z"),
    }
    saved.save(tmp_path / "answers.json")
    quiz.attempts = {id: attempt(id, RIGHT[id]) for id in ("which-paper", "share-of-china")} | {
        "kilograms": attempt("kilograms", 150)
    }

    said = quiz.load(tmp_path / "answers.json")

    assert said == "1 answer taken in. 1 answer left out: what is kept here is as new."
    assert quiz.responses == {"which-paper": "b", "share-of-china": 70, "kilograms": 150}


def test_file_of_an_older_edition_asks_again_what_was_edited(every, tmp_path):
    older = Bank(
        EVERY.name,
        EVERY.title,
        tuple(
            replace(item, stem=f"{item.stem} (draft)") if item.id == "which-paper" else item
            for item in EVERY.items
        ),
    )
    saved, quiz = every(bank=older), every()
    saved.responses = {"which-paper": "a", "kilograms": 1500}
    saved.save(tmp_path / "answers.json")

    said = quiz.load(tmp_path / "answers.json")

    assert said == (
        "1 answer taken in. 1 answer left out: the question has changed, or the answer is damaged."
    )
    assert quiz.responses == {"kilograms": 1500}


def test_file_of_the_whole_quiz_gives_a_part_what_is_its_own(every, tmp_path):
    """A page saves all parts of a quiz in one file."""
    items = {"guess-share": attempt("guess-share", 40), "which-paper": attempt("which-paper", "a")}
    path = tmp_path / "answers.json"
    path.write_text(responses_file({EVERY.name: items}), encoding="utf-8")
    quiz = every("before")

    said = quiz.load(path)

    assert said == "1 answer taken in. 1 answer left out: not asked here."
    assert quiz.responses == {"guess-share": 40}


def page_file(**changes):
    file = json.loads(responses_file({EVERY.name: {"which-paper": attempt("which-paper", "b")}}))
    return json.dumps({**file, **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "could not be read: it is cut off, or not a file of saved answers."),
        (page_file().encode()[:-9], "could not be read: it is cut off, or not a file of saved answers."),
        (b"\xff\xfe{}", "could not be read: it is cut off, or not a file of saved answers."),
        (b"\x89PNG\r\n\x1a\n", "could not be read: it is cut off, or not a file of saved answers."),
        (b"[" * 200_000, "could not be read: it is cut off, or not a file of saved answers."),
        (b"[]", "is not a file of saved answers."),
        (page_file(format="explainer-forecasts").encode(), "is not a file of saved answers."),
        (
            page_file(version=2).encode(),
            "was saved by another version of this book, which this one cannot read.",
        ),
        (page_file(quizzes=[]).encode(), "holds no quizzes."),
        (page_file(quizzes={}).encode(), "holds answers to no quiz, not to quiz_every_type."),
        (
            page_file(quizzes={"01-the-story": {"items": {}}, "کوئز": {"items": {}}}).encode(),
            "holds answers to 01-the-story, کوئز, not to quiz_every_type.",
        ),
        (b" " * 5_000_001, "is too large for a file of saved answers."),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_file_without_answers_to_this_quiz_is_refused_in_one_line(every, tmp_path, content, says):
    quiz = every()
    quiz.responses = {"which-paper": "a"}
    before = quiz.attempts
    (tmp_path / "mine.json").write_bytes(content)

    with pytest.raises(ResponsesFileError) as caught:
        quiz.load(tmp_path / "mine.json")

    assert str(caught.value) == f"“mine.json” {says} Nothing was changed."
    assert quiz.attempts == before


def test_names_in_a_tampered_file_are_not_repeated_at_length(every, tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(page_file(quizzes={"x\n" * 10_000: {"items": {}}}), encoding="utf-8")

    with pytest.raises(ResponsesFileError, match=r"^[^\n]{1,200}$"):
        every().load(path)


def test_file_saved_by_an_editor_with_a_mark_before_it_is_read(every, tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(page_file(), encoding="utf-8-sig")
    quiz = every()

    assert quiz.load(path) == "1 answer taken in."
    assert quiz.responses == {"which-paper": "b"}


def test_missing_file_is_python_s_own_error_and_changes_nothing(every, tmp_path):
    quiz = every()
    quiz.responses = {"which-paper": "a"}

    with pytest.raises(FileNotFoundError):
        quiz.load(tmp_path / "none.json")

    assert quiz.responses == {"which-paper": "a"}


@pytest.mark.parametrize("breaks", ["write_text", "replace"])
def test_full_disk_leaves_the_file_that_stood_there(every, tmp_path, monkeypatch, breaks):
    quiz = every()
    path = tmp_path / "answers.json"
    quiz.responses = {"which-paper": "b"}
    quiz.save(path)
    before = path.read_bytes()
    quiz.responses = RIGHT
    written = getattr(Path, breaks)

    def fail(self, *args, **kwargs):
        if breaks == "write_text":
            written(self, "{", encoding="utf-8")  # as much as there was room for
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, breaks, fail)
    with pytest.raises(OSError, match="No space left"):
        quiz.save(path)
    monkeypatch.undo()

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    quiz.save(path)
    assert path.read_bytes() != before


def test_page_reads_what_a_notebook_saves_and_the_other_way_round(every, tmp_path, quiz_module):
    quiz, other = every(), every()
    quiz.responses = RIGHT
    quiz.save(tmp_path / "notebook.json")

    text = quiz_module(
        """(text) => {
          const held = quiz.readResponsesFile("notebook.json", text);
          return quiz.responsesFile(Object.fromEntries(Object.entries(held).map(([n, items]) => [n, { items }])));
        }""",
        (tmp_path / "notebook.json").read_text("utf-8"),
    )
    (tmp_path / "page.json").write_text(text, encoding="utf-8")

    assert other.load(tmp_path / "page.json") == "8 answers taken in."
    assert other.attempts == quiz.attempts


def test_answer_that_was_shown_can_no_longer_be_earned(quiz):
    item = next(item for item in SAMPLE.items if item.id == "order")
    quiz.attempts = {"order": {"hash": item.hash, "response": "a", "tries": 1, "revealed": True}}

    with pytest.raises(ResponseError, match=r'^item "order": its answer was shown, so none can be earned'):
        quiz.responses = {"order": "b"}

    assert (quiz.responses, quiz.scores) == ({"order": "a"}, {"order": 0})


def test_item_shown_before_any_response_takes_none(quiz):
    item = next(item for item in SAMPLE.items if item.id == "order")
    quiz.attempts = {"order": {"hash": item.hash, "revealed": True}}

    with pytest.raises(ResponseError, match=r'^item "order": its answer was shown, so none can be earned'):
        quiz.responses = {"order": "b"}
