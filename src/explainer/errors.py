"""How a refusal is worded: the error of a data file, and the "did you mean" of a look-up."""

from collections.abc import Iterable
from difflib import get_close_matches


class DataError(ValueError):
    """A file of the data package does not hold what its description promises.

    The message is one line: file and line, what is wrong, the mend.
    """


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about an unknown name: "; did you mean a, b?", or "" when nothing is near.

    >>> did_you_mean("yaer", ["year", "country"])
    '; did you mean year?'
    """
    near = get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(near)}?" if near else ""
