"""Every activity × how it repeats × what stands at its boundary × what lies around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from tests.engine import models as m

ROOTS = m.a_message(key="") + m.a_message("m2", "other", key="") + m.a_signal()
ROOTS += m.an_error() + m.an_escalation()


def _body(last: str = "") -> str:
    return m.start("is") + m.user("in") + m.end("ie", last) + m.path("is", "in", "ie")


#: {name: (tag, content, attributes)}
ACTIVITIES: dict[str, tuple[str, str, dict[str, str]]] = {
    "task": ("task", "", {}),
    "user task": ("userTask", "", {}),
    "script": ("scriptTask", m.ext(m.zeebe("script", expression="=1", resultVariable="q")), {}),
    "job": ("serviceTask", m.ext(m.zeebe("taskDefinition", type="work")), {}),
    "send": ("sendTask", "", {"messageRef": "m"}),
    "receive": ("receiveTask", "", {"messageRef": "m"}),
    "sub-process": ("subProcess", _body(), {}),
    "ends in an error": ("subProcess", _body(m.error("err")), {}),
    "ends in an escalation": ("subProcess", _body(m.escalation("esc")), {}),
    "ends in terminate": ("subProcess", _body(m.TERMINATE), {}),
    "undoes at its end": ("subProcess", _body(m.compensate()) + m.undone("in"), {}),
    "handler inside": (
        "subProcess",
        _body() + m.handler("g", m.signal(), interrupting=False),
        {},
    ),
    "handler that ends it": ("subProcess", _body() + m.handler("g", m.timer("PT1H")), {}),
    "transaction": ("transaction", _body(), {}),
    "canceled": ("transaction", _body(m.CANCEL) + m.undone("in"), {}),
    "ad-hoc": ("adHocSubProcess", m.user("in") + m.user("in2"), {}),
    "ad-hoc in a row": (
        "adHocSubProcess",
        m.user("in") + m.user("in2"),
        {"ordering": "Sequential"},
    ),
    "call": ("callActivity", "", {"calledElement": "good"}),
    "call that fails": ("callActivity", "", {"calledElement": "bad"}),
}
REPEATED = {
    "once": "",
    "side by side": m.multi("[1, 2]", inputElement="n"),
    "in a row": m.multi("[1, 2]", sequential=True, inputElement="n"),
    "loop": m.loop("loopCounter < 2"),
    "not at all": m.multi("[]", inputElement="n"),
}
#: {name: (definition, whether it interrupts)}
BOUNDARIES: dict[str, tuple[str, bool]] = {
    "none": ("", True),
    "timer": (m.timer("PT2H"), True),
    "message beside": (m.message("m2"), False),
    "signal": (m.signal(), True),
    "error": (m.error(), True),
    "escalation": (m.escalation(), True),
    "escalation beside": (m.escalation(), False),
    "cancel": (m.CANCEL, True),
}
AROUND = (
    "process", "sub-process", "instances", "ad-hoc", "transaction", "event sub-process",
    "compensation handler",
)  # fmt: skip


class Combination(NamedTuple):
    activity: str
    repeated: str
    boundary: str
    around: str

    @property
    def legal(self) -> bool:
        """A cancel boundary stands on a transaction only."""
        return self.boundary != "cancel" or ACTIVITIES[self.activity][0] == "transaction"

    def model(self) -> bytes:
        """The diagram: activity ``h``, boundary ``b``, around it ``o``."""
        called = m.process(_body().replace('"i', '"q').replace(">i", ">q"), id="good")
        failing = _body(m.error("err")).replace('"i', '"r').replace(">i", ">r")
        processes = m.process(self._process()), called, m.process(failing, id="bad")
        return m.definitions(ROOTS, *processes)

    def _process(self) -> str:
        inside = self._activity() + self._side()
        body = m.start("os") + inside + m.end("oe") + m.path("os", "h", "oe")
        after = m.end() + m.path("s", "o", "e")
        match self.around:
            case "process":
                return m.start() + inside + m.end() + m.path("s", "h", "e")
            case "sub-process":
                return m.start() + m.sub("o", body) + after
            case "instances":
                return m.start() + m.sub("o", body, REPEATED["side by side"]) + after
            case "ad-hoc":
                inside = inside.replace(m.end("be"), m.node("task", "be"))
                return m.start() + m.node("adHocSubProcess", "o", inside) + after
            case "transaction":
                body = body.replace(m.end("oe"), m.end("oe", m.CANCEL))
                left = m.boundary("oc", "o", m.CANCEL) + m.end("oce") + m.flows("oc>oce")
                return m.start() + m.node("transaction", "o", body) + left + after
            case "event sub-process":
                body = body.replace(m.start("os"), m.node("startEvent", "os", m.message("m2")))
                whole = m.start() + m.user("z") + m.end() + m.path("s", "z", "e")
                return whole + m.sub("o", body, triggeredByEvent="true")
        undo = m.node("boundaryEvent", "u", m.compensate(), attachedToRef="t")
        joined = m.node("association", "a", sourceRef="u", targetRef="h")
        whole = m.start() + m.node("task", "first") + m.undone("first") + m.node("task", "t") + undo
        whole += m.throw("w", m.compensate()) + m.end() + m.path("s", "first", "t", "w", "e")
        return whole + inside + joined

    def _activity(self) -> str:
        tag, content, attributes = ACTIVITIES[self.activity]
        if self.around == "compensation handler":
            attributes = attributes | {"isForCompensation": "true"}
        return m.node(tag, "h", content, REPEATED[self.repeated], **attributes)

    def _side(self) -> str:
        definition, interrupts = BOUNDARIES[self.boundary]
        if not definition:
            return ""
        event = m.boundary("b", "h", definition, interrupting=interrupts)
        return event + m.end("be") + m.flows("b>be")


def combinations() -> Iterator[Combination]:
    """All that the standard allows."""
    for parts in product(ACTIVITIES, REPEATED, BOUNDARIES, AROUND):
        found = Combination(*parts)
        if found.legal:
            yield found
