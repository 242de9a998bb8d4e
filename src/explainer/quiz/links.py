"""Where the references of a bank of one's own lead: to its own sources, to records of the book, or nowhere."""

from explainer.quiz.item import Bank
from explainer.references import Resolver, reference


def own_source(bank: Bank, name: str) -> str | None:
    """The id of the bank's own source that a reference names, such as "atlas" of "source:atlas"; else None."""
    kind, _, id = name.partition(":")
    return id if kind == "source" and id in bank.sources else None


def own_links(bank: Bank) -> Resolver:
    """A resolver that refuses nothing: what leads nowhere is shown as text."""

    def resolve(name: str) -> tuple[str, str] | None:
        if (id := own_source(bank, name)) is not None:
            return f"#source-{id}", bank.sources[id]
        try:
            found = reference(name)
        except ValueError:
            return None
        return found.href, found.title

    return resolve
