"""The explorer in a notebook, as Python sees it; tests/test_notebooks.py drives its front end in Jupyter."""

import pytest

from explainer import explorers
from explainer.explore import ExplorerError
from explore_sample import bar, steady_bar, what_follows, wide_bar
from explorer_page import WIDGETS
from test_explore_explorer import declared


@pytest.fixture
def widget():
    shown = wide_bar(length=2.5)
    yield shown
    shown.close()


def test_calling_an_explorer_shows_it_in_a_state(widget):
    assert widget.values == {"length": 2.5, "times": 2, "shade": "china"}
    assert widget.figure == wide_bar.frame(widget.values)
    assert repr(widget) == "ExplorerWidget(length=2.5, times=2, shade='china')"


def test_new_values_draw_a_new_figure_at_any_value(widget):
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), names=["figure"])

    widget.values = {"length": 2.2, "times": 7}

    assert seen == [wide_bar.chart(length=2.2, times=7).to_html()]
    assert widget.values == {"length": 2.2, "times": 7, "shade": "china"}


def test_a_step_that_comes_back_as_a_whole_number_draws_the_frame_of_the_page(widget):
    """The front end has one kind of number: 3.0 returns as 3."""
    widget.values = {"length": 3, "times": 2, "shade": "china"}

    assert widget.figure == wide_bar.frame(wide_bar.default)


def test_each_answer_is_counted_though_the_figure_be_the_same(widget):
    before = widget.drawn
    widget.values = {"length": 3.0}
    widget.values = {"length": 3.0, "shade": "usa"}

    assert widget.drawn == before + 2


def test_values_that_cannot_be_set_are_refused_and_nothing_changes(widget):
    before = dict(widget.values)

    with pytest.raises(
        ExplorerError, match=r'^explorer "wide-bar": length is 99, which is out of range; give'
    ):
        widget.values = {"length": 99}

    assert widget.values == before


def test_a_drawing_that_goes_wrong_says_so_and_keeps_the_figure():
    shown = declared(lambda x: bar("sample", 6 / (x - 2)))()
    before = shown.figure

    shown.values = {"x": 2}

    assert shown.figure == before
    assert shown.trouble.startswith('explorer "sample" at x=2 raises ZeroDivisionError')
    shown.values = {"x": 3}
    assert shown.trouble == ""
    shown.close()


def test_the_bundle_has_the_widget_the_page_and_the_text(widget):
    data, _ = widget._repr_mimebundle_()

    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert data["text/html"] == wide_bar.html(length=2.5)
    assert 'class="explorer" id="explorer-wide-bar" data-explorer="wide-bar"' in data["text/html"]
    assert data["text/plain"].startswith("How wide is the bar?\n")
    assert "The bar is 5.00 wide." in data["text/plain"]


def test_the_html_is_the_same_every_time_and_has_no_blank_line():
    assert steady_bar.html() == steady_bar.html()
    assert "\n\n" not in steady_bar.html()
    assert "\n\n" not in what_follows.html()


def test_the_module_and_the_style_are_the_files_beside_the_widget(widget):
    assert widget._esm == (WIDGETS / "explorer.js").read_text("utf-8")
    assert widget._css == (WIDGETS / "explorer.css").read_text("utf-8")


def test_an_explorer_of_premises_is_shown_without_drawing():
    shown = what_follows()

    assert shown._repr_mimebundle_()[0]["text/html"] == what_follows.html()
    assert (
        "The sleeper: The night is loud. Stands. Because of the wind."
        in shown._repr_mimebundle_()[0]["text/plain"]
    )
    shown.close()


@pytest.mark.parametrize("name", explorers.NAMES)
def test_every_explorer_of_the_book_is_shown_by_its_name(name):
    shown = getattr(explorers, name)()

    assert f'data-explorer="{name.replace("_", "-")}"' in shown.html
    shown.close()
