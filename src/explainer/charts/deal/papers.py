"""Minerals papers compared: does each bind, is its text public, did a legislature vote on it?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import story
from explainer.charts.chart import Chart, ChartTable, cited_by
from explainer.charts.drawing.panels import (
    SIDE_PT,
    Mark,
    add_sheet,
    certain,
    listed,
    new_page,
    outlined,
    put_all,
    rule,
    write,
    write_key,
)
from explainer.charts.style import COPPER, INK, LINE, MUTED, style
from explainer.errors import did_you_mean
from explainer.story import Comparator

ANSWERS: Mapping[str, Mark] = MappingProxyType(
    {
        "yes": certain("confirmed"),
        "partly": certain("reported"),
        "no": outlined(),
        "not known": certain("not known"),
    }
)
# The kinds of paper that `instrument` takes, with the headings of their groups.
INSTRUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "memorandum": "Memoranda",
        "framework": "Frameworks",
        "agreement": "Agreements of states",
        "contract": "Contracts and leases",
        "other": "Other papers",
    }
)


class PaperReading(NamedTuple):
    """How we read one record: what kind of paper, and a word of `ANSWERS` for each question."""

    name: str
    instrument: str
    binds: str
    text: str
    vote: str


# By the id of the comparator. The words of the record stand beside each answer in the figure's table. The rules:
#   binds      "Yes" and "No" as the record begins; "Not stated", "Not found" are not known; binding only
#              once closed is partly.
#   text       yes only where the record says that the full text was found; kept confidential is no; some
#              papers of it public, or said to be published and not opened, is partly. An announcement or a
#              fact sheet is no text, for whoever made it: not known.
#   vote       yes where a vote is recorded; "not needed" (private) is no; a resolution of a parliament about
#              it is partly. "No vote found" does not prove that there was none: not known.
READINGS: Mapping[str, PaperReading] = MappingProxyType(
    {
        "pak-ussm-fwo": PaperReading("FWO and USSM", "memorandum", "not known", "not known", "not known"),
        "pak-nlc-motaengil": PaperReading(
            "NLC and Mota-Engil", "memorandum", "not known", "not known", "not known"
        ),
        "pak-rekodiq-2022": PaperReading("Reko Diq, settled", "contract", "yes", "not known", "yes"),
        "pak-saindak-mcc": PaperReading("Saindak lease, MCC", "contract", "yes", "no", "not known"),
        "pak-duddar": PaperReading("Duddar mine", "other", "not known", "not known", "not known"),
        "us-ukraine": PaperReading("US and Ukraine", "agreement", "yes", "yes", "yes"),
        "us-australia": PaperReading("US and Australia", "framework", "no", "yes", "not known"),
        "us-malaysia": PaperReading("US and Malaysia", "memorandum", "no", "yes", "not known"),
        "us-thailand": PaperReading("US and Thailand", "memorandum", "no", "yes", "not known"),
        "us-japan": PaperReading("US and Japan", "framework", "no", "yes", "not known"),
        "us-drc": PaperReading("US and DR Congo", "agreement", "yes", "partly", "not known"),
        "us-saudi": PaperReading("US and Saudi Arabia", "framework", "not known", "not known", "not known"),
        "us-kazakhstan": PaperReading(
            "US and Kazakhstan", "memorandum", "not known", "not known", "not known"
        ),
        "us-multi-2026": PaperReading(
            "US and 11 countries", "framework", "not known", "not known", "not known"
        ),
        "us-mp-materials": PaperReading(
            "Pentagon, MP Materials", "contract", "yes", "not known", "not known"
        ),
        "us-exim-rekodiq": PaperReading("US EXIM, Reko Diq", "other", "partly", "not known", "not known"),
        "eu-rwanda": PaperReading("EU and Rwanda", "memorandum", "no", "partly", "partly"),
        "pak-china-forum-2026": PaperReading(
            "Pakistan-China forum", "memorandum", "not known", "not known", "not known"
        ),
        "pak-himalayan-nova": PaperReading("Himalayan and Nova", "other", "no", "not known", "no"),
        "ussm-ionic-2026": PaperReading("USSM and Ionic", "other", "no", "not known", "no"),
    }
)
SUBJECT = "pak-ussm-fwo"  # the paper that the book is about
_QUESTIONS = ("binds", "text", "vote")


def comparators(*, instrument: str | None = None) -> Chart:
    """Minerals papers by instrument: binding, text public, voted on; yes, partly, no or not known.

    Parameters
    ----------
    instrument : "memorandum", "framework", "agreement", "contract" or "other"; all if not given.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    papers = _chosen(instrument)
    with style():
        figure = _draw(papers)
    return Chart(
        id="comparators" if instrument is None else f"comparators-{instrument}",
        title=_title(papers, instrument),
        subtitle=f"Papers about minerals, by kind, {_as_of()}: does it bind, is its text public, did a legislature vote",
        alt=describe_comparators(papers, instrument),
        table=_table(papers),
        source_ids=cited_by(papers),
        figure=figure,
        note=(
            "The list is a choice of the book's editors, not all there are. The four words are our reading; the "
            "table has the record's own words beside each. An announcement is not a text. Not known: nothing was "
            "found either way, which proves nothing. A vote is not needed for a paper between companies."
        ),
    )


def _chosen(instrument: str | None) -> tuple[Comparator, ...]:
    """By kind of paper, the subject of the book first, then by date."""
    if instrument is not None and instrument not in INSTRUMENTS:
        hint = did_you_mean(instrument, INSTRUMENTS) or f"; there are {', '.join(INSTRUMENTS)}"
        msg = f'comparators: no instrument "{instrument}"{hint}'
        raise ValueError(msg)
    kinds = list(INSTRUMENTS)
    papers = [p for p in story.comparators() if instrument in (None, READINGS[p.id].instrument)]
    return tuple(
        sorted(papers, key=lambda p: (kinds.index(READINGS[p.id].instrument), p.id != SUBJECT, p.date))
    )


def _as_of() -> str:
    return next(strand.write_as for strand in story.strands() if strand.id == "deal-and-politics")


def _count(papers: Sequence[Comparator], question: str, answer: str = "yes") -> int:
    return sum(getattr(READINGS[paper.id], question) == answer for paper in papers)


def _title(papers: Sequence[Comparator], instrument: str | None) -> str:
    of = f"{len(papers)} papers" if instrument is None else f"{len(papers)} {_PLURALS[instrument]}"
    binds, text, vote = (_count(papers, question) for question in _QUESTIONS)
    return (
        f"Of {of}, {_number(binds)} {'is' if binds == 1 else 'are'} recorded as binding, the text of "
        f"{_number(text)} was found public, and a legislature's vote is recorded for {_number(vote)}"
    )


_PLURALS = {
    "memorandum": "memoranda",
    "framework": "frameworks",
    "agreement": "agreements of states",
    "contract": "contracts and leases",
    "other": "other papers",
}


def _number(count: int) -> str:
    return "none" if count == 0 else str(count)


def describe_comparators(papers: Sequence[Comparator], instrument: str | None) -> str:
    """Alt text from the records that are drawn."""
    parts = [
        "Grid of papers about minerals with three questions: binding, text public, vote of a legislature."
    ]
    for kind, heading in INSTRUMENTS.items():
        told = [
            f"{READINGS[p.id].name} {p.date[:4]} ({', '.join(_answers(p))})"
            for p in papers
            if READINGS[p.id].instrument == kind
        ]
        parts += [f"{heading}: {'; '.join(told)}."] if told else []
    counts = Counter(answer for paper in papers for answer in _answers(paper))
    parts.append(f"In all: {listed(f'{counts[word]} {word}' for word in ANSWERS if counts[word])}.")
    return " ".join([*parts, f"{_title(papers, instrument)}."])


def _answers(paper: Comparator) -> tuple[str, ...]:
    return tuple(getattr(READINGS[paper.id], question) for question in _QUESTIONS)


def _table(papers: Sequence[Comparator]) -> ChartTable:
    return ChartTable(
        columns=(
            "Paper",
            "Date",
            "Instrument",
            "Binding, as we read it",
            "Binding, in the record",
            "Text public, as we read it",
            "Text public, in the record",
            "Vote of a legislature, as we read it",
            "Vote of a legislature, in the record",
        ),
        rows=tuple(_table_row(paper) for paper in papers),
        row_source_ids=tuple(paper.source_ids for paper in papers),
    )


def _table_row(paper: Comparator) -> tuple[str, ...]:
    binds, text, vote = _answers(paper)
    told = (binds, paper.binding, text, paper.text_public, vote, paper.legislature_approved)
    return (paper.name, paper.date, paper.instrument, *told)


# Places in the figure, in points from its upper left corner.
_NAME_X, _MARKS_X = 42.0, (206.0, 256.0, 306.0)
_KEY_PT, _HEAD_PT, _GROUP_PT, _ROW_PT = 26.0, 36.0, 34.0, 22.0
_HEADINGS = (("", "binds?"), ("text", "public?"), ("voted", "on?"))


def _draw(papers: Sequence[Comparator]) -> Figure:
    kinds = list(dict.fromkeys(READINGS[paper.id].instrument for paper in papers))
    figure = new_page(_KEY_PT + _HEAD_PT + len(kinds) * _GROUP_PT + len(papers) * _ROW_PT + 4)
    sheet = add_sheet(figure)
    used = {answer for paper in papers for answer in _answers(paper)}
    write_key(sheet, [(mark, word) for word, mark in ANSWERS.items() if word in used], 2)
    for x, lines in zip(_MARKS_X, _HEADINGS, strict=True):
        for number, line in enumerate(lines):
            write(sheet, x, _KEY_PT + 11 + number * 14, line, colour=MUTED, ha="center")
    middles: dict[Comparator, float] = {}
    top = _KEY_PT + _HEAD_PT - 6
    for kind in kinds:
        group = [paper for paper in papers if READINGS[paper.id].instrument == kind]
        top = _write_group(sheet, INSTRUMENTS[kind], group, top, middles)
    _draw_answers(sheet, middles)
    return figure


def _write_group(
    sheet: Axes, heading: str, papers: Sequence[Comparator], top: float, middles: dict[Comparator, float]
) -> float:
    """Write a heading and the names of its papers, note the height of each; returns where the group ends."""
    write(sheet, SIDE_PT, top + _GROUP_PT - 13, heading, weight="bold")
    top += _GROUP_PT
    rule(sheet, top - 3, colour=INK, width=1.2)
    for paper in papers:
        middles[paper] = top + _ROW_PT / 2
        write(sheet, SIDE_PT, middles[paper], paper.date[:4], colour=MUTED)
        weight = "bold" if paper.id == SUBJECT else "normal"
        write(sheet, _NAME_X, middles[paper], READINGS[paper.id].name, weight=weight)
        top += _ROW_PT
        rule(sheet, top, colour=LINE)
    return top


def _draw_answers(sheet: Axes, middles: Mapping[Comparator, float]) -> None:
    """Marks in the three columns, all of one form and colour together."""
    places: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for paper, middle in middles.items():
        shade = COPPER if paper.id == SUBJECT else INK
        for x, answer in zip(_MARKS_X, _answers(paper), strict=True):
            places.setdefault((answer, shade), []).append((x, middle))
    for (answer, shade), spots in places.items():
        put_all(sheet, spots, _in_colour(ANSWERS[answer], shade))


def _in_colour(mark: Mark, shade: str) -> Mark:
    return Mark(mark.shape, {key: shade if value == INK else value for key, value in mark.look.items()})
