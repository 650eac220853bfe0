"""Correlation keys and subscriptions of the standard.

Refuses a subscription that binds a property of another key, or not all of its own; a key property
that cannot be found in a message of its conversation.
Source: BPMN 2.0.2, 8.4 Correlation.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import unprefixed


@rule
def correlation_bindings(model: Model) -> Iterator[Problem]:
    """``correlation-binding-foreign``; ``correlation-binding-missing`` in executable processes."""
    for node in model.every("correlationSubscription"):
        key = model.named(node.get("correlationKeyRef"))
        if key is None or key.tag != "correlationKey":
            continue
        wanted = _properties(key)
        bound = {
            unprefixed(each.get("correlationPropertyRef"))
            for each in node.kids("correlationPropertyBinding")
        }
        for name in sorted(bound - wanted):
            yield node.problem(
                "correlation-binding-foreign", f'binds "{name}" of another key; remove it'
            )
        for name in sorted(wanted - bound) if node.executable else ():
            yield node.problem(
                "correlation-binding-missing", f'does not bind "{name}" of its key; add a binding'
            )


@rule
def correlation_message_uncovered(model: Model) -> Iterator[Problem]:
    """``correlation-message-uncovered``: a property has a path for each message of its key."""
    exchanged: dict[Node | None, set[str]] = {}
    for key in model.every("correlationKey") if model.runs else ():
        if key.parent not in exchanged:
            exchanged[key.parent] = _messages(model, key.parent)
        messages = exchanged[key.parent]
        for name in sorted(_properties(key)):
            found = model.named(name)
            covered = _paths(found) if found is not None else messages
            for message in sorted(messages - covered):
                yield key.problem(
                    "correlation-message-uncovered",
                    f'uses "{name}", which has no path in message "{message}"; add one',
                )


def _properties(key: Node) -> set[str]:
    return {unprefixed(each.text) for each in key.kids("correlationPropertyRef")}


def _paths(found: Node) -> set[str]:
    retrievals = found.kids("correlationPropertyRetrievalExpression")
    return {unprefixed(each.get("messageRef")) for each in retrievals}


def _messages(model: Model, holder: Node | None) -> set[str]:
    """Messages of the flows of the collaboration or conversation that holds the key."""
    if holder is None:
        return set()
    named = [model.named(each.text) for each in holder.kids("messageFlowRef")]
    flows = holder.kids("messageFlow") + [flow for flow in named if flow is not None]
    references = (flow.get("messageRef") for flow in flows)
    return {unprefixed(reference) for reference in references if reference}
