"""The places of chapter 7 as its map and its ladder read them: who is drawn, in which colour, with which mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from explainer import story
from explainer.charts.drawing.lettering import text_width
from explainer.charts.drawing.panels import Mark, certain
from explainer.charts.style import MUTED, colour
from explainer.errors import did_you_mean
from explainer.facts.ground import DOUBT_OF, has_rare_earths, rung_of
from explainer.story import Deposit

RARE_EARTHS, OTHER_METALS = "rare earths", "other metals"
# The groups in the order of the list beside the map, with the colour of their marks.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        RARE_EARTHS: "rare_earths",
        "copper and gold": "copper_metal",
        "antimony": "antimony",
        OTHER_METALS: "others",
    }
)
# The rungs of `facts.ground.RUNGS` by the form of their marks, and what the key says.
SHAPES: Mapping[str, str] = MappingProxyType(
    {"looked for": "P", "occurrence": "o", "resource": "^", "reserve": "D", "mine": "s", "refinery": "h"}
)
RUNG_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "looked for": "looked for",
        "occurrence": "occurrence",
        "resource": "amount printed",
        "reserve": "reserve",
        "mine": "mine",
        "refinery": "refinery",
    }
)
# Names that would not fit beside a mark.
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "dalbandin-nokkundi": "Dalbandin\u2013Nokkundi",
        "siwalik-placer": "Surghar\u2013Shinghar",
        "stream-sediment-survey": "Stream sediments",
        "loe-shilman": "Loe Shilman",
        "sillai-patti": "Sillai Patti",
        "jawar": "Jawar",
        "jambil": "Jambil",
        "koga": "Koga",
        "tarbela": "Tarbela",
        "zagi": "Zagi Mountain",
        "qila-abdullah": "Qila Abdullah",
        "qila-viala": "Qila Viala",
        "kharan-antimony": "Kharan",
        "zhob-antimony": "Zhob",
        "krinj": "Krinj",
        "awireth-partsan": "Awireth\u2013Partsan",
        "shinkai-boya": "Shinkai\u2013Boya",
        "gb-blocks": "Gilgit-Baltistan",
    }
)


@dataclass(frozen=True)
class Place:
    """One place of the list.

    Parameters
    ----------
    record : the deposit.
    group : a key of `GROUPS`; any sign of rare earths counts first.
    number : what stands beside its mark on the map, the same whatever is left out; None for what is no
        place, which is not on the map.
    """

    record: Deposit
    group: str
    number: int | None

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def source_ids(self) -> tuple[str, ...]:
        return self.record.source_ids

    @property
    def name(self) -> str:
        return _SHORT.get(self.id, self.record.name)

    @property
    def rung(self) -> str:
        return rung_of(self.record)

    @property
    def doubt(self) -> str:
        """What leaves a doubt whether it stands on its rung; empty if nothing does."""
        return DOUBT_OF[self.id][1] if self.id in DOUBT_OF else ""

    @property
    def is_printed(self) -> bool:
        """Whether a source prints the position."""
        return self.record.coordinate_basis.startswith("printed in source")

    @property
    def colour(self) -> str:
        return colour(GROUPS[self.group])

    @property
    def look(self) -> str:
        """What its mark looks like, in words: places of one look are drawn together."""
        return f"{self.rung}, {self.group}, {'doubtful' if self.doubt else 'plain'}"

    @property
    def mark(self) -> Mark:
        """Its form says the rung, its filling whether there is a doubt, its colour the mineral."""
        return certain("reported" if self.doubt else "confirmed", shape=SHAPES[self.rung], colour=self.colour)


def rung_mark(rung: str) -> Mark:
    """The mark of a rung for the key."""
    return certain("confirmed", shape=SHAPES[rung], colour=MUTED)


def places() -> tuple[Place, ...]:
    """Every place, group by group, numbered in that order."""
    ordered = sorted(story.deposits(), key=lambda record: list(GROUPS).index(_group(record)))
    numbers = iter(range(1, len(ordered) + 1))
    return tuple(
        Place(record, _group(record), None if record.lat is None else next(numbers)) for record in ordered
    )


def _group(record: Deposit) -> str:
    if has_rare_earths(record):
        return RARE_EARTHS
    leading = record.commodity[0]
    return {"antimony": "antimony", "copper": "copper and gold"}.get(leading, OTHER_METALS)


def commodities() -> tuple[str, ...]:
    """What the option `commodity` can name: rare earths, and each metal of the other places."""
    others = {word for place in places() if place.group != RARE_EARTHS for word in place.record.commodity}
    return (RARE_EARTHS, *sorted(others))


def chosen(commodity: str | None, *, chart: str) -> tuple[Place, ...]:
    """The places with a commodity, or all of them.

    Raises
    ------
    ValueError
        If no place has it; names what is possible.
    """
    if commodity is None:
        return places()
    possible = commodities()
    if commodity not in possible:
        hint = did_you_mean(str(commodity), possible)
        msg = f'{chart}: no place has "{commodity}"{hint}; choose one of {", ".join(possible)}'
        raise ValueError(msg)
    if commodity == RARE_EARTHS:
        return tuple(place for place in places() if place.group == RARE_EARTHS)
    return tuple(
        place for place in places() if place.group != RARE_EARTHS and commodity in place.record.commodity
    )


def flow(names: Sequence[str], room: float, *, before: float, between: float) -> list[list[int]]:
    """Break names into lines, each name with a mark before it.

    Parameters
    ----------
    room : width of a line in points.
    before : points that the mark and its gap take.
    between : points from the end of a name to the next mark.

    Returns
    -------
    For each line the places of its names in `names`.
    """
    lines: list[list[int]] = []
    x = 0.0
    for number, name in enumerate(names):
        width = before + text_width(name)
        if not lines or x + width > room:
            lines.append([])
            x = 0.0
        lines[-1].append(number)
        x += width + between
    return lines
