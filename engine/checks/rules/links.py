"""Link events: pairs inside one scope, by name.

Refuses a throw without catch, two catches of one name, a link with a flow on its closed side.
Source: BPMN 2.0.2, 10.5 Intermediate Event (Link), Event Definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import in_event_sub_process
from engine.checks.registry import rule
from engine.checks.vocabulary import EVENTS, IN_FLOW_EVENTS
from engine.errors import Problem
from engine.model.document import unprefixed

_LINK = "linkEventDefinition"


@rule
def link_not_intermediate(model: Model) -> Iterator[Problem]:
    """``link-not-intermediate``: only in the flow."""
    for node in model.every(*(EVENTS - IN_FLOW_EVENTS - {"boundaryEvent"})):
        if node.tag == "startEvent" and in_event_sub_process(node):
            continue  # event-sub-process-trigger
        if any(trigger.tag == _LINK for trigger in node.triggers):
            yield node.problem("link-not-intermediate", "is a link; only in-flow events may be")


@rule
def link_flows(model: Model) -> Iterator[Problem]:
    """``link-throw-has-outgoing``, ``link-catch-has-incoming``."""
    for node, _ in _links(model, "intermediateThrowEvent"):
        if node.outgoing:
            yield node.problem("link-throw-has-outgoing", "is a link throw; remove its way out")
    for node, _ in _links(model, "intermediateCatchEvent"):
        if node.incoming:
            yield node.problem("link-catch-has-incoming", "is a link catch; remove its way in")


@rule
def link_names(model: Model) -> Iterator[Problem]:
    """``link-name-empty``: pairs are found by name."""
    for node, link in _links(model, *IN_FLOW_EVENTS):
        if not (link.get("name") or "").strip():
            yield node.problem(
                "link-name-empty", "is a link without a name; give it that of its partner"
            )


@rule
def link_pairs(model: Model) -> Iterator[Problem]:
    """``link-target-missing``, ``link-target-ambiguous``, ``link-source-missing``."""
    throws = _by_name(model, "intermediateThrowEvent")
    catches = _by_name(model, "intermediateCatchEvent")
    for key, nodes in throws.items():
        for node in nodes if key not in catches else ():
            yield node.problem(
                "link-target-missing", f'has no catch named "{key[1]}" in its scope; draw one'
            )
    for key, nodes in catches.items():
        for node in nodes if key not in throws else ():
            yield node.problem(
                "link-source-missing", f'has no throw named "{key[1]}" in its scope; draw one'
            )
        for node in nodes[1:]:
            yield node.problem(
                "link-target-ambiguous", f'is a second catch named "{key[1]}"; rename one'
            )


@rule
def link_pair_mismatch(model: Model) -> Iterator[Problem]:
    """``link-pair-mismatch``: ``source`` and ``target``, if written, point at each other."""
    for _, link in _links(model, *IN_FLOW_EVENTS):
        for tag, back in (("target", "source"), ("source", "target")):
            for entry in link.kids(tag):
                other = model.named(entry.text)
                if other is None or other.tag != _LINK:
                    continue
                written = [unprefixed(each.text) for each in other.kids(back)]
                same = other.get("name") == link.get("name")
                if not same or (written and link.id not in written):
                    yield link.problem(
                        "link-pair-mismatch",
                        f"points at {other.label}, which is not its partner; "
                        "name that, or leave it to the names",
                    )


def _links(model: Model, *tags: str) -> Iterator[tuple[Node, Node]]:
    for node in model.every(*tags):
        for trigger in node.triggers:
            if trigger.tag == _LINK:
                yield node, trigger


def _by_name(model: Model, tag: str) -> dict[tuple[Node | None, str], list[Node]]:
    """{(scope, name): events}, of links that have a name."""
    found: dict[tuple[Node | None, str], list[Node]] = {}
    for node, link in _links(model, tag):
        if link.get("name"):
            found.setdefault((node.scope, link.get("name") or ""), []).append(node)
    return found
