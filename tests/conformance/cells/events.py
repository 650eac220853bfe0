"""Events by position. BPMN 2.0.2, 10.5, tables 10.84 to 10.93."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Events by position"
REFERENCES = "Events whose definition is shared"
CYCLE = m.timer(cycle="R1/PT1H")
DEFINITIONS = {
    "none": "",
    "message": m.message(),
    "timer: date": m.timer(date='=now() + duration("PT1H")'),
    "timer: duration": m.timer("PT1H"),
    "timer: cycle": CYCLE,
    "signal": m.signal(),
    "error": m.error("err"),
    "error, any": m.error(),
    "escalation": m.escalation("esc"),
    "escalation, any": m.escalation(),
    "conditional": m.condition("x > 5"),
    "link": m.link(),
    "compensation": m.compensate(),
    "cancel": m.CANCEL,
    "terminate": m.TERMINATE,
    "multiple": m.message() + m.timer("PT1H"),
    "parallel multiple": m.message() + m.signal(),
}
_TOGETHER = {"parallelMultiple": "true"}
_WAITING = (
    "message", "timer: date", "timer: duration", "timer: cycle", "signal", "conditional",
    "multiple", "parallel multiple",
)  # fmt: skip
_CODED = ("error", "error, any", "escalation", "escalation, any")


def cells() -> Iterator[Cell]:
    for row, definition in DEFINITIONS.items():
        yield _start(row, definition)
        yield _start_inside(row, definition)
        for interrupting in (True, False):
            yield _handler(row, definition, interrupting)
        yield _catch(row, definition)
        yield _raced(row, definition)
        for interrupting in (True, False):
            yield _boundary(row, definition, interrupting)
        yield _throw(row, definition)
        yield _end(row, definition)


def by_reference() -> Iterator[Cell]:
    """The same, where the definition stands beside the processes and is named by the event."""
    named = "<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>"
    for row, definition in DEFINITIONS.items():
        if row in ("none", "multiple", "parallel multiple", "link", "timer: date", "compensation"):
            continue
        begin, _, rest = definition.partition("EventDefinition")
        shared = f'{begin}EventDefinition id="shared"{rest}'
        makers = (
            _start(row, named), _handler(row, named, True), _handler(row, named, False),
            _catch(row, named), _raced(row, named), _boundary(row, named, True),
            _boundary(row, named, False), _throw(row, named), _end(row, named),
        )  # fmt: skip
        for cell in makers:
            if not cell.code and b"eventDefinitionRef" in cell.model:
                end = b"</bpmn:definitions>"
                model = cell.model.replace(end, shared.encode() + end)
                yield replace(
                    cell, table=REFERENCES, model=model, clause="10.5.5 eventDefinitionRef"
                )


def _facts(row: str) -> dict[str, str]:
    return _TOGETHER if row == "parallel multiple" else {}


def _cell(column: str, row: str, model: str, clause: str, **facts: object) -> Cell:
    body = m.diagram(model, roots=ROOTS)
    return Cell(TABLE, row, column, body, clause=clause, **facts)  # type: ignore[arg-type]


def _start(row: str, definition: str) -> Cell:
    event = m.node("startEvent", "h", definition, **_facts(row))
    body = event + m.user("a") + m.end() + m.path("h", "a", "e")
    if row in (*_CODED, "compensation", "cancel", "link", "terminate"):
        code = {"link": "link-not-intermediate", "terminate": "terminate-not-end"}
        return _cell("start of a process", row, body, "10.5.2 Start Event",
                     code=code.get(row, "start-trigger-not-allowed"))  # fmt: skip
    keyless = body.replace(m.timer(date='=now() + duration("PT1H")'), definition)
    return _cell("start of a process", row, keyless, "10.5.2 Start Event", done=times(h=1, a=1, e=1),
                 by_event=row not in ("none", "conditional"),
                 facts=(("x", 6),) if row == "conditional" else ())  # fmt: skip


def _start_inside(row: str, definition: str) -> Cell:
    event = m.node("startEvent", "h", definition, **_facts(row))
    inner = event + m.user("a") + m.end("ie") + m.path("h", "a", "ie")
    body = m.start() + m.sub("t", inner) + m.end() + m.path("s", "t", "e")
    clause = "10.5.2 Start Event (sub-process)"
    if row == "none":
        return _cell("start of a sub-process", row, body, clause, done=times(h=1, t=1, e=1))
    return _cell("start of a sub-process", row, body, clause, code="sub-process-start-triggered")


def _handler(row: str, definition: str, interrupting: bool) -> Cell:
    column = "start of an event sub-process" + ("" if interrupting else ", not interrupting")
    flag = {} if interrupting else {"isInterrupting": "false"}
    first = m.node("startEvent", "h", definition, **flag, **_facts(row))
    handler = m.sub("g", first, m.node("task", "gt"), m.end("ge"), m.path("h", "gt", "ge"),
                    triggeredByEvent="true")  # fmt: skip
    thrown = {"error": m.error("err"), "escal": m.escalation("esc")}.get(row[:5], "")
    inner = m.start("is") + m.user("a") + m.end("ie", thrown) + m.path("is", "a", "ie") + handler
    body = m.start() + m.sub("t", inner) + m.end() + m.path("s", "t", "e")
    clause = "10.5.2 Start Event (event sub-process)"
    if row == "compensation":
        return _undone_by_handler(column, interrupting, handler, clause)
    codes = {
        "none": "event-sub-process-start-none", "link": "event-sub-process-trigger",
        "cancel": "event-sub-process-trigger", "terminate": "event-sub-process-trigger",
    }  # fmt: skip
    if row in codes or (row.startswith("error") and not interrupting):
        code = codes.get(row, "event-sub-process-error-non-interrupting")
        return _cell(column, row, body, clause, code=code)
    beside = 0 if interrupting else 1
    done = times(h=1, g=1, a=0 if row in _WAITING and interrupting else 1, t=1, e=1)
    if row in _WAITING and not interrupting:
        done = times(h=1, g=1, a=beside, t=1, e=1)
    return _cell(column, row, body, clause, done=done, tasks_first=row in _CODED)


def _undone_by_handler(column: str, interrupting: bool, handler: str, clause: str) -> Cell:
    inner = m.start("is") + m.user("a") + m.end("ie") + m.path("is", "a", "ie") + handler
    throw = m.throw("w", m.compensate("t"))
    body = m.start() + m.sub("t", inner) + throw + m.end() + m.path("s", "t", "w", "e")
    if not interrupting:
        return _cell(column, "compensation", body, clause,
                     code="event-sub-process-compensation-non-interrupting")  # fmt: skip
    return _cell(column, "compensation", body, clause, done=times(h=1, gt=1, t=1, w=1, e=1))


def _catch(row: str, definition: str) -> Cell:
    event = m.catch("h", definition, **_facts(row))
    body = m.start() + event + m.end() + m.path("s", "h", "e")
    clause = "10.5.4 Intermediate Event (catch)"
    if row == "link":
        body = m.start() + m.throw("l", m.link()) + event + m.end() + m.path("s", "l")
        body += m.path("h", "e")
    codes = {"none": "catch-without-definition", "terminate": "terminate-not-end"}
    if row in (*_WAITING, "link"):
        return _cell("catch in the flow", row, body, clause, done=times(h=1, e=1))
    code = codes.get(row, "catch-trigger-not-allowed")
    return _cell("catch in the flow", row, body, clause, code=code)


def _raced(row: str, definition: str) -> Cell:
    event = m.catch("h", definition, **_facts(row))
    other = m.catch("o", m.message("m2")) + m.end("oe")
    gate = m.node("eventBasedGateway", "g")
    body = m.start() + gate + event + other + m.end() + m.path("s", "g", "h", "e")
    body += m.path("g", "o", "oe")
    clause = "10.6.6 Event-Based Gateway"
    if row == "link":
        body += m.throw("l", m.link()) + m.path("s", "l")
    codes = {"none": "catch-without-definition", "link": "event-gateway-target"}
    if row in _WAITING:
        return _cell("behind an event-based gateway", row, body, clause, done=times(h=1, o=0, e=1))
    code = codes.get(row, "event-gateway-target")
    return _cell("behind an event-based gateway", row, body, clause, code=code)


def _boundary(row: str, definition: str, interrupting: bool) -> Cell:
    column = "boundary" + ("" if interrupting else ", not interrupting")
    flag = "true" if interrupting else "false"
    side = m.node("boundaryEvent", "h", definition, attachedToRef="t", cancelActivity=flag,
                  **_facts(row))  # fmt: skip
    thrown = {"error": m.error("err"), "escal": m.escalation("esc"), "cance": m.CANCEL}
    inner = m.start("is") + m.user("a") + m.end("ie", thrown.get(row[:5], ""))
    inner += m.path("is", "a", "ie")
    tag = "transaction" if row == "cancel" else "subProcess"
    body = m.start() + m.node(tag, "t", inner) + side + m.end() + m.end("he")
    body += m.path("s", "t", "e") + m.path("h", "he")
    clause = "10.5.4 Intermediate Event (boundary)"
    if row == "compensation":
        return _undone_by_boundary(column, flag, inner, clause)
    codes = {
        "none": "boundary-without-definition", "link": "boundary-trigger-not-allowed",
        "terminate": "boundary-trigger-not-allowed",
    }  # fmt: skip
    if row in codes or (row[:5] in ("error", "cance") and not interrupting):
        kind = "cancel" if row == "cancel" else "error"
        code = codes.get(row, f"{kind}-boundary-non-interrupting")
        return _cell(column, row, body, clause, code=code)
    kept = 0 if interrupting else 1
    return _cell(column, row, body, clause, done=times(h=1, he=1, t=kept, e=kept),
                 tasks_first=row in (*_CODED, "cancel"))  # fmt: skip


def _undone_by_boundary(column: str, flag: str, inner: str, clause: str) -> Cell:
    undo = m.node("boundaryEvent", "h", m.compensate(), attachedToRef="t", cancelActivity=flag)
    undo += m.node("task", "u", isForCompensation="true")
    undo += m.node("association", "ca", sourceRef="h", targetRef="u")
    throw = m.throw("w", m.compensate("t"))
    body = m.start() + m.sub("t", inner) + undo + throw + m.end() + m.path("s", "t", "w", "e")
    return _cell(column, "compensation", body, clause, done=times(u=1, t=1, w=1, e=1))


def _throw(row: str, definition: str) -> Cell:
    if row == "multiple":
        definition = m.message() + m.signal()
    event = m.node("intermediateThrowEvent", "h", definition, **_facts(row))
    body = m.start() + event + m.end() + m.path("s", "h", "e")
    clause = "10.5.4 Intermediate Event (throw)"
    if row == "link":
        body = m.start() + event + m.catch("l", m.link()) + m.end() + m.path("s", "h")
        body += m.path("l", "e")
    if row in ("none", "message", "signal", "escalation", "compensation", "link", "multiple"):
        return _cell("throw in the flow", row, body, clause, done=times(h=1, e=1))
    code = _of_throw(row, "throw-trigger-not-allowed")
    return _cell("throw in the flow", row, body, clause, code=code)


def _of_throw(row: str, code: str) -> str:
    own = {
        "terminate": "terminate-not-end", "escalation, any": "escalation-ref-missing",
        "parallel multiple": "unknown-attribute", "error, any": "error-ref-missing",
    }  # fmt: skip
    return own.get(row, code)


def _end(row: str, definition: str) -> Cell:
    if row == "multiple":
        definition = m.message() + m.signal()
    inner = m.start("is") + m.node("endEvent", "h", definition, **_facts(row))
    inner += m.path("is", "h")
    tag = "transaction" if row == "cancel" else "subProcess"
    body = m.start() + m.node(tag, "t", inner) + m.end() + m.path("s", "t", "e")
    clause = "10.5.3 End Event"
    if row in ("error", "cancel"):
        side = m.boundary("b", "t", definition) + m.end("be") + m.path("b", "be")
        return _cell("end", row, body + side, clause, done=times(b=1, be=1, t=0, e=0))
    if row in ("none", "message", "signal", "escalation", "compensation", "terminate", "multiple"):
        return _cell("end", row, body, clause, done=times(h=1, t=1, e=1))
    own = {
        "link": "link-not-intermediate", "escalation, any": "escalation-ref-missing",
        "error, any": "error-ref-missing", "parallel multiple": "unknown-attribute",
    }  # fmt: skip
    return _cell("end", row, body, clause, code=own.get(row, "end-result-not-allowed"))
