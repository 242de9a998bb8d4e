"""Numbers and days as a key prints them."""

from datetime import date
from decimal import Decimal

_DIGITS = 12
_FOUR_DIGITS = 10_000
# Not strftime: its words follow the machine's language.
_MONTHS = "January February March April May June July August September October November December".split()


def spelled_number(number: float, unit: str | None = None) -> str:
    """A number with its unit: at most twelve digits, commas between thousands.

    Four digits without a unit stay together: they may be a year.

    >>> spelled_number(1200.5, "t"), spelled_number(2025), spelled_number(-0.125, "%")
    ('1,200.5 t', '2025', '−0.125 %')
    """
    rounded = float(f"{number:.{_DIGITS}g}")
    grouped = unit is not None or abs(rounded) >= _FOUR_DIGITS
    digits = _plain(abs(rounded))
    whole, point, decimals = digits.partition(".")
    whole = f"{int(whole):,}" if grouped else whole
    sign = "−" if rounded < 0 else ""
    return f"{sign}{whole}{point}{decimals}" + (f" {unit}" if unit else "")


def _plain(number: float) -> str:
    """Digits without an exponent and without zeros at the end."""
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spelled_day(iso: str) -> str:
    """A day in words.

    >>> spelled_day("2027-03-01")
    '1 March 2027'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
