"""The rules in words: what must hold, by which clause, in English and Chinese.

``catalog.txt`` has one line per code. A finding says what is wrong where; this says what would be
right, for people who have to correct it and for ``docs/rules.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("catalog.txt")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule."""

    code: str
    #: Clause of BPMN 2.0.2 (OMG formal/2013-12-09) by number and title; ``–``: a rule of our own
    clause: str
    english: str
    chinese: str
    #: The heading under which it stands
    chapter: str


@cache
def entries() -> Mapping[str, Entry]:
    """{code: its rule}, in the order of the file."""
    chapter, found = "", {}
    for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            chapter = line.removeprefix("#").strip()
        elif line.strip():
            code, clause, english, chinese = (part.strip() for part in line.split("|"))
            found[code] = Entry(code, clause, english, chinese, chapter)
    return found


def rule_of(code: str) -> Entry | None:
    """The rule behind a finding; None for codes of other rooms."""
    return entries().get(code)
