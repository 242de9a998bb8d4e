"""How a refusal is worded: the error of a data file, a finding, and the "did you mean" of a look-up."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class DataError(ValueError):
    """A file of the data package does not hold what its description promises.

    The message is one line: file and line, what is wrong, the mend.
    """


FAULT, ADVICE = "fault", "advice"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where it is, what is wrong, what to do.

    severity: FAULT, or ADVICE where a person may well decide otherwise.
    """

    where: str
    what: str
    mend: str
    severity: str = FAULT

    @classmethod
    def of(cls, error: Exception | str) -> "Finding":
        """An error line of ours ("where: what; mend") as a finding."""
        where, colon, rest = str(error).partition(": ")
        if not colon:
            where, rest = "", str(error)
        what, _, mend = rest.rpartition("; ")
        return cls(where, what or rest, mend if what else "correct it there")

    def line(self) -> str:
        return f"{self.where}: {self.what}; {self.mend}" if self.where else f"{self.what}; {self.mend}"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about an unknown name: "; did you mean a, b?", or "" when nothing is near.

    >>> did_you_mean("yaer", ["year", "country"])
    '; did you mean year?'
    """
    near = get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(near)}?" if near else ""
