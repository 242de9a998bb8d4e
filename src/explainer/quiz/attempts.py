"""What is kept of a reader's answers, and the file they are saved in.

An attempt is what one reader did with one item: a dict as `responses.schema.json` describes it. Page and
notebook write the same file; `widgets/quiz.js` reads and writes it by the same rules.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from explainer.quiz.checks import brief, is_day
from explainer.quiz.item import HINTS_LIMIT, Item
from explainer.quiz.scoring import CERTAINTY_MARKS, HINT_COST, ResponseError, read_number, score_response
from explainer.quiz.types import Estimate, Number

FORMAT, VERSION = "explainer-responses", 1
FILE_LIMIT = 5_000_000  # characters; a thousand answers take a tenth of it
_REVIEWS = 4
# As `_stamp` writes it; moments of one form can be compared as text.
_TIME = re.compile(r"T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,6})?Z")

Attempt = dict[str, Any]


class ResponsesFileError(ValueError):
    """A file that holds no answers this book can read, said in one line."""


@dataclass(frozen=True)
class Merged:
    """What of a file's attempts is taken in, and how many are left out and why.

    older: what is kept here is as new. changed: the item reads otherwise by now, or the attempt is damaged.
    elsewhere: the item is not asked here.
    """

    taken: Mapping[str, Attempt]
    older: int = 0
    changed: int = 0
    elsewhere: int = 0

    def line(self) -> str:
        """The outcome in one line, for the reader."""
        left = {
            "what is kept here is as new": self.older,
            "the question has changed, or the answer is damaged": self.changed,
            "not asked here": self.elsewhere,
        }
        parts = [f"{_answers(len(self.taken))} taken in."]
        parts += [f"{_answers(n)} left out: {why}." for why, n in left.items() if n]
        return " ".join(parts)


def _answers(n: int) -> str:
    return f"{n} answer" if n == 1 else f"{n} answers"


def new_attempt(item: Item, response: Any, before: Attempt | None = None) -> Attempt:
    """The attempt that a response makes, given what was kept before.

    How sure the reader was is not carried over: that was said of another response.
    """
    before = {name: value for name, value in (before or {}).items() if name != "confidence"}
    given = {
        "hash": item.hash,
        "response": _as_kept(item, response),
        "given_at": _stamp(),
        "tries": before.get("tries", 0) + 1,
    }
    if "response" in before:
        given["first"] = before.get("first", before["response"])
    return {**before, **given}


def _as_kept(item: Item, response: Any) -> Any:
    """A response as the file has it: what was typed becomes the number it says."""
    if isinstance(item, Number | Estimate) and isinstance(response, str):
        return read_number(response, item.unit or "")
    return response


def _stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sound_attempt(item: Item, entry: Any) -> Attempt | None:
    """An attempt with what is sound of it; None if it is not one at this item as it reads now."""
    if not isinstance(entry, Mapping) or entry.get("hash") != item.hash:
        return None
    if "response" in entry and not _fits(item, entry["response"]):
        return None
    checks = {
        "hash": lambda value: True,
        "response": lambda value: True,
        "first": lambda value: _fits(item, value),
        "given_at": _is_moment,
        "tries": lambda value: _is_count(value, 1_000_000),
        "hints": lambda value: _is_count(value, HINTS_LIMIT),
        "confidence": lambda value: _is_count(value, 3) and value in CERTAINTY_MARKS,
        "revealed": lambda value: value is True,
        "review": _is_review,
    }
    sound = {name: entry[name] for name, fits in checks.items() if name in entry and fits(entry[name])}
    if "review" in sound:
        sound["review"] = {name: sound["review"][name] for name in ("step", "due")}
    return sound


def _fits(item: Item, response: Any) -> bool:
    try:
        score_response(item, response)
    except ResponseError:
        return False
    return True


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and is_day(value[:10]) and _TIME.fullmatch(value[10:]) is not None


def _is_count(value: Any, most: int) -> bool:
    """Whether a value is a whole number from 0 to `most`; 2.0 is one, as on a page."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= most and value % 1 == 0


def _is_review(value: Any) -> bool:
    return isinstance(value, Mapping) and _is_count(value.get("step"), _REVIEWS) and is_day(value.get("due"))


def earned_points(item: Item, attempt: Attempt) -> float | None:
    """The points of an attempt, less what its hints cost; None of a forecast."""
    points = score_response(item, attempt["response"]).points
    return None if points is None else points * (1 - HINT_COST * attempt.get("hints", 0))


def responses_file(quizzes: Mapping[str, Mapping[str, Attempt]]) -> str:
    """The text of a file of saved answers: attempts by quiz and item."""
    record = {
        "format": FORMAT,
        "version": VERSION,
        "saved_at": _stamp(),
        "quizzes": {name: {"items": dict(items)} for name, items in quizzes.items()},
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def read_responses_file(name: str, text: str) -> dict[str, dict[str, Any]]:
    """The attempts in a file, by quiz and item, as they stand there (see `merge_attempts`).

    Raises
    ------
    ResponsesFileError
        In one line, if it is no such file.
    """

    file, why = _parsed(text)
    if why:
        msg = f"“{brief(name)}” {why} Nothing was changed."
        raise ResponsesFileError(msg)
    return {
        quiz: held["items"]
        for quiz, held in file["quizzes"].items()
        if isinstance(held, dict) and isinstance(held.get("items"), dict)
    }


def _parsed(text: str) -> tuple[Any, str]:
    """What a file holds, and what is wrong with it: "" if it has quizzes."""
    if len(text) > FILE_LIMIT:
        return None, "is too large for a file of saved answers."
    try:
        file = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None, "could not be read: it is cut off, or not a file of saved answers."
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        return file, "is not a file of saved answers."
    if file.get("version") != VERSION or isinstance(file["version"], bool):
        return file, "was saved by another version of this book, which this one cannot read."
    if not isinstance(file.get("quizzes"), dict):
        return file, "holds no quizzes."
    return file, ""


def _refuse_constant(name: str) -> None:
    msg = f"{name} is no JSON"  # though Python reads NaN and Infinity
    raise ValueError(msg)


def merge_attempts(items: Iterable[Item], kept: Mapping[str, Attempt], incoming: Mapping[str, Any]) -> Merged:
    """Choose what to take of a file's attempts at one quiz: the newer of two answers stays."""
    known = {item.id: item for item in items}
    taken: dict[str, Attempt] = {}
    older = changed = elsewhere = 0
    for id, entry in incoming.items():
        if id not in known:
            elsewhere += 1
            continue
        attempt = sound_attempt(known[id], entry)
        here = sound_attempt(known[id], kept.get(id))
        if attempt is None:
            changed += 1
        elif here is not None and attempt.get("given_at", "") <= here.get("given_at", ""):
            older += 1
        else:
            taken[id] = attempt
    return Merged(taken, older, changed, elsewhere)
