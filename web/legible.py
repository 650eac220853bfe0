"""Requests are text: one with a NUL in it is no text, and is refused before anybody reads it.

No browser sends one. PostgreSQL refuses it deep inside, SQLite keeps it: both would be a fault.
"""

from __future__ import annotations

from flask import Flask, abort, request


def install(app: Flask) -> None:
    """Ask it of every request, first of all."""
    app.before_request(_check)


def _check() -> None:
    if "\x00" in request.path or any("\x00" in word for word in _words()):
        abort(400)


def _words() -> list[str]:
    """Names and values of the address and, where a form was sent, of the form."""
    sent = request.args, request.form
    return [
        text
        for fields in sent
        for name, value in fields.items(multi=True)
        for text in (name, value)
    ]
