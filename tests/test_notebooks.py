"""Every chapter runs as stored: offline from packaged data, and in JupyterLab and Notebook 7."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import TimeoutError

from explainer import explorers
from site_pages import ROOT

CHAPTERS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
FIRST = "01-the-story.ipynb"
PATIENCE_S = 180  # a chapter runs within a minute; a busy machine takes longer

# Put before a kernel's own modules: any address but this machine's is refused, and the refusal is an error in the cell.
NO_NETWORK = """
import socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"a chapter asked for {address[0]}: chapters run offline")
    return _connect(self, address)
socket.socket.connect = connect
"""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_runs_as_stored_without_a_network(chapter, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    (tmp_path / chapter).write_bytes((ROOT / "notebooks" / chapter).read_bytes())
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", chapter],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "JUPYTER_PREFER_ENV_PATH": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )

    assert done.returncode == 0, done.stderr[-1500:]
    cells = [cell for cell in nbformat.read(tmp_path / chapter, 4).cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    assert sum("text/html" in o.get("data", {}) for cell in cells for o in cell.outputs) >= 5


def test_the_guard_of_the_network_refuses_another_host(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    code = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=2)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "chapters run offline" in done.stderr


def start(app, place, log_file):
    """A Jupyter server on a copy of the chapters, on loopback and a free port."""
    environment = os.environ | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "IPYTHONDIR": str(place / "ipython"),
    }
    command = [sys.executable, "-m", app, "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root"]
    command += [f"--ServerApp.root_dir={place}", "--IdentityProvider.token=book"]
    with log_file.open("w") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)


def address_in(log_file, process):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        found = re.search(r"http://127\.0\.0\.1:\d+", log_file.read_text())
        if found:
            try:
                with urllib.request.urlopen(f"{found[0]}/api?token=book", timeout=2):
                    return found[0]
            except OSError:
                pass
        assert process.poll() is None, log_file.read_text()[-2000:]
        time.sleep(0.3)
    pytest.fail(f"the server did not start: {log_file.read_text()[-2000:]}", pytrace=False)


def with_score(notebook):
    """The first chapter, with a last cell that prints what Python knows of its quiz."""
    quiz = next(c for c in notebook["cells"] if 'show_quiz("01-the-story")' in "".join(c["source"]))
    quiz["source"] = ['quiz = show_quiz("01-the-story")\n', "quiz"]
    last = {"cell_type": "code", "id": "score", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].append(
        last | {"source": "print('SCORE', quiz.score, len(quiz.frame().dropna(subset='points')))"}
    )
    return notebook


@pytest.fixture(scope="module", params=["jupyterlab", "notebook"])
def server(request, tmp_path_factory):
    """The address of a chapter in a running server: server("01-the-story.ipynb")."""
    place = tmp_path_factory.mktemp(request.param)
    for chapter in CHAPTERS:
        notebook = json.loads((ROOT / "notebooks" / chapter).read_text(encoding="utf-8"))
        notebook = with_score(notebook) if chapter == FIRST else notebook
        (place / chapter).write_text(json.dumps(notebook), encoding="utf-8")
    log = place / "server.log"
    process = start(request.param, place, log)
    base = address_in(log, process)
    # A workspace a chapter: JupyterLab would open the chapter before again, beside it.
    path = {"jupyterlab": "lab/workspaces/{0}/tree/{0}.ipynb", "notebook": "notebooks/{0}.ipynb"}[
        request.param
    ]
    yield lambda chapter: f"{base}/{path.format(chapter.removesuffix('.ipynb'))}?token=book"
    process.terminate()
    process.wait(timeout=20)


# Before its kernel answers, and shortly after, "Run All Cells" leaves code as it is.
KERNEL_ANSWERS = """async (address) => {
  const sessions = await (await fetch("/api/sessions")).json();
  const { kernel } = sessions.find(({ path }) => address.endsWith(path)) ?? {};
  return kernel?.connections > 0 && kernel.execution_state === "idle";
}"""


def run_all(page, address):
    """Open a chapter and run it by the menu, as a person would; wait until its last cell has run."""
    page.goto(address)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE_S * 1000)
    page.locator(".jp-Cell.jp-CodeCell").first.click()
    page.wait_for_function(KERNEL_ANSWERS, arg=urlsplit(address).path, timeout=PATIENCE_S * 1000)
    begun = page.locator(".jp-InputPrompt", has_text=re.compile(r"\[(\*|\d+)\]")).first
    for _ in range(PATIENCE_S // 4):
        page.keyboard.press("Escape")  # out of the cell, or of a question which kernel to take
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with contextlib.suppress(TimeoutError):
            begun.wait_for(state="attached", timeout=4000)
            break
    page.locator('section.quiz[data-part="after"]').first.wait_for(timeout=PATIENCE_S * 1000)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_runs_in_jupyterlab_and_notebook(server, new_page, chapter):
    page = new_page(viewport={"width": 1280, "height": 1000})

    run_all(page, server(chapter))

    assert page.locator("figure.chart svg").count() >= 2
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0


def test_the_quiz_answers_and_python_sees_the_score(server, new_page):
    page = new_page(viewport={"width": 1280, "height": 1000})
    run_all(page, server(FIRST))
    section = page.locator('section.quiz[data-part="after"].live')
    section.wait_for(timeout=90_000)

    answer_each_type(section, page)
    last = page.locator(".jp-Cell.jp-CodeCell", has_text="print('SCORE'")
    for _ in range(40):  # cells far below are made as one scrolls to them
        page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollBy(0, 1e6)")
        if last.count():
            break
        page.wait_for_timeout(250)
    said = page.get_by_text(re.compile(r"SCORE 0\.\d+ 5\b"))
    for _ in range(
        10
    ):  # the notebook hands answers over on a thread of its own, so the cell may be ahead of them
        last.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(1000)
        if said.count():
            break
    said.wait_for(timeout=30_000)


def answer_each_type(section, page):
    """One item of each type that the first chapter has, by keyboard where the notebook could take the keys."""

    def first(kind):
        return section.locator(f'fieldset.item[data-type="{kind}"]').first

    def check(box):
        box.get_by_role("button", name="Check").click()
        box.get_by_role("button", name="Try again").wait_for()

    first("choose-one").locator("input").first.check()
    check(first("choose-one"))
    first("number").get_by_role("textbox").click()
    page.keyboard.type("12.5")
    check(first("number"))
    order = first("order")
    entries = order.locator(".entry .text")
    second = entries.nth(1).inner_text()
    order.get_by_role("button", name=f"Move up: {second}").focus()
    page.keyboard.press("Enter")
    assert entries.first.inner_text() == second
    check(order)
    for place in first("match").locator("select").all():
        place.select_option(index=1)
    check(first("match"))
    for entry in first("sort").locator(".entry").all():
        entry.locator("input").first.focus()
        page.keyboard.press("Space")
    check(first("sort"))


def test_a_slider_in_jupyter_draws_any_value(server, new_page):
    page = new_page(viewport={"width": 1280, "height": 1000})
    run_all(page, server("04-rock-to-magnet.ipynb"))
    section = page.locator("section.explorer.live")
    section.wait_for(timeout=90_000)
    section.get_by_role("button", name="Skip the guess").click()
    before = section.locator(".finding b").inner_text()

    slider = section.locator('[name="grade_pct"]')
    slider.focus()
    slider.press("ArrowRight")  # a tenth of what a page's slider would go

    page.wait_for_function(
        "before => document.querySelector('section.explorer .finding b').textContent !== before",
        arg=before,
        timeout=30_000,
    )
    shown = section.locator('.control:has([name="grade_pct"]) output').inner_text()
    assert explorers.ore_to_magnet.controls["grade_pct"].shown(3.1) == shown
    assert explorers.ore_to_magnet.chart(grade_pct=3.1).title == section.locator(".finding b").inner_text()
