"""A tenant's calendar from its table, cached by the digest of its content."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from workflows.calendar.days import Day, kind_of
from workflows.calendar.models import CalendarDay, CalendarVersion
from workflows.calendar.work_calendar import WorkCalendar

#: {digest: calendar}: the same content is the same calendar, whoever's it is
_KNOWN: dict[str, WorkCalendar] = {}
_GUARD = threading.Lock()
_KEEP = 8


def calendar_of(conn: Connection, tenant: UUID, version: str | None = None) -> WorkCalendar:
    """The calendar of a tenant. A tenant without days gets one that is wholly provisional.

    ``version``: its digest, where the caller has read it already; then a cached one costs nothing.
    """
    digest = current_version(conn, tenant) if version is None else version
    known = _KNOWN.get(digest)
    if known is None:
        known = WorkCalendar(_days(conn, tenant), digest)
        with _GUARD:
            if len(_KNOWN) >= _KEEP:
                _KNOWN.pop(next(iter(_KNOWN)))
            _KNOWN[digest] = known
    return known


def current_version(conn: Connection, tenant: UUID) -> str:
    """Digest of the days now in the table; empty where nothing was imported."""
    return conn.execute(_VERSION, {"tenant": tenant}).scalar() or ""


def _days(conn: Connection, tenant: UUID) -> dict[date, Day]:
    query = select(
        CalendarDay.day,
        CalendarDay.is_workday,
        CalendarDay.status,
        CalendarDay.note,
        CalendarDay.source,
    ).where(CalendarDay.tenant == tenant)
    return {
        day: Day(day, kind_of(day, works, note or ""), status != "official", note or "", source)
        for day, works, status, note, source in conn.execute(query)
    }


_VERSION = (
    select(CalendarVersion.digest)
    .where(CalendarVersion.tenant == bindparam("tenant"))
    .order_by(CalendarVersion.id.desc())
    .limit(1)
)
