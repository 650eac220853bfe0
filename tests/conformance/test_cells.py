"""BPMN 2.0.2, cell by cell: every element in every position runs, or is refused by its rule."""

from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from engine.errors import DeploymentRefused
from engine.testing import Sandbox
from tests.conformance.cells.cell import Cell, run
from tests.conformance.cells.page import PAGE, page
from tests.conformance.cells.tables import ALL, NOT_YET
from tests.conformance.trace import count

RUNS = [cell for cell in ALL if not cell.code and cell.name not in NOT_YET]
REFUSED = [cell for cell in ALL if cell.code]


@pytest.mark.parametrize("cell", RUNS, ids=lambda cell: cell.name)
def test_it_runs(box: Sandbox, cell: Cell) -> None:
    box.handle("work", lambda job: {})
    case = run(box, cell)
    seen = {element: count(case, element) for element, _ in cell.done}
    assert (case.state, seen) == ("completed", dict(cell.done))


@pytest.mark.parametrize("cell", REFUSED, ids=lambda cell: cell.name)
def test_it_is_refused(cell: Cell) -> None:
    assert cell.code in codes(cell)


def test_what_is_not_supported_yet_is_refused_as_that() -> None:
    waiting = [cell for cell in ALL if cell.name in NOT_YET]
    assert {cell.name: codes(cell) for cell in waiting} == {
        cell.name: {"not-supported"} for cell in waiting
    }
    assert len(waiting) == len(NOT_YET)


def test_names_are_names_of_one_cell() -> None:
    assert len({cell.name for cell in ALL}) == len(ALL) >= 400


def test_the_page_is_current() -> None:
    """Made anew by ``python -m tests.conformance.cells.page``."""
    assert PAGE.read_text(encoding="utf-8") == page()


def codes(cell: Cell) -> set[str]:
    try:
        compile_bundle({"a.bpmn": cell.model})
    except DeploymentRefused as refused:
        return {problem.code for problem in refused.problems}
    return set()
