"""A quiz as semantic HTML: questions first, then their key, if there is one.

It reads, and prints, without JavaScript and without a style sheet; `widgets/quiz.js` brings it to life. Text
of items is data, never markup: everything is escaped. There is no `id` in it, and the names of the inputs
belong to their own form, so that one quiz may stand twice on a page.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from html import escape
from string import ascii_uppercase

from explainer.quiz.checks import ItemError
from explainer.quiz.item import Bank, Item, digest
from explainer.quiz.numbers import spelled_day, spelled_number
from explainer.quiz.scoring import HINT_COST, NO_POINTS, definition
from explainer.quiz.shuffle import shown_order
from explainer.quiz.types import (
    ChooseMany,
    ChooseOne,
    Entry,
    Estimate,
    Forecast,
    Match,
    Number,
    Option,
    Order,
    Sort,
)
from explainer.references import Resolver, link_html

Link = Callable[[str], str]

# How the points of a type come about, where an answer can be partly right.
RULES = {
    ChooseMany: "Choose all that are right. Points: right choices less wrong ones, as a share of all that are right; "
    "never below 0.",
    Order: "Move the entries up or down until their order is right. Points: pairs in the right order less pairs in "
    "the wrong one, as a share of all pairs; never below 0.",
    Match: "Choose a partner for each. Points: the share that is right.",
    Sort: "Choose a group for each. Points: the share that is right.",
    Estimate: "Points fall with the distance from the figure, to none at a quarter of the scale.",
}
# A blank line, such as one in an author's text, would end the HTML for a reader of Markdown.
_BLANK_LINES = re.compile(r"[\r\n](?:[ \t]*[\r\n])+")
_SHARES = {0.2: "a fifth", 0.25: "a quarter", 0.5: "half"}
_LABEL = {"before": "Guesses before reading", "after": "Quiz", "forecast": "Forecasts"}
_COUNT = {
    "before": "Guess {n} of {count}",
    "after": "Question {n} of {count}",
    "forecast": "Forecast {n} of {count}",
}
_CHECK = {"before": "Keep my guess", "after": "Check", "forecast": "Keep my forecast"}
_AGAIN = {"before": "Change it", "after": "Try again", "forecast": "Change it"}
_ERASE = {"before": "Erase my guesses", "after": "Erase my answers", "forecast": "Erase my forecasts"}
# A file holds the whole quiz, so its guesses need no button of their own.
_SAVE = {"after": "Save my answers", "forecast": "Save my forecasts"}
_SUMMARY = {"before": "Answers to the guesses", "after": "Answers and explanations"}


def quiz_html(
    bank: Bank,
    part: str = "after",
    *,
    resolve: Resolver | None = None,
    test: bool = False,
    confidence: bool = False,
    seed: str | int | None = None,
) -> str:
    """One part of a bank as a `<section class="quiz">`; the same bank gives the same bytes.

    Parameters
    ----------
    test : bool
        Whether right and wrong are kept until the end, before the reader chooses otherwise.
    confidence : bool
        Whether the reader is asked how sure they are, before they choose otherwise.
    seed : str or int, optional
        What the order of options and entries depends on; by default each reader has a seed of their own.
    resolve : callable, optional
        Reference, such as "claim:c40", to (address, title), or None where there is nothing to link to.
        The references of the book by default.

    Raises
    ------
    ItemError
        If the part has no items, or a reference names nothing.
    """
    items = bank.part(part)
    links = {item.id: _linker(bank, item, resolve) for item in items}
    edition = digest([item.hash for item in items])
    chosen = f' data-seed="{escape(str(seed))}"' if seed is not None else ""
    chosen += ' data-test="on"' * test + ' data-confidence="on"' * confidence
    html = "\n".join(
        [
            f'<section class="quiz" data-quiz="{escape(bank.name)}" data-part="{part}"{chosen}'
            f' data-edition="{edition}" aria-label="{_LABEL[part]}: {escape(bank.title)}">',
            # Nothing is sent: a form keeps its radio groups to itself, and method=dialog never navigates.
            '<form method="dialog" autocomplete="off">',
            *([_SETTINGS] if part == "after" else ()),
            *(_fieldset(item, n, len(items), links[item.id]) for n, item in enumerate(items, start=1)),
            "</form>",
            '<div class="standing"><p class="progress" role="status"></p>'
            f'<div class="controls">{_closing_buttons(part)}</div>'
            '<p class="opened" role="status"></p><p class="trouble" role="status"></p></div>',
            '<div class="summary"></div>',
            '<p class="announce" aria-live="polite"></p>',
            *(_keys(items, links, _SUMMARY[part]) if part in _SUMMARY else ()),
            f'<script type="application/json" class="scoring">{_json(definition(i) for i in items)}</script>',
            "</section>\n",
        ]
    )
    return _BLANK_LINES.sub("\n", html)


def _json(definitions: Iterable[dict]) -> str:
    """JSON that cannot end, or open, anything in the page around it."""
    text = json.dumps(list(definitions), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _button(classes: str, text: str) -> str:
    """A button that stays hidden until there is a script to answer it."""
    return f'<button type="button" class="{classes}" hidden>{text}</button>'


_SETTINGS = (
    '<details class="settings"><summary>How this quiz asks</summary>'
    '<label><input type="checkbox" name="test"><span>Tell me what is right at the end only</span></label>'
    '<label><input type="checkbox" name="confidence"><span>Ask how sure I am</span></label>'
    "<p>Guessing, fairly sure or sure: an answer that is wholly right earns 1, 2 or 3 marks, any other costs 0, 2 or 6."
    " So it pays to say what you think: sure above 80 %, fairly sure above 67 %. The points stay as they are.</p></details>"
)


def _closing_buttons(part: str) -> str:
    keep = (
        _button("save quiet", _SAVE[part]) + _button("open quiet", "Open a saved file")
        if part in _SAVE
        else ""
    )
    test = _button("finish", "Finish the test") + _button("print quiet", "Print these questions")
    return (test if part == "after" else "") + keep + _button("erase quiet", _ERASE[part])


def _fieldset(item: Item, n: int, count: int, link: Link) -> str:
    counted = _COUNT[item.part].format(n=n, count=count)
    return "\n".join(
        line
        for line in (
            f'<fieldset class="item" data-item="{item.id}" data-type="{item.type}">',
            f'<legend><span class="count">{counted}</span>'
            f' <span class="stem">{escape(item.stem)}</span></legend>',
            _rule(item),
            _form(item),
            *(_hint(n, hint, len(item.hints)) for n, hint in enumerate(item.hints, start=1)),
            _later(item),
            f'<div class="controls">{_buttons(item.part)}</div>',
            '<p class="say"></p>',
            _below(item, link),
            "</fieldset>",
        )
        if line
    )


def _buttons(part: str) -> str:
    reveal = "" if part == "forecast" else _button("reveal quiet", "Show the answer")
    return _button("check", _CHECK[part]) + reveal + _button("again quiet", _AGAIN[part])


def _hint(n: int, hint: str, count: int) -> str:
    """A step towards the key, which opens without a script too."""
    which = f"Hint {n} of {count}" if count > 1 else "Hint"
    cost = f"takes {_SHARES[HINT_COST]} of the points"
    return f'<details class="hint"><summary>{which} ({cost})</summary><p>{escape(hint)}</p></details>'


def _later(item: Item) -> str:
    """Where the text answers a guess, or what in the chapter an item needs."""
    if item.answered_in is not None:
        return (
            f'<p class="later">The text answers this <a href="{escape(item.answered_in)}">further on</a>.</p>'
        )
    if item.needs is not None:
        return f'<p class="later">For this you need what stands <a href="{escape(item.needs)}">further up</a>.</p>'
    return ""


def _rule(item: Item) -> str:
    rule = RULES.get(type(item))
    if item.part == "before" and isinstance(item, Estimate):
        rule = None  # a guess earns no points
    return f'<p class="rule">{rule}</p>' if rule else ""


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
    return _options(item.id, item.options.items(), "checkbox")


@_form.register
def _(item: Order) -> str:
    first, last = (f'<p class="end">{escape(end)}</p>' for end in item.ends)
    entries = "".join(
        f'<li class="entry" data-entry="{id}"><span class="box"></span><span class="text">{escape(entry.text)}</span></li>'
        for id, entry in _shown(item)
    )
    return f'{first}<ol class="entries">{entries}</ol>{last}'


@_form.register
def _(item: Match) -> str:
    """The partners stand above in full, by letter: a closed select may cut them, and on paper it shows nothing."""
    letters = dict(zip(item.targets, ascii_uppercase, strict=False))
    choices = "".join(
        f'<option value="{id}">{letters[id]}. {escape(text)}</option>' for id, text in item.targets.items()
    )
    partners = "".join(f"<li>{escape(text)}</li>" for text in item.targets.values())
    entries = "".join(
        f'<div class="entry" data-entry="{id}"><label><span class="text">{escape(entry.text)}</span>'
        f'<select name="{item.id}.{id}"><option value="">Choose</option>{choices}</select></label></div>'
        for id, entry in _shown(item)
    )
    return f'<ol class="partners" type="A">{partners}</ol><div class="entries">{entries}</div>'


@_form.register
def _(item: Sort) -> str:
    def group(entry_id: str, id: str, text: str) -> str:
        name = _name(item, entry_id)
        return f'<label><input type="radio" name="{name}" value="{id}"><span>{escape(text)}</span></label>'

    entries = "".join(
        f'<fieldset class="entry" data-entry="{id}"><legend class="text">{escape(entry.text)}</legend>'
        f"{''.join(group(id, *each) for each in item.targets.items())}</fieldset>"
        for id, entry in _shown(item)
    )
    return f'<div class="entries">{entries}</div>'


def _name(item: Item, entry_id: str) -> str:
    """The name of an entry's input; no id holds a point, so it is no other item's."""
    return f"{item.id}.{entry_id}"


def _shown(item: Order | Match | Sort) -> list[tuple[str, Entry]]:
    return [(id, item.entries[id]) for id in shown_order(item, item.entries)]


@_form.register
def _(item: Number) -> str:
    unit = f' <span class="unit">{escape(item.unit)}</span>' if item.unit else ""
    return (
        '<label class="number"><span>Your number</span> '
        f'<input type="text" inputmode="decimal" size="10" maxlength="40" name="{item.id}">{unit}</label>'
    )


@_form.register
def _(item: Estimate) -> str:
    low, high = (_number(item, end) for end in (item.low, item.high))
    kind = "; each step along it multiplies" if item.scale == "log" else ""
    unit = f' <span class="unit">{escape(item.unit)}</span>' if item.unit else ""
    return (
        f'<label class="number"><span>Your estimate, from {low} to {high}</span> '
        f'<input type="text" inputmode="decimal" size="10" maxlength="40" name="{item.id}">{unit}</label>'
        '<input type="range" class="scale" min="0" max="1000" value="500" hidden'
        f' aria-label="Your estimate on a scale{kind}">'
        f'<p class="scale-ends"><span>{low}</span><span>{high}</span></p>'
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
    return _settled(item, link) + (
        f'<p class="resolves">{escape(item.resolves)}</p>\n'
        f'<p class="because">Rests on: {_grounds(item, link)}. <span class="see">See {link(item.see)}.</span></p>'
    )


def _settled(item: Forecast, link: Link) -> str:
    if item.resolution is None:
        return ""
    outcome = "It came true" if item.resolution.came_true else "It did not come true"
    return (
        f'<p class="settled"><b>{outcome}, as of {spelled_day(item.resolution.on)}.</b> '
        f'{escape(item.resolution.feedback)} <span class="see">See {link(item.resolution.see)}.</span></p>\n'
    )


def _options(name: str, options: Iterable[tuple[str, Option]], kind: str) -> str:
    return "\n".join(
        f'<div class="option" data-option="{id}"><label><input type="{kind}" name="{name}" value="{id}">'
        f"<span>{escape(option.text)}</span></label></div>"
        for id, option in options
    )


def _linker(bank: Bank, item: Item, resolve: Resolver | None) -> Link:
    """What turns the references of an item into links; ItemError where one names nothing."""

    def link(name: str) -> str:
        try:
            return link_html(name, resolve)
        except ValueError as error:
            msg = f'quiz "{bank.name}", item "{item.id}": {error}'
            raise ItemError(msg) from error

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


@_explained.register
def _(item: Order, link: Link) -> str:
    return _list(
        _placed_entry(id, f"{n}.", escape(entry.text), entry, link)
        for n, (id, entry) in enumerate(item.entries.items(), start=1)
    )


@_explained.register(Match)
@_explained.register(Sort)
def _(item: Match | Sort, link: Link) -> str:
    return _list(
        _placed_entry(id, f"{escape(item.targets[entry.key])}:", escape(entry.text), entry, link)
        for id, entry in item.entries.items()
    )


def _placed_entry(id: str, place: str, html: str, entry: Entry, link: Link) -> str:
    return (
        f'<dt><span class="verdict">{place}</span> {html}</dt>\n'
        f'<dd data-for="{id}">{escape(entry.feedback)} <span class="see">See {link(entry.see)}.</span></dd>'
    )


@_explained.register
def _(item: Estimate, link: Link) -> str:
    see = link(item.see)
    scored = item.part == "after"
    reach = f' <span class="margin">(points up to {_SHARES[NO_POINTS]} of the scale away)</span>' * scored
    return _list(
        [
            _entry(True, f"{_number(item, item.key)}{reach}", "near", item.feedback.near, see),
            _entry(False, "a lower estimate", "low", item.feedback.low, see),
            _entry(False, "a higher estimate", "high", item.feedback.high, see),
        ]
    )


def _number(item: Number | Estimate, number: float) -> str:
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
