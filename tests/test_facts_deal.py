"""The numbers of the chapter on the deal, against those that the tables and records print."""

import re

import pytest

from explainer.facts import deal, facts

# Read off the tables and records by eye, or worked out by hand from what they print.
VALUES = {
    "first-phase-envisaged": 500e6,
    "reko-diq-first-phase-plan-2025": 5.6e9,
    "lynas-kalgoorlie-plant-2024": 530.1e6,
    "energy-fuels-separation-plan-2026": 410e6,
    "perpetua-stibnite-plan-2025": 2.2e9,
    "ussm-ionic-missouri-plan-2026": 100e6,
    "pakistan-fdi-2023": 2_048_000_000,
    "pakistan-fdi-2007": 5_590_000_000,
    "pakistan-goods-exports-2023": 28_478_000_000,
    "pakistan-gdp-2023": 337_912_301_398,
    "antimony-metal-price-us-2025": 55_116,
    "first-load-as-antimony-metal": 110_232,
    "pakistan-antimony-output-value-2025": 14_330_160,
    "reko-diq-exim-loan-2025": 1.25e9,
    "reko-diq-spent-2026": 849e6,
    "reko-diq-award-2019": 5.9e9,
    "reko-diq-award-2019-low": 5.8e9,
    "first-phase-share-fdi-2023": 24.4140625,
    "first-phase-share-goods-exports-2023": 1.75574,
    "first-phase-share-gdp-2023": 0.147967,
    "first-phase-share-reko-diq": 8.92857,
    "first-phase-over-first-load-as-antimony": 4535.89,
    "first-phase-in-years-of-antimony-output": 34.8914,
    "reko-diq-spent-share": 15.1607,
    "first-phase-yearly-over-five-years": 100e6,
    "first-phase-yearly-share-fdi-2023": 4.88281,
    "first-phase-yearly-share-fdi-2007": 1.78891,
    "papers-compared": 20,
    "papers-with-public-text": 5,
    "papers-that-bind": 5,
    "papers-public-and-not-binding": 4,
    "papers-public-and-binding": 1,
    "papers-with-a-vote": 2,
}

# The scale numbers that the data dossier worked out beside its tables, as it prints them.
DOSSIER = {
    "first-phase-share-goods-exports-2023": (1.76, 0.005),
    "first-phase-share-fdi-2023": (24.4, 0.05),
    "first-load-as-antimony-metal": (0.11e6, 0.005e6),
    "pakistan-antimony-output-value-2025": (14.3e6, 0.05e6),
}


@pytest.mark.parametrize("id", VALUES)
def test_fact_has_the_value_that_its_table_or_record_prints(id):
    assert facts()[id].value == pytest.approx(VALUES[id], rel=1e-5)


@pytest.mark.parametrize("id", DOSSIER)
def test_scale_number_agrees_with_the_one_the_dossier_prints(id):
    printed, within = DOSSIER[id]

    assert facts()[id].value == pytest.approx(printed, abs=within)


@pytest.mark.parametrize("id", VALUES)
def test_fact_names_its_sources(id):
    assert facts()[id].source_ids


def test_every_fact_of_the_module_is_checked_here():
    declared = {id for id, fact in facts().items() if _module(fact.read) == deal.__name__}

    assert declared == set(VALUES)


def _module(read):
    return getattr(read, "func", read).__module__


@pytest.mark.parametrize("id", [*deal.COMPARABLE_SUMS, *deal.LOWER_ENDS.values()])
def test_sum_to_compare_is_in_dollars_and_its_label_says_the_year(id):
    found = facts()[id]

    assert found.unit == "USD"
    assert re.search(r"\b20\d\d\b", found.label)


def test_sums_to_compare_run_from_small_to_large_and_hold_the_one_envisaged():
    values = [facts()[id].value for id in deal.COMPARABLE_SUMS]

    assert values == sorted(values)
    assert deal.ENVISAGED in deal.COMPARABLE_SUMS


def test_lower_end_lies_below_the_sum_it_belongs_to():
    for upper, lower in deal.LOWER_ENDS.items():
        assert facts()[lower].value < facts()[upper].value


def test_papers_found_published_are_the_ones_whose_texts_were_read():
    rows = facts()["papers-with-public-text"].rows

    assert {paper.id for paper in rows} == {
        "us-ukraine",
        "us-australia",
        "us-malaysia",
        "us-thailand",
        "us-japan",
    }


def test_papers_with_a_vote_are_reko_diq_and_ukraine():
    rows = facts()["papers-with-a-vote"].rows

    assert {paper.id for paper in rows} == {"pak-rekodiq-2022", "us-ukraine"}


def test_event_without_a_sum_is_refused_with_its_id():
    with pytest.raises(ValueError, match=r'event "t28": its words hold no sum such as'):
        deal._printed("t28")


def test_record_that_is_not_there_is_refused_with_its_id():
    with pytest.raises(ValueError, match=r'names the record "t999"'):
        deal._printed("t999")
