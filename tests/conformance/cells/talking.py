"""How a message finds its conversation, where it is waited for. BPMN 2.0.2, 8.4.2 Correlation."""

from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import Cell, times
from tests.engine import models as m

TABLE = "Correlation"
_CLAUSE = "8.4.2 Correlation"
#: Without ``zeebe:subscription``: the standard's own elements say what belongs together
_MESSAGES = m.a_message(key="") + m.a_message("m2", "other") + m.a_signal()


def _property(id: str, path: str) -> str:
    inner = m.formal("messagePath", path)
    found = m.node("correlationPropertyRetrievalExpression", f"{id}_at", inner, messageRef="m")
    return m.node("correlationProperty", id, found)


def _key(*properties: str) -> str:
    refs = "".join(
        f"<bpmn:correlationPropertyRef>{one}</bpmn:correlationPropertyRef>" for one in properties
    )
    return m.node("collaboration", "co", m.node("correlationKey", "k", refs))


def subscription(**paths: str) -> str:
    bindings = "".join(
        m.node(
            "correlationPropertyBinding",
            f"{name}_in",
            m.formal("dataPath", path),
            correlationPropertyRef=name,
        )
        for name, path in paths.items()
    )
    return m.node("correlationSubscription", "cs", bindings, correlationKeyRef="k")


BY_KEY = _MESSAGES + _property("number", "order") + _key("number")
_ALONE = m.end() + m.path("s", "h", "e")


def _waits() -> dict[str, tuple[str, dict[str, object]]]:
    """{position: (model, facts of the cell)}."""
    task = m.start() + m.user("t") + m.end() + m.path("s", "t", "e")
    around = m.boundary("h", "t", m.message()) + m.end("he") + m.path("h", "he")
    beside = m.boundary("h", "t", m.message(), interrupting=False) + m.end("he") + m.path("h", "he")
    race = m.start() + m.node("eventBasedGateway", "g") + m.catch("h", m.message())
    race += m.catch("o", m.message("m2")) + m.end() + m.path("s", "g", "h", "e")
    return {
        "catch event": (m.start() + m.catch("h", m.message()) + _ALONE, {}),
        "receive task": (m.start() + m.node("receiveTask", "h", messageRef="m") + _ALONE, {}),
        "behind an event-based gateway": (race + m.path("g", "o", "e"), {}),
        "boundary": (task + around, {}),
        "boundary, not interrupting": (task + beside, {}),
        "event sub-process": (task + m.handler("h", m.message()), {}),
        "multi-instance receive task": (
            m.start()
            + m.node(
                "receiveTask", "h", m.multi(inner=m.formal("loopCardinality", "2")), messageRef="m"
            )
            + _ALONE,
            {"done": times(h=2, e=1)},
        ),
    }


def _cell(row: str, column: str, model: str, roots: str, **facts: object) -> Cell:
    facts = {"done": times(h=1), "clause": _CLAUSE} | facts
    return Cell(TABLE, row, column, m.diagram(model, roots=roots), **facts)  # type: ignore[arg-type]


def cells() -> Iterator[Cell]:
    for row, (model, facts) in _waits().items():
        yield _cell(row, "by key", model, BY_KEY, **facts)
        by_context = model + subscription(number="order")
        yield _cell(row, "by context", by_context, BY_KEY, **facts)
    yield from _begun()
    yield from _of_others()


def _begun() -> Iterator[Cell]:
    """The message that makes the case settles the key; the next one must agree."""
    again = m.catch("h", m.message()) + m.end() + m.path("s", "h", "e")
    yield _cell("start event", "by key", m.start("s", m.message()) + again, BY_KEY,
                by_event=True, done=times(s=1, h=1, e=1))  # fmt: skip
    receive = m.node("receiveTask", "s", messageRef="m", instantiate="true")
    yield _cell("instantiating receive task", "by key", receive + again, BY_KEY,
                by_event=True, done=times(s=1, h=1, e=1))  # fmt: skip


def _of_others() -> Iterator[Cell]:
    """A message of another conversation is not taken: the clock goes first."""
    race = m.start() + m.node("eventBasedGateway", "g") + m.catch("h", m.message())
    race += m.catch("z", m.timer("PT1H")) + m.end() + m.path("s", "g", "h", "e")
    race += m.path("g", "z", "e")
    late = times(h=0, z=1, e=1)
    yield _cell("message of another conversation", "by context",
                race + subscription(number="order"), BY_KEY, done=late,
                facts=(("order", "8"),))  # fmt: skip
    yield _cell("property is null in the case", "by context",
                race + subscription(number="unknown"), BY_KEY, done=late)  # fmt: skip
    two = _MESSAGES + _property("number", "order") + _property("part", "part")
    yield _cell("one of two properties is missing", "by key", race, two + _key("number", "part"),
                done=late)  # fmt: skip
    foreign = BY_KEY + _property("part", "part")
    yield _cell("binding of another key's property", "by context",
                race + subscription(number="order", part="order"), foreign,
                code="correlation-binding-foreign")  # fmt: skip
