"""RetryIncident, SetVariables, CancelCase: what an operator does to a case, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.commands import CancelCase, Outcome, RetryIncident, SetVariables
from engine.errors import AlreadyDone, NotFound, WrongState
from engine.pipeline.opened import Opened, open_case
from engine.protocols import AccessRequest
from engine.store import cases, due, events, incidents
from engine.store.incidents import IncidentRow
from engine.store.types import from_micros

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def retry_incident(host: Host, tx: Transaction, command: RetryIncident) -> Outcome:
    """What failed is tried again, with corrected variables."""
    found = incidents.load(tx, command.incident_id)
    if found is not None and found.case_id is None:
        return _retry_due(host, tx, command, found)
    case = _open(host, tx, None if found is None else found.case_id)
    incident = incidents.load(tx, command.incident_id)
    assert incident is not None
    case.ask(command, None, incident.token)
    _require_unresolved(incident)
    facts = events.Facts("IncidentRetried", element_id=incident.element_id)
    body = {
        "incident": incident.id.hex,
        "reason": command.reason,
        "variables": command.variables,
    }
    if _stands(case, incident.token):
        due.delete_dead(tx, case.row.id, incident.token)
    else:
        # Its due work was given up, the token itself waits as before
        due.revive(tx, case.row.id, incident.token)
    case.live.retry(incident.token, command.variables)
    return case.finish(command, facts, body)


def _retry_due(host: Host, tx: Transaction, command: RetryIncident, row: IncidentRow) -> Outcome:
    """Due work that belongs to no case is due again."""
    host.policy.check(tx, AccessRequest(command))
    _require_unresolved(row)
    assert row.due_id is not None
    due.revive_one(tx, row.due_id)
    incidents.resolve_one(tx, row.id)
    facts = events.Facts("IncidentRetried", element_id=row.element_id)
    events.append(tx, row.due_id, facts, {"incident": row.id.hex, "reason": command.reason})
    return Outcome()


def _require_unresolved(incident: IncidentRow) -> None:
    if incident.resolved_at is not None:
        raise AlreadyDone("this was resolved", by=None, at=from_micros(incident.resolved_at))


def set_variables(host: Host, tx: Transaction, command: SetVariables) -> Outcome:
    case = _open(host, tx, command.case_id)
    case.ask(command)
    _require_running(case)
    case.live.set_variables(command.variables)
    body = {"reason": command.reason, "variables": command.variables}
    return case.finish(command, events.Facts("VariablesSet"), body)


def cancel_case(host: Host, tx: Transaction, command: CancelCase) -> Outcome:
    case = _open(host, tx, command.case_id)
    case.ask(command)
    _require_running(case)
    case.live.cancel()
    return case.finish(command, events.Facts("CaseCanceled"), {"reason": command.reason})


def _open(host: Host, tx: Transaction, case_id: UUID | None) -> Opened:
    row = None if case_id is None else cases.load(tx, case_id)
    if row is None:
        raise NotFound("there is no such case", case=case_id)
    return open_case(host, tx, row)


def _stands(case: Opened, token: int) -> bool:
    """Whether the token itself is an incident."""
    return any(one == token and state == "incident" for one, _, state in case.live.tokens())


def _require_running(case: Opened) -> None:
    if case.row.state in cases.ENDED:
        raise WrongState("this case is over", code="case-over", state=case.row.state)
