"""What the frames of an explorer share: there are many of them, so each is kept small."""

from matplotlib.axes import Axes


def unclip(axes: Axes) -> None:
    """Let shapes and lines be drawn unclipped, where none leaves the figure: less to send for every frame."""
    for artist in (*axes.patches, *axes.lines, *axes.collections):
        artist.set_clip_on(False)


def digits(value: float, many: int = 3) -> str:
    """A number with at most so many digits that count, and commas.

    >>> digits(0.4374), digits(3004.4), digits(9.999), digits(0.0399, 2)
    ('0.437', '3,000', '10', '0.04')
    """
    return f"{float(f'{value:.{many}g}'):,.10g}"
