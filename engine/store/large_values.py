"""Large values of a case's variables, each once, by content: a step does not write them anew.

They belong to their case: no other case needs to be asked before one is deleted, and whoever
erases or moves a case finds them by its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

import zstandard

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

_HERE = "WHERE tenant = ? AND case_id = ?"


def read(tx: Transaction, case_id: UUID) -> Mapping[str, bytes]:
    """{SHA-256 in hexadecimal: JSON} of all that the case has."""
    found = tx.run(f"SELECT digest, body FROM large_value {_HERE}", (tx.tenant, case_id))
    unpack = zstandard.ZstdDecompressor().decompress
    return {bytes(digest).hex(): unpack(bytes(body)) for digest, body in found.fetchall()}


def keep(tx: Transaction, case_id: UUID, values: Mapping[str, bytes]) -> None:
    """Store those of ``values`` that are not there, and delete what is there beside them."""
    found = tx.run(f"SELECT digest FROM large_value {_HERE}", (tx.tenant, case_id))
    there = {bytes(digest).hex() for (digest,) in found.fetchall()}
    for digest in values.keys() - there:
        packed = zstandard.ZstdCompressor(level=1).compress(values[digest])
        tx.write(
            "INSERT INTO large_value (tenant, case_id, digest, body) VALUES (?, ?, ?, ?)",
            (tx.tenant, case_id, bytes.fromhex(digest), packed),
        )
    for digest in there - values.keys():
        tx.write(
            f"DELETE FROM large_value {_HERE} AND digest = ?",
            (tx.tenant, case_id, bytes.fromhex(digest)),
        )


def drop(tx: Transaction, case_id: UUID) -> None:
    """Delete all that the case has: its record is put away, or its variables are erased."""
    tx.write(f"DELETE FROM large_value {_HERE}", (tx.tenant, case_id))
