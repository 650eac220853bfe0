"""How a case begins, and how messages find it. BPMN 2.0.2, 10.5.2, 13.2, 8.4.2."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Beginning of a case"
_CLAUSE = "13.2 Process Instantiation and Termination"


def cells() -> Iterator[Cell]:
    yield _cell("no start event", "one node", m.user("h"), times(h=1))
    yield _cell("no start event", "two nodes", m.user("h") + m.user("a"), times(h=1, a=1))
    yield _cell(
        "no start event", "a chain", m.user("h") + m.user("a") + m.path("h", "a"), times(h=1, a=1)
    )
    two = (
        m.start("h")
        + m.start("s2")
        + m.user("a")
        + m.end()
        + m.path("h", "a", "e")
        + m.path("s2", "a")
    )
    yield _cell("several start events", "none", two, times(h=1, s2=1, a=2, e=2))
    mixed = m.start("h") + m.start("s2", m.message()) + m.user("a") + m.end()
    mixed += m.path("h", "a", "e") + m.path("s2", "a")
    yield _cell("several start events", "none and message", mixed, times(h=1, s2=0, a=1, e=1))
    fork = (
        m.start("h")
        + m.user("a")
        + m.user("b")
        + m.end()
        + m.path("h", "a", "e")
        + m.path("h", "b", "e")
    )
    yield _cell("start event", "several ways out", fork, times(h=1, a=1, b=1, e=2))
    receive = m.node("receiveTask", "h", messageRef="m", instantiate="true") + m.user("a") + m.end()
    yield _cell(
        "receive task",
        "instantiating",
        receive + m.path("h", "a", "e"),
        times(h=1, a=1, e=1),
        by_event=True,
    )
    for name, definition in {
        "message": m.message(), "signal": m.signal(), "timer": m.timer("PT1H"),
    }.items():  # fmt: skip
        gate = m.node("eventBasedGateway", "g", instantiate="true") + m.catch("h", definition)
        gate += (
            m.catch("o", m.message("m2")) + m.end() + m.path("g", "h", "e") + m.path("g", "o", "e")
        )
        yield _cell(
            "event-based gateway, exclusive", name, gate, times(h=1, o=0, e=1), by_event=True
        )
    gate = m.node("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")
    gate += m.catch("h", m.message()) + m.catch("o", m.signal()) + m.end() + m.path("g", "h", "e")
    yield _cell("event-based gateway, parallel", "message and signal", gate + m.path("g", "o", "e"),
                times(h=1, o=1, e=2), by_event=True)  # fmt: skip
    both = (
        m.node("startEvent", "h", m.message(), m.signal(), parallelMultiple="true")
        + m.user("a")
        + m.end()
    )
    yield _cell(
        "start event",
        "parallel multiple",
        both + m.path("h", "a", "e"),
        times(h=1, a=1, e=1),
        by_event=True,
    )
    yield from _together()
    yield from _ends()


def _together() -> Iterator[Cell]:
    """A start that needs several events, and events that several instances wait for."""
    pairs = {
        "message and timer": (m.message(), m.timer("PT1H")),
        "signal and timer": (m.signal(), m.timer("PT1H")),
        "two messages": (m.message(), m.message("m2")),
    }
    for name, definitions in pairs.items():
        both = m.node("startEvent", "h", *definitions, parallelMultiple="true") + m.user("a")
        last = {"other_first": True} if name == "two messages" else {}
        yield _cell("start event, all of", name, both + m.end() + m.path("h", "a", "e"),
                    times(h=1, a=1, e=1), by_event=True, **last)  # fmt: skip
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
    body = (
        m.start()
        + m.par("f")
        + m.user("h")
        + m.user("b")
        + m.flows("s>f", "f>h", "f>b", "h>e", "b>e2")
    )
    body += m.end() + m.end("e2")
    yield _cell("end", "all ends are reached", body, times(h=1, b=1, e=1, e2=1))
    body = m.user("h") + m.user("b")
    yield _cell("end", "no end event", body, times(h=1, b=1))
    inner = m.user("h") + m.user("b")
    yield _cell("end of a sub-process", "no start and no end", m.start() + m.sub("t", inner) + m.end() + m.path("s", "t", "e"),
                times(h=1, b=1, t=1, e=1))  # fmt: skip
    inner = m.start("is") + m.par("f") + m.user("a") + m.end("h", m.TERMINATE) + m.end("ie")
    inner += m.flows("is>f", "f>a", "f>h", "a>ie")
    yield _cell("end of a sub-process", "terminated", m.start() + m.sub("t", inner) + m.end() + m.path("s", "t", "e"),
                times(h=1, a=0, t=1, e=1))  # fmt: skip


def _cell(
    row: str, column: str, body: str, done: tuple[tuple[str, int], ...], **facts: object
) -> Cell:
    facts = {"clause": _CLAUSE, "tasks_first": True} | facts
    return Cell(TABLE, row, column, m.diagram(body, roots=ROOTS), done=done, **facts)  # type: ignore[arg-type]
