"""BPMN 2.0.2, 10.5 Events: which trigger and which flows in which position."""

import pytest

from tests.engine.checks.bpmn_parts import (
    CANCEL,
    COMPENSATE,
    CONDITION,
    ERROR,
    ESCALATION,
    MESSAGE,
    PLAIN,
    SIGNAL,
    TERMINATE,
    beside,
    boundary,
    catch,
    end,
    guarded,
    side,
    start,
    throw,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
    START,
    TASK,
    chain,
    codes,
    flow,
    inner,
    process,
    timer,
)
from tests.engine.checks.tables import Row, refused_always, refused_in_execution, rows


def link(name: str = "L", inside: str = "", key: str = "") -> str:
    return f'<linkEventDefinition name="{name}" {key}>{inside}</linkEventDefinition>'


def sub(body: str, more: str = "", tag: str = "subProcess") -> str:
    return f'<{tag} id="t" {more}>{body}</{tag}>'


def handler(body: str) -> str:
    return PLAIN + f'<subProcess id="h" triggeredByEvent="true">{body}</subProcess>'


HANDLER = '<userTask id="h" isForCompensation="true"/>'
JOINED = '<association id="as" sourceRef="b" targetRef="h"/>'
LOOSE = PLAIN + boundary(COMPENSATE) + HANDLER
COMPENSATED = LOOSE + JOINED
HANDLED = chain(start(SIGNAL, "is"), '<endEvent id="ie"/>')
UNDONE = chain(start(COMPENSATE, "is"), '<endEvent id="ie"/>')
LINKED = chain(START, throw(link(), "c")) + chain(catch(link(), "c2"), END)


@rows(
    Row("start-event-has-incoming", PLAIN + flow("t", "s"),
        chain(START, sub(inner()), END)),
    Row("start-event-without-outgoing", chain(START, END) + '<startEvent id="s2"/>',
        chain(START, END)),
    Row("start-trigger-not-allowed", chain(start(ERROR), TASK, END),
        chain(start(MESSAGE), TASK, END)),
    Row("start-trigger-not-allowed", chain(start(ESCALATION), TASK, END),
        handler(chain(start(ESCALATION, "is"), '<endEvent id="ie"/>'))),
    Row("sub-process-start-triggered",
        chain(START, sub(chain(start(MESSAGE, "is"), '<endEvent id="ie"/>')), END),
        handler(chain(start(MESSAGE, "is"), '<endEvent id="ie"/>'))),
    Row("sub-process-many-starts",
        chain(START, sub(inner() + '<startEvent id="i2"/>' + flow("i2", "ie")), END),
        chain(START, sub('<userTask id="x"/><userTask id="y"/>'), END)),
    Row("end-event-has-outgoing", PLAIN + flow("e", "t"),
        PLAIN + '<endEvent id="e2"/>' + flow("t", "e2")),
    Row("end-event-without-incoming", PLAIN + '<endEvent id="e2"/>',
        PLAIN + flow("s", "e")),
    Row("end-result-not-allowed", chain(START, TASK, end(timer())),
        chain(START, TASK, end(MESSAGE))),
    Row("cancel-end-outside-transaction", chain(START, TASK, end(CANCEL)),
        chain(START, sub(chain(start("", "is"), end(CANCEL, "ie")), tag="transaction"), END)),
    Row("terminate-not-end", chain(START, throw(TERMINATE), END),
        chain(START, sub(chain(start("", "is"), end(TERMINATE, "ie"))), END)),
    Row("catch-without-definition", chain(START, catch(""), END), chain(START, throw(""), END)),
    Row("catch-trigger-not-allowed", chain(START, catch(ESCALATION), END), guarded(ESCALATION)),
    Row("catch-trigger-not-allowed", chain(START, catch(ERROR), END), guarded(ERROR)),
    Row("throw-trigger-not-allowed", chain(START, throw(ERROR), END),
        chain(START, TASK, end(ERROR))),
    Row("throw-trigger-not-allowed", chain(START, throw(timer()), END),
        chain(START, catch(timer()), END)),
    Row("intermediate-without-incoming", chain(START, END) + chain(catch(SIGNAL, "c"), TASK)
        + flow("t", "e"), LINKED),
    Row("intermediate-without-outgoing", chain(START, END) + throw("") + flow("s", "t"), LINKED),
    Row("link-not-intermediate", chain(START, TASK, end(link())), LINKED),
    Row("link-throw-has-outgoing", LINKED + flow("c", "e"),
        LINKED + TASK + flow("s", "t") + flow("t", "c")),
    Row("link-catch-has-incoming", LINKED + flow("s", "c2"), LINKED),
    Row("link-name-empty", LINKED.replace('name="L"', 'name=""'), LINKED),
    Row("link-target-missing", chain(START, throw(link("A"), "c")) + END + flow("s", "e"), LINKED),
    Row("link-target-ambiguous", LINKED + catch(link(), "c3") + flow("c3", "e"),
        LINKED + throw(link(), "c4") + flow("s", "c4")),
    Row("link-source-missing", chain(START, END) + catch(link(), "c2") + flow("c2", "e"), LINKED),
    Row("link-pair-mismatch",
        chain(START, throw(link("A", "<target>k2</target>", 'id="k1"'), "c"))
        + chain(catch(link("B", "", 'id="k2"'), "c2"), END)
        + catch(link("A", "", 'id="k3"'), "c3") + flow("c3", "e")
        + throw(link("B", "", 'id="k4"'), "c4") + flow("s", "c4"),
        chain(START, throw(link("A", "<target>k2</target>", 'id="k1"'), "c"))
        + chain(catch(link("A", "<source>k1</source>", 'id="k2"'), "c2"), END)),
    Row("definition-ref-not-root",
        chain(START, catch("<eventDefinitionRef>d</eventDefinitionRef>", "c"),
              catch('<signalEventDefinition id="d" signalRef="sig"/>', "c2"), END),
        chain(START, catch("<eventDefinitionRef>root</eventDefinitionRef>"), END),
        root='<signal id="sig" name="x"/><signalEventDefinition id="root" signalRef="sig"/>'),
)  # fmt: skip
def test_bpmn_10_5_rules_by_position_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row("boundary-host-other-scope",
        chain(START, sub(inner() + boundary(SIGNAL) + flow("b", "ie")), END),
        guarded(SIGNAL, host=sub(inner()))),
    Row("boundary-without-definition", guarded(""), guarded(timer())),
    Row("boundary-trigger-not-allowed", guarded(link()), guarded(MESSAGE)),
    Row("boundary-trigger-not-allowed", guarded(TERMINATE), guarded(CONDITION)),
    Row("boundary-has-incoming", guarded(SIGNAL) + flow("t", "b"),
        guarded(SIGNAL) + flow("b", "t")),
    Row("boundary-without-outgoing", PLAIN + boundary(SIGNAL),
        COMPENSATED),
    Row("error-boundary-non-interrupting", guarded(ERROR, 'cancelActivity="false"'),
        guarded(ESCALATION, 'cancelActivity="false"')),
    Row("cancel-boundary-non-interrupting",
        guarded(CANCEL, 'cancelActivity="false"', sub(inner(), tag="transaction")),
        guarded(CANCEL, "", sub(inner(), tag="transaction"))),
    Row("cancel-boundary-not-on-transaction", guarded(CANCEL),
        guarded(ERROR, "", sub(inner(), tag="transaction"))),
    Row("compensation-boundary-has-outgoing", LOOSE + flow("b", "e") + JOINED, COMPENSATED),
)  # fmt: skip
def test_bpmn_10_5_4_boundary_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row("event-sub-process-start-count",
        handler(HANDLED + start(MESSAGE, "i2") + flow("i2", "ie")),
        handler(chain(start(SIGNAL, "is"), sub(inner("x")).replace('id="t"', 'id="n"'),
                      '<endEvent id="ie"/>'))),
    Row("event-sub-process-start-none", handler(inner()), handler(HANDLED)),
    Row("event-sub-process-trigger", handler(chain(start(link(), "is"), end("", "ie"))),
        handler(chain(start(timer(), "is"), end("", "ie")))),
    Row("event-sub-process-error-non-interrupting",
        handler(chain(start(ERROR, "is", 'isInterrupting="false"'), end("", "ie"))),
        handler(chain(start(ESCALATION, "is", 'isInterrupting="false"'), end("", "ie")))),
    Row("event-sub-process-compensation-non-interrupting",
        handler(chain(start(COMPENSATE, "is", 'isInterrupting="false"'), end("", "ie"))),
        handler(chain(start(COMPENSATE, "is"), end("", "ie")))),
    Row("event-sub-process-duplicate-trigger",
        handler(HANDLED) + '<subProcess id="h2" triggeredByEvent="true">'
        + chain(start(SIGNAL, "js"), end("", "je")) + "</subProcess>",
        handler(chain(start(SIGNAL, "is", 'isInterrupting="false"'), end("", "ie")))
        + '<subProcess id="h2" triggeredByEvent="true">'
        + chain(start(SIGNAL, "js", 'isInterrupting="false"'), end("", "je")) + "</subProcess>"),
    Row("event-sub-process-duplicate-trigger",
        PLAIN + beside(ERROR) + beside('<errorEventDefinition errorRef="same"/>', "k"),
        PLAIN + beside(ERROR) + beside('<errorEventDefinition errorRef="other"/>', "k"),
        root='<error id="err" name="lost" errorCode="E1"/><error id="same" errorCode="E1"/>'
             '<error id="other" errorCode="E2"/>'),
)  # fmt: skip
def test_bpmn_10_3_5_event_sub_process_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row("compensation-handler-count", PLAIN + boundary(COMPENSATE), COMPENSATED),
    Row("compensation-handler-count", LOOSE + HANDLER.replace('"h"', '"h2"')
        + JOINED + JOINED.replace('"h"', '"h2"').replace('"as"', '"as2"'), COMPENSATED),
    Row("compensation-handler-unmarked", TASK + boundary(COMPENSATE)
        + HANDLER.replace('isForCompensation="true"', "") + JOINED,
        COMPENSATED.replace(HANDLER, sub(inner(), 'isForCompensation="true"')
                            .replace('id="t"', 'id="h"'))),
    Row("compensation-handler-flow", LOOSE + flow("h", "e") + JOINED, COMPENSATED),
    Row("compensation-handler-scope",
        PLAIN + boundary(COMPENSATE)
        + f'<subProcess id="x">{HANDLER}</subProcess>{flow("s", "x")}{flow("x", "e")}' + JOINED,
        COMPENSATED),
    Row("compensation-target-invisible",
        chain(START, sub(inner() + '<task id="x"/>' + flow("is", "x") + flow("x", "ie")),
              throw('<compensateEventDefinition activityRef="x"/>', "c"), END),
        chain(START, TASK, throw('<compensateEventDefinition activityRef="t"/>', "c"), END)),
    Row("compensation-target-invisible",
        handler(chain(start(SIGNAL, "is"),
                      end('<compensateEventDefinition activityRef="t"/>', "ie"))),
        handler(chain(start(COMPENSATE, "is"),
                      end('<compensateEventDefinition activityRef="t"/>', "ie")))),
)  # fmt: skip
def test_bpmn_10_7_compensation_rules_hold_on_paper_too(row: Row) -> None:
    refused_always(row)


@rows(
    Row("boundary-duplicate", guarded(ERROR) + side(ERROR, "b2"),
        guarded(ERROR) + side("<errorEventDefinition/>", "b2")),
    Row("boundary-duplicate", guarded(ESCALATION) + side(ESCALATION, "b2"),
        guarded(ESCALATION) + side(ESCALATION, "b2", 'cancelActivity="false"')),
    Row("boundary-duplicate", COMPENSATED + boundary(COMPENSATE).replace('"b"', '"b3"')
        + JOINED.replace('"b"', '"b3"').replace('"as"', '"as3"'), COMPENSATED),
    Row("event-sub-process-duplicate-compensation", handler(UNDONE)
        + handler(UNDONE).replace(PLAIN, "").replace('"i', '"j')
        .replace('"h"', '"h2"').replace("_i", "_j"), handler(UNDONE)),
    Row("event-sub-process-marker",
        handler(HANDLED).replace("triggeredByEvent", 'isForCompensation="true" triggeredByEvent'),
        handler(HANDLED)),
)  # fmt: skip
def test_bpmn_10_5_6_a_handler_that_could_never_run_is_refused(row: Row) -> None:
    refused_in_execution(row)


@rows(
    Row("timer-empty", chain(START, catch("<timerEventDefinition/>"), END),
        chain(START, catch(timer("R3/PT10H", "timeCycle")), END)),
    Row("timer-empty", chain(start("<timerEventDefinition/>"), END),
        chain(start(timer("PT10H")), END)),
    Row("timer-many",
        chain(START, catch(timer().replace(
            "</timerEventDefinition>",
            f"<timeDate {FORMAL}>2025-10-09</timeDate></timerEventDefinition>")), END),
        chain(START, catch(timer("2025-10-09", "timeDate")), END)),
    Row("condition-missing",
        chain(START, catch("<conditionalEventDefinition/>"), END),
        chain(START, catch(CONDITION), END)),
    Row("message-ref-missing", chain(START, catch("<messageEventDefinition/>"), END),
        chain(START, catch(MESSAGE), END)),
    Row("message-name-missing", chain(start(MESSAGE), END), chain(start(""), END),
        root='<message id="m"/>'),
    Row("signal-ref-missing", chain(START, throw("<signalEventDefinition/>"), END),
        chain(START, throw(SIGNAL), END)),
    Row("signal-name-missing", chain(START, throw(SIGNAL), END), chain(START, throw(""), END),
        root='<signal id="sig"/>'),
    Row("error-ref-missing", chain(START, end("<errorEventDefinition/>")),
        guarded("<errorEventDefinition/>")),
    Row("error-code-missing", chain(START, end(ERROR)), guarded(ERROR), root='<error id="err"/>'),
    Row("escalation-ref-missing", chain(START, end("<escalationEventDefinition/>")),
        guarded("<escalationEventDefinition/>")),
    Row("escalation-code-missing", chain(START, end(ESCALATION)), guarded(ESCALATION),
        root='<escalation id="esc"/>'),
)  # fmt: skip
def test_bpmn_10_5_5_definitions_of_executable_processes_are_complete(row: Row) -> None:
    refused_in_execution(row)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("timeDuration", "5 minutes"),
        ("timeDuration", "10"),
        ("timeDuration", "P"),
        ("timeDuration", "PT"),
        ("timeDuration", "P1H"),
        ("timeDuration", '"soon"'),
        ("timeDuration", "2025-10-09T09:00:00Z"),
        ("timeDate", "PT1H"),
        ("timeDate", "2025-13-01T09:00:00Z"),
        ("timeDate", "2025-10-09T25:00:00Z"),
        ("timeDate", "2025-02-30"),
        ("timeCycle", "R3/5 minutes"),
        ("timeCycle", "R3/PT0S"),
        ("timeCycle", "0 0 25 * * MON-FRI"),
        ("timeCycle", "0 0 9 30 2 *"),
        ("timeCycle", "0 9 * * MON"),
    ],
)
def test_timer_not_iso(kind: str, text: str) -> None:
    assert codes(process(chain(START, catch(timer(text, kind)), END))) == {"timer-not-iso"}
    on_paper = process(chain(START, catch(timer(text, kind)), END), executable=False)
    assert codes(on_paper) == {"no-executable-process"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("timeDuration", "PT5M"),
        ("timeDuration", "P1Y2M3DT4H5M6.5S"),
        ("timeDuration", "P2W"),
        ("timeDuration", "=wait"),
        ("timeDuration", "wait + more"),
        ("timeDuration", '="PT5M"'),
        ("timeDuration", '5 * duration("PT1M")'),
        ("timeDate", "2025-10-09"),
        ("timeDate", "2025-10-09T09:00:00+08:00"),
        ("timeDate", "2025-10-09T09:00:00.123Z"),
        ("timeDate", "=due"),
        ("timeCycle", "R/PT1H"),
        ("timeCycle", "0 0 9-17 * * MON-FRI"),
        ("timeCycle", "@daily"),
        ("timeCycle", "R3/2025-10-09T09:00:00Z/P1D"),
        ("timeCycle", "=again"),
    ],
)
def test_timer_constants_and_expressions_pass(kind: str, text: str) -> None:
    assert codes(process(chain(START, catch(timer(text, kind)), END))) == set()
