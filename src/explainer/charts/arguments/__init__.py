"""The figures of chapter 8: what kinds of claims there are, who makes them, and how an argument hangs together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from explainer import story
from explainer.charts.arguments.aslist import ArgumentList
from explainer.charts.arguments.claimstrips import Strip, draw_strips
from explainer.charts.arguments.tree import draw_tree
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import listed
from explainer.charts.style import style
from explainer.errors import did_you_mean
from explainer.references import reference
from explainer.story import GROUPS, KINDS, STATUSES, Step, trees

# What each group of speakers is called where one line must do; GROUPS has the names in full.
SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "pakistan-government": "Pakistan's government, FWO, SIFC",
        "ussm-us": "USSM and the US administration",
        "pti": "PTI",
        "other-pakistani": "Other Pakistani parties, provinces",
        "china": "China",
        "independent": "Independent experts and press",
        "others": "Others: industry, armed groups",
    }
)
# Those with a case of their own in the chapter; the others are reported.
SIX_SIDES = tuple(group for group in GROUPS if group != "others")
_PLURALS: Mapping[str, str] = MappingProxyType(
    {
        "fact-checkable": "fact-checkable claims",
        "forecast": "forecasts",
        "value judgement": "value judgements",
        "demand": "demands",
    }
)
_NO_SCORE = (
    "A status rates the claim, not the speaker, and the counts are no score: the book's editor chose the claims, and "
    "who speaks of the future or of closed papers says more that nobody can check. One source is named for each claim; "
    "the ledger has them all."
)


# --- the ledger ----------------------------------------------------------------------------------------


def claims_by_side(*, kind: str | None = None) -> Chart:
    """The claims of the ledger, one mark each, by who speaks and how well supported they are.

    Parameters
    ----------
    kind : draw only claims of this kind: "fact-checkable", "forecast", "value judgement" or "demand".

    Raises
    ------
    ValueError
        If the ledger has no such kind.
    """
    _check("claims_by_side", "kind", kind, KINDS)
    claims = [claim for claim in story.claims() if kind in (None, claim.kind)]
    strips = [
        Strip(name, tuple(claim for claim in claims if claim.group == group))
        for group, name in SHORT_NAMES.items()
    ]
    what = "claims" if kind is None else _PLURALS[kind]
    return _strips_chart(
        _with("claims-by-side", kind),
        strips,
        title=_sides_title(strips, what),
        subtitle=f"{_capital(what)} in the book's ledger, one mark each, by who speaks and by status.",
        first_column="Side",
    )


def claims_by_kind(*, side: str | None = None) -> Chart:
    """The claims of the ledger, one mark each, by what kind of statement they are and by status.

    Parameters
    ----------
    side : draw only what one side said: a key of `story.GROUPS`, such as "pti" or "ussm-us".

    Raises
    ------
    ValueError
        If there is no such side.
    """
    _check("claims_by_kind", "side", side, tuple(GROUPS))
    claims = [claim for claim in story.claims() if side in (None, claim.group)]
    strips = [
        Strip(_capital(_PLURALS[kind]), tuple(claim for claim in claims if claim.kind == kind))
        for kind in KINDS
    ]
    whose = f", {SHORT_NAMES[side]}" if side else ""
    return _strips_chart(
        _with("claims-by-kind", side),
        strips,
        title=_kinds_title(strips),
        subtitle=f"Claims in the book's ledger{whose}, one mark each, by kind and by status.",
        first_column="Kind",
    )


def describe_claims(strips: Sequence[Strip], title: str) -> str:
    """Alt text from the strips that are drawn."""
    total = sum(len(strip.claims) for strip in strips)
    rows = "; ".join(f"{strip.name}, {len(strip.claims)}: {', '.join(strip.parts)}" for strip in strips)
    return f"Rows of marks, one for each of {total} claims, their form telling the status. {rows}. {title}."


def _strips_chart(id: str, strips: Sequence[Strip], *, title: str, subtitle: str, first_column: str) -> Chart:
    with style():
        figure = draw_strips(strips)
    return Chart(
        id=id,
        title=title,
        subtitle=subtitle,
        alt=describe_claims(strips, title),
        table=_strips_table(strips, first_column),
        source_ids=tuple(dict.fromkeys(id for strip in strips for id in _said_in(strip))),
        figure=figure,
        note=_NO_SCORE,
    )


def _strips_table(strips: Sequence[Strip], first_column: str) -> ChartTable:
    return ChartTable(
        columns=(first_column, "Claims", *map(_capital, STATUSES), "Entries of the ledger"),
        rows=tuple(
            (
                strip.name,
                len(strip.claims),
                *(strip.counts[word] for word in STATUSES),
                " ".join(claim.id for claim in strip.claims) or "none",
            )
            for strip in strips
        ),
        row_source_ids=tuple(_said_in(strip) for strip in strips),
    )


def _said_in(strip: Strip) -> tuple[str, ...]:
    """The first source of each claim: enough to find where it was said. All of them would be a hundred links."""
    return tuple(dict.fromkeys(claim.source_ids[0] for claim in strip.claims))


def _sides_title(strips: Sequence[Strip], what: str) -> str:
    """The statuses that every one of the six sides has, or else how the claims divide."""
    six = strips[: len(SIX_SIDES)]
    shared = [word for word in STATUSES if all(strip.counts[word] for strip in six)]
    if shared:
        first, *rest = [f"that {_rated(word)}" for word in shared]
        return f"Each of the six sides has {what} {listed([first, *(f'some {words}' for words in rest)])}"
    counts = sum((strip.counts for strip in strips), Counter())
    parts = [f"{number} {_rated(word, number)}" for word, number in counts.most_common()]
    return f"Of {sum(counts.values())} {what} in the ledger, {listed(parts)}"


def _kinds_title(strips: Sequence[Strip]) -> str:
    checkable, total = strips[0], sum(len(strip.claims) for strip in strips)
    supported = checkable.counts["well supported"]
    return (
        f"{len(checkable.claims)} of {total} claims are statements that evidence could settle; "
        f"{supported or 'none'} of these {_rated('well supported', supported or 1)}"
    )


def _rated(status: str, number: int = 2) -> str:
    """The status with its verb: "are disputed", "is opinion", "cannot be checked"."""
    if status.startswith("cannot"):
        return status
    return f"is {status}" if number == 1 else f"are {status}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with(id: str, option: str | None) -> str:
    """An id of its own for every choice, so that a changed figure can stand below the first."""
    return id if option is None else f"{id}-{option.replace(' ', '-')}"


def _check(function: str, name: str, value: str | None, possible: Sequence[str]) -> None:
    if value is not None and value not in possible:
        msg = f'{function}: there is no {name} "{value}"; choose one of {", ".join(possible)}'
        raise ValueError(msg)


# --- the argument map ----------------------------------------------------------------------------------


def argument_map(*, conclusion: str | None = None) -> Chart:
    """A conclusion that somebody in the story holds, with what speaks for and against it, step by step.

    Parameters
    ----------
    conclusion : the id of a conclusion in `story.arguments()`; the first if not given.

    Raises
    ------
    ValueError
        If there is no such conclusion.
    """
    tree = _tree("argument_map", conclusion)
    steps = list(tree.walk())
    with style():
        figure = draw_tree(tree)
    return Chart(
        id=_with("argument-map", conclusion),
        title=_map_title(tree),
        subtitle=f"Argument map: {len(steps) - 1} steps below a conclusion. A step speaks to the one that it hangs from.",
        alt=describe_argument(tree),
        table=_map_table(steps),
        source_ids=cited_by(_records(steps)),
        figure=figure,
        note=(
            "Points are put in short by the book's editor, as far as the sources had them. Where no name stands, the "
            "point is the book's own. The last word of a branch is not the right one."
        ),
    )


def as_list(*, conclusion: str | None = None) -> ArgumentList:
    """The same argument as a nested list, with links to the records that each step rests on.

    Raises
    ------
    ValueError
        If there is no such conclusion.
    """
    return ArgumentList(_tree("as_list", conclusion))


def describe_argument(tree: Step) -> str:
    """Alt text from the steps that are drawn."""
    counts = Counter(step.argument.part for step in tree.walk())
    parts = [f"{counts[part]} {_PARTS[part][counts[part] != 1]}" for part in _PARTS]
    direct = [f"{_SAYS[step.argument.is_for]}: {step.argument.text.rstrip('.')}" for step in tree.answers]
    return (
        f"Argument map, a tree that grows downwards, with {listed(parts)}. Directly below the conclusion, "
        f"{'; '.join(direct)}. The whole stands in the table. {_map_title(tree)}."
    )


_PARTS = {
    "reason": ("reason", "reasons"),
    "rebuttal": ("rebuttal", "rebuttals"),
    "evidence": ("piece of evidence", "pieces of evidence"),
}
_SAYS = {True: "for it", False: "against it"}


def _tree(function: str, conclusion: str | None) -> Step:
    found = {tree.argument.id: tree for tree in trees(story.arguments())}
    if conclusion is None:
        return next(iter(found.values()))
    if conclusion not in found:
        hint = did_you_mean(conclusion, found) or f"; choose one of {', '.join(found)}"
        msg = f'{function}: there is no conclusion "{conclusion}"{hint}'
        raise ValueError(msg)
    return found[conclusion]


def _map_title(tree: Step) -> str:
    """How many points bear on the conclusion from each side, and how many of them meet an objection."""
    points = Counter(step.argument.is_for for step in tree.answers)
    met = sum(any(not answer.argument.is_for for answer in step.answers) for step in tree.answers)
    objected = "each of them meets" if met == points.total() else f"{met} of these {points.total()} meet"
    return (
        f"\u201c{tree.argument.text.rstrip('.')}\u201d: {_points(points[True])} for it, "
        f"{points[False] or 'none'} against it, and {objected} an objection"
    )


def _points(number: int) -> str:
    return "1 point" if number == 1 else f"{number} points"


def _records(steps: Sequence[Step]) -> list:
    return [reference(name) for step in steps for name in step.argument.rests_on]


def _map_table(steps: Sequence[Step]) -> ChartTable:
    texts = {step.argument.id: step.argument.text for step in steps}
    return ChartTable(
        columns=("Step", "Part", "Whose point", "Speaks to", "Records"),
        rows=tuple(
            (
                step.argument.text,
                step.argument.part,
                step.argument.who or "the book's own",
                texts.get(step.argument.answers or "", "nothing: it is the conclusion"),
                ", ".join(step.argument.rests_on),
            )
            for step in steps
        ),
        row_source_ids=tuple(cited_by(_records([step])) for step in steps),
    )


# What `charts.every_chart()` draws, as the chapter does.
FIGURES = (claims_by_kind, claims_by_side, argument_map)
