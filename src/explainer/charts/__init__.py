"""The figures of the book: rows in, `Chart` out. One module for each family of figures.

The families load matplotlib when first used, so `import explainer.charts` stays light.
"""

from importlib import import_module
from typing import Any

from explainer.charts.chart import Chart, ChartTable

FAMILIES = ("story",)

__all__ = ["FAMILIES", "Chart", "ChartTable", *FAMILIES]


def __getattr__(name: str) -> Any:
    if name in FAMILIES:
        return import_module(f"explainer.charts.{name}")
    msg = f'explainer.charts has no "{name}"; its families of figures are {", ".join(FAMILIES)}'
    raise AttributeError(msg)
