"""What is public about the terms of the memorandum and what is not, term by term."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import story
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.lettering import LINE_PT, wrap
from explainer.charts.drawing.panels import DOTTED, SIDE_PT, add_sheet, new_page, rule, write, write_down
from explainer.charts.style import INK, LINE, MUTED, WIDTH_PT, style
from explainer.story import DealTerm


class InShort(NamedTuple):
    """A term in the few words that the figure has room for; the record's own words stand in its table."""

    term: str
    public: str
    missing: str


# By the id of the term. An empty public part stands for "nothing found".
SHORT: Mapping[str, InShort] = MappingProxyType(
    {
        "instrument": InShort(
            "The paper", "a memorandum, signed 8 September 2025", "its text, and whether a clause binds"
        ),
        "parties-to-the-mou": InShort(
            "Who signed", "FWO and USSM; not two governments", "the persons; any ministry"
        ),
        "who-was-present": InShort(
            "Who was there", "the prime minister, the field marshal, a US diplomat", "any province"
        ),
        "other-mou": InShort(
            "The other memorandum", "NLC and Mota-Engil, for logistics", "its text and value"
        ),
        "five-hundred-million": InShort(
            "The $500 million",
            "investment envisaged for a first phase",
            "who pays, when, for what; if any is spent",
        ),
        "phases": InShort("Steps", "export first, a refinery later", "dates, milestones, conditions"),
        "minerals": InShort(
            "Minerals", "antimony, copper, gold, tungsten, rare earths", "which mines; grades; tonnages"
        ),
        "first-shipment-contents": InShort(
            "First load, contents",
            "antimony, copper, rare earths; under 2 t, says the FT",
            "weights, grades, form, origin, value, tests",
        ),
        "first-shipment-date": InShort(
            "First load, date", "reported delivered 2 October 2025", "day sent, route, carrier"
        ),
        "price-formula": InShort("Price", "", "the price, who sets it, advance payment"),
        "ownership-and-profit": InShort("Ownership and profit", "", "shares, royalty, tax, FWO's part"),
        "exclusivity": InShort("Exclusive rights", "", "any right of first refusal"),
        "refinery": InShort("Refinery", "promised as a later step", "site, size, cost, power, water, permit"),
        "jobs-and-technology": InShort(
            "Jobs and technology", "stated as aims", "numbers, training, licences"
        ),
        "environment-and-communities": InShort(
            "Environment", "a priority, says one report", "any study, consent, clean-up duty"
        ),
        "disputes": InShort("Disputes", "", "where to arbitrate, under which law"),
        "parliament": InShort(
            "Parliament", "no vote or debate found", "whether a committee has seen the text"
        ),
        "who-prepared-it": InShort(
            "Who prepared it",
            "talks in May 2025, says press citing US filings",
            "the filings; who wrote the final text",
        ),
        "later-shipments": InShort("Later loads", "none found", "whether there was any"),
    }
)
_NOTHING = re.compile(r"(Nothing|None|No\b.*?) (was )?found")


def is_silent(term: DealTerm) -> bool:
    """Whether the record says that nothing public was found on the term."""
    return bool(_NOTHING.match(term.public))


def terms_known() -> Chart:
    """The terms in two columns: what is public, and what is not disclosed or was not found."""
    terms = _in_order(story.deal_terms())
    with style():
        figure = _draw(terms)
    return Chart(
        id="terms-known",
        title=_title(terms),
        subtitle=f"Terms of the memorandum of 8 September 2025, in short, {_as_of()}",
        alt=describe_terms_known(terms),
        table=ChartTable(
            columns=("Term", "What is public", "What is not disclosed, or was not found"),
            rows=tuple((term.term, term.public, term.not_disclosed) for term in terms),
            row_source_ids=tuple(term.source_ids for term in terms),
        ),
        source_ids=cited_by(terms),
        figure=figure,
        note=(
            "Solid line: something is public. Dotted line: not found in about 190 searches, which does not mean "
            "that it does not exist. The figure shortens; the table has the full words of the record."
        ),
    )


def _in_order(terms: Sequence[DealTerm]) -> tuple[DealTerm, ...]:
    """The record's order, with the terms on which nothing was found at the end."""
    return tuple(sorted(terms, key=is_silent))


def _as_of() -> str:
    return next(strand.write_as for strand in story.strands() if strand.id == "deal-and-politics")


def _title(terms: Sequence[DealTerm]) -> str:
    told = sum(not is_silent(term) for term in terms)
    missing = sum(bool(term.not_disclosed) for term in terms)
    every = "every one" if missing == len(terms) else f"{missing}"
    return f"Of {len(terms)} terms, something is public on {told}, and on {every} something is missing"


def describe_terms_known(terms: Sequence[DealTerm]) -> str:
    """Alt text from the rows that are drawn."""
    parts = [
        f"List of {len(terms)} terms in two columns: what is public, and what is not disclosed or not found."
    ]
    for term in terms:
        short = SHORT[term.id]
        parts.append(f"{short.term}: public: {_public(term)}; missing: {short.missing}.")
    return " ".join([*parts, f"{_title(terms)}."])


def _public(term: DealTerm) -> str:
    return SHORT[term.id].public or "nothing found"


# Places in the figure, in points from its upper left corner.
_COLUMNS = (SIDE_PT, WIDTH_PT / 2 + 4)
_WORDS_PT = WIDTH_PT / 2 - SIDE_PT - 15  # width of the words beside the line
_LINE_X, _WORDS_X = 1.5, 9.0  # within a column
_HEAD_PT, _GAP_PT = 24.0, 9.0


def _draw(terms: Sequence[DealTerm]) -> Figure:
    heights = [_height(term) for term in terms]
    figure = new_page(_HEAD_PT + sum(heights) + 4)
    sheet = add_sheet(figure)
    for x, heading in zip(_COLUMNS, ("public", "not disclosed or found"), strict=True):
        write(sheet, x, _HEAD_PT / 2 - 2, heading, colour=MUTED)
    rule(sheet, _HEAD_PT - 2, colour=INK, width=1.2)
    top = _HEAD_PT
    for term, height in zip(terms, heights, strict=True):
        _draw_term(sheet, term, top)
        top += height
        rule(sheet, top, colour=LINE)
    return figure


def _cells(term: DealTerm) -> tuple[list[str], list[str]]:
    return wrap(_public(term), _WORDS_PT), wrap(SHORT[term.id].missing, _WORDS_PT)


def _height(term: DealTerm) -> float:
    return LINE_PT * (1 + max(map(len, _cells(term)))) + _GAP_PT


def _draw_term(sheet: Axes, term: DealTerm, top: float) -> None:
    write(sheet, SIDE_PT, top + 4 + LINE_PT / 2, SHORT[term.id].term, weight="bold")
    first = top + 4 + LINE_PT
    public, missing = _cells(term)
    silent = is_silent(term)
    for x, lines, dotted in ((_COLUMNS[0], public, silent), (_COLUMNS[1], missing, True)):
        look = DOTTED if dotted else {"linewidth": 2.6, "solid_capstyle": "butt"}
        sheet.plot([x + _LINE_X] * 2, [first + 2, first + len(lines) * LINE_PT - 1], color=INK, **look)
        write_down(sheet, x + _WORDS_X, first, lines, colour=MUTED if lines is public and silent else INK)
