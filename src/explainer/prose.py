"""Markdown as the proof reads it: paragraphs with their links, quotations and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_HTML_LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
_QUOTED = re.compile(r"[\u201c\"]([^\u201c\u201d\"]+)[\u201d\"]")


@dataclass(frozen=True)
class Link:
    """A link within a paragraph: where it points, and which characters of the text it holds."""

    href: str
    start: int
    end: int


@dataclass(frozen=True)
class Paragraph:
    """One block of prose: its text without markup (code left out), its links, its line in the source."""

    text: str
    links: tuple[Link, ...]
    line: int
    kind: str = "prose"

    def link_at(self, start: int, end: int) -> Link | None:
        """The link that holds these characters, if one does."""
        return next((link for link in self.links if link.start <= start and end <= link.end), None)

    def quotations(self) -> Iterator[tuple[int, int, str]]:
        """Start, end and words of each text in quotation marks."""
        for match in _QUOTED.finditer(self.text):
            yield match.start(), match.end(), match[1]


@cache
def _parser():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def paragraphs(markdown: str) -> list[Paragraph]:
    """Every block of prose of a Markdown text, in order; code blocks are no prose."""
    found = []
    kind = "prose"
    line = 1
    for token in _parser().parse(markdown):
        if token.map:
            line = token.map[0] + 1
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "prose"
        elif token.type == "inline":
            found.append(_inline(token.children, line, kind))
        elif token.type == "html_block":
            found.append(_html(token.content, line))
    return [paragraph for paragraph in found if paragraph.text.strip()]


def _inline(children, line: int, kind: str) -> Paragraph:
    text, links, open_links = "", [], []
    for child in children:
        if child.type == "link_open":
            open_links.append((child.attrs["href"], len(text)))
        elif child.type == "link_close":
            href, start = open_links.pop()
            links.append(Link(href, start, len(text)))
        elif child.type == "text":
            text += child.content
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
        elif child.type == "code_inline":
            text += "\u25a1"
    return Paragraph(text, tuple(links), line, kind)


def _html(content: str, line: int) -> Paragraph:
    text, links, position = "", [], 0
    for match in _HTML_LINK.finditer(content):
        text += _TAG.sub(" ", content[position : match.start()])
        start = len(text)
        text += _TAG.sub("", match[2])
        links.append(Link(match[1], start, len(text)))
        position = match.end()
    return Paragraph(text + _TAG.sub(" ", content[position:]), tuple(links), line)


def words(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return re.findall(r"[A-Za-z\u00c0-\u024f][\w'\u2019-]*", text)


def reading_grade(texts: list[str]) -> float:
    """The Flesch-Kincaid grade of running prose: years of school, about.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al., 1975). Syllables are counted
    as the places where pyphen's English patterns would break a word, plus one.
    """
    import pyphen

    hyphens = pyphen.Pyphen(lang="en_US")
    # An abbreviation's or a number's point ends no sentence.
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?:;])\s+(?=[A-Z\u201c\"])", text) if words(s)]
    counted = [word for sentence in sentences for word in words(sentence)]
    if not counted:
        return 0.0
    syllables = sum(len(hyphens.positions(word)) + 1 for word in counted)
    return 0.39 * len(counted) / len(sentences) + 11.8 * syllables / len(counted) - 15.59
