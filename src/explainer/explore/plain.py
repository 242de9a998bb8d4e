"""An explorer as plain text, for where nothing else can be shown."""

from explainer.explore.explorer import Explorer, Framing, State
from explainer.explore.premises import PremiseExplorer


def explorer_text(explorer: Explorer, state: State) -> str:
    """Its question, its state and what the figure says there."""
    return _framed(explorer, f"{explorer.shown(state)}:\n{explorer.chart(**state).to_text()}")


def premise_explorer_text(explorer: PremiseExplorer) -> str:
    """Its question, and how each conclusion stands on the premises granted at first."""
    outcomes = explorer.outcomes()
    lines = [explorer.reading(outcomes)]
    for each in explorer.conclusions:
        outcome = outcomes[each.id]
        standing = explorer.standings[outcome.standing]
        lines.append(f"{each.held_by}: {each.text} {standing}. {outcome.why}")
    return _framed(explorer, "\n".join(lines))


def _framed(framing: Framing, body: str) -> str:
    """The body between the heading and what to try."""
    tries = "\n".join(f"{n}. {text}" for n, text in enumerate(framing.things_to_try, start=1))
    return f"{framing.title}\n{framing.intro}\n\n{body}\n\nThree things to try\n{tries}\n"
