"""What applicants ask of a case, as commands of the engine: submit, supply, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from engine.commands import PublishMessage, StartCase
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import clocks
from workflows.handling.reading import CaseFacts, case_facts

PROCESS = "item-handling"
SUPPLIED = "materials-supplied"
WITHDRAW = "withdraw"
#: Variable: until when the window takes in what was sent
REGISTER_DUE = "register_due"


def submit(conn: Connection, tenant: UUID, application: UUID, now: datetime) -> StartCase:
    """The command that submits a saved application: its case carries the application's id."""
    return submission(conn, case_facts(conn, tenant, application), now)


def submission(conn: Connection, facts: CaseFacts, now: datetime) -> StartCase:
    """As ``submit``: the one command that begins this case on the day of ``now``."""
    due = WorkCalendar.of(conn, facts.tenant).due(legal_day(now), clocks.REGISTRATION)
    variables = {**start_variables(facts), REGISTER_DUE: clocks.end_of(due.date)}
    return StartCase(PROCESS, variables, str(facts.id), case_id=facts.id)


def supply(application: UUID) -> PublishMessage:
    """The command that hands in what was attached after a correction notice."""
    return PublishMessage(SUPPLIED, str(application), case_id=application)


def withdraw(application: UUID) -> PublishMessage:
    """The command that withdraws an application before the decision."""
    return PublishMessage(WITHDRAW, str(application), case_id=application)


def start_variables(facts: CaseFacts) -> dict[str, Any]:
    """The facts on which the diagram decides; never a name, a number or a word of a person."""
    return {
        "application": str(facts.id),
        "item": facts.item_code,
        "park": facts.park_code,
        "department": facts.department_code,
        "regime": facts.regime,
        "handling": facts.handling,
        "needs_inspection": facts.needs_inspection,
        "silence_accepts": facts.is_permit,
        "supplied": False,
    }
