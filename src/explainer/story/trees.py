"""The shape of the argument map: which steps speak to which, from a conclusion down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from explainer.story.records import Argument, StoryError


@dataclass(frozen=True)
class Step:
    """One step of an argument, with the steps that speak to it.

    depth : 0 for a conclusion, 1 for what speaks to it, and so on.
    """

    argument: Argument
    depth: int
    answers: tuple[Step, ...]

    def walk(self) -> Iterator[Step]:
        """This step, then each of its answers with all that stands below it: the order of a list read aloud."""
        yield self
        for answer in self.answers:
            yield from answer.walk()


def trees(arguments: Iterable[Argument]) -> tuple[Step, ...]:
    """One tree for each conclusion; conclusions and answers stay in the order given.

    Raises
    ------
    StoryError
        If a step stands before what it answers, or answers a piece of evidence.
    """
    seen: dict[str, Argument] = {}
    answers: dict[str, list[Argument]] = {}
    for argument in arguments:
        if argument.answers:
            _check_answered(argument, seen)
            answers[argument.answers].append(argument)
        seen[argument.id], answers[argument.id] = argument, []
    return tuple(_step(argument, 0, answers) for argument in seen.values() if argument.answers is None)


def _check_answered(argument: Argument, seen: Mapping[str, Argument]) -> None:
    if argument.answers not in seen:
        msg = f'argument "{argument.id}" answers "{argument.answers}", which does not stand above it; move it below'
        raise StoryError(msg)
    if seen[argument.answers].part == "evidence":
        msg = (
            f'argument "{argument.id}" answers "{argument.answers}", which is evidence; '
            "let it answer what the evidence speaks for"
        )
        raise StoryError(msg)


def _step(argument: Argument, depth: int, answers: Mapping[str, Sequence[Argument]]) -> Step:
    return Step(argument, depth, tuple(_step(answer, depth + 1, answers) for answer in answers[argument.id]))
