"""Values that variables hold, and their exact form in a snapshot.

A value is a string, boolean, None, int, Decimal, date, time, datetime, timedelta, a years and
months duration, a list or a context (dict with string keys). Floats become Decimal, so that money
and scores are computed as they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from engine.errors import Refused
from engine.feel.values import YearsMonths

#: Depth of lists and contexts inside each other, beyond which a value is refused
MAX_DEPTH = 64
#: A context with this one key is a typed value of the snapshot; no variable may carry the key
_MARK = "\x00"
_INT64 = 1 << 63
_NESTED = (dict, list)


class InvalidValue(Refused):
    """A variable has a type, key or depth that no snapshot can hold."""

    code = "invalid-value"


def normalize(value: Any) -> Any:
    """``value`` as a variable holds it: new lists and dicts, floats as Decimal.

    Raises ``InvalidValue`` for anything that could not be stored and read back exactly.
    """
    return _normalize(value, 0)


def normalize_all(variables: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping of variables, each normalized."""
    return {_name(key): _normalize(value, 1) for key, value in variables.items()}


def _normalize(value: Any, depth: int) -> Any:
    convert = _BY_TYPE.get(type(value))
    if convert is not None:
        return convert(value)
    if depth >= MAX_DEPTH:
        raise InvalidValue(f"values nest deeper than {MAX_DEPTH}")
    if isinstance(value, Mapping):
        return {_name(key): _normalize(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normalize(item, depth + 1) for item in value]
    for kind, convert in _BY_TYPE.items():
        if isinstance(value, kind):
            return convert(value)
    raise InvalidValue(f"a variable cannot hold a {type(value).__name__}")


def _name(key: Any) -> str:
    if not isinstance(key, str) or key == _MARK:
        raise InvalidValue(f"a variable or key must be text, not {key!r}")
    return _text(str(key))


def _text(value: str) -> str:
    """Half a character (a lone surrogate) is no text that any file or page could show."""
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InvalidValue("a text holds half a character") from error
    return value


def _integer(value: int) -> int | Decimal:
    return int(value) if -_INT64 <= value < _INT64 else Decimal(value)


def _float(value: float) -> Decimal:
    return _decimal(Decimal(repr(float(value))))


def _decimal(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise InvalidValue(f"{value} is not a number")
    return value


def _same(value: Any) -> Any:
    return value


_BY_TYPE: dict[type, Callable[[Any], Any]] = {
    str: _text,
    bool: _same,
    type(None): _same,
    int: _integer,
    float: _float,
    Decimal: _decimal,
    datetime: _same,
    date: _same,
    time: _same,
    timedelta: _same,
    YearsMonths: _same,
    UUID: str,
}


def encode(value: Any) -> dict[str, list[Any]]:
    """The snapshot's form of a value that JSON has no type for (``default`` of orjson)."""
    if isinstance(value, Decimal):
        return {_MARK: ["n", str(value)]}
    if isinstance(value, datetime):
        return {_MARK: ["T", value.replace(tzinfo=None).isoformat(), _zone(value), value.fold]}
    if isinstance(value, date):
        return {_MARK: ["d", value.isoformat()]}
    if isinstance(value, time):
        return {_MARK: ["t", value.replace(tzinfo=None).isoformat(), _zone(value)]}
    if isinstance(value, timedelta):
        return {_MARK: ["D", value.days, value.seconds, value.microseconds]}
    if isinstance(value, YearsMonths):
        return {_MARK: ["M", value.total]}
    raise InvalidValue(f"a variable cannot hold a {type(value).__name__}")


def decode(value: Any) -> Any:
    """The value from which ``encode`` and JSON made this. Changes lists and dicts in place."""
    if type(value) is dict:
        mark = value.get(_MARK)
        if mark is not None:
            return _DECODERS[mark[0]](*mark[1:])
        for key, item in value.items():
            if type(item) in _NESTED:
                value[key] = decode(item)
    elif type(value) is list:
        for place, item in enumerate(value):
            if type(item) in _NESTED:
                value[place] = decode(item)
    return value


def _zone(value: datetime | time) -> str | int | None:
    """Name of the zone, else the offset in seconds; None for local time."""
    if value.tzinfo is None:
        return None
    name = getattr(value.tzinfo, "key", None)
    if isinstance(name, str):
        return name
    offset = value.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def _tzinfo(zone: str | int | None) -> timezone | ZoneInfo | None:
    if zone is None:
        return None
    if isinstance(zone, str):
        return ZoneInfo(zone)
    return timezone(timedelta(seconds=zone)) if zone else UTC


def _datetime(text: str, zone: str | int | None, fold: int) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=_tzinfo(zone), fold=fold)


def _time(text: str, zone: str | int | None) -> time:
    return time.fromisoformat(text).replace(tzinfo=_tzinfo(zone))


_DECODERS: dict[str, Callable[..., Any]] = {
    "n": Decimal,
    "T": _datetime,
    "d": date.fromisoformat,
    "t": _time,
    "D": timedelta,
    "M": YearsMonths,
}
