"""How a case begins, and how messages find it. BPMN 2.0.2, 10.5.2, 13.2, 8.4.2."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Beginning of a case"
_CLAUSE = "13.2 Process Instantiation and Termination"


def cells() -> Iterator[Cell]:
    yield from _without_start()
    yield from _by_start_events()
    yield from _by_instantiating()
    yield from _together()
    yield from _ends()


def _without_start() -> Iterator[Cell]:
    row, two = "no start event", m.user("h") + m.user("a")
    yield _cell(row, "one node", m.user("h"), times(h=1))
    yield _cell(row, "two nodes", two, times(h=1, a=1))
    yield _cell(row, "a chain", two + m.path("h", "a"), times(h=1, a=1))


def _by_start_events() -> Iterator[Cell]:
    for column, other, done in (
        ("none", m.start("s2"), times(h=1, s2=1, a=2, e=2)),
        ("none and message", m.start("s2", m.message()), times(h=1, s2=0, a=1, e=1)),
    ):
        body = m.start("h") + other + m.user("a") + m.end()
        body += m.path("h", "a", "e") + m.path("s2", "a")
        yield _cell("several start events", column, body, done)
    fork = m.start("h") + m.user("a") + m.user("b") + m.end()
    fork += m.path("h", "a", "e") + m.path("h", "b", "e")
    yield _cell("start event", "several ways out", fork, times(h=1, a=1, b=1, e=2))


def _by_instantiating() -> Iterator[Cell]:
    receive = m.node("receiveTask", "h", messageRef="m", instantiate="true")
    yield _begun("receive task", "instantiating", receive)
    for name, definition in {
        "message": m.message(), "signal": m.signal(), "timer": m.timer("PT1H"),
    }.items():  # fmt: skip
        gate = m.node("eventBasedGateway", "g", instantiate="true")
        yield _cell("event-based gateway, exclusive", name, gate + _behind_gate(definition, m.message("m2")),
                    times(h=1, o=0, e=1), by_event=True)  # fmt: skip
    gate = m.node("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")
    yield _cell("event-based gateway, parallel", "message and signal", gate + _behind_gate(m.message(), m.signal()),
                times(h=1, o=1, e=2), by_event=True)  # fmt: skip


def _behind_gate(one: str, other: str) -> str:
    """The two events behind a gateway ``g``."""
    events = m.catch("h", one) + m.catch("o", other) + m.end()
    return events + m.path("g", "h", "e") + m.path("g", "o", "e")


def _needs_all(*definitions: str) -> str:
    return m.node("startEvent", "h", *definitions, parallelMultiple="true")


def _begun(row: str, column: str, beginning: str, **facts: object) -> Cell:
    """Begun by ``h``, which waits for events; then person ``a``."""
    body = beginning + m.user("a") + m.end() + m.path("h", "a", "e")
    return _cell(row, column, body, times(h=1, a=1, e=1), by_event=True, **facts)


def _together() -> Iterator[Cell]:
    """A start that needs several events, and events that several instances wait for."""
    yield _begun("start event", "parallel multiple", _needs_all(m.message(), m.signal()))
    pairs = {
        "message and timer": (m.message(), m.timer("PT1H")),
        "signal and timer": (m.signal(), m.timer("PT1H")),
        "two messages": (m.message(), m.message("m2")),
    }
    for name, definitions in pairs.items():
        last = {"other_first": True} if name == "two messages" else {}
        yield _begun("start event, all of", name, _needs_all(*definitions), **last)
    for name, marker, count in (
        ("parallel", m.multi(inner=m.formal("loopCardinality", "2")), 2),
        ("sequential", m.multi(sequential=True, inner=m.formal("loopCardinality", "3")), 3),
        ("standard loop", m.loop("loopCounter < 2"), 2),
    ):
        receive = m.node("receiveTask", "h", marker, messageRef="m", instantiate="true") + m.end()
        yield _cell("receive task, repeated", name, receive + m.path("h", "e"),
                    times(h=count, e=1), by_event=True)  # fmt: skip


def _ends() -> Iterator[Cell]:
    """When a scope is over."""
    body = m.start() + m.par("f") + m.user("h") + m.user("b") + m.end() + m.end("e2")
    body += m.flows("s>f", "f>h", "f>b", "h>e", "b>e2")
    yield _cell("end", "all ends are reached", body, times(h=1, b=1, e=1, e2=1))
    two = m.user("h") + m.user("b")
    yield _cell("end", "no end event", two, times(h=1, b=1))
    row, around = "end of a sub-process", m.start() + m.end() + m.path("s", "t", "e")
    yield _cell(row, "no start and no end", around + m.sub("t", two), times(h=1, b=1, t=1, e=1))
    inner = m.start("is") + m.par("f") + m.user("a") + m.end("h", m.TERMINATE) + m.end("ie")
    inner += m.flows("is>f", "f>a", "f>h", "a>ie")
    yield _cell(row, "terminated", around + m.sub("t", inner), times(h=1, a=0, t=1, e=1))


def _cell(
    row: str, column: str, body: str, done: tuple[tuple[str, int], ...], **facts: object
) -> Cell:
    facts = {"clause": _CLAUSE, "tasks_first": True} | facts
    return Cell(TABLE, row, column, m.diagram(body, roots=ROOTS), done=done, **facts)  # type: ignore[arg-type]
