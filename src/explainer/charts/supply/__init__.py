"""The figures of chapter 5: who mines, holds and refines rare earths, what they cost, who imports them.

Each is drawn in a module of its own; this one lists them.
"""

from explainer.charts.supply.antimony import antimony_price
from explainer.charts.supply.editions import reserves
from explainer.charts.supply.mines import mine_production
from explainer.charts.supply.oxides import oxide_prices
from explainer.charts.supply.printings import revisions
from explainer.charts.supply.reliance import import_reliance
from explainer.charts.supply.stages import stage_shares

# What `charts.every_chart()` draws, in the order of the chapter.
FIGURES = (
    mine_production,
    reserves,
    stage_shares,
    antimony_price,
    oxide_prices,
    import_reliance,
    revisions,
)

__all__ = [
    "FIGURES",
    "antimony_price",
    "import_reliance",
    "mine_production",
    "oxide_prices",
    "reserves",
    "revisions",
    "stage_shares",
]
