"""Explorers: one Python function that computes and draws, with its controls declared beside it.

With a kernel the controls drive the function at any value. On a page they swap frames, which are the same
function drawn beforehand over the grid of the controls. Nothing here knows what the explorers are about.
"""

from explainer.explore.controls import ChoiceControl, Control, NumberControl, choice, log_steps, steps
from explainer.explore.explorer import (
    MOST_FRAMES,
    Explorer,
    ExplorerError,
    Prediction,
    explorer,
)
from explainer.explore.premises import Conclusion, Outcome, Premise, PremiseExplorer, premise_explorer

__all__ = [
    "MOST_FRAMES",
    "ChoiceControl",
    "Conclusion",
    "Control",
    "Explorer",
    "ExplorerError",
    "NumberControl",
    "Outcome",
    "Prediction",
    "Premise",
    "PremiseExplorer",
    "choice",
    "explorer",
    "log_steps",
    "premise_explorer",
    "steps",
]
