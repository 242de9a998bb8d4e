"""The figures of chapter 3: what is drawn, what the words say, and what an option may be."""

import gzip
import itertools

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from explainer import load
from explainer.charts import Chart, uses
from explainer.charts.drawing.barlist import Bar
from explainer.charts.drawing.lettering import TEXT_PT
from explainer.charts.style import PAPER, colour
from explainer.charts.uses.things import KINDS, amounts
from explainer.facts import facts

DRAWN = {
    "end uses": lambda: uses.end_uses(),
    "end uses, 2017": lambda: uses.end_uses(year=2017),
    "end uses, a forecast": lambda: uses.end_uses(year=2020),
    "end uses, magnets alone": lambda: uses.end_uses(year=2022),
    "end uses, US": lambda: uses.end_uses(scope="United States"),
    "end uses, US 2009": lambda: uses.end_uses(scope="United States", year=2009),
    "end uses, US 2025": lambda: uses.end_uses(scope="United States", year=2025),
    "prices": lambda: uses.kilogram_prices(),
    "prices, 2012": lambda: uses.kilogram_prices(year=2012),
    "things": lambda: uses.in_things(),
    "things, electronics": lambda: uses.in_things(category="electronics"),
    "things, vehicles": lambda: uses.in_things(category="vehicle"),
    "things, wind": lambda: uses.in_things(category="wind"),
    "things, defence": lambda: uses.in_things(category="defence"),
    "demand": lambda: uses.magnet_demand(),
    "demand, STEPS": lambda: uses.magnet_demand(scenario="STEPS"),
    "demand, NZE": lambda: uses.magnet_demand(scenario="NZE"),
    "antimony": lambda: uses.antimony_uses(),
    "antimony, 2002": lambda: uses.antimony_uses(year=2002),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, Chart]:
    return {name: draw() for name, draw in DRAWN.items()}


def words_of(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.findobj(Text) if text.get_text().strip()]


def bars_of(chart: Chart, look: str) -> list[Rectangle]:
    """The rectangles drawn in one look of `Bar`."""
    return [patch for patch in chart.axes.patches if look_of(patch) == look]


def look_of(patch: Rectangle) -> str:
    if patch.get_hatch():
        return "reported"
    if to_hex(patch.get_facecolor()) == PAPER:
        return "not known"
    return "estimated" if patch.get_facecolor()[3] < 1 else "measured"


# --- all of them -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DRAWN)
def test_words_neither_overlap_nor_leave_the_figure(name, drawn):
    figure = drawn[name].figure
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.findobj(Text) if t.get_text().strip()]

    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-1.5).overlaps(second.padded(-1.5)), f"{one} / {other}"


@pytest.mark.parametrize("name", DRAWN)
def test_words_stay_clear_of_the_bars(name, drawn):
    axes = drawn[name].axes
    bars = [patch.get_window_extent() for patch in axes.patches]
    words = [text for text in axes.texts if not text.get_text().startswith("not known")]  # that one is inside

    for text in words:
        place = text.get_window_extent().padded(-1.5)
        assert not any(place.overlaps(bar) for bar in bars), text.get_text()


@pytest.mark.parametrize("name", DRAWN)
def test_words_have_the_size_of_the_book(name, drawn):
    assert {t.get_fontsize() for t in drawn[name].figure.findobj(Text) if t.get_text()} == {TEXT_PT}


@pytest.mark.parametrize("name", DRAWN)
def test_the_alt_text_ends_with_the_finding(name, drawn):
    assert drawn[name].alt.endswith(f"{drawn[name].title}.")


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_light(name, drawn):
    assert len(gzip.compress(drawn[name].to_html().encode())) < 7000


def test_every_choice_gives_the_figure_an_id_of_its_own(drawn):
    ids = [chart.id for chart in drawn.values()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: uses.end_uses(scope="Europe"), 'no scope "Europe"; choose one of World and United States'),
        (lambda: uses.end_uses(year=2019), "no shares for World in 2019; choose one of 2017, 2020, 2021"),
        (lambda: uses.kilogram_prices(year=2010), "no prices of 2010; choose a year from 2011 to 2025"),
        (lambda: uses.in_things(category="toys"), 'no category "toys"; choose one of electronics, vehicle'),
        (lambda: uses.magnet_demand(scenario="SDS"), 'no scenario "SDS"; choose one of STEPS, APS and NZE'),
        (
            lambda: uses.antimony_uses(year=2020),
            "no shares for 2020; choose one of 2002, 2010, 2019 and 2021",
        ),
    ],
)
def test_an_option_that_leaves_nothing_names_what_there_is(draw, message):
    with pytest.raises(ValueError, match=message) as caught:
        draw()

    assert "\n" not in str(caught.value)


def test_a_bar_of_an_unknown_look_is_refused():
    with pytest.raises(ValueError, match='look "sure" of a bar is not one of measured, estimated, reported'):
        Bar(1, "", colour("others"), "sure")


# --- end uses ----------------------------------------------------------------------------------------


def test_both_panels_draw_one_per_cent_as_long_as_the_other(drawn):
    magnets = [
        bar for bar in bars_of(drawn["end uses"], "estimated") if bar.get_edgecolor() != colour("others")
    ]
    volume, value = (magnets[0], next(bar for bar in magnets if bar.get_x() > 100))

    assert volume.get_width() / 43.2 == pytest.approx(value.get_width() / 90)


def test_what_a_copy_cut_off_is_drawn_dotted_and_never_left_out(drawn):
    for name, cut_off in (("end uses", 7.7), ("end uses, a forecast", 27.9)):
        chart = drawn[name]
        lengths = [bar.get_width() / 1.2 for bar in bars_of(chart, "not known")]

        assert cut_off in [pytest.approx(length) for length in lengths]
        assert f"{cut_off} %" in words_of(chart)
        assert f"{cut_off} % of which the uses are not known" in chart.alt
        assert "cut off in the copy" in chart.note


def test_a_complete_year_has_no_dotted_rest_by_volume(drawn):
    left = [bar for bar in bars_of(drawn["end uses, 2017"], "not known") if bar.get_x() < 100]

    assert left == []


def test_the_shares_drawn_and_the_rest_make_a_hundred(drawn):
    for name in ("end uses", "end uses, 2017", "end uses, a forecast", "end uses, magnets alone"):
        shares = [row[3] for row in drawn[name].table.rows if row[1] == "volume"]

        assert sum(shares) == pytest.approx(100), name


def test_the_value_is_a_floor_in_title_bar_and_table(drawn):
    chart = drawn["end uses"]

    assert "more than 90 % by value" in chart.title
    assert "less than 10 %" in words_of(chart)
    assert chart.table.rows[-1] == ("permanent magnets", "value", "not stated", 90.0, "more than this")


def test_no_value_is_drawn_for_the_united_states(drawn):
    for name in ("end uses, US", "end uses, US 2009", "end uses, US 2025"):
        assert "not known: no number" in words_of(drawn[name])
        assert all(row[1] == "volume" for row in drawn[name].table.rows)


def test_a_use_that_is_only_named_the_largest_gets_no_bar(drawn):
    chart = drawn["end uses, US 2025"]

    assert chart.title == "Catalysts are named as the largest US use of 2025, without a percentage"
    assert {look_of(bar) for bar in chart.axes.patches} == {"not known"}
    assert chart.table.rows[0][3] is None


def test_the_titles_of_the_end_uses_agree_with_the_facts_of_the_chapter(drawn):
    for name, fact in (
        ("end uses", "end-use-magnets-world-2021"),
        ("end uses, 2017", "end-use-magnets-world-2017"),
        ("end uses, magnets alone", "end-use-magnets-world-2022"),
        ("end uses, US", "end-use-catalysts-us-2020"),
    ):
        assert facts()[fact].shown in drawn[name].title


# --- prices ------------------------------------------------------------------------------------------


def test_prices_begin_at_zero_and_keep_their_ratio(drawn):
    bars = bars_of(drawn["prices"], "estimated")
    prices = [row[1] for row in drawn["prices"].table.rows]

    assert len({bar.get_x() for bar in bars}) == 1
    assert [bar.get_width() / bars[0].get_width() for bar in bars] == [
        pytest.approx(price / prices[0]) for price in prices
    ]


def test_the_price_title_agrees_with_the_fact(drawn):
    assert f"{facts()['use-price-neodymium-over-cerium-2025'].value:.0f} times" in drawn["prices"].title


def test_magnet_elements_are_bold_as_well_as_coloured(drawn):
    bold = {text.get_text() for text in drawn["prices"].axes.texts if text.get_fontweight() == "bold"}

    assert bold == {"Terbium", "Dysprosium", "Praseodymium", "Neodymium", "Gadolinium", "Samarium"}


def test_an_estimate_is_lighter_than_a_settled_price(drawn):
    assert not bars_of(drawn["prices"], "measured")
    assert not bars_of(drawn["prices, 2012"], "estimated")
    assert "middle of the range at the year's end" in drawn["prices, 2012"].subtitle


# --- amounts in things -------------------------------------------------------------------------------


def test_what_is_not_known_is_an_empty_dotted_box_and_never_a_mark(drawn):
    chart = drawn["things, electronics"]

    assert words_of(chart).count("not known") == 4  # three rows and the key
    assert len(bars_of(chart, "not known")) == 3
    assert len(chart.axes.collections) == 0
    assert [row[3] for row in chart.table.rows] == ["not known"] * 3
    assert {row[4] for row in chart.table.rows} == {None}


def test_every_amount_of_a_weapon_is_hatched(drawn):
    marks = drawn["things, defence"].axes.collections

    assert len(marks) == 6
    assert {mark.get_hatch() for mark in marks} == {"////"}
    assert "never itemised" in drawn["things, defence"].note
    assert "never published" in drawn["things, defence"].title


def test_marks_stand_where_the_log_scale_has_them(drawn):
    chart = drawn["things, defence"]
    ticks = {text.get_text(): text.get_position()[0] for text in chart.axes.texts}
    decade = ticks["10"] - ticks["1 kg"]

    places = sorted(float(mark.get_offsets()[0][0]) for mark in chart.axes.collections)

    assert places[0] == pytest.approx(ticks["1 kg"] + 2.620 * decade, abs=0.1)  # log10 of 417
    assert places[-1] == pytest.approx(ticks["1 kg"] + 3.657 * decade, abs=0.1)  # log10 of 4,536


def test_the_magnet_of_an_electric_car_is_a_range_from_weak_pages(drawn):
    row = next(a for a in amounts() if a.thing == "Electric car" and a.words.startswith("magnet"))

    assert (row.low_kg, row.high_kg, row.certainty) == (1, 2, "reported")
    assert row.shown == "1 to 2 kg"
    assert "weak web pages" in drawn["things, vehicles"].note
    assert "1 to 2 kg of magnet" in drawn["things, vehicles"].title


def test_bounds_are_bounds_in_the_table(drawn):
    rows = {(row[0], row[3]): row[4:6] for row in drawn["things"].table.rows}

    assert rows[("Petrol or diesel car", "up to 23 kg")] == (None, 23.0)
    assert rows[("F-35 fighter aircraft", "above 417 kg")] == (417.0, None)


def test_only_the_amount_from_a_review_of_several_works_is_confirmed():
    confirmed = [a for a in amounts() if a.certainty == "confirmed"]

    assert [a.thing for a in confirmed] == ["No gears (direct drive)"]
    assert confirmed[0].row.origin_type == "literature review"


def test_copper_by_the_megawatt_is_turned_from_tonnes_to_kilograms():
    copper = next(a for a in amounts() if a.kind == "wind" and a.material == "copper_metal")

    assert (copper.low_kg, copper.high_kg, copper.shown) == (2500, 6400, "2.5 to 6.4 t")


def test_every_amount_in_a_thing_of_the_table_is_drawn_somewhere():
    masses = [r for r in load("intensity") if r.unit in (None, "kg per unit", "kg per MW", "kg per vehicle")]
    masses += [r for r in load("intensity") if r.unit == "t per MW"]

    assert {a.row for a in amounts()} == set(masses)


def test_the_kinds_of_thing_are_drawn_in_their_order(drawn):
    words = words_of(drawn["things"])

    places = [words.index(heading) for heading, _ in KINDS.values()]

    assert places == sorted(places)


# --- demand ------------------------------------------------------------------------------------------


def test_projections_are_lighter_than_the_year_that_was_observed(drawn):
    assert len(bars_of(drawn["demand"], "measured")) == 4
    assert len(bars_of(drawn["demand"], "estimated")) == 12
    assert len(bars_of(drawn["demand, NZE"], "estimated")) == 20


def test_demand_is_credited_as_its_licence_asks(drawn):
    for name in ("demand", "demand, STEPS", "demand, NZE"):
        assert "IEA. Licence: CC BY 4.0" in drawn[name].note
        assert "not forecasts" in drawn[name].note


def test_the_title_of_the_demand_agrees_with_the_fact(drawn):
    share = facts()["magnet-demand-share-other-2024"].value

    assert drawn["demand"].title.startswith(f"{share:.0f} % of the demand")


def test_bars_of_demand_share_one_scale_from_zero(drawn):
    bars = drawn["demand"].axes.patches
    tonnes = [row[3] for row in drawn["demand"].table.rows]

    assert len({bar.get_x() for bar in bars}) == 1
    assert len({round(bar.get_width() / t, 6) for bar, t in zip(bars, tonnes, strict=True)}) == 1


def test_a_scenario_draws_all_of_its_years(drawn):
    years = [row[1] for row in drawn["demand, STEPS"].table.rows if row[0] == "All uses"]

    assert years == [2024, 2030, 2035, 2040, 2045, 2050]
    assert {row[2] for row in drawn["demand, STEPS"].table.rows} == {"base year", "STEPS"}


# --- antimony ----------------------------------------------------------------------------------------


def test_the_share_of_solar_glass_is_hatched_because_it_is_third_hand(drawn):
    chart = drawn["antimony"]

    assert len(bars_of(chart, "reported")) == 1
    assert "about 20 %, reported" in words_of(chart)
    assert chart.table.rows[-1][-1] == "reported third-hand"


def test_the_us_shares_of_antimony_make_a_hundred_but_for_rounding():
    for year in (2002, 2010, 2019, 2021):
        rows = uses.antimony_uses(year=year).table.rows

        assert sum(row[3] for row in rows if row[1] == "United States") in (100, 101)
