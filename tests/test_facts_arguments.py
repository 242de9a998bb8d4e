"""The numbers of chapter 8, against the ledger as counted by hand."""

import pytest

from explainer import story
from explainer.facts import arguments, facts
from explainer.sources import sources

MADE_HERE = [id for id, fact in facts().items() if fact.module == arguments.__name__]

# Counted in claims.yaml by hand, or worked out by hand from such counts.
EXPECTED = {
    "claims-in-the-ledger": 96,
    "claims-fact-checkable": 56,
    "claims-forecast": 14,
    "claims-value-judgement": 21,
    "claims-demand": 5,
    "claims-fact-checkable-disputed": 23,
    "claims-fact-checkable-well-supported-share": 14.3,  # 8 of 56
    "claims-independent": 24,
    "claims-disputed-share-china": 25,  # 1 of 4
    "claims-disputed-share-china-one-more": 50,
    "claims-disputed-share-independent": 25,  # 6 of 24
    "claims-disputed-share-independent-one-more": 29.2,  # 7 of 24
}


@pytest.mark.parametrize(("id", "counted"), EXPECTED.items())
def test_a_number_equals_what_the_ledger_holds(id, counted):
    fact = facts()[id]

    assert round(fact.value, fact.digits) == counted


def test_every_fact_of_the_chapter_is_checked_here():
    assert set(MADE_HERE) == set(EXPECTED)


def test_the_kinds_add_up_to_the_whole_ledger():
    kinds = ("claims-fact-checkable", "claims-forecast", "claims-value-judgement", "claims-demand")

    assert sum(facts()[id].value for id in kinds) == facts()["claims-in-the-ledger"].value


def test_a_count_rests_on_the_claims_it_counts_and_on_no_others():
    rows = facts()["claims-demand"].rows

    assert {claim.id for claim in rows} == {"c41", "c45", "c50", "c55", "c72"}
    assert all(isinstance(claim, story.Claim) for claim in rows)


@pytest.mark.parametrize("id", MADE_HERE)
def test_every_fact_names_sources_of_the_register_and_says_that_the_ledger_is_a_choice(id):
    fact = facts()[id]

    assert fact.source_ids
    assert set(fact.source_ids) <= set(sources())
    assert "choice" in fact.meaning or "exercise" in fact.meaning
