"""Request ids and one structured log line per request: no bodies, no names, no query strings."""

from __future__ import annotations

import re
import time
from uuid import uuid4

from flask import Flask, Response, g, request
from flask_login import current_user

from web.journal import Journal, begin_request

log = Journal("request")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(app: Flask) -> None:
    """Name each request and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _GIVEN.fullmatch(given) else uuid4().hex
    g.began = time.perf_counter()
    begin_request(g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint != "static":
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round((time.perf_counter() - g.began) * 1000, 1),
            person=_person(),
        )
    return response


def _person() -> str | None:
    # asked only where the session was read already: a log line must not cost a statement
    if "_login_user" not in g or not current_user.is_authenticated:
        return None
    return str(current_user.person)
