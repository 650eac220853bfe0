"""Why this person may do this step, until when; or why not, by which rule, and who can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.protocols import Actor
from web.tasks.task import Task
from workflows.authority import Authority, Ruling
from workflows.handling import rules
from workflows.handling.acts import act_of, apart_from
from workflows.handling.reading import doers


@dataclass(frozen=True)
class Obstacle:
    """Why the button is grey: a sentence with its article, and who could do it instead."""

    reason: str
    who_could: tuple[str, ...] = ()


def ruling_for(
    conn: Connection, task: Task, actor: Actor, now: datetime, form: Mapping[str, Any]
) -> Ruling | None:
    """The ruling for the legal act of this step, asked beforehand; None where it needs none.

    A preview only: the act is ruled on again inside its transaction.
    """
    act = act_of(task.extensions)
    action = act.action(form) if act else None
    if task.application is None or action is None or actor.appointment is None:
        return None
    return Authority.may(conn, actor, task.item_id, action, task.park_id, task.form, now)


def obstacle(conn: Connection, task: Task, person: UUID, ruling: Ruling | None) -> Obstacle | None:
    """What stands in the way whatever is filled in: authority, or an earlier step by the same."""
    if ruling is not None and not ruling.allowed:
        return Obstacle(ruling.reason, ruling.who_could)
    if task.application is None:
        return None
    try:
        _keep_apart(conn, task, person)
    except rules.RuleBroken as broken:
        return Obstacle(broken.message)
    return None


def _keep_apart(conn: Connection, task: Task, person: UUID) -> None:
    """S1, S3 and S7 (domain §6.2), as the policy asks them inside the transaction."""
    rules.helper_stays_out(person, task.channel, task.submitted_by)
    done = doers(conn, task.tenant, task.application)
    act = act_of(task.extensions)
    if act is not None and act.name == "cosign":
        rules.two_inspectors(next(reversed(done.get("inspect", [])), None), person)
    elif task.handling != "instant":
        rules.separate_persons(person, done, apart_from(task.extensions))
