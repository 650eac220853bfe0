"""What the present request works with: the office, who asks, and one read connection."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from flask import Flask, current_app, g
from flask_login import current_user
from sqlalchemy import Connection

from engine.protocols import Actor
from web.session.identity import Identity

if TYPE_CHECKING:
    from workflows.calendar import WorkCalendar


def install(app: Flask) -> None:
    """Close what the request opened."""
    app.teardown_request(_close)


def office() -> Any:
    """The ``workflows.office.Office`` that this application serves."""
    return current_app.extensions["office"]


def identity() -> Identity:
    """Who is signed in. Only for routes whose right asks for a sign-in."""
    return cast(Identity, current_user._get_current_object())


def signed_in() -> bool:
    """Whether the request carries a valid session."""
    return bool(current_user.is_authenticated)


def sign_nobody_in() -> None:
    """The rest of this request is as for somebody unknown; nothing is read, the session stays."""
    done_reading()
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]


def actor(appointment: UUID | None = None, on_behalf_of: UUID | None = None) -> Actor:
    """The person who asks, under the post ``appointment``; without one, under the only post."""
    who = identity()
    if appointment is None and len(who.held) == 1:
        appointment = who.held[0].appointment
    channel = "api" if "token" in g else "web"
    return Actor(who.tenant, who.person, appointment, on_behalf_of, channel=channel)


def calendar() -> WorkCalendar:
    """The working days of the person's tenant, as they stand now."""
    from workflows.calendar import WorkCalendar

    who = identity()
    return WorkCalendar.of(read(), who.tenant, who.calendar)


def read() -> Connection:
    """The request's one read connection, a snapshot from its first statement on."""
    if "read_connection" not in g:
        g.read_stack = ExitStack()
        g.read_connection = g.read_stack.enter_context(office().reading())
    return cast(Connection, g.read_connection)


def read_again() -> Connection:
    """A fresh snapshot, after this request has written."""
    done_reading()
    return read()


def done_reading() -> None:
    """Give the read connection back, before this request writes."""
    _close(None)


def _close(_error: BaseException | None) -> None:
    g.pop("read_connection", None)
    stack = g.pop("read_stack", None)
    if stack is not None:
        stack.close()
