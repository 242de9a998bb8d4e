"""The quiz driven in Chromium: on a page as readers meet it, and as a notebook's widget."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from explainer.quiz import Bank, Option, quiz_html
from quiz_page import SAMPLE, resolve, write_page

KEY = "explainer:quiz:quiz_sample"
CANNOT_KEEP = "Your answers cannot be kept in this browser. They stay until you leave this page."
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def site(serve, tmp_path):
    """The address of a page with the sample's two parts."""
    write_page(tmp_path)
    return serve(tmp_path)


@pytest.fixture
def quiz(page, site):
    """The scored quiz of that page, alive; the test fails on any error the page reports."""
    errors = watch(page)
    open_quiz(page, site)
    yield page.locator("[data-part=after]")
    assert errors == []


def watch(page):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    return errors


def open_quiz(page, site):
    page.goto(site)
    page.wait_for_selector("[data-part=after].live")


def item(quiz, id):
    return quiz.locator(f"[data-item={id}]")


def choose(quiz, id, *options):
    for option in options:
        item(quiz, id).locator(f"[data-option={option}] input").check()
    item(quiz, id).get_by_role("button", name="Check").click()


def write_number(quiz, text):
    item(quiz, "kilograms").get_by_role("textbox").fill(text)
    item(quiz, "kilograms").get_by_role("button", name="Check").click()


def answer_all(quiz):
    choose(quiz, "order", "a")
    choose(quiz, "in-the-shipment", "a", "d")
    write_number(quiz, "1200")


def kept(page):
    return kept_of(page, "quiz_sample")


def kept_of(page, name):
    """What the browser keeps of a quiz, or None."""
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", f"explainer:quiz:{name}") or "null")


# ---- Answering


def test_right_option_is_said_to_be_right_and_explained(quiz):
    choose(quiz, "order", "b")

    option = item(quiz, "order").locator("[data-option=b]")
    expect(option.locator(".verdict")).to_have_text("✓ Right.")
    expect(option.locator(".feedback")).to_contain_text("The box was shown seventeen days later.")
    expect(option.get_by_role("link", name="The event t29")).to_have_attribute("data-ref", "event:t29")
    expect(quiz.locator(".announce")).to_have_text(
        "Right. It was signed on 8 September 2025. The box was shown seventeen days later. See The event t29."
    )
    expect(quiz.locator(".progress")).to_have_text("1 of 3 answered, 1 point")


def test_wrong_option_is_explained_without_giving_the_right_one_away(quiz):
    choose(quiz, "order", "a")

    expect(item(quiz, "order").locator(".feedback")).to_have_count(1)
    expect(item(quiz, "order").locator("[data-option=a] .verdict")).to_have_text("✗ Not this one.")
    expect(quiz.locator(".announce")).to_contain_text(
        "Not this one. The memorandum was signed on 8 September"
    )
    expect(quiz.locator(".progress")).to_have_text("1 of 3 answered, 0 points")


def test_choose_many_states_its_rule_and_gives_part_of_the_point(quiz):
    expect(item(quiz, "in-the-shipment")).to_contain_text("right choices less wrong ones")

    choose(quiz, "in-the-shipment", "a")

    expect(item(quiz, "in-the-shipment").locator(".say")).to_have_text("◐ Partly right: 1 of 2 found.")
    expect(quiz.locator(".progress")).to_have_text("1 of 3 answered, 0.5 points")


def test_choose_many_says_how_many_do_not_belong(quiz):
    choose(quiz, "in-the-shipment", "a", "c", "d")

    expect(item(quiz, "in-the-shipment").locator(".say")).to_have_text(
        "✗ Not right: 1 of 2 found, and 2 that do not belong."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1200", "✓ Right. You answered 1,200 kg. A tonne is a thousand kilograms. See The term tonne."),
        (
            "1 200,5 kg",
            "✓ Right. You answered 1,200.5 kg. A tonne is a thousand kilograms. See The term tonne.",
        ),
        ("120", "✗ Not this number. You answered 120 kg. That is a tenth of it."),
        (
            "1.2",
            "✗ Not this number. You answered 1.2 kg. A tonne is a thousand kilograms, so multiply by 1,000.",
        ),
    ],
)
def test_number_is_read_as_people_write_it(quiz, text, said):
    write_number(quiz, text)

    expect(item(quiz, "kilograms").locator(".say")).to_contain_text(said)


def test_what_is_no_number_is_refused_and_not_scored(quiz, page):
    write_number(quiz, "a tonne")

    message = "“a tonne” is not a number. Write digits only, such as 12.5 or 1,200."
    expect(item(quiz, "kilograms").locator(".say")).to_have_text(message)
    expect(quiz.locator(".announce")).to_have_text(message)
    expect(item(quiz, "kilograms").get_by_role("textbox")).to_be_focused()
    expect(quiz.locator(".progress")).to_have_text("0 of 3 answered, 0 points")
    assert kept(page) is None


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("order", "Choose an answer first."),
        ("in-the-shipment", "Choose an answer first."),
        ("kilograms", "Write a number first."),
    ],
)
def test_empty_response_is_asked_for(quiz, id, message):
    item(quiz, id).get_by_role("button", name="Check").click()

    expect(item(quiz, id).locator(".say")).to_have_text(message)
    expect(quiz.locator(".announce")).to_have_text(message)
    expect(item(quiz, id).get_by_role("button", name="Check")).to_be_visible()


def test_try_again_clears_the_answer_and_goes_back_to_it(quiz, page):
    choose(quiz, "order", "a")

    item(quiz, "order").get_by_role("button", name="Try again").click()

    expect(item(quiz, "order").locator(".feedback")).to_have_count(0)
    expect(item(quiz, "order").locator(":checked")).to_have_count(0)
    expect(item(quiz, "order").locator("[data-option=a] input")).to_be_focused()
    expect(quiz.locator(".progress")).to_have_text("0 of 3 answered, 0 points")
    attempt = kept(page)["items"]["order"]
    assert "response" not in attempt
    assert (attempt["first"], attempt["tries"]) == ("a", 1)


def test_another_choice_after_a_verdict_is_a_new_try(quiz):
    choose(quiz, "order", "a")

    item(quiz, "order").locator("[data-option=b] input").check()

    expect(item(quiz, "order").locator(".feedback")).to_have_count(0)
    expect(item(quiz, "order").locator("[data-option=b] input")).to_be_checked()
    item(quiz, "order").get_by_role("button", name="Check").click()
    expect(quiz.locator(".progress")).to_have_text("1 of 3 answered, 1 point")


def test_typing_on_in_a_checked_number_leaves_the_caret_where_it_is(quiz, page):
    write_number(quiz, "100")
    field = item(quiz, "kilograms").get_by_role("textbox")
    field.focus()

    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("25")

    expect(field).to_have_value("12500")
    expect(item(quiz, "kilograms").locator(".say")).to_have_text("")


def test_summary_after_the_last_links_to_what_to_read_again(quiz):
    choose(quiz, "order", "a")
    choose(quiz, "in-the-shipment", "a", "d", "b")
    expect(quiz.locator(".summary")).to_be_empty()

    write_number(quiz, "1200")

    summary = quiz.locator(".summary")
    expect(summary.locator(".total")).to_have_text("All answered: 1.5 of 3 points.")
    expect(summary.locator("li")).to_have_text(
        ["Question 1: The event t29; The event t31", "Question 2: The event t34"]
    )
    expect(summary.get_by_role("link", name="The event t34")).to_have_attribute(
        "href", "../book/events.md#t34"
    )


def test_summary_of_a_faultless_quiz_has_nothing_to_read_again(quiz):
    choose(quiz, "order", "b")
    choose(quiz, "in-the-shipment", "a", "b")
    write_number(quiz, "1200")

    expect(quiz.locator(".summary")).to_have_text("All answered: 3 of 3 points.")


# ---- By keyboard, by tap


def test_quiz_is_answered_by_keyboard_alone(quiz, page):
    press = page.keyboard.press
    page.locator("[data-part=before] .key summary").focus()

    press("Tab")  # past how the quiz asks
    press("Tab")  # into the options
    press("Space")
    press("ArrowDown")
    expect(item(quiz, "order").locator("[data-option=b] input")).to_be_checked()
    press("Tab")
    press("Enter")
    expect(item(quiz, "order").locator(".verdict")).to_have_text("✓ Right.")
    expect(item(quiz, "order").get_by_role("button", name="Try again")).to_be_focused()

    press("Tab")
    press("Space")
    press("Tab")
    press("Space")
    press("Enter")  # Enter in an input checks the item
    expect(item(quiz, "in-the-shipment").locator(".say")).to_have_text("✓ Right: 2 of 2 found.")

    item(quiz, "in-the-shipment").get_by_role("button", name="Try again").focus()
    press("Tab")
    page.keyboard.type("1200")
    press("Enter")
    expect(item(quiz, "kilograms").locator(".say")).to_contain_text("✓ Right.")
    expect(item(quiz, "kilograms").get_by_role("textbox")).to_be_focused()
    expect(quiz.locator(".total")).to_have_text("All answered: 3 of 3 points.")


def test_focus_can_be_seen(quiz, page):
    page.locator("[data-part=before] .key summary").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_quiz_is_answered_by_tap(new_page, site):
    page = new_page(has_touch=True, is_mobile=True)
    open_quiz(page, site)
    quiz = page.locator("[data-part=after]")

    item(quiz, "order").get_by_text("The memorandum was signed before the box was shown.").tap()
    item(quiz, "order").get_by_role("button", name="Check").tap()

    expect(item(quiz, "order").locator(".verdict")).to_have_text("✓ Right.")


def test_targets_are_large_enough_to_tap(quiz, page):
    answer_all(quiz)

    small = page.evaluate(
        """() => [...document.querySelectorAll(".quiz button, .quiz label, .quiz summary")]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map((e) => e.outerHTML)"""
    )

    assert small == []


# ---- Guesses


def test_guess_is_kept_then_answered_and_never_scored(page, site):
    open_quiz(page, site)
    quiz = page.locator("[data-part=before]")
    order = item(quiz, "guess-order")
    expect(order.get_by_role("button", name="Show the answer")).to_be_hidden()

    order.get_by_label("The box").check()
    order.get_by_role("button", name="Keep my guess").click()

    expect(order.locator(".say")).to_have_text("Your guess is kept.")
    expect(order.locator(".feedback")).to_have_count(0)
    expect(order.get_by_role("link", name="further on")).to_have_attribute("href", "#order")
    expect(quiz.locator(".progress")).to_have_text("1 of 2 guesses kept")

    order.get_by_role("button", name="Show the answer").click()

    expect(order.locator("[data-option=a] .verdict")).to_have_text("✗ Not this one.")
    expect(order.locator("[data-option=b] .verdict")).to_have_text("✓ The answer.")
    expect(order.get_by_role("button", name="Change it")).to_be_focused()
    expect(quiz.locator(".announce")).to_contain_text("Not this one. The box was shown on 25 September 2025")
    expect(quiz.locator(".progress")).to_have_text("1 of 2 guesses kept")
    expect(quiz).not_to_contain_text("point")


def test_guess_at_a_number_is_answered_with_the_number(page, site):
    open_quiz(page, site)
    share = item(page.locator("[data-part=before]"), "guess-share")

    share.get_by_role("textbox").fill("25")
    share.get_by_role("button", name="Keep my guess").click()
    share.get_by_role("button", name="Show the answer").click()

    expect(share.locator(".say")).to_contain_text("You answered 25 t.")
    expect(share.locator(".say")).to_contain_text("The answer: 20 t (anything from 18 t to 22 t counts)")


# ---- What is kept


def test_answers_survive_a_reload(quiz, page):
    answer_all(quiz)

    page.reload()
    page.wait_for_selector("[data-part=after].live")

    expect(item(quiz, "order").locator("[data-option=a] input")).to_be_checked()
    expect(item(quiz, "order").locator(".verdict")).to_have_text("✗ Not this one.")
    expect(item(quiz, "kilograms").get_by_role("textbox")).to_have_value("1200")
    expect(quiz.locator(".total")).to_have_text("All answered: 1 of 3 points.")


def test_edited_item_asks_again_and_the_others_keep(quiz, page, site, tmp_path):
    answer_all(quiz)
    items = [replace(i, stem="Another question?") if i.id == "order" else i for i in SAMPLE.part("after")]
    write_page(tmp_path, quiz_html(Bank(SAMPLE.name, SAMPLE.title, tuple(items)), resolve=resolve))

    open_quiz(page, site)

    expect(quiz.locator(".progress")).to_have_text("2 of 3 answered, 1 point")
    expect(item(quiz, "order").get_by_role("button", name="Check")).to_be_visible()


def test_erasing_asks_first_and_then_leaves_nothing(quiz, page):
    answer_all(quiz)
    erase = quiz.get_by_role("button", name="Erase my answers")

    erase.click()
    question = quiz.get_by_role("group", name="Erase all you answered here?")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    question.get_by_role("button", name="Keep it").click()
    expect(erase).to_be_focused()
    assert len(kept(page)["items"]) == 3

    erase.click()
    page.keyboard.press("Escape")
    expect(erase).to_be_focused()

    erase.click()
    question.get_by_role("button", name="Erase", exact=True).click()
    expect(quiz.locator(".progress")).to_have_text("0 of 3 answered, 0 points")
    expect(quiz.locator(":checked")).to_have_count(0)
    expect(quiz.locator(".announce")).to_have_text("Erased.")
    expect(erase).to_be_focused()
    assert kept(page) is None


def test_erasing_the_quiz_leaves_the_guesses(quiz, page):
    guesses = page.locator("[data-part=before]")
    guesses.get_by_label("The box").check()
    item(guesses, "guess-order").get_by_role("button", name="Keep my guess").click()
    choose(quiz, "order", "b")

    quiz.get_by_role("button", name="Erase my answers").click()
    quiz.get_by_role("button", name="Erase", exact=True).click()

    assert list(kept(page)["items"]) == ["guess-order"]


@pytest.mark.parametrize(
    "rubbish",
    [
        '{"version": 1, "items": {"order"',
        "null",
        "[]",
        '"text"',
        '{"version": 1}',
        '{"version": 99, "items": {}}',
        '{"version": 1, "items": "many"}',
        "\x00\x00",
        "",
    ],
)
def test_rubbish_in_the_store_is_told_and_replaced(page, site, rubbish):
    errors = watch(page)
    page.goto(site)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, rubbish])

    open_quiz(page, site)

    quiz = page.locator("[data-part=after]")
    expect(quiz.locator(".trouble")).to_have_text(
        "Answers kept here earlier could not be read, so the questions start afresh."
    )
    choose(quiz, "order", "b")
    expect(quiz.locator(".trouble")).to_be_empty()
    assert kept(page)["items"]["order"]["response"] == "b"
    assert errors == []


@pytest.mark.parametrize(
    "entry",
    [None, 5, "b", [], {}, {"hash": "HASH"}, {"hash": "HASH", "response": "z"}, {"hash": "HASH", "response": {"a": 1}},
     {"hash": "00000000", "response": "b"}, {"hash": "HASH", "response": ["b"]}],
)  # fmt: skip
def test_tampered_entry_asks_again_and_the_others_keep(page, site, entry):
    errors = watch(page)
    hashes = {i.id: i.hash for i in SAMPLE.items}
    if isinstance(entry, dict) and entry.get("hash") == "HASH":
        entry = {**entry, "hash": hashes["order"]}
    state = {
        "version": 1,
        "items": {
            "order": entry,
            "kilograms": {"hash": hashes["kilograms"], "response": 1200},
            "gone": entry,
        },
    }
    page.goto(site)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(state)])

    open_quiz(page, site)

    quiz = page.locator("[data-part=after]")
    expect(quiz.locator(".progress")).to_have_text("1 of 3 answered, 1 point")
    choose(quiz, "order", "b")
    expect(quiz.locator(".progress")).to_have_text("2 of 3 answered, 2 points")
    assert errors == []


FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("denied", "SecurityError"); } })"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }"""


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_quiz_works_where_the_browser_keeps_nothing_and_says_so(page, site, trouble):
    errors = watch(page)
    page.add_init_script(trouble)
    open_quiz(page, site)
    quiz = page.locator("[data-part=after]")

    answer_all(quiz)

    expect(quiz.locator(".trouble")).to_have_text(CANNOT_KEEP)
    expect(quiz.locator(".total")).to_have_text("All answered: 1 of 3 points.")
    quiz.get_by_role("button", name="Erase my answers").click()
    quiz.get_by_role("button", name="Erase", exact=True).click()
    expect(quiz.locator(".progress")).to_have_text("0 of 3 answered, 0 points")
    assert errors == []


def test_answers_kept_before_the_store_filled_can_still_be_erased(page, site):
    open_quiz(page, site)
    quiz = page.locator("[data-part=after]")
    choose(quiz, "order", "b")
    page.evaluate(f"() => {{ {FULL} }}")
    choose(quiz, "in-the-shipment", "a")
    expect(quiz.locator(".trouble")).to_have_text(CANNOT_KEEP)

    quiz.get_by_role("button", name="Erase my answers").click()
    quiz.get_by_role("button", name="Erase", exact=True).click()

    assert kept(page) is None


def test_two_tabs_on_one_quiz_stay_alike_and_lose_nothing(quiz, page, site):
    other_page = page.context.new_page()
    open_quiz(other_page, site)
    other = other_page.locator("[data-part=after]")
    item(other, "kilograms").get_by_role("textbox").fill("12")  # begun, not yet checked

    choose(quiz, "order", "b")
    expect(item(other, "order").locator(".verdict")).to_have_text("✓ Right.")
    expect(item(other, "kilograms").get_by_role("textbox")).to_have_value("12")
    choose(other, "in-the-shipment", "a")
    expect(quiz.locator(".progress")).to_have_text("2 of 3 answered, 1.5 points")
    assert set(kept(page)["items"]) == {"order", "in-the-shipment"}

    quiz.get_by_role("button", name="Erase my answers").click()
    quiz.get_by_role("button", name="Erase", exact=True).click()
    expect(other.locator(".progress")).to_have_text("0 of 3 answered, 0 points")


def test_same_quiz_twice_on_a_page_stays_alike_and_apart(page, serve, tmp_path):
    html = quiz_html(SAMPLE, resolve=resolve)
    write_page(tmp_path, html, html)
    errors = watch(page)
    open_quiz(page, serve(tmp_path))
    first, second = page.locator("[data-part=after]").all()

    item(first, "order").locator("[data-option=a] input").check()
    item(second, "order").locator("[data-option=b] input").check()
    expect(item(first, "order").locator("[data-option=a] input")).to_be_checked()

    item(second, "order").get_by_role("button", name="Check").click()
    for copy in (first, second):
        expect(item(copy, "order").locator("[data-option=b] .verdict")).to_have_text("✓ Right.")
        expect(copy.locator(".progress")).to_have_text("1 of 3 answered, 1 point")
    assert errors == []


# ---- Without JavaScript, on paper


def test_without_javascript_the_key_opens_and_no_button_is_dead(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(site)
    quiz = page.locator("[data-part=after]")

    expect(quiz.get_by_role("button")).to_have_count(0)
    expect(quiz.locator(".controls").first).to_be_hidden()
    feedback = quiz.get_by_text("It was signed on 8 September 2025. The box was shown seventeen days later.")
    expect(feedback).to_be_hidden()
    quiz.get_by_text("Answers and explanations").click()
    expect(feedback).to_be_visible()
    item(quiz, "order").get_by_label("The memorandum was signed").check()
    item(quiz, "kilograms").get_by_role("textbox").fill("5")
    item(quiz, "kilograms").get_by_role("textbox").press("Enter")
    assert page.url.rstrip("/") == site


def test_broken_script_leaves_no_dead_button(page, site):
    page.route("**/quiz.js", lambda route: route.abort())
    page.goto(site)

    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("answered", [False, True])
def test_paper_has_the_questions_then_the_key_and_no_control(quiz, page, answered):
    if answered:
        answer_all(quiz)

    page.emulate_media(media="print")

    expect(quiz.get_by_text("A tonne is a thousand kilograms, so multiply by 1,000.")).to_be_visible()
    expect(quiz.get_by_role("button")).to_have_count(0)
    for hidden in (".feedback", ".say", ".progress", ".summary"):
        for element in quiz.locator(hidden).all():
            expect(element).to_be_hidden()
    order = [
        quiz.get_by_text(text).first.bounding_box()["y"] for text in ("Question 3 of 3", "Answers and expl")
    ]
    order.append(quiz.locator("[data-for=slip-1]").bounding_box()["y"])
    assert order == sorted(order)


def test_key_prints_on_a_sheet_of_its_own(quiz, page, tmp_path):
    def sheets():
        return page.pdf().count(b"/Type /Page\n")

    with_key = sheets()
    page.add_style_tag(content=".key { display: none }")

    assert with_key > sheets() >= 1


@pytest.fixture
def book_page(page, serve, tmp_path):
    """A page whose quiz stands deep in what a site puts around it."""
    around = '<nav>Contents</nav><div class="frame"><p>Before</p><article><p>Text</p>{}</article></div>'
    css = ".frame { height: 300px; overflow: hidden; position: relative; padding: 2rem; max-width: 20rem }"
    parts = "".join(quiz_html(SAMPLE, part, resolve=resolve) for part in ("before", "after"))
    write_page(tmp_path, around.format(parts), css=css)
    open_quiz(page, serve(tmp_path))
    return page


def test_printing_these_questions_marks_the_quiz_while_it_prints(book_page):
    book_page.evaluate(
        """() => { window.print = () => {
            window.printed = [document.documentElement.className, document.querySelector(".printing").dataset.part];
        } }"""
    )

    book_page.get_by_role("button", name="Print these questions").click()

    assert book_page.evaluate("window.printed") == ["print-quiz", "after"]
    book_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert book_page.locator(".printing, .print-quiz").count() == 0


def test_only_the_marked_quiz_prints(book_page):
    book_page.evaluate("window.print = () => {}")
    book_page.get_by_role("button", name="Print these questions").click()
    expect(book_page.get_by_text("Contents")).to_be_visible()  # on the screen nothing changes

    book_page.emulate_media(media="print")

    quiz = book_page.locator("[data-part=after]")
    expect(quiz.get_by_text("Question 1 of 3")).to_be_visible()
    expect(quiz.get_by_text("A tonne is a thousand kilograms, so multiply by 1,000.")).to_be_visible()
    shown = book_page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
            .filter((e) => e.checkVisibility() && !e.closest(".printing") && !e.querySelector(".printing"))
            .map((e) => e.outerHTML)"""
    )
    assert shown == []


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_marked_quiz_fills_sheets_of_either_size_and_none_stays_blank(book_page, sheet):
    def sheets():
        return book_page.pdf(format=sheet).count(b"/Type /Page\n")

    book_page.evaluate("window.print = () => {}")
    book_page.get_by_role("button", name="Print these questions").click()

    assert sheets() == 2  # the questions, then their key


def test_only_the_scored_quiz_offers_to_print_its_questions(page, site):
    open_quiz(page, site)

    expect(page.get_by_role("button", name="Print these questions")).to_have_count(1)


# ---- Forecasts

RESPONSES_SCHEMA = json.loads(files("explainer.quiz").joinpath("responses.schema.json").read_text("utf-8"))
TODAY = "2026-11-23T12:00"
WHEN_PUBLIC = "By 31 December 2027, in a newspaper that prints it whole; a summary does not count."


@pytest.fixture
def forecasts(page, serve, tmp_path):
    """The sample's forecasts, alive, on 23 November 2026."""
    page.clock.set_fixed_time(TODAY)
    write_page(tmp_path, quiz_html(SAMPLE, "forecast", resolve=resolve))
    errors = watch(page)
    page.goto(serve(tmp_path))
    yield page.locator("[data-part=forecast].live")
    assert errors == []


def keep_forecast(quiz, id, chance):
    item(quiz, id).get_by_role("textbox").fill(chance)
    item(quiz, id).get_by_role("button", name="Keep my forecast").click()


def test_forecast_is_kept_with_its_day_and_said_to_be(forecasts, page):
    keep_forecast(forecasts, "text-public", "30 %")

    public = item(forecasts, "text-public")
    expect(public.locator(".say")).to_have_text("Kept on 23 November 2026: 30 %.")
    expect(public.locator(".resolves")).to_have_text(WHEN_PUBLIC)
    expect(forecasts.locator(".announce")).to_have_text(f"Kept on 23 November 2026: 30 %. {WHEN_PUBLIC}")
    expect(forecasts.locator(".progress")).to_have_text("1 of 2 forecasts kept")
    expect(public.get_by_role("button", name="Change it")).to_be_focused()
    expect(forecasts).not_to_contain_text("point")
    assert kept(page)["items"]["text-public"] == {
        "hash": SAMPLE.part("forecast")[0].hash,
        "response": {"probability_pct": 30, "kept_on": "2026-11-23"},
        "given_at": "2026-11-23T12:00:00.000Z",
        "tries": 1,
    }


def test_forecast_stays_kept_until_a_newer_one_replaces_it(forecasts, page):
    keep_forecast(forecasts, "text-public", "30")
    public = item(forecasts, "text-public")
    page.clock.set_fixed_time("2027-01-05T12:00")

    public.get_by_role("button", name="Change it").click()
    expect(public.get_by_role("textbox")).to_be_focused()
    public.get_by_role("textbox").fill("45")
    expect(public.locator(".say")).to_have_text("Kept on 23 November 2026: 30 %.")
    assert kept(page)["items"]["text-public"]["response"]["probability_pct"] == 30
    page.keyboard.press("Enter")

    expect(public.locator(".say")).to_have_text("Kept on 5 January 2027: 45 %.")
    page.reload()
    expect(public.get_by_role("textbox")).to_have_value("45")
    expect(public.locator(".say")).to_have_text("Kept on 5 January 2027: 45 %.")


def test_same_forecast_kept_again_is_kept(forecasts):
    keep_forecast(forecasts, "text-public", "30")
    public = item(forecasts, "text-public")

    public.get_by_role("button", name="Change it").click()
    public.get_by_role("button", name="Keep my forecast").click()

    expect(public.get_by_role("button", name="Change it")).to_be_focused()
    expect(public.locator(".say")).to_have_text("Kept on 23 November 2026: 30 %.")


@pytest.mark.parametrize("chance", ["130", "-1", "likely"])
def test_what_is_no_chance_is_refused_and_not_kept(forecasts, page, chance):
    keep_forecast(forecasts, "text-public", chance)

    message = f"“{chance}” is not a chance. Write a number from 0 to 100."
    expect(item(forecasts, "text-public").locator(".say")).to_have_text(message)
    expect(forecasts.locator(".announce")).to_have_text(message)
    expect(item(forecasts, "text-public").get_by_role("textbox")).to_be_focused()
    assert kept(page) is None


def test_saved_forecasts_are_what_the_schema_describes(forecasts, page):
    button = forecasts.get_by_role("button", name="Save my forecasts")
    expect(button).to_be_disabled()
    keep_forecast(forecasts, "text-public", "12,5")

    with page.expect_download() as download:
        button.click()

    assert download.value.suggested_filename == "answers-quiz_sample.json"
    saved = json.loads(download.value.path().read_text("utf-8"))
    jsonschema.Draft202012Validator(RESPONSES_SCHEMA).validate(saved)
    attempt = saved["quizzes"]["quiz_sample"]["items"]["text-public"]
    assert attempt["response"] == {"probability_pct": 12.5, "kept_on": "2026-11-23"}
    expect(forecasts.locator(".announce")).to_have_text("Saved as answers-quiz_sample.json.")


def test_erased_forecasts_leave_nothing_to_save(forecasts, page):
    keep_forecast(forecasts, "text-public", "30")

    forecasts.get_by_role("button", name="Erase my forecasts").click()
    forecasts.get_by_role("button", name="Erase", exact=True).click()

    expect(forecasts.get_by_role("button", name="Save my forecasts")).to_be_disabled()
    expect(forecasts.locator(".say").first).to_be_empty()
    assert kept(page) is None


@pytest.mark.parametrize("script", [False, True], ids=["without script", "on paper"])
def test_forecast_reads_as_a_line_to_fill_in(new_page, serve, tmp_path, script):
    write_page(tmp_path, quiz_html(SAMPLE, "forecast", resolve=resolve))
    page = new_page(java_script_enabled=script)
    page.goto(serve(tmp_path))
    if script:
        page.wait_for_selector("[data-part=forecast].live")
        page.emulate_media(media="print")

    expect(page.get_by_text("Written on: ____").first).to_be_visible()
    expect(page.get_by_role("textbox").first).to_be_visible()
    expect(page.get_by_text(WHEN_PUBLIC)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".key")).to_have_count(0)


def test_kept_forecast_prints_with_its_day(forecasts, page):
    keep_forecast(forecasts, "text-public", "30")

    page.emulate_media(media="print")

    expect(page.get_by_text("Kept on 23 November 2026: 30 %.").first).to_be_visible()
    expect(item(forecasts, "text-public").locator(".dated")).to_be_hidden()
    expect(item(forecasts, "second-shipment").locator(".dated")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forecasts_have_no_accessibility_violation(new_page, serve, tmp_path, scheme):
    write_page(tmp_path, quiz_html(SAMPLE, "forecast", resolve=resolve))
    page = new_page(color_scheme=scheme)
    page.goto(serve(tmp_path))
    quiz = page.locator("[data-part=forecast].live")
    keep_forecast(quiz, "text-public", "30")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


# ---- Safe, still, for everyone


def test_markup_in_a_text_is_shown_and_never_runs(page, serve, tmp_path):
    nasty = "</script></style><img src=x onerror=window.ran=1><!-- <b>کون سا؟</b> 🧲 &amp; \"quoted\" 'so'"
    order = next(i for i in SAMPLE.items if i.id == "order")
    number = next(i for i in SAMPLE.items if i.id == "kilograms")
    options = {
        id: Option(text=nasty, feedback=nasty, see=o.see, misconception=o.misconception)
        for id, o in order.options.items()
    }
    bank = Bank(
        "nasty", nasty, (replace(order, stem=nasty, options=options), replace(number, unit=nasty, stem=nasty))
    )
    write_page(tmp_path, quiz_html(bank, resolve=lambda name: ("#" + nasty, nasty)))
    errors = watch(page)
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")

    choose(quiz, "order", "a")
    write_number(quiz, "<img src=x onerror=window.ran=1>")
    write_number(quiz, "7")

    expect(item(quiz, "order").locator(".stem")).to_have_text(nasty)
    expect(item(quiz, "order").locator(".feedback")).to_contain_text(nasty)
    expect(item(quiz, "kilograms").locator(".say")).to_contain_text(f"You answered 7 {nasty}.")
    expect(quiz.locator(".summary")).to_contain_text(nasty)
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    assert errors == []


SHIFTS = """window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shift += e.value)))
        .observe({ type: "layout-shift", buffered: true });"""


def test_hydrating_moves_nothing(page, site):
    page.add_init_script(SHIFTS)
    page.route("**/quiz.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(site, wait_until="commit")
    page.wait_for_selector("form", state="attached")
    before = page.evaluate("document.documentElement.scrollHeight")
    page.wait_for_selector("[data-part=after].live")

    assert page.evaluate("document.documentElement.scrollHeight") == before
    assert page.evaluate("window.shift") == 0


def test_kept_guesses_come_back_without_moving_anything(page, serve, tmp_path):
    write_page(tmp_path, quiz_html(SAMPLE, "before", resolve=resolve))
    page.add_init_script(SHIFTS)
    page.goto(serve(tmp_path))
    guesses = page.locator("[data-part=before].live")
    guesses.get_by_label("The box").check()
    guesses.get_by_role("textbox").fill("30")
    height = page.evaluate("document.documentElement.scrollHeight")
    for button in guesses.get_by_role("button", name="Keep my guess").all()[::-1]:
        button.click()

    page.reload()
    expect(guesses.locator(".progress")).to_have_text("2 of 2 guesses kept")

    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(new_page, site, viewport, scheme):
    page = new_page(viewport=viewport, color_scheme=scheme)
    open_quiz(page, site)
    fresh = Axe().run(page)

    quiz = page.locator("[data-part=after]")
    answer_all(quiz)
    guess = item(page.locator("[data-part=before]"), "guess-order")
    guess.get_by_label("The box").check()
    guess.get_by_role("button", name="Keep my guess").click()
    guess.get_by_role("button", name="Show the answer").click()
    for summary in page.locator("summary").all():
        summary.click()
    quiz.get_by_role("button", name="Erase my answers").click()
    answered = Axe().run(page)

    assert fresh.violations_count == 0, fresh.generate_report()
    assert answered.violations_count == 0, answered.generate_report()


@pytest.mark.parametrize("attributes", ['dir="ltr"', 'dir="rtl"'])
def test_narrow_page_needs_no_sideways_scrolling_in_either_direction(new_page, serve, tmp_path, attributes):
    write_page(tmp_path, attributes=attributes)
    page = new_page(viewport={"width": 320, "height": 640})
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")
    answer_all(quiz)
    for summary in page.locator("summary").all():
        summary.click()
    quiz.get_by_role("button", name="Erase my answers").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box, text = (
        item(quiz, "order").locator(f"[data-option=a] {part}").bounding_box()
        for part in ("input", "label span")
    )
    assert (box["x"] < text["x"]) == (attributes == 'dir="ltr"')


def test_no_request_to_another_host(page, site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    open_quiz(page, site)

    assert all(url.startswith((site, "data:")) for url in requests)


# ---- As a notebook's widget

MODEL = """
class Model {
  constructor(traits) { Object.assign(this, { traits, listeners: new Set(), saved: 0 }); }
  get(name) { return this.traits[name]; }
  set(name, value) { this.traits[name] = value; for (const listener of [...this.listeners]) listener(); }
  save_changes() { this.saved += 1; }
  on(name, listener) { this.listeners.add(listener); }
  off(name, listener) { this.listeners.delete(listener); }
}
const { default: widget } = await import("./quiz.js");
window.show = (html, attempts = {}) => {
  window.model = new Model({ html, attempts });
  document.querySelector("main").replaceChildren(document.createElement("div"));
  window.stop = widget.render({ model, el: document.querySelector("main div") });
};
"""


@pytest.fixture
def notebook(page, serve, tmp_path):
    """A page that shows the sample as anywidget would: window.show(html, attempts), window.model."""
    write_page(tmp_path, "<p>No quiz yet</p>")
    errors = watch(page)
    page.goto(serve(tmp_path))
    page.add_script_tag(type="module", content=MODEL)
    page.wait_for_function("() => Boolean(window.show)")
    yield page
    assert errors == []


def show(page, responses=None):
    html = quiz_html(SAMPLE, resolve=resolve)
    page.evaluate("([html, attempts]) => show(html, attempts)", [html, attempts(responses or {})])
    return page.locator("[data-part=after]")


def attempts(responses):
    hashes = {item.id: item.hash for item in SAMPLE.items}
    return {id: {"hash": hashes[id], "response": response} for id, response in responses.items()}


def responses_of(page):
    return {id: attempt["response"] for id, attempt in page.evaluate("model.get('attempts')").items()}


def test_widget_gives_its_responses_to_the_model(notebook):
    quiz = show(notebook)

    answer_all(quiz)

    assert responses_of(notebook) == {"order": "a", "in-the-shipment": ["a", "d"], "kilograms": 1200}
    assert notebook.evaluate("model.saved") == 3
    expect(quiz.locator(".total")).to_have_text("All answered: 1 of 3 points.")


def test_widget_shows_what_python_sets(notebook):
    quiz = show(notebook, {"order": "b"})
    expect(item(quiz, "order").locator(".verdict")).to_have_text("✓ Right.")

    notebook.evaluate("(attempts) => model.set('attempts', attempts)", attempts({"kilograms": "1 200"}))

    expect(item(quiz, "order").locator(".verdict")).to_have_count(0)
    expect(item(quiz, "kilograms").locator(".say")).to_contain_text("✓ Right.")


def test_widget_finds_its_responses_again_after_a_reload(notebook):
    choose(show(notebook), "order", "b")

    quiz = show(notebook)  # a new kernel: the model comes back empty

    assert responses_of(notebook) == {"order": "b"}
    expect(item(quiz, "order").locator(".verdict")).to_have_text("✓ Right.")


def test_widget_trusts_the_model_over_the_browser(notebook):
    choose(show(notebook), "order", "b")

    show(notebook, {"order": "a"})

    assert responses_of(notebook) == {"order": "a"}


def test_widget_erases_model_and_browser(notebook):
    quiz = show(notebook)
    answer_all(quiz)

    quiz.get_by_role("button", name="Erase my answers").click()
    quiz.get_by_role("button", name="Erase", exact=True).click()

    assert responses_of(notebook) == {}
    assert kept(notebook) is None


def test_widget_names_its_references_without_links_that_lead_nowhere(notebook):
    quiz = show(notebook)
    answer_all(quiz)

    expect(quiz.locator("a")).to_have_count(0)
    expect(item(quiz, "order").locator(".feedback cite")).to_have_text("The event t31")
    expect(quiz.locator(".summary li").first).to_have_text("Question 1: The event t29; The event t31")


def test_widget_keeps_the_notebook_from_taking_its_keys(notebook):
    quiz = show(notebook)

    for control in (item(quiz, "order").locator("input").first, quiz.get_by_role("button").first):
        control.focus()
        expect(control).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_widget_lets_go_of_the_model_when_it_is_removed(notebook):
    show(notebook)
    notebook.evaluate("stop()")

    assert notebook.evaluate("model.listeners.size") == 0


def test_widget_gives_its_forecasts_to_the_model(notebook):
    html = quiz_html(SAMPLE, "forecast", resolve=resolve)
    notebook.evaluate("(html) => show(html)", html)
    notebook.clock.set_fixed_time(TODAY)

    keep_forecast(notebook.locator("[data-part=forecast]"), "text-public", "30")

    assert responses_of(notebook) == {"text-public": {"probability_pct": 30, "kept_on": "2026-11-23"}}
