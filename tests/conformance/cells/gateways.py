"""Gateways in every role. BPMN 2.0.2, 10.6, 13.4."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Gateways by role"
TAGS = {
    "exclusive": "exclusiveGateway", "inclusive": "inclusiveGateway",
    "parallel": "parallelGateway", "complex": "complexGateway",
}  # fmt: skip
CLAUSES = {
    "exclusive": "10.6.2, 13.4.2 Exclusive Gateway", "inclusive": "10.6.3, 13.4.3 Inclusive Gateway",
    "parallel": "10.6.4, 13.4.1 Parallel Gateway", "complex": "10.6.5, 13.4.5 Complex Gateway",
}  # fmt: skip
_EVENT = "10.6.6, 13.4.4 Event-Based Gateway"
_PASS = {key: m.node("task", key) for key in "abc"}


def cells() -> Iterator[Cell]:
    for kind in TAGS:
        yield from _splits(kind)
        yield from _joins(kind)
        yield _cell(kind, "passed through", m.node(TAGS[kind], "h") + m.path("s", "h", "e"),
                    times(h=1, e=1))  # fmt: skip
        yield _loop(kind)
    yield from _events()


def _cell(kind: str, column: str, body: str, done: tuple[tuple[str, int], ...],
          **facts: object) -> Cell:  # fmt: skip
    model = m.diagram(m.start(), m.end(), body, roots=ROOTS)
    clause = CLAUSES.get(kind, _EVENT)
    return Cell(TABLE, kind, column, model, done=done, clause=clause, **facts)  # type: ignore[arg-type]


def _splits(kind: str) -> Iterator[Cell]:
    gate = m.node(TAGS[kind], "h")
    tasks = "".join(_PASS.values()) + m.flows("a>e", "b>e", "c>e", "s>h")
    if kind == "parallel":
        yield _cell(kind, "split", gate + tasks + m.flows("h>a", "h>b", "h>c"),
                    times(h=1, a=1, b=1, c=1, e=3))  # fmt: skip
        yield _cell(kind, "split with a condition",
                    gate + tasks + m.flows("h>a: x = 0", "h>b", "h>c"), (),
                    code="condition-after-parallel")  # fmt: skip
        return
    two = 0 if kind == "exclusive" else 1
    ways = m.flows("h>a: x = 0", "h>b: x < 1", "h>c: x > 1")
    yield _cell(
        kind, "split, two hold", gate + tasks + ways, times(h=1, a=1, b=two, c=0, e=1 + two)
    )
    default = m.node(TAGS[kind], "h", default="h_c")
    ways = m.flows("h>a: x = 1", "h>b: x > 1", "h>c")
    yield _cell(kind, "split, default", default + tasks + ways, times(h=1, a=0, b=0, c=1, e=1))
    yield _cell(kind, "split without a condition", gate + tasks + m.flows("h>a", "h>b: x = 0", "h>c: x > 1"),
                (), code="split-flow-without-condition")  # fmt: skip


def _joins(kind: str) -> Iterator[Cell]:
    """Three tokens come; the third after a person has acted."""
    gate = m.node(TAGS[kind], "h")
    if kind == "complex":
        asks = m.formal("activationCondition", "=activationCount >= 2")
        gate = m.node("complexGateway", "h", asks)
    fork = m.par("f") + _PASS["a"] + _PASS["b"] + m.user("c")
    ways = m.flows("s>f", "f>a", "f>b", "f>c", "a>h", "b>h", "c>h", "h>e")
    often = {"exclusive": 3, "inclusive": 1, "parallel": 1, "complex": 1}[kind]
    yield _cell(kind, "join of three", gate + fork + ways, times(h=often, e=often))
    body = gate + m.par("f") + "".join(_PASS.values()) + m.end("e2")
    ways = m.flows("s>f", "f>a", "f>b", "a>h", "b>h", "c>e")
    out = m.flows("h>c", "h>e2") if kind == "parallel" else m.flows("h>c: x = 0", "h>e2: x > 0")
    rounds = 2 if kind == "exclusive" else 1
    yield _cell(kind, "join and split at once", body + ways + out,
                times(h=rounds, c=rounds, e2=1 if kind == "parallel" else 0))  # fmt: skip
    sub = m.start("is") + m.par("if") + m.node(TAGS[kind], "h") if kind != "complex" else (
        m.start("is") + m.par("if") + gate
    )  # fmt: skip
    sub += m.node("task", "ia") + m.user("ib") + m.end("ie")
    sub += m.flows("is>if", "if>ia", "if>ib", "ia>h", "ib>h", "h>ie")
    twice = 2 if kind == "exclusive" else 1
    yield _cell(kind, "join in a sub-process", m.sub("t", sub) + m.path("s", "t", "e"),
                times(h=twice, t=1, e=1))  # fmt: skip
    excess = (
        gate
        + m.par("f")
        + _PASS["a"]
        + m.user("b")
        + m.boundary("n", "b", m.message(), interrupting=False)
    )
    excess += m.flows("s>f", "f>a", "f>b", "a>h", "b>h", "n>h", "h>e")
    if kind == "exclusive":
        yield _cell(kind, "a token too many", excess, times(n=1, h=3, e=3), told_once=True)
    if kind == "inclusive":
        yield _cell(
            kind, "a token by a boundary event", excess, times(h=1, n=1, e=1), told_once=True
        )


def _loop(kind: str) -> Cell:
    """Split and joined in each of three rounds."""
    gates = m.xor("k") + m.node(TAGS[kind], "h") + m.xor("g", default="g_e")
    if kind == "complex":
        asks = m.formal("activationCondition", "=activationCount >= 2")
        gates = m.xor("k") + m.node("complexGateway", "h", asks) + m.xor("g", default="g_e")
    fork = m.node("parallelGateway", "f") + m.script("a", "n + 1", "n") + m.node("task", "b")
    ways = m.flows("s>k", "k>f", "f>a", "f>b", "a>h", "b>h", "h>g", "g>k: n < 3", "g>e")
    if kind == "exclusive":
        # Without a second branch: an exclusive gateway would let both tokens on
        ways = m.flows("s>k", "k>a", "a>h", "h>g", "g>k: n < 3", "g>e")
        fork = m.script("a", "n + 1", "n")
    return _cell(kind, "in a loop", gates + fork + ways, times(h=3, e=1), facts=(("n", 0),))


def _catch(key: str, definition: str) -> str:
    return m.catch(key, definition)


def _events() -> Iterator[Cell]:
    arms = {
        "message": m.message(), "signal": m.signal(), "timer": m.timer("PT1H"),
        "condition": m.condition("x > 5"),
    }  # fmt: skip
    for name, definition in arms.items():
        body = m.node("eventBasedGateway", "g") + _catch("h", definition)
        body += _catch("o", m.message("m2")) + m.path("s", "g", "h", "e") + m.path("g", "o", "e")
        yield _cell("event-based", f"{name} first", body, times(h=1, o=0, e=1))
    body = m.node("eventBasedGateway", "g") + m.node("receiveTask", "h", messageRef="m")
    body += _catch("o", m.timer("PT5H")) + m.path("s", "g", "h", "e") + m.path("g", "o", "e")
    yield _cell("event-based", "receive task first", body, times(h=1, o=0, e=1))
    body = m.xor("k") + m.node("eventBasedGateway", "g") + _catch("h", m.message())
    body += _catch("o", m.timer("PT5H")) + m.script("a", "n + 1", "n") + m.xor("z", default="z_e")
    body += m.flows("s>k", "k>g", "g>h", "g>o", "h>a", "o>e", "a>z", "z>k: n < 3", "z>e")
    yield _cell("event-based", "in a loop", body, times(h=3, o=0, e=1), facts=(("n", 0),))
    yield _instantiating("", "exclusive, starts the process", times(h=1, e=1))
    yield _instantiating("Parallel", "parallel, starts the process", times(h=1, o=1, e=2))


def _instantiating(kind: str, column: str, done: tuple[tuple[str, int], ...]) -> Cell:
    facts = {"instantiate": "true"} | ({"eventGatewayType": kind} if kind else {})
    body = m.node("eventBasedGateway", "g", **facts) + _catch("h", m.message())
    body += _catch("o", m.signal()) + m.end() + m.path("g", "h", "e") + m.path("g", "o", "e")
    return Cell(TABLE, "event-based", column, m.diagram(body, roots=ROOTS), done=done,
                clause=_EVENT, by_event=True)  # fmt: skip
