"""A draft tried out: the engine on an empty database in memory, a clock that is moved, no people.

Runs in a process of its own (``room.py``). The whole story is told anew at each request, so
nothing is kept between them, and going back one step is leaving the last one out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import workflows.models  # noqa: F401 - tables refer to each other, so all are made
from engine.behavior.incidents import Halt
from engine.commands import Deploy, PublishMessage
from engine.errors import EngineError, NotFound
from engine.protocols import Tx, Work
from engine.testing import Case, OpenPolicy, Sandbox
from workflows.calendar import WorkCalendar
from workflows.clock import SHANGHAI, at_shanghai, legal_day
from workflows.design.words import sentence
from workflows.handling import clocks

#: More than a person would try by hand
MOST_STEPS = 100
_FURTHEST = timedelta(days=800)


class TrialPolicy(OpenPolicy):
    """Everybody may do everything; limits count as they will."""

    def due_at(
        self, tx: Tx, extensions: Mapping[str, Any], due_at: datetime | None
    ) -> datetime | None:
        limit = clocks.limit_of(extensions)
        return due_at if limit is None else clocks.limit_due(_CALENDAR, tx.now, limit)


class TrialWork:
    """Work of the house done as if it had gone well; it sends and records nothing."""

    def performs(self, work_type: str) -> bool:
        return True

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        answer = _ANSWERS.get(work.type)
        return answer(tx.now, work.variables) if answer else {}

    def on_step(self, tx: Tx, step: Any) -> None:
        return None


def rehearse(request: Mapping[str, Any]) -> dict[str, Any]:
    """What the story leads to. Raises ``DeploymentRefused`` where the draft cannot be run.

    ``request``: files {name: text}, process, at (ISO instant), variables, steps: {"complete":
    element, "variables"}, {"days": n}, {"working_days": n}, {"until": ISO instant},
    {"message": name, "key", "variables"}.
    """
    now = datetime.fromisoformat(request["at"])
    box = Sandbox(now, policy=TrialPolicy(), participants=(TrialWork(),))
    files = {name: text.encode() for name, text in request["files"].items()}
    box.execute(Deploy(files))
    key = str(request["variables"].get("application") or "trial")
    refused = None
    try:
        case = box.start(request["process"], request["variables"], business_key=key)
    except EngineError as no:
        return {"refused": _told(no, 0)}
    for number, step in enumerate(request["steps"][:MOST_STEPS], start=1):
        try:
            _take(box, case, step)
        except (EngineError, Halt, ValueError) as no:
            refused = _told(no, number)
            break
    return {**_seen(box, case), "refused": refused}


def _take(box: Sandbox, case: Case, step: Mapping[str, Any]) -> None:
    if "complete" in step:
        box.complete(case, step["complete"], step.get("variables") or {})
    elif "message" in step:
        key = str(step.get("key") or case.business_key)
        box.execute(PublishMessage(step["message"], key, step.get("variables") or {}))
    else:
        box.advance(_how_long(box, step))


def _how_long(box: Sandbox, step: Mapping[str, Any]) -> timedelta:
    if "until" in step:
        by = datetime.fromisoformat(step["until"]) - box.now
    elif "working_days" in step:
        limit = clocks.read_limit(f"{int(step['working_days'])}WD")
        due = _CALENDAR.due(legal_day(box.now), limit).date
        local = box.now.astimezone(SHANGHAI)
        by = at_shanghai(due, local.hour, local.minute) - box.now
    else:
        by = timedelta(days=int(step["days"]))
    if not timedelta(0) <= by <= _FURTHEST:
        raise ValueError("the clock goes forward, and not that far")
    return by


def _seen(box: Sandbox, case: Case) -> dict[str, Any]:
    view, next_due = case.view, box.engine.next_due_at()
    return {
        "state": view.state,
        "now": box.now.isoformat(),
        "next_due": next_due.isoformat() if next_due else None,
        "trace": [list(move) for move in view.trace],
        "tokens": [list(token) for token in view.tokens],
        "variables": view.variables,
        "tasks": [_task(box, case, one) for one in view.tasks],
        "incidents": [
            {"element": one.element_id, "code": one.code, "words": sentence(one.code)}
            for one in view.incidents
        ],
    }


def _task(box: Sandbox, case: Case, task: Any) -> dict[str, Any]:
    form = None
    if task.form_key:
        try:
            form = box.engine.form(box.actor.tenant, case.view.deployment_id, task.form_key)
        except NotFound:
            form = None
    return {
        "element": task.element_id,
        "name": task.name,
        "candidates": list(task.candidates),
        "form": form.decode() if form else None,
        "due": task.due_at.isoformat() if task.due_at else None,
    }


def _told(no: Exception, number: int) -> dict[str, Any]:
    code = str(getattr(no, "code", "wrong-value"))
    return {"step": number, "code": code, "words": sentence(code), "original": str(no)}


_CALENDAR = WorkCalendar.official()


def _receipt(now: datetime, _seen: Mapping[str, Any]) -> Mapping[str, Any]:
    due = _CALENDAR.due(legal_day(now), clocks.SILENCE).date
    return {"silence_due": clocks.end_of(due), "silence_acts_at": clocks.after(due)}


def _correction(now: datetime, _seen: Mapping[str, Any]) -> Mapping[str, Any]:
    due = _CALENDAR.due(legal_day(now), clocks.CORRECTION_WAIT).date
    return {"correction_due": clocks.after(due), "supplied": False}


def _supply(now: datetime, _seen: Mapping[str, Any]) -> Mapping[str, Any]:
    due = _CALENDAR.due(legal_day(now), clocks.SUPPLY_ANSWER).date
    return {"supplied": True, "check_due": clocks.end_of(due)}


def _acceptance(now: datetime, _seen: Mapping[str, Any]) -> Mapping[str, Any]:
    due = _CALENDAR.due(legal_day(now), clocks.read_limit("10WD")).date
    return {"promised_due": clocks.end_of(due)}


def _decision(now: datetime, _seen: Mapping[str, Any]) -> Mapping[str, Any]:
    until = _CALENDAR.due(legal_day(now), clocks.DELIVERY).date
    archived = _CALENDAR.due(until, clocks.ARCHIVING).date
    return {"deliver_due": clocks.end_of(until), "archive_due": clocks.end_of(archived)}


_ANSWERS: Mapping[str, Callable[[datetime, Mapping[str, Any]], Mapping[str, Any]]] = {
    "handling.receipt": _receipt,
    "handling.correction": _correction,
    "handling.explain": _correction,
    "handling.supply": _supply,
    "handling.acceptance": _acceptance,
    "handling.remind": _receipt,
    "handling.not_accepted": _decision,
    "handling.decision": _decision,
}
