"""What the browser sent, as JSON: bounded, without surprises, numbers exact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

#: Largest form data that is read
LIMIT_BYTES = 512 * 1024
_DEPTH = 12
_UNREADABLE = "表单数据读不出来，请刷新页面后再提交。"


class PayloadRefused(ValueError):
    """The data of a form cannot be read. The message is Chinese, for the person."""


def read(text: str | bytes | None) -> dict[str, Any]:
    """The form data in ``text``; nothing sent is an empty form. Raises ``PayloadRefused``."""
    if not text:
        return {}
    if len(text) > LIMIT_BYTES:
        raise PayloadRefused("填写的内容太多，请把长文字作为材料上传。")
    data = exact(text)
    if not isinstance(data, dict):
        raise PayloadRefused(_UNREADABLE)
    return data


def exact(text: str | bytes) -> Any:
    """JSON with decimals for numbers. Raises ``PayloadRefused`` for what is none, or too deep."""
    try:
        data = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_unique
        )
        _refuse_what_no_database_takes("".join(_texts(data)))
        too_deep = _depth(data) > _DEPTH
    except (ValueError, RecursionError) as error:
        raise PayloadRefused(_UNREADABLE) from error
    if too_deep:
        raise PayloadRefused(_UNREADABLE)
    return data


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_what_no_database_takes(text: str) -> None:
    """Half of a pair of surrogates is no character; NUL ends a text in PostgreSQL."""
    text.encode()
    if "\x00" in text:
        raise ValueError("NUL is no character of a text")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0
