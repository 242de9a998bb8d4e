"""The built site as tests meet it: which pages there are, and what a page must never do."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
LISTED = re.findall(r"(?:file|root): (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [f"{name}.html" for name in LISTED] + ["index.html", "search.html"]
CHAPTERS = [page for page in PAGES if page.startswith("notebooks/")]


def watch(page) -> list[str]:
    """Everything a page must not do, as it happens: errors, and requests to another host."""
    seen: list[str] = []
    page.on(
        "console",
        lambda message: message.type in ("error", "warning") and seen.append(f"console: {message.text}"),
    )
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("requestfailed", lambda request: seen.append(f"failed: {request.url}"))
    page.on("response", lambda r: r.status >= 400 and seen.append(f"{r.status}: {r.url}"))
    page.on(
        "request",
        lambda r: (
            "//127.0.0.1:" not in r.url and not r.url.startswith("data:") and seen.append(f"foreign: {r.url}")
        ),
    )
    return seen
