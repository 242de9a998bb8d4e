"""The argument map: its records, the trees they make, and the file itself."""

import re

import pytest

from explainer import quantities, story
from explainer.references import reference
from explainer.story import Argument, StoryError, read_records, trees

MAP = """\
- id: publish
  part: conclusion
  text: The text should be published.
  who: PTI
  rests_on: [claim:c41]
- id: no-text
  part: evidence
  answers: publish
  text: No text was found.
  rests_on: [deal-term:instrument]
- id: known
  part: rebuttal
  answers: publish
  text: Some terms are known.
  rests_on: [claim:c41]
- id: missing
  part: rebuttal
  answers: known
  text: The price is not.
  rests_on: [deal-term:price-formula]
"""


@pytest.fixture
def arguments_of(tmp_path):
    """Write a text into arguments.yaml and read it as arguments."""

    def read(text):
        path = tmp_path / "arguments.yaml"
        path.write_text(text, encoding="utf-8")
        return read_records(path, Argument, ())

    return read


def map_with(old: str, new: str) -> str:
    assert old in MAP
    return MAP.replace(old, new, 1)


# Records


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "part: evidence",
            "part: proof",
            'part "proof" is not one of: conclusion, reason, rebuttal, evidence',
        ),
        (
            "  answers: known\n",
            "",
            r'line 16: argument "missing": answers is empty; name the id of the step that this rebuttal speaks to',
        ),
        (
            "  who: PTI",
            "  answers: known",
            'a conclusion answers nothing, and this one answers "known"; remove answers',
        ),
        ("[claim:c41]", "[]", "rests_on is empty; name a record of the book, such as claim:c41"),
        ("[claim:c41]", "[c41]", 'rests_on holds "c41"; write it as kind:id, such as claim:c41'),
        (
            "  who: PTI",
            "  side: ptj",
            'side "ptj" is not one of: pakistan-government, ussm-us, pti,',
        ),
        (
            "  answers: known\n",
            "  answers: known\n  side: pti\n",
            'a rebuttal has no side, and this one has "pti"; say in who whose point it is',
        ),
        (
            "  who: PTI",
            "  needs: [refinery-follows]",
            'conclusion needs no premise, and this one needs "refinery-follows"; remove needs',
        ),
        (
            "answers: known",
            "answers: knwon",
            'it points at "knwon", which is not in this file; did you mean known?',
        ),
    ],
)
def test_a_faulty_step_is_refused_with_its_place_and_the_mend(arguments_of, old, new, message):
    with pytest.raises(StoryError, match=message) as caught:
        arguments_of(map_with(old, new))

    assert str(caught.value).startswith("arguments.yaml, line ")
    assert "\n" not in str(caught.value)


def test_only_a_rebuttal_speaks_against_what_it_answers(arguments_of):
    assert [step.is_for for step in arguments_of(MAP)] == [True, True, False, False]


# Trees


def test_a_tree_holds_each_step_below_the_one_it_answers(arguments_of):
    (tree,) = trees(arguments_of(MAP))

    assert [(step.argument.id, step.depth) for step in tree.walk()] == [
        ("publish", 0),
        ("no-text", 1),
        ("known", 1),
        ("missing", 2),
    ]


def test_each_conclusion_has_a_tree_of_its_own(arguments_of):
    second = "- id: other\n  part: conclusion\n  text: Another.\n  rests_on: [claim:c40]\n"

    assert [tree.argument.id for tree in trees(arguments_of(MAP + second))] == ["publish", "other"]


def test_no_arguments_make_no_trees():
    assert trees(()) == ()


def test_a_step_that_stands_above_what_it_answers_is_refused(arguments_of):
    first, *rest = arguments_of(MAP)

    message = 'argument "no-text" answers "publish", which does not stand above it; move it below'
    with pytest.raises(StoryError, match=message):
        trees([*rest, first])


def test_evidence_cannot_be_answered(arguments_of):
    steps = arguments_of(map_with("answers: known", "answers: no-text"))

    with pytest.raises(
        StoryError, match=r'"missing" answers "no-text", which is evidence; let it answer what'
    ):
        trees(steps)


# The file


def test_each_of_the_six_sides_has_a_conclusion_and_pti_two():
    assert {
        tree.argument.id: (tree.argument.side, tree.argument.who) for tree in trees(story.arguments())
    } == {
        "publish-the-text": ("pti", "PTI"),
        "procedure-bypassed": ("pti", "PTI"),
        "less-dependence": ("ussm-us", "USSM and government releases"),
        "end-imf-need": ("pakistan-government", "Prime Minister Sharif"),
        "consult-the-provinces": ("other-pakistani", "Rabbani (PPP)"),
        "mining-builds-skills": ("china", "China's ambassador"),
        "pilots-first": ("independent", "Samarium.dev, a trade-style site"),
    }


def test_a_point_needs_only_premises_that_there_are_and_every_premise_is_needed():
    needed = {name for argument in story.arguments() for name in argument.needs}

    assert needed == {premise.id for premise in story.premises()}


@pytest.mark.parametrize("premise", story.premises(), ids=lambda premise: premise.id)
def test_a_premise_rests_on_a_record_that_leaves_it_open(premise):
    found = [reference(name) for name in premise.rests_on]

    assert any(record.kind == "claim" and record.record.status != "well supported" for record in found)
    assert premise.text.endswith(".")


@pytest.mark.parametrize(
    "argument", [a for a in story.arguments() if a.needs], ids=lambda argument: argument.id
)
def test_only_what_speaks_to_a_conclusion_needs_premises(argument):
    conclusions = {tree.argument.id for tree in trees(story.arguments())}

    assert argument.answers in conclusions


@pytest.mark.parametrize("tree", trees(story.arguments()), ids=lambda tree: tree.argument.id)
def test_every_conclusion_meets_points_for_and_against_it(tree):
    assert {answer.argument.is_for for answer in tree.answers} == {True, False}


@pytest.mark.parametrize("tree", trees(story.arguments()), ids=lambda tree: tree.argument.id)
def test_the_maps_are_of_like_size(tree):
    assert 10 <= len(list(tree.walk())) <= 13
    assert max(step.depth for step in tree.walk()) <= 4


@pytest.mark.parametrize("argument", story.arguments(), ids=lambda argument: argument.id)
def test_a_step_rests_on_records_of_the_book_that_carry_its_numbers(argument):
    found = [reference(name) for name in argument.rests_on]
    carried = set().union(*(quantities.numbers_of(record.text) for record in found))

    assert all(record.source_ids for record in found if record.kind != "law")
    for quantity in quantities.quantities(argument.text):
        assert any(abs(number - quantity.value) < quantity.step * 1e-6 for number in carried), quantity.text


@pytest.mark.parametrize("argument", story.arguments(), ids=lambda argument: argument.id)
def test_a_step_is_one_short_sentence_without_a_verb_that_takes_a_side(argument):
    assert len(argument.text) <= 110
    assert argument.text.endswith(".")
    assert not re.search(r"\b(admit|conced|slam|boast|claim(s|ed) that|today|now|currently)", argument.text)
