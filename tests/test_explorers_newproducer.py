"""The explorer of chapter 5: a new mine and a new refinery."""

import pytest

from every_state import (
    assert_frames_are_alike,
    assert_words_fit,
    every_state,
    words_of,
)
from explainer import explorers
from explainer.facts import facts
from explainer.models.concentration import Market

NAME = "new_producer"
# Read by hand from the table of the dossier: kilotonnes of element.
KT = {
    ("Mining", "2024"): ({"China": 45.79, "United States": 6.86, "Australia": 3.23, "Myanmar": 12.07}, 7.15),
    ("Mining", "2030"): (
        {"China": 51.22, "United States": 9.15, "Australia": 12.72, "Myanmar": 10.77},
        16.45,
    ),
    ("Refining", "2024"): ({"China": 73.76, "United States": 0.96, "Malaysia": 3.63}, 2.46),
    ("Refining", "2030"): (
        {"China": 81.13, "United States": 7.13, "Australia": 2.54, "Malaysia": 10.1},
        5.79,
    ),
}


def market(step: str, year: str, added_t: float = 0) -> Market:
    kilotonnes, rest = KT[step, year]
    found = Market({who: 1000 * kt for who, kt in kilotonnes.items()}, 1000 * rest)
    return found.joined_by("new", added_t)


def row_of(chart, name: str) -> dict:
    row = next(row for row in chart.table.rows if row[0] == name)
    return dict(zip(chart.table.columns, row, strict=True))


def hhi(step: str, **state) -> tuple[float, float]:
    row = row_of(getattr(explorers, NAME).chart(**state), step)
    return row["HHI, least"], row["HHI, most"]


def china(step: str, **state) -> float:
    return row_of(getattr(explorers, NAME).chart(**state), step)["China (%)"]


# --- every state ---------------------------------------------------------------------------------------


def test_words_neither_overlap_nor_leave_the_figure_nor_stand_on_a_bar_in_any_state():
    for state, chart in every_state(NAME):
        assert_words_fit(chart, state)


def test_only_the_numbers_move():
    assert_frames_are_alike([chart for _, chart in every_state(NAME)])


def test_the_table_is_what_the_model_makes_of_the_rows_in_every_state():
    for state, chart in every_state(NAME):
        for step, added in (("Mining", state["mine_t"]), ("Refining", state["refinery_t"])):
            for when, tonnes in (("before", 0), ("after", added)):
                expected = market(step, state["year"], tonnes)
                row = row_of(chart, f"{step}, {when}")

                assert row["World (t a year)"] == pytest.approx(expected.total_t, abs=1)
                assert row["China (%)"] == pytest.approx(expected.share_pct("China"), abs=0.051)
                assert row["New producer (%)"] == pytest.approx(expected.share_pct("new"), abs=0.051)
                assert (row["HHI, least"], row["HHI, most"]) == pytest.approx(expected.hhi, abs=1)


def test_the_sentence_and_the_alt_text_say_what_the_table_has_in_every_state():
    for state, chart in every_state(NAME):
        mining, refining = (row_of(chart, f"{step}, after") for step in ("Mining", "Refining"))

        assert chart.alt.endswith(f"{chart.title}.")
        assert f"{mining['China (%)']:.1f} %" in chart.title, state
        assert f"{refining['China (%)']:.1f} %" in chart.title, state
        assert (f"mine of {state['mine_t']:,} t" in chart.title) is (state["mine_t"] > 0), state
        assert (f"refinery of {state['refinery_t']:,} t" in chart.title) is (state["refinery_t"] > 0), state
        assert state["year"] in chart.title
        assert f"{mining['HHI, least']:,} to {mining['HHI, most']:,}" in chart.alt


def test_a_sentence_is_that_of_one_state_only():
    titles = [chart.title for _, chart in every_state(NAME)]

    assert len(set(titles)) == len(titles)


def test_a_country_that_the_source_does_not_tell_apart_is_not_known_and_never_zero():
    row = row_of(every_state(NAME)[0][1], "Refining, before")

    assert row["Myanmar (%)"] is None


# --- what the words around it promise ------------------------------------------------------------------


def test_the_answer_of_the_prediction_holds_at_the_start():
    explorer = getattr(explorers, NAME)
    chart = explorer.chart()

    assert explorer.prediction.options[explorer.prediction.key].startswith("It stays as it is")
    assert row_of(chart, "Refining, after")["China (%)"] == row_of(chart, "Refining, before")["China (%)"]
    assert row_of(chart, "Mining, after")["China (%)"] < row_of(chart, "Mining, before")["China (%)"]
    assert explorer.default["mine_t"] > 0


def test_the_largest_mine_halves_nothing_in_refining():
    largest = {"mine_t": 36_000, "refinery_t": 0}

    assert china("Mining, after", **largest) < 50
    assert china("Refining, after", **largest) == china("Refining, before")
    assert "no change" in words_of(getattr(explorers, NAME).chart(**largest))


def test_the_largest_refinery_leaves_refining_more_concentrated_than_mining_was():
    least, _ = hhi("Refining, after", mine_t=0, refinery_t=36_000)
    _, most = hhi("Mining, before")

    assert least > most


def test_the_projection_loosens_refining_more_than_a_refinery_several_times_the_mine_of_the_start():
    _, projected = hhi("Refining, before", mine_t=0, year="2030")
    start = getattr(explorers, NAME).default["mine_t"]
    least, _ = hhi("Refining, after", refinery_t=4 * start)

    assert projected < least


def test_the_mine_of_the_start_is_close_to_the_plan_that_the_words_name():
    start = getattr(explorers, NAME).default["mine_t"]

    assert start == pytest.approx(facts()["magnet-elements-nolans-plan"].value, rel=0.06)


def test_a_value_between_the_steps_is_drawn_too():
    chart = getattr(explorers, NAME).chart(mine_t=1234)

    assert "a new mine of 1,234 t" in chart.title
    assert_words_fit(chart, "between the steps")
