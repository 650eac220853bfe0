"""Sessions: a signed cookie that names the person; rights are read anew with each request."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user
from markupsafe import Markup

from web import current
from web.session import csrf, limits
from web.session.bearer import for_programs, load_token
from web.session.csrf import generate_csrf
from web.session.identity import Identity, load
from workflows.clock import legal_day
from workflows.people.commands import EndSession

#: A session ends after so many seconds without a request
IDLE_S = 2 * 3600
#: Written at most this often, so that not every answer carries a cookie
_TOUCH_S = 300


def install(app: Flask) -> None:
    """Sign-on, CSRF and rate limits."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_load)
    manager.request_loader(load_token)
    csrf.install(app)
    limits.install(app)
    app.jinja_env.globals["csrf_field"] = _csrf_field


def begin(who: Identity) -> None:
    """Start a fresh session: nothing of the anonymous one is carried over but the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    session["seen"] = int(time.time())
    session["id"] = uuid4().hex
    login_user(who)


def end() -> None:
    """End the session, here and wherever a copy of its cookie is."""
    try:
        if current.signed_in() and "id" in session:
            command = EndSession(UUID(session["id"]))
            current.office().execute(command, actor=current.actor())
    finally:
        logout_user()
        session.clear()


def _load(stored: str) -> Identity | None:
    tenant, person, mark = stored.split(":")
    if for_programs() or _idle():
        return None
    now = current.office().clock.now()
    ours = session.get("id")
    who = load(
        current.read(), UUID(tenant), UUID(person), legal_day(now), UUID(ours) if ours else None
    )
    return who if who is not None and who.fingerprint == mark else None


def _idle() -> bool:
    # real time, not the office's clock: a moved demo clock must not sign people out
    now = int(time.time())
    seen = session.get("seen", 0)
    if now - seen > IDLE_S:
        return True
    if now - seen > _TOUCH_S:
        session["seen"] = now
    return False


def _csrf_field() -> Any:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
