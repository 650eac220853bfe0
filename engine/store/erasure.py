"""Erasing bodies of events: the chain stays valid and the gap stays visible.

Law: 个人信息保护法 Art. 47 (deletion), Art. 19 (the shortest time necessary).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.store import events
from engine.store.types import read_id
from engine.store.verification import ERASED

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

_PERSONAL = (
    "SELECT e.stream, e.id FROM event e JOIN payload p ON p.tenant = e.tenant AND p.id = e.id"
    " WHERE e.tenant = ? AND p.data_class = 'personal'"
)


def erase_of_stream(tx: Transaction, stream: UUID, reason: str) -> int:
    """Erase the personal bodies of a stream; how many there were."""
    return _erase(tx, f"{_PERSONAL} AND e.stream = ?", (tx.tenant, stream), reason)


def erase_of_subject(tx: Transaction, subject: UUID, reason: str) -> int:
    """Erase the personal bodies that speak of a person or party; how many there were."""
    return _erase(tx, f"{_PERSONAL} AND p.subject = ?", (tx.tenant, subject), reason)


def _erase(tx: Transaction, sql: str, values: tuple[object, ...], reason: str) -> int:
    found = [(read_id(stream), read_id(id)) for stream, id in tx.run(sql, values).fetchall()]
    for _, event_id in found:
        tx.run("DELETE FROM payload WHERE tenant = ? AND id = ?", (tx.tenant, event_id))
    for stream in dict.fromkeys(stream for stream, _ in found):
        erased = [event_id.hex for owner, event_id in found if owner == stream]
        events.append(tx, stream, events.Facts(ERASED), {"events": erased, "reason": reason})
    return len(found)
