"""JSON that comes in: exact numbers, no key twice, no NaN, no half characters, not too deep."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from web.forms.payload import PayloadRefused, exact


class Parser(FlaskParser):
    """Reads numbers as decimals; what is no JSON of ours is refused, never half understood."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": "raise", "json": "raise"}

    def _raw_load_json(self, req: Request) -> Any:
        if req.content_length and not req.is_json:  # a form that was parsed leaves no bytes behind
            raise UnsupportedMediaType
        if not req.get_data(cache=True):
            return {}
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            return exact(req.get_data(cache=True))
        except PayloadRefused as refused:
            raise BadRequest(str(refused)) from refused


class Part(Blueprint):
    """A part of the API."""

    ARGUMENTS_PARSER = Parser()

    def route(self, rule: str, **options: Any) -> Any:
        """Open an address; the view's name is also the operation's."""
        opened = super().route(rule, **options)
        return lambda view: opened(self.doc(operationId=view.__name__)(view))


def plain(value: Any) -> Any:
    """A value of a case as JSON: decimals that a double holds exactly are numbers, else texts."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(plain(item) for item in value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


__all__ = ["Parser", "Part", "plain"]
