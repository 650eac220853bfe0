"""BPMN 2.0.2, 10.6 Gateways."""

from tests.engine.checks.bpmn_parts import MESSAGE, SIGNAL, catch, side
from tests.engine.checks.models import (
    END,
    START,
    TASK,
    chain,
    codes,
    condition,
    flow,
    process,
    timer,
)
from tests.engine.checks.tables import Row, refused_always, refused_in_execution, rows

XOR = '<exclusiveGateway id="g" {}/>'
RECEIVE = '<receiveTask id="r" messageRef="m"/>'
A, B = catch(timer(), "a"), catch(timer(), "b")


def forked(direction: str = "", ways: int = 2) -> str:
    body = START + TASK + XOR.format(direction + ' default="f_g_e"') + END
    body += flow("s", "t") + flow("t", "g") + flow("g", "e")
    return body + (flow("g", "t", condition()) if ways == 2 else "")


def raced(*targets: str, more: str = "", out: str = "") -> str:
    """An event gateway with a race between these targets; each then goes to the end."""
    ids = [target.split('id="')[1].split('"')[0] for target in targets]
    body = chain(START, f'<eventBasedGateway id="g" {more}/>') + END + "".join(targets)
    return body + "".join(flow("g", key, out) + flow(key, "e") for key in ids)


@rows(
    Row(
        "gateway-converging",
        forked('gatewayDirection="Converging"'),
        START + TASK + XOR.format('gatewayDirection="Converging"') + END
        + flow("s", "t") + flow("s", "g") + flow("t", "g") + flow("g", "e"),
    ),
    Row(
        "gateway-diverging",
        forked('gatewayDirection="Diverging"', ways=1),
        forked('gatewayDirection="Diverging"'),
    ),
    Row(
        "gateway-mixed",
        forked('gatewayDirection="Mixed"'),
        forked('gatewayDirection="Mixed"') + '<userTask id="u"/>' + flow("s", "u") + flow("u", "g"),
    ),
    Row("event-gateway-outgoing", raced(A), raced(A, B)),
    Row(
        "event-gateway-condition",
        raced(A, B, out=condition()),
        raced(A, RECEIVE),
    ),
    Row(
        "event-gateway-target",
        raced(A, '<userTask id="u"/>'),
        raced(A, catch(MESSAGE, "b"), catch(SIGNAL, "c")),
    ),
    Row(
        "event-gateway-message-and-receive",
        raced(catch(MESSAGE, "a"), RECEIVE),
        raced(A, RECEIVE),
    ),
    Row(
        "event-gateway-receive-boundary",
        raced(A, RECEIVE)
        + side(timer(), host="r"),
        raced(A, RECEIVE)
        + chain('<userTask id="u"/>', END.replace('"e"', '"e2"')) + flow("a", "u")
        + side(timer(), host="u"),
    ),
    Row(
        "event-gateway-target-shared",
        raced(A, B) + TASK + flow("s", "t") + flow("t", "a"),
        raced(A, B) + TASK + flow("a", "t") + flow("t", "e"),
    ),
    Row(
        "event-gateway-instantiate-incoming",
        raced(catch(SIGNAL, "a"), catch(MESSAGE, "b"), more='instantiate="true"'),
        raced(catch(SIGNAL, "a"), catch(MESSAGE, "b"), more='instantiate="false"'),
    ),
    Row(
        "event-gateway-parallel",
        raced(A, B, more='eventGatewayType="Parallel"'),
        raced(A, B, more='eventGatewayType="Exclusive"'),
    ),
)  # fmt: skip
def test_bpmn_10_6_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row(
        "split-flow-without-condition",
        forked().replace('default="f_g_e"', ""),
        forked(),
    ),
    Row(
        "split-flow-without-condition",
        START + TASK + XOR.format("") + END + flow("s", "t") + flow("t", "g") + flow("g", "e")
        + flow("g", "t"),
        START + TASK + XOR.format("") + END + flow("s", "t") + flow("t", "g") + flow("g", "e"),
    ),
)  # fmt: skip
def test_bpmn_10_6_rules_of_executable_processes(row: Row) -> None:
    refused_in_execution(row)


def test_a_choice_without_default_passes() -> None:
    body = START + TASK + XOR.format("") + END + flow("s", "t") + flow("t", "g")
    body += flow("g", "e", condition("x")) + flow("g", "t", condition("not(x)"))
    assert codes(process(body)) == set()


def test_a_repeated_receive_task_may_stand_behind_an_event_gateway() -> None:
    loop = (
        '<multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">2'
        "</loopCardinality></multiInstanceLoopCharacteristics>"
    )
    repeated = RECEIVE.replace("/>", f">{loop}</receiveTask>")
    assert codes(process(raced(RECEIVE.replace('"r"', '"a"'), repeated))) == set()
    assert codes(process(chain(START, repeated, END))) == set()


def test_a_gateway_that_splits_and_joins_at_once_and_self_loops_pass() -> None:
    body = START + '<parallelGateway id="g"/>' + TASK + END + '<endEvent id="e2"/>'
    body += flow("s", "g") + flow("t", "g") + flow("g", "e") + flow("g", "t")
    body += '<sequenceFlow id="x" sourceRef="t" targetRef="t"/>' + flow("t", "e2")
    assert codes(process(body)) == set()


def test_a_receive_task_that_needs_two_tokens_cannot_stand_in_a_race() -> None:
    two = RECEIVE.replace("/>", ' startQuantity="2"/>')
    assert "not-supported" in codes(process(raced(A, two)))
    alone = chain(START, two, END)
    assert codes(process(alone)) == set()


def test_bpmn_10_6_3_an_inclusive_gateway_passes() -> None:
    body = forked().replace("exclusiveGateway", "inclusiveGateway")
    assert codes(process(body)) == set()
    bare = body.replace(' default="f_g_e"', "")
    assert codes(process(bare)) == {"split-flow-without-condition"}


def test_bpmn_10_6_5_a_complex_gateway_passes_with_and_without_activation_condition() -> None:
    body = forked().replace("exclusiveGateway", "complexGateway")
    assert codes(process(body)) == set()
    asked = condition("activationCount > 1").replace("conditionExpression", "activationCondition")
    body = START + TASK + END + f'<complexGateway id="g">{asked}</complexGateway>'
    body += flow("s", "t") + flow("s", "g") + flow("t", "g") + flow("g", "e")
    assert codes(process(body)) == set()
    assert codes(process(body.replace("activationCount", "1 +"))) == {"expression-syntax"}
