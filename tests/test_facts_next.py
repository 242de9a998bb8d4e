"""The numbers of chapter 9, against what the tables and records hold by hand count."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import story
from explainer.facts import facts
from explainer.facts import next as what_next

# Counted by hand in promises.yaml, usgs_revisions.csv (edition of 2026 against 2025, world and "other
# countries" left out) and the timeline.
BY_HAND = {
    "promises-followed": 18,
    "promises-kept": 3,
    "promises-under-way": 5,
    "promises-changed": 2,
    "promises-nothing-found": 4,
    "promises-cannot-be-checked": 4,
    "memorandum-age-march-2026": 199,
    "antimony-outputs-printed-twice": 15,
    "antimony-outputs-changed": 12,
    "antimony-outputs-changed-share": 80,
    "ree-outputs-printed-twice": 12,
    "ree-outputs-changed": 9,
    "ree-outputs-changed-share": 75,
    "brier-even-chances-antimony": 0.25,
    "brier-certainty-antimony": 0.20,
    "brier-learnt-chance-antimony": 0.16,
    "brier-even-chances-ree": 0.25,
    "brier-certainty-ree": 0.25,
    "brier-learnt-chance-ree": 0.19,
    "brier-learnt-chance-if-changed": 0.04,
    "brier-learnt-chance-if-not-changed": 0.64,
    "pakistan-antimony-mine-2025": 260,
}


@pytest.mark.parametrize(("id", "value"), BY_HAND.items(), ids=BY_HAND)
def test_a_fact_has_the_value_counted_by_hand(id, value):
    assert facts()[id].value == pytest.approx(value)


def test_every_fact_of_the_module_is_counted_by_hand():
    declared = {id for id, fact in facts().items() if fact.module == what_next.__name__}

    assert declared == set(BY_HAND)


@pytest.mark.parametrize("id", BY_HAND)
def test_a_fact_has_sources_and_says_what_it_counts(id):
    fact = facts()[id]

    assert fact.source_ids
    assert fact.meaning.endswith(".")


def test_the_outcomes_add_up_to_the_promises():
    parts = [facts()[f"promises-{word.replace(' ', '-')}"].value for word in story.words.OUTCOMES]

    assert sum(parts) == facts()["promises-followed"].value


@given(st.lists(st.booleans(), min_size=1), st.floats(0, 1))
def test_no_chance_scores_better_than_the_share_that_came(came, chance):
    share = sum(came) / len(came)

    assert what_next.brier(share, came) <= what_next.brier(chance, came) + 1e-12


@given(st.lists(st.booleans(), min_size=1), st.floats(0, 1))
def test_a_score_lies_between_none_and_one(came, chance):
    assert 0 <= what_next.brier(chance, came) <= 1


def test_examples_in_docstrings_hold():
    failed, tried = doctest.testmod(what_next)

    assert tried
    assert not failed
