"""Events in positions and with parts that the standard forbids.

Source: BPMN 2.0.2, 10.5 Events, 10.3 Event Sub-Process, 8.4 Expressions.
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import (
    CANCEL,
    CATCH,
    COMPENSATE,
    CONDITION,
    ERROR,
    ESCALATION,
    LINK,
    MESSAGE,
    PLAIN,
    SIGNAL,
    TERMINATE,
    THROW,
    beside,
    catch,
    end,
    guarded,
    side,
    start,
    throw,
    within,
)
from tests.engine.checks.models import (
    END,
    FORMAL,
    NAMED,
    START,
    TASK,
    chain,
    flow,
    inner,
    process,
    timer,
)


def opening(trigger: str, more: str = "") -> str:
    return chain(start(trigger, more=more), END)


def ending(result: str) -> str:
    return chain(START, end(result))


def guard(trigger: str, more: str = "") -> str:
    return PLAIN + beside(trigger, more=more)


def inside(trigger: str, tag: str = "subProcess") -> str:
    return within(chain(start(trigger, "is"), end("", "ie")), tag)


def times(kind: str, text: str, form: str = FORMAL) -> str:
    return within(
        f"<timerEventDefinition><{kind} {form}>{text}</{kind}></timerEventDefinition>",
        CATCH,
    )


def linked(target: str = "", source: str = "", more: str = "") -> str:
    throws = f'<linkEventDefinition id="l1" name="L">{target}</linkEventDefinition>'
    catches = f'<linkEventDefinition id="l2" name="L">{source}</linkEventDefinition>'
    pair = throw(throws, "lt") + catch(catches, "lc")
    return PLAIN + pair + flow("s", "lt") + flow("lc", "e") + more


TRANSACTION = f'<transaction id="t">{inner()}</transaction>'
NAMES = {"link": LINK, "terminate": TERMINATE, "cancel": CANCEL, "message": MESSAGE, "signal": SIGNAL, "error": ERROR,
         "escalation": ESCALATION, "compensation": COMPENSATE, "condition": CONDITION, "timer": timer()}  # fmt: skip
#: {position: (model of a trigger, its code, triggers that it may not have; other codes)}
POSITIONS = {
    "a start": (opening, "start-trigger-not-allowed", "cancel error escalation compensation", {"link": "link-not-intermediate", "terminate": "terminate-not-end"}),
    "a start in a sub-process": (inside, "sub-process-start-triggered", "message signal timer condition error escalation", {}),
    "a start in a transaction": (lambda t: inside(t, "transaction"), "sub-process-start-triggered", "message signal timer", {}),
    "a start beside the flow": (guard, "event-sub-process-trigger", "link cancel terminate", {"": "event-sub-process-start-none"}),
    "a catch": (lambda t: within(t, CATCH), "catch-trigger-not-allowed", "cancel error escalation compensation", {"terminate": "terminate-not-end", "": "catch-without-definition"}),
    "a throw": (lambda t: within(t, THROW), "throw-trigger-not-allowed", "cancel error timer condition", {"terminate": "terminate-not-end"}),
    "a boundary": (guarded, "boundary-trigger-not-allowed", "link terminate", {"": "boundary-without-definition", "cancel": "cancel-boundary-not-on-transaction"}),
    "an end": (ending, "end-result-not-allowed", "timer condition", {"link": "link-not-intermediate", "cancel": "cancel-end-outside-transaction"}),
}  # fmt: skip
BODIES = [
    ("10.5 a cancel end in a sub-process", "cancel-end-outside-transaction", within(chain('<startEvent id="is"/>', end(CANCEL, "ie")), "subProcess")),
    ("10.5 an error that goes on", "error-boundary-non-interrupting", guarded(ERROR, 'cancelActivity="false"')),
    ("10.5 a cancel that goes on", "cancel-boundary-non-interrupting", guarded(CANCEL, 'cancelActivity="false"', TRANSACTION)),
    ("10.3 an error start that goes on", "event-sub-process-error-non-interrupting", guard(ERROR, 'isInterrupting="false"')),
    ("10.3 a compensation start that goes on", "event-sub-process-compensation-non-interrupting", guard(COMPENSATE, 'isInterrupting="false"')),
    ("10.5 a flow into a boundary event", "boundary-has-incoming", guarded(timer()) + flow("t", "b")),
    ("10.5 a boundary event that leads nowhere", "boundary-without-outgoing", guarded(timer()).replace(flow("b", "e"), "")),
    ("10.5 a flow out of a compensation event", "compensation-boundary-has-outgoing", guarded(COMPENSATE) + '<task id="u" isForCompensation="true"/><association id="a" sourceRef="b" targetRef="u"/>'),
    ("10.7 no handler", "compensation-handler-count", guarded(COMPENSATE).replace(flow("b", "e"), "")),
    ("10.5 two cancels", "boundary-duplicate", guarded(CANCEL, host=TRANSACTION) + side(CANCEL, "c")),
    *((f"10.5 a boundary event on {what}", "wrong-reference-kind", PLAIN + side(timer(), host=key)) for what, key in (("a start", "s"), ("an end", "e"), ("a flow", "f_s_t"), ("itself", "b"), ("its process", "p"))),
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
    ("10.5 a link from a start", "wrong-reference-kind", linked(source="<source>s</source>")),
    ("10.5 a link to nowhere", "unresolved-reference", linked("<target>nowhere</target>")),
    ("10.5 a throw without its catch", "link-target-missing", PLAIN + throw(LINK, "lt") + flow("s", "lt")),
    ("10.5 a catch without its throw", "link-source-missing", PLAIN + catch(LINK, "lc") + flow("lc", "e")),
    ("10.5 a message event without message", "message-ref-missing", within("<messageEventDefinition/>", CATCH)),
    ("10.5 a signal event without signal", "signal-ref-missing", within("<signalEventDefinition/>", THROW)),
    ("10.5 an error end without error", "error-ref-missing", ending("<errorEventDefinition/>")),
    ("10.5 an escalation throw without escalation", "escalation-ref-missing", within("<escalationEventDefinition/>", THROW)),
    ("10.5 a condition event without condition", "condition-missing", within("<conditionalEventDefinition/>", CATCH)),
    ("10.5 a timer of two times", "timer-many", within("<timerEventDefinition><timeDate>2030-01-01</timeDate><timeDuration>PT1H</timeDuration></timerEventDefinition>", CATCH)),
    ("10.5 a message event of a signal", "wrong-reference-kind", within('<messageEventDefinition messageRef="sig"/>', THROW)),
    ("10.5 a signal event of a message", "wrong-reference-kind", within('<signalEventDefinition signalRef="m"/>', THROW)),
    ("10.5 an error event of an escalation", "wrong-reference-kind", ending('<errorEventDefinition errorRef="esc"/>')),
    ("10.5 a definition that is a message", "wrong-reference-kind", within("<eventDefinitionRef>m</eventDefinitionRef>", CATCH)),
    ("10.5 a definition that is nowhere", "unresolved-reference", within("<eventDefinitionRef>no</eventDefinitionRef>", CATCH)),
    ("10.5 a definition of another event", "definition-ref-not-root", chain(START, '<intermediateThrowEvent id="t"><messageEventDefinition id="md" messageRef="m"/></intermediateThrowEvent>', '<endEvent id="e"><eventDefinitionRef>md</eventDefinitionRef></endEvent>')),
    ("10.5 data of one for two definitions", "event-data-count", ending(f'<dataInput id="d"/><inputSet><dataInputRefs>d</dataInputRefs></inputSet>{MESSAGE}{SIGNAL}')),
    ("8.2 an input of a start", "schema-invalid", opening(f'<dataInput id="d"/>{MESSAGE}')),
    ("8.2 an output of an end", "schema-invalid", ending(f'<dataOutput id="d"/>{MESSAGE}')),
    ("8.2 a start that cancels", "unknown-attribute", opening("", 'cancelActivity="true"')),
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
            process(opening("<eventDefinitionRef>d</eventDefinitionRef>"), NAMED + shared),
        )
    no_code = '<escalation id="x"/><error id="y"/><message id="z"/><signal id="w"/>'
    for tag, attribute, key, code in (
        ("escalation", "escalationRef", "x", "escalation-code-missing"), ("error", "errorRef", "y", "error-code-missing"),
        ("message", "messageRef", "z", "message-name-missing"), ("signal", "signalRef", "w", "signal-name-missing"),
    ):  # fmt: skip
        body = ending(f'<{tag}EventDefinition {attribute}="{key}"/>')
        yield f"8.4 {tag} without code or name", code, process(body, no_code)
