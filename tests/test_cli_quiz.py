"""`explainer quiz check` and `explainer quiz preview`, as an author meets them."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import expect

from explainer.cli import main
from explainer.preview import Preview, open_preview
from explainer.quiz import ItemError, find_bank, own_links
from explainer.widgets import QuizWidget
from site_pages import watch
from test_quiz_lint import BOMB, GOOD

FAULTY = GOOD.replace("key: a\n", 'key: "<img src=x onerror=alert(1)>"\n', 1)
ADVISED = GOOD.replace("key: 700", "key: 500", 1)
GUESS = """\
- id: guess
  part: before
  answered_in: "#rivers"
  type: choose-one
  stem: Which paper was signed?
  options:
    a: {text: A memorandum, feedback: It states intentions., see: event:t29}
    b: {text: A contract, feedback: It would say what each side owes., see: term:contract, misconception: all bind}
  key: a
  because: [event:t29]
"""


def run(*arguments):
    done = CliRunner().invoke(main, ["quiz", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def written(tmp_path, text, name="rivers.yaml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ---- check


def test_good_bank_is_said_to_be_so(tmp_path):
    path = written(tmp_path, GOOD)

    done = run("check", path)

    assert (done.exit_code, done.output) == (0, f"{path}: 0 faults, 0 pieces of advice.\n")


def test_advice_does_not_fail(tmp_path):
    done = run("check", written(tmp_path, ADVISED))

    assert done.exit_code == 0
    assert 'advice: rivers.yaml, line 28: item "length": the key sits in the middle' in done.output


def test_faults_of_several_banks_are_told_together_and_fail(tmp_path):
    faulty, advised = written(tmp_path, FAULTY, "a.yaml"), written(tmp_path, ADVISED, "b.yaml")

    done = run("check", faulty, advised, "01-the-story", tmp_path / "missing.yaml")

    assert done.exit_code == 1
    assert (
        'fault: a.yaml, line 12: item "bend": key "<img src=x onerror=alert(1)>" is not among' in done.output
    )
    assert "advice: b.yaml, line 28" in done.output
    assert "01-the-story: 0 faults" in done.output
    assert "Error: 2 faults; nothing was changed" in done.output


def bad_places(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    written(tmp_path, GOOD)
    return {
        "missing": (tmp_path / "river.yaml", "there is no such file; did you mean rivers.yaml?"),
        "missing, with nothing near": (
            folder / "x.yaml",
            "there is no such file; look for it from the folder",
        ),
        "a folder": (folder, "is a folder; name a file in it"),
        "a device": ("/dev/null", "is no ordinary file; save the bank as one"),
        "a name too long": ("x" * 5_000 + ".yaml", "cannot be read"),
        "a name that no file has": ("a\0.yaml", "cannot be read"),
        "an unknown name": ("01-the-stroy", 'there is no quiz "01-the-stroy"; did you mean 01-the-story'),
        "the drawn one": ("final", '"final" is drawn from the banks of all chapters; name one of'),
    }


def bad_files(tmp_path):
    contents = {
        "empty": (b"", "the bank is empty; add title: and items:"),
        "not UTF-8": (b"title: \xff\xfe\n", "a character is not UTF-8; save the file as UTF-8"),
        "not YAML": (b"title: [\n", "not readable as YAML"),
        "binary": (bytes(range(256)) * 40, "a character is not UTF-8"),
        "a bomb": (BOMB.encode() + b"items: *i\n", "its aliases (*) unfold without end"),
        "too large": (b"#" * 4_000_001, "has 4,000,001 bytes; split the bank"),
    }
    return {
        name: (written(tmp_path, content, f"bad-{n}.yaml"), said)
        for n, (name, (content, said)) in enumerate(contents.items())
    }


def test_what_is_no_bank_is_one_line_and_fails(tmp_path):
    for name, (place, said) in {**bad_places(tmp_path), **bad_files(tmp_path)}.items():
        done = run("check", place)

        faults = [line for line in done.output.splitlines() if line.startswith("fault: ")]
        assert done.exit_code == 1, name
        assert len(faults) == 1, (name, done.output)
        assert said in faults[0], name


@pytest.fixture
def unreadable(tmp_path, monkeypatch):
    """A file that may not be read; for root, whom no permission stops, reading it is made to fail alike."""
    path = written(tmp_path, GOOD)
    path.chmod(0)
    if os.geteuid() == 0:

        def refuse(self):
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    return path


def test_file_that_may_not_be_read_is_one_line(unreadable):
    done = run("check", unreadable)

    assert done.exit_code == 1
    assert "cannot be read (Permission denied); check its name and who may read it" in done.output


def test_check_and_preview_need_nothing_that_only_the_book_needs(tmp_path):
    """What a teacher has who installed the package alone: no Sphinx, no Markdown, no syllables."""
    code = (
        "import sys\n"
        "for name in ('sphinx', 'docutils', 'markdown_it', 'pyphen', 'jupyter_book'): sys.modules[name] = None\n"
        "from explainer.cli import main\n"
        "from explainer.preview import Preview\n"
        f"assert 'Rivers' in Preview({str(written(tmp_path, GOOD))!r}).page()\n"
        f"main(['quiz', 'check', {str(tmp_path / 'rivers.yaml')!r}])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "rivers.yaml: 0 faults" in done.stdout


# ---- a bank of one's own elsewhere


def test_own_bank_is_found_by_its_path_and_a_chapter_s_by_its_name(tmp_path, monkeypatch):
    path = written(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)

    assert find_bank("rivers.yaml") == find_bank(path) == find_bank(str(path))
    assert find_bank("01-the-story").name == "01-the-story"
    assert find_bank("final").name == "final"
    for name, said in (("river.yaml", "did you mean rivers.yaml"), ("01-story", "did you mean 01-the-story")):
        with pytest.raises(ItemError, match=said):
            find_bank(name)


def test_own_bank_is_shown_in_a_notebook_with_its_own_sources(tmp_path):
    bank = find_bank(written(tmp_path, GOOD.replace("source:book]", "source:book, term:none]", 1) + GUESS))

    widget = QuizWidget(bank, "after", resolve=own_links(bank))

    assert "Our book, page 12" in widget.html
    assert "<cite>term:none</cite>" in widget.html


# ---- preview


class Author:
    """A running preview, the file it shows, and what it says in the terminal."""

    def __init__(self, directory):
        self.path = written(directory, GOOD + GUESS)
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "explainer.cli",
                "quiz",
                "preview",
                str(self.path),
                "--port",
                "0",
                "--no-browser",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = ""
        while not self.url:
            line = self.said()
            self.url = (re.findall(r"http://127\.0\.0\.1:\d+/", line) or [""])[0]

    def said(self):
        line = self.process.stdout.readline()
        assert line, "the preview has ended"
        return line.rstrip("\n")


@pytest.fixture(scope="module")
def author(tmp_path_factory):
    running = Author(tmp_path_factory.mktemp("bank"))
    yield running
    running.process.kill()
    running.process.wait()
    running.process.stdout.close()


@pytest.fixture
def shown(author, page):
    """The page of the preview, opened on the good bank; it must report nothing, whatever it shows."""
    seen = watch(page)
    author.path.write_text(GOOD + GUESS, encoding="utf-8")
    page.goto(author.url)
    yield page
    assert seen == []


def test_preview_shows_every_part_as_the_book_would(shown):
    assert shown.locator("section.quiz.live").count() == 2
    assert shown.locator("h2").all_inner_texts() == [
        "Before you read",
        "Check yourself",
        "Sources of this bank",
    ]
    item = shown.locator("[data-item=bend]")
    item.locator("[data-option=a] input").check()
    item.get_by_role("button", name="Check").click()
    expect(item).to_contain_text("The water is fastest there.")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_references_lead_to_what_they_name(shown):
    shown.locator("[data-part=after] .key summary").click()
    shown.locator("[data-part=after] .key a.ref").first.click()
    assert shown.url.endswith("#source-book")
    expect(shown.locator("#source-book")).to_have_text("Our book, page 12")

    shown.locator("[data-part=before] .key summary").click()
    shown.locator("[data-part=before] a[data-ref='event:t29']").first.click()
    expect(shown.locator("h1")).to_contain_text("Two MoUs signed")


def test_page_follows_the_file_and_faults_are_text_on_it_and_in_the_terminal(author, shown):
    author.path.write_text(FAULTY, encoding="utf-8")
    shown.reload()

    fault = 'rivers.yaml, line 12: item "bend": key "<img src=x onerror=alert(1)>" is not among the options a, b, c'
    expect(shown.locator(".faults li")).to_contain_text(fault)
    assert shown.locator("img").count() == 0
    while fault not in author.said():
        pass

    author.path.write_text(ADVISED, encoding="utf-8")
    shown.reload()
    expect(shown.locator(".faults")).to_have_count(0)
    shown.get_by_text("Advice to weigh (1)").click()
    expect(shown.locator(".advice li")).to_contain_text("the key sits in the middle of the scale")
    assert shown.locator("section.quiz").count() == 1


def test_file_that_goes_away_is_said_on_the_page(author, shown):
    author.path.unlink()
    shown.reload()

    expect(shown.locator(".faults li")).to_contain_text("there is no such file")


def test_dark_is_dark_and_nothing_is_cut_off_at_320_px(author, new_page):
    author.path.write_text(GOOD + GUESS, encoding="utf-8")
    page = new_page(viewport={"width": 320, "height": 700}, color_scheme="dark")
    page.goto(author.url)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_preview(author, new_page, scheme):
    page = new_page(color_scheme=scheme)
    for text in (ADVISED + GUESS, FAULTY):
        author.path.write_text(text, encoding="utf-8")
        page.goto(author.url)

        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []


def test_preview_knows_no_other_page(author, new_page):
    page = new_page()

    assert page.goto(f"{author.url}../../etc/passwd").status == 404
    assert page.goto(f"{author.url}record/term:none").status == 404


def test_preview_listens_on_this_machine_only(tmp_path):
    with open_preview(Preview(written(tmp_path, GOOD)), 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_preview_ends_with_ctrl_c(tmp_path):
    author = Author(tmp_path)

    author.process.send_signal(signal.SIGINT)
    author.process.communicate(timeout=60)

    assert author.process.returncode == 0


def test_port_in_use_is_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = run("preview", written(tmp_path, GOOD), "--no-browser", "--port", port)

    assert done.exit_code == 1
    assert done.output == (
        f"Error: port {port} cannot be used (Address already in use); choose another with --port, or --port 0 for any "
        "free one\n"
    )


def test_preview_of_what_is_no_file_is_one_line_and_ends(tmp_path):
    for name, (place, said) in bad_places(tmp_path).items():
        done = run("preview", place, "--no-browser", "--port", 0)

        assert done.exit_code == 1, name
        assert done.output.startswith("Error: "), name
        assert said in done.output, name
        assert done.output.count("\n") == 1, name


def test_one_part_is_shown_alone_and_one_that_is_not_there_is_said(tmp_path):
    path = written(tmp_path, GOOD + GUESS)

    before, forecast = Preview(path, "before").page(), Preview(path, "forecast").page()

    assert re.findall(r'data-part="(\w+)"', before) == ["before"]
    assert "has no items of part &quot;forecast&quot;" in forecast
    assert '<section class="quiz"' not in forecast
