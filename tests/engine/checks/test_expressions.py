"""Every expression is formal, filled and FEEL; what is wrong is told with its place."""

import pytest

from tests.engine.checks.models import (
    END,
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
    timer,
)

FORK = f'{START}<exclusiveGateway id="g" default="f_g_e"/>{END}<endEvent id="e2"/>'
FORK += flow("s", "g") + flow("g", "e")


def choice(expression: str) -> str:
    return FORK + flow("g", "e2", expression)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("<conditionExpression>paid</conditionExpression>", {"informal-expression"}),
        ("<conditionExpression>面积大于五十平方米</conditionExpression>", {"informal-expression"}),
        ("<conditionExpression>= paid</conditionExpression>", set()),
        ("<conditionExpression>area &gt; 50</conditionExpression>", set()),
        (condition(""), {"empty-expression"}),
        (condition("x", 'language="urn:xpath"'), {"expression-language-unknown"}),
        (condition("x", 'evaluatesToTypeRef="xsd:string"'), {"expression-type-mismatch"}),
        (condition("x +"), {"expression-syntax"}),
        (condition("="), {"empty-expression"}),
        (condition("x &gt; 5 and y"), set()),
        (condition("= x"), set()),
        (condition("x", 'language="feel" evaluatesToTypeRef="xsd:boolean"'), set()),
    ],
)  # fmt: skip
def test_bpmn_8_4_conditions(expression: str, expected: set[str]) -> None:
    assert codes(process(choice(expression))) == expected


def test_bpmn_8_4_language_of_the_file_and_of_the_expression() -> None:
    body = '<process id="p" isExecutable="true">{}</process>'
    xpath = 'targetNamespace="urn:test" expressionLanguage="http://www.w3.org/1999/XPath"'
    assert codes(definitions(body.format(choice(condition())), xpath)) == {
        "expression-language-unknown"
    }
    own = condition("x", 'language="feel"')
    assert codes(definitions(body.format(choice(own)), xpath)) == set()
    assert codes(definitions(body.format(chain(START, TASK, END)), xpath)) == set()


def test_on_paper_any_language_is_legal() -> None:
    body = choice("<conditionExpression>面积大于五十平方米</conditionExpression>")
    assert codes(process(body, executable=False)) == {"no-executable-process"}


@pytest.mark.parametrize(
    "inside",
    [
        '<zeebe:assignmentDefinition assignee="=1 +"/>',
        '<zeebe:assignmentDefinition candidateGroups="=[1"/>',
        '<zeebe:taskSchedule dueDate="=now( +"/>',
        '<zeebe:priorityDefinition priority="=("/>',
        '<zeebe:formDefinition formId="=("/>',
        '<zeebe:ioMapping><zeebe:input source="=a b +" target="x"/></zeebe:ioMapping>',
        '<zeebe:ioMapping><zeebe:output source="=a ]" target="x"/></zeebe:ioMapping>',
    ],
)
def test_zeebe_attributes_after_equals_are_feel(inside: str) -> None:
    body = chain(START, f'<userTask id="t">{ext(inside)}</userTask>', END)
    assert codes(process(body)) == {"expression-syntax"}
    assert codes(process(body.replace('="=', '="'))) <= {"attribute-value", "timer-not-iso"}


@pytest.mark.parametrize(
    "element",
    [
        '<scriptTask id="t" scriptFormat="feel"><script>1 +</script></scriptTask>',
        '<scriptTask id="t">' + ext('<zeebe:script expression="1 +" resultVariable="r"/>')
        + "</scriptTask>",
        '<serviceTask id="t">' + ext('<zeebe:taskDefinition type="=1 +"/>') + "</serviceTask>",
        '<callActivity id="t">' + ext('<zeebe:calledElement processId="=1 +"/>')
        + "</callActivity>",
        '<userTask id="t"><multiInstanceLoopCharacteristics>'
        + ext('<zeebe:loopCharacteristics inputCollection="1 +"/>')
        + "</multiInstanceLoopCharacteristics></userTask>",
        '<userTask id="t"><multiInstanceLoopCharacteristics><loopCardinality '
        'xsi:type="tFormalExpression">1 +</loopCardinality></multiInstanceLoopCharacteristics>'
        "</userTask>",
        f'<intermediateCatchEvent id="t">{timer("=1 +")}</intermediateCatchEvent>',
    ],
)  # fmt: skip
def test_expressions_of_all_elements_are_read(element: str) -> None:
    assert codes(process(chain(START, element, END))) == {"expression-syntax"}


def test_names_and_keys_of_messages_may_be_expressions() -> None:
    key = ext('<zeebe:subscription correlationKey="={}"/>')
    root = f'<message id="m" name="={{}}">{key}</message>'
    body = chain(START, '<receiveTask id="t" messageRef="m"/>', END)
    assert codes(process(body, root.format("kind", "number"))) == set()
    assert codes(process(body, root.format("kind +", "number"))) == {"expression-syntax"}
    assert codes(process(body, root.format("kind", "number +"))) == {"expression-syntax"}


def test_a_syntax_error_names_element_line_column_and_what_was_expected() -> None:
    body = choice(condition("\n  x and\n  (y +)"))
    (found,) = problems(process(body))
    assert (found.code, found.element, found.line) == ("expression-syntax", "f_g_e2", 2)
    assert "column" in found.message
    assert "expected" in found.message


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<zeebe:priorityDefinition priority="urgent"/>', {"attribute-value"}),
        ('<zeebe:priorityDefinition priority="80"/>', set()),
        ('<zeebe:taskSchedule dueDate="tomorrow"/>', {"timer-not-iso"}),
        ('<zeebe:taskSchedule dueDate="2025-10-09"/>', set()),
        ('<zeebe:ioMapping><zeebe:input source="a" target="b c"/></zeebe:ioMapping>',
         {"attribute-value"}),
        ('<zeebe:ioMapping><zeebe:input source="a" target="单位.名称"/></zeebe:ioMapping>', set()),
    ],
)  # fmt: skip
def test_plain_values_of_zeebe_attributes(inside: str, expected: set[str]) -> None:
    body = chain(START, f'<userTask id="t">{ext(inside)}</userTask>', END)
    assert codes(process(body)) == expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("PT1H", set()), ("=wait", set()), ("wait", {"informal-expression"}),
     ("one hour", {"informal-expression"}),
     ("5 minutes", {"informal-expression"})],
)  # fmt: skip
def test_a_time_without_type_is_a_literal_or_marked(duration: str, expected: set[str]) -> None:
    time = f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    event = f'<intermediateCatchEvent id="t">{time}</intermediateCatchEvent>'
    assert codes(process(chain(START, event, END))) == expected


@pytest.mark.parametrize(
    ("definition", "name", "expected"),
    [
        (timer("=wait"), "paid", {"start-expression-variables"}),
        (timer('=duration("PT1H")'), "paid", set()),
        (timer('=now() + duration("PT1H")', "timeDate"), "paid", set()),
        ('<messageEventDefinition messageRef="m"/>', "=kind", {"start-expression-variables"}),
        ('<messageEventDefinition messageRef="m"/>', "=&quot;pa&quot; + &quot;id&quot;", set()),
    ],
)
def test_expressions_of_start_events_see_no_variables(
    definition: str, name: str, expected: set[str]
) -> None:
    started = f'<startEvent id="s">{definition}</startEvent>'
    assert codes(process(chain(started, END), f'<message id="m" name="{name}"/>')) == expected


def test_the_start_of_an_event_sub_process_sees_the_variables_of_its_case() -> None:
    begin = f'<startEvent id="late" isInterrupting="false">{timer("=wait")}</startEvent>'
    inside = chain(begin, '<endEvent id="told"/>')
    beside = f'<subProcess id="beside" triggeredByEvent="true">{inside}</subProcess>'
    assert codes(process(chain('<startEvent id="s"/>', END) + beside)) == set()
