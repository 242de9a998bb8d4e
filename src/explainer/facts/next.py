"""What next: what became of the promises, and the scores of chances given to revised numbers."""

from collections.abc import Collection
from datetime import date
from functools import partial

from explainer import story
from explainer.data import Row, load
from explainer.facts.register import Reading, fact

_EVEN, _CERTAIN = 0.5, 1.0
_WORLD = "WLD"

# --- promises -------------------------------------------------------------------------------------------


def _promises(outcome: str | None = None) -> Reading:
    rows = tuple(p for p in story.promises() if outcome in (None, p.outcome))
    return Reading(len(rows), rows)


fact(
    "promises-followed",
    unit="",
    label="Promises followed",
    meaning="Plans, aims and pledges of the memorandum, of Reko Diq and of what bears on them, as chosen for this book: "
    "not a count of all promises made.",
)(_promises)

for _outcome, _meaning in story.words.OUTCOME_MEANINGS.items():
    fact(
        f"promises-{_outcome.replace(' ', '-')}",
        unit="",
        label=f"Promises followed: {_outcome}",
        meaning=f"{_meaning} As of the last source of each strand: March 2026 for the memorandum, Pakistani politics and "
        "Reko Diq, August or September 2026 for the rest.",
    )(partial(_promises, _outcome))


@fact(
    "memorandum-age-march-2026",
    unit="days",
    label="Age of the memorandum when its strand of sources ends",
    meaning="From the signing, 8 September 2025, to 26 March 2026, the day of the newest dated item on the memorandum and "
    "Reko Diq. What happened later was not found.",
)
def memorandum_age() -> Reading:
    signed, newest = (next(e for e in story.timeline() if e.id == id) for id in ("t29", "t61"))
    return Reading((date.fromisoformat(newest.date) - date.fromisoformat(signed.date)).days, (signed, newest))


# --- numbers printed again, and how chances given to that score ----------------------------------------


def printed_twice(commodity: str) -> tuple[Row, ...]:
    """The countries whose mine output of 2024 has a number in both editions, 2025 and 2026.

    commodity : "antimony" or "rare earths".
    """
    rows = load("usgs_revisions").where(commodity=commodity, year=2024)
    return tuple(r for r in rows if r.country_iso3 not in (None, _WORLD) and r.first_printed_t is not None)


def was_changed(row: Row) -> bool:
    """Whether the later edition prints another number."""
    return row.first_printed_t != row.latest_printed_t


def changed_share(commodity: str) -> float:
    """The part of the countries, 0 to 1, whose number was printed otherwise the second time."""
    rows = printed_twice(commodity)
    return sum(map(was_changed, rows)) / len(rows)


def brier(chance: float, came: Collection[bool]) -> float:
    """Average Brier score, 0 (best) to 1, of giving the same chance to each of some events.

    chance : 0 to 1, of coming. came : for each event whether it came.

    References
    ----------
    Brier (1950), "Verification of forecasts expressed in terms of probability", in its form for two outcomes.

    Examples
    --------
    >>> brier(1.0, [True, False]), brier(0.5, [True, False])
    (0.5, 0.25)
    """
    return sum((chance - happened) ** 2 for happened in came) / len(came)


def _count(commodity: str) -> Reading:
    rows = printed_twice(commodity)
    return Reading(len(rows), rows)


def _changed(commodity: str) -> Reading:
    rows = printed_twice(commodity)
    return Reading(sum(map(was_changed, rows)), rows)


def _share(commodity: str) -> Reading:
    return Reading(100 * changed_share(commodity), printed_twice(commodity))


def _score(chance: float, commodity: str) -> Reading:
    rows = printed_twice(commodity)
    return Reading(brier(chance, [was_changed(row) for row in rows]), rows)


def _score_of_the_learnt_chance(commodity: str) -> Reading:
    """The chance is always the share of antimony; on rare earths it is tried on rows it was not learnt from."""
    scored = _score(changed_share("antimony"), commodity)
    return Reading(scored.value, (*printed_twice("antimony"), *scored.rows))


def _single_score(came: bool) -> Reading:
    rows = printed_twice("antimony")
    return Reading(brier(changed_share("antimony"), [came]), rows)


_EDITIONS = "USGS editions of 2025 and 2026; countries without a number in the first are left out."

for _slug, _commodity in (("antimony", "antimony"), ("ree", "rare earths")):
    fact(
        f"{_slug}-outputs-printed-twice",
        unit="",
        label=f"Countries whose {_commodity} output of 2024 was printed in two editions",
        meaning=_EDITIONS,
    )(partial(_count, _commodity))
    fact(
        f"{_slug}-outputs-changed",
        unit="",
        label=f"Countries whose {_commodity} output of 2024 was changed in the second edition",
        meaning=f"Any other number counts as a change, however small. {_EDITIONS}",
    )(partial(_changed, _commodity))
    fact(
        f"{_slug}-outputs-changed-share",
        unit="%",
        label=f"Share of countries whose {_commodity} output of 2024 was changed in the second edition",
        meaning=f"Any other number counts as a change, however small. {_EDITIONS}",
    )(partial(_share, _commodity))
    fact(
        f"brier-even-chances-{_slug}",
        unit="",
        digits=2,
        label=f"Brier score of even chances, {_commodity}",
        meaning="Average over the countries of giving every number an even chance of being changed. Even chances score "
        "the same whatever happens. 0 is best, 1 is worst.",
    )(partial(_score, _EVEN, _commodity))
    fact(
        f"brier-certainty-{_slug}",
        unit="",
        digits=2,
        label=f"Brier score of certainty, {_commodity}",
        meaning="Average over the countries of being sure of every number that it would be changed. 0 is best, 1 is worst.",
    )(partial(_score, _CERTAIN, _commodity))
    fact(
        f"brier-learnt-chance-{_slug}",
        unit="",
        digits=2,
        label=f"Brier score of the chance learnt from antimony, {_commodity}",
        meaning="Average over the countries of giving every number the share of antimony numbers that were changed. On "
        "antimony itself this is hindsight; on rare earths it is a fair test. 0 is best, 1 is worst.",
    )(partial(_score_of_the_learnt_chance, _commodity))

for _slug, _came, _what in (
    ("if-changed", True, "was changed"),
    ("if-not-changed", False, "was not changed"),
):
    fact(
        f"brier-learnt-chance-{_slug}",
        unit="",
        digits=2,
        label=f"Brier score of the chance learnt from antimony, for one number that {_what}",
        meaning="The square of the gap between the chance given and what happened, counted as one or nought.",
    )(partial(_single_score, _came))


@fact(
    "pakistan-antimony-mine-2025",
    unit="t",
    label="Antimony mined in Pakistan, 2025, as first printed",
    meaning="An estimate of the US Geological Survey, edition of 2026; it may be printed otherwise later.",
)
def pakistan_antimony_2025() -> Reading:
    row = load("antimony").one(metric="mine_production", year=2025, country="Pakistan")
    return Reading(row.value, (row,))
