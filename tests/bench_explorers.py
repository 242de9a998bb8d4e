"""Figures of the explorers for `make bench`: frames, bytes, seconds, tap to frame; beside them, stock ipywidgets."""

import contextlib
import io
import re
import statistics
import subprocess
import tarfile
import tempfile
from pathlib import Path

from conftest import serving
from explainer import explorers
from explainer.explore import Explorer
from explainer.explore.encode import compressed_size
from explainer.explore.frames import frames
from find_browser import ARGUMENTS, MEND, find_browser

# Speeds of a browser by the measure below. Chrome's developer tools take these for a phone of the middle class
# (as a Pixel 5) and a slow one (as a Moto G Power of 2022); Lighthouse slows whatever machine it is on by four.
MIDDLE_PHONE, SLOW_PHONE = 1000, 264
LIGHTHOUSE = 4.0
DISPLAY_FRAME_MS = 1000 / 60
TAPS = 24
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
SCRIPTS = {"@jupyter-widgets/html-manager": "dist/embed-amd.js", "requirejs": "require.js"}

# How fast the browser runs on this machine, as Lighthouse's BenchmarkIndex counts it: tenths of the times a
# second that a text of 10,000 characters grows, and that 100,000 numbers are copied; the mean of both.
SPEED = """() => {
  const timesASecond = (work) => {
    const start = performance.now();
    let times = 0;
    for (; performance.now() - start < 500; times++) work();
    return times / ((performance.now() - start) / 1000);
  };
  const numbers = [[], []].map((list) => { for (let n = 0; n < 100_000; n++) list[n] = n; return list; });
  const grow = () => { let text = ""; for (let n = 0; n < 10_000; n++) text += "a"; return text.length; };
  const copy = () => { const [from, to] = numbers.reverse(); for (let n = 0; n < from.length; n++) to[n] = from[n]; };
  return (timesASecond(grow) + timesASecond(copy)) / 20;
}"""

# Of each input: milliseconds of work from the start of the display frame that answers it until that is painted.
WATCH = """() => {
  window.taps = [];
  addEventListener("input", () => {
    requestAnimationFrame(() => {
      const begun = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.taps.push(performance.now() - begun);
      port2.postMessage(0);
    });
  }, { capture: true });
}"""


def speed(browser) -> float:
    """The machine's figure; the best of three, for other work only lowers it."""
    page = browser.new_page()
    best = max(page.evaluate(SPEED) for _ in range(3))
    page.close()
    return best


def tap_works(page, section, rate: float) -> list[float]:
    """Milliseconds of work in the display frame that shows the change, of real key presses on the controls in turn."""
    page.evaluate(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    controls = section.locator(".control :is(input, select), .premise input").all()
    for tap in range(TAPS):
        control = controls[tap % len(controls)]
        control.focus()
        page.wait_for_timeout(100)
        control.press(
            "Space"
            if control.get_attribute("type") == "checkbox"
            else "ArrowLeft"
            if tap // len(controls) % 2
            else "ArrowRight"
        )
        page.wait_for_timeout(300)  # a reader looks before the next tap
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return page.evaluate("window.taps")


def widget_page(explorer: Explorer, place: Path) -> Path:
    """The same explorer as ipywidgets' `interactive`, embedded as ipywidgets embeds it; scripts lie beside it."""
    import ipywidgets
    from ipywidgets.embed import dependency_state, embed_minimal_html

    def slider(control):
        if isinstance(control.values[0], str):
            return ipywidgets.Dropdown(
                options=[(words, key) for key, words in control.options.items()], value=control.default
            )
        step = control.values[1] - control.values[0]
        low, high = control.values[0], control.values[-1]
        return ipywidgets.FloatSlider(value=control.default, min=low, max=high, step=step)

    sliders = {name: slider(control) for name, control in explorer.controls.items()}
    with contextlib.redirect_stdout(io.StringIO()):  # it clears an output that is not there
        shown = ipywidgets.interactive(explorer.chart, **sliders)
    html = explorer.frame(explorer.default)
    shown.out.outputs = ({"output_type": "display_data", "data": {"text/html": html}, "metadata": {}},)
    path = place / f"{explorer.id}-ipywidgets.html"
    state = dependency_state([shown])
    embed_minimal_html(path, views=[shown], state=state, title=explorer.title, embed_url="embed-amd.js")
    text = path.read_text(encoding="utf-8")
    local = re.sub(r'<script src="https://[^>]*require[^>]*>', '<script src="require.js">', text)
    path.write_text(local, encoding="utf-8")
    return path


def fetch_scripts(place: Path) -> int | None:
    """Put the stock widget manager's scripts there by npm; their bytes compressed, None where npm has none."""
    for package in SCRIPTS:
        try:
            done = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=place, capture_output=True, check=False
            )
        except FileNotFoundError:
            return None
        if done.returncode:
            return None
    for archive in place.glob("*.tgz"):
        with tarfile.open(archive) as packed:
            for script in SCRIPTS.values():
                if f"package/{script}" in packed.getnames():
                    content = packed.extractfile(f"package/{script}").read()
                    (place / Path(script).name).write_bytes(content)
    return sum(
        compressed_size((place / Path(script).name).read_text(encoding="utf-8"))
        for script in SCRIPTS.values()
    )


def answers(browser, address: str) -> bool:
    """Whether the embedded widgets change their figure when a slider or a list is moved."""
    page = browser.new_page(**PHONE)
    page.goto(address)
    page.locator(".finding b").wait_for(timeout=60_000)
    before = page.locator("figure").inner_html()
    control = page.locator(".noUi-handle, .widget-dropdown select").first
    control.focus()
    control.press("ArrowRight")
    page.wait_for_timeout(2000)
    after = page.locator("figure").inner_html()
    page.close()
    return before != after


def main(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = find_browser()
    if path is None:
        raise SystemExit(MEND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder:
            _print_sizes(browser, Path(folder))
        _print_taps(browser, site)
        browser.close()


def _print_sizes(browser, place: Path) -> None:
    print(
        f"\n{'explorer':16} {'frames':>6} {'packed':>8} {'cold':>7} {'cached':>7}"
        f"   as ipywidgets: {'page':>7} {'scripts':>8}  answers"
    )
    scripts = fetch_scripts(place)
    with serving(place) as address:
        for _, explorer in explorers.every_explorer():
            if not isinstance(explorer, Explorer):
                size = compressed_size(explorer.html())
                print(f"{explorer.id:16} {'none':>6} {size / 1000:5.1f} kB")
                continue
            cold = frames(explorer, place / "cache")
            cached = frames(explorer, place / "cache")
            stock = _stock_figures(explorer, place, address, browser, scripts)
            print(
                f"{explorer.id:16} {explorer.frame_count:6} {cold.bytes / 1000:5.1f} kB {cold.seconds:5.1f} s "
                f"{cached.seconds:5.2f} s   {stock}"
            )


def _stock_figures(explorer: Explorer, place: Path, address: str, browser, scripts: int | None) -> str:
    if scripts is None:
        return "not measured: npm did not reach the widget manager"
    embedded = widget_page(explorer, place)
    size = compressed_size(embedded.read_text(encoding="utf-8"))
    answered = "yes" if answers(browser, f"{address}/{embedded.name}") else "no"
    return f"{'':14} {size / 1000:4.1f} kB {scripts / 1000:5.0f} kB  {answered}"


def _print_taps(browser, site: Path) -> None:
    """For each explorer on its chapter's page, as a phone of each class would do it: how long a new frame takes."""
    here = speed(browser)
    rates = {
        "middle phone": max(1.0, here / MIDDLE_PHONE),
        "4 times": LIGHTHOUSE,
        "slow phone": here / SLOW_PHONE,
    }
    print(
        f"\nThis browser's speed is {here:.0f}; a phone of the middle class has {MIDDLE_PHONE}, a slow one {SLOW_PHONE}."
    )
    print(
        "Milliseconds of work from a tap to its new frame: median, worst, and taps within one display frame"
    )
    print(
        f"{'explorer':16} " + " ".join(f"{f'{name} ({rate:.1f} times)':>27}" for name, rate in rates.items())
    )
    with serving(site) as address:
        for _, explorer in explorers.every_explorer():
            chapter = _chapter_of(explorer, site)
            line = f"{explorer.id:16}"
            for rate in rates.values():
                page = browser.new_page(**PHONE)
                page.goto(f"{address}/{chapter}")
                section = page.locator(f"#explorer-{explorer.id}.live")
                section.scroll_into_view_if_needed()
                section.locator(".pass").click()
                page.wait_for_timeout(1500)
                works = tap_works(page, section, rate)
                page.close()
                within = sum(work <= DISPLAY_FRAME_MS for work in works) / len(works)
                line += f" {statistics.median(works):9.1f} {max(works):7.1f} {within:8.0%} "
            print(line, flush=True)


def _chapter_of(explorer, site: Path) -> str:
    mark = f'id="explorer-{explorer.id}"'
    pages = sorted((site / "notebooks").glob("*.html"))
    found = next(page for page in pages if mark in page.read_text(encoding="utf-8"))
    return found.relative_to(site).as_posix()


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent / "_build" / "html")
