"""Figures of the quiz for `make bench`: bytes of the module and of an item of each type, tap to feedback, cases."""

import gzip
import json
import statistics
from pathlib import Path

from bench_explorers import PHONE
from conftest import serving
from explainer.quiz import Bank, bank, bank_names, quiz_html
from explainer.quiz.types import TYPES
from find_browser import ARGUMENTS, MEND, find_browser
from quiz_page import WIDGETS

ROOT = Path(__file__).resolve().parent.parent
THROTTLE = 6

# Fill the form of an item as a reader would, press its button, and wait until the frame with the feedback is painted.
ANSWER = """async (box) => {
  for (const entry of box.querySelectorAll(".option, .entry")) {
    const input = entry.querySelector("input, select");
    if (input?.tagName === "SELECT") input.selectedIndex = 1;
    else if (input && (input.type === "checkbox" || !box.querySelector(`[name="${input.name}"]:checked`))) input.checked = true;
  }
  const field = box.querySelector("[type=text]");
  if (field) field.value = box.dataset.type === "estimate" ? box.dataset.answer : "12";
  const check = box.querySelector(".check");
  const start = performance.now();
  check.click();
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  if (!box.querySelector(".feedback, .say:not(:empty)")) throw new Error(box.dataset.item + " got no feedback");
  return performance.now() - start;
}"""


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


def bytes_by_type() -> dict[str, list[int]]:
    """What each packaged item adds to its quiz, compressed: the quiz with it less the quiz without it."""
    found: dict[str, list[int]] = {kind: [] for kind in TYPES}
    for name in bank_names():
        whole = bank(name)
        for part in dict.fromkeys(item.part for item in whole.items):
            items = whole.part(part)
            size = compressed(quiz_html(whole, part))
            for item in items if len(items) > 1 else ():
                rest = Bank(name, whole.title, tuple(other for other in items if other is not item))
                found[item.type].append(size - compressed(quiz_html(rest, part)))
    return found


def feedback_times(page, address: str) -> list[float]:
    """Milliseconds from the press of "Check" to the painted feedback, for every scored item of a chapter."""
    page.goto(address)
    page.wait_for_selector("section.quiz.live[data-part=after]")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    section = page.locator("section.quiz.live[data-part=after]").first
    definitions = json.loads(section.locator("script.scoring").text_content())
    times = []
    for defined in definitions:
        box = section.locator(f"[data-item='{defined['id']}']")
        box.scroll_into_view_if_needed()
        page.wait_for_timeout(150)
        if defined["type"] == "estimate":
            box.evaluate("(box, answer) => (box.dataset.answer = answer)", str(defined["low"]))
        times.append(box.evaluate(ANSWER))
    return times


def main(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = find_browser()
    if path is None:
        raise SystemExit(MEND)
    module = (WIDGETS / "quiz.js").read_text("utf-8")
    cases = json.loads((ROOT / "tests" / "scoring_cases.json").read_text("utf-8"))["cases"]
    print(
        f"\nquiz.js {compressed(module) / 1000:.1f} kB compressed; {len(cases)} cases shared by the two scorers"
    )
    print(f"{'bytes an item adds to its page, compressed':44} {'items':>6} {'median':>8} {'largest':>8}")
    for kind, sizes in bytes_by_type().items():
        middle, largest = statistics.median(sizes), max(sizes)
        print(f"{kind:44} {len(sizes):6} {middle / 1000:5.2f} kB {largest / 1000:5.2f} kB")
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        times = []
        for name in bank_names():
            page = browser.new_page(**PHONE)
            times += feedback_times(page, f"{address}/notebooks/{name}.html")
            page.close()
        browser.close()
    print(
        f"tap to feedback, {THROTTLE} times throttled, {len(times)} items: "
        f"median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms"
    )


if __name__ == "__main__":
    main(ROOT / "_build" / "html")
