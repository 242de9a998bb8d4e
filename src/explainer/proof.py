"""What `explainer check` proves, as one list of findings.

Each proof is a function that yields findings; none of them changes anything. The rule for numbers is
told in CONTRIBUTING.md ("The way of a number").
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from explainer import quantities, quiz, references, sources, story
from explainer.backing import contains, refused_words, unbacked
from explainer.balance import balance
from explainer.errors import FAULT, Finding
from explainer.prose import Paragraph, paragraphs, reading_grade, words
from explainer.quantities import Quantity
from explainer.references import Reference

HIGHEST_GRADE = 10
CHAPTER_WORDS = {"08-the-arguments": (900, 2500)}
CHAPTER_OF_CASES = "08-the-arguments"
DEFAULT_CHAPTER_WORDS = (900, 1600)


def findings(root: Path) -> list[Finding]:
    """Everything that is not proven, in the order a person would mend it."""
    broken = list(_records())
    if broken:  # nothing else can be judged on records that do not load
        return broken
    proofs: list[Callable[[Path], Iterable[Finding]]] = [
        _sourced,
        _pages,
        _notebooks,
        _handwritten,
        _banks,
        _charts,
        _explorers,
    ]
    return [finding for proof in proofs for finding in proof(root)]


# --- records ----------------------------------------------------------------------------------------


def _records() -> Iterator[Finding]:
    """The tables and records load: their readers refuse what cannot be."""
    from explainer import data

    readers = [
        sources.sources,
        story.timeline,
        story.claims,
        story.parties,
        story.deal_terms,
        story.comparators,
    ]
    readers += [
        story.deposits,
        story.law,
        story.glossary,
        story.promises,
        story.signals,
        story.arguments,
        story.premises,
    ]
    readers += [lambda name=name: data.load(name, every_row=True) for name in data.tables()]
    for read in readers:
        try:
            read()
        except ValueError as error:
            yield Finding.of(error)


def _sourced(root: Path) -> Iterator[Finding]:
    """Every claim, event, term with a fact in it, and fact has a source."""
    for kind in references.KINDS:
        for found in references.references_of(kind).values():
            try:
                if kind != "source" and getattr(found.record, "needs_source", True) and not found.source_ids:
                    yield Finding(found.name, "has no source", "name at least one in source_ids")
            except ValueError as error:
                yield Finding(found.name, str(error), "mend the function of this fact")


def _pages(root: Path) -> Iterator[Finding]:
    from explainer.site.pages import stale_pages

    for name in stale_pages(root / "book"):
        yield Finding(
            f"book/{name}", "is not what the records say", "run `explainer pages` and commit the page"
        )


# --- prose ------------------------------------------------------------------------------------------


def _notebooks(root: Path) -> Iterator[Finding]:
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        yield from _notebook(path, path.relative_to(root).as_posix())


def _notebook(path: Path, name: str) -> Iterator[Finding]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError) as error:
        yield Finding(name, f"is not a notebook ({error})", "save it again from JupyterLab")
        return
    prose = []
    for number, cell in enumerate(cells, start=1):
        where = f"{name}, cell {number}"
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found = paragraphs(source)
            prose += [p for p in found if p.kind == "prose"]
            yield from (finding for paragraph in found for finding in _paragraph(paragraph, where))
        elif cell.get("outputs") or cell.get("execution_count"):
            yield Finding(where, "is stored with its output", "clear all outputs and save")
    yield from _length_and_grade([p.text for p in prose], name, path.stem)
    if path.stem == CHAPTER_OF_CASES:
        text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        yield from (Finding(f"{name}, {f.where}", f.what, f.mend) for f in balance(text).findings)


def _length_and_grade(texts: list[str], name: str, chapter: str) -> Iterator[Finding]:
    fewest, most = CHAPTER_WORDS.get(chapter, DEFAULT_CHAPTER_WORDS)
    count = sum(len(words(text)) for text in texts)
    if not fewest <= count <= most:
        yield Finding(name, f"has {count} words of prose", f"a chapter has {fewest} to {most}")
    grade = reading_grade([text for text in texts if len(words(text)) > 8])
    if grade > HIGHEST_GRADE:
        yield Finding(
            name, f"reads at grade {grade:.1f}", f"shorten sentences and words to grade {HIGHEST_GRADE}"
        )


def _handwritten(root: Path) -> Iterator[Finding]:
    """The pages in book/ that a person wrote."""
    generated = {f"{page}.md" for page in references.PAGES}
    for path in sorted((root / "book").glob("*.md")):
        if path.name not in generated:
            for paragraph in paragraphs(_without_front_matter(path.read_text(encoding="utf-8"))):
                yield from _paragraph(paragraph, f"book/{path.name}, line {paragraph.line}")


def _without_front_matter(text: str) -> str:
    """Front matter blanked, so that line numbers stay true."""
    return re.sub(r"\A---\n.*?\n---\n", lambda m: "\n" * m.group().count("\n"), text, flags=re.DOTALL)


def _paragraph(paragraph: Paragraph, where: str) -> Iterator[Finding]:
    found, dangling = _references(paragraph)
    for error in dangling:
        yield Finding(where, error, "link to an id that exists")
    yield from _numbers(paragraph, found, where)
    yield from (Finding(where, what, mend) for what, mend in refused_words(paragraph))


def _references(paragraph: Paragraph) -> tuple[dict[str, Reference], list[str]]:
    """What the paragraph's links point at, by address, and what is wrong with the others."""
    found, errors = {}, []
    for link in paragraph.links:
        try:
            target = references.parse_href(link.href)
        except ValueError as error:
            errors.append(str(error))
        else:
            if target:
                found[link.href] = target
    return found, errors


def _numbers(paragraph: Paragraph, found: dict[str, Reference], where: str) -> Iterator[Finding]:
    carried = _carried_quotations(paragraph, found)
    for quantity in quantities.quantities(paragraph.text):
        target = _target(paragraph, quantity, found)
        if target:
            yield from _holds(quantity, target, where)
        elif not any(start <= quantity.start and quantity.end <= end for start, end in carried):
            yield Finding(
                where, f'"{quantity.text}" has no source', "link it to a fact or to the record it is from"
            )
    for quantity in quantities.fractions(paragraph.text):
        target = _target(paragraph, quantity, found)
        if target and target.kind == "fact" and not _fraction_holds(quantity, target.record.value):
            yield Finding(where, f'"{quantity.text}" is not {target.record.shown}', f"see {target.name}")


def _target(paragraph: Paragraph, quantity: Quantity, found: dict[str, Reference]) -> Reference | None:
    """The record that the link around a number points at, if there is one."""
    link = paragraph.link_at(quantity.start, quantity.end)
    return found.get(link.href) if link else None


def _carried_quotations(paragraph: Paragraph, found: dict[str, Reference]) -> list[tuple[int, int]]:
    """Quotations whose words stand in a record that the paragraph links to: their numbers are that record's."""
    texts = [_plain(target.text) for target in found.values()]
    return [
        (start, end)
        for start, end, said in paragraph.quotations()
        if any(_plain(said) in text for text in texts)
    ]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _holds(quantity: Quantity, target: Reference, where: str) -> Iterator[Finding]:
    if target.kind == "fact":
        if not quantities.holds(quantity, target.record.value):
            yield Finding(
                where,
                f'"{quantity.text}" is not {target.record.shown}',
                f"correct it, or the link to {target.name}",
            )
    elif not contains(target, quantity):
        yield Finding(
            where,
            f'"{quantity.text}" is not in {target.name} ({target.title})',
            "link to the record that carries it",
        )


def _fraction_holds(quantity: Quantity, value: float) -> bool:
    return quantities.holds(quantity, value) or quantities.holds(quantity, value / 100)


# --- quizzes and charts -----------------------------------------------------------------------------


def _banks(root: Path) -> Iterator[Finding]:
    """What `explainer quiz check` calls a fault; its advice is for the author to weigh."""
    for path in sorted((root / "src" / "explainer" / "quiz" / "banks").glob("*.yaml")):
        found = quiz.bank_findings(path.read_bytes(), path.name, of_the_book=True)
        yield from (finding for finding in found if finding.severity == FAULT)


def _charts(root: Path) -> Iterator[Finding]:
    from explainer import charts

    for name, draw in charts.every_chart():
        try:
            draw()
        except ValueError as error:
            yield Finding(f"charts.{name}", str(error), "mend the chart function or its rows")


def _explorers(root: Path) -> Iterator[Finding]:
    """Each explorer is whole, its prose is borne out, and the states that a page shows first can be drawn.

    One that lacks its prediction, things to try or what it leaves out refuses to be declared.
    """
    from explainer import explorers

    for name in explorers.NAMES:
        where = f"explorers.{name}"
        try:
            found = getattr(explorers, name)
            yield from _texts(found.texts, found.references, where)
            found.html()
        except (ValueError, ImportError, AttributeError) as error:
            yield Finding(where, str(error), "mend its module or its name in explorers.NAMES")


def _texts(texts: Iterable[str], names: Iterable[str], where: str) -> Iterator[Finding]:
    """References exist and carry the numbers of texts that rest on them, and the words say when and take no side."""
    targets = []
    names = tuple(dict.fromkeys(names))
    for name in names:
        try:
            targets.append(references.reference(name))
        except ValueError as error:
            yield Finding(where, str(error), "name a record that exists")
    for text in texts:
        for quantity in unbacked(text, targets):
            mend = "name the fact or record that carries it in because="
            yield Finding(where, f'"{quantity.text}" is in none of {", ".join(names)}', mend)
        yield from (Finding(where, *said) for said in refused_words(Paragraph(text, (), 0)))
