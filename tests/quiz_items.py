"""Items for the tests: some of every type, and full items made from what a page gets of them."""

from explainer.quiz import EstimateFeedback, NumberFeedback, Option, Resolution, Slip
from explainer.quiz.types import TYPES, Entry, PlacedEntry
from quiz_page import EVERY_TYPE as EVERY

__all__ = ["EVERY", "item_of"]


def item_of(id, defined, **more):
    """The full item of a definition, as `scoring.definition` has it; its words are made up."""
    item = {"id": id, "stem": "?", "because": ["event:t29"], **_FIELDS[defined["type"]](defined), **more}
    return TYPES[defined["type"]](**item)


def _choice(defined):
    options = {
        o: Option(text=o, feedback=o, see="event:t29", misconception=None if o in defined["key"] else "m")
        for o in defined["options"]
    }
    return {"options": options, "key": defined["key"], "shuffle": defined["shuffle"]}


def _number(defined):
    slips = [Slip(value=value, feedback="s", see="event:t29") for value in defined["slips"]]
    return {
        **{name: defined[name] for name in ("key", "tolerance")},
        "unit": defined["unit"] or None,
        "feedback": NumberFeedback(right="r", wrong="w"),
        "see": "event:t29",
        "slips": slips,
    }


def _order(defined):
    entries = {id: Entry(text=id, feedback=id, see="event:t29") for id in defined["key"]}
    return {"entries": entries, "ends": ["first", "last"], "misconception": "m"}


def _placed(field):
    def fields(defined):
        entries = {
            id: PlacedEntry(text=id, feedback=id, see="event:t29", key=key)
            for id, key in defined["key"].items()
        }
        return {field: {id: id for id in defined["targets"]}, "entries": entries, "misconception": "m"}

    return fields


def _estimate(defined):
    return {
        **{name: defined[name] for name in ("key", "low", "high", "scale")},
        "unit": defined["unit"] or None,
        "feedback": EstimateFeedback(near="n", low="l", high="h"),
        "see": "event:t29",
    }


def _forecast(defined):
    found = defined["resolution"]
    resolution = Resolution(**found, feedback="It did.", see="event:t29") if found else None
    return {"resolves": "Then.", "see": "event:t29", "resolution": resolution}


_FIELDS = {
    "choose-one": _choice,
    "choose-many": _choice,
    "number": _number,
    "order": _order,
    "match": _placed("partners"),
    "sort": _placed("groups"),
    "estimate": _estimate,
    "forecast": _forecast,
}
