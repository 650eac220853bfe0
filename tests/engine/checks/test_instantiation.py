"""BPMN 2.0.2, 10.3.3 and 10.6.6: what may begin a process."""

from tests.engine.checks.bpmn_parts import CONDITION, MESSAGE, SIGNAL, catch, within
from tests.engine.checks.models import END, FORMAL, START, chain, codes, flow, process, timer

RECEIVE = '<receiveTask id="r" messageRef="m" instantiate="true">{}</receiveTask>'
LOOP = (
    f"<standardLoopCharacteristics><loopCondition {FORMAL}>x</loopCondition>"
    "</standardLoopCharacteristics>"
)


def gateway(*definitions: str, more: str = "") -> bytes:
    body = f'<eventBasedGateway id="g" instantiate="true" {more}/>' + END
    for n, definition in enumerate(definitions):
        body += catch(definition, f"c{n}") + flow("g", f"c{n}") + flow(f"c{n}", "e")
    return process(body)


def test_bpmn_10_3_3_an_instantiating_receive_task_passes_without_a_start_event() -> None:
    assert codes(process(chain(RECEIVE.format(""), END))) == set()
    assert codes(process(chain(START, RECEIVE.format(""), END))) == {"receive-instantiate-incoming"}


def test_it_may_be_repeated_but_gathers_no_tokens_and_stands_in_a_process_only() -> None:
    assert codes(process(chain(RECEIVE.format(LOOP), END))) == set()
    gathers = RECEIVE.replace("<receiveTask ", '<receiveTask startQuantity="2" ').format("")
    assert codes(process(chain(gathers, END))) == {"not-supported"}
    inner = chain(RECEIVE.format(""), '<endEvent id="ie"/>')
    assert codes(process(within(inner, "subProcess"))) == {"not-supported"}


def test_bpmn_10_6_6_messages_and_signals_begin_exclusive_and_parallel() -> None:
    assert codes(gateway(MESSAGE, SIGNAL)) == set()
    assert codes(gateway(MESSAGE, MESSAGE, more='eventGatewayType="Parallel"')) == set()


def test_bpmn_10_6_6_timers_conditions_and_several_events_may_stand_behind_it() -> None:
    assert codes(gateway(MESSAGE, timer(), CONDITION, SIGNAL + MESSAGE)) == set()
