"""Activities in every role. BPMN 2.0.2, 10.3, 10.7, 13.3."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.cells.cell import ROOTS, Cell, times
from tests.engine import models as m

TABLE = "Activities by role"
_INNER = m.start("is") + m.user("in") + m.end("ie") + m.path("is", "in", "ie")
_RULE = m.ext(m.zeebe("calledDecision", decisionId="fee", resultVariable="fee"))
_NAMED = m.ext(m.zeebe("script", expression="=1 + 1", resultVariable="two"))
#: {kind: (tag, attributes, extension elements, content)}
KINDS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "task": ("task", {}, "", ""),
    "user task": ("userTask", {}, "", ""),
    "manual task": ("manualTask", {}, "", ""),
    "script task": ("scriptTask", {}, _NAMED, ""),
    "script task as job": ("scriptTask", {}, m.ext(m.zeebe("taskDefinition", type="work")), ""),
    "service task": ("serviceTask", {}, m.ext(m.zeebe("taskDefinition", type="work")), ""),
    "service task of an operation": ("serviceTask", {"operationRef": "op"}, "", ""),
    "send task": ("sendTask", {"messageRef": "m"}, "", ""),
    "send task as job": ("sendTask", {}, m.ext(m.zeebe("taskDefinition", type="work")), ""),
    "receive task": ("receiveTask", {"messageRef": "m"}, "", ""),
    "business rule task": ("businessRuleTask", {}, _RULE, ""),
    "call of a process": ("callActivity", {"calledElement": "q"}, "", ""),
    "call of a global task": ("callActivity", {"calledElement": "g"}, "", ""),
    "sub-process": ("subProcess", {}, "", _INNER),
    "transaction": ("transaction", {}, "", _INNER),
    "ad-hoc sub-process": ("adHocSubProcess", {}, "", m.user("in")),
    "ad-hoc, sequential": ("adHocSubProcess", {"ordering": "Sequential"}, "", m.user("in")),
}
DECISION = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="urn:d"><decision id="fee" name="fee"><variable name="fee"/><literalExpression>
<text>1 + 1</text></literalExpression></decision></definitions>"""
_CALLED = m.process(
    m.start("qs"), m.user("qu"), m.end("qe"), m.path("qs", "qu", "qe"), id="q"
) + m.node("globalUserTask", "g")
_TWICE = m.formal("loopCardinality", "2")
_ENOUGH = m.formal("completionCondition", "=numberOfCompletedInstances = 2")
#: Of these nobody can tell when to act on the second round, or nothing waits in them
_PASSED = ("task", "manual task", "script task", "send task", "business rule task")
_JOBS = (
    "script task as job", "service task", "service task of an operation", "send task as job",
)  # fmt: skip
#: What tasks may call, and who may do them
_ASKED = (
    '<bpmn:interface id="if" name="registry"><bpmn:operation id="op" name="work">'
    "<bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation>"
    '<bpmn:operation id="held" name="never done"><bpmn:inMessageRef>m</bpmn:inMessageRef>'
    "</bpmn:operation></bpmn:interface>"
) + m.node("resource", "people", name="clerks")


def cells() -> Iterator[Cell]:
    for kind in KINDS:
        yield _cell(kind, "plain", activity(kind), done=times(h=1, e=1))
        yield _quantities(kind)
        yield _forked(kind)
        yield _default(kind)
        yield _merged(kind)
        yield _mapped(kind)
        yield from _repeated(kind)
        yield from _guarded(kind)
        yield _assigned(kind)
        yield _undone(kind)
        yield _undoing(kind)


def activity(kind: str, inner: str = "", id: str = "h", **more: str) -> str:
    """The activity; ``inner`` stands before its flow elements."""
    tag, attributes, extension, content = KINDS[kind]
    return m.node(tag, id, extension, inner, content, **(attributes | more))


def _cell(kind: str, column: str, element: str, *more: str, **facts: object) -> Cell:
    facts = {"clause": "10.3 Activities, 13.3", "tasks_first": True} | facts
    straight = m.start() + element + m.end() + m.path("s", "h", "e")
    model = m.definitions(ROOTS, _ASKED, m.process(straight, *more), _CALLED)
    others = (DECISION,) if kind == "business rule task" else ()
    return Cell(TABLE, kind, column, model, others=others, **facts)  # type: ignore[arg-type]


def _quantities(kind: str) -> Cell:
    """Three tokens are needed for it, and two leave it."""
    element = activity(kind, startQuantity="3", completionQuantity="2")
    more = m.node("sequenceFlow", "s2", sourceRef="s", targetRef="h")
    more += m.node("sequenceFlow", "s3", sourceRef="s", targetRef="h")
    return _cell(kind, "quantities", element, more, done=times(h=1, e=2),
                 clause="10.3 Activities (attributes)")  # fmt: skip


def _forked(kind: str) -> Cell:
    """A flow whose condition holds, and a plain one."""
    more = m.end("e2") + m.flows("h>e2: x = 0") + m.end("e3") + m.flows("h>e3: x = 1")
    return _cell(kind, "conditional flows", activity(kind), more, done=times(h=1, e=1, e2=1, e3=0),
                 clause="8.4.13 Sequence Flow, 13.3.2")  # fmt: skip


def _default(kind: str) -> Cell:
    element = activity(kind, default="h_e")
    more = m.end("e2") + m.flows("h>e2: x = 1")
    return _cell(kind, "default flow", element, more, done=times(h=1, e=1, e2=0),
                 clause="8.4.13 Sequence Flow, 13.3.2")  # fmt: skip


def _merged(kind: str) -> Cell:
    more = m.node("sequenceFlow", "again", sourceRef="s", targetRef="h")
    return _cell(kind, "several incoming flows", activity(kind), more, done=times(h=2, e=2),
                 clause="13.3.2 Activity")  # fmt: skip


def _mapped(kind: str) -> Cell:
    mapping = m.io({"mine": "=order"}, {"result": "=mine"})
    tag, attributes, extension, content = KINDS[kind]
    inner = extension.removeprefix("<bpmn:extensionElements>").removesuffix(
        "</bpmn:extensionElements>"
    )
    element = m.node(tag, "h", m.ext(inner, mapping), content, **attributes)
    more = m.xor("y", default="y_z") + m.end("z") + m.end("w")
    return _cell(kind, "variables mapped", element + more, m.flows("h>y", 'y>w: result = "7"', "y>z"),
                 done=times(h=1, w=1, z=0), clause="10.4 Items and Data")  # fmt: skip


def _repeated(kind: str) -> Iterator[Cell]:
    loops = {
        "standard loop": m.loop("loopCounter < 2"),
        "loop, test before": m.loop("loopCounter < 2", testBefore="true"),
        "loop, maximum": m.loop("true", loopMaximum="2"),
        "multi-instance, parallel": m.multi(inner=_TWICE),
        "multi-instance, sequential": m.multi(inner=_TWICE, sequential=True),
        "multi-instance, collection": m.multi("[1, 2]", inputElement="item"),
        "multi-instance, completion condition": m.multi(
            inner=m.formal("loopCardinality", "3") + _ENOUGH, sequential=True
        ),
    }
    for column, marker in loops.items():
        clause = "10.3.8 Loop Characteristics, 13.3.6/7"
        yield _cell(kind, column, activity(kind, marker), done=times(h=2, e=1), clause=clause)
    none = m.multi(inner=m.formal("loopCardinality", "0"))
    yield _cell(kind, "multi-instance, none at all", activity(kind, none), done=times(h=0, e=1),
                clause="10.3.8 Loop Characteristics")  # fmt: skip


def _guarded(kind: str) -> Iterator[Cell]:
    """An hour passes before anybody does anything."""
    for column, definition in (
        ("boundary timer", m.timer("PT1H")), ("boundary message", m.message("m2")),
    ):  # fmt: skip
        side = m.boundary("b", "h", definition) + m.end("be") + m.path("b", "be")
        passed = kind in _PASSED
        done = times(h=1, b=0, e=1) if passed else times(h=0, b=1, be=1, e=0)
        held = activity(kind).replace('type="work"', 'type="never done"')
        held = held.replace('operationRef="op"', 'operationRef="held"')
        yield _cell(kind, column, held, side, done=done, tasks_first=False, other_first=True,
                    clause="10.5.4, 13.5.3 Boundary Events")  # fmt: skip
    side = (
        m.boundary("b", "h", m.timer("PT1H"), interrupting=False) + m.end("be") + m.path("b", "be")
    )
    held = kind not in _PASSED
    yield _cell(kind, "boundary, not interrupting", activity(kind), side,
                done=times(h=1, b=1 if held and kind not in _JOBS else 0, e=1),
                other_first=True, clause="10.5.4, 13.5.3 Boundary Events")  # fmt: skip


def _assigned(kind: str) -> Cell:
    """Who does it, or answers for it."""
    who = "<bpmn:{0}><bpmn:resourceRef>people</bpmn:resourceRef></bpmn:{0}>"
    roles = who.format("performer") + (who.format("potentialOwner") if kind == "user task" else "")
    return _cell(kind, "resource roles", activity(kind, roles), done=times(h=1, e=1),
                 clause="8.4 Resources, 10.3 Activities")  # fmt: skip


def _undone(kind: str) -> Cell:
    """Its handler runs when compensation is thrown."""
    more = m.undone("h") + m.throw("w", m.compensate("h")) + m.end("z")
    return _cell(kind, "compensated", activity(kind), more, m.flows("h>w", "w>z"),
                 done=times(h=1, h_u=1, w=1, z=1, e=1), clause="10.7 Compensation")  # fmt: skip


def _undoing(kind: str) -> Cell:
    """It is the handler of a task."""
    handler = activity(kind, isForCompensation="true")
    undo = m.node("boundaryEvent", "u", m.compensate(), attachedToRef="a")
    joined = m.node("association", "ca", sourceRef="u", targetRef="h")
    body = m.start() + m.node("task", "a") + m.throw("w", m.compensate("a")) + m.end()
    model = m.definitions(
        ROOTS, _ASKED, m.process(body, undo, handler, joined, m.path("s", "a", "w", "e")), _CALLED
    )
    others = (DECISION,) if kind == "business rule task" else ()
    return Cell(TABLE, kind, "compensation handler", model, done=times(h=1, w=1, e=1),
                clause="10.7 Compensation", tasks_first=True, others=others)  # fmt: skip
