"""Items that need an explorer of chapters 3 to 5: their keys and slips are what the explorer's model gives."""

import pytest

from explainer import explorers
from explainer.quiz import bank, bank_names

ITEMS = {item.id: item for name in bank_names() for item in bank(name).items}


def rows(name: str, **state) -> dict[str, tuple]:
    """The table of a state, by its first column."""
    return {row[0]: row[1:] for row in getattr(explorers, name).chart(**state).table.rows}


def slips_of(id: str) -> list[float]:
    return [slip.value for slip in ITEMS[id].slips]


def first(values, holds):
    return next(value for value in values if holds(value))


def test_first_hundredth_of_a_year():
    numbers = explorers.in_a_product.controls["number"].values
    share = {n: rows("in_a_product", number=n)["Magnet rare earths"][3:5] for n in numbers}
    item = ITEMS["first-hundredth-of-a-year"]

    assert item.key == first(numbers, lambda n: share[n][0] > 1)
    early, near, far = slips_of(item.id)
    assert early == first(numbers, lambda n: share[n][1] > 1)
    assert share[near][0] < 1 < share[near][1]
    assert far > item.key


def test_empty_row_of_the_hybrid():
    found = rows("in_a_product", thing="hybrid-car")

    assert found["Magnet rare earths"][:2] == (None, None)
    assert found["Copper"][1] > 0
    assert ITEMS["empty-row-of-the-hybrid"].key == "c"


def test_richer_ore_same_motor():
    item = ITEMS["richer-ore-same-motor"]
    asked = {"deposit": "mountain-pass", "grade_pct": 6}

    least, most, _ = rows("ore_to_magnet", **asked)["Ore"]
    assert item.key == pytest.approx(most, abs=item.tolerance)
    assert slips_of(item.id) == pytest.approx(
        [least, rows("ore_to_magnet")["Ore"][1], rows("ore_to_magnet", deposit="mountain-pass")["Ore"][1]],
        abs=1,
    )


def test_one_change_saves_most():
    changes = {
        "a": {"grade_pct": 4},
        "b": {"deposit": "xunwu"},
        "c": {"deposit": "bayan-obo"},
        "d": {"recovery_pct": explorers.ore_to_magnet.controls["recovery_pct"].values[-1]},
    }
    ore = {option: rows("ore_to_magnet", **change)["Ore"][2] for option, change in changes.items()}

    assert min(ore, key=ore.get) == ITEMS["one-change-saves-most"].key
    assert ore["c"] > rows("ore_to_magnet")["Ore"][2] > ore["b"]


def test_smallest_refinery_below_four_fifths():
    sizes = explorers.new_producer.controls["refinery_t"].values
    china = {t: rows("new_producer", mine_t=0, refinery_t=t)["Refining, after"][1] for t in sizes}
    item = ITEMS["smallest-refinery-below-four-fifths"]

    assert item.key == first(sizes, lambda t: china[t] < 80)
    near, more = slips_of(item.id)
    assert china[near] > 80 > china[more]
    assert more > item.key


def test_same_tonnes_two_steps():
    largest = {name: explorers.new_producer.controls[name].values[-1] for name in ("mine_t", "refinery_t")}
    found = rows("new_producer", **largest)

    assert found["Refining, after"][-2] > found["Mining, after"][-1]
    assert found["Refining, after"][-2] > found["Mining, before"][-1]
    assert ITEMS["same-tonnes-two-steps"].key == "b"
