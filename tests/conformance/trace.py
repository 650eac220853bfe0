"""Short questions to a case."""

from __future__ import annotations

from engine.testing import Case


def completed(case: Case) -> list[str]:
    """Elements that were completed, in order."""
    return [element for element, state in case.trace if state == "completed"]


def count(case: Case, element: str, state: str = "completed") -> int:
    """How often an element reached this state."""
    return case.trace.count((element, state))


def waiting(case: Case) -> list[str]:
    """Elements of the open tasks, sorted."""
    return sorted(task.element_id for task in case.tasks)
