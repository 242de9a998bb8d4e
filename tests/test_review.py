"""The page of reviews in the built site: what comes back, when, and all answers at once."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import serving
from explainer.quiz import bank
from explainer.site.book import build_book
from site_pages import DESKTOP, PHONE, ROOT, SITE, watch

NAME = "03-the-uses"
NUMBER = next(item for item in bank(NAME).part("after") if item.type == "number")
OTHER = next(item for item in bank(NAME).part("after") if item.type == "choose-one")


@pytest.fixture(scope="module")
def site():
    build_book(ROOT, lambda words: None)
    with serving(SITE) as address:
        yield address


@pytest.fixture
def reader(page, site):
    """A reader whose clock stands at noon of 26 November 2026; fails on any error the page reports."""
    seen = watch(page)
    on_day(page, "2026-11-26")
    yield page
    # A page that is left early may not have fetched its icon.
    assert [what for what in seen if not what.endswith("favicon.svg")] == []


def on_day(page, day):
    page.clock.set_fixed_time(f"{day}T12:00")


def answer(section, item, response):
    box = section.locator(f"[data-item={item.id}]")
    if item.type == "number":
        box.get_by_role("textbox").fill(str(response))
    else:
        box.locator(f"[data-option={response}] input").check()
    box.get_by_role("button", name="Check").click()


def answer_in_chapter(page, site, *answers):
    page.goto(f"{site}/notebooks/{NAME}.html")
    section = page.locator("section.quiz.live[data-part=after]")
    section.wait_for()
    for item, response in answers:
        answer(section, item, response)


def review(page, site):
    page.goto(f"{site}/book/review.html")
    return page.locator("section.review")


def kept(page):
    return json.loads(page.evaluate("(k) => localStorage.getItem(k)", f"explainer:quiz:{NAME}"))["items"]


def test_question_comes_back_after_one_three_seven_and_twenty_one_days(reader, site):
    answer_in_chapter(reader, site, (NUMBER, NUMBER.slips[0].value if NUMBER.slips else NUMBER.key * 2))
    expect(review(reader, site).locator(".due")).to_have_text(
        "Nothing is to review at present. 1 question will come back later, the next on 27 November 2026."
    )

    for day, later in (
        ("2026-11-27", "30 November 2026"),
        ("2026-11-30", "7 December 2026"),
        ("2026-12-07", "28 December 2026"),
    ):
        on_day(reader, day)
        place = review(reader, site)
        expect(place.locator(".due")).to_have_text("1 question to review, 0 done.")
        answer(place.locator("section.quiz"), NUMBER, NUMBER.key)
        expect(place.locator(".due")).to_have_text(
            f"1 question to review, 1 done. 1 question will come back later, the next on {later}."
        )
    on_day(reader, "2026-12-28")
    place = review(reader, site)
    answer(place.locator("section.quiz"), NUMBER, NUMBER.key)
    expect(place.locator(".due")).to_have_text("1 question to review, 1 done.")
    on_day(reader, "2027-12-28")
    expect(review(reader, site).locator(".due")).to_contain_text("Nothing is to review at present.")


def test_question_not_known_begins_again_and_the_chapter_keeps_its_points(reader, site):
    answer_in_chapter(reader, site, (NUMBER, NUMBER.key))
    on_day(reader, "2026-12-01")

    place = review(reader, site)
    answer(place.locator("section.quiz"), NUMBER, NUMBER.key * 5)
    expect(place.locator(".due")).to_contain_text("the next on 2 December 2026.")
    box = place.locator(f"[data-item={NUMBER.id}]")
    box.get_by_role("button", name="Try again").click()
    answer(place.locator("section.quiz"), NUMBER, NUMBER.key)

    expect(place.locator(".due")).to_contain_text("the next on 2 December 2026.")  # the first answer counts
    assert kept(reader)[NUMBER.id]["response"] == NUMBER.key


def test_only_what_is_due_is_asked_and_named_by_its_chapter(reader, site):
    answer_in_chapter(reader, site, (NUMBER, NUMBER.key))
    on_day(reader, "2026-11-27")
    answer_in_chapter(reader, site, (OTHER, OTHER.key))

    place = review(reader, site)

    expect(place.locator("fieldset.item")).to_have_count(1)
    expect(place.locator(".count")).to_have_text("The uses")
    expect(place.get_by_role("button", name="Erase my answers")).to_have_count(0)


def test_all_answers_are_saved_erased_and_opened_again(reader, site):
    answer_in_chapter(reader, site, (NUMBER, NUMBER.key), (OTHER, OTHER.key))
    before = kept(reader)
    place = review(reader, site)
    with reader.expect_download() as download:
        place.get_by_role("button", name="Save all my answers").click()
    file = download.value.path().read_text("utf-8")
    place.get_by_role("button", name="Erase all my answers").click()
    place.get_by_role("button", name="Erase", exact=True).click()
    expect(place.locator(".said")).to_have_text("All answers of this book are erased from this browser.")
    assert reader.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('explainer:quiz:'))") == []

    open_file(reader, place, file)

    expect(place.locator(".said")).to_have_text(f"{NAME}: 2 answers taken in.")
    assert kept(reader) == before


def open_file(page, place, text):
    with page.expect_file_chooser() as chooser:
        place.get_by_role("button", name="Open a saved file").click()
    chooser.value.set_files({"name": "a.json", "mimeType": "application/json", "buffer": text.encode()})


def test_file_of_another_book_takes_nothing_in(page, site):
    file = {"format": "explainer-responses", "version": 1, "saved_at": "2026-11-23T12:00:00Z"}
    file["quizzes"] = {"../<b>": {"items": {"x": {"hash": "00000000", "response": "a"}}}}
    place = review(page, site)

    open_file(page, place, json.dumps(file))

    expect(place.locator(".said")).to_have_text(
        "../<b>: left out, there is no such quiz in this book, or it could not be fetched."
    )
    open_file(page, place, "{")
    expect(place.locator(".said")).to_contain_text("could not be read")


def test_questions_that_cannot_be_fetched_are_said_to_be_and_stay_due(page, site):
    on_day(page, "2026-11-26")
    answer_in_chapter(page, site, (NUMBER, NUMBER.key))
    on_day(page, "2026-11-27")
    page.route(re.compile("_static/quiz/"), lambda route: route.abort())

    place = review(page, site)

    expect(place.locator(".due")).to_contain_text(
        "1 question could not be fetched; try again when you are online."
    )
    assert kept(page)[NUMBER.id]["review"] == {"step": 0, "due": "2026-11-27"}


def test_without_javascript_the_page_says_what_it_needs(new_page, site):
    page = new_page(java_script_enabled=False)

    place = review(page, site)

    expect(place).to_contain_text("This page needs JavaScript")
    # "Contents" opens without a script.
    buttons = page.locator("button:not([popovertarget])")
    expect(buttons.locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_due_questions_have_no_accessibility_violation(new_page, site, viewport, scheme):
    page = new_page(viewport=viewport, color_scheme=scheme)
    on_day(page, "2026-11-26")
    answer_in_chapter(page, site, (NUMBER, NUMBER.key), (OTHER, OTHER.key))
    on_day(page, "2026-11-27")
    place = review(page, site)
    expect(place.locator("fieldset.item")).to_have_count(2)
    answer(place.locator("section.quiz"), OTHER, OTHER.key)

    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
