"""Events in positions and with parts that the standard forbids.

Source: BPMN 2.0.2, 10.5 Events, 10.3 Event Sub-Process, 8.4 Expressions.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    TASK,
    chain,
    flow,
    inner,
    process,
    timer,
)

FORMAL = 'xsi:type="tFormalExpression"'
PLAIN = chain(START, TASK, END)
LINK, TERMINATE, CANCEL = (
    '<linkEventDefinition name="L"/>',
    "<terminateEventDefinition/>",
    "<cancelEventDefinition/>",
)
MESSAGE, SIGNAL = (
    '<messageEventDefinition messageRef="m"/>',
    '<signalEventDefinition signalRef="sig"/>',
)
ERROR, ESCALATION, COMPENSATE = (
    '<errorEventDefinition errorRef="err"/>',
    '<escalationEventDefinition escalationRef="esc"/>',
    "<compensateEventDefinition/>",
)
IF = f"<conditionalEventDefinition><condition {FORMAL}>x</condition></conditionalEventDefinition>"


def start(trigger: str, more: str = "") -> str:
    return chain(f'<startEvent id="s" {more}>{trigger}</startEvent>', END)


def end(result: str) -> str:
    return chain(START, f'<endEvent id="e">{result}</endEvent>')


def between(tag: str, trigger: str) -> str:
    return chain(START, f'<{tag} id="t">{trigger}</{tag}>', END)


def side(trigger: str, more: str = "", host: str = TASK) -> str:
    return (
        chain(START, host, END)
        + f'<boundaryEvent id="b" attachedToRef="t" {more}>{trigger}</boundaryEvent>'
        + flow("b", "e")
    )


def beside(trigger: str, more: str = "") -> str:
    held = chain(f'<startEvent id="hs" {more}>{trigger}</startEvent>', '<endEvent id="he"/>')
    return PLAIN + f'<subProcess id="h" triggeredByEvent="true">{held}</subProcess>'


def sub(trigger: str, tag: str = "subProcess") -> str:
    held = chain(f'<startEvent id="is">{trigger}</startEvent>', '<endEvent id="ie"/>')
    return chain(START, f'<{tag} id="t">{held}</{tag}>', END)


def times(kind: str, text: str, form: str = FORMAL) -> str:
    return between(
        "intermediateCatchEvent",
        f"<timerEventDefinition><{kind} {form}>{text}</{kind}></timerEventDefinition>",
    )


def linked(throw: str = "", catch: str = "", more: str = "", name: str = "L") -> str:
    pair = f'<intermediateThrowEvent id="lt"><linkEventDefinition id="l1" name="L">{throw}</linkEventDefinition></intermediateThrowEvent>'
    pair += f'<intermediateCatchEvent id="lc"><linkEventDefinition id="l2" name="{name}">{catch}</linkEventDefinition></intermediateCatchEvent>'
    return PLAIN + pair + flow("s", "lt") + flow("lc", "e") + more


CATCH, THROW = "intermediateCatchEvent", "intermediateThrowEvent"
TRANSACTION = f'<transaction id="t">{inner()}</transaction>'
NAMES = {"link": LINK, "terminate": TERMINATE, "cancel": CANCEL, "message": MESSAGE, "signal": SIGNAL, "error": ERROR,
         "escalation": ESCALATION, "compensation": COMPENSATE, "condition": IF, "timer": timer()}  # fmt: skip
#: {position: (model of a trigger, its code, triggers that it may not have; other codes)}
POSITIONS = {
    "a start": (start, "start-trigger-not-allowed", "cancel error escalation compensation", {"link": "link-not-intermediate", "terminate": "terminate-not-end"}),
    "a start in a sub-process": (sub, "sub-process-start-triggered", "message signal timer condition error escalation", {}),
    "a start in a transaction": (lambda t: sub(t, "transaction"), "sub-process-start-triggered", "message signal timer", {}),
    "a start beside the flow": (beside, "event-sub-process-trigger", "link cancel terminate", {"": "event-sub-process-start-none"}),
    "a catch": (lambda t: between(CATCH, t), "catch-trigger-not-allowed", "cancel error escalation compensation", {"terminate": "terminate-not-end", "": "catch-without-definition"}),
    "a throw": (lambda t: between(THROW, t), "throw-trigger-not-allowed", "cancel error timer condition", {"terminate": "terminate-not-end"}),
    "a boundary": (side, "boundary-trigger-not-allowed", "link terminate", {"": "boundary-without-definition", "cancel": "cancel-boundary-not-on-transaction"}),
    "an end": (end, "end-result-not-allowed", "timer condition", {"link": "link-not-intermediate", "cancel": "cancel-end-outside-transaction"}),
}  # fmt: skip
BODIES = [
    ("10.5 a cancel end in a sub-process", "cancel-end-outside-transaction", chain(START, '<subProcess id="t">' + chain('<startEvent id="is"/>', f'<endEvent id="ie">{CANCEL}</endEvent>') + "</subProcess>", END)),
    ("10.5 an error that goes on", "error-boundary-non-interrupting", side(ERROR, 'cancelActivity="false"')),
    ("10.5 a cancel that goes on", "cancel-boundary-non-interrupting", side(CANCEL, 'cancelActivity="false"', TRANSACTION)),
    ("10.3 an error start that goes on", "event-sub-process-error-non-interrupting", beside(ERROR, 'isInterrupting="false"')),
    ("10.3 a compensation start that goes on", "event-sub-process-compensation-non-interrupting", beside(COMPENSATE, 'isInterrupting="false"')),
    ("10.5 a flow into a boundary event", "boundary-has-incoming", side(timer()) + flow("t", "b")),
    ("10.5 a boundary event that leads nowhere", "boundary-without-outgoing", side(timer()).replace(flow("b", "e"), "")),
    ("10.5 a flow out of a compensation event", "compensation-boundary-has-outgoing", side(COMPENSATE) + '<task id="u" isForCompensation="true"/><association id="a" sourceRef="b" targetRef="u"/>'),
    ("10.7 no handler", "compensation-handler-count", side(COMPENSATE).replace(flow("b", "e"), "")),
    ("10.5 two cancels", "boundary-duplicate", side(CANCEL, host=TRANSACTION) + f'<boundaryEvent id="c" attachedToRef="t">{CANCEL}</boundaryEvent>' + flow("c", "e")),
    *((f"10.5 a boundary event on {what}", "wrong-reference-kind", PLAIN + f'<boundaryEvent id="b" attachedToRef="{key}">{timer()}</boundaryEvent>' + flow("b", "e")) for what, key in (("a start", "s"), ("an end", "e"), ("a flow", "f_s_t"), ("itself", "b"), ("its process", "p"))),
    ("10.5 an event off the flow", "intermediate-without-incoming", PLAIN + '<intermediateThrowEvent id="x"/>' + flow("x", "e")),
    ("10.5 an event that leads nowhere", "intermediate-without-outgoing", PLAIN + '<intermediateThrowEvent id="x"/>' + flow("t", "x")),
    ("10.5 a start that leads nowhere", "start-event-without-outgoing", PLAIN + '<startEvent id="s2"/>'),
    ("10.5 a flow into a start", "start-event-has-incoming", PLAIN + flow("t", "s")),
    ("10.5 a flow out of an end", "end-event-has-outgoing", PLAIN + flow("e", "t")),
    ("10.5 an end off the flow", "end-event-without-incoming", PLAIN + '<endEvent id="e2"/>'),
    ("10.5 no end", "start-without-end", chain(START, TASK)),
    ("10.5 no start", "end-without-start", chain(TASK, END)),
    ("10.5 a link throw that goes on", "link-throw-has-outgoing", linked(more=flow("lt", "e"))),
    ("10.5 a link catch in the flow", "link-catch-has-incoming", linked(more=flow("s", "lc"))),
    ("10.5 a link that points at itself", "link-pair-mismatch", linked("<target>l1</target>", "<source>l1</source>")),
    ("10.5 a link that points at an end", "wrong-reference-kind", linked("<target>e</target>")),
    ("10.5 a link from a start", "wrong-reference-kind", linked(catch="<source>s</source>")),
    ("10.5 a link to nowhere", "unresolved-reference", linked("<target>nowhere</target>")),
    ("10.5 a throw without its catch", "link-target-missing", PLAIN + f'<intermediateThrowEvent id="lt">{LINK}</intermediateThrowEvent>' + flow("s", "lt")),
    ("10.5 a catch without its throw", "link-source-missing", PLAIN + f'<intermediateCatchEvent id="lc">{LINK}</intermediateCatchEvent>' + flow("lc", "e")),
    ("10.5 a message event without message", "message-ref-missing", between(CATCH, "<messageEventDefinition/>")),
    ("10.5 a signal event without signal", "signal-ref-missing", between(THROW, "<signalEventDefinition/>")),
    ("10.5 an error end without error", "error-ref-missing", end("<errorEventDefinition/>")),
    ("10.5 an escalation throw without escalation", "escalation-ref-missing", between(THROW, "<escalationEventDefinition/>")),
    ("10.5 a condition event without condition", "condition-missing", between(CATCH, "<conditionalEventDefinition/>")),
    ("10.5 a timer of two times", "timer-many", between(CATCH, "<timerEventDefinition><timeDate>2030-01-01</timeDate><timeDuration>PT1H</timeDuration></timerEventDefinition>")),
    ("10.5 a message event of a signal", "wrong-reference-kind", between(THROW, '<messageEventDefinition messageRef="sig"/>')),
    ("10.5 a signal event of a message", "wrong-reference-kind", between(THROW, '<signalEventDefinition signalRef="m"/>')),
    ("10.5 an error event of an escalation", "wrong-reference-kind", end('<errorEventDefinition errorRef="esc"/>')),
    ("10.5 a definition that is a message", "wrong-reference-kind", between(CATCH, "<eventDefinitionRef>m</eventDefinitionRef>")),
    ("10.5 a definition that is nowhere", "unresolved-reference", between(CATCH, "<eventDefinitionRef>no</eventDefinitionRef>")),
    ("10.5 a definition of another event", "definition-ref-not-root", chain(START, '<intermediateThrowEvent id="t"><messageEventDefinition id="md" messageRef="m"/></intermediateThrowEvent>', '<endEvent id="e"><eventDefinitionRef>md</eventDefinitionRef></endEvent>')),
    ("10.5 data of one for two definitions", "event-data-count", end(f'<dataInput id="d"/><inputSet><dataInputRefs>d</dataInputRefs></inputSet>{MESSAGE}{SIGNAL}')),
    ("8.2 an input of a start", "schema-invalid", start(f'<dataInput id="d"/>{MESSAGE}')),
    ("8.2 an output of an end", "schema-invalid", end(f'<dataOutput id="d"/>{MESSAGE}')),
    ("8.2 a start that cancels", "unknown-attribute", start("", 'cancelActivity="true"')),
    *((f"8.4 {kind} in words", "informal-expression", times(kind, "every monday", "")) for kind in ("timeDate", "timeDuration", "timeCycle")),
    *((f"10.5 {kind} {text}", "timer-not-iso", times(kind, text)) for kind in ("timeDate", "timeDuration", "timeCycle") for text in ("INVALID", "tomorrow", "PT", "P", "2024", "99:00", "-PT1H")),
    *((f"8.4 an empty {kind}", "empty-expression", times(kind, "")) for kind in ("timeDate", "timeDuration", "timeCycle")),
]  # fmt: skip


def models() -> Iterator[tuple[str, str, bytes]]:
    for position, (model, code, kinds, others) in POSITIONS.items():
        for kind, own in (*((kind, code) for kind in kinds.split()), *others.items()):
            what = f"10.5 {kind or 'nothing'} at {position}"
            yield what, own, process(model(NAMES.get(kind, "")))
    for what, code, body in BODIES:
        yield what, code, process(body)
    for kind in ("link", "terminate", "error"):
        shared = NAMES[kind].replace("Definition", 'Definition id="d"', 1)
        code = {"link": "link-not-intermediate", "terminate": "terminate-not-end"}.get(
            kind, "start-trigger-not-allowed"
        )
        yield (
            f"10.5 a shared {kind} at a start",
            code,
            process(start("<eventDefinitionRef>d</eventDefinitionRef>"), NAMED + shared),
        )
    no_code = '<escalation id="x"/><error id="y"/><message id="z"/><signal id="w"/>'
    for tag, attribute, key, code in (
        ("escalation", "escalationRef", "x", "escalation-code-missing"), ("error", "errorRef", "y", "error-code-missing"),
        ("message", "messageRef", "z", "message-name-missing"), ("signal", "signalRef", "w", "signal-name-missing"),
    ):  # fmt: skip
        body = end(f'<{tag}EventDefinition {attribute}="{key}"/>')
        yield f"8.4 {tag} without code or name", code, process(body, no_code)
