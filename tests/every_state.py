"""What the drawings of every explorer are asked, in every state of its grid: each is drawn once."""

from functools import cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg

from explainer import explorers
from explainer.charts.drawing.lettering import TEXT_PT

# Measures words only, so it needs no room to draw in.
_PENCIL = RendererAgg(10, 10, 100)


@cache
def every_state(name: str) -> tuple:
    """The states of an explorer's grid and their charts, as pairs."""
    explorer = getattr(explorers, name)
    return tuple((state, explorer.chart(**state)) for state in explorer.grid())


def assert_words_fit(chart, state) -> None:
    """No word leaves the figure, stands on a bar or overlaps another by more than a hair; all are of the book's size."""
    axes = chart.axes
    texts = [*axes.texts, *chart.figure.texts]
    words = [text.get_text() for text in texts]
    boxes = np.array([text.get_window_extent(_PENCIL).extents for text in texts])
    bars = np.array([patch.get_window_extent().extents for patch in axes.patches])
    assert {text.get_fontsize() for text in texts} == {TEXT_PT}
    outside = (boxes[:, :2] < 0).any(axis=1) | (boxes[:, 2:] > chart.figure.bbox.size).any(axis=1)
    assert not outside.any(), (state, words[outside.argmax()])
    inner = boxes + _HAIR
    for one, other in np.argwhere(_overlap(inner, inner)):
        assert one == other, (state, words[one], words[other])
    on_bar = _overlap(inner, bars).any(axis=1)
    assert not on_bar.any(), (state, words[on_bar.argmax()])


_HAIR = np.array([1.5, 1.5, -1.5, -1.5])


def _overlap(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each box (left, bottom, right, top) overlaps each of the others."""
    some, others = some[:, None], others[None]
    return ((some[..., :2] < others[..., 2:]) & (others[..., :2] < some[..., 2:])).all(axis=-1)


def assert_frames_are_alike(charts) -> None:
    """One id, one size, one scale, the same columns: a reader who moves a slider sees only the numbers move."""
    assert len({chart.id for chart in charts}) == 1
    assert len({tuple(chart.figure.get_size_inches()) for chart in charts}) == 1
    assert len({(chart.axes.get_xlim(), chart.axes.get_ylim()) for chart in charts}) == 1
    assert len({chart.table.columns for chart in charts}) == 1


def words_of(chart) -> list[str]:
    return [text.get_text() for text in chart.axes.texts]
