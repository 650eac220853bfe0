"""BPMN 2.0.2, 8.2 Infrastructure and 8.3 Foundation: references, ids, imports, values."""

import pytest

from engine.checks import Resources
from engine.checks.references import ATTRIBUTE_REFERENCES, TEXT_REFERENCES
from engine.checks.vocabulary import ATTRIBUTES
from tests.engine.checks.bpmn_parts import ERROR, MESSAGE, PLAIN, beside, side
from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    TASK,
    chain,
    codes,
    condition,
    definitions,
    ext,
    flow,
    problems,
    process,
)
from tests.engine.checks.tables import Row, refused_always, rows

LIBRARY = '<import namespace="urn:lib" location="other0.bpmn" importType="{}"/>'
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
LIB = definitions('<message id="m" name="a"/><error id="x"/>', 'targetNamespace="urn:lib"')


def receive(reference: str) -> str:
    return chain(START, f'<receiveTask id="t" messageRef="{reference}"/>', END)


def in_process(root: str, body: str = "") -> bytes:
    return definitions(
        f'{root}<process id="p" isExecutable="true">{body or chain(START, TASK, END)}</process>',
        'targetNamespace="urn:test" xmlns:lib="urn:lib" xmlns:own="urn:test"',
    )


@rows(
    Row("unresolved-reference", receive("nobody"), receive("m")),
    Row("unresolved-reference", chain(START, TASK, END) + flow("t", "nobody"), chain(START, END)),
    Row(
        "unresolved-reference",
        '<laneSet id="ls"><lane id="l"><flowNodeRef>x</flowNodeRef></lane></laneSet>'
        + chain(START, TASK, END),
        '<laneSet id="ls"><lane id="l"><flowNodeRef>t</flowNodeRef></lane></laneSet>'
        + chain(START, TASK, END),
    ),
    Row(
        "unresolved-reference",
        chain(START, '<userTask id="t"><incoming>x</incoming></userTask>', END),
        chain(START, '<userTask id="t"><incoming>f_s_t</incoming></userTask>', END),
    ),
    Row("wrong-reference-kind", receive("sig"), receive("m")),
    Row(
        "wrong-reference-kind",
        chain(START, '<userTask id="t" default="e"/>', END),
        chain(START, '<userTask id="t" default="f_t_e"/>', END),
    ),
    Row(
        "wrong-reference-kind",
        chain(START, TASK, END)
        + '<boundaryEvent id="b" attachedToRef="s"><signalEventDefinition signalRef="sig"/>'
        "</boundaryEvent>" + flow("b", "e"),
        chain(START, TASK, END)
        + '<boundaryEvent id="b" attachedToRef="t"><signalEventDefinition signalRef="sig"/>'
        "</boundaryEvent>" + flow("b", "e"),
    ),
    Row("undeclared-prefix", receive("no:m"), receive("m")),
    Row("duplicate-id", chain(START, TASK, END) + '<group id="t"/>', chain(START, TASK, END)),
    Row("attribute-value", chain(START, '<task id="1st"/>'.replace('id="1st"', 'id="t"'), END)
        + '<group id="1st"/>', chain(START, TASK, END)),
    Row("attribute-value", chain(START, '<task id="t" startQuantity="two"/>', END),
        chain(START, '<task id="t" startQuantity="1"/>', END)),
    Row("attribute-value", chain(START, '<task id="t" isForCompensation="no"/>', END),
        chain(START, '<task id="t" isForCompensation="0"/>', END)),
    Row("attribute-missing", chain(START, TASK, END) + '<sequenceFlow id="f" sourceRef="t"/>',
        chain(START, TASK, END)),
    Row("lane-foreign-node",
        '<laneSet id="ls"><lane id="l"><flowNodeRef>x</flowNodeRef></lane></laneSet>'
        + chain(START, '<subProcess id="t"><task id="x"/></subProcess>', END),
        '<laneSet id="ls"><lane id="l"/><lane id="l2"><flowNodeRef>t</flowNodeRef></lane></laneSet>'
        + chain(START, TASK, END)),
    Row("data-object-ref-missing", chain(START, END) + '<dataObjectReference id="r"/>',
        chain(START, END) + '<dataObject id="d"/><dataObjectReference id="r" dataObjectRef="d"/>'),
    Row("data-object-scope",
        chain(START, '<subProcess id="t"><task id="x"/><dataObject id="d"/></subProcess>', END)
        + '<dataObjectReference id="r" dataObjectRef="d"/>',
        chain(START, '<subProcess id="t"><task id="x"/><dataObjectReference id="r" '
              'dataObjectRef="d"/></subProcess>', END) + '<dataObject id="d"/>'),
    Row("collection-flag-mismatch",
        chain(START, END) + '<dataObject id="d" itemSubjectRef="item"/>',
        chain(START, END) + '<dataObject id="d" itemSubjectRef="item" isCollection="true"/>',
        root='<itemDefinition id="item" isCollection="true"/>'),
)  # fmt: skip
def test_bpmn_8_2_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


def test_own_namespace_may_be_written_with_its_prefix() -> None:
    assert codes(in_process(NAMED, receive("own:m"))) == set()


def test_a_name_of_an_imported_file_resolves() -> None:
    root = LIBRARY.format(BPMN)
    assert codes(in_process(root, receive("lib:m")), [LIB]) == set()
    assert codes(in_process(root, receive("lib:nobody")), [LIB]) == {"unresolved-reference"}
    assert codes(in_process(root, receive("lib:x")), [LIB]) == {"wrong-reference-kind"}


def test_bpmn_8_2_an_imported_element_is_not_taken_for_one_of_its_id_in_this_file() -> None:
    """Symptom: a message of another file was refused, for the own one of that id has no name."""
    root = LIBRARY.format(BPMN) + '<message id="m"/>'
    assert codes(in_process(root, receive("lib:m")), [LIB]) == set()
    assert codes(in_process(root, receive("m")), [LIB]) == {"message-name-missing"}


def test_bpmn_8_2_imported_errors_are_told_apart() -> None:
    """Symptom: errors of another file were all taken for the one that catches everything."""
    root = LIBRARY.format(BPMN)
    caught = side('<errorEventDefinition errorRef="lib:x"/>') + side("<errorEventDefinition/>", "c")
    assert codes(in_process(root, PLAIN + caught), [LIB]) == set()
    twice = caught + side('<errorEventDefinition errorRef="lib:x"/>', "d")
    assert codes(in_process(root, PLAIN + twice), [LIB]) == {"boundary-duplicate"}


def test_bpmn_8_2_a_prefix_of_the_own_namespace_changes_nothing() -> None:
    """Symptom: handlers of one event passed where one of them was written with the prefix."""
    twice = PLAIN + side(ERROR) + side(ERROR, "c", host="tns:t")
    handled = PLAIN + beside(MESSAGE) + beside(MESSAGE.replace('"m"', '"tns:m"'), "k")
    for body, code in (
        (twice, "boundary-duplicate"),
        (handled, "event-sub-process-duplicate-trigger"),
    ):
        file = f'{NAMED}<process id="p" isExecutable="true">{body}</process>'
        assert codes(definitions(file, 'targetNamespace="urn:t" xmlns:tns="urn:t"')) == {code}


def test_a_name_of_a_file_that_is_not_imported_does_not_resolve() -> None:
    assert codes(in_process("", receive("lib:m")), [LIB]) == {"unresolved-reference"}


def test_import_not_found_only_where_something_is_taken_from_it() -> None:
    root = LIBRARY.format(BPMN)
    assert codes(in_process(root, receive("lib:m"))) == {"import-not-found"}
    assert codes(in_process(root)) == set()


def test_import_namespace_mismatch() -> None:
    other = definitions("", 'targetNamespace="urn:else"')
    assert codes(in_process(LIBRARY.format(BPMN)), [other]) == {"import-namespace-mismatch"}
    assert codes(in_process(LIBRARY.format(BPMN)), [LIB]) == set()


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ('<extension definition="other:x" mustUnderstand="true"/>', {"must-understand-unknown"}),
        ('<extension definition="other:x"/>', set()),
        ('<extension definition="zeebe:x" mustUnderstand="true"/>', set()),
    ],
)
def test_must_understand_unknown(extension: str, expected: set[str]) -> None:
    assert codes(in_process(extension)) == expected


def test_a_repeated_drawing_id_is_refused_and_a_drawing_of_nothing_is_not() -> None:
    plane = '<di:BPMNPlane bpmnElement="p"><di:BPMNShape id="t" bpmnElement="{}"/></di:BPMNPlane>'
    body = '<process id="p" isExecutable="true">' + chain(START, TASK, END) + "</process>"
    drawn = f"<di:BPMNDiagram>{plane}</di:BPMNDiagram>"
    assert codes(definitions(body + drawn.format("t"))) == {"duplicate-id"}
    assert codes(definitions(body + drawn.replace('id="t"', 'id="sh"').format("t"))) == set()
    missing = drawn.replace('id="t"', 'id="sh"').format("nobody")
    assert codes(definitions(body + missing)) == set()


def test_one_process_id_in_two_files_is_refused() -> None:
    one = process(chain(START, END))
    assert codes(one, [one]) == {"duplicate-id-across-files"}


def test_public_process_executable() -> None:
    body = chain(START, TASK, END)
    assert codes(process(body, more='processType="Public"')) == {"public-process-executable"}
    assert codes(process(body, more='processType="Private"')) == set()


def test_no_executable_process() -> None:
    paper = process(chain(START, END), executable=False).replace(b'id="p"', b'id="q"')
    assert codes(paper) == {"no-executable-process"}
    assert codes(paper, [process(chain(START, END))]) == set()
    assert codes(definitions(NAMED)) == set()


def test_decisions_and_forms_lie_in_the_deployment() -> None:
    decision = ext('<zeebe:calledDecision decisionId="fee" resultVariable="r"/>')
    form = ext('<zeebe:formDefinition formId="apply"/>')
    body = process(
        chain(START, f'<businessRuleTask id="r">{decision}</businessRuleTask>',
              f'<userTask id="t">{form}</userTask>', END)
    )  # fmt: skip
    empty = Resources(decisions=frozenset(), forms=frozenset())
    found = [(p.code, p.element) for p in problems(body, resources=empty)]
    assert found == [("form-not-there", "t"), ("unresolved-reference", "r")]
    assert codes(body, resources=Resources(frozenset({"fee"}), frozenset({"apply"}))) == set()
    assert codes(body) == set()


def test_a_child_that_stands_once_by_the_schema_stands_once() -> None:
    once, twice = condition(), condition() + condition("y")
    for expressions, expected in ((once, set()), (twice, {"element-twice"})):
        body = f'{START}<exclusiveGateway id="g" default="f_g_e"/>{END}<endEvent id="e2"/>'
        body += flow("s", "g") + flow("g", "e") + flow("g", "e2", expressions)
        assert codes(process(body)) == expected
    many = ext('<yb:step act="a"/>') + ext('<yb:step act="b"/>')
    body = chain(START, f'<userTask id="t">{many}</userTask>', END)
    assert codes(process(body)) == {"element-twice"}


def test_an_element_runs_as_what_its_name_says() -> None:
    body = chain(START, '<task id="t" xsi:type="tUserTask"/>', END)
    assert codes(process(body)) == {"not-supported"}
    assert codes(process(body, executable=False)) == {"no-executable-process"}


def test_the_tables_of_references_speak_the_words_of_the_standard() -> None:
    for tag, attribute in ATTRIBUTE_REFERENCES:
        assert attribute in ATTRIBUTES[tag]
    assert set(TEXT_REFERENCES) <= set(ATTRIBUTES)
