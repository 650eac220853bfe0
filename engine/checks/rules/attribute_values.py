"""Attributes that the schema requires, and the values that it lists.

Refuses ``<sequenceFlow id="f" sourceRef="a"/>``, ``isSequential="yes"``, ``startQuantity="two"``.
Source: BPMN 2.0.2, 8.2 Infrastructure, and its schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import ATTRIBUTES, INTEGERS, REQUIRED, VALUES
from engine.errors import Problem

_INTEGER = re.compile(r"[+-]?\d+")
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")


@rule
def required_attributes(model: Model) -> Iterator[Problem]:
    """``attribute-missing``: the schema requires it, and there is no default."""
    for tag, names in REQUIRED.items():
        for node in model.every(tag):
            for name in sorted(names):
                if not (node.get(name) or "").strip():
                    yield node.problem("attribute-missing", f'lacks the attribute "{name}"; add it')


@rule
def process_id(model: Model) -> Iterator[Problem]:
    """``attribute-missing``: an executable process is started by its id, tokens stand on ids."""
    for process in model.executed("process"):
        if not process.id:
            yield process.problem(
                "attribute-missing", "has no id; give it one, cases are started by it"
            )


@rule
def attribute_values(model: Model) -> Iterator[Problem]:
    """``attribute-value``: not one of the values that the schema lists."""
    for node in model.nodes:
        for key, value in node.xml.items():
            if key in ATTRIBUTES.get(node.tag, ()):
                yield from _value(node, str(key), str(value).strip())


def _value(node: Node, name: str, value: str) -> Iterator[Problem]:
    known = VALUES.get(name)
    if known is not None and value not in known:
        yield node.problem(
            "attribute-value", f'has {name}="{value}"; write one of {", ".join(sorted(known))}'
        )
    elif name in INTEGERS and not _INTEGER.fullmatch(value):
        yield node.problem("attribute-value", f'has {name}="{value}"; write a whole number')
    elif name == "id" and not _NCNAME.fullmatch(value):
        yield node.problem(
            "attribute-value",
            "has an id that is no XML name; begin with a letter, without spaces and colons",
        )
