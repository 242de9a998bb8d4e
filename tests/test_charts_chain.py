"""The figures of chapter 4: what each step keeps, how much rock is moved, what ores hold, what is left over."""

import doctest
import gzip

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from explainer.charts import Chart, chain, style
from explainer.charts.chain import leftovers, ores, rockmoved, rocktable
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.data import load
from explainer.facts import facts
from figures import assert_words_fit

DRAWINGS = {
    "value_chain": chain.value_chain,
    "rock_moved": chain.rock_moved,
    "rock_moved of two": lambda: chain.rock_moved(materials=("rare earths", "antimony")),
    "rock_moved of one": lambda: chain.rock_moved(materials="gold"),
    "ore_grades": chain.ore_grades,
    "ore_grades of the heavy pair": lambda: chain.ore_grades(elements=("Dy", "Tb")),
    "ore_grades of the commonest": lambda: chain.ore_grades(elements=("La", "Ce")),
    "ore_grades of one": lambda: chain.ore_grades(elements="Tb"),
    "waste": chain.waste,
}


@pytest.fixture(scope="module", params=DRAWINGS.values(), ids=DRAWINGS)
def chart(request) -> Chart:
    return request.param()


def words_of(chart: Chart) -> list[str]:
    return [text.get_text() for text in (*chart.axes.texts, *chart.figure.texts)]


def boxes_of(chart: Chart) -> list[Rectangle]:
    return [patch for patch in chart.axes.patches if isinstance(patch, Rectangle)]


def is_dotted(patch: Rectangle) -> bool:
    return patch.get_linestyle() not in ("-", "solid")


def cells(chart: Chart, column: str) -> dict:
    """One column of the table, by the first."""
    at = chart.table.columns.index(column)
    return {row[0]: row[at] for row in chart.table.rows}


# --- all of them -------------------------------------------------------------------------------------


def test_words_neither_overlap_nor_leave_the_figure(chart):
    assert_words_fit(chart)


def test_no_words_are_smaller_than_the_type_of_the_book(chart):
    assert min(text.get_fontsize() for text in chart.figure.findobj(Text) if text.get_text()) == TEXT_PT


def test_the_alt_text_ends_with_the_finding(chart):
    assert chart.alt.endswith(f"{chart.title}.")


def test_a_row_left_blank_on_purpose_is_no_source(chart):
    assert "none" not in (*chart.source_ids, *chart.table.source_ids)


def test_a_figure_weighs_little(chart):
    assert len(gzip.compress(chart.to_html().encode())) < 6000


def test_every_choice_has_an_id_of_its_own():
    ids = [draw().id for draw in DRAWINGS.values()]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("module", [rocktable, ores], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module):
    failed, tried = doctest.testmod(module)

    assert tried
    assert not failed


# --- the chain ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def value_chain():
    return chain.value_chain()


def test_the_title_counts_the_steps_that_have_a_number(value_chain):
    lost = cells(value_chain, "Lost in the step, most (%)")

    assert len(lost) == 5
    assert [step for step, most in lost.items() if most is not None] == [
        "Crush, grind and float",
        "Make metal",
    ]
    assert value_chain.title == (
        "Of five steps from ore to magnet, two have a number for what is lost: one from a laboratory, one from an estimate"
    )


def test_what_is_left_is_what_the_facts_of_the_chapter_say(value_chain):
    left = cells(value_chain, "Left of 100 in the ore, most")

    assert left["Separate, one from another"] == facts()["recovery-nolans-plan"].value
    assert left["Make metal"] == facts()["left-as-metal"].value
    assert left["Crush, grind and float"] == facts()["flotation-recovery-laboratory-high"].value


def test_what_is_not_known_is_a_dotted_box_as_wide_as_the_scale_and_never_zero(value_chain):
    boxes = boxes_of(value_chain)
    whole = boxes[0].get_width()

    dotted = [box for box in boxes if is_dotted(box)]

    assert len(dotted) == 3  # concentrate, where one laboratory is drawn inside; dissolved; magnet
    assert {box.get_width() for box in dotted} == {whole}
    assert cells(value_chain, "Left of 100 in the ore, most")["Alloy, press, sinter, cut"] is None


def test_bars_are_as_long_as_what_is_left(value_chain):
    boxes = [box for box in boxes_of(value_chain) if not is_dotted(box)]

    whole, floated, oxides, metal = (box.get_width() for box in boxes)

    assert floated / whole == pytest.approx(0.10)  # the range from 80 to 90
    assert oxides / whole == pytest.approx(0.44)
    assert metal / whole == pytest.approx(0.352)


def test_a_laboratory_a_plan_and_an_estimate_are_called_so(value_chain):
    words = words_of(value_chain)

    assert "10\u201320 % lost, a laboratory" in words
    assert "44 left, one plan" in words
    assert "20 % lost, an estimate" in words
    assert words.count("loss not known") == 3
    assert "No recovery of a working plant was found." in value_chain.note


# --- rock --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rock():
    return chain.rock_moved()


def test_the_log_scale_is_said_in_words_and_runs_over_six_tenfold_steps(rock):
    assert "Log scale" in rock.subtitle
    assert "log scale" in rock.axes.get_xlabel()
    assert rock.axes.get_xscale() == "log"
    assert rock.axes.get_xlim() == (1, 1e6)


def test_ranges_are_drawn_from_end_to_end(rock):
    spans = {(round(box.get_x()), round(box.get_x() + box.get_width())) for box in boxes_of(rock)}

    assert {(16, 3600), (465, 2157), (100_000, 1_000_000)} <= spans


def test_the_title_is_the_spread_that_the_chapter_quotes(rock):
    spread = facts()["rock-per-rare-earths-spread"].value

    assert rock.title.endswith(f"16 tonnes of rock and another 3,600: {spread:.0f} times as much")


def test_metals_without_a_ratio_are_dotted_across_the_scale_and_empty_in_the_table(rock):
    dotted = [box for box in boxes_of(rock) if is_dotted(box)]
    middles = [
        row[3]
        for row in rock.table.rows
        if row[0] in ("Copper", "Antimony") and row[1] == "Ore and waste rock"
    ]

    assert len(dotted) == 2
    assert middles == [None, None]
    assert "Dotted: looked for twice and not found." in rock.note


def test_the_two_kinds_of_count_stand_under_headings_of_their_own(rock):
    words = words_of(rock)

    assert words.index("Ore and waste rock") < words.index("Ore alone, one project each")
    assert words.index("Ore alone, one project each") < words.index("Antimony, by-product, Stibnite")
    assert "do not set it beside" in rock.note


def test_an_order_of_magnitude_is_called_one(rock):
    assert "about 10" in words_of(rock)
    assert cells(rock, "What the range is")["Gold"] == "order of magnitude"


@pytest.mark.parametrize(
    ("materials", "title"),
    [
        ("cobalt", "Rock moved for a tonne: cobalt 859 (465 to 2,157) t"),
        (
            ("copper", "antimony"),
            "No number was found for the rock moved for a tonne of copper and antimony; only for the ore at single projects",
        ),
    ],
)
def test_a_choice_changes_the_finding(materials, title):
    assert chain.rock_moved(materials=materials).title == title


def test_the_note_speaks_only_of_what_is_drawn():
    note = chain.rock_moved(materials="gold").note

    assert "rare earths" not in note
    assert "Stibnite" not in note
    assert "Dotted" not in note


@pytest.mark.parametrize(
    ("materials", "message"),
    [
        ("coper", 'rock_moved: there is no material "coper"; did you mean copper'),
        (("zinc",), "the materials are iron and aluminium, rare earths, cobalt, gold, copper, antimony"),
        ((), "rock_moved: no material is left; name some of iron and aluminium, rare earths"),
    ],
)
def test_a_material_that_is_not_there_is_refused_in_one_line(materials, message):
    with pytest.raises(ValueError, match=message) as caught:
        chain.rock_moved(materials=materials)

    assert "\n" not in str(caught.value)


def test_every_row_of_the_figure_is_a_row_of_the_table_of_rocks():
    on_file = set(load("rock_to_metal"))

    assert {rock.row for rock in rockmoved._rocks()} <= on_file


# --- ores --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ore_grades():
    return chain.ore_grades()


def test_every_deposit_of_the_table_and_the_plan_are_drawn_the_largest_share_first(ore_grades):
    deposits = {row.deposit for row in load("ree_deposit_composition")}
    shares = [row[3] for row in ore_grades.table.rows]

    assert len(ore_grades.table.rows) == len(deposits) + 1
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("deposit", "fact"),
    [
        ("Xunwu", "makeup-ndpr-xunwu"),
        ("Mountain Pass", "makeup-ndpr-mountain-pass"),
        ("Nolans", "ndpr-of-oxides-nolans"),
        ("Southeast Guangdong", "ndpr-of-oxides-guangdong"),
    ],
)
def test_a_share_in_the_figure_is_the_one_the_chapter_quotes(ore_grades, deposit, fact):
    assert cells(ore_grades, "NdPr (% of REO)")[deposit] == pytest.approx(facts()[fact].value)


def test_the_title_gives_the_ends_and_counts_the_grades(ore_grades):
    assert ore_grades.title == (
        "NdPr makes up 4.1 to 37.6 % of the oxides, depending on the deposit; an ore grade was found for two of 14"
    )


def test_an_ore_grade_that_was_not_found_is_a_dotted_ring(ore_grades):
    grades = cells(ore_grades, "Ore grade, most (% REO)")

    assert {name for name, grade in grades.items() if grade} == {"Mountain Pass", "Nolans"}
    assert len(ore_grades.axes.collections) == 12
    assert {"6\u20138 %", "2.8\u20133.0 %"} <= set(words_of(ore_grades))


def test_bars_begin_at_zero_and_are_in_proportion(ore_grades):
    boxes = boxes_of(ore_grades)
    shares = list(cells(ore_grades, "NdPr (% of REO)").values())

    assert len({box.get_x() for box in boxes}) == 1
    assert boxes[-1].get_width() / boxes[0].get_width() == pytest.approx(shares[-1] / shares[0])


def test_an_element_that_the_source_does_not_give_is_not_counted_as_zero():
    chart = chain.ore_grades(elements=("Dy", "Tb"))
    shares, reading = cells(chart, "Dy and Tb (% of REO)"), cells(chart, "How to read it")

    assert shares["Mountain Pass"] is None
    assert shares["Nolans"] is None  # the company's share is for NdPr alone
    assert reading["Weishan"] == "at least"  # terbium given, dysprosium not
    assert "at least 0.14 %" in words_of(chart)
    assert sum(is_dotted(box) for box in boxes_of(chart)) == 2


def test_an_upper_bound_is_read_as_one():
    reading = cells(chain.ore_grades(elements=("La", "Ce")), "How to read it")

    assert reading["Longnan"] == "at most"  # cerium is printed with <
    assert reading["Bayan Obo"] == "as given"


@pytest.mark.parametrize("elements", [("Pr", "Nd"), ["Nd", "Pr", "Nd"]])
def test_the_magnet_pair_is_one_figure_in_whatever_order_it_is_named(elements):
    chart = chain.ore_grades(elements=elements)

    assert chart.id == "ore-grades"
    assert "NdPr" in chart.title


@pytest.mark.parametrize(
    ("elements", "message"),
    [
        (("Dy", "Cu"), 'ore_grades: there is no element "Cu" in the table; its elements are La, Ce, Pr'),
        ((), "ore_grades: no element is left; name some of La, Ce, Pr"),
    ],
)
def test_an_element_that_is_not_there_is_refused_in_one_line(elements, message):
    with pytest.raises(ValueError, match=message) as caught:
        chain.ore_grades(elements=elements)

    assert "\n" not in str(caught.value)


# --- what is left over -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def waste():
    return chain.waste()


def test_nothing_said_of_waste_is_drawn_as_confirmed(waste):
    assert set(cells(waste, "Certainty").values()) == {"reported", "not known"}


def test_the_title_counts_what_is_missing_and_what_is_third_hand(waste):
    certainty, who = cells(waste, "Certainty").values(), cells(waste, "Who says so").values()

    assert list(certainty).count("not known") == 2
    assert sum("third-hand" in name for name in who) == 3
    assert waste.title == (
        "Of nine questions on radioactivity, water and waste, two have no figure at all and three only a third-hand one"
    )


@pytest.mark.parametrize("missing", ["Water used", "Thorium in bastnaesite"])
def test_what_the_dossier_has_no_number_for_stays_empty(waste, missing):
    row = next(row for row in waste.table.rows if row[0].startswith(missing))

    assert row[2] == "not known"
    assert row[4:7] == (None, None, None)


def test_the_figures_of_one_place_are_not_held_against_it(waste):
    assert "found for no other place" in waste.note
    assert "does not show that other places leave less" in waste.note


def test_every_statement_rests_on_a_row_of_the_table_of_rocks():
    on_file = set(load("rock_to_metal"))

    assert {item.row for item in leftovers._leftovers()} <= on_file


def test_marks_follow_the_certainty(waste):
    hatches = [mark.get_hatch() for mark in waste.axes.collections]

    expected = [style.certainty_look(word).get("hatch") for word in cells(waste, "Certainty").values()]
    assert hatches == expected
