"""The numbers of chapter 2, against what the tables and the data README print."""

import pytest

from explainer.data import load
from explainer.facts import elements, facts
from explainer.sources import sources

MADE_HERE = [id for id, fact in facts().items() if fact.module == elements.__name__]

# Read by hand from the tables, or worked out by hand from what they print.
FAMILY = {
    "rare-earth-elements": 17,
    "rare-earths-light-usgs": 8,
    "rare-earths-heavy-usgs": 8,
    "rare-earths-light-eu": 5,
    "rare-earths-heavy-eu": 10,
}
CRUST = {
    "crust-cerium": 66.5,
    "crust-copper": 60,
    "crust-neodymium": 41.5,
    "crust-thulium": 0.52,
    "crust-antimony": 0.2,
    "crust-gold": 0.004,
    "crust-cerium-against-copper": 1.11,
    "crust-neodymium-against-gold": 10_375,
    "crust-thulium-against-gold": 130,
    "crust-thulium-against-antimony": 2.6,
    "rare-earths-above-antimony": 16,
}
MAKEUP = {
    "makeup-ndpr-bayan-obo": 24.7,
    "makeup-ndpr-mountain-pass": 15.9,
    "makeup-ndpr-mount-weld": 23.3,
    "makeup-ndpr-xunwu": 37.6,
    "makeup-lace-bayan-obo": 73,
    "makeup-lace-mount-weld": 71.4,
    "makeup-heavy-nangang": 6.9,  # 0.7 + 0.8 + 0.12 + 0.3 + 2.4 + 0.14 + 2.4 = 6.86
    "makeup-heavy-xunwu": 14.3,
    "makeup-heavy-longnan": 83.8,
    "makeup-heavy-eu-xunwu": 19.1,  # 14.33 + 0.51 + 4.21 = 19.05
    "makeup-europium-xunwu": 0.51,
    "makeup-gadolinium-xunwu": 4.21,
    "makeup-sum-xunwu": 103.5,  # 103.46
    "oxide-for-a-kilogram-of-ndpr-mountain-pass": 6.3,  # 100 / 15.9
}
ORE = {
    "ore-grade-copper-reko-diq-2010": 0.48,
    "ore-over-crust-copper-reko-diq": 80,
    "ore-over-crust-antimony-qila-abdullah-low": 350_000,
    "ore-over-crust-antimony-qila-abdullah-high": 600_000,
}
EXPECTED = FAMILY | CRUST | MAKEUP | ORE


@pytest.mark.parametrize(("id", "printed"), EXPECTED.items())
def test_a_number_equals_what_its_table_prints(id, printed):
    fact = facts()[id]

    # Half a step in the last digit shown: 19.05 may be printed as 19.1 or 19.0.
    assert fact.value == pytest.approx(printed, abs=0.5 * 10**-fact.digits + 1e-9)


def test_every_number_of_the_chapter_is_checked_against_a_literal():
    assert set(MADE_HERE) == set(EXPECTED)


@pytest.mark.parametrize("id", MADE_HERE)
def test_a_number_names_sources_of_the_register_that_hold_something(id):
    found = facts()[id].source_ids

    assert found
    assert set(found) <= set(sources())
    assert "none" not in found


@pytest.mark.parametrize(
    ("deposit", "slug"),
    [
        ("Bayan Obo, Inner Mongolia (bastnaesite)", "bayan-obo"),
        ("Mountain Pass, California (bastnaesite)", "mountain-pass"),
        ("Mount Weld (Central Lanthanide) (monazite)", "mount-weld"),
        ("Xunwu, Jiangxi (ionic clay)", "xunwu"),
    ],
)
def test_the_share_of_the_pair_agrees_with_the_one_the_dossier_worked_out(deposit, slug):
    row = load("rock_to_metal").one(metric="share of TREO", item=deposit, material="NdPr")

    assert facts()[f"makeup-ndpr-{slug}"].value == pytest.approx(row.central)


@pytest.mark.parametrize(
    ("other", "column"), [("Cu", "ratio_to_copper"), ("Au", "ratio_to_gold")], ids=["copper", "gold"]
)
def test_the_ratios_of_the_table_follow_from_its_abundances(other, column):
    base = elements.element(other).crustal_abundance_ppm

    for row in load("elements"):
        if row.crustal_abundance_ppm is not None:
            assert row.crustal_abundance_ppm / base == pytest.approx(getattr(row, column), rel=0.02, abs=5e-4)


def test_the_heavy_ones_of_nangang_are_the_most_among_bastnaesite_and_monazite():
    rows = load("ree_deposit_composition")
    deposits = {row.deposit for row in rows if row.mineral in ("bastnaesite", "monazite")}

    highest = max(deposits, key=lambda deposit: elements.makeup(deposit, elements.heavy()).value)

    assert highest == "Nangang, Guangdong"


def test_lanthanum_and_cerium_outweigh_the_pair_in_every_bastnaesite_and_monazite_ore():
    rows = load("ree_deposit_composition")

    for deposit in {row.deposit for row in rows if row.mineral in ("bastnaesite", "monazite")}:
        common, pair = (
            elements.makeup(deposit, symbols).value
            for symbols in (elements.COMMONEST_PAIR, elements.MAGNET_PAIR)
        )
        assert common > pair, deposit


def test_by_the_line_of_the_eu_europium_and_gadolinium_are_heavy_and_none_is_lost():
    usgs, eu = set(elements.heavy("usgs")), set(elements.heavy("eu"))

    assert eu - usgs == {"Eu", "Gd"}
    assert usgs <= eu


def test_who_draws_the_line_stands_with_the_number_of_each_group():
    assert {"usgs_mcs2026", "eu_crm_lists"} <= set(facts()["rare-earths-heavy-usgs"].source_ids)


def test_an_element_without_a_share_adds_nothing_to_the_makeup():
    listed = elements.makeup("Bayan Obo, Inner Mongolia", ("Pr", "Nd", "Y"))

    assert listed.value == pytest.approx(24.7)
    assert [row.element for row in listed.rows] == ["Pr", "Nd"]


def test_a_symbol_of_neither_table_is_refused():
    with pytest.raises(ValueError, match=r'"other_elements": 0 rows with symbol=.Xx.'):
        elements.element("Xx")
