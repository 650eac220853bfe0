"""Activities: quantities, scripts, and what a task is bound to.

Refuses ``startQuantity="0"``, a script without format, a service task without a binding.
Source: BPMN 2.0.2, 10.3 Activities, Tasks.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.supported import FEEL_NAMES
from engine.checks.vocabulary import ACTIVITIES
from engine.errors import Problem
from engine.model.document import ZEEBE

#: Tokens beyond which a quantity is a slip of the pen
MAX_QUANTITY = 1000


@rule
def activity_quantity(model: Model) -> Iterator[Problem]:
    """``activity-quantity``: at least 1; ``not-supported``: beyond what is sensible."""
    for node in model.every(*ACTIVITIES):
        for name in ("startQuantity", "completionQuantity"):
            value = (node.get(name) or "1").strip()
            if not value.lstrip("+-").isdigit():
                continue  # attribute-value
            if int(value) < 1:
                yield node.problem("activity-quantity", f'has {name}="{value}"; at least 1')
            elif node.executable and int(value) > MAX_QUANTITY:
                yield node.problem("not-supported", f'has {name}="{value}"; at most {MAX_QUANTITY}')


@rule
def receive_instantiate_incoming(model: Model) -> Iterator[Problem]:
    """``receive-instantiate-incoming``: it starts the process, so nothing leads to it."""
    for node in model.every("receiveTask"):
        if node.flag("instantiate") and node.incoming:
            yield node.problem(
                "receive-instantiate-incoming",
                'starts the process, so nothing may lead to it; remove instantiate="true"',
            )


@rule
def script_format(model: Model) -> Iterator[Problem]:
    """``script-format-missing``; ``expression-language-unknown`` where it can not be run."""
    for node in model.every("scriptTask"):
        script, language = node.kid("script"), (node.get("scriptFormat") or "").strip()
        if script is None:
            continue
        if not language:
            yield node.problem("script-format-missing", 'has a script; add scriptFormat="feel"')
        elif node.executable and language not in FEEL_NAMES:
            yield node.problem(
                "expression-language-unknown",
                f'has scriptFormat="{language}"; only "feel" can be run, '
                "other work is a job (zeebe:taskDefinition)",
            )


@rule
def script_twice(model: Model) -> Iterator[Problem]:
    """``script-twice``: which of two would run is anybody's guess."""
    for node in model.executed("scriptTask", "businessRuleTask"):
        ways = [name for name in ("script", "calledDecision", "taskDefinition") if _has(node, name)]
        if node.kid("script") is not None:
            ways.append("bpmn:script")
        if len(ways) > 1:
            yield node.problem("script-twice", f"is bound to {' and '.join(ways)}; keep one")


@rule
def task_operation_missing(model: Model) -> Iterator[Problem]:
    """``task-operation-missing``: there is nothing that could do the work."""
    for node in model.executed("serviceTask"):
        if not _has(node, "taskDefinition") and not node.get("operationRef"):
            yield node.problem(
                "task-operation-missing",
                "has no work to do; add zeebe:taskDefinition with a type, or operationRef",
            )
    for node in model.executed("businessRuleTask"):
        if not _has(node, "calledDecision") and not _has(node, "taskDefinition"):
            yield node.problem(
                "task-operation-missing",
                "has no decision; add zeebe:calledDecision with decisionId and resultVariable",
            )


@rule
def task_message_missing(model: Model) -> Iterator[Problem]:
    """``task-message-missing``: nothing to wait for, or to send."""
    for node in model.executed("receiveTask", "sendTask"):
        sent_by_job = node.tag == "sendTask" and _has(node, "taskDefinition")
        if not node.get("messageRef") and not node.get("operationRef") and not sent_by_job:
            yield node.problem("task-message-missing", "names no message; add messageRef")


def _has(node: Node, name: str) -> bool:
    return node.extension(f"{{{ZEEBE}}}{name}") is not None
