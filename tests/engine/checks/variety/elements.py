"""Each element that runs with each optional attribute and each optional part of its schema.

Source: BPMN 2.0.2, 8.3 Foundation, 8.4 Flow Elements, 10.3 Activities, 10.5 Events, 10.6 Gateways.
"""

# ruff: noqa: E501 - one line, one part
from __future__ import annotations

from collections.abc import Iterator

from engine.checks.vocabulary import words
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
    timer,
)

ROOTS = (
    NAMED + '<category id="ct" name="x"><categoryValue id="cv" value="x"/></category>'
    '<itemDefinition id="it" structureRef="xsd:string"/><resource id="R" name="r">'
    '<resourceParameter id="RP" name="a" type="it" isRequired="true"/></resource>'
)
ACTIVITIES = words(
    "task manualTask userTask serviceTask sendTask receiveTask scriptTask subProcess transaction"
    " adHocSubProcess callActivity"
)
GATEWAYS = words(
    "exclusiveGateway inclusiveGateway complexGateway parallelGateway eventBasedGateway"
)
EVENTS = words("startEvent endEvent intermediateThrowEvent intermediateCatchEvent boundaryEvent")
HOLDS_DATA = ACTIVITIES - words("subProcess transaction adHocSubProcess callActivity")
WORK = '<zeebe:taskDefinition type="x"/>'

#: {activity: attributes that it needs to run, what it holds besides the part}
NEEDS = {
    "sendTask": ('messageRef="m"', ""),
    "receiveTask": ('messageRef="m"', ""),
    "scriptTask": ('scriptFormat="feel"', "<script>1</script>"),
    "callActivity": ('calledElement="p"', ""),
    "subProcess": ("", inner()),
    "transaction": ("", inner()),
    "adHocSubProcess": ("", '<task id="i"/>'),
}
SPLIT = '<endEvent id="e2"/>' + flow("s", "g") + flow("g", "e")
#: {event, gateway or flow: a body of a process, with places for attributes and a part}
AROUND = {
    "startEvent": chain('<startEvent id="s" @>§</startEvent>', TASK, END),
    "endEvent": chain(START, TASK, '<endEvent id="e" @>§</endEvent>'),
    "intermediateThrowEvent": chain(
        START, '<intermediateThrowEvent id="t" @>§</intermediateThrowEvent>', END
    ),
    "intermediateCatchEvent": chain(
        START, f'<intermediateCatchEvent id="t" @>§{timer()}</intermediateCatchEvent>', END
    ),
    "boundaryEvent": chain(START, TASK, END)
    + f'<boundaryEvent id="b" attachedToRef="t" @>§{timer()}</boundaryEvent>'
    + flow("b", "e"),
    "sequenceFlow": f'{START}{END}<sequenceFlow id="f" sourceRef="s" targetRef="e" @>§</sequenceFlow>',
    "parallelGateway": f'{START}<parallelGateway id="g" @>§</parallelGateway>{END}{SPLIT}'
    + flow("g", "e2"),
    "eventBasedGateway": f'{START}<eventBasedGateway id="g" @>§</eventBasedGateway>{END}'
    f'<intermediateCatchEvent id="c">{timer()}</intermediateCatchEvent>'
    '<receiveTask id="r" messageRef="m"/>'
    + flow("s", "g") + flow("g", "c") + flow("g", "r") + flow("c", "e") + flow("r", "e"),
    **{
        tag: f'{START}<{tag} id="g" default="f_g_e" @>§</{tag}>{END}{SPLIT}' + flow("g", "e2", condition())
        for tag in ("exclusiveGateway", "inclusiveGateway", "complexGateway")
    },
}  # fmt: skip

#: Parts and attributes of every element
EVERYWHERE = {
    "a name": ('name="名称 &amp; &#10; more"', ""),
    "documentation": (
        "",
        '<documentation id="doc">说明</documentation><documentation textFormat="text/html">&lt;b&gt;</documentation>',
    ),
    "extensions of others": (
        "",
        '<extensionElements><other:x a="1"><other:y/>text</other:x><other:z/></extensionElements>',
    ),
    "attributes of others": ('other:a="1" other:b="2"', ""),
    "auditing and monitoring": (
        "",
        '<auditing id="au"><documentation>x</documentation></auditing><monitoring id="mo"/>',
    ),
}
IN_FLOW = {"a category": ("", "<categoryValueRef>cv</categoryValueRef>")}
ROLE = (
    '<performer id="pf" name="x"><resourceRef>R</resourceRef><resourceParameterBinding'
    ' parameterRef="RP"><expression>in words</expression></resourceParameterBinding></performer>'
)
DATA = (
    '<ioSpecification id="io"><documentation>x</documentation><dataInput id="di" name="in"'
    ' isCollection="false"/><dataOutput id="do" name="out"/><inputSet id="is1" name="i">'
    "<dataInputRefs>di</dataInputRefs><optionalInputRefs>di</optionalInputRefs>"
    "<whileExecutingInputRefs>di</whileExecutingInputRefs><outputSetRefs>os1</outputSetRefs>"
    '</inputSet><outputSet id="os1"><dataOutputRefs>do</dataOutputRefs><inputSetRefs>is1'
    "</inputSetRefs></outputSet></ioSpecification>"
)
OF_ACTIVITIES = {
    **{
        f"{name} {count}": (f'{name}="{count}"', "")
        for name in ("startQuantity", "completionQuantity")
        for count in (1, 2)
    },
    "no compensation": ('isForCompensation="false"', ""),
    "a property": (
        "",
        '<property id="pr" name="x" itemSubjectRef="it"><dataState name="s"/></property>',
    ),
    "a standard loop": (
        "",
        f'<standardLoopCharacteristics id="lc" testBefore="true" loopMaximum="3"><loopCondition {FORMAL} id="lco">false</loopCondition></standardLoopCharacteristics>',
    ),
    "instances": (
        "",
        f'<multiInstanceLoopCharacteristics id="mc" isSequential="true" behavior="All"><loopCardinality {FORMAL}>2</loopCardinality><completionCondition {FORMAL}>false</completionCondition></multiInstanceLoopCharacteristics>',
    ),
    "items of no collection": (
        "",
        f'<multiInstanceLoopCharacteristics><loopCardinality {FORMAL}>2</loopCardinality><inputDataItem id="one"/><outputDataItem id="two"/></multiInstanceLoopCharacteristics>',
    ),
}
OWN = {
    **{("userTask", f"implementation {v}"): (f'implementation="{v}"', "") for v in ("##unspecified", "##WebService")},
    ("userTask", "a rendering"): ("", '<rendering id="re"><extensionElements><other:html/></extensionElements></rendering>'),
    ("receiveTask", "no instantiation"): ('instantiate="false"', ""),
    ("transaction", "the method"): ('method="##Compensate"', ""),
    ("subProcess", "no event"): ('triggeredByEvent="false"', ""),
    **{("adHocSubProcess", kind): (f'ordering="{kind}" cancelRemainingInstances="false"', "") for kind in ("Parallel", "Sequential")},
    ("eventBasedGateway", "its defaults"): ('instantiate="false" eventGatewayType="Exclusive"', ""),
    **{(tag, kind): (f'gatewayDirection="{kind}"', "") for tag in sorted(GATEWAYS) for kind in ("Unspecified", "Diverging")},
    **{(tag, "a property"): ("", '<property id="pr" name="x"/>') for tag in sorted(EVENTS)},
    **{("startEvent", f"{name} {flag}"): (f'{name}="{flag}"', "") for name in ("parallelMultiple", "isInterrupting") for flag in ("true", "false")},
    **{("boundaryEvent", f"{name} {flag}"): (f'{name}="{flag}"', "") for name in ("parallelMultiple", "cancelActivity") for flag in ("1", "0")},
    ("intermediateCatchEvent", "parallelMultiple"): ('parallelMultiple="true"', ""),
    ("sequenceFlow", "immediate"): ('isImmediate="true" name="x"', ""),
    **{("process", more): (more, "") for more in ('processType="None"', 'processType="Private"', 'isClosed="true"', 'isClosed="false"', 'definitionalCollaborationRef="co"')},
    ("process", "data"): ("", DATA),
    ("process", "a property"): ("", '<property id="pp" name="x"/>'),
}  # fmt: skip


def models() -> Iterator[tuple[str, bytes]]:
    """Every element with one thing varied."""
    for tag in sorted(ACTIVITIES | GATEWAYS | EVENTS | {"sequenceFlow", "process"}):
        for what, part in _parts(tag).items():
            yield f"{_clause(tag)}, {tag}: {what}", model(tag, *part)


def model(tag: str, attributes: str = "", part: str = "") -> bytes:
    """A process that runs, with the element in it."""
    body = AROUND.get(tag) or _activity(tag, part)
    if tag != "process":
        body = body.replace("@", attributes).replace("§", part)
        attributes = part = ""
    drawn = '<collaboration id="co"/>'
    return definitions(
        f'{ROOTS}{drawn}<process id="p" isExecutable="true" {attributes}>{part}{body}</process>'
    )


def _activity(tag: str, part: str) -> str:
    if tag == "process":
        return chain(START, TASK, END)
    needs, held = NEEDS.get(tag, ("", ""))
    if tag == "serviceTask":
        return _with_work(part)
    return chain(START, f'<{tag} id="t" {needs} @>§{held}</{tag}>', END)


def _with_work(part: str) -> str:
    """Only one ``extensionElements`` may stand in an element."""
    inside = (
        "§" if "<extensionElements>" in part else f"<extensionElements>{WORK}</extensionElements>§"
    )
    if part.startswith("<documentation"):
        inside = f"§<extensionElements>{WORK}</extensionElements>"
    return chain(START, f'<serviceTask id="t" @>{inside}</serviceTask>', END)


def _parts(tag: str) -> dict[str, tuple[str, str]]:
    parts = {"nothing more": ("", ""), **EVERYWHERE}
    if tag == "serviceTask":
        more = f"<extensionElements><other:x/>{WORK}</extensionElements>"
        parts["extensions of others"] = ("", more)
    if tag != "process":
        parts |= IN_FLOW
    if tag in ACTIVITIES:
        parts |= OF_ACTIVITIES
    if tag in HOLDS_DATA:
        parts["data"] = ("", DATA)
    if tag in ACTIVITIES and tag != "userTask":
        parts["a role"] = ("", ROLE)
    return parts | {what: part for (own, what), part in OWN.items() if own == tag}


def _clause(tag: str) -> str:
    if tag in ACTIVITIES:
        return "10.3 Activities"
    if tag in GATEWAYS:
        return "10.6 Gateways"
    return {"sequenceFlow": "8.4 Sequence Flow", "process": "10.2 Process"}.get(tag, "10.5 Events")
