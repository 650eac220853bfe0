"""Data, items, services, calls, instances and resources that the standard forbids.

Source: BPMN 2.0.2, 10.4 Items and Data, 10.3 Tasks, Call Activity, Loop Characteristics, 8.5 Services,
8.4 Item Definition, Resources, Expressions.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import PLAIN, repeated, start, within
from tests.engine.checks.models import END, FORMAL, NAMED, START, chain, definitions, ext, process

ITEMS = (
    '<itemDefinition id="a" structureRef="xsd:string"/><itemDefinition id="b" structureRef="xsd:int"/>'
    '<itemDefinition id="many" structureRef="xsd:string" isCollection="true"/>'
    '<message id="m" name="paid" itemRef="a"/><message id="back" name="told" itemRef="a"/>'
    '<interface id="if" name="i"><operation id="op" name="o"><inMessageRef>m</inMessageRef>'
    '<outMessageRef>back</outMessageRef></operation></interface><resource id="R" name="r"/>'
)
MANY = 'isCollection="true"'
WORK = ext('<zeebe:taskDefinition type="x"/>')


def data(*parts: str, ins: str = "", outs: str = "") -> str:
    """Declared data, members of one input set and one output set."""
    taken = "".join(f"<dataInputRefs>{key}</dataInputRefs>" for key in ins.split())
    given = "".join(f"<dataOutputRefs>{key}</dataOutputRefs>" for key in outs.split())
    return f"<ioSpecification>{''.join(parts)}<inputSet>{taken}</inputSet><outputSet>{given}</outputSet></ioSpecification>"


def taken(key: str = "d", more: str = "") -> str:
    return f'<dataInput id="{key}" {more}/>'


def given(key: str = "o", more: str = "") -> str:
    return f'<dataOutput id="{key}" {more}/>'


def reads(target: str = "d", source: str = "obj", more: str = "") -> str:
    return f"<dataInputAssociation><sourceRef>{source}</sourceRef><targetRef>{target}</targetRef>{more}</dataInputAssociation>"


def writes(source: str = "o", target: str = "obj") -> str:
    return f"<dataOutputAssociation><sourceRef>{source}</sourceRef><targetRef>{target}</targetRef></dataOutputAssociation>"


def task(
    inside: str, tag: str = "task", more: str = "", beside: str = '<dataObject id="obj"/>'
) -> str:
    return beside + within(inside, tag, more)


def service(inputs: int = 1, outputs: int = 1, item: str = "a", result: str = "a") -> str:
    one, two = (
        "<inputSet><dataInputRefs>d</dataInputRefs></inputSet>",
        "<outputSet><dataOutputRefs>o</dataOutputRefs></outputSet>",
    )
    inside = (
        taken(more=f'itemSubjectRef="{item}"')
        + given(more=f'itemSubjectRef="{result}"')
        + one * inputs
        + two * outputs
    )
    return task(
        f"{WORK}<ioSpecification>{inside}</ioSpecification>", "serviceTask", 'operationRef="op"'
    )


def received(*outputs: str, sets: int = 1) -> str:
    keys = "".join(
        f"<dataOutputRefs>{key}</dataOutputRefs>" for key, _ in (each.split() for each in outputs)
    )
    declared = "".join(
        given(key, f'itemSubjectRef="{item}"') for key, item in (each.split() for each in outputs)
    )
    return task(
        f"<ioSpecification>{declared}<inputSet/>{f'<outputSet>{keys}</outputSet>' * sets}</ioSpecification>",
        "receiveTask",
        'messageRef="m"',
    )


DECLARED = '<ioSpecification><dataInput id="x"/><dataInput id="y"/><dataOutput id="v"/><dataOutput id="w"/>{}{}</ioSpecification>'
TWO_IN = "<inputSet><dataInputRefs>x</dataInputRefs>{}</inputSet><inputSet><dataInputRefs>y</dataInputRefs></inputSet>"
TWO_OUT = "<outputSet><dataOutputRefs>v</dataOutputRefs>{}</outputSet><outputSet><dataOutputRefs>w</dataOutputRefs></outputSet>"


def sets(ins: str = "", outs: str = "") -> str:
    return DECLARED.format(TWO_IN.format(ins), TWO_OUT.format(outs)) + PLAIN


LINKED = DECLARED.format(
    '<inputSet id="i1"><dataInputRefs>x</dataInputRefs><dataInputRefs>y</dataInputRefs><outputSetRefs>{}</outputSetRefs></inputSet>',
    '<outputSet id="o1"><dataOutputRefs>v</dataOutputRefs><dataOutputRefs>w</dataOutputRefs></outputSet>',
) + PLAIN  # fmt: skip
OWN = data(taken(), ins="d")
GIVES = data(given(), outs="o")
OUTER = data(taken("pi"), given("po"), ins="pi", outs="po")
NESTED = '<dataObject id="obj"/>' + chain(
    START,
    '<subProcess id="t"><dataObject id="deep"/></subProcess>',
    f'<task id="u">{OWN}{reads(source="deep")}</task>',
    END,
)
BODIES = [
    ("10.4 one datum of a collection", "collection-flag-mismatch", task(data(taken(more='itemSubjectRef="many"'), ins="d"))),
    ("10.4 one output of a collection", "collection-flag-mismatch", task(data(given(more='itemSubjectRef="many" isCollection="false"'), outs="o"))),
    ("10.4 an object of a collection", "collection-flag-mismatch", '<dataObject id="obj" itemSubjectRef="many"/>' + PLAIN),
    ("10.4 a collection of single items", "collection-flag-mismatch", task(data(taken(more=f'itemSubjectRef="a" {MANY}'), ins="d"))),
    ("10.4 data of a sub-process", "sub-process-io-specification", task(data(), "subProcess")),
    ("10.4 an input in no set", "data-not-in-set", task(data(taken()))),
    ("10.4 an output in no set", "data-not-in-set", task(data(given()))),
    ("10.4 an optional input that is no member", "set-optional-unlisted", sets("<optionalInputRefs>y</optionalInputRefs>")),
    ("10.4 an optional output that is no member", "set-optional-unlisted", sets(outs="<optionalOutputRefs>w</optionalOutputRefs>")),
    ("10.4 a changing input that is no member", "set-executing-unlisted", sets("<whileExecutingInputRefs>y</whileExecutingInputRefs>")),
    ("10.4 a changing output that is no member", "set-executing-unlisted", sets(outs="<whileExecutingOutputRefs>w</whileExecutingOutputRefs>")),
    ("10.4 sets of which one names the other", "set-link-one-sided", LINKED.format("o1")),
    ("10.4 a set that names itself", "wrong-reference-kind", LINKED.format("i1")),
    ("10.4 an input set of outputs", "wrong-reference-kind", task(f"<ioSpecification>{given()}<inputSet><dataInputRefs>o</dataInputRefs></inputSet><outputSet><dataOutputRefs>o</dataOutputRefs></outputSet></ioSpecification>")),
    ("10.4 no sets", "schema-invalid", task("<ioSpecification/>")),
    ("10.4 an association from a task", "association-end-kind", task(OWN + reads(source="t"))),
    ("10.4 an association to a task", "association-end-kind", task(GIVES + writes(target="t"))),
    ("10.4 an association from what lies deeper", "association-out-of-scope", NESTED),
    ("10.4 an input association to an object", "input-association-target", task(OWN + reads("obj", "obj"))),
    ("10.4 an output association from an object", "output-association-source", task(GIVES + writes("obj"))),
    ("10.4 several sources as they are", "association-many-sources", task(OWN + reads(source="obj</sourceRef><sourceRef>pp"), beside='<property id="pp"/><dataObject id="obj"/>')),
    ("10.4 data of two types", "association-type-mismatch", task(data(taken(more='itemSubjectRef="a"'), ins="d") + reads(), beside='<dataObject id="obj" itemSubjectRef="b"/>')),
    ("10.4 an association without target", "schema-invalid", task(OWN + "<dataInputAssociation><sourceRef>obj</sourceRef></dataInputAssociation>")),
    ("10.4 half an assignment", "schema-invalid", task(OWN + reads(more=f"<assignment><from {FORMAL}>1</from></assignment>"))),
    ("10.4 the input of a process, written", "process-input-as-target", task(GIVES + writes(target="pi"), beside=OUTER)),
    ("10.4 the output of a process, read", "process-output-as-source", task(OWN + reads(source="po"), beside=OUTER)),
    ("10.4 a store that is an object", "wrong-reference-kind", '<dataObject id="obj"/><dataStoreReference id="r" dataStoreRef="obj"/>' + PLAIN),
    ("10.4 a property of a message", "wrong-reference-kind", '<property id="x" itemSubjectRef="m"/>' + PLAIN),
    ("10.4 a reference to nothing", "data-object-ref-missing", '<dataObjectReference id="r"/>' + PLAIN),
    ("10.3 two input sets for an operation", "service-input-set-count", service(inputs=2)),
    ("10.3 two output sets for an operation", "service-output-set-count", service(outputs=2)),
    ("10.3 an input of another type", "service-input-mismatch", service(item="b")),
    ("10.3 an output of another type", "service-output-mismatch", service(result="b")),
    ("10.3 an operation that is an interface", "wrong-reference-kind", task(WORK, "serviceTask", 'operationRef="if"')),
    ("10.3 two sets for a message", "message-task-data-count", received("o a", sets=2)),
    ("10.3 two data for a message", "message-task-data-count", received("o a", "o2 a")),
    ("10.3 a datum of another type", "message-task-item-mismatch", received("o b")),
    ("10.3 instances of another type", "multi-item-type", task(data(taken(more=f'itemSubjectRef="many" {MANY}'), ins="d") + repeated('<loopDataInputRef>d</loopDataInputRef><inputDataItem id="one" itemSubjectRef="b"/>'))),
    ("10.3 instances of a start event", "wrong-reference-kind", task(repeated("<loopDataInputRef>s</loopDataInputRef>"))),
    ("10.3 instances of an object, of a task", "multi-task-collection", task(repeated("<loopDataInputRef>obj</loopDataInputRef>"))),
    ("10.3 instances without number", "multi-without-count", task(repeated(""))),
    ("10.3 instances as many as words", "informal-expression", task(repeated("<loopCardinality>many of them</loopCardinality>"))),
    ("10.3 a loop until words", "informal-expression", task("<standardLoopCharacteristics><loopCondition>until done</loopCondition></standardLoopCharacteristics>")),
    ("10.3 a loop of a start event", "schema-invalid", chain(start(repeated("")), END)),
    ("10.3 a complex behavior of an empty condition", "empty-expression", task(f'<multiInstanceLoopCharacteristics behavior="Complex"><loopCardinality {FORMAL}>2</loopCardinality><complexBehaviorDefinition><condition/><event id="ev"/></complexBehaviorDefinition></multiInstanceLoopCharacteristics>')),
    ("10.3 a call of a collaboration", "call-target-kind", task("", "callActivity", 'calledElement="co"')),
    ("10.3 a call of a task", "call-target-kind", task("", "callActivity", 'calledElement="t"')),
    ("10.3 a call of nothing that is there", "unresolved-reference", task("", "callActivity", 'calledElement="far"')),
    ("10.3 a call of another process's data", "call-data-mismatch", task(OWN, "callActivity", 'calledElement="p"')),
    ("8.4 a resource that is a process", "wrong-reference-kind", task("<performer><resourceRef>p</resourceRef></performer>")),
    ("8.4 a resource and an expression", "schema-invalid", task("<performer><resourceRef>R</resourceRef><resourceAssignmentExpression><formalExpression>x</formalExpression></resourceAssignmentExpression></performer>")),
    ("8.5 data of a gateway", "schema-invalid", chain(START, f'<exclusiveGateway id="g">{data()}</exclusiveGateway>', END)),
    ("8.5 an interface that is an operation", "wrong-reference-kind", "<supportedInterfaceRef>op</supportedInterfaceRef>" + PLAIN),
    ("8.5 an interface without binding", "interface-without-binding", "<supportedInterfaceRef>if</supportedInterfaceRef>" + PLAIN),
]  # fmt: skip
ROOTS = [
    ("8.5 an operation without message", "schema-invalid", '<interface id="x" name="i"><operation id="y" name="o"/></interface>'),
    ("8.5 an interface without operation", "schema-invalid", '<interface id="x" name="i"/>'),
    ("8.5 an interface without name", "attribute-missing", '<interface id="x"><operation id="y" name="o"><inMessageRef>m</inMessageRef></operation></interface>'),
    ("8.5 a fault that is a message", "wrong-reference-kind", '<interface id="x" name="i"><operation id="y" name="o"><inMessageRef>m</inMessageRef><errorRef>m</errorRef></operation></interface>'),
    ("8.4 a resource without name", "attribute-missing", '<resource id="x"/>'),
    ("8.4 a message of a message", "wrong-reference-kind", '<message id="x" itemRef="m"/>'),
    ("8.2 an import from nowhere", "attribute-missing", '<import namespace="urn:x" importType="urn:y"/>'),
    ("8.2 a property of no process", "schema-invalid", '<property id="x"/>'),
    ("8.2 a task of no process", "schema-invalid", '<task id="x"/>'),
]  # fmt: skip


def models() -> Iterator[tuple[str, str, bytes]]:
    for what, code, body in BODIES:
        yield what, code, process(body, ITEMS + '<collaboration id="co"/>')
    for what, code, root in ROOTS:
        yield what, code, process(PLAIN, NAMED + root)
    called = '<process id="q" isExecutable="{}">{}</process>'
    calls = chain(START, '<callActivity id="t" calledElement="q"/>', END)
    for what, code, flag, inside in (
        ("a drawing", "call-target-not-executable", "false", '<task id="qt"/>'),
        ("a process of events", "call-target-no-none-start", "true", chain('<startEvent id="qs"><messageEventDefinition messageRef="m"/></startEvent>', '<endEvent id="qe"/>')),
        ("a process that takes data", "call-data-mismatch", "true", data(taken(), ins="d") + '<task id="qt"/>'),
    ):  # fmt: skip
        yield (
            f"10.3 a call of {what}",
            code,
            definitions(
                f'{NAMED}<process id="p" isExecutable="true">{calls}</process>{called.format(flag, inside)}'
            ),
        )
