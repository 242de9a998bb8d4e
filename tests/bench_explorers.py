"""Figures of the explorers for `make bench`: frames, bytes, seconds, tap to paint; beside them, stock ipywidgets."""

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
from explorer_page import write_page
from find_browser import ARGUMENTS, MEND, find_browser

THROTTLE = 6  # a phone of the middle class beside a desk machine, as Lighthouse takes it
TAPS = 40
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
SCRIPTS = {"@jupyter-widgets/html-manager": "dist/embed-amd.js", "requirejs": "require.js"}

# From the moment of an input to the end of the display frame in which the figure is the new one.
WATCH = """() => {
  window.taps = [];
  addEventListener("input", (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.taps.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    });
  }, { capture: true });
}"""


# What any change costs on this machine: a slider that writes one word.
BARE = """<!doctype html><meta name="viewport" content="width=device-width"><main class="control">
<input type="range" oninput="requestAnimationFrame(() => this.nextElementSibling.value = this.value)"><output>50</output></main>"""


def tap_times(page, section) -> list[float]:
    """Milliseconds from input to paint, of real key presses on the explorer's controls in turn."""
    page.evaluate(WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    controls = section.locator(".control :is(input, select), .premise input").all()
    for tap in range(TAPS):
        control = controls[tap % len(controls)]
        control.focus()
        control.press(
            "Space"
            if control.get_attribute("type") == "checkbox"
            else "ArrowLeft"
            if tap // len(controls) % 2
            else "ArrowRight"
        )
        page.wait_for_timeout(150)
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


def main() -> None:
    from playwright.sync_api import sync_playwright

    path = find_browser()
    if path is None:
        raise SystemExit(MEND)
    print(
        f"\n{'explorer':16} {'frames':>6} {'packed':>8} {'cold':>7} {'cached':>7} {'tap to paint':>16}"
        f"   as ipywidgets: {'page':>7} {'scripts':>8}  answers"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        scripts = fetch_scripts(place)
        with serving(place) as address:
            for _, explorer in explorers.every_explorer():
                print(_figures(explorer, place, address, browser, scripts))
            (place / "bare.html").write_text(BARE, encoding="utf-8")
            page = browser.new_page(**PHONE)
            page.goto(f"{address}/bare.html")
            times = tap_times(page, page.locator("body"))
            print(
                f"{'a slider that writes one word':47} {statistics.median(times):5.0f}, worst {max(times):3.0f} ms"
            )
        browser.close()


def _figures(explorer, place: Path, address: str, browser, scripts: int | None) -> str:
    """One line of the table."""
    line = f"{explorer.id:16} "
    has_frames = isinstance(explorer, Explorer)
    if has_frames:
        cold = frames(explorer, place / "cache")
        cached = frames(explorer, place / "cache")
        line += f"{explorer.frame_count:6} {cold.bytes / 1000:5.1f} kB {cold.seconds:5.1f} s {cached.seconds:5.2f} s"
    else:
        line += f"{'none':>6} {compressed_size(explorer.html()) / 1000:5.1f} kB {'':>15}"
    folder = place / explorer.id
    folder.mkdir()
    write_page(folder, explorer, cache=place / "cache")
    page = browser.new_page(**PHONE)
    page.goto(f"{address}/{explorer.id}/index.html")
    section = page.locator(".explorer.live")
    section.locator(".pass").click()
    page.wait_for_timeout(1000)
    times = tap_times(page, section)
    page.close()
    line += f" {statistics.median(times):5.0f}, worst {max(times):3.0f} ms"
    if not has_frames:
        return line
    if scripts is None:
        return f"{line}   not measured: npm did not reach the widget manager"
    embedded = widget_page(explorer, place)
    size = compressed_size(embedded.read_text(encoding="utf-8"))
    answered = "yes" if answers(browser, f"{address}/{embedded.name}") else "no"
    return f"{line}   {'':14} {size / 1000:4.1f} kB {scripts / 1000:5.0f} kB  {answered}"


if __name__ == "__main__":
    main()
