"""The Sphinx extension that makes the Jupyter Book ours: reference links, cards, page assets."""

import os
import re
import shutil
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from explainer.charts.drawing.markup import minified
from explainer.site import explorers, publishing, single
from explainer.site.boxes import mark_boxes
from explainer.site.links import ReferenceLinks, for_the_site, rewrite_raw_html
from explainer.site.modules import publish_module

_DROPPED_EXTENSIONS_ASSETS = re.compile(
    r"thebe|togglebutton|copybutton|sphinx-design|design-tabs|comments|mystnb|furo-extensions"
)
# Scripts that only the search page needs.
_SEARCH_SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "searchtools.js",
    "language_data.js",
)
_WORDS_A_MINUTE = 200
STYLE = "book.css"
# Modules of the pages, which Sphinx copies from book/_static.
_PAGE_MODULES = ("explorers.js", "reader.js", "review.js")


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(ReferenceLinks)
    publishing.setup(app)
    single.setup(app)
    explorers.setup(app)
    app.connect("config-inited", _use_execution_cache)
    app.connect("builder-inited", _choose_dark_code, priority=100)  # before Furo reads it
    app.connect("builder-inited", _write_style)
    app.add_css_file(STYLE, priority=800)
    app.connect("doctree-resolved", rewrite_raw_html)
    app.connect("doctree-resolved", mark_boxes)
    app.connect("html-page-context", _dress_page, priority=900)
    app.connect("build-finished", _add_files, priority=700)  # after Furo has written its colours of code
    return {"version": version("box-of-minerals"), "parallel_read_safe": True, "parallel_write_safe": False}


def _choose_dark_code(app) -> None:
    """Furo's own config value, which it declares too late for _config.yml. Its default is below AA contrast."""
    app.config.pygments_dark_style = "a11y-high-contrast-dark"


def _write_style(app) -> None:
    """One style sheet of ours: figures, quizzes, explorers, pages. Four would be four requests on a slow line."""
    from explainer.charts.style import token_css

    package = files("explainer")
    figure = re.sub(
        r"/\* colours: begin.*?colours: end \*/", "", _text(package / "charts" / "chart.css"), flags=re.DOTALL
    )
    quiz = _text(package / "widgets" / "quiz.css")
    explorer = _text(package / "widgets" / "explorer.css")
    page = _text(Path(app.srcdir) / "book" / "_look" / "site.css")
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    whole = minified("\n".join([token_css(""), figure, quiz, explorer, page]))
    (static / STYLE).write_text(whole, encoding="utf-8")


def _text(path) -> str:
    return path.read_text(encoding="utf-8")


def _use_execution_cache(app, config) -> None:
    """Take the cache that belongs to this package, these tables and this lock file (see book.py)."""
    cache = os.environ.get("EXPLAINER_EXECUTION_CACHE")
    if cache:
        config.nb_execution_cache_path = cache


def _dress_page(app, pagename, templatename, context, doctree) -> None:
    """Give one page its cards, its description and its chapter line; drop what it does not use."""
    # Imported here: Sphinx loads this module before it needs the records.
    from explainer.references import PAGES, reference
    from explainer.site.cards import card_html

    root = "../" * pagename.count("/")
    body = context["body"] = _without_thebe(context.get("body", ""))
    generated = pagename.removeprefix("book/") in PAGES
    names = [] if generated else _names_with_cards(body)
    context["explainer_cards"] = [{"name": name, "html": card_html(reference(name), root)} for name in names]
    # docutils names the viewport too; the template has.
    context["metatags"] = re.sub(r'<meta name="viewport"[^>]*>\s*', "", context.get("metatags", ""))
    context["explainer_version"] = version("box-of-minerals")
    context["explainer_description"] = _description(body) or app.config.html_title
    if pagename.startswith("notebooks/"):
        context["body"] = body.replace("</h1>", "</h1>" + _chapter_line(pagename, body, root), 1)
    # Furo's captions are headings without a level.
    context["furo_navigation_tree"] = context.get("furo_navigation_tree", "").replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )
    context["css_files"] = [css for css in context["css_files"] if _wanted(css)]
    context["script_files"] = [
        js for js in context["script_files"] if _wanted(js) and _for_page(js, pagename)
    ]


def _names_with_cards(body: str) -> list[str]:
    """The references of a page, those in the data tables of its figures left out: the rows name dozens."""
    prose = re.sub(r"<table\b.*?</table>", "", body, flags=re.DOTALL)
    return sorted(set(re.findall(r'data-ref="([^"]+)"', prose)))


def _without_thebe(body: str) -> str:
    """Drop the settings that sphinx-thebe, always on, leaves on every page."""
    return re.sub(r'<script type="text/x-thebe-config">.*?</script>', "", body, flags=re.DOTALL)


def _wanted(asset) -> bool:
    return not _DROPPED_EXTENSIONS_ASSETS.search(str(getattr(asset, "filename", asset)))


def _for_page(script, pagename: str) -> bool:
    return pagename == "search" and str(script.filename).rpartition("/")[2] in _SEARCH_SCRIPTS


def _description(body: str) -> str:
    """The first paragraph of a page, as plain text of at most 200 characters."""
    first = re.search(r"<p>(?:<strong>In brief</strong>)?(.*?)</p>", body, re.DOTALL)
    text = " ".join(re.sub(r"<[^>]+>", "", first[1]).split()) if first else ""
    return text if len(text) <= 200 else text[:200].rpartition(" ")[0] + " ..."


def _chapter_line(pagename: str, body: str, root: str) -> str:
    """Minutes, figures, questions; the notebook with the wheel that it needs, and the chapter as one file."""
    prose = re.sub(
        r'<(style|script|figure)\b.*?</\1>|<section class="(?:quiz|explorer)".*?</section>',
        " ",
        body,
        flags=re.DOTALL,
    )
    words = len(re.sub(r"<[^>]+>", " ", prose).split())
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    charts = body.count('class="chart"')
    explorers = body.count('<section class="explorer"')
    offered = f"{explorers} explorer{'s' if explorers > 1 else ''} \u00b7 " if explorers else ""
    questions = body.count('class="item"')
    return (
        f'<p class="meta">{minutes} minutes \u00b7 {charts} figures \u00b7 {offered}{questions} questions \u00b7 '
        f'<span class="downloads"><a href="{root}_sources/{pagename}.ipynb" download>Download the notebook</a> \u00b7 '
        f'<a href="{root}_static/{wheel_name()}" download>and the package it needs</a> \u00b7 '
        f'<a href="{root}{single.address_of(pagename)}" download>Save the chapter as one file</a>{single.SIZE_HERE}'
        "</span></p>"
    )


def wheel_name() -> str:
    """The file name of the package's wheel, which is published beside the pages."""
    return f"box_of_minerals-{version('box-of-minerals')}-py3-none-any.whl"


def _add_files(app, exception) -> None:
    """Publish the tables, and the front-end files that live in the package."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    package = files("explainer")
    publish_module(package / "widgets" / "quiz.js", static)
    for module in _PAGE_MODULES:
        publish_module(static / module, static)
    code = static / "pygments.css"
    code.write_text(minified(_text(code)), encoding="utf-8")
    _write_quizzes(static / "quiz")
    (static / "data").mkdir(exist_ok=True)
    for table in sorted((package / "data").iterdir(), key=lambda path: path.name):
        if table.name.endswith(".csv"):
            shutil.copy(str(table), static / "data" / table.name)


def _write_quizzes(directory: Path) -> None:
    """Every quiz as a file of its own, no page, for the page of reviews, which lies in a folder beside `_static`."""
    from explainer.quiz import bank, bank_names, quiz_html
    from explainer.quiz.final import FINAL

    directory.mkdir(exist_ok=True)
    for name in (*bank_names(), FINAL):
        items = bank(name)
        parts = dict.fromkeys(item.part for item in items.items)
        html = "".join(for_the_site(quiz_html(items, part), "../") for part in parts)
        (directory / f"{name}.txt").write_text(html, encoding="utf-8")
