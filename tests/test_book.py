"""Building and serving the book: whole or not at all, and never an old number."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from explainer.site import book
from explainer.site.book import BookError, build_book, find_root, open_server

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def small_book(tmp_path, monkeypatch):
    """A folder with the shape of the project, whose build is a stand-in that writes one page."""
    for folder in ("book", "notebooks", "src/explainer"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("_config.yml", "_toc.yml", "requirements.lock", "pyproject.toml", "README.md", "LICENSE"):
        (tmp_path / name).write_text(name)
    (tmp_path / "src/explainer/table.csv").write_text("70")
    builds = []

    def jupyter_book(root, place, report, site_url):
        builds.append(place)
        (place / "_build/html/_static").mkdir(parents=True)
        (place / "_build/html/index.html").write_text((root / "src/explainer/table.csv").read_text())

    monkeypatch.setattr(book, "write_pages", lambda directory: [])
    monkeypatch.setattr(book, "_run_jupyter_book", jupyter_book)
    monkeypatch.setattr(book, "build_wheel", lambda root, directory: None)
    return tmp_path, builds


def page(root):
    return (root / "_build/html/index.html").read_text()


def test_an_unchanged_book_is_not_built_again(small_book):
    root, builds = small_book

    assert build_book(root) is True
    assert build_book(root) is False
    assert len(builds) == 1


@pytest.mark.parametrize(
    "changed", ["src/explainer/table.csv", "requirements.lock", "_config.yml", "_toc.yml"]
)
def test_any_change_that_a_page_depends_on_builds_it_again(small_book, changed):
    root, _builds = small_book
    build_book(root)

    (root / changed).write_text("71")

    assert build_book(root) is True
    assert page(root) == (root / "src/explainer/table.csv").read_text()


def test_another_address_builds_it_again(small_book):
    root, _builds = small_book
    build_book(root)

    assert build_book(root, site_url="https://example.org/book/") is True
    assert build_book(root, site_url="https://example.org/book/") is False


def test_a_new_or_a_removed_file_builds_it_again(small_book):
    root, _builds = small_book
    build_book(root)
    (root / "notebooks/new.ipynb").write_text("{}")

    assert build_book(root) is True
    (root / "notebooks/new.ipynb").unlink()
    assert build_book(root) is True


def test_a_failed_build_leaves_the_site_as_it_was_and_fails_again(small_book, monkeypatch):
    root, _ = small_book
    build_book(root)
    (root / "src/explainer/table.csv").write_text("71")

    def fail(root, place, report, site_url):
        (place / "half").write_text("half a site")
        msg = "no"
        raise BookError(msg)

    monkeypatch.setattr(book, "_run_jupyter_book", fail)

    for _ in range(2):
        with pytest.raises(BookError, match=r"^no$"):
            build_book(root)
    assert page(root) == "70"
    assert [p.name for p in (root / "_build").iterdir()] == ["html"]


def test_what_an_interrupted_build_left_behind_is_cleared(small_book):
    root, _ = small_book
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    left = root / "_build" / f"next-{ended.pid}"
    left.mkdir(parents=True)
    (left / "half.html").write_text("half")

    build_book(root)

    assert not left.exists()
    assert page(root) == "70"


def test_executed_cells_of_another_state_are_forgotten(tmp_path):
    old, new = tmp_path / "executed" / "old", tmp_path / "executed" / "new"
    old.mkdir(parents=True)
    new.mkdir()

    book._forget_other_caches(new)

    assert not old.exists()
    assert new.exists()


def test_the_site_is_served_on_loopback(tmp_path):
    (tmp_path / "index.html").write_text("hello")
    import threading

    with open_server(tmp_path, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address, port = server.server_address[:2]
        body = urllib.request.urlopen(f"http://{address}:{port}/").read()
        server.shutdown()

    assert (address, body) == ("127.0.0.1", b"hello")


def command(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-m", "explainer.cli", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_port_in_use_is_one_line_that_names_the_mend():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command("book", "--port", str(port), cwd=ROOT)

    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: port {port} cannot be used")
    assert "choose another with --port" in done.stderr
    assert done.stderr.count("\n") == 1


def test_outside_the_project_a_command_says_where_to_go(tmp_path):
    for name in (["book"], ["lab"], ["check"], ["pages"]):
        done = command(*name, cwd=tmp_path)
        assert done.returncode == 1
        assert "no book here or above" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_project_is_found_from_any_folder_in_it():
    assert find_root(ROOT / "src" / "explainer") == ROOT


def test_the_wheel_is_the_same_bytes_for_the_same_files(tmp_path):
    for name in ("one", "two"):
        book.build_wheel(ROOT, tmp_path / name)
    (one,), (two,) = (list((tmp_path / name).glob("*.whl")) for name in ("one", "two"))

    assert one.name == two.name == book_wheel_name()
    assert one.read_bytes() == two.read_bytes()


def book_wheel_name():
    from explainer.site import wheel_name

    return wheel_name()


def test_make_knows_the_two_commands():
    for target in ("book", "test"):
        done = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert shutil.which("make")
