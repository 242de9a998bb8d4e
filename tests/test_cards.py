"""The card of a reference link."""

import re

import pytest

from explainer.references import KINDS, reference, references_of
from explainer.site.cards import card_html


def lines(html):
    """One element a line, so that a golden card reads well in a diff."""
    return re.sub(r"(?<=</p>)", "\n", html)


@pytest.mark.parametrize("name", ["claim:c89", "fact:pakistan-antimony-share-2024", "event:t29"])
def test_a_card_is_as_stored(golden, name):
    golden(f"card-{name.replace(':', '-')}.html", lines(card_html(reference(name))))


def test_a_claim_card_holds_who_when_status_why_evidence_and_sources():
    card = card_html(reference("claim:c75"))
    claim = reference("claim:c75").record

    for text in (claim.speaker, "13 October 2025", claim.status, "For:", "Against:", "Sources:"):
        assert text in card


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_a_card_that_leads_to_its_entry(kind):
    for found in references_of(kind).values():
        card = card_html(found)
        assert f"book/{found.page}.html#{found.id}" in card
        assert len(card) < 4000
