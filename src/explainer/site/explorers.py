"""The explorers of the built book: their frames drawn or found, written beside the pages, named on them."""

import os
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from sphinx.util import logging

from explainer.site.modules import publish_module

logger = logging.getLogger(__name__)

FOLDER = "_static/explorers"
_SECTION = re.compile(r'<section class="explorer" id="[^"]*" data-explorer="([\w-]+)"')


def setup(app) -> None:
    """Register with Sphinx. The cache of frames comes from book.py."""
    book = BookExplorers(app)
    app.connect("html-page-context", book.dress_page, priority=901)  # after the page has its body
    app.connect("build-finished", book.add_module)


class BookExplorers:
    """The explorers of one build; each one's frames are written once, however many pages it is on."""

    def __init__(self, app):
        self._app = app
        self._integrity: dict[str, str | None] = {}  # by id; None for one without frames

    def dress_page(self, app, pagename, templatename, context, doctree) -> None:
        """Say in each explorer's section where its frames are; say whether the page needs the module."""
        body = context.get("body", "")
        context["explainer_explorers"] = bool(_SECTION.search(body))
        root = "../" * pagename.count("/")

        def named(match: re.Match[str]) -> str:
            integrity = self._integrity_of(match[1], pagename)
            if integrity is None:
                return match[0]
            return f'{match[0]} data-frames="{root}{FOLDER}/{match[1]}.json" data-integrity="{integrity}"'

        context["body"] = _SECTION.sub(named, body)

    def _integrity_of(self, id: str, pagename: str) -> str | None:
        if id not in self._integrity:
            self._integrity[id] = None  # one complaint is enough
            try:
                self._integrity[id] = self._write(id)
            except ValueError as error:
                logger.warning("%s", error, location=pagename)
        return self._integrity[id]

    def _write(self, id: str) -> str | None:
        """Write the frames of an explorer, if it has any; returns the hash by which a browser checks them."""
        from explainer import explorers
        from explainer.explore import Explorer
        from explainer.explore.encode import pack
        from explainer.explore.frames import frames
        from explainer.site.links import for_the_site

        explorer = explorers.explorer_of(id)
        if not isinstance(explorer, Explorer):
            return None
        cache = os.environ.get("EXPLAINER_FRAMES")
        lock = Path(self._app.srcdir) / "requirements.lock"
        found = frames(explorer, Path(cache) if cache else None, basis=[lock] if lock.exists() else [])
        logger.info("explorer %s", found.line())
        # A figure's links are those of a page in a folder, as all pages with figures are.
        content = pack([for_the_site(html, "../") for html in found.html]).encode()
        file = Path(self._app.outdir) / FOLDER / f"{id}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return "sha256-" + b64encode(sha256(content).digest()).decode()

    def add_module(self, app, exception) -> None:
        """Publish the module beside the pages."""
        if not exception and app.builder.format == "html":
            publish_module(files("explainer") / "widgets" / "explorer.js", Path(app.outdir) / "_static")
