"""Which points of each side count, if you grant what is disputed: an explorer of chapter 8. Structure, no verdict."""

from collections.abc import Sequence
from functools import cache

from explainer import story
from explainer.explore import Conclusion, Outcome, Prediction, Premise, premise_explorer
from explainer.models.standing import Point, Standing, standing
from explainer.story import GROUPS, Argument, Step, trees

# A standing says how many reasons and how many objections count, of two each; it does not say which weigh more.
_STANDINGS = {
    "one-one": "One reason counts, and one objection",
    "two-one": "Both reasons count, and one objection",
    "one-two": "One reason counts, and both objections",
    "two-two": "Both reasons count, and both objections",
}
_COUNT_WORDS = {1: "one", 2: "two"}


@cache
def first_conclusions() -> tuple[Step, ...]:
    """The first conclusion of each side in the argument map, in the order of the sides."""
    of_side: dict[str, Step] = {}
    for tree in trees(story.arguments()):
        of_side.setdefault(tree.argument.side, tree)
    return tuple(of_side[group] for group in GROUPS if group in of_side)


def points_of(tree: Step) -> tuple[Point, ...]:
    """The reasons and rebuttals that speak to a conclusion itself, with the premises that they need."""
    return tuple(
        Point(answer.argument.id, answer.argument.is_for, frozenset(answer.argument.needs))
        for answer in tree.answers
    )


def outcome(conclusion: str, granted: frozenset[str]) -> Outcome:
    """How one conclusion stands on the premises granted, and which of its points count."""
    tree = next(tree for tree in first_conclusions() if tree.argument.id == conclusion)
    found = standing(points_of(tree), granted)
    key = f"{_COUNT_WORDS[len(found.reasons)]}-{_COUNT_WORDS[len(found.objections)]}"
    return Outcome(key, _why(tree, found, granted))


def _why(tree: Step, found: Standing, granted: frozenset[str]) -> str:
    steps = {answer.argument.id: answer.argument for answer in tree.answers}
    parts = [f"For it: {_listed([steps[id] for id in found.reasons])}."]
    parts.append(f"Against it: {_listed([steps[id] for id in found.objections])}.")
    waiting = [steps[id] for id in (*found.waiting_reasons, *found.waiting_objections)]
    parts += [_waiting(argument, granted) for argument in waiting]
    return "\n".join(parts)  # a line each, on the page too


def _listed(arguments: Sequence[Argument]) -> str:
    return "; ".join(_quoted(argument) for argument in arguments)


def _quoted(argument: Argument) -> str:
    return f"\u201c{argument.text.rstrip('.')}\u201d"


def _waiting(argument: Argument, granted: frozenset[str]) -> str:
    """A point that does not count, and what it waits for."""
    texts = {premise.id: premise.text for premise in story.premises()}
    missing = " and ".join(
        f"\u201c{texts[id].rstrip('.')}\u201d" for id in argument.needs if id not in granted
    )
    what = "A reason" if argument.is_for else "An objection"
    return f"{what} waits: {_quoted(argument)} needs {missing}."


def _depends_on(tree: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for answer in tree.answers for name in answer.argument.needs))


def _whose(top: Argument) -> str:
    """The side, and who of it said so, where that is not the same."""
    side = GROUPS[top.side]
    return side if top.who == side else f"{side} ({top.who})"


def _conclusion(tree: Step) -> Conclusion:
    top = tree.argument
    records = [name for answer in tree.answers for name in answer.argument.rests_on]
    return Conclusion(
        id=top.id,
        text=top.text,
        held_by=_whose(top),
        because=tuple(dict.fromkeys((*top.rests_on, *records))),
        depends_on=_depends_on(tree),
    )


def _premise(record: story.Premise) -> Premise:
    return Premise(
        id=record.id,
        text=record.text,
        held_by=f"Held by {record.held_by}. Doubted by {record.doubted_by}",
        because=record.rests_on,
    )


what_if_true = premise_explorer(
    name="what_if_true",
    title="What if it were true?",
    intro="Six sides, one conclusion of each. Tick the disputed premises that you grant, and see which reasons and which objections "
    "then count. Nothing is weighed: this shows what hangs on what, and gives no verdict.",
    prediction=Prediction(
        stem="Suppose you grant none of the disputed premises below. How many of the six conclusions lose every reason they have?",
        options=(
            "None of them",
            "The conclusions of the critics",
            "The conclusions of the partners",
            "All six",
        ),
        key=0,
        told="None does. Each conclusion was chosen to have one reason and one objection that need nothing disputed, and one of each "
        "that do. So no side is asked to prove more than another.",
    ),
    premises=map(_premise, story.premises()),
    conclusions=map(_conclusion, first_conclusions()),
    outcome=outcome,
    standings=_STANDINGS,
    things_to_try=(
        "Tick only that a refinery will follow. No count changes, because each point that needs it needs something else, too.",
        "Then tick as well that the rocks hold amounts worth mining. The same two premises complete a reason of one side and an "
        "objection to another.",
        "Tick everything. Every conclusion has both its reasons, and meets both its objections. What is left is to weigh them, and "
        "that no list can do for you.",
    ),
    leaves_out=(
        "How strong a point is. A count of reasons is not a score, and a premise that you do not tick is left open, not denied.",
        "The other conclusions of each side, and the answers to the answers. The argument maps of this chapter have more of both.",
        "Who is right. The points were put in short, and the disputed premises named, by the editor of this book.",
        "Premises can pull against each other. Two here do: that mines leave skills behind, and that an engineer's account of the opposite "
        "holds. You may tick both; the list will not object.",
    ),
    because=("law:what-not-found-means",),
    key_states=(
        (),
        ("refinery-follows", "amounts-suffice"),
        ("load-was-light",),
        ("provinces-must-be-asked",),
        tuple(premise.id for premise in story.premises()),
    ),
)
