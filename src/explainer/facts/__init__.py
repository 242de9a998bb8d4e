"""The named numbers that prose quotes, each computed from `data` or `story`."""

from explainer.facts.register import Fact, Reading, fact, facts, number_text

__all__ = ["Fact", "Reading", "fact", "facts", "number_text"]
