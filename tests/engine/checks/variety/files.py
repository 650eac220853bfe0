"""What a file may hold beside its process, and how it may be written.

Source: BPMN 2.0.2, 8.2 Infrastructure, 8.3 Foundation, 8.4 Common Elements, 9 Collaboration, 11
Choreography, 12 Diagram Interchange; XML 1.0, Namespaces in XML.
"""

# ruff: noqa: E501 - one line, one part
from __future__ import annotations

import re
from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import PLAIN, RUNS, XY, choice, side
from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    chain,
    condition,
    definitions,
    flow,
    process,
)

CHOICE = choice(condition())
POOLS = '<participant id="A" processRef="p"/><participant id="B"/>'
TWO = "<participantRef>A</participantRef><participantRef>B</participantRef>"

ROOTS = {
    "8.2 imports that nobody uses": "".join(
        f'<import namespace="urn:x{n}" location="x{n}" importType="{kind}"/>'
        for n, kind in enumerate((
            "http://www.w3.org/2001/XMLSchema", "http://schemas.xmlsoap.org/wsdl/",
            "http://www.omg.org/spec/BPMN/20100524/MODEL"))
    ),
    "8.3 an extension that need not be understood": '<extension definition="other:e"><documentation>x</documentation></extension>',
    "8.4 kinds of items": '<itemDefinition id="i1" itemKind="Physical"/><itemDefinition id="i2" itemKind="Information" isCollection="true" structureRef="xsd:string"/>',
    "8.4 a type of the tool itself": '<itemDefinition id="i1" structureRef="String"/><itemDefinition id="i2" structureRef="java.util.Date"/>',
    "8.4 categories": '<category id="ct" name="x"><categoryValue id="cv" value="x"/></category>',
    "8.4 a resource": '<resource id="R" name="x"><resourceParameter id="RP" name="y" type="xx" isRequired="false"/></resource><itemDefinition id="xx"/>',
    "8.4 shared event definitions": '<messageEventDefinition id="r1" messageRef="m"/><timerEventDefinition id="r2"><timeDate>2030-01-01</timeDate></timerEventDefinition><signalEventDefinition id="r3" signalRef="sig"/><errorEventDefinition id="r4" errorRef="err"/><escalationEventDefinition id="r5" escalationRef="esc"/><terminateEventDefinition id="r6"/><cancelEventDefinition id="r7"/><compensateEventDefinition id="r8"/><linkEventDefinition id="r9" name="l"/><conditionalEventDefinition id="r10"><condition>x</condition></conditionalEventDefinition>',
    "8.4 correlation of messages": '<message id="mm" name="x"/><correlationProperty id="cp" name="n" type="xsd:string"><correlationPropertyRetrievalExpression messageRef="mm"><messagePath>x</messagePath></correlationPropertyRetrievalExpression></correlationProperty>'
    f'<collaboration id="co">{POOLS}<messageFlow id="mf" name="x" sourceRef="B" targetRef="A" messageRef="mm"/><correlationKey id="ck" name="x"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey></collaboration>',
    "8.5 services": '<interface id="if" name="i" implementationRef="other:x"><operation id="op" name="o" implementationRef="other:y"><inMessageRef>m</inMessageRef><outMessageRef>m</outMessageRef><errorRef>err</errorRef></operation></interface>',
    "9.2 a collaboration of everything": '<endPoint id="ep"/><collaboration id="co" name="c" isClosed="true"><documentation>x</documentation><participant id="A" name="政府" processRef="p"><endPointRef>ep</endPointRef><participantMultiplicity id="pm" minimum="1" maximum="9"/></participant><participant id="B" name="企业"/><messageFlow id="mf" sourceRef="A" targetRef="B"/><textAnnotation id="n1"><text>x</text></textAnnotation><association id="as1" sourceRef="n1" targetRef="A"/><group id="gr1"/></collaboration>',
    "9.2 two collaborations": '<collaboration id="c1"><participant id="A" processRef="p"/></collaboration><collaboration id="c2"><participant id="A2" processRef="p"/><participantAssociation><innerParticipantRef>A</innerParticipantRef><outerParticipantRef>A2</outerParticipantRef></participantAssociation></collaboration>',
    "9.3 partners": f'<partnerEntity id="pe" name="x"><participantRef>A</participantRef></partnerEntity><partnerRole id="pr" name="y"><participantRef>A</participantRef></partnerRole><collaboration id="co">{POOLS}</collaboration>',
    "9.5 conversations": f'<collaboration id="co">{POOLS}<messageFlow id="mf" sourceRef="B" targetRef="A"/><conversation id="c1">{TWO}<messageFlowRef>mf</messageFlowRef></conversation><subConversation id="c2">{TWO}<conversation id="c3">{TWO}</conversation></subConversation><callConversation id="c4" calledCollaborationRef="gc">{TWO}</callConversation><conversationLink id="l1" sourceRef="A" targetRef="c1"/><conversationLink id="l2" sourceRef="c1" targetRef="B"/></collaboration><globalConversation id="gc"/>',
    "10.3 global tasks": '<globalTask id="g1" name="x"><performer><resourceAssignmentExpression><formalExpression>x</formalExpression></resourceAssignmentExpression></performer></globalTask><globalUserTask id="g2" implementation="##unspecified"/><globalManualTask id="g3"/><globalScriptTask id="g4" scriptLanguage="feel"><script>1</script></globalScriptTask><globalBusinessRuleTask id="g5"/>',
    "10.4 a data store": '<dataStore id="ds" name="x" capacity="10" isUnlimited="false"><dataState name="s"/></dataStore>',
    "10.2 processes on paper": '<process id="q"><task id="q1"/></process><process id="q2" isExecutable="false" processType="Public"><complexGateway id="q3"/><userTask id="q4"><potentialOwner/></userTask></process>',
    "11.4 a choreography": f'<choreography id="ch" name="x" isClosed="false"><participant id="x"/><participant id="y"/><messageFlow id="mf1" sourceRef="x" targetRef="y"/><startEvent id="cs"/><choreographyTask id="c" name="n" initiatingParticipantRef="x" loopType="Standard"><incoming>q1</incoming><outgoing>q2</outgoing>{XY}<correlationKey id="kk"/><messageFlowRef>mf1</messageFlowRef></choreographyTask><exclusiveGateway id="cg"/><subChoreography id="sc" initiatingParticipantRef="y">{XY}</subChoreography><callChoreography id="cc" initiatingParticipantRef="y" calledChoreographyRef="gc">{XY}<participantAssociation><innerParticipantRef>u</innerParticipantRef><outerParticipantRef>x</outerParticipantRef></participantAssociation></callChoreography><endEvent id="ce"/><endEvent id="ce2"/>'
    + flow("cs", "c").replace("f_cs_c", "q1") + flow("c", "cg").replace("f_c_cg", "q2") + flow("cg", "sc") + flow("cg", "cc") + flow("sc", "ce") + flow("cc", "ce2")
    + '</choreography><globalChoreographyTask id="gc" initiatingParticipantRef="u"><participant id="u"/><participant id="v"/><messageFlow id="mf2" sourceRef="u" targetRef="v"/></globalChoreographyTask>',
    "11.4 a choreography between pools": f'<choreography id="ch"><participant id="x"/><participant id="y"/><messageFlow id="m1" sourceRef="x" targetRef="y"/><choreographyTask id="ct" initiatingParticipantRef="x">{XY}<messageFlowRef>m1</messageFlowRef></choreographyTask></choreography><collaboration id="co">{POOLS}<messageFlow id="a1" sourceRef="t" targetRef="ct"/><messageFlow id="a2" sourceRef="ct" targetRef="B"/><choreographyRef>ch</choreographyRef></collaboration>',
}  # fmt: skip

TNS = 'targetNamespace="urn:test" xmlns:tns="urn:test"'
SPACES = (
    'targetNamespace="urn:test" xmlns:tns="urn:test"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:ddi="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    ' xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"'
)
DRAWN = (
    '<di:BPMNDiagram id="dg" name="x" documentation="d" resolution="96.5"><di:BPMNPlane id="pl"'
    ' bpmnElement="p"><di:BPMNShape id="sh" bpmnElement="t" isHorizontal="true" isExpanded="true"'
    ' isMarkerVisible="false" isMessageVisible="true"><dc:Bounds x="1" y="2.5" width="3"'
    ' height="4"/><di:BPMNLabel id="lb" labelStyle="st"><dc:Bounds x="1" y="1" width="1"'
    ' height="1"/></di:BPMNLabel></di:BPMNShape><di:BPMNEdge id="ed" bpmnElement="f_s_t"'
    ' sourceElement="sh" targetElement="sh" messageVisibleKind="initiating"><ddi:waypoint x="1"'
    ' y="2"/><ddi:waypoint x="1" y="2"/></di:BPMNEdge></di:BPMNPlane><di:BPMNLabelStyle id="st">'
    '<dc:Font name="宋体" size="11" isBold="true" isItalic="false"/></di:BPMNLabelStyle>'
    "</di:BPMNDiagram>"
)
NAMED_TASK = process(PLAIN.replace('id="t"', 'id="t" name="受理材料"')).decode()


def models() -> Iterator[tuple[str, bytes]]:
    for what, root in ROOTS.items():
        yield what, process(PLAIN, NAMED + root)
    yield from _names()
    yield from _ids()
    yield from _processes()
    yield from _writing()
    yield from _drawings()


def _names() -> Iterator[tuple[str, bytes]]:
    for prefix in ("bpmn", "bpmn2", "semantic", "model", "ns0", "b.p-m"):
        yield f"8.2 prefix {prefix}", _prefixed(prefix)
    body = chain(
        START,
        '<receiveTask id="t" messageRef="tns:m"><incoming>tns:f_s_t</incoming></receiveTask>',
        END,
    )
    body += side('<signalEventDefinition signalRef="tns:sig"/>', host="tns:t")
    pools = '<collaboration id="co"><participant id="A" processRef="tns:p"/><participant id="B"/><messageFlow id="mf" sourceRef="tns:B" targetRef="tns:t" messageRef="tns:m"/></collaboration>'
    named = f'{NAMED}{pools}<process id="p" isExecutable="true">{body}</process>'
    yield "8.2 names with the prefix of the own namespace", definitions(named, TNS)
    calls = chain(START, '<callActivity id="t" calledElement="tns:q"/>', END)
    both = f'<process id="p" isExecutable="true">{calls}</process><process id="q" isExecutable="1"><task id="qt"/></process>'
    yield "8.2 a call with the prefix of the own namespace", definitions(both, TNS)
    yield "8.2 no target namespace", definitions(RUNS, "")


def _ids() -> Iterator[tuple[str, bytes]]:
    for key in ("任务", "a.b-c_d", "_x", "A1", "t·x", "é"):
        body = PLAIN.replace('"t"', f'"{key}"').replace("f_s_t", "in").replace("f_t_e", "out")
        yield f"8.3 the id {key}", process(body)
    chinese = process(PLAIN).replace(b'id="p"', 'id="流程.一-1"'.encode())
    yield "8.3 a process with a Chinese id", chinese
    yield "8.3 flows without ids", process(re.sub(r' id="f_\w+"', "", PLAIN))


def _processes() -> Iterator[tuple[str, bytes]]:
    """What is said of the file, of its process and of others."""
    more = 'targetNamespace="urn:t" id="D" name="n" exporter="x" exporterVersion="1" other:a="b" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath" xsi:schemaLocation="urn:a b.xsd"'
    yield "8.2 definitions with all attributes", definitions(RUNS, more)
    related = '<relationship id="re" type="x" direction="Both"><source>p</source><target>other:thing</target></relationship>'
    yield "8.3 a relationship", definitions(RUNS + related)
    yield "10.2 a process that supports another", process(PLAIN + "<supports>p</supports>")
    owner = '<resourceRole name="o"><resourceAssignmentExpression><formalExpression language="http://www.w3.org/1999/XPath">a/b</formalExpression></resourceAssignmentExpression></resourceRole>'
    yield "10.2 a process with an owner", process(PLAIN + owner)


def _writing() -> Iterator[tuple[str, bytes]]:
    for encoding in ("utf-8", "utf-16", "gbk", "gb2312", "gb18030"):
        yield (
            f"XML in {encoding}",
            f'<?xml version="1.0" encoding="{encoding}"?>{NAMED_TASK}'.encode(encoding),
        )
    for encoding in ("big5", "iso-8859-1", "windows-1252", "us-ascii"):
        text = process(PLAIN).decode()
        yield (
            f"XML in {encoding}",
            f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding),
        )
    yield "XML with a byte order mark", b"\xef\xbb\xbf" + NAMED_TASK.encode()
    yield "XML with instructions and comments", (
        '<?xml version="1.0" standalone="yes"?><?xml-stylesheet href="x"?><!-- a -->'
        + process("<!-- x -->" + PLAIN.replace("<endEvent", "<?pi x?><endEvent")).decode() + "<!-- z -->\n"
    ).encode()  # fmt: skip
    yield "XML with lines of another system", NAMED_TASK.replace("><", ">\r\n\t<").encode()
    for inside in ("<!-- a -->f_s_t", "\n  f_s_t  \n", "<![CDATA[f_s_t]]>"):
        body = chain(START, f'<userTask id="t"><incoming>{inside}</incoming></userTask>', END)
        yield f"XML around a name: {inside.strip()}", process(body)


#: {what: the drawing behind the process}
DRAWINGS = {
    "with all attributes": DRAWN,
    "with names with a prefix": DRAWN.replace('nt="t"', 'nt="tns:t"'),
    "with colors": DRAWN.replace("<di:BPMNShape", '<di:BPMNShape bioc:stroke="#fff" color:background-color="#000"'),
    "beside a second one": DRAWN + '<di:BPMNDiagram id="d2"><di:BPMNPlane id="p2" bpmnElement="p"/></di:BPMNDiagram>',
    "with a shape of what is gone": DRAWN.replace('nt="t"', 'nt="gone"'),
    "with extensions": DRAWN.replace('<dc:Bounds x="1" y="2.5"', '<ddi:extension><other:x/></ddi:extension><dc:Bounds x="1" y="2.5"'),
}  # fmt: skip


def _drawings() -> Iterator[tuple[str, bytes]]:
    for what, drawing in DRAWINGS.items():
        yield f"12.2 a drawing {what}", definitions(RUNS + drawing, SPACES)
    yield "12.2 a drawing before the process", definitions(DRAWN + RUNS, SPACES)


def _prefixed(prefix: str) -> bytes:
    text = definitions(f'{NAMED}<process id="p" isExecutable="true">{CHOICE}</process>').decode()
    text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", rf"<\1{prefix}:\2", text)
    text = text.replace('xmlns="http', f'xmlns:{prefix}="http', 1)
    return text.replace('"tFormalExpression"', f'"{prefix}:tFormalExpression"').encode()
