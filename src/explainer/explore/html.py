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
from explainer.references import Resolver, link_html


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
        '<div class="buttons"><button type="button" class="reset quiet">Reset</button>'
        '<button type="button" class="copy quiet">Copy a link to this state</button></div>',
        "</form>",
        f'<p class="settings"><b>Drawn for:</b> <span>{escape(explorer.shown(state))}</span></p>',
        explorer.frame(state),
        _key_states(explorer),
    ]
    definition = {"controls": [_defined(name, control) for name, control in explorer.controls.items()]}
    return look_element() + section_html(explorer, work, definition, resolve)


def section_html(
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
        f"<p>{grounds(framing, framing.because, resolve)}.</p></details>",
        f'<script type="application/json" class="definition">{_json(definition)}</script>',
        "</section>\n",
    ]
    return "\n".join(line for line in lines if line)  # a blank line would end the HTML for Markdown


def grounds(framing: Framing, names: Iterable[str], resolve: Resolver | None) -> str:
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
    head = "".join(f'<th scope="col">{escape(c.label)}</th>' for c in explorer.controls.values())
    rows = "\n".join(
        "<tr>"
        + "".join(f"<td>{escape(c.shown(state[name]))}</td>" for name, c in explorer.controls.items())
        + f"<td>{escape(explorer.chart(**state).title)}</td></tr>"
        for state in states
    )
    return (
        f'<div class="key-states" role="region" tabindex="0" aria-label="Other settings of this figure">'
        f"<table><caption>The same figure at other settings</caption>\n"
        f'<thead><tr>{head}<th scope="col">What it shows</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )
