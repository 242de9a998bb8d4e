"""The calculations behind the explorers and some facts: pure functions of numbers, by the standard library alone.

They read no table: what has a source is handed in by the explorer or the fact, which knows where it stands.
"""

from explainer.models import concentration, leadtime, masses, orechain, rocktobudget, standing

__all__ = ["concentration", "leadtime", "masses", "orechain", "rocktobudget", "standing"]
