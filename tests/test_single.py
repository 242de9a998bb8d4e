"""A chapter as one file: opened from a disk, alone in its folder, with the network refused."""

import gzip
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from explainer.site.book import build_book
from explainer.site.single import one_file
from site_pages import CHAPTERS, DESKTOP, PHONE, ROOT, SITE, watch

CHAPTER = "notebooks/01-the-story.html"
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("denied", "SecurityError"); } })"""


@pytest.fixture(scope="module")
def site():
    """The site, built if anything has changed since it last was."""
    build_book(ROOT, lambda words: None)
    return SITE


def single(page: str) -> str:
    return page.replace("notebooks/", "single/")


def alone(seen: list[str], address: str) -> list[str]:
    """What a page did beyond asking for its own file."""
    return [what for what in seen if what != f"foreign: {address}"]


@pytest.fixture
def open_file(site, new_page, tmp_path):
    """open_file(chapter, **options): its one file, in a folder with nothing else; and what it must not do."""

    def opened(chapter=CHAPTER, script=None, **options):
        file = tmp_path / "stick" / chapter.rpartition("/")[2]
        file.parent.mkdir()
        file.write_bytes((site / single(chapter)).read_bytes())
        page = new_page(offline=True, **options)
        seen = watch(page)
        if script:
            page.add_init_script(script)
        page.goto(file.as_uri(), wait_until="networkidle")
        if options.get("java_script_enabled", True):
            page.wait_for_selector("section.quiz.live[data-part=after]")
        return page, lambda: alone(seen, file.as_uri())

    return opened


def quiz_of(page):
    return page.locator('section.quiz[data-part="after"]')


def item_of(page, type):
    return quiz_of(page).locator(f'fieldset.item[data-type="{type}"]').first


def tab_to(page, words):
    """Press Tab until the element with these words has the focus."""
    for _ in range(20):
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {words}", pytrace=False)


# --- every chapter ----------------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_file_asks_for_nothing_reports_nothing_and_axe_finds_nothing(open_file, chapter):
    page, seen = open_file(chapter)

    found = {}
    for viewport, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[viewport["width"], scheme] = [
                (v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations
            ]
    page.set_viewport_size({"width": 320, "height": 700})

    assert found == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert seen() == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_link_of_a_file_leads_into_it_or_to_another_publication(site, chapter):
    soup = BeautifulSoup((site / single(chapter)).read_text(encoding="utf-8"), "html.parser")
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    hrefs = [link["href"] for link in soup.find_all("a", href=True)]

    assert [h for h in hrefs if h.startswith("#") and h[1:] not in ids and h != "#"] == []
    assert [h for h in hrefs if not h.startswith(("#", "https:", "http:", "data:text/csv"))] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_chapter_offers_its_file_with_its_size(site, chapter):
    page = BeautifulSoup((site / chapter).read_text(encoding="utf-8"), "html.parser")
    file = site / single(chapter)

    link = page.find("a", string="Save the chapter as one file")

    assert (site / chapter).parent.joinpath(link["href"]).resolve() == file.resolve()
    assert link.has_attr("download")
    assert f"one file ({file.stat().st_size / 1e6:.1f} MB)" in page.select_one(".meta").text
    assert len(gzip.compress(file.read_bytes())) < 150_000


def test_the_same_page_gives_the_same_bytes(site):
    html = (site / CHAPTER).read_text(encoding="utf-8")

    again = one_file(html, CHAPTER, lambda path: (site / path).read_bytes())

    assert again == (site / single(CHAPTER)).read_text(encoding="utf-8")


# --- one of them, used ------------------------------------------------------------------------------


def test_a_choice_is_answered_by_keyboard_and_kept(open_file):
    page, seen = open_file()
    item = item_of(page, "choose-one")

    item.locator("input").first.focus()
    page.keyboard.press("Space")
    tab_to(page, "Check")
    page.keyboard.press("Enter")

    expect(item.locator(".feedback").first).to_be_visible()
    page.reload(wait_until="networkidle")
    expect(item.locator("input").first).to_be_checked()
    expect(item.locator(".verdict").first).to_be_visible()
    assert seen() == []


def test_a_number_is_answered(open_file):
    page, seen = open_file()
    item = item_of(page, "number")

    item.get_by_role("textbox").fill("1234567")
    item.get_by_role("button", name="Check").click()

    expect(item.locator(".say")).to_contain_text("You answered 1,234,567")
    assert seen() == []


def test_entries_are_put_in_order_matched_and_sorted(open_file):
    page, seen = open_file()
    order, match, sort = (item_of(page, kind) for kind in ("order", "match", "sort"))

    second = order.locator(".entry .text").nth(1).inner_text()
    order.get_by_role("button", name=f"Move up: {second}").press("Enter")
    expect(order.locator(".entry .text").first).to_have_text(second)
    for select in match.locator("select").all():
        select.select_option(index=1)
    for entry in sort.locator(".entry").all():
        entry.locator("input").first.check()
    for item in (order, match, sort):
        item.get_by_role("button", name="Check").click()
        expect(item.locator(".say")).not_to_be_empty()
    assert seen() == []


def test_sliders_draw_other_states_from_the_file_itself(open_file):
    page, seen = open_file("notebooks/04-rock-to-magnet.html")
    explorer = page.locator("section.explorer.live")
    explorer.scroll_into_view_if_needed()
    explorer.locator(".pass").click()
    reading = explorer.locator(".finding b")
    before = reading.inner_text()

    explorer.get_by_role("slider").first.press("ArrowRight")

    expect(reading).not_to_have_text(before)
    assert seen() == []


def test_where_the_browser_keeps_nothing_the_quiz_answers_all_the_same(open_file):
    page, seen = open_file(script=FORBIDDEN)
    item = item_of(page, "choose-one")

    item.locator("input").first.check()
    item.get_by_role("button", name="Check").click()

    expect(item.locator(".feedback").first).to_be_visible()
    assert seen() == []


def test_a_card_opens_by_focus_and_its_link_leads_to_the_record_in_the_file(open_file):
    page, seen = open_file()
    link = page.locator('article a[data-ref^="claim:"]').first
    words = link.inner_text()
    page.locator("#content").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.ref?.startsWith('claim:')"):
            break

    expect(page.locator(".card")).to_contain_text("Sources:")
    page.keyboard.press("Enter")

    record = page.locator(":target")
    expect(record).to_be_in_viewport()
    assert record.get_attribute("data-card") == link.get_attribute("data-ref"), words
    assert seen() == []


def test_a_card_opens_by_tap(open_file):
    page, seen = open_file(has_touch=True, is_mobile=True)
    page.locator("article a.ref[data-ref]").first.tap()

    box = page.locator(".card").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert seen() == []


def test_figures_have_their_table_and_their_csv(open_file):
    page, seen = open_file()
    figure = page.locator("figure.chart").first

    figure.locator("summary").first.click()
    with page.expect_download() as started:
        figure.get_by_role("link", name="CSV").click()

    expect(figure.locator("table")).to_be_visible()
    assert started.value.path().read_text(encoding="utf-8").count("\n") > 3
    assert seen() == []


def test_the_colours_are_chosen_and_follow_the_system(open_file):
    page, _ = open_file(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"

    assert page.evaluate(ground) == "rgb(20, 24, 27)"
    page.get_by_role("button", name="Colours").click()
    assert page.evaluate(ground) == "rgb(253, 252, 249)"


def test_paper_has_text_figures_and_key(open_file):
    page, _ = open_file()
    page.emulate_media(media="print")

    expect(page.locator("figure.chart svg").first).to_be_visible()
    expect(quiz_of(page).locator(".key li").first).to_be_visible()
    for hidden in (".site-header", ".records", ".site-footer"):
        expect(page.locator(hidden)).to_be_hidden()


def test_without_scripts_the_key_opens_and_a_link_leads_to_its_record(open_file):
    page, seen = open_file(java_script_enabled=False)
    key = quiz_of(page).locator("details.key")
    link = page.locator('article a[data-ref^="claim:"]').first

    key.locator("summary").click()
    expect(key.locator("li").first).to_be_visible()
    link.click()

    expect(page.locator(link.get_attribute("href"))).to_be_in_viewport()
    expect(page.locator(".theme-button")).to_be_hidden()
    assert seen() == []


# --- links ------------------------------------------------------------------------------------------


def test_with_an_address_links_to_the_site_are_whole_and_without_they_are_words(site):
    html = (site / CHAPTER).read_text(encoding="utf-8")

    def read(path):
        return (site / path).read_bytes()

    with_address = BeautifulSoup(one_file(html, CHAPTER, read, "https://example.org/book"), "html.parser")
    without = BeautifulSoup(one_file(html, CHAPTER, read), "html.parser")

    assert (
        with_address.select_one(".turn-on")["href"]
        == "https://example.org/book/notebooks/02-the-elements.html"
    )
    assert with_address.select_one(".meta a")["href"] == f"https://example.org/book/{CHAPTER}"
    assert "edition" in without.select_one(".meta").text
    assert without.select(".meta a, .turn, .book-contents, .tool") == []
    assert "../" not in "".join(tag["href"] for tag in without.find_all(href=True))


def test_a_link_that_becomes_words_says_which_page_it_meant():
    html = page_with(
        '<nav class="book-contents"><a href="02-b.html">2. The elements</a></nav>'
        '<p>See <a href="02-b.html">chapter two</a> and <a href="../book/x.html#y">the record</a>, '
        '<a href="#here">here</a> and <a href="01-a.html#here">here again</a>.</p>'
    )

    words = BeautifulSoup(make(html), "html.parser").p

    assert words.text == "See chapter two (2. The elements) and the record, here and here again."
    assert [link["href"] for link in words.find_all("a")] == ["#here", "#here"]


# --- what goes into a file, and what never breaks out -------------------------------------------------


NASTY = "</script><script>window.ran = 1</script><!-- <script> ]]> \\ ` ${1} \u2028 اردو 🪨 %22 \" ' </style>"


def page_with(body: str) -> str:
    return (
        '<!doctype html><html class="no-js"><head><meta charset="utf-8"><title>A</title>'
        '<link rel="icon" href="../i.svg"><link rel="stylesheet" href="../s.css?v=1"></head>'
        f'<body>{body}<script type="module" src="../a.js?v=2"></script></body></html>'
    )


FILES = {
    "i.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "s.css": 'p::before { content: "</style><script>window.ran = 1</script>"; background: url(i.svg) }',
    "a.js": f'import {{ word }} from "./b.js"; document.body.dataset.word = word; window.text = {json.dumps(NASTY)};'
    'import("./c.js").then((late) => { document.body.dataset.late = late.word; });',
    "b.js": f'import {{ inner }} from "./c.js"; export const word = {json.dumps(NASTY)} + inner;',
    "c.js": "export const word = 'c', inner = '<\\/script>';",
    "frames.json": json.dumps({"text": NASTY}),
}


def make(html: str, **files: str) -> str:
    return one_file(html, "notebooks/01-a.html", lambda path: (FILES | files)[path].encode())


def test_no_text_breaks_out_of_what_it_stands_in(new_page, tmp_path):
    from html import escape

    said = escape(NASTY)
    html = page_with(
        f'<main><article><p title="{said}">{said}</p><a data-ref="claim:c1" href="../book/claims.html#c1">x</a></article>'
        '</main><section class="explorer" data-frames="../frames.json"></section>'
        f'<template data-card="claim:c1"><p>{said}</p></template>'
    )
    file = tmp_path / "a.html"
    file.write_text(make(html), encoding="utf-8")
    page = new_page(offline=True)
    seen = watch(page)
    page.goto(file.as_uri(), wait_until="networkidle")

    shown = page.evaluate(
        """() => ({
            word: document.body.dataset.word, late: document.body.dataset.late, text: window.text,
            said: document.querySelector("article p").textContent, title: document.querySelector("article p").title,
            card: document.querySelector("#record-claim-c1 p").textContent,
            frames: JSON.parse(document.querySelector("script.frames").textContent).text,
            before: getComputedStyle(document.querySelector("p"), "::before").content,
            scripts: document.scripts.length, ran: window.ran ?? null,
        })"""
    )

    assert shown == {
        "word": NASTY + "</script>",
        "late": "c",
        "text": NASTY,
        "said": NASTY,
        "title": NASTY,
        "card": NASTY,
        "frames": NASTY,
        "before": '"</style><script>window.ran = 1</script>"',
        "scripts": 2,
        "ran": None,
    }
    assert alone(seen, file.as_uri()) == []


def test_what_a_style_attribute_asks_for_is_refused_by_the_file_itself(new_page, tmp_path):
    file = tmp_path / "a.html"
    file.write_text(make(page_with('<p style="background: url(beside.png)">x</p>')), encoding="utf-8")
    (tmp_path / "beside.png").write_bytes((ROOT / "book/_static/box.png").read_bytes())
    page = new_page(offline=True)
    fetched = []
    page.on("response", lambda response: fetched.append(response.url))
    page.goto(file.as_uri(), wait_until="networkidle")

    assert fetched == [file.as_uri()]


def test_pictures_move_in_and_what_the_site_does_not_have_is_named():
    picture = make(page_with('<img src="../p.png" alt="">'), **{"p.png": "png"})

    assert re.search(r'src="data:image/png;base64,cG5n"', picture)
    with pytest.raises(
        ValueError, match=r"01-a\.html: needs https://example\.org/x\.png, which is not a file"
    ):
        make(page_with('<img src="https://example.org/x.png" alt="">'))


def test_modules_that_import_in_a_circle_are_refused():
    with pytest.raises(ValueError, match=r"a\.js: imports itself through a\.js and b\.js"):
        make(page_with(""), **{"b.js": 'import "./a.js";'})
