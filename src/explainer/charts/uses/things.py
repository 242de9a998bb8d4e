"""How much of a material goes into one thing: the rows of the figure of that name, with the words it has room for."""

from dataclasses import dataclass
from functools import cache

from explainer.data import Row, load

# The kinds of thing in the order of the figure, with the heading and what is said beside it.
KINDS = {
    "electronics": ("Phones, scanners, computers", "in one"),
    "vehicle": ("Cars and buses", "in one"),
    "wind": ("Wind turbines", "in a megawatt"),
    "defence": ("Weapons", "rare earths in one"),
}

_KG = {"kg per unit": 1, "kg per MW": 1, "kg per vehicle": 1, "t per MW": 1000}


@dataclass(frozen=True)
class Amount:
    """One amount, or what is known of it, in one thing.

    Parameters
    ----------
    kind : one of `KINDS`.
    thing : what holds it.
    words : the material, and who says so.
    certainty : one of `style.CERTAINTY`.
    row : of the table `intensity`; its low, central and high are None where no figure was found.
    material : the colour that the material has in the book.
    bound : "above" or "up to" where the source gives a bound.
    is_central : whether the whole figure draws it; the figure of its kind always does.
    """

    kind: str
    thing: str
    words: str
    certainty: str
    row: Row
    material: str
    bound: str = ""
    is_central: bool = True

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the row; a blank row has none."""
        return tuple(id for id in self.row.source_ids if id != "none")

    @property
    def low_kg(self) -> float | None:
        return self._kg(self.row.low, self.row.central)

    @property
    def central_kg(self) -> float | None:
        return self._kg(self.row.central)

    @property
    def high_kg(self) -> float | None:
        return self._kg(self.row.high, self.row.central, self.row.low)

    def _kg(self, *choices: float | None) -> float | None:
        """The first that is known, in kilograms."""
        known = next((choice for choice in choices if choice is not None), None)
        return None if known is None else known * _KG[self.row.unit]

    @property
    def shown(self) -> str:
        """The amount in words."""
        if self.low_kg is None:
            return "not known"
        if self.low_kg < self.high_kg:
            scale, unit = (1000, "t") if self.low_kg >= 1000 else (1, "kg")
            return f"{self.low_kg / scale:,g} to {self.high_kg / scale:,g} {unit}"
        about = "about " if self.kind == "defence" and not self.bound else ""
        return f"{self.bound} {about}{self.low_kg:,g} kg".strip()


_REPORT = "US defence claim (DoD report quoted by Congress, 2012)"
_WEAPONS = (
    ("F-35 fighter aircraft", "F-35 Lightning II aircraft"),
    ("DDG-51 destroyer", "DDG-51 destroyer"),
    ("Virginia-class submarine", "Virginia-class submarine"),
)
_VEHICLES = (
    ("Electric car", "car, battery electric (BEV)", "", True),
    ("Petrol or diesel car", "car, combustion engine", "up to", True),
    ("Hybrid car", "car, hybrid (HEV)", "", False),
    ("Plug-in hybrid car", "car, plug-in hybrid (PHEV)", "", False),
    ("Hybrid bus", "bus, hybrid", "", False),
    ("Electric bus", "bus, battery electric", "", False),
)


@cache
def amounts() -> tuple[Amount, ...]:
    """The amounts in the order of the figure.

    Certainty by the dossier: only the magnet of a gearless turbine rests on several works, in a review, so it
    is confirmed. One study, one web page, one unitemised report or a reading of ours makes an amount reported.
    """
    return (*_unknown(), *_in_vehicles(), *_in_turbines(), *_in_weapons())


def _row(**equals: str) -> Row:
    return load("intensity").one(**equals)


def _unknown() -> tuple[Amount, ...]:
    blanks = (
        ("electronics", "Smartphone", "magnet", "smartphone"),
        ("electronics", "MRI scanner", "magnet", "MRI scanner"),
        ("electronics", "Computer hard disk", "rare earths", "hard disk, laptop against desktop"),
        ("vehicle", "Motor of a hybrid car", "magnet", "hybrid car traction motor"),
    )
    return tuple(
        Amount(kind, thing, words, "not known", _row(item=item), "rare_earths")
        for kind, thing, words, item in blanks
    )


def _in_vehicles() -> tuple[Amount, ...]:
    magnet = _row(item="electric car", material="NdFeB magnet")
    elements = _row(item="electric car", material="rare-earth elements")
    return (
        Amount("vehicle", "Electric car", "magnet; weak web pages", "reported", magnet, "rare_earths"),
        Amount("vehicle", "Electric car", "rare earths; a trade paper", "reported", elements, "rare_earths"),
        *(
            Amount(
                "vehicle",
                thing,
                "copper; industry study",
                "reported",
                _row(item=item, material="copper"),
                "copper_metal",
                bound,
                is_central,
            )
            for thing, item, bound, is_central in _VEHICLES
        ),
    )


def _in_turbines() -> tuple[Amount, ...]:
    def magnet(speed: str) -> Row:
        return _row(item=f"wind turbine, {speed} permanent-magnet generator")

    copper = _row(item="wind turbine (installed, all types)", material="copper")
    return (
        Amount(
            "wind",
            "Fast generator",
            "magnet; our reading",
            "reported",
            magnet("high-speed"),
            "rare_earths",
        ),
        Amount(
            "wind",
            "Medium-speed generator",
            "magnet; our reading",
            "reported",
            magnet("medium-speed"),
            "rare_earths",
        ),
        Amount(
            "wind",
            "No gears (direct drive)",
            "magnet; a review",
            "confirmed",
            magnet("direct-drive"),
            "rare_earths",
        ),
        Amount("wind", "Any type", "copper; the industry", "reported", copper, "copper_metal"),
    )


def _in_weapons() -> tuple[Amount, ...]:
    found = []
    for thing, item in _WEAPONS:
        report = _row(item=item, origin_type=_REPORT)
        consultancy = _row(item=item, origin_type="consultancy claim")
        found += [
            Amount("defence", thing, "US defence report", "reported", report, "rare_earths"),
            Amount("defence", thing, "a consultancy", "reported", consultancy, "rare_earths", "above"),
        ]
    return tuple(found)


def rare_earths_in_magnet_pct() -> float:
    """Share of rare earths in a neodymium-iron-boron magnet, per cent by mass as metal."""
    return _row(item="NdFeB magnet", material="total rare earths").central
