"""An explorer: what it says, what it offers to set, and the function that draws it."""

import inspect
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from explainer.charts.chart import Chart
from explainer.errors import did_you_mean
from explainer.explore.controls import Control, Value

if TYPE_CHECKING:
    import pandas as pd

    from explainer.widgets.explorer import ExplorerWidget

MOST_FRAMES = 240
MOST_CONTROLS = 3
THINGS_TO_TRY = 3
KEY_STATES = range(3, 7)

State = Mapping[str, Value]

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_declared: dict[str, str] = {}  # name -> where


class ExplorerError(ValueError):
    """An explorer that cannot be declared, set or drawn.

    The message is one line: the explorer, what is wrong, the mend.
    """


@dataclass(frozen=True)
class Prediction:
    """What the reader guesses before the controls unlock; a guess may be skipped and earns nothing.

    Parameters
    ----------
    stem : one full question.
    options : two to four answers.
    key : the place of the right one, from 0; None where it is a matter of opinion.
    told : said after the guess, whatever it was.

    Raises
    ------
    ExplorerError
        If the stem asks nothing, there are too few or too many options, or the key is none of them.
    """

    stem: str
    options: tuple[str, ...]
    key: int | None
    told: str

    def __post_init__(self) -> None:
        count = len(self.options)
        if not self.stem.strip().endswith("?"):
            self._refuse("asks nothing", "end its stem with a question mark")
        if not 2 <= count <= 4:
            self._refuse(f"has {count} options", "give it two to four")
        if len(set(self.options)) < count:
            self._refuse("has two options that read alike", "give each words of its own")
        if self.key is not None and self.key not in range(count):
            self._refuse(
                f"has the key {self.key}, which is the place of no option", f"set it to 0 to {count - 1}"
            )
        if not self.told.strip():
            self._refuse("tells nothing after the guess", "fill in told")

    def _refuse(self, what: str, mend: str) -> NoReturn:
        msg = f'prediction "{self.stem}" {what}; {mend}'
        raise ExplorerError(msg)


@dataclass(frozen=True, repr=False)
class Framing:
    """The words around an explorer of whatever kind; see `explorer` for the fields.

    Raises
    ------
    ExplorerError
        In one line, if words are missing or a thing to try too many.
    """

    name: str
    _: KW_ONLY
    title: str
    intro: str
    prediction: Prediction
    things_to_try: tuple[str, ...]
    leaves_out: tuple[str, ...]
    because: tuple[str, ...]

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            self.refuse("cannot be an address", "name it in lower-case words joined by underscores")
        for field in ("title", "intro"):
            if not getattr(self, field).strip():
                self.refuse(f"has no {field}", "write it for somebody who has not read the page")
        if not isinstance(self.prediction, Prediction):
            self.refuse("has no prediction", "ask the reader one with Prediction(...)")
        for field in ("things_to_try", "leaves_out", "because"):
            if isinstance(getattr(self, field), str):
                self.refuse(f"has one text as {field}", 'write a tuple, as in ("...",)')
        if len(self.things_to_try) != THINGS_TO_TRY:
            self.refuse(f"has {len(self.things_to_try)} things to try", f"give {THINGS_TO_TRY}")
        if not self.leaves_out:
            self.refuse("does not say what it leaves out", "give leaves_out at least one sentence")
        if not self.because:
            self.refuse("rests on nothing", 'name facts or tables in because=("fact:...",)')

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.title} Call it to show it.>"

    @property
    def id(self) -> str:
        """Its id on the page."""
        return self.name.replace("_", "-")

    def refuse(self, what: str, mend: str, cause: Exception | None = None) -> NoReturn:
        """Raise an ExplorerError that names this explorer."""
        msg = f'explorer "{self.id}" {what}; {mend}'
        raise ExplorerError(msg) from cause

    @property
    def references(self) -> tuple[str, ...]:
        """The records that bear out its prose."""
        return self.because

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is prose."""
        asked = self.prediction
        return (
            *(self.title, self.intro, asked.stem, *asked.options, asked.told),
            *(*self.things_to_try, *self.leaves_out),
        )


@dataclass(frozen=True, eq=False, repr=False)
class Explorer(Framing):
    """An explorer of figures. Call it to show it; set controls by name, as in `ore_to_magnet(grade_pct=3)`.

    draw : function of the values of the controls, by name, that returns a `Chart` whose id is the explorer's.
    controls : by the names of the function's arguments, at most three.
    key_states : three to six states, each by its values, those of the default left out.

    Raises
    ------
    ExplorerError
        In one line, if the grid of the controls is too large or they are not the function's arguments.
    """

    _: KW_ONLY
    draw: Callable[..., Chart]
    controls: Mapping[str, Control]
    key_states: tuple[Mapping[str, Value], ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= len(self.controls) <= MOST_CONTROLS:
            self.refuse(f"has {len(self.controls)} controls", f"give it 1 to {MOST_CONTROLS}")
        wanted = {p.name for p in inspect.signature(self.draw).parameters.values()}
        if wanted != set(self.controls):
            odd = ", ".join(sorted(wanted ^ set(self.controls)))
            self.refuse(f"differs from its function in {odd}", "give each argument a control of its name")
        if self.frame_count > MOST_FRAMES:
            counts = " x ".join(f"{len(c.values)} ({name})" for name, c in self.controls.items())
            what = f"has {counts} = {self.frame_count} frames, more than {MOST_FRAMES}"
            longest = max(self.controls, key=lambda name: len(self.controls[name].values))
            self.refuse(what, f"take longer steps, first in {longest}, or one control less")
        if len(self.key_states) not in KEY_STATES:
            self.refuse(f"has {len(self.key_states)} key states", "give 3 to 6")
        for state in self.key_states:
            self._check_on_grid(self.state(**state))

    def _check_on_grid(self, state: State) -> None:
        for name, value in state.items():
            if value not in self.controls[name].values:
                self.refuse(f"has a key state with {name}={value}", "choose one of its steps")

    def __call__(self, **values: Value) -> "ExplorerWidget":
        """Show it, with the controls at the values given and at their defaults."""
        from explainer.explore.plain import explorer_text
        from explainer.widgets.explorer import ExplorerWidget

        state = self.state(**values)
        return ExplorerWidget(
            self.html(**values),
            explorer_text(self, state),
            state,
            lambda given: self.frame(self.state(**given)),
            lambda given: dict(self.state(**given)),
        )

    def chart(self, **values: Value) -> Chart:
        """The figure for values of the controls, those of the default where not given.

        Raises
        ------
        ExplorerError
            If a name is no control, a value is out of range, or the function does not return a chart.
        """
        return self._drawn(self.state(**values))

    def numbers(self, **values: Value) -> "pd.DataFrame":
        """The numbers of that figure, as its table has them."""
        import pandas as pd

        table = self.chart(**values).table
        return pd.DataFrame(table.rows, columns=list(table.columns))

    def state(self, **values: Value) -> dict[str, Value]:
        """A value for every control: those given, checked, and the defaults.

        Raises
        ------
        ExplorerError
            If a name is no control or a value is out of range.
        """
        for name in values:
            if name not in self.controls:
                hint = did_you_mean(name, self.controls) or f"; it has {', '.join(self.controls)}"
                msg = f'explorer "{self.id}" has no control "{name}"{hint}'
                raise ExplorerError(msg)
        state = {}
        for name, control in self.controls.items():
            try:
                state[name] = control.check(values.get(name, control.default))
            except ValueError as error:
                msg = f'explorer "{self.id}": {name} {error}'
                raise ExplorerError(msg) from error
        return state

    @property
    def default(self) -> dict[str, Value]:
        """The state that the page shows first."""
        return {name: control.default for name, control in self.controls.items()}

    @property
    def frame_count(self) -> int:
        """How many states its grid has."""
        return math.prod(len(control.values) for control in self.controls.values())

    def grid(self) -> Iterator[dict[str, Value]]:
        """Every state that a page can show; the last control changes first."""
        for values in product(*(control.values for control in self.controls.values())):
            yield dict(zip(self.controls, values, strict=True))

    def shown(self, state: State) -> str:
        """A state in words: "Ore grade 4.0 % REO, Recovery 60 %"."""
        return ", ".join(f"{c.label} {c.shown(state[name])}" for name, c in self.controls.items())

    def html(self, **values: Value) -> str:
        """Its section of a page, with the figure of values of the controls.

        Raises
        ------
        ExplorerError
            If a reference of `because` names nothing, or a state cannot be drawn.
        """
        from explainer.explore.html import explorer_html

        return explorer_html(self, self.state(**values))

    def frame(self, state: State) -> str:
        """The figure of a state as HTML: what a page shows, and a notebook."""
        return self._drawn(state).to_html()

    def _drawn(self, state: State) -> Chart:
        at = f"at {', '.join(f'{name}={value}' for name, value in state.items())}"
        try:
            chart = self.draw(**state)
        except Exception as error:
            what = f"{at} raises {type(error).__name__}: {' '.join(str(error).split())}"
            self.refuse(what, "mend its function for this state", error)
        if not isinstance(chart, Chart):
            what = "nothing" if chart is None else f"a {type(chart).__name__}"
            self.refuse(f"{at} returns {what}", "end its function with return Chart(...)")
        if chart.id != self.id:
            self.refuse(f'{at} draws a chart "{chart.id}"', f'give every chart the id "{self.id}"')
        return chart


def explorer(
    *,
    title: str,
    intro: str,
    prediction: Prediction,
    controls: Mapping[str, Control],
    things_to_try: tuple[str, ...],
    leaves_out: tuple[str, ...],
    because: tuple[str, ...],
    key_states: tuple[Mapping[str, Value], ...],
) -> Callable[[Callable[..., Chart]], Explorer]:
    """Declare the function below as an explorer, named as it is.

    Parameters
    ----------
    title : the heading of its section.
    intro : one or two sentences: what it computes.
    prediction : asked before the controls unlock.
    controls : by the names of the function's keyword arguments; at most three, at most 240 states in all.
    things_to_try : three sentences.
    leaves_out : what the model leaves out, a sentence each.
    because : the records it rests on, as "fact:..." or "table:...".
    key_states : three to six states for the small table that stands where no script runs.

    Raises
    ------
    ExplorerError
        In one line, if something is missing, too large, or declared twice.
    """

    def declare(draw: Callable[..., Chart]) -> Explorer:
        found = Explorer(
            draw.__name__,
            title=title,
            intro=intro,
            prediction=prediction,
            things_to_try=things_to_try,
            leaves_out=leaves_out,
            because=because,
            draw=draw,
            controls=MappingProxyType(dict(controls)),
            key_states=key_states,
        )
        declare_once(found, f"{draw.__module__}, line {draw.__code__.co_firstlineno}")
        return found

    return declare


def declare_once(found: Framing, where: str) -> None:
    """Refuse a second explorer of one name. In a notebook a cell may run again.

    Raises
    ------
    ExplorerError
        If an explorer of that name was declared elsewhere.
    """
    before = _declared.setdefault(found.name, where)
    if before != where and not where.startswith("__main__"):
        found.refuse(f"is declared twice, in {before} and in {where}", "rename one of the two functions")
    _declared[found.name] = where
