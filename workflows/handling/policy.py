"""Who may do what to a case: asked by ``engine.execute`` inside the transaction. Deny by default.

A task is done by who holds, today, a post under whose key it is listed; under an authority for
the step's act; apart from those whom the diagram and the law keep apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.commands import (
    CancelCase,
    ClaimTask,
    CompleteJob,
    CompleteTask,
    Deploy,
    FailJob,
    FireTimer,
    MigrateCase,
    ModifyCase,
    PublishMessage,
    ReleaseTask,
    RetryIncident,
    StartCase,
    ThrowJobError,
    WithdrawDeployment,
)
from engine.policy import is_system
from engine.protocols import AccessRequest, TaskFacts, Tx
from workflows.authority import Authority
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.errors import NotNow, RightMissing, Unknown
from workflows.handling import rules, states
from workflows.handling.acts import Act, act_of, apart_from
from workflows.handling.clocks import limit_due, limit_of
from workflows.handling.posts import held_for, keys_of, require_applicant
from workflows.handling.reading import CaseFacts, case_facts, doers
from workflows.handling.requests import PROCESS, SUPPLIED, WITHDRAW, submission, supply, withdraw
from workflows.people.holders import Held, appointments_of
from workflows.people.models import Person
from workflows.people.putting_back import may_put_back
from workflows.people.rights import require_true_actor

#: Commands of the machine's own hand
_MACHINE = (FireTimer, CompleteJob, FailJob, ThrowJobError)
#: Roles that publish a diagram, and that repair a stuck case
_PUBLISHERS = frozenset({"process_publisher"})
_REPAIRERS = frozenset({"sysadmin", "manager"})


class HandlingPolicy:
    """``engine.protocols.AccessPolicy`` of the field."""

    def check(self, tx: Tx, request: AccessRequest) -> None:
        """Return to allow; raise a ``NotPermitted`` or another refusal with its sentence."""
        if is_system(tx.actor) and isinstance(request.command, (*_MACHINE, PublishMessage)):
            return
        check = _CHECKS.get(type(request.command))
        if check is None:
            raise RightMissing("没有岗位可以办理此操作。", command=type(request.command).__name__)
        require_true_actor(tx.connection, tx.actor, tx.now)
        check(tx, request)

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        return keys_of(candidates, variables)

    def due_at(
        self, tx: Tx, extensions: Mapping[str, Any], due_at: datetime | None
    ) -> datetime | None:
        """``engine.protocols.Deadlines``: ``<yb:step limit="3WD"/>`` counts from today."""
        limit = limit_of(extensions)
        if limit is None:
            return due_at
        return limit_due(WorkCalendar.of(tx.connection, tx.tenant), tx.now, limit)


def may_start(tx: Tx, request: AccessRequest) -> None:
    """An applicant submits a saved application, for an item that is handled in that park."""
    facts = _facts(tx, request)
    require_applicant(tx, facts)
    if facts.state != states.DRAFT:
        raise NotNow(f"办件{states.label(facts.state)}，不能再次提交。")
    if request.command != submission(tx.connection, facts, tx.now):
        raise RightMissing("提交的内容与办件不一致。", code="facts-differ")
    ruling = Authority.issuer(tx, tx.tenant, facts.item, "receive", facts.park)
    if not ruling.allowed:
        raise NotNow(ruling.reason, code=ruling.code, ruling=ruling)


def may_do_task(tx: Tx, request: AccessRequest) -> None:
    """Claim or complete: post, assignee, separation of duties, authority."""
    task, facts = _task(request), _facts(tx, request)
    held_for(tx, keys_of(task.candidates, request.variables))
    if task.assignee is not None and task.assignee != tx.actor.person:
        raise RightMissing("该任务已由他人认领。", code="claimed", by=task.assignee)
    if isinstance(request.command, CompleteTask) and request.command.happened_at is not None:
        raise NotNow("办理时间以系统记录为准，不能补填。", code="not-backdated")
    act = act_of(task.extensions)
    if act is None:
        raise RightMissing("流程图没有写明此环节是什么行为，不能办理。", code="act-missing")
    _keep_apart(tx, facts, task, act)
    _need_authority(tx, facts, act, request)


def may_release(tx: Tx, request: AccessRequest) -> None:
    """Who holds a task gives it back; others for one who has left the post."""
    task, park = _task(request), request.variables.get("park")
    if not may_put_back(tx, task.assignee, keys_of(task.candidates, request.variables), park):
        raise RightMissing("只有认领人可以退回任务。", code="not-yours")


def may_publish(tx: Tx, request: AccessRequest) -> None:
    """The applicant hands in a correction, or withdraws before the decision."""
    command = request.command
    assert isinstance(command, PublishMessage)
    if command.name not in {SUPPLIED, WITHDRAW}:
        raise RightMissing("没有岗位可以发送此消息。", name=command.name)
    facts = _facts(tx, request)
    require_applicant(tx, facts)
    if command.name == WITHDRAW:
        rules.may_withdraw(facts.state)
    elif facts.state != states.CORRECTION:
        raise NotNow(f"办件{states.label(facts.state)}，现在不能补交材料。")
    # What else a message carries would become variables of the case
    if command not in (supply(facts.id), withdraw(facts.id)):
        raise RightMissing("提交的内容与办件不一致。", code="facts-differ")


def may_publish_diagrams(tx: Tx, request: AccessRequest) -> None:
    """Deploy: the machine at start-up, or a publisher who is not the author (S5)."""
    command = request.command
    assert isinstance(command, Deploy)
    if tx.actor.person is None and tx.actor.channel in {"system", "cli"}:
        return
    _need_role(tx, _PUBLISHERS)
    rules.publisher_is_not_author(tx.actor.person, command.author)
    query = select(Person.id).where(Person.tenant == tx.tenant, Person.id == command.author)
    if tx.connection.execute(query).first() is None:
        raise Unknown("没有这位流程设计人员。", id=str(command.author))


def may_withdraw_diagrams(tx: Tx, request: AccessRequest) -> None:
    """WithdrawDeployment: whoever publishes, with a reason."""
    assert isinstance(request.command, WithdrawDeployment)
    if not request.command.reason.strip():
        raise NotNow("请写明理由。", code="reason-missing")
    _need_role(tx, _PUBLISHERS)


def may_repair(tx: Tx, request: AccessRequest) -> None:
    """Retry, cancel, migrate or modify a case of the own park, with a reason."""
    command = request.command
    assert isinstance(command, (RetryIncident, CancelCase, MigrateCase, ModifyCase))
    if not command.reason.strip():
        raise NotNow("请写明理由。", code="reason-missing")
    if tx.actor.person is None and tx.actor.channel == "cli":
        return
    park = request.variables.get("park")
    if all(one.park_code not in {None, park} for one in _need_role(tx, _REPAIRERS)):
        raise RightMissing("您的岗位不在该园区，不能处理该园区的办件。", code="other-park")


def _task(request: AccessRequest) -> TaskFacts:
    if request.task is None:
        raise RightMissing("没有这个任务。")
    return request.task


def _facts(tx: Tx, request: AccessRequest) -> CaseFacts:
    """The application behind the case. What is no application is unknown here."""
    if request.process_id not in {None, PROCESS} or (case := _case_id(request)) is None:
        raise Unknown("没有这个办件。")
    return case_facts(tx.connection, tx.tenant, case)


def _case_id(request: AccessRequest) -> UUID | None:
    if request.case_id is not None:
        return request.case_id
    key = getattr(request.command, "key", None) or request.business_key
    try:
        return UUID(str(key))
    except ValueError:
        return None


def _keep_apart(tx: Tx, facts: CaseFacts, task: TaskFacts, act: Act) -> None:
    """S1, S3 and S7. An item done on the spot may be done by one person (行政许可法 34(2))."""
    person = tx.actor.person
    rules.helper_stays_out(person, facts.channel, facts.submitted_by)
    done = doers(tx.connection, tx.tenant, facts.id)
    if act.name == "cosign":
        rules.two_inspectors(next(reversed(done.get("inspect", [])), None), person)
    elif facts.handling != "instant":
        rules.separate_persons(person, done, apart_from(task.extensions))


def _need_authority(tx: Tx, facts: CaseFacts, act: Act, request: AccessRequest) -> None:
    form = request.command.variables if isinstance(request.command, CompleteTask) else {}
    action = act.action(form)
    if action is not None:
        Authority.require(tx, tx.actor, facts.item, action, facts.park, facts.form)


def _need_role(tx: Tx, roles: frozenset[str]) -> list[Held]:
    """The actor's posts of these roles; of the one post only that the actor names."""
    person, named = tx.actor.person, tx.actor.appointment
    held = appointments_of(tx.connection, tx.tenant, person, legal_day(tx.now)) if person else []
    found = [one for one in held if one.role in roles and named in {None, one.appointment}]
    if not found:
        raise RightMissing("您当前的岗位不能办理此操作。")
    return found


_CHECKS: Mapping[type, Callable[[Tx, AccessRequest], None]] = {
    StartCase: may_start,
    ClaimTask: may_do_task,
    CompleteTask: may_do_task,
    ReleaseTask: may_release,
    PublishMessage: may_publish,
    Deploy: may_publish_diagrams,
    WithdrawDeployment: may_withdraw_diagrams,
    RetryIncident: may_repair,
    CancelCase: may_repair,
    MigrateCase: may_repair,
    ModifyCase: may_repair,
}
