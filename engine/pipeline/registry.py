"""Which function carries out which command. What is not listed is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine import commands
from engine.commands import Outcome
from engine.pipeline import (
    abandon,
    changing,
    correcting,
    correlation,
    deploying,
    due_work,
    job_work,
    starting,
    task_work,
)

#: (host, tx, command) -> Outcome
Verb = Callable[[Any, Any, Any], Outcome]

#: (host, tx, command) -> what to do between this look and the command's own transaction
PREPARATIONS: Mapping[type, Callable[[Any, Any, Any], Callable[[], None] | None]] = {
    commands.Deploy: deploying.prepare,
}

VERBS: Mapping[type, Verb] = {
    commands.Deploy: deploying.deploy,
    commands.WithdrawDeployment: deploying.withdraw,
    commands.StartCase: starting.start_case,
    commands.ClaimTask: task_work.claim_task,
    commands.ReleaseTask: task_work.release_task,
    commands.CompleteTask: task_work.complete_task,
    commands.PublishMessage: correlation.publish_message,
    commands.ThrowSignal: correlation.throw_signal,
    commands.FireTimer: due_work.fire_timer,
    commands.CarryOut: due_work.carry_out,
    commands.GiveUpDue: abandon.give_up,
    commands.CompleteJob: job_work.complete_job,
    commands.FailJob: job_work.fail_job,
    commands.ThrowJobError: job_work.throw_job_error,
    commands.RetryIncident: correcting.retry_incident,
    commands.SetVariables: correcting.set_variables,
    commands.CancelCase: correcting.cancel_case,
    commands.MigrateCase: changing.migrate_case,
    commands.ModifyCase: changing.modify_case,
}
