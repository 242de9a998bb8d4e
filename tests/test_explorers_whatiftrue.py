"""What if it were true: the structure behind it, alike for all six sides, and what the page carries of it."""

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import quantities, quiz, story
from explainer.backing import LOADED, UNDATED
from explainer.balance import SIDES
from explainer.explorers.whatiftrue import first_conclusions, outcome, points_of, what_if_true
from explainer.models.standing import standing
from explainer.references import reference
from explainer.story import GROUPS

PREMISES = [premise.id for premise in what_if_true.premises]
some_premises = st.frozensets(st.sampled_from(PREMISES))
by_tree = pytest.mark.parametrize("tree", first_conclusions(), ids=lambda tree: tree.argument.side)

# How many of the four points count, by the key of a standing.
COUNTS = {"one-one": (1, 1), "two-one": (2, 1), "one-two": (1, 2), "two-two": (2, 2)}


def counts_with(*granted):
    return {id: COUNTS[found.standing] for id, found in what_if_true.outcomes(granted=granted).items()}


# --- all six sides alike -----------------------------------------------------------------------------------


def test_each_of_the_six_sides_has_one_conclusion():
    sides = [tree.argument.side for tree in first_conclusions()]

    assert sides == [group for group in GROUPS if group != "others"]
    assert len(sides) == len(SIDES)


@by_tree
def test_a_conclusion_has_two_reasons_and_two_objections_and_one_of_each_needs_what_is_disputed(tree):
    kinds = Counter((point.is_for, bool(point.needs)) for point in points_of(tree))

    assert kinds == {(True, True): 1, (True, False): 1, (False, True): 1, (False, False): 1}


@by_tree
def test_no_point_needs_more_than_two_premises(tree):
    assert all(len(point.needs) <= 2 for point in points_of(tree))


def test_with_nothing_granted_every_side_stands_alike_and_with_all_granted_too():
    assert set(counts_with().values()) == {(1, 1)}
    assert set(counts_with(*PREMISES).values()) == {(2, 2)}


def test_a_conclusion_is_a_claim_of_its_own_side():
    for tree in first_conclusions():
        claims = [reference(name).record for name in tree.argument.rests_on if name.startswith("claim:")]

        assert any(claim.group == tree.argument.side for claim in claims), tree.argument.id


def test_the_cases_are_told_at_like_length():
    lengths = [
        sum(len(answer.argument.text.split()) for answer in tree.answers) for tree in first_conclusions()
    ]

    assert max(lengths) <= 1.3 * min(lengths), lengths


def test_no_premise_is_granted_for_the_reader():
    assert what_if_true.default == frozenset()


def test_its_words_take_no_side_and_say_when():
    for text in what_if_true.texts:
        assert not LOADED.search(text), text
        assert not UNDATED.search(text), text


# --- what counts -------------------------------------------------------------------------------------------


@given(some_premises, some_premises)
def test_granting_more_never_lowers_a_count(granted, more):
    before, after = counts_with(*granted), counts_with(*granted, *more)

    assert all(after[id][0] >= before[id][0] and after[id][1] >= before[id][1] for id in before)


@given(some_premises)
def test_the_outcome_is_that_of_the_model_and_names_every_point(granted):
    for tree in first_conclusions():
        found, said = standing(points_of(tree), granted), outcome(tree.argument.id, granted)

        assert COUNTS[said.standing] == (len(found.reasons), len(found.objections))
        assert all(answer.argument.text.rstrip(".") in said.why for answer in tree.answers)
        assert said.why.count(" waits: ") == len(found.waiting_reasons + found.waiting_objections)


def test_a_point_that_waits_names_the_premise_that_is_missing_and_no_other():
    why = what_if_true.outcomes(granted=["refinery-follows"])["less-dependence"].why

    assert "A reason waits" in why
    assert "needs \u201cThe rocks hold amounts that are worth mining\u201d." in why
    assert "A refinery in Pakistan will follow" not in why


def test_the_key_of_its_prediction_holds():
    asked = what_if_true.prediction

    assert asked.options[asked.key] == "None of them"
    assert all(reasons >= 1 for reasons, _ in counts_with().values())


def test_what_it_offers_to_try_shows_what_it_says():
    assert counts_with("refinery-follows") == counts_with()
    assert counts_with("refinery-follows", "amounts-suffice") == counts_with() | {
        "less-dependence": (2, 1),
        "pilots-first": (1, 2),
    }


# --- what the page carries ---------------------------------------------------------------------------------


def definition():
    html = what_if_true.html()
    return json.loads(re.search(r'class="definition">(.*?)</script>', html, re.DOTALL)[1])


def test_the_page_has_a_box_for_each_premise_and_an_entry_for_each_conclusion():
    html = what_if_true.html()

    assert re.findall(r'<input type="checkbox" name="([^"]+)"', html) == PREMISES
    assert re.findall(r'data-conclusion="([^"]+)"', html) == [
        tree.argument.id for tree in first_conclusions()
    ]


@given(some_premises)
def test_the_table_on_the_page_says_what_python_does(granted):
    # The script adds a bit for each premise granted and looks the outcome up; so does this.
    expected = what_if_true.outcomes(granted=granted)

    for judged in DEFINITION["conclusions"]:
        bits = sum((name in granted) << n for n, name in enumerate(judged["needs"]))
        key, _, why = judged["outcomes"][judged["table"][bits]]
        assert (key, why) == (expected[judged["id"]].standing, expected[judged["id"]].why)


DEFINITION = definition()


def test_a_number_in_its_words_is_borne_out_by_a_record_it_rests_on():
    carried = {
        number for name in what_if_true.references for number in quantities.numbers_of(reference(name).text)
    }

    for text in what_if_true.texts:
        for quantity in quantities.quantities(text):
            assert any(abs(number - quantity.value) < quantity.step * 1e-6 for number in carried), (
                quantity.text
            )


def test_every_premise_bears_on_some_conclusion():
    needed = {name for conclusion in what_if_true.conclusions for name in conclusion.depends_on}

    assert needed == set(PREMISES) == {premise.id for premise in story.premises()}


# --- items that need it ------------------------------------------------------------------------------------


def gains(*granted):
    """The conclusions that gain a reason, and those that meet one more objection."""
    before, after = counts_with(), counts_with(*granted)
    return tuple({id for id in before if after[id][side] > before[id][side]} for side in (0, 1))


def test_an_item_asks_for_what_the_explorer_shows():
    # The pair of premises of one item, and the single ones of the other, in the order of its options.
    assert gains("refinery-follows", "amounts-suffice") == ({"less-dependence"}, {"pilots-first"})
    singles = ("refinery-follows", "load-was-light", "skills-stay", "provinces-must-be-asked")
    assert [len(gains(premise)[0]) for premise in singles] == [0, 1, 1, 2]

    keys = {"two-premises-two-sides": "b", "one-premise-two-reasons": "d"}
    asked = {item.id: item.key for item in quiz.bank("08-the-arguments").items if item.id in keys}
    assert asked.items() <= keys.items()
