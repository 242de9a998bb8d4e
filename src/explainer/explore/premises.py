"""An explorer of what follows from what: tick the premises you grant, see which conclusions still stand.

No frames: each conclusion depends on a few premises, and its outcome for every combination of them is asked
of one Python function beforehand. What a page carries is that table.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from explainer.errors import did_you_mean
from explainer.explore.explorer import KEY_STATES, Framing, Prediction, declare_once
from explainer.references import Resolver

if TYPE_CHECKING:
    from explainer.widgets.explorer import ExplorerWidget

MOST_PREMISES = 12
MOST_DEPENDENCIES = 8  # 256 combinations a conclusion
MOST_OUTCOMES = 40  # different ones a conclusion, which a page carries as text


@dataclass(frozen=True)
class Premise:
    """What a reader may grant or not.

    granted : whether it is ticked at first.
    because : the records that say it, as "claim:c40".
    """

    id: str
    text: str
    held_by: str
    because: tuple[str, ...]
    granted: bool = False


@dataclass(frozen=True)
class Conclusion:
    """What somebody concludes; `depends_on` are the ids of the premises that bear on it.

    held_by : whose it is. The reader sees this before the conclusion, as its label.
    """

    id: str
    text: str
    held_by: str
    because: tuple[str, ...]
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a conclusion stands: a key of the explorer's `standings`, and why, in one sentence."""

    standing: str
    why: str


@dataclass(frozen=True, eq=False, repr=False)
class PremiseExplorer(Framing):
    """An explorer of premises. Call it to show it; `outcomes(granted=(...))` says what follows.

    Raises
    ------
    ExplorerError
        In one line, if a conclusion depends on what is no premise, or there are too many of anything.
    """

    _: KW_ONLY
    premises: tuple[Premise, ...]
    conclusions: tuple[Conclusion, ...]
    outcome: Callable[[str, frozenset[str]], Outcome]
    standings: Mapping[str, str]
    key_states: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        ids = [each.id for each in (*self.premises, *self.conclusions)]
        twice = [id for id, times in Counter(ids).items() if times > 1]
        if twice:
            self.refuse(f"has two entries {twice[0]}", "give each premise and conclusion an id of its own")
        if not 2 <= len(self.premises) <= MOST_PREMISES:
            self.refuse(f"has {len(self.premises)} premises", f"give it 2 to {MOST_PREMISES}")
        if not self.conclusions:
            self.refuse("has no conclusions", "name at least one that depends on the premises")
        if not 2 <= len(self.standings) <= 4:
            self.refuse(f"has {len(self.standings)} standings", "give 2 to 4, such as stands and falls")
        if len(self.key_states) not in KEY_STATES:
            self.refuse(f"has {len(self.key_states)} key states", "give 3 to 6")
        for conclusion in self.conclusions:
            self._check_premises(conclusion.depends_on)
            if not 1 <= len(conclusion.depends_on) <= MOST_DEPENDENCIES:
                what = f'lets "{conclusion.id}" depend on {len(conclusion.depends_on)} premises'
                self.refuse(what, f"name 1 to {MOST_DEPENDENCIES}")
        for state in self.key_states:
            self._check_premises(state)

    def _check_premises(self, names: Iterable[str]) -> None:
        known = [premise.id for premise in self.premises]
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known).removeprefix("; ") or f"it has {', '.join(known)}"
                self.refuse(f'has no premise "{name}"', hint)

    @property
    def default(self) -> frozenset[str]:
        """The premises granted at first."""
        return frozenset(premise.id for premise in self.premises if premise.granted)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is prose."""
        entries = (text for each in (*self.premises, *self.conclusions) for text in (each.text, each.held_by))
        whys = (
            outcome.why
            for conclusion in self.conclusions
            for outcome in dict.fromkeys(self.table(conclusion))
        )
        return (*super().texts, *self.standings.values(), *entries, *whys)

    @property
    def references(self) -> tuple[str, ...]:
        """The records it rests on, those of its entries too."""
        return (
            *self.because,
            *(name for each in (*self.premises, *self.conclusions) for name in each.because),
        )

    def outcomes(self, *, granted: Collection[str] | None = None) -> dict[str, Outcome]:
        """The outcome of each conclusion, by its id, if these premises are granted; by default those ticked at first.

        Raises
        ------
        ExplorerError
            If a premise is none, or the function gives what is no outcome.
        """
        granted = self.default if granted is None else frozenset(granted)
        self._check_premises(granted)
        return {each.id: self._outcome(each, granted) for each in self.conclusions}

    def _outcome(self, conclusion: Conclusion, granted: frozenset[str]) -> Outcome:
        """Only the premises that the conclusion depends on are told to the function, so that it cannot use others."""
        granted &= set(conclusion.depends_on)
        at = f'at "{conclusion.id}" with {", ".join(sorted(granted)) or "nothing"} granted'
        try:
            found = self.outcome(conclusion.id, granted)
        except Exception as error:
            what = f"{at} raises {type(error).__name__}: {' '.join(str(error).split())}"
            self.refuse(what, "mend its function for this case", error)
        if not isinstance(found, Outcome) or found.standing not in self.standings or not found.why.strip():
            mend = f"return Outcome(standing, why) with one of {', '.join(self.standings)} and a reason"
            self.refuse(f"{at} returns {found!r}", mend)
        return found

    def table(self, conclusion: Conclusion) -> list[Outcome]:
        """Its outcome for every combination; of entry n, bit 0 says whether the first premise is granted."""
        count = len(conclusion.depends_on)
        table = [
            self._outcome(
                conclusion,
                frozenset(name for name, on in zip(conclusion.depends_on, reversed(bits), strict=True) if on),
            )
            for bits in product((False, True), repeat=count)
        ]
        if len(set(table)) > MOST_OUTCOMES:
            what = f'has {len(set(table))} different outcomes of "{conclusion.id}", more than {MOST_OUTCOMES}'
            self.refuse(what, "say why in fewer sentences")
        return table

    def reading(self, outcomes: Mapping[str, Outcome]) -> str:
        """How many conclusions stand how."""
        counts = Counter(self.standings[outcome.standing] for outcome in outcomes.values())
        return " ".join(f"{words}: {count} of {len(outcomes)}." for words, count in counts.items())

    def __call__(self) -> "ExplorerWidget":
        """Show it."""
        from explainer.explore.plain import premise_explorer_text
        from explainer.widgets.explorer import ExplorerWidget

        return ExplorerWidget(self.html(), premise_explorer_text(self), {}, None, lambda given: given)

    def html(self, *, resolve: Resolver | None = None) -> str:
        """The section of a page, with the premises ticked that are granted at first.

        Raises
        ------
        ExplorerError
            If a reference names nothing.
        """
        from explainer.explore.html import premise_explorer_html

        return premise_explorer_html(self, resolve=resolve)


def premise_explorer(
    *,
    name: str,
    title: str,
    intro: str,
    prediction: Prediction,
    premises: Iterable[Premise],
    conclusions: Iterable[Conclusion],
    outcome: Callable[[str, frozenset[str]], Outcome],
    standings: Mapping[str, str],
    key_states: Iterable[tuple[str, ...]],
    things_to_try: tuple[str, ...],
    leaves_out: tuple[str, ...],
    because: tuple[str, ...],
) -> PremiseExplorer:
    """Declare an explorer of premises.

    Parameters
    ----------
    premises : 2 to 12.
    conclusions : each depends on 1 to 8 of them.
    outcome : function of a conclusion's id and the premises granted, of those it depends on.
    standings : key -> words, two to four: how a conclusion may stand.
    key_states : three to six tuples of premises granted, for where no script runs.

    Raises
    ------
    ExplorerError
        In one line, if something is missing, too large, or declared twice.
    """
    found = PremiseExplorer(
        name,
        title=title,
        intro=intro,
        prediction=prediction,
        things_to_try=things_to_try,
        leaves_out=leaves_out,
        because=because,
        premises=tuple(premises),
        conclusions=tuple(conclusions),
        outcome=outcome,
        standings=MappingProxyType(dict(standings)),
        key_states=tuple(key_states),
    )
    declare_once(found, f"{outcome.__module__}, line {outcome.__code__.co_firstlineno}")
    return found
