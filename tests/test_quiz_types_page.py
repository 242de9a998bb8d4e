"""Every type of item, and what stands around it, driven in Chromium on a page of its own."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import serving
from explainer.quiz import Bank, quiz_html
from explainer.widgets import QuizWidget
from quiz_page import EVERY_TYPE, WIDGETS, every_type, resolve, write_page
from test_quiz_page import FORBIDDEN, FULL, RESPONSES_SCHEMA, kept_of, watch

NAME = EVERY_TYPE.name
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a page with all parts of the bank of every type."""
    place = tmp_path_factory.mktemp("every-type")
    write_page(place, *(every_type(part) for part in ("before", "after", "forecast")))
    with serving(place) as address:
        yield address


@pytest.fixture
def quiz(page, site):
    """The scored quiz, alive, its options in a known order; fails on any error the page reports."""
    errors = watch(page)
    open_quiz(page, site)
    yield page.locator("[data-part=after]")
    assert errors == []


def open_quiz(page, site, seed="7"):
    page.goto(f"{site}/?seed={seed}")
    page.wait_for_selector("[data-part=after].live")


def item(quiz, id):
    return quiz.locator(f"[data-item={id}]")


def press(box, name):
    box.get_by_role("button", name=name, exact=True).click()


def shown(box):
    """The ids of options or entries, from the top."""
    return box.evaluate(
        "(box) => [...box.querySelectorAll('.option, .entry')].map((e) => e.dataset.option ?? e.dataset.entry)"
    )


def put_in_order(quiz, ids="abcd"):
    box = item(quiz, "what-came-first")
    for place, id in enumerate(ids):
        while shown(box).index(id) > place:
            box.locator(f"[data-entry={id}] .move").first.click()
    press(box, "Check")


def match(quiz, partners="abc"):
    box = item(quiz, "who-is-who")
    for id, partner in zip("abc", partners, strict=True):
        box.locator(f"[data-entry={id}] select").select_option(partner)
    press(box, "Check")


def sort_entries(quiz, groups="abba"):
    box = item(quiz, "fact-or-forecast")
    for id, group in zip("abcd", groups, strict=True):
        box.locator(f"[data-entry={id}] [value={group}]").check()
    press(box, "Check")


def choose(quiz, id, *options):
    for option in options:
        item(quiz, id).locator(f"[data-option={option}] input").check()
    press(item(quiz, id), "Check")


def write(quiz, id, text):
    item(quiz, id).get_by_role("textbox").fill(text)
    press(item(quiz, id), "Check")


def answer_all(quiz):
    """Every answer right but the estimates, which are a little off."""
    choose(quiz, "which-paper", "a")
    choose(quiz, "not-rare-earths", "a", "b")
    write(quiz, "kilograms", "1500")
    put_in_order(quiz)
    match(quiz)
    sort_entries(quiz)
    write(quiz, "share-of-china", "65")
    write(quiz, "tonnes-of-antimony", "119000")


# ---- Order


def test_order_is_set_by_keyboard_alone_and_each_move_is_said(quiz, page):
    box = item(quiz, "what-came-first")
    assert shown(box) == ["b", "c", "d", "a"]
    up = box.get_by_role("button", name="Move up: The memorandum is signed.")
    up.focus()

    for place in (3, 2, 1):
        page.keyboard.press("Enter")
        expect(quiz.locator(".announce")).to_have_text(f"The memorandum is signed.: place {place} of 4.")
        expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.locator(".announce")).to_have_text("The memorandum is signed. is first already.")

    box.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    assert shown(box) == ["a", "b", "c", "d"]
    expect(box.locator(".say")).to_contain_text("✓ Right: 1 point")
    expect(box.locator(".say dd")).to_have_count(4)


def test_wrong_order_names_two_neighbours_and_not_the_answer(quiz):
    box = item(quiz, "what-came-first")

    put_in_order(quiz, "bacd")

    expect(box.locator(".say")).to_contain_text("◐ Partly right: 0.67 points")
    expect(box.locator(".say")).to_contain_text(
        "These two neighbours stand the wrong way round: “The box is shown in Washington” and “The memorandum is signed”."
    )
    expect(box.locator(".say .feedback")).to_have_count(2)
    press(box, "Show the answer")
    expect(box.locator(".solution dt").first).to_have_text("1. The memorandum is signed.")


def test_kept_order_stands_again_after_a_reload(quiz, page):
    put_in_order(quiz, "cabd")

    page.reload()
    page.wait_for_selector("[data-part=after].live")

    assert shown(item(quiz, "what-came-first")) == ["c", "a", "b", "d"]
    expect(item(quiz, "what-came-first").locator(".say")).to_contain_text("Partly right")


# ---- Match and sort


def test_match_says_of_each_entry_whether_it_is_right(quiz):
    match(quiz, "acb")

    box = item(quiz, "who-is-who")
    expect(box.locator("[data-entry=a] .verdict")).to_have_text("✓ Right.")
    expect(box.locator("[data-entry=b] .verdict")).to_have_text("✗ Not here.")
    expect(box.locator("[data-entry=b] .feedback")).to_contain_text("It has a plant in Missouri.")
    expect(box.locator(".say")).to_have_text("◐ Partly right: 1 of 3.")
    expect(quiz.locator(".announce")).to_contain_text("Not here. It has a plant in Missouri.")
    press(box, "Show the answer")
    expect(box.locator(".solution dt")).to_contain_text(["An army-run builder of roads: FWO"])


def test_entry_without_a_partner_is_asked_for_and_gets_the_focus(quiz):
    box = item(quiz, "who-is-who")
    box.locator("[data-entry=c] select").select_option("a")

    press(box, "Check")

    expect(box.locator(".say")).to_have_text("Choose for every entry first.")
    expect(box.locator("select").nth(1)).to_be_focused()


def test_sort_is_answered_by_arrow_keys_and_scored_by_share(quiz, page):
    box = item(quiz, "fact-or-forecast")
    for id, presses in zip("abcd", ("Space", "Space ArrowDown", "Space", "Space"), strict=True):
        box.locator(f"[data-entry={id}] input").first.focus()
        for key in presses.split():
            page.keyboard.press(key)

    page.keyboard.press("Enter")

    expect(box.locator(".say")).to_have_text("◐ Partly right: 3 of 4.")
    expect(box.locator("[data-entry=c] .verdict")).to_have_text("✗ Not here.")
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 0.75 points")


# ---- Estimates


def test_slider_and_field_of_an_estimate_follow_each_other(quiz, page):
    box = item(quiz, "share-of-china")
    field, slider = box.get_by_role("textbox"), box.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "no estimate yet")

    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(field).to_have_value("50.1")
    expect(slider).to_have_attribute("aria-valuetext", "50.1 %")
    field.fill("25")
    expect(slider).to_have_value("250")


def test_estimate_is_scored_by_distance_and_set_beside_the_figure(quiz):
    write(quiz, "share-of-china", "65")

    box = item(quiz, "share-of-china")
    expect(box.locator(".say")).to_contain_text("You said 65 %, the data says 70 %. 0.87 points. Close to")
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 0.87 points")


def test_estimate_on_a_log_scale_counts_in_sizes(quiz):
    box = item(quiz, "tonnes-of-antimony")
    box.get_by_role("slider").fill("600")

    expect(box.get_by_role("textbox")).to_have_value("100000")
    press(box, "Check")
    expect(box.locator(".say")).to_contain_text("✓ You said 100,000 t, the data says 119,000 t. 1 point.")


def test_estimate_off_the_scale_is_refused_with_its_ends(quiz):
    write(quiz, "tonnes-of-antimony", "5")

    box = item(quiz, "tonnes-of-antimony")
    expect(box.locator(".say")).to_have_text("“5” is not a number from 100 t to 10,000,000 t.")
    expect(box.get_by_role("textbox")).to_be_focused()


def test_guess_on_a_scale_is_kept_and_answered_without_points(quiz, page):
    guesses = page.locator("[data-part=before]")
    box = item(guesses, "guess-share")
    box.get_by_role("textbox").fill("20")
    press(box, "Keep my guess")
    expect(box.locator(".say")).to_have_text("Your guess is kept.")

    press(box, "Show the answer")

    expect(box.locator(".say")).to_contain_text("You said 20 %, the data says 43 %. It is more.")
    expect(guesses).not_to_contain_text("point")


# ---- Hints, the answer shown, confidence


def test_hint_says_its_cost_and_takes_it(quiz, page):
    box = item(quiz, "which-paper")
    first, second = box.locator(".hint").all()
    expect(first.locator("summary")).to_have_text("Hint 1 of 2 (takes a quarter of the points)")
    expect(second).to_be_hidden()

    first.locator("summary").press("Enter")
    expect(quiz.locator(".announce")).to_contain_text("Ask whether the paper binds anyone.")
    expect(second).to_be_visible()
    choose(quiz, "which-paper", "a")

    expect(box.locator(".say")).to_have_text("With 1 hint: 0.75 points.")
    page.reload()
    page.wait_for_selector("[data-part=after].live")
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 0.75 points")


def test_hint_read_after_the_right_answer_costs_nothing(quiz):
    choose(quiz, "which-paper", "a")

    item(quiz, "which-paper").locator(".hint summary").first.click()

    expect(item(quiz, "which-paper").locator(".hint p").first).to_be_visible()
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 1 point")


def test_shown_answer_closes_the_item_for_good(quiz, page):
    choose(quiz, "which-paper", "b")
    box = item(quiz, "which-paper")

    press(box, "Show the answer")
    expect(box.locator("[data-option=a] .verdict")).to_have_text("✓ The answer.")
    expect(box).to_be_focused()
    expect(box.get_by_role("button")).to_have_count(0)

    box.locator("[data-option=a] label").click()
    expect(box.locator("[data-option=b] input")).to_be_checked()
    expect(quiz.locator(".announce")).to_contain_text("The answer was shown here.")
    page.reload()
    page.wait_for_selector("[data-part=after].live")
    expect(box.locator("[data-option=a] .verdict")).to_have_text("✓ The answer.")
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 0 points")


def test_first_try_is_told_apart_from_the_last(quiz):
    choose(quiz, "which-paper", "b")
    press(item(quiz, "which-paper"), "Try again")

    answer_all(quiz)

    expect(quiz.locator(".summary")).to_contain_text("Right at the first try: 6.")


def test_nobody_is_asked_how_sure_they_are_unless_they_wish(quiz):
    expect(quiz.locator(".confidence")).to_have_count(0)

    quiz.get_by_text("How this quiz asks").click()
    quiz.get_by_label("Ask how sure I am").check()

    asked = quiz.locator(".item:has(.confidence)")
    assert [box.get_attribute("data-item") for box in asked.all()] == [
        i.id for i in EVERY_TYPE.part("after") if i.takes_confidence
    ]
    quiz.get_by_label("Ask how sure I am").uncheck()
    expect(quiz.locator(".confidence")).to_have_count(0)


def test_being_sure_earns_and_costs_and_the_end_shows_whether_it_was_warranted(quiz):
    quiz.get_by_text("How this quiz asks").click()
    quiz.get_by_label("Ask how sure I am").check()
    item(quiz, "which-paper").get_by_label("Sure", exact=True).check()
    item(quiz, "not-rare-earths").get_by_label("Fairly sure").check()
    item(quiz, "kilograms").get_by_label("Sure", exact=True).check()

    answer_all(quiz)
    expect(item(quiz, "which-paper").locator(".say")).to_have_text("Sure: +3.")
    press(item(quiz, "kilograms"), "Try again")
    item(quiz, "kilograms").get_by_label("Sure", exact=True).check()
    write(quiz, "kilograms", "150")

    expect(item(quiz, "kilograms").locator(".say")).to_contain_text("Sure: −6.")
    expect(quiz.locator(".summary")).to_contain_text("Marks for knowing how sure to be: −1 of 9.")
    rows = quiz.locator(".calibration tbody tr")
    expect(rows).to_have_text(
        [
            "Guessing–not used (pays from 0 to 67 %)",
            "Fairly sure1 of 1100 % (pays from 67 to 80 %)",
            "Sure1 of 250 % (pays from 80 to 100 %)",
        ]
    )


# ---- Test mode


def test_test_tells_nothing_until_it_is_finished(quiz, page):
    quiz.get_by_text("How this quiz asks").click()
    quiz.get_by_label("Tell me what is right at the end only").check()
    choose(quiz, "which-paper", "b")
    write(quiz, "kilograms", "1500")

    expect(item(quiz, "which-paper").locator(".say")).to_have_text(
        "Kept. You can change it until you finish."
    )
    expect(quiz.locator(".item .verdict")).to_have_count(0)
    expect(quiz.locator(".progress")).to_have_text("2 of 8 answered")
    expect(item(quiz, "which-paper").get_by_role("button", name="Show the answer")).to_have_count(0)
    page.reload()
    page.wait_for_selector("[data-part=after].live")
    expect(quiz.locator(".item .verdict")).to_have_count(0)

    press(quiz, "Finish the test")
    question = quiz.get_by_role("group", name="6 questions not answered. Finish all the same?")
    press(question, "Finish")

    expect(quiz.locator(".summary")).to_be_focused()
    expect(quiz.locator(".total")).to_have_text("6 of 8 not answered: 1 of 8 points.")
    expect(item(quiz, "which-paper").locator(".verdict")).to_have_text("✗ Not this one.")


# ---- The order of options


def test_seed_in_the_address_gives_everybody_the_same_order(new_page, site):
    orders = []
    for seed in ("12", "12", "99"):
        page = new_page()
        open_quiz(page, site, seed)
        orders.append([shown(box) for box in page.locator("[data-part=after] .item").all()])

    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert all(order[0] == ["a", "b", "c"] for order in orders)  # shuffle: false


def test_reader_meets_the_same_order_at_each_visit(new_page, site):
    first, again = new_page(), new_page()
    orders = []
    for page in (first, first, again):
        page.goto(site)
        page.wait_for_selector("[data-part=after].live")
        orders.append([shown(box) for box in page.locator("[data-part=after] .item").all()])

    assert orders[0] == orders[1]
    assert orders[0] != orders[2]  # by chance the same once in some ten thousand


def test_item_in_use_before_the_script_arrives_keeps_its_order_and_the_focus(page, serve, tmp_path):
    begin = "<script>document.querySelector('[data-item=not-rare-earths] input').focus()</script>"
    write_page(tmp_path, every_type() + begin)

    open_quiz(page, serve(tmp_path))

    box = item(page.locator("[data-part=after]"), "not-rare-earths")
    assert shown(box) == ["a", "b", "c"]
    expect(box.locator("input").first).to_be_focused()


# ---- Files


def save(quiz, page, name="Save my answers"):
    with page.expect_download() as download:
        press(quiz, name)
    return download.value.path().read_text("utf-8")


def open_file(quiz, page, text, name="answers.json"):
    with page.expect_file_chooser() as chooser:
        press(quiz, "Open a saved file")
    content = text if isinstance(text, bytes) else text.encode()
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})
    return quiz.locator(".opened")


def test_saved_file_brings_everything_back_after_erasing(quiz, page):
    item(quiz, "what-came-first").locator(".hint summary").click()
    answer_all(quiz)
    before = kept_of(page, NAME)["items"]
    file = save(quiz, page)
    jsonschema.Draft202012Validator(RESPONSES_SCHEMA).validate(json.loads(file))
    press(quiz, "Erase my answers")
    press(quiz, "Erase")
    expect(quiz.locator(".progress")).to_have_text("0 of 8 answered, 0 points")

    expect(open_file(quiz, page, file)).to_have_text("8 answers taken in.")

    assert kept_of(page, NAME)["items"] == before
    expect(quiz.locator(".total")).to_contain_text("All answered: 7.62 of 8 points.")


def test_newer_answer_stays_when_an_older_file_is_opened(quiz, page):
    choose(quiz, "which-paper", "b")
    file = save(quiz, page)
    press(item(quiz, "which-paper"), "Try again")
    choose(quiz, "which-paper", "a")

    said = open_file(quiz, page, file)

    expect(said).to_have_text("0 answers taken in. 1 answer left out: what is kept here is as new.")
    expect(item(quiz, "which-paper").locator("[data-option=a] .verdict")).to_have_text("✓ Right.")


GOOD_FILE = {"format": "explainer-responses", "version": 1, "saved_at": "2026-11-23T12:00:00Z"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "could not be read: it is cut off, or not a file of saved answers."),
        ('{"format": "explainer-res', "could not be read: it is cut off, or not a file of saved answers."),
        (b"\x89PNG\r\n\x1a\n\x00", "could not be read: it is cut off, or not a file of saved answers."),
        ("[]", "is not a file of saved answers."),
        ("null", "is not a file of saved answers."),
        (
            json.dumps(GOOD_FILE | {"version": 2, "quizzes": {}}),
            "was saved by another version of this book, which this one cannot read.",
        ),
        (json.dumps(GOOD_FILE | {"quizzes": []}), "holds no quizzes."),
        (
            json.dumps(GOOD_FILE | {"quizzes": {"02-the-elements": {"items": {}}}}),
            "holds answers to 02-the-elements, not to this quiz.",
        ),
        (" " * 5_000_001, "is too large for a file of saved answers."),
    ],
    ids=["empty", "truncated", "picture", "list", "null", "newer", "no quizzes", "other quiz", "huge"],
)
def test_file_that_is_no_use_is_refused_in_one_line_and_nothing_changes(quiz, page, text, said):
    choose(quiz, "which-paper", "a")
    before = kept_of(page, NAME)

    opened = open_file(quiz, page, text, "<b>x</b>.json")

    expect(opened).to_have_text(f"“<b>x</b>.json” {said} Nothing was changed.")
    expect(opened).to_have_attribute("role", "status")
    assert kept_of(page, NAME) == before


def test_tampered_file_gives_what_is_sound_of_it(quiz, page):
    hashes = {i.id: i.hash for i in EVERY_TYPE.items}
    items = {
        "which-paper": {"hash": hashes["which-paper"], "response": "a", "hints": 99, "confidence": "x"},
        "kilograms": {"hash": "00000000", "response": 1500},
        "who-is-who": {"hash": hashes["who-is-who"], "response": {"a": "a"}},
        "<img src=x onerror=alert(1)>": {"hash": "0", "response": "a"},
        "__proto__": {"hash": "0", "response": "a"},
        "constructor": 5,
    }
    text = json.dumps(GOOD_FILE | {"quizzes": {NAME: {"items": items}}})

    said = open_file(quiz, page, text)

    expect(said).to_have_text(
        "1 answer taken in. 2 answers left out: the question has changed, or the answer is damaged."
        " 3 answers left out: not asked here."
    )
    assert list(kept_of(page, NAME)["items"]) == ["which-paper"]
    expect(quiz.locator(".progress")).to_have_text("1 of 8 answered, 1 point")


def test_file_goes_from_page_to_notebook_and_back(quiz, page, tmp_path):
    answer_all(quiz)
    path = tmp_path / "answers.json"
    path.write_text(save(quiz, page), encoding="utf-8")
    widget = QuizWidget(EVERY_TYPE, resolve=resolve)

    assert widget.load(path) == "8 answers taken in."
    assert widget.score == pytest.approx(7.87 / 8, abs=0.01)
    widget.responses = {**widget.responses, "which-paper": "c"}
    widget.save(path)
    widget.close()

    said = open_file(quiz, page, path.read_text("utf-8"))
    expect(said).to_have_text("1 answer taken in. 7 answers left out: what is kept here is as new.")
    expect(item(quiz, "which-paper").locator("[data-option=c] .verdict")).to_have_text("✗ Not this one.")


# ---- What is kept


def test_state_of_the_edition_before_is_read(page, site):
    hashes = {i.id: i.hash for i in EVERY_TYPE.items}
    old = {"version": 1, "items": {"which-paper": {"hash": hashes["which-paper"], "response": "a"}}}
    page.goto(site)
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [f"explainer:quiz:{NAME}", json.dumps(old)])

    open_quiz(page, site)

    expect(page.locator("[data-part=after] .progress")).to_have_text("1 of 8 answered, 1 point")


def test_state_that_cannot_be_read_is_put_aside_and_not_lost(page, site):
    text = '{"version": 99, "items": {"which-paper": "from a newer edition"}}'
    page.goto(site)
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [f"explainer:quiz:{NAME}", text])
    open_quiz(page, site)

    choose(page.locator("[data-part=after]"), "which-paper", "a")

    assert page.evaluate("(k) => localStorage.getItem(k)", f"explainer:quiz:{NAME}:unread") == text


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_every_type_works_where_the_browser_keeps_nothing(page, site, trouble):
    errors = watch(page)
    page.add_init_script(trouble)
    open_quiz(page, site)
    quiz = page.locator("[data-part=after]")

    answer_all(quiz)

    expect(quiz.locator(".total")).to_contain_text("All answered")
    assert errors == []


def test_two_copies_on_a_page_stay_alike(page, serve, tmp_path):
    write_page(tmp_path, every_type(seed=7), every_type(seed=7))
    errors = watch(page)
    open_quiz(page, serve(tmp_path))
    first, second = page.locator("[data-part=after]").all()

    answer_all(first)

    assert shown(item(second, "what-came-first")) == ["a", "b", "c", "d"]
    expect(item(second, "who-is-who").locator("[data-entry=b] select")).to_have_value("b")
    expect(second.locator(".progress")).to_have_text("8 of 8 answered, 7.87 points")
    assert errors == []


# ---- Forecasts that are settled


def test_settled_forecast_gets_its_brier_score_and_an_explanation(quiz, page):
    forecasts = page.locator("[data-part=forecast]")
    page.clock.set_fixed_time("2026-12-01T12:00")
    box = item(forecasts, "settled")

    box.get_by_role("textbox").fill("70")
    press(box, "Keep my forecast")

    expect(box.locator(".say")).to_contain_text("Kept on 1 December 2026: 70 %. Brier score: 0.09.")
    expect(box.locator(".settled")).to_contain_text("It came true, as of 1 March 2027.")


def test_forecast_kept_after_the_day_is_not_scored(quiz, page):
    forecasts = page.locator("[data-part=forecast]")
    page.clock.set_fixed_time("2027-03-01T12:00")

    item(forecasts, "settled").get_by_role("textbox").fill("99")
    press(item(forecasts, "settled"), "Keep my forecast")

    expect(item(forecasts, "settled").locator(".say")).to_contain_text("so it is not scored")


# ---- For everyone


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_in_any_state(new_page, site, viewport, scheme):
    page = new_page(viewport=viewport, color_scheme=scheme)
    open_quiz(page, site)
    quiz = page.locator("[data-part=after]")
    quiz.get_by_text("How this quiz asks").click()
    quiz.get_by_label("Ask how sure I am").check()
    found = [Axe().run(page).response["violations"]]

    item(quiz, "which-paper").locator(".hint summary").first.click()
    item(quiz, "which-paper").get_by_label("Sure", exact=True).check()
    choose(quiz, "which-paper", "b")
    press(item(quiz, "which-paper"), "Show the answer")
    choose(quiz, "not-rare-earths", "a", "c")
    write(quiz, "kilograms", "150")
    put_in_order(quiz, "bacd")
    match(quiz, "bac")
    sort_entries(quiz, "aabb")
    write(quiz, "share-of-china", "40")
    write(quiz, "tonnes-of-antimony", "1000")
    found.append(Axe().run(page).response["violations"])

    assert [[v["id"] for v in violations] for violations in found] == [[], []]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_lost_at_320_pixels_in_either_direction(new_page, serve, tmp_path, direction):
    parts = [every_type(part, confidence=part == "after") for part in ("before", "after", "forecast")]
    write_page(tmp_path, *parts, attributes=f'dir="{direction}"')
    page = new_page(viewport={"width": 320, "height": 640})
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")
    answer_all(quiz)

    wide = page.evaluate(
        """() => [...document.querySelectorAll(".quiz *")].filter((e) => e.checkVisibility() && !e.closest(".announce"))
            .filter((e) => { const r = e.getBoundingClientRect(); return r.left < -0.5 || r.right > innerWidth + 0.5; })
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_right_to_left_mirrors_every_part(new_page, serve, tmp_path):
    write_page(tmp_path, every_type(), attributes='dir="rtl"')
    page = new_page(viewport=DESKTOP)
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")
    write(quiz, "share-of-china", "90")

    def middle(locator):
        box = locator.bounding_box()
        return box["x"] + box["width"] / 2

    option = item(quiz, "which-paper").locator(".option").first
    entry = item(quiz, "what-came-first").locator(".entry").first
    estimate = item(quiz, "share-of-china")
    assert middle(option.locator("input")) > middle(option.locator("span"))
    assert middle(entry.locator(".moves")) < middle(entry.locator(".text"))
    assert middle(estimate.locator(".scale-picture .you")) < middle(estimate.locator(".scale-picture .data"))
    assert middle(estimate.locator(".scale-ends span").first) > middle(
        estimate.locator(".scale-ends span").last
    )


def test_targets_are_large_enough_to_tap(quiz, page):
    quiz.get_by_text("How this quiz asks").click()
    quiz.get_by_label("Ask how sure I am").check()

    small = page.evaluate(
        """() => [...document.querySelectorAll(".quiz button, .quiz label, .quiz summary, .quiz select, .quiz [type=range]")]
            .filter((e) => e.checkVisibility())
            .filter((e) => { const r = e.getBoundingClientRect(); return r.height < 44 || r.width < 44; })
            .map((e) => e.outerHTML)"""
    )

    assert small == []


def test_nothing_in_the_quiz_moves_by_itself():
    css = (WIDGETS / "quiz.css").read_text("utf-8")

    assert not re.search(r"transition|animation|scroll-behavior", css)


# ---- Without a script, on paper


def test_without_javascript_every_type_reads_and_hints_open(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(site)
    quiz = page.locator("[data-part=after]")

    expect(quiz.get_by_role("button")).to_have_count(0)
    expect(quiz.get_by_role("slider")).to_have_count(0)
    expect(quiz.locator(".settings")).to_be_hidden()
    expect(item(quiz, "what-came-first").locator(".box").first).to_be_visible()
    item(quiz, "which-paper").locator(".hint summary").last.click()
    expect(item(quiz, "which-paper").locator(".hint p").last).to_be_visible()
    item(quiz, "who-is-who").locator("select").first.select_option("a")
    quiz.get_by_text("Answers and explanations").click()
    expect(quiz.locator("[data-key=fact-or-forecast] dt").first).to_have_text(
        "Fact: The paper was signed in September 2025."
    )


def test_on_paper_entries_have_boxes_and_partners_a_list(quiz, page):
    page.emulate_media(media="print")

    expect(item(quiz, "what-came-first").locator(".box").first).to_be_visible()
    expect(item(quiz, "who-is-who").locator(".partners")).to_be_visible()
    for hidden in (".moves", ".scale", ".hint", ".settings", ".confidence"):
        expect(quiz.locator(hidden).locator("visible=true")).to_have_count(0)


# ---- Content is text


NASTY = '</script><img src=x onerror="window.ran=\'%s\'"><svg onload="window.ran=1"> کون سا؟ 🧲 '


def nasty(record):
    """The same record with every text a reader sees made of markup."""
    if isinstance(record, str):
        return f"{NASTY % record[:5]}{record}"
    if hasattr(record, "items"):
        return {id: nasty(each) for id, each in record.items()}
    texts = (
        "text",
        "feedback",
        "right",
        "wrong",
        "near",
        "low",
        "high",
        "stem",
        "hints",
        "options",
        "entries",
    )
    texts += ("groups", "partners", "ends", "unit", "resolves", "resolution", "slips", "misconception")
    if isinstance(record, tuple):
        return tuple(nasty(each) for each in record)
    if hasattr(record, "__dataclass_fields__"):
        kept = {n: getattr(record, n) for n in record.__dataclass_fields__}
        changed = {
            n: nasty(v)
            for n, v in kept.items()
            if n in texts and not isinstance(v, int | float) and v is not None
        }
        return replace(record, **changed)
    return record


def test_markup_in_any_text_of_any_type_is_shown_and_never_runs(page, serve, tmp_path):
    bank = Bank(NAME, nasty("title"), tuple(nasty(i) for i in EVERY_TYPE.items))
    parts = [
        quiz_html(bank, part, resolve=resolve, confidence=True) for part in ("before", "after", "forecast")
    ]
    write_page(tmp_path, *parts)
    errors = watch(page)
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")

    answer_all(quiz)
    put_in_order(quiz, "bacd")
    press(item(quiz, "what-came-first"), "Show the answer")

    assert page.evaluate("window.ran") is None
    assert page.locator(".quiz img, .quiz svg").count() == 0
    expect(item(quiz, "who-is-who").locator("[data-entry=a] .feedback")).to_contain_text("<img src=x")
    assert errors == []


def test_bank_of_five_hundred_items_is_answered_like_any_other(page, serve, tmp_path):
    after = EVERY_TYPE.part("after")
    many = tuple(replace(after[n % 8], id=f"{after[n % 8].id}-{n}") for n in range(500))
    write_page(tmp_path, quiz_html(Bank("many", "Many", many), resolve=resolve))
    errors = watch(page)
    open_quiz(page, serve(tmp_path))
    quiz = page.locator("[data-part=after]")

    write(quiz, "kilograms-498", "1500")

    expect(quiz.locator(".progress")).to_have_text("1 of 500 answered, 1 point")
    assert errors == []


def test_item_of_a_type_the_module_does_not_know_leaves_the_others_working(page, serve, tmp_path):
    html = every_type().replace('"type":"match"', '"type":"crossword"')
    write_page(tmp_path, html)
    errors = watch(page)
    open_quiz(page, serve(tmp_path))

    write(page.locator("[data-part=after]"), "kilograms", "1500")

    expect(page.locator("[data-part=after] .progress")).to_have_text("1 of 7 answered, 1 point")
    assert errors == []
