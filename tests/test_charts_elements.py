"""The figures of chapter 2: what they draw, what they say, what they refuse."""

import doctest
import gzip

import pytest
from matplotlib.patches import Rectangle

from explainer.charts import elements, style
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.charts.elements import abundance, ore_makeup, periodic
from explainer.data import load
from explainer.facts import facts
from figures import assert_words_fit, texts_of

CALLS = {
    "abundance": lambda: abundance(),
    "abundance of some": lambda: abundance(elements=["Nd", "Pm", "Cu", "Pb", "Ag", "Au"]),
    "periodic, USGS": lambda: periodic(),
    "periodic, EU": lambda: periodic(group="eu"),
    "ores": lambda: ore_makeup(),
    "other ores": lambda: ore_makeup(minerals=("xenotime", "loparite")),
}


def words_of(chart) -> list[str]:
    return [text.get_text() for text in texts_of(chart)]


def boxes_of(chart, **look) -> list[Rectangle]:
    """Rectangles on the canvas that have the look named."""
    patches = (patch for patch in chart.axes.patches if isinstance(patch, Rectangle))
    return [p for p in patches if all(getattr(p, f"get_{name}")() == value for name, value in look.items())]


# --- all of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_words_neither_overlap_nor_leave_the_figure(draw):
    assert_words_fit(draw())


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_no_words_are_smaller_than_the_type_of_the_book(draw):
    assert min(text.get_fontsize() for text in texts_of(draw())) == TEXT_PT


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_the_alt_text_ends_with_the_finding(draw):
    chart = draw()

    assert chart.alt.endswith(f"{chart.title}.")


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
def test_a_figure_with_its_table_weighs_less_than_six_kilobytes(draw):
    assert len(gzip.compress(draw().to_html().encode())) < 6_000


def test_every_choice_has_an_id_of_its_own():
    ids = [draw().id for draw in CALLS.values()]

    assert len(ids) == len(set(ids))


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(elements).failed == 0


# --- how common the elements are -------------------------------------------------------------------------


def dots_of(chart) -> dict[int, tuple[float, str]]:
    """Row from the top -> the number drawn and the mark."""
    return {line.get_ydata()[0]: (line.get_xdata()[0], line.get_marker()) for line in chart.axes.lines}


def test_every_rare_earth_but_promethium_is_said_to_be_more_common_than_antimony_and_gold():
    assert abundance().title == (
        "Every rare earth but promethium is more common in the earth's crust than antimony and gold"
    )


def test_abundance_runs_from_the_most_common_down_with_promethium_last():
    names = [row[0] for row in abundance().table.rows]

    assert names[:3] == ["Cerium", "Copper", "Neodymium"]
    assert names[-4:] == ["Thulium", "Antimony", "Gold", "Promethium"]
    assert len(names) == 17 + 3


def test_each_dot_stands_at_its_number_on_a_log_scale():
    chart = abundance()
    dots = dots_of(chart)

    assert chart.axes.get_xscale() == "log"
    assert dots[0][0] == facts()["crust-cerium"].value
    assert dots[18][0] == facts()["crust-gold"].value
    assert len(dots) == 19  # none for promethium


def test_the_log_scale_is_said_in_words_in_the_drawing_and_beside_it():
    chart = abundance()

    assert chart.axes.get_xlabel() == "ppm, log scale"
    assert "log scale: each line is tenfold the one before" in chart.subtitle
    assert "on a log scale" in chart.alt


def test_all_dots_and_their_numbers_lie_within_the_axis():
    chart = abundance()
    low, high = chart.axes.get_xlim()

    assert low < 0.004
    assert high > 66.5


def test_rare_earths_are_circles_and_other_metals_diamonds():
    dots = dots_of(abundance())

    assert dots[0][1] == "o"
    assert [dots[row][1] for row in (1, 17, 18)] == ["D", "D", "D"]
    assert sum(mark == "o" for _, mark in dots.values()) == 16


def test_what_the_partners_listed_is_bold_and_nothing_else():
    bold = {text.get_text() for text in texts_of(abundance()) if text.get_fontweight() == "bold"}

    names = {"Neodymium", "Praseodymium", "Copper", "Antimony"}
    assert names <= bold
    assert bold - names == {"41.5", "9.2", "60", "0.2"}


def test_promethium_has_words_and_no_zero():
    chart = abundance()

    assert "next to none: no stable form" in words_of(chart)
    assert chart.table.rows[-1][2] == "next to none: no stable form"


def test_that_other_compilations_differ_is_said():
    assert "Other compilations differ by tens of per cent" in abundance().note


def test_a_choice_of_elements_is_drawn_with_a_finding_of_its_own():
    chart = abundance(elements=("Nd", "Pb", "Ag"))

    assert [row[1] for row in chart.table.rows] == ["Nd", "Pb", "Ag"]
    assert (
        chart.title == "Neodymium is the most common in the earth's crust of those drawn, silver the scarcest"
    )
    assert chart.id == "abundance-nd-pb-ag"


def test_names_and_small_letters_will_do_and_repeats_are_dropped():
    assert abundance(elements=["nd", "Neodymium", "lead"]).id == "abundance-nd-pb"


def test_a_single_symbol_is_drawn_alone():
    chart = abundance(elements="Nd")

    assert chart.title == "The earth's crust holds 41.5 parts per million of neodymium"
    assert "1 element," in chart.alt


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (("Nd", "Xx"), 'no element "Xx"; choose from Sc, Y, La'),
        (("neodym",), 'no element "neodym".*did you mean neodymium'),
        (("Pm",), "no element with a number among those chosen"),
        ((), "no element with a number among those chosen"),
    ],
)
def test_elements_that_leave_nothing_to_draw_are_refused_in_one_line(chosen, message):
    with pytest.raises(ValueError, match=message) as caught:
        abundance(elements=chosen)

    assert "\n" not in str(caught.value)


# --- where they stand ------------------------------------------------------------------------------------


def test_the_title_says_which_of_the_load_are_rare_earths():
    assert periodic().title == (
        "Praseodymium and neodymium sit side by side among the light rare earths; "
        "antimony and copper are not in the family"
    )


@pytest.mark.parametrize(
    ("group", "counts", "line"),
    [
        ("usgs", "8 light, 8 heavy and 1 in neither group", "between gadolinium and terbium"),
        ("eu", "5 light, 10 heavy and 2 in neither group", "between samarium and europium"),
    ],
)
def test_groups_and_line_follow_the_convention(group, counts, line):
    chart = periodic(group=group)

    assert counts in chart.subtitle
    assert line in chart.alt


@pytest.mark.parametrize("group", ["usgs", "eu"])
def test_as_many_cells_are_filled_as_the_facts_count(group):
    chart = periodic(group=group)
    teal = (*[int(style.colour("rare_earths")[n : n + 2], 16) / 255 for n in (1, 3, 5)], 1.0)

    filled = boxes_of(chart, facecolor=pytest.approx(teal))

    assert len(filled) - 1 == facts()[f"rare-earths-heavy-{group}"].value  # one of them is the key


def test_exactly_the_metals_that_the_partners_listed_are_framed():
    chart = periodic()

    frames = [box for box in boxes_of(chart, linewidth=2.4) if box.get_height() > 12]

    inside = {
        text.get_text()
        for text in texts_of(chart)
        for box in frames
        if box.get_bbox().contains(*text.get_position()) and text.get_text().isalpha()
    }
    assert inside == {"Nd", "Pr", "Cu", "Sb"}


def test_all_rare_earths_and_the_metals_compared_with_them_are_drawn_once():
    words = words_of(periodic())

    for symbol in [row.symbol for row in (*load("elements"), *load("other_elements"))]:
        assert words.count(symbol) == 1, symbol


@pytest.mark.parametrize(
    ("atomic_number", "period", "group"),
    [(21, 4, 3), (29, 4, 11), (39, 5, 3), (47, 5, 11), (51, 5, 15), (78, 6, 10), (79, 6, 11), (82, 6, 14)],
)
def test_elements_stand_where_the_periodic_table_has_them(atomic_number, period, group):
    assert elements.place_of(atomic_number) == (period, group)


def test_all_lanthanides_belong_in_one_slot():
    assert {elements.place_of(number) for number in range(57, 72)} == {(6, 3)}


def test_an_element_of_another_period_has_no_place_in_the_figure():
    with pytest.raises(ValueError, match="atomic number 92 is not in periods 4 to 6"):
        elements.place_of(92)


def test_the_table_gives_both_conventions_and_says_what_is_no_rare_earth():
    rows = {row[1]: row for row in periodic().table.rows}

    assert rows["Gd"][3:5] == ("light", "heavy")
    assert rows["Pm"][3:5] == ("light", "in neither group")
    assert rows["Sb"][3:] == ("not a rare earth", "not a rare earth", True)
    assert rows["Nd"][-1] is True


def test_that_the_load_is_the_partners_word_is_said():
    assert "is the partners' word; no test was published" in periodic().note
    assert "arabnews-2025-10-05-shipment" in periodic().source_ids


def test_a_convention_nobody_has_is_refused():
    with pytest.raises(
        ValueError, match=r'no convention "usg"; did you mean usgs\?; group is one of usgs, eu'
    ):
        periodic(group="usg")


# --- what one ore holds ----------------------------------------------------------------------------------


def test_the_title_gives_the_range_of_the_pair_for_each_kind_of_ore():
    assert ore_makeup().title.replace("\u00a0", " ") == (
        "Neodymium and praseodymium together are 15 to 25 % in bastnaesite, 21 to 26 % in monazite "
        "and 5 to 38 % in ion clay"
    )


def test_the_table_holds_the_numbers_that_prose_links_to():
    rows = {row[0]: row for row in ore_makeup().table.rows}

    assert rows["Bayan Obo, Inner Mongolia"][3:5] == (73, 24.7)
    assert rows["Longnan, Jiangxi"][6] == round(facts()["makeup-heavy-longnan"].value, 3)
    assert rows["Xunwu, Jiangxi"][7] == round(facts()["makeup-sum-xunwu"].value, 3)


def test_the_parts_of_a_deposit_add_up_to_what_is_listed():
    for row in ore_makeup(minerals=tuple(elements.ORES)).table.rows:
        assert sum(row[3:7]) == pytest.approx(row[7], abs=0.003), row[0]


def test_all_thirteen_deposits_can_be_drawn():
    assert len(ore_makeup(minerals=tuple(elements.ORES)).table.rows) == 13


def test_bars_begin_at_zero_and_are_as_long_as_their_shares():
    chart = ore_makeup(minerals="xenotime")
    bars = [box for box in boxes_of(chart) if box.get_height() == pytest.approx(17)]
    zero, half, whole = (line.get_xdata()[0] for line in chart.axes.lines)

    assert bars[0].get_x() == pytest.approx(zero)
    assert half - zero == pytest.approx(whole - half)
    assert sum(b.get_width() for b in bars) / (whole - zero) == pytest.approx(1.026)


def test_that_rows_may_not_add_to_a_hundred_is_said():
    assert ore_makeup().note.startswith("Rows may not add to 100.")


def test_a_number_without_room_in_its_bar_is_left_to_the_table():
    chart = ore_makeup()

    numbers = [word for word in words_of(chart) if word.isdigit()]

    assert numbers[-5:] == ["38", "14", "23", "33", "84"]
    assert round(chart.table.rows[-1][4], 2) == 4.55


def test_one_deposit_has_a_share_and_no_range():
    assert ore_makeup(minerals="loparite").title.replace("\u00a0", " ") == (
        "Neodymium and praseodymium together are 20 % in loparite"
    )


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (
            ("monazit",),
            'no ore "monazit"; did you mean monazite.; choose from bastnaesite, monazite, ion clay',
        ),
        ((), "no ore is named; choose from bastnaesite"),
    ],
)
def test_ores_that_leave_nothing_to_draw_are_refused_in_one_line(chosen, message):
    with pytest.raises(ValueError, match=message) as caught:
        ore_makeup(minerals=chosen)

    assert "\n" not in str(caught.value)
