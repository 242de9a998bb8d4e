"""Explorers in a build: their frames beside the pages, what the build says, and what `explainer check` finds."""

import hashlib
from base64 import b64encode
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from explainer import cli, explorers, proof
from explainer.explore.encode import unpack
from explainer.site import book
from explainer.site import explorers as site_explorers
from explore_sample import bar, steady_bar, what_follows
from site_pages import ROOT
from test_explore_explorer import declared


@pytest.fixture
def a_book_with(monkeypatch):
    """a_book_with(explorer, ...): the book has these explorers and no others."""

    def have(*found):
        monkeypatch.setattr(explorers, "NAMES", tuple(each.name for each in found))
        for each in found:
            monkeypatch.setitem(explorers.__dict__, each.name, each)
            monkeypatch.setattr(
                explorers, "explorer_of", lambda id: next(each for each in found if each.id == id)
            )

    return have


@pytest.fixture
def dress(tmp_path, monkeypatch, caplog):
    """dress(pagename, body): the body of a page as a build with a cache leaves it."""
    monkeypatch.setenv("EXPLAINER_FRAMES", str(tmp_path / "frames"))
    app = SimpleNamespace(outdir=tmp_path / "html", srcdir=ROOT)
    extension = site_explorers.BookExplorers(app)

    def dressed(pagename, body):
        context = {"body": body}
        extension.dress_page(app, pagename, "page.html", context, None)
        return context

    return dressed


def test_a_page_is_told_where_its_frames_are_and_how_to_check_them(a_book_with, dress, tmp_path):
    a_book_with(steady_bar)

    context = dress("notebooks/one", f"<p>Before</p>{steady_bar.html()}")

    file = tmp_path / "html" / "_static" / "explorers" / "steady-bar.json"
    digest = b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()
    assert (
        f'data-frames="../_static/explorers/steady-bar.json" data-integrity="sha256-{digest}"'
        in context["body"]
    )
    assert context["explainer_explorers"]
    frames = unpack(file.read_text(encoding="utf-8"))
    assert len(frames) == steady_bar.frame_count
    assert 'href="../book/sources.html#usgs-mcs2026-ree"' in frames[0]
    assert 'data-frames="../../_static' in dress("a/b/two", steady_bar.html())["body"]
    assert 'data-frames="_static' in dress("three", steady_bar.html())["body"]


def test_a_page_without_explorers_is_left_alone(dress, tmp_path):
    context = dress("book/one", "<p>Nothing</p>")

    assert context == {"body": "<p>Nothing</p>", "explainer_explorers": False}
    assert not (tmp_path / "html").exists()


def test_an_explorer_without_frames_gets_the_module_and_no_file(a_book_with, dress, tmp_path):
    a_book_with(what_follows)

    context = dress("notebooks/one", what_follows.html())

    assert context["explainer_explorers"]
    assert "data-frames" not in context["body"]
    assert not (tmp_path / "html").exists()


def test_frames_that_cannot_be_drawn_are_one_warning_that_names_the_explorer(a_book_with, dress, monkeypatch):
    a_book_with(declared(lambda x: bar("sample", 6 / (x - 2))))
    said = []
    monkeypatch.setattr(
        site_explorers.logger, "warning", lambda form, error, location: said.append((str(error), location))
    )
    body = steady_bar.html().replace('data-explorer="steady-bar"', 'data-explorer="sample"')

    dress("notebooks/one", body)
    dress("notebooks/two", body)

    assert said == [
        (
            'explorer "sample" at x=2 raises ZeroDivisionError: division by zero; mend its function for this state',
            "notebooks/one",
        )
    ]


def test_a_build_says_how_many_frames_how_long_and_how_large():
    line = "explorer ore-to-magnet: 240 frames drawn in 12.0 s, 14.5 kB"

    assert book._stage(line) == line
    progress = cli._Progress()
    with CliRunner().isolation() as (out, *_):
        progress.show("reading one (1 %)")
        progress.show(line)
        progress.show(line.replace("ore-to-magnet", "six-trillion"))
    assert out.getvalue().decode().count("240 frames drawn in 12.0 s, 14.5 kB\n") == 2


# --- explainer check ------------------------------------------------------------------------------------


def check():
    return [finding.line() for finding in proof._explorers(ROOT)]


def test_the_words_of_an_explorer_are_borne_out_by_what_it_rests_on(a_book_with):
    a_book_with(declared(intro="It takes 42 % of it, today.", because=("fact:recovery-nolans-plan",)))

    assert check() == [
        'explorers.sample: "42" is in none of fact:recovery-nolans-plan; name the fact or record that carries it in because=',
        'explorers.sample: "today" does not say when; give the date, as in "as of March 2026"',
    ]
    a_book_with(declared(intro="It takes 44 % of it.", because=("fact:recovery-nolans-plan",)))
    assert check() == []


def test_the_words_of_premises_and_outcomes_are_checked_too(a_book_with):
    a_book_with(what_follows)
    assert check() == []

    a_book_with(declared(leaves_out=("The other 7,777 bars.",)))
    assert check()[0].startswith('explorers.sample: "7,777" is in none of table:elements; ')


def test_an_explorer_that_is_missing_rests_on_nothing_or_cannot_be_drawn_is_a_finding(
    a_book_with, monkeypatch
):
    a_book_with(declared(because=("fact:nothing-of-the-kind",)))
    assert any("nothing-of-the-kind" in line for line in check())

    a_book_with(declared(lambda x: None))
    assert check() == [
        'explorers.sample: explorer "sample" at x=0 returns nothing; end its function with return Chart(...); '
        "mend its module or its name in explorers.NAMES"
    ]
    monkeypatch.setattr(explorers, "NAMES", ("not_there",))
    assert check() == [
        "explorers.not_there: No module named 'explainer.explorers.notthere'; mend its module or its name in explorers.NAMES"
    ]
