"""The numbers of the chapter on what is under the ground, against those that tables and records print."""

import pytest

from explainer import story
from explainer.facts import facts, ground
from explainer.sources import sources

# Read off the tables and records by eye, or worked out by hand from what they print.
PLACES = {
    "places-listed": 26,
    "places-on-the-map": 25,
    "places-with-printed-position": 3,
    "places-with-rare-earth-signs": 10,
    "places-with-rare-earths-described": 7,
    "places-looked-for": 4,
    "places-occurrence": 12,
    "places-resource": 4,
    "places-reserve": 1,
    "places-mine": 5,
    "places-refinery": 0,
}
TOTALS = {
    "total-2015-at-30-per-cent-low": 3.6e12,
    "total-2015-at-30-per-cent-high": 4.5e12,
    "total-2015-share-needed-of-low": 41.66667,
    "total-2015-share-needed-of-high": 33.33333,
    "totals-spread": 10.2,
}
VALUED = {
    "reko-diq-copper-reserve": 15e6,
    "copper-price-2025": 9700,
    "reko-diq-copper-in-the-ground": 145.5e9,
    "reko-diq-copper-share-of-total": 2.385246,
    "antimony-reserve-value-as-metal": 1_433_016_000,
    "antimony-reserve-value-as-ore-low": 100_311_120,
    "antimony-reserve-value-as-ore-high": 171_961_920,
    "siwalik-neodymium-over-crust": 17.97590,
    "pakistan-copper-mined-2023": 17_042,
    "pakistan-copper-mined-value-2023": 144_691_693,
    "pakistan-ores-metals-exports-2023": 1_282_789_298,
}
YEARS = {
    "years-to-production-127-mines": 15.7,
    "years-to-production-fastest-of-127": 6,
    "years-to-production-slowest-of-127": 32,
    "mines-in-lead-time-study": 127,
    "years-to-production-started-2005-2009": 12.7,
    "years-to-production-started-2020-2023": 17.9,
    "years-to-production-us": 29,
    "years-to-production-laos": 10,
    "reko-diq-venture-to-target": 35,
}
COSTS = {
    "capacity-reko-diq-first": 240_000,
    "nolans-cost-per-yearly-tonne": 237_387.4,
    "white-mesa-cost-per-yearly-tonne": 68_333.33,
    "stibnite-cost-rise": 69.23077,
    "reko-diq-cash-flow-plan": 70e9,
    "reko-diq-cash-flow-yearly": 1_891_891_892,
    "reko-diq-public-share": 50,
    "reko-diq-public-yearly": 945_945_946,
    "reko-diq-province-yearly": 472_972_973,
    "pakistan-external-debt-2023": 130_847_370_987,
    "reko-diq-public-yearly-share-debt": 0.7229384,
}
EXPLORED = {
    "total-said-october-2025": 6e12,
    "total-said-per-person": 23_878.78,
    "pakistan-population-2024": 251_269_164,
    "pakistan-gdp-fiscal-2025": 407.1e9,
    "reko-diq-mine-life": 37,
    "reko-diq-cash-of-copper-value": 48.10997,
    # 6e12 x 0.30 x 0.85 x 0.40 x (1 - 1.08^-37) / (0.08 x 37) / 1.08^15 x 0.5
    "six-trillion-start-public": 30_699_469_438,
    "six-trillion-start-per-person": 122.1776,
    "six-trillion-start-share": 0.5116578,
    "years-building-planned": 3,
    "years-building-eneabba-revised": 4,
    "years-preparing-stibnite": 5,
    "reko-diq-years-in-court": 9.916667,
}
VALUES = PLACES | TOTALS | VALUED | YEARS | COSTS | EXPLORED
MADE_HERE = [fact.id for fact in facts().values() if fact.module == ground.__name__]

# Scale numbers that the data dossier worked out beside its tables, as it prints them.
DOSSIER = {"pakistan-copper-mined-value-2023": (145e6, 0.5e6)}


@pytest.mark.parametrize("id", VALUES)
def test_fact_has_the_value_that_its_table_or_record_prints(id):
    assert facts()[id].value == pytest.approx(VALUES[id], rel=1e-5)


@pytest.mark.parametrize("id", DOSSIER)
def test_scale_number_agrees_with_the_one_the_dossier_prints(id):
    printed, half_a_digit = DOSSIER[id]

    assert facts()[id].value == pytest.approx(printed, abs=half_a_digit)


def test_every_number_of_the_chapter_is_checked_against_a_literal():
    assert set(MADE_HERE) == set(VALUES)


@pytest.mark.parametrize("id", MADE_HERE)
def test_a_number_names_sources_of_the_register_that_hold_something(id):
    found = facts()[id].source_ids

    assert found
    assert set(found) <= set(sources())
    assert "none" not in found


# --- the ladder --------------------------------------------------------------------------------------

# How the status of a record begins, for each rung: the rule that the table of rungs follows.
BEGINS = {
    "looked for": ("survey only", "anomaly", "exploration"),
    "occurrence": ("occurrence",),
    "resource": ("occurrence with estimate",),
    "reserve": ("development",),
    "mine": ("producing", "being mined", "old small-scale mining"),
    "refinery": ("refin",),
}


@pytest.mark.parametrize("place", story.deposits(), ids=lambda place: place.id)
def test_each_place_stands_on_the_rung_that_its_own_status_names(place):
    rung = ground.rung_of(place)

    assert place.status.startswith(BEGINS[rung])
    assert (rung == "resource") == ("with estimate" in place.status)


def test_a_doubt_quotes_the_status_of_its_place():
    status = {place.id: place.status for place in story.deposits()}

    for id, (words, doubt) in ground.DOUBT_OF.items():
        assert words in status[id]
        assert doubt


def test_the_tables_of_rungs_and_doubts_name_places_that_exist():
    listed = {place.id for place in story.deposits()}

    assert set(ground.RUNG_OF) == listed
    assert set(ground.DOUBT_OF) <= listed
    assert set(ground.RUNG_OF.values()) <= set(ground.RUNGS)


def test_every_place_without_a_report_to_a_code_is_marked_as_in_doubt_on_the_rung_of_resources():
    on_it = {id for id, rung in ground.RUNG_OF.items() if rung == "resource"}

    assert on_it <= set(ground.DOUBT_OF)


def test_the_rungs_share_out_all_places():
    counts = [facts()[f"places-{rung.replace(' ', '-')}"].value for rung in ground.RUNGS]

    assert sum(counts) == facts()["places-listed"].value


def test_a_place_that_stands_on_no_rung_is_refused_with_its_status():
    from dataclasses import replace

    stranger = replace(story.deposits()[0], id="nowhere")

    with pytest.raises(ValueError, match=r'the place "nowhere" stands on no rung; add it to RUNG_OF by its'):
        ground.rung_of(stranger)


# --- what the numbers say of one another --------------------------------------------------------------


def test_thirty_per_cent_of_the_total_of_2015_falls_short_of_what_was_called_recoverable():
    claimed = 5e12

    assert facts()["total-2015-at-30-per-cent-high"].value < claimed


def test_the_antimony_is_worth_far_less_if_the_tonnes_are_of_ore():
    as_metal, as_ore = (facts()[f"antimony-reserve-value-as-{unit}"].value for unit in ("metal", "ore-high"))

    assert as_ore < as_metal / 8


def test_the_public_half_is_twice_what_the_province_holds():
    public, province = (facts()[f"reko-diq-{who}-yearly"].value for who in ("public", "province"))

    assert public == pytest.approx(2 * province)


def test_words_that_have_lost_their_number_are_refused_with_both_texts():
    with pytest.raises(ValueError, match=r'"\(\\d\+\) Mt Cu" finds no number in "some copper"; correct'):
        ground._number_in(r"(\d+) Mt Cu", "some copper")


def test_a_record_that_is_not_in_the_story_is_refused():
    with pytest.raises(ValueError, match='names the record "t999", which is not in the story'):
        ground._record(story.timeline(), "t999")
