"""A completed step becomes law: ruling, rules, decision with proof, state, paper; or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete

from engine.protocols import TaskFacts, Tx
from workflows.authority import Authority, Ruling
from workflows.clock import legal_day
from workflows.handling import states
from workflows.handling.acts import Act
from workflows.handling.checks import Said, check_form, day_of
from workflows.handling.models import TaskDraft
from workflows.handling.numbers import application_number, next_serial
from workflows.handling.reading import CaseFacts, case_facts
from workflows.handling.writing import Deed, record_deed, set_application
from workflows.notices.issuing import issue
from workflows.notices.occasion import Occasion, issuer_of, name_of

Form = Mapping[str, Any]


def record_step(tx: Tx, application: Any, task: TaskFacts, act: Act, form: Form) -> None:
    """Record what ``act`` means in law. Called after the case has moved, before the commit."""
    facts = case_facts(tx.connection, tx.tenant, application)
    ruling = _ruling(tx, facts, act, form)
    said = Said(tx.connection, facts, form, _occasion(tx, facts, ruling, act, form))
    check_form(act.name, said)
    _move(tx, act, said)
    _record(tx, facts, task, ruling, act, form)
    if said.occasion.kind:
        _issue(tx, act, said.occasion)
    _drop_draft(tx, task)


def _ruling(tx: Tx, facts: CaseFacts, act: Act, form: Form) -> Ruling | None:
    """The authority for the act, its grant locked against recall until the commit."""
    action = act.action(form)
    if action is None:
        return None
    return Authority.require(tx, tx.actor, facts.item, action, facts.park, facts.form)


def _occasion(tx: Tx, facts: CaseFacts, ruling: Ruling | None, act: Act, form: Form) -> Occasion:
    ruling = ruling or Authority.issuer(tx, tx.tenant, facts.item, "decide", facts.park)
    issuer = issuer_of(tx.connection, facts, ruling)
    person = name_of(tx.connection, tx.tenant, tx.actor.person)
    return Occasion(act.paper(form) or "", facts, issuer, person, tx.now, form)


def _move(tx: Tx, act: Act, said: Said) -> None:
    """Bring the application's row to what the act makes of it."""
    id, today = said.facts.id, legal_day(tx.now)
    if act.name == "review":
        state = states.REVIEW if said.facts.needs_inspection else states.DECIDING
        set_application(tx, id, state=state)
    elif act.name == "opinion":
        set_application(tx, id, state=states.DECIDING)
    elif act.name == "decide" and said.text("decision") == "back":
        set_application(tx, id, state=states.REVIEW)
    elif act.name == "deliver":
        set_application(tx, id, **_delivered(said, day_of(said, "delivered_on")))
    elif act.name == "archive":
        state = states.ARCHIVED if said.facts.state == states.DELIVERED else said.facts.state
        set_application(tx, id, state=state, archived_on=today, ended_at=tx.now)


def _delivered(said: Said, on: date) -> dict[str, Any]:
    decided = said.facts.state in {states.APPROVED, states.REFUSED}
    state = states.DELIVERED if decided else said.facts.state
    return {"state": state, "delivered_on": on}


def _record(
    tx: Tx, facts: CaseFacts, task: TaskFacts, ruling: Ruling | None, act: Act, form: Form
) -> None:
    deed = Deed(
        act.recorded(form),
        facts.id,
        task.element_id,
        ruling,
        str(form.get("reason") or "") or None,
        str(form.get("clause") or "") or None,
        {"task": str(task.id), "form": dict(form)},
    )
    record_deed(tx, deed)


def _issue(tx: Tx, act: Act, occasion: Occasion) -> None:
    """Issue the paper; the application's own number is given with the receipt."""
    if act.name == "receive":
        occasion = _numbered(tx, occasion)
    issue(tx, occasion)


def _numbered(tx: Tx, occasion: Occasion) -> Occasion:
    facts, today = occasion.facts, legal_day(occasion.at)
    serial = next_serial(tx, facts.park, "application", int(f"{today:%Y%m%d}"))
    number = application_number(facts.park_area, facts.park_serial, today, serial)
    set_application(tx, facts.id, number=number)
    return replace(occasion, facts=replace(facts, number=number))


def _drop_draft(tx: Tx, task: TaskFacts) -> None:
    tx.connection.execute(
        delete(TaskDraft).where(TaskDraft.tenant == tx.tenant, TaskDraft.task_id == task.id)
    )
