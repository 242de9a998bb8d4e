"""Small explorers that the tests of the machine share; nothing in them is about minerals."""

from explainer.charts.chart import Chart, ChartTable
from explainer.charts.style import INK, colour, new_figure, style
from explainer.explore import (
    Conclusion,
    Outcome,
    Prediction,
    Premise,
    choice,
    explorer,
    log_steps,
    premise_explorer,
    steps,
)

SOURCE = "usgs-mcs2026-ree"  # any of the register: a chart has one
ASKED = Prediction(
    stem="How wide is the bar at first?",
    options=("Three", "Six", "Nine"),
    key=1,
    told="It is its length, taken as often as set.",
)
WORDS = {
    "title": "How wide is the bar?",
    "intro": "A bar as wide as two numbers multiplied.",
    "prediction": ASKED,
    "things_to_try": ("Make it wide.", "Make it narrow.", "Paint it."),
    "leaves_out": ("Everything else.",),
    "because": ("table:elements",),
}


def bar(id, width, shade="china", note=""):
    """A chart of one bar."""
    with style():
        figure, axes = new_figure(1.2)
        axes.barh([0], [width], color=colour(shade))
        axes.set(xlim=(0, 100), yticks=[], xlabel="Width")
        axes.text(1, 0, f"{width:,.2f}", color=INK)
    return Chart(
        id=id,
        title=f"The bar is {width:,.2f} wide.",
        subtitle="Width, no unit",
        alt=f"Bar of width {width:,.2f}.",
        table=ChartTable(("What", "Width"), (("Bar", width), ("Half of it", width / 2))),
        source_ids=(SOURCE,),
        figure=figure,
        note=note,
    )


@explorer(
    **WORDS,
    controls={
        "length": steps(1, 5, 0.5, default=3, label="Length", unit="cm"),
        "times": log_steps(1, 10, default=2, label="Times"),
        "shade": choice({"china": "Red", "usa": "Blue"}, default="china", label="Colour"),
    },
    key_states=({}, {"length": 5}, {"times": 10, "shade": "usa"}),
)
def wide_bar(*, length, times, shade):
    """A bar of length times times."""
    return bar("wide-bar", length * times, shade)


@explorer(
    **{**WORDS, "title": "Does the bar stay?"},
    controls={"x": steps(1, 3, 1, default=1, label="X", unit="cm")},
    key_states=({}, {"x": 2}, {"x": 3}),
)
def steady_bar(*, x):
    """A bar as wide as its one number, in no unit."""
    return bar("steady-bar", x)


def follows(conclusion, granted):
    """Wet needs rain; loud needs wind, or is left open."""
    needed = {"wet": "rain", "loud": "wind"}[conclusion]
    if needed in granted:
        return Outcome("stands", f"Because of the {needed}.")
    return Outcome("open", f"Nothing is said of the <{needed}>.")


what_follows = premise_explorer(
    **{**WORDS, "title": "What follows?"},
    name="what_follows",
    premises=(
        Premise("rain", "It rains.", "The gardener", ("table:elements",)),
        Premise("wind", "The wind blows.", "The sailor", ("table:elements",), granted=True),
    ),
    conclusions=(
        Conclusion("wet", "The street is wet.", "The walker", ("table:elements",), ("rain",)),
        Conclusion("loud", "The night is loud.", "The sleeper", ("table:elements",), ("wind", "rain")),
    ),
    outcome=follows,
    standings={"stands": "Stands", "open": "Open"},
    key_states=((), ("rain",), ("rain", "wind")),
)
