"""The quiz in a notebook: an anywidget that also is plain HTML where no kernel runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from explainer.quiz.attempts import (
    ResponsesFileError,
    earned_points,
    merge_attempts,
    new_attempt,
    read_responses_file,
    responses_file,
    sound_attempt,
)
from explainer.quiz.checks import brief
from explainer.quiz.html import quiz_html
from explainer.quiz.item import Bank
from explainer.quiz.links import own_links
from explainer.quiz.plain import quiz_text
from explainer.quiz.read import find_bank
from explainer.quiz.scoring import ResponseError, certainty_mark, score_response, score_responses
from explainer.references import Resolver

if TYPE_CHECKING:
    from pandas import DataFrame


class QuizWidget(anywidget.AnyWidget):
    """One part of a bank, to answer in the notebook.

    responses : dict, item id -> response. Set it, or observe it; what is no response is refused. Of a
        forecast it is {"probability_pct": 30, "kept_on": "2026-11-23"}.
    attempts : dict, item id -> what is kept of it: the response, tries, hints, confidence and so on, as
        `quiz/responses.schema.json` describes it.
    scores : dict, item id -> points from 0 to 1, hints taken off, of the items answered. Only for part "after".
    score : points of all items as a share of those to be had, 0 to 1; None before the first response.
    """

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

    html = traitlets.Unicode("").tag(sync=True)
    attempts = traitlets.Dict().tag(sync=True)
    responses = traitlets.Dict()
    scores = traitlets.Dict(read_only=True)
    score = traitlets.Float(None, allow_none=True, read_only=True)

    def __init__(self, bank: Bank, part: str = "after", *, resolve: Resolver | None = None, **options: Any):
        self._items = {item.id: item for item in bank.part(part)}
        self._quiz, self._part = bank.name, part
        self._text = quiz_text(bank, part)
        super().__init__(html=quiz_html(bank, part, resolve=resolve, **options))

    def __repr__(self) -> str:
        return f"QuizWidget({len(self._items)} items, {len(self.responses)} answered)"

    @traitlets.validate("responses")
    def _refuse_what_cannot_be_scored(self, proposal: Any) -> dict[str, Any]:
        score_responses(self._items.values(), proposal["value"])
        for id, response in proposal["value"].items():
            attempt = self.attempts.get(id, {})
            if attempt.get("revealed") and _responded(attempt) != [response]:
                msg = f'item "{id}": its answer was shown, so none can be earned; leave its response as it is'
                raise ResponseError(msg)
        return proposal["value"]

    @traitlets.validate("attempts")
    def _keep_what_is_sound(self, proposal: Any) -> dict[str, Any]:
        found = {id: sound_attempt(item, proposal["value"].get(id)) for id, item in self._items.items()}
        return {id: attempt for id, attempt in found.items() if attempt is not None}

    @traitlets.observe("responses")
    def _attempt(self, change: Any) -> None:
        """Responses that were set here become attempts; those that came with attempts already are."""
        kept = self.attempts
        attempts = {
            id: kept[id] if _responded(kept.get(id)) == [response] else new_attempt(self._items[id], response, kept.get(id))
            for id, response in change["new"].items()
        }  # fmt: skip
        opened = {id: attempt for id, attempt in kept.items() if "response" not in attempt}
        self.attempts = {**opened, **attempts}

    @traitlets.observe("attempts")
    def _score(self, change: Any) -> None:
        answered = {id: attempt for id, attempt in change["new"].items() if "response" in attempt}
        self.responses = {id: attempt["response"] for id, attempt in answered.items()}
        if self._part != "after":  # a guess earns nothing and costs nothing; a forecast waits for its day
            return
        scores = {id: earned_points(self._items[id], attempt) for id, attempt in answered.items()}
        self.set_trait("scores", scores)
        self.set_trait("score", sum(scores.values()) / len(self._items) if scores else None)

    def frame(self) -> "DataFrame":
        """One row an item: type, stem, response, points, right at the first try, tries, hints, confidence, certainty mark."""
        from pandas import DataFrame

        return DataFrame([self._row(id) for id in self._items]).set_index("item")

    def _row(self, id: str) -> dict[str, Any]:
        item, attempt = self._items[id], self.attempts.get(id, {})
        row: dict[str, Any] = {"item": id, "type": item.type, "stem": item.stem}
        row |= {"response": attempt.get("response"), "points": self.scores.get(id)}
        row |= {"right_at_first": None, "certainty_mark": None}
        if "response" in attempt and self._part == "after":
            first = score_response(item, attempt.get("first", attempt["response"])).points
            row["right_at_first"] = first == 1
            if confidence := attempt.get("confidence"):
                points = score_response(item, attempt["response"]).points
                row["certainty_mark"] = certainty_mark(points, confidence)
        row |= {"tries": attempt.get("tries", 0), "hints": attempt.get("hints", 0)}
        return row | {"confidence": attempt.get("confidence"), "given_at": attempt.get("given_at")}

    def save(self, path: str | Path) -> None:
        """Write the answers to a file, which the page's "Open a saved file" reads too.

        An interrupted or failed writing leaves what stood there as it was.
        """
        path = Path(path)
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_text(responses_file({self._quiz: self.attempts}), encoding="utf-8")
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def load(self, path: str | Path) -> str:
        """Take in the answers of a file that this, or a page, saved; say what was taken and what was not.

        Raises
        ------
        ResponsesFileError
            In one line, if the file holds no answers to this quiz; nothing is changed then.
        """
        path = Path(path)
        quizzes = read_responses_file(path.name, path.read_bytes().decode("utf-8", errors="replace"))
        if self._quiz not in quizzes:
            others = brief(", ".join(quizzes)) or "no quiz"
            msg = f"“{brief(path.name)}” holds answers to {others}, not to {self._quiz}. Nothing was changed."
            raise ResponsesFileError(msg)
        merged = merge_attempts(self._items.values(), self.attempts, quizzes[self._quiz])
        self.attempts = {**self.attempts, **merged.taken}
        return merged.line()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live widget, the HTML that a page shows instead, and the questions as text."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.html, "text/plain": self._text}, metadata


def _responded(attempt: Mapping[str, Any] | None) -> list[Any]:
    """The response of an attempt in a list, which is empty where there is none."""
    return [attempt["response"]] if attempt and "response" in attempt else []


def show_quiz(
    name: str,
    part: str = "after",
    *,
    test: bool = False,
    confidence: bool = False,
    seed: str | int | None = None,
) -> QuizWidget:
    """Show the quiz of a chapter: show_quiz("01-the-story"), or with part="before" its guesses.

    name may be the path of a bank of one's own, such as "rivers.yaml". part="forecast" shows what the chapter asks to be forecast. test=True keeps right and wrong until the
    end; confidence=True asks how sure one is; the same seed gives the same order of options.

    Raises
    ------
    ItemError
        In one line, if there is no such quiz or part, or its bank has a fault.
    """
    found = find_bank(name)
    return QuizWidget(found, part, resolve=own_links(found), test=test, confidence=confidence, seed=seed)
