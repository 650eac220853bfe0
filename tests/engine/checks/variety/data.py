"""Data and their associations, calls, instances of an activity, compensation, message flows.

Source: BPMN 2.0.2, 10.4 Items and Data, 10.3 Call Activity, Loop Characteristics, 10.7 Compensation,
9.4 Message Flow, 8.4 Correlation.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import (
    COMPENSATE,
    COUNT,
    MESSAGE,
    RUNS,
    boundary,
    catch,
    end,
    repeated,
    start,
    within,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
    NAMED,
    START,
    TASK,
    chain,
    definitions,
    ext,
    flow,
    inner,
    process,
)

ITEMS = (
    NAMED + '<itemDefinition id="ia" structureRef="xsd:string"/><dataStore id="st"/>'
    '<itemDefinition id="ib" structureRef="xsd:int"/><itemDefinition id="ia2" structureRef="xsd:string"/>'
)
OBJECT = '<dataObject id="obj"/><dataObjectReference id="ref" dataObjectRef="obj"/>'
TYPED = '<dataObject id="o2" itemSubjectRef="ia"/><dataObjectReference id="r2" dataObjectRef="o2"/>'
ASSIGNED = f"<assignment><from {FORMAL}>1</from><to {FORMAL}>{{}}</to></assignment>"


def takes(*names: str, more: str = "") -> str:
    """An input set of these inputs, declared."""
    data = "".join(f'<dataInput id="{name}" {more}/>' for name in names)
    refs = "".join(f"<dataInputRefs>{name}</dataInputRefs>" for name in names)
    return f"<ioSpecification>{data}<inputSet>{refs}</inputSet><outputSet/></ioSpecification>"


def gives(*names: str, more: str = "") -> str:
    data = "".join(f'<dataOutput id="{name}" {more}/>' for name in names)
    refs = "".join(f"<dataOutputRefs>{name}</dataOutputRefs>" for name in names)
    return f"<ioSpecification>{data}<inputSet/><outputSet>{refs}</outputSet></ioSpecification>"


def reads(target: str, *sources: str, more: str = "") -> str:
    found = "".join(f"<sourceRef>{source}</sourceRef>" for source in sources)
    return (
        f"<dataInputAssociation>{found}<targetRef>{target}</targetRef>{more}</dataInputAssociation>"
    )


def writes(source: str, target: str) -> str:
    return f"<dataOutputAssociation><sourceRef>{source}</sourceRef><targetRef>{target}</targetRef></dataOutputAssociation>"


def task(inside: str, beside: str = "", tag: str = "task", more: str = "") -> bytes:
    return process(beside + within(inside, tag, more), ITEMS)


def nested(inside: str, own: str = "", outer: str = "") -> bytes:
    held = chain('<startEvent id="is"/>', f'<task id="t">{inside}</task>', '<endEvent id="ie"/>')
    return process(
        outer + chain(START, f'<subProcess id="sp">{own}{held}</subProcess>', END), ITEMS
    )


def event(tag: str, inside: str) -> bytes:
    body = chain(START, f'<{tag} id="t">{inside}</{tag}>', *(() if tag == "endEvent" else (END,)))
    return process(OBJECT + body, ITEMS)


def called(callee: str, inside: str = "", target: str = "q") -> bytes:
    body = chain(
        START, f'<callActivity id="t" calledElement="{target}">{inside}</callActivity>', END
    )
    return definitions(f'{ITEMS}<process id="p" isExecutable="true">{body}</process>{callee}')


def undone(handler: str, host: str = TASK, more: str = "") -> bytes:
    joined = '<association id="a" sourceRef="b" targetRef="u" associationDirection="One"/>'
    return process(chain(START, host, END) + boundary(COMPENSATE) + handler + joined + more)


GIVEN = "<outputSet><dataOutputRefs>o</dataOutputRefs></outputSet>"
TAKEN = "<inputSet><dataInputRefs>i</dataInputRefs></inputSet>"
SETS = (
    '<ioSpecification><dataInput id="a"/><dataInput id="b"/><dataOutput id="x"/><dataOutput id="y"/>'
    '<inputSet id="i1"><dataInputRefs>a</dataInputRefs><outputSetRefs>o1</outputSetRefs></inputSet>'
    '<inputSet id="i2"><dataInputRefs>a</dataInputRefs><dataInputRefs>b</dataInputRefs><outputSetRefs>o2</outputSetRefs></inputSet>'
    '<outputSet id="o1"><dataOutputRefs>x</dataOutputRefs><inputSetRefs>i1</inputSetRefs></outputSet>'
    '<outputSet id="o2"><dataOutputRefs>y</dataOutputRefs><inputSetRefs>i2</inputSetRefs></outputSet></ioSpecification>'
)
DECLARED = (
    '<ioSpecification><dataInput id="{0}i" itemSubjectRef="{1}"/><dataOutput id="{0}o"/><inputSet><dataInputRefs>{0}i'
    "</dataInputRefs></inputSet><outputSet><dataOutputRefs>{0}o</dataOutputRefs></outputSet></ioSpecification>"
)
MANY = 'isCollection="true"'
DATA = {
    "an object by its reference": task(takes("d") + reads("d", "ref"), OBJECT),
    "an object itself": task(takes("d") + reads("d", "obj"), OBJECT),
    "a property of the process": task(takes("d") + reads("d", "pp"), '<property id="pp"/>'),
    "a property of its own": task(takes("d") + '<property id="tp"/>' + reads("d", "tp")),
    "a result in a property": task(gives("o") + '<property id="tp"/>' + writes("o", "tp")),
    "a data store": task(takes("d") + reads("d", "sr"), '<dataStoreReference id="sr" dataStoreRef="st"/>'),
    "an input of the process": task(takes("d") + reads("d", "pi"), takes("pi")),
    "an output of the process": task(gives("o") + writes("o", "po"), gives("po")),
    "several sources, transformed": task(takes("d") + reads("d", "ref", "pp", more="<transformation>obj + pp</transformation>"), '<property id="pp"/>' + OBJECT),
    "an assignment without source": task(takes("d") + reads("d", more=ASSIGNED.format("d"))),
    "assignments to parts": task(takes("d") + reads("d", more=ASSIGNED.format("d.a") + ASSIGNED.format("d.b"))),
    "two items of one structure": task(takes("d", more='itemSubjectRef="ia2"') + reads("d", "r2"), TYPED),
    "two items, transformed": task(takes("d", more='itemSubjectRef="ib"') + reads("d", "r2", more="<transformation>number(o2)</transformation>"), TYPED),
    "pairs of sets": task(SETS),
    "empty sets": task("<ioSpecification><inputSet/><outputSet/></ioSpecification>"),
    "an object of an outer scope": nested(takes("d") + reads("d", "ref"), outer=OBJECT),
    "a reference inside to an object outside": nested(takes("d") + reads("d", "ref"), '<dataObjectReference id="ref" dataObjectRef="obj"/>', '<dataObject id="obj"/>'),
    "a property of the sub-process": nested(takes("d") + reads("d", "pp"), '<property id="pp"/>'),
    "what a catch receives": event("intermediateCatchEvent", f'<dataOutput id="o"/>{writes("o", "ref")}{GIVEN}{MESSAGE}'),
    "what a throw sends": event("intermediateThrowEvent", f'<dataInput id="i"/>{reads("i", "ref")}{TAKEN}{MESSAGE}'),
    "what an end sends": event("endEvent", f'<dataInput id="i"/>{reads("i", "ref")}{TAKEN}{MESSAGE}'),
    "what an event keeps": event("intermediateCatchEvent", f'<property id="ep"/><dataOutput id="o"/>{writes("o", "ep")}{GIVEN}{MESSAGE}'),
}  # fmt: skip
INSTANCES = {
    "a collection by extension": task(repeated(ext('<zeebe:loopCharacteristics inputCollection="=xs" inputElement="x" outputCollection="ys" outputElement="=y"/>')), tag="userTask"),
    "a collection of the task": task(takes("d", more=MANY) + reads("d", "ref") + repeated('<loopDataInputRef>d</loopDataInputRef><inputDataItem id="one"/>'), OBJECT.replace('id="obj"', f'id="obj" {MANY}', 1)),
    "a collection of the scope": process(f'<dataObject id="obj" {MANY}/>' + chain(START, f'<subProcess id="t">{repeated("<loopDataInputRef>obj</loopDataInputRef>")}{inner()}</subProcess>', END)),
    "a count and collected results": task(gives("o", more=MANY) + repeated(COUNT + '<loopDataOutputRef>o</loopDataOutputRef><outputDataItem id="two"/>')),
    "one input per instance": task(takes("d", "one") + reads("one", "item") + repeated('<loopDataInputRef>d</loopDataInputRef><inputDataItem id="item"/>')),
    **{f"behavior {more}": process(chain(START, f'<userTask id="t">{repeated(COUNT, more)}</userTask>', END), NAMED + '<signalEventDefinition id="sd" signalRef="sig"/>')
       for more in ('behavior="None"', 'behavior="One"', 'behavior="All"', 'behavior="None" noneBehaviorEventRef="sd"', 'behavior="One" oneBehaviorEventRef="sd"')},
}  # fmt: skip
NEXT = '<zeebe:calledElement processId="=next"/>'
QUEUED = '<process id="q" isExecutable="true">{}</process>'
CALLS = {
    "itself": called("", target="p"),
    "a process of the same data": called(QUEUED.format(DECLARED.format("q", "ia") + '<task id="qt"/>'), DECLARED.format("c", "ia2")),
    "a global task of the same data": called(f'<globalTask id="q">{DECLARED.format("q", "ia")}</globalTask>', DECLARED.format("c", "ia")),
    "a process that messages start as well": called(QUEUED.format(chain('<startEvent id="q1"/>', '<endEvent id="qe"/>') + start(MESSAGE, "q2") + flow("q2", "qe"))),
    "a process by expression": process(chain(START, f'<callActivity id="t">{ext(NEXT)}</callActivity>', END)),
    **{f"a {tag}": called(f'<{tag} id="q"/>') for tag in ("globalTask", "globalUserTask", "globalManualTask")},
}  # fmt: skip
UNDO = {
    **{f"a {tag}": undone(f'<{tag} id="u" isForCompensation="true" {more}/>') for tag, more in (("task", ""), ("userTask", ""), ("manualTask", ""), ("sendTask", 'messageRef="m"'), ("callActivity", 'calledElement="p"'))},
    "a sub-process": undone(f'<subProcess id="u" isForCompensation="true">{inner("u")}</subProcess>'),
    "a repeated task": undone(f'<task id="u" isForCompensation="true">{repeated(COUNT)}</task>'),
    "a task, of a call": undone('<task id="u" isForCompensation="true"/>', '<callActivity id="t" calledElement="p"/>'),
    "a task, of a transaction": undone('<task id="u" isForCompensation="true"/>', f'<transaction id="t">{inner()}</transaction>'),
    "a task with a note": undone('<task id="u" isForCompensation="true"/>', more='<textAnnotation id="n"/><association id="a2" sourceRef="b" targetRef="n"/>'),
}  # fmt: skip
POOLS = '<collaboration id="co"><participant id="A" processRef="p"/><participant id="B" processRef="q"/><messageFlow id="mf" {}/></collaboration>'
OTHER = QUEUED.format(
    chain(start(MESSAGE, "qs"), '<userTask id="qt"/>',
          catch(MESSAGE, "qc"), end(MESSAGE, "qe"))
    + boundary(MESSAGE, "qb", host="qt") + flow("qb", "qe")
)  # fmt: skip


WAITS = chain(START, '<receiveTask id="t" messageRef="m"/>', END)
#: Ends of message flows between the pools A (process p) and B (process q)
TALKS = ("t qt", "t qs", "t qc", "t qb", "qe t", "A B", "A qs", "qe A", "t B", "qt A", "A qt")


def models() -> Iterator[tuple[str, bytes | dict[str, bytes]]]:
    tables = {
        "10.4 Items and Data": DATA,
        "10.3 Loop Characteristics": INSTANCES,
        "10.3 Call Activity, of": CALLS,
        "10.7 Compensation by": UNDO,
    }
    for clause, table in tables.items():
        for what, body in table.items():
            yield f"{clause}: {what}", body
    for ends in TALKS:
        source, target = ends.split()
        joined = POOLS.format(f'sourceRef="{source}" targetRef="{target}"')
        yield f"9.4 Message Flow: {source} to {target}", definitions(NAMED + joined + RUNS + OTHER)
    yield from _correlations()
    yield from _files()


def _correlations() -> Iterator[tuple[str, bytes]]:
    key = '<correlationKey id="ck"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey>'
    pools = POOLS.format('sourceRef="B" targetRef="A" messageRef="m"').replace(
        ' processRef="q"', ""
    )
    keyed = (
        '<message id="m" name="paid"/><correlationProperty id="cp"><correlationPropertyRetrievalExpression messageRef="m"><messagePath>number</messagePath></correlationPropertyRetrievalExpression></correlationProperty>'
        + pools.replace("</collaboration>", f"{key}</collaboration>")
    )
    subscribed = '<correlationSubscription id="cs" correlationKeyRef="ck"><correlationPropertyBinding correlationPropertyRef="cp"><dataPath>number</dataPath></correlationPropertyBinding></correlationSubscription>'
    yield "8.4 Correlation: a key", process(WAITS, keyed)
    yield "8.4 Correlation: a key and a subscription", process(WAITS + subscribed, keyed)


def _files() -> Iterator[tuple[str, dict[str, bytes]]]:
    library = definitions('<message id="m" name="x"/>', 'targetNamespace="urn:lib"')
    imports = '<import namespace="urn:lib" location="o.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    far = WAITS.replace('messageRef="m"', 'messageRef="lib:m"')
    near = f'{imports}<process id="p" isExecutable="true">{far}</process>'
    spaces = 'targetNamespace="urn:test" xmlns:lib="urn:lib"'
    yield "8.2 Import: a message", {"a.bpmn": definitions(near, spaces), "o.bpmn": library}
    other = definitions(QUEUED.format('<task id="qt"/>'))
    yield "10.3 Call Activity: of another file", {"a.bpmn": called(""), "o.bpmn": other}
