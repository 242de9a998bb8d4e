"""The numbers of chapter 3, against what the tables and the data README print."""

import pytest

from explainer.facts import facts
from explainer.sources import sources

MADE_HERE = [id for id, fact in facts().items() if fact.module == "explainer.facts.uses"]

# Read by hand from the tables and the README of the data dossier.
END_USES = {
    "end-use-magnets-world-2017": 24,
    "end-use-magnets-world-2021": 43.2,
    "end-use-magnets-world-2022": 44,
    "end-use-catalysts-world-2021": 17,
    "end-use-polishing-world-2021": 11.2,
    "end-use-magnets-world-value": 90,  # printed with >
    "end-use-cut-off-world-2021": 7.7,  # 100 less the 92.3 that the README prints as the sum
    "end-use-catalysts-us-2020": 75,
    "end-use-magnets-us-2009": 7,
    "end-use-electronics-us-2009": 3,
    "end-use-magnets-worth-per-kilogram": 11.5,  # (90 / 44) / (10 / 56)
}
PRICES = {
    "use-price-cerium-2025": 1.71,
    "use-price-lanthanum-2025": 1,
    "use-price-terbium-2025": 1010,
    "use-price-neodymium-over-cerium-2025": 42.7,  # 73 / 1.71
}
AMOUNTS = {
    "amount-f35-defence-report": 417,
    "amount-destroyer-defence-report": 2359,
    "amount-submarine-defence-report": 4173,
    "amount-f35-consultancy": 417,
    "amount-destroyer-consultancy": 2585,
    "amount-submarine-consultancy": 4536,
    "amount-electric-car-magnet-low": 1,
    "amount-electric-car-magnet-high": 2,
    "amount-electric-car-rare-earths": 1,
    "amount-turbine-direct-drive": 650,
    "amount-turbine-direct-drive-low": 500,
    "amount-turbine-direct-drive-high": 850,
    "amount-turbine-medium-speed": 160,
    "amount-turbine-high-speed": 80,
    "amount-rare-earths-in-magnet": 30,
    "amount-turbine-rare-earths": 195,  # 650 x 0.30
    "amount-f35-in-megawatts": 2.1,  # 417 / 195
    "amount-laptop-disk-less": 75,
    "amount-copper-car": 23,
    "amount-copper-electric-car": 83,
    "amount-copper-electric-car-against-combustion": 3.6,
    "amount-copper-turbine-low": 2.5,
    "amount-copper-turbine-high": 6.4,
}
DEMAND = {
    "magnet-demand-all-2024": 90_922,
    "magnet-demand-electric-vehicles-2024": 8359,
    "magnet-demand-share-electric-vehicles-2024": 9.2,
    "magnet-demand-share-wind-2024": 11.5,
    "magnet-demand-share-other-2024": 79.3,
    "magnet-demand-share-other-2040-steps": 68.9,  # 102.999 / 149.580
    "magnet-demand-growth-all-2040-steps": 1.6,
    "magnet-demand-growth-electric-vehicles-2040-steps": 4.1,  # 33.868 / 8.359
    "magnet-demand-growth-all-2040-nze": 1.9,
    "magnet-demand-growth-electric-vehicles-2040-nze": 5.9,  # 49.394 / 8.359
    "magnet-demand-neodymium-share-2024": 77.3,  # 14.567 / 18.855
    "magnet-demand-ndpr-share-2024": 89.6,  # (14.567 + 2.323) / 18.855
    "copper-mine-world-2024": 23_000_000,
}
EXERCISE = {
    "exercise-cars-at-low-magnet": 27_863_333,
    "exercise-cars-at-high-magnet": 13_931_667,
    "exercise-cars-at-one-kilogram": 8_359_000,
}
ANTIMONY = {
    "antimony-use-flame-us-2002": 55,
    "antimony-use-flame-us-2021": 40,
    "antimony-use-metal-us-2021": 36,
    "antimony-use-nonmetal-us-2021": 24,
    "antimony-use-solar-glass-world": 20,
}
EXPECTED = END_USES | PRICES | AMOUNTS | DEMAND | EXERCISE | ANTIMONY


@pytest.mark.parametrize(("id", "printed"), EXPECTED.items())
def test_a_number_equals_what_its_table_prints(id, printed):
    fact = facts()[id]

    assert round(fact.value, fact.digits) == printed


def test_every_number_of_the_chapter_is_checked_against_a_literal():
    assert set(MADE_HERE) == set(EXPECTED)


@pytest.mark.parametrize("id", MADE_HERE)
def test_a_number_names_sources_of_the_register_that_hold_something(id):
    found = facts()[id].source_ids

    assert found
    assert set(found) <= set(sources())
    assert "none" not in found


def test_the_shares_of_magnet_demand_make_up_the_whole():
    uses = ("electric-vehicles", "wind", "other")

    whole = sum(facts()[f"magnet-demand-share-{use}-2024"].value for use in uses)

    assert whole == pytest.approx(100)


def test_electric_vehicles_and_wind_hold_the_metal_that_the_elements_add_up_to():
    by_element = facts()["magnet-demand-neodymium-share-2024"].rows
    shares = (facts()[f"magnet-demand-share-{use}-2024"].value for use in ("electric-vehicles", "wind"))

    tonnes = 1000 * sum(row.demand_kt for row in by_element)

    assert tonnes == pytest.approx(sum(shares) / 100 * facts()["magnet-demand-all-2024"].value)


def test_the_weapon_figures_say_that_they_were_never_itemised():
    for thing in ("f35", "destroyer", "submarine"):
        fact = facts()[f"amount-{thing}-defence-report"]

        assert "never itemised" in fact.meaning
        assert fact.source_ids == ("crs_r41744",)


def test_the_exercise_rests_on_all_the_sources_it_joins():
    found = facts()["exercise-cars-at-low-magnet"].source_ids

    assert set(found) == {"iea_cm_dataset_2025", "ev_magnet_web", "heim_2023"}
