"""The arguments: how the claims of the ledger divide by kind, by status and by side.

The ledger is the editor's choice of what was said, so a count describes the ledger, not the quarrel.
"""

from functools import partial

from explainer import story
from explainer.facts.register import Reading, fact

_LEDGER = "Counts the book's own list of claims, which is a choice and not all that was said."


def _claims(**equals: str) -> tuple[story.Claim, ...]:
    """The claims that have the words given, as in kind="forecast"."""
    return tuple(
        claim
        for claim in story.claims()
        if all(getattr(claim, name) == word for name, word in equals.items())
    )


def _count(**equals: str) -> Reading:
    found = _claims(**equals)
    return Reading(len(found), found)


def _share(status: str, *, more: int = 0, **equals: str) -> Reading:
    """The share, in per cent, of the claims named that have a status; `more` pretends that so many more have it."""
    rows = _claims(**equals)
    having = sum(claim.status == status for claim in rows)
    return Reading(100 * (having + more) / len(rows), rows)


fact(
    "claims-in-the-ledger",
    unit="",
    label="Claims in the ledger",
    meaning=f"Statements that somebody made, each with its evidence. {_LEDGER}",
)(_count)

for id, kind, label in (
    ("claims-fact-checkable", "fact-checkable", "Claims that evidence could settle"),
    ("claims-forecast", "forecast", "Claims that are forecasts"),
    ("claims-value-judgement", "value judgement", "Claims that are value judgements"),
    ("claims-demand", "demand", "Claims that are demands"),
):
    fact(id, unit="", label=label, meaning=f"Sorted by kind by the editor. {_LEDGER}")(
        partial(_count, kind=kind)
    )

fact(
    "claims-fact-checkable-disputed",
    unit="",
    label="Claims that evidence could settle, and that are disputed",
    meaning=f"Credible sources conflict on them, or contradict them in part. {_LEDGER}",
)(partial(_count, kind="fact-checkable", status="disputed"))

fact(
    "claims-fact-checkable-well-supported-share",
    unit="%",
    digits=1,
    label="Share of the claims that evidence could settle which are well supported",
    meaning=f"The others are not therefore false: many cannot be checked, or no evidence was found. {_LEDGER}",
)(partial(_share, "well supported", kind="fact-checkable"))

fact(
    "claims-independent",
    unit="",
    label="Claims of independent experts, institutions and press",
    meaning=f"The IMF and reports in the media are counted here. {_LEDGER}",
)(partial(_count, group="independent"))

for group, whose in (("china", "China"), ("independent", "independent experts, institutions and press")):
    fact(
        f"claims-disputed-share-{group}",
        unit="%",
        label=f"Share of the claims of {whose} that are disputed",
        meaning=f"For an exercise. It describes few claims. {_LEDGER}",
    )(partial(_share, "disputed", group=group))
    fact(
        f"claims-disputed-share-{group}-one-more",
        unit="%",
        digits=1,
        label=f"The same share of the claims of {whose}, if one more were disputed",
        meaning="Arithmetic for an exercise: it shows how far one claim moves a share of few.",
    )(partial(_share, "disputed", more=1, group=group))
