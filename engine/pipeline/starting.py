"""StartCase, and every other way in which a case begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.commands import Command, Outcome, StartCase
from engine.errors import NotFound, WrongState
from engine.live import LiveCase
from engine.pipeline.opened import Opened
from engine.pipeline.surroundings import CaseSurroundings
from engine.protocols import AccessRequest
from engine.store import cases, deployments, events
from engine.store.cases import CaseRow

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def start_case(host: Host, tx: Transaction, command: StartCase) -> Outcome:
    """A case of the newest effective definition, run until it waits."""
    case_id = command.case_id or tx.new_id()
    host.policy.check(
        tx,
        AccessRequest(
            command,
            case_id,
            command.process_id,
            command.business_key,
            variables=command.variables,
        ),
    )
    deployment_id = deployments.newest_effective(tx, command.process_id)
    if deployment_id is None:
        raise NotFound(
            f"no definition of {command.process_id} is in effect",
            code="unknown-process",
            process_id=command.process_id,
        )
    command = replace(command, case_id=case_id)
    return begin(host, tx, command, deployment_id, command)


def begin(
    host: Host,
    tx: Transaction,
    start: StartCase,
    deployment_id: UUID,
    cause: Command,
    event_variables: Mapping[str, Any] | None = None,
) -> Outcome:
    """Start ``start`` on a given deployment. ``cause``: the command that participants see."""
    case_id = start.case_id or tx.new_id()
    if cases.exists(tx, case_id):
        raise WrongState("this case has begun already", code="case-exists", case=case_id)
    head = events.adopt(tx, case_id)
    bundle = host.bundle(tx, deployment_id)
    row = CaseRow(
        case_id, deployment_id, start.process_id, start.business_key, "active", 0, head.seq,
        head.hash, b"",
    )  # fmt: skip
    cases.insert(tx, row)
    surroundings = CaseSurroundings(host, tx)
    live = LiveCase.start(
        bundle,
        deployment_id,
        start.process_id,
        case_id,
        start.business_key,
        start.variables,
        surroundings,
        start_event=start.start_event,
        event_variables=event_variables,
    )
    case = Opened(host, tx, row, live, surroundings)
    variables = {**start.variables, **(event_variables or {})}
    facts = events.Facts("CaseStarted", element_id=start.start_event)
    return case.finish(cause, facts, {"process": start.process_id, "variables": variables})
