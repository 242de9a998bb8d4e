"""Find a browser for the tests; with --install, fetch one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# What a headless browser on a closed machine needs, so that it asks nobody for anything.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MEND = "no browser for the tests; run `make test`, or install Debian's chromium, or set EXPLAINER_CHROMIUM to its path"


def find_browser() -> str | None:
    """The path of a Chromium: the one that is named, one on the PATH, or Playwright's own."""
    named = os.environ.get("EXPLAINER_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """By apt as root, else by Playwright; both say themselves what goes wrong."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            "check": False,
            "stdout": subprocess.DEVNULL,
        }
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet)
    if not find_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find_browser() and "--install" in sys.argv:
        print("Fetching a browser for the tests (once)")
        install()
    if not find_browser():
        sys.exit(MEND)
