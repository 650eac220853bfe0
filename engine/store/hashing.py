"""What the hash of an event covers: every field of its row, in one canonical form."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

#: Fields of an event behind tenant and stream, in the order in which they are hashed
COLUMNS = (
    "seq, id, type, happened_at, recorded_at, person, appointment, on_behalf_of, channel,"
    " element_id, form_version, rule_version, trace, payload_hash, previous_hash"
)


def row_hash(tenant: UUID, stream: UUID, row: tuple[Any, ...]) -> bytes:
    """SHA-256 over the fields as a JSON list: ids as text, hashes in hexadecimal, null kept."""
    return sha256(orjson.dumps((tenant, stream, *row), default=_hexadecimal)).digest()


def body_hash(salt: bytes, body: bytes) -> bytes:
    """The salted hash by which an event names its body."""
    return sha256(salt + body).digest()


def _hexadecimal(value: Any) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    raise TypeError(f"an event field cannot be a {type(value).__name__}")
