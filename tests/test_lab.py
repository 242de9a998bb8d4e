"""A chapter in JupyterLab, driven in a real browser: it runs, its quiz answers, Python sees the score."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request

import pytest

from site_pages import ROOT

CHAPTER = "notebooks/01-the-story.ipynb"


def start(app, tmp_path, log_file):
    """A Jupyter server on a copy of the chapters, on loopback and a free port; its address with the token."""
    environment = os.environ | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    command = [sys.executable, "-m", app, "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root"]
    command += [
        f"--ServerApp.root_dir={tmp_path}",
        "--IdentityProvider.token=book",
        "--ServerApp.disable_check_xsrf=True",
    ]
    with log_file.open("w") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)


def address_in(log_file, process, patience=60):
    until = time.monotonic() + patience
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


@pytest.fixture(params=["jupyterlab", "notebook"])
def server(request, tmp_path):
    (tmp_path / "notebooks").mkdir()
    notebook = json.loads((ROOT / CHAPTER).read_text(encoding="utf-8"))
    quiz = [cell for cell in notebook["cells"] if 'show_quiz("01-the-story")' in "".join(cell["source"])]
    quiz[0]["source"] = ['quiz = show_quiz("01-the-story")\n', "quiz"]
    notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "score",
            "metadata": {},
            "source": "print('SCORE', quiz.score, quiz.responses)",
            "outputs": [],
            "execution_count": None,
        }
    )
    (tmp_path / CHAPTER).write_text(json.dumps(notebook), encoding="utf-8")
    log = tmp_path / "server.log"
    process = start(request.param, tmp_path, log)
    path = {"jupyterlab": "lab/tree", "notebook": "notebooks"}[request.param]
    yield f"{address_in(log, process)}/{path}/{CHAPTER}?token=book"
    process.terminate()
    process.wait(timeout=20)


def test_the_chapter_runs_and_python_sees_the_score_of_its_quiz(server, new_page):
    page = new_page(viewport={"width": 1280, "height": 1000})
    page.goto(server)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    page.locator(".jp-Cell.jp-CodeCell").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    section = page.locator('section.quiz[data-part="after"].live')
    section.wait_for(timeout=90_000)

    item = section.locator('fieldset.item[data-type="choose-one"]').first
    item.locator("input").first.check()
    item.get_by_role("button", name="Check").click()
    item.locator(".feedback").first.wait_for()
    last = page.locator(".jp-Cell.jp-CodeCell").last
    last.scroll_into_view_if_needed()
    last.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")

    page.get_by_text(re.compile(r"SCORE (0|1|0\.\d+) \{'")).wait_for(timeout=30_000)
    assert page.locator("figure.chart svg").count() >= 2
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
