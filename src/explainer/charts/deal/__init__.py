"""The figures of chapter 6: what is public of the memorandum, how large its sum is, what other papers show.

Each is drawn in a module of its own; this one lists them.
"""

from explainer.charts.deal.papers import comparators
from explainer.charts.deal.sums import sums_compared
from explainer.charts.deal.terms import terms_known

# What `charts.every_chart()` draws, in the order of the chapter.
FIGURES = (terms_known, sums_compared, comparators)

__all__ = ["FIGURES", "comparators", "sums_compared", "terms_known"]
