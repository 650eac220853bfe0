"""Every rule with its smallest bad model and its nearest good one, as data.

Most stand in the tables of the tests beside this file; ``MORE`` holds the rest and legal variants.
``docs/rules.md`` is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.engine.checks.drawn_pairs import DRAWN
from tests.engine.checks.models import definitions, process
from tests.engine.checks.more_pairs import MORE
from tests.engine.checks.tables import Pair, Row

#: A process that can be run, beside one that only stands on paper
_BESIDE = '<process id="beside" isExecutable="true"><task id="beside_t"/></process>'
#: Elements that the engine does not execute: their rules hold on paper
_PAPER = {
    "service-input-set-count",
    "service-output-set-count",
    "service-input-mismatch",
    "service-output-mismatch",
    "resource-parameter-foreign",
    "correlation-binding-foreign",
}


def pairs() -> list[Pair]:
    """All of them, by code; several may have one code."""
    return sorted([*_of_tables(), *MORE, *DRAWN], key=lambda one: one.code)


def _of_tables() -> Iterator[Pair]:
    for row in _rows():
        if row.code == "item-structure-unresolved":
            continue  # the two differ outside of the process: in MORE
        one = Pair(row.code, process(row.bad, row.root), process(row.legal, row.root))
        if row.code in _PAPER:
            one = replace(one, bad=_paper(row.bad, row.root), good=_paper(row.legal, row.root))
        yield one


def _paper(body: str, root: str) -> bytes:
    return definitions(f'{root}<process id="p">{body}</process>{_BESIDE}')


def _rows() -> Iterator[Row]:
    """The rows of all tables, as their tests are parametrized."""
    for module in sorted(iter_modules([str(Path(__file__).parent)]), key=lambda m: m.name):
        if not module.name.startswith("test_") or module.name == "test_pairs":
            continue
        for test in vars(import_module(f"{__package__}.{module.name}")).values():
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "parametrize" and mark.args[0] == "row":
                    yield from mark.args[1]
