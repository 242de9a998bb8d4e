"""Publishing: the script that puts a site on a branch, redirects, the front door, and what an address adds."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from bench import project_copy
from explainer.site.book import build_book
from explainer.site.publishing import moved_to_top, read_redirects
from site_pages import CHAPTERS, LISTED, ROOT

SCRIPT = ROOT / ".github" / "publish.sh"


def git(*arguments, cwd):
    done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def checkout(tmp_path):
    """A repository with a remote, as continuous integration has one, and a built site beside it."""
    remote, work, site = tmp_path / "remote.git", tmp_path / "work", tmp_path / "site"
    git("init", "--quiet", "--bare", str(remote), cwd=tmp_path)
    git("init", "--quiet", "--initial-branch=main", str(work), cwd=tmp_path)
    git(
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "First",
        cwd=work,
    )
    git("remote", "add", "origin", str(remote), cwd=work)
    site.mkdir()
    (site / "index.html").write_text("one")
    (site / "_static").mkdir()
    (site / "_static/book.css").write_text("body {}")
    return work, site, remote


def publish(work, *arguments):
    return subprocess.run(
        [SCRIPT, *map(str, arguments)], cwd=work, capture_output=True, text=True, check=False
    )


def published(remote):
    return set(git("ls-tree", "-r", "--name-only", "gh-pages", cwd=remote).split())


def test_the_site_is_published_with_its_previews_and_replaced_whole(checkout):
    work, site, remote = checkout

    assert publish(work, site).returncode == 0
    assert publish(work, site, "preview/7").returncode == 0
    (site / "index.html").write_text("two")
    (site / "_static/book.css").rename(site / "_static/look.css")
    assert publish(work, site).returncode == 0

    assert published(remote) == {
        ".nojekyll", "index.html", "_static/look.css", "preview/7/index.html", "preview/7/_static/book.css",
    }  # fmt: skip
    assert git("show", "gh-pages:index.html", cwd=remote) == "two"
    assert publish(work, "--remove", "preview/7").returncode == 0
    assert published(remote) == {".nojekyll", "index.html", "_static/look.css"}


def test_an_unchanged_site_is_not_published_again(checkout):
    work, site, remote = checkout
    publish(work, site)
    before = git("rev-parse", "gh-pages", cwd=remote)

    done = publish(work, site)

    assert (done.returncode, done.stdout) == (0, "The site is as published.\n")
    assert git("rev-parse", "gh-pages", cwd=remote) == before


def test_a_folder_that_is_no_site_is_refused(checkout, tmp_path):
    work, _, _ = checkout
    done = publish(work, tmp_path)

    assert done.returncode == 1
    assert "build the book first" in done.stderr


def test_the_workflow_runs_the_same_commands_as_a_person():
    workflow = (ROOT / ".github/workflows/book.yml").read_text(encoding="utf-8")

    assert "run: make test" in workflow
    assert "explainer book --no-serve --site-url" in workflow
    assert set(re.findall(r"\.github/[\w.]+\.sh", workflow)) == {".github/publish.sh"}


def test_redirects_are_read_and_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "redirects.yml"
    path.write_text("notebooks/01-story: 01-the-story.html\n")
    assert read_redirects(path) == {"notebooks/01-story": "01-the-story.html"}

    for text in ("- a list", "a: [", "a: {b: c}"):
        path.write_text(text)
        with pytest.raises(ValueError, match=r"^redirects\.yml: .*; write one line a page"):
            read_redirects(path)


def test_the_redirects_of_the_book_read():
    assert isinstance(read_redirects(ROOT / "book/redirects.yml"), dict)


def test_other_addresses_are_left_alone_at_the_front_door():
    html = (
        '<a href="https://example.org/x"> <a href="mailto:a@b"> <a href="#c"> <script src="../_static/a.js">'
    )

    assert moved_to_top(html, "book") == html.replace("../", "")


@pytest.fixture(scope="module")
def published_site(tmp_path_factory):
    """The book, built for an address, from a copy of the project in which one page has moved."""
    build_book(ROOT, lambda words: None)
    copy = project_copy(tmp_path_factory.mktemp("place"))
    # The same package and lock file: the chapters need not run, nor the explorers be drawn, again.
    for kept in ("executed", "frames"):
        shutil.copytree(ROOT / "_build" / kept, copy / "_build" / kept)
    (copy / "book/redirects.yml").write_text("notebooks/01-story: 01-the-story.html\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "explainer.cli",
            "book",
            "--no-serve",
            "--site-url",
            "https://example.org/minerals",
        ],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "_build" / "html"


def test_every_page_is_in_the_sitemap_and_robots_name_it(published_site):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = {loc.text for loc in ET.parse(published_site / "sitemap.xml").iter(f"{space}loc")}

    assert listed == {f"https://example.org/minerals/{name}.html" for name in LISTED}
    assert "Sitemap: https://example.org/minerals/sitemap.xml" in (published_site / "robots.txt").read_text()


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_has_a_picture_and_words_for_social_sites(published_site, page):
    html = (published_site / page).read_text(encoding="utf-8")
    told = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)"', html))

    assert told["site_name"] == "A Box of Minerals"
    assert told["title"]
    assert told["description"]
    picture = told["image"].removeprefix("https://example.org/minerals/")
    assert (published_site / picture).stat().st_size > 10_000


def test_a_moved_page_leads_to_its_new_address(published_site):
    html = (published_site / "notebooks/01-story.html").read_text(encoding="utf-8")

    assert "01-the-story.html" in html


def test_a_page_that_is_not_found_finds_its_styles_from_any_depth(published_site):
    html = (published_site / "404.html").read_text(encoding="utf-8")

    assert "This page is not here" in html
    assert 'href="/minerals/_static/book.css' in html
