"""The explorer on a page, in a real browser: frames swapped by real inputs, and what happens when they do not come."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from explore_sample import steady_bar, what_follows, wide_bar
from explorer_page import WIDGETS, write_page
from site_pages import watch

FAR = '<div style="height: 4000px"></div>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Pages with the sample explorers; their frames are drawn once."""
    place = tmp_path_factory.mktemp("explorers")
    write_page(place, wide_bar, steady_bar, what_follows)
    (place / "far").mkdir()
    write_page(place / "far", steady_bar, filler=FAR)
    (place / "inline").mkdir()
    write_page(place / "inline", steady_bar, inline=True)
    (place / "inline" / "steady-bar.json").unlink()
    return place


@pytest.fixture
def open_page(new_page, folder, serve):
    """open_page(path="", skip=True, **options): the page with its explorers alive, the guesses skipped."""
    address = serve(folder)

    def opened(path="/", skip=True, alive=True, **options):
        page = new_page(**options)
        page.set_default_timeout(10_000)
        page.goto(address + path)
        if alive:
            page.locator(".explorer.live").first.wait_for()
        if skip:
            for button in page.locator(".explorer .pass").all():
                button.click()
        return page

    return opened


def wide(page):
    return page.locator("#explorer-wide-bar")


def finding(section):
    return section.locator(".finding b")


def press(section, name, key, times=1):
    control = section.locator(f'[name="{name}"]')
    control.focus()
    for _ in range(times):
        control.press(key)


def test_a_slider_moved_by_keyboard_shows_that_frame_and_no_more_changes(open_page):
    page = open_page()
    section = wide(page)
    section.locator("summary", has_text="Data as a table").click()

    press(section, "length", "ArrowRight", 2)
    section.locator('[name="shade"]').select_option("1")

    finding(section).get_by_text("The bar is 8.00 wide").wait_for()
    live = wide_bar.chart(length=4, shade="usa")
    assert section.locator("figure svg desc").text_content() == live.alt
    section.locator("figure tbody td", has_text="8").wait_for()
    assert "8.0" in section.locator("a.csv").get_attribute("href")
    assert section.locator(".chart-data details").get_attribute("open") is not None
    assert section.locator('output:near([name="length"])').first.inner_text() == "4.0 cm"
    assert section.locator('[name="length"]').get_attribute("aria-valuetext") == "4.0 cm"


def test_the_frames_that_a_page_unpacks_are_the_bytes_that_python_draws(open_page):
    page = open_page()
    unpacked = page.evaluate(
        """async ([address, count]) => {
          const { unpack } = await import("./explorer.js");
          const frame = unpack(await (await fetch(address)).text(), count);
          return Array.from({ length: count }, (_, n) => frame(n));
        }""",
        ["wide-bar.json", wide_bar.frame_count],
    )

    assert unpacked == [wide_bar.frame(state) for state in wide_bar.grid()]


@pytest.mark.parametrize("pause_ms", [0, 400], ids=["at once", "made ready before"])
def test_a_swapped_figure_is_the_figure_as_python_draws_it(open_page, pause_ms):
    """Whatever was shown before: nothing of an older frame stays behind."""
    page = open_page()
    section = wide(page)
    for name, key in (
        ("length", "End"),
        ("times", "ArrowRight"),
        ("times", "ArrowLeft"),
        ("length", "ArrowLeft"),
        ("length", "Home"),
        ("times", "End"),
        ("length", "ArrowRight"),
    ):
        page.wait_for_timeout(pause_ms)
        press(section, name, key)
    finding(section).get_by_text("The bar is 15.00 wide").wait_for()
    section.locator("figure tbody td", has_text="7.5").wait_for(state="attached")

    shown, drawn = page.evaluate(
        """(html) => {
          const parsed = new DOMParser().parseFromString(html, "text/html").querySelector("figure");
          const text = (figure) => figure.outerHTML.replace(/\\s+</g, "<");
          return [text(document.querySelector("#chart-wide-bar")), text(parsed)];
        }""",
        wide_bar.frame(wide_bar.state(length=1.5, times=10)),
    )
    assert shown == drawn


@pytest.mark.parametrize("part", ["finding", "source"])
def test_what_stands_below_does_not_move_up_when_the_words_get_shorter(open_page, part):
    page = open_page()
    section = wide(page)
    page.add_style_tag(content=f".tall .{part} {{ padding-block-end: 80px; }}")

    def bottom_of_words():
        return section.locator(f".{part}").evaluate("(words) => words.offsetTop + words.offsetHeight")

    section.evaluate("(section) => section.classList.add('tall')")
    press(section, "length", "ArrowRight")
    height = f"parseFloat(document.querySelector('#explorer-wide-bar').style.getPropertyValue('--{part}'))"
    page.wait_for_function(f"{height} > 80")
    tall = bottom_of_words()
    section.evaluate("(section) => section.classList.remove('tall')")
    press(section, "length", "ArrowRight")
    finding(section).get_by_text("The bar is 8.00 wide").wait_for()

    assert abs(bottom_of_words() - tall) < 1


def test_the_reading_is_announced_once_the_reader_pauses(open_page):
    page = open_page()
    section = wide(page)
    page.evaluate(
        """() => {
          window.said = [];
          const place = document.querySelector("#explorer-wide-bar .announce");
          new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true });
        }"""
    )

    press(section, "length", "ArrowRight", 4)
    page.wait_for_function("window.said.length > 0")

    assert section.locator(".announce").get_attribute("aria-live") == "polite"
    assert page.evaluate("window.said") == ["The bar is 10.00 wide."]


def test_reset_goes_back_to_the_first_figure(open_page):
    section = wide(open_page())
    press(section, "times", "End")
    finding(section).get_by_text("The bar is 30.00 wide").wait_for()

    section.get_by_role("button", name="Reset").click()

    finding(section).get_by_text("The bar is 6.00 wide").wait_for()
    assert section.locator('[name="times"]').get_attribute("aria-valuetext") == "2"
    assert section.locator(".said").inner_text() == "Back to where it began."


def test_a_link_to_a_state_restores_it(open_page, folder):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    section = wide(page)
    press(section, "length", "End")
    section.locator('[name="shade"]').select_option("1")

    section.get_by_role("button", name="Copy a link to this state").click()
    section.get_by_text("The link to this state is copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")

    assert link.partition("?")[2] == "length=5&times=2&shade=usa#explorer-wide-bar"
    page.goto("about:blank")
    page.goto(link)
    finding(wide(page)).get_by_text("The bar is 10.00 wide").wait_for()
    assert wide(page).locator('[name="shade"]').input_value() == "1"
    assert finding(page.locator("#explorer-steady-bar")).inner_text() == "The bar is 1.00 wide."


def test_where_nothing_can_be_copied_the_link_is_shown(open_page):
    page = open_page()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")

    wide(page).get_by_role("button", name="Copy a link to this state").click()

    wide(page).get_by_text("length=3&times=2&shade=china#explorer-wide-bar").wait_for()


@pytest.mark.parametrize("asked", ["length=99&times=2", "length=2.2", "shade=green", "length=long"])
def test_a_link_to_a_state_that_is_none_says_so_and_shows_the_first(open_page, asked):
    section = wide(open_page(f"/?{asked}#explorer-wide-bar", skip=False))

    assert section.locator(".said").inner_text() == (
        "The link asks for a state that this figure does not have, so it shows its first."
    )
    assert finding(section).text_content() == "The bar is 6.00 wide."


# --- the guess ------------------------------------------------------------------------------------------


def test_the_guess_comes_before_the_figure_and_the_controls(open_page):
    section = wide(open_page(skip=False))

    assert not section.locator("figure").is_visible()
    assert not section.locator('[name="length"]').is_visible()
    section.get_by_role("button", name="Keep my guess").click()
    assert section.locator(".said").inner_text() == "Choose an answer first, or skip the guess."

    section.get_by_label("Three").check()
    section.get_by_role("button", name="Keep my guess").click()

    assert section.locator("figure").is_visible()
    assert section.locator('[name="length"]').is_visible()
    assert section.page.evaluate("document.activeElement.name") == "length"
    assert (
        section.locator(".told").inner_text()
        == "You guessed “Three”. It is its length, taken as often as set."
    )
    assert section.locator(".said").inner_text() == ""


def test_a_guess_is_remembered_and_one_that_was_right_is_told_so(open_page):
    page = open_page(skip=False)
    wide(page).get_by_label("Six").check()
    wide(page).get_by_role("button", name="Keep my guess").click()

    page.reload()
    page.locator(".explorer.live").first.wait_for()

    assert not wide(page).locator(".guess").is_visible()
    assert wide(page).locator(".told").inner_text() == (
        "You guessed “Six”, and so it is. It is its length, taken as often as set."
    )
    assert page.locator("#explorer-steady-bar .guess").is_visible()


def test_a_guess_may_be_skipped_and_a_changed_question_asks_again(open_page):
    page = open_page(skip=False)
    wide(page).get_by_role("button", name="Skip the guess").click()
    assert wide(page).locator("figure").is_visible()
    assert not wide(page).locator(".told").is_visible()

    page.reload()
    page.locator(".explorer.live").first.wait_for()
    assert not wide(page).locator(".guess").is_visible()

    page.evaluate(
        'localStorage.setItem(\'explorer:x\', 1); localStorage.setItem(\'explainer:explorer:wide-bar\', \'{"stem":"Else?","guess":"1"}\')'
    )
    page.reload()
    page.locator(".explorer.live").first.wait_for()
    assert wide(page).locator(".guess").is_visible()


def test_storage_that_is_forbidden_or_garbled_breaks_nothing(new_page, folder, serve):
    page = new_page()
    seen = watch(page)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(serve(folder))
    wide(page).get_by_role("button", name="Skip the guess").click()
    press(wide(page), "times", "End")

    finding(wide(page)).get_by_text("The bar is 30.00 wide").wait_for()
    assert seen == []


# --- frames that come late, or not ------------------------------------------------------------------------


def test_frames_are_fetched_when_the_figure_is_near_the_screen(open_page):
    page = open_page("/far/", alive=False, skip=False)
    page.locator(".explorer.live").wait_for(state="attached")
    fetched = "performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.json')).length"
    page.wait_for_timeout(300)
    assert page.evaluate(fetched) == 0

    page.evaluate("scrollTo(0, 2700)")  # within a screen of it

    page.wait_for_function(f"{fetched} === 1")


def test_frames_within_the_page_need_no_file(open_page):
    page = open_page("/inline/")
    seen = watch(page)
    section = page.locator("#explorer-steady-bar")

    press(section, "x", "End")

    finding(section).get_by_text("The bar is 3.00 wide").wait_for()
    assert (
        page.evaluate("performance.getEntriesByType('resource').some((e) => e.name.endsWith('.json'))")
        is False
    )
    assert seen == []


@pytest.mark.parametrize("fault", ["missing", "cut", "garbled", "of another explorer"])
def test_frames_that_do_not_arrive_whole_leave_the_first_figure_and_say_so(fault, new_page, folder, serve):
    whole = (folder / "wide-bar.json").read_text(encoding="utf-8")
    body = {
        "missing": None,
        "cut": whole[: len(whole) // 2],
        "garbled": whole.replace("bar", "car"),
        "of another explorer": (folder / "steady-bar.json").read_text(encoding="utf-8"),
    }[fault]
    page = new_page()
    page.route(
        "**/wide-bar.json",
        lambda route: route.fulfill(status=404) if body is None else route.fulfill(body=body),
    )
    page.goto(serve(folder))
    section = wide(page)
    section.get_by_role("button", name="Skip the guess").click()

    section.get_by_text("The other settings of this figure did not arrive").wait_for()
    assert finding(section).inner_text() == "The bar is 6.00 wide."
    assert section.locator('[name="length"]').is_disabled()
    assert section.get_by_role("button", name="Reset").is_disabled()
    other = page.locator("#explorer-steady-bar")
    other.get_by_role("button", name="Skip the guess").click()
    press(other, "x", "End")
    finding(other).get_by_text("The bar is 3.00 wide").wait_for()


def test_a_control_moved_before_the_frames_are_there_is_drawn_when_they_are(new_page, folder, serve):
    page = new_page()
    waiting = []
    page.route("**/wide-bar.json", lambda route: waiting.append(route))
    page.goto(serve(folder))
    section = wide(page)
    section.get_by_role("button", name="Skip the guess").click()
    press(section, "times", "End")
    section.get_by_text("The other settings are on their way.").wait_for()

    waiting[0].continue_()

    finding(section).get_by_text("The bar is 30.00 wide").wait_for()
    assert section.locator(".said").inner_text() == ""


# --- without a script, on paper, for every reader -------------------------------------------------------------


def test_without_scripts_there_is_the_first_figure_a_table_of_states_and_no_dead_control(open_page):
    page = open_page(alive=False, skip=False, java_script_enabled=False)
    section = wide(page)

    assert finding(section).inner_text() == "The bar is 6.00 wide."
    assert section.locator(".key-states tbody tr").count() == 3
    assert section.locator(".key-states").get_by_text("The bar is 30.00 wide.").is_visible()
    assert section.get_by_text("Length 3.0 cm, Times 2, Colour Red").is_visible()
    for dead in section.locator("input, select, button").all():
        assert not dead.is_visible()
    section.get_by_text("What the figure shows").click()
    assert section.get_by_text("It is its length, taken as often as set.").is_visible()


def test_if_the_module_never_comes_the_figure_does(new_page, folder, serve):
    page = new_page()
    page.route("**/explorer.js", lambda route: route.abort())
    page.clock.install()
    page.goto(serve(folder))
    page.wait_for_timeout(100)
    page.evaluate("for (const a of document.getAnimations()) a.finish()")

    assert finding(wide(page)).is_visible()


def test_print_shows_the_figure_with_its_settings(open_page):
    page = open_page()
    press(wide(page), "times", "End")
    finding(wide(page)).get_by_text("The bar is 30.00 wide").wait_for()

    page.emulate_media(media="print")

    assert wide(page).get_by_text("Length 3.0 cm, Times 10, Colour Red").is_visible()
    assert wide(page).locator("figure").is_visible()
    assert not wide(page).locator(".controls").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_asked_or_answered(open_page, scheme, width):
    page = open_page(skip=False, color_scheme=scheme, viewport={"width": width, "height": 800})
    asked = Axe().run(page)
    for button in page.locator(".pass").all():
        button.click()
    answered = Axe().run(page)

    assert asked.violations_count == 0, asked.generate_report()
    assert answered.violations_count == 0, answered.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_target_is_large_enough_for_a_finger(open_page):
    page = open_page()
    small = page.evaluate(
        """() => [...document.querySelectorAll(".explorer :is(button, select, input[type=range], .premise label)")]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44).map((each) => each.outerHTML)"""
    )

    assert small == []


# --- premises -------------------------------------------------------------------------------------------


def test_a_premise_granted_changes_what_follows(open_page):
    page = open_page()
    section = page.locator("#explorer-what-follows")
    assert section.locator(".reading").inner_text() == "Open: 1 of 2. Stands: 1 of 2."

    section.get_by_label("It rains.").check()

    section.get_by_text("Stands: 2 of 2.").first.wait_for()
    outcome = what_follows.outcomes(granted=("rain", "wind"))["wet"]
    entry = section.locator('[data-conclusion="wet"]')
    assert entry.get_attribute("data-standing") == outcome.standing == "stands"
    entry.locator(".why", has_text=outcome.why).wait_for()  # a moment later
    assert entry.locator(".why").inner_text() == outcome.why
    section.get_by_role("button", name="Reset").click()
    section.get_by_text("Open: 1 of 2.").first.wait_for()


def test_premises_are_restored_from_a_link_and_read_without_scripts(open_page):
    page = open_page("/?rain=yes&wind=no#explorer-what-follows")
    section = page.locator("#explorer-what-follows")
    section.get_by_text("Stands: 1 of 2. Open: 1 of 2.").first.wait_for()
    assert section.get_by_label("It rains.").is_checked()
    assert not section.get_by_label("The wind blows.").is_checked()

    bare = open_page(alive=False, skip=False, java_script_enabled=False).locator("#explorer-what-follows")
    assert bare.get_by_text("It rains. (not granted)").is_visible()
    assert bare.locator(".key-states tbody tr").count() == 3
    assert not bare.locator("input").first.is_visible()


def test_the_module_stands_alone_and_is_small():
    """It must load from a single file too, so it imports nothing and names no other host."""
    import gzip

    source = (WIDGETS / "explorer.js").read_text("utf-8")

    assert not [line for line in source.splitlines() if line.startswith("import ") or "import(" in line]
    assert "http" not in source
    assert "innerHTML" not in source
    assert len(gzip.compress(source.encode(), 9)) <= 6000


def test_the_definition_cannot_end_the_script_it_stands_in():
    html = what_follows.html()

    definition = html.split('class="definition">')[1].split("</script>")[0]
    assert "<" not in definition
    assert json.loads(definition)["conclusions"][0]["id"] == "wet"
