"""Escalations: from the thrower outwards to the nearest catcher; a named one beats a catch-all.

Source: BPMN 2.0.2, 10.5.6 Handling Events; uncaught ones go on as in Camunda 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.catchers import catcher
from engine.effects import EscalationUncaught

if TYPE_CHECKING:
    from engine.behavior.token import Token


def throw(token: Token, code: str, variables: dict[str, Any]) -> None:
    """Hand the escalation to its catcher, which may cancel the thrower; else record it."""
    found = catcher(token, "escalation", code)
    if found is None:
        effect = EscalationUncaught(token.id, token.task_spec.element_id, code)
        token.case.effects.append(effect)
        return
    found.task_spec.triggered(found, variables)
