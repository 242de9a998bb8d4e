"""The package as a newcomer's kernel meets it."""

import ast
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

HEAVY = (
    "matplotlib",
    "numpy",
    "pandas",
    "ipywidgets",
    "anywidget",
    "traitlets",
    "IPython",
    "click",
    "sphinx",
)
PACKAGE = Path(str(files("explainer")))

# Each room may import from the rooms after it, never back.
ORDER = [
    "cli",
    "preview",
    "proof",
    "site",
    "explorers",
    "explore",
    "widgets",
    "charts",
    "quiz",
    "backing",
    "references",
    "facts",
    "models",
    "story",
    "data",
    "sources",
]


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "module", ["", ".data", ".story", ".models", ".facts", ".references", ".quiz", ".sources", ".explorers"]
)
def test_the_core_imports_with_the_standard_library_and_a_yaml_reader(module):
    loaded = run(
        f"import sys, explainer{module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    ).split()

    assert not set(loaded) & set(HEAVY)


def test_importing_the_package_reads_no_record():
    opened = run(
        "import sys\n"
        "sys.addaudithook(lambda event, args: event == 'open' and str(args[0]).endswith(('.csv', '.yaml', '.json')) "
        "and print(args[0]))\n"
        "import explainer, explainer.quiz, explainer.references\n"
    )

    assert opened == ""


def test_every_public_name_is_there():
    import explainer

    assert {name for name in explainer.__all__ if getattr(explainer, name) is None} == set()


def test_an_unknown_name_is_an_attribute_error():
    import explainer

    with pytest.raises(AttributeError, match="no attribute 'chart'"):
        explainer.chart  # noqa: B018


def rooms():
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in ORDER:
            yield room, path


def imported_rooms(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "explainer":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("explainer."):
            yield node.module.split(".")[1]


def test_imports_point_one_way():
    back = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for room, path in rooms()
        for other in imported_rooms(path)
        if other in ORDER and other != room and ORDER.index(other) < ORDER.index(room)
    ]

    assert back == []
