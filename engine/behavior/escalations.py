"""Escalations: from the thrower outwards to the nearest catcher; a named one beats a catch-all.

Source: BPMN 2.0.2, 10.5.6 Handling Events; uncaught ones go on as in Camunda 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.catchers import catchers
from engine.behavior.occurring import occurs
from engine.effects import EscalationUncaught

if TYPE_CHECKING:
    from engine.behavior.token import Token


def throw(token: Token, code: str, variables: dict[str, Any]) -> None:
    """Hand the escalation to its catchers, which may cancel the thrower; else record it."""
    found = catchers(token, "escalation", code)
    if not found:
        effect = EscalationUncaught(token.id, token.task_spec.element_id, code)
        token.case.effects.append(effect)
        return
    for armed, index in found:
        occurs(armed, index, variables)
