"""Everything that cannot be executed faithfully is refused; everything else passes."""

import pytest

from engine.checks.supported import CONTENT, TASKS
from engine.checks.vocabulary import ATTRIBUTES, REQUIRED
from tests.engine.checks.bpmn_parts import (
    CONDITION,
    COUNT,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    repeated,
)
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
    timer,
)

SERVICE = ext('<zeebe:taskDefinition type="mail" retries="3"/>')
BOUND = {
    "serviceTask": f'<serviceTask id="t">{SERVICE}</serviceTask>',
    "scriptTask": '<scriptTask id="t" scriptFormat="feel"><script>1 + 1</script></scriptTask>',
    "sendTask": '<sendTask id="t" messageRef="m"/>',
    "receiveTask": '<receiveTask id="t" messageRef="m"/>',
    "businessRuleTask": '<businessRuleTask id="t">'
    + ext('<zeebe:calledDecision decisionId="d" resultVariable="r"/>')
    + "</businessRuleTask>",
}


@pytest.mark.parametrize("tag", sorted(TASKS))
def test_every_kind_of_task_passes(tag: str) -> None:
    assert codes(process(chain(START, BOUND.get(tag, f'<{tag} id="t"/>'), END))) == set()


@pytest.mark.parametrize(
    "inside",
    [
        "<potentialOwner/>",
    ],
)
def test_content_of_tasks_that_does_not_run_is_refused(inside: str) -> None:
    body = process(chain(START, f'<userTask id="t">{inside}</userTask>', END))
    assert "not-supported" in codes(body)


def test_event_sub_process_passes_unless_it_is_repeated() -> None:
    inside = chain(f'<startEvent id="s2">{timer()}</startEvent>', '<endEvent id="e2"/>')
    loop = repeated(COUNT)
    for more, expected in (("", set()), (loop, {"event-sub-process-marker"})):
        handler = f'<subProcess id="h" triggeredByEvent="true">{inside}{more}</subProcess>'
        body = chain(START, TASK, END) + handler
        assert codes(process(body)) == expected
        assert codes(process(body, executable=False)) == {"no-executable-process"}


@pytest.mark.parametrize(
    "attribute",
    [
        'startQuantity="1001"',
        'completionQuantity="1001"',
        'implementation="urn:magic"',
    ],
)
def test_attribute_values_that_do_not_run_are_refused(attribute: str) -> None:
    body = chain(START, f'<userTask id="t" {attribute}/>', END)
    assert "not-supported" in codes(process(body))
    assert "not-supported" not in codes(process(body, executable=False))


def test_attribute_values_that_are_the_default_pass() -> None:
    plain = 'isForCompensation="false" startQuantity="1" completionQuantity="1"'
    more = 'implementation="##unspecified"'
    assert codes(process(chain(START, f'<userTask id="t" {plain} {more}/>', END))) == set()


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ('<signalEventDefinition id="d" signalRef="sig"/>', set()),
        ('<escalationEventDefinition id="d" escalationRef="esc"/>', set()),
        ('<errorEventDefinition id="d" errorRef="err"/>', {"not-supported"}),
        ('<terminateEventDefinition id="d"/>', {"not-supported"}),
    ],
)
def test_bpmn_10_3_8_multi_instance_throws_signals_messages_and_escalations(
    definition: str, expected: set[str]
) -> None:
    for kind in ("None", "One"):
        named = f'behavior="{kind}" {kind.lower()}BehaviorEventRef="d"'
        inside = (
            f"<multiInstanceLoopCharacteristics {named}>"
            '<loopCardinality xsi:type="tFormalExpression">2</loopCardinality>'
            "</multiInstanceLoopCharacteristics>"
        )
        body = chain(START, f'<userTask id="t">{inside}</userTask>', END)
        assert codes(process(body, NAMED + definition)) == expected


def test_word_that_bpmn_does_not_have_is_refused_even_on_paper() -> None:
    body = chain(START, '<humanTask id="t"/>', END)
    for executable in (True, False):
        assert "unknown-element" in codes(process(body, executable=executable))


def test_attribute_that_bpmn_does_not_have_is_refused_even_on_paper() -> None:
    body = chain(START, '<userTask id="t" assignee="li"/>', END)
    for executable in (True, False):
        assert "unknown-attribute" in codes(process(body, executable=executable))


def test_foreign_attributes_and_extension_elements_are_legal() -> None:
    inside = ext('<other:color value="red"/><yb:step act="accept" notice="acceptance"/>')
    task = f'<userTask id="t" other:mark="1">{inside}</userTask>'
    assert codes(process(chain(START, task, END))) == set()


CATCHING = {"message": MESSAGE, "timer": timer(), "signal": SIGNAL, "conditional": CONDITION}
CODED = {"error": ERROR, "escalation": ESCALATION}
THROWN = {name: CATCHING[name] for name in ("message", "signal")} | CODED


@pytest.mark.parametrize("kind", CATCHING)
def test_every_trigger_passes_at_a_start_and_in_the_flow(kind: str) -> None:
    start = f'<startEvent id="s">{CATCHING[kind]}</startEvent>'
    event = f'<intermediateCatchEvent id="t">{CATCHING[kind]}</intermediateCatchEvent>'
    assert codes(process(chain(start, TASK, END))) == set()
    assert codes(process(chain(START, event, END))) == set()


@pytest.mark.parametrize("kind", CATCHING | CODED)
@pytest.mark.parametrize("interrupting", ["true", "false"])
def test_every_trigger_passes_on_a_boundary_and_in_an_event_sub_process(
    kind: str, interrupting: str
) -> None:
    definition = (CATCHING | CODED)[kind]
    event = f'<boundaryEvent id="b" attachedToRef="t" cancelActivity="{interrupting}">'
    body = chain(START, TASK, END) + f"{event}{definition}</boundaryEvent>" + flow("b", "e")
    first = f'<startEvent id="hs" isInterrupting="{interrupting}">{definition}</startEvent>'
    inside = chain(first, '<endEvent id="he"/>')
    handler = f'<subProcess id="h" triggeredByEvent="true">{inside}</subProcess>'
    always = kind == "error" and interrupting == "false"
    assert codes(process(body)) == ({"error-boundary-non-interrupting"} if always else set())
    assert codes(process(chain(START, TASK, END) + handler)) == (
        {"event-sub-process-error-non-interrupting"} if always else set()
    )


@pytest.mark.parametrize("kind", THROWN)
def test_every_result_passes_at_an_end_and_in_the_flow(kind: str) -> None:
    event = f'<intermediateThrowEvent id="t">{THROWN[kind]}</intermediateThrowEvent>'
    end = f'<endEvent id="e">{THROWN[kind]}</endEvent>'
    assert codes(process(chain(START, TASK, end))) == set()
    assert codes(process(chain(START, event, END))) == (
        {"throw-trigger-not-allowed"} if kind == "error" else set()
    )


def undoable(*, marked: bool = True, joined: bool = True) -> str:
    """Task ``t`` with a compensation boundary event and its handler."""
    mark = 'isForCompensation="true"' if marked else ""
    event = '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>'
    line = '<association id="as" sourceRef="b" targetRef="u"/>' if joined else ""
    return f'{event}<task id="u" {mark}/>{line}'


def test_compensation_passes_with_its_handler_and_is_refused_without() -> None:
    throw = '<intermediateThrowEvent id="x"><compensateEventDefinition/></intermediateThrowEvent>'
    end = '<endEvent id="e"><compensateEventDefinition activityRef="t"/></endEvent>'
    straight = chain(START, TASK, throw, end)
    assert codes(process(straight + undoable())) == set()
    assert codes(process(straight + undoable(joined=False))) == {"compensation-handler-count"}
    assert "compensation-handler-unmarked" in codes(process(straight + undoable(marked=False)))


def test_a_transaction_passes_with_its_cancel_and_other_methods_are_refused() -> None:
    inside = chain('<startEvent id="i"/>', '<task id="it"/>', '<endEvent id="ie"/>')
    inside += '<endEvent id="ic"><cancelEventDefinition/></endEvent>' + flow("it", "ic")
    left = '<boundaryEvent id="b" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>'
    for method, expected in (("Compensate", set()), ("Store", {"not-supported"})):
        element = f'<transaction id="t" method="##{method}">{inside}</transaction>'
        assert codes(process(chain(START, element, END) + left + flow("b", "e"))) == expected


def test_several_definitions_on_one_event_pass() -> None:
    both = f'{timer()}<messageEventDefinition messageRef="m"/>'
    for together in ("", 'parallelMultiple="true"'):
        event = f'<intermediateCatchEvent id="t" {together}>{both}</intermediateCatchEvent>'
        assert codes(process(chain(START, event, END))) == set()


def test_definitions_that_cannot_be_needed_together_are_refused() -> None:
    both = '<errorEventDefinition/><messageEventDefinition messageRef="m"/>'
    for together, expected in (("false", set()), ("true", {"not-supported"})):
        event = f'<boundaryEvent id="b" attachedToRef="t" parallelMultiple="{together}">'
        body = chain(START, TASK, END) + f"{event}{both}</boundaryEvent>" + flow("b", "e")
        assert codes(process(body)) == expected


def test_a_process_may_be_started_by_several_events_together() -> None:
    both = '<signalEventDefinition signalRef="sig"/><messageEventDefinition messageRef="m"/>'
    for together in ("false", "true"):
        start = f'<startEvent id="s" parallelMultiple="{together}">{both}</startEvent>'
        assert codes(process(chain(start, TASK, END))) == set()


def test_definition_by_reference_is_read_like_one_written_inside() -> None:
    event = (
        '<intermediateCatchEvent id="t"><eventDefinitionRef>d</eventDefinitionRef>'
        "</intermediateCatchEvent>"
    )
    for root, expected in (
        (timer().replace("Definition>", "Definition id='d'>", 1), set()),
        ('<timerEventDefinition id="d"/>', {"timer-empty"}),
        ('<messageEventDefinition id="d"/>', {"message-ref-missing"}),
        ('<errorEventDefinition id="d"/>', {"catch-trigger-not-allowed"}),
    ):
        assert codes(process(chain(START, event, END), root)) == expected


def test_drawings_pass() -> None:
    drawn = (
        '<laneSet id="ls"><lane id="l" name="受理岗"><flowNodeRef>t</flowNodeRef></lane></laneSet>'
        '<dataObject id="do"/><dataObjectReference id="dor" dataObjectRef="do"/>'
        '<dataStoreReference id="dsr"/>'
    )
    notes = (
        '<textAnnotation id="ta"><text>注</text></textAnnotation>'
        '<association id="as" sourceRef="t" targetRef="ta"/><group id="g"/>'
    )
    assert codes(process(drawn + chain(START, TASK, END) + notes)) == set()


def test_loops_conditions_and_boundaries_pass() -> None:
    inside = ext('<zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/>')
    task = (
        '<userTask id="t"><multiInstanceLoopCharacteristics isSequential="true">'
        f"{inside}</multiInstanceLoopCharacteristics></userTask>"
    )
    late = f'<boundaryEvent id="b" attachedToRef="t" cancelActivity="false">{timer()}'
    body = (
        chain(START, task, '<exclusiveGateway id="g" default="f_g_e"/>', END)
        + late
        + "</boundaryEvent>"
        + flow("b", "e")
        + flow("g", "t", condition())
    )
    assert codes(process(body)) == set()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<zeebe:executionListeners/>", "not-supported"),
        ('<zeebe:taskDefinition type="x"/>', "not-supported"),
        ('<zeebe:assignmentDefinition asignee="x"/>', "not-supported"),
        ('<zeebe:formDefinition formId="f" bindingType="versionTag"/>', "not-supported"),
        ('<zeebe:ioMapping><zeebe:input target="x"/></zeebe:ioMapping>', "attribute-missing"),
        ("<zeebe:ioMapping><zeebe:header/></zeebe:ioMapping>", "not-supported"),
        ("<zeebe:userTask/><zeebe:userTask/>", "not-supported"),
    ],
)
def test_zeebe_words_without_effect_are_refused(inside: str, code: str) -> None:
    body = chain(START, f'<userTask id="t">{ext(inside)}</userTask>', END)
    assert codes(process(body)) == {code}
    assert codes(process(body, executable=False)) == {"no-executable-process"}


def test_zeebe_words_of_a_user_task_pass() -> None:
    inside = (
        '<zeebe:assignmentDefinition assignee="=who" candidateGroups="a, b" candidateUsers="c"/>'
        '<zeebe:taskSchedule dueDate="=due" followUpDate="2025-10-09T09:00:00+08:00"/>'
        '<zeebe:priorityDefinition priority="50"/><zeebe:formDefinition formId="f"/>'
        "<zeebe:userTask/>"
        '<zeebe:ioMapping><zeebe:input source="=a" target="b"/>'
        '<zeebe:output source="=c" target="d"/></zeebe:ioMapping>'
        '<zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties>'
    )
    assert codes(process(chain(START, f'<userTask id="t">{ext(inside)}</userTask>', END))) == set()


def test_all_problems_are_listed_with_element_and_line() -> None:
    body = (
        '\n<startEvent id="s"/>\n<humanTask id="x"/>\n<userTask id="t"/>\n'
        '<adHocSubProcess id="a"/>\n'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="t"/>\n'
        '<sequenceFlow id="f2" sourceRef="t" targetRef="nowhere"/>\n<endEvent id="e"/>\n'
    )
    found = [(p.line, p.code, p.element, p.file) for p in problems(process(body))]
    assert found == [
        (3, "unknown-element", "x", "test.bpmn"),
        (5, "ad-hoc-empty", "a", "test.bpmn"),
        (5, "node-without-incoming", "a", "test.bpmn"),
        (5, "node-without-outgoing", "a", "test.bpmn"),
        (7, "unresolved-reference", "f2", "test.bpmn"),
        (8, "end-event-without-incoming", "e", "test.bpmn"),
    ]


def test_library_file_without_process_passes() -> None:
    assert codes(definitions('<message id="m" name="a"/><error id="x"/>')) == set()


def test_the_white_list_speaks_the_words_of_the_standard() -> None:
    named = set(CONTENT) | {tag for held in CONTENT.values() for tag in held}
    assert named <= set(ATTRIBUTES)
    assert set(REQUIRED) <= set(ATTRIBUTES)


def test_the_type_that_an_element_has_anyway_may_be_written() -> None:
    for named, expected in (("tTask", set()), ("b:tTask", set()), ("tUserTask", {"not-supported"})):
        body = chain(START, f'<task id="t" xsi:type="{named}"/>', END)
        found = codes(process(body))
        assert found & {"not-supported"} == expected, named
