"""An explorer as semantic HTML: the question, the figure of one state, what to try and what it leaves out.

It reads, and prints, without JavaScript: then there is a table of key states in place of the controls, which
stay hidden. `widgets/explorer.js` brings it to life. Every text is escaped.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from explainer.charts.drawing.markup import look_element
from explainer.explore.controls import ChoiceControl, Control, NumberControl, Value
from explainer.explore.explorer import Explorer, ExplorerError, Framing, State
from explainer.explore.premises import Conclusion, Outcome, Premise, PremiseExplorer
from explainer.references import Resolver, link_html

_BUTTONS = (
    '<div class="buttons"><button type="button" class="reset quiet">Reset</button>'
    '<button type="button" class="copy quiet">Copy a link to this state</button></div>'
)


def explorer_html(explorer: Explorer, state: State, *, resolve: Resolver | None = None) -> str:
    """The `<section class="explorer">` in a state, with the look of figures before it, for a notebook.

    Parameters
    ----------
    resolve : callable, optional
        Reference, such as "fact:x", to (address, title), or None where there is nothing to link to. The
        references of the book by default.

    Raises
    ------
    ExplorerError
        If a reference names nothing, or a state cannot be drawn.
    """
    controls = [_control(name, control, state[name]) for name, control in explorer.controls.items()]
    work = [
        '<form class="controls" method="dialog" autocomplete="off">',
        *controls,
        _BUTTONS,
        "</form>",
        f'<p class="settings"><b>Drawn for:</b> <span>{escape(explorer.shown(state))}</span></p>',
        explorer.frame(state),
        _key_states(explorer),
    ]
    definition = {"controls": [_defined(name, control) for name, control in explorer.controls.items()]}
    return look_element() + _section(explorer, work, definition, resolve)


def _section(
    framing: Framing, work: Iterable[str], definition: Mapping[str, object], resolve: Resolver | None
) -> str:
    """The section around whatever an explorer works with: `work` is HTML, `definition` what its script reads."""
    id = f"explorer-{framing.id}"
    lines = [
        f'<section class="explorer" id="{id}" data-explorer="{framing.id}" aria-labelledby="{id}-title">',
        f'<h3 id="{id}-title">{escape(framing.title)}</h3>',
        f'<p class="intro">{escape(framing.intro)}</p>',
        *_guess(framing),
        '<p class="said" role="status"></p>',
        '<div class="work">',
        '<p class="told" hidden></p>',
        *work,
        f"<h4>Three things to try</h4>\n{_list('ol', framing.things_to_try)}",
        "</div>",
        '<p class="announce" aria-live="polite"></p>',
        '<details class="leaves-out"><summary>What this leaves out</summary>',
        f"{_list('ul', framing.leaves_out)}</details>",
        '<details class="because"><summary>What it rests on</summary>',
        f"<p>{_grounds(framing, framing.because, resolve)}.</p></details>",
        f'<script type="application/json" class="definition">{_json(definition)}</script>',
        "</section>\n",
    ]
    return "\n".join(line for line in lines if line)  # a blank line would end the HTML for Markdown


def _grounds(framing: Framing, names: Iterable[str], resolve: Resolver | None) -> str:
    """References as links.

    Raises
    ------
    ExplorerError
        If one names nothing.
    """
    try:
        return "; ".join(link_html(name, resolve) for name in dict.fromkeys(names))
    except ValueError as error:
        msg = f'explorer "{framing.id}": {error}'
        raise ExplorerError(msg) from error


def _json(definition: Mapping[str, object]) -> str:
    """JSON that cannot end, or open, anything in the page around it."""
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _list(tag: str, texts: Iterable[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</{tag}>"


def _guess(framing: Framing) -> list[str]:
    """The prediction; what it comes to is folded away, where a script finds it."""
    asked = framing.prediction
    key = "" if asked.key is None else f' data-key="{asked.key}"'
    return [
        f'<form class="guess" method="dialog" autocomplete="off"{key}>',
        f'<fieldset><legend><span class="count">Guess first</span> <span class="stem">{escape(asked.stem)}</span></legend>',
        *(
            f'<div class="option"><label><input type="radio" name="guess" value="{n}">'
            f"<span>{escape(option)}</span></label></div>"
            for n, option in enumerate(asked.options)
        ),
        "</fieldset>",
        '<div class="buttons"><button type="button" class="keep">Keep my guess</button>'
        '<button type="button" class="pass quiet">Skip the guess</button></div>',
        f'<details class="answer"><summary>What the figure shows</summary><p>{escape(asked.told)}</p></details>',
        "</form>",
    ]


def _control(name: str, control: Control, value: Value) -> str:
    shown, label = escape(control.shown(value)), escape(control.label)
    if isinstance(control, ChoiceControl):
        options = "".join(
            f'<option value="{n}"{" selected" if key == value else ""}>{escape(words)}</option>'
            for n, (key, words) in enumerate(control.options.items())
        )
        return f'<div class="control"><label><span>{label}</span> <select name="{name}">{options}</select></label></div>'
    return (
        f'<div class="control"><label><span>{label}</span> '
        f'<input type="range" name="{name}" min="0" max="{len(control.values) - 1}" step="1" '
        f'value="{control.position(value):g}" aria-valuetext="{shown}"></label>'
        f'<output aria-hidden="true">{shown}</output></div>'
    )


def _defined(name: str, control: Control) -> dict[str, object]:
    """What the script needs of a control; a notebook's goes between the steps, so it formats too."""
    shown = [control.shown(value) for value in control.values]
    defined = {"name": name, "label": control.label, "values": control.values, "shown": shown}
    if isinstance(control, NumberControl):
        defined |= {"decimals": control.decimals, "commas": "," in control.format, "unit": control.unit}
    return defined | {"at": control.position(control.default)}


def _key_states(explorer: Explorer) -> str:
    """What the figure says at a few states, for where no script runs."""
    states = [explorer.state(**state) for state in explorer.key_states]
    rows = [
        (
            *(control.shown(state[name]) for name, control in explorer.controls.items()),
            explorer.chart(**state).title,
        )
        for state in states
    ]
    heads = [*(control.label for control in explorer.controls.values()), "What it shows"]
    return _states_table("Other settings of this figure", "The same figure at other settings", heads, rows)


def _states_table(label: str, caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="key-states" role="region" tabindex="0" aria-label="{label}">'
        f"<table><caption>{caption}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


# --- premises and conclusions ---------------------------------------------------------------------------


def premise_explorer_html(explorer: PremiseExplorer, *, resolve: Resolver | None = None) -> str:
    """The section of an explorer of premises, with those ticked that are granted at first.

    Raises
    ------
    ExplorerError
        If a reference names nothing.
    """
    outcomes = explorer.outcomes()
    work = [
        '<form class="controls" method="dialog" autocomplete="off">',
        "<fieldset><legend>Tick what you grant</legend>",
        *(_premise(explorer, premise, resolve) for premise in explorer.premises),
        "</fieldset>",
        _BUTTONS,
        "</form>",
        _granted_in_words(explorer),
        f'<p class="reading">{escape(explorer.reading(outcomes))}</p>',
        '<ul class="conclusions">',
        *(_conclusion(explorer, each, outcomes[each.id], resolve) for each in explorer.conclusions),
        "</ul>",
        _granted_states(explorer),
    ]
    definition = {
        "controls": [_ticked(premise) for premise in explorer.premises],
        "conclusions": [_judged(explorer, each) for each in explorer.conclusions],
    }
    return _section(explorer, work, definition, resolve)


def _premise(explorer: PremiseExplorer, premise: Premise, resolve: Resolver | None) -> str:
    checked = " checked" if premise.granted else ""
    return (
        f'<div class="premise"><label><input type="checkbox" name="{escape(premise.id)}"{checked}>'
        f"<span>{escape(premise.text)}</span></label>{_rests_on(explorer, premise.held_by, premise, resolve)}</div>"
    )


def _rests_on(
    explorer: PremiseExplorer, words: str, entry: Premise | Conclusion, resolve: Resolver | None
) -> str:
    return f'<p class="who">{escape(words)}: {_grounds(explorer, entry.because, resolve)}</p>'


def _granted_in_words(explorer: PremiseExplorer) -> str:
    """The premises as a list, for where no script ticks them."""
    entries = "".join(
        f"<li>{escape(premise.text)} <i>({'granted' if premise.granted else 'not granted'})</i></li>"
        for premise in explorer.premises
    )
    return f'<div class="premises-in-words"><p>The premises</p><ul>{entries}</ul></div>'


def _conclusion(
    explorer: PremiseExplorer, conclusion: Conclusion, outcome: Outcome, resolve: Resolver | None
) -> str:
    return (
        f'<li data-conclusion="{escape(conclusion.id)}" data-standing="{escape(outcome.standing)}">'
        f'<p class="side">{escape(conclusion.held_by)}</p>'
        f'<p class="claim">{escape(conclusion.text)}</p>'
        f'<p><b class="standing">{escape(explorer.standings[outcome.standing])}</b></p>'
        f'<p class="why">{escape(outcome.why)}</p>'
        f"{_rests_on(explorer, 'What this rests on', conclusion, resolve)}</li>"
    )


def _granted_states(explorer: PremiseExplorer) -> str:
    """What follows from a few choices of premises, for where no script runs."""
    texts = {premise.id: premise.text for premise in explorer.premises}
    rows = [
        (
            " ".join(texts[id] for id in state) or "Nothing",
            explorer.reading(explorer.outcomes(granted=state)),
        )
        for state in explorer.key_states
    ]
    heads = ("Granted", "What follows")
    return _states_table("Other premises granted", "The same with other premises granted", heads, rows)


def _ticked(premise: Premise) -> dict[str, object]:
    """What the script needs of a premise: a control of two values."""
    named = {"name": premise.id, "label": premise.text}
    return named | {"values": ("no", "yes"), "shown": ("no", "yes"), "at": int(premise.granted)}


def _judged(explorer: PremiseExplorer, conclusion: Conclusion) -> dict[str, object]:
    """A conclusion's outcome for every combination of what it depends on, each different one once."""
    table = explorer.table(conclusion)
    different = list(dict.fromkeys(table))
    return {
        "id": conclusion.id,
        "needs": conclusion.depends_on,
        "table": [different.index(outcome) for outcome in table],
        "outcomes": [(o.standing, explorer.standings[o.standing], o.why) for o in different],
    }
