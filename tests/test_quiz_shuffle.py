"""The order in which options and entries are shown: one table for Python and the page, and what always holds."""

import json
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.quiz.scoring import definition
from explainer.quiz.shuffle import shown_order, shuffled
from quiz_items import EVERY, item_of

TABLE = json.loads((Path(__file__).parent / "shuffle_cases.json").read_text("utf-8"))
SEEDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ORDERS = [item for item in EVERY.items if item.type == "order"]


def item_in(case):
    """The item of a case: one to put in order if it has a key, else one to choose from."""
    if "key" in case:
        return item_of(case["item"], {"type": "order", "key": list(case["key"])})
    options = {"type": "choose-one", "options": sorted(case["ids"]), "key": "a", "shuffle": True}
    return item_of(case["item"], options)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: f"{case['seed']:.12}-{case['item']}")
def test_python_shows_the_order_of_the_table(case):
    assert "".join(shown_order(item_in(case), list(case["ids"]), case["seed"])) == case["order"]


def page_orders(quiz_module, asked):
    """The orders that the page shows; asked: triples of item, ids, seed."""
    return quiz_module(
        "(asked) => asked.map(([item, ids, seed]) => quiz.shownOrder(item, ids, seed))",
        [[definition(item), ids, seed] for item, ids, seed in asked],
    )


def test_page_shows_the_order_of_the_table(quiz_module):
    asked = [(item_in(case), list(case["ids"]), case["seed"]) for case in TABLE["cases"]]

    shown = page_orders(quiz_module, asked)

    assert ["".join(order) for order in shown] == [case["order"] for case in TABLE["cases"]]


@settings(max_examples=10)
@given(seeds=st.lists(SEEDS, min_size=30, max_size=60))
def test_page_and_python_show_the_same_order_for_any_seed(quiz_module, seeds):
    asked = [
        (item, sorted(item.entries), seed)
        for seed in seeds
        for item in EVERY.items
        if item.type in ("order", "match", "sort")
    ]

    assert page_orders(quiz_module, asked) == [shown_order(*each) for each in asked]


@given(SEEDS, st.sets(st.sampled_from("abcdefghij"), min_size=1))
def test_shuffling_loses_nothing_and_depends_on_nothing_but_seed_and_item(seed, ids):
    once = shuffled(sorted(ids), seed, "item")

    assert sorted(once) == sorted(ids)
    assert shuffled(sorted(ids, reverse=True), seed, "item") == once


@given(SEEDS, st.sets(st.sampled_from("abcdefghij"), min_size=2))
def test_taking_one_out_leaves_the_others_as_they_were(seed, ids):
    all_of_them = shuffled(ids, seed, "item")
    gone = min(ids)

    assert shuffled(ids - {gone}, seed, "item") == [id for id in all_of_them if id != gone]


@given(SEEDS, st.permutations("abcd"), st.permutations("abcd"))
def test_entries_to_order_are_never_shown_in_their_right_order(seed, key, ids):
    item = item_of("order", {"type": "order", "key": key})

    shown = shown_order(item, ids, seed)

    assert sorted(shown) == sorted(key)
    assert shown != list(key)


def test_right_order_does_come_up_by_chance_and_is_turned_away():
    """Else the test above could not fail."""
    item = item_of("order", {"type": "order", "key": list("abc")})

    came_up = [seed for seed in map(str, range(100)) if shuffled("abc", seed, "order") == list("abc")]

    assert came_up
    assert {"".join(shown_order(item, "abc", seed)) for seed in came_up} == {"bca"}


@pytest.mark.parametrize("seeds", [range(2000), range(10**9, 10**9 + 2000)], ids=["short", "long"])
def test_each_letter_stands_about_as_often_in_each_place(seeds):
    shown = [shuffled("abcd", str(seed), "an-item") for seed in seeds]

    for place in range(4):
        counted = Counter(order[place] for order in shown)
        assert set(counted) == set("abcd")
        assert all(400 < n < 600 for n in counted.values())
    orders = Counter(map("".join, shown))
    assert len(orders) == len(list(permutations("abcd")))
    assert all(30 < n < 150 for n in orders.values())  # about 83


def test_items_of_one_quiz_are_not_all_shuffled_alike():
    orders = {"".join(shuffled("abcdef", "7", f"item-{n}")) for n in range(30)}

    assert len(orders) > 25


def test_readers_with_other_seeds_meet_other_orders():
    assert len({"".join(shown_order(ORDERS[0], "abcd", str(seed))) for seed in range(200)}) == 23
