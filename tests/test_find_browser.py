"""Finding a browser for the tests: a missing one is a failure with one clear line, never a skip."""

import os
import subprocess
import sys
from pathlib import Path

FINDER = Path(__file__).parent / "find_browser.py"


def find(**environment):
    return subprocess.run(
        [sys.executable, str(FINDER)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_browser_of_this_run_is_found():
    done = find()

    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_browser_is_one_line_that_names_the_mend():
    done = find(EXPLAINER_CHROMIUM="/nowhere/chromium")

    assert done.returncode == 1
    assert done.stderr.startswith("no browser for the tests; run `make test`")
    assert done.stderr.count("\n") == 1
