"""The XML schema of BPMN 2.0: number and place of elements, where no rule says it better."""

import pytest

from engine.checks.rules.schema import order_advice
from engine.model.document import read
from tests.engine.checks.models import (
    END,
    START,
    TASK,
    chain,
    codes,
    definitions,
    problems,
    process,
)

NOTE = '<textAnnotation id="n"><text>注</text></textAnnotation>'
OPERATION = '<interface id="i" name="i"><operation id="o" name="o">{}</operation></interface>'


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            process(chain(START, TASK, END), root=OPERATION.format("")),
            process(
                chain(START, TASK, END),
                root='<message id="m"/>' + OPERATION.format("<inMessageRef>m</inMessageRef>"),
            ),
        ),
        (
            process(chain(START, '<userTask id="t"><laneSet id="l"/></userTask>', END), root=""),
            process('<laneSet id="l"/>' + chain(START, TASK, END), root=""),
        ),
        (process("words" + chain(START, TASK, END)), process(" \n" + chain(START, TASK, END))),
    ],
    ids=["missing child", "wrong place", "text"],
)
def test_bpmn_8_2_what_only_the_schema_forbids(bad: bytes, good: bytes) -> None:
    found = codes(bad) - {"not-supported"}
    assert found <= {"schema-invalid"}
    assert codes(bad)
    assert codes(good) == set()


def test_a_rule_of_its_own_speaks_for_the_schema() -> None:
    body = chain(START, '<userTask id="t" startQuantity="two"/>', END)
    assert codes(process(body)) == {"attribute-value"}


def test_it_names_element_and_line_as_they_stand_in_the_file() -> None:
    bad = OPERATION.format("") + "\n<process id='q'>\n" + NOTE + "<task id='x'/></process>"
    (found,) = problems(process(chain(START, TASK, END), root="\n\n" + bad))
    assert (found.code, found.element, found.line) == ("schema-invalid", "o", 3)


def test_another_order_and_no_namespace_mean_the_same_and_are_told_as_advice() -> None:
    body = process("\n" + NOTE + "\n" + chain(START, TASK, END), root="")
    assert codes(body) == set()
    assert codes(body.replace(b'targetNamespace="urn:test"', b"")) == set()
    (told,) = order_advice(read("a.bpmn", body))
    assert (told.code, told.element) == ("schema-order", "p")
    assert order_advice(read("a.bpmn", process(chain(START, TASK, END) + NOTE))) == []


def test_a_drawing_without_bounds_is_left_alone() -> None:
    drawn = '<di:BPMNDiagram><di:BPMNPlane bpmnElement="p"><di:BPMNShape bpmnElement="t"/>'
    body = process(chain(START, TASK, END)).replace(
        b"</definitions>", f"{drawn}</di:BPMNPlane></di:BPMNDiagram></definitions>".encode()
    )
    assert codes(body) == set()


def test_elements_of_prefixes_declared_further_in_are_no_crash() -> None:
    inside = (
        '<x:task xmlns:x="http://www.omg.org/spec/BPMN/20100524/MODEL" id="y"><x:text/></x:task>'
    )
    assert codes(definitions(f'<process id="p" isExecutable="true">{inside}</process>'))
