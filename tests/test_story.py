"""The story's records, the readers of their files, and the files themselves."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import story
from explainer.quantities import quantities
from explainer.sources import sources
from explainer.story import dates, read_records
from explainer.story.records import (
    Claim,
    Comparator,
    DealTerm,
    Deposit,
    Event,
    Evidence,
    LawNote,
    OpenQuestion,
    Party,
    SeedCheck,
    StoryError,
    Strand,
    Term,
)

KNOWN = {"dawn-2025-10-06-pti", "usgs_mcs2026"}
DAYS = st.dates(min_value=date(1000, 1, 1))

EVENT_COLUMNS = "id,date,title,what_happened,actors,certainty,source_ids"
EVENT_ROW = 't29,2025-09-08,Two MoUs,"Signed, in Islamabad.",FWO;USSM,confirmed,usgs_mcs2026'

CLAIM = """\
- id: c40
  speaker: A speaker
  role: A role
  side: PTI
  date: '2025-10-05'
  claim: The government is bypassing procedures.
  kind: fact-checkable
  evidence_for: []
  evidence_against:
  - text: A scholar disagrees.
    source_ids:
    - usgs_mcs2026
  status: disputed
  status_reason: Both can be argued.
  source_ids:
  - dawn-2025-10-06-pti
"""


@pytest.fixture
def timeline_of(tmp_path):
    """Write lines into timeline.csv and read them as events."""

    def read(*lines, encoding="utf-8"):
        path = tmp_path / "timeline.csv"
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return read_records(path, Event, KNOWN)

    return read


@pytest.fixture
def claims_of(tmp_path):
    """Write a text into claims.yaml and read it as claims."""

    def read(text):
        path = tmp_path / "claims.yaml"
        path.write_text(text, encoding="utf-8")
        return read_records(path, Claim, KNOWN)

    return read


def claim_with(old: str, new: str) -> str:
    assert old in CLAIM
    return CLAIM.replace(old, new)


# Dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-08", "8 September 2025"),
        ("2024-08", "August 2024"),
        ("2019", "2019"),
        ("2024-02-29", "29 February 2024"),
    ],
)
def test_dates_are_spelled_as_prose_writes_them(text, expected):
    assert dates.spelled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25-09-08",
        "2025-9-8",
        "2025-13",
        "2025-00",
        "2025-02-29",
        "2025-09-08 ",
        "8 September 2025",
        "0000",
        "٢٠٢٥",
    ],
)
def test_what_is_no_date_of_the_three_forms_is_not_valid(text):
    assert not dates.is_valid(text)
    with pytest.raises(ValueError, match=r"write (it|the date) as YYYY-MM-DD, YYYY-MM or YYYY"):
        dates.spelled(text)


@given(DAYS)
def test_a_spelled_day_reads_back_as_the_same_day(day):
    assert datetime.strptime(dates.spelled(day.isoformat()), "%d %B %Y").date() == day


@given(DAYS, DAYS)
def test_full_dates_sort_as_the_calendar_does(one, other):
    assert (dates.sort_key(one.isoformat()) < dates.sort_key(other.isoformat())) == (one < other)


@given(DAYS)
def test_a_looser_date_sorts_after_the_days_it_may_mean_and_before_the_next(day):
    month, year = day.isoformat()[:7], day.isoformat()[:4]
    next_day = dates.span(month)[1] + timedelta(days=1) if dates.span(month)[1] < date.max else None

    assert dates.sort_key(day.isoformat()) < dates.sort_key(month) < dates.sort_key(year)
    if next_day and next_day.month > 1:
        assert dates.sort_key(month) < dates.sort_key(next_day.isoformat()) < dates.sort_key(year)
    assert dates.span(month)[0] <= day <= dates.span(month)[1]


# Records


def test_records_cannot_be_changed_and_can_be_kept_in_sets(claims_of):
    (claim,) = claims_of(CLAIM)

    with pytest.raises(FrozenInstanceError):
        claim.status = "opinion"
    assert len({claim, claim}) == 1


def test_a_claim_knows_its_group_and_every_source_it_cites(claims_of):
    (claim,) = claims_of(CLAIM)

    assert claim.group == "pti"
    assert claim.quote is None
    assert claim.evidence == (Evidence("A scholar disagrees.", ("usgs_mcs2026",)),)
    assert claim.cited_source_ids == ("dawn-2025-10-06-pti", "usgs_mcs2026")


def test_evidence_without_a_source_is_refused():
    with pytest.raises(StoryError, match="evidence has no source_ids; name at least one source"):
        Evidence("Somebody said so.", ())


DEPOSIT = {
    "id": "koga",
    "name": "Koga",
    "province": "Buner",
    "lat": 34.4,
    "lon": 72.5,
    "precision": "about 10 km",
    "coordinate_basis": "printed",
    "commodity": ("carbonatite",),
    "status": "occurrence",
    "ree_status": "occurrence",
    "note": None,
    "source_ids": ("usgs_mcs2026",),
}


@pytest.mark.parametrize(
    ("precision", "km"), [("about 10 km", 10.0), ("about 30 km (range)", 30.0), ("region", None)]
)
def test_a_deposit_reads_its_doubt_in_kilometres_from_the_words(precision, km):
    assert Deposit(**DEPOSIT | {"precision": precision}).radius_km == km


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lat": None}, "lat and lon come together; give both or leave both empty"),
        ({"lat": 340.0}, "lat 340.0 is off the globe; it lies between -90 and 90"),
        ({"lon": "72 E"}, "lon '72 E' is not a number; correct it or leave it empty"),
        ({"lon": float("nan")}, "lon nan is not a number"),
        ({"ree_status": "rich"}, 'ree_status "rich" is not one of: no, claimed, indicative, occurrence'),
        ({"note": ""}, "note is empty; write its text"),
        ({"commodity": ("copper", "copper")}, 'commodity holds "copper" twice; keep one'),
        ({"source_ids": ()}, "source_ids is empty; name at least one source"),
    ],
)
def test_a_deposit_refuses_what_cannot_be(change, message):
    with pytest.raises(StoryError, match=re.escape(message)):
        Deposit(**DEPOSIT | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"contested": "Some say so."}, "contested has no source_ids; name who uses the word how"),
        ({"see": ("ore",)}, 'see points "ore" at itself; remove it'),
        ({"id": "Ore"}, 'id "Ore" has the wrong form; write it with lower-case letters, digits and hyphens'),
        ({"definition": " Rock."}, 'definition "Rock." begins or ends with a space; remove it'),
    ],
)
def test_a_term_refuses_what_cannot_be(change, message):
    with pytest.raises(StoryError, match=re.escape(message)):
        Term(**{"id": "ore", "term": "ore", "definition": "Rock to mine."} | change)


def test_a_note_may_point_only_at_events_and_claims():
    with pytest.raises(
        StoryError, match='record_ids holds "reko-diq"; name events and claims, as in t29 or c40'
    ):
        LawNote(id="treaties", title="Treaties", text="Text.", record_ids=("reko-diq",))


# Reading CSV


def test_a_row_becomes_an_event_with_its_lists_split(timeline_of):
    (event,) = timeline_of(EVENT_COLUMNS, EVENT_ROW)

    assert event == Event(
        id="t29",
        date="2025-09-08",
        title="Two MoUs",
        what_happened="Signed, in Islamabad.",
        actors=("FWO", "USSM"),
        certainty="confirmed",
        source_ids=("usgs_mcs2026",),
    )


def test_the_order_of_columns_does_not_matter(timeline_of):
    swapped = [
        ",".join([*line.split(",", 2)[1::-1], line.split(",", 2)[2]]) for line in (EVENT_COLUMNS, EVENT_ROW)
    ]

    assert swapped[0].startswith("date,id,title")
    assert timeline_of(*swapped) == timeline_of(EVENT_COLUMNS, EVENT_ROW)


def test_a_file_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(timeline_of):
    assert len(timeline_of(EVENT_COLUMNS, EVENT_ROW, encoding="utf-8-sig")) == 1


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            EVENT_COLUMNS.replace("title", "headline"),
            'column "title" is missing and column "headline" is not known; the columns are id, ',
        ),
        (
            EVENT_COLUMNS.replace("source_ids", "sources"),
            'column "sources" is not known; the columns are id, source_ids, ',
        ),
        (EVENT_COLUMNS.replace("title", "date"), 'column "title" is missing and column "date" stands twice'),
    ],
)
def test_columns_that_are_not_those_of_the_record_are_named(timeline_of, columns, message):
    with pytest.raises(StoryError, match=f"^timeline.csv, line 1: {re.escape(message)}"):
        timeline_of(columns, EVENT_ROW)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "2025-09-08",
            "2025-09-31",
            'date "2025-09-31" is not a date; write it as YYYY-MM-DD, YYYY-MM or YYYY',
        ),
        (
            "confirmed",
            "certain",
            'certainty "certain" is not one of: confirmed, reported, disputed; set certainty to one of them',
        ),
        ("Two MoUs", "", "title is empty; write its text"),
        ("usgs_mcs2026", "", "source_ids is empty; name at least one source"),
        ("FWO;USSM", "FWO;;USSM", "an entry of actors is empty; write its text"),
        ("FWO;USSM", "FWO;FWO", 'actors holds "FWO" twice; keep one'),
        (
            "usgs_mcs2026",
            "usgs_mcs2062",
            'source "usgs_mcs2062" is not in the register; did you mean usgs_mcs2026?',
        ),
        (
            "usgs_mcs2026",
            "reuters",
            'source "reuters" is not in the register; add it to sources.csv or correct it',
        ),
    ],
)
def test_a_wrong_row_is_refused_in_one_line_with_file_line_and_record(timeline_of, right, wrong, message):
    row = EVENT_ROW.replace(right, wrong)

    with pytest.raises(StoryError, match=f'^timeline.csv, line 2: event "t29": {re.escape(message)}$'):
        timeline_of(EVENT_COLUMNS, row)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("t29,", ",", "event without id: id is empty; write its text"),
        (
            "t29",
            "c29",
            'event "c29": id "c29" has the wrong form; write it with a "t" and at least two digits',
        ),
        ('"', "", "8 cells, and the header has 7; put quotation marks around a cell that holds a comma"),
    ],
)
def test_a_row_that_cannot_be_told_is_refused_by_its_line(timeline_of, right, wrong, message):
    with pytest.raises(StoryError, match=f"^timeline.csv, line 2: {re.escape(message)}"):
        timeline_of(EVENT_COLUMNS, EVENT_ROW.replace(right, wrong))


def test_a_repeated_id_names_both_lines_even_below_a_cell_of_several_lines(timeline_of):
    tall = EVENT_ROW.replace("Signed, in", "Signed,\nin")

    with pytest.raises(
        StoryError, match=r'timeline\.csv, line 4: event "t29": the id is taken by the record in line 2'
    ):
        timeline_of(EVENT_COLUMNS, tall, EVENT_ROW)


def test_text_that_is_not_utf8_is_refused(timeline_of):
    with pytest.raises(StoryError, match=r"timeline\.csv: byte \d+ is not UTF-8; save the file as UTF-8"):
        timeline_of(EVENT_COLUMNS, EVENT_ROW.replace("Two", "Añ"), encoding="cp1252")


def test_an_empty_cell_of_an_optional_column_is_none_and_not_an_empty_text(tmp_path):
    path = tmp_path / "deposits.csv"
    columns = [part.name for part in fields(Deposit)]
    row = DEPOSIT | {
        "lat": "",
        "lon": "",
        "note": "",
        "commodity": "iron;copper",
        "source_ids": "usgs_mcs2026",
    }
    path.write_text(
        ",".join(columns) + "\n" + ",".join(row[name] for name in columns) + "\n", encoding="utf-8"
    )

    (deposit,) = read_records(path, Deposit, KNOWN)

    assert (deposit.lat, deposit.lon, deposit.note) == (None, None, None)
    assert deposit.commodity == ("iron", "copper")


# Reading YAML


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            "kind: fact-checkable",
            "kind: guess",
            'kind "guess" is not one of: fact-checkable, forecast, value judgement, demand; set kind to one',
        ),
        ("status: disputed", "status: false", "status False is not text; put it in quotes"),
        ("side: PTI", "side: Opposition", 'side "Opposition" is not one of: Pakistan government, Military, '),
        ("'2025-10-05'", "2025-10-05", "date 2025-10-05 is not text; put it in quotes"),
        (
            "'2025-10-05'",
            "'5.10.2025'",
            'date "5.10.2025" is not a date; write it as YYYY-MM-DD, YYYY-MM or YYYY',
        ),
        ("  role: A role\n", "", 'key "role" is missing; add it'),
        ("role: A role", "role:", "role is empty; write its text"),
        (
            "role: A role",
            "post: A role",
            'key "post" is not known; it should perhaps be "role", which is missing',
        ),
        ("role: A role", "role: A role\n  mood: calm", 'key "mood" is not known; remove it'),
        (
            "- text: A scholar",
            "- words: A scholar",
            'evidence_against, piece 1: key "words" is not known; it should perhaps be "text", which',
        ),
        (
            "evidence_for: []",
            "evidence_for: [Somebody agrees.]",
            "evidence_for, piece 1: 'Somebody agrees.' is not evidence; give it text and source_ids",
        ),
        (
            "evidence_for: []",
            "evidence_for: none",
            "evidence_for 'none' is not a list; write one entry for each",
        ),
        (
            "    - usgs_mcs2026",
            "    - usgs-mcs2026",
            'source "usgs-mcs2026" is not in the register; did you mean usgs_mcs2026?',
        ),
    ],
)
def test_a_wrong_claim_is_refused_in_one_line_with_file_line_and_record(claims_of, right, wrong, message):
    with pytest.raises(
        StoryError, match=f'^claims.yaml, line 1: claim "c40": {re.escape(message)}'
    ) as refusal:
        claims_of(claim_with(right, wrong))

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            claim_with("- id: c40\n  speaker", "- speaker"),
            ', line 1: claim without id: key "id" is missing; add it',
        ),
        (claim_with("role: A role", "role: 'A role"), ", line "),
        (
            claim_with("role: A", "role: A: "),
            ", line 3: YAML does not parse: mapping values are not allowed here; ",
        ),
        (
            claim_with("role: A role", "role: A role\n  role: Another"),
            ', line 4: YAML does not parse: found duplicate key "role"',
        ),
        ("c40: {speaker: A speaker}\n", ': not a list of records; begin every record with "- id: ..."'),
        ("", ': not a list of records; begin every record with "- id: ..."'),
        ("- id: \x07\n", ": YAML does not parse: "),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_one_line(claims_of, text, message):
    with pytest.raises(StoryError, match=f"^claims.yaml{re.escape(message)}") as refusal:
        claims_of(text)

    assert "\n" not in str(refusal.value)


def test_the_line_is_that_of_the_record_and_not_of_the_file(claims_of):
    second = claim_with("id: c40", "id: c41").replace("status: disputed", "status: wrong")

    with pytest.raises(StoryError, match=r'claims\.yaml, line 19: claim "c41": status "wrong"'):
        claims_of("# two claims\n\n" + CLAIM + second)


def test_a_repeated_id_in_yaml_names_both_lines(claims_of):
    with pytest.raises(
        StoryError, match=r'line 17: claim "c40": the id is taken by the record in line 1; give one'
    ):
        claims_of(CLAIM + CLAIM)


def test_a_term_may_point_forward_but_not_at_a_term_that_is_not_there(tmp_path):
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "- {id: ore, term: ore, definition: Rock., see: [grade]}\n"
        "- {id: grade, term: grade, definition: Share.}\n"
    )
    assert len(read_records(path, Term, KNOWN)) == 2

    path.write_text(path.read_text().replace("[grade]", "[grades]"))
    with pytest.raises(
        StoryError, match=r'line 1: term "ore": it points at "grades", .* did you mean grade\?'
    ):
        read_records(path, Term, KNOWN)


@pytest.mark.parametrize("name", ["claims.yaml", "timeline.csv"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(StoryError, match=f"^{re.escape(name)}: there is no such file"):
        read_records(tmp_path / name, Event, KNOWN)


# The files of the book

SHELVES = {
    story.timeline: (Event, 73),
    story.claims: (Claim, 96),
    story.parties: (Party, 20),
    story.deal_terms: (DealTerm, 19),
    story.comparators: (Comparator, 20),
    story.deposits: (Deposit, 26),
    story.law: (LawNote, 20),
    story.glossary: (Term, 126),
    story.strands: (Strand, 5),
    story.open_questions: (OpenQuestion, 12),
    story.seed_checks: (SeedCheck, 14),
}


@pytest.mark.parametrize(
    ("shelf", "expected"), SHELVES.items(), ids=lambda value: getattr(value, "__name__", None)
)
def test_every_file_holds_what_it_should(shelf, expected):
    record_class, count = expected

    records = shelf()

    assert isinstance(records, tuple)
    assert len(records) == count
    assert {type(record) for record in records} == {record_class}
    assert shelf() is records


def test_every_source_cited_is_in_the_register():
    cited = {source for shelf in SHELVES for record in shelf() for source in record.cited_source_ids}

    assert cited <= set(sources())


def test_the_ledger_has_the_counts_of_the_dossier():
    claims = story.claims()

    assert Counter(claim.status for claim in claims) == {
        "disputed": 26,
        "opinion": 25,
        "cannot be checked": 17,
        "unsupported so far": 16,
        "well supported": 12,
    }
    assert Counter(claim.kind for claim in claims) == {
        "fact-checkable": 56,
        "value judgement": 21,
        "forecast": 14,
        "demand": 5,
    }
    # 142 pieces of the deal dossier and 3 folded in from the data register's list of claims
    assert sum(len(claim.evidence) for claim in claims) == 145


def test_every_side_word_is_used_and_every_group_has_claims():
    assert {claim.side for claim in story.claims()} == set(story.SIDES)
    assert {claim.group for claim in story.claims()} == set(story.GROUPS)


def test_armed_groups_are_reported_among_the_others():
    (claim,) = [claim for claim in story.claims() if claim.id == "c59"]

    assert (claim.side, claim.group) == ("Armed groups", "others")


def test_the_timeline_stands_in_the_order_of_its_dates():
    keys = [dates.sort_key(event.date) for event in story.timeline()]

    assert all(one <= other for one, other in pairwise(keys))


def test_the_memorandum_comes_before_the_box_and_the_box_before_the_shipment():
    order = [event.id for event in story.timeline()]

    assert order.index("t29") < order.index("t31") < order.index("t34")


def test_questions_and_seed_sentences_are_numbered_without_a_gap():
    assert [question.number for question in story.open_questions()] == list(range(1, 13))
    assert [check.number for check in story.seed_checks()] == list(range(1, 15))


@pytest.mark.parametrize("shelf", [story.law, story.strands, story.open_questions, story.seed_checks])
def test_whatever_points_at_the_ledger_finds_its_record(shelf):
    ledger = {record.id for record in (*story.timeline(), *story.claims())}

    assert {pointed for record in shelf() for pointed in record.record_ids} <= ledger


def test_the_newest_date_of_a_strand_is_the_date_of_an_event():
    event_dates = {event.date for event in story.timeline()}

    for strand in story.STRANDS:
        assert strand.newest_date in event_dates
        assert strand.newest_item.startswith(dates.spelled(strand.newest_date))
        assert strand.write_as == f"as of {dates.spelled(strand.newest_date[:7])}"


def test_ids_that_share_the_deal_page_are_distinct():
    shared = (story.parties, story.deal_terms, story.comparators, story.deposits, story.law)
    ids = Counter(record.id for shelf in shared for record in shelf())

    assert [id for id, count in ids.items() if count > 1] == []


def test_the_status_words_are_explained():
    assert set(story.STATUS_MEANINGS) == set(story.STATUSES)
    assert "not proof that it is false" in story.STATUS_MEANINGS["unsupported so far"]


def test_definitions_hold_no_numbers():
    with_numbers = {
        term.id: quantities(term.definition) for term in story.glossary() if quantities(term.definition)
    }

    assert with_numbers == {}


def test_definitions_are_one_to_three_sentences():
    lengths = {term.id: len(re.findall(r"[.?!](?:\s|$)", term.definition)) for term in story.glossary()}

    assert {id: n for id, n in lengths.items() if not 1 <= n <= 3} == {}


def test_our_own_words_about_the_story_never_say_now():
    refused = re.compile(
        r"\b(now|today|currently|recently|to date|so far this year|admitted|slammed)\b", re.IGNORECASE
    )
    own = [f"{term.definition} {term.contested or ''}" for term in story.glossary()]

    assert [text for text in own if refused.search(text)] == []


def test_plain_fields_hold_no_markdown_and_no_source_ids_in_ticks():
    for shelf in SHELVES:
        for record in shelf():
            for part in fields(record):
                value = getattr(record, part.name)
                assert "`" not in str(value), record.id
                if not (isinstance(record, LawNote) and part.name == "text"):
                    assert "**" not in str(value), record.id


def test_importing_the_story_parses_nothing():
    script = (
        "import sys, explainer.story; from explainer.story import packaged;"
        "read = [shelf.cache_info().currsize for shelf in (packaged.claims, packaged.timeline)];"
        "print('ruamel.yaml' in sys.modules, *read)"
    )

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["False", "0", "0"]


def test_an_unknown_name_of_the_story_is_an_ordinary_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'STANDS'"):
        story.STANDS  # noqa: B018 - the look-up is what is tested
