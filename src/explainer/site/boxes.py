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
    first = next(iter(quote.children), None)
    bold = next(iter(first.children), None) if isinstance(first, nodes.paragraph) else None
    return bold.astext() if isinstance(bold, nodes.strong) else None
