"""How a table of rules is tested: each row has the smallest bad model and the nearest legal one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from engine.checks import Resources
from tests.engine.checks.models import NAMED, codes, process

NOT_YET = {"not-supported"}


@dataclass(frozen=True)
class Row:
    """One rule. ``bad`` and ``legal`` are bodies of a process; ``root`` stands beside it."""

    code: str
    bad: str
    legal: str
    root: str = NAMED


@dataclass(frozen=True)
class Pair:
    """Two whole files: the bad one is refused for ``code`` alone, the good one is deployed."""

    code: str
    bad: bytes
    good: bytes
    #: Further files of the deployment
    others: tuple[bytes, ...] = ()
    #: Decisions and forms known in the deployment are checked
    resources: Resources | None = None


def rows(*all_rows: Row) -> Any:
    """Parametrize a test over these rows; several rows may have one code."""
    return pytest.mark.parametrize("row", all_rows, ids=_names(all_rows))


def refused_always(row: Row) -> None:
    """Forbidden by the standard: on paper and in execution. The legal model has no finding."""
    assert row.code in codes(process(row.bad, row.root))
    assert row.code in codes(process(row.bad, row.root, executable=False))
    _legal(row)


def refused_in_execution(row: Row) -> None:
    """Legal on paper, refused in an executable process. The legal model has no finding."""
    assert row.code in codes(process(row.bad, row.root))
    assert row.code not in codes(process(row.bad, row.root, executable=False))
    _legal(row)


def _legal(row: Row) -> None:
    assert codes(process(row.legal, row.root)) - NOT_YET == set()


def _names(all_rows: Sequence[Row]) -> list[str]:
    return [f"{row.code}-{number}" for number, row in enumerate(all_rows)]
