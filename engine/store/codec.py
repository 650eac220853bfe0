"""Values as bytes and back, types kept: for variables of due rows, payloads and outcomes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import UUID

import orjson

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_ID = "\x00id"
_ZSTD = b"\x28\xb5\x2f\xfd"
#: Below this many bytes compression costs more than it saves
_PACK_FROM = 600
_THREAD = threading.local()


@cache
def _values() -> ModuleType:
    # Loads FEEL, which nothing needs before the first value that JSON has no type for
    return import_module("engine.values")


def encode(value: Any) -> bytes:
    """The bytes of what variables hold (``engine.values``)."""
    try:
        return orjson.dumps(value, default=_default, option=_OPTIONS)
    except TypeError:
        # JSON of this library has no whole numbers beyond 64 bits; as decimals it has
        return orjson.dumps(_values().normalize(value), default=_default, option=_OPTIONS)


def pack(value: Any) -> bytes:
    """As ``encode``, and compressed where that pays.

    A row beyond a quarter of a page costs SQLite a page of its own: half of all bodies would.
    """
    body = encode(value)
    return body if len(body) < _PACK_FROM else _compressor().compress(body)


def decode(body: bytes) -> Any:
    """What ``encode`` or ``pack`` was given; tuples come back as lists, ids as text."""
    if body[:4] == _ZSTD:  # JSON never begins like this
        body = _zstd().ZstdDecompressor().decompress(body)
    return _values().decode(orjson.loads(body))


def _compressor() -> Any:
    """One per thread: the object is not safe to share."""
    found = getattr(_THREAD, "compressor", None)
    if found is None:
        # Level 1 builds a code for single letters: four times the time for an eighth less
        found = _THREAD.compressor = _zstd().ZstdCompressor(level=-1)
    return found


@cache
def _zstd() -> ModuleType:
    # A page that only reads rows needs none of it
    return import_module("zstandard")


def encode_result(value: Any) -> bytes:
    """As ``encode``, and ids stay ids."""
    return encode(_with_ids(value))


def decode_result(body: bytes) -> Any:
    """What ``encode_result`` was given; tuples come back as lists."""
    return _read_ids(decode(body))


def _default(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return _values().encode(value)


def _with_ids(value: Any) -> Any:
    if isinstance(value, UUID):
        return {_ID: value.hex}
    if isinstance(value, Mapping):
        return {key: _with_ids(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_ids(item) for item in value]
    return value


def _read_ids(value: Any) -> Any:
    if isinstance(value, dict):
        if _ID in value:
            return UUID(value[_ID])
        return {key: _read_ids(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_read_ids(item) for item in value]
    return value
