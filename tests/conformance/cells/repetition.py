"""What a multi-instance activity throws, calls and their bindings, links, collaborations."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

_BEHAVIOR = "10.3.8 Loop Characteristics (behavior), 13.3.7"
_CALL = "10.3.6 Call Activity"
_TWO = m.formal("loopCardinality", "3")


def cells() -> Iterator[Cell]:
    yield from _behaviors()
    yield from _calls()
    yield from _kept()


def _behaviors() -> Iterator[Cell]:
    """Three instances; what they throw is caught on the boundary, beside them."""
    definition = '<bpmn:signalEventDefinition id="told" signalRef="sig"/>'
    caught = {"All": 0, "None": 3, "One": 1, "Complex": 1}
    for sequential in ("false", "true"):
        for behavior, often in caught.items():
            refs = {"None": ' noneBehaviorEventRef="told"', "One": ' oneBehaviorEventRef="told"'}
            inner = _TWO
            if behavior == "Complex":
                inner += (
                    "<bpmn:complexBehaviorDefinition>"
                    + m.formal("condition", "numberOfCompletedInstances = 2")
                    + '<bpmn:event id="ev">' + m.signal() + "</bpmn:event>"
                    "</bpmn:complexBehaviorDefinition>"
                )  # fmt: skip
            marker = (
                f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}"'
                f' behavior="{behavior}"{refs.get(behavior, "")}>{inner}'
                "</bpmn:multiInstanceLoopCharacteristics>"
            )
            side = m.boundary("b", "h", m.signal(), interrupting=False) + m.end("be")
            body = m.start() + m.user("h", marker) + side + m.end() + m.path("s", "h", "e")
            body += m.path("b", "be")
            how = "sequential" if sequential == "true" else "parallel"
            yield Cell("Multi-instance behavior", behavior, how,
                       m.diagram(body, roots=ROOTS + definition),
                       done=times(h=3, b=often, e=1), clause=_BEHAVIOR, tasks_first=True)  # fmt: skip


def _called(id: str, task: str, *, tag: str = "") -> str:
    mark = m.ext(m.zeebe("versionTag", value=tag)) if tag else ""
    prefix = task
    body = m.start(f"{prefix}s") + m.user(task) + m.end(f"{prefix}e")
    return m.process(mark, body, m.path(f"{prefix}s", task, f"{prefix}e"), id=id)


def _calls() -> Iterator[Cell]:
    bindings = {
        "latest": {"bindingType": "latest"}, "deployment": {"bindingType": "deployment"},
        "version tag": {"bindingType": "versionTag", "versionTag": "v1"},
    }  # fmt: skip
    for column, facts in bindings.items():
        call = m.node("callActivity", "h", m.ext(m.zeebe("calledElement", processId="q", **facts)))
        yield _call("binding", column, call, _called("q", "u", tag="v1"), times(h=1, u=1, e=1))
    call = m.node("callActivity", "h", m.ext(m.zeebe("calledElement", processId='="q"')))
    yield _call("called process", "by expression", call, _called("q", "u"), times(h=1, u=1, e=1))
    call = m.node("callActivity", "h", calledElement="q")
    yield _call("called process", "by attribute", call, _called("q", "u"), times(h=1, u=1, e=1))
    deep = _called("q", "u").replace(
        m.user("u"), m.node("callActivity", "u", calledElement="r")
    ) + _called("r", "v")
    yield _call("called process", "calls another", call, deep, times(h=1, u=1, v=1, e=1))
    for kind, task in {
        "globalTask": "", "globalUserTask": "", "globalManualTask": "",
        "globalScriptTask": m.ext(m.zeebe("script", expression="=1 + 1", resultVariable="two")),
    }.items():  # fmt: skip
        facts: dict[str, str] = {}
        call = m.node("callActivity", "h", calledElement="g")
        yield _call("global task", kind, call, m.node(kind, "g", task, **facts), times(h=1, e=1))
    error = _called("q", "u").replace(m.end("ue"), m.end("ue", m.error("err")))
    call = m.node("callActivity", "h", calledElement="q") + m.boundary("b", "h", m.error("err"))
    call += m.end("be") + m.path("b", "be")
    yield _call("called process", "ends in an error", call, error, times(h=0, u=1, b=1, be=1, e=0))


def _call(row: str, column: str, call: str, called: str, done: tuple[tuple[str, int], ...]) -> Cell:
    body = m.process(m.start(), call, m.end(), m.path("s", "h", "e"))
    return Cell("Calls", row, column, m.definitions(ROOTS, body, called), done=done, clause=_CALL,
                tasks_first=True)  # fmt: skip


_LANES = (
    '<bpmn:laneSet><bpmn:lane id="l1"><bpmn:flowNodeRef>h</bpmn:flowNodeRef>'
    '<bpmn:childLaneSet><bpmn:lane id="l2"/></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>'
)
_POOLS = m.node(
    "collaboration", "c", m.node("participant", "A", processRef="p"), m.node("participant", "B"),
    m.node("messageFlow", "mf", sourceRef="B", targetRef="h"),
)  # fmt: skip
_TALK = m.node(
    "collaboration", "c", m.node("participant", "A", processRef="p"), m.node("participant", "B"),
    "<bpmn:conversation id='cv'><bpmn:participantRef>A</bpmn:participantRef>"
    "<bpmn:participantRef>B</bpmn:participantRef></bpmn:conversation>",
)  # fmt: skip
_DANCE = (
    '<bpmn:choreography id="ch"><bpmn:participant id="x"/><bpmn:participant id="y"/>'
    '<bpmn:messageFlow id="mf" sourceRef="x" targetRef="y"/><bpmn:choreographyTask id="ct"'
    ' initiatingParticipantRef="x"><bpmn:participantRef>x</bpmn:participantRef>'
    "<bpmn:participantRef>y</bpmn:participantRef><bpmn:messageFlowRef>mf</bpmn:messageFlowRef>"
    "</bpmn:choreographyTask></bpmn:choreography>"
)
_NOTE = m.node("textAnnotation", "n", "<bpmn:text>注</bpmn:text>") + m.node(
    "association", "as", sourceRef="h", targetRef="n"
)
_FOREIGN = m.user("h", "<bpmn:documentation>x</bpmn:documentation>",
                 m.ext('<o:x xmlns:o="urn:o"/>'))  # fmt: skip
#: {what: (beside the process, in it, clause)}
_DRAWN: dict[str, tuple[str, str, str]] = {
    "lanes, nested": ("", _LANES, "10.8 Lanes"),
    "pools and message flow": (_POOLS, "", "9.3 Pool, 9.4 Message Flow"),
    "conversation": (_TALK, "", "9.5 Conversations"),
    "choreography beside": (_DANCE, "", "11 Choreography"),
    "annotation and association": ("", _NOTE, "8.4.1 Artifacts"),
    "group": ("", m.node("group", "g"), "8.4.1 Artifacts"),
    "documentation, foreign extensions": ("", "foreign", "8.3 Foundation"),
}


def _kept() -> Iterator[Cell]:
    """What is drawn beside and runs nothing."""
    straight = m.start() + m.user("h") + m.end() + m.path("s", "h", "e")
    for row, (root, inner, clause) in _DRAWN.items():
        body = straight.replace(m.user("h"), _FOREIGN) if inner == "foreign" else inner + straight
        model = m.definitions(root, m.process(body))
        yield Cell("Drawn beside", row, "kept, harmless", model, done=times(h=1, e=1),
                   clause=clause, tasks_first=True)  # fmt: skip
