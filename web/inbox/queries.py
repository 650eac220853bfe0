"""What an inbox page reads: one statement for the list, one for the counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from web.i18n import _
from web.inbox import statements
from web.inbox.filters import Filters
from web.layout.lights import past_law
from web.session.identity import Identity
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.people.roles import OF_COUNTY

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    """One task in a list."""

    id: UUID
    title: str
    party: str | None
    number: str | None
    park: str | None
    due_on: date | None
    days_left: int | None
    provisional: bool
    past_law: bool
    draft: bool
    returned: bool
    claimed: bool
    closed_at: datetime | None


@dataclass(frozen=True)
class Page:
    """One page of a list, and where the next begins."""

    rows: list[Row]
    after: str | None


def page(
    conn: Connection, who: Identity, filters: Filters, calendar: WorkCalendar, now: datetime
) -> Page:
    """A page of the list that ``filters`` describe. One statement."""
    found = found_rows(conn, who, filters, now)
    rows = [_row(row, calendar, legal_day(now)) for row in found[: statements.PAGE]]
    more = len(found) > statements.PAGE
    return Page(rows, _mark(found[statements.PAGE - 1]) if more else None)


def found_rows(conn: Connection, who: Identity, filters: Filters, now: datetime) -> list[Any]:
    """A page of the list and one row more, as the database has them. One statement."""
    return _done(conn, who, filters) if filters.box == "done" else _open(conn, who, filters, now)


def counts(conn: Connection, who: Identity) -> dict[str, int]:
    """{box: open tasks}, exact up to 99. One statement."""
    keys = (*who.mine_keys, *who.queue_keys)
    statement = statements.counts(len(who.mine_keys), len(who.queue_keys))
    values = {"tenant": who.tenant, **_keys(keys)}
    return {row.box: row.number for row in conn.execute(statement, values)}


@dataclass(frozen=True)
class Around:
    """What stands around the list: {box: open tasks}, and [(code, name)] of the parks to choose."""

    counts: dict[str, int]
    parks: list[tuple[str, str]]


def around(conn: Connection, who: Identity) -> Around:
    """Counts, and the parks that the person's posts serve. One statement."""
    if all(held.park_code for held in who.held):
        own = {(held.park_code or "", held.park_name or "") for held in who.held}
        return Around(counts(conn, who), sorted(own))
    keys = (*who.mine_keys, *who.queue_keys)
    statement = statements.frame(len(who.mine_keys), len(who.queue_keys))
    rows = conn.execute(statement, {"tenant": who.tenant, **_keys(keys)}).all()
    boxes = {row[0]: row[1] for row in rows if row[0] != "park"}
    parks = [
        (code, name) for _box, _number, code, name, county in rows if _serves(who, code, county)
    ]
    return Around(boxes, parks)


def _serves(who: Identity, code: str | None, county: str | None) -> bool:
    """Whether a post of the person's serves the park: its own, those of its county, or all."""
    return code is not None and any(
        held.park_code == code
        if held.park_code
        else held.role not in OF_COUNTY or held.county == county
        for held in who.held
    )


def days_left(calendar: WorkCalendar, today: date, due_on: date | None) -> int | None:
    """Working days until ``due_on``; 0 on the day, negative once it has passed."""
    if due_on is None:
        return None
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -max(1, calendar.working_days_between(due_on, today))


def _open(conn: Connection, who: Identity, filters: Filters, now: datetime) -> list[Any]:
    keys = who.mine_keys if filters.box == "mine" else who.queue_keys
    if not keys:
        return []
    at = _after(filters.after)
    statement = statements.open_rows(
        len(keys), bool(filters.q), bool(filters.park), filters.late, at is not None
    )
    values: dict[str, Any] = {
        "tenant": who.tenant,
        "person": who.person,
        "park": filters.park,
        "now": (now - _EPOCH) // _MICROSECOND,
        **_keys(keys),
        **_search(filters.q),
    }
    if at is not None:
        values |= {"after_at": at[0], "after_id": at[1]}
    return list(conn.execute(statement, values))


def _done(conn: Connection, who: Identity, filters: Filters) -> list[Any]:
    at = _after(filters.after)
    statement = statements.done_rows(bool(filters.q), bool(filters.park), at is not None)
    values: dict[str, Any] = {
        "tenant": who.tenant,
        "person": who.person,
        "park": filters.park,
        **_search(filters.q),
    }
    if at is not None:
        values |= {"after_at": _EPOCH + at[0] * _MICROSECOND, "after_id": at[1]}
    return list(conn.execute(statement, values))


def _keys(keys: tuple[str, ...]) -> dict[str, str]:
    return {f"key_{i}": key for i, key in enumerate(keys)}


def _search(q: str) -> dict[str, str]:
    plain = q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    low = plain.lower()
    return {
        "q_start": f"{low}%", "q_inside": f"%{plain}%", "q_low": f"%{low}%", "q_word": f"% {low}%",
    }  # fmt: skip


def _row(row: Any, calendar: WorkCalendar, today: date) -> Row:
    due_on = legal_day(row.due_at) if row.due_at else None
    return Row(
        id=row.id,
        title=_title(row),
        party=row.party,
        number=_number(row),
        park=row.park,
        due_on=due_on,
        days_left=days_left(calendar, today, due_on),
        provisional=bool(row.due_provisional),
        past_law=past_law(row.statutory_due_on, row.decided_on, today),
        draft=row.draft,
        returned=row.returned,
        claimed=row.assignee is not None,
        closed_at=row.closed_at,
    )


def _title(row: Any) -> str:
    """Item and step; of a step that is done for each of many, for which of them."""
    name = " ".join(row.name.split())
    if row.item:
        return f"{row.item} · {name}"
    return f"{name} · {_(row.part)}" if row.part else name


def _number(row: Any) -> str | None:
    """What a row is told apart by: number, phase of the campaign, else the case's own key."""
    if row.number or row.item:
        return str(row.number) if row.number else None
    if row.supervision:
        return str(row.supervision)
    if row.phase is not None:
        return _("第{no}阶段（{year}年）", no=row.phase, year=row.phase_year)
    return str(row.business_key)


def _mark(row: Any) -> str:
    """Where a page ended: sort value in microseconds, and the task."""
    at = row.sort
    micros = (at - _EPOCH) // _MICROSECOND if isinstance(at, datetime) else at
    return f"{micros}.{row.id}"


def _after(mark: str) -> tuple[int, UUID] | None:
    micros, _dot, task = mark.partition(".")
    try:
        return int(micros), UUID(task)
    except ValueError:
        return None
