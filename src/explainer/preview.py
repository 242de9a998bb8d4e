"""A bank in the browser as the book would show it: for whoever is writing it.

The page is made anew from the file at each load; nothing is written to disk. What a faulty bank says is shown
as text.
"""

import threading
from collections.abc import Callable
from functools import cache, partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from explainer import references
from explainer.errors import ADVICE, FAULT, Finding
from explainer.loopback import listen
from explainer.quiz import Bank, ItemError, own_links, quiz_html
from explainer.quiz.item import PARTS
from explainer.quiz.links import own_source
from explainer.quiz.lint import file_findings
from explainer.quiz.read import is_of_the_book, open_bank, read_content
from explainer.sources import source

_HEADINGS = {"before": "Before you read", "after": "Check yourself", "forecast": "Your forecasts"}
_RECORD = "/record/"
# Nothing but the files of this server, whatever a text of the bank holds.
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; base-uri 'none'"

Report = Callable[[list[Finding]], None]
# The bytes of a bank and the name of its file, or why there are none.
_Read = tuple[bytes, str] | str


class Preview:
    """A bank that is being written. `report` is told what there is to mend, whenever that has changed."""

    def __init__(self, name_or_path: str | Path, part: str | None = None, report: Report = lambda _: None):
        self._name_or_path = name_or_path
        self._of_the_book = is_of_the_book(name_or_path)
        self._part = part
        self._report = report
        self._shown: tuple[_Read, str] | None = None  # what was read, and the page made of it
        self._lock = threading.Lock()

    def page(self) -> str:
        """The page for the file as it is at this moment; a file that is as before is not read twice."""
        with self._lock:
            try:
                read: _Read = read_content(self._name_or_path)
            except ItemError as error:
                read = str(error)
            if self._shown is None or self._shown[0] != read:
                self._shown = read, self._made(read)
            return self._shown[1]

    def _made(self, read: _Read) -> str:
        if isinstance(read, str):
            found = [Finding.of(read)]
            self._report(found)
            return _page(str(self._name_or_path), _listed(found))
        file = open_bank(*read)
        found = file_findings(file, of_the_book=self._of_the_book)
        if file.bank is None:
            self._report(found)
            return _page(file.filename, _listed(found))
        try:
            quizzes = _quizzes(file.bank, self._part)
        except ItemError as error:  # no items of the part asked for
            quizzes, found = "", [Finding.of(error), *found]
        self._report(found)
        return _page(file.bank.title, _listed(found) + quizzes + _own_sources(file.bank))


def open_preview(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of the preview on loopback; port 0 lets the system choose.

    Raises
    ------
    PortError
        If the port is taken.
    """
    return listen(port, partial(_Handler, preview))


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, preview: Preview, *args: object):
        self._preview = preview
        super().__init__(*args)

    def do_GET(self) -> None:
        path = unquote(self.path.partition("?")[0])
        if path == "/":
            self._send(self._preview.page(), "text/html")
        elif path in _ASSETS:
            self._send(*_ASSETS[path]())
        elif path.startswith(_RECORD) and (page := _record_page(path.removeprefix(_RECORD))):
            self._send(page, "text/html")
        else:
            self._send(_page("Not here", "<p>There is no such page in a preview.</p>"), "text/html", 404)

    def _send(self, text: str, kind: str, status: int = 200) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing for each request."""


# ---- Pages


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/look.css"></head>
<body><main><h1 dir="auto">{escape(title)}</h1>
{body}
</main><script type="module" src="/start.js"></script></body></html>
"""


def _listed(found: list[Finding]) -> str:
    """What there is to mend: faults in sight, advice folded."""
    faults, advice = ([f.line() for f in found if f.severity == each] for each in (FAULT, ADVICE))
    html = ""
    if faults:
        html += f'<section class="faults"><h2>To mend</h2>{_items(faults)}<p>Save the file, then reload this page.</p></section>'
    if advice:
        html += f'<details class="advice"><summary>Advice to weigh ({len(advice)})</summary>{_items(advice)}</details>'
    return html


def _items(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _quizzes(bank: Bank, part: str | None) -> str:
    there = {item.part for item in bank.items}
    parts = [part] if part else [each for each in PARTS if each in there]
    resolve = _links(bank)
    return "\n".join(
        f"<h2>{_HEADINGS[each]}</h2>\n{quiz_html(bank, each, resolve=resolve)}" for each in parts
    )


def _links(bank: Bank):
    """The references of a bank, those to records of the book as pages of the preview."""
    own = own_links(bank)

    def resolve(name: str) -> tuple[str, str] | None:
        found = own(name)
        return found if found is None or own_source(bank, name) else (_RECORD + quote(name), found[1])

    return resolve


def _own_sources(bank: Bank) -> str:
    if not bank.sources:
        return ""
    sources = "".join(f'<li id="source-{id}">{escape(text)}</li>' for id, text in bank.sources.items())
    return f'<section class="own-sources"><h2>Sources of this bank</h2><ul>{sources}</ul></section>'


def _record_page(name: str) -> str | None:
    """A record of the book, as far as an author needs it: its words and its sources."""
    try:
        found = references.reference(name)
    except ValueError:
        return None
    text = "".join(f"<p>{escape(line)}</p>" for line in found.text.split("\n") if line.strip())
    sources = _items([source(id).line() for id in found.source_ids])
    return _page(found.title, f'<p class="kind">{escape(name)}</p>{text}<h2>Sources</h2>{sources}')


# ---- Files beside the page


@cache
def _script() -> tuple[str, str]:
    return files("explainer").joinpath("widgets", "quiz.js").read_text(encoding="utf-8"), "text/javascript"


def _start() -> tuple[str, str]:
    return 'import { hydrate } from "./quiz.js";\nhydrate();\n', "text/javascript"


@cache
def _look() -> tuple[str, str]:
    """The book's colours, the quiz's own look, and just enough of a page to stand in."""
    from explainer.charts.style import token_css  # imports matplotlib

    quiz = files("explainer").joinpath("widgets", "quiz.css").read_text(encoding="utf-8")
    return "\n".join([token_css(""), quiz, _PAGE_CSS]), "text/css"


_ASSETS = {"/quiz.js": _script, "/start.js": _start, "/look.css": _look}
_PAGE_CSS = """
:root {
  color-scheme: light dark;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.65 var(--serif); overflow-wrap: break-word; }
main { max-inline-size: 44.5rem; margin-inline: auto; padding: 2rem 1.25rem 4rem; }
h1, h2 { line-height: 1.15; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin-block: 3rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.kind, .advice, .faults, .own-sources li { font: .96rem/1.5 var(--sans); }
.kind { color: var(--muted); }
.faults { border-inline-start: 4px solid var(--bad); padding-inline-start: 1.1rem; }
.faults h2 { margin-block: 0; color: var(--bad); }
.faults li, .advice li { margin-block: .5rem; overflow-wrap: anywhere; }
.faults ul, .advice ul { padding-inline-start: 1.2rem; }
.advice { border-block: 1px solid var(--line); margin-block: 1.5rem; }
.advice summary { cursor: pointer; min-block-size: 44px; padding-block: .6rem; font-weight: 600; }
.own-sources li:target { background: var(--accent-soft); }
@media (max-width: 480px) { body { font-size: 1.06rem; } }
@media print { body { background: #fff; color: #000; } .faults, .advice { display: none; } main { padding: 0; max-inline-size: none; } }
"""
