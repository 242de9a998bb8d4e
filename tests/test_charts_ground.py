"""The figures of chapter 7 and the base map: what they draw, what they say, what they refuse."""

import doctest
import gzip
import importlib.util
import itertools
import json
from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from explainer import story
from explainer.charts import ground
from explainer.charts.chain import rocktable
from explainer.charts.drawing.credit import source_line
from explainer.charts.drawing.lettering import TEXT_PT, text_width
from explainer.charts.ground import (
    ladder,
    leadtimes,
    places,
    project_costs,
    projectcosts,
    years_to_production,
)
from explainer.charts.ground import placemap as groundmap
from explainer.charts.ground import rungs as groundtable
from explainer.charts.style import colour
from explainer.facts import facts
from explainer.facts.ground import RUNGS
from explainer.sources import source
from figures import assert_words_fit, texts_of

CALLS = {
    "the map": lambda: places(),
    "the map of rare earths": lambda: places(commodity="rare earths"),
    "the map of antimony": lambda: places(commodity="antimony"),
    "the ladder": lambda: ladder(),
    "the ladder of copper": lambda: ladder(commodity="copper"),
    "the ladder of rare earths": lambda: ladder(commodity="rare earths"),
    "years": lambda: years_to_production(),
    "years in the world": lambda: years_to_production(scope="World"),
    "years of Reko Diq": lambda: years_to_production(scope="Pakistan"),
    "costs": lambda: project_costs(),
    "costs of antimony": lambda: project_costs(commodity="antimony"),
}


@pytest.fixture(scope="module")
def charts():
    """Every figure once: charts["years"]."""
    return {name: draw() for name, draw in CALLS.items()}


def words_of(chart) -> list[str]:
    return [text.get_text() for text in texts_of(chart)]


def bars_of(chart) -> list:
    return [patch for patch in chart.axes.patches if patch.get_width() > 0]


# --- all of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALLS)
def test_words_neither_overlap_nor_leave_the_figure(charts, name):
    assert_words_fit(charts[name])


@pytest.mark.parametrize("name", CALLS)
def test_no_words_are_smaller_than_the_type_of_the_book(charts, name):
    assert min(text.get_fontsize() for text in texts_of(charts[name])) == TEXT_PT


@pytest.mark.parametrize("name", CALLS)
def test_the_alt_text_ends_with_the_finding(charts, name):
    assert charts[name].alt.endswith(f"{charts[name].title}.")


@pytest.mark.parametrize("name", CALLS)
def test_a_figure_with_its_table_stays_light(charts, name):
    most = 11_500 if name == "the map" else 7_500 if name.startswith("the map") else 7_000

    assert len(gzip.compress(charts[name].to_html().encode())) < most


def test_every_choice_has_an_id_of_its_own(charts):
    ids = [chart.id for chart in charts.values()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (
            lambda: places(commodity="coper"),
            r'places: no place has "coper"; did you mean copper\?; choose one of',
        ),
        (
            lambda: ladder(commodity="coal"),
            r'ladder: no place has "coal".*; choose one of rare earths, antimony',
        ),
        (
            lambda: years_to_production(scope="Peru"),
            r'years_to_production: nothing for "Peru"; choose one of World, .*Pakistan',
        ),
        (
            lambda: project_costs(commodity="zinc"),
            r'project_costs: no project for "zinc"; choose one of rare earths, copper, gold, antimony',
        ),
    ],
)
def test_a_choice_that_leaves_nothing_says_what_is_possible_in_one_line(draw, message):
    with pytest.raises(ValueError, match=message) as caught:
        draw()

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("commodity", groundtable.commodities())
def test_every_commodity_offered_can_be_drawn_on_map_and_ladder(commodity):
    assert len(places(commodity=commodity).table.rows) == len(ladder(commodity=commodity).table.rows) > 0


@pytest.mark.parametrize("module", [rocktable, groundtable], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


# --- the map ---------------------------------------------------------------------------------------------


def test_the_map_says_how_many_places_are_known_only_roughly(charts):
    rough = facts()["places-on-the-map"].value - facts()["places-with-printed-position"].value

    assert charts["the map"].title == (
        f"Of 25 places on the map, {rough:g} can be placed only roughly; seven of nine with signs of rare earths "
        "are in Khyber Pakhtunkhwa"
    )


def test_every_place_with_a_position_has_a_number_of_its_own_on_the_map_and_in_the_list(charts):
    words = words_of(charts["the map"])

    for place in groundtable.places():
        if place.number:
            assert words.count(str(place.number)) == 1, place.name
            assert any(text.endswith(f"  {place.name}") for text in words), place.name


def test_a_place_keeps_its_number_when_others_are_left_out():
    whole = {place.id: place.number for place in groundtable.places()}

    for place in groundtable.chosen("antimony", chart="places"):
        assert place.number == whole[place.id]


def widths_at(chart, where) -> set[float]:
    """How wide the round spots are that stand at a point of the whole map, in points."""
    spots = [line for line in chart.figure.axes[1].lines if line.get_solid_capstyle() == "round"]
    return {
        round(line.get_linewidth(), 2)
        for line in spots
        if any((float(x), float(y)) == where for x, y in line.get_xydata())
    }


def test_an_uncertain_position_is_a_disc_as_wide_as_its_doubt_and_never_a_sharp_dot(charts):
    frame = groundmap.Frame(tuple(groundmap.base_map()["bounds"]), groundmap._MAP_PT)
    for place in groundtable.places():
        radius = place.record.radius_km
        if not place.number or place.is_printed or radius is None:
            continue
        widths = widths_at(charts["the map"], frame.at(place.record.lon, place.record.lat))
        assert round(2 * radius * frame.pt_per_km, 2) in widths, place.name
        assert groundmap._DOT_PT not in widths, place.name


def test_a_printed_position_is_a_sharp_dot(charts):
    frame = groundmap.Frame(tuple(groundmap.base_map()["bounds"]), groundmap._MAP_PT)

    printed = [place for place in groundtable.places() if place.number and place.is_printed]

    assert {place.name for place in printed} == {"Reko Diq", "Saindak", "Chilgazi"}
    for place in printed:
        where = frame.at(place.record.lon, place.record.lat)
        assert widths_at(charts["the map"], where) == {groundmap._DOT_PT}


def test_discs_overlap_their_true_place_on_the_ground():
    frame = groundmap.Frame((60.0, 24.0, 78.0, 37.0), 320)
    (x, y), (east, north) = frame.at(69.0, 30.5), frame.at(70.0, 31.5)

    assert north - y == pytest.approx(111.2 * frame.pt_per_km, rel=0.01)
    assert east - x == pytest.approx(111.2 * 0.8616 * frame.pt_per_km, rel=0.02)


def test_marks_tell_the_rung_by_form_and_rare_earths_by_colour():
    shapes = {place.rung: place.mark.shape for place in groundtable.places()}

    assert len(set(shapes.values())) == len(shapes) == 5
    for place in groundtable.places():
        signs = place.record.ree_status != "no"
        assert (to_hex(place.mark.look["edgecolor"]) == colour("rare_earths")) == signs
        assert bool(place.mark.look.get("hatch")) == bool(place.doubt)


def test_the_list_tells_how_far_the_evidence_for_rare_earths_goes(charts):
    words = words_of(charts["the map"])

    for asked in ("described: mineral or host rock", "an indicative study", "claimed in a press column"):
        assert asked in words


def test_the_caption_says_that_the_dashed_lines_take_no_position(charts):
    note = charts["the map"].note

    assert "de facto lines in the former princely state of Jammu and Kashmir" in note
    assert "take no position on claims" in note
    assert "Natural Earth, public domain" in note


def test_the_de_facto_lines_are_drawn_dashed_and_the_borders_whole(charts):
    lines = charts["the map"].figure.axes[1].lines

    dashed = [line for line in lines if line.get_linestyle() == "--"]
    assert len(dashed) == 1
    drawn = {tuple(point) for point in dashed[0].get_xydata()}
    frame = groundmap.Frame(tuple(groundmap.base_map()["bounds"]), groundmap._MAP_PT)
    for entry in groundmap.base_map()["de_facto"]:
        assert {frame.at(*point) for point in entry["line"]} <= drawn


def test_the_outlines_are_credited_in_the_source_line_beside_the_places(charts):
    for name in ("the map", "the map of antimony"):
        line = source_line(charts[name])

        assert "Natural Earth" in line.to_text()
        assert len(line.named) == 6
    assert source(groundmap.BASE_MAP).licence == "public domain"


def test_what_is_not_a_place_is_in_the_table_and_not_on_the_map(charts):
    chart = charts["the map"]
    survey = next(row for row in chart.table.rows if row[0] == "Country-wide stream sediment survey")

    assert survey[1] is None
    assert "Not on the map: stream sediments" in chart.note


def test_the_box_is_enlarged_only_where_something_is_in_it(charts):
    assert "The box, enlarged" in words_of(charts["the map of rare earths"])
    assert "The box, enlarged" not in words_of(charts["the map of antimony"])


# --- the base map ----------------------------------------------------------------------------------------

SHOWN_IN_PAKISTAN = {"Gilgit": (74.31, 35.92), "Skardu": (75.63, 35.3), "Muzaffarabad": (73.47, 34.37)}
SHOWN_ELSEWHERE = {
    "Srinagar": (74.8, 34.09),
    "Jammu": (74.86, 32.73),
    "Leh": (77.58, 34.16),
    "Siachen": (77.2, 35.4),
    "Aksai Chin": (79.0, 35.2),
}


def is_inside(point, ring) -> bool:
    """Whether a point lies within a ring: a ray to the east crosses it an odd number of times."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


def test_the_tint_is_the_area_that_pakistan_administers():
    ring = groundmap.base_map()["pakistan"]

    assert ring[0] == ring[-1]
    assert all(is_inside(point, ring) for point in SHOWN_IN_PAKISTAN.values())
    assert not any(is_inside(point, ring) for point in SHOWN_ELSEWHERE.values())


def test_every_place_of_pakistan_lies_in_the_tint_or_within_its_doubt_of_it():
    ring = groundmap.base_map()["pakistan"]
    outside = {
        place.id
        for place in story.deposits()
        if place.lat is not None and not is_inside((place.lon, place.lat), ring)
    }

    assert outside <= {"loe-shilman"}  # at the border, known to within about 10 km


def test_the_lines_inside_the_former_princely_state_are_apart_from_the_borders():
    parts = {tuple(entry["between"]) for entry in groundmap.base_map()["de_facto"]}

    assert parts == {
        ("India", "Pakistan"),
        ("China", "India"),
        ("Pakistan", "Siachen Glacier"),
        ("India", "Siachen Glacier"),
        ("China", "Siachen Glacier"),
    }
    for entry in groundmap.base_map()["de_facto"]:
        assert all(north >= 32.5 for _, north in entry["line"])


def test_the_border_of_pakistan_and_india_is_ordinary_up_to_where_the_line_of_control_begins():
    ground_map = groundmap.base_map()
    border = next(e for e in ground_map["borders"] if e["between"] == ["India", "Pakistan"])
    control = next(e for e in ground_map["de_facto"] if e["between"] == ["India", "Pakistan"])

    assert set(map(tuple, border["line"])) & set(map(tuple, control["line"])) == {(74.35, 32.77)}
    assert max(north for _, north in border["line"]) == 32.77


def test_the_base_map_tells_its_source_licence_and_stance():
    about = groundmap.base_map()["about"]

    assert "Natural Earth 4.1.0" in about["source"]
    assert "public domain" in about["licence"]
    assert "ISC" in about["licence"]
    assert "take no position on claims" in about["lines"]
    assert "sha256" in about["read_from"]


def test_the_base_map_stays_small_and_within_its_bounds():
    ground_map = groundmap.base_map()
    west, south, east, north = ground_map["bounds"]
    points = [p for kind in ("coasts", "borders", "de_facto") for e in ground_map[kind] for p in e["line"]]

    assert len(json.dumps(dict(ground_map))) < 12_000
    assert all(west <= x <= east and south <= y <= north for x, y in points)


# --- the script that prepares it -------------------------------------------------------------------------

SCRIPT = Path(__file__).parent.parent / "tools" / "prepare_map.py"


@pytest.fixture(scope="module")
def prepare():
    spec = importlib.util.spec_from_file_location("prepare_map", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Two countries side by side with one line between them, in steps of whole tenths of a degree.
TOPOLOGY = {
    "transform": {"scale": [0.1, 0.1], "translate": [70.0, 30.0]},
    "arcs": [
        [[0, 0], [0, 100]],  # between them, from 30 to 40 degrees north
        [[0, 100], [-50, 0], [0, -100], [50, 0]],  # around Pakistan
        [[0, 0], [50, 0], [0, 100], [-50, 0]],  # around India
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "properties": {"name": "Pakistan"}, "arcs": [[0, 1]]},
                {"type": "Polygon", "properties": {"name": "India"}, "arcs": [[2, -1]]},
            ]
        }
    },
}


def test_a_shared_line_names_both_sides_and_a_coast_one(prepare):
    lines = dict(prepare.lines_of(TOPOLOGY, prepare.decoded(TOPOLOGY)))

    assert set(lines) == {frozenset({"Pakistan", "India"}), frozenset({"Pakistan"}), frozenset({"India"})}
    assert lines[frozenset({"Pakistan", "India"})] == [(70.0, 30.0), (70.0, 40.0)]


def test_a_line_is_parted_where_it_enters_the_former_princely_state(prepare):
    line = [(74.0, 36.0), (74.2, 34.0), (74.3, 32.8), (74.5, 32.0)]

    parts = list(prepare.parted(frozenset({"Pakistan", "India"}), line))

    assert parts == [
        ("borders", [(74.3, 32.8), (74.5, 32.0)]),
        ("de_facto", [(74.0, 36.0), (74.2, 34.0), (74.3, 32.8)]),
    ]


def test_every_line_of_the_siachen_glacier_is_de_facto_and_others_are_ordinary(prepare):
    line = [(77.0, 35.0), (77.5, 35.5)]

    assert list(prepare.parted(frozenset({"China", "Siachen Glacier"}), line)) == [("de_facto", line)]
    assert list(prepare.parted(frozenset({"Iran", "Pakistan"}), line)) == [("borders", line)]
    assert list(prepare.parted(frozenset({"Oman"}), line)) == [("coasts", line)]


def test_a_simpler_line_keeps_its_ends_and_its_corners(prepare):
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 1.0), (2.01, 2.0), (2.0, 3.0)]

    assert prepare.simplify(line, 0.05) == [(0.0, 0.0), (2.0, 0.0), (2.0, 3.0)]


def test_a_line_is_cut_at_the_edge_into_the_pieces_that_are_inside(prepare):
    line = [(-1.0, 1.0), (1.0, 1.0), (1.0, 3.0), (1.5, 1.0)]

    assert prepare.clipped(line, (0, 0, 2, 2)) == [
        [(0.0, 1.0), (1.0, 1.0), (1.0, 2.0)],
        [(1.25, 2.0), (1.5, 1.0)],
    ]
    assert prepare.clipped([(3.0, 3.0), (4.0, 4.0)], (0, 0, 2, 2)) == []


def test_the_prepared_file_is_the_same_each_time_and_reads_back(prepare):
    first, second = (prepare.written(prepare.prepare(TOPOLOGY, "0" * 64)) for _ in range(2))

    stored = json.loads(first)
    assert first == second
    assert stored["pakistan"][0] == stored["pakistan"][-1]
    assert [entry["between"] for entry in stored["de_facto"]] == [["India", "Pakistan"]]


# --- the ladder ------------------------------------------------------------------------------------------


def test_the_ladder_counts_what_the_facts_count(charts):
    steps = [row[1] for row in charts["the ladder"].table.rows]

    for rung in RUNGS:
        assert steps.count(rung) == facts()[f"places-{rung.replace(' ', '-')}"].value


def test_the_ladder_names_every_place_and_draws_an_empty_step_as_empty(charts):
    words = words_of(charts["the ladder"])

    for place in groundtable.places():
        assert words.count(place.name) == 1
    assert "Refinery" in words
    assert words.count("none of these places") == 1
    empty = [patch for patch in charts["the ladder"].axes.patches if patch.get_linewidth() == 1.9]
    assert len(empty) == 1


def test_the_ladder_of_rare_earths_is_empty_above_an_occurrence(charts):
    assert charts["the ladder of rare earths"].title == (
        "Of ten places with signs of rare earths, none has a published amount, a mine or a refinery"
    )
    assert words_of(charts["the ladder of rare earths"]).count("none of these places") == 4


def test_the_title_of_the_ladder_tells_mines_reserve_and_rare_earths(charts):
    assert charts["the ladder"].title == (
        "Of 26 places, five are or were mined and one has a reported reserve; of ten with signs of rare earths "
        "none is past an occurrence"
    )


def test_the_steps_of_the_ladder_run_from_the_refinery_down(charts):
    heads = {
        text.get_text(): text.get_position()[1]
        for text in texts_of(charts["the ladder"])
        if text.get_fontweight() == "bold"
    }

    assert list(heads) == [rung.capitalize() for rung in reversed(RUNGS)]
    assert list(heads.values()) == sorted(heads.values())


def test_the_table_of_the_ladder_gives_the_records_own_words(charts):
    status = {place.name: place.status for place in story.deposits()}

    for row in charts["the ladder"].table.rows:
        assert row[2] == status[row[0]]


def test_a_doubt_is_counted_beside_its_step(charts):
    words = words_of(charts["the ladder"])

    assert "five, two in doubt" in words
    assert "four, all in doubt" in words


def test_names_flow_into_lines_that_fit_and_keep_their_order():
    names = ["Loe Shilman", "Sillai Patti", "Jawar", "Koga"]

    lines = groundtable.flow(names, 180, before=13, between=12)

    assert [number for line in lines for number in line] == [0, 1, 2, 3]
    for line in lines:
        assert sum(13 + text_width(names[n]) for n in line) + 12 * (len(line) - 1) <= 180


# --- years to production ---------------------------------------------------------------------------------


def test_the_years_agree_with_the_facts_that_prose_quotes(charts):
    title = charts["years"].title

    assert title == (
        f"From discovery to production took {facts()['years-to-production-127-mines'].value} years on average at "
        f"{facts()['mines-in-lead-time-study'].value:g} mines; for Reko Diq the plan came to "
        f"{facts()['reko-diq-venture-to-target'].value:g} from the first venture"
    )


def test_bars_of_years_start_at_zero_and_keep_one_scale(charts):
    rows = leadtimes.lead_times()
    bars = bars_of(charts["years"])[: len(rows)]

    assert {bar.get_x() for bar in bars} == {leadtimes.LEFT_PT}
    for bar, row in zip(bars, rows, strict=True):
        assert bar.get_width() == pytest.approx(row.years * leadtimes._UNIT_PT)


def test_second_hand_means_and_plans_are_hatched_and_the_first_study_is_filled(charts):
    bars = bars_of(charts["years"])

    assert bars[0].get_hatch() is None
    assert all(bar.get_hatch() == "////" for bar in bars[1 : len(leadtimes.lead_times())])


def test_the_end_of_reko_diq_is_open_because_the_project_was_slowed(charts):
    chart = charts["years of Reko Diq"]

    assert "35 or more" in words_of(chart)
    assert bars_of(chart)[-1].get_linewidth() == 1.9
    assert "the end is open" in chart.note
    assert chart.title == "For Reko Diq the plan came to 35 from the first venture"


def test_the_range_of_the_study_is_drawn_from_the_fastest_to_the_slowest_mine(charts):
    ends = (
        leadtimes.LEFT_PT + facts()[f"years-to-production-{end}-of-127"].value * leadtimes._UNIT_PT
        for end in ("fastest", "slowest")
    )

    drawn = [tuple(line.get_xdata()) for line in charts["years in the world"].axes.lines]

    assert tuple(ends) in drawn


# --- costs -----------------------------------------------------------------------------------------------


def test_the_costs_agree_with_the_facts_that_prose_quotes(charts):
    plan, built = (
        facts()[id].value for id in ("reko-diq-first-phase-plan-2025", "lynas-kalgoorlie-plant-2024")
    )

    assert charts["costs"].title == (
        f"Comparable mines and plants are planned at 100 million to {plan / 1e9:g} billion dollars; the one that is "
        f"built cost {built / 1e6:.0f} million dollars"
    )


def test_plans_are_hatched_what_is_built_is_filled_and_what_is_envisaged_is_dotted(charts):
    bars = bars_of(charts["costs"])
    rows = projectcosts.projects()

    for bar, row in zip(bars, rows, strict=True):
        assert (bar.get_hatch() == "////") == (row.kind == projectcosts.PLANNED), row.name
        dotted = bar.get_linewidth() == 1.9
        assert dotted == (row.kind in (projectcosts.NO_RATE, projectcosts.ENVISAGED)), row.name


def test_bars_of_cost_keep_one_scale_and_a_cost_without_a_rate_has_no_length(charts):
    rows = projectcosts.projects()
    bars = {row.name: bar for bar, row in zip(bars_of(charts["costs"]), rows, strict=True)}
    unit = bars["Reko Diq, first phase"].get_width() / 5600

    for row in rows:
        if row.millions is not None:
            assert bars[row.name].get_width() == pytest.approx(row.millions * unit)
    assert "not known in US dollars" in words_of(charts["costs"])


def test_the_year_of_the_money_is_that_of_the_plan_and_not_of_its_last_news():
    years = {row.name: row.year for row in projectcosts.projects()}

    assert years["Reko Diq, first phase"] == 2025
    assert years["Nolans, Australia: mine to oxide"] == 2022
    assert years["Eneabba, later estimate"] == 2024
    assert years["Kalgoorlie, Australia: first steps"] == 2024


def test_the_memorandum_is_set_beside_the_costs_as_no_cost(charts):
    assert "FWO and USSM, Pakistan" in words_of(charts["costs of antimony"])
    assert (
        "envisaged investment with no site or capacity named, not a cost" in charts["costs of antimony"].note
    )


def test_loans_and_financing_are_left_out():
    drawn = {row.row.name for row in projectcosts.projects()}

    assert not any(name.startswith(("MP Materials", "Mountain Pass")) for name in drawn)


def test_the_family_lists_its_figures():
    assert [draw.__name__ for draw in ground.FIGURES] == [
        "places",
        "ladder",
        "years_to_production",
        "project_costs",
    ]
