"""How the campaign takes part in a step of its cases: its work, and its rows, with the step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands import CompleteTask
from engine.protocols import Step, Tx, Work
from workflows.campaign import park_forms, phase_forms
from workflows.campaign.placing import place_tasks
from workflows.campaign.policy import PROCESSES
from workflows.campaign.recording import record_task
from workflows.campaign.services import SERVICES

#: Modules whose forms register when they are imported
REGISTERED = (park_forms, phase_forms)


class CampaignParticipant:
    """``engine.protocols.Participant`` of the campaign's processes."""

    def performs(self, work_type: str) -> bool:
        return work_type in SERVICES

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        return SERVICES[work.type](tx, work)

    def on_step(self, tx: Tx, step: Step) -> None:
        """A completed task leaves its form; tasks that opened get their place."""
        if step.process_id not in PROCESSES:
            return
        if isinstance(step.command, CompleteTask):
            assert step.task is not None
            record_task(tx, step, step.task)
        place_tasks(tx, step)
