"""The explorer of chapter 3: what so many things hold, as a share of a year's production."""

import doctest

import pytest
from matplotlib.colors import to_hex

from every_state import (
    assert_frames_are_alike,
    assert_words_fit,
    every_state,
    words_of,
)
from explainer import explorers
from explainer.charts.drawing import lettering
from explainer.charts.style import MARK_PT, PAPER, WIDTH_PT
from explainer.facts import facts

NAME = "in_a_product"
# Kilograms in one, read by hand from the table of intensities; magnets at 30 % rare earths. None: not known.
KG = {
    "electric-car": ((0.3, 1), (83, 83)),  # 1 kg x 0.3; a trade paper's kilogram
    "hybrid-car": (None, (40, 40)),
    "petrol-car": (None, (None, 23)),  # up to
    "electric-bus": (None, (224, 369)),
    "gearless-turbine": ((150, 255), (2500, 6400)),
    "fast-turbine": ((24, 24), (2500, 6400)),
    "f-35": ((417, None), None),  # the other number is a lower bound
    "submarine": ((4173, None), None),
    "smartphone": (None, None),
}
WORLD_T = {
    "Magnet rare earths": 75_100,
    "All rare earths": 380_000,
    "Copper": 23_000_000,
    "Antimony": 119_000,
}


def row_of(chart, *names: str) -> dict:
    row = next(row for row in chart.table.rows if row[0] in names)
    return dict(zip(chart.table.columns, row, strict=True))


def rare_earths(chart) -> dict:
    return row_of(chart, "Magnet rare earths", "All rare earths")


# --- every state ---------------------------------------------------------------------------------------


def test_words_neither_overlap_nor_leave_the_figure_nor_stand_on_a_bar_in_any_state():
    for state, chart in every_state(NAME):
        assert_words_fit(chart, state)


def test_only_the_numbers_move():
    assert_frames_are_alike([chart for _, chart in every_state(NAME)])


def test_the_table_is_so_many_times_what_the_sources_say_of_one_in_every_state():
    for state, chart in every_state(NAME):
        rare, copper = KG[state["thing"]]
        for row, one in ((rare_earths(chart), rare), (row_of(chart, "Copper"), copper)):
            world_t = WORLD_T[row["Material"]]
            low, high = one or (None, None)
            for end, mass, share in (
                (low, "Least (kg)", "Share, least (%)"),
                (high, "Most (kg)", "Share, most (%)"),
            ):
                if end is None:
                    assert row[mass] is None
                    assert row[share] is None
                else:
                    assert row[mass] == pytest.approx(end * state["number"], rel=1e-3)
                    assert row[share] == pytest.approx(end * state["number"] / world_t / 10, rel=1e-3)
            assert row["World production 2024 (t)"] == pytest.approx(world_t)


def test_antimony_in_one_thing_is_not_known_and_never_zero():
    for state, chart in every_state(NAME):
        row = row_of(chart, "Antimony")

        assert (row["Least (kg)"], row["Most (kg)"], row["Certainty"]) == (None, None, "not known"), state
        assert "antimony" in chart.title
        assert "not known" in chart.title


def test_what_is_not_known_is_an_empty_dotted_cell_in_every_state():
    for state, chart in every_state(NAME):
        unknown = [row for row in chart.table.rows if row[-1] == "not known"]
        cells = [patch for patch in chart.axes.patches if to_hex(patch.get_facecolor()) == PAPER]

        assert len([patch for patch in cells if not patch.get_hatch()]) == len(unknown), state
        assert words_of(chart).count("not known") == len(unknown), state


def test_the_sentence_the_drawing_and_the_alt_text_agree_in_every_state():
    for state, chart in every_state(NAME):
        masses = [
            word
            for word in words_of(chart)
            if word.endswith((" kg", " t", "or more")) and "mined" not in word
        ]
        known = [row for row in chart.table.rows if row[-1] != "not known"]

        assert len(masses) == len(known), state
        for mass in masses:
            assert f"{mass} of " in chart.title, state
            assert mass in chart.alt, state
        assert chart.alt.endswith(f"{chart.title}.")


def test_a_sentence_is_that_of_one_state_only():
    titles = [chart.title for _, chart in every_state(NAME)]

    assert len(set(titles)) == len(titles)


def test_every_mark_stays_on_the_scale_in_every_state():
    for state, chart in every_state(NAME):
        marks = [patch.get_extents() for patch in chart.axes.patches]
        for box in marks:
            assert 0 <= box.x0 < box.x1 <= chart.figure.bbox.x1, state
        for mark in chart.axes.collections:
            (x, _), radius = mark.get_offsets()[0], MARK_PT / 2
            assert 0 <= x - radius < x + radius <= WIDTH_PT, state


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"number": 1}, "one electric car holds 0.3 to 1 kg of magnet rare earths (4 to 13 in a billion of"),
        ({}, "10 million electric cars hold 3,000 to 10,000 t of magnet rare earths (4 to 13 % of"),
        ({"number": 100_000_000}, "30,000 to 100,000 t of magnet rare earths (40 to 130 % of"),
        ({"thing": "petrol-car", "number": 1}, "holds up to 23 kg of copper (up to 1 in a billion of"),
        (
            {"thing": "f-35", "number": 1000},
            "about 417 t or more of rare earths of all kinds (about 0.11 % of",
        ),
        ({"thing": "smartphone", "number": 1}, "one smartphone would hold is not known: no source was found"),
    ],
)
def test_a_sentence_keeps_the_range_or_the_bound_that_its_source_gives(state, told):
    assert told in explorers.in_a_product.chart(**state).title


# --- what the words around it promise ------------------------------------------------------------------


def test_the_answer_of_the_prediction_holds_at_the_start_at_both_ends():
    explorer = explorers.in_a_product
    chart = explorer.chart()
    rare, copper = rare_earths(chart), row_of(chart, "Copper")

    assert explorer.prediction.options[explorer.prediction.key].startswith("Of magnet rare earths")
    assert rare["Share, least (%)"] > copper["Share, most (%)"]
    assert rare["Most (kg)"] < copper["Least (kg)"]


def test_the_hybrid_and_the_petrol_car_have_an_empty_row_of_rare_earths():
    for thing in ("petrol-car", "hybrid-car"):
        assert rare_earths(explorers.in_a_product.chart(thing=thing))["Certainty"] == "not known"


def test_a_thousand_aircraft_hold_less_than_the_fleet_of_the_start_though_each_holds_hundreds_of_times_more():
    one_car, fleet = (rare_earths(explorers.in_a_product.chart(number=n)) for n in (1, 10_000_000))
    aircraft = rare_earths(explorers.in_a_product.chart(thing="f-35", number=1000))

    assert aircraft["Least (kg)"] / 1000 / one_car["Most (kg)"] > 200
    assert aircraft["Least (kg)"] < fleet["Least (kg)"] / 5


def test_a_fast_generator_keeps_the_copper_and_takes_a_fraction_of_the_rare_earths():
    gearless, fast = (explorers.in_a_product.chart(thing=t) for t in ("gearless-turbine", "fast-turbine"))

    assert row_of(gearless, "Copper") == row_of(fast, "Copper")
    assert rare_earths(fast)["Most (kg)"] < rare_earths(gearless)["Least (kg)"] / 5


def test_the_words_of_the_magnet_share_rest_on_the_fact_that_the_model_uses():
    assert facts()["amount-rare-earths-in-magnet"].value == 30


def test_a_value_between_the_steps_counts_whole_things():
    chart = explorers.in_a_product.chart(number=1234.4)

    assert "1,234 electric cars" in chart.title
    assert_words_fit(chart, "between the steps")


def test_the_examples_of_the_documentation_hold():
    assert doctest.testmod(lettering).failed == 0
