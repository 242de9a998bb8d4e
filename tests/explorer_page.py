"""What the tests of the explorers' page share: sections, their frames, a page to stand in."""

import hashlib
from base64 import b64encode
from pathlib import Path

from explainer.charts.drawing.markup import look
from explainer.explore import PremiseExplorer
from explainer.explore.frames import frames
from explainer.explore.html import explorer_html

WIDGETS = Path(__import__("explainer").__file__).parent / "widgets"


def section(explorer, *, inline=None, frames_text=None):
    """The section of a page; `inline` puts frames into it, `frames_text` names a file beside it."""
    if isinstance(explorer, PremiseExplorer):
        return explorer.html()
    html = explorer_html(explorer, explorer.default)
    if inline is not None:
        script = f'<script type="application/json" class="frames">{inline.replace("<", chr(92) + "u003c")}</script>'
        return html.replace("</section>", f"{script}</section>")
    if frames_text is None:
        return html
    digest = b64encode(hashlib.sha256(frames_text.encode()).digest()).decode()
    attributes = f'data-frames="{explorer.id}.json" data-integrity="sha256-{digest}" data-explorer='
    return html.replace("data-explorer=", attributes, 1)


def write_page(directory, *explorers, inline=False, filler="", cache=None):
    """Write index.html with the explorers, their frames, the module and the style; return its path."""
    for name in ("explorer.js", "explorer.css"):
        (directory / name).write_bytes((WIDGETS / name).read_bytes())
    sections = []
    for explorer in explorers:
        if isinstance(explorer, PremiseExplorer):
            sections.append(section(explorer))
            continue
        packed = frames(explorer, cache).packed
        (directory / f"{explorer.id}.json").write_text(packed, encoding="utf-8")
        sections.append(section(explorer, inline=packed) if inline else section(explorer, frames_text=packed))
    module = '<script type="module">import { hydrate } from "./explorer.js"; hydrate();</script>'
    path = directory / "index.html"
    path.write_text(
        f"""<!doctype html>
<html lang="en" class="no-js"><head><meta charset="utf-8"><title>Sample</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>document.documentElement.classList.replace("no-js", "js");</script>
<link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css"><style>{look()}</style>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; font: 1.125rem/1.65 Georgia, serif; background: light-dark(#fdfcf9, #14181b); }}
main {{ max-width: 42rem; margin: 0 auto; padding: 1rem 1.25rem; }} h1, h2 {{ color: light-dark(#1d2329, #e9e6de); }}
</style></head>
<body><main><h1>Sample</h1><h2>Figures</h2>{filler}
{"".join(sections)}
</main>{module}</body></html>
""",
        encoding="utf-8",
    )
    return path
