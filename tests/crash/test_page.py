"""``docs/durability.md`` names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_FILE_OR_TEST = re.compile(r"`(tests/[\w/]+\.py|test_\w+)`")


def test_every_test_of_the_page_on_durability_is_there() -> None:
    named = _FILE_OR_TEST.findall((ROOT / "docs" / "durability.md").read_text())
    source, missing = "", []
    for name in named:
        if name.startswith("tests/"):
            file = ROOT / name
            source = file.read_text() if file.exists() else ""
        elif f"def {name}(" not in source:
            missing.append(name)
    assert len(named) > 40
    assert missing == []
