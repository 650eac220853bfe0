"""Who may do what to a case of the campaign. Deny by default.

Its cases begin and hear of things by messages of the field's own operations; people only do tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.commands import ClaimTask, CompleteTask, ReleaseTask
from engine.protocols import AccessRequest, TaskFacts, Tx
from workflows.campaign import moment, rules
from workflows.campaign.posts import held_for, keys_of, require_evaluator
from workflows.campaign.reading import enrollment_facts, of_case
from workflows.campaign.timeline import last_happened
from workflows.errors import Finding, RightMissing, refuse_if
from workflows.people.putting_back import may_put_back
from workflows.people.rights import require_true_actor

#: Processes of the campaign
PHASE, PARK, SUPERVISION = "phase-campaign", "park-campaign", "supervision"
PROCESSES = frozenset({PHASE, PARK, SUPERVISION})


def check(tx: Tx, request: AccessRequest) -> None:
    """Return to allow; raise a refusal with its sentence."""
    asked = _CHECKS.get(type(request.command))
    if asked is None:
        raise RightMissing("没有岗位可以办理此操作。", command=type(request.command).__name__)
    require_true_actor(tx.connection, tx.actor, tx.now)
    asked(tx, request)


def may_do_task(tx: Tx, request: AccessRequest) -> None:
    """Post or own name, recusal, and the time at which it is said to have happened."""
    task = _task(request)
    if task.assignee is not None and task.assignee != tx.actor.person:
        raise RightMissing("该任务已由他人认领，或者指定由他人办理。", code="claimed")
    if task.candidates:
        held_for(tx, keys_of(task.candidates, request.variables))
    elif task.assignee is None:
        raise RightMissing("流程图没有写明此环节由谁办理。", code="nobody")
    else:
        require_evaluator(tx)  # what is asked of one person by name is an evaluation
    if task.element_id == "score":
        _recused(tx, request.variables)
    if isinstance(request.command, CompleteTask):
        _when(tx, request.command, request.variables)


def may_release(tx: Tx, request: AccessRequest) -> None:
    """As in handling; what is asked of one evaluator by name is nobody else's."""
    task, park = _task(request), request.variables.get("park")
    keys = keys_of(task.candidates, request.variables)
    if not task.candidates or not may_put_back(tx, task.assignee, keys, park):
        raise RightMissing("只有认领人可以退回任务。", code="not-yours")


def _recused(tx: Tx, variables: Mapping[str, Any]) -> None:
    enrollment = of_case(tx.connection, tx.tenant, variables)
    assert enrollment is not None
    assert tx.actor.person is not None
    facts = enrollment_facts(tx.connection, tx.tenant, enrollment)
    refuse_if(rules.recusal_findings(tx, facts, [tx.actor.person]))


def _when(tx: Tx, command: CompleteTask, variables: Mapping[str, Any]) -> None:
    """Recorded late: with a reason, not in the future, not before what came before it."""
    reason = str(command.variables.get("late_reason") or "").strip()
    at = command.happened_at
    if at is not None:
        refuse_if(_late_findings(tx, at, reason, variables))
    moment.note(tx, at, reason or None)


def _late_findings(
    tx: Tx, at: datetime, reason: str, variables: Mapping[str, Any]
) -> list[Finding]:
    findings = []
    if at > tx.now:
        findings.append(Finding("办理时间不能晚于现在。", "in-the-future", "happened_on"))
    if not reason:
        findings.append(Finding("补录的，请写明理由。", "late-reason-missing", "late_reason"))
    enrollment = of_case(tx.connection, tx.tenant, variables)
    before = None if enrollment is None else last_happened(tx.connection, tx.tenant, enrollment)
    if before is not None and at < before:
        sentence = "办理时间早于该园区上一环节的时间，请核对先后。"
        findings.append(Finding(sentence, "dates-out-of-order", "happened_on"))
    return findings


def _task(request: AccessRequest) -> TaskFacts:
    if request.task is None:
        raise RightMissing("没有这个任务。")
    return request.task


_CHECKS: Mapping[type, Callable[[Tx, AccessRequest], None]] = {
    ClaimTask: may_do_task,
    CompleteTask: may_do_task,
    ReleaseTask: may_release,
}
