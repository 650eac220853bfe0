"""BPMN 2.0.2, 9.3 Participants and 9.4 Message Flow: pictures whose references must make sense."""

import pytest

from tests.engine.checks.models import END, NAMED, START, TASK, chain, codes, definitions

SENDING = chain(
    '<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>',
    TASK,
    '<exclusiveGateway id="g"/>',
    '<endEvent id="e"><messageEventDefinition messageRef="m"/></endEvent>',
)
OTHER = chain('<startEvent id="s2"/>', '<userTask id="u"/>', '<endEvent id="e2"/>')


def pools(content: str) -> bytes:
    return definitions(
        f'{NAMED}<process id="p" isExecutable="true">{SENDING}</process>'
        f'<process id="q">{OTHER}</process><process id="loose"><task id="x"/></process>'
        '<collaboration id="co"><participant id="P" processRef="p"/>'
        f'<participant id="Q" processRef="q"/><participant id="B" name="企业"/>{content}'
        "</collaboration>"
    )


def message(source: str, target: str) -> str:
    return f'<messageFlow id="mf" sourceRef="{source}" targetRef="{target}"/>'


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("t", "e", "message-flow-same-pool"),
        ("u", "g", "message-flow-end-kind"),
        ("u", "x", "message-flow-end-foreign"),
        ("s", "u", "message-flow-from-catch"),
        ("u", "e", "message-flow-to-throw"),
        ("t", "s2", "message-flow-event-trigger"),
        ("e2", "t", "message-flow-event-trigger"),
        ("t", "nobody", "unresolved-reference"),
    ],
)
def test_bpmn_9_4_message_flow_refused(source: str, target: str, code: str) -> None:
    assert code in codes(pools(message(source, target)))


@pytest.mark.parametrize(
    ("source", "target"), [("t", "u"), ("B", "s"), ("e", "B"), ("u", "s"), ("P", "Q"), ("t", "Q")]
)
def test_bpmn_9_4_message_flow_passes(source: str, target: str) -> None:
    assert codes(pools(message(source, target))) == set()


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ('minimum="-1"', {"multiplicity-minimum"}),
        ('maximum="0"', {"multiplicity-maximum"}),
        ('minimum="3" maximum="2"', {"multiplicity-maximum"}),
        ('minimum="0"', set()),
        ('minimum="2" maximum="2"', set()),
    ],
)
def test_bpmn_9_3_participant_multiplicity(limits: str, expected: set[str]) -> None:
    many = f'<participant id="M"><participantMultiplicity {limits}/></participant>'
    assert codes(pools(many)) == expected


def test_one_pool_alone_and_no_pool_pass() -> None:
    body = f'<process id="p" isExecutable="true">{chain(START, END)}</process>'
    alone = '<collaboration id="co"><participant id="P" processRef="p"/></collaboration>'
    assert codes(definitions(body)) == codes(definitions(body + alone)) == set()
