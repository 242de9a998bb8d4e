"""An argument as a nested list: the map for the keyboard, for a screen reader, and for following its records."""

from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Any

from explainer.charts.arguments.tree import label
from explainer.references import reference
from explainer.story import Step

_SUMMARY = "The same map as a list, with what each step rests on"
# Small steps inwards, so that four levels fit a phone.
_LIST = '<ul style="padding-inline-start:1.1rem">'


@dataclass(frozen=True)
class ArgumentList:
    """One argument as nested lists; each step names the records it rests on.

    In a notebook the last expression of a cell shows it. It is open at first and can be folded away.
    """

    conclusion: Step

    def to_html(self) -> str:
        """A `<section class="argument-list">` with one `<ul>` for each level. Every text is escaped."""
        text = escape(self.conclusion.argument.text)
        return "\n".join(
            [
                f'<section class="argument-list" data-argument="{self.conclusion.argument.id}"'
                f' aria-label="Argument map as a list: {text}">',
                f"<details open><summary>{_SUMMARY}</summary>",
                _LIST + _entry(self.conclusion) + "</ul>",
                "</details>",
                "</section>\n",
            ]
        )

    def to_text(self) -> str:
        """The list as indented lines, for where nothing else can be shown."""
        lines = (
            f"{'  ' * step.depth}- {label(step)}: {step.argument.text}" for step in self.conclusion.walk()
        )
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<ArgumentList {self.conclusion.argument.id}: {self.conclusion.argument.text}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        makers = {"text/html": self.to_html, "text/plain": self.to_text}
        wanted = set(makers if include is None else include) - set(exclude or ())
        return {kind: make() for kind, make in makers.items() if kind in wanted}


def _entry(step: Step) -> str:
    argument = step.argument
    links = ", ".join(map(_link, argument.rests_on))
    below = f"\n{_LIST}{''.join(map(_entry, step.answers))}</ul>" if step.answers else ""
    return f"\n<li><b>{escape(label(step))}:</b> {escape(argument.text)} (See {links}.){below}</li>"


def _link(name: str) -> str:
    """A link named after its record; one speaker can have several claims, so these have their number too."""
    found = reference(name)
    text = f"{found.title} ({found.id})" if found.kind == "claim" else found.title
    return f'<a class="ref" href="{escape(found.href)}" data-ref="{escape(name)}">{escape(text)}</a>'
