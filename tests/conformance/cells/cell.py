"""One cell of a table, and how a case of its model is brought to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine.commands import SetVariables
from engine.testing import Case, Sandbox
from tests.engine import models as m

#: Root elements that most models need
ROOTS = m.a_message() + m.a_message("m2", "other") + m.a_signal() + m.an_error() + m.an_escalation()
#: Variables with which a case begins; ``x`` becomes 6 when a condition shall hold
FACTS = {"order": "7", "x": 0}
ROUNDS = 30


@dataclass(frozen=True)
class Cell:
    """``row`` in ``column``. Refused with ``code``, or it runs and ``done`` are completed."""

    table: str
    row: str
    column: str
    model: bytes = b""
    #: {element: how often it is completed}
    done: tuple[tuple[str, int], ...] = ()
    #: The rule that refuses it
    code: str = ""
    #: BPMN 2.0.2
    clause: str = ""
    #: The case begins by an event
    by_event: bool = False
    #: Tasks are completed before events happen
    tasks_first: bool = False
    #: The second message comes before anything else
    other_first: bool = False
    #: The message comes once, then people act
    told_once: bool = False
    #: Further files of the deployment
    others: Sequence[bytes] = ()
    #: Variables that differ from ``FACTS``
    facts: tuple[tuple[str, object], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}: {self.row}, {self.column}"


def times(**counts: int) -> tuple[tuple[str, int], ...]:
    """How often elements are completed."""
    return tuple(counts.items())


def run(box: Sandbox, cell: Cell) -> Case:
    """A case of the model, brought to its end by what people, the clock and messages do."""
    box.deploy(cell.model, *cell.others)
    if cell.by_event:
        if cell.other_first:
            _other(box, None)
        _happen(box, None)
        if not box.cases("p"):
            box.advance(timedelta(hours=1))
        (case, *_) = box.cases("p")
    else:
        case = box.start("p", FACTS | dict(cell.facts))
    for _ in range(ROUNDS):
        if case.state == "completed" or not _go_on(box, case, cell):
            break
    return case


def _go_on(box: Sandbox, case: Case, cell: Cell) -> bool:
    """Do one thing that brings the case forward."""
    before = list(case.trace)
    for way in _ways(case, cell):
        way(box, case)
        if case.trace != before or case.state == "completed":
            return True
    return False


def _ways(case: Case, cell: Cell) -> tuple[Callable[[Sandbox, Case], None], ...]:
    if cell.other_first:
        return _other, _time, _task, _events
    if cell.told_once and ("n", "completed") in case.trace:
        return (_task,)
    wanted = dict(cell.done).get("h", 1)
    if cell.tasks_first or case.trace.count(("h", "completed")) >= wanted:
        # What does not interrupt could be told for ever
        return _task, _events, _time, _other
    return _events, _time, _task, _other


def _task(box: Sandbox, case: Case) -> None:
    for task in case.tasks[:1]:
        box.complete(case, task.element_id)


def _events(box: Sandbox, case: Case) -> None:
    _happen(box, case)


def _happen(box: Sandbox, case: Case | None) -> None:
    """The message, the signal, the condition."""
    before = [] if case is None else list(case.trace)
    given = {"order": "7", "x": 0} if case is None else {}
    acts: tuple[Callable[[], object], ...] = (
        lambda: box.publish("paid", "7", given),
        lambda: box.signal("alarm", given),
        lambda: _measure(box, case),
    )
    for act in acts:
        act()
        if case is None and box.cases("p"):
            return
        if case is not None and (case.trace != before or case.state == "completed"):
            return


def _measure(box: Sandbox, case: Case | None) -> None:
    if case is not None and case.variables.get("x") != 6:
        box.execute(SetVariables(case.id, {"x": 6}, "measured"))


def _time(box: Sandbox, case: Case) -> None:
    box.advance(timedelta(hours=1))


def _other(box: Sandbox, case: Case | None) -> None:
    """The message that only brings a model to its end."""
    box.publish("other", "7")
