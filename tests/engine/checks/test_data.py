"""BPMN 2.0.2, 10.4 Items and Data, 8.5 Services, 8.4 Correlation: legal drawings, and broken ones.

Services, interfaces and correlation do not run, so a legal model of them may be refused.
"""

import pytest

from tests.engine.checks.bpmn_parts import SIGNAL
from tests.engine.checks.models import END, START, TASK, chain, codes, definitions, process
from tests.engine.checks.more_pairs import keyed
from tests.engine.checks.tables import NOT_YET, Row, refused_always, refused_in_execution, rows

ITEMS = '<itemDefinition id="a"/><itemDefinition id="b"/>'
ROOT = (
    f'{ITEMS}<message id="m" name="m" itemRef="a"/><signal id="sig" name="x" structureRef="a"/>'
    '<interface id="if" name="if"><operation id="op" name="op"><inMessageRef>m</inMessageRef>'
    "</operation></interface>"
)


def declared(data: str = "", members: str = "", more: str = "", outputs: str = "") -> str:
    """An ``ioSpecification``: these data, members of its input set, and other sets."""
    return (
        f'<ioSpecification>{data}<inputSet id="is">{members}</inputSet>'
        f'<outputSet id="os">{outputs}</outputSet>{more}</ioSpecification>'
    )


def within(inside: str, tag: str = "userTask", more: str = "") -> str:
    return chain(START, f'<{tag} id="t" {more}>{inside}</{tag}>', END)


def datum(key: str = "d", item: str = "", tag: str = "dataInput") -> str:
    return f'<{tag} id="{key}" itemSubjectRef="{item}"/>' if item else f'<{tag} id="{key}"/>'


def member(key: str = "d", tag: str = "dataInputRefs") -> str:
    return f"<{tag}>{key}</{tag}>"


def thrown(data: str, sent: str = "") -> str:
    """A throw event with data."""
    held = f"{data}<inputSet>{member()}</inputSet>{sent}"
    return chain(START, f'<intermediateThrowEvent id="t">{held}</intermediateThrowEvent>', END)


OPTIONAL = member(tag="optionalInputRefs")
EXECUTING = member(tag="whileExecutingInputRefs")
OWN = declared(datum(), member())
OBJECT = '<dataObject id="o" itemSubjectRef="a"/>'


def reads(source: str = "o", target: str = "d", more: str = "") -> str:
    return (
        f"<dataInputAssociation><sourceRef>{source}</sourceRef><targetRef>{target}</targetRef>"
        f"{more}</dataInputAssociation>"
    )


def writes(source: str = "d", target: str = "o") -> str:
    return (
        f"<dataOutputAssociation><sourceRef>{source}</sourceRef><targetRef>{target}</targetRef>"
        "</dataOutputAssociation>"
    )


OUTPUT = declared(datum(tag="dataOutput"), outputs=member(tag="dataOutputRefs"))
TYPED = declared(datum(item="b"), member())
OTHER = '<userTask id="u"><ioSpecification><dataInput id="foreign"/><inputSet id="us">'
OTHER += (
    "<dataInputRefs>foreign</dataInputRefs></inputSet><outputSet/></ioSpecification></userTask>"
)
MORE = OTHER + '<sequenceFlow id="f9" sourceRef="t" targetRef="u"/>'
MORE += '<sequenceFlow id="f8" sourceRef="u" targetRef="e"/>'
PROPERTY = (
    '<correlationProperty id="{}"><correlationPropertyRetrievalExpression messageRef="cm">'
    "<messagePath>x</messagePath></correlationPropertyRetrievalExpression></correlationProperty>"
)
KEYED = '<message id="cm" name="cm"/>' + PROPERTY.format("cp")
TOP = "<ioSpecification>{}<inputSet>{}</inputSet><outputSet>{}</outputSet></ioSpecification>"
TOP_IN = TOP.format('<dataInput id="top"/>', member("top"), "")
TOP_OUT = TOP.format('<dataOutput id="top"/>', "", member("top", "dataOutputRefs"))


def listed(specification: str) -> str:
    """With a second input set that lists the datum, so that only the first one can be at fault."""
    return specification.replace("<outputSet", f"<inputSet>{member()}</inputSet><outputSet", 1)


BOTH = declared(datum(), member(), outputs=member("out", "dataOutputRefs")).replace(
    "<inputSet", '<dataOutput id="out"/><inputSet', 1
)
BINDS = (
    '<correlationPropertyBinding correlationPropertyRef="{}"><dataPath>x</dataPath>'
    "</correlationPropertyBinding>"
)


@rows(
    Row("data-not-in-set", within(declared(datum())), within(OWN), ROOT),
    Row("set-foreign-member", within(declared("", member("foreign"))) + MORE,
        within(OWN) + MORE, ROOT),
    Row("set-optional-unlisted", within(listed(declared(datum(), OPTIONAL))),
        within(listed(declared(datum(), member() + OPTIONAL))), ROOT),
    Row("set-executing-unlisted",
        within(listed(declared(datum(), EXECUTING))),
        within(listed(declared(datum(), member() + EXECUTING))), ROOT),
    Row("set-link-one-sided", within(declared("", "<outputSetRefs>os</outputSetRefs>")),
        within(declared("", "<outputSetRefs>os</outputSetRefs>",
                        outputs="<inputSetRefs>is</inputSetRefs>")), ROOT),
    Row("association-end-kind", within(OWN + reads("s")), OBJECT + within(OWN + reads()), ROOT),
    Row("input-association-target", OBJECT + within(BOTH + reads(target="out")),
        OBJECT + within(BOTH + reads()), ROOT),
    Row("output-association-source", OBJECT + within(OWN + writes()),
        OBJECT + within(OUTPUT + writes()), ROOT),
    Row("association-out-of-scope",
        within(OWN + reads("x"))
        + '<subProcess id="sp"><task id="y"/><dataObject id="x"/></subProcess>'
        '<sequenceFlow id="f9" sourceRef="t" targetRef="sp"/>'
        '<sequenceFlow id="f8" sourceRef="sp" targetRef="e"/>',
        OBJECT + within(OWN + reads()), ROOT),
    Row("association-many-sources",
        OBJECT + '<dataObject id="o2"/>' + within(OWN + reads(source="o</sourceRef><sourceRef>o2")),
        OBJECT + '<dataObject id="o2"/>' + within(
            OWN + reads("o</sourceRef><sourceRef>o2", more="<transformation>x</transformation>")),
        ROOT),
    Row("association-type-mismatch", OBJECT + within(TYPED + reads()),
        OBJECT + within(OWN + reads()), ROOT),
    Row("process-input-as-target", TOP_IN + within(OUTPUT + writes(target="top")),
        TOP_IN + within(OWN + reads("top")), ROOT),
    Row("process-output-as-source", TOP_OUT + within(OWN + reads("top")),
        TOP_OUT + within(OUTPUT + writes(target="top")), ROOT),
    Row("event-data-count", thrown(datum()), thrown(datum(), SIGNAL), ROOT),
    Row("event-item-mismatch", thrown(datum(item="b"), SIGNAL),
        thrown(datum(item="a"), SIGNAL), ROOT),
)  # fmt: skip
def test_bpmn_10_4_data_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


CALLS_OP = 'operationRef="op"'
BOUND = '<extensionElements><zeebe:taskDefinition type="x"/></extensionElements>'
TWICE = declared(datum(), member(), more="<inputSet/>")


@rows(
    Row("service-input-set-count", within(BOUND + TWICE, "serviceTask", CALLS_OP),
        within(BOUND + OWN, "serviceTask", CALLS_OP), ROOT),
    Row("service-output-set-count",
        within(BOUND + declared(datum(), member(), more="<outputSet/>"), "serviceTask", CALLS_OP),
        within(BOUND + OWN, "serviceTask", CALLS_OP), ROOT),
    Row("service-input-mismatch", within(BOUND + TYPED, "serviceTask", CALLS_OP),
        within(BOUND + OWN, "serviceTask", CALLS_OP), ROOT),
    Row("service-output-mismatch",
        within(BOUND + declared(datum(item="b", tag="dataOutput"),
                                outputs=member(tag="dataOutputRefs")), "serviceTask", CALLS_OP),
        within(BOUND + OUTPUT, "serviceTask", CALLS_OP),
        ROOT.replace("</inMessageRef>", "</inMessageRef><outMessageRef>m</outMessageRef>")),
    Row("message-task-data-count", within(TWICE, "sendTask", 'messageRef="m"'),
        within(OWN, "sendTask", 'messageRef="m"'), ROOT),
    Row("message-task-item-mismatch", within(TYPED, "sendTask", 'messageRef="m"'),
        within(OWN, "sendTask", 'messageRef="m"'), ROOT),
    Row("resource-parameter-foreign",
        within("<performer><resourceRef>r</resourceRef><resourceParameterBinding parameterRef='p2'>"
               "<formalExpression>x</formalExpression></resourceParameterBinding></performer>"),
        within("<performer><resourceRef>r</resourceRef><resourceParameterBinding parameterRef='p1'>"
               "<formalExpression>x</formalExpression></resourceParameterBinding></performer>"),
        '<resource id="r" name="r"><resourceParameter id="p1"/></resource>'
        '<resource id="r2" name="r2"><resourceParameter id="p2"/></resource>'),
    Row("call-data-mismatch", within(OWN, "callActivity", 'calledElement="p"'),
        within("", "callActivity", 'calledElement="p"'), ROOT),
    Row("interface-without-binding", "<supportedInterfaceRef>if</supportedInterfaceRef>"
        + chain(START, END), chain(START, END), ROOT),
    Row("correlation-binding-foreign",
        chain(START, END) + '<correlationSubscription correlationKeyRef="k">'
        + BINDS.format("cp") + BINDS.format("other") + "</correlationSubscription>",
        chain(START, END) + '<correlationSubscription correlationKeyRef="k">'
        '<correlationPropertyBinding correlationPropertyRef="cp"><dataPath>x</dataPath>'
        "</correlationPropertyBinding></correlationSubscription>",
        KEYED + PROPERTY.format("other") + '<collaboration id="co"><correlationKey id="k">'
        "<correlationPropertyRef>cp</correlationPropertyRef>"
        "</correlationKey></collaboration>"),
)  # fmt: skip
def test_bpmn_8_5_service_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


def multi(collection: str, inside: str = "", tag: str = "userTask") -> str:
    loop = f"<loopDataInputRef>{collection}</loopDataInputRef>"
    marker = f"<multiInstanceLoopCharacteristics>{loop}</multiInstanceLoopCharacteristics>"
    return within(marker + inside if tag == "subProcess" else inside + marker, tag)


@rows(
    Row("multi-task-collection", OBJECT + multi("o"), multi("d", OWN), ROOT),
    Row("multi-sub-process-collection",
        multi("foreign", '<task id="y"/>', "subProcess") + MORE,
        OBJECT + multi("o", '<task id="y"/>', "subProcess"), ROOT),
    Row("item-structure-unresolved", chain(START, END), chain(START, TASK, END),
        '<itemDefinition id="i" structureRef="other:Order"/>'),
    Row("data-store-ref-missing", '<dataStoreReference id="sr"/>' + within(OWN + reads("sr")),
        '<dataStoreReference id="sr" dataStoreRef="ds"/>' + within(OWN + reads("sr")),
        ROOT + '<dataStore id="ds"/>'),
    Row("correlation-binding-missing",
        chain(START, END) + '<correlationSubscription correlationKeyRef="k"/>', chain(START, END),
        KEYED + '<collaboration id="co"><correlationKey id="k">'
        "<correlationPropertyRef>cp</correlationPropertyRef></correlationKey></collaboration>"),
)  # fmt: skip
def test_rules_of_data_in_executable_processes(row: Row) -> None:
    if row.code == "item-structure-unresolved":
        legal = row.root.replace("other:Order", "xsd:string")
        assert codes(process(row.legal, legal)) == set()
        assert row.code in codes(process(row.bad, row.root))
        assert row.code not in codes(process(row.bad, row.root, executable=False))
    else:
        refused_in_execution(row)


BINDING = '<ioBinding operationRef="{}" inputDataRef="{}" outputDataRef="os"/>'
SERVICE = "<supportedInterfaceRef>if</supportedInterfaceRef>"


@pytest.mark.parametrize(
    ("operation", "data", "item", "expected"),
    [
        ("op", "d", "a", set()),
        ("op2", "d", "a", {"binding-foreign"}),
        ("op", "foreign", "a", {"binding-foreign"}),
        ("op", "d", "b", {"binding-item-mismatch"}),
    ],
)
def test_bpmn_8_5_bindings(operation: str, data: str, item: str, expected: set[str]) -> None:
    other = '<interface id="if2" name="y"><operation id="op2" name="op2">'
    other += "<inMessageRef>m</inMessageRef></operation></interface>"
    inside = declared(datum(item=item), member())
    body = SERVICE + inside + BINDING.format(operation, data) + chain(START, TASK, END) + MORE
    found = codes(process(body, ROOT + other))
    assert found - NOT_YET == expected


def test_a_global_script_names_its_language() -> None:
    script = '<globalScriptTask id="g" {}><script>1</script></globalScriptTask>'
    assert codes(definitions(script.format(""))) == {"global-script-language"}
    assert codes(definitions(script.format('scriptLanguage="feel"'))) == set()


@pytest.mark.parametrize(
    ("message", "expected"), [("m", set()), ("n", {"correlation-message-uncovered"})]
)
def test_bpmn_8_4_a_key_property_has_a_path_in_each_message(
    message: str, expected: set[str]
) -> None:
    assert codes(keyed(message)) == expected


def test_bpmn_10_4_declared_data_runs() -> None:
    assert codes(process(OBJECT + within(OWN + reads()), ROOT)) == set()
    assert codes(process(within('<property id="x"/>'), ROOT)) == set()


def test_bpmn_10_4_1_an_assignment_names_the_target_of_its_association() -> None:
    def assigned(to: str) -> set[str]:
        parts = f"<assignment><from>1</from><to>{to}</to></assignment>"
        free = '<dataObject id="o"/>'
        return codes(process(free + within(OWN + reads(more=parts)), ROOT))

    assert assigned("d.total") == assigned("d") == set()
    assert assigned("other.total") == {"assignment-target"}
