"""Pairs of what stands beside the flow: resources, lanes, data, message flows, choreographies."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    TASK,
    chain,
    condition,
    definitions,
    flow,
    process,
    timer,
)
from tests.engine.checks.tables import Pair

PLAIN = chain(START, TASK, END)
RUNS = f'<process id="p" isExecutable="true">{PLAIN}</process>'
FORMAL = 'xsi:type="tFormalExpression"'


def noted(format: str) -> bytes:
    return process(
        PLAIN + f'<textAnnotation id="n" textFormat="{format}"><text>x</text></textAnnotation>'
    )


def documented(format: str) -> bytes:
    note = f'<documentation textFormat="{format}">x</documentation>'
    return process(chain(START, f'<userTask id="t">{note}</userTask>', END))


def chosen(more: str) -> bytes:
    body = f'{START}<exclusiveGateway id="g" default="f_g_e"/>{END}<endEvent id="e2"/>'
    return process(body + flow("s", "g") + flow("g", "e") + flow("g", "e2", condition("x", more)))


def waits(text: str, more: str = "") -> bytes:
    event = f'<intermediateCatchEvent id="t">{timer("")}</intermediateCatchEvent>'
    told = event.replace(f"<timeDuration {FORMAL}>", f"<timeDuration {FORMAL} {more}>{text}")
    return process(chain(START, told, END))


def handled(second: str) -> bytes:
    """One handler is joined to its event; and ``second``."""
    event = '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>'
    joined = '<association id="a" sourceRef="b" targetRef="u"/>'
    first = f'<task id="u" isForCompensation="true"/>{joined}'
    return process(PLAIN + event + first + second)


def laned(*listed: str) -> bytes:
    lanes = "".join(
        f'<lane id="l{n}"><flowNodeRef>{node}</flowNodeRef></lane>' for n, node in enumerate(listed)
    )
    return process(f'<laneSet id="ls">{lanes}</laneSet>' + PLAIN)


def objects(held: str, reference: str = "", state: str = "") -> bytes:
    inside = f'<dataObject id="o" {held}>{state}</dataObject>'
    shown = f'<dataObjectReference id="r" dataObjectRef="o" {reference}/>'
    return process(inside + shown + PLAIN, '<itemDefinition id="a"/><itemDefinition id="b"/>')


def staffed(binding: str) -> bytes:
    resource = (
        '<resource id="R" name="r"><resourceParameter id="skill" name="skill" isRequired="true"/>'
        "</resource>"
    )
    role = f"<performer><resourceRef>R</resourceRef>{binding}</performer>"
    return process(chain(START, f'<task id="t">{role}</task>', END), resource)


def pool(inside: str, more: str) -> bytes:
    """Pool A runs ``inside``, pool B is black, and a message flow between them."""
    pools = '<participant id="A" processRef="p"/><participant id="B"/>'
    return process(
        inside, f'{NAMED}<message id="m2" name="other"/><collaboration id="co">{pools}'
        f'<messageFlow id="mf" {more}/></collaboration>',
    )  # fmt: skip


def between(tag: str, inside: str) -> str:
    return chain(START, f'<{tag} id="t">{inside}</{tag}>', END)


MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="sig"/>'
INTO, OUT = 'sourceRef="B" targetRef="t"', 'sourceRef="t" targetRef="B"'
BOUND = '<boundaryEvent id="b" attachedToRef="t">{}</boundaryEvent>'


def attached(trigger: str) -> str:
    return PLAIN + BOUND.format(trigger) + flow("b", "e")


def choreography(
    *, start: str = "", end: str = "", more: str = "", first: str = "x", named: str = "xy"
) -> bytes:
    people = "".join(f"<participantRef>{one}</participantRef>" for one in named)
    return definitions(
        f"{NAMED}{RUNS}"
        '<choreography id="ch"><participant id="x"/><participant id="y"/><participant id="z"/>'
        '<messageFlow id="mf" sourceRef="x" targetRef="y"/>'
        f'<startEvent id="cs">{start}</startEvent><choreographyTask id="c"'
        f' initiatingParticipantRef="{first}">{people}<messageFlowRef>mf</messageFlowRef>'
        f'</choreographyTask>{more}<endEvent id="ce">{end}</endEvent>'
        + flow("cs", "c") + flow("c", "ce") + "</choreography>"
    )  # fmt: skip


def talking(tag: str, inside: str) -> bytes:
    return definitions(
        f'{RUNS}<{tag} id="co"><participant id="x"/><participant id="y"/>{inside}</{tag}>'
        '<choreography id="ch"/>'
    )


CONVERSATION = (
    '<conversation id="cv"><participantRef>x</participantRef><participantRef>y</participantRef>'
    "</conversation>"
)
LINK = '<conversationLink id="l" sourceRef="{}" targetRef="{}"/>'
NAMES = "<choreographyRef>ch</choreographyRef>"

QUOTED = '"t"'
RESOURCE = '<resource id="R" name="r"/>'
ONE_WAY = "<performer><resourceRef>R</resourceRef></performer>"
TWO_WAYS = (
    "<performer><resourceRef>R</resourceRef><resourceAssignmentExpression><formalExpression>x"
    "</formalExpression></resourceAssignmentExpression></performer>"
)


def linked(definitions: str) -> bytes:
    """A throw with these definitions, and catches of two links."""
    catches = "".join(
        f'<intermediateCatchEvent id="{key}c"><linkEventDefinition id="l{name}" name="{name}"/>'
        f"</intermediateCatchEvent>{flow(f'{key}c', 'e')}"
        for key, name in (("x", "L"), *((("y", "M"),) if '"M"' in definitions else ()))
    )
    throws = f'<intermediateThrowEvent id="t">{definitions}</intermediateThrowEvent>'
    return process(START + throws + catches + END + flow("s", "t"))


def served(structure: str) -> bytes:
    """A service whose input has an item of its own, with this structure."""
    items = f'<itemDefinition id="a" structureRef="xsd:string"/><itemDefinition id="b" structureRef="{structure}"/>'
    service = '<message id="m" name="n" itemRef="a"/><interface id="if" name="i"><operation id="op" name="o"><inMessageRef>m</inMessageRef></operation></interface>'
    work = '<extensionElements><zeebe:taskDefinition type="x"/></extensionElements>'
    data = '<ioSpecification><dataInput id="d" itemSubjectRef="b"/><inputSet><dataInputRefs>d</dataInputRefs></inputSet><outputSet/></ioSpecification>'
    return process(
        chain(START, f'<serviceTask id="t" operationRef="op">{work}{data}</serviceTask>', END),
        items + service,
    )


def formed(by: str) -> bytes:
    form = f'<extensionElements><zeebe:formDefinition {by}="far"/></extensionElements>'
    return process(chain(START, f'<userTask id="t">{form}</userTask>', END))


def raced(on: str) -> bytes:
    ways = "".join(
        f'<intermediateCatchEvent id="{key}">{timer()}</intermediateCatchEvent>{flow("g", key, on if key == "c" else "")}{flow(key, "e")}'
        for key in "cd"
    )
    return process(f'{START}<eventBasedGateway id="g"/>{END}{flow("s", "g")}{ways}')


DRAWN = [
    Pair("text-format", noted("rich text"), noted("text/html")),
    Pair("text-format", documented("html"), documented("text/plain; charset=utf-8")),
    Pair("language-not-uri", chosen('language="my language"'), chosen("")),
    Pair("language-not-uri", definitions(RUNS, 'targetNamespace="urn:t" typeLanguage="a b"'),
         definitions(RUNS, 'targetNamespace="urn:t" typeLanguage="http://www.w3.org/2001/XMLSchema"')),
    Pair("language-not-uri", definitions(RUNS, 'targetNamespace="urn:t" expressionLanguage="a b"'),
         definitions(RUNS, 'targetNamespace="urn:t" expressionLanguage="http://www.w3.org/1999/XPath"')),
    Pair("timer-not-iso", waits("tomorrow"), waits("=tomorrow")),
    Pair("timer-not-iso", waits("tomorrow"), waits("tomorrow", 'language="http://www.omg.org/spec/DMN/20180521/FEEL/"')),
    Pair("empty-expression", process(between("intermediateCatchEvent", "<conditionalEventDefinition><condition/></conditionalEventDefinition>")),
         process(between("intermediateCatchEvent", "<conditionalEventDefinition><condition>=x</condition></conditionalEventDefinition>"))),
    Pair("compensation-handler-orphan", handled('<task id="v" isForCompensation="true"/>'), handled("")),
    Pair("lane-node-twice", laned("t", "t"), laned("t", "s")),
    Pair("data-object-ref-typed", objects('itemSubjectRef="a"', 'itemSubjectRef="b"'),
         objects('itemSubjectRef="a"', 'itemSubjectRef="a"')),
    Pair("data-object-state", objects("", state='<dataState name="paid"/>'), objects("")),
    Pair("resource-parameter-unbound", staffed(""), staffed(
        '<resourceParameterBinding parameterRef="skill"><formalExpression>1</formalExpression>'
        "</resourceParameterBinding>")),
    Pair("message-flow-intermediate-trigger", pool(between("intermediateCatchEvent", timer()), INTO),
         pool(between("intermediateCatchEvent", MESSAGE), INTO)),
    Pair("message-flow-intermediate-trigger", pool(between("intermediateThrowEvent", SIGNAL), OUT),
         pool(between("intermediateThrowEvent", MESSAGE), OUT)),
    Pair("message-flow-intermediate-trigger", pool(attached(timer()), 'sourceRef="B" targetRef="b"'),
         pool(attached(MESSAGE), 'sourceRef="B" targetRef="b"')),
    Pair("message-flow-from-catch", pool(attached(MESSAGE), 'sourceRef="b" targetRef="B"'),
         pool(attached(MESSAGE), 'sourceRef="t" targetRef="B"')),
    Pair("message-flow-task-direction", pool(between("sendTask", "").replace("<sendTask", '<sendTask messageRef="m"'), INTO),
         pool(between("sendTask", "").replace("<sendTask", '<sendTask messageRef="m"'), OUT)),
    Pair("message-flow-task-direction", pool(between("receiveTask", "").replace("<receiveTask", '<receiveTask messageRef="m"'), OUT),
         pool(between("receiveTask", "").replace("<receiveTask", '<receiveTask messageRef="m"'), INTO)),
    Pair("message-flow-message-mismatch", pool(between("intermediateCatchEvent", MESSAGE), INTO + ' messageRef="m2"'),
         pool(between("intermediateCatchEvent", MESSAGE), INTO + ' messageRef="m"')),
    Pair("message-flow-message-mismatch", pool(between("sendTask", "").replace("<sendTask", '<sendTask messageRef="m"'), OUT + ' messageRef="m2"'),
         pool(between("sendTask", "").replace("<sendTask", '<sendTask messageRef="m"'), OUT)),
    Pair("conversation-link-ends", talking("collaboration", CONVERSATION + LINK.format("x", "y")),
         talking("collaboration", CONVERSATION + LINK.format("x", "cv"))),
    Pair("global-conversation-content", talking("globalConversation", CONVERSATION), talking("collaboration", CONVERSATION)),
    Pair("choreography-ref-misplaced", talking("globalConversation", NAMES), talking("collaboration", NAMES)),
    Pair("choreography-ref-misplaced", talking("choreography", NAMES),
         talking("collaboration", NAMES)),
    Pair("choreography-content", choreography(more='<userTask id="u"/>'), choreography()),
    Pair("choreography-event", choreography(start=MESSAGE), choreography(start=timer())),
    Pair("choreography-event", choreography(end=SIGNAL), choreography(end="<terminateEventDefinition/>")),
    Pair("choreography-participants", choreography(named="xyz"), choreography()),
    Pair("choreography-participants", choreography(first="z"), choreography(first="y")),
    Pair("not-supported", linked('<linkEventDefinition name="L"/><linkEventDefinition name="M"/>'),
         linked('<linkEventDefinition name="L"/>')),
    Pair("not-supported", linked(f'<linkEventDefinition name="L"/><linkEventDefinition name="M"/>{SIGNAL}'),
         linked(f'<linkEventDefinition name="L"/>{SIGNAL}')),
    Pair("wrong-reference-kind", linked('<linkEventDefinition name="L"><target>e</target></linkEventDefinition>'),
         linked('<linkEventDefinition name="L"><target>lL</target></linkEventDefinition>')),
    Pair("wrong-reference-kind", process(PLAIN + "<supports>t</supports>"), process(PLAIN + "<supports>p</supports>")),
    Pair("schema-invalid", process(chain(START, TASK, END).replace(TASK, f"<task id={QUOTED}>{TWO_WAYS}</task>"), RESOURCE),
         process(chain(START, TASK, END).replace(TASK, f"<task id={QUOTED}>{ONE_WAY}</task>"), RESOURCE)),
    Pair("schema-invalid", process(PLAIN, NAMED + '<property id="x"/>'), process('<property id="x"/>' + PLAIN)),
    Pair("service-input-mismatch", served("xsd:int"), served("xsd:string")),
    Pair("item-structure-unresolved", process(PLAIN, '<itemDefinition id="i" structureRef="other:X"/>'),
         process(PLAIN, '<itemDefinition id="i" structureRef="X"/>')),
    Pair("form-not-there", formed("formId"), formed("formKey")),
    Pair("event-gateway-condition", raced(condition()), raced("")),
]  # fmt: skip
