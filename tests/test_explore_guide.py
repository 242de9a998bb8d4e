"""The explorer that CONTRIBUTING.md shows: it is whole, and it is short."""

import re
import sys
import types

from explainer import references
from explainer.explore.explorer import _declared
from explainer.explore.frames import frames
from site_pages import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.search(r"## To add an explorer\n.*?```python\n(.*?)```", GUIDE, re.DOTALL)[1]


def test_the_guide_shows_an_explorer_in_fifteen_lines_that_works(tmp_path, monkeypatch):
    lines = [line for line in CODE.splitlines() if line and not line.startswith("from ")]
    assert len(lines) <= 15
    module = types.ModuleType("the_guide")
    monkeypatch.setitem(sys.modules, "the_guide", module)
    file = tmp_path / "the_guide.py"
    file.write_text(CODE, encoding="utf-8")
    _declared.pop("oxide_in_ore", None)

    exec(compile(CODE, str(file), "exec"), module.__dict__)

    found = module.oxide_in_ore
    assert found.chart(grade_pct=3).title == "100 t hold 3 t"
    assert list(found.numbers(grade_pct=3.25)["Mass (t)"]) == [3.25]
    assert len(frames(found, tmp_path).html) == found.frame_count == 15
    assert 'data-explorer="oxide-in-ore"' in found.html()
    assert all(references.reference(name) for name in found.because)
