"""A completed task leaves its form with both times, and the rows that its form stands for."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import delete, insert

from engine.commands import CompleteTask
from engine.protocols import Step, TaskFacts, Tx
from workflows.campaign import moment
from workflows.campaign.forms import FORMS, Filled
from workflows.campaign.policy import SUPERVISION
from workflows.campaign.reading import enrollment_facts, of_case, phase_facts, phase_of_case
from workflows.campaign.record_models import CampaignRecord
from workflows.clock import legal_day
from workflows.errors import Finding, refuse_if
from workflows.handling.models import TaskDraft
from workflows.handling.writing import plain


def record_task(tx: Tx, step: Step, task: TaskFacts) -> None:
    """Check the form, write its rows, keep it. Raises all findings at once."""
    assert isinstance(step.command, CompleteTask)
    said = _filled(tx, step, task)
    form = FORMS.get(task.element_id)
    if form is not None:
        refuse_if(list(_findings(form.check(said), said)))
        form.write(said)
    _keep(tx, step, task, said, form.kind if form else task.element_id)
    tx.connection.execute(
        delete(TaskDraft).where(TaskDraft.tenant == tx.tenant, TaskDraft.task_id == task.id)
    )


def _findings(found: Iterator[Finding], said: Filled) -> Iterator[Finding]:
    """The form's own findings; a field found wrong twice is named once."""
    seen: set[tuple[str, int]] = set()
    for one in found:
        if (one.field, one.row) not in seen:
            seen.add((one.field, one.row))
            yield one


def _filled(tx: Tx, step: Step, task: TaskFacts) -> Filled:
    assert isinstance(step.command, CompleteTask)
    enrollment = of_case(tx.connection, tx.tenant, step.seen)
    phase_id = phase_of_case(step.seen)
    facts = None if enrollment is None else enrollment_facts(tx.connection, tx.tenant, enrollment)
    assert phase_id is not None
    return Filled(
        tx=tx,
        form=step.command.variables,
        seen=step.seen,
        element=task.element_id,
        phase=facts.phase if facts else phase_facts(tx.connection, tx.tenant, phase_id),
        enrollment=facts,
        supervision=_supervision(step),
        on=legal_day(moment.of(tx).happened_at),
    )


def _supervision(step: Step) -> UUID | None:
    if step.process_id != SUPERVISION:
        return None
    return UUID(str(step.seen["supervision"]))


def _keep(tx: Tx, step: Step, task: TaskFacts, said: Filled, kind: str) -> None:
    assert isinstance(step.command, CompleteTask)
    when, facts = moment.of(tx), said.enrollment
    file = said.file
    tx.connection.execute(
        insert(CampaignRecord).values(
            tenant=tx.tenant, id=tx.new_id(), phase_id=said.phase.id,
            enrollment_id=facts.id if facts else None, kind=kind, element_id=task.element_id,
            task_id=task.id, round=facts.round if facts else None,
            form=plain(dict(step.command.variables)), form_version=step.command.form_version,
            person_id=tx.actor.person, appointment_id=tx.actor.appointment,
            happened_at=when.happened_at, recorded_at=when.recorded_at,
            late_reason=when.late_reason, file_id=file,
        )
    )  # fmt: skip
