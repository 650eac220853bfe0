"""BPMN 2.0.2, 10.3 Activities: tasks, loops, sub-processes, calls."""

import pytest

from tests.engine.checks.models import (
    END,
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
FORMAL = 'xsi:type="tFormalExpression"'


def task(tag: str, more: str = "", inside: str = "") -> str:
    return chain(START, f'<{tag} id="t" {more}>{inside}</{tag}>', END)


def multi(inside: str) -> str:
    return task("userTask", "", f"<multiInstanceLoopCharacteristics>{inside}"
                "</multiInstanceLoopCharacteristics>")  # fmt: skip


CARDINALITY = f"<loopCardinality {FORMAL}>3</loopCardinality>"
COLLECTION = ext('<zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/>')
COLLECTED = ext('<zeebe:loopCharacteristics outputCollection="all" outputElement="=one"/>')
DATA = '<itemDefinition id="many" structureRef="xsd:string" isCollection="true"/>'
DATA += '<itemDefinition id="num" structureRef="xsd:int"/>'
DATA += '<itemDefinition id="str" structureRef="xsd:string"/>'


def item_loop(item: str) -> str:
    loop = f'<loopDataInputRef>d</loopDataInputRef><inputDataItem id="i" itemSubjectRef="{item}"/>'
    marker = f"<multiInstanceLoopCharacteristics>{loop}</multiInstanceLoopCharacteristics>"
    data = '<dataObject id="d" itemSubjectRef="many" isCollection="true"/>'
    return data + task("subProcess", "", marker + '<task id="x"/>')


def looped(most: str = "") -> str:
    """A standard loop."""
    bound = f' loopMaximum="{most}"' if most else ""
    inside = f"<loopCondition {FORMAL}>x</loopCondition>"
    return f"<standardLoopCharacteristics{bound}>{inside}</standardLoopCharacteristics>"


@rows(
    Row("activity-quantity", task("task", 'startQuantity="0"'), task("task")),
    Row("activity-quantity", task("task", 'completionQuantity="-1"'), task("task")),
    Row(
        "receive-instantiate-incoming",
        task("receiveTask", 'messageRef="m" instantiate="true"'),
        task("receiveTask", 'messageRef="m"'),
    ),
    Row(
        "script-format-missing",
        task("scriptTask", "", "<script>1</script>"),
        task("scriptTask"),
    ),
    Row("multi-item-type", item_loop("num"), item_loop("str"), root=DATA),
    Row(
        "sub-process-io-specification",
        task("subProcess", "", f"<ioSpecification/>{inner()}"),
        task("subProcess", "", inner()),
    ),
    Row(
        "ad-hoc-empty",
        task("adHocSubProcess"),
        task("adHocSubProcess", "", '<task id="x"/><task id="y"/>'),
    ),
    Row(
        "ad-hoc-start-or-end",
        task("adHocSubProcess", "", chain('<startEvent id="is"/>', '<task id="x"/>',
                                         '<endEvent id="ie"/>')),
        task("adHocSubProcess", "", '<task id="x"/><parallelGateway id="y"/>'),
    ),
    Row(
        "call-target-kind",
        task("callActivity", 'calledElement="u"') + '<userTask id="u"/>' + flow("s", "u")
        + flow("u", "e"),
        task("callActivity", 'calledElement="p"'),
    ),
    Row(
        "unresolved-reference",
        task("callActivity", 'calledElement="nobody"'),
        task("callActivity", 'calledElement="p"'),
    ),
    Row(
        "undeclared-prefix",
        task("callActivity", 'calledElement="no:p"'),
        task("callActivity", 'calledElement="p"'),
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
        task("userTask", "", '<standardLoopCharacteristics loopMaximum="3"/>'),
        task("userTask", "", looped()),
    ),
    Row("loop-maximum", task("userTask", "", looped("0")), task("userTask", "", looped("1"))),
    Row("loop-maximum", task("userTask", "", looped("-2")), task("userTask", "", looped())),
    Row("task-operation-missing", task("serviceTask"), task("serviceTask", "", SERVICE)),
    Row("task-operation-missing", task("businessRuleTask"), task("businessRuleTask", "", SERVICE)),
    Row("task-message-missing", task("receiveTask"), task("receiveTask", 'messageRef="m"')),
    Row("task-message-missing", task("sendTask"), task("sendTask", "", SERVICE)),
    Row(
        "message-name-missing",
        task("receiveTask", 'messageRef="m"'),
        task("userTask"),
        root='<message id="m"/>',
    ),
    Row(
        "expression-language-unknown",
        task("scriptTask", 'scriptFormat="python"', "<script>1</script>"),
        task("scriptTask", 'scriptFormat="feel"', "<script>1</script>"),
    ),
    Row(
        "script-twice",
        task("scriptTask", 'scriptFormat="feel"', SERVICE + "<script>1</script>"),
        task("scriptTask", "", SERVICE),
    ),
    Row(
        "call-target-missing",
        task("callActivity"),
        task("callActivity", "", ext('<zeebe:calledElement processId="=which"/>')),
    ),
)  # fmt: skip
def test_bpmn_10_3_rules_of_executable_processes(row: Row) -> None:
    refused_in_execution(row)


BY_MESSAGE = '<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>'
CALL = task("callActivity", 'calledElement="q"')


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
    assert codes(process(task("callActivity", "", call))) == expected


def test_a_call_names_one_process() -> None:
    for other, expected in (("q", {"call-target-twice"}), ("p", set())):
        call = ext(f'<zeebe:calledElement processId="{other}"/>')
        body = process(task("callActivity", 'calledElement="p"', call))
        assert codes(body) == expected


def test_bpmn_12_15_tasks_that_do_nothing_are_legal() -> None:
    for tag in ("task", "manualTask", "scriptTask", "userTask"):
        assert codes(process(task(tag))) == set()
