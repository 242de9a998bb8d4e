"""Boxes: block quotes that begin with a bold lead get a form of their own on the page."""

import re

from docutils import nodes


def mark_boxes(app, doctree: nodes.document, docname: str) -> None:
    """Sphinx's doctree-resolved: name each box after its lead ("In brief" -> `in-brief`)."""
    for quote in doctree.findall(nodes.block_quote):
        lead = _lead(quote)
        if lead:
            quote["classes"] += ["box", re.sub(r"[^a-z]+", "-", lead.lower()).strip("-")]


def _lead(quote: nodes.block_quote) -> str | None:
    """The bold words that the first paragraph begins with; the parser may put empty text before them."""
    first = next(iter(quote.findall(nodes.paragraph)), None)
    begins = next((child for child in first.children if child.astext().strip()), None) if first else None
    return begins.astext() if isinstance(begins, nodes.strong) else None
