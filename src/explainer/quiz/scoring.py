"""Score responses. `widgets/quiz.js` holds the same rules; `tests/scoring_cases.json` holds both to them."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from explainer.quiz.checks import brief, is_day, is_finite
from explainer.quiz.item import Item
from explainer.quiz.types import ChooseMany, ChooseOne, Estimate, Forecast, Match, Number, Order, Sort

# Two numbers this close, as a share of the larger, are one number: 1.1 lies within 0.1 of 1.
_SLACK = 1e-12
_DIGITS = 12  # of a distance along a scale: 72 % is 2 % of it from 70 %, and not a little more
# A reader's rounding of a slip still is that slip, but never further off than the tolerance of the key.
_NEAR_SLIP = 0.02
# An estimate this far off, as a share of the scale's length, still has every point, and this far off none.
ALL_POINTS = 0.02
NO_POINTS = 0.25
_NEAR = 0.1
# What an opened hint takes of an item's points.
HINT_COST = 0.25
# Certainty-based marking, by level of confidence: what a right answer earns and what a wrong one costs
# (Gardner-Medwin 1995). Level 3 pays above 80 % right, level 2 above 67 %.
CERTAINTY_MARKS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}

_TO_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−–", "01234567890123456789.,--")
_BLANKS = " \t\n\r\u00a0\u2007\u2009\u202f"
_BETWEEN_GROUPS = re.compile("[ \u00a0\u2007\u2009\u202f'’]")
# What a number looks like, and the mark between its groups of digits. The first that fits counts.
_FORMS = (
    (re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?"), " "),  # 1 200 or 1'200,5
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"), ","),  # 1,200.5
    (re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"), ","),  # 12,34,567 (lakh)
    (re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)"), "."),  # 1.200,5
    (re.compile(r"[0-9]*[.,]?[0-9]+"), ""),  # 1200, 12.5, 12,5, .5
)


class ResponseError(ValueError):
    """A response that cannot be scored: no number, no option of the item, or nothing at all."""


@dataclass(frozen=True)
class Score:
    """What one response earns.

    points: 0 to 1; None of a forecast. shown: which feedback it gets: the ids of the options picked, in
    display order; of a number "right", "wrong", or "slip-1" for the first slip; of an estimate "near", "low"
    or "high"; of entries to match or sort all of them; of an order all of them when it is right, else the
    first two neighbours that stand the wrong way round; of a forecast "resolution" once it is known.
    brier: of a forecast kept before it was known, its Brier score, 0 (best) to 1.
    """

    points: float | None
    shown: tuple[str, ...]
    brier: float | None = None


@singledispatch
def score_response(item: Item, response: Any) -> Score:
    """Score one response to an item.

    response: of choose-one an option id; of choose-many a list of them; of number a number, or what a
    reader typed (see `read_number`), of estimate the same, on its scale; of order a list of all entry ids;
    of match and sort a letter for each entry id; of forecast {"probability_pct": 0 to 100, "kept_on":
    "2026-11-23"}.

    Raises
    ------
    ResponseError
        If the response cannot be one to this item; nothing is scored then.
    """
    msg = f"{type(item).__name__} has no scoring rule; register one in explainer.quiz.scoring"
    raise TypeError(msg)


@score_response.register
def _(item: ChooseOne, response: Any) -> Score:
    _refuse_unless_options(item, [response])
    return Score(float(response == item.key), (response,))


@score_response.register
def _(item: ChooseMany, response: Any) -> Score:
    picked = list(response) if isinstance(response, list | tuple) else [response]
    _refuse_unless_options(item, picked)
    right = len(set(item.key).intersection(picked))
    wrong = len(set(picked).difference(item.key))
    return Score(max(0, right - wrong) / len(item.key), tuple(id for id in item.options if id in picked))


@score_response.register
def _(item: Number, response: Any) -> Score:
    number = _number(item, response)
    if _within(number, item.key, item.tolerance):
        return Score(1.0, ("right",))
    for n, slip in enumerate(item.slips, start=1):
        if _within(number, slip.value, min(item.tolerance, _NEAR_SLIP * abs(slip.value))):
            return Score(0.0, (f"slip-{n}",))
    return Score(0.0, ("wrong",))


@score_response.register
def _(item: Order, response: Any) -> Score:
    right = list(item.entries)
    if not isinstance(response, list | tuple) or not _are_all_once(response, right):
        msg = f'item "{item.id}": the response is not an order; list {", ".join(right)}, each once'
        raise ResponseError(msg)
    places = [right.index(id) for id in response]
    pairs = [(a, b) for n, a in enumerate(places) for b in places[n + 1 :]]
    in_order = sum(a < b for a, b in pairs)
    points = max(0, 2 * in_order - len(pairs)) / len(pairs)
    if points == 1:
        return Score(1.0, tuple(right))
    n = next(n for n in range(len(places)) if places[n] > places[n + 1])
    return Score(points, tuple(response[n : n + 2]))


@score_response.register(Match)
@score_response.register(Sort)
def _(item: Match | Sort, response: Any) -> Score:
    if not isinstance(response, Mapping) or not _are_all_once(list(response), list(item.entries)):
        msg = (
            f'item "{item.id}": the response does not place every entry; '
            f"give a letter to each of {', '.join(item.entries)}"
        )
        raise ResponseError(msg)
    for id, target in response.items():
        if not isinstance(target, str) or target not in item.targets:
            msg = f'item "{item.id}": "{brief(target)}", given to entry "{id}", is not among {", ".join(item.targets)}'
            raise ResponseError(msg)
    right = sum(response[id] == key for id, key in item.key.items())
    return Score(right / len(item.entries), tuple(item.entries))


def _are_all_once(given: Iterable[Any], ids: list[str]) -> bool:
    return all(isinstance(id, str) for id in given) and sorted(given) == sorted(ids)


@score_response.register
def _(item: Estimate, response: Any) -> Score:
    number = _number(item, response)
    if not item.low <= number <= item.high:
        msg = f'item "{item.id}": {brief(number)} is not on the scale from {brief(item.low)} to {brief(item.high)}'
        raise ResponseError(msg)
    off = round(item.place(number) - item.place(item.key), _DIGITS)
    points = max(0, min(1, (NO_POINTS - abs(off)) / (NO_POINTS - ALL_POINTS)))
    return Score(float(points), ("near" if abs(off) <= _NEAR else "low" if off < 0 else "high",))


@score_response.register
def _(item: Forecast, response: Any) -> Score:
    match response:
        case {"probability_pct": chance, "kept_on": day, **rest} if (
            not rest and _is_percentage(chance) and is_day(day)
        ):
            return _settled(item, chance, day)
    msg = (
        f'item "{item.id}": response "{brief(response)}" is no forecast; '
        'write {"probability_pct": 30, "kept_on": "2026-11-23"}, the chance from 0 to 100'
    )
    raise ResponseError(msg)


def _settled(item: Forecast, chance: float, day: str) -> Score:
    """A forecast against what came of it (Brier 1950): the squared distance of the chance from 0 or 1."""
    if item.resolution is None:
        return Score(None, ())
    if day >= item.resolution.on:  # kept when it was known already
        return Score(None, ("resolution",))
    return Score(None, ("resolution",), (chance / 100 - item.resolution.came_true) ** 2)


def _is_percentage(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _refuse_unless_options(item: ChooseOne | ChooseMany, picked: list[Any]) -> None:
    if not picked:
        msg = f'item "{item.id}": the response is empty; pick one of {", ".join(item.options)}'
        raise ResponseError(msg)
    for id in picked:
        if not isinstance(id, str) or id not in item.options:
            msg = (
                f'item "{item.id}": response "{brief(id)}" is not among the options {", ".join(item.options)}'
            )
            raise ResponseError(msg)


def _number(item: Number | Estimate, response: Any) -> float:
    number = read_number(response, item.unit or "") if isinstance(response, str) else response
    if isinstance(number, bool) or not isinstance(number, int | float) or not is_finite(number):
        msg = f'item "{item.id}": response "{brief(response)}" is not a number; write digits, such as 12.5 or 1,200'
        raise ResponseError(msg)
    return number


def _within(number: float, target: float, margin: float) -> bool:
    return abs(number - target) <= margin + _SLACK * max(abs(number), abs(target))


def read_number(text: str, unit: str = "") -> float | None:
    """The number a reader typed; None if it is none.

    A decimal comma is read as a decimal point. Thousands may be set off by spaces, apostrophes or commas,
    lakhs by commas. Where a mark could be either, English use decides: "1,200" is twelve hundred and
    "1.200" is one and a fifth; "0,125" can only be an eighth. A minus sign or a dash may stand in front,
    the unit behind; digits may be Arabic-Indic or Urdu.

    >>> read_number("1 200,5 t", "t")
    1200.5
    """
    digits = text.strip(_BLANKS)
    if unit and digits.endswith(unit):
        digits = digits.removesuffix(unit).strip(_BLANKS)
    digits = _BETWEEN_GROUPS.sub(" ", digits.translate(_TO_ASCII))
    sign = -1.0 if digits.startswith("-") else 1.0
    digits = digits[1:] if digits[:1] in ("-", "+") else digits
    for form, mark in _FORMS:
        if form.fullmatch(digits):
            number = sign * float(digits.replace(mark, "").replace(",", "."))
            return number if math.isfinite(number) else None
    return None


def score_responses(items: Iterable[Item], responses: Mapping[str, Any]) -> dict[str, float | None]:
    """Points by item id, of the items that have a response; None of a forecast.

    Raises
    ------
    ResponseError
        If a response names no item, or cannot be scored.
    """
    by_id = {item.id: item for item in items}
    for id in responses:
        if id not in by_id:
            msg = (
                f'response to "{brief(id)}", which is no item of this quiz; its items are {", ".join(by_id)}'
            )
            raise ResponseError(msg)
    return {id: score_response(by_id[id], response).points for id, response in responses.items()}


def certainty_mark(points: float, confidence: int) -> int:
    """The mark of certainty-based marking: an answer that is wholly right earns, any other costs.

    confidence: 1 (guessing), 2 (fairly sure) or 3 (sure).
    """
    right, wrong = CERTAINTY_MARKS[confidence]
    return right if points == 1 else wrong


@singledispatch
def definition(item: Item) -> dict[str, Any]:
    """What a page needs to score the item: small, ready for JSON, without a word of feedback."""
    msg = f"{type(item).__name__} has no definition; register one in explainer.quiz.scoring"
    raise TypeError(msg)


@definition.register
def _(item: ChooseOne) -> dict[str, Any]:
    return {**_common(item), "options": list(item.options), "key": item.key, "shuffle": item.shuffle}


@definition.register
def _(item: ChooseMany) -> dict[str, Any]:
    return {**_common(item), "options": list(item.options), "key": list(item.right), "shuffle": item.shuffle}


@definition.register
def _(item: Number) -> dict[str, Any]:
    return {
        **_common(item),
        "key": item.key,
        "tolerance": item.tolerance,
        "unit": item.unit or "",
        "slips": [slip.value for slip in item.slips],
    }


@definition.register
def _(item: Order) -> dict[str, Any]:
    return {**_common(item), "key": list(item.entries)}


@definition.register(Match)
@definition.register(Sort)
def _(item: Match | Sort) -> dict[str, Any]:
    return {**_common(item), "targets": list(item.targets), "key": item.key}


@definition.register
def _(item: Estimate) -> dict[str, Any]:
    scale = {name: getattr(item, name) for name in ("key", "low", "high", "scale")}
    return {**_common(item), **scale, "unit": item.unit or ""}


@definition.register
def _(item: Forecast) -> dict[str, Any]:
    resolution = item.resolution and {"came_true": item.resolution.came_true, "on": item.resolution.on}
    return {**_common(item), "resolution": resolution}


def _common(item: Item) -> dict[str, str]:
    return {"id": item.id, "type": item.type, "hash": item.hash}
