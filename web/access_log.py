"""Request ids and one structured log line per request: no bodies, no names, no query strings."""

from __future__ import annotations

import logging
import re
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from flask_login import current_user

log = structlog.get_logger("request")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(app: Flask) -> None:
    """Name each request and log how it ended."""
    if not structlog.is_configured():
        structlog.configure(
            processors=[
                structlog.contextvars.merge_contextvars,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _GIVEN.fullmatch(given) else uuid4().hex
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


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
