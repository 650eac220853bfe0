"""A step of a case told as a story: what began, what was done, what waits now, and what went wrong.

Switched on by the log level of ``engine.story`` (DEBUG); it costs nothing otherwise. Elements are
named as people know them, by label, tag and id. Contents of variables never stand in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engine import effects as fx

if TYPE_CHECKING:
    from engine.behavior.case import Case

_log = logging.getLogger("engine.story")
_VERBS = {"activated": "begins", "completed": "is done", "terminated": "is ended from outside"}


def tell(case: Case, effects: Sequence[fx.Effect]) -> None:
    """Write one line per thing that happened, in order, if anybody wants to read it."""
    if not effects or not _log.isEnabledFor(logging.DEBUG):
        return
    key = case.identity.get("business_key") or case.identity.get("case_id")
    for line in lines(case, effects):
        _log.debug("%s: %s", key, line)


def lines(case: Case, effects: Sequence[fx.Effect]) -> Iterator[str]:
    """The sentences of the story."""
    names = _names(case)
    for effect in effects:
        sentence = _sentence(effect, names)
        if sentence:
            yield sentence


def _names(case: Case) -> dict[str, str]:
    """{element id: how people call it}, of all scopes that run and those that have just run."""
    found: dict[str, str] = {}
    for process in case.bundle.processes.values():
        for key, (tag, label) in process.elements.items():
            found[key] = f"“{label}” ({tag} {key})" if label else f"{tag} {key}"
    return found


def _sentence(effect: fx.Effect, names: dict[str, str]) -> str:
    element = getattr(effect, "element_id", "")
    name = names.get(element, element)
    match effect:
        case fx.Traced():
            inside = f", in the called process {effect.called_id}" if effect.called_id else ""
            return f"{name} {_VERBS[effect.state]}{inside} [token {effect.token}]"
        case fx.TaskOpened():
            who = effect.assignee or ", ".join(effect.candidates) or "anybody"
            return f"{name} waits for {who}"
        case fx.JobQueued():
            return f'{name} waits for the work "{effect.type}", {effect.retries} tries'
        case fx.TimerArmed():
            return f"{name} waits until {effect.due_at.isoformat()}"
        case fx.SubscriptionOpened():
            return f'{name} waits for the {effect.kind} "{effect.name}"'
        case fx.MessageThrown() | fx.SignalThrown():
            kind = "message" if isinstance(effect, fx.MessageThrown) else "signal"
            return f'the {kind} "{effect.name}" goes out'
        case fx.EscalationUncaught():
            return f'{name} escalates "{effect.code}", and nobody catches it'
        case fx.DecisionMade():
            return f"{name} has asked its decision"
        case fx.IncidentRaised():
            return f"{name} cannot go on: {effect.code}"
        case fx.IncidentResolved():
            return f"what stopped token {effect.token} is put right"
        case fx.CaseEnded():
            return f"the case is {effect.state}"
        case _:
            return ""
