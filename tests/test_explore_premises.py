"""Explorers of premises: outcomes by what is granted, and every refusal in one line."""

import itertools
import json
import re

import pytest

from explainer.explore import Conclusion, ExplorerError, Outcome, Premise, premise_explorer
from explainer.explore.plain import premise_explorer_text
from explore_sample import WORDS, follows, what_follows

PREMISES = (
    Premise("rain", "It rains.", "The gardener", ("table:elements",)),
    Premise("wind", "It blows.", "The sailor", ("table:elements",)),
)
WET = Conclusion("wet", "It is wet.", "The walker", ("table:elements",), ("rain", "wind"))
FIELDS = {
    **WORDS,
    "premises": PREMISES,
    "conclusions": (WET,),
    "outcome": follows,
    "standings": {"stands": "Stands", "open": "Open"},
    "key_states": ((), ("rain",), ("wind",)),
}


def declared(**changed):
    from explainer.explore.explorer import _declared

    _declared.pop("sample_premises", None)
    return premise_explorer(name="sample_premises", **{**FIELDS, **changed})


def test_outcomes_follow_from_what_is_granted():
    assert what_follows.outcomes() == {
        "wet": Outcome("open", "Nothing is said of the <rain>."),
        "loud": Outcome("stands", "Because of the wind."),
    }
    assert what_follows.outcomes(granted=("rain",))["loud"].standing == "open"
    assert what_follows.default == {"wind"}


def test_the_table_of_a_page_is_the_function_for_every_combination():
    definition = re.search(r'class="definition">(.*?)</script>', what_follows.html())[1]
    judged = {each["id"]: each for each in json.loads(definition)["conclusions"]}
    assert judged.keys() == {"wet", "loud"}
    for id, each in judged.items():
        for granted in itertools.chain.from_iterable(
            itertools.combinations(("rain", "wind"), n) for n in range(3)
        ):
            bits = sum((name in granted) << n for n, name in enumerate(each["needs"]))
            standing, words, why = each["outcomes"][each["table"][bits]]
            assert Outcome(standing, why) == what_follows.outcomes(granted=granted)[id]
            assert words == what_follows.standings[standing]


def test_a_conclusion_is_told_only_the_premises_it_depends_on():
    told = []

    def outcome(conclusion, granted):
        told.append(granted)
        return Outcome("open", "Because.")

    one = Conclusion("wet", "It is wet.", "The walker", ("table:elements",), ("rain",))
    declared(conclusions=(one,), outcome=outcome).outcomes(granted=("rain", "wind"))

    assert told == [{"rain"}]


@pytest.mark.parametrize(
    "told",
    [
        what_follows.html().split('class="conclusions"')[1],
        premise_explorer_text(what_follows).split("1 of 2.\n")[1],
    ],
    ids=["page", "plain text"],
)
def test_whose_a_conclusion_is_stands_before_it(told):
    places = [told.index(words) for words in ("The walker", "The street is wet.", "Open", "Nothing is said")]

    assert places == sorted(places)


def test_all_prose_is_there_to_be_checked():
    texts = what_follows.texts

    assert {"It rains.", "The sailor", "The street is wet.", "Because of the wind.", "Stands"} <= set(texts)
    assert what_follows.references == ("table:elements",) * 5


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"premises": PREMISES[:1]}, "has 1 premises; give it 2 to 12"),
        (
            {"premises": PREMISES + PREMISES[:1]},
            "has two entries rain; give each premise and conclusion an id",
        ),
        ({"conclusions": ()}, "has no conclusions; name at least one that depends on the premises"),
        ({"standings": {"open": "Open"}}, "has 1 standings; give 2 to 4"),
        ({"key_states": ((),)}, "has 1 key states; give 3 to 6"),
        ({"key_states": ((), (), ("ruin",))}, 'has no premise "ruin"; did you mean rain?'),
        (
            {"conclusions": (Conclusion("wet", "It is wet.", "Me", ("table:elements",), ()),)},
            'lets "wet" depend on 0 premises; name 1 to 8',
        ),
    ],
)
def test_premises_that_cannot_be_are_refused(changed, says):
    with pytest.raises(ExplorerError) as caught:
        declared(**changed)

    assert str(caught.value).startswith(f'explorer "sample-premises" {says}')


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (lambda conclusion, granted: None, 'at "wet" with rain granted returns None; return Outcome(standing, why)'),
        (lambda conclusion, granted: Outcome("sinks", "So."), "with one of stands, open and a reason"),
        (lambda conclusion, granted: Outcome("open", " "), "with one of stands, open and a reason"),
        (lambda conclusion, granted: 1 / 0, 'at "wet" with rain granted raises ZeroDivisionError: division by zero; mend'),
    ],
)  # fmt: skip
def test_a_function_that_gives_no_outcome_is_named_with_its_case(outcome, says):
    with pytest.raises(ExplorerError) as caught:
        declared(outcome=outcome).outcomes(granted=("rain",))

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reasons_without_number_are_refused():
    names = [f"p{n}" for n in range(6)]
    premises = tuple(Premise(name, f"{name}.", "Me", ("table:elements",)) for name in names)
    wet = Conclusion("wet", "It is wet.", "Me", ("table:elements",), tuple(names))
    found = declared(
        premises=premises,
        conclusions=(wet,),
        outcome=lambda _, granted: Outcome("open", f"Granted: {sorted(granted)}."),
        key_states=((), ("p1",), ("p2",)),
    )

    with pytest.raises(ExplorerError) as caught:
        found.html()
    assert str(caught.value) == (
        'explorer "sample-premises" has 64 different outcomes of "wet", more than 40; say why in fewer sentences'
    )
