"""Collaborations, lanes, choreographies, conversations and writing that the standard forbids.

Source: BPMN 2.0.2, 9 Collaboration, 10.8 Lanes, 11 Choreography, 8.2 Infrastructure, 8.4 Correlation.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import (
    CATCH,
    MESSAGE,
    PLAIN,
    RUNS,
    SIGNAL,
    THROW,
    XY,
    choice,
    start,
    within,
)
from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    TASK,
    chain,
    condition,
    definitions,
    flow,
    inner,
    process,
    timer,
)

TALK = (
    '<participant id="x"/><participant id="y"/><messageFlow id="mf" sourceRef="x" targetRef="y"/>'
)


def pools(source: str, target: str, body: str = PLAIN, more: str = "", root: str = "") -> bytes:
    """Pool A of the process, pool B black, a message flow, and what else the collaboration holds."""
    drawn = f'<collaboration id="co"><participant id="A" processRef="p"/><participant id="B"/><messageFlow id="mf" sourceRef="{source}" targetRef="{target}" {more}/></collaboration>'
    return process(body, NAMED + root + drawn)


def choreography(
    *,
    start: str = "",
    end: str = "",
    more: str = "",
    people: str = XY,
    first: str = 'initiatingParticipantRef="x"',
) -> bytes:
    task = f'<choreographyTask id="c" {first}>{people}<messageFlowRef>mf</messageFlowRef></choreographyTask>'
    held = f'<startEvent id="cs">{start}</startEvent>{task}{more}<endEvent id="ce">{end}</endEvent>'
    return definitions(
        f'{NAMED}{RUNS}<choreography id="ch">{TALK}<participant id="z"/>{held}{flow("cs", "c")}{flow("c", "ce")}</choreography>'
    )


def many(limits: str) -> bytes:
    return process(
        PLAIN,
        f'<collaboration id="co"><participant id="A" processRef="p"><participantMultiplicity {limits}/></participant></collaboration>',
    )


def lanes(inside: str, body: str = PLAIN) -> bytes:
    return process(f'<laneSet id="ls">{inside}</laneSet>{body}', NAMED)


def lane(node: str, key: str = "l") -> str:
    return f'<lane id="{key}"><flowNodeRef>{node}</flowNodeRef></lane>'


NO_ENDS = {
    "an annotation": ("n", PLAIN + '<textAnnotation id="n"/>'), "a group": ("n", PLAIN + '<group id="n"/>'), "a gateway": ("g", choice(condition())),
    "an association": ("n", PLAIN + '<association id="n" sourceRef="t" targetRef="s"/>'), "a data object": ("n", '<dataObject id="n"/>' + PLAIN),
    "a lane": ("n", '<laneSet id="ls"><lane id="n"/></laneSet>' + PLAIN), "a flow": ("f_s_t", PLAIN), "a collaboration": ("co", PLAIN),
}  # fmt: skip
CHOREOGRAPHED = {
    "choreographyTask": "<messageFlowRef>mf</messageFlowRef>", "subChoreography": "", "callChoreography": "",
}  # fmt: skip
DI = '<di:BPMNDiagram><di:BPMNPlane bpmnElement="p"><di:BPMNShape id="t" bpmnElement="t"/></di:BPMNPlane></di:BPMNDiagram>'
FILES = [
    ("9.4 a message flow to its own pool", "message-flow-same-pool", pools("A", "A")),
    ("9.4 a message flow into its own pool", "message-flow-same-pool", pools("A", "t")),
    ("9.4 a message flow inside a pool", "message-flow-same-pool", pools("t", "s", chain(start(MESSAGE), TASK, END))),
    ("10.5 a message flow out of a start", "message-flow-from-catch", pools("s", "B", chain(start(MESSAGE), END))),
    ("10.5 a message flow out of a catch", "message-flow-from-catch", pools("t", "B", within(MESSAGE, CATCH))),
    ("10.5 a message flow into an end", "message-flow-to-throw", pools("B", "e")),
    ("10.5 a message flow into a throw", "message-flow-to-throw", pools("B", "t", within(MESSAGE, THROW))),
    ("10.5 a message flow to a plain start", "message-flow-event-trigger", pools("B", "s")),
    ("10.5 a message flow from a plain end", "message-flow-event-trigger", pools("e", "B")),
    ("10.5 a message flow to a timer", "message-flow-intermediate-trigger", pools("B", "t", within(timer(), CATCH))),
    ("10.5 a message flow from a plain event", "message-flow-intermediate-trigger", pools("t", "B", within("", THROW))),
    ("10.3 a message flow to a send task", "message-flow-task-direction", pools("B", "t", within("", "sendTask", more='messageRef="m"'))),
    ("10.3 a message flow from a receive task", "message-flow-task-direction", pools("t", "B", within("", "receiveTask", more='messageRef="m"'))),
    ("9.4 a message flow of a pool", "wrong-reference-kind", pools("t", "B", more='messageRef="A"')),
    ("9.4 a message flow to nowhere", "unresolved-reference", pools("t", "nowhere")),
    ("9.4 a message flow without end", "attribute-missing", process(PLAIN, '<collaboration id="co"><participant id="A"/><messageFlow id="mf" sourceRef="A"/></collaboration>')),
    *((f"9.3 {limits}", code, many(limits)) for limits, code in (('minimum="-1"', "multiplicity-minimum"), ('maximum="0"', "multiplicity-maximum"), ('minimum="2"', "multiplicity-maximum"), ('minimum="3" maximum="2"', "multiplicity-maximum"))),
    ("9.3 two multiplicities", "schema-invalid", process(PLAIN, '<collaboration id="co"><participant id="A"><participantMultiplicity/><participantMultiplicity/></participant></collaboration>')),
    ("9.3 a pool of a task", "wrong-reference-kind", process(PLAIN, '<collaboration id="co"><participant id="A" processRef="t"/></collaboration>')),
    ("9.3 a pool that offers a task", "wrong-reference-kind", process(PLAIN, '<collaboration id="co"><participant id="A" processRef="p"><interfaceRef>t</interfaceRef></participant></collaboration>')),
    ("9.5 a conversation of a process", "wrong-reference-kind", process(PLAIN, '<collaboration id="co"><participant id="x"/><conversation id="c"><participantRef>x</participantRef><participantRef>p</participantRef></conversation></collaboration>')),
    ("9.5 a link of two conversations", "conversation-link-ends", process(PLAIN, f'<collaboration id="co">{TALK}<conversation id="c">{XY}</conversation><conversation id="d">{XY}</conversation><conversationLink id="l" sourceRef="c" targetRef="d"/></collaboration>')),
    ("10.8 a lane of an inner node", "lane-foreign-node", lanes(lane("is"), chain(START, f'<subProcess id="t">{inner()}</subProcess>', END))),
    ("10.8 a lane of an annotation", "wrong-reference-kind", lanes(lane("n"), PLAIN + '<textAnnotation id="n"/>')),
    ("10.8 a lane of nobody", "unresolved-reference", lanes(lane("nobody"))),
    ("10.8 two inner lanes of one node", "lane-node-twice", lanes(f'<lane id="l"><childLaneSet id="cs">{lane("t", "l1")}{lane("t", "l2")}</childLaneSet></lane>')),
    ("8.4 a group of a category", "wrong-reference-kind", process(PLAIN + '<group id="g" categoryValueRef="ct"/>', '<category id="ct"/>')),
    ("8.4 half an association", "attribute-missing", process(PLAIN + '<association id="a" sourceRef="t"/>')),
    *((f"11.5 a start by {name}", "choreography-event", choreography(start=trigger)) for name, trigger in (("message", MESSAGE),)),
    *((f"11.5 an end by {name}", "choreography-event", choreography(end=trigger)) for name, trigger in (("message", MESSAGE), ("signal", SIGNAL), ("error", '<errorEventDefinition errorRef="err"/>'), ("escalation", '<escalationEventDefinition escalationRef="esc"/>'), ("compensation", "<compensateEventDefinition/>"))),
    ("11.4 a user task", "choreography-content", choreography(more='<userTask id="u"/>')),
    ("11.4 a call", "choreography-content", choreography(more='<callActivity id="u" calledElement="p"/>')),
    ("11.4 nobody who begins", "schema-invalid", choreography(first="")),
    ("11.4 a stranger who begins", "choreography-participants", choreography(first='initiatingParticipantRef="z"')),
    ("8.3 two processes of one id", "duplicate-id", definitions(RUNS + '<process id="p"><task id="q"/></process>')),
    ("8.3 a shape of the id of its task", "duplicate-id", definitions(RUNS + DI)),
    ("8.2 an unknown prefix", "undeclared-prefix", pools("t", "no:B")),
    ("8.2 another namespace", "unresolved-reference", pools("t", "other:B")),
    ("8.2 a process of processes", "schema-invalid", definitions(f'<process id="q" isExecutable="true"><process id="r"/>{chain(START, END)}</process>')),
    ("10.2 an owner of nothing", "unresolved-reference", process(PLAIN + "<resourceRole><resourceRef>nothing</resourceRef></resourceRole>")),
    ("10.2 support of a task", "wrong-reference-kind", process(PLAIN + "<supports>t</supports>")),
    ("10.2 public and executable", "public-process-executable", process(PLAIN, more='processType="Public"')),
]  # fmt: skip


def models() -> Iterator[tuple[str, str, bytes]]:
    yield from FILES
    for what, (key, body) in NO_ENDS.items():
        yield f"9.4 a message flow to {what}", "message-flow-end-kind", pools("B", key, body)
        yield f"9.4 a message flow from {what}", "message-flow-end-kind", pools(key, "B", body)
    talk = f'<collaboration id="co">{TALK}</collaboration>'
    for tag, inside in CHOREOGRAPHED.items():
        drawn = f'<{tag} id="ch" initiatingParticipantRef="x">{XY}{inside}</{tag}>'
        yield (
            f"8.4 {tag} in a process",
            "choreography-in-process",
            process(PLAIN + drawn + flow("s", "ch") + flow("ch", "e"), NAMED + talk),
        )
        for scope in ("subProcess", "transaction", "adHocSubProcess"):
            held = (
                '<task id="i"/>'
                if scope == "adHocSubProcess"
                else inner() + flow("is", "ch") + flow("ch", "ie")
            )
            yield (
                f"10.3 {tag} in {scope}",
                "choreography-in-process",
                process(within(held + drawn, scope), NAMED + talk),
            )
