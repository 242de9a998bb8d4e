"""The figures of chapter 5: what they draw, what they say, what they refuse."""

import doctest
import itertools
from types import SimpleNamespace

import matplotlib.path as mpath
import pytest
from matplotlib.colors import to_rgb
from matplotlib.markers import CARETRIGHTBASE
from matplotlib.text import Text

from explainer import charts
from explainer.charts import style, supply
from explainer.charts.drawing import panels
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.charts.drawing.yearscale import YearScale
from explainer.charts.supply import antimony, controls, editions, oxides, printings, reliance, stages
from explainer.charts.supply import mined as mined_rows
from explainer.charts.supply.mined import NAMED, Mined, changes
from explainer.data import crosscheck, load
from explainer.facts import facts


@pytest.fixture(scope="module")
def drawn():
    """drawn(name, **options): a figure of the chapter, drawn once for each choice of options."""
    kept = {}

    def draw(name: str, **options):
        key = name, repr(options)
        if key not in kept:
            kept[key] = getattr(charts.supply, name)(**options)
        return kept[key]

    return draw


VARIANTS = [
    ("mine_production", {}),
    ("mine_production", {"since": 1992}),
    ("mine_production", {"since": 2018}),
    ("mine_production", {"countries": ("India", "Brazil", "Nigeria")}),
    ("reserves", {}),
    ("reserves", {"edition": "MCS 2025 v2.0"}),
    ("reserves", {"edition": "MCS 2007 (second-hand)"}),
    ("stage_shares", {}),
    ("antimony_price", {}),
    ("antimony_price", {"since": "2011"}),
    ("antimony_price", {"since": "2025-12"}),
    ("oxide_prices", {}),
    ("oxide_prices", {"elements": ("Dy", "Eu"), "since": 2014}),
    ("import_reliance", {}),
    ("import_reliance", {"commodity": "antimony"}),
    ("import_reliance", {"commodity": "heavy rare earths"}),
    ("revisions", {}),
    ("revisions", {"commodity": "antimony"}),
]
IDS = [f"{name}-{'-'.join(map(str, options.values()))}" for name, options in VARIANTS]


def words_of(chart) -> list[str]:
    return [text.get_text() for text in chart.figure.findobj(Text) if text.get_text().strip()]


def share(id: str) -> str:
    """A fact in per cent as a title writes it."""
    return f"{facts()[id].value:.0f} %"


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=IDS)
def test_words_neither_overlap_nor_leave_the_figure(drawn, name, options):
    figure = drawn(name, **options).figure
    with style.style():
        figure.draw_without_rendering()  # gives the labels of the axes their places
    shown = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]

    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y0 >= -1, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-1.5).overlaps(second.padded(-1.5)), f"{one} / {other}"


@pytest.mark.parametrize(("name", "options"), VARIANTS, ids=IDS)
def test_every_figure_says_its_finding_in_the_type_of_the_book(drawn, name, options):
    chart = drawn(name, **options)

    assert chart.alt.endswith(f"{chart.title}.")
    assert {text.get_fontsize() for text in chart.figure.findobj(Text) if text.get_text()} == {TEXT_PT}


def test_every_choice_has_an_id_of_its_own(drawn):
    ids = [drawn(name, **options).id for name, options in VARIANTS]

    assert len(set(ids)) == len(ids)


def test_the_chapter_lists_its_figures_in_order():
    assert [draw.__name__ for draw in supply.FIGURES] == [
        "mine_production",
        "reserves",
        "stage_shares",
        "antimony_price",
        "oxide_prices",
        "import_reliance",
        "revisions",
    ]


REFUSED = [
    ("mine_production", {"since": 2025}, "since=2025 leaves no line to draw; write a year from 1900 to 2024"),
    ("mine_production", {"since": 1850}, "write a year from 1900 to 2024"),
    (
        "mine_production",
        {"countries": "Myanmar"},
        r'no country "Myanmar" has numbers since 1900; did you mean Myanmar \(Burma\)',
    ),
    (
        "mine_production",
        {"countries": "Pakistan"},
        'no country "Pakistan" has numbers since 1900; .*Australia',
    ),
    ("mine_production", {"countries": "Sri Lanka", "since": 2010}, '"Sri Lanka" has numbers since 2010'),
    ("mine_production", {"countries": ()}, "countries is empty; name some of Australia"),
    ("reserves", {"edition": "MCS 2025"}, 'no edition "MCS 2025"; did you mean MCS 2025 v2.0'),
    ("antimony_price", {"since": "2026"}, "no price since 2026; the newest is of December 2025"),
    ("antimony_price", {"since": "spring"}, '"spring" is not a date'),
    ("oxide_prices", {"elements": "Pm"}, 'no price of "Pm"; .*Pr'),
    ("oxide_prices", {"elements": ()}, "elements is empty; name some of Ce, Dy"),
    (
        "oxide_prices",
        {"elements": "Nd", "since": 2030},
        "no price of Nd since 2030; its years are 2011 to 2025",
    ),
    (
        "import_reliance",
        {"commodity": "gold"},
        'no commodity "gold"; there are rare earths, heavy rare earths, antimony, copper',
    ),
    ("revisions", {"commodity": "copper"}, 'no commodity "copper"; there are rare earths, antimony'),
]


@pytest.mark.parametrize(("name", "options", "message"), REFUSED)
def test_an_option_that_leaves_nothing_says_what_is_possible_in_one_line(name, options, message):
    with pytest.raises(ValueError, match=message) as caught:
        getattr(charts.supply, name)(**options)

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(name) or "is not a date" in message


@pytest.mark.parametrize("module", [mined_rows, panels], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module):
    failed, _ = doctest.testmod(module)

    assert not failed


# --- mine production -------------------------------------------------------------------------------------


def test_the_title_gives_chinas_shares_as_the_facts_have_them(drawn):
    assert drawn("mine_production").title == (
        f"China's share of rare-earth mining rose from {share('ree-mine-share-china-1992')} in 1992 to "
        f"{share('ree-mine-share-china-2009')} in 2009 and was {share('ree-mine-share-china-2025')} in 2025"
    )


def test_shares_are_of_the_sum_of_the_countries_and_not_of_the_printed_total():
    mined = Mined(tuple(load("ree_mine_production")))
    sums = {row.year: row.sum_of_preferred_country_rows_t_reo for row in crosscheck()}

    assert {year: total for year, total in mined.total.items() if year >= 1992} == sums
    assert mined.total[1974] == mined.world[1974].production_t_reo
    assert mined.share("China", 2010) < 100 < 100 * mined.tonnes("China", 2010) / 101_000


def test_the_areas_reach_the_sum_of_the_countries_in_thousand_tonnes(drawn):
    axes = drawn("mine_production").axes

    tops = [patch.get_path().vertices[:, 1].max() for patch in axes.patches]

    assert axes.get_ylim()[0] == 0
    assert max(tops) == pytest.approx(384.0)  # 2024; the newest year is drawn apart
    assert any(top == pytest.approx(60.7) for top in tops)  # the printed world total of 1989


def test_the_newest_year_stands_apart_and_lighter(drawn):
    axes = drawn("mine_production").axes

    bars = [patch for patch in axes.patches if patch.get_alpha() is not None]

    assert len(bars) == len(NAMED) + 1
    assert {bar.get_alpha() for bar in bars} == {panels.ESTIMATE_ALPHA}
    assert sum(bar.get_height() for bar in bars) == pytest.approx(389.31)


def test_seams_fall_where_a_count_passes_to_another_survey():
    mined = Mined(tuple(load("ree_mine_production")))

    assert mined.seams() == [1992, 2012, 2018]
    assert changes(mined.sources_of("World")) == [2021, 2023, 2024]


def test_an_area_is_cut_before_the_year_of_a_new_source(drawn):
    areas = [
        patch for patch in drawn("mine_production", since=1992).axes.patches if patch.get_alpha() is None
    ]

    pieces = [list(area.get_path().codes).count(mpath.Path.MOVETO) for area in areas]

    assert pieces == [3] * len(areas)  # cut at 2012 and 2018


def test_years_before_the_country_rows_are_narrower_behind_a_break():
    whole = YearScale(1900, 2025, 34, 269)
    modern = YearScale(1985, 2025, 34, 269)

    assert whole.is_broken
    assert whole.year_pt(1950) < whole.year_pt(2000)
    assert whole.start(1992) == whole.start(1991) + whole.year_pt(1991) + whole.break_pt
    assert not modern.is_broken
    assert modern.year_pt(1985) == modern.year_pt(2000)
    assert whole.ticks() == [1900, 1950, 1992, 2010, 2025]


def test_a_country_without_a_number_is_not_known_in_the_table_and_not_zero(drawn):
    chart = drawn("mine_production", countries=("India", "Brazil", "Nigeria"))

    by_year = {row[0]: row[1:] for row in chart.table.rows}

    assert by_year[2010] == (None, 160, None)
    assert by_year[2000] == (1200, 0, None)
    assert by_year[2025] == (2900, 2000, 1500)


def test_the_whole_table_gives_what_is_not_told_apart_as_not_known(drawn):
    by_year = {row[0]: row[1:] for row in drawn("mine_production").table.rows}

    assert by_year[1920] == (None, None, None, None, None, 1590, None)
    assert by_year[2005][1] == 119_000
    assert by_year[2005][0] == 0


def test_a_country_that_ends_early_is_said_to_have_no_number():
    chart = charts.supply.mine_production(countries=("China", "Burundi"), since=2015)

    assert chart.title == (
        "In 2025 the mines gave, in oxides, China 270,000 t; for Burundi there is no number for 2025"
    )


# --- reserves --------------------------------------------------------------------------------------------


def test_the_revision_of_brazil_and_the_loss_of_indias_number_are_the_finding(drawn):
    chart = drawn("reserves")

    assert chart.title == (
        "Between two editions Brazil's listed rare-earth reserves went from 21 to 11 million t, and India's to "
        "\u201cnot available\u201d"
    )
    assert "Brazil from 21 to 11; Australia from 5.7 to 6.3" in chart.alt


def test_one_edition_gives_chinas_share_as_the_fact_has_it(drawn):
    chart = charts.supply.reserves(edition="MCS 2026 v1.3")

    assert chart.title == (
        f"China has {share('ree-reserve-share-china')} of the rare-earth reserves listed in the edition of 2026"
    )


def test_not_available_is_an_empty_dotted_cell_and_pakistan_is_not_listed(drawn):
    chart = drawn("reserves")
    sheet = chart.figure.axes[-1]

    missing = [row for row in load("ree_reserves") if row.qualifier == "NA"]

    assert len(sheet.patches) == len(missing)
    assert {patch.get_linestyle() for patch in sheet.patches} == {
        style.certainty_look("not known")["linestyle"]
    }
    assert "not listed in either edition" in words_of(chart)
    pakistan = next(row for row in chart.table.rows if row[0] == "Pakistan")
    assert pakistan[1:3] == (None, None)
    assert pakistan[3].startswith("2025: not listed; 2026: not listed; Pakistan does not appear")


def test_lower_bounds_of_the_world_carry_their_sign_and_an_arrow(drawn):
    chart = drawn("reserves")

    arrows = [line for line in chart.axes.lines if line.get_marker() == CARETRIGHTBASE]

    assert {">90", ">75"} <= set(words_of(chart))
    assert sorted(float(arrow.get_xdata()[0]) for arrow in arrows) == [75, 90]


def test_bars_of_reserves_begin_at_zero(drawn):
    assert drawn("reserves").axes.get_xlim()[0] == 0


# --- stages ----------------------------------------------------------------------------------------------


def test_the_three_shares_of_china_are_those_of_the_facts(drawn):
    mining, refining, magnets = (
        share(id)
        for id in (
            "magnet-ree-mining-share-china-2024",
            "magnet-ree-refining-share-china-2024",
            "magnet-share-china-2024",
        )
    )

    assert drawn("stage_shares").title == (
        f"In 2024 China had {mining} of the mining of four magnet elements, {refining} of their refining and "
        f"{magnets} of magnet making"
    )


def test_every_bar_is_a_whole_and_the_other_basis_agrees_with_the_mine_figure():
    for stage in stages.stages():
        if stage.shares:
            assert sum(part.per_cent for part in stage.shares) == pytest.approx(100, abs=0.11)
    *_, other = stages.stages()
    assert other.china == pytest.approx(facts()["ree-mine-share-china-2024"].value)


def test_making_metal_is_an_empty_dotted_cell(drawn):
    chart = drawn("stage_shares")

    dotted = style.certainty_look("not known")["linestyle"]
    empty = [patch for patch in chart.axes.patches if patch.get_linestyle() == dotted]

    assert len(empty) == 1
    assert "Making metal (no number found): an empty dotted cell." in chart.alt
    metal = next(row for row in chart.table.rows if row[0] == "Making metal")
    assert metal[3] is None


def test_what_was_read_second_hand_is_hatched(drawn):
    hatched = [patch for patch in drawn("stage_shares").axes.patches if patch.get_hatch()]

    assert len(hatched) == 2  # China and the others, of magnets


# --- prices ----------------------------------------------------------------------------------------------


def test_the_rise_of_antimony_is_the_fact(drawn):
    rise = facts()["antimony-price-rise-2024-2025"]

    assert drawn("antimony_price").title == (
        "A tonne of antimony in Rotterdam cost $22,750 in August 2024 and $60,500 in June 2025, "
        f"{rise.value:.1f} times as much"
    )


def test_only_neighbours_of_the_same_product_are_joined(drawn):
    chart = drawn("antimony_price", since="2011")
    shade = style.colour("antimony")

    joins = [
        line
        for line in chart.axes.lines
        if line.get_color() == shade and line.get_xdata()[0] != line.get_xdata()[-1]
    ]

    assert len(joins) == 4  # September to October 2017, December 2021 to January 2022, the week of June 2025


def test_trioxide_is_marked_as_another_product(drawn):
    chart = drawn("antimony_price")

    assert "trioxide, another product" in words_of(chart)
    assert "December 2025 $40,000 (trioxide, not metal)" in chart.alt
    assert charts.supply.antimony_price(since="2025-12").title == (
        "Antimony trioxide cost about $40,000 a tonne in December 2025"
    )


def test_chinas_measures_are_marked_at_their_dates_with_the_wait_until_they_took_effect(drawn):
    axes = drawn("antimony_price").axes
    china = style.colour("china")

    days = [line.get_xdata()[0] for line in axes.lines if line.get_color() == china]

    assert days == [controls.first_day(day) for day in ("2024-08-15", "2024-12-03", "2025-11-09")]
    band = next(patch for patch in axes.patches)
    assert (band.get_x(), band.get_x() + band.get_width()) == tuple(
        controls.first_day(day) for day in ("2024-08-15", "2024-09-15")
    )


def test_every_control_that_is_marked_is_in_the_table_under_its_date():
    own = [row for row in load("export_controls") if row.actor == "China"]

    assert {row.date for row in own} >= set(controls.CONTROLS)
    assert {row.date for row in own if row.covers_sb or row.covers_nd} <= set(controls.CONTROLS)
    for date in controls.CONTROLS:
        assert sum(row.date == date for row in own) == 1


def test_prices_begin_at_zero_and_the_newest_oxide_price_is_lighter(drawn):
    for axes in drawn("oxide_prices").figure.axes[:2]:
        light = [line for line in axes.lines if line.get_alpha() == panels.ESTIMATE_ALPHA]

        assert axes.get_ylim()[0] == 0
        assert [round(float(line.get_xdata().mean()), 1) for line in light] == [2025.5]


def test_year_end_ranges_are_drawn_as_ranges_at_the_years_end(drawn):
    axes = drawn("oxide_prices").axes

    upright = {
        float(line.get_xdata()[0]): tuple(line.get_ydata())
        for line in axes.lines
        if line.get_linewidth() == 1.5 and line.get_xdata()[0] == line.get_xdata()[1]
    }

    assert upright == {2012: (190, 200), 2013: (75, 80), 2014: (65, 70)}


def test_a_control_that_does_not_name_the_element_is_dotted():
    china = style.colour("china")

    def widths(element: str) -> list[float]:
        axes = charts.supply.oxide_prices(elements=element).axes
        return [line.get_linewidth() for line in axes.lines if line.get_color() == china]

    assert widths("Nd") == [panels.DOTTED["linewidth"]] * 2
    assert widths("Dy") == [1.1, panels.DOTTED["linewidth"]]
    assert widths("Eu") == [panels.DOTTED["linewidth"], 1.1]


def test_years_without_a_price_are_dotted(drawn):
    praseodymium = drawn("oxide_prices").figure.axes[1]

    dotted = [line for line in praseodymium.lines if line.get_color() == style.MUTED]

    assert [tuple(line.get_xdata()) for line in dotted] == [(2011.2, 2020.8)]


def test_the_neodymium_prices_of_the_title_are_facts(drawn):
    title = drawn("oxide_prices").title

    assert title == "A kilogram of neodymium oxide averaged $134 in 2022, $56 in 2024 and $73 in 2025"
    for year in (2022, 2024):
        assert f"${facts()[f'neodymium-oxide-price-{year}'].value:.0f} in {year}" in title


# --- imports ---------------------------------------------------------------------------------------------


def test_the_reliance_of_the_newest_year_is_that_of_the_facts(drawn):
    antimony_share, oxides_share, copper_share = (
        share(f"us-import-reliance-{slug}-2025") for slug in ("antimony", "ree", "copper")
    )

    assert drawn("import_reliance").title == (
        f"In 2025 net imports met {antimony_share} of what the United States used of antimony, {oxides_share} of "
        f"rare-earth compounds and metals and {copper_share} of refined copper"
    )


def test_lower_bounds_are_open_with_an_arrow_and_no_line_runs_to_them(drawn):
    axes = drawn("import_reliance").axes

    arrows = [line for line in axes.lines if line.get_marker() == "^"]
    joins = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]

    assert [line.get_xdata()[0] for line in arrows] == [2021, 2022, 2023]
    assert not any({2021, 2022, 2023} & set(ends) for ends in joins if ends[0] != ends[1])


def test_the_first_printing_of_2024_stands_beside_the_latest(drawn):
    chart = drawn("import_reliance")

    first = facts()["us-import-reliance-ree-2024-first-printed"].value
    assert reliance._first_printings(reliance._SERIES[0]) == {2024: ("2025", first)}
    assert {"80 %", "53 %"} <= set(words_of(chart))
    assert "For 2024 the edition of 2025 had printed 80 %, not 53 %." in chart.alt


def test_a_net_exporter_is_a_letter_and_no_percentage(drawn):
    chart = drawn("import_reliance")

    rows = [row for row in chart.table.rows if row[0] == "Rare earths: concentrate"]

    assert words_of(chart).count("E") == len(rows) == 5
    assert {row[2] for row in rows} == {None}


def test_years_of_antimony_without_a_number_are_dotted(drawn):
    axes = drawn("import_reliance", commodity="antimony").axes

    dotted = [line for line in axes.lines if line.get_color() == style.MUTED]

    assert [tuple(line.get_xdata()) for line in dotted] == [(2010.7, 2014.3)]


# --- revisions -------------------------------------------------------------------------------------------


def test_the_revisions_count_the_countries_that_moved(drawn):
    assert drawn("revisions").title == (
        "A year later 9 of 12 countries had another rare-earth output for 2024: Brazil's went from 20 to 560 t"
    )
    assert facts()["ree-mine-brazil-2024-latest-printed"].value == 560


def test_the_log_scale_is_said_in_words_and_drawn(drawn):
    chart = drawn("revisions")

    assert "Log scale" in chart.subtitle
    assert "log scale" in chart.alt
    assert chart.axes.get_xscale() == "log"


def test_first_and_latest_are_told_apart_by_form(drawn):
    brazil = drawn("revisions").axes.collections[:2]

    paper = list(to_rgb(style.PAPER))

    assert [float(mark.get_offsets()[0][0]) for mark in brazil] == [20, 560]
    assert [bool(mark.get_facecolor()[0][:3].tolist() == paper) for mark in brazil] == [True, False]


def test_countries_without_a_first_number_are_named_and_not_drawn_at_zero(drawn):
    chart = drawn("revisions")

    assert "Canada, Greenland, South Africa and Tanzania" in words_of(chart)
    assert len(chart.axes.collections) == 2 * 14


def test_runs_and_lists_of_nothing_are_nothing():
    assert panels.runs([]) == []
    assert editions.Reserve("Chad", (None, None)).is_listed is False
    assert printings._ratio(SimpleNamespace(first_printed_t=None, latest_printed_t=0)) == 0
    assert antimony._is_crossed(SimpleNamespace(x0=0, x1=10), []) is False
    assert oxides._known(("Nd",)) == ("Nd",)
