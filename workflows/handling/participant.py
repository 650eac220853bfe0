"""How handling takes part in a step of a case: its work, and its rows, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.commands import CompleteTask, PublishMessage, StartCase
from engine.protocols import Step, Tx, Work
from workflows.errors import refuse_if
from workflows.handling import services, states
from workflows.handling.acts import act_of
from workflows.handling.commands import PartyData
from workflows.handling.parties import party_findings
from workflows.handling.reading import case_facts
from workflows.handling.recording import record_step
from workflows.handling.requests import PROCESS, WITHDRAW
from workflows.handling.writing import Deed, record_deed, set_application


class HandlingParticipant:
    """``engine.protocols.Participant`` of the process ``item-handling``."""

    def performs(self, work_type: str) -> bool:
        return work_type in services.SERVICES

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        return services.perform(tx, work)

    def on_step(self, tx: Tx, step: Step) -> None:
        """Record what the step means in law, or refuse it."""
        if step.process_id != PROCESS:
            return
        record = _STEPS.get(type(step.command))
        if record is not None:
            record(tx, step)


def submitted(tx: Tx, step: Step) -> None:
    """An application was handed in; the window's task is open. Its applicant must be complete."""
    entered = case_facts(tx.connection, tx.tenant, step.case_id).applicant
    if entered is not None:
        refuse_if(list(party_findings(PartyData(**entered))))
    set_application(
        tx,
        step.case_id,
        state=states.SUBMITTED,
        submitted_at=tx.now,
    )


def completed(tx: Tx, step: Step) -> None:
    """A person finished a task."""
    assert isinstance(step.command, CompleteTask)
    act = act_of(step.task.extensions) if step.task else None
    if act is not None and step.task is not None:
        record_step(tx, step.case_id, step.task, act, step.command.variables)


def told(tx: Tx, step: Step) -> None:
    """The applicant withdrew: from the beginning without effect (domain §4.2 撤回申请)."""
    assert isinstance(step.command, PublishMessage)
    if step.command.name == WITHDRAW:
        set_application(tx, step.case_id, state=states.WITHDRAWN, ended_at=tx.now)
        record_deed(tx, Deed("withdraw", step.case_id, "withdraw"))


_STEPS: Mapping[type, Callable[[Tx, Step], None]] = {
    StartCase: submitted,
    CompleteTask: completed,
    PublishMessage: told,
}
