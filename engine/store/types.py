"""Column types that hold on SQLite and PostgreSQL alike (docs/adr/0001-ground.md).

Ids are ``uuid`` on PostgreSQL and 16 bytes on SQLite; instants are UTC microseconds since 1970 in
a BIGINT on both; legal days are DATE, meant in Asia/Shanghai.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, SafeUUID

import orjson
from sqlalchemy import BigInteger, Dialect, LargeBinary, Text, Uuid
from sqlalchemy.types import TypeDecorator

_new, _set = UUID.__new__, object.__setattr__
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant. Raises ``ValueError`` on a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"naive instant {instant.isoformat()}: an instant carries its zone")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant of ``micros``."""
    return _EPOCH + timedelta(microseconds=micros)


def read_id(value: Any) -> UUID:
    """The id in a column that a plain cursor gave: ``uuid`` or its 16 bytes."""
    if isinstance(value, UUID):
        return value
    # 16 bytes are always an id: the checks of UUID cost more than the reading of a row's column
    found = _new(UUID)
    _set(found, "int", int.from_bytes(value, "big"))
    _set(found, "is_safe", SafeUUID.unknown)
    return found


def read_id_or_none(value: Any) -> UUID | None:
    """As ``read_id``, for a column that may be empty."""
    return None if value is None else read_id(value)


class Id(TypeDecorator[UUID]):
    """UUID: ``uuid`` on PostgreSQL, BLOB of 16 bytes on SQLite."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=bytes(value))


class Instant(TypeDecorator[datetime]):
    """Aware UTC datetime, stored as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


class Json(TypeDecorator[Any]):
    """A JSON document as text, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)
