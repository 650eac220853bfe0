"""Start events that need several events: what has occurred is kept until the last one comes.

Messages belong together by their key; what has no key (timer, signal) goes with any. The same event
once more takes the place of the one before. Conditions are asked when all else has occurred, over
all that came with it. Source: BPMN 2.0.2, 10.5.2 Start Event, Parallel Multiple ("all of the types
of triggers that are listed in the Start Event MUST be triggered before the Process is
instantiated").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.behavior.expressions import At
from engine.behavior.incidents import Halt
from engine.behavior.occurring import merged
from engine.errors import Refused
from engine.events import Conditional, Message
from engine.store import parts
from engine.zone import local

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Part:
    """One event of a start event. ``key``: of its message."""

    process_id: str
    element_id: str
    definition: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Complete:
    """All that is needed has occurred: what came with it, and the key of its messages."""

    variables: Mapping[str, Any]
    key: str | None = None


def occurred(
    host: Host, tx: Transaction, deployment_id: UUID, part: Part, variables: Mapping[str, Any]
) -> Complete | None:
    """None: other events of the start event are still to come; this one is kept."""
    node = _node(host, tx, deployment_id, part)
    if not node.all_needed:
        return Complete(variables, part.key)
    place = (deployment_id, part.process_id, part.element_id)
    parts.lock(tx, deployment_id)
    parts.keep(tx, *place, part.key or "", part.definition, variables)
    found = parts.of_start(tx, *place)
    # A message decides whose turn it is; a timer or signal completes the first that waits for it
    for key in [part.key or ""] if part.key else sorted({key for key, _ in found}, reverse=True):
        seen = _seen(node, found, key)
        if seen is not None and _conditions_hold(node, merged(seen), tx):
            for number, held in _rows(node, found, key):
                parts.take(tx, *place, held, number)
            return Complete(merged(seen), key or None)
    return None


def forget(tx: Transaction, process_id: str) -> None:
    """An older definition begins nothing more."""
    parts.forget(tx, process_id)


def _node(host: Host, tx: Transaction, deployment_id: UUID, part: Part) -> Any:
    process = host.bundle(tx, deployment_id).processes[part.process_id]
    return process.spec.task_specs[part.element_id]


def _rows(node: Any, found: parts.Found, key: str) -> list[tuple[int, str]]:
    """(definition, key under which it is kept) of the events that belong together."""
    wanted = [
        (number, key if isinstance(one, Message) else "")
        for number, one in enumerate(node.definitions)
        if not isinstance(one, Conditional)
    ]
    return [(number, held) for number, held in wanted if (held, number) in found]


def _seen(node: Any, found: parts.Found, key: str) -> dict[str, dict[str, Any]] | None:
    rows = _rows(node, found, key)
    needed = sum(not isinstance(one, Conditional) for one in node.definitions)
    if len(rows) < needed:
        return None
    return {str(number): found[(held, number)] for number, held in rows}


def _conditions_hold(node: Any, variables: Mapping[str, Any], tx: Transaction) -> bool:
    place = At(variables, local(tx.now))
    try:
        return all(one.holds(place) for one in node.definitions if isinstance(one, Conditional))
    except Halt as halt:
        raise Refused(halt.message, code=halt.code) from halt
