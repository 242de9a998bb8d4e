"""A Box of Minerals: the tables, records, charts and quizzes behind the book's notebooks.

The names below are all that a notebook uses. Each is loaded when it is first asked for, so that
`import explainer` costs nothing and works in a browser without matplotlib or pandas.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "arguments": "explainer.story",
    "charts": "explainer.charts",
    "claims": "explainer.story",
    "comparators": "explainer.story",
    "deal_terms": "explainer.story",
    "deposits": "explainer.story",
    "explorers": "explainer.explorers",
    "glossary": "explainer.story",
    "load": "explainer.data",
    "models": "explainer.models",
    "parties": "explainer.story",
    "show_quiz": "explainer.widgets",
    "tables": "explainer.data",
    "timeline": "explainer.story",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'explainer' has no attribute '{name}'"
        raise AttributeError(msg)
    module = import_module(home)
    return module if home == f"explainer.{name}" else getattr(module, name)


def __dir__() -> list[str]:
    return __all__
