"""An event has occurred for a waiting token: one of several is enough, or all are needed.

Source: BPMN 2.0.2, 10.5.5 Event Definitions, Multiple and Parallel Multiple.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.behavior.token import Token


def occurs(token: Token, index: int, variables: dict[str, Any]) -> None:
    """Definition ``index`` has occurred. Where all are needed, the last one triggers."""
    node = token.task_spec
    if node.all_needed:
        seen = token.internal_data.setdefault("seen", {})
        # The same once more does not stand for another
        seen[str(index)] = variables
        if len(seen) < len(node.definitions):
            return
        del token.internal_data["seen"]
        variables = merged(seen)
    node.triggered(token, variables)


def merged(seen: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What came with several events, in the order of their definitions."""
    ordered = sorted(seen.items(), key=lambda item: int(item[0]))
    return {name: value for _, each in ordered for name, value in each.items()}
