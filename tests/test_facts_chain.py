"""The numbers of chapter 4, against what the tables and the data README print."""

import pytest

from explainer.data import load
from explainer.facts import chain, facts
from explainer.sources import sources

MADE_HERE = [id for id, fact in facts().items() if fact.module == chain.__name__]

# Read by hand from rock_to_metal, intensity and projects; sums worked out by hand beside them.
STEPS = {
    "flotation-recovery-laboratory-low": 80,
    "flotation-recovery-laboratory-high": 90,
    "concentrate-grade-laboratory-low": 30,
    "concentrate-grade-laboratory-high": 40,
    "recovery-nolans-plan": 44,
    "lost-nolans-plan": 56,
    "metal-making-loss": 20,
    "left-as-metal": 35,  # 44 times 0.8 is 35.2
    "recovery-after-flotation-exercise": 55,  # 44 / 80
}
ROCK = {
    "rock-per-rare-earths-low": 16,
    "rock-per-rare-earths-high": 3600,
    "rock-per-rare-earths-spread": 225,
    "rock-per-cobalt": 859,
    "rock-per-gold-low": 100_000,
    "rock-per-iron": 10,
    "ore-per-copper-reko-diq": 188,
    "ore-per-antimony-stibnite": 1563,
    "ore-per-reo-nolans": 75,
}
ORES = {
    "ore-grade-mountain-pass-low": 6,
    "ore-grade-mountain-pass-high": 8,
    "ore-grade-nolans": 2.9,
    "ndpr-of-oxides-nolans": 26.4,
    "ndpr-of-oxides-guangdong": 4.1,  # 3.5 and 0.6
    "dytb-of-oxides-xunwu": 2.2,  # the table of rocks prints 2.23
    "dytb-of-oxides-longnan": 8.6,  # 8.61
    "ndpr-in-ore-mountain-pass-low": 9.5,  # 60 kg times 0.159
    "ndpr-in-ore-mountain-pass-high": 12.7,
    "ndpr-in-ore-nolans": 7.7,  # 29 kg times 0.264
    "grade-ratio-mountain-pass-nolans-low": 2.1,
    "grade-ratio-mountain-pass-nolans-high": 2.8,
    "ndpr-ratio-mountain-pass-nolans-low": 1.2,
    "ndpr-ratio-mountain-pass-nolans-high": 1.7,
}
PLANTS = {
    "capacity-lynas-malaysia": 10_500,
    "capacity-white-mesa-first": 1000,
    "capacity-eneabba": 17_500,
    "capacity-mp-magnets": 10_000,
    "rare-earths-in-planned-mp-magnets": 3000,
    "eneabba-cost-rise-most": 80,  # 1.0 to 1.8 billion Australian dollars
    "kalgoorlie-cost-rise": 39,  # 575 to 800 million
    "seadrift-public-money": 258e6,
}
LEFT_OVER = {
    "waste-water-bayan-obo": 75,
    "waste-gas-bayan-obo-low": 9600,
    "waste-gas-bayan-obo-high": 12_000,
    "waste-residue-bayan-obo": 1,
    "farmland-baotou": 4000,
    "tailings-baotou": 180e6,
    "radioactivity-ree-waste-low": 211,  # 5.7 picocuries a gram, 37 becquerels each
    "radioactivity-ree-waste-high": 119_288,  # 3,224
    "radioactivity-ree-waste-spread": 566,
    "thorium-oxide-monazite": 9,
}
EXERCISE = {
    "oxide-of-a-kilogram-of-neodymium": 1.17,
    "exercise-metal-per-magnet": 0.3,
    "exercise-metal-before-loss": 0.375,
    "exercise-oxide-per-magnet": 0.44,
    "exercise-reo-per-magnet": 1.7,
    "exercise-ore-per-magnet": 124,
    "exercise-ore-per-car": 249,
}
EXPECTED = STEPS | ROCK | ORES | PLANTS | LEFT_OVER | EXERCISE


@pytest.mark.parametrize(("id", "printed"), EXPECTED.items())
def test_a_number_equals_what_its_table_prints(id, printed):
    fact = facts()[id]

    assert round(fact.value, fact.digits) == printed


def test_every_number_of_the_chapter_is_checked_against_a_literal():
    assert set(MADE_HERE) == set(EXPECTED)


@pytest.mark.parametrize("id", MADE_HERE)
def test_a_number_names_sources_of_the_register_and_rests_on_no_blank_row(id):
    found = facts()[id].source_ids

    assert found
    assert set(found) <= set(sources())
    assert "none" not in found


def test_the_magnet_pair_in_ore_agrees_with_the_share_that_the_table_of_rocks_derives():
    share_pct = (
        load("rock_to_metal")
        .one(topic="NdPr share of TREO", item="Mountain Pass, California (bastnaesite)", material="NdPr")
        .central
    )

    oxides_kg_per_t = 60  # 6 % of a tonne

    assert facts()["ndpr-in-ore-mountain-pass-low"].value == pytest.approx(oxides_kg_per_t * share_pct / 100)


def test_a_richer_ore_keeps_a_smaller_lead_in_the_magnet_pair_than_in_grade():
    for end in ("low", "high"):
        grade = facts()[f"grade-ratio-mountain-pass-nolans-{end}"].value
        pair = facts()[f"ndpr-ratio-mountain-pass-nolans-{end}"].value

        assert 1 < pair < grade


def test_the_recovery_of_the_plan_fits_its_ore_and_its_grade():
    ore_per_oxide = facts()["ore-per-reo-nolans"].value
    grade_pct_of_2019 = 3.0

    recovery_pct = 100 / (ore_per_oxide * grade_pct_of_2019 / 100)

    assert recovery_pct == pytest.approx(facts()["recovery-nolans-plan"].value, abs=0.5)


def test_the_exercise_can_be_walked_back_to_the_magnet():
    ore_kg = facts()["exercise-ore-per-magnet"].value

    oxides_kg = ore_kg / 75
    metal_kg = oxides_kg * 0.264 * (288.48 / 336.48) * 0.8

    assert metal_kg == pytest.approx(0.3)


def test_what_has_no_number_in_the_table_has_no_fact():
    blank = {row.item for row in load("rock_to_metal") if row.data_type == "not found"}

    used = {
        row.item
        for id in MADE_HERE
        for row in facts()[id].rows
        if getattr(row, "table", "") == "rock_to_metal"
    }

    assert blank
    assert not blank & used


def test_a_range_that_stands_in_words_is_read_from_them():
    assert chain._range_after("concentrate of", "a concentrate of 30-40 percent REO", "percent REO") == (
        30,
        40,
    )


@pytest.mark.parametrize("text", ["a concentrate of good quality", "concentrate of 30-40 tonnes"])
def test_words_that_have_lost_their_range_are_refused_with_both_texts(text):
    with pytest.raises(
        ValueError, match=f'no range in percent REO follows "concentrate of" in "{text}"; correct'
    ):
        chain._range_after("concentrate of", text, "percent REO")


def test_words_that_have_lost_their_number_are_refused_with_both_texts():
    with pytest.raises(
        ValueError, match=r'"USD \(.*\) million" finds no number in "a lot of money"; correct'
    ):
        chain._number_in(r"USD (\d+) million", "a lot of money")
