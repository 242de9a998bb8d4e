"""`explainer check` on the real project, and on copies of it with one fault of each kind."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainer import proof
from explainer.prose import paragraphs

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "notebooks/01-the-story.ipynb"
BANK = "src/explainer/quiz/banks/01-the-story.yaml"


def check(root):
    return subprocess.run(
        [sys.executable, "-m", "explainer.cli", "check"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_project(place):
    """Everything that the proof reads."""
    for name in ("src", "book", "notebooks"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "_config.yml", place)
    return place


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path)


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}: the test seeds nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_cell(path, source, **cell):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].append(
        {"cell_type": "markdown", "id": "seeded", "metadata": {}, "source": source, **cell}
    )
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_the_project_is_proven():
    done = check(ROOT)

    assert (done.returncode, done.stdout) == (
        0,
        "Every number, claim, chart and item has what stands behind it.\n",
    ), done.stdout + done.stderr


def prose(text):
    return lambda root: add_cell(root / CHAPTER, text)


def edit(path, old, new):
    return lambda root: replace(root / path, old, new)


def stored_output(root):
    add_cell(root / CHAPTER, "1", cell_type="code", outputs=[], execution_count=3)


def chart_without_alt(root):
    replace(root / "src/explainer/charts/story/__init__.py", "def describe_timeline(", "def _described(")
    with (root / "src/explainer/charts/story/__init__.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef describe_timeline(*_, **__):\n    return ''\n")


FAULTS = {
    "a number without a link": (
        prose("It weighs 4321 tonnes."),
        r'cell \d+: "4321" has no source; link it to a fact',
    ),
    "a spelled number without a link": (prose("It weighs forty tonnes."), r'"forty" has no source'),
    "a number that is not the fact's": (
        prose("They imported [700 t](../book/facts.md#us-antimony-ore-imports-2025)."),
        r'"700" is not 600 t; correct it, or the link to fact:us-antimony-ore-imports-2025',
    ),
    "a relation that is not true": (
        prose("They imported more than [650 t](../book/facts.md#us-antimony-ore-imports-2025)."),
        r'"650" is not 600 t',
    ),
    "a number that the claim does not carry": (
        prose("He said [7 trillion dollars](../book/claims.md#c10)."),
        r'"7 trillion" is not in claim:c10',
    ),
    "a link to nothing": (
        prose("He [said so](../book/claims.md#c961)."),
        r'nothing on claims\.md has the id "c961"; did you mean .*; link to an id that exists',
    ),
    "a word that does not say when": (
        prose("It is still so today."),
        r'"today" does not say when; give the date',
    ),
    "a verb that takes a side": (prose("He admitted it."), r'"admitted" takes a side; write "said"'),
    "a number on a page": (
        edit("book/about.md", "# ", "It weighs 4321 tonnes.\n\n# "),
        r'book/about\.md, line \d+: "4321" has no source',
    ),
    "a notebook with outputs": (stored_output, r"cell \d+: is stored with its output; clear all outputs"),
    "a notebook that is none": (edit(CHAPTER, "{", ""), r"01-the-story\.ipynb: is not a notebook"),
    "a page behind the records": (
        edit("book/claims.md", "Lin Jian", "Lin"),
        r"book/claims\.md: is not what the records say; run `explainer pages`",
    ),
    "a claim without a source": (
        edit(
            "src/explainer/story/claims.yaml",
            "  source_ids:\n  - arabnews-2025-09-08-mou-mirror\n  - geo-2025-09-08-mou",
            "  source_ids: []",
        ),
        r'claims\.yaml, line \d+: claim "c01": source_ids is empty',
    ),
    "a row without a source": (
        edit("src/explainer/data/antimony_spot.csv", "artemis_sb", ""),
        r"antimony_spot\.csv, line 2: .*source_id",
    ),
    "a row of an unknown source": (
        edit("src/explainer/data/antimony_spot.csv", "artemis_sb", "artemis"),
        r'antimony_spot\.csv, line 2: .*"artemis"',
    ),
    "a renamed column": (
        edit("src/explainer/data/antimony_spot.csv", "low_usd_per_t", "low"),
        r'antimony_spot\.csv, line 1: .*"low',
    ),
    "a wrong type": (
        edit("src/explainer/data/antimony_spot.csv", "16800", "dear"),
        r'line 2: .*"dear" is not a number',
    ),
    "a YAML file that does not parse": (
        edit(
            "src/explainer/story/parties.yaml",
            "- id:",
            "- id: [",
        ),
        r"parties\.yaml, line \d+: ",
    ),
    "an option without feedback": (
        edit(BANK, "feedback:", "feed-back:"),
        r'01-the-story\.yaml, line \d+: item ".*feed-back',
    ),
    "two items of one id": (
        lambda root: (root / BANK).write_text(
            re.sub(r"- id: [\w-]+", "- id: same", (root / BANK).read_text(encoding="utf-8"), count=2),
            encoding="utf-8",
        ),
        r"01-the-story\.yaml, line \d+: .*same",
    ),
    "a bank that does not parse": (edit(BANK, "items:", "items: ["), r"01-the-story\.yaml, line \d+: "),
    "an item that names nothing that exists": (
        edit(BANK, "because: [event:", "because: [event:t99, event:"),
        r'01-the-story\.yaml, line \d+: item ".*": reference "event:t99": there is no event of that id',
    ),
    "a chart without alt text": (chart_without_alt, r"charts\.story\.timeline: .*alt"),
}


# After one of these nothing else of its file, or nothing else at all, can be judged.
ALONE = {
    "a notebook that is none",
    "a claim without a source",
    "a row without a source",
    "a row of an unknown source",
    "a renamed column",
    "a wrong type",
    "a YAML file that does not parse",
    "two items of one id",
    "a bank that does not parse",
    "an item that names nothing that exists",
}


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory):
    """What is said of one project with every fault that leaves the others to be seen."""
    root = copy_project(tmp_path_factory.mktemp("faults"))
    for fault, (seed, _) in FAULTS.items():
        if fault not in ALONE:
            seed(root)
    return check(root)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_one_clear_line(fault, request):
    seed, expected = FAULTS[fault]
    if fault in ALONE:
        project = request.getfixturevalue("project")
        seed(project)
        done = check(project)
    else:
        done = request.getfixturevalue("all_at_once")

    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert re.search(expected, said), said
    assert "Traceback" not in said
    about = [line for line in said.splitlines() if re.search(expected, line)]
    assert len(about) == 1
    assert "; " in about[0]


def findings_in(markdown):
    return [f.line() for p in paragraphs(markdown) for f in proof._paragraph(p, "here")]


@pytest.mark.parametrize(
    "text",
    [
        "They imported [600 t](../book/facts.md#us-antimony-ore-imports-2025) in 2025.",
        "They imported about [610 t](../book/facts.md#us-antimony-ore-imports-2025).",
        "They imported more than [590 t](../book/facts.md#us-antimony-ore-imports-2025).",
        "It weighed [fewer than two tonnes](../book/claims.md#c89).",
        "The paper wrote of “a modest first consignment of fewer than two tonnes” ([the FT](../book/claims.md#c89)).",
        "On 8 September 2025 three parties met; Article 172 and the 18th Amendment apply to the F-35.",
        "He said “we do this now” and “today” ([he](../book/claims.md#c24)).",
        "Set `n = 4321` and run the cell.",
    ],
)
def test_what_is_proven_or_needs_no_proof_is_not_found(text):
    assert findings_in(text) == []


def test_a_quotation_that_no_linked_record_carries_is_no_licence():
    assert findings_in("He said “it weighed 4321 tonnes” ([he](../book/claims.md#c24)).") == [
        'here: "4321" has no source; link it to a fact or to the record it is from'
    ]


def test_a_fact_is_proven_only_by_its_own_link():
    linked_elsewhere = "They imported [600 t](../book/claims.md#c89) in 2025."

    assert len(findings_in(linked_elsewhere)) == 1


def test_a_chapter_that_is_too_long_or_too_hard_is_found():
    hard = "Notwithstanding considerable institutional opposition, parliamentary representatives deliberated extensively. "
    said = [f.line() for f in proof._length_and_grade([hard * 20], "n", "01-the-story")]

    assert any("has 160 words of prose; a chapter has 900 to 1600" in line for line in said)
    assert any("shorten sentences and words to grade 10" in line for line in said)
