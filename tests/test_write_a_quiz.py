"""The guide for authors: its examples hold, and the messages it shows are the ones that come."""

import re
from pathlib import Path

import pytest

from explainer.quiz import bank_findings
from explainer.quiz.read import parse_bank
from explainer.quiz.types import TYPES

GUIDE = (Path(__file__).resolve().parent.parent / "book" / "write-a-quiz.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
FIRST = EXAMPLES[0]
MESSAGES = (
    GUIDE.partition("## When something is wrong")[2]
    .split("```")[1]
    .removeprefix("text\n")
    .strip()
    .splitlines()
)


def as_bank(example):
    return example if example.startswith("title:") else f"title: Example\nitems:\n{example}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: re.search(r"id: (\S+)", text)[1])
def test_example_of_the_guide_has_nothing_to_mend(example):
    found = [finding.line() for finding in bank_findings(as_bank(example).encode(), "example.yaml")]

    assert found == []


def test_guide_has_an_example_of_each_type():
    shown = {
        item.type for example in EXAMPLES for item in parse_bank(as_bank(example).encode(), "e.yaml").items
    }

    assert shown == set(TYPES)


def change(old, new):
    assert old in FIRST
    return FIRST.replace(old, new, 1).encode()


FAULTS = {
    "key that is no option": change("key: a", "key: d"),
    "no misconception": change("      misconception: the shorter way is the faster one\n", ""),
    "no feedback": re.sub(r"(text: On the inside.*\n)      feedback: >-\n.*\n.*\n", r"\1", FIRST).encode(),
    "misspelt field": change("stem:", "stemm:"),
    "unknown type": change("choose-one", "choose"),
    "no reference": change("because: [source:textbook]", "because: [textbook]").replace(
        b"see: source:textbook", b"see: textbook"
    ),
    "unknown source": change("because: [source:textbook]", "because: [source:texbook]"),
    "colon": change("On both sides alike", "Both: alike"),
    "tab": change("  type:", "\ttype:"),
    "verdict": re.sub(
        r"(text: On the inside.*\n      feedback:) >-\n.*\n.*\n", r"\1 Wrong.\n", FIRST
    ).encode(),
    "id twice": FIRST.encode() + FIRST.partition("items:\n")[2].encode(),
    "not UTF-8": FIRST.encode().replace(b"Rivers", b"Rivi\xe8re"),
}


def test_messages_of_the_guide_are_those_that_come():
    assert len(MESSAGES) == len(FAULTS)
    for (name, content), message in zip(FAULTS.items(), MESSAGES, strict=True):
        said = [finding.line() for finding in bank_findings(content, "rivers.yaml")]

        assert any(message in line for line in said), (name, said)


def test_fault_shown_beside_the_command_is_the_one_that_comes():
    said = [finding.line() for finding in bank_findings(FAULTS["key that is no option"], "rivers.yaml")]

    assert f"fault: {said[0]}\n" in GUIDE
