"""The built site, driven in a real browser at phone and desktop size."""

import gzip
import itertools
import json
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import serving
from explainer.site import wheel_name
from explainer.site.book import build_book
from site_pages import CHAPTERS, DESKTOP, PAGES, PHONE, ROOT, SITE, watch

CHAPTER = "notebooks/01-the-story.html"


@pytest.fixture(scope="module")
def site():
    """The site, built if anything has changed since it last was."""
    build_book(ROOT, lambda words: None)
    return SITE


@pytest.fixture
def address(site, serve):
    return serve(site)


@pytest.fixture
def open_page(new_page, address):
    """open_page(path, **options): the page, and the list of what it must not do."""

    def opened(path, viewport=PHONE, **options):
        page = new_page(viewport=viewport, **options)
        seen = watch(page)
        page.goto(f"{address}/{path}", wait_until="networkidle")
        return page, seen

    return opened


# --- every page -------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PAGES)
def visited(request, browser, site):
    """Each page, opened once on a phone: the page, and what it did that a page must not do."""
    with serving(site) as address:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        seen = watch(page)
        page.goto(f"{address}/{request.param}", wait_until="networkidle")
        yield page, seen
        context.close()


def test_a_page_asks_no_other_host_and_reports_no_error(visited):
    _, seen = visited

    assert seen == []


def test_a_page_does_not_shift_while_it_loads(visited):
    page, _ = visited
    shift = page.evaluate(
        """() => new Promise(done => {
            let total = 0;
            new PerformanceObserver(list => {
                for (const e of list.getEntries()) if (!e.hadRecentInput) total += e.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(total), 150);
        })"""
    )

    assert shift < 0.01


def test_axe_finds_nothing_on_a_page_at_either_size_in_either_mode(visited):
    page, _ = visited
    found = {}
    sizes = (("phone", PHONE), ("desktop", DESKTOP))
    for (size, viewport), scheme in itertools.product(sizes, ("light", "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        found[size, scheme] = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations]

    assert {where: what for where, what in found.items() if what} == {}


def test_no_page_is_wider_than_a_small_phone(visited):
    page, _ = visited
    page.set_viewport_size({"width": 320, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_load_of_a_chapter_is_within_the_budget(site):
    sys.path.insert(0, str(ROOT / "tests"))
    from bench import PAGE_BUDGET, first_load

    sizes = {
        path: sum(first_load(site / path, site.resolve()).values()) for path in [*CHAPTERS, "book/index.html"]
    }

    assert {path: size for path, size in sizes.items() if size > PAGE_BUDGET} == {}


def test_every_link_within_the_site_leads_somewhere(site):
    ids, broken = {}, []
    for page in site.rglob("*.html"):
        ids[page.resolve()] = set(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8")))
    for page in list(ids):
        for href in set(re.findall(r'<a\b[^>]*\bhref="([^"]+)"', page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", href):
                continue
            path, _, anchor = href.partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            if not target.exists() or (anchor and target in ids and anchor not in ids[target]):
                broken.append(f"{page.relative_to(site.resolve())}: {href}")
    assert broken == []


# --- a chapter --------------------------------------------------------------------------------------


def test_a_card_opens_by_hover_holds_what_it_must_and_closes_with_escape(open_page):
    page, _ = open_page(CHAPTER, DESKTOP)
    link = page.locator('a[data-ref^="claim:"]').first

    link.hover()
    card = page.locator(".card")
    card.wait_for()
    words = card.inner_text()

    assert "Sources:" in words
    assert "The claim with all its evidence" in words
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_a_card_opens_by_focus_and_its_links_come_next(open_page):
    page, _ = open_page(CHAPTER, DESKTOP)
    page.locator("#content").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.ref"):
            break

    page.locator(".card").wait_for()
    page.keyboard.press("Tab")

    assert page.evaluate("!!document.activeElement.closest('.card')")
    page.keyboard.press("Escape")
    assert page.locator(".card").count() == 0
    assert page.evaluate("!!document.activeElement.dataset.ref")


def test_a_card_opens_by_tap_and_the_next_tap_leads_on(open_page):
    page, _ = open_page(CHAPTER, has_touch=True, is_mobile=True)
    link = page.locator("article a.ref[data-ref]").first

    link.tap()
    card = page.locator(".card")
    card.wait_for()
    box = card.bounding_box()

    assert page.url.endswith(CHAPTER)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    card.get_by_role("link").last.tap()
    page.wait_for_url("**/book/*.html#*")


def test_every_reference_of_a_chapter_has_its_card(open_page):
    for path in CHAPTERS:
        page, _ = open_page(path)
        missing = page.evaluate(
            """() => [...document.querySelectorAll("a[data-ref]")].filter(a => !a.closest("table"))
                .map(a => a.dataset.ref)
                .filter(ref => !document.querySelector(`template[data-card="${ref}"]`))"""
        )
        assert missing == []


def test_a_quiz_on_the_page_is_answered_by_keyboard_and_kept(open_page):
    page, seen = open_page(CHAPTER)
    item = page.locator('section.quiz[data-part="after"] fieldset.item[data-type="choose-one"]').first
    name = item.get_attribute("data-item")

    item.locator("input").first.focus()
    page.keyboard.press("Space")
    while not page.evaluate("document.activeElement.matches('button')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('section.quiz[data-part=after]').innerText.includes('1 of')"
    )
    page.reload(wait_until="networkidle")

    assert page.locator(f'[data-item="{name}"] input').first.is_checked()
    assert seen == []


EXPLORERS = {
    "in-a-product": "notebooks/03-the-uses.html",
    "ore-to-magnet": "notebooks/04-rock-to-magnet.html",
    "new-producer": "notebooks/05-the-supply.html",
    "how-long-until": "notebooks/07-under-the-ground.html",
    "six-trillion": "notebooks/07-under-the-ground.html",
    "what-if-true": "notebooks/08-the-arguments.html",
}


@pytest.mark.parametrize("explorer", EXPLORERS)
def test_an_explorer_answers_on_its_page(open_page, explorer):
    page, seen = open_page(EXPLORERS[explorer])
    section = page.locator(f"#explorer-{explorer}.live")
    section.get_by_role("button", name="Skip the guess").click()
    said = section.locator(".finding b, .reading").first
    before = section.locator("figure svg, .conclusions").first.inner_html()

    if explorer == "what-if-true":
        for premise in section.locator(".premise input").all():
            premise.check()
    else:
        section.locator("input[type=range]").first.focus()
        page.keyboard.press("ArrowRight")

    page.wait_for_function(
        "([place, before]) => document.querySelector(place).innerHTML !== before",
        arg=[f"#explorer-{explorer} :is(figure svg, .conclusions)", before],
    )
    assert said.is_visible()
    found = Axe().run(page, context=f"#explorer-{explorer}")
    assert found.violations_count == 0, found.generate_report()
    assert seen == []


def test_explorers_cost_only_the_pages_that_have_them_and_little_there(site):
    for page in PAGES:
        html = (site / page).read_text(encoding="utf-8")
        assert ("explorer.js" in html) == (page in EXPLORERS.values()), page
    for file in (site / "_static" / "explorers").iterdir():
        assert len(gzip.compress(file.read_bytes(), 9)) <= 60_000, file.name


def test_without_scripts_a_chapter_reads_whole(open_page):
    page, _ = open_page(CHAPTER, java_script_enabled=False)

    assert page.locator("figure.chart svg").count() >= 2
    assert page.locator("fieldset.item").count() >= 8
    assert page.locator("details.key").first.is_visible()
    assert page.locator(".theme-button").is_hidden()
    link = page.locator("article a.ref[data-ref]").first
    assert re.search(r"book/\w+\.html#", link.get_attribute("href"))


def test_the_contents_are_reached_by_keyboard_on_a_phone(open_page):
    page, _ = open_page(CHAPTER)
    page.get_by_role("button", name="Contents").focus()

    page.keyboard.press("Enter")

    assert page.get_by_role("navigation", name="Contents").get_by_role("link").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("navigation", name="Contents").is_visible()


def test_the_colours_are_chosen_and_kept(open_page):
    page, _ = open_page(CHAPTER)
    button = page.locator(".theme-button")

    button.click()
    button.click()
    page.reload()

    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"


def test_storage_that_is_forbidden_breaks_nothing(new_page, address):
    page = new_page()
    seen = watch(page)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(f"{address}/{CHAPTER}", wait_until="networkidle")

    page.locator(".theme-button").click()

    assert seen == []
    assert page.evaluate("document.body.dataset.theme") == "light"


def test_print_shows_the_text_without_the_frame(open_page):
    page, _ = open_page(CHAPTER)
    page.emulate_media(media="print")

    assert page.locator(".site-header").is_hidden()
    assert page.locator("article h1").is_visible()
    assert page.locator("figure.chart svg").first.is_visible()


# --- reference pages --------------------------------------------------------------------------------


def test_the_claims_are_filtered_by_side_kind_status_and_words(open_page):
    page, _ = open_page("book/claims.html")
    filters = page.locator(".filters")

    filters.get_by_label("Side").select_option(label="China")
    shown = page.locator("article.record:visible")

    assert 1 < shown.count() < 20
    assert {r.get_attribute("data-group") for r in shown.all()} == {"china"}
    filters.get_by_label("Status").select_option("disputed")
    filters.get_by_label("Words").fill("gemstone")
    assert page.locator("article.record:visible").count() == 1
    assert "1 of 96 shown" in filters.inner_text()


def test_without_scripts_the_claims_are_a_plain_list(open_page):
    page, _ = open_page("book/claims.html", java_script_enabled=False)

    assert page.locator("article.record").count() == 96
    assert page.locator(".filters").is_hidden()


def test_a_link_to_an_entry_opens_at_it(open_page):
    page, _ = open_page("book/claims.html#c40")

    box = page.locator("#c40").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]


def test_search_finds_a_word_of_a_chapter(open_page):
    page, seen = open_page("search.html?q=antimony")
    page.locator("#search-results li").first.wait_for()

    assert "01-the-story" in "".join(a.get_attribute("href") for a in page.locator("#search-results a").all())
    assert seen == []


# --- what is offered for download -------------------------------------------------------------------


def test_a_table_is_offered_as_the_file_the_book_was_built_from(site):
    published = site / "_static" / "data" / "ree_mine_production.csv"

    assert published.read_bytes() == (ROOT / "src/explainer/data/ree_mine_production.csv").read_bytes()


def test_a_downloaded_notebook_runs_with_the_published_wheel(site, tmp_path):
    """As a reader would: the notebook and the wheel, in an empty folder, without the project."""
    target = tmp_path / "installed"
    with zipfile.ZipFile(site / "_static" / wheel_name()) as wheel:
        wheel.extractall(target)
    notebook = site / "_sources" / "notebooks" / "01-the-story.ipynb"
    (tmp_path / "story.ipynb").write_bytes(notebook.read_bytes())
    code = (
        f"import sys, pathlib; sys.path.insert(0, {str(target)!r})\n"
        "import explainer, nbformat; assert explainer.__file__.startswith(sys.path[0])\n"
        "from nbclient import NotebookClient\n"
        "nb = nbformat.read('story.ipynb', 4)\n"
        f"import os; os.environ['PYTHONPATH'] = {str(target)!r}\n"
        "NotebookClient(nb, timeout=60, kernel_name='python3').execute()\n"
        "print(sum(bool(c.get('outputs')) for c in nb.cells))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= 4


def test_notebooks_are_stored_without_outputs_and_are_valid():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert [c for c in cells if c.get("outputs") or c.get("execution_count")] == []
