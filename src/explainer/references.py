"""What a link in the book can point at: a fact, a claim, an event, a term, a source and their like.

A reference is written `claim:c40` in banks and `[text](../book/claims.md#c40)` in prose. Both name the
same record, and both end at the same anchor of a generated page.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from html import escape
from typing import Any

from explainer import data, facts, sources, story

# From a reference, such as "claim:c40", to (address, title), or None where there is nothing to link to.
Resolver = Callable[[str], tuple[str, str] | None]


@dataclass(frozen=True)
class Reference:
    """One record, as a link sees it.

    kind and id name it; page is the generated page that holds it; title is what a list would call it;
    text is the record's own words, whose numbers a link may quote; record is the record itself.
    """

    kind: str
    id: str
    page: str
    title: str
    text: str
    source_ids: tuple[str, ...]
    record: Any

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def href(self) -> str:
        """The link as a chapter writes it."""
        return f"../book/{self.page}.md#{self.id}"


def _words(record: Any, names: Iterable[str]) -> str:
    return "\n".join(str(getattr(record, name)) for name in names if getattr(record, name) is not None)


def _claim_text(claim: Any) -> str:
    evidence = [e.text for e in (*claim.evidence_for, *claim.evidence_against)]
    return "\n".join([_words(claim, ["speaker", "role", "claim", "quote", "status_reason"]), *evidence])


def _claim_title(claim: Any) -> str:
    return f"{claim.speaker}, {story.spelled(claim.date)}"


@dataclass(frozen=True)
class _Kind:
    """How records of one kind become references."""

    page: str
    records: Callable[[], Iterable[Any]]
    title: Callable[[Any], str]
    text: Callable[[Any], str]


def _fields(*names: str) -> Callable[[Any], str]:
    return lambda record: _words(record, names)


_KINDS: Mapping[str, _Kind] = {
    "fact": _Kind(
        "facts", lambda: facts.facts().values(), lambda f: f.label, lambda f: f"{f.shown}\n{f.meaning}"
    ),
    "claim": _Kind("claims", story.claims, _claim_title, _claim_text),
    "event": _Kind("timeline", story.timeline, lambda e: e.title, _fields("title", "what_happened")),
    "term": _Kind("glossary", story.glossary, lambda t: t.term, _fields("definition", "contested")),
    "source": _Kind(
        "sources", lambda: sources.sources().values(), lambda s: s.line(), _fields("title", "note")
    ),
    "table": _Kind("data", lambda: map(data.describe, data.tables()), lambda t: t.title, lambda t: t.title),
    "comparator": _Kind(
        "deal",
        story.comparators,
        lambda c: c.name,
        _fields(
            "name", "instrument", "binding", "text_public", "legislature_approved", "stated_value", "note"
        ),
    ),
    "deal-term": _Kind(
        "deal", story.deal_terms, lambda t: t.term, _fields("term", "public", "not_disclosed")
    ),
    "deposit": _Kind("deal", story.deposits, lambda d: d.name, _fields("name", "status", "note")),
    "law": _Kind("deal", story.law, lambda n: n.title, _fields("title", "text")),
    "party": _Kind(
        "deal",
        story.parties,
        lambda p: p.name,
        _fields("name", "role_in_story", "strongest_case", "main_criticism", "not_known", "about"),
    ),
}
KINDS = tuple(_KINDS)
PAGES = tuple(dict.fromkeys(kind.page for kind in _KINDS.values()))


@cache
def references_of(kind: str) -> Mapping[str, Reference]:
    """All references of one kind, by id."""
    how = _KINDS[kind]
    return {
        record.id: Reference(
            kind, record.id, how.page, how.title(record), how.text(record), record.source_ids, record
        )
        for record in how.records()
    }


def reference(name: str) -> Reference:
    """Look up "kind:id".

    Raises
    ------
    ValueError
        In one line, naming the nearest kind or ids.
    """
    kind, _, id = name.partition(":")
    if kind not in _KINDS or not id:
        msg = f'reference "{name}": write it as kind:id, with one of the kinds {", ".join(KINDS)}'
        raise ValueError(msg)
    found = references_of(kind).get(id)
    if found is None:
        near = get_close_matches(id, references_of(kind), n=3, cutoff=0.4)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        msg = f'reference "{name}": there is no {kind} of that id{hint}'
        raise ValueError(msg)
    return found


def link_html(name: str, resolve: Resolver | None = None) -> str:
    """A reference as a link with a card, or as mere words where there is nothing to link to.

    resolve: by default the references of the book.

    Raises
    ------
    ValueError
        In one line, if it names nothing.
    """
    found = (resolve or _book_link)(name)
    if found is None:
        return f"<cite>{escape(name)}</cite>"
    href, title = found
    return f'<a class="ref" data-ref="{escape(name)}" href="{escape(href)}">{escape(title)}</a>'


def _book_link(name: str) -> tuple[str, str]:
    found = reference(name)
    return found.href, found.title


_HREF = re.compile(r"^(?:\.\./book/|\./)?(?P<page>[\w-]+)\.(?:md|html)#(?P<id>[^\s#]+)$")


def parse_href(href: str) -> Reference | None:
    """The reference a link points at; None for any other link.

    Raises
    ------
    ValueError
        If the link names a generated page and an id that is not on it.
    """
    match = _HREF.match(href)
    if not match or match["page"] not in PAGES:
        return None
    for kind, how in _KINDS.items():
        if how.page == match["page"] and match["id"] in references_of(kind):
            return references_of(kind)[match["id"]]
    ids = [id for kind, how in _KINDS.items() if how.page == match["page"] for id in references_of(kind)]
    near = get_close_matches(match["id"], ids, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    msg = f'link "{href}": nothing on {match["page"]}.md has the id "{match["id"]}"{hint}'
    raise ValueError(msg)
