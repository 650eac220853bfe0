"""A due row that cannot be carried out: in the end given up with an incident.

The case whose token waits for it stands in state ``incident`` until somebody retries. A row that
belongs to no case (a start timer, a message that is under way) leaves an incident without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import GiveUpDue, Outcome
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
    case_row = cases.load_of_due(tx, command.due_id)
    row = due.load(tx, command.due_id)
    if row is None or row.state == "dead":
        return NOTHING
    due.bury(tx, row.id, command.message)
    if case_row is None or row.token is None or case_row.state in cases.ENDED:
        return _without_case(tx, command, row)
    try:
        case = open_case(host, tx, case_row)
    except Exception as error:
        return _quarantine(tx, case_row, row, error)
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


def _quarantine(tx: Transaction, case: CaseRow, row: DueRow, error: Exception) -> Outcome:
    """The case cannot be opened: it is marked, and no other case notices."""
    message = f"the stored state of this case cannot be read: {error}"
    incidents.insert_plain(tx, case.id, row.token or 0, row.element_id or "", UNREADABLE, message)
    written, tx.written = tx.written, []
    body = {"message": message, ROWS: written}
    events.append(tx, case.id, events.Facts("CaseQuarantined"), body)
    head = tx.heads[case.id]
    case.event_seq, case.event_hash = head.seq, head.hash
    cases.save(tx, case, "incident")
    return Outcome(case.id, "incident")


def _body(command: GiveUpDue, row: DueRow) -> dict[str, object]:
    return {
        "kind": row.kind,
        "code": command.code,
        "message": command.message,
        "attempts": row.attempts + 1,
    }
