"""Which benchmarks there are: the fast ones of every run, and those that take minutes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from bench.figures import Figure

Report = Callable[[Path], list[Figure]]


def _report(name: str) -> Report:
    """The benchmark of a module, imported when it runs."""

    def report(folder: Path) -> list[Figure]:
        found: Report = import_module(f"bench.{name}").report
        return found(folder)

    return report


_FAST = ("completion", "floor", "growth", "inbox", "startup", "expressions", "size")
FAST: Mapping[str, Report] = {name: _report(name) for name in _FAST}
LONG: Mapping[str, Report] = {
    **FAST,
    **{name: _report(name) for name in ("rounds", "postgres", "volume")},
}
