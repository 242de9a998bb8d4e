"""The reference pages, written from the records: pure text in, Markdown out.

Each page is a Markdown file with the records as plain HTML, so that the same text opens in a
notebook server, on a code host and in the book. All text is escaped: a record never adds markup.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

from explainer import data, facts, sources, story
from explainer.references import Reference, reference

STRAND_TITLES = {
    "deal": "News, law and documents of the deal",
    "data": "Measured numbers",
}
_GENERATED = "<!-- Written from the records by `explainer pages`. Change the records, not this file. -->"


def pages() -> Mapping[str, str]:
    """Every reference page: file name -> text."""
    writers: Mapping[str, Callable[[], str]] = {
        "facts.md": _facts_page,
        "claims.md": _claims_page,
        "timeline.md": _timeline_page,
        "glossary.md": _glossary_page,
        "sources.md": _sources_page,
        "data.md": _data_page,
        "deal.md": _deal_page,
    }
    return {name: write() for name, write in writers.items()}


def stale_pages(directory: Path) -> Mapping[str, str]:
    """The pages whose file differs from what the records say, or is missing: file name -> text it should have."""
    return {name: text for name, text in pages().items() if _text_of(directory / name) != text}


def write_pages(directory: Path) -> list[str]:
    """Write the pages that differ; return their names."""
    stale = stale_pages(directory)
    for name, text in stale.items():
        (directory / name).write_text(text, encoding="utf-8")
    return list(stale)


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


# --- pieces -------------------------------------------------------------------------------------


def _page(title: str, intro: str, *sections: str) -> str:
    return "\n\n".join([f"# {title}", _GENERATED, intro, *sections]) + "\n"


def _records(articles: Iterable[str]) -> str:
    return "\n".join(articles)


def _link(found: Reference) -> str:
    return f'<a href="{found.page}.md#{escape(found.id)}">{escape(found.title)}</a>'


def source_links(source_ids: Iterable[str], page: str = "sources.md") -> str:
    """The sources as links into a page of sources, by publisher and date."""
    return "; ".join(
        f'<a href="{page}#{escape(s.id)}">{escape(s.publisher)}{", " + escape(s.date) if s.date else ""}</a>'
        for s in map(sources.source, source_ids)
    )


def mark(word: str) -> str:
    """A certainty or status word as a small mark; its form, not only its colour, tells it apart."""
    return f'<span class="mark" data-mark="{escape(word.replace(" ", "-"))}">{escape(word)}</span>'


def _article(kind: str, id: str, title: str, *lines: str, **data_attributes: str) -> str:
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data_attributes.items())
    body = "\n".join(line for line in lines if line)
    return (
        f'<article class="record" data-kind="{kind}" id="{escape(id)}"{attributes}>\n'
        f'<h3>{title}</h3>\n{body}\n<p class="small">Entry {escape(id)}.</p>\n</article>'
    )


_FILTER_LABELS = {
    "group": "Side",
    "kind-of": "Kind",
    "status": "Status",
    "certainty": "Certainty",
    "strand": "Strand",
}


def _filters(**choices: Mapping[str, str]) -> str:
    """A box to filter the records by words and by their data attributes; a script makes it work."""
    selects = "".join(
        f'<label><span>{_FILTER_LABELS[name]}</span><select data-name="{name}"><option value="">all</option>'
        + "".join(
            f'<option value="{escape(value)}">{escape(title)}</option>' for value, title in options.items()
        )
        + "</select></label>"
        for name, options in choices.items()
    )
    return (
        '<div class="filters" hidden><label><span>Words</span><input type="search" autocomplete="off"></label>'
        f'{selects}<p class="small" role="status"></p></div>'
    )


def _same(words: Iterable[str]) -> dict[str, str]:
    return {word.replace(" ", "-"): word for word in words}


def _line(label: str, text: str | None) -> str:
    return f"<p><b>{label}:</b> {escape(text)}</p>" if text else ""


def _sources_line(source_ids: Iterable[str]) -> str:
    return f'<p class="small">Sources: {source_links(source_ids)}</p>'


# --- the pages ----------------------------------------------------------------------------------


def _facts_page() -> str:
    intro = (
        "Every number that the chapters quote by name. Each is computed from the rows of a table or from the "
        "records when the book is built, so a changed row changes the page. A number in the text with a dotted "
        "line under it leads here."
    )
    by_module: dict[str, list[str]] = {}
    for fact in facts.facts().values():
        by_module.setdefault(fact.module, []).append(_fact_article(fact))
    sections = [f"## {_strand_of(module)}\n\n{_records(articles)}" for module, articles in by_module.items()]
    return _page("Every number, with its source", intro + "\n\n" + _filters(), *sections)


def _strand_of(module: str) -> str:
    """What the facts of one module are about: the first line of its docstring, up to the colon."""
    return sys.modules[module].__doc__.splitlines()[0].partition(":")[0].rstrip(".")


def _fact_article(fact: facts.Fact) -> str:
    return _article(
        "fact",
        fact.id,
        escape(fact.label),
        f'<p class="value">{escape(fact.shown)}</p>',
        f"<p>{escape(fact.meaning)}</p>",
        f'<p class="small">Computed from {len(fact.rows)} {"row" if len(fact.rows) == 1 else "rows"}.</p>',
        _sources_line(fact.source_ids),
    )


def _claims_page() -> str:
    statuses = " ".join(
        f"{mark(word)} {escape(meaning)}<br>" for word, meaning in story.STATUS_MEANINGS.items()
    )
    intro = (
        "What each person or body said, when, and what speaks for and against it. The status rates the claim, "
        "never the speaker. Opinions, forecasts and demands are not scored true or false.\n\n"
        f"<p>{statuses}</p>\n\n"
        + _filters(group=story.GROUPS, **{"kind-of": _same(story.KINDS), "status": _same(story.STATUSES)})
    )
    by_group: dict[str, list[str]] = {}
    for claim in story.claims():
        by_group.setdefault(claim.group, []).append(_claim_article(claim))
    sections = [
        f"## {title}\n\n{_records(by_group[group])}"
        for group, title in story.GROUPS.items()
        if group in by_group
    ]
    return _page("Every claim, with its evidence", intro, *sections)


def _claim_article(claim: story.Claim) -> str:
    return _article(
        "claim",
        claim.id,
        f"{escape(claim.speaker)}, {escape(story.spelled(claim.date))}",
        f"<p>{escape(claim.claim)}</p>",
        f"<blockquote><p>{escape(claim.quote)}</p></blockquote>" if claim.quote else "",
        f"<p>{mark(claim.status)} {escape(claim.status_reason)}</p>",
        _evidence("For", claim.evidence_for),
        _evidence("Against", claim.evidence_against),
        f'<p class="small">{escape(claim.role)}. {escape(claim.kind.capitalize())}.</p>',
        _sources_line(claim.source_ids),
        group=claim.group,
        **{"kind-of": claim.kind.replace(" ", "-"), "status": claim.status.replace(" ", "-")},
    )


def _evidence(label: str, evidence: Iterable[story.Evidence]) -> str:
    items = "".join(
        f'<li>{escape(e.text)} <span class="small">({source_links(e.source_ids)})</span></li>'
        for e in evidence
    )
    return f"<p><b>{label}:</b></p>\n<ul>{items}</ul>" if items else f"<p><b>{label}:</b> none found.</p>"


def _timeline_page() -> str:
    intro = (
        "What happened, in order. Confirmed means that independent sources agree, or that the official text was "
        "read; reported, that one source or sources with one origin say so; disputed, that sources conflict on it. "
        "How far the evidence reaches differs by part of the story.\n\n"
        + _strands()
        + "\n\n"
        + _filters(certainty=_same(story.CERTAINTIES))
    )
    years = [
        f"## {year}\n\n{_records(_event_article(event) for event in events)}"
        for year, events in groupby(story.timeline(), key=lambda event: event.date[:4])
    ]
    return _page("Timeline", intro, *years)


def _strands() -> str:
    rows = "".join(
        f"<tr><td>{escape(s.part)}</td><td>{escape(s.newest_item)}</td></tr>" for s in story.STRANDS
    )
    return (
        "<table><caption>How far the evidence reaches</caption><thead><tr>"
        '<th scope="col">Part of the story</th><th scope="col">Newest item found</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _event_article(event: story.Event) -> str:
    return _article(
        "event",
        event.id,
        f"{escape(story.spelled(event.date))}: {escape(event.title)}",
        f"<p>{mark(event.certainty)} {escape(event.what_happened)}</p>",
        f'<p class="small">Who: {escape("; ".join(event.actors))}.</p>',
        _sources_line(event.source_ids),
        certainty=event.certainty,
    )


def _glossary_page() -> str:
    intro = (
        "The words of the story, each defined once. Where people use a word differently, the entry says who uses "
        "it how.\n\n" + _filters()
    )
    letters = [
        f'## {letter}\n\n<dl class="glossary">\n{_records(_term_entry(term) for term in terms)}\n</dl>'
        for letter, terms in groupby(sorted(story.glossary(), key=lambda t: t.term.lower()), key=_initial)
    ]
    return _page("Glossary", intro, *letters)


def _initial(term: story.Term) -> str:
    return term.term[0].upper() if term.term[0].isalpha() else "0-9"


def _term_entry(term: story.Term) -> str:
    see = ", ".join(_link(reference(f"term:{other}")) for other in term.see)
    return "\n".join(
        part
        for part in (
            f'<div class="record" data-kind="term"><dt id="{escape(term.id)}">{escape(term.term)}</dt>',
            f"<dd><p>{escape(term.definition)}</p>",
            f"<p><b>Contested:</b> {escape(term.contested)}</p>" if term.contested else "",
            f'<p class="small">See also: {see}</p>' if see else "",
            _sources_line(term.source_ids) if term.source_ids else "",
            "</dd></div>",
        )
        if part
    )


def _sources_page() -> str:
    intro = (
        "Everything the book draws on. Most news pages were read as archived excerpts, not whole, and the note "
        "of a source says so where it matters. Publishers keep their rights; single facts are cited.\n\n"
        "**An open question.** Users of the British Geological Survey's (BGS) data service state the Open "
        "Government Licence; others list the same data as the copyright of NERC, the survey's parent. The book "
        "uses BGS rows with attribution where no other series exists, and the question is not settled.\n\n"
        + _filters(strand=STRAND_TITLES)
    )
    articles: dict[str, list[str]] = {}
    for source in sources.sources().values():
        articles.setdefault(source.strand, []).append(_source_article(source))
    sections = [
        f"## {title}\n\n{_records(articles[strand])}"
        for strand, title in STRAND_TITLES.items()
        if strand in articles
    ]
    return _page("Sources", intro, *sections)


def _source_article(source: sources.Source) -> str:
    address = (
        f'<p class="small"><a href="{escape(source.url)}" rel="noopener">{escape(source.url)}</a></p>'
        if source.url and source.url.startswith(("https://", "http://"))
        else '<p class="small">Address: not known.</p>'
    )
    details = [source.author, source.kind, source.language, source.date or "date not known"]
    licence = source.licence or "not stated"
    if source.licence_note:
        licence = f"{licence} ({source.licence_note})"
    return _article(
        "source",
        source.id,
        escape(f"{source.publisher}: {source.title}"),
        f'<p class="small">{escape(", ".join(filter(None, details)))}. Licence: {escape(licence)}.</p>',
        f"<p>{escape(source.note)}</p>" if source.note else "",
        address,
        strand=source.strand,
    )


def _data_page() -> str:
    intro = (
        "The tables behind the charts. One row is one observation, and every row names its source. An empty cell "
        "means not known, never zero. Where several sources give the same number, one row is marked as preferred "
        "and the others are kept to show the disagreement.\n\n"
        'In a notebook, `load("ree_mine_production").to_frame()` gives a table as a pandas frame.'
    )
    articles = [_table_article(name) for name in data.tables()]
    return _page("Data", intro, "## The tables\n\n" + _records(articles))


def _table_article(name: str) -> str:
    table = data.load(name, every_row=True)
    columns = "".join(
        f'<tr><th scope="row">{escape(c.name)}</th><td>{escape(c.type)}</td><td>{escape(c.unit or "")}</td>'
        f"<td>{escape(c.description or '')}</td></tr>"
        for c in table.columns
    )
    return _article(
        "table",
        name,
        escape(table.title),
        f"<p>{escape(table.description)}</p>",
        f'<p><a href="../src/explainer/data/{name}.csv" download>{name}.csv</a>, {len(table):,} rows.</p>',
        f"<details><summary>Columns of {name}</summary><table><thead><tr>"
        '<th scope="col">Column</th><th scope="col">Type</th><th scope="col">Unit</th><th scope="col">Meaning</th>'
        f"</tr></thead><tbody>{columns}</tbody></table></details>",
        _sources_line(table.source_ids),
    )


def _deal_page() -> str:
    intro = (
        "Records of the deal that are neither a claim nor an event: what of its terms is public, how other deals "
        "compare, who the parties are, which places are named, and what the law says."
    )
    return _page(
        "The deal in records",
        intro,
        "## Terms: public, and not disclosed\n\n" + _records(map(_deal_term_article, story.deal_terms())),
        "## Comparable deals\n\n" + _records(map(_comparator_article, story.comparators())),
        "## Who is who\n\n" + _records(map(_party_article, story.parties())),
        "## Law and institutions\n\n" + _records(map(_law_article, story.law())),
        "## Places\n\n" + _records(map(_deposit_article, story.deposits())),
    )


def _deal_term_article(term: story.DealTerm) -> str:
    return _article(
        "deal-term",
        term.id,
        escape(term.term),
        _line("Public", term.public),
        _line("Not disclosed or not found", term.not_disclosed),
        _sources_line(term.source_ids),
    )


def _comparator_article(comparator: story.Comparator) -> str:
    return _article(
        "comparator",
        comparator.id,
        f"{escape(comparator.name)}, {escape(story.spelled(comparator.date))}",
        _line("Instrument", comparator.instrument),
        _line("Binding", comparator.binding),
        _line("Text public", comparator.text_public),
        _line("Approved by a legislature", comparator.legislature_approved),
        _line("Stated value", comparator.stated_value),
        _line("Minerals", ", ".join(comparator.minerals)),
        f"<p>{escape(comparator.note)}</p>" if comparator.note else "",
        _sources_line(comparator.source_ids),
    )


def _party_article(party: story.Party) -> str:
    return _article(
        "party",
        party.id,
        escape(party.name),
        f'<p class="small">{escape(party.type)}</p>',
        f"<p>{escape(party.role_in_story)}</p>",
        f"<p>{escape(party.about)}</p>" if party.about else "",
        _line("Strongest case", party.strongest_case),
        _line("Main criticism", party.main_criticism),
        _line("Not known", party.not_known),
        _sources_line(party.source_ids),
    )


def _law_article(note: story.LawNote) -> str:
    return _article("law", note.id, escape(note.title), _markdown(note.text), _sources_line(note.source_ids))


def _markdown(text: str) -> str:
    """Markdown as HTML without blank lines (a blank line would end the block of HTML); tags in it stay text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text).strip()


def _deposit_article(deposit: story.Deposit) -> str:
    position = (
        f"{deposit.lat}, {deposit.lon} ({deposit.precision}; {deposit.coordinate_basis})"
        if deposit.lat is not None
        else "not known"
    )
    return _article(
        "deposit",
        deposit.id,
        escape(f"{deposit.name}, {deposit.province}"),
        _line("Commodity", ", ".join(deposit.commodity)),
        _line("Status", deposit.status),
        _line("Rare earths", deposit.ree_status),
        _line("Position", position),
        f"<p>{escape(deposit.note)}</p>" if deposit.note else "",
        _sources_line(deposit.source_ids),
    )


__all__ = ["mark", "pages", "source_links", "stale_pages", "write_pages"]
