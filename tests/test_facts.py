"""The register of named numbers, whoever asks for it first."""

import subprocess
import sys

import pytest

from explainer import facts

IN_ORDER = "from explainer.facts import facts; print(*facts())"


@pytest.mark.parametrize("first", ["ground", "arguments", "uses"])
def test_facts_keep_their_order_whichever_module_was_imported_first(first):
    """The page of facts is written in this order: it must not change with what ran before it."""
    done = subprocess.run(
        [sys.executable, "-c", f"import explainer.facts.{first}; {IN_ORDER}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == list(facts.facts())
