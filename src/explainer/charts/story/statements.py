"""What was said to be in the wooden box and in the first shipment: the rows of the figure of that name."""

from dataclasses import dataclass

from explainer.charts.chart import cited_by
from explainer.references import reference


@dataclass(frozen=True)
class Statement:
    """One thing said of the box or the shipment.

    Parameters
    ----------
    subject : "box" or "shipment".
    text, who : what is said and who says so, in the few words that the figure has room for.
    certainty : one of `style.CERTAINTY`; "not known" is what nobody has published.
    records : the records of the book that it rests on, as "kind:id".
    said_in : the sources among theirs that say just this; empty if all of them do.
    about : "event" (it took place) or "contents" (what was inside, and how much).
    """

    subject: str
    text: str
    certainty: str
    who: str
    records: tuple[str, ...]
    said_in: tuple[str, ...] = ()
    about: str = "contents"

    @property
    def source_ids(self) -> tuple[str, ...]:
        return self.said_in or cited_by(map(reference, self.records))


_NOT_PUBLISHED = ("deal-term:first-shipment-contents", "claim:c26")

# Certainty by the dossier: that a box was shown and that a delivery was announced is confirmed. The contents
# of the shipment come from the partners alone (reported); accounts of the box contradict each other
# (disputed); what nobody has published, or reported as shipped, is not known.
STATEMENTS = (
    Statement(
        "box",
        "An open box of minerals was shown",
        "confirmed",
        "White House photograph",
        ("event:t31",),
        about="event",
    ),
    Statement(
        "box",
        "It held rare earth minerals",
        "disputed",
        "media reports",
        ("claim:c16",),
        ("arabnews-2025-10-05-shipment", "zee-2025-10-02-aimal"),
    ),
    Statement(
        "box",
        "It held monazite",
        "disputed",
        "one small website",
        ("claim:c16",),
        ("blackfox-2025-10-box",),
    ),
    Statement(
        "box", "It held raw gems bought by staff", "disputed", "China, citing Pakistan", ("claim:c75",)
    ),
    Statement("box", "What a laboratory found in it", "not known", "no result was published", ("claim:c16",)),
    Statement(
        "shipment",
        "A delivery was announced",
        "confirmed",
        "press release and newspapers",
        ("event:t34",),
        about="event",
    ),
    Statement("shipment", "Antimony", "reported", "the partners; later the FT", ("event:t34", "event:t49")),
    Statement("shipment", "Copper concentrate", "reported", "the partners", ("event:t34",)),
    Statement(
        "shipment",
        "Rare earths with neodymium and praseodymium",
        "reported",
        "the partners",
        ("event:t34", "claim:c26"),
    ),
    Statement(
        "shipment", "In all, fewer than two tonnes", "reported", "one newspaper, the FT", ("claim:c89",)
    ),
    Statement(
        "shipment",
        "Gold and tungsten",
        "not known",
        "announced; no export was reported",
        ("claim:c03",),
    ),
    Statement("shipment", "Grade and chemical form", "not known", "not published", _NOT_PUBLISHED),
    Statement("shipment", "The mines it came from", "not known", "not published", _NOT_PUBLISHED),
    Statement("shipment", "Its value", "not known", "no price was published", ("claim:c02",)),
    Statement("shipment", "What the tests found", "not known", "not published", _NOT_PUBLISHED),
)
