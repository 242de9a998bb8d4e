"""Frames: every state of the grid, drawn once, kept by content, packed small."""

import itertools
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainer
from explainer import explorers
from explainer.explore import ExplorerError, steps
from explainer.explore.encode import compressed_size, pack, unpack
from explainer.explore.frames import UNREAD, frames
from explore_sample import bar, wide_bar
from test_explore_explorer import declared

PACKAGE = Path(explainer.__file__).parent


def test_a_frame_and_the_live_drawing_of_a_state_are_the_same_bytes(tmp_path):
    found = frames(wide_bar, tmp_path)  # drawn in processes of their own

    assert not found.cached
    assert found.html == [wide_bar.chart(**state).to_html() for state in wide_bar.grid()]


def test_what_has_not_changed_is_taken_from_the_cache(tmp_path):
    calls = []
    found = declared(lambda x: calls.append(x) or bar("sample", x))

    first = frames(found, tmp_path)
    drawn = len(calls)
    second = frames(found, tmp_path)

    assert (first.cached, second.cached) == (False, True)
    assert len(calls) == drawn
    assert second.packed == first.packed


def test_a_changed_file_or_grid_draws_anew_and_drops_the_old(tmp_path):
    cache, lock = tmp_path / "frames", tmp_path / "lock"
    lock.write_text("one")
    found = declared()
    frames(found, cache, basis=[lock])

    lock.write_text("two")
    assert not frames(found, cache, basis=[lock]).cached
    other = declared(controls={"x": steps(0, 4, 1, default=0, label="X")})
    assert not frames(other, cache, basis=[lock]).cached
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("cut", [0.5, 0])
def test_a_cache_that_was_cut_off_is_drawn_anew(tmp_path, cut):
    found = declared()
    whole = frames(found, tmp_path).packed
    file = next(tmp_path.iterdir())
    file.write_text(whole[: int(len(whole) * cut)])

    assert frames(found, tmp_path).packed == whole


def test_the_line_of_a_build_says_how_many_how_long_and_how_large(tmp_path):
    found = declared()

    assert re.fullmatch(r"sample: 4 frames drawn in \d+\.\d s, \d\.\d kB", frames(found, tmp_path).line())
    assert re.fullmatch(r"sample: 4 frames from the cache in 0\.\d s, .*", frames(found, tmp_path).line())


def test_a_function_that_raises_at_one_grid_point_is_one_line(tmp_path):
    found = declared(lambda x: bar("sample", 6 / (x - 2)))

    with pytest.raises(ExplorerError, match=r'^explorer "sample" at x=2 raises ZeroDivisionError: .*; mend'):
        frames(found, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_function_that_draws_differently_is_refused():
    count = itertools.count()

    with pytest.raises(ExplorerError) as caught:
        frames(declared(lambda x: bar("sample", x + next(count))))

    assert str(caught.value) == (
        'explorer "sample" draws differently a second time at x=0; '
        "leave clocks, chance and the order of sets out of its function"
    )


def test_a_drawing_that_takes_too_long_is_interrupted():
    start = time.perf_counter()

    with pytest.raises(ExplorerError) as caught:
        frames(declared(lambda x: time.sleep(60) or bar("sample", x)), seconds_a_frame=0.2)

    assert time.perf_counter() - start < 20
    assert str(caught.value) == (
        'explorer "sample" takes more than 0.2 s to draw at x=0; let its function compute less, or compute it once outside'
    )


def test_frames_that_are_too_large_are_refused_with_the_cure(monkeypatch):
    monkeypatch.setattr("explainer.explore.frames.MOST_BYTES", 1000)

    with pytest.raises(ExplorerError) as caught:
        frames(declared())

    assert re.fullmatch(
        r'explorer "sample" has frames of \d kB compressed, more than 1; '
        "round the numbers of its table, draw fewer marks or take longer steps",
        str(caught.value),
    )


# --- packing ------------------------------------------------------------------------------------------

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30)
FRAME = st.lists(
    LINE | st.from_regex(r"<text x=\"-?[0-9]{1,3}(\.[0-9]{1,2})?\">[0-9,]{1,6}</text>", fullmatch=True)
)


@given(st.lists(FRAME.map("\n".join), min_size=1, max_size=6))
def test_packing_gives_back_every_frame_as_it_was(texts):
    assert unpack(pack(texts)) == texts


def test_what_frames_have_in_common_is_packed_once():
    texts = [wide_bar.frame(state) for state in itertools.islice(wide_bar.grid(), 16)]

    assert len(pack(texts)) < 2 * len(texts[0])
    assert compressed_size(pack(texts)) < 2 * compressed_size(texts[0])


# --- what the frames rest on ----------------------------------------------------------------------------


def test_no_drawing_reads_the_rooms_that_the_cache_leaves_out():
    """Else a change there would leave old frames in the cache."""
    names = ", ".join(name.split(".")[0] for name in UNREAD)
    code = (
        "import sys\nfrom explainer import explorers\n"
        "for _, found in explorers.every_explorer():\n"
        "    found.frame(found.default) if hasattr(found, 'frame') else found.outcomes()\n"
        "print(*sorted(name for name in sys.modules if name.startswith('explainer.')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    ).stdout.split()

    assert "explainer.explorers.oretomagnet" in loaded
    assert {name.split(".")[1] for name in loaded} & set(names.split(", ")) == set()


def test_no_explorer_imports_another():
    """Each is cached by its own module and the rooms below; see _package_digest."""
    for path in (PACKAGE / "explorers").glob("*.py"):
        if path.name != "__init__.py":
            assert "explainer.explorers" not in path.read_text(encoding="utf-8"), path.name


def test_every_explorer_of_the_book_is_found_by_name():
    found = dict(explorers.every_explorer())

    assert tuple(found) == explorers.NAMES
    assert all(each.name == name for name, each in found.items())
    assert explorers.explorer_of("ore-to-magnet") is found["ore_to_magnet"]
    with pytest.raises(
        ValueError, match='a page shows an explorer "ore", which the book has not; name it in'
    ):
        explorers.explorer_of("ore")
    with pytest.raises(AttributeError, match='has no "ore_to_magnets"; did you mean ore_to_magnet'):
        explorers.__getattr__("ore_to_magnets")
