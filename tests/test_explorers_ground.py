"""The explorers of chapter 7 in every state a page can show: what they say, against the model, and that it fits."""

import re

import pytest
from matplotlib.patches import Rectangle

from every_state import assert_frames_are_alike, assert_words_fit, every_state
from explainer import quantities, quiz
from explainer.explorers.howlonguntil import how_long_until, stages, start
from explainer.explorers.sixtrillion import dollars, six_trillion
from explainer.facts import facts, ground
from explainer.models.leadtime import span, year_after
from explainer.models.rocktobudget import budget_line
from explainer.references import reference

EXPLORERS = (six_trillion, how_long_until)
by_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda explorer: explorer.name)


def line_of(state):
    return budget_line(ground.total_of_2025().value, output_years=ground.mine_life().value, **state)


# --- both ------------------------------------------------------------------------------------------------


@by_explorer
def test_in_every_state_words_fit_and_are_clear_of_shapes(explorer):
    for state, chart in every_state(explorer.name):
        assert_words_fit(chart, state)


@by_explorer
def test_the_states_are_alike_but_for_their_numbers(explorer):
    assert_frames_are_alike([chart for _, chart in every_state(explorer.name)])


@by_explorer
def test_the_alt_text_ends_with_the_reading(explorer):
    assert all(chart.alt.endswith(f" {chart.title}.") for _, chart in every_state(explorer.name))


def test_every_state_of_six_trillion_has_a_reading_of_its_own():
    assert len({chart.title for _, chart in every_state("six_trillion")}) == six_trillion.frame_count


def test_states_of_how_long_until_read_alike_only_where_their_sums_and_stops_are():
    told = {
        (s["search_years"] + s["prepare_years"], s["stop_years"]) for s, _ in every_state("how_long_until")
    }

    assert len({chart.title for _, chart in every_state("how_long_until")}) == len(told)


@by_explorer
def test_a_number_in_its_prose_is_borne_out_by_a_record_it_rests_on(explorer):
    rests_on = [reference(name) for name in explorer.because]

    for text in explorer.texts:
        for quantity in quantities.quantities(text):
            assert any(
                (found.kind == "fact" and quantities.holds(quantity, found.record.value))
                or any(
                    abs(n - quantity.value) < quantity.step * 1e-6 for n in quantities.numbers_of(found.text)
                )
                for found in rests_on
            ), f"{quantity.text} in: {text}"


@by_explorer
def test_what_is_assumed_is_called_so_where_the_reader_sees_it(explorer):
    chart = explorer.chart()

    assert chart.note.startswith("Assumed, not from a source: ")
    assert any("assum" in sentence for sentence in explorer.leaves_out)


# --- six trillion ----------------------------------------------------------------------------------------


def test_the_reading_gives_the_settings_and_what_the_model_leaves():
    for state, chart in every_state("six_trillion"):
        line = line_of(state)
        per_person = line.public_usd / ground.population().value

        assert chart.title == (
            f"With {state['ore_pct']} % of the rock worth mining, {state['delay_years']} years of waiting and a public share of "
            f"{state['public_pct']} %, about {dollars(line.public_usd)} of the six trillion would be left in hand: about "
            f"{dollars(per_person)} a person"
        )


def test_the_table_holds_the_steps_of_the_model():
    for state, chart in every_state("six_trillion"):
        line = line_of(state)
        left = [row[1] for row in chart.table.rows[:6]]

        assert left == pytest.approx(
            [
                line.total_usd,
                line.ore_usd,
                line.recovered_usd,
                line.after_costs_usd,
                line.in_hand_usd,
                line.public_usd,
            ],
            rel=1e-3,
        )
        assert chart.table.rows[6][1] == pytest.approx(line.public_usd / 251_269_164, rel=1e-3)
        assert chart.table.rows[7][1] == pytest.approx(100 * line.public_usd / 407.1e9, rel=1e-3)


def test_the_marks_go_down_the_scale_and_stay_on_it():
    for _, chart in every_state("six_trillion"):
        marks = [p.get_x() for p in chart.axes.patches if isinstance(p, Rectangle) and p.get_width() == 5]

        assert len(marks) == 6
        assert marks == sorted(marks, reverse=True)
        assert min(marks) > 0


def test_a_sum_that_rounds_up_to_the_next_scale_is_told_in_it():
    assert dollars(999.6e6) == "1 billion dollars"
    assert dollars(9.96) == "10 dollars"


def test_it_starts_where_a_source_puts_each_control_or_the_words_say_assumed():
    default = six_trillion.default

    assert default["ore_pct"] == ground.ore_share_of_2015().value == 30
    assert default["public_pct"] == facts()["reko-diq-public-share"].value == 50
    assert abs(default["delay_years"] - facts()["years-to-production-127-mines"].value) < 1
    assert line_of(default) == ground.starting_line()


def test_the_key_of_its_prediction_holds_at_the_start():
    asked = six_trillion.prediction

    assert asked.options[asked.key] == "Less than a hundredth"
    assert line_of(six_trillion.default).kept_pct < 1


def test_what_six_trillion_offers_to_try_shows_what_it_says():
    kept = lambda **state: line_of({**six_trillion.default, **state}).kept_pct  # noqa: E731

    assert kept(ore_pct=100) < 5  # most is still taken
    assert kept(delay_years=35) == pytest.approx(
        kept(delay_years=5) / 10, rel=0.1
    )  # thirty years, nine-tenths
    assert kept(delay_years=35) == pytest.approx(kept(delay_years=5, ore_pct=3), rel=0.1)
    assert kept(ore_pct=10) == pytest.approx(kept(delay_years=30), rel=0.1)  # two changes, about the same sum


# --- how long until --------------------------------------------------------------------------------------


def test_the_reading_gives_the_year_and_its_range():
    for state, chart in every_state("how_long_until"):
        whole = span(stages(**state))
        soonest, as_set, latest = (
            year_after(start(), years) for years in (whole.shortest, whole.set_years, whole.longest)
        )

        assert f"Set to {whole.set_years:g} years," in chart.title
        assert f"first output in {as_set}, or between {soonest} and {latest} if" in chart.title
        assert chart.table.rows[4] == ("All stages", whole.shortest, whole.set_years, whole.longest)
        assert chart.table.rows[5][1:] == (soonest, as_set, latest)


def test_the_stages_are_together_as_long_as_the_bar_of_all():
    for state, chart in every_state("how_long_until"):
        bars = [patch.get_width() for patch in chart.axes.patches]

        assert sum(bars[:4]) == pytest.approx(bars[4])
        assert bars[4] / bars[5] == pytest.approx((sum(state.values()) + 3) / 15.7)


def test_the_longest_settings_still_fit_the_line_of_years():
    whole = span(stages(search_years=14, prepare_years=9, stop_years=10))

    assert whole.longest < 50


def test_building_is_as_two_projects_planned_it_and_a_year_longer_for_one():
    assert facts()["years-building-planned"].value == 3
    assert facts()["years-building-eneabba-revised"].value == 4


def test_it_starts_near_the_mean_of_127_mines():
    whole = span(stages(**how_long_until.default))

    assert abs(whole.set_years - facts()["years-to-production-127-mines"].value) < 1
    assert how_long_until.default["prepare_years"] == facts()["years-preparing-stibnite"].value
    assert year_after(start(), whole.set_years) == 2041
    assert re.search(r"In 2041, or in 2037", how_long_until.prediction.told)
    assert year_after(start(), whole.shortest) == 2037


def test_the_key_of_the_prediction_holds_at_the_start_of_how_long_until():
    asked = how_long_until.prediction

    assert asked.options[asked.key] == "In the 2040s"


def test_what_how_long_until_offers_to_try_shows_what_it_says():
    years = lambda **state: span(stages(**{**how_long_until.default, **state})).set_years  # noqa: E731

    least = years(search_years=2, prepare_years=1)
    assert least == facts()["years-to-production-fastest-of-127"].value
    assert year_after(start(), least) == 2031
    assert round(facts()["reko-diq-years-in-court"].value) == 10  # a step of the control
    assert years(stop_years=10, prepare_years=1) > years()
    near = [
        state
        for state in how_long_until.grid()
        if abs(years(**state) - facts()["reko-diq-venture-to-target"].value) <= 1
    ]
    assert near
    assert all(s["search_years"] >= 14 and s["prepare_years"] >= 7 and s["stop_years"] >= 8 for s in near)


# --- items that need the explorers ------------------------------------------------------------------------

# What a reader finds by moving the controls, by the item of the bank that asks for it.
ASKED = {
    "most-that-could-be-left": 1583,
    "which-change-takes-most": "c",
    "a-stop-like-reko-diqs": 2051,
    "output-before-2035": "c",
}


def found_in_the_explorers():
    kept = lambda **state: line_of({**six_trillion.default, **state}).public_usd  # noqa: E731
    years = lambda **state: span(stages(**{**how_long_until.default, **state})).set_years  # noqa: E731
    changes = {"a": {"delay_years": 35}, "b": {"public_pct": 10}, "c": {"ore_pct": 3}}
    early = {
        (state["search_years"] < 8, state["prepare_years"] < 5)
        for state in how_long_until.grid()
        if state["stop_years"] == 0 and year_after(start(), years(**state)) < 2035
    }
    most = kept(ore_pct=100, delay_years=5, public_pct=90) / ground.population().value
    return {
        "most-that-could-be-left": round(most),
        "which-change-takes-most": min(changes, key=lambda option: kept(**changes[option])),
        "a-stop-like-reko-diqs": year_after(start(), years(stop_years=10)),
        "output-before-2035": "c" if early == {(True, True)} else "not c",
    }


def test_an_item_asks_for_what_the_explorers_show():
    asked = {item.id: item.key for item in quiz.bank("07-under-the-ground").items if item.id in ASKED}

    assert found_in_the_explorers() == ASKED
    assert asked.items() <= ASKED.items()
