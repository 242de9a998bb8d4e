"""The quiz: items and banks, their scoring, and their form as HTML and as text."""

from explainer.quiz.html import quiz_html
from explainer.quiz.item import (
    Bank,
    ChooseMany,
    ChooseOne,
    Forecast,
    Item,
    ItemError,
    Number,
    NumberFeedback,
    Option,
    Slip,
)
from explainer.quiz.plain import quiz_text
from explainer.quiz.read import bank, bank_faults, bank_names, read_bank
from explainer.quiz.scoring import ResponseError, Score, read_number, score_response, score_responses

__all__ = [
    "Bank",
    "ChooseMany",
    "ChooseOne",
    "Forecast",
    "Item",
    "ItemError",
    "Number",
    "NumberFeedback",
    "Option",
    "ResponseError",
    "Score",
    "Slip",
    "bank",
    "bank_faults",
    "bank_names",
    "quiz_html",
    "quiz_text",
    "read_bank",
    "read_number",
    "score_response",
    "score_responses",
]
