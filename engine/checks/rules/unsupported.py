"""The white list: what stands in an executable process must be something that the engine runs.

Refuses, with the smallest model ``<adHocSubProcess/>``: every element, attribute value and event
definition that ``supported.py`` does not name. On paper (``isExecutable="false"``) all is legal.
Source: design rule "everything that cannot be executed faithfully is refused".
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import allowed_triggers
from engine.checks.registry import rule
from engine.checks.supported import ALONE, ATTRIBUTES, CONTENT, TOGETHER
from engine.checks.vocabulary import ATTRIBUTES as VOCABULARY
from engine.checks.vocabulary import EVENT_DEFINITIONS, EVENTS, words
from engine.errors import Problem

_NOTES = words("documentation extensionElements")
_NOTHING: frozenset[str] = frozenset()


@rule
def unsupported(model: Model) -> Iterator[Problem]:
    """``not-supported``."""
    for process in model.executed("process"):
        yield from _inside(process)


def _inside(node: Node) -> Iterator[Problem]:
    yield from _values(node)
    yield from _triggers(node)
    allowed = CONTENT.get(node.tag, _NOTES)
    for child in node.children:
        if child.tag not in VOCABULARY:
            continue  # refused by unknown_words
        if child.tag not in allowed:
            yield from _refused(node, child)
        else:
            yield from _inside(child)


def _refused(node: Node, child: Node) -> Iterator[Problem]:
    if node.tag in EVENTS and child.tag in EVENT_DEFINITIONS:
        # What the standard forbids in this position has a rule and a code of its own
        if child.tag in allowed_triggers(node):
            yield node.problem(
                "not-supported",
                f"has {child.tag}, which cannot be executed in this position yet; use another",
            )
    else:
        yield child.problem(
            "not-supported",
            f"inside {node.label} cannot be executed yet; redraw it with supported elements",
        )


def _values(node: Node) -> Iterator[Problem]:
    for name, values in ATTRIBUTES.get(node.tag, {}).items():
        value = node.get(name)
        if value is None or value.strip() in values:
            continue
        only = " or ".join(sorted(values)) or "no value at all"
        yield node.problem(
            "not-supported",
            f'has {name}="{value}", which cannot be executed yet; use {only}',
        )


def _triggers(node: Node) -> Iterator[Problem]:
    """Definitions by reference stand elsewhere; some kinds cannot be combined."""
    if node.tag not in EVENTS:
        return
    for trigger in node.triggers:
        if trigger.parent is not node:
            yield from _refused(node, trigger) if trigger.tag not in CONTENT[node.tag] else ()
            yield from _inside(trigger)
    if len(node.triggers) < 2:
        return
    kinds = {trigger.tag for trigger in node.triggers}
    waits = node.flag("parallelMultiple") and not kinds <= TOGETHER
    links = sum(trigger.tag == "linkEventDefinition" for trigger in node.triggers)
    if waits or links > 1 or kinds & ALONE.get(node.tag, _NOTHING):
        yield node.problem(
            "not-supported",
            "combines event definitions that cannot be executed together; use an event for each",
        )
