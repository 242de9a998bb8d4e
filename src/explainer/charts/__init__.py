"""The figures of the book: rows in, `Chart` out. One module for each family of figures.

The families load matplotlib when first used, so `import explainer.charts` stays light.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from explainer.charts.chart import Chart, ChartTable

# A new family is named here, and lists its chart functions in `FIGURES`.
FAMILIES = ("story", "elements", "uses", "chain", "supply", "deal", "ground", "arguments", "whatnext")

__all__ = ["FAMILIES", "Chart", "ChartTable", "every_chart", *FAMILIES]


def every_chart() -> Iterator[tuple[str, Callable[[], Chart]]]:
    """Every figure of the book: its name, as in "story.timeline", and the function that draws it."""
    for family in FAMILIES:
        for draw in import_module(f"explainer.charts.{family}").FIGURES:
            yield f"{family}.{draw.__name__}", draw


def __getattr__(name: str) -> Any:
    if name in FAMILIES:
        return import_module(f"explainer.charts.{name}")
    msg = f'explainer.charts has no "{name}"; its families of figures are {", ".join(FAMILIES)}'
    raise AttributeError(msg)
