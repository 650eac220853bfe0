"""Which benchmarks there are: all of them, and the ratchets of every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from bench.figures import Figure

Report = Callable[[Path], list[Figure]]


def _report(name: str, face: str = "report") -> Report:
    """The benchmark of a module, imported when it runs."""

    def report(folder: Path) -> list[Figure]:
        found: Report = getattr(import_module(f"bench.{name}"), face)
        return found(folder)

    return report


#: Every row of what must be reached, and what else is watched
ALL: Mapping[str, Report] = {
    name: _report(name)
    for name in (
        "completion", "floor", "growth", "volume", "rounds", "postgres", "todo", "page", "posting",
        "size", "large_case", "shapes", "open_cases", "inbox", "startup", "expressions", "workers",
    )
}  # fmt: skip
#: In every run of the tests: reduced, and failing only where a row is missed by a quarter
RATCHETS: Mapping[str, Report] = {
    name: _report(name, "ratchet")
    for name in ("completion", "floor", "growth", "rounds", "todo", "posting")
}
