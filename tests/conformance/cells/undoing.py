"""Compensation and transactions, by who throws and what is undone. BPMN 2.0.2, 10.7, 10.3.5."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m
from tests.engine.undoable import HAND, inside, slow_step, step

_CLAUSE = "10.7 Compensation, 10.5.5"


def cells() -> Iterator[Cell]:
    yield from _thrown()
    yield from _handled()
    yield from _running()
    yield from _transactions()


def _cell(table: str, row: str, column: str, body: str, done: tuple[tuple[str, int], ...],
          clause: str = _CLAUSE, **facts: object) -> Cell:  # fmt: skip
    facts = {"tasks_first": True} | facts
    return Cell(table, row, column, m.diagram(body, roots=ROOTS), done=done, clause=clause, **facts)  # type: ignore[arg-type]


def _thrown() -> Iterator[Cell]:
    """Two steps are done; somebody throws compensation, of all or of one, in the flow or at the end."""
    for one in ("", "a"):
        for wait in (True, False):
            what = "of one activity" if one else "of all"
            how = "" if wait else ", not waiting"
            definition = m.compensate(one, wait=wait)
            done = times(a_u=1, b_u=0 if one else 1, h=1, e=1)
            body = m.start() + step("a") + step("b") + m.throw("h", definition) + m.end()
            yield _cell("Compensation", f"throw {what}", f"in the flow{how}",
                        body + m.path("s", "a", "b", "h", "e"), done)  # fmt: skip
            body = m.start() + step("a") + step("b") + m.end("h", definition)
            yield _cell("Compensation", f"throw {what}", f"at the end{how}",
                        body + m.path("s", "a", "b", "h"), times(a_u=1, b_u=0 if one else 1, h=1))  # fmt: skip
    for wait in (True, False):
        body = m.start() + slow_step("a") + m.throw("h", m.compensate(wait=wait)) + m.end()
        yield _cell("Compensation", "handler that takes its time", "waiting" if wait else "not waiting",
                    body + m.path("s", "a", "h", "e"), times(a_u=1, h=1, e=1))  # fmt: skip
    body = m.start() + m.throw("h", m.compensate()) + m.end() + m.path("s", "h", "e")
    yield _cell("Compensation", "nothing was done", "in the flow", body, times(h=1, e=1))


def _handled() -> Iterator[Cell]:
    """What a sub-process has done: by default, by its handler, by its event sub-process."""
    inner = inside("i", "a b", step("a"), step("b"))
    tail = m.throw("h", m.compensate("t")) + m.end() + m.path("s", "t", "h", "e")
    yield _cell("Compensation", "sub-process", "by default", m.start() + m.sub("t", inner) + tail,
                times(a_u=1, b_u=1, h=1, e=1))  # fmt: skip
    yield _cell("Compensation", "sub-process", "by its handler",
                m.start() + m.sub("t", inner) + m.undone("t") + tail,
                times(t_u=1, a_u=0, b_u=0, h=1, e=1))  # fmt: skip
    own = m.handler("g", m.compensate())
    yield _cell("Compensation", "sub-process", "by its event sub-process",
                m.start() + m.sub("t", inner + own) + tail, times(g_t=1, a_u=0, h=1, e=1))  # fmt: skip
    throws = m.handler("g", m.compensate(), task=m.throw("g_t", m.compensate("a")))
    yield _cell("Compensation", "sub-process", "event sub-process undoes one of it",
                m.start() + m.sub("t", inner + throws) + tail, times(g_t=1, a_u=1, b_u=0, h=1, e=1))  # fmt: skip
    twice = m.multi(inner=m.formal("loopCardinality", "2"))
    yield _cell("Compensation", "repeated task", "each round",
                m.start() + m.node("task", "t", twice) + m.undone("t") + tail, times(t=2, t_u=2, h=1, e=1))  # fmt: skip
    yield _cell("Compensation", "repeated sub-process", "each round",
                m.start() + m.sub("t", twice, inner) + tail, times(a_u=2, b_u=2, h=1, e=1))  # fmt: skip
    loop = m.start() + m.xor("k") + m.script("t", "n + 1", "n") + m.undone("t")
    loop += m.xor("g", default="g_h") + m.throw("h", m.compensate()) + m.end()
    loop += m.flows("s>k", "k>t", "t>g", "g>k: n < 3", "g>h", "h>e")
    yield _cell("Compensation", "activity in a loop", "each time it was done", loop,
                times(t=3, t_u=3, h=1, e=1), facts=(("n", 0),))  # fmt: skip


def _running() -> Iterator[Cell]:
    """What still runs is not undone; what is cut off does not hold up what else is."""
    for row, marker in {
        "repeated task, one by one": m.multi(
            sequential=True, inner=m.formal("loopCardinality", "2")
        ),
        "repeated task, side by side": m.multi(inner=m.formal("loopCardinality", "2")),
        "loop": m.loop("loopCounter < 2"),
    }.items():
        both = m.start() + m.par("f") + m.user("t", marker) + m.undone("t") + m.end()
        both += m.boundary("h", "t", m.timer("PT1H")) + m.throw("th", m.compensate()) + m.end("e2")
        body = both + m.path("s", "f", "t", "e") + m.path("h", "th", "e2") + m.user("a")
        yield _cell("Compensation", row, "interrupted, not undone",
                    body + m.end("e3") + m.path("f", "a", "e3"),
                    times(t=0, t_u=0, h=1, th=1, e=0), tasks_first=False)  # fmt: skip
    hand = m.user("b_u", **HAND)
    body = m.start() + step("a") + step("b", hand)
    body += m.throw("t", m.compensate()) + m.end() + m.path("s", "a", "b", "t", "e")
    late = m.boundary("h", "b_u", m.timer("PT1H")) + m.end("he") + m.path("h", "he")
    yield _cell("Compensation", "handler that takes its time", "ended by its timer", body + late,
                times(b_u=0, h=1, a_u=1, t=1, e=1), tasks_first=False)  # fmt: skip
    inner = inside("u", "b_x", m.throw("b_x", m.escalation("esc")))
    body = body.replace(hand, m.sub("b_u", inner, **HAND))
    caught = m.boundary("h", "b_u", m.escalation("esc")) + m.end("he") + m.path("h", "he")
    yield _cell("Compensation", "handler that takes its time", "ended by its escalation",
                body + caught, times(b_u=0, h=1, a_u=1, t=1, e=1))  # fmt: skip
    repair = m.handler("g", m.error("err"), task=m.throw("g_t", m.compensate()))
    body = m.start() + step("a") + m.end("e", m.error("err")) + m.path("s", "a", "e") + repair
    yield _cell("Compensation", "throw of all", "in an event sub-process", body,
                times(a_u=1, g_t=1, g=1))  # fmt: skip


#: What a cancel leads to
_CAUGHT = m.boundary("b", "h", m.CANCEL) + m.end("be") + m.path("b", "be")


def _transactions() -> Iterator[Cell]:
    inner = inside("i", "a", step("a"), end="c")
    yield _canceled("with a boundary", inner, times(a_u=1, b=1, be=1, h=0, e=0))
    yield _transaction("canceled", "without a boundary", inner, times(a_u=1, h=0, e=0))
    fine = inside("i", "a", step("a"))
    yield _transaction("successful", "goes on", fine, times(h=1, a_u=0, b=0, e=1), _CAUGHT)
    failing = m.start("is") + step("a") + m.end("ix", m.error("err")) + m.path("is", "a", "ix")
    hazard = m.boundary("x", "h", m.error("err")) + m.end("xe") + m.path("x", "xe")
    yield _transaction(
        "error leaves it", "nothing is undone", failing, times(a_u=0, x=1, xe=1, h=0), hazard
    )
    yield from _canceled_while_more_runs()
    deep = m.sub("y", inside("y", "a", step("a"), end="c"))
    yield _canceled("from a sub-process of it", inside("i", "y", deep), times(a_u=1, b=1, be=1))
    several = m.node("task", "a", m.multi(inner=m.formal("loopCardinality", "2"))) + m.undone("a")
    yield _canceled(
        "after a repeated activity", inside("i", "a", several, end="c"), times(a=2, a_u=2, b=1)
    )


def _canceled_while_more_runs() -> Iterator[Cell]:
    beside = (
        m.start("is") + m.par("if") + step("a") + m.user("w") + m.end("ic", m.CANCEL) + m.end("ie")
    )
    beside += m.path("is", "if", "a", "ic") + m.path("if", "w", "ie")
    yield _canceled("while another branch runs", beside, times(a_u=1, w=0, b=1, be=1))
    deep = m.sub("y", inside("y", "a w", step("a"), m.user("w")))
    beside = m.start("is") + m.par("if") + deep + m.catch("c", m.timer("PT1H")) + m.end("ie")
    beside += m.end("ic", m.CANCEL) + m.path("is", "if", "y", "ie") + m.path("if", "c", "ic")
    yield _canceled(
        "while a sub-process of it runs",
        beside,
        times(a=1, a_u=1, w=0, b=1, be=1),
        tasks_first=False,
    )


def _canceled(column: str, inner: str, done: tuple[tuple[str, int], ...], **facts: object) -> Cell:
    return _transaction("canceled", column, inner, done, _CAUGHT, **facts)


def _transaction(row: str, column: str, inner: str, done: tuple[tuple[str, int], ...],
                 beside: str = "", **facts: object) -> Cell:  # fmt: skip
    """A transaction ``h`` that holds this, and what stands on it."""
    body = m.start() + m.node("transaction", "h", inner) + beside + m.end() + m.path("s", "h", "e")
    return _cell(
        "Transactions", row, column, body, done, "10.3.5 Transaction, 10.5.5 Cancel", **facts
    )
