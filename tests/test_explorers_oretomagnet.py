"""The explorer of chapter 4: ore for the magnets of one motor."""

import re

import pytest
from matplotlib.colors import to_hex

from every_state import (
    assert_frames_are_alike,
    assert_words_fit,
    every_state,
    words_of,
)
from explainer import explorers
from explainer.charts.style import PAPER
from explainer.facts import facts

NAME = "ore_to_magnet"
# Read by hand from the table of compositions (Nd and Pr added up) and, for Nolans, from the table of rocks.
NDPR_PCT = {
    "nolans": 26.4,
    "mountain-pass": 15.9,  # 11.7 + 4.2
    "bayan-obo": 24.7,  # 18.5 + 6.2
    "mount-weld": 23.29,
    "xunwu": 37.59,  # 30.18 + 7.41
    "longnan": 4.55,  # 3.47 + 1.08
}
OXIDE_KG = 0.3 / 0.8 * 336.48 / 288.48  # NdPr oxide for a kilogram of magnet, by hand


def cells(chart, name: str) -> tuple:
    return next(row for row in chart.table.rows if row[0] == name)[1:]


def ore_t(**state) -> float:
    """Tonnes of ore for a tonne of magnet."""
    return cells(getattr(explorers, NAME).chart(**state), "Ore")[2]


# --- every state ---------------------------------------------------------------------------------------


def test_words_neither_overlap_nor_leave_the_figure_nor_stand_on_a_bar_in_any_state():
    for state, chart in every_state(NAME):
        assert_words_fit(chart, state)


def test_only_the_numbers_move():
    assert_frames_are_alike([chart for _, chart in every_state(NAME)])


def test_the_table_is_what_the_chain_gives_in_every_state():
    for state, chart in every_state(NAME):
        oxides = OXIDE_KG / (NDPR_PCT[state["deposit"]] / 100)
        ore = oxides / (state["grade_pct"] / 100 * state["recovery_pct"] / 100)

        assert cells(chart, "Ore") == pytest.approx((ore, 2 * ore, ore), rel=1e-3)
        assert cells(chart, "Waste left of the ore")[2] == pytest.approx(ore - oxides, rel=1e-3)
        assert cells(chart, "Oxides of other rare earths")[0] == pytest.approx(oxides - OXIDE_KG, rel=1e-3)
        assert cells(chart, "NdPr oxide")[0] == pytest.approx(OXIDE_KG, rel=1e-3)
        assert cells(chart, "Metal in the magnet") == pytest.approx((0.3, 0.6, 0.3))


def test_the_sentence_the_drawing_and_the_alt_text_say_what_the_table_has_in_every_state():
    for state, chart in every_state(NAME):
        low, high, _ = cells(chart, "Ore")
        told = re.search(r"take ([\d,.]+) to ([\d,.]+) kg of ore", chart.title)

        assert [float(end.replace(",", "")) for end in told.groups()] == pytest.approx([low, high], rel=5e-3)
        assert f"{told[1]} to {told[2]} kg" in words_of(chart), state
        assert f"Ore {told[1]} to {told[2]} kg" in chart.alt, state
        assert f"a grade of {state['grade_pct']} % and a recovery of {state['recovery_pct']} %" in chart.title
        assert chart.alt.endswith(f"{chart.title}.")


def test_every_bar_stays_on_the_scale_in_every_state():
    for state, chart in every_state(NAME):
        for patch in chart.axes.patches:
            box = patch.get_extents()
            assert chart.figure.bbox.x0 <= box.x0 < box.x1 <= chart.figure.bbox.x1, state


def test_the_rock_moved_to_reach_the_ore_is_an_empty_dotted_cell_and_never_zero():
    for _, chart in every_state(NAME):
        assert cells(chart, "Rock moved to reach the ore") == (None, None, None)
        assert "not known" in words_of(chart)
        assert to_hex(chart.axes.patches[0].get_facecolor()) == PAPER


def test_the_figure_names_the_own_grade_of_a_deposit_or_that_it_is_not_known():
    explorer = getattr(explorers, NAME)

    assert "Own ore grade of Nolans: 2.8 to 3.0 %" in explorer.chart().subtitle
    assert "Own ore grade of Mountain Pass: 6 to 8 %" in explorer.chart(deposit="mountain-pass").subtitle
    assert "Own ore grade of Xunwu: not known" in explorer.chart(deposit="xunwu").subtitle


def test_the_start_is_marked_in_every_other_state():
    lines = {
        len(chart.axes.lines)
        for state, chart in every_state(NAME)
        if state != explorers.ore_to_magnet.default
    }
    start = explorers.ore_to_magnet.chart()

    assert lines == {len(start.axes.lines) + 1}


# --- what the words around it promise ------------------------------------------------------------------


def test_the_start_is_the_plan_of_nolans():
    assert explorers.ore_to_magnet.default == {"deposit": "nolans", "grade_pct": 3, "recovery_pct": 44}
    assert ore_t() == pytest.approx(facts()["exercise-ore-per-magnet"].value, rel=0.02)


def test_the_answer_of_the_prediction_holds_at_the_start():
    explorer = explorers.ore_to_magnet
    metal_of_ore = cells(explorer.chart(), "Metal in the magnet")[2] / ore_t()

    assert explorer.prediction.options[explorer.prediction.key] == "Less than a tenth of it"
    assert metal_of_ore / (explorer.default["grade_pct"] / 100) < 0.1


def test_one_ion_clay_takes_many_times_the_ore_of_the_other():
    assert ore_t(deposit="longnan") > 8 * ore_t(deposit="xunwu")


def test_the_first_step_of_the_grade_halves_the_ore_and_the_last_hardly_shows():
    ores = [ore_t(grade_pct=grade) for grade in range(1, 9)]

    assert ores[1] == pytest.approx(ores[0] / 2, rel=1e-3)
    assert (ores[6] - ores[7]) / ores[0] < 0.02


def test_twice_the_grade_at_mountain_pass_saves_little():
    saved = 1 - ore_t(deposit="mountain-pass", grade_pct=6) / ore_t()

    assert 0 < saved < 0.2


def test_a_value_between_the_steps_is_drawn_too():
    chart = explorers.ore_to_magnet.chart(grade_pct=2.9, recovery_pct=61.5)

    assert "a grade of 2.9 % and a recovery of 61.5 %" in chart.title
    assert_words_fit(chart, "between the steps")
