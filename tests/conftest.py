"""What several test files share: a browser, pages in it, a loopback server, golden files."""

import difflib
import functools
import http.server
import json
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path

import hypothesis
import pytest

from find_browser import ARGUMENTS, MEND, find_browser

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("book", deadline=None)
hypothesis.settings.load_profile("book")

GOLDEN = Path(__file__).parent / "golden"
WIDGETS = Path(__file__).parents[1] / "src" / "explainer" / "widgets"


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; read the diff"
    )


# The files that take minutes: begun first, so that no process is left alone with one of them at the end.
LONGEST = ("test_site.py", "test_notebooks.py", "test_quiz_page.py", "test_charts.py")


def pytest_collection_modifyitems(items):
    rank = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.fixture
def golden(request):
    """golden(name, text): text equals tests/golden/<name>; --update-golden writes the file instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if not path.exists():
            pytest.fail(f"no golden file {name}: run pytest --update-golden, then read it", pytrace=False)
        stored = path.read_text(encoding="utf-8")
        if text != stored:
            pytest.fail(_difference(name, stored, text), pytrace=False)

    return compare


def _difference(name: str, stored: str, text: str) -> str:
    lines = difflib.unified_diff(
        stored.splitlines(), text.splitlines(), f"golden/{name}", "what the code gives", lineterm="", n=1
    )
    return "\n".join([f"{name} is not as stored; if it should be: pytest --update-golden", *lines])


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run. A missing browser fails the test; it never skips it."""
    from playwright.sync_api import sync_playwright

    path = find_browser()
    if path is None:
        pytest.fail(MEND, pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser):
    """new_page(**options): a page in a browser context of its own; the options are those of `new_context`."""
    contexts = []

    def open_page(**options):
        context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A page the size of a phone, in a context of its own."""
    return new_page()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")  # a test may write a file anew
        super().end_headers()

    def log_message(self, *args):
        """Say nothing: pytest shows what failed."""


@contextmanager
def serving(directory):
    """The address at which a directory is served, on loopback and on a free port."""
    handler = functools.partial(_QuietHandler, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def serve():
    """serve(directory): the address at which the directory is served."""
    with ExitStack() as servers:
        yield lambda directory: servers.enter_context(serving(directory))


@pytest.fixture(scope="session")
def quiz_module(browser, tmp_path_factory):
    """quiz_module(expression, *values): what the expression, a function of the values, gives in one page for all.

    The quiz's module stands at `quiz` there. The values travel as text, so that every key arrives as it is.
    """
    directory = tmp_path_factory.mktemp("module")
    (directory / "quiz.js").write_bytes((WIDGETS / "quiz.js").read_bytes())
    (directory / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><script type="module">'
        'import * as quiz from "./quiz.js"; window.quiz = quiz;</script>'
    )
    context = browser.new_context()
    with serving(directory) as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("window.quiz")

        def evaluate(expression, *values):
            texts = [json.dumps(value) for value in values]
            run = f"(texts) => JSON.stringify(({expression})(...texts.map((text) => JSON.parse(text))))"
            return json.loads(page.evaluate(run, texts))

        yield evaluate
    context.close()
