"""Charts: what they refuse, what they are on a page, and what the figures of chapter 1 show."""

import csv
import doctest
import gzip
import io
import itertools
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from explainer import charts, story
from explainer.charts import Chart, ChartTable, style
from explainer.charts.drawing import markup, svg, timescale
from explainer.charts.drawing.credit import MOST_NAMES, source_line
from explainer.charts.drawing.lettering import TEXT_PT, text_width, wrap
from explainer.charts.drawing.render import svg_of
from explainer.charts.drawing.timescale import TimeScale, spread, ticks
from explainer.charts.story import statements
from explainer.references import reference
from explainer.story import Event

SVG = "{http://www.w3.org/2000/svg}"
TABLE = ChartTable(("Country", "Year", "Mined (t)"), (("China", 2024, 270000.0), ("Pakistan", 2024, None)))


def tiny_chart(**changes) -> Chart:
    """Two marks and a word: small enough for a golden file."""
    with style.style():
        figure, axes = style.new_figure(1.2)
        style.certainty_mark(axes, 1, 270, "reported", colour=style.colour("china"))
        axes.set(xlim=(0, 2), ylim=(0, 300), xticks=[], yticks=[0, 300])
        axes.text(1.2, 270, "China", va="center")
    parts = {
        "id": "tiny",
        "title": "China mined <most> & more",
        "subtitle": "Tonnes of oxide, 2024",
        "alt": 'Mark at 270 thousand tonnes; "China" <mined> most.',
        "table": TABLE,
        "source_ids": ("usgs_mcs2026",),
        "figure": figure,
        "note": "Estimated.",
    }
    return Chart(**{**parts, **changes})


def event(id: str, date: str, certainty: str = "confirmed", title: str = "Something happens") -> Event:
    return Event(
        id=id,
        date=date,
        title=title,
        what_happened="It did.",
        actors=("Somebody",),
        certainty=certainty,
        source_ids=("usgs_mcs2026",),
    )


class Page(HTMLParser):
    """The elements of some HTML, and the text of the first of each kind."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


# --- what a chart is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": " "}, 'chart "tiny" has no title; state the finding in one sentence'),
        ({"alt": ""}, 'chart "tiny" has no alt text; say the kind of figure'),
        ({"table": ChartTable(("Country",), ())}, 'chart "tiny" has no rows in its table; give the data'),
        ({"source_ids": ()}, 'chart "tiny" has no sources; name the ids'),
        ({"source_ids": ("usgs_mcs2062",)}, 'chart "tiny": there is no source "usgs_mcs2062".* usgs_mcs2026'),
        ({"id": "Tiny chart"}, 'chart id "Tiny chart": write it in lower-case'),
    ],
)
def test_a_chart_that_lacks_something_is_refused_in_one_line(changes, message):
    with pytest.raises(ValueError, match=message) as caught:
        tiny_chart(**changes)

    assert "\n" not in str(caught.value)


def test_a_table_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="table row 2 has 1 cells for 2 columns; give every column a cell"):
        ChartTable(("a", "b"), ((1, 2), (3,)))


def test_row_sources_must_be_as_many_as_the_rows():
    with pytest.raises(ValueError, match="1 entries of row_source_ids for 2 rows"):
        ChartTable(("a",), ((1,), (2,)), (("usgs_mcs2026",),))


def test_csv_gives_back_the_table_with_what_is_not_known_left_empty():
    rows = list(csv.reader(io.StringIO(tiny_chart().to_csv())))

    assert rows == [["Country", "Year", "Mined (t)"], ["China", "2024", "270000.0"], ["Pakistan", "2024", ""]]


def test_csv_names_the_sources_of_each_row_that_has_its_own():
    table = ChartTable(("a",), ((1,),), (("usgs_mcs2026", "usgs_mcs2025"),))

    assert table.to_csv() == "a,source_ids\n1,usgs_mcs2026;usgs_mcs2025\n"


def test_a_notebook_gets_html_with_its_look_a_picture_and_text():
    chart = tiny_chart()

    data, metadata = chart._repr_mimebundle_()

    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert data["text/html"].startswith('<style class="explainer-look">figure.chart{')
    assert data["text/html"].endswith(chart.to_html())
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == f"{chart.title}\n\n{chart.alt}"
    assert metadata["image/png"]["alt"] == chart.alt


def test_a_notebook_can_ask_for_one_form_only():
    data, _ = tiny_chart()._repr_mimebundle_(include=["text/plain"])

    assert set(data) == {"text/plain"}


def test_what_a_reader_changes_in_the_axes_is_in_the_next_showing():
    chart = tiny_chart()

    chart.axes.text(0.2, 100, "my own words")

    assert "my own words" in chart.to_svg()


# --- the page ----------------------------------------------------------------------------------------


def test_html_of_a_small_chart_is_as_stored(golden):
    golden("chart-tiny.html", tiny_chart().to_html())


def test_texts_are_escaped_wherever_they_stand():
    nasty = "</script><b>&\"'"
    table = ChartTable((nasty,), ((nasty,),))
    html = tiny_chart(title=nasty, subtitle=nasty, alt=nasty, note=nasty, table=table).to_html()

    page = Page(html)

    assert "</script" not in html
    assert len(page.all("b")) == 1  # ours, around the title
    assert page.texts.count(nasty) == 6  # title, subtitle, alt, note, heading, cell


def test_the_alt_text_names_the_drawing_and_stands_there_once():
    chart = tiny_chart(alt="A very particular description.")
    html = chart.to_html()
    svg = ET.fromstring(chart.to_svg())

    described = svg.find(f"*[@id='{svg.get('aria-labelledby')}']")

    assert svg.get("role") == "img"
    assert described.tag == f"{SVG}desc"
    assert described.text == chart.alt
    assert html.count("A very particular description.") == 1


def test_two_charts_on_a_page_share_no_id():
    page = Page(tiny_chart().to_html() + tiny_chart(id="second").to_html())

    assert len(page.ids) == len(set(page.ids))
    assert all(id.startswith(("chart-tiny", "chart-second")) for id in page.ids)


def test_every_reference_inside_a_chart_leads_to_an_id_of_its_own():
    for _, draw in charts.every_chart():
        html = draw().to_html()
        pointed_at = re.findall(r'url\(#([^)]+)\)|<use[^>]* href="#([^"]+)"|aria-labelledby="([^"]+)"', html)

        assert {next(filter(None, groups)) for groups in pointed_at} <= set(Page(html).ids)


def test_the_svg_scales_with_the_page_and_carries_no_date():
    root = ET.fromstring(tiny_chart().to_svg())

    assert "width" not in root.attrib
    assert root.get("viewBox") == "0 0 331.2 86.4"
    assert not [e for e in root.iter() if e.tag.endswith(("metadata", "style", "date"))]


def test_text_in_the_svg_is_text_in_the_readers_font():
    svg = tiny_chart().to_svg()

    assert ">China</text>" in svg
    assert "system-ui" in svg
    assert "DejaVu" not in svg


def test_colours_of_the_book_are_variables_and_others_stay():
    chart = tiny_chart()
    chart.axes.plot([0, 1], [0, 1], color="#123456")

    svg = chart.to_svg()

    assert f"var(--china,{style.colour('china')})" in svg
    assert "stroke:#123456" in svg
    assert not re.search(rf"(?<!,){style.INK}", svg)


def test_numbers_in_the_svg_have_two_decimals_at_most():
    assert not re.search(r"\.\d{3}", re.sub(r"<desc.*?</desc>", "", charts.story.timeline().to_svg()))


@pytest.mark.parametrize(("ends", "clips"), [([0.2, 0.8], 0), ([0.2, 1.4], 1), ([0.5, 1.0], 1)])
def test_only_a_line_that_its_axes_would_cut_is_clipped(ends, clips):
    """The last one ends on the frame, where half its width would stand out."""
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.plot([0.2, 0.8], ends, linewidth=3)
    axes.set_axis_off()

    drawn = svg_of(figure, prefix="sample", alt="A line.")

    assert (drawn.count('clip-path="'), drawn.count("<clipPath")) == (clips, clips)


def test_words_for_what_is_not_known_and_plain_years_in_the_table():
    html = tiny_chart().to_html()

    assert '<td class="number">2024</td><td class="number">270,000</td>' in html
    assert '<td class="unknown">not known</td>' in html


def test_the_table_has_a_caption_and_scoped_headings():
    page = Page(tiny_chart().to_html())

    assert len(page.all("caption")) == 1
    assert [th.get("scope") for th in page.all("th")] == ["col", "col", "col", "row", "row"]


def test_the_csv_can_be_downloaded_without_a_server():
    link = next(a for a in Page(tiny_chart().to_html()).all("a") if "download" in a)

    assert link["download"] == "tiny.csv"
    assert link["href"].startswith("data:text/csv;charset=utf-8,Country,Year,Mined%20(t)%0AChina,")


def test_sources_are_named_and_linked():
    link = Page(tiny_chart().to_html()).all("a")[0]

    assert link["href"] == "../book/sources.md#usgs_mcs2026"
    assert link["data-ref"] == "source:usgs_mcs2026"
    assert source_line(tiny_chart()).to_text() == "Source: U.S. Geological Survey"


def test_many_publishers_are_named_in_part_where_the_rows_name_them_all():
    chart = charts.story.timeline()

    line = source_line(chart)

    assert len(line.named) == MOST_NAMES
    assert line.to_text().endswith(f"and {line.more} more, each beside its rows in the table")


def test_the_look_holds_the_colours_of_the_style(request):
    path = files("explainer.charts") / "chart.css"
    before, _, rest = path.read_text(encoding="utf-8").partition("/* colours: begin */\n")
    stored, _, after = rest.partition("/* colours: end */")
    if request.config.getoption("--update-golden"):
        path.write_text(
            f"{before}/* colours: begin */\n{style.token_css()}/* colours: end */{after}", encoding="utf-8"
        )
        stored = style.token_css()

    assert stored == style.token_css(), "renew chart.css: pytest --update-golden tests/test_charts.py"


SHOWN = {
    "follows the system": ("dark", {}, "dark"),
    "Furo says dark": ("light", {"data-theme": "dark"}, "dark"),
    "Furo says light": ("dark", {"data-theme": "light"}, "light"),
    "Furo leaves it to the system": ("dark", {"data-theme": "auto"}, "dark"),
    "JupyterLab is dark": ("light", {"data-jp-theme-light": "false"}, "dark"),
    "JupyterLab is light": ("dark", {"data-jp-theme-light": "true"}, "light"),
}


@pytest.mark.parametrize(("system", "attributes", "mode"), SHOWN.values(), ids=SHOWN)
def test_words_and_marks_follow_the_mode_of_the_page(new_page, system, attributes, mode):
    body = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    page = new_page(color_scheme=system)

    page.set_content(f"<body {body}>{markup.look_element()}{tiny_chart().to_html()}</body>")

    fills = page.eval_on_selector_all("svg text", "all => all.map(t => getComputedStyle(t).fill)")
    ink = getattr(style.TOKENS["ink"], mode)
    assert rgb(ink) in fills
    assert page.eval_on_selector("figure", "f => getComputedStyle(f).backgroundColor") == rgb(
        getattr(style.TOKENS["paper"], mode)
    )


def test_words_on_a_narrow_phone_are_eleven_pixels_and_inside_the_figure(new_page):
    page = new_page(viewport={"width": 360, "height": 740})
    figures = "".join(draw().to_html() for _, draw in charts.every_chart())

    page.set_content(f'<body style="margin: 0 1rem">{markup.look_element()}{figures}</body>')

    smallest = page.evaluate("""() => Math.min(...[...document.querySelectorAll("svg text")].map((text) => {
      const svg = text.ownerSVGElement;
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return parseFloat(getComputedStyle(text).fontSize) * scale;
    }))""")
    outside = page.evaluate("""() => [...document.querySelectorAll("svg text")].filter((text) => {
      const words = text.getBoundingClientRect(), all = text.ownerSVGElement.getBoundingClientRect();
      return words.left < all.left || words.right > all.right;
    }).map((text) => text.textContent)""")
    assert smallest >= 11
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# --- the same rows, the same bytes -------------------------------------------------------------------

DRAW_ALL = """
import hashlib
from explainer import charts
for name, draw in charts.every_chart():
    chart = draw()
    print(name, hashlib.sha256(chart.to_html().encode() + chart.to_png()).hexdigest())
print("arguments.as_list", hashlib.sha256(charts.arguments.as_list().to_html().encode()).hexdigest())
"""


def test_charts_have_the_same_bytes_in_fresh_processes():
    drawing = [  # both at once: each takes a while
        subprocess.Popen(
            [sys.executable, "-c", DRAW_ALL],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    runs = [process.communicate()[0] for process in drawing]

    assert [process.returncode for process in drawing] == [0, 0]
    assert len(runs[0].splitlines()) == len(list(charts.every_chart())) + 1
    assert runs[0] == runs[1]


def test_a_figure_weighs_little():
    for name, draw in charts.every_chart():
        packed = gzip.compress(draw().to_html().encode())

        assert len(packed) < 12_000, name


def test_importing_charts_loads_no_matplotlib():
    code = "import sys, explainer.charts; print('matplotlib' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown.strip() == "False"


def test_the_picture_holds_title_subtitle_and_source_line():
    chart = tiny_chart()

    width, height = png_size(chart.to_png())
    _, without_note = png_size(tiny_chart(note="").to_png())

    assert width == 920
    assert without_note < height
    assert height > chart.figure.get_figheight() * 200 + 100


def png_size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


# --- style -------------------------------------------------------------------------------------------


def test_the_style_ends_with_its_context():
    before = dict(mpl.rcParams)

    tiny_chart()

    assert dict(mpl.rcParams) == before


def test_an_unknown_colour_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r'no colour "chna" in charts/style\.py; did you mean china'):
        style.colour("chna")


def test_no_two_colours_share_a_value():
    for mode in (0, 1):
        values = [value[mode] for value in style.TOKENS.values()]

        assert len(values) == len(set(values))


def rgb(hex_colour: str) -> str:
    return f"rgb({', '.join(str(int(hex_colour[n : n + 2], 16)) for n in (1, 3, 5))})"


def linear(hex_colour: str) -> np.ndarray:
    """sRGB to linear light (IEC 61966-2-1)."""
    value = np.array([int(hex_colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    dark, light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


# Machado, Oliveira and Fernandes (2009), severity 1; in linear light.
VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def oklab(colour: np.ndarray) -> np.ndarray:
    """Ottosson (2020): linear sRGB to a space in which distance is difference seen."""
    to_cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return to_lab @ np.cbrt(to_cones @ np.clip(colour, 0, 1))


def difference(one: str, other: str) -> float:
    """The least difference over all kinds of vision, in hundredths of OKLab (about 2 is just visible)."""
    return min(
        100 * float(np.linalg.norm(oklab(seen @ linear(one)) - oklab(seen @ linear(other))))
        for seen in VISION.values()
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", [*style.COUNTRIES, *style.MATERIALS])
def test_marks_hold_three_to_one_on_both_papers(name, mode):
    for paper in ("paper", "raised"):
        ratio = contrast(getattr(style.TOKENS[name], mode), getattr(style.TOKENS[paper], mode))

        assert ratio >= 3, paper


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "copper", "good", "bad"])
def test_words_hold_four_and_a_half_to_one_on_both_papers(name, mode):
    for paper in ("paper", "raised"):
        ratio = contrast(getattr(style.TOKENS[name], mode), getattr(style.TOKENS[paper], mode))

        assert ratio >= 4.5, paper


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("group", [style.COUNTRIES, style.MATERIALS], ids=["countries", "materials"])
def test_colours_of_a_group_stay_apart_in_every_kind_of_vision(group, mode):
    for one, other in itertools.combinations(group, 2):
        seen = difference(getattr(group[one], mode), getattr(group[other], mode))

        assert seen >= 6, f"{one} and {other}"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_six_colours_of_the_supply_figures_stay_well_apart(mode):
    six = ("china", "usa", "pakistan", "australia", "myanmar", "others")

    for one, other in itertools.combinations(six, 2):
        seen = difference(getattr(style.TOKENS[one], mode), getattr(style.TOKENS[other], mode))

        assert seen >= 9, f"{one} and {other}"


def test_every_certainty_has_a_look_of_its_own_without_colour():
    looks = [style.certainty_look(word) for word in style.CERTAINTY]
    forms = {(look["facecolor"], look.get("hatch"), str(look["linestyle"])) for look in looks}

    assert len(forms) == 4
    assert style.certainty_look("confirmed")["facecolor"] == style.INK
    assert style.certainty_look("reported")["hatch"]


def test_a_word_that_is_no_certainty_is_refused():
    with pytest.raises(
        ValueError, match='certainty "sure" is not one of confirmed, reported, disputed, not known'
    ):
        style.certainty_look("sure")


def test_the_key_of_all_four_marks_fits_the_width():
    figure, _ = style.new_canvas(60)

    with style.style():
        style.certainty_key(figure, style.CERTAINTY)

    last = figure.texts[-1]
    assert last.get_text() == "not known"
    assert last.get_position()[0] + text_width("not known") <= style.WIDTH_PT


def test_wrapped_lines_are_no_wider_than_the_room_and_keep_every_word():
    text = "Rare earths with neodymium and praseodymium"

    lines = wrap(text, 120)

    assert " ".join(lines) == text
    assert all(text_width(line) <= 120 for line in lines)


def test_blocks_keep_their_order_and_never_overlap():
    heights = [30, 45, 30, 30]

    tops = spread([200, 10, 15, 400], heights, 0, 300)

    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert tops[0] >= 0
    assert all(below >= end for below, end in zip(tops[1:], ends[:-1], strict=True))
    assert ends[-1] <= 300


def test_ticks_of_a_short_time_are_weeks_and_of_a_long_time_years():
    def labels(first: str, last: str) -> list[str]:
        days = (story.dates.span(first)[0].toordinal(), story.dates.span(last)[1].toordinal())
        return [tick.label for tick in ticks(TimeScale(*days, 250), 25)]

    assert labels("2025-09", "2025-10")[:3] == ["1 Sep", "8 Sep", "15 Sep"]
    assert labels("1993", "2026") == ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]


# --- the figures of chapter 1 ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def timeline():
    return charts.story.timeline()


@pytest.fixture(scope="module")
def in_the_box():
    return charts.story.in_the_box()


def words_of(chart: Chart) -> list[str]:
    return [text.get_text() for text in (*chart.axes.texts, *chart.figure.texts)]


@pytest.mark.parametrize("name", ["timeline", "in_the_box"])
def test_words_neither_overlap_nor_leave_the_figure(name, request):
    figure = request.getfixturevalue(name).figure
    renderer = figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else None
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in figure.findobj(Text)
        if text.get_text().strip()
    ]

    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1 - 2, text
        assert box.y0 >= 0, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-1.5).overlaps(second.padded(-1.5)), f"{one} / {other}"


@pytest.mark.parametrize("name", ["timeline", "in_the_box"])
def test_no_words_are_smaller_than_the_type_of_the_book(name, request):
    figure = request.getfixturevalue(name).figure

    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) == TEXT_PT


def test_the_timeline_states_the_order_in_title_and_alt_text(timeline):
    assert timeline.title == (
        "The memorandum came 17 days before the wooden box, "
        "and the box 7 days before the delivery was announced"
    )
    assert timeline.title in timeline.alt
    assert "10 confirmed, 4 reported, 4 disputed" in timeline.alt


def test_the_days_between_are_counted_from_the_rows():
    rows = [event("t29", "2025-09-01"), event("t31", "2025-09-04"), event("t34", "2025-10-04")]

    chart = charts.story.timeline(events=rows)

    assert chart.title.startswith("The memorandum came 3 days before the wooden box, and the box 30 days")
    assert "4 September 2025, 3 days later" in words_of(chart)


def test_every_central_event_is_on_record_and_drawn_under_its_label(timeline):
    from explainer.charts.story import CENTRAL_EVENTS

    on_record = {row.id: row for row in story.timeline()}

    assert set(CENTRAL_EVENTS) <= set(on_record)
    assert [row[-1] for row in timeline.table.rows] == list(CENTRAL_EVENTS)
    assert set(CENTRAL_EVENTS.values()) <= set(words_of(timeline))


def test_time_runs_down_the_timeline_in_whole_months(timeline):
    bottom, top = timeline.axes.get_ylim()

    assert top == story.dates.span("2025-03")[0].toordinal()
    assert bottom == story.dates.span("2026-09")[1].toordinal()


def test_each_event_has_its_dot_at_its_true_date(timeline):
    dots = [line.get_ydata()[0] for line in timeline.axes.lines if line.get_marker() == "o"]

    days = [story.dates.span(e.date)[0].toordinal() for e in story.timeline() if e.date >= "2025-03"]
    assert len(dots) == 18
    assert set(dots) <= set(days)


def test_marks_follow_the_certainty_of_the_rows():
    rows = [
        event("t90", "2025-05-01"),
        event("t91", "2025-06", "reported"),
        event("t92", "2025-07", "disputed"),
    ]

    marks = charts.story.timeline(events=rows).axes.collections

    assert [mark.get_hatch() for mark in marks] == [None, "////", None]
    assert [mark.get_linestyle()[0][1] is None for mark in marks] == [True, True, False]


def test_a_month_without_a_day_is_drawn_as_a_stretch():
    chart = charts.story.timeline(events=[event("t43", "2025-10"), event("t90", "2025-12-01")])

    stretches = [tuple(line.get_ydata()) for line in chart.axes.lines if line.get_linewidth() == 3]

    first, last = (day.toordinal() for day in story.dates.span("2025-10"))
    assert (first, last) in stretches


def test_filters_keep_the_events_they_say():
    chart = charts.story.timeline(since="2025-05", until="2025-10-05", certainty=("reported", "disputed"))

    assert [row[-1] for row in chart.table.rows] == ["t21", "t22", "t35", "t37"]
    assert chart.title == "Of 4 events drawn, 2 reported and 2 disputed"


def test_one_event_is_told_as_one():
    chart = charts.story.timeline(events=[event("t90", "2025-12-01", "disputed", "A & <b>")])

    assert chart.title == "The one event drawn is disputed"
    assert "A &amp; &lt;b&gt;" in chart.to_svg()


def test_all_events_of_the_story_can_be_drawn():
    chart = charts.story.timeline(events=story.timeline(), since="1990", until="2026")

    assert len(chart.table.rows) == len(story.timeline())


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"since": "2025-06", "until": "2025-07"},
            "timeline: no event from June 2025 to July 2025 among those",
        ),
        ({"until": "2025-04", "certainty": "reported"}, "no reported event from March 2025 to April 2025"),
        ({"certainty": "sure"}, 'certainty "sure" is not one of confirmed'),
        ({"since": "last year"}, '"last year" is not a date; write it as'),
    ],
)
def test_a_choice_that_leaves_nothing_says_so_in_one_line(choice, message):
    with pytest.raises(ValueError, match=message) as caught:
        charts.story.timeline(**choice)

    assert "\n" not in str(caught.value)


def test_a_changed_timeline_has_an_id_of_its_own():
    rows = story.timeline()
    choices = [
        {},
        {"certainty": "reported"},
        {"since": "2025-09"},
        {"events": rows},
        {"events": rows[20:]},
        {"events": rows, "certainty": ("disputed",)},
    ]

    ids = [charts.story.timeline(**choice).id for choice in choices]

    assert ids[0] == "timeline"
    assert len(set(ids)) == len(ids)


def test_the_box_figure_confirms_that_things_happened_and_nothing_about_contents(in_the_box):
    confirmed = [s for s in statements.STATEMENTS if s.certainty == "confirmed"]

    assert [s.about for s in confirmed] == ["event", "event"]
    assert {s.subject for s in confirmed} == {"box", "shipment"}
    assert in_the_box.alt.endswith("Nothing said about the contents is confirmed.")
    assert in_the_box.title.startswith(
        "It is confirmed that a box was shown and a delivery announced, but not"
    )


@pytest.mark.parametrize("statement", statements.STATEMENTS, ids=lambda s: s.text)
def test_every_statement_rests_on_records_and_on_sources_they_name(statement):
    records = [reference(name).record for name in statement.records]

    named = {id for record in records for id in record.cited_source_ids}

    assert records
    assert statement.certainty in style.CERTAINTY
    assert set(statement.source_ids) <= named


def test_disputed_statements_rest_on_claims_that_the_ledger_calls_disputed():
    for statement in statements.STATEMENTS:
        if statement.certainty == "disputed":
            assert {reference(name).record.status for name in statement.records} == {"disputed"}


def test_the_box_figure_draws_each_statement_with_who_says_so_and_how_sure(in_the_box):
    words = " ".join(words_of(in_the_box))

    for statement in statements.STATEMENTS:
        assert statement.text in words
        assert statement.who in words
    assert len(in_the_box.axes.collections) == len(statements.STATEMENTS)


@pytest.mark.parametrize("module", [style, svg, timescale], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module):
    failed, tried = doctest.testmod(module)

    assert tried
    assert not failed


def test_every_chart_of_the_book_is_named():
    names = [name for name, _ in charts.every_chart()]

    assert {"story.timeline", "story.in_the_box"} <= set(names)
    assert len(names) == len(set(names))
    assert {name.partition(".")[0] for name in names} == set(charts.FAMILIES)


def test_an_unknown_family_is_refused():
    with pytest.raises(AttributeError, match=r'explainer\.charts has no "supplies"'):
        charts.supplies  # noqa: B018
