"""Reference links of the built book: resolved against the records, marked for their cards."""

import re
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from explainer.references import PAGES, parse_href

logger = logging.getLogger(__name__)


class ReferenceLinks(SphinxPostTransform):
    """Turn links to records into links with a card.

    MyST resolves `facts.md#id` against heading slugs only, so this runs before it (its priority is 9).
    """

    default_priority = 5

    def run(self, **_: object) -> None:
        for node in list(self.document.findall(addnodes.pending_xref)):
            page = node.get("reftarget", "").rpartition("/")[2]
            anchor = node.get("reftargetid")
            if node.get("refdomain") == "doc" and anchor and page in PAGES:
                self._replace(node, page, anchor)

    def _replace(self, node: addnodes.pending_xref, page: str, anchor: str) -> None:
        try:
            found = parse_href(f"../book/{page}.md#{anchor}")
        except ValueError as error:
            logger.warning("%s", error, location=node)
            return
        uri = self.app.builder.get_relative_uri(self.env.docname, f"book/{page}") + f"#{anchor}"
        opening = f'<a class="ref" href="{escape(uri)}" data-ref="{escape(found.name)}">'
        node.replace_self(
            [nodes.raw("", opening, format="html"), *node.children, nodes.raw("", "</a>", format="html")]
        )


_PAGE_LINK = re.compile(r'href="((?:\.\./)*(?:book/|notebooks/)?[\w-]+)\.(?:md|ipynb)(#[^"]*)?"')
_TABLE_LINK = re.compile(r'href="(?:\.\./)*src/explainer/data/([\w-]+\.csv)"')

_LOOK = re.compile(r'<style class="explainer-look">.*?</style>', re.DOTALL)


def for_the_site(html: str, root: str) -> str:
    """Point the links of raw HTML at built pages: `x.md#id` -> `x.html#id`, tables -> their published copy.

    The look that a figure carries along for a notebook is taken out: the site's own style sheet has it.

    root is the way from the page to the top of the site, "../" for a page in a folder.
    """
    html = _LOOK.sub("", html)
    html = _PAGE_LINK.sub(r'href="\1.html\2"', html)
    return _TABLE_LINK.sub(rf'href="{root}_static/data/\1"', html)


def rewrite_raw_html(app, doctree: nodes.document, docname: str) -> None:
    """Sphinx's doctree-resolved: raw HTML of outputs and records, made for the site."""
    root = "../" * docname.count("/")
    for node in list(doctree.findall(nodes.raw)):
        if "html" in node.get("format", "").split():
            text = for_the_site(node.astext(), root)
            node.replace_self(nodes.raw("", text, format="html"))
