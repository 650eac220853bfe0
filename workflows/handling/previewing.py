"""The paper that completing a task would issue now, exactly but for its number (签发时编号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.protocols import Actor
from workflows.authority import Authority
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import prospects
from workflows.handling.acts import act_of
from workflows.handling.reading import CaseFacts, case_facts, supplied_on
from workflows.notices.issuing import draft
from workflows.notices.notice import Notice
from workflows.notices.occasion import Occasion, issuer_of, name_of


def preview(
    conn: Connection,
    actor: Actor,
    application: UUID,
    extensions: Mapping[str, Any],
    form: Mapping[str, Any],
    now: datetime,
) -> Notice | None:
    """The paper of a task's act with this form; None where the act issues none.

    ``extensions``: those of the task (``TaskFacts.extensions``). Without authority the paper is
    shown in the name of who holds it: whether the actor may act is asked at the act.
    """
    act = act_of(extensions)
    kind = act.paper(form) if act is not None else None
    if act is None or kind is None:
        return None
    facts = _after(conn, case_facts(conn, actor.tenant, application), kind, legal_day(now))
    action = act.action(form) or "decide"
    ruling = Authority.may(conn, actor, facts.item, action, facts.park, facts.form, now)
    if not ruling.allowed:
        ruling = Authority.issuer(conn, actor.tenant, facts.item, action, facts.park, now)
    person = name_of(conn, actor.tenant, actor.person)
    issuer = issuer_of(conn, facts, ruling)
    return draft(conn, Occasion(kind, facts, issuer, person, now, form))


def _after(conn: Connection, facts: CaseFacts, kind: str, today: date) -> CaseFacts:
    """The facts as the step will leave them."""
    calendar = WorkCalendar.of(conn, facts.tenant)
    if kind == "receipt":
        return prospects.received(facts, today, calendar)
    if kind == "acceptance":
        on, deemed = prospects.accepted_as_of(facts, supplied_on(conn, facts), today)
        return prospects.accepted(facts, on, calendar, deemed=deemed)
    if kind in {"approval", "refusal"}:
        return replace(facts, decided_on=today)
    return facts
