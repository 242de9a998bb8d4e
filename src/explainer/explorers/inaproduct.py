"""The explorer of chapter 3: what so many things hold, beside a year's world production."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log10
from types import MappingProxyType

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.barlist import BAR_PT, LEFT_PT, RIGHT_PT, box, write
from explainer.charts.drawing.lettering import LINE_PT, digits, text_width
from explainer.charts.style import (
    INK,
    KEY_PT,
    LINE,
    MUTED,
    certainty_key,
    certainty_mark,
    colour,
    new_canvas,
    style,
)
from explainer.charts.uses.things import Amount, amounts, rare_earths_in_magnet_pct
from explainer.data import Row, load
from explainer.explore import Prediction, choice, explorer, log_steps
from explainer.facts import facts
from explainer.models.masses import KG_PER_T, Mass, rare_earths_in, share_of_year

# An assumption: a round number of cars, to begin with.
ASSUMED_CARS = 10_000_000
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Content:
    """What is known of one material in one thing.

    Parameters
    ----------
    what : how the material is counted, for the sentence and the table.
    name : over its bar.
    mass : in one thing.
    certainty : one of `style.CERTAINTY`.
    world : the fact that says how much the world mined in 2024, counted alike as far as can be.
    whole : that production in words.
    shade : the colour of the material in the book.
    rows : what the mass was read from; none where it is not known.
    """

    what: str
    name: str
    mass: Mass
    certainty: str
    world: str
    whole: str
    shade: str
    rows: tuple[Row, ...] = ()


def _magnet(mass: Mass, certainty: str, rows: tuple[Row, ...] = ()) -> Content:
    return Content(
        "magnet rare earths",
        "Magnet rare earths",
        mass,
        certainty,
        "magnet-ree-mined-world-2024",
        "the magnet elements mined",
        "rare_earths",
        rows,
    )


def _all_rare_earths(mass: Mass, rows: tuple[Row, ...]) -> Content:
    return Content(
        "rare earths of all kinds",
        "All rare earths",
        mass,
        "reported",
        "ree-mine-world-2024",
        "all rare earths mined",
        "rare_earths",
        rows,
    )


def _copper(mass: Mass, certainty: str, rows: tuple[Row, ...] = ()) -> Content:
    return Content(
        "copper",
        "Copper",
        mass,
        certainty,
        "copper-mine-world-2024",
        "the copper mined",
        "copper_metal",
        rows,
    )


def _antimony() -> Content:
    """No amount of antimony in any one thing was found."""
    world, whole = "antimony-mine-world-2024", "the antimony mined"
    return Content("antimony", "Antimony", Mass(), NOT_KNOWN, world, whole, "antimony")


_NO_MAGNET, _NO_COPPER = _magnet(Mass(), NOT_KNOWN), _copper(Mass(), NOT_KNOWN)


# What is in one thing ------------------------------------------------------------------------------------


def _amount(thing: str, words: str) -> Amount:
    """The one amount of the chapter's figure whose words begin so."""
    (found,) = (a for a in amounts() if a.thing == thing and a.words.startswith(words))
    return found


def _mass(amount: Amount) -> Mass:
    if amount.bound == "up to":
        return Mass(None, amount.high_kg)
    return Mass(amount.low_kg, amount.high_kg, or_more=amount.bound == "above")


def _magnet_share() -> Row:
    return load("intensity").one(item="NdFeB magnet", material="total rare earths")


def _from_magnet(amount: Amount) -> Mass:
    return rare_earths_in(_mass(amount), share_pct=rare_earths_in_magnet_pct())


def _copper_in(thing: str) -> Content:
    amount = _amount(thing, "copper")
    return _copper(_mass(amount), amount.certainty, (amount.row,))


def _electric_car() -> tuple[Content, ...]:
    """Two sources that do not agree on the rare earths: from the mass of the magnet, and as stated."""
    magnet, stated = _amount("Electric car", "magnet"), _amount("Electric car", "rare earths")
    mass = _from_magnet(magnet).spanning(_mass(stated))
    rows = (magnet.row, _magnet_share(), stated.row)
    return _magnet(mass, "reported", rows), _copper_in("Electric car"), _antimony()


def _other_vehicle(thing: str) -> tuple[Content, ...]:
    return _NO_MAGNET, _copper_in(thing), _antimony()


def _turbine(thing: str) -> tuple[Content, ...]:
    amount = _amount(thing, "magnet")
    magnet = _magnet(_from_magnet(amount), amount.certainty, (amount.row, _magnet_share()))
    return magnet, _copper_in("Any type"), _antimony()


def _weapon(thing: str) -> tuple[Content, ...]:
    report, consultancy = _amount(thing, "US defence"), _amount(thing, "a consultancy")
    mass = _mass(report).spanning(_mass(consultancy))
    return _all_rare_earths(mass, (report.row, consultancy.row)), _NO_COPPER, _antimony()


def _nothing() -> tuple[Content, ...]:
    return _NO_MAGNET, _NO_COPPER, _antimony()


@dataclass(frozen=True)
class Thing:
    """Something to choose: its words in the list, for one and for many, and what is known of it."""

    listed: str
    one: str
    many: str
    read: Callable[[], tuple[Content, ...]]


_THINGS = MappingProxyType(
    {
        "electric-car": Thing("Electric car", "electric car", "electric cars", _electric_car),
        "hybrid-car": Thing("Hybrid car", "hybrid car", "hybrid cars", lambda: _other_vehicle("Hybrid car")),
        "petrol-car": Thing(
            "Petrol or diesel car",
            "petrol or diesel car",
            "petrol or diesel cars",
            lambda: _other_vehicle("Petrol or diesel car"),
        ),
        "electric-bus": Thing(
            "Electric bus", "electric bus", "electric buses", lambda: _other_vehicle("Electric bus")
        ),
        "gearless-turbine": Thing(
            "Megawatt of wind turbine, no gears",
            "megawatt of gearless wind turbine",
            "megawatts of gearless wind turbine",
            lambda: _turbine("No gears (direct drive)"),
        ),
        "fast-turbine": Thing(
            "Megawatt of wind turbine, fast generator",
            "megawatt of wind turbine with a fast generator",
            "megawatts of wind turbine with a fast generator",
            lambda: _turbine("Fast generator"),
        ),
        "f-35": Thing(
            "F-35 fighter aircraft",
            "F-35 fighter aircraft",
            "F-35 fighter aircraft",
            lambda: _weapon("F-35 fighter aircraft"),
        ),
        "submarine": Thing(
            "Virginia-class submarine",
            "Virginia-class submarine",
            "Virginia-class submarines",
            lambda: _weapon("Virginia-class submarine"),
        ),
        "smartphone": Thing("Smartphone", "smartphone", "smartphones", _nothing),
    }
)


@cache
def contents(thing: str) -> tuple[Content, ...]:
    """Rare earths, copper and antimony in one thing, each as far as it is known."""
    return _THINGS[thing].read()


@dataclass(frozen=True)
class Total:
    """One material in all the things chosen."""

    content: Content
    number: float

    @cached_property
    def mass(self) -> Mass:
        return self.content.mass.times(self.number)

    @property
    def world_t(self) -> float:
        return facts()[self.content.world].value

    @cached_property
    def shares_pct(self) -> tuple[float | None, float | None]:
        return share_of_year(self.mass, world_t=self.world_t)

    @property
    def mass_words(self) -> str:
        """The mass as a reader would write it: "3,000 to 10,000 t"."""
        if not self.mass.is_known:
            return NOT_KNOWN
        low, high = self.mass.low_kg, self.mass.high_kg
        unit_kg, unit = next(
            each for each in _MASSES if (high if low is None else low) >= each[0] or each[0] == 1
        )
        ends = [None if end is None else digits(end / unit_kg) for end in (low, high)]
        return self._bounded(*ends, unit)

    def share_words(self, whole: str) -> str:
        """The share as a reader would write it: "4 to 13 % of the copper mined", "12 times the copper mined".

        Without the words for the whole: "4 to 13 %", "12 times".
        """
        low, high = self.shares_pct
        unit_pct, unit = next(
            (pct, unit) for at, pct, unit in _SHARES if (high if low is None else low) >= at
        )
        if self.mass.or_more:  # then the lower end says it all
            high = low
        ends = [None if end is None else digits(end / unit_pct, 2) for end in (low, high)]
        return self._bounded(*ends, f"{unit} {whole}" if whole else unit.removesuffix(" of"))

    def _bounded(self, low: str | None, high: str, rest: str) -> str:
        if low is None:
            return f"up to {high} {rest}"
        between = low if low == high else f"{low} to {high}"
        return f"about {between} {rest} or more" if self.mass.or_more else f"{between} {rest}"


# From which mass up a unit is used, which is also its size, in kilograms.
_MASSES = ((1e9, "million t"), (KG_PER_T, "t"), (1, "kg"))
# From which share up a unit is used, what one of it is (both in per cent), and its words.
_SHARES = (
    (1000, 100, "times"),
    (0.01, 1, "% of"),
    (1e-5, 1e-4, "in a million of"),
    (0, 1e-7, "in a billion of"),
)


@explorer(
    title="How much of a year's output is that?",
    intro=(
        "Choose a thing and how many of it. The figure says how much rare earth, copper and antimony they hold, as far as "
        "a source says so, and which share of a year's world production that is."
    ),
    prediction=Prediction(
        stem=(
            "Take a fleet of electric cars. Of which material does it hold the larger share of what the world mines in a "
            "year?"
        ),
        options=(
            "Of copper: each car holds far more kilograms of it",
            "Of magnet rare earths, though each car holds little",
            "The same share of both, as mines follow demand",
        ),
        key=1,
        told=(
            "By the sources found, a car holds 83 kg of copper and at most about 1 kg of magnet rare earths. But the world mined 23 million t of "
            "copper in 2024 and 75,100 t of the magnet elements, so the small mass is the larger share: at the lower end of "
            "its range by a little, at the upper end by a lot."
        ),
    ),
    controls={
        "thing": choice(
            {key: thing.listed for key, thing in _THINGS.items()}, default="electric-car", label="What"
        ),
        "number": log_steps(
            1, 100_000_000, per_decade=3, default=ASSUMED_CARS, label="How many", format=",.0f"
        ),
    },
    things_to_try=(
        "Choose the petrol or diesel car, then the hybrid: the row of rare earths goes empty. Empty means that no amount was "
        "found, not that there is none.",
        "Choose the F-35 and set how many to a thousand: one aircraft is reported to hold hundreds of times as much rare "
        "earth as a car, and yet a thousand of them hold less than the fleet of cars at the start.",
        "Compare a megawatt of wind turbine without gears with one that has a fast generator: the copper stays, the rare "
        "earths shrink to a fraction. How a thing is built matters as much as how many there are.",
    ),
    leaves_out=(
        "Losses: more has to be mined than ends up in a thing, and what is recycled need not be mined.",
        "Time: the things may be made over many years, the production is that of 2024 alone.",
        "Everything without a number: antimony in any one thing, magnets in a phone, copper in a weapon. Their cells stay "
        "empty and are never counted as nothing.",
        "The split of the rare earths: a magnet's are counted together. In electric vehicles and wind power 89.6 % of the "
        "magnet elements were neodymium and praseodymium in 2024. The reports on weapons do not say which kinds they count, "
        "nor whether as oxide; they are set beside oxides.",
        "Assumptions: the number of things is a what-if, and the rare earths of a car's magnet are taken as 30 % of it.",
    ),
    because=(
        "fact:amount-electric-car-magnet-low",
        "fact:amount-electric-car-magnet-high",
        "fact:amount-electric-car-rare-earths",
        "fact:amount-copper-electric-car",
        "fact:amount-rare-earths-in-magnet",
        "fact:magnet-ree-mined-world-2024",
        "fact:ree-mine-world-2024",
        "fact:copper-mine-world-2024",
        "fact:antimony-mine-world-2024",
        "fact:magnet-demand-ndpr-share-2024",
        "table:intensity",
    ),
    key_states=(
        {"number": 1},
        {},
        {"number": 100_000_000},
        {"thing": "gearless-turbine", "number": 100_000},
        {"thing": "f-35", "number": 1000},
        {"thing": "smartphone"},
    ),
)
def in_a_product(*, thing: str, number: float) -> Chart:
    """Rare earths, copper and antimony in so many things, as a share of a year's world production.

    Parameters
    ----------
    thing : one of the keys of the control.
    number : how many; a part of a thing counts as one.
    """
    number = max(1, round(number))
    totals = [Total(content, number) for content in contents(thing)]
    with style():
        figure = _draw(totals)
    return Chart(
        id="in-a-product",
        title=_title(thing, number, totals),
        subtitle=(
            "Mass, and share of what the world mined in 2024. Log scale: each line down the figure stands for a thousand "
            "times as much as the one before; the dark one is a whole year"
        ),
        alt=_alt(thing, number, totals),
        table=_table(totals),
        source_ids=cited_by((*(row for total in totals for row in total.content.rows), *map(_world, totals))),
        figure=figure,
        note=_note(thing),
    )


def _world(total: Total) -> Row:
    return facts()[total.content.world]


def _many(thing: str, number: int) -> str:
    """So many of a thing: "10 million electric cars"."""
    if number == 1:
        return f"one {_THINGS[thing].one}"
    if number >= 1_000_000:
        return f"{number / 1e6:,.10g} million {_THINGS[thing].many}"
    return f"{number:,} {_THINGS[thing].many}"


def _title(thing: str, number: int, totals: Sequence[Total]) -> str:
    known = [total for total in totals if total.mass.is_known]
    empty = [total.content.what for total in totals if not total.mass.is_known]
    if not known:
        return f"How much rare earth, copper or antimony {_many(thing, number)} would hold is not known: no source was found"
    wholes = ["a year's mining", *[""] * len(known)]  # said once
    told = " and ".join(
        f"{total.mass_words} of {total.content.what} ({total.share_words(whole)})"
        for total, whole in zip(known, wholes, strict=False)
    )
    verb = "holds" if number == 1 else "hold"
    return f"By the sources found, {_many(thing, number)} {verb} {told}; {_listed(empty)} not known"


def _listed(names: Sequence[str]) -> str:
    return f"{' and '.join(names)} {'is' if names == ['antimony'] else 'are'}"


def _alt(thing: str, number: int, totals: Sequence[Total]) -> str:
    told = "; ".join(f"{total.content.name} {_said(total)}" for total in totals)
    return (
        f"Marks and ranges on a log scale from a billionth of a year's world production to a thousand times as much, for "
        f"{_many(thing, number)}. {told}. {_title(thing, number, totals)}."
    )


def _said(total: Total) -> str:
    if not total.mass.is_known:
        return NOT_KNOWN
    return f"{total.mass_words} ({total.share_words(total.content.whole)}), {total.content.certainty}"


def _table(totals: Sequence[Total]) -> ChartTable:
    return ChartTable(
        columns=(
            "Material",
            "Least (kg)",
            "Most (kg)",
            "World production 2024 (t)",
            "Share, least (%)",
            "Share, most (%)",
            "Certainty",
        ),
        rows=tuple(
            (
                total.content.name,
                _cell(total.mass.low_kg),
                None if total.mass.or_more else _cell(total.mass.high_kg),
                total.world_t,
                _cell(total.shares_pct[0]),
                None if total.mass.or_more else _cell(total.shares_pct[1]),
                total.content.certainty,
            )
            for total in totals
        ),
        row_source_ids=tuple(cited_by((*total.content.rows, _world(total))) for total in totals),
    )


def _cell(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _note(thing: str) -> str:
    notes = ["Assumed: how many. Dotted: no amount that can be cited was found; not zero."]
    if thing == "electric-car":
        notes.append(
            "Rare earths of a car: the least is worked out from weak web pages on its magnet, with 30 % of it assumed to be rare "
            "earths; the most is one trade paper's."
        )
    if thing in ("f-35", "submarine"):
        notes.append(
            "\u201cRare-earth materials\u201d by a US defence report that was never itemised; the upper end is a consultancy's lower bound, so the most is not known."
        )
    if thing == "fast-turbine":
        notes.append("That this magnet belongs to a fast generator is this book's reading of a text.")
    return " ".join(notes)


# Across the figure, in points: decades of the share, from below a billionth to above a thousand times.
_FIRST_DECADE, _LAST_DECADE = -9.3, 3.3
_DECADE_PT = (RIGHT_PT - LEFT_PT) / (_LAST_DECADE - _FIRST_DECADE)
_BAR_TOP_PT = 2 * LINE_PT + 6.0  # from the top of a row
_ROW_PT = _BAR_TOP_PT + BAR_PT + 13.0
_TICKS = {-9: "", -6: "a millionth", -3: "a thousandth", 0: "all", 3: "1,000 x"}


def _at(share_pct: float) -> float:
    """Where a share of a year's production stands across the figure."""
    return LEFT_PT + _DECADE_PT * (log10(share_pct / 100) - _FIRST_DECADE)


def _draw(totals: Sequence[Total]) -> Figure:
    top = KEY_PT + 4
    bottom = top + len(totals) * _ROW_PT
    figure, axes = new_canvas(bottom + LINE_PT + 6)
    certainty_key(figure, {total.content.certainty for total in totals})
    for number, total in enumerate(totals):
        _draw_total(axes, total, top + number * _ROW_PT)
    for decade, label in _TICKS.items():
        x = _at(100 * 10.0**decade)
        axes.plot([x, x], [top, bottom], color=LINE, linewidth=0.7, zorder=0.5)
        end = min(x, RIGHT_PT - text_width(label) / 2)
        write(axes, end, bottom + LINE_PT / 2, label, colour=MUTED, ha="center")
    for number, total in enumerate(totals):
        if total.mass.is_known:
            _draw_whole(axes, top + number * _ROW_PT + _BAR_TOP_PT)
    return figure


def _draw_whole(axes: Axes, bar_top: float) -> None:
    """The line of a whole year's production, beside a bar."""
    x = _at(100)
    axes.plot([x, x], [bar_top - 4, bar_top + BAR_PT + 4], color=INK, linewidth=1.6, zorder=0.6)


def _draw_total(axes: Axes, total: Total, top: float) -> None:
    write(axes, LEFT_PT, top + LINE_PT / 2, total.content.name)
    write(axes, RIGHT_PT, top + LINE_PT / 2, total.mass_words, ha="right")
    bar_top = top + _BAR_TOP_PT
    if not total.mass.is_known:
        cell = (RIGHT_PT - LEFT_PT - 2, _BAR_TOP_PT - LINE_PT + BAR_PT - 4)
        box(axes, LEFT_PT + 1, top + LINE_PT + 4, *cell, NOT_KNOWN, colour=MUTED)
        return
    write(axes, LEFT_PT, top + 1.5 * LINE_PT, total.share_words(total.content.whole), colour=MUTED)
    low, high = total.shares_pct
    shade = colour(total.content.shade)
    if low is None or low == high:
        certainty_mark(axes, _at(high), bar_top + BAR_PT / 2, total.content.certainty, colour=shade)
        return
    look = {"confirmed": "measured", "reported": "reported"}[total.content.certainty]
    box(axes, _at(low), bar_top, _at(high) - _at(low), BAR_PT, look, colour=shade)
