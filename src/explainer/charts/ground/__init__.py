"""The figures of chapter 7: where the places are, how far each has come, how long it takes and what it costs."""

from explainer.charts.ground.ladders import ladder
from explainer.charts.ground.leadtimes import years_to_production
from explainer.charts.ground.placemap import places
from explainer.charts.ground.projectcosts import project_costs

__all__ = ["FIGURES", "ladder", "places", "project_costs", "years_to_production"]

FIGURES = (places, ladder, years_to_production, project_costs)
