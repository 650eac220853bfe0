"""What the standard allows on paper and an executable process cannot be, and wrong words of zeebe.

Source: design rules "deny by default" and "nothing that steers execution is silently ignored".
"""

# ruff: noqa: E501 - one line, one model
from __future__ import annotations

from collections.abc import Iterator

from tests.engine.checks.bpmn_parts import COUNT, PLAIN, catch, raced, repeated, start, within
from tests.engine.checks.models import (
    END,
    NAMED,
    START,
    chain,
    definitions,
    ext,
    flow,
    process,
    timer,
)

AD_HOC = '<zeebe:adHoc activeElementsCollection="=x"/>'


BODIES = [
    ("a call bound to no version tag", "attribute-missing", within(ext('<zeebe:calledElement processId="q" bindingType="versionTag"/>'), "callActivity")),
    ("a call of two processes", "call-target-twice", within(ext('<zeebe:calledElement processId="q"/>'), "callActivity", 'calledElement="p"')),
    ("a call of nothing", "call-target-missing", within("", "callActivity")),
    ("a priority in words", "attribute-value", within(ext('<zeebe:priorityDefinition priority="urgent"/>'))),
    ("a due date in words", "timer-not-iso", within(ext('<zeebe:taskSchedule dueDate="soon"/>'))),
    ("an output collection without element", "attribute-missing", within(repeated(ext('<zeebe:loopCharacteristics outputCollection="ys"/>') + COUNT))),
    ("an instance that throws a timer", "not-supported", within(repeated(COUNT, 'behavior="None" noneBehaviorEventRef="td"'))),
    ("extensions in two places", "element-twice", within(ext("<other:x/>") + ext("<other:y/>"))),
    ("the type of another element", "not-supported", within("", "task", 'xsi:type="tUserTask"')),
    ("a service without work", "task-operation-missing", within("", "serviceTask")),
    ("a decision without table", "task-operation-missing", within("", "businessRuleTask")),
    ("a decision that is not deployed", "unresolved-reference", within(ext('<zeebe:calledDecision decisionId="far" resultVariable="r"/>'), "businessRuleTask")),
    ("a form that is not deployed", "form-not-there", within(ext('<zeebe:formDefinition formId="far"/>'))),
    ("a task of a script and a job", "script-twice", within(ext('<zeebe:taskDefinition type="x"/>') + "<script>1</script>", "scriptTask", 'scriptFormat="feel"')),
    ("a message task without message", "task-message-missing", within("", "receiveTask")),
    ("a beginning inside a sub-process", "not-supported", within('<receiveTask id="r" messageRef="m" instantiate="true"/>', "subProcess")),
    ("several tokens in a race", "not-supported", raced('<receiveTask id="c1" messageRef="m" startQuantity="2"/>', catch(timer(), "c2"))),
    ("listeners", "not-supported", within(ext("<zeebe:executionListeners/>"))),
    ("headers without a job", "not-supported", within(ext('<zeebe:taskHeaders><zeebe:header key="a"/></zeebe:taskHeaders>'), "scriptTask")),
    ("another method of a transaction", "not-supported", within("", "transaction", 'method="##Store"')),
    ("a script of another language", "expression-language-unknown", within("<script>print(1)</script>", "scriptTask", 'scriptFormat="text/x-python"')),
    ("a flow that takes its time", "immediate-false", START + END + flow("s", "e", more='isImmediate="false"')),
    ("a cycle up to an end", "not-supported", chain(START, catch(timer("R3/PT10H/2030-01-01T00:00:00Z", "timeCycle")), END)),
    ("a cycle from a start to an end", "not-supported", chain(START, catch(timer("R3/2030-01-01/2030-01-02", "timeCycle")), END)),
    ("an island", "node-unreachable", PLAIN + '<task id="a"/><task id="b"/>' + flow("a", "b") + flow("b", "a")),
    ("a start that waits for a variable", "start-expression-variables", chain(start(timer("=wait")), END)),
]  # fmt: skip
ROOTS = [
    ("a global script of another language", "expression-language-unknown", '<globalScriptTask id="g" scriptLanguage="text/x-python"><script>print(1)</script></globalScriptTask>'),
    ("a global script of no language", "global-script-language", '<globalScriptTask id="g"><script>1</script></globalScriptTask>'),
    ("a word without effect on a global task", "not-supported", f'<globalTask id="g">{ext(AD_HOC)}</globalTask>'),
    ("an extension that must be understood", "must-understand-unknown", '<extension definition="other:x" mustUnderstand="true"/>'),
]  # fmt: skip


def models() -> Iterator[tuple[str, str, bytes]]:
    for what, code, body in BODIES:
        yield (
            f"here {what}",
            code,
            process(
                body,
                NAMED
                + '<timerEventDefinition id="td"><timeDate>2030-01-01</timeDate></timerEventDefinition>',
            ),
        )
    for what, code, root in ROOTS:
        yield f"here {what}", code, process(PLAIN, NAMED + root)
    yield (
        "here a process without id",
        "attribute-missing",
        definitions(f'<process isExecutable="true">{PLAIN}</process>'),
    )
    yield "here nothing that runs", "no-executable-process", process(PLAIN, executable=False)
