"""Shapes of flow, events, drawings in a process, and expressions in every legal way of writing.

Source: BPMN 2.0.2, 8.4 Sequence Flow, Expressions, Artifacts, 10.5 Events, 10.6 Gateways, 10.8 Lanes, 13.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import (
    CONDITION,
    E2,
    ERROR,
    ESCALATION,
    MESSAGE,
    PLAIN,
    SIGNAL,
    beside,
    boundary,
    catch,
    choice,
    raced,
    side,
    split,
    throw,
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


def link(key: str, partner: str) -> str:
    return f'<linkEventDefinition id="{key}" name="L">{partner}</linkEventDefinition>'


IF = condition()
CHOSEN = choice(IF)
CHOICE = f'<process id="p" isExecutable="true">{CHOSEN}</process>'
FLOWS = {
    "13.2 no start and no end event": chain(TASK, '<task id="u"/>'),
    "13.2 two nodes that nothing leads to": TASK + '<task id="u"/>',
    "13.2 an empty process": "",
    "10.5 several ways out of a start": f'{START}<task id="a"/><task id="b"/>{END}' + flow("s", "a") + flow("s", "b") + flow("a", "e") + flow("b", "e"),
    "10.5 starts of all kinds": PLAIN + f'<startEvent id="a">{timer("R/PT1H", "timeCycle")}</startEvent><startEvent id="b">{SIGNAL}</startEvent><startEvent id="c">{MESSAGE}</startEvent><startEvent id="d"><conditionalEventDefinition><condition {FORMAL}>=now() &gt; @"2030-01-01T00:00:00Z"</condition></conditionalEventDefinition></startEvent>' + "".join(flow(one, "t") for one in "abcd"),
    "10.5 several ends": PLAIN + E2 + flow("t", "e2"),
    "10.5 an end of several results": chain(START, f'<endEvent id="e">{SIGNAL}{MESSAGE}</endEvent>'),
    "10.5 a catch of several events": chain(START, catch(timer() + SIGNAL), END),
    "10.5 a catch of all of several events": chain(START, catch(timer() + SIGNAL, more='parallelMultiple="true"'), END),
    "10.5 a throw that does not wait": chain(START, throw('<compensateEventDefinition id="x" waitForCompletion="false"/>'), END),
    "10.5 definitions with parts": chain(START, throw('<messageEventDefinition id="x1" messageRef="m"><documentation>d</documentation><extensionElements><other:x/></extensionElements></messageEventDefinition>'), END),
    "10.5 two throws to one link": f'{START}<parallelGateway id="g"/>' + "".join(throw('<linkEventDefinition name="L"/>', f"l{n}") + flow("g", f"l{n}") for n in (1, 2)) + catch('<linkEventDefinition name="L"/>', "lc") + END + flow("s", "g") + flow("lc", "e"),
    "10.5 links that point at each other": START + throw(link("l1", "<target>l2</target>")) + catch(link("l2", "<source>l1</source>"), "c") + END + flow("s", "t") + flow("c", "e"),
    "8.4 two flows between two nodes": PLAIN + '<sequenceFlow id="again" sourceRef="s" targetRef="t"/>',
    "8.4 a flow back to its node": f'{START}<userTask id="t" default="f_t_e"/>{END}' + flow("s", "t") + flow("t", "e") + flow("t", "t", IF),
    "8.4 a condition on the default flow": f'{START}<userTask id="t" default="f_t_e"/>{END}{E2}' + flow("s", "t") + flow("t", "e", IF) + flow("t", "e2", IF),
    "8.4 conditional flows out of a task": f'{START}{TASK}{END}{E2}' + flow("s", "t") + flow("t", "e", IF) + flow("t", "e2", condition("not(x)")),
    "8.4 a conditional flow out of an event": f'{START}{throw("")}{END}{E2}' + flow("s", "t") + flow("t", "e", IF) + flow("t", "e2"),
    "8.4 several ways into a task": f'{START}<startEvent id="s2">{MESSAGE}</startEvent>{TASK}{END}' + flow("s", "t") + flow("s2", "t") + flow("t", "e"),
    "10.6 a gateway that is passed through": chain(START, '<exclusiveGateway id="g"/>', END),
    "10.6 a gateway that joins and splits": f'{START}<startEvent id="s2"/><exclusiveGateway id="g" default="f_g_e"/>{END}{E2}' + flow("s", "g") + flow("s2", "g") + flow("g", "e") + flow("g", "e2", IF),
    "10.6 an exclusive split without default": split("exclusiveGateway", IF, condition("not(x)")),
    "10.6 an inclusive split without default": split("inclusiveGateway", IF, condition("not(x)")),
    "10.6 a complex split": split("complexGateway", "", IF, more='default="f_g_e"'),
    "10.6 a converging gateway": f'{START}<task id="a"/><task id="b"/><parallelGateway id="g" gatewayDirection="Converging"/>{END}' + flow("s", "a") + flow("s", "b") + flow("a", "g") + flow("b", "g") + flow("g", "e"),
    "10.6 a complex join without condition": f'{START}<task id="a"/><task id="b"/><complexGateway id="g"/>{END}' + flow("s", "a") + flow("s", "b") + flow("a", "g") + flow("b", "g") + flow("g", "e"),
    "10.6 a race of two timers": raced(catch(timer(), "c1"), catch(timer("PT2H"), "c2")),
    "10.6 a race of receive task and timer": raced('<receiveTask id="c1" messageRef="m"/>', catch(timer(), "c2")),
    "10.6 a race of several events each": raced(catch(timer() + SIGNAL, "c1"), catch(MESSAGE, "c2")),
    "10.6 a race that begins the process": raced(catch(SIGNAL, "c1"), '<receiveTask id="c2" messageRef="m"/>', 'instantiate="true"', opening=""),
    "10.3 an ad-hoc sub-process of everything": chain(START, f'<adHocSubProcess id="t" ordering="Sequential" cancelRemainingInstances="false"><userTask id="a"/><userTask id="b"/><userTask id="c"/>{flow("a", "b")}<completionCondition {FORMAL}>done</completionCondition></adHocSubProcess>', END),
    "10.3 an event sub-process in an event sub-process": PLAIN + beside(SIGNAL, inside=beside("<errorEventDefinition/>", "k")),
    "10.3 two event sub-processes that do not interrupt": PLAIN + beside(SIGNAL, "h", 'isInterrupting="false"') + beside(SIGNAL, "k", 'isInterrupting="false"'),
    "10.3 an event sub-process of several events": PLAIN + beside(SIGNAL + MESSAGE + timer()),
    "10.3 a cancel deep inside a transaction": chain(START, '<transaction id="t">' + chain('<startEvent id="is"/>', '<subProcess id="x">' + chain('<startEvent id="xs"/>', '<endEvent id="xe"><cancelEventDefinition/></endEvent>') + "</subProcess>", '<endEvent id="ie"/>') + "</transaction>", END) + side("<cancelEventDefinition/>"),
    "10.5 a boundary event back to its host": PLAIN + boundary(timer()) + flow("b", "t"),
    "10.5 coded and catch-all boundary events": PLAIN + side('<errorEventDefinition errorRef="err"/>') + side("<errorEventDefinition/>", "c"),
    "10.5 several ways out of a boundary event": PLAIN + side(timer()) + E2 + flow("b", "e2"),
    "8.4 artifacts": PLAIN + '<textAnnotation id="n" textFormat="text/plain"><documentation>x</documentation><text>y &lt; <![CDATA[<b>]]></text></textAnnotation><textAnnotation id="n2"/><association id="a" associationDirection="One" sourceRef="n" targetRef="t"/><association id="a2" sourceRef="n2" targetRef="f_s_t"/><association id="a3" associationDirection="Both" sourceRef="n2" targetRef="a"/><group id="g"><documentation>x</documentation></group>',
    "10.4 drawn data": PLAIN + '<dataObject id="o" name="x" isCollection="true"/><dataObjectReference id="r" name="x [y]" dataObjectRef="o"><dataState id="st" name="y"/></dataObjectReference><dataStoreReference id="d" name="库"/><association id="a" sourceRef="r" targetRef="t"/>',
    "10.8 nested and empty lanes": '<laneSet id="ls" name="x"><documentation>d</documentation><lane id="l1" name="a" partitionElementRef="pe"><flowNodeRef>s</flowNodeRef><childLaneSet id="cs"><lane id="l2"><flowNodeRef>s</flowNodeRef></lane></childLaneSet></lane><lane id="l3"/></laneSet><laneSet id="ls2"><lane id="l4"><flowNodeRef>s</flowNodeRef><flowNodeRef>t</flowNodeRef></lane></laneSet><laneSet id="ls3"/>' + PLAIN,
    "10.8 lanes in a sub-process": chain(START, f'<subProcess id="t"><laneSet id="ls"><lane id="l"><flowNodeRef>is</flowNodeRef></lane></laneSet>{inner()}</subProcess>', END),
}  # fmt: skip

LANGUAGES = (
    "http://www.omg.org/spec/FEEL/20140401", "http://www.omg.org/spec/DMN/20151101/FEEL",
    "http://www.omg.org/spec/DMN/20180521/FEEL/", "https://www.omg.org/spec/DMN/20191111/FEEL/",
    "https://www.omg.org/spec/DMN/20230324/FEEL/", "feel", "FEEL",
)  # fmt: skip
WRITTEN = {
    "after an equals sign": f"<conditionExpression {FORMAL}>= x &gt; 1</conditionExpression>",
    "without a type": "<conditionExpression>=x</conditionExpression>",
    "as CDATA": f"<conditionExpression {FORMAL}><![CDATA[= x < 1 and y > 2]]></conditionExpression>",
    "with its type": f'<conditionExpression {FORMAL} id="c" evaluatesToTypeRef="xsd:boolean">=x</conditionExpression>',
    "beside a comment": f"<conditionExpression {FORMAL}><!-- why -->x</conditionExpression>",
    "in lines": f"<conditionExpression {FORMAL}>\n  =\n  x\n  and y\n</conditionExpression>",
}
TIMES = {
    "timeDate": ("2030-01-01", "2030-01-01T00:00:00", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00+08:00", '=date and time("2030-01-01T00:00:00Z")', "=due"),
    "timeDuration": ("PT1H", "P1DT2H", "P1Y", "P2M", "PT0S", "PT1.5S", '=duration("PT1H")', "=x"),
    "timeCycle": ("R3/PT1H", "R/P1D", "R/2030-01-01T00:00:00Z/P1D", "R5/2030-01-01T00:00:00Z/PT10M", "0 0 9 * * MON-FRI", '="R/PT1H"', '=cycle(3, duration("PT1H"))'),
}  # fmt: skip
TRIGGERS = {
    "message": MESSAGE, "signal": SIGNAL, "timer": timer(), "escalation": ESCALATION, "any escalation": "<escalationEventDefinition/>",
    "error": ERROR, "any error": "<errorEventDefinition/>", "condition": CONDITION,
}  # fmt: skip
HOSTS = {
    "task": "<task id=@/>", "user task": "<userTask id=@/>", "manual task": "<manualTask id=@/>", "receive task": '<receiveTask id=@ messageRef="m"/>', "send task": '<sendTask id=@ messageRef="m"/>',
    "call": '<callActivity id=@ calledElement="p"/>', "sub-process": f"<subProcess id=@>{inner()}</subProcess>", "transaction": f"<transaction id=@>{inner()}</transaction>", "ad-hoc": '<adHocSubProcess id=@><task id="i"/></adHocSubProcess>',
}  # fmt: skip


def models() -> Iterator[tuple[str, bytes]]:
    for what, body in FLOWS.items():
        yield what, process(body, NAMED + '<partnerEntity id="pe" name="x"/>')
    yield from _events()
    yield from _expressions()


def _events() -> Iterator[tuple[str, bytes]]:
    for trigger, definition in TRIGGERS.items():
        for host, element in HOSTS.items():
            body = chain(START, element.replace("@", '"t"'), END)
            yield f"10.5 {trigger} on {host}", process(body + side(definition))
        for flag in ("true", "false"):
            if flag == "true" or "error" not in trigger:
                guard = beside(definition, more=f'isInterrupting="{flag}"')
                yield f"10.3 {trigger} beside the flow, interrupting {flag}", process(PLAIN + guard)


def _expressions() -> Iterator[tuple[str, bytes]]:
    for language in LANGUAGES:
        yield (
            f"8.4 language {language}",
            process(choice(condition("x", f'language="{language}"'))),
        )
        said = f'targetNamespace="urn:t" expressionLanguage="{language}"'
        yield f"8.4 language of the file {language}", definitions(CHOICE, said)
    for what, text in WRITTEN.items():
        yield (
            f"8.4 an expression {what}",
            process(choice(text)),
        )
    for kind, texts in TIMES.items():
        for text in texts:
            for form in (FORMAL, ""):
                escaped = text.replace('"', "&quot;")
                event = catch(
                    f"<timerEventDefinition><{kind} {form}>{escaped}</{kind}></timerEventDefinition>"
                )
                yield (
                    f"10.5 {kind} {text}{' as an expression' if form else ''}",
                    process(chain(START, event, END)),
                )
    java = '<conditionExpression xsi:type="tFormalExpression" language="http://www.java.com/java">x == 1</conditionExpression>'
    paper = (
        choice(java)
        .replace('id="', 'id="q_')
        .replace('Ref="', 'Ref="q_')
        .replace('default="', 'default="q_')
    )
    yield (
        "8.4 another language on paper",
        process(PLAIN, f'{NAMED}<process id="q">{paper}</process>'),
    )
