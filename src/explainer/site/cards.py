"""The small card of a reference link: value or claim, who, when, status and why, evidence, sources."""

from collections.abc import Iterable, Sequence
from html import escape

from explainer import story
from explainer.references import Reference
from explainer.site.pages import mark, source_links

_EVIDENCE_SHOWN = 2
_SOURCES_SHOWN = 4


def card_html(found: Reference, root: str = "../") -> str:
    """One card as HTML; links lead to the reference pages below `root`. All text is escaped."""
    body = _BODIES.get(found.kind, _plain_body)(found)
    more = f'<p class="small more"><a href="{root}book/{found.page}.html#{escape(found.id)}">{_more(found)}</a></p>'
    return body + _sources(found.source_ids, root) + more


def _more(found: Reference) -> str:
    return {
        "fact": "All numbers",
        "claim": "The claim with all its evidence",
        "event": "In the timeline",
        "term": "In the glossary",
        "source": "In the list of sources",
        "table": "The table",
    }.get(found.kind, "The whole record")


def _fact_body(found: Reference) -> str:
    fact = found.record
    return (
        f'<p class="big">{escape(fact.shown)}</p><p><b>{escape(fact.label)}.</b> {escape(fact.meaning)}</p>'
    )


def _claim_body(found: Reference) -> str:
    claim = found.record
    quote = f"<p>\u201c{escape(claim.quote)}\u201d</p>" if claim.quote else ""
    return (
        f"<p><b>{escape(claim.speaker)}</b>, {escape(claim.role)}, {escape(story.spelled(claim.date))}: "
        f"{escape(claim.claim)}</p>{quote}"
        f"<p>{mark(claim.status)} {escape(claim.status_reason)}</p>"
        f"{_evidence('For', claim.evidence_for)}{_evidence('Against', claim.evidence_against)}"
    )


def _evidence(label: str, evidence: Iterable[story.Evidence]) -> str:
    texts = [e.text for e in evidence]
    if not texts:
        return ""
    more = f" (and {len(texts) - _EVIDENCE_SHOWN} more)" if len(texts) > _EVIDENCE_SHOWN else ""
    return f"<p><b>{label}:</b> {escape(' '.join(texts[:_EVIDENCE_SHOWN]))}{more}</p>"


def _event_body(found: Reference) -> str:
    event = found.record
    return (
        f"<p><b>{escape(story.spelled(event.date))}: {escape(event.title)}</b></p>"
        f"<p>{mark(event.certainty)} {escape(event.what_happened)}</p>"
    )


def _term_body(found: Reference) -> str:
    term = found.record
    contested = f"<p><b>Contested:</b> {escape(term.contested)}</p>" if term.contested else ""
    return f"<p><b>{escape(term.term)}.</b> {escape(term.definition)}</p>{contested}"


def _deal_term_body(found: Reference) -> str:
    term = found.record
    return (
        f"<p><b>{escape(term.term)}.</b> {escape(term.public)}</p>"
        f"<p><b>Not disclosed or not found:</b> {escape(term.not_disclosed)}</p>"
    )


def _source_body(found: Reference) -> str:
    source = found.record
    note = f"<p>{escape(source.note)}</p>" if source.note else ""
    return f"<p><b>{escape(source.publisher)}</b>: {escape(source.title)}, {escape(source.date or 'date not known')}</p>{note}"


def _party_body(found: Reference) -> str:
    party = found.record
    return f"<p><b>{escape(party.name)}.</b> {escape(party.role_in_story)}</p>"


def _plain_body(found: Reference) -> str:
    first = found.text.split("\n\n")[0]
    return f"<p><b>{escape(found.title)}</b></p><p>{escape(first)}</p>"


_BODIES = {
    "fact": _fact_body,
    "claim": _claim_body,
    "event": _event_body,
    "term": _term_body,
    "deal-term": _deal_term_body,
    "source": _source_body,
    "party": _party_body,
}


def _sources(source_ids: Sequence[str], root: str) -> str:
    links = source_links(source_ids[:_SOURCES_SHOWN], f"{root}book/sources.html")
    left = len(source_ids) - _SOURCES_SHOWN
    more = f" and {left} more" if left > 0 else ""
    return f'<p class="small">Sources: {links}{more}</p>' if links else ""
