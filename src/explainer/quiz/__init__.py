"""The quiz: items and banks, their scoring, and their form as HTML and as text."""

from explainer.quiz.checks import ItemError
from explainer.quiz.html import quiz_html
from explainer.quiz.item import Bank, Item
from explainer.quiz.links import own_links
from explainer.quiz.lint import bank_findings
from explainer.quiz.plain import quiz_text
from explainer.quiz.read import bank, bank_faults, bank_names, find_bank, read_bank
from explainer.quiz.scoring import ResponseError, Score, read_number, score_response, score_responses
from explainer.quiz.types import (
    ChooseMany,
    ChooseOne,
    Entry,
    Estimate,
    EstimateFeedback,
    Forecast,
    Match,
    Number,
    NumberFeedback,
    Option,
    Order,
    PlacedEntry,
    Resolution,
    Slip,
    Sort,
)

__all__ = [
    "Bank",
    "ChooseMany",
    "ChooseOne",
    "Entry",
    "Estimate",
    "EstimateFeedback",
    "Forecast",
    "Item",
    "ItemError",
    "Match",
    "Number",
    "NumberFeedback",
    "Option",
    "Order",
    "PlacedEntry",
    "Resolution",
    "ResponseError",
    "Score",
    "Slip",
    "Sort",
    "bank",
    "bank_faults",
    "bank_findings",
    "bank_names",
    "find_bank",
    "own_links",
    "quiz_html",
    "quiz_text",
    "read_bank",
    "read_number",
    "score_response",
    "score_responses",
]
