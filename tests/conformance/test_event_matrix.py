"""Every trigger in every position and scope. BPMN 2.0.2, 10.5 tables of events by position, 13.5.

Each cell is a diagram of its own: what is waited for happens, and the case ends as it should.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import SetVariables
from engine.testing import Case, Sandbox
from tests.conformance.trace import count, waiting
from tests.engine import models as m

ROOTS = m.a_message() + m.a_message("m2", "other") + m.a_signal() + m.an_error() + m.an_escalation()
FACTS = {"order": "7", "x": 0}
TRIGGERS = {
    "message": m.message(),
    "signal": m.signal(),
    "timer": m.timer("PT1H"),
    "date": m.timer(date='=now() + duration("PT1H")'),
    "cycle": m.timer(cycle="R1/PT1H"),
    "conditional": m.condition("x > 5"),
}


def happen(box: Sandbox, case: Case, kind: str) -> None:
    if kind == "message":
        box.publish("paid", "7")
    elif kind == "signal":
        box.signal("alarm")
    elif kind == "conditional":
        box.execute(SetVariables(case.id, {"x": 6}, "measured"))
    else:
        box.advance(timedelta(hours=1))


def inside(task: str = "") -> str:
    """Start, a task ``a`` (or what is given), end."""
    return m.start("is") + (task or m.user("a")) + m.end("ie") + m.path("is", "a", "ie")


def process(host: str, *parts: str) -> bytes:
    called = m.process(inside(), id="q") if "calledElement" in host else ""
    main = m.process(m.start(), host, m.end(), m.path("s", "h", "e"), *parts)
    return m.definitions(ROOTS, main, called)


TWICE = m.multi("[1, 2]", inputElement="n")
ROW = m.multi("[1, 2]", inputElement="n", sequential=True)
WAITING = m.catch("a", m.message("m2"))
HOSTS = {
    "user task": m.user("h"),
    "service task": m.service("h", "never done"),
    "receive task": m.node("receiveTask", "h", messageRef="m2"),
    "sub-process": m.sub("h", inside()),
    "waiting sub-process": m.sub("h", inside(WAITING)),
    "transaction": m.node("transaction", "h", inside()),
    "call activity": m.node("callActivity", "h", calledElement="q"),
    "ad-hoc": m.node("adHocSubProcess", "h", m.user("a")),
    "repeated task": m.user("h", TWICE),
    "task in a row": m.user("h", ROW),
    "repeated sub-process": m.sub("h", TWICE, inside()),
    "repeated call": m.node("callActivity", "h", TWICE, calledElement="q"),
}


@pytest.mark.parametrize("kind", TRIGGERS)
@pytest.mark.parametrize("host", HOSTS)
def test_bpmn_13_5_3_boundary_that_interrupts(box: Sandbox, host: str, kind: str) -> None:
    side = m.boundary("b", "h", TRIGGERS[kind]) + m.end("be") + m.path("b", "be")
    box.deploy(process(HOSTS[host], side))
    case = box.start("p", FACTS)
    assert case.state == "active"
    happen(box, case, kind)
    assert (case.state, count(case, "b"), count(case, "be")) == ("completed", 1, 1)
    assert (count(case, "h"), count(case, "e"), waiting(case)) == (0, 0, [])


BESIDE = {key: HOSTS[key] for key in ("user task", "sub-process", "call activity", "ad-hoc")}


def finish(box: Sandbox, case: Case) -> None:
    for task in case.tasks:
        box.complete(case, task.element_id)


@pytest.mark.parametrize("kind", TRIGGERS)
@pytest.mark.parametrize("host", BESIDE)
def test_bpmn_13_5_3_boundary_that_does_not_interrupt(box: Sandbox, host: str, kind: str) -> None:
    side = m.boundary("b", "h", TRIGGERS[kind], interrupting=False) + m.end("be")
    box.deploy(process(HOSTS[host], side, m.path("b", "be")))
    case = box.start("p", FACTS)
    happen(box, case, kind)
    assert (case.state, count(case, "b"), count(case, "h", "terminated")) == ("active", 1, 0)
    finish(box, case)
    assert (case.state, count(case, "h"), count(case, "e")) == ("completed", 1, 1)


def scope(kind: str, *parts: str) -> bytes:
    """A scope of this kind that holds a task ``a`` and these parts."""
    body = inside() + "".join(parts)
    if kind == "process":
        return m.definitions(ROOTS, m.process(body))
    if kind == "called process":
        call = m.node("callActivity", "h", calledElement="q")
        main = m.process(m.start(), call, m.end(), m.path("s", "h", "e"))
        return m.definitions(ROOTS, main, m.process(body, id="q"))
    if kind == "deep":
        body = m.sub("d", body) + m.start("ds") + m.end("de") + m.path("ds", "d", "de")
    if kind == "event sub-process":
        first = m.node("startEvent", "is", m.condition("true"), isInterrupting="false")
        body = body.replace(m.start("is"), first)
        return process(m.node("task", "h"), m.sub("o", body, triggeredByEvent="true"))
    tag = "transaction" if kind == "transaction" else "subProcess"
    return process(m.node(tag, "h", body))


SCOPES = (
    "process", "sub-process", "deep", "transaction", "called process", "event sub-process",
)  # fmt: skip


#: A called process has variables of its own: what is measured outside does not reach it
CELLS = [
    (where, kind)
    for where in SCOPES
    for kind in TRIGGERS
    if (where, kind) != ("called process", "conditional")
]


@pytest.mark.parametrize(("where", "kind"), CELLS)
def test_bpmn_13_5_4_handler_that_interrupts(box: Sandbox, where: str, kind: str) -> None:
    box.deploy(scope(where, m.handler("g", TRIGGERS[kind])))
    case = box.start("p", FACTS)
    assert waiting(case) == ["a"]
    happen(box, case, kind)
    assert (case.state, count(case, "g"), count(case, "a", "terminated")) == ("completed", 1, 1)


@pytest.mark.parametrize(("where", "kind"), CELLS)
def test_bpmn_13_5_4_handler_that_runs_beside(box: Sandbox, where: str, kind: str) -> None:
    side = m.handler("g", TRIGGERS[kind], interrupting=False, task=m.user("g_t"))
    box.deploy(scope(where, side))
    case = box.start("p", FACTS)
    happen(box, case, kind)
    assert waiting(case) == ["a", "g_t"]
    finish(box, case)
    assert (case.state, count(case, "g"), count(case, "a")) == ("completed", 1, 1)


CODED = {"error": m.error, "escalation": m.escalation}


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("kind", CODED)
@pytest.mark.parametrize("where", SCOPES)
def test_bpmn_10_5_6_error_and_escalation_in_every_scope(
    box: Sandbox, where: str, kind: str, named: bool
) -> None:
    make, ref = CODED[kind], "err" if kind == "error" else "esc"
    body = scope(where, m.handler("g", make(ref if named else "")))
    box.deploy(body.replace(m.end("ie").encode(), m.end("ie", make(ref)).encode()))
    case = box.start("p", FACTS)
    box.complete(case, "a")
    assert (case.state, case.incidents, count(case, "g")) == ("completed", [], 1)


@pytest.mark.parametrize("kind", CODED)
@pytest.mark.parametrize("host", ["sub-process", "transaction", "call activity", "ad-hoc"])
def test_bpmn_10_5_6_error_and_escalation_leave_every_kind_of_scope(
    box: Sandbox, host: str, kind: str
) -> None:
    make, ref = CODED[kind], "err" if kind == "error" else "esc"
    thrown = m.start("ts") + m.end("te", make(ref)) + m.path("ts", "te")
    element = HOSTS[host]
    if host == "ad-hoc":
        element = m.node("adHocSubProcess", "h", m.sub("a", thrown))
    elif host != "call activity":
        element = element.replace(inside(), thrown)
    side = m.boundary("b", "h", make(ref)) + m.end("be") + m.path("b", "be")
    box.deploy(process(element, side).replace(inside().encode(), thrown.encode()))
    case = box.start("p", FACTS)
    assert (case.state, count(case, "b"), count(case, "h"), count(case, "e")) == (
        "completed", 1, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize("where", SCOPES)
def test_bpmn_10_5_3_terminate_in_every_scope(box: Sandbox, where: str) -> None:
    fork = m.par("f") + m.end("k", m.TERMINATE) + m.flows("f>a", "f>k")
    body = scope(where, fork).replace(b'targetRef="a"', b'targetRef="f"', 1)
    box.deploy(body)
    case = box.start("p", FACTS)
    assert (case.state, count(case, "k"), count(case, "a")) == ("completed", 1, 0)


@pytest.mark.parametrize("kind", TRIGGERS)
@pytest.mark.parametrize("behind", ["flow", "gateway"])
def test_bpmn_13_5_2_catch_in_the_flow(box: Sandbox, behind: str, kind: str) -> None:
    event = m.catch("h", TRIGGERS[kind])
    if behind == "flow":
        box.deploy(process(event))
    else:
        race = m.node("eventBasedGateway", "g") + m.catch("o", m.message("m2")) + m.end("oe")
        flows = m.path("s", "g", "h", "e") + m.path("g", "o", "oe")
        box.deploy(m.diagram(m.start(), race, event, m.end(), flows, roots=ROOTS))
    case = box.start("p", FACTS)
    happen(box, case, kind)
    assert (case.state, count(case, "h"), count(case, "e")) == ("completed", 1, 1)


@pytest.mark.parametrize("kind", ["message", "signal"])
@pytest.mark.parametrize("position", ["throw", "end", "send task"])
def test_bpmn_13_5_6_what_is_thrown_arrives(box: Sandbox, position: str, kind: str) -> None:
    payload = m.ext(m.io({"amount": "=order"}))
    definition = TRIGGERS[kind]
    if position == "end":
        sender = m.start() + m.end("e", payload, definition) + m.path("s", "e")
    elif position == "throw":
        sender = m.start() + m.throw("t", payload, definition) + m.end() + m.path("s", "t", "e")
    else:
        task = m.node("sendTask", "t", payload, messageRef="m")
        if kind == "signal":
            task = m.throw("t", payload, definition)
        sender = m.start() + task + m.end() + m.path("s", "t", "e")
    receiver = m.start("qs") + m.catch("qc", definition) + m.end("qe") + m.path("qs", "qc", "qe")
    box.deploy(m.definitions(ROOTS, m.process(sender), m.process(receiver, id="q")))
    waits = box.start("q", {"order": "7"})
    case = box.start("p", {"order": "7", "secret": "x"})
    assert (case.state, waits.state) == ("completed", "completed")
    assert waits.variables == {"order": "7", "amount": "7"}
