"""Which points count: worked examples, and what must hold for any structure and any premises granted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.models.standing import Point, Standing, standing

PREMISES = ("a", "b", "c", "d")
some_premises = st.frozensets(st.sampled_from(PREMISES))
structures = st.lists(st.tuples(st.booleans(), some_premises), max_size=6).map(
    lambda drawn: [Point(f"p{n}", is_for, needs) for n, (is_for, needs) in enumerate(drawn)]
)


def mirrored(points):
    """The same structure with reasons and objections changed over."""
    return [Point(point.id, not point.is_for, point.needs) for point in points]


# Worked by hand


def test_a_point_counts_when_all_it_needs_is_granted():
    points = [
        Point("plain", True),
        Point("one", True, frozenset("a")),
        Point("two", False, frozenset("ab")),
        Point("other", False, frozenset("c")),
    ]

    assert standing(points, {"a"}) == Standing(("plain", "one"), (), (), ("two", "other"))
    assert standing(points, {"a", "b"}) == Standing(("plain", "one"), ("two",), (), ("other",))
    assert standing(points, ()) == Standing(("plain",), (), ("one",), ("two", "other"))


def test_a_conclusion_without_points_has_none_that_count():
    assert standing([], {"a"}) == Standing((), (), (), ())


def test_two_points_of_one_id_are_refused():
    with pytest.raises(ValueError, match=r'^two points are called "x"; give each an id of its own$'):
        standing([Point("x", True), Point("x", False)], ())


# Whatever the structure


@given(structures, some_premises, some_premises)
def test_granting_more_never_removes_a_reason_or_an_objection(points, granted, more):
    before, after = standing(points, granted), standing(points, granted | more)

    assert set(before.reasons) <= set(after.reasons)
    assert set(before.objections) <= set(after.objections)


@given(structures, some_premises)
def test_every_point_either_counts_or_waits_and_on_its_own_side(points, granted):
    found = standing(points, granted)

    assert sorted(found.reasons + found.waiting_reasons) == [p.id for p in points if p.is_for]
    assert sorted(found.objections + found.waiting_objections) == [p.id for p in points if not p.is_for]


@given(structures, some_premises)
def test_reasons_and_objections_are_treated_alike(points, granted):
    found, other = standing(points, granted), standing(mirrored(points), granted)

    assert (found.reasons, found.waiting_reasons) == (other.objections, other.waiting_objections)
    assert (found.objections, found.waiting_objections) == (other.reasons, other.waiting_reasons)


@given(structures)
def test_with_everything_granted_nothing_waits(points):
    found = standing(points, PREMISES)

    assert found.waiting_reasons == found.waiting_objections == ()


@given(structures, some_premises)
def test_a_premise_that_no_point_needs_changes_nothing(points, granted):
    assert standing(points, granted | {"unheard of"}) == standing(points, granted)
