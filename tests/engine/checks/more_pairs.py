"""Pairs that differ outside of one process body, and further ones near a rule."""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from tests.engine.checks.bpmn_parts import (
    MESSAGE,
    PLAIN,
    SIGNAL,
    beside,
    catch,
    choice,
    repeated,
    side,
    start,
    within,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
    START,
    TASK,
    chain,
    condition,
    definitions,
    ext,
    flow,
    inner,
    process,
    timer,
)
from tests.engine.checks.tables import Pair

ALARM = '<signal id="sig" name="alarm"/>'
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = 'targetNamespace="urn:test" xmlns:lib="urn:lib"'
LIBRARY = definitions('<message id="m" name="a"/>', 'targetNamespace="urn:lib"')
IMPORT = f'<import namespace="urn:lib" location="other0.bpmn" importType="{BPMN}"/>'
RECEIVES = chain(START, '<receiveTask id="t" messageRef="lib:m"/>', END)


def one(body: str, root: str = "", more: str = "") -> bytes:
    """An executable process ``p``."""
    return process(body, root or ALARM, more=more)


def imported(root: str, body: str = RECEIVES) -> bytes:
    return definitions(f'{root}<process id="p" isExecutable="true">{body}</process>', SPACES)


def chosen(expression: str) -> bytes:
    """A choice with this condition."""
    return one(choice(expression))


def called(callee: str, *, naming: str = "", flag: str = "true") -> bytes:
    inside = ext(f'<zeebe:calledElement processId="{naming}"/>') if naming else ""
    body = chain(START, f'<callActivity id="t" calledElement="q">{inside}</callActivity>', END)
    second = f'<process id="q" isExecutable="{flag}">{callee}</process>'
    return definitions(f'<message id="m" name="m"/><process id="p" isExecutable="true">{body}'
                       f"</process>{second}")  # fmt: skip


def two_pools(flow_ends: str, *, second: str = "", more: str = "") -> bytes:
    """Pools A (process p) and B (process q, drawn only), and a message flow."""
    pools = '<participant id="A" processRef="p">' + more + "</participant>"
    pools += '<participant id="B" processRef="q"/>'
    collaboration = f'<collaboration id="co">{pools}<messageFlow id="mf" {flow_ends}/>'
    throws = '<intermediateThrowEvent id="w"><messageEventDefinition messageRef="m"/>'
    first = chain(START, TASK, throws + "</intermediateThrowEvent>", END)
    other = second or chain(start(MESSAGE, "qs"), '<task id="qt"/>', '<endEvent id="qe"/>')
    return definitions(
        f'<message id="m" name="m"/>{collaboration}</collaboration>'
        f'<process id="p" isExecutable="true">{first}</process><process id="q">{other}</process>'
    )


def many(low: str, high: str) -> bytes:
    inside = f'<participantMultiplicity minimum="{low}" maximum="{high}"/>'
    return two_pools('sourceRef="t" targetRef="qs"', more=inside)


def bound(operation: str, item: str = "a") -> bytes:
    """A drawn process that offers an interface."""
    items = '<itemDefinition id="a"/><itemDefinition id="b"/><message id="m" itemRef="a"/>'
    service = "".join(
        f'<interface id="if{n}" name="i"><operation id="op{n}" name="o">'
        "<inMessageRef>m</inMessageRef></operation></interface>"
        for n in (1, 2)
    )
    inside = (
        "<supportedInterfaceRef>if1</supportedInterfaceRef><ioSpecification>"
        f'<dataInput id="d" itemSubjectRef="{item}"/><dataOutput id="o"/><inputSet>'
        "<dataInputRefs>d</dataInputRefs></inputSet><outputSet><dataOutputRefs>o</dataOutputRefs>"
        f'</outputSet></ioSpecification><ioBinding operationRef="{operation}" inputDataRef="d"'
        ' outputDataRef="o"/>'
    )
    beside = f'<process id="x" isExecutable="true">{PLAIN}</process>'
    return definitions(f'{items}{service}<process id="p">{inside}</process>{beside}')


def keyed(message: str) -> bytes:
    root = (
        '<message id="m" name="m"/><message id="n" name="n"/><correlationProperty id="cp">'
        '<correlationPropertyRetrievalExpression messageRef="m"><messagePath>x</messagePath>'
        "</correlationPropertyRetrievalExpression></correlationProperty>"
        '<collaboration id="co"><participant id="A"/><participant id="B"/>'
        f'<messageFlow id="mf" sourceRef="A" targetRef="B" messageRef="{message}"/>'
        '<correlationKey id="k"><correlationPropertyRef>cp</correlationPropertyRef>'
        "</correlationKey></collaboration>"
    )
    return one(PLAIN, root)


def written(to: str) -> bytes:
    """A task whose output goes to a data object by assignment."""
    gives = (
        '<ioSpecification><dataOutput id="out"/><inputSet/><outputSet><dataOutputRefs>out'
        "</dataOutputRefs></outputSet></ioSpecification><dataOutputAssociation>"
        "<sourceRef>out</sourceRef><targetRef>o</targetRef><assignment>"
        f"<from {FORMAL}>1</from><to {FORMAL}>{to}</to></assignment></dataOutputAssociation>"
    )
    return one('<dataObject id="o"/>' + within(gives, "task"))


def script(inside: str, more: str = "") -> bytes:
    return one(within(inside, more=more))


def waits(text: str, kind: str = "timeDuration") -> bytes:
    return one(chain(START, catch(timer(text, kind)), END))


ISLAND = PLAIN + '<task id="a"/><task id="b"/>' + flow("a", "b") + flow("b", "a")
HANDLED = PLAIN + beside(SIGNAL)


def several(inside: str, cardinality: str = "2") -> bytes:
    count = f"<loopCardinality {FORMAL}>{cardinality}</loopCardinality>"
    return script(repeated(count + inside))


LOOP = "<standardLoopCharacteristics {}><loopCondition " + FORMAL + ">{}"
LOOP += "</loopCondition></standardLoopCharacteristics>"

MORE = [
    Pair("xml-broken", b"<definitions><process></definitions>", one(PLAIN)),
    Pair("xml-doctype", b"<!DOCTYPE definitions>" + one(PLAIN), one(PLAIN)),
    Pair("not-bpmn", b"<html/>", one(PLAIN)),
    Pair("schema-invalid", one('<laneSet id="l"><lane/><documentation/>x</laneSet>' + PLAIN),
         one('<laneSet id="l"><documentation/><lane/></laneSet>' + PLAIN)),
    Pair("schema-invalid", one(PLAIN, '<correlationProperty id="c"/>'), one(PLAIN)),
    Pair("schema-invalid", one("drawn by hand" + PLAIN), one(PLAIN)),
    Pair("unknown-element", one(PLAIN + '<humanTask id="h"/>'), one(PLAIN)),
    Pair("unknown-attribute", script("", 'assignee="li"'), script("", 'xmlns:c="urn:c" c:a="li"')),
    Pair("element-twice", chosen(condition() + condition("y")), chosen(condition())),
    Pair("duplicate-id-across-files", one(PLAIN), one(PLAIN).replace(b'id="p"', b'id="q"'),
         others=(one(PLAIN),)),
    Pair("import-not-found", imported(IMPORT.replace("urn:lib", "urn:lib")),
         imported(IMPORT, PLAIN)),
    Pair("import-namespace-mismatch", imported(IMPORT, PLAIN), imported("", PLAIN),
         others=(definitions("", 'targetNamespace="urn:else"'),)),
    Pair("must-understand-unknown",
         one(PLAIN, '<extension definition="other:x" mustUnderstand="true"/>'),
         one(PLAIN, '<extension definition="other:x"/>')),
    Pair("expression-syntax", chosen(condition("x >")), chosen(condition("x > 1"))),
    Pair("expression-syntax", chosen(condition("if a then")), chosen(condition("if a then b else c"))),
    Pair("informal-expression",
         chosen("<conditionExpression>approved by the chief</conditionExpression>"),
         chosen("<conditionExpression>=approved</conditionExpression>")),
    Pair("empty-expression", chosen(condition("")), chosen(condition("true"))),
    Pair("expression-type-mismatch", chosen(condition("x", 'evaluatesToTypeRef="xsd:string"')),
         chosen(condition("x", 'evaluatesToTypeRef="xsd:boolean"'))),
    Pair("expression-language-unknown", chosen(condition("x", 'language="urn:python"')),
         chosen(condition("x", 'language="http://www.omg.org/spec/DMN/20180521/FEEL/"'))),
    Pair("public-process-executable", one(PLAIN, more='processType="Public"'),
         one(PLAIN, more='processType="Private"')),
    Pair("no-executable-process", definitions(f'<process id="p">{PLAIN}</process>'),
         definitions(f'<process id="p">{PLAIN}</process><process id="q" isExecutable="true"/>')),
    Pair("not-supported", script("<potentialOwner/>"), script("")),
    Pair("not-supported", script("", 'implementation="urn:magic"'),
         script("", 'implementation="##unspecified"')),
    Pair("not-supported", script(ext('<zeebe:taskListeners/>')), script(ext("<other:note/>"))),
    Pair("node-unreachable", one(ISLAND), one(ISLAND + flow("t", "a"))),
    Pair("node-unreachable", one('<task id="a"/><task id="b"/>' + flow("a", "b") + flow("b", "a")),
         one('<task id="a"/><task id="b"/>' + flow("a", "b"))),
    Pair("node-unreachable",
         one(chain(START, f'<subProcess id="t">{inner()}<task id="a"/>{flow("a", "a")}</subProcess>',
                   END)),
         one(chain(START, f'<subProcess id="t">{inner()}<task id="a"/>{flow("is", "a")}'
                          f'{flow("a", "ie")}</subProcess>', END))),
    Pair("start-expression-variables",
         one(chain(f'<startEvent id="s">{timer("=wait")}</startEvent>', END)),
         one(chain(f'<startEvent id="s">{timer("=duration(&quot;PT1H&quot;)")}</startEvent>', END))),
    Pair("timer-not-iso", waits("5 minutes"), waits("PT5M")),
    Pair("message-flow-end-foreign", two_pools('sourceRef="t" targetRef="qt"').replace(
             b' processRef="q"', b""), two_pools('sourceRef="t" targetRef="qt"')),
    Pair("timer-not-iso", waits("P1H"), waits("=duration(hours)")),
    Pair("timer-not-iso", waits("PT5M", "timeDate"), waits("2030-01-01T00:00:00Z", "timeDate")),
    Pair("call-target-twice", called('<task id="y"/>', naming="p"),
         called('<task id="y"/>', naming="q")),
    Pair("call-target-no-none-start",
         called(chain(f'<startEvent id="qs">{MESSAGE}</startEvent>', '<endEvent id="qe"/>')),
         called(chain(f'<startEvent id="qs">{MESSAGE}</startEvent>', '<endEvent id="qe"/>')
                + '<startEvent id="qn"/>' + flow("qn", "qe"))),
    Pair("call-target-not-executable", called('<task id="y"/>', flag="false"),
         called('<task id="y"/>')),
    Pair("binding-foreign", bound("op2"), bound("op1")),
    Pair("binding-item-mismatch", bound("op1", "b"), bound("op1", "a")),
    Pair("global-script-language",
         one(PLAIN, '<globalScriptTask id="g"><script>1</script></globalScriptTask>'),
         one(PLAIN, '<globalScriptTask id="g" scriptLanguage="feel"><script>1</script>'
                    "</globalScriptTask>")),
    Pair("assignment-target", written("elsewhere"), written("o")),
    Pair("assignment-target", written("o..x"), written("o.part")),
    Pair("message-flow-same-pool", two_pools('sourceRef="w" targetRef="t"'),
         two_pools('sourceRef="w" targetRef="B"')),
    Pair("message-flow-end-kind", two_pools('sourceRef="t" targetRef="co"'),
         two_pools('sourceRef="t" targetRef="qt"')),
    Pair("message-flow-end-kind",
         two_pools('sourceRef="t" targetRef="g"', second='<parallelGateway id="g"/>'),
         two_pools('sourceRef="t" targetRef="g"', second='<task id="g"/>')),
    Pair("message-flow-from-catch", two_pools('sourceRef="qs" targetRef="t"'),
         two_pools('sourceRef="qt" targetRef="t"')),
    Pair("message-flow-to-throw", two_pools('sourceRef="qt" targetRef="w"'),
         two_pools('sourceRef="w" targetRef="qt"')),
    Pair("message-flow-event-trigger", two_pools('sourceRef="t" targetRef="qs"').replace(
             f'<startEvent id="qs">{MESSAGE}</startEvent>'.encode(), b'<startEvent id="qs"/>'),
         two_pools('sourceRef="t" targetRef="qs"')),
    Pair("multiplicity-minimum", many("-1", "2"), many("0", "2")),
    Pair("multiplicity-maximum", many("0", "0"), many("0", "1")),
    Pair("multiplicity-maximum", many("3", "2"), many("3", "3")),
    Pair("correlation-message-uncovered", keyed("n"), keyed("m")),
    Pair("item-structure-unresolved", one(PLAIN, '<itemDefinition id="i" structureRef="other:X"/>'),
         one(PLAIN, '<itemDefinition id="i" structureRef="xsd:string"/>')),
    Pair("undeclared-prefix", one(PLAIN, '<itemDefinition id="i" structureRef="no:X"/>'),
         one(PLAIN, '<itemDefinition id="i"/>')),
    Pair("loop-without-condition", script("<standardLoopCharacteristics/>"),
         script(LOOP.format("", "x > 1"))),
    Pair("empty-expression", script(LOOP.format("", "")), script(LOOP.format("", "x"))),
    Pair("boundary-on-event-sub-process", one(HANDLED + side(timer(), host="h")),
         one(HANDLED + side(timer()))),
    Pair("expression-type-mismatch", chosen(condition("5")), chosen(condition("n = 5"))),
    Pair("expression-type-mismatch", chosen(condition('"yes"')), chosen(condition('a = "yes"'))),
    Pair("expression-type-mismatch", chosen(condition("null")), chosen(condition("a = null"))),
    Pair("expression-type-mismatch", several("", "-1"), several("", "0")),
    Pair("expression-type-mismatch", several("", "2.5"), several("", "5 / 2.5")),
    Pair("expression-type-mismatch", several("", "&quot;two&quot;"), several("", "count(rows)")),
    Pair("timer-not-iso", waits("=5"), waits("=duration(hours)")),
    Pair("timer-not-iso", waits('=date("2030-01-01")'),
         waits('=date("2030-01-01")', "timeDate")),
    Pair("expression-type-mismatch", script(LOOP.format("", "1")), script(LOOP.format("", "1 > 2"))),
]  # fmt: skip
