"""The figures of chapter 6: what they draw, what they say, how they read the records, what they refuse."""

import doctest
import itertools

import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from explainer import charts, story
from explainer.charts import deal, style
from explainer.charts.deal import papers, sums, terms
from explainer.charts.drawing.lettering import TEXT_PT, text_width
from explainer.facts import facts
from explainer.facts.deal import COMPARABLE_SUMS, ENVISAGED

MINE = (ENVISAGED, "reko-diq-first-phase-plan-2025", "reko-diq-exim-loan-2025", "reko-diq-spent-2026")
VARIANTS = [
    ("terms_known", {}),
    ("sums_compared", {}),
    ("sums_compared", {"include": MINE}),
    ("sums_compared", {"include": (*MINE, "pakistan-fdi-2023")}),
    ("sums_compared", {"include": ("first-load-as-antimony-metal",)}),
    ("comparators", {}),
    *(("comparators", {"instrument": kind}) for kind in papers.INSTRUMENTS),
]
IDS = [f"{name}-{'-'.join(map(str, options.values()))}" for name, options in VARIANTS]


@pytest.fixture(scope="module")
def drawn():
    """drawn(name, **options): a figure of the chapter, drawn once for each choice of options."""
    kept = {}

    def draw(name: str, **options):
        key = name, repr(options)
        if key not in kept:
            kept[key] = getattr(charts.deal, name)(**options)
        return kept[key]

    return draw


def shown_texts(figure) -> list[Text]:
    with style.style():
        figure.draw_without_rendering()  # gives the labels of the axes their places
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def words_of(chart) -> list[str]:
    return [text.get_text() for text in shown_texts(chart.figure)]


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=IDS)
def test_words_neither_overlap_nor_leave_the_figure(drawn, name, options):
    figure = drawn(name, **options).figure
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown_texts(figure)]

    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y0 >= -1, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-1.5).overlaps(second.padded(-1.5)), f"{one} / {other}"


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=IDS)
def test_every_figure_says_its_finding_in_the_type_of_the_book(drawn, name, options):
    chart = drawn(name, **options)

    assert chart.alt.endswith(f"{chart.title}.")
    assert {text.get_fontsize() for text in shown_texts(chart.figure)} == {TEXT_PT}


def test_every_choice_has_an_id_of_its_own(drawn):
    ids = [drawn(name, **options).id for name, options in VARIANTS]

    assert len(set(ids)) == len(ids)


def test_the_chapter_lists_its_figures_in_order():
    assert [draw.__name__ for draw in deal.FIGURES] == ["terms_known", "sums_compared", "comparators"]


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("sums_compared", {"include": ("reko-diq",)}, '"reko-diq" is not one of the sums compared'),
        (
            "sums_compared",
            {"include": ("pakistan-fdi-2007",)},
            '"pakistan-fdi-2007" is not .*; did you mean pakistan-fdi-2023',
        ),
        (
            "sums_compared",
            {"include": ("nothing of the kind",)},
            "there are first-load-as-antimony-metal, .*pakistan-gdp-2023",
        ),
        ("sums_compared", {"include": ()}, "include is empty; name some of first-load-as-antimony-metal"),
        (
            "comparators",
            {"instrument": "memo"},
            'no instrument "memo"; .*memorandum',
        ),
        (
            "comparators",
            {"instrument": "treaty"},
            "there are memorandum, framework, agreement, contract, other",
        ),
    ],
)
def test_an_option_that_leaves_nothing_says_what_is_possible_in_one_line(name, options, message):
    with pytest.raises(ValueError, match=message) as caught:
        getattr(charts.deal, name)(**options)

    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_examples_in_docstrings_hold():
    failed, tried = doctest.testmod(sums)

    assert tried
    assert not failed


# --- terms -----------------------------------------------------------------------------------------------


def test_every_term_of_the_record_has_its_short_words_and_no_other():
    assert set(terms.SHORT) == {term.id for term in story.deal_terms()}


def test_terms_on_which_nothing_was_found_are_those_whose_record_says_so():
    silent = [term.id for term in story.deal_terms() if terms.is_silent(term)]

    assert silent == [
        "price-formula",
        "ownership-and-profit",
        "exclusivity",
        "disputes",
        "parliament",
        "later-shipments",
    ]


def test_short_words_are_left_out_only_where_nothing_was_found():
    for term in story.deal_terms():
        short = terms.SHORT[term.id]

        assert terms.is_silent(term) or short.public, term.id
        assert not terms.is_silent(term) or short.public in ("", "none found", "no vote or debate found")


def test_the_title_counts_the_terms(drawn):
    assert drawn("terms_known").title == (
        "Of 19 terms, something is public on 13, and on every one something is missing"
    )


def test_what_is_missing_is_dotted_and_what_is_public_is_not(drawn):
    sheet = drawn("terms_known").axes
    beside = {x: [] for x in terms._COLUMNS}
    for line in sheet.lines:
        left = line.get_xdata()[0] - terms._LINE_X
        if left in beside:
            beside[left].append(line.get_linestyle() != "-")

    public, missing = beside.values()

    assert public == [False] * 13 + [True] * 6
    assert missing == [True] * 19


def test_the_table_has_the_full_words_of_the_record(drawn):
    rows = {row[0]: row[1:] for row in drawn("terms_known").table.rows}

    for term in story.deal_terms():
        assert rows[term.term] == (term.public, term.not_disclosed)


# --- sums ------------------------------------------------------------------------------------------------


def test_every_sum_that_is_compared_has_its_kind_and_words():
    assert set(sums.SUMS) == set(COMPARABLE_SUMS)
    assert {entry.kind for entry in sums.SUMS.values()} == set(sums.KINDS)


@pytest.mark.parametrize("id", COMPARABLE_SUMS)
def test_the_words_of_a_sum_carry_the_year_of_its_fact_and_leave_room_for_the_amount(id):
    fact, words = facts()[id], sums.SUMS[id].words
    weight = "bold" if id == ENVISAGED else "normal"

    year = words[-4:]

    assert fact.unit == "USD"
    assert year in f"{fact.label} {fact.meaning}"
    assert text_width(words, weight=weight) + text_width(sums._amount(fact), weight=weight) < 310


def test_the_percentages_of_the_title_are_facts(drawn):
    of_investment, of_mine = (
        facts()[id].shown for id in ("first-phase-share-fdi-2023", "first-phase-share-reko-diq")
    )

    assert drawn("sums_compared").title == (
        f"The 500 million dollars envisaged equal {of_investment} of foreign direct investment in Pakistan in 2023 "
        f"and {of_mine} of the planned first phase of Reko Diq"
    )


def test_each_sum_stands_at_its_value_on_a_log_axis_said_in_words(drawn):
    chart = drawn("sums_compared")

    places = [float(mark.get_offsets()[0][0]) for mark in chart.axes.collections]

    assert chart.axes.get_xscale() == "log"
    assert "Log scale" in chart.subtitle
    assert "log axis" in chart.alt
    assert places == sorted(facts()[id].value for id in COMPARABLE_SUMS)


def test_kinds_of_sum_have_forms_of_their_own():
    forms = {
        (mark.shape, mark.look["facecolor"], mark.look.get("hatch"), str(mark.look.get("linestyle")))
        for mark in sums.KINDS.values()
    }

    assert len(forms) == len(sums.KINDS)


def test_only_the_sum_of_the_memorandum_is_in_copper(drawn):
    marks = drawn("sums_compared").axes.collections

    copper = [mark for mark in marks if to_hex(mark.get_edgecolor()[0]) == style.COPPER]

    assert [float(mark.get_offsets()[0][0]) for mark in copper] == [facts()[ENVISAGED].value]


def test_a_range_is_printed_and_tabulated_as_a_range(drawn):
    chart = drawn("sums_compared")

    award = next(row for row in chart.table.rows if "arbitration award" in row[0])

    assert "$5.8\u20135.9 bn" in words_of(chart)
    assert award[2:4] == (5_800_000_000, 5_900_000_000)


def test_a_choice_of_sums_draws_those_only(drawn):
    chart = drawn("sums_compared", include=MINE)

    assert (
        chart.title == "The 500 million dollars envisaged equal 8.9 % of the planned first phase of Reko Diq"
    )
    assert [row[2] for row in chart.table.rows] == sorted(round(facts()[id].value) for id in MINE)


@pytest.mark.parametrize(
    ("include", "title"),
    [
        (
            ("first-load-as-antimony-metal",),
            "The largest of the sums drawn is two tonnes of antimony metal, 2025: 110,232 dollars",
        ),
        ((ENVISAGED,), "A first phase of 500 million dollars is envisaged"),
        (
            (ENVISAGED, "ussm-ionic-missouri-plan-2026"),
            "The 500 million dollars envisaged are 5 times this sum: USSM's magnet recycling, US, 2026",
        ),
        (
            (ENVISAGED, "pakistan-gdp-2023"),
            "The 500 million dollars envisaged equal 0.15 % of this sum: Pakistan's GDP, 2023",
        ),
    ],
)
def test_the_title_follows_the_sums_chosen(include, title):
    assert charts.deal.sums_compared(include=include).title == title


# --- papers ----------------------------------------------------------------------------------------------


def test_every_paper_of_the_record_is_read_and_no_other():
    assert set(papers.READINGS) == {paper.id for paper in story.comparators()}


@pytest.mark.parametrize("paper", story.comparators(), ids=lambda paper: paper.id)
def test_a_reading_never_says_more_than_the_record(paper):
    reading = papers.READINGS[paper.id]
    answers = {
        "binds": (reading.binds, paper.binding),
        "text": (reading.text, paper.text_public),
        "vote": (reading.vote, paper.legislature_approved),
    }

    assert reading.instrument in papers.INSTRUMENTS
    for question, (answer, record) in answers.items():
        assert answer in papers.ANSWERS
        assert (answer == "yes") == record.startswith("Yes"), question
        if record.startswith(("Not stated", "Not found", "No text", "No vote", "No texts", "No separate")):
            assert answer == "not known", question


def test_an_announcement_is_a_text_for_nobody():
    for paper in story.comparators():
        if "nnounce" in paper.text_public and "published" not in paper.text_public:
            assert papers.READINGS[paper.id].text == "not known", paper.id


def test_the_counts_of_the_title_are_the_facts(drawn):
    count, binding, public, voted = (
        int(facts()[id].value)
        for id in ("papers-compared", "papers-that-bind", "papers-with-public-text", "papers-with-a-vote")
    )

    assert drawn("comparators").title == (
        f"Of {count} papers, {binding} are recorded as binding, the text of {public} was found public, and a "
        f"legislature's vote is recorded for {voted}"
    )


def test_the_grid_draws_every_answer_once_in_the_form_of_its_word(drawn):
    chart = drawn("comparators")
    marks = [mark for mark in chart.axes.collections if len(mark.get_offsets()) > 1]
    said = [answer for row in papers.READINGS.values() for answer in (row.binds, row.text, row.vote)]

    hatched = sum(len(mark.get_offsets()) for mark in marks if mark.get_hatch())
    places = {tuple(map(float, place)) for mark in marks for place in mark.get_offsets()}

    assert hatched == said.count("partly")
    assert len(places) == len(said) == 60


def test_the_table_sets_the_words_of_the_record_beside_our_reading(drawn):
    rows = {row[0]: row[3:] for row in drawn("comparators").table.rows}

    for paper in story.comparators():
        reading = papers.READINGS[paper.id]
        assert rows[paper.name] == (
            reading.binds,
            paper.binding,
            reading.text,
            paper.text_public,
            reading.vote,
            paper.legislature_approved,
        )


def test_the_memorandum_stands_first_and_in_bold(drawn):
    chart = drawn("comparators", instrument="memorandum")

    bold = [text.get_text() for text in shown_texts(chart.figure) if text.get_fontweight() == "bold"]

    assert bold == ["Memoranda", "FWO and USSM"]
    assert chart.table.rows[0][0] == "Pakistan: FWO - US Strategic Metals"
    assert chart.title.startswith(
        "Of 7 memoranda, none are recorded as binding, the text of 2 was found public"
    )
