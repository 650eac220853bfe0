"""``python -m tests.corpus.parts FOLDER``: one case for each part that a snapshot can have.

Each stands in the middle of its life; ``acts`` bring it to its end, which is recorded too.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.snapshot import Apart
from engine.store.codec import encode
from tests.conformance.cells import talking
from tests.corpus.replaying import Act, acted
from tests.engine import models as m
from tests.engine.runner import Runner as PlainRunner

HAND = {"isForCompensation": "true"}
ROOTS = m.a_message() + m.a_signal() + m.an_error()


class Runner(PlainRunner):
    """A case that remembers its diagram."""

    def __init__(self, xml: bytes, variables: Mapping[str, Any] | None = None, **facts: Any):
        self.xml = xml
        super().__init__(xml, variables, **facts)


def _large() -> tuple[Runner, list[Act]]:
    texts = {"essay": "长" * 4_000, "list": ["条目"] * 2_500, "small": 1}
    run = Runner(m.diagram(m.start(), m.user("u"), m.end(), m.path("s", "u", "e")), texts)
    return run, [("complete", "u", {"done": True})]


def _typed() -> tuple[Runner, list[Act]]:
    body = m.script("a", 'date("2025-01-02")', "day") + m.script("b", "1.10", "sum")
    body += m.script("c", 'duration("P1DT2H")', "time") + m.user("u")
    run = Runner(m.diagram(m.start(), body, m.end(), m.path("s", "a", "b", "c", "u", "e")))
    return run, [("complete", "u", {})]


def _by_key() -> tuple[Runner, list[Act]]:
    wait = m.start("s", m.message()) + m.catch("h", m.message()) + m.end() + m.path("s", "h", "e")
    xml = m.diagram(wait, roots=talking.BY_KEY)
    run = Runner(xml, start_event="s", event_variables={"order": 7})
    return run, [("deliver", "h", {"order": 7})]


def _by_context() -> tuple[Runner, list[Act]]:
    wait = m.start() + m.catch("h", m.message()) + m.end() + m.path("s", "h", "e")
    bound = talking.subscription(number="order")
    run = Runner(m.diagram(wait + bound, roots=talking.BY_KEY), {"order": "A"})
    return run, [("deliver", "h", {"order": "A"})]


def _step(key: str, **handler: str) -> str:
    return m.node("task", key) + m.undone(key, m.user(f"{key}_u", **HAND, **handler))


def _undoing() -> tuple[Runner, list[Act]]:
    """A sub-process is open again; one handler is at work, another waits for its turn."""
    inner = m.start("ys") + _step("a") + _step("b") + m.end("ye") + m.path("ys", "a", "b", "ye")
    body = m.start() + _step("c") + m.sub("y", inner) + m.throw("t", m.compensate()) + m.end()
    run = Runner(m.diagram(body + m.path("s", "c", "y", "t", "e")))
    run.complete("b_u")
    return run, [("complete", "a_u", {}), ("complete", "c_u", {})]


def _repeated() -> tuple[Runner, list[Act]]:
    """Two of three instances are done, and can be undone when the third is."""
    task = m.user("a", m.multi("[1, 2, 3]", inputElement="n")) + m.undone("a")
    body = m.start() + task + m.throw("t", m.compensate()) + m.end() + m.path("s", "a", "t", "e")
    run = Runner(m.diagram(body))
    run.complete("a")
    run.complete("a")
    return run, [("complete", "a", {})]


def _canceled() -> tuple[Runner, list[Act]]:
    """A transaction undoes what a sub-process had done that it has ended."""
    deep = m.sub("y", m.start("ys"), _step("b"), m.end("yc", m.CANCEL), m.flows("ys>b", "b>yc"))
    inner = m.start("xs") + _step("a") + deep + m.end("xe") + m.path("xs", "a", "y", "xe")
    left = m.boundary("l", "x", m.CANCEL) + m.end("le") + m.flows("l>le")
    body = m.start() + m.node("transaction", "x", inner) + left + m.end() + m.path("s", "x", "e")
    return Runner(m.diagram(body)), [("complete", "b_u", {}), ("complete", "a_u", {})]


def _in_turn() -> tuple[Runner, list[Act]]:
    """What an event sub-process undoes of its scope waits until its own is undone."""
    repair = m.node("startEvent", "hs", m.error("err")) + _step("k") + m.throw("t", m.compensate())
    repair += m.end("he") + m.path("hs", "k", "t", "he")
    body = m.start() + _step("a") + m.end("e", m.error("err")) + m.path("s", "a", "e")
    xml = m.diagram(body, m.sub("h", repair, triggeredByEvent="true"), roots=ROOTS)
    return Runner(xml), [("complete", "k_u", {}), ("complete", "a_u", {})]


def _stored() -> tuple[Runner, list[Act]]:
    """A data store is read when the task begins."""
    read = m.data_spec("din") + m.association("Input", "ds", "din")
    task = m.user("h", m.ext(m.io({}, {"kept": "=din"})), read)
    drawn = '<bpmn:dataStoreReference id="ds" dataStoreRef="st"/>'
    body = m.start() + m.user("w") + task + m.end() + m.path("s", "w", "h", "e")
    store = '<bpmn:dataStore id="st" name="archive"/>'
    run = Runner(m.definitions(store, m.process(drawn, body)))
    run.outside.stores["st"] = {"number": 7}
    return run, [("complete", "w", {}), ("complete", "h", {})]


def _input() -> tuple[Runner, list[Act]]:
    """An activity waits for its input."""
    read = m.data_spec("din") + m.association("Input", "o", "din")
    gives = m.data_spec(outputs=("out",))
    gives += m.association("Output", "", "o", m.assignment("5", "o"))
    body = m.start() + m.user("a", gives) + m.node("task", "h", read) + m.end() + m.end("e2")
    body += m.flows("s>a", "s>h", "a>e2", "h>e")
    return Runner(m.diagram('<bpmn:dataObject id="o"/>', body)), [("complete", "a", {})]


def _reset() -> tuple[Runner, list[Act]]:
    """A complex gateway has gone on and waits for the third token."""
    enough = m.formal("activationCondition", "activationCount >= 2")
    body = m.start() + m.par("f") + m.node("complexGateway", "j", enough) + m.end()
    for key in "abc":
        body += m.user(key) + m.path("f", key, "j")
    run = Runner(m.diagram(body, m.path("s", "f"), m.path("j", "e")))
    run.complete("a")
    run.complete("b")
    return run, [("complete", "c", {})]


def _some_of_all() -> tuple[Runner, list[Act]]:
    """Of two events that must both occur, one has."""
    both = m.node("intermediateCatchEvent", "h", m.message(), m.signal(), parallelMultiple="true")
    body = m.start() + both + m.end() + m.path("s", "h", "e")
    run = Runner(m.diagram(body, roots=ROOTS), {"order": 1})
    run.publish("paid", "1", {"a": 1})
    return run, [("signal", "h", {"b": 2})]


def _rounds() -> tuple[Runner, list[Act]]:
    """A loop in its second round, a cycle after its first, a handler that has run."""
    loop = m.user("u", m.loop("loopCounter < 2"))
    body = m.start() + loop + m.boundary("c", "u", m.timer(cycle="R3/PT1H"), interrupting=False)
    body += m.end("ce") + m.flows("c>ce") + m.end() + m.path("s", "u", "e")
    run = Runner(m.diagram(body))
    run.advance(timedelta(hours=1))
    run.complete("u")
    return run, [("timer", "c", {}), ("complete", "u", {})]


def _turn() -> tuple[Runner, list[Act]]:
    """One of an ad-hoc sub-process, one after the other."""
    inner = m.user("a") + m.user("b")
    ad_hoc = m.node("adHocSubProcess", "y", inner, ordering="Sequential")
    run = Runner(m.diagram(m.start(), ad_hoc, m.end(), m.path("s", "y", "e")))
    return run, [("complete", "a", {}), ("complete", "b", {})]


def _held() -> tuple[Runner, list[Act]]:
    """A timer fired while an error that nobody catches stood in its scope."""
    body = m.start() + m.par("f") + m.service("w", "work") + m.end("we") + m.path("f", "w", "we")
    body += m.catch("c", m.timer("PT1H")) + m.end() + m.path("s", "f", "c", "e")
    run = Runner(m.diagram(body))
    run.throw("w", "E1")
    run.advance(timedelta(hours=1))
    return run, [("retry", "w", {}), ("job", "w", {})]


def _called() -> tuple[Runner, list[Act]]:
    """A called process changes what it was given."""
    called = m.process(m.start("qs"), m.user("q"), m.end("qe"), m.path("qs", "q", "qe"), id="other")
    call = m.node("callActivity", "c", calledElement="other")
    body = m.process(m.start(), call, m.end(), m.path("s", "c", "e"))
    return Runner(m.definitions(body, called), {"v": 1}), [("complete", "q", {"v": 2})]


PARTS: dict[str, Callable[[], tuple[Runner, list[Act]]]] = {
    "large-values": _large,
    "typed-values": _typed,
    "correlation-by-key": _by_key,
    "correlation-by-context": _by_context,
    "undoing": _undoing,
    "undoing-repeated": _repeated,
    "undoing-canceled": _canceled,
    "undoing-in-turn": _in_turn,
    "data-store": _stored,
    "input-awaited": _input,
    "complex-gateway-reset": _reset,
    "one-of-two-events": _some_of_all,
    "loop-and-cycle": _rounds,
    "ad-hoc-turn": _turn,
    "news-held": _held,
    "called-process": _called,
}


def recorded(part: str) -> dict[str, Any]:
    """The case as it stands, the acts that end it, and its end."""
    run, acts = PARTS[part]()
    apart: Apart = {}

    def keep(_: UUID, values: Apart) -> None:
        apart.update(values)

    entry: dict[str, Any] = {
        "diagram": run.xml.decode(),
        "snapshot": b64encode(run.live.dump(keep)).decode(),
        "apart": {digest: body.decode() for digest, body in apart.items()},
        "stores": run.outside.stores,
        "now": run.outside.now.isoformat(),
        "state": run.state,
        "tokens": [list(token) for token in run.live.tokens()],
        "variables": encode(run.live.variables).decode(),
        "acts": acts,
    }
    live, trace = acted(entry)
    entry["end"] = {"variables": encode(live.variables).decode(), "trace": trace}
    return entry


def main(folder: str) -> None:
    target = Path(__file__).parent / folder
    target.mkdir()
    for part in PARTS:
        text = json.dumps(recorded(part), ensure_ascii=False, indent=1)
        (target / f"{part}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
