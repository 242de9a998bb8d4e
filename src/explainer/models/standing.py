"""Which points count for and against a conclusion, if some disputed premises are granted. Structure, no verdict.

A reason and an objection are treated alike: each counts if all premises that it needs are granted. Nothing is
weighed, and a premise that is not granted is left open, not taken to be false.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """What speaks for a conclusion (a reason) or against it (an objection).

    needs : ids of the premises without which it does not count; empty if none of them is disputed.
    """

    id: str
    is_for: bool
    needs: frozenset[str] = frozenset()

    def counts(self, granted: Collection[str]) -> bool:
        """Whether all that it needs is granted."""
        return self.needs <= set(granted)


@dataclass(frozen=True)
class Standing:
    """The points of one conclusion by id, in the order given: those that count, and those that wait for a premise."""

    reasons: tuple[str, ...]
    objections: tuple[str, ...]
    waiting_reasons: tuple[str, ...]
    waiting_objections: tuple[str, ...]


def standing(points: Iterable[Point], granted: Collection[str]) -> Standing:
    """Sort the points of one conclusion by whether they count.

    Granting more only ever moves points from waiting to counting, on either side.

    Parameters
    ----------
    granted : ids of premises; those that no point needs change nothing.

    Raises
    ------
    ValueError
        If two points have one id.

    Examples
    --------
    >>> points = [Point("ore", True, frozenset({"enough"})), Point("cost", False)]
    >>> standing(points, {"enough"})
    Standing(reasons=('ore',), objections=('cost',), waiting_reasons=(), waiting_objections=())
    """
    found = tuple(points)
    ids = [point.id for point in found]
    if twice := next((id for id in ids if ids.count(id) > 1), None):
        msg = f'two points are called "{twice}"; give each an id of its own'
        raise ValueError(msg)

    def sorted_out(is_for: bool, counting: bool) -> tuple[str, ...]:
        return tuple(p.id for p in found if p.is_for is is_for and p.counts(granted) is counting)

    return Standing(
        sorted_out(True, True), sorted_out(False, True), sorted_out(True, False), sorted_out(False, False)
    )
