"""Forms come from our own pages: a token of the session in each of them.

The token is masked anew for every page, so that compression gives nothing of it away (BREACH).
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, request, session
from werkzeug.exceptions import BadRequest

from web.session.bearer import for_programs

_BYTES = 24
_KEY = "csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class CSRFError(BadRequest):
    """The request does not carry the token of this session."""


def install(app: Flask) -> None:
    """Ask every request that may change something for the token."""
    app.before_request(_check)


def generate_csrf() -> str:
    """The session's token under a fresh mask: what a page carries."""
    if _KEY not in session:
        session[_KEY] = secrets.token_hex(_BYTES)
    mask = secrets.token_bytes(_BYTES)
    return (mask + _xor(mask, bytes.fromhex(session[_KEY]))).hex()


def _check() -> None:
    if request.method in _SAFE or request.endpoint is None or for_programs():
        return
    given = request.form.get("csrf_token") or request.headers.get("X-CSRFToken", "")
    if not _matches(given):
        raise CSRFError


def _matches(given: str) -> bool:
    try:
        both = bytes.fromhex(given)
    except ValueError:
        return False
    if len(both) != 2 * _BYTES or _KEY not in session:
        return False
    token = _xor(both[:_BYTES], both[_BYTES:])
    return hmac.compare_digest(token, bytes.fromhex(session[_KEY]))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
