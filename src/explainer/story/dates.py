"""Dates as the records write them: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', as exactly as they are known."""

import re
from calendar import monthrange
from datetime import date

FORMS = "YYYY-MM-DD, YYYY-MM or YYYY"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _parts(text: str) -> list[int]:
    """Year, month and day, as many of them as are written."""
    match = _FORM.fullmatch(text)
    if not match:
        msg = f'"{text}" is not a date; write it as {FORMS}'
        raise ValueError(msg)
    return [int(part) for part in match.groups() if part is not None]


def span(text: str) -> tuple[date, date]:
    """Give the first and the last day a date can mean: a month-only date can mean any day of its month.

    Raises
    ------
    ValueError
        If the text has another form, or names a day that no calendar has.

    Examples
    --------
    >>> span("2024-08")
    (datetime.date(2024, 8, 1), datetime.date(2024, 8, 31))
    """
    parts = _parts(text)
    try:
        first = date(*parts, *(1, 1)[len(parts) - 1 :])
    except ValueError as error:
        msg = f'"{text}" is not in the calendar; write the date as {FORMS}'
        raise ValueError(msg) from error
    if len(parts) == 3:
        return first, first
    last_month = 12 if len(parts) == 1 else first.month
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def is_valid(text: str) -> bool:
    """Say whether a text is a date of one of the three forms, and a real one."""
    try:
        span(text)
    except ValueError:
        return False
    return True


def spelled(text: str) -> str:
    """Write a date as prose does.

    Examples
    --------
    >>> spelled("2025-09-08"), spelled("2024-08"), spelled("2019")
    ('8 September 2025', 'August 2024', '2019')
    """
    span(text)
    year, *rest = _parts(text)
    words = [str(year)]
    if rest:
        words.insert(0, MONTHS[rest[0] - 1])
    if len(rest) > 1:
        words.insert(0, str(rest[1]))
    return " ".join(words)


def sort_key(text: str) -> tuple[date, int]:
    """Order dates in time; an unknown day sorts at the end of its month, an unknown month of its year.

    What is dated loosely is put after what is dated exactly, as in the dossier: "October 2025" follows
    31 October 2025 and precedes 1 November, so a loose date never seems to come before its neighbours.
    """
    return span(text)[1], 3 - len(_parts(text))
