"""Good models near a rule: what the standard allows is not refused. One line, one variant."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from tests.engine.checks.bpmn_parts import (
    CANCEL,
    COMPENSATE,
    CONDITION,
    COUNT,
    ERROR,
    ESCALATION,
    LINK,
    MESSAGE,
    PLAIN,
    SIGNAL,
    TERMINATE,
    boundary,
    catch,
    choice,
    end,
    repeated,
    side,
    start,
    throw,
    within,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
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

MULTI = repeated(COUNT)


def handled(definition: str, more: str = "", key: str = "h") -> str:
    """An event sub-process."""
    body = chain(
        start(definition, f"{key}s", more), f'<task id="{key}t"/>', f'<endEvent id="{key}e"/>'
    )
    return f'<subProcess id="{key}" triggeredByEvent="true">{body}</subProcess>'


def ended(definition: str) -> str:
    return chain(START, TASK, end(definition))


NOTE = '<textAnnotation id="n"><text>x</text></textAnnotation>'
UNDO = boundary(COMPENSATE, "u") + '<task id="ut" isForCompensation="true"/>'
JOINED = '<association id="ua" associationDirection="One" sourceRef="u" targetRef="ut"/>'
GATE = f'{START}<{{0}} id="g" {{1}}/>{END}<endEvent id="e2"/>{flow("s", "g")}'

GOOD = {
    # flows
    "no start and no end": TASK + '<task id="b"/>' + flow("t", "b"),
    "one node alone": TASK,
    "several starts": PLAIN + '<startEvent id="s2"/>' + flow("s2", "t"),
    "several ends": PLAIN + '<endEvent id="e2"/>' + flow("t", "e2"),
    "two flows between the same nodes": PLAIN
    + '<sequenceFlow id="x" sourceRef="s" targetRef="t"/>',
    "a self-loop": PLAIN + flow("t", "t"),
    "a flow from start to end": chain(START, END),
    "isImmediate true": START + TASK + END + flow("s", "t", more='isImmediate="true"')
    + flow("t", "e"),
    "conditional and plain flow from a task": PLAIN + '<endEvent id="e2"/>'
    + flow("t", "e2", condition()),
    "two conditional flows from a task": START + TASK + END + '<endEvent id="e2"/>' + flow("s", "t")
    + flow("t", "e", condition()) + flow("t", "e2", condition("y")),
    "a default flow of a task that has a condition": START
    + '<task id="t" default="f_t_e"/>' + END + '<endEvent id="e2"/>' + flow("s", "t")
    + flow("t", "e", condition()) + flow("t", "e2", condition("y")),
    "a cycle with a way in and out": PLAIN + '<task id="b"/>' + flow("t", "b") + flow("b", "t"),
    "nodes reached by a boundary event only": PLAIN + '<task id="b"/><endEvent id="e2"/>'
    + boundary(timer(), "x") + flow("x", "b")
    + flow("b", "e2"),
    "nodes reached by a link only": chain(START, throw(LINK))
    + chain(catch(LINK, "c"), '<task id="b"/>', END),
    "a cycle behind a link": chain(START, throw(LINK))
    + chain(catch(LINK, "c"), '<task id="b"/>', END) + flow("b", "b"),
    "a condition on a variable that is called like a function": choice(condition("sum = 12")),
    # gateways
    "an exclusive gateway without default": GATE.format("exclusiveGateway", "")
    + flow("g", "e", condition()) + flow("g", "e2", condition("y")),
    "an inclusive gateway without default": GATE.format("inclusiveGateway", "")
    + flow("g", "e", condition()) + flow("g", "e2", condition("y")),
    "a lone way out without condition": START + '<exclusiveGateway id="g"/>' + END
    + flow("s", "g") + flow("g", "e"),
    "a gateway that is passed through": START + '<parallelGateway id="g"/>' + END + flow("s", "g")
    + flow("g", "e"),
    "direction Unspecified on a fork": GATE.format("parallelGateway",
                                                    'gatewayDirection="Unspecified"')
    + flow("g", "e") + flow("g", "e2"),
    "a splitting complex gateway": GATE.format("complexGateway", 'default="f_g_e"')
    + flow("g", "e") + flow("g", "e2", condition()),
    "an event gateway with two timers": START + '<eventBasedGateway id="g"/>' + END + flow("s", "g")
    + "".join(f'<intermediateCatchEvent id="{k}">{timer()}</intermediateCatchEvent>'
              + flow("g", k) + flow(k, "e") for k in "ab"),
    "an event gateway with a receive task and a timer": START + '<eventBasedGateway id="g"/>' + END
    + flow("s", "g") + '<receiveTask id="a" messageRef="m"/>' + flow("g", "a") + flow("a", "e")
    + catch(timer(), "b") + flow("g", "b")
    + flow("b", "e"),
    "an event gateway in a loop": START + '<exclusiveGateway id="x"/><eventBasedGateway id="g"/>'
    + END + flow("s", "x") + flow("x", "g")
    + catch(timer(), "a") + flow("g", "a")
    + flow("a", "x") + catch(MESSAGE, "b")
    + flow("g", "b") + flow("b", "e"),
    # events
    "a message start beside a none start": PLAIN + f'<startEvent id="s2">{MESSAGE}</startEvent>'
    + flow("s2", "t"),
    "a multiple start": chain(f'<startEvent id="s">{MESSAGE}{SIGNAL}</startEvent>', TASK, END),
    "a start that says it does not interrupt": chain(
        '<startEvent id="s" isInterrupting="false"/>', TASK, END),
    "a date at a start": chain(
        start(timer("2030-01-01T00:00:00Z", "timeDate")), END),
    "a cycle at a catch": chain(START, catch(timer("R3/PT1H", "timeCycle")), END),
    "a multiple catch": chain(START, catch(MESSAGE + timer()), END),
    "parallelMultiple with one definition": chain(
        START, catch(MESSAGE).replace(' id="t"', ' id="t" parallelMultiple="true"'), END),
    "a none throw": chain(START, throw(""), END),
    "a multiple throw": chain(START, throw(SIGNAL + MESSAGE), END),
    "an escalation throw": chain(START, throw(ESCALATION), END),
    "several results of an end": ended(SIGNAL + MESSAGE),
    "a terminate end": ended(TERMINATE),
    "an error end that nobody catches": ended(ERROR),
    "an escalation end that nobody catches": ended(ESCALATION),
    "an end reached twice": PLAIN + flow("s", "e"),
    "terminate in a sub-process": within(
        chain('<startEvent id="is"/>', end(TERMINATE, "ie")), "subProcess"),
    # boundary events
    "a coded and a catch-all error": PLAIN + side(ERROR, "a") + side("<errorEventDefinition/>", "b"),
    "a coded and a catch-all escalation": PLAIN + side(ESCALATION, "a")
    + side("<escalationEventDefinition/>", "b"),
    "an escalation that does not interrupt": PLAIN + side(ESCALATION, "a", 'cancelActivity="false"'),
    "two timers": PLAIN + side(timer(), "a") + side(timer("PT2H"), "b", 'cancelActivity="false"'),
    "a multiple boundary": PLAIN + side(MESSAGE + timer(), "a"),
    "a boundary that loops back": PLAIN
    + boundary(timer(), "x") + flow("x", "t"),
    "several flows out of a boundary": PLAIN + side(timer(), "a") + '<endEvent id="e2"/>'
    + flow("a", "e2"),
    "a boundary on a receive task": chain(START, '<receiveTask id="t" messageRef="m"/>', END)
    + side(timer(), "a"),
    "an error on a transaction": within(inner(), "transaction") + side(ERROR, "a"),
    "cancel on a transaction": within(inner(), "transaction")
    + side(CANCEL, "a"),
    "a transaction without cancel": within(inner(), "transaction"),
    # event sub-processes
    **{
        f"an event sub-process by {kind}": PLAIN + handled(definition)
        for kind, definition in {
            "message": MESSAGE, "signal": SIGNAL, "timer": timer(), "error": ERROR,
            "any error": "<errorEventDefinition/>", "escalation": ESCALATION,
            "compensation": COMPENSATE,
            "condition": CONDITION, "several": MESSAGE + timer(),
        }.items()
    },
    "several that do not interrupt, by one message": PLAIN
    + handled(MESSAGE, 'isInterrupting="false"')
    + handled(MESSAGE, 'isInterrupting="false"', key="k"),
    "an event sub-process in a sub-process": within(inner() + handled(SIGNAL), "subProcess"),
    "an event sub-process in an event sub-process": PLAIN
    + handled(MESSAGE).replace('<task id="ht"/>', '<task id="ht"/>' + handled(SIGNAL, key="k")),
    "a sub-process with its own start in an event sub-process": PLAIN
    + handled(MESSAGE).replace('<task id="ht"/>', f'<subProcess id="ht">{inner()}</subProcess>'),
    # activities
    "a script task without script": chain(START, '<scriptTask id="t"/>', END),
    "quantities of one": chain(START, '<task id="t" startQuantity="1" completionQuantity="1"/>', END),
    "an activity that gathers two tokens": chain(START, '<task id="t" startQuantity="2"/>', END),
    "a loop with a maximum": chain(
        START, f'<task id="t"><standardLoopCharacteristics loopMaximum="3" testBefore="true">'
        f"<loopCondition {FORMAL}>x</loopCondition></standardLoopCharacteristics></task>", END),
    "cardinality zero": chain(START, f'<task id="t">{MULTI.replace(">2<", ">0<")}'
                              "</task>", END),
    **{
        f"behavior {kind}": chain(
            START, f'<task id="t">{repeated(COUNT, f"behavior={chr(34)}{kind}{chr(34)}")}</task>', END)
        for kind in ("All", "None", "One")
    },
    "a repeated sub-process": within(MULTI + inner(), "subProcess"),
    "a repeated transaction": within(MULTI + inner(), "transaction"),
    "a repeated call": chain(START, f'<callActivity id="t" calledElement="p">{MULTI}'
                             "</callActivity>", END),
    "a process that calls itself": chain(START, '<callActivity id="t" calledElement="p"/>', END),
    "a repeated send task": chain(
        START, f'<sendTask id="t" messageRef="m">{MULTI}</sendTask>', END),
    # sub-processes
    "a sub-process without start": within('<task id="i"/><task id="j"/>', "subProcess"),
    "an empty sub-process": within("", "subProcess"),
    "an ad-hoc sub-process with flows": within('<task id="i"/><task id="j"/>' + flow("i", "j"), "adHocSubProcess"),
    "an ad-hoc sub-process with a gateway and an event": within('<task id="i"/><exclusiveGateway id="j"/>' + flow("i", "j")
        + catch(timer(), "k") + flow("j", "k"), "adHocSubProcess"),
    "a sequential ad-hoc sub-process": within('<task id="i"/>', "adHocSubProcess", 'ordering="Sequential"'),
    # compensation
    "compensation of a task": PLAIN + UNDO + JOINED,
    "compensation of a sub-process": within(inner(), "subProcess") + UNDO + JOINED,
    "a sub-process as handler": PLAIN + UNDO.replace(
        '<task id="ut" isForCompensation="true"/>',
        f'<subProcess id="ut" isForCompensation="true">{inner()}</subProcess>') + JOINED,
    "a call as handler": PLAIN + UNDO.replace(
        '<task id="ut" isForCompensation="true"/>',
        '<callActivity id="ut" isForCompensation="true" calledElement="p"/>') + JOINED,
    "an association that is drawn the other way": PLAIN + UNDO
    + JOINED.replace('sourceRef="u" targetRef="ut"', 'sourceRef="ut" targetRef="u"'),
    "a throw that does not wait": chain(
        START, throw('<compensateEventDefinition waitForCompletion="false"/>'), END),
    "a throw of one activity": chain(
        START, TASK, end('<compensateEventDefinition activityRef="t"/>'))
    + UNDO + JOINED,
    # data and drawings
    "a data object of an outer scope": '<dataObject id="o"/>' + within(
        '<dataObjectReference id="r" dataObjectRef="o"/><task id="i"/>', "subProcess"),
    "many references to one object": PLAIN + '<dataObject id="o"/>' + "".join(
        f'<dataObjectReference id="r{n}" dataObjectRef="o"><dataState name="{n}"/>'
        "</dataObjectReference>" for n in "ab"),
    "a store that is only drawn": PLAIN + '<dataStoreReference id="r"/>',
    "nested and empty lanes": '<laneSet id="ls"><lane id="l"><flowNodeRef>t</flowNodeRef>'
    '<childLaneSet id="cs"><lane id="l2"><flowNodeRef>t</flowNodeRef></lane></childLaneSet></lane>'
    '<lane id="l3"/></laneSet>' + PLAIN,
    "an annotation and a group": PLAIN + NOTE + '<group id="g"/>'
    + '<association id="a" sourceRef="t" targetRef="n"/>',
    "empty input and output sets": chain(
        START, '<task id="t"><ioSpecification><inputSet/><outputSet/></ioSpecification></task>', END),
    "documentation everywhere": "<documentation>x</documentation>" + chain(
        START, '<task id="t"><documentation textFormat="text/html">x</documentation></task>', END),
    "elements without ids beside the flow": PLAIN + "<textAnnotation><text>x</text></textAnnotation>",
    "flow nodes listed by their flows": chain(
        START, '<task id="t"><incoming>f_s_t</incoming><outgoing>f_t_e</outgoing></task>', END),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_the_standard_allows_is_deployed(name: str) -> None:
    assert compile_bundle({"a.bpmn": process(GOOD[name], NAMED)}).processes


FILES = {
    "root elements in any order": definitions(f'<process id="p" isExecutable="true">{PLAIN}</process>'
                                              f"{NAMED}"),
    "no message named by anybody": process(PLAIN, '<message id="x"/><error id="y"/><signal id="z"/>'),
    "a message of a structured item": process(
        chain(START, '<receiveTask id="t" messageRef="x"/>', END),
        '<itemDefinition id="i" structureRef="xsd:string"/><message id="x" name="n" itemRef="i"/>'),
    "a choreography beside": process(
        PLAIN, '<choreography id="ch"><participant id="x"/><participant id="y"/>'
        '<messageFlow id="mf" sourceRef="x" targetRef="y"/><choreographyTask id="c"'
        ' initiatingParticipantRef="x"><participantRef>x</participantRef><participantRef>y'
        "</participantRef><messageFlowRef>mf</messageFlowRef></choreographyTask></choreography>"),
    "a conversation beside": process(
        PLAIN, '<collaboration id="co"><participant id="x"/><participant id="y"/>'
        '<conversation id="cv"><participantRef>x</participantRef><participantRef>y</participantRef>'
        '</conversation><conversationLink id="l" sourceRef="x" targetRef="cv"/></collaboration>'),
    "a black box": process(
        PLAIN, '<collaboration id="co"><participant id="x" processRef="p"/><participant id="y"/>'
        '<messageFlow id="mf" sourceRef="y" targetRef="t"/></collaboration>'),
    "one pool alone": process(PLAIN, '<collaboration id="co"><participant id="x" processRef="p"/>'
                              "</collaboration>"),
    "a category and a group": process(
        PLAIN + '<group id="g" categoryValueRef="v"/>',
        '<category id="c"><categoryValue id="v" value="x"/></category>'),
    "a reusable definition": process(
        chain(START, catch("<eventDefinitionRef>d</eventDefinitionRef>"), END), timer().replace("<timer", "<timer", 1).replace(
            "<timerEventDefinition>", '<timerEventDefinition id="d">')),
    "resources and partners beside": process(
        PLAIN, '<resource id="r" name="r"/><partnerRole id="pr" name="x"/>'),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_may_stand_beside_a_process_is_no_hindrance(name: str) -> None:
    assert compile_bundle({"a.bpmn": FILES[name]}).processes
