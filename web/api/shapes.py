"""Shapes of requests: a marshmallow schema for a command, made of its fields' types.

A command is a frozen dataclass; its schema takes the same names as JSON and loads the command, so
that nothing which the command does not know can come in and nothing is written down twice.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, validate
from marshmallow import fields as ma

#: Longest text that any field takes; the rules of the field are stricter and speak for themselves
_TEXT = 20_000
_LIST = 2_000
#: Whole numbers that every column takes
_WHOLE = 2**31


class Strict(Schema):
    """Takes what it knows and nothing else; says in Chinese what does not fit."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": "没有这一项。", "type": "请提交 JSON 对象。"}

    def on_bind_field(self, field_name: str, field_obj: Any) -> None:
        """Sentences in place of marshmallow's English ones."""
        missing = {"required": "缺少这一项。", "null": "这一项不能为空。"}
        wrong = dict.fromkeys(field_obj.error_messages, "这一项的格式不对。")
        field_obj.error_messages = {**wrong, **missing}


class Text(ma.String):
    """Text without NUL and without half a character, which no database keeps."""

    def _deserialize(self, value: Any, *given: Any, **more: Any) -> str:
        text = str(super()._deserialize(value, *given, **more))
        if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
            raise self.make_error("invalid")
        return text


class Base64(ma.Field[bytes]):
    """The bytes of a file."""

    default_error_messages = {"invalid": "base64"}

    def _deserialize(self, value: Any, *_given: Any, **_more: Any) -> bytes:
        try:
            return base64.b64decode(value, validate=True)
        except (TypeError, ValueError, binascii.Error):
            raise self.make_error("invalid") from None


class Values(ma.Dict):
    """Variables by name: JSON values, as deep as a case takes them."""

    def _deserialize(self, value: Any, *given: Any, **more: Any) -> Any:
        found = super()._deserialize(value, *given, **more)  # type: ignore[no-untyped-call]
        if not all(isinstance(name, str) for name in found):
            raise self.make_error("invalid")
        return found


def body_of(command: type, *, without: Sequence[str] = (), name: str = "") -> Schema:
    """A schema that loads ``{field: value}`` of ``command``, ``without`` what the address says.

    What it loads are keyword arguments: the view adds those of the address and makes the command.
    """
    return _schema(command, tuple(without), name or command.__name__)()


@cache
def _schema(command: type, without: tuple[str, ...], name: str) -> type[Schema]:
    hints = get_type_hints(command)
    members: dict[str, Any] = {
        one.name: _field(hints[one.name], one) for one in fields(command) if one.name not in without
    }
    return type(name, (Strict,), members)


def _field(hint: Any, one: Field[Any] | None = None) -> ma.Field[Any]:
    more: dict[str, Any] = {}
    if one is not None:
        optional = one.default is not MISSING or one.default_factory is not MISSING
        more["required"] = not optional
    inner, nullable = _without_none(hint)
    if nullable:
        more["allow_none"] = True
    return _made(inner, more)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        others = [one for one in get_args(hint) if one is not type(None)]
        return others[0], len(others) < len(get_args(hint))
    return hint, False


_PLAIN: dict[Any, type[ma.Field[Any]]] = {
    UUID: ma.UUID, int: ma.Integer, bool: ma.Boolean, date: ma.Date, datetime: ma.AwareDateTime,
    bytes: Base64,
}  # fmt: skip


def _made(hint: Any, more: dict[str, Any]) -> ma.Field[Any]:
    origin = get_origin(hint) or hint
    if hint is str:
        return Text(validate=validate.Length(max=_TEXT), **more)
    if hint is int:
        return ma.Integer(strict=True, validate=validate.Range(-_WHOLE, _WHOLE - 1), **more)
    if hint in _PLAIN:
        return _PLAIN[hint](**more)
    if hint is timedelta:
        return ma.TimeDelta(precision="seconds", validate=_span, **more)
    if is_dataclass(hint):
        return _Made(hint, **more)
    if origin in (Mapping, dict) or hint is Any:
        return Values(**more)
    if origin in (Sequence, tuple, list):
        return ma.List(_field(_of(hint)), validate=validate.Length(max=_LIST), **more)
    raise TypeError(f"no shape for {hint!r}")


def _of(hint: Any) -> Any:
    """What a sequence holds; a tuple of two is a list of two texts."""
    inner = [one for one in get_args(hint) if one is not Ellipsis]
    return inner[0] if inner else str


def _span(value: timedelta) -> None:
    if not timedelta(0) <= value <= timedelta(days=366):
        raise ValidationError("这一项的格式不对。")


class _Made(ma.Nested):
    """A part that is a dataclass of its own."""

    def __init__(self, made: Any, **more: Any) -> None:
        super().__init__(_schema(made, (), made.__name__), **more)
        self._makes = made

    def _deserialize(self, *given: Any, **more: Any) -> Any:
        return self._makes(**super()._deserialize(*given, **more))
