"""Promises and signals: their records, their files, and that they rest on the ledger."""

import re

import pytest

from explainer import story
from explainer.backing import UNDATED
from explainer.quantities import quantities
from explainer.references import reference
from explainer.story import Promise, Signal, StoryError, dates, read_records
from explainer.story.words import GROUPS, OUTCOMES

KNOWN = {"dawn-2025-10-06-pti"}
PROMISE = {
    "id": "p01",
    "promise": "A thing",
    "said": "A thing will come.",
    "who": "Somebody",
    "side": "PTI",
    "date": "2025-10-05",
    "strand": "deal-and-politics",
    "outcome": "kept",
    "in_short": "it came",
    "known": "It came in November.",
    "record_ids": ("c41",),
    "source_ids": ("dawn-2025-10-06-pti",),
}
SIGNAL = {
    "id": "a-thing",
    "look_for": "A thing comes",
    "where": "in the post",
    "by": "2026-12",
    "when": "end of 2026",
    "certainty": "reported",
    "would_mean": "It was sent.",
    "would_not_mean": "that it is good.",
    "if_not": "It may be late.",
    "strand": "deal-and-politics",
    "source_ids": ("dawn-2025-10-06-pti",),
}
BOTH = [*story.promises(), *story.signals()]
ids = pytest.mark.parametrize("record", BOTH, ids=lambda record: record.id)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": "broken"}, 'outcome "broken" is not one of: kept, under way, changed'),
        ({"side": "nobody"}, 'side "nobody" is not one of: Pakistan government'),
        ({"date": "spring"}, 'date "spring" is not a date'),
        ({"id": "x1"}, 'id "x1" has the wrong form; write it with a "p" and two digits'),
        ({"source_ids": ()}, "source_ids is empty; name at least one source"),
        ({"record_ids": ("q01",)}, 'record_ids holds "q01"; name events and claims'),
        ({"known": " "}, "known is empty; write its text"),
    ],
)
def test_a_promise_that_cannot_be_right_is_refused(change, message):
    with pytest.raises(StoryError, match=message):
        Promise(**PROMISE | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": None}, "by, when and certainty come together; give all three or leave all three out"),
        ({"when": None, "by": None}, "by, when and certainty come together"),
        ({"by": "soon"}, 'by "soon" is not a date'),
        ({"certainty": "not known"}, 'certainty "not known" is not one of: confirmed'),
        ({"source_ids": ()}, "source_ids is empty"),
    ],
)
def test_a_signal_that_cannot_be_right_is_refused(change, message):
    with pytest.raises(StoryError, match=message):
        Signal(**SIGNAL | change)


def test_a_signal_needs_no_date():
    assert Signal(**SIGNAL | {"by": None, "when": None, "certainty": None}).by is None


def test_a_promise_knows_its_side_group():
    assert Promise(**PROMISE).group == "pti"


def test_a_fault_in_the_file_is_told_with_its_line(tmp_path):
    path = tmp_path / "promises.yaml"
    lines = [f"{key}: '{value}'" for key, value in PROMISE.items() if isinstance(value, str)]
    text = "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])
    path.write_text(text.replace("'kept'", "'broken'") + "\n  source_ids: [dawn-2025-10-06-pti]\n")

    with pytest.raises(StoryError, match=r'promises\.yaml, line 1: promise "p01": outcome "broken"'):
        read_records(path, Promise, KNOWN)


# The files


def test_promises_are_numbered_in_the_order_of_the_file():
    assert [row.id for row in story.promises()] == [f"p{n:02d}" for n in range(1, 19)]


def test_every_outcome_and_five_sides_are_met():
    assert {row.outcome for row in story.promises()} == set(OUTCOMES)
    assert {row.group for row in story.promises()} == set(GROUPS) - {"independent"}


@ids
def test_a_record_belongs_to_a_strand_and_points_at_the_ledger(record):
    ledger = {row.id for row in (*story.timeline(), *story.claims())}

    assert record.strand in {strand.id for strand in story.strands()}
    assert record.record_ids
    assert set(record.record_ids) <= ledger


@ids
def test_the_numbers_of_a_record_stand_in_the_ledger(record):
    """Nothing is told here that the events and claims named do not carry."""
    texts = [part for part in vars(record).values() if isinstance(part, str)]
    kinds = {"t": "event", "c": "claim"}
    carried = {
        quantity.value
        for id in record.record_ids
        for quantity in quantities(reference(f"{kinds[id[0]]}:{id}").text)
    }

    told = {q.value for text in texts for q in quantities(text) if not re.fullmatch(r"[pq]\d\d", text)}
    assert told <= carried


@ids
def test_no_word_dates_a_record_by_the_reader(record):
    words = " ".join(part for part in vars(record).values() if isinstance(part, str))

    assert not UNDATED.search(words)


@pytest.mark.parametrize("row", story.promises(), ids=lambda row: row.id)
def test_a_promise_was_made_before_its_strand_ends(row):
    end = next(strand.newest_date for strand in story.strands() if strand.id == row.strand)

    assert dates.span(row.date)[0] <= dates.span(end)[1]


def test_dated_signals_come_first_and_in_order():
    due = [signal.by for signal in story.signals()]
    dated = [day for day in due if day]

    assert due == [*dated, *[None] * (len(due) - len(dated))]
    assert dated == sorted(dated, key=dates.sort_key)


def test_a_signal_says_what_it_would_not_mean_as_the_end_of_a_sentence():
    for signal in story.signals():
        assert signal.would_not_mean[0].islower()
        assert signal.would_not_mean.endswith(".")
        assert signal.would_mean.endswith((".", "?"))
        assert signal.if_not.endswith(".")
