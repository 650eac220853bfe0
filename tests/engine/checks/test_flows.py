"""BPMN 2.0.2, 8.4 Sequence Flow and Flow Elements Container: what a flow may join."""

from tests.engine.checks.models import END, START, TASK, chain, condition, flow, inner
from tests.engine.checks.tables import Row, refused_always, refused_in_execution, rows

SIGNALLED = chain(
    '<startEvent id="is"><signalEventDefinition signalRef="sig"/></startEvent>',
    '<endEvent id="ie"/>',
)
GATE = '<exclusiveGateway id="g" default="f_g_e"/>'
FORKED = f"{START}{TASK}{GATE}{END}{flow('s', 't')}{flow('t', 'g')}{flow('g', 'e')}"


@rows(
    Row(
        "choreography-in-process",
        chain(START, '<choreographyTask id="c" initiatingParticipantRef="x"/>', END),
        chain(START, TASK, END),
        root='<choreography id="ch"><participant id="x"/><participant id="y"/>'
        '<messageFlow id="mf" sourceRef="x" targetRef="y"/>'
        '<choreographyTask id="c2" initiatingParticipantRef="x"><participantRef>x</participantRef>'
        "<participantRef>y</participantRef><messageFlowRef>mf</messageFlowRef>"
        "</choreographyTask></choreography>",
    ),
    Row(
        "implicit-throw-misplaced",
        chain(START, '<implicitThrowEvent id="i"/>', END),
        chain(START, '<intermediateThrowEvent id="i"/>', END),
    ),
    Row(
        "flow-end-not-flow-node",
        chain(START, TASK, END) + '<dataObject id="d"/>' + flow("t", "d"),
        chain(START, TASK, END)
        + '<dataObject id="d"/><association id="as" sourceRef="t" targetRef="d"/>',
    ),
    Row(
        "flow-crosses-scope",
        chain(START, f'<subProcess id="t">{inner()}</subProcess>', END) + flow("is", "e"),
        chain(START, f'<subProcess id="t">{inner()}</subProcess>', END),
    ),
    Row(
        "flow-touches-event-sub-process",
        chain(START, f'<subProcess id="t" triggeredByEvent="true">{SIGNALLED}</subProcess>', END),
        chain(START, TASK, END)
        + '<subProcess id="h" triggeredByEvent="true">'
        + chain(
            '<startEvent id="is"><signalEventDefinition signalRef="sig"/></startEvent>',
            '<endEvent id="ie"/>',
        )
        + "</subProcess>",
    ),
    Row(
        "incoming-list-mismatch",
        chain(START, '<userTask id="t"><incoming>f_t_e</incoming></userTask>', END),
        chain(
            START,
            '<userTask id="t"><incoming>f_s_t</incoming><outgoing>f_t_e</outgoing></userTask>',
            END,
        ),
    ),
    Row(
        "single-conditional-outgoing",
        START + TASK + END + flow("s", "t") + flow("t", "e", condition()),
        f'{START}<userTask id="t" default="f_t_e"/>{END}<endEvent id="e2"/>'
        + flow("s", "t")
        + flow("t", "e")
        + flow("t", "e2", condition()),
    ),
    Row(
        "condition-after-start",
        f'{START}{TASK}{END}{flow("s", "t", condition())}{flow("t", "e")}',
        f'{START}{TASK}<userTask id="t2"/>{END}'
        + flow("s", "t")
        + flow("s", "t2")
        + flow("t", "e")
        + flow("t2", "e"),
    ),
    Row(
        "default-not-outgoing",
        FORKED.replace('default="f_g_e"', 'default="f_s_t"').replace(
            'targetRef="e" >', f'targetRef="e">{condition()}'
        )
        + flow("g", "t", condition()),
        FORKED.replace('targetRef="e" >', f'targetRef="e">{condition()}')
        + flow("g", "t", condition()),
    ),
    Row("end-without-start", chain(TASK, END), TASK),
    Row(
        "end-without-start",
        chain('<receiveTask id="r" messageRef="m"/>', END),
        chain('<receiveTask id="r" messageRef="m" instantiate="true"/>', END),
    ),
    Row("start-without-end", chain(START, TASK), chain(TASK, '<userTask id="t2"/>')),
    Row(
        "node-without-incoming",
        chain(START, TASK, END) + '<userTask id="u"/>' + flow("u", "e"),
        chain(START, TASK, END) + chain('<receiveTask id="u" messageRef="m" instantiate="true"/>')
        + flow("u", "e"),
    ),
    Row(
        "node-without-outgoing",
        chain(START, TASK, END) + '<userTask id="u"/>' + flow("t", "u"),
        chain(START, TASK, END) + '<userTask id="u"/>' + flow("t", "u") + flow("u", "e"),
    ),
)  # fmt: skip
def test_bpmn_8_4_flow_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row(
        "immediate-false",
        START + TASK + END + flow("s", "t", more='isImmediate="false"') + flow("t", "e"),
        START + TASK + END + flow("s", "t", more='isImmediate="true"') + flow("t", "e"),
    ),
    Row(
        "condition-after-parallel",
        f'{START}<parallelGateway id="g"/>{END}<endEvent id="e2"/>'
        + flow("s", "g")
        + flow("g", "e", condition())
        + flow("g", "e2"),
        f'{START}<parallelGateway id="g"/>{END}<endEvent id="e2"/>'
        + flow("s", "g")
        + flow("g", "e")
        + flow("g", "e2"),
    ),
)
def test_bpmn_8_4_flow_rules_of_executable_processes(row: Row) -> None:
    refused_in_execution(row)
