"""BPMN 2.0.2, 10.3 Activities: tasks, loops, sub-processes, calls."""

import pytest

from tests.engine.checks.bpmn_parts import MESSAGE, repeated, start, within
from tests.engine.checks.models import (
    END,
    FORMAL,
    NAMED,
    START,
    TASK,
    chain,
    codes,
    definitions,
    ext,
    flow,
    inner,
    process,
)
from tests.engine.checks.tables import Row, refused_always, refused_in_execution, rows

SERVICE = ext('<zeebe:taskDefinition type="mail"/>')


def multi(inside: str) -> str:
    return within(repeated(inside))


CARDINALITY = f"<loopCardinality {FORMAL}>3</loopCardinality>"
COLLECTION = ext('<zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/>')
COLLECTED = ext('<zeebe:loopCharacteristics outputCollection="all" outputElement="=one"/>')
DATA = '<itemDefinition id="many" structureRef="xsd:string" isCollection="true"/>'
DATA += '<itemDefinition id="num" structureRef="xsd:int"/>'
DATA += '<itemDefinition id="str" structureRef="xsd:string"/>'


def item_loop(item: str) -> str:
    loop = f'<loopDataInputRef>d</loopDataInputRef><inputDataItem id="i" itemSubjectRef="{item}"/>'
    data = '<dataObject id="d" itemSubjectRef="many" isCollection="true"/>'
    return data + within(repeated(loop) + '<task id="x"/>', "subProcess")


def looped(most: str = "") -> str:
    """A standard loop."""
    bound = f' loopMaximum="{most}"' if most else ""
    inside = f"<loopCondition {FORMAL}>x</loopCondition>"
    return f"<standardLoopCharacteristics{bound}>{inside}</standardLoopCharacteristics>"


@rows(
    Row("activity-quantity", within("", "task", 'startQuantity="0"'), within("", "task")),
    Row("activity-quantity", within("", "task", 'completionQuantity="-1"'), within("", "task")),
    Row(
        "receive-instantiate-incoming",
        within("", "receiveTask", 'messageRef="m" instantiate="true"'),
        within("", "receiveTask", 'messageRef="m"'),
    ),
    Row(
        "script-format-missing",
        within("<script>1</script>", "scriptTask"),
        within("", "scriptTask"),
    ),
    Row("multi-item-type", item_loop("num"), item_loop("str"), root=DATA),
    Row(
        "sub-process-io-specification",
        within(f"<ioSpecification/>{inner()}", "subProcess"),
        within(inner(), "subProcess"),
    ),
    Row(
        "ad-hoc-empty",
        within("", "adHocSubProcess"),
        within('<task id="x"/><task id="y"/>', "adHocSubProcess"),
    ),
    Row(
        "ad-hoc-start-or-end",
        within(chain('<startEvent id="is"/>', '<task id="x"/>', '<endEvent id="ie"/>'),
               "adHocSubProcess"),
        within('<task id="x"/><parallelGateway id="y"/>', "adHocSubProcess"),
    ),
    Row(
        "call-target-kind",
        within("", "callActivity", 'calledElement="u"') + '<userTask id="u"/>' + flow("s", "u")
        + flow("u", "e"),
        within("", "callActivity", 'calledElement="p"'),
    ),
    Row(
        "unresolved-reference",
        within("", "callActivity", 'calledElement="nobody"'),
        within("", "callActivity", 'calledElement="p"'),
    ),
    Row(
        "undeclared-prefix",
        within("", "callActivity", 'calledElement="no:p"'),
        within("", "callActivity", 'calledElement="p"'),
    ),
)  # fmt: skip
def test_bpmn_10_3_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row("multi-without-count", multi(""), multi(CARDINALITY)),
    Row("multi-without-count", multi(COLLECTED), multi(COLLECTED + CARDINALITY)),
    Row("multi-count-twice", multi(COLLECTION + CARDINALITY), multi(COLLECTION)),
    Row(
        "loop-without-condition",
        within('<standardLoopCharacteristics loopMaximum="3"/>'),
        within(looped()),
    ),
    Row("loop-maximum", within(looped("0")), within(looped("1"))),
    Row("loop-maximum", within(looped("-2")), within(looped())),
    Row("task-operation-missing", within("", "serviceTask"), within(SERVICE, "serviceTask")),
    Row("task-operation-missing", within("", "businessRuleTask"),
        within(SERVICE, "businessRuleTask")),
    Row("task-message-missing", within("", "receiveTask"),
        within("", "receiveTask", 'messageRef="m"')),
    Row("task-message-missing", within("", "sendTask"), within(SERVICE, "sendTask")),
    Row(
        "message-name-missing",
        within("", "receiveTask", 'messageRef="m"'),
        within(""),
        root='<message id="m"/>',
    ),
    Row(
        "expression-language-unknown",
        within("<script>1</script>", "scriptTask", 'scriptFormat="python"'),
        within("<script>1</script>", "scriptTask", 'scriptFormat="feel"'),
    ),
    Row(
        "script-twice",
        within(SERVICE + "<script>1</script>", "scriptTask", 'scriptFormat="feel"'),
        within(SERVICE, "scriptTask"),
    ),
    Row(
        "call-target-missing",
        within("", "callActivity"),
        within(ext('<zeebe:calledElement processId="=which"/>'), "callActivity"),
    ),
)  # fmt: skip
def test_bpmn_10_3_rules_of_executable_processes(row: Row) -> None:
    refused_in_execution(row)


BY_MESSAGE = start(MESSAGE)
CALL = within("", "callActivity", 'calledElement="q"')


def called(body: str, more: str = 'isExecutable="true"') -> bytes:
    return definitions(f'{NAMED}<process id="q" {more}>{body}</process>')


OPENING = '<receiveTask id="r" messageRef="m" instantiate="true"/>'


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (called(chain(START, END)), set()),
        (called(TASK), set()),
        (
            called(
                chain(START, END)
                + BY_MESSAGE.replace('"s"', '"s2"')
                + flow("s2", "e")
            ),
            set(),
        ),
        (
            called(chain(BY_MESSAGE, END)),
            {"call-target-no-none-start"},
        ),
        (called(chain(START, END), ""), {"call-target-not-executable"}),
        (definitions('<globalUserTask id="q"/>'), set()),
        (called(OPENING), {"call-target-no-none-start"}),
        (definitions(""), {"unresolved-reference"}),
    ],
)  # fmt: skip
def test_bpmn_10_3_6_target_of_a_call_in_another_file(other: bytes, expected: set[str]) -> None:
    assert codes(process(CALL), [other]) == expected


@pytest.mark.parametrize(
    ("binding", "expected"),
    [("", set()), ('bindingType="deployment"', {"unresolved-reference"}),
     ('bindingType="versionTag" versionTag="v1"', set())],
)  # fmt: skip
def test_a_call_bound_to_its_deployment_finds_its_target_there(
    binding: str, expected: set[str]
) -> None:
    call = ext(f'<zeebe:calledElement processId="elsewhere" {binding}/>')
    assert codes(process(within(call, "callActivity"))) == expected


def test_a_call_names_one_process() -> None:
    for other, expected in (("q", {"call-target-twice"}), ("p", set())):
        call = ext(f'<zeebe:calledElement processId="{other}"/>')
        body = process(within(call, "callActivity", 'calledElement="p"'))
        assert codes(body) == expected


def test_bpmn_12_15_tasks_that_do_nothing_are_legal() -> None:
    for tag in ("task", "manualTask", "scriptTask"):
        assert codes(process(within("", tag))) == set()
