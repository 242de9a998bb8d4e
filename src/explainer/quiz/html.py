"""A quiz as semantic HTML: questions first, then their key, if there is one.

It reads, and prints, without JavaScript and without a style sheet; `widgets/quiz.js` brings it to life. Text
of items is data, never markup: everything is escaped. There is no `id` in it, and the names of the inputs
belong to their own form, so that one quiz may stand twice on a page.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from html import escape

from explainer.quiz.item import (
    Bank,
    ChooseMany,
    ChooseOne,
    Forecast,
    Item,
    ItemError,
    Number,
    Option,
    digest,
)
from explainer.quiz.numbers import spelled_number
from explainer.quiz.scoring import definition

Resolver = Callable[[str], tuple[str, str] | None]
Link = Callable[[str], str]

PARTIAL_CREDIT = (
    "Choose all that are right. Points: right choices less wrong ones, as a share of all that are right; "
    "never below 0."
)
_LABEL = {"before": "Guesses before reading", "after": "Quiz", "forecast": "Forecasts"}
_COUNT = {
    "before": "Guess {n} of {count}",
    "after": "Question {n} of {count}",
    "forecast": "Forecast {n} of {count}",
}
_CHECK = {"before": "Keep my guess", "after": "Check", "forecast": "Keep my forecast"}
_AGAIN = {"before": "Change it", "after": "Try again", "forecast": "Change it"}
_ERASE = {"before": "Erase my guesses", "after": "Erase my answers", "forecast": "Erase my forecasts"}
# What else a part offers at its end: the class and the words of a button.
_OFFER = {
    "after": ("print quiet", "Print these questions"),
    "forecast": ("download quiet", "Download my forecasts"),
}
_SUMMARY = {"before": "Answers to the guesses", "after": "Answers and explanations"}


def quiz_html(bank: Bank, part: str = "after", *, resolve: Resolver | None = None) -> str:
    """One part of a bank as a `<section class="quiz">`; the same bank gives the same bytes.

    Parameters
    ----------
    resolve : callable, optional
        Reference, such as "claim:c40", to (address, title), or None where there is nothing to link to.
        The references of the book by default.

    Raises
    ------
    ItemError
        If the part has no items, or a reference names nothing.
    """
    items = bank.part(part)
    links = {item.id: _linker(bank, item, resolve or _book_link) for item in items}
    edition = digest([item.hash for item in items])
    return "\n".join(
        [
            f'<section class="quiz" data-quiz="{escape(bank.name)}" data-part="{part}"'
            f' data-edition="{edition}" aria-label="{_LABEL[part]}: {escape(bank.title)}">',
            # Nothing is sent: a form keeps its radio groups to itself, and method=dialog never navigates.
            '<form method="dialog" autocomplete="off">',
            *(_fieldset(item, n, len(items), links[item.id]) for n, item in enumerate(items, start=1)),
            "</form>",
            '<div class="standing"><p class="progress" role="status"></p>'
            f'<div class="controls">{_closing_buttons(part)}</div></div>',
            '<div class="summary"></div>',
            '<p class="announce" aria-live="polite"></p>',
            *(_keys(items, links, _SUMMARY[part]) if part in _SUMMARY else ()),
            f'<script type="application/json" class="scoring">{_json(definition(i) for i in items)}</script>',
            "</section>\n",
        ]
    )


def _book_link(name: str) -> tuple[str, str]:
    from explainer.references import reference

    found = reference(name)
    return found.href, found.title


def _json(definitions: Iterable[dict]) -> str:
    """JSON that cannot end, or open, anything in the page around it."""
    text = json.dumps(list(definitions), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _button(classes: str, text: str) -> str:
    """A button that stays hidden until there is a script to answer it."""
    return f'<button type="button" class="{classes}" hidden>{text}</button>'


def _closing_buttons(part: str) -> str:
    offer = _button(*_OFFER[part]) if part in _OFFER else ""
    return offer + _button("erase quiet", _ERASE[part])


def _fieldset(item: Item, n: int, count: int, link: Link) -> str:
    counted = _COUNT[item.part].format(n=n, count=count)
    return "\n".join(
        line
        for line in (
            f'<fieldset class="item" data-item="{item.id}" data-type="{item.type}">',
            f'<legend><span class="count">{counted}</span>'
            f' <span class="stem">{escape(item.stem)}</span></legend>',
            _form(item),
            _later(item),
            f'<div class="controls">{_buttons(item.part)}</div>',
            '<p class="say"></p>',
            _below(item, link),
            "</fieldset>",
        )
        if line  # a blank line would end the HTML for a reader of Markdown
    )


def _buttons(part: str) -> str:
    reveal = _button("reveal", "Show the answer") if part == "before" else ""
    return _button("check", _CHECK[part]) + reveal + _button("again quiet", _AGAIN[part])


def _later(item: Item) -> str:
    if item.answered_in is None:
        return ""
    return f'<p class="later">The text answers this <a href="{escape(item.answered_in)}">further on</a>.</p>'


@singledispatch
def _form(item: Item) -> str:
    """The part of an item in which the reader responds."""
    msg = f"{type(item).__name__} has no form; register one in explainer.quiz.html"
    raise TypeError(msg)


@_form.register
def _(item: ChooseOne) -> str:
    return _options(item.id, item.options.items(), "radio")


@_form.register
def _(item: ChooseMany) -> str:
    return f'<p class="rule">{PARTIAL_CREDIT}</p>\n' + _options(item.id, item.options.items(), "checkbox")


@_form.register
def _(item: Number) -> str:
    unit = f' <span class="unit">{escape(item.unit)}</span>' if item.unit else ""
    return (
        '<label class="number"><span>Your number</span> '
        f'<input type="text" inputmode="decimal" size="10" maxlength="40" name="{item.id}">{unit}</label>'
    )


@_form.register
def _(item: Forecast) -> str:
    return (
        '<label class="number"><span>Your chance, from 0 to 100</span> '
        f'<input type="text" inputmode="numeric" size="10" maxlength="40" name="{item.id}">'
        ' <span class="unit">%</span></label>\n'
        '<p class="dated" aria-hidden="true">Written on: ____________________</p>'  # for paper
    )


@singledispatch
def _below(item: Item, link: Link) -> str:
    """What stands below the response of an item that has no key to tell it."""
    return ""


@_below.register
def _(item: Forecast, link: Link) -> str:
    return (
        f'<p class="resolves">{escape(item.resolves)}</p>\n'
        f'<p class="because">Rests on: {_grounds(item, link)}. <span class="see">See {link(item.see)}.</span></p>'
    )


def _options(name: str, options: Iterable[tuple[str, Option]], kind: str) -> str:
    return "\n".join(
        f'<div class="option" data-option="{id}"><label><input type="{kind}" name="{name}" value="{id}">'
        f"<span>{escape(option.text)}</span></label></div>"
        for id, option in options
    )


def _linker(bank: Bank, item: Item, resolve: Resolver) -> Link:
    """What turns the references of an item into links; ItemError where one names nothing."""

    def link(name: str) -> str:
        try:
            found = resolve(name)
        except ValueError as error:
            msg = f'quiz "{bank.name}", item "{item.id}": {error}'
            raise ItemError(msg) from error
        if found is None:
            return f"<cite>{escape(name)}</cite>"
        href, title = found
        return f'<a class="ref" data-ref="{escape(name)}" href="{escape(href)}">{escape(title)}</a>'

    return link


def _grounds(item: Item, link: Link) -> str:
    return "; ".join(link(name) for name in dict.fromkeys(item.because))


def _keys(items: Iterable[Item], links: Mapping[str, Link], summary: str) -> list[str]:
    keys = (_key(item, links[item.id]) for item in items)
    return [f'<details class="key"><summary>{summary}</summary>', "<ol>", *keys, "</ol>", "</details>"]


def _key(item: Item, link: Link) -> str:
    """The key of an item, with all its feedback: what the page shows beside an answer is copied from here."""
    grounds = _grounds(item, link)
    return "\n".join(
        [
            f'<li data-key="{item.id}"><p class="stem">{escape(item.stem)}</p>',
            _explained(item, link),
            f'<p class="because">Rests on: {grounds}</p></li>',
        ]
    )


@singledispatch
def _explained(item: Item, link: Link) -> str:
    """What is right, and the feedback of every response, each in an element with `data-for`."""
    msg = f"{type(item).__name__} has no key; register one in explainer.quiz.html"
    raise TypeError(msg)


@_explained.register(ChooseOne)
@_explained.register(ChooseMany)
def _(item: ChooseOne | ChooseMany, link: Link) -> str:
    return _list(
        _entry(id in item.right, escape(option.text), id, option.feedback, link(option.see))
        for id, option in item.options.items()
    )


@_explained.register
def _(item: Number, link: Link) -> str:
    see = link(item.see)
    return _list(
        [
            _entry(True, _right_number(item), "right", item.feedback.right, see),
            *(
                _entry(False, _number(item, slip.value), f"slip-{n}", slip.feedback, link(slip.see))
                for n, slip in enumerate(item.slips, start=1)
            ),
            _entry(False, "any other number", "wrong", item.feedback.wrong, see),
        ]
    )


def _number(item: Number, number: float) -> str:
    return escape(spelled_number(number, item.unit))


def _right_number(item: Number) -> str:
    if not item.tolerance:
        return _number(item, item.key)
    low, high = (_number(item, item.key + sign * item.tolerance) for sign in (-1, 1))
    return f'{_number(item, item.key)} <span class="margin">(anything from {low} to {high} counts)</span>'


def _list(entries: Iterable[str]) -> str:
    return "\n".join(["<dl>", *entries, "</dl>"])


def _entry(right: bool, html: str, name: str, feedback: str, link: str) -> str:
    side, words = ("right", "✓ Right:") if right else ("wrong", "✗ Not right:")
    return (
        f'<dt class="{side}"><span class="verdict">{words}</span> {html}</dt>\n'
        f'<dd data-for="{name}">{escape(feedback)} <span class="see">See {link}.</span></dd>'
    )
