"""The quiz in a notebook: an anywidget that also is plain HTML where no kernel runs."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from explainer.quiz.html import Resolver, quiz_html
from explainer.quiz.item import Bank
from explainer.quiz.plain import quiz_text
from explainer.quiz.read import bank
from explainer.quiz.scoring import score_responses


class QuizWidget(anywidget.AnyWidget):
    """One part of a bank, to answer in the notebook.

    responses : dict, item id -> response. Set it, or observe it; what is no response is refused. Of a
        forecast it is {"probability_pct": 30, "kept_on": "2026-11-23"}.
    scores : dict, item id -> points from 0 to 1, of the items answered. Only for part "after".
    score : points of all items as a share of those to be had, 0 to 1; None before the first response.
    """

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

    html = traitlets.Unicode("").tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    scores = traitlets.Dict(read_only=True).tag(sync=True)
    score = traitlets.Float(None, allow_none=True, read_only=True).tag(sync=True)

    def __init__(self, bank: Bank, part: str = "after", *, resolve: Resolver | None = None):
        self._items = bank.part(part)
        self._part = part
        self._text = quiz_text(bank, part)
        super().__init__(html=quiz_html(bank, part, resolve=resolve))

    def __repr__(self) -> str:
        return f"QuizWidget({len(self._items)} items, {len(self.responses)} answered)"

    @traitlets.validate("responses")
    def _refuse_what_cannot_be_scored(self, proposal: Any) -> dict[str, Any]:
        score_responses(self._items, proposal["value"])
        return proposal["value"]

    @traitlets.observe("responses")
    def _score(self, change: Any) -> None:
        if self._part != "after":  # a guess earns nothing and costs nothing; a forecast waits for its day
            return
        scores = score_responses(self._items, change["new"])
        self.set_trait("scores", scores)
        self.set_trait("score", sum(scores.values()) / len(self._items) if scores else None)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live widget, the HTML that a page shows instead, and the questions as text."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.html, "text/plain": self._text}, metadata


def show_quiz(name: str, part: str = "after") -> QuizWidget:
    """Show the quiz of a chapter: show_quiz("01-the-story"), or with part="before" its guesses.

    part="forecast" shows what the chapter asks to be forecast.

    Raises
    ------
    ItemError
        In one line, if there is no such quiz or part, or its bank has a fault.
    """
    return QuizWidget(bank(name), part)
