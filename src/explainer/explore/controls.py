"""The controls of an explorer: a number in linear or logarithmic steps, or a choice."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from explainer.errors import did_you_mean

Value = str | int | float

_FORMAT = re.compile(r"(,?)\.([0-4])f")
# What a decade is divided into, by the number of its steps: round numbers, evenly spaced by eye.
_DECADES = MappingProxyType(
    {
        1: ("1",),
        2: ("1", "3"),
        3: ("1", "2", "5"),
        6: ("1", "1.5", "2", "3", "5", "7"),
        10: ("1", "1.25", "1.6", "2", "2.5", "3.2", "4", "5", "6.3", "8"),
    }
)
_SAME = 1e-9  # two numbers this close, as a share of the larger, are one


@dataclass(frozen=True)
class NumberControl:
    """A number, drawn beforehand at `values` and, with a kernel, at anything between them.

    Make it with `steps` or `log_steps`.

    Parameters
    ----------
    values : what a page offers, rising.
    format : ".1f" or ",.0f": digits after the point, thousands by comma or not.

    Raises
    ------
    ValueError
        If the label is missing, the format is none, the default is none of the values, or two values read alike.
    """

    values: tuple[int | float, ...]
    default: int | float
    label: str
    unit: str = ""
    format: str = ""

    def __post_init__(self) -> None:
        _check_label(self.label)
        if len(self.values) < 2:
            raise _fault(self.label, "has one value only", "give it a range of at least two steps")
        if not _FORMAT.fullmatch(self.format):
            mend = 'write ".1f" or ",.0f" (digits after the point, 0 to 4)'
            raise _fault(self.label, f'has the format "{self.format}"', mend)
        if len(set(map(self.shown, self.values))) < len(self.values):
            mend = "show more digits, or take longer steps"
            raise _fault(self.label, f'shows two of its steps alike in the format "{self.format}"', mend)
        if self._on_grid(self.default) is None:
            near = sorted(sorted(self.values, key=lambda value: abs(value - self.default))[:2])
            mend = f"set it to one of them, such as {' or '.join(f'{value:g}' for value in near)}"
            raise _fault(self.label, f"has the default {self.default:g}, which is none of its steps", mend)
        object.__setattr__(self, "default", self._on_grid(self.default))

    @property
    def decimals(self) -> int:
        """Digits after the point, as shown."""
        return int(_FORMAT.fullmatch(self.format)[2])

    def check(self, value: Value) -> int | float:
        """The value as the function gets it; one that is a step is that step exactly, so that both draw alike.

        Raises
        ------
        ValueError
            If it is no number or out of range; the message ends a sentence that names the control.
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            msg = f"is {value!r}, which is no number; give one from {self._range()}"
            raise ValueError(msg)
        found = self._on_grid(value)
        if found is not None:
            return found
        if not self.values[0] <= value <= self.values[-1]:
            msg = f"is {value:g}, which is out of range; give a number from {self._range()}"
            raise ValueError(msg)
        return value

    def shown(self, value: Value) -> str:
        """The value in words, with its unit.

        >>> steps(0.5, 8, 0.5, default=4, label="Ore grade", unit="% REO").shown(4)
        '4.0 % REO'
        """
        return f"{value:{self.format}} {self.unit}".rstrip()

    def position(self, value: Value) -> float:
        """Where on the row of steps a value stands: 0 for the first, 1.5 between the second and the third."""
        above = next(n for n, step in enumerate(self.values) if step >= value)
        if self.values[above] == value:
            return above
        low, high = self.values[above - 1 : above + 1]
        return above - 1 + (value - low) / (high - low)

    def _on_grid(self, value: float) -> int | float | None:
        return next((step for step in self.values if math.isclose(step, value, rel_tol=_SAME)), None)

    def _range(self) -> str:
        return f"{self.values[0]:g} to {self.shown(self.values[-1])}"


@dataclass(frozen=True)
class ChoiceControl:
    """One of a few things. Make it with `choice`.

    Parameters
    ----------
    options : key, which the function gets, -> the words shown.

    Raises
    ------
    ValueError
        If there are fewer than two options, two read alike, or the default is none of them.
    """

    options: Mapping[str, str]
    default: str
    label: str

    def __post_init__(self) -> None:
        _check_label(self.label)
        if len(self.options) < 2:
            raise _fault(self.label, "has fewer than two options", "give it something to choose from")
        if len(set(self.options.values())) < len(self.options):
            raise _fault(self.label, "has two options that read alike", "give each words of its own")
        if self.default not in self.options:
            what = f'has the default "{self.default}", which is none of its options'
            raise _fault(self.label, what, f"set it to one of {', '.join(self.options)}")

    @property
    def values(self) -> tuple[str, ...]:
        """The keys, in the order shown."""
        return tuple(self.options)

    def check(self, value: Value) -> str:
        """The value itself.

        Raises
        ------
        ValueError
            If it is no option; the message ends a sentence that names the control.
        """
        if value not in self.options:
            hint = did_you_mean(str(value), self.options) or f"; choose among {', '.join(self.options)}"
            msg = f"is {value!r}, which is none of its options{hint}"
            raise ValueError(msg)
        return str(value)

    def shown(self, value: Value) -> str:
        """The words of an option."""
        return self.options[str(value)]

    def position(self, value: Value) -> int:
        """Its place among the options, from 0."""
        return self.values.index(value)


Control = NumberControl | ChoiceControl


def steps(
    low: float, high: float, step: float, *, default: float, label: str, unit: str = "", format: str = ""
) -> NumberControl:
    """A number from `low` to `high` in equal steps, in the unit given.

    The function gets whole numbers where all three are whole, as written. Without a format, as many digits
    are shown as the steps have.

    Raises
    ------
    ValueError
        If the steps do not end at `high`, or the default is none of them.
    """
    first, last, by = (Decimal(str(number)) for number in (low, high, step))
    if by <= 0 or last <= first:
        raise _fault(label, f"goes from {low} to {high} by {step}", "write low < high and a step above 0")
    if (last - first) % by:
        before = first + (last - first) // by * by
        what = f"goes from {low} to {high} by {step}, which does not end at {high}"
        raise _fault(label, what, f"end it at {before} or {before + by}")
    numbers = [first + by * n for n in range(int((last - first) / by) + 1)]
    whole = all(isinstance(number, int) for number in (low, high, step))
    return _number_control(numbers, whole, default, label, unit, format)


def log_steps(
    low: float,
    high: float,
    *,
    per_decade: int = 3,
    default: float,
    label: str,
    unit: str = "",
    format: str = "",
) -> NumberControl:
    """A number from `low` to `high` in steps of a like ratio: 1, 2, 5, 10, 20, ... with three to a decade.

    per_decade : 1, 2, 3, 6 or 10.

    Raises
    ------
    ValueError
        If `low`, `high` or the default is not in that series.
    """
    if per_decade not in _DECADES:
        mend = f"choose among {', '.join(map(str, _DECADES))}"
        raise _fault(label, f"has {per_decade} steps to a decade", mend)
    if low <= 0 or high <= low:
        raise _fault(label, f"goes from {low} to {high} by ratios", "write 0 < low < high")
    decades = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    series = [Decimal(each).scaleb(power) for power in decades for each in _DECADES[per_decade]]
    for end in (low, high):
        if Decimal(str(end)) not in series:
            near = min(series, key=lambda number: abs(math.log10(number) - math.log10(end)))
            what = f"ends at {end}, which is not in the series {', '.join(_DECADES[per_decade])} times powers of ten"
            raise _fault(label, what, f"end it at {float(near):g}, or change per_decade")
    numbers = [number for number in series if low <= float(number) <= high]
    whole = all(number == number.to_integral_value() for number in numbers)
    return _number_control(numbers, whole, default, label, unit, format)


def choice(options: Mapping[str, str], *, default: str, label: str) -> ChoiceControl:
    """One of a few things: what the function gets -> the words that the reader sees.

    Raises
    ------
    ValueError
        If the default is none of them.
    """
    return ChoiceControl(MappingProxyType(dict(options)), default, label)


def _number_control(
    numbers: list[Decimal], whole: bool, default: float, label: str, unit: str, format: str
) -> NumberControl:
    values = tuple(int(number) if whole else float(number) for number in numbers)
    digits = max(-min(0, number.normalize().as_tuple().exponent) for number in numbers)
    return NumberControl(values, default, label, unit, format or f",.{min(digits, 4)}f")


def _check_label(label: str) -> None:
    if not label.strip():
        msg = "a control has no label; say in a word or two what it sets"
        raise ValueError(msg)


def _fault(label: str, what: str, mend: str) -> ValueError:
    return ValueError(f'control "{label}" {what}; {mend}')
