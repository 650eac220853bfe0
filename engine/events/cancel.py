"""bpmn:cancelEventDefinition. An end event cancels its transaction, a boundary event leads on.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Cancel; 13.3.4 Transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior import compensation
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


class Cancel(Definition):
    """What runs in the transaction ends, what was completed in it is undone."""

    kind = "cancel"
    turn = 2

    @classmethod
    def read(cls, source: Source, owner: Source) -> Cancel:
        return cls()

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        scope: Any = token.workflow
        host = scope.parent_task
        while host is not None and not host.task_spec.cancels:
            scope = host.workflow
            host = scope.parent_task
        compensation.cancel(scope, token)
