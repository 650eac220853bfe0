"""The web application: pages over an ``Office``. Knows how to show and ask, decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from web import (
    access,
    access_log,
    browser,
    compression,
    current,
    errors,
    headers,
    i18n,
    layout,
    legible,
)
from web.pages import Pages
from web.session import sign_on

_PARTS: tuple[Any, ...] = (
    access_log,
    compression,
    current,
    browser,
    headers,
    i18n,
    layout,
    legible,
    sign_on,
    errors,
)


def create_app(office: Any, config: Mapping[str, Any] | None = None) -> Flask:
    """A WSGI application that serves ``office``.

    ``config``: Flask settings, e.g. ``SECRET_KEY``, ``SESSION_COOKIE_SECURE``.
    Raises ``access.RightMissing`` when a route has no right; pages that load later are asked then.
    """
    app = Pages(__name__, static_folder=None, template_folder=None)
    app.json.ensure_ascii = app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config.from_mapping(_DEFAULTS)
    app.config.from_mapping(config or {})
    app.extensions["office"] = office
    for part in _PARTS:
        part.install(app)
    access.install(app)
    app.begin()
    if app.testing:
        app.load()
    return app


_DEFAULTS: dict[str, Any] = {
    "SESSION_COOKIE_NAME": "yuanban",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_SECURE": False,
    "PERMANENT_SESSION_LIFETIME": 8 * 3600,
    "SEND_FILE_MAX_AGE_DEFAULT": 30 * 24 * 3600,
    "MAX_CONTENT_LENGTH": 25 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "SIGN_IN_LIMIT": "10 per minute; 60 per hour",
    "API_LIMIT": "1200 per minute",
}
