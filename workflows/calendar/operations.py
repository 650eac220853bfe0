"""Verbs of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select

from engine.protocols import Tx
from workflows.calendar.commands import ImportCalendar, SeedCalendar
from workflows.calendar.days import Day
from workflows.calendar.import_csv import year_from_csv
from workflows.calendar.models import CalendarDay, CalendarVersion
from workflows.calendar.reading import current_version
from workflows.calendar.seed import official_days
from workflows.operations import SYSTEM, operation


@operation(SeedCalendar, right=SYSTEM)
def seed_calendar(tx: Tx, command: SeedCalendar) -> str:
    """Enter the published years. Gives the version of the calendar."""
    del command
    return _replace(tx, list(official_days().values()), "chinesecalendar")


@operation(ImportCalendar, right="sysadmin")
def import_calendar(tx: Tx, command: ImportCalendar) -> str:
    """Enter an officially published year over what was there. Gives the calendar's version."""
    days = year_from_csv(command.csv, command.year, command.source)
    return _replace(tx, days, command.source)


def _replace(tx: Tx, days: list[Day], source: str) -> str:
    first, last = days[0].day, days[-1].day
    tx.connection.execute(
        delete(CalendarDay).where(
            CalendarDay.tenant == tx.tenant, CalendarDay.day >= first, CalendarDay.day <= last
        )
    )
    tx.connection.execute(insert(CalendarDay), [_row(tx, day) for day in days])
    version = _digest(tx)
    if version == current_version(tx.connection, tx.tenant):
        return version
    id = tx.new_id()
    tx.connection.execute(
        insert(CalendarVersion).values(
            tenant=tx.tenant, id=id, digest=version, source=source[:200], recorded_at=tx.now
        )
    )
    body = {"from": first, "to": last, "source": source, "version": version}
    tx.record(tx.tenant, "CalendarImported", body, data_class="public")
    return version


def _row(tx: Tx, day: Day) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "day": day.day,
        "is_workday": day.works,
        "status": "provisional" if day.provisional else "official",
        "note": day.note or None,
        "source": day.source[:200],
    }


def _digest(tx: Tx) -> str:
    query = select(
        CalendarDay.day, CalendarDay.is_workday, CalendarDay.status, CalendarDay.note
    ).where(CalendarDay.tenant == tx.tenant)
    rows: Iterable[Any] = tx.connection.execute(query.order_by(CalendarDay.day))
    text = "\n".join(f"{day}|{int(works)}|{status}|{note}" for day, works, status, note in rows)
    return sha256(text.encode()).hexdigest()[:16]
