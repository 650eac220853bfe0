"""Erasing bodies of events: the chain stays valid and the gap stays visible.

With the first personal body of a case that is over its variables go as well, the large ones too:
nobody needs them any more, and they say the same. A case that is going on keeps them.

Law: 个人信息保护法 Art. 47 (deletion), Art. 19 (the shortest time necessary).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from engine.store import archive, cases, events, large_values
from engine.store.types import read_id, to_micros
from engine.store.verification import ERASED

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: What names the bodies that were erased is kept for ever, else they would seem to be missing
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
EXPIRED = "the time for which it is kept is over"

_BODIES = (
    "SELECT e.stream, e.id, p.data_class FROM payload p"
    " JOIN event e ON e.tenant = p.tenant AND e.id = p.id"
)
_PERSONAL = f"{_BODIES} WHERE e.tenant = ? AND p.data_class = 'personal'"
#: Bodies of a case that is going on are needed by it: nothing of them expires
_OVER = (
    f"{_BODIES} LEFT JOIN process_case c ON c.tenant = e.tenant AND c.id = e.stream"
    " WHERE p.tenant = ? AND (c.id IS NULL OR c.ended_at IS NOT NULL)"
)


def erase_of_stream(tx: Transaction, stream: UUID, reason: str) -> int:
    """Erase the personal bodies of a stream; how many there were."""
    archive.recall(tx, stream)
    return _erase(tx, f"{_PERSONAL} AND e.stream = ?", (tx.tenant, stream), reason)


def erase_of_subject(tx: Transaction, subject: UUID, reason: str) -> int:
    """Erase the personal bodies that speak of a person or party; how many there were."""
    for case_id in archive.of_subject(tx, subject):
        archive.recall(tx, case_id)
    return _erase(tx, f"{_PERSONAL} AND p.subject = ?", (tx.tenant, subject), reason)


def erase_expired(tx: Transaction, erase_after: Mapping[str, timedelta], limit: int) -> int:
    """Erase up to ``limit`` bodies whose time is over; how many there were.

    Time is over at a body's own ``retain_until``; without one when ``erase_after`` {data class:
    period} has passed since the end of its case, or since it was recorded where it has no case.
    """
    for case_id in _expired_cases(tx, limit):
        archive.recall(tx, case_id)
    own = f"{_OVER} AND p.retain_until < ? ORDER BY p.retain_until LIMIT ?"
    erased = _erase(tx, own, (tx.tenant, tx.now_micros, limit), EXPIRED)
    for data_class, period in erase_after.items():
        before = to_micros(tx.now - period)
        by_class = (
            f"{_OVER} AND p.data_class = ? AND p.retain_until IS NULL AND p.id < ?"
            " AND coalesce(c.ended_at, e.recorded_at) < ? ORDER BY p.id LIMIT ?"
        )
        # Ids are ordered by time: only what is old enough is looked at
        values = (tx.tenant, data_class, UUID(int=(before // 1000) << 80), before, limit)
        erased += _erase(tx, by_class, values, EXPIRED)
    return erased


def _expired_cases(tx: Transaction, limit: int) -> Iterable[UUID]:
    rows = tx.run(
        "SELECT case_id FROM case_archive WHERE tenant = ? AND retain_until < ?"
        " ORDER BY retain_until LIMIT ?",
        (tx.tenant, tx.now_micros, limit),
    ).fetchall()
    return [read_id(row[0]) for row in rows]


def _erase(tx: Transaction, sql: str, values: tuple[object, ...], reason: str) -> int:
    rows = tx.run(sql, values).fetchall()
    found = [(read_id(stream), read_id(id)) for stream, id, _ in rows]
    for _, event_id in found:
        tx.run("DELETE FROM payload WHERE tenant = ? AND id = ?", (tx.tenant, event_id))
    for stream in dict.fromkeys(stream for stream, _ in found):
        erased = [event_id.hex for owner, event_id in found if owner == stream]
        body = {"events": erased, "reason": reason}
        events.append(tx, stream, events.Facts(ERASED), body, retain_until=FOREVER)
    for stream in dict.fromkeys(read_id(row[0]) for row in rows if row[2] == "personal"):
        _empty_case(tx, stream)
    return len(found)


def _empty_case(tx: Transaction, stream: UUID) -> None:
    """Take the variables out of a case that is over; other streams have none."""
    from engine.snapshot import SnapshotDamaged, SnapshotUnknown, without_variables

    row = cases.load(tx, stream)
    if row is None or row.state not in cases.ENDED or row.snapshot == archive.AWAY:
        return
    try:
        emptied = without_variables(row.snapshot)
    except (SnapshotDamaged, SnapshotUnknown):
        emptied = b""  # what nobody can read is a record of nothing
    cases.set_snapshot(tx, stream, emptied)
    large_values.drop(tx, stream)
