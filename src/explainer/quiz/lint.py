"""What an author would want to hear of a bank that loads: its faults, and advice to weigh.

A fault keeps the item from teaching (`explainer check` refuses it too); advice is a rule of thumb that a
person may have a reason to break. Each rule is a function that yields what it finds; none opens a file.
Rules about words know English only and stay silent about other languages.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any

from explainer import quantities, references
from explainer.backing import refused_words, unbacked
from explainer.errors import ADVICE, FAULT, Finding
from explainer.prose import Paragraph, reading_grade, words
from explainer.quiz.item import Bank, Item
from explainer.quiz.links import own_source
from explainer.quiz.numbers import spelled_number
from explainer.quiz.read import BankFile, open_bank
from explainer.quiz.shuffle import shown_order
from explainer.quiz.types import ChooseMany, ChooseOne, Estimate, Match, Number, Order, Sort

HIGHEST_GRADE = 12  # of a stem, in years of school
_GRADED_WORDS = 20  # a grade computed from fewer words says little
_SHORT_FEEDBACK = 2  # words
_LONG_KEY = 1.5  # length of the key to that of the longest distractor
_LONGER = 1.1  # the same, before an eye sees it
_FEWEST_FOR_PATTERN = 6  # items, before a pattern in their keys is one
_MIDDLE = 0.05  # of an estimate's scale, on either side of its middle


@dataclass(frozen=True)
class _Remark:
    """What a rule found: the way to it inside the item, what is wrong, the mend."""

    way: tuple[str | int, ...]
    what: str
    mend: str
    severity: str = ADVICE


_Remarks = Iterator[_Remark]


def bank_findings(content: bytes, filename: str, *, of_the_book: bool = False) -> list[Finding]:
    """Everything to mend in the file of a bank, faults first, each with its line.

    of_the_book: whether it is a bank of the book, whose words are held to the book's rules and whose sources
    are those of the book.
    """
    return file_findings(open_bank(content, filename), of_the_book=of_the_book)


def file_findings(file: BankFile, *, of_the_book: bool = False) -> list[Finding]:
    """The same for a file that has been read already."""
    if file.bank is None:
        return [Finding.of(fault) for fault in file.faults]
    found = [*_of_items(file, of_the_book), *_of_bank(file, of_the_book)]
    return sorted(found, key=lambda finding: finding.severity == ADVICE)


def _of_items(file: BankFile, of_the_book: bool) -> Iterator[Finding]:
    for n, item in enumerate(file.bank.items):
        remarks = [*_backing(file.bank, item, of_the_book)]
        remarks += [remark for rule in _ITEM_RULES for remark in rule(item)]
        for remark in remarks:
            yield _placed(file, remark, ("items", n), f': item "{item.id}"')


def _of_bank(file: BankFile, of_the_book: bool) -> Iterator[Finding]:
    for rule in (_spread_of_keys, _longest_is_key):
        yield from (_placed(file, remark) for remark in rule(file.bank))
    if of_the_book and file.bank.sources:
        what, mend = "a chapter's bank has sources of its own", "add them to the book's register of sources"
        yield _placed(file, _Remark(("sources",), what, mend, FAULT))


def _placed(file: BankFile, remark: _Remark, within: tuple[str | int, ...] = (), label: str = "") -> Finding:
    where = f"{file.filename}, line {file.lines.at((*within, *remark.way))}{label}"
    return Finding(where, remark.what, remark.mend, remark.severity)


# ---- The texts of an item, with the way to each

_Text = tuple[tuple[str | int, ...], str]


def _texts(record: Any, way: tuple[str | int, ...] = ()) -> Iterator[_Text]:
    """Every text in a record and in those nested in it."""
    if isinstance(record, str):
        yield way, record
    elif is_dataclass(record):
        for field in fields(record):
            yield from _texts(getattr(record, field.name), (*way, field.name))
    elif isinstance(record, Mapping):
        for id, value in record.items():
            yield from _texts(value, (*way, id))
    elif isinstance(record, tuple):
        for n, value in enumerate(record):
            yield from _texts(value, (*way, n))


def _read_texts(item: Item) -> list[_Text]:
    """The texts that a reader meets."""
    read = set(item.texts)
    return [(way, text) for way, text in _texts(item) if text in read and way[-1] not in ("id", "key")]


def _feedback(item: Item) -> list[_Text]:
    return [(way, text) for way, text in _read_texts(item) if "feedback" in way]


def _of(way: tuple[str | int, ...]) -> str:
    """Which part of an item a way leads to, in front of a finding: 'option "b": '."""
    match way:
        case ("options" | "entries" as name, id, *_):
            return f'{"option" if name == "options" else "entry"} "{id}": '
        case ("slips", int(n), *_):
            return f"slip {n + 1}: "
        case ("feedback", name):
            return f'"{name}": '
        case ("hints", int(n)):
            return f"hint {n + 1}: "
        case _:
            return ""


def _plain(text: str) -> str:
    """A text for comparing: lower case, without punctuation."""
    return " ".join(re.findall(r"\w+", text.lower()))


# ---- What stands behind an item


def _backing(bank: Bank, item: Item, of_the_book: bool) -> _Remarks:
    """Its references name records, which carry its numbers; its words say when and take no side."""
    targets, known = [], True
    for name, way in _first_ways(item).items():
        if own_source(bank, name) is not None:
            known = False  # what it says cannot be looked up here
            continue
        try:
            targets.append(references.reference(name))
        except ValueError as error:
            mend = "name a record that exists" + ("" if of_the_book else ", or a source of your own")
            yield _Remark(way, str(error), mend, FAULT)
            known = known and of_the_book
    for way, text in _read_texts(item):
        if known:
            yield from _numbers(item, targets, way, text)
        for what, mend in refused_words(Paragraph(text, (), 0)):
            yield _Remark(way, f"{_of(way)}{what}", mend, FAULT if of_the_book else ADVICE)


def _first_ways(item: Item) -> dict[str, tuple[str | int, ...]]:
    """Each reference of an item, with the way to the first place that names it."""
    ways: dict[str, tuple[str | int, ...]] = {}
    for way, text in _texts(item):
        if text in item.references and ("because" in way or way[-1] == "see"):
            ways.setdefault(text, way)
    return ways


def _numbers(
    item: Item, targets: Collection[references.Reference], way: tuple[str | int, ...], text: str
) -> _Remarks:
    for quantity in unbacked(text, targets):
        what = f'{_of(way)}"{quantity.text}" is in none of {", ".join(dict.fromkeys(item.references))}'
        yield _Remark(way, what, "name the fact or record that carries it in because: or see:", FAULT)


# ---- Rules for one item

_VERDICT_WORDS = frozenset(
    "right wrong correct incorrect correctly yes no not true false that this it s is was are the a an well done good "
    "great sorry exactly your answer option choice number quite try again unfortunately indeed very excellent perfect "
    "job you re were".split()
)


def _explains(item: Item) -> _Remarks:
    """Feedback says why."""
    said: dict[str, tuple[str | int, ...]] = {}
    for way, text in _feedback(item):
        plain = _plain(text)
        if plain and set(plain.split()) <= _VERDICT_WORDS:
            what = f'{_of(way)}feedback "{text.strip():.40}" only says whether it is right'
            yield _Remark(way, what, "say why, in a sentence or two", FAULT)
        elif len(text.split()) <= _SHORT_FEEDBACK and plain.isascii():
            yield _Remark(
                way, f'{_of(way)}feedback "{text.strip():.40}" is very short', "say why, in a sentence or two"
            )
        elif plain in said and not isinstance(item, Sort):  # entries of one group share their trait
            yield _Remark(
                way,
                f"{_of(way)}feedback is the same as that of {_of(said[plain])[:-2]}",
                "say what is true of this one alone",
            )
        said.setdefault(plain, way)


_SENTENCE_END = re.compile(r"(?<=[.!?؟？。])[\"'”’»)]*\s+")
_QUESTION = re.compile(r"[?؟？]")
_QUOTED = re.compile(r"[“\"«][^“”\"«»]*[”\"»]|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
_NEGATIVE = re.compile(r"\b(not|never|except|cannot|least likely|\w+n[’']t)\b", re.IGNORECASE)
# Not a trick: what asks why, and a "not" in a clause of its own ("which case shows that this does not follow?").
_CLAUSE = re.compile(
    r"(?<=\w)\s(?:that|who|which|if|because|why)\b(?!\s+(?:is|are|was|were|do|does|did|can|would)\b).*",
    re.DOTALL,
)
_PLAIN_NEGATIVES = re.compile(r"\b(?:or not|not only|not yet|not just|no one|do not know)\b", re.IGNORECASE)
_INSTRUCTIONS = frozenset(
    "add arrange calculate check choose compare complete compute convert decide divide drag draw estimate explain "
    "fill find give group guess identify label list mark match move multiply name order pair pick place predict put "
    "rank read round say select set show sort state subtract suppose tell think tick use work write".split()
)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence.strip()]


def _asking(stem: str) -> str:
    """The part of a stem that asks: its last question, or else its last sentence, quotations left out."""
    sentences = _sentences(_QUOTED.sub('""', stem)) or [""]
    questions = [sentence for sentence in sentences if _QUESTION.search(sentence)]
    return (questions or sentences)[-1]


def _no_trick_negative(item: Item) -> _Remarks:
    """A reader who overlooks a small "not" is wrong for no reason of the subject's. In capitals it is seen."""
    asking = _PLAIN_NEGATIVES.sub("", _CLAUSE.sub("", _asking(item.stem)))
    if asking.lower().startswith(("why", "how")):
        return
    for match in _NEGATIVE.finditer(asking):
        if not match[1].isupper():
            what = f'the stem asks with "{match[1]}", which is easily overlooked'
            yield _Remark(("stem",), what, "ask for what is so, or write the word in capitals")
            return


def _asks(item: Item) -> _Remarks:
    """A stem is a question or an instruction that can be understood before the options are read."""
    stem = _QUOTED.sub('""', item.stem)
    if _QUESTION.search(stem) or not words(stem):
        return
    if not any(
        _INSTRUCTIONS.intersection(map(str.lower, words(sentence)[:1])) for sentence in _sentences(stem)
    ):
        what = "the stem is no full question and no instruction"
        yield _Remark(("stem",), what, 'ask one full question, with "?", or say what to do: "Sort ..."')


def _reads_well(item: Item) -> _Remarks:
    if len(words(item.stem)) < _GRADED_WORDS:
        return
    try:
        grade = reading_grade([item.stem])
    except ModuleNotFoundError:  # pyphen counts the syllables; a reader's machine need not have it
        return
    if grade > HIGHEST_GRADE:
        what = f"the stem reads at grade {grade:.0f}"
        yield _Remark(("stem",), what, f"shorten its sentences and words to grade {HIGHEST_GRADE} or lower")


_ABOVE = re.compile(
    r"\b(?:all|none|any|both|neither|either|some|two) of the (?:above|other\w*)\b|\bthe above\b",
    re.IGNORECASE,
)
_CATCH_ALL = re.compile(
    r"(?:all|none|both|neither|any) (?:of )?(?:the )?(?:these|them|those|options|answers|others)\b\.?|(?:both )?\(?[a-e]\)? (?:and|or) \(?[a-e]\)?\.?",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? (?:\([a-eA-E]\)|[a-eA-E](?=\s*(?:[.,;:!?]|$)|\s(?:is|was|and|or|says)\b))"
)


def _no_catch_all(item: Item) -> _Remarks:
    if not isinstance(item, ChooseOne | ChooseMany):
        return
    for id, option in item.options.items():
        way, text = ("options", id, "text"), option.text.strip()
        if found := _ABOVE.search(text):
            what = f'option "{id}": "{found[0]}" has no meaning where options are shuffled, and tests no idea'
            yield _Remark(way, what, "write an error that a reader makes, or leave the option out")
        elif _CATCH_ALL.fullmatch(text):
            what = f'option "{id}": "{text:.40}" can be chosen without the idea'
            yield _Remark(way, what, "write an error that a reader makes, or set type: choose-many")
    for way, text in _read_texts(item):
        if found := _LETTER.search(text):
            what = f'{_of(way)}"{found[0]}" names a letter, and the page shows none'
            yield _Remark(way, what, "name the option by its words")


def _no_long_key(item: Item) -> _Remarks:
    if not isinstance(item, ChooseOne) or len(item.options) < 3:
        return
    lengths = {id: len(option.text) for id, option in item.options.items()}
    key = lengths.pop(item.key)
    longest = max(lengths.values())
    if key > _LONG_KEY * longest and key - longest > 15:  # characters: two or three words
        what = f'option "{item.key}": the key has {key} letters and the longest distractor {longest}'
        yield _Remark(("options", item.key, "text"), what, "give the options like lengths")


def _names_errors(item: Item) -> _Remarks:
    """A misconception says which error stands behind an option, not the option again."""
    named: dict[str, str] = {}
    for way, text in _texts(item):
        if way[-1] != "misconception":
            continue
        plain = _plain(text)
        if any(
            _plain(other) == plain for end, other in _texts(item) if end[-1] == "text" and end[:2] == way[:2]
        ):
            what = f"{_of(way)}the misconception repeats the option"
            yield _Remark(way, what, "name the error in thinking behind it")
        elif plain in named:
            what = f"{_of(way)}the misconception is that of {named[plain][:-2]} too"
            yield _Remark(way, what, "tell the two errors apart, or replace one of the options")
        named.setdefault(plain, _of(way))


def _off_the_middle(item: Item) -> _Remarks:
    if isinstance(item, Estimate) and abs(item.place(item.key) - 0.5) <= _MIDDLE:
        what = "the key sits in the middle of the scale, where a reader who does not know begins"
        yield _Remark(("key",), what, 'move "low" or "high"')


def _keeps_its_key(item: Item) -> _Remarks:
    """Neither the stem nor a hint holds the key."""
    if isinstance(item, Number | Estimate):
        key, held = item.key, quantities.numbers_of
        told = [(("stem",), item.stem), *((("hints", n), hint) for n, hint in enumerate(item.hints))]
        for way, text in told:
            if key in held(text):
                what = f"{_of(way) or 'the stem: '}the key, {spelled_number(key, item.unit)}, stands in it"
                yield _Remark(way, what, "take it out, or ask for another number")
    if isinstance(item, ChooseOne | ChooseMany):
        for n, hint in enumerate(item.hints):
            if any(
                len(item.options[id].text) > 3 and _plain(item.options[id].text) in _plain(hint)
                for id in item.right
            ):
                yield _Remark(("hints", n), f"hint {n + 1}: it gives the key away", "write a step towards it")


_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


def _hides_its_order(item: Item) -> _Remarks:
    if not isinstance(item, Order):
        return
    years = [_YEAR.findall(entry.text) for entry in item.entries.values()]
    if all(len(found) == 1 for found in years):
        in_order = [int(found[0]) for found in years]
        if in_order in (sorted(set(in_order)), sorted(set(in_order), reverse=True)):
            what = "each entry holds its year, so that the years give the order away"
            yield _Remark(("entries",), what, "take the years out of the texts and into the feedback")
    shown, right = shown_order(item, item.entries), list(item.entries)
    places = [shown.index(id) for id in right]
    if len(right) > 3 and sum(a > b for a, b in pairwise(places)) == 1 and _wrong_pairs(places) == 1:
        what = "on paper the entries begin one step from their right order"
        yield _Remark(("id",), what, "give the item another id, which shuffles them anew")


def _wrong_pairs(places: list[int]) -> int:
    return sum(a > b for n, a in enumerate(places) for b in places[n + 1 :])


def _spreads_groups(item: Item) -> _Remarks:
    if not isinstance(item, Sort) or len(item.entries) < 5:
        return
    keys = list(item.key.values())
    for id, text in item.groups.items():
        if keys.count(id) >= len(keys) - 1:
            what = f'group "{text:.40}" gets {keys.count(id)} of the {len(keys)} entries'
            yield _Remark(("groups", id), what, "spread the entries over the groups")


def _has_no_giveaway_partner(item: Item) -> _Remarks:
    if isinstance(item, Match):
        for id, entry in item.entries.items():
            if _plain(item.partners[entry.key]) in _plain(entry.text):
                what = f'entry "{id}": its partner\'s words stand in it'
                yield _Remark(("entries", id, "text"), what, "take them out of one of the two")


_ITEM_RULES: tuple[Callable[[Item], _Remarks], ...] = (
    _explains,
    _asks,
    _no_trick_negative,
    _reads_well,
    _no_catch_all,
    _no_long_key,
    _names_errors,
    _off_the_middle,
    _keeps_its_key,
    _hides_its_order,
    _spreads_groups,
    _has_no_giveaway_partner,
)


# ---- Rules for the whole bank


def _spread_of_keys(bank: Bank) -> _Remarks:
    """On paper, and without a script, the options stand in the order of the file."""
    items = [item for item in bank.items if isinstance(item, ChooseOne)]
    places = [list(item.options).index(item.key) for item in items]
    for place in sorted(set(places)):
        count = places.count(place)
        if len(places) >= _FEWEST_FOR_PATTERN and count > len(places) / 2:
            what = f"the key stands in place {place + 1} in {count} of {len(places)} items of type choose-one"
            yield _Remark(("items",), what, "move some of the keys: on paper options stand as in the file")


def _longest_is_key(bank: Bank) -> _Remarks:
    """A reader who picks the longest option without reading should not do well."""
    items = [item for item in bank.items if isinstance(item, ChooseOne) and len(item.options) > 2]
    longest = [item for item in items if _is_longest(item)]
    if len(items) >= _FEWEST_FOR_PATTERN and len(longest) > len(items) / 2:
        what = f"the key is the longest option in {len(longest)} of {len(items)} items of type choose-one"
        yield _Remark(("items",), what, "shorten some keys, or say more in their distractors")


def _is_longest(item: ChooseOne) -> bool:
    lengths = {id: len(option.text) for id, option in item.options.items()}
    return lengths.pop(item.key) > _LONGER * max(lengths.values())
