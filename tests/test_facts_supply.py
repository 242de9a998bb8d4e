"""The numbers of chapter 5, against what the tables and the data README print."""

import pytest

from explainer.facts import facts, supply
from explainer.sources import sources

MADE_HERE = [
    id for id, fact in facts().items() if getattr(fact.read, "func", fact.read).__module__ == supply.__name__
]

# Read by hand from the tables and the README of the data dossier.
MINES = {
    "ree-mine-world-1900": 1040,
    "ree-mine-us-1974": 19_900,
    "ree-mine-share-us-1974": 77.7,
    "ree-mine-share-china-1992": 38.8,
    "ree-mine-share-us-1992": 37.7,
    "ree-mine-share-china-2009": 98.4,
    "ree-mine-china-2010": 118_900,
    "ree-mine-printed-world-2010": 101_000,
    "ree-mine-china-2018-usgs": 120_000,
    "ree-mine-china-2018-bgs": 180_000,
    "ree-mine-malaysia-2024": 140,
    "ree-mine-share-china-2024": 70.3,
    "ree-mine-share-us-2024": 11.8,
    "ree-mine-world-2024": 380_000,
    "ree-mine-world-2025": 390_000,
    "ree-mine-sum-2025": 389_310,
    "ree-mine-china-2025": 270_000,
    "ree-mine-australia-2025": 29_000,
    "ree-mine-brazil-2025": 2000,
    "ree-mine-share-china-2025": 69.4,
    "ree-mine-share-us-2025": 13.1,
    "ree-mine-share-australia-2025": 7.4,
    "ree-mine-share-brazil-2025": 0.5,
    "ree-mine-growth-china-2009-2025": 2.1,
}
RESERVES = {
    "ree-reserve-brazil-edition-2025": 21_000_000,
    "ree-reserve-brazil-edition-2026": 11_000_000,
    "ree-reserve-india-edition-2025": 6_900_000,
    "ree-reserve-malaysia-edition-2026": 710_000,
    "ree-reserve-world-edition-2025": 90_000_000,
    "ree-reserve-world-edition-2026": 75_000_000,
    "ree-reserve-share-china": 58.4,  # 44,000,000 of the 75,290,000 that the README prints as the sum
    "ree-reserve-share-brazil": 14.6,
}
STAGES = {
    "magnet-ree-mining-share-china-2024": 61.0,
    "magnet-ree-refining-share-china-2024": 91.3,
    "magnet-ree-mining-share-us-2024": 9.1,
    "magnet-ree-refining-share-us-2024": 1.2,
    "magnet-ree-refining-share-malaysia-2024": 4.5,
    "magnet-share-china-2024": 94,
    "magnet-ree-mined-world-2024": 75_100,  # 45.79 + 12.07 + 3.23 + 6.86 + 7.15 kt
    "magnet-ree-refined-world-2024": 80_810,  # 73.76 + 3.63 + 0.96 + 2.46 kt
    "hhi-magnet-ree-mining-2024-least": 4078,  # 60.97^2 + 16.07^2 + 4.30^2 + 9.13^2
    "hhi-magnet-ree-mining-2024-most": 4168,  # and 9.52^2
    "hhi-magnet-ree-refining-2024-least": 8353,  # 91.28^2 + 4.49^2 + 1.19^2
    "hhi-magnet-ree-refining-2024-most": 8362,  # and 3.04^2
    "magnet-elements-nolans-plan": 3807,  # 4,440 x 288.48 / 336.48
}
PRICES = {
    "antimony-price-2023-05": 12_200,
    "antimony-price-2024-05-23": 19_000,
    "antimony-price-2024-08": 22_750,
    "antimony-price-2024-12-31": 39_750,
    "antimony-price-2025-06-17": 60_500,
    "antimony-price-2025-12": 40_000,
    "antimony-price-rise-2024-2025": 2.7,
    "neodymium-oxide-price-2022": 134,
    "china-ree-export-quota-cut-2010": 37,
    "neodymium-oxide-price-2024": 56,
}
IMPORTS = {
    "us-import-reliance-ree-2021": 95,
    "us-import-reliance-ree-2023": 90,
    "us-import-reliance-ree-2024": 53,
    "us-import-reliance-ree-2024-first-printed": 80,
    "us-import-reliance-ree-2025": 67,
    "us-import-reliance-antimony-2025": 91,
    "us-import-reliance-copper-2025": 57,
    "us-ree-compounds-output-2023": 800,
    "us-ree-compounds-output-2024": 4300,
}
REVISIONS = {
    "antimony-mine-china-2024-first-printed": 60_000,
    "antimony-mine-china-2024-latest-printed": 40_000,
    "antimony-mine-china-2024-cut": 33.3,
    "antimony-mine-russia-2024-first-printed": 13_000,
    "antimony-mine-russia-2024-latest-printed": 40_000,
    "ree-mine-brazil-2024-first-printed": 20,
    "ree-mine-brazil-2024-latest-printed": 560,
    "antimony-country-revision-median-2024": 33.3,  # the eighth of 15: China, 60,000 to 40,000 t
    "ree-country-revision-median-2024": 10.3,  # between the sixth and seventh of 12: 7.7 and 12.9
    "antimony-world-revision-median": 11.3,
    "ree-world-revision-median": 2.4,
}
PAKISTAN = {
    "antimony-mine-world-2024": 119_000,
    "antimony-reserve-world": 2_000_000,
    "pakistan-antimony-mine-2023-usgs": 250,
    "pakistan-antimony-mine-2023-bgs": 40,
    "pakistan-antimony-against-us-ore-imports-2025": 43.3,  # 260 of 600 t
    "pakistan-antimony-reserve": 26_000,
    "pakistan-antimony-reserve-years": 100,
    "pakistan-antimony-reserve-as-ore-low": 1820,
    "pakistan-antimony-reserve-as-ore-high": 3120,
    "pakistan-antimony-reserve-years-as-ore-low": 7,
    "pakistan-antimony-reserve-years-as-ore-high": 12,
}
EXPECTED = MINES | RESERVES | STAGES | PRICES | IMPORTS | REVISIONS | PAKISTAN


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


def test_the_printed_world_total_of_2010_is_no_base_for_shares():
    assert facts()["ree-mine-printed-world-2010"].value < facts()["ree-mine-china-2010"].value


def test_china_has_a_larger_share_at_each_step_after_the_ore():
    steps = [
        "ree-reserve-share-china",
        "magnet-ree-mining-share-china-2024",
        "magnet-ree-refining-share-china-2024",
        "magnet-share-china-2024",
    ]

    shares = [facts()[id].value for id in steps]

    assert shares == sorted(shares)


def test_reserves_read_as_ore_hold_less_than_the_same_tonnes_of_metal():
    as_ore = facts()["pakistan-antimony-reserve-as-ore-high"]

    assert as_ore.value < facts()["pakistan-antimony-reserve"].value
    assert "balochistan-profile-2009-mirror" in as_ore.source_ids


def test_a_number_that_stands_in_a_note_is_read_from_it():
    note = "MCS 2025 had printed 80 for 2024 and >95 for 2023"

    assert supply._number_after("MCS 2025 had printed", note) == 80


def test_a_note_that_has_lost_its_number_is_refused_with_both_texts():
    with pytest.raises(ValueError, match='no number follows "had printed" in "had printed nothing"; correct'):
        supply._number_after("had printed", "had printed nothing")
