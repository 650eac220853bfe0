"""BPMN 2.0.2, 10.7 Compensation and 10.3.5 Transaction."""

from __future__ import annotations

from typing import Any

from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m
from tests.engine.undoable import HAND, inside


def bookings(*keys: str) -> str:
    """Service tasks whose handlers are service tasks as well."""
    return "".join(
        m.service(key, "book") + m.undone(key, m.service(f"{key}_u", "cancel", **HAND))
        for key in keys
    )


def listen(box: Sandbox) -> list[str]:
    heard: list[str] = []

    def note(job: Any) -> None:
        heard.append(job.element_id)

    box.handle("book", note)
    box.handle("cancel", note)
    return heard


def test_bpmn_10_7_jobs_undo_what_was_completed_in_reverse_order(box: Sandbox) -> None:
    heard = listen(box)
    flow = m.start() + bookings("a", "b") + m.user("w") + m.throw("t", m.compensate()) + m.end()
    box.deploy(m.diagram(flow, m.path("s", "a", "b", "w", "t", "e")))
    case = box.start("p")
    box.complete(case, "w")
    assert heard == ["a", "b", "b_u", "a_u"]
    assert (case.state, completed(case)[-2:]) == ("completed", ["t", "e"])


def test_bpmn_10_7_one_activity_by_reference(box: Sandbox) -> None:
    heard = listen(box)
    flow = m.start() + bookings("a", "b") + m.end("e", m.compensate("a"))
    box.deploy(m.diagram(flow, m.path("s", "a", "b", "e")))
    case = box.start("p")
    assert (case.state, heard) == ("completed", ["a", "b", "a_u"])


def test_bpmn_10_7_a_compensation_event_sub_process_sees_the_data_as_it_was(box: Sandbox) -> None:
    keep = m.script("h_t", "price", "seen")
    inner = inside("x", "b", m.node("task", "b"))
    booked = m.sub(
        "x", m.ext(m.io({"price": "=amount"})), inner, m.handler("h", m.compensate(), task=keep)
    )
    flow = m.start() + booked + m.user("w") + m.throw("t", m.compensate("x")) + m.end()
    box.deploy(m.diagram(flow, m.path("s", "x", "w", "t", "e")))
    case = box.start("p", {"amount": 10})
    box.complete(case, "w", {"amount": 99})
    assert (case.state, count(case, "h"), case.variables["seen"]) == ("completed", 1, 10)


def test_bpmn_10_7_each_iteration_is_undone(box: Sandbox) -> None:
    heard = listen(box)
    twice = m.multi("[1, 2]", inputElement="n")
    undo = m.undone("a", m.service("a_u", "cancel", **HAND))
    flow = m.start() + m.service("a", "book", twice) + undo + m.user("w") + m.end()
    box.deploy(m.diagram(flow, m.throw("t", m.compensate()), m.path("s", "a", "w", "t", "e")))
    case = box.start("p")
    box.complete(case, "w")
    assert (case.state, heard) == ("completed", ["a", "a", "a_u", "a_u"])


def test_bpmn_10_3_5_a_canceled_transaction_is_undone_and_left(box: Sandbox) -> None:
    heard = listen(box)
    inner = (
        m.start("xs") + bookings("a", "b") + m.user("w") + m.xor("g", default="g_xe")
        + m.end("xe") + m.end("xc", m.CANCEL) + m.path("xs", "a", "b", "w", "g", "xe")
        + m.flows("g>xc: stop")
    )  # fmt: skip
    left = m.boundary("c", "x", m.CANCEL) + m.end("ce") + m.flows("c>ce")
    flow = m.start() + m.node("transaction", "x", inner) + m.end() + m.path("s", "x", "e")
    box.deploy(m.diagram(flow, left))
    for stop, undone, ends in ((True, ["b_u", "a_u"], "ce"), (False, [], "e")):
        heard.clear()
        case = box.start("p")
        assert waiting(case) == ["w"]
        box.complete(case, "w", {"stop": stop})
        assert (case.state, heard, completed(case)[-1]) == ("completed", ["a", "b", *undone], ends)
