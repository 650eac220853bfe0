"""Security headers. Scripts come from here and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

P = ParamSpec("P")
R = TypeVar("R")

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data: blob:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)


def install(app: Flask) -> None:
    """Set the headers on every answer."""
    app.after_request(_set)


def with_diagram(view: Callable[P, R]) -> Callable[P, R]:
    """A page with a diagram or a form canvas, whose libraries set style attributes."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        g.inline_styles = True
        return view(*args, **kwargs)

    return wrapped


def _set(response: Response) -> Response:
    inline = " 'unsafe-inline'" if g.get("inline_styles") else ""
    response.headers.setdefault("Content-Security-Policy", _POLICY.format(inline=inline))
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.endpoint != "static":
        # pages carry personal data: nothing of them stays in a shared browser
        response.headers.setdefault("Cache-Control", "no-store")
    return response
