"""What every family of figures is asked: are its words within the figure, and clear of each other?"""

import itertools

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text


def texts_of(chart) -> list[Text]:
    """The words that a figure shows, as matplotlib texts."""
    return [text for text in chart.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def assert_words_fit(chart) -> None:
    """No word leaves the figure, and no two overlap by more than a hair (1.5 pixels)."""
    canvas = FigureCanvasAgg(chart.figure)
    canvas.draw()  # puts notes beside their marks, and words on the axes
    extents = [(t.get_text(), Text.get_window_extent(t, canvas.get_renderer())) for t in texts_of(chart)]
    boxes = [(text, box) for text, box in extents if box.width > 1]  # not the numbers of a hidden axis
    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= chart.figure.bbox.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= chart.figure.bbox.y1, text
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-1.5).overlaps(second.padded(-1.5)), f"{one} / {other}"
