"""Three versions of a folder of files: what was, what one side made of it, what the other did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Merged:
    """``taken``: {name: content from the other side, None: removed there}; ``both``: conflicts."""

    taken: dict[str, bytes | None]
    both: tuple[str, ...]


def merge(was: Files, mine: Files, theirs: Files) -> Merged:
    """What of ``theirs`` may be taken over without touching what was changed in ``mine``."""
    taken: dict[str, bytes | None] = {}
    both: list[str] = []
    for name in sorted({*was, *mine, *theirs}):
        before, own, new = was.get(name), mine.get(name), theirs.get(name)
        if new in (before, own):
            continue
        if own == before:
            taken[name] = new
        else:
            both.append(name)
    return Merged(taken, tuple(both))


def changed(was: Files, now: Files) -> dict[str, str]:
    """{name: added, changed or removed}, by name."""
    found: dict[str, str] = {}
    for name in sorted({*was, *now}):
        if name not in was:
            found[name] = "added"
        elif name not in now:
            found[name] = "removed"
        elif was[name] != now[name]:
            found[name] = "changed"
    return found
