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
from engine.checks.supported import ATTRIBUTES, CONTENT, MAX_TRIGGERS
from engine.checks.vocabulary import ATTRIBUTES as VOCABULARY
from engine.checks.vocabulary import EVENT_DEFINITIONS, EVENTS, words
from engine.errors import Problem

_NOTES = words("documentation extensionElements")
_HINT = "cannot be executed yet; redraw it with supported elements"


@rule
def unsupported(model: Model) -> Iterator[Problem]:
    """``unsupported-element``, ``unsupported-attribute``, ``unsupported-event``."""
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
        elif child.tag == "subProcess" and child.flag("triggeredByEvent"):
            yield child.problem("unsupported-element", f"is an event sub-process, which {_HINT}")
        else:
            yield from _inside(child)


def _refused(node: Node, child: Node) -> Iterator[Problem]:
    if node.tag in EVENTS and child.tag in EVENT_DEFINITIONS:
        # What the standard forbids in this position has a rule and a code of its own
        if child.tag in allowed_triggers(node):
            yield node.problem(
                "unsupported-event",
                f"has {child.tag}, which cannot be executed in this position yet; use another",
            )
    elif child.tag == "eventDefinitionRef":
        yield node.problem(
            "unsupported-event",
            "names its event definition by reference; write the definition inside the event",
        )
    else:
        yield child.problem("unsupported-element", f"inside {node.label} {_HINT}")


def _values(node: Node) -> Iterator[Problem]:
    for name, values in ATTRIBUTES.get(node.tag, {}).items():
        value = node.get(name)
        if value is None or value.strip() in values or name == "triggeredByEvent":
            continue
        only = " or ".join(sorted(values)) or "no value at all"
        yield node.problem(
            "unsupported-attribute",
            f'has {name}="{value}", which cannot be executed yet; use {only}',
        )


def _triggers(node: Node) -> Iterator[Problem]:
    if node.tag in EVENTS and len(node.triggers) > MAX_TRIGGERS:
        yield node.problem(
            "unsupported-event",
            f"has {len(node.triggers)} event definitions; only one can be executed yet",
        )
