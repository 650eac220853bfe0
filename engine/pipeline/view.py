"""What a case is like at one moment, and the resources it runs on. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from engine.errors import NotFound
from engine.pipeline.opened import load
from engine.pipeline.surroundings import CaseSurroundings
from engine.protocols import TaskFacts
from engine.store import cases, deployments, incidents, tasks
from engine.store.incidents import IncidentRow

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as of its last committed step."""

    id: UUID
    #: active, completed, terminated or incident
    state: str
    process_id: str
    business_key: str | None
    deployment_id: UUID
    #: The outermost scope
    variables: dict[str, Any]
    #: (token, element id, state)
    tokens: Sequence[tuple[int, str, str]]
    #: Open tasks, the oldest first
    tasks: Sequence[TaskFacts]
    #: Incidents that are not resolved
    incidents: Sequence[IncidentRow]
    #: (element id, activated | completed | terminated), in order
    trace: Sequence[tuple[str, str]]
    #: Called cases that are running: (process id, state, variables)
    children: Sequence[Any]


def read_case(host: Host, tx: Transaction, case_id: UUID) -> CaseView:
    row = cases.look(tx, case_id)
    if row is None:
        raise NotFound("there is no such case", case=case_id)
    live = load(row, CaseSurroundings(host, tx))
    return CaseView(
        row.id,
        row.state,
        row.process_id,
        row.business_key,
        row.deployment_id,
        dict(live.variables),
        list(live.tokens()),
        [task.facts() for task in tasks.open_of_case(tx, case_id)],
        incidents.open_of_case(tx, case_id),
        _trace(tx, case_id),
        list(live.called()),
    )


def task_variables(host: Host, tx: Transaction, task_id: UUID) -> dict[str, Any]:
    """What a task sees, its iteration's own too; the variables of the case where it is over."""
    found = tasks.place_of(tx, task_id)
    row = None if found is None else cases.look(tx, found[0])
    if row is None or found is None:
        raise NotFound("there is no such task", task=task_id)
    live = load(row, CaseSurroundings(host, tx))
    try:
        return dict(live.variables_at(found[1]))
    except KeyError:
        return dict(live.variables)


def _trace(tx: Transaction, case_id: UUID) -> list[tuple[str, str]]:
    rows = tx.run(
        "SELECT trace FROM event WHERE tenant = ? AND stream = ? AND trace IS NOT NULL"
        " ORDER BY seq",
        (tx.tenant, case_id),
    )
    return [(move[0], move[1]) for (moves,) in rows for move in orjson.loads(moves)]


def form(host: Host, tx: Transaction, deployment_id: UUID, form_key: str) -> bytes:
    body = host.bundle(tx, deployment_id).forms.get(form_key)
    if body is None:
        raise NotFound("there is no such form", form=form_key)
    return body


def resource(tx: Transaction, deployment_id: UUID, file: str) -> bytes:
    body = deployments.files(tx, deployment_id).get(file)
    if body is None:
        raise NotFound("there is no such file", file=file)
    return body


def diagram(host: Host, tx: Transaction, deployment_id: UUID, process_id: str) -> bytes:
    process = host.bundle(tx, deployment_id).processes.get(process_id)
    if process is None:
        raise NotFound("there is no such process", process=process_id)
    return resource(tx, deployment_id, process.file)
