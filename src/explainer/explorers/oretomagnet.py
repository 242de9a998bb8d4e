"""The explorer of chapter 4: how much ore, and how much waste, for the magnets of one motor."""

from dataclasses import dataclass
from functools import cache, cached_property
from math import log10
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chain.rocktable import rock_row, spread
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import BAR_PT, HEADING_PT, LEFT_PT, RIGHT_PT, box, heading, write
from explainer.charts.drawing.lettering import LINE_PT, digits
from explainer.charts.style import INK, LINE, MUTED, colour, new_canvas, style
from explainer.data import Row, load
from explainer.explore import Prediction, choice, explorer, steps
from explainer.facts import facts
from explainer.facts.elements import makeup
from explainer.models.orechain import Chain, chain


@dataclass(frozen=True)
class Deposit:
    """A deposit that lends its mix of oxides.

    Parameters
    ----------
    name : as the sentence over the figure has it.
    ndpr_pct : NdPr in its rare-earth oxides, per cent.
    grade : the ends of its own ore grade, per cent; None where no grade was found.
    rows : what both were read from.
    """

    name: str
    ndpr_pct: float
    grade: tuple[float, float] | None
    rows: tuple[Row, ...]

    @property
    def own_grade(self) -> str:
        return f"{spread(*self.grade, between=' to ')} %" if self.grade else "not known"


# key -> (name in a sentence, name in the list, deposit in the table of makeups; None: the table of rocks has it)
_DEPOSITS = MappingProxyType(
    {
        "nolans": ("Nolans", "Nolans, Australia (planned)", None),
        "mountain-pass": ("Mountain Pass", "Mountain Pass, United States", "Mountain Pass, California"),
        "bayan-obo": ("Bayan Obo", "Bayan Obo, China", "Bayan Obo, Inner Mongolia"),
        "mount-weld": ("Mount Weld", "Mount Weld, Australia", "Mount Weld (Central Lanthanide)"),
        "xunwu": ("Xunwu", "Xunwu, China (ion clay)", "Xunwu, Jiangxi"),
        "longnan": ("Longnan", "Longnan, China (ion clay)", "Longnan, Jiangxi"),
    }
)
_GRADES = MappingProxyType(
    {
        "nolans": ("ore grade", "Nolans reserve, 2020", "TREO"),
        "mountain-pass": ("ore grade", "Mountain Pass", "TREO"),
    }
)


@cache
def _deposit(key: str) -> Deposit:
    name, _, listed = _DEPOSITS[key]
    if listed is None:
        row = rock_row("NdPr share of TREO", "Nolans", "NdPr")
        ndpr_pct, rows = row.central, (row,)
    else:
        reading = makeup(listed, ("Nd", "Pr"))
        ndpr_pct, rows = reading.value, reading.rows
    if key not in _GRADES:
        return Deposit(name, ndpr_pct, None, rows)
    row = rock_row(*_GRADES[key])
    return Deposit(name, ndpr_pct, (row.low, row.high), (*rows, row))


@dataclass(frozen=True)
class Motor:
    """The chain for the magnets of one motor, whose mass is a range, and for a tonne of magnet."""

    deposit: Deposit
    grade_pct: float
    recovery_pct: float

    @property
    def is_start(self) -> bool:
        return self == _start()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What the magnet is made of, what metal making loses, what a motor holds."""
        parts = load("intensity")
        return (
            parts.one(item="NdFeB magnet", material="total rare earths"),
            parts.one(item="oxide to metal conversion"),
            parts.one(item="electric car", material="NdFeB magnet"),
        )

    @cached_property
    def ends(self) -> tuple[Chain, Chain]:
        """For the least and the most magnet in one motor, in kilograms."""
        car = self.rows[2]
        return self._chain(car.low), self._chain(car.high)

    @cached_property
    def per_tonne(self) -> Chain:
        """For a tonne of magnet, in tonnes."""
        return self._chain(1)

    def _chain(self, magnet: float) -> Chain:
        content, loss, _ = self.rows
        return chain(
            magnet=magnet,
            rare_earths_pct=content.central,
            metal_loss_pct=loss.central,
            ndpr_pct=self.deposit.ndpr_pct,
            grade_pct=self.grade_pct,
            recovery_pct=self.recovery_pct,
        )


# The plan of Nolans: its grade as the plan of 2019 had it, which is the upper end of the reserve of 2020, and its recovery.
_START_GRADE_PCT = round(rock_row(*_GRADES["nolans"]).high)
_START_RECOVERY_PCT = round(facts()["recovery-nolans-plan"].value)


@cache
def _start() -> Motor:
    return Motor(_deposit("nolans"), _START_GRADE_PCT, _START_RECOVERY_PCT)


@explorer(
    title="How much ore for one motor?",
    intro=(
        "The motor of an electric car is said to hold one or two kilograms of magnet. Choose whose mix of rare earths the "
        "ore has, how rich the ore is and how much of it reaches the oxide; the figure works back to the ore."
    ),
    prediction=Prediction(
        stem=(
            "The ore that the sliders start from holds a few per cent of rare-earth oxides. How much of that share ends "
            "up as metal in the magnet?"
        ),
        options=(
            "Nearly all of it, since the oxides are what is mined for",
            "About every second kilogram of it, the rest is lost",
            "Less than a tenth of it",
        ),
        key=2,
        told=(
            "Less than a tenth. In the plan that the sliders start from, 44 % of the oxides come through; 26.4 % of those "
            "are NdPr, and the others are not used in this magnet. Metal making loses another 20 %, and the oxygen goes too."
        ),
    ),
    controls={
        "deposit": choice(
            {key: listed for key, (_, listed, _) in _DEPOSITS.items()},
            default="nolans",
            label="Mix of oxides as at",
        ),
        "grade_pct": steps(
            1, 8, 1, default=_START_GRADE_PCT, label="Ore grade", unit="% oxides", format=".1f"
        ),
        "recovery_pct": steps(
            32, 80, 12, default=_START_RECOVERY_PCT, label="Recovery", unit="%", format=".0f"
        ),
    },
    things_to_try=(
        "Compare Xunwu with Longnan, and leave the other two sliders alone: both are ion clays, and the one needs many "
        "times the ore of the other. The mix decides.",
        "Move the grade from left to right, step by step: the first step halves the ore, the last one hardly shows.",
        "Note the ore at the start. Then choose Mountain Pass and the lower end of its own grade, 6 %: the ore is twice as "
        "rich, and yet little is saved, since less of its oxide is NdPr.",
    ),
    leaves_out=(
        "The rock that is moved to reach the ore. No number was found for these deposits, so its cell stays empty; the ore "
        "is not all the rock.",
        "Water, energy, chemicals and radioactivity; what a magnet maker cuts away; and what else a mine sells, which here "
        "carries no part of the ore.",
        "Whether such an ore exists: a grade was found for two of the six deposits. With the others, and away from the grade "
        "that the figure names, the state is a what-if.",
        "Assumptions: a car has one motor, all rare earths of its magnets are NdPr, NdPr is recovered like the others, oxygen is no part of the "
        "loss in metal making. Grade and recovery at the start are those of the Nolans plan of 2019; recoveries other than its "
        "44 % are only steps of the slider.",
    ),
    because=(
        "fact:amount-electric-car-magnet-low",
        "fact:amount-electric-car-magnet-high",
        "fact:amount-rare-earths-in-magnet",
        "fact:metal-making-loss",
        "fact:recovery-nolans-plan",
        "fact:ndpr-of-oxides-nolans",
        "fact:ore-grade-mountain-pass-low",
        "table:ree_deposit_composition",
        "table:rock_to_metal",
    ),
    key_states=(
        {},
        {"deposit": "mountain-pass", "grade_pct": 6},
        {"deposit": "xunwu"},
        {"deposit": "longnan"},
        {"grade_pct": 6},
        {"recovery_pct": 80},
    ),
)
def ore_to_magnet(*, deposit: str, grade_pct: float, recovery_pct: float) -> Chart:
    """Ore and waste for the magnets of one motor and for a tonne of magnet.

    Parameters
    ----------
    deposit : whose mix of oxides, one of the keys of the control.
    grade_pct : rare-earth oxides in the ore, per cent.
    recovery_pct : what reaches the separated oxide, per cent of the oxides in the ore.
    """
    motor = Motor(_deposit(deposit), grade_pct, recovery_pct)
    with style():
        figure = _draw(motor)
    return Chart(
        id="ore-to-magnet",
        title=_title(motor),
        subtitle=(
            f"Mix: {motor.deposit.ndpr_pct:.1f} % of the oxides are NdPr. Own ore grade of {motor.deposit.name}: "
            f"{motor.deposit.own_grade}. Log scale: each line down the figure stands for ten times as much"
        ),
        alt=_alt(motor),
        table=_table(motor),
        source_ids=cited_by((*motor.rows, *motor.deposit.rows, rock_row(*_RECOVERY))),
        figure=figure,
        note=(
            "Three digits, so that a move of a slider shows; what the chain starts from is far less certain. The magnet of a "
            "motor rests on weak web pages: hatched. Dotted: not known. A line under the ore: where it stood at the start. Assumed, "
            "not from a source: all rare earths of the magnet are NdPr, and NdPr is recovered like the other rare earths."
        ),
    )


_RECOVERY = ("recovery", "Nolans 2019 DFS", "total rare-earth oxide")


def _both(motor: Motor, part: str) -> str:
    """Both ends of a mass for one motor."""
    low, high = (digits(getattr(end, part)) for end in motor.ends)
    return f"{low} to {high}"


def _title(motor: Motor) -> str:
    magnet = _both(motor, "magnet")
    return (
        f"The magnets of one motor ({magnet} kg) take {_both(motor, 'ore')} kg of ore, with oxides as at "
        f"{motor.deposit.name}, a grade of {motor.grade_pct:.3g} % and a recovery of {motor.recovery_pct:.3g} %"
    )


def _alt(motor: Motor) -> str:
    told = "; ".join(f"{name} {_both(motor, part)} kg" for name, part in _PARTS)
    return (
        f"Ranges on a log scale from 100 g to 10 t. For one motor: {told}; rock moved to reach the ore not known. For a "
        f"tonne of magnet: ore {digits(motor.per_tonne.ore)} t, waste {digits(motor.per_tonne.waste)} t. {_title(motor)}."
    )


# From the ore down to what is used: the words, and the field of the chain.
_PARTS = (
    ("Ore", "ore"),
    ("Waste left of the ore", "waste"),
    ("Oxides of other rare earths", "other_oxides"),
    ("NdPr oxide", "ndpr_oxide"),
    ("Metal in the magnet", "metal"),
)
_REACHED = "Rock moved to reach the ore"


def _table(motor: Motor) -> ChartTable:
    low, high = motor.ends
    return ChartTable(
        columns=("What", "One motor, least (kg)", "One motor, most (kg)", "A tonne of magnet (t)"),
        rows=(
            (_REACHED, None, None, None),
            *(
                (name, *(float(f"{getattr(end, part):.4g}") for end in (low, high, motor.per_tonne)))
                for name, part in _PARTS
            ),
        ),
    )


# Across the figure, in points: a log scale from 100 g to 10 t, at the right the words.
_LEAST_KG, _DECADES = 0.1, 5
_DECADE_PT = (RIGHT_PT - LEFT_PT) / _DECADES
_ROW_PT = LINE_PT + BAR_PT + 10.0
_TICKS = ((1, "1 kg"), (10, "10"), (100, "100"), (1000, "1 t"))


def _at(kg: float) -> float:
    """Where so many kilograms stand across the figure."""
    return LEFT_PT + _DECADE_PT * log10(kg / _LEAST_KG)


def _draw(motor: Motor) -> Figure:
    rows = len(_PARTS) + 1
    bottom = HEADING_PT + rows * _ROW_PT
    figure, axes = new_canvas(bottom + LINE_PT + HEADING_PT + 2 * LINE_PT + 8)
    top = heading(axes, 0, "One motor", f"{_both(motor, 'magnet')} kg of magnet")
    _draw_unknown(axes, top)
    for number, (name, part) in enumerate(_PARTS, start=1):
        _draw_part(axes, motor, name, part, top + number * _ROW_PT)
    _draw_scale(axes, top, bottom)
    _draw_tonne(axes, motor, bottom + LINE_PT)
    return figure


def _draw_unknown(axes: Axes, top: float) -> None:
    _name_row(axes, _REACHED, "not known", top)
    box(axes, LEFT_PT + 1, top + 4 + LINE_PT, RIGHT_PT - LEFT_PT - 2, BAR_PT - 2, "not known")


def _name_row(axes: Axes, name: str, said: str, top: float) -> None:
    write(axes, LEFT_PT, top + 3 + LINE_PT / 2, name)
    write(axes, RIGHT_PT, top + 3 + LINE_PT / 2, said, ha="right")


def _draw_part(axes: Axes, motor: Motor, name: str, part: str, top: float) -> None:
    _name_row(axes, name, f"{_both(motor, part)} kg", top)
    low, high = (_at(getattr(end, part)) for end in motor.ends)
    if part == "ore" and not motor.is_start:
        _draw_start(axes, top)
    shade = colour("rare_earths" if part not in ("ore", "waste") else "others")
    box(axes, low, top + 4 + LINE_PT, high - low, BAR_PT, "reported", colour=shade)


def _draw_start(axes: Axes, top: float) -> None:
    """A line under the bar, where the ore stood at the start."""
    low, high = (_at(end.ore) for end in _start().ends)
    y = top + 4 + LINE_PT + BAR_PT + 3.5
    axes.plot([low, high], [y, y], color=INK, linewidth=2.0, solid_capstyle="butt")


def _draw_scale(axes: Axes, top: float, bottom: float) -> None:
    for kg, label in _TICKS:
        axes.plot([_at(kg)] * 2, [top, bottom], color=LINE, linewidth=0.7, zorder=0.5, clip_on=False)
        write(axes, _at(kg), bottom + LINE_PT / 2, label, colour=MUTED, ha="center")


def _draw_tonne(axes: Axes, motor: Motor, top: float) -> None:
    top = heading(axes, top, "A tonne of magnet")
    for number, (name, part) in enumerate(_PARTS[:2]):
        said = f"{digits(getattr(motor.per_tonne, part))} t"
        _name_row(axes, name, said, top + number * LINE_PT)
