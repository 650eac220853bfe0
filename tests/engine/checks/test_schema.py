"""The XML schema of BPMN 2.0: order, number and place of elements, where no rule says it better."""

import pytest

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
        (process(NOTE + chain(START, TASK, END)), process(chain(START, TASK, END) + NOTE)),
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
    ids=["order", "missing child", "wrong place", "text"],
)
def test_bpmn_8_2_what_only_the_schema_forbids(bad: bytes, good: bytes) -> None:
    found = codes(bad) - {"not-supported"}
    assert found <= {"schema-invalid"}
    assert codes(bad)
    assert codes(good) == set()


def test_a_rule_of_its_own_speaks_for_the_schema() -> None:
    body = chain(START, '<userTask id="t" startQuantity="two"/>', END)
    assert codes(process(body)) == {"attribute-value"}


def test_it_names_element_and_line() -> None:
    (found,) = problems(process("\n" + NOTE + "\n" + chain(START, TASK, END)))
    assert (found.code, found.element, found.line) == ("schema-invalid", "s", 3)


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
