"""An explorer as plain text, for where nothing else can be shown."""

from explainer.explore.explorer import Explorer, Framing, State


def explorer_text(explorer: Explorer, state: State) -> str:
    """Its question, its state and what the figure says there."""
    return framed_text(explorer, f"{explorer.shown(state)}:\n{explorer.chart(**state).to_text()}")


def framed_text(framing: Framing, body: str) -> str:
    """The body between the heading and what to try."""
    tries = "\n".join(f"{n}. {text}" for n, text in enumerate(framing.things_to_try, start=1))
    return f"{framing.title}\n{framing.intro}\n\n{body}\n\nThree things to try\n{tries}\n"
