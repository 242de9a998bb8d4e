"""A quiz as plain text: what a terminal or a text-only view of a notebook shows."""

from functools import singledispatch

from explainer.quiz.item import Bank, Item
from explainer.quiz.numbers import spelled_number
from explainer.quiz.shuffle import shown_order
from explainer.quiz.types import ChooseMany, ChooseOne, Estimate, Forecast, Match, Number, Order, Sort


def quiz_text(bank: Bank, part: str = "after") -> str:
    """The questions of one part, without their key; raises ItemError if the part has none."""
    items = bank.part(part)
    questions = (f"{n}. {item.stem}\n{_form(item)}" for n, item in enumerate(items, start=1))
    return f"{bank.title}\n\n" + "\n\n".join(questions)


@singledispatch
def _form(item: Item) -> str:
    msg = f"{type(item).__name__} has no plain form; register one in explainer.quiz.plain"
    raise TypeError(msg)


@_form.register(ChooseOne)
@_form.register(ChooseMany)
def _(item: ChooseOne | ChooseMany) -> str:
    box = "[ ]" if isinstance(item, ChooseMany) else "( )"
    return "\n".join(f"   {box} {id}  {option.text}" for id, option in item.options.items())


@_form.register
def _(item: Number) -> str:
    return f"   ______ {item.unit or ''}".rstrip()


@_form.register
def _(item: Order) -> str:
    first, last = item.ends
    entries = (f"   ___ {item.entries[id].text}" for id in shown_order(item, item.entries))
    return "\n".join([f"   (1 is {first}, {len(item.entries)} is {last})", *entries])


@_form.register(Match)
@_form.register(Sort)
def _(item: Match | Sort) -> str:
    entries = (f"   ___ {item.entries[id].text}" for id in shown_order(item, item.entries))
    targets = (f"       {id}  {text}" for id, text in item.targets.items())
    return "\n".join([*entries, *targets])


@_form.register
def _(item: Estimate) -> str:
    low, high = (spelled_number(end, item.unit) for end in (item.low, item.high))
    return f"   ______ {item.unit or ''}".rstrip() + f"   (from {low} to {high})"


@_form.register
def _(item: Forecast) -> str:
    return f"   ______ %   {item.resolves}"
