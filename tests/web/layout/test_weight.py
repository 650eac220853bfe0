"""What a page loads, compressed, with all that its script imports: nobody pays for the modeler but
who draws. Budget of inbox and task: 300 KB (ui: quality floor).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DIST = Path("web/static/dist")
_IMPORT = re.compile(r"""(?:import|from)\s*["']\./([\w.\-]+\.js)["']""")
#: (page, its scripts and styles, KB at most)
PAGES = (
    ("every page", ("app.js", "app.css"), 120),
    ("a task", ("app.js", "app.css", "form.js", "form.css"), 300),
    ("a case on its diagram", ("app.js", "app.css", "diagram.js", "diagram.css"), 200),
    ("the modeler", ("app.js", "app.css", "modeler.js", "modeler.css"), 720),
    ("a decision table", ("app.js", "app.css", "tables.js", "tables.css"), 560),
    ("the comparison", ("app.js", "app.css", "compare.js", "compare.css"), 240),
    ("a trial", ("app.js", "app.css", "trial.js", "trial.css"), 420),
    ("a form", ("app.js", "app.css", "form-file.js", "form-file.css"), 320),
)


def loaded(names: tuple[str, ...]) -> set[str]:
    """The files, and all that they import before they run."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name.endswith(".js"):
                waiting += _IMPORT.findall((DIST / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize(("page", "names", "most"), PAGES, ids=[page for page, *_ in PAGES])
def test_a_page_weighs_no_more_than_its_budget(
    page: str, names: tuple[str, ...], most: int
) -> None:
    weight = sum((DIST / f"{name}.gz").stat().st_size for name in loaded(names)) / 1024
    assert weight <= most, f"{page}: {weight:.0f} KB"


def test_what_draws_is_not_part_of_what_everybody_loads() -> None:
    everybody = loaded(("app.js", "form.js", "diagram.js"))
    assert not everybody & {"modeler.js", "tables.js", "compare.js"}
    assert len(loaded(("modeler.js",))) > 1
