"""Message flows: between two participants; how many of one there are.

Refuses a message flow inside one pool or to a gateway, and a participant of at most none.
Source: BPMN 2.0.2, 9.4 Message Flow, 9.3 Pool and Participant.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, EVENTS
from engine.errors import Problem
from engine.model.document import unprefixed

_CHOREOGRAPHED = CHOREOGRAPHY_ACTIVITIES  # a choreography may be drawn between the pools
_KINDS = ACTIVITIES | EVENTS | _CHOREOGRAPHED | {"participant"}


@rule
def message_flow_ends(model: Model) -> Iterator[Problem]:
    """``message-flow-end-kind``, ``message-flow-end-foreign``, ``message-flow-same-pool``."""
    pool_of = _pools(model)
    for flow in model.every("messageFlow"):
        ends = _ends(model, flow)
        for end in ends:
            if end.tag not in _KINDS:
                yield flow.problem(
                    "message-flow-end-kind",
                    f"touches {end.label}; join pools, activities and events",
                )
            elif end.tag in ACTIVITIES | EVENTS and _pool(pool_of, end) is None:
                yield flow.problem(
                    "message-flow-end-foreign",
                    f"touches {end.label}, which lies in no pool here; add a pool of its process",
                )
        pools = [_pool(pool_of, end) for end in ends if end.tag in _KINDS]
        if len(pools) == 2 and pools[0] is not None and pools[0] is pools[1]:
            yield flow.problem(
                "message-flow-same-pool", "stays inside one pool; use a sequence flow"
            )


@rule
def participant_multiplicity(model: Model) -> Iterator[Problem]:
    """``multiplicity-minimum``, ``multiplicity-maximum``."""
    for node in model.every("participantMultiplicity"):
        try:
            low, high = (int(node.get(n) or d) for n, d in (("minimum", "0"), ("maximum", "1")))
        except ValueError:
            continue  # refused by attribute_values
        if low < 0:
            yield node.problem("multiplicity-minimum", "has a minimum below 0; write 0 or more")
        if high < 1 or high < low:
            yield node.problem(
                "multiplicity-maximum", "has a maximum below 1 or its minimum; raise it"
            )


def _ends(model: Model, flow: Node) -> list[Node]:
    found = (model.named(flow.get(name)) for name in ("sourceRef", "targetRef"))
    return [end for end in found if end is not None]


def _pools(model: Model) -> dict[str | None, Node]:
    """{process: the first pool that shows it}"""
    found: dict[str | None, Node] = {}
    for pool in model.every("participant"):
        if pool.get("processRef"):
            found.setdefault(unprefixed(pool.get("processRef")), pool)
    return found


def _pool(pool_of: dict[str | None, Node], end: Node) -> Node | None:
    if end.tag == "participant":
        return end
    process = next((each for each in end.ancestors() if each.tag == "process"), None)
    return None if process is None else pool_of.get(process.id)
