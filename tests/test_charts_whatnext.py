"""The figures of chapter 9: what they draw, what they say, what they refuse."""

import gzip
import re

import pytest

from explainer import story
from explainer.charts import whatnext
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.charts.whatnext import outcomes, promises, scores, signals
from explainer.facts import facts
from figures import assert_words_fit, texts_of

CALLS = {
    "promises": lambda: promises(),
    "one side's promises": lambda: promises(side="pti"),
    "signals": lambda: signals(),
    "scores": lambda: scores(),
    "own chance, low": lambda: scores(forecast=0),
    "own chance, beside even": lambda: scores(forecast=55),
    "own chance, beside certain": lambda: scores(commodity="rare earths", forecast=97),
}
calls = pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)


def words_of(chart) -> str:
    return " ".join(text.get_text() for text in texts_of(chart))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())


# --- all of them ----------------------------------------------------------------------------------------


@calls
def test_words_neither_overlap_nor_leave_the_figure(draw):
    assert_words_fit(draw())


@calls
def test_no_words_are_smaller_than_the_type_of_the_book(draw):
    assert min(text.get_fontsize() for text in texts_of(draw())) == TEXT_PT


@calls
def test_the_alt_text_ends_with_the_finding(draw):
    chart = draw()

    assert chart.alt.endswith(f"{chart.title}.")


@calls
def test_a_figure_weighs_little(draw):
    assert len(gzip.compress(draw().to_html().encode())) < 10_500


@calls
def test_every_row_of_the_table_has_its_sources(draw):
    table = draw().table

    assert len(table.row_source_ids) == len(table.rows)
    assert all(table.row_source_ids)


def test_a_changed_figure_has_an_id_of_its_own():
    found = [draw().id for draw in CALLS.values()]

    assert len(set(found)) == len(found)


# --- promises -------------------------------------------------------------------------------------------


def test_the_title_counts_what_the_facts_count():
    counts = {word: facts()[f"promises-{word.replace(' ', '-')}"].value for word in story.words.OUTCOMES}

    assert promises().title == (
        f"Of {facts()['promises-followed'].value} promises: {counts['kept']} kept, {counts['under way']} under way, "
        f"{counts['changed']} changed, {counts['nothing found']} with nothing found and "
        f"{counts['cannot be checked']} that cannot be checked"
    )


def test_every_promise_is_drawn_with_who_when_and_what_became_of_it():
    words = words_of(promises())

    for row in story.promises():
        assert row.promise in words
        assert f"{row.who}, {story.spelled(row.date)}" in words
        assert f"{row.outcome.capitalize()}: {row.in_short}" in words


def test_each_part_of_the_story_says_as_of_when():
    words = words_of(promises())

    for strand in story.strands():
        assert outcomes.STRAND_NAMES[strand.id] in words
        assert strand.write_as in words


def test_marks_of_the_outcomes_differ_in_form():
    forms = set()
    for outcome in story.words.OUTCOMES:
        axes = whatnext.new_figure(1)[1]
        outcomes.outcome_mark(axes, 10, 10, outcome)
        forms.add(
            tuple(
                (len(p.get_xy()), round(p.get_xy()[0][1], 2), p.get_facecolor(), str(p.get_linestyle()))
                for p in axes.patches
            )
        )

    assert len(forms) == len(story.words.OUTCOMES)


def test_one_side_is_drawn_alone_and_only_its_words_are_explained():
    chart = promises(side="pti")

    assert chart.title == "The one promise drawn: kept"
    assert [row[2] for row in chart.table.rows] == ["PTI's political committee"]
    assert "Kept: what was said" in chart.note
    assert "Nothing found" not in chart.note


@pytest.mark.parametrize("side", ["independent", "PTI", ""])
def test_a_side_without_promises_is_refused_with_those_that_have_some(side):
    with pytest.raises(
        ValueError, match=r"choose side from pakistan-government, ussm-us, pti, other-pakistani"
    ):
        promises(side=side)


# --- signals --------------------------------------------------------------------------------------------


def test_signals_with_a_date_are_counted_in_the_title():
    dated = [row for row in story.signals() if row.by]

    assert (
        signals().title
        == f"Of {len(story.signals())} signals to watch, {len(dated)} have a date and 6 have none"
    )


def test_a_page_says_below_the_drawing_what_each_signal_would_mean():
    chart = signals()
    below = plain(chart.to_html().partition("</svg>")[2].partition("</ol>")[0])

    for row in story.signals():
        assert f"{row.look_for} ( {row.when or 'no date set'}" in below.replace("(", "( ")
        assert f"If it comes: {row.would_mean} It would not mean {row.would_not_mean}" in below
        assert f"If it does not come: {row.if_not}" in below


def test_the_records_of_a_signal_are_links_with_cards():
    html = signals().to_html()

    assert 'href="../book/timeline.md#t73" data-ref="event:t73">t73</a>' in html
    assert 'href="../book/claims.md#c41" data-ref="claim:c41">c41</a>' in html


def test_the_drawing_itself_is_no_more_than_a_calendar():
    assert "It would not mean" not in signals().to_svg()


# --- scores ---------------------------------------------------------------------------------------------


def test_the_marks_stand_on_the_curve_where_the_facts_say():
    axes = scores().axes
    marks = {line.get_xdata()[0]: line.get_ydata()[0] for line in axes.lines if line.get_marker() == "o"}

    assert marks == pytest.approx(
        {
            50.0: facts()["brier-even-chances-antimony"].value,
            80.0: facts()["brier-learnt-chance-antimony"].value,
            100.0: facts()["brier-certainty-antimony"].value,
        }
    )


def test_the_curve_is_least_at_the_share_that_was_changed():
    (curve,) = (line for line in scores(commodity="rare earths").axes.lines if len(line.get_xdata()) > 2)
    best = min(zip(curve.get_ydata(), curve.get_xdata(), strict=True))

    assert best[1] == facts()["ree-outputs-changed-share"].value


def test_a_chance_of_ones_own_is_told_in_figure_title_and_alt():
    chart = scores(forecast=60)

    assert "yours 0.20" in words_of(chart)
    assert chart.title.endswith("; your 60 % scores 0.20")
    assert "your 60 % scores 0.20" in chart.alt


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"commodity": "gold"},
            'scores: no numbers printed twice for "gold"; choose commodity from antimony, rare',
        ),
        ({"forecast": 120}, "scores: a chance of 120 % cannot be; write forecast between 0 and 100"),
        ({"forecast": -1}, "write forecast between 0 and 100"),
    ],
)
def test_a_choice_that_cannot_be_says_so_in_one_line(choice, message):
    with pytest.raises(ValueError, match=message) as caught:
        scores(**choice)

    assert "\n" not in str(caught.value)
