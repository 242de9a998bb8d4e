"""The figures of chapter 8: what they draw, what they say, what they refuse."""

import gzip
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from matplotlib.collections import PathCollection

from explainer import story
from explainer.charts import arguments
from explainer.charts.arguments import (
    SHORT_NAMES,
    SIX_SIDES,
    argument_map,
    as_list,
    claims_by_kind,
    claims_by_side,
)
from explainer.charts.arguments import aslist as argument_list
from explainer.charts.arguments.aslist import ArgumentList
from explainer.charts.arguments.claimstrips import MARKS
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.facts import facts
from explainer.references import reference
from explainer.story import GROUPS, KINDS, STATUSES, Argument, Step, trees
from figures import assert_words_fit, texts_of

CONCLUSIONS = [tree.argument.id for tree in trees(story.arguments())]
CALLS = {
    "sides": lambda: claims_by_side(),
    "kinds": lambda: claims_by_kind(),
    "map": lambda: argument_map(),
    **{f"sides, {kind}": lambda kind=kind: claims_by_side(kind=kind) for kind in KINDS},
    **{f"kinds, {group}": lambda group=group: claims_by_kind(side=group) for group in GROUPS},
    **{f"map, {id}": lambda id=id: argument_map(conclusion=id) for id in CONCLUSIONS},
}


def words_of(chart) -> list[str]:
    return [text.get_text() for text in texts_of(chart)]


def marks_of(chart) -> Counter:
    """How many marks have each status, those of the key (one each) left out."""
    looks = {}
    for status, mark in MARKS.items():
        looks[_form(chart.axes.scatter([0], [0], marker=mark.shape, **mark.look))] = status
    drawn = Counter()
    for marks in chart.axes.collections[: -len(MARKS)]:
        drawn[looks[_form(marks)]] += len(marks.get_offsets())
    return drawn - Counter(set(drawn))


def _form(marks: PathCollection) -> tuple:
    return (
        len(marks.get_paths()[0].vertices),
        marks.get_facecolor().tobytes(),
        marks.get_hatch(),
        str(marks.get_linestyle()),
    )


# --- all of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_words_neither_overlap_nor_leave_the_figure(draw):
    assert_words_fit(draw())


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_no_words_are_smaller_than_the_type_of_the_book(draw):
    assert min(text.get_fontsize() for text in texts_of(draw())) == TEXT_PT


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_the_alt_text_ends_with_the_finding(draw):
    chart = draw()

    assert chart.alt.endswith(f"{chart.title}.")


def test_every_choice_has_an_id_of_its_own():
    ids = [draw().id for draw in CALLS.values()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("draw", [claims_by_side, claims_by_kind, argument_map])
def test_a_figure_with_its_table_is_light(draw):
    assert len(gzip.compress(draw().to_html().encode())) < 7_000


# --- the ledger ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", [claims_by_side, claims_by_kind])
def test_every_claim_of_the_ledger_has_one_mark_in_the_form_of_its_status(draw):
    assert marks_of(draw()) == Counter(claim.status for claim in story.claims())


def test_each_status_has_a_form_of_its_own_and_an_opinion_is_round():
    forms = {(mark.shape, mark.look["facecolor"], str(mark.look["linestyle"]), mark.look.get("hatch"))
             for status, mark in MARKS.items() if status != "opinion"}  # fmt: skip

    assert len(forms) == 4
    assert [status for status, mark in MARKS.items() if mark.shape == "o"] == ["opinion"]


def test_the_marks_follow_the_order_of_the_statuses():
    assert tuple(MARKS) == STATUSES


def test_each_of_the_six_sides_has_disputed_claims_and_claims_that_cannot_be_checked():
    chart = claims_by_side()

    assert chart.title == "Each of the six sides has claims that are disputed and some that cannot be checked"
    assert len(SIX_SIDES) == 6
    for row in chart.table.rows[:6]:
        counts = dict(zip(chart.table.columns, row, strict=True))
        assert counts["Disputed"] > 0
        assert counts["Cannot be checked"] > 0


def test_the_table_counts_every_claim_and_names_its_entry():
    table = claims_by_side().table

    assert table.columns[:3] == ("Side", "Claims", "Well supported")
    assert [row[1] for row in table.rows] == [20, 18, 12, 13, 4, 24, 5]
    assert all(sum(row[2:7]) == row[1] == len(row[7].split()) for row in table.rows)


def test_every_side_is_there_even_without_a_claim_of_the_kind():
    chart = claims_by_side(kind="demand")

    assert [row[0] for row in chart.table.rows] == list(SHORT_NAMES.values())
    assert words_of(chart).count("none in the ledger") == 4
    assert set(SHORT_NAMES) == set(GROUPS)


def test_forecasts_have_a_finding_of_their_own():
    assert claims_by_side(kind="forecast").title == (
        "Of 14 forecasts in the ledger, 7 are unsupported so far, 4 are opinion, 2 are disputed and 1 is well supported"
    )


def test_the_finding_on_kinds_agrees_with_the_facts():
    title = claims_by_kind().title

    assert title.startswith(
        f"{facts()['claims-fact-checkable'].value} of {facts()['claims-in-the-ledger'].value} claims"
    )
    assert title.endswith("8 of these are well supported")


def test_a_side_without_a_well_supported_claim_reads_as_none():
    assert claims_by_kind(side="china").title == (
        "4 of 4 claims are statements that evidence could settle; none of these is well supported"
    )


@pytest.mark.parametrize("draw", [claims_by_side, claims_by_kind])
def test_that_the_counts_are_no_score_is_said(draw):
    assert "A status rates the claim, not the speaker, and the counts are no score" in draw().note


@pytest.mark.parametrize("draw", [claims_by_side, claims_by_kind])
def test_a_source_of_every_claim_stands_beside_its_row(draw):
    table = draw().table
    by_id = {claim.id: claim for claim in story.claims()}

    for row, source_ids in zip(table.rows, table.row_source_ids, strict=True):
        assert all(set(by_id[id].source_ids) & set(source_ids) for id in row[7].split())


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: claims_by_side(kind="rumour"),
            'claims_by_side: there is no kind "rumour"; choose one of fact-checkable, forecast, value judgement, demand',
        ),
        (
            lambda: claims_by_kind(side="PTI"),
            'claims_by_kind: there is no side "PTI"; choose one of pakistan-government, ussm-us, pti,',
        ),
        (
            lambda: argument_map(conclusion="publish-text"),
            'argument_map: there is no conclusion "publish-text"; did you mean publish-the-text?',
        ),
        (
            lambda: as_list(conclusion="?"),
            r'as_list: there is no conclusion "\?"; choose one of publish-the-text, procedure-bypassed,',
        ),
    ],
)
def test_an_option_that_leaves_nothing_is_refused_with_what_is_possible(draw, message):
    with pytest.raises(ValueError, match=message) as caught:
        draw()

    assert "\n" not in str(caught.value)


# --- the argument map ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tree", trees(story.arguments()), ids=lambda tree: tree.argument.id)
def test_every_step_is_drawn_below_the_one_it_answers_and_further_in(tree):
    chart = argument_map(conclusion=tree.argument.id)
    drawn = " ".join(words_of(chart))
    first_words = {text.get_text(): text.get_position() for text in texts_of(chart)}

    for step in tree.walk():
        assert step.argument.text in drawn
        begins = next(words for words in first_words if step.argument.text.startswith(words))
        for answer in step.answers:
            below = next(words for words in first_words if answer.argument.text.startswith(words))
            assert first_words[below][0] > first_words[begins][0]
            assert first_words[below][1] > first_words[begins][1]


def test_the_finding_counts_points_on_both_sides_and_the_objections_they_meet():
    assert argument_map().title == (
        "\u201cThe text of the memorandum should be published\u201d: 2 points for it, 2 against it, "
        "and each of them meets an objection"
    )
    assert argument_map(conclusion="end-imf-need").title.endswith(
        "2 points for it, 2 against it, and 3 of these 4 meet an objection"
    )


def test_the_table_says_what_each_step_speaks_to_and_rests_on():
    rows = {row[0]: row for row in argument_map().table.rows}

    assert rows["No text was found; only press releases describe the paper."][1:] == (
        "evidence",
        "the book's own",
        "Decisions about a nation's resources should be public.",
        "claim:c41, deal-term:instrument",
    )


def test_each_step_has_the_sources_of_its_records():
    table = argument_map().table

    for row, source_ids in zip(table.rows, table.row_source_ids, strict=True):
        records = [reference(name) for name in row[4].split(", ")]
        assert set(source_ids) == {id for record in records for id in record.source_ids}


# --- the list --------------------------------------------------------------------------------------------


class Outline(HTMLParser):
    """The steps of a list with their depth, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.open, self.in_bold = -1, [], False
        self.steps: list[tuple[int, str]] = []
        self.links: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.depth += tag == "ul"
        if tag == "li":
            self.steps.append((self.depth, ""))
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.depth -= tag == "ul"

    def handle_data(self, data):
        if self.open[-1:] in (["b"], ["li"]) and data.strip():
            depth, text = self.steps[-1]
            self.steps[-1] = (depth, text + data)


@pytest.mark.parametrize("tree", trees(story.arguments()), ids=lambda tree: tree.argument.id)
def test_the_list_nests_every_step_as_the_map_does(tree):
    outline = Outline(as_list(conclusion=tree.argument.id).to_html())

    assert outline.open == []
    assert [depth for depth, _ in outline.steps] == [step.depth for step in tree.walk()]
    for (_, text), step in zip(outline.steps, tree.walk(), strict=True):
        assert text.startswith(argument_list.label(step))
        assert step.argument.text in text


def test_every_record_a_step_rests_on_is_a_link_of_the_book():
    outline = Outline(as_list().to_html())
    (tree, *_) = trees(story.arguments())

    named = [name for step in tree.walk() for name in step.argument.rests_on]
    assert [link["data-ref"] for link in outline.links] == named
    assert [link["href"] for link in outline.links] == [reference(name).href for name in named]
    assert all(link["class"] == "ref" for link in outline.links)


def test_links_of_one_list_that_lead_to_different_places_have_different_words():
    for id in CONCLUSIONS:
        found = set(re.findall(r'data-ref="([^"]+)">([^<]+)</a>', as_list(conclusion=id).to_html()))

        assert len({words for _, words in found}) == len(found)


def test_the_list_is_one_named_section_that_is_open_and_can_be_folded():
    html = as_list().to_html()

    assert html.startswith(
        '<section class="argument-list" data-argument="publish-the-text" aria-label="Argument map'
    )
    assert html.count("<details open>") == html.count("<summary>") == 1


def test_texts_of_the_list_are_escaped():
    nasty = '</li><script>alert("&")</script>'
    argument = Argument(id="x", part="conclusion", text=nasty, who=nasty, rests_on=("claim:c41",))

    html = ArgumentList(Step(argument, 0, ())).to_html()

    assert "<script" not in html
    assert html.count("</li>") == 1
    assert html.count("&lt;script&gt;") == 3  # the name of the section, whose point, the text


def test_a_notebook_gets_the_list_as_html_and_as_indented_text():
    shown = as_list()

    data = shown._repr_mimebundle_()

    assert data["text/html"] == shown.to_html()
    assert data["text/plain"].splitlines()[:2] == [
        "- Conclusion, PTI: The text of the memorandum should be published.",
        "  - Reason, PTI: Decisions about a nation's resources should be public.",
    ]
    assert set(shown._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert repr(shown) == "<ArgumentList publish-the-text: The text of the memorandum should be published.>"


def test_the_family_lists_the_figures_that_the_chapter_draws():
    assert set(arguments.FIGURES) == {claims_by_kind, claims_by_side, argument_map}
