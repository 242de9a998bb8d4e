"""An explorer as it is declared and called: values by name, and every refusal in one line."""

import re

import pytest

from explainer.charts.chart import Chart
from explainer.explore import ExplorerError, Prediction, choice, explorer, steps
from explore_sample import WORDS, bar, wide_bar

X = {"x": steps(0, 3, 1, default=0, label="X")}
STATES = ({}, {"x": 1}, {"x": 3})


def declared(draw=lambda x: bar("sample", x), *, name="sample", **changed):
    """An explorer of one control, made in another place each time."""
    draw.__name__ = name
    fields = {**WORDS, "controls": X, "key_states": STATES, **changed}
    from explainer.explore.explorer import _declared

    _declared.pop(name, None)
    return explorer(**fields)(draw)


def refusal(make, *arguments, **fields):
    with pytest.raises(ExplorerError) as caught:
        make(*arguments, **fields)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_chart_of_given_values_is_drawn_at_any_value_in_range():
    assert wide_bar.chart(length=2.2, times=10).title == "The bar is 22.00 wide."
    assert isinstance(wide_bar.chart(), Chart)
    assert wide_bar.default == {"length": 3.0, "times": 2, "shade": "china"}


def test_the_numbers_of_given_values_are_a_table():
    table = wide_bar.numbers(length=5)

    assert list(table.columns) == ["What", "Width"]
    assert list(table["Width"]) == [10.0, 5.0]


def test_the_grid_has_every_state_and_the_last_control_changes_first():
    states = list(wide_bar.grid())

    assert len(states) == wide_bar.frame_count == 9 * 4 * 2
    assert states[:2] == [
        {"length": 1.0, "times": 1, "shade": "china"},
        {"length": 1.0, "times": 1, "shade": "usa"},
    ]
    assert wide_bar.default in states


def test_it_says_what_it_is_and_how_it_is_shown():
    assert repr(wide_bar) == "<Explorer wide_bar: How wide is the bar? Call it to show it.>"
    assert wide_bar.shown(wide_bar.default) == "Length 3.0 cm, Times 2, Colour Red"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"lenth": 2}, 'explorer "wide-bar" has no control "lenth"; did you mean length?'),
        ({"colour": 2}, 'explorer "wide-bar" has no control "colour"; it has length, times, shade'),
        (
            {"length": 9},
            'explorer "wide-bar": length is 9, which is out of range; give a number from 1 to 5.0 cm',
        ),
        (
            {"length": "long"},
            "explorer \"wide-bar\": length is 'long', which is no number; give one from 1 to 5.0 cm",
        ),
        (
            {"length": float("nan")},
            'explorer "wide-bar": length is nan, which is no number; give one from 1 to 5.0 cm',
        ),
        (
            {"shade": "chin"},
            "explorer \"wide-bar\": shade is 'chin', which is none of its options; did you mean china?",
        ),
    ],
)
def test_a_value_that_cannot_be_set_is_one_clear_line(values, says):
    assert refusal(wide_bar.chart, **values) == says
    assert refusal(wide_bar.numbers, **values) == says


def test_more_frames_than_a_page_should_fetch_are_refused_with_the_cure():
    many = {"x": steps(0, 30, 1, default=0, label="X"), "y": steps(0, 9, 1, default=0, label="Y")}

    assert refusal(declared, lambda x, y: bar("sample", x), controls=many, key_states=({},) * 3) == (
        'explorer "sample" has 31 (x) x 10 (y) = 310 frames, more than 240; '
        "take longer steps, first in x, or one control less"
    )


def test_more_controls_than_fit_a_phone_are_refused():
    four = {name: choice({"a": "A", "b": "B"}, default="a", label=name) for name in "wxyz"}

    said = refusal(declared, lambda w, x, y, z: None, controls=four, key_states=({},) * 3)

    assert said == 'explorer "sample" has 4 controls; give it 1 to 3'


def test_controls_are_the_arguments_of_the_function():
    said = refusal(declared, lambda width: None)

    assert (
        said
        == 'explorer "sample" differs from its function in width, x; give each argument a control of its name'
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "has no title; "),
        ({"intro": ""}, "has no intro; "),
        ({"prediction": None}, "has no prediction; ask the reader one with Prediction(...)"),
        ({"things_to_try": ("One.",)}, "has 1 things to try; give 3"),
        ({"things_to_try": "One."}, 'has one text as things_to_try; write a tuple, as in ("...",)'),
        ({"leaves_out": ()}, "does not say what it leaves out; give leaves_out at least one sentence"),
        ({"because": ()}, "rests on nothing; name facts or tables"),
        ({"key_states": ({},)}, "has 1 key states; give 3 to 6"),
        ({"key_states": ({}, {}, {"x": 1.5})}, "has a key state with x=1.5; choose one of its steps"),
    ],
)
def test_an_explorer_that_lacks_its_words_is_refused(changed, says):
    assert says in refusal(declared, **changed)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"stem": "A bar."}, "asks nothing; end its stem with a question mark"),
        ({"options": ("One",)}, "has 1 options; give it two to four"),
        ({"options": ("One", "One")}, "has two options that read alike"),
        ({"key": 3}, "has the key 3, which is the place of no option; set it to 0 to 2"),
        ({"told": ""}, "tells nothing after the guess; fill in told"),
    ],
)
def test_a_prediction_that_cannot_be_asked_is_refused(changed, says):
    fields = {"stem": "How wide?", "options": ("1", "2", "3"), "key": None, "told": "So."}

    assert says in refusal(Prediction, **{**fields, **changed})


def test_two_explorers_of_one_name_are_refused_with_both_places():
    with pytest.raises(ExplorerError) as caught:

        @explorer(**WORDS, controls=X, key_states=STATES)
        def wide_bar(x):
            return bar("wide-bar", x)

    assert re.fullmatch(
        r'explorer "wide-bar" is declared twice, in explore_sample, line \d+ and in test_explore_explorer, line \d+; '
        "rename one of the two functions",
        str(caught.value),
    )


def test_a_function_that_raises_is_named_with_its_state():
    found = declared(lambda x: bar("sample", 6 / (x - 2)))

    assert refusal(found.chart, x=2) == (
        'explorer "sample" at x=2 raises ZeroDivisionError: division by zero; mend its function for this state'
    )


def test_a_function_that_returns_no_chart_is_named_with_its_state():
    assert refusal(declared(lambda x: None).chart) == (
        'explorer "sample" at x=0 returns nothing; end its function with return Chart(...)'
    )
    assert "returns a str; " in refusal(declared(lambda x: "bar").chart)


def test_a_chart_of_another_id_is_refused():
    assert refusal(declared(lambda x: bar("other", x)).chart) == (
        'explorer "sample" at x=0 draws a chart "other"; give every chart the id "sample"'
    )
