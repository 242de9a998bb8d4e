"""The quiz of the whole book: drawn evenly, the same every time."""

from collections import Counter

from explainer.quiz import bank, bank_names, quiz_html
from explainer.quiz.final import COUNT, draw


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
