"""Pairs of what stands beside the flow: resources, lanes, data, message flows, choreographies."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from tests.engine.checks.bpmn_parts import (
    COMPENSATE,
    MESSAGE,
    PLAIN,
    RUNS,
    SIGNAL,
    boundary,
    catch,
    choice,
    guarded,
    raced,
    throw,
    within,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
    NAMED,
    START,
    chain,
    condition,
    definitions,
    flow,
    process,
    timer,
)
from tests.engine.checks.tables import Pair


def noted(format: str) -> bytes:
    return process(
        PLAIN + f'<textAnnotation id="n" textFormat="{format}"><text>x</text></textAnnotation>'
    )


def documented(format: str) -> bytes:
    note = f'<documentation textFormat="{format}">x</documentation>'
    return process(within(note))


def chosen(more: str) -> bytes:
    return process(choice(condition("x", more)))


def waits(text: str, more: str = "") -> bytes:
    event = catch(timer("")).replace(
        f"<timeDuration {FORMAL}>", f"<timeDuration {FORMAL} {more}>{text}"
    )
    return process(chain(START, event, END))


def handled(second: str) -> bytes:
    """One handler is joined to its event; and ``second``."""
    joined = '<association id="a" sourceRef="b" targetRef="u"/>'
    first = f'<task id="u" isForCompensation="true"/>{joined}'
    return process(PLAIN + boundary(COMPENSATE) + first + second)


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
    return process(within(role, "task"), resource)


def pool(inside: str, more: str) -> bytes:
    """Pool A runs ``inside``, pool B is black, and a message flow between them."""
    pools = '<participant id="A" processRef="p"/><participant id="B"/>'
    return process(
        inside, f'{NAMED}<message id="m2" name="other"/><collaboration id="co">{pools}'
        f'<messageFlow id="mf" {more}/></collaboration>',
    )  # fmt: skip


INTO, OUT = 'sourceRef="B" targetRef="t"', 'sourceRef="t" targetRef="B"'


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

RESOURCE = '<resource id="R" name="r"/>'
ONE_WAY = "<performer><resourceRef>R</resourceRef></performer>"
TWO_WAYS = (
    "<performer><resourceRef>R</resourceRef><resourceAssignmentExpression><formalExpression>x"
    "</formalExpression></resourceAssignmentExpression></performer>"
)


def linked(definitions: str) -> bytes:
    """A throw with these definitions, and catches of two links."""
    catches = "".join(
        catch(f'<linkEventDefinition id="l{name}" name="{name}"/>', f"{key}c")
        + flow(f"{key}c", "e")
        for key, name in (("x", "L"), *((("y", "M"),) if '"M"' in definitions else ()))
    )
    return process(START + throw(definitions) + catches + END + flow("s", "t"))


def served(structure: str) -> bytes:
    """A service whose input has an item of its own, with this structure."""
    items = f'<itemDefinition id="a" structureRef="xsd:string"/><itemDefinition id="b" structureRef="{structure}"/>'
    service = '<message id="m" name="n" itemRef="a"/><interface id="if" name="i"><operation id="op" name="o"><inMessageRef>m</inMessageRef></operation></interface>'
    work = '<extensionElements><zeebe:taskDefinition type="x"/></extensionElements>'
    data = '<ioSpecification><dataInput id="d" itemSubjectRef="b"/><inputSet><dataInputRefs>d</dataInputRefs></inputSet><outputSet/></ioSpecification>'
    return process(
        within(work + data, "serviceTask", 'operationRef="op"'),
        items + service,
    )


def formed(by: str) -> bytes:
    form = f'<extensionElements><zeebe:formDefinition {by}="far"/></extensionElements>'
    return process(within(form))


def timed(on: str) -> bytes:
    return process(raced(catch(timer(), "c1"), catch(timer(), "c2"), on=on))


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
    Pair("empty-expression", process(within("<conditionalEventDefinition><condition/></conditionalEventDefinition>", "intermediateCatchEvent")),
         process(within("<conditionalEventDefinition><condition>=x</condition></conditionalEventDefinition>", "intermediateCatchEvent"))),
    Pair("compensation-handler-orphan", handled('<task id="v" isForCompensation="true"/>'), handled("")),
    Pair("lane-node-twice", laned("t", "t"), laned("t", "s")),
    Pair("data-object-ref-typed", objects('itemSubjectRef="a"', 'itemSubjectRef="b"'),
         objects('itemSubjectRef="a"', 'itemSubjectRef="a"')),
    Pair("data-object-state", objects("", state='<dataState name="paid"/>'), objects("")),
    Pair("resource-parameter-unbound", staffed(""), staffed(
        '<resourceParameterBinding parameterRef="skill"><formalExpression>1</formalExpression>'
        "</resourceParameterBinding>")),
    Pair("message-flow-intermediate-trigger", pool(within(timer(), "intermediateCatchEvent"), INTO),
         pool(within(MESSAGE, "intermediateCatchEvent"), INTO)),
    Pair("message-flow-intermediate-trigger", pool(within(SIGNAL, "intermediateThrowEvent"), OUT),
         pool(within(MESSAGE, "intermediateThrowEvent"), OUT)),
    Pair("message-flow-intermediate-trigger", pool(guarded(timer()), 'sourceRef="B" targetRef="b"'),
         pool(guarded(MESSAGE), 'sourceRef="B" targetRef="b"')),
    Pair("message-flow-from-catch", pool(guarded(MESSAGE), 'sourceRef="b" targetRef="B"'),
         pool(guarded(MESSAGE), 'sourceRef="t" targetRef="B"')),
    Pair("message-flow-task-direction", pool(within("", "sendTask", 'messageRef="m"'), INTO),
         pool(within("", "sendTask", 'messageRef="m"'), OUT)),
    Pair("message-flow-task-direction", pool(within("", "receiveTask", 'messageRef="m"'), OUT),
         pool(within("", "receiveTask", 'messageRef="m"'), INTO)),
    Pair("message-flow-message-mismatch", pool(within(MESSAGE, "intermediateCatchEvent"), INTO + ' messageRef="m2"'),
         pool(within(MESSAGE, "intermediateCatchEvent"), INTO + ' messageRef="m"')),
    Pair("message-flow-message-mismatch", pool(within("", "sendTask", 'messageRef="m"'), OUT + ' messageRef="m2"'),
         pool(within("", "sendTask", 'messageRef="m"'), OUT)),
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
    Pair("schema-invalid", process(within(TWO_WAYS, "task"), RESOURCE),
         process(within(ONE_WAY, "task"), RESOURCE)),
    Pair("schema-invalid", process(PLAIN, NAMED + '<property id="x"/>'), process('<property id="x"/>' + PLAIN)),
    Pair("service-input-mismatch", served("xsd:int"), served("xsd:string")),
    Pair("item-structure-unresolved", process(PLAIN, '<itemDefinition id="i" structureRef="other:X"/>'),
         process(PLAIN, '<itemDefinition id="i" structureRef="X"/>')),
    Pair("form-not-there", formed("formId"), formed("formKey")),
    Pair("event-gateway-condition", timed(condition()), timed("")),
]  # fmt: skip
