"""Input and output sets name data of their own specification, consistently.

Refuses a data input in no set, a set that lists foreign data, an optional member that is no member,
and sets of which only one names the other.
Source: BPMN 2.0.2, 10.4 Items and Data (Input and Output Sets).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import CATCHES, THROWS
from engine.errors import Problem
from engine.model.document import unprefixed

#: Where data may be declared; anywhere else the schema says that they may not
_HOLDERS = {
    "dataInput": THROWS | {"ioSpecification"},
    "dataOutput": CATCHES | {"ioSpecification"},
}
_SIDES = (("inputSet", "Input", "dataInput"), ("outputSet", "Output", "dataOutput"))


@rule
def data_not_in_set(model: Model) -> Iterator[Problem]:
    """``data-not-in-set``."""
    for tag, _, kind in _SIDES:
        listed = {
            (each.parent, key) for each in model.every(tag) for key in _listed(each, f"{kind}Refs")
        }
        for node in model.every(kind):
            placed = node.parent is not None and node.parent.tag in _HOLDERS[kind]
            if placed and (node.parent, node.id) not in listed:
                yield node.problem("data-not-in-set", f"is in no {tag}; list it in one")


@rule
def set_members(model: Model) -> Iterator[Problem]:
    """``set-foreign-member``, ``set-optional-unlisted``, ``set-executing-unlisted``."""
    for tag, side, kind in _SIDES:
        for node in model.every(tag):
            members = dict.fromkeys(_listed(node, f"{kind}Refs"))
            for key in members:
                found = model.named(key)
                if found is not None and found.parent is not node.parent:
                    yield node.problem(
                        "set-foreign-member", f"lists {found.label} of another; list its own data"
                    )
            for name, code in (("optional", "optional"), ("whileExecuting", "executing")):
                if set(_listed(node, f"{name}{side}Refs")) - set(members):
                    yield node.problem(
                        f"set-{code}-unlisted",
                        f"lists {name} data that are no members of it; list them as members too",
                    )


@rule
def set_links(model: Model) -> Iterator[Problem]:
    """``set-link-one-sided``."""
    for tag, forth, back in (
        ("inputSet", "outputSetRefs", "inputSetRefs"),
        ("outputSet", "inputSetRefs", "outputSetRefs"),
    ):
        for node in model.every(tag):
            for key in _listed(node, forth):
                other = model.named(key)
                if other is None or other.tag != forth.removesuffix("Refs"):
                    continue  # unresolved-reference, wrong-reference-kind
                if node.id not in _listed(other, back):
                    yield node.problem(
                        "set-link-one-sided",
                        f"names {other.label}, not vice versa; let both name each other",
                    )


def _listed(node: Node, tag: str) -> list[str]:
    return [unprefixed(each.text) for each in node.kids(tag)]
