"""Front ends: one .py, .js and .css of the same stem each. They load when first used."""

from typing import Any

__all__ = ["QuizWidget", "show_quiz"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from explainer.widgets import quiz

    return getattr(quiz, name)
