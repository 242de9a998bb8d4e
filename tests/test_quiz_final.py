"""The quiz of the whole book: drawn evenly, the same every time."""

from collections import Counter
from dataclasses import replace

import pytest

from explainer.quiz import Bank, bank, bank_names, quiz_html, quiz_text
from explainer.quiz.final import COUNT, draw
from explainer.widgets import show_quiz
from quiz_items import EVERY as EVERY_TYPE

EVERY = replace(EVERY_TYPE, name="every-type")


def chapters(items):
    return Counter(next(name for name in bank_names() if item.id.startswith(name)) for item in items)


def test_the_items_come_evenly_from_every_chapter():
    drawn = chapters(bank("final").items)

    assert sum(drawn.values()) == COUNT
    assert set(drawn) == set(bank_names())
    assert max(drawn.values()) - min(drawn.values()) <= 1


def test_guesses_before_reading_are_not_drawn():
    assert {item.part for item in bank("final").items} == {"after"}


def test_the_same_banks_give_the_same_quiz():
    banks = [bank(name) for name in bank_names()]

    assert draw(banks) == draw(banks)
    assert quiz_html(draw(banks)) == quiz_html(bank("final"))


def test_an_item_keeps_its_words():
    item = bank("final").items[0]
    chapter = next(name for name in bank_names() if item.id.startswith(name))
    original = next(i for i in bank(chapter).items if f"{chapter}-{i.id}" == item.id)

    assert (item.stem, item.references) == (original.stem, original.references)


def test_fewer_items_than_wanted_are_all_drawn():
    one = bank(bank_names()[0])

    assert len(draw([one], 500).items) == sum(item.part == "after" for item in one.items)


def test_an_item_keeps_its_hash_so_that_its_answer_fits_it_here_too():
    originals = {f"{name}-{item.id}": item for name in bank_names() for item in bank(name).items}

    for item in bank("final").items:
        assert item.hash == originals[item.id].hash
        assert replace(item, id=originals[item.id].id) == originals[item.id]


@pytest.mark.parametrize("count", [1, 5, 8])
def test_items_of_every_type_are_drawn_as_they_are(count):
    drawn = draw([EVERY], count).items

    assert len(drawn) == count
    assert {item.id.removeprefix("every-type-") for item in drawn} <= {
        item.id for item in EVERY.part("after")
    }
    assert len({item.id for item in drawn}) == count


def test_every_scored_type_can_be_drawn():
    drawn = draw([EVERY], 100).items

    assert {item.type for item in drawn} == {item.type for item in EVERY.part("after")}


def test_items_of_one_id_in_two_chapters_stay_two():
    twin = Bank("other", "Other", EVERY.items)

    drawn = draw([EVERY, twin], 100).items

    assert len(drawn) == 2 * len(EVERY.part("after"))


def test_an_item_added_to_a_chapter_changes_little_of_the_rest():
    banks = [bank(name) for name in bank_names()]
    before = {item.id for item in draw(banks).items}
    more = replace(EVERY.items[0], id="a-new-one")
    grown = Bank(banks[0].name, banks[0].title, (*banks[0].items, more))

    after = {item.id for item in draw([grown, *banks[1:]]).items}

    assert len(before - after) <= 1


def test_chapter_with_guesses_alone_adds_nothing():
    guesses = Bank("guesses", "Guesses", EVERY.part("before"))

    assert draw([guesses, EVERY], 100) == draw([EVERY], 100)


def test_final_quiz_is_shown_as_any_other():
    assert quiz_text(bank("final")).startswith("The whole book\n\n1. ")
    widget = show_quiz("final", confidence=True)
    assert 'data-quiz="final" data-part="after" data-confidence="on"' in widget.html
    assert len(widget.frame()) == COUNT
    widget.close()
