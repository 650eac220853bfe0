"""A due row that cannot be carried out: in the end given up with an incident.

The case whose token waits for it stands in state ``incident`` until somebody retries. A row that
belongs to no case (a start timer, a message that is under way) leaves an incident without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.commands import GiveUpDue, Outcome
from engine.errors import CaseUnreadable
from engine.pipeline.opened import open_case
from engine.policy import require_system
from engine.store import cases, due, events, incidents
from engine.store.cases import CaseRow
from engine.store.due import DueRow
from engine.store.rows import ROWS

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction

NOTHING = Outcome()
#: Code of the incident of a case whose stored state cannot be read
UNREADABLE = "snapshot-unreadable"


def give_up(host: Host, tx: Transaction, command: GiveUpDue) -> Outcome:
    """The row is a dead letter from now on. One that is gone was carried out meanwhile."""
    require_system(tx.actor)
    case_row, row = due.load_with_case(tx, command.due_id)
    if row is None or row.state == "dead":
        return NOTHING
    due.bury(tx, row.id, command.message)
    if case_row is None or row.token is None or case_row.state in cases.ENDED:
        return _without_case(tx, command, row)
    try:
        case = open_case(host, tx, case_row)
    except CaseUnreadable as damaged:
        return _quarantine(tx, case_row, row.token, row.element_id or "", damaged)
    if not case.live.give_up(row.token, command.code, command.message):
        due.delete(tx, row.id)
        return NOTHING
    facts = events.Facts("DueAbandoned", element_id=row.element_id)
    return case.finish(command, facts, _body(command, row))


def _without_case(tx: Transaction, command: GiveUpDue, row: DueRow) -> Outcome:
    place = row.element_id or row.name or row.kind
    incidents.insert_of_due(tx, row.id, place, command.code, command.message)
    facts = events.Facts("DueAbandoned", element_id=row.element_id)
    events.append(tx, row.id, facts, {**_body(command, row), "name": row.name})
    return NOTHING


def set_aside(host: Host, tx: Transaction, case_id: UUID) -> None:
    """A case that could not be opened stands still as an incident, once."""
    row = cases.load(tx, case_id)
    if row is None or row.state in cases.ENDED:
        return
    if _is_set_aside(tx, case_id):
        return
    try:
        open_case(host, tx, row)
    except CaseUnreadable as damaged:
        _quarantine(tx, row, 0, "", damaged)


def _quarantine(
    tx: Transaction, case: CaseRow, token: int, element_id: str, damaged: CaseUnreadable
) -> Outcome:
    """The case cannot be opened: it is marked, and no other case notices."""
    message = damaged.message
    if not _is_set_aside(tx, case.id):
        incidents.insert_plain(tx, case.id, token, element_id, UNREADABLE, message)
    written, tx.written = tx.written, []
    body = {"message": message, ROWS: written}
    events.append(tx, case.id, events.Facts("CaseQuarantined"), body)
    head = tx.heads[case.id]
    case.event_seq, case.event_hash = head.seq, head.hash
    cases.save(tx, case, "incident")
    return Outcome(case.id, "incident")


def _is_set_aside(tx: Transaction, case_id: UUID) -> bool:
    return any(one.code == UNREADABLE for one in incidents.open_of_case(tx, case_id))


def _body(command: GiveUpDue, row: DueRow) -> dict[str, object]:
    return {
        "kind": row.kind,
        "code": command.code,
        "message": command.message,
        "attempts": row.attempts + 1,
    }
