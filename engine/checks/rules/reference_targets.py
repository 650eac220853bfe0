"""References: each names an element that is there, of the kind that the attribute asks for.

Refuses ``messageRef="no_such"``, ``messageRef="a_task"`` and ``messageRef="x:m"`` without
``xmlns:x``.
Source: BPMN 2.0.2, 8.2 Infrastructure (QName references, imports), 8.3 Foundation.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.names import Names, Unbound
from engine.checks.references import ATTRIBUTE_REFERENCES, CHILD_REFERENCES, TEXT_REFERENCES
from engine.checks.registry import rule
from engine.errors import Problem


@rule
def references(model: Model) -> Iterator[Problem]:
    """``unresolved-reference``, ``wrong-reference-kind``, ``undeclared-prefix``."""
    names = Names(model)
    by_tag: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for (tag, attribute), kinds in ATTRIBUTE_REFERENCES.items():
        by_tag.setdefault(tag, []).append((attribute, kinds))
    for node in model.nodes:
        for attribute, kinds in by_tag.get(node.tag, ()):
            text = node.get(attribute)
            if text:
                yield from _target(names, node, attribute, text.strip(), kinds)
        if node.parent is not None:
            kinds_of = CHILD_REFERENCES.get((node.parent.tag, node.tag))
            kinds_of = TEXT_REFERENCES.get(node.tag) if kinds_of is None else kinds_of
            if kinds_of is not None:
                yield from _target(names, node, node.tag, node.text, kinds_of)


@rule
def flow_ends_exist(model: Model) -> Iterator[Problem]:
    """``unresolved-reference``: a sequence flow that begins or ends nowhere."""
    for flow in model.every("sequenceFlow"):
        for name, end in (("sourceRef", flow.source), ("targetRef", flow.target)):
            if end is None and flow.get(name):
                yield flow.problem(
                    "unresolved-reference",
                    f'has {name}="{flow.get(name)}", and there is no such element in this file; '
                    "correct it",
                )


def _target(
    names: Names, node: Node, where: str, text: str, kinds: frozenset[str]
) -> Iterator[Problem]:
    try:
        tag = names.tag_of(node, text)
    except Unbound as unbound:
        yield node.problem(
            "undeclared-prefix",
            f'has {where}="{text}", but the prefix "{unbound.prefix}" is not declared; declare it',
        )
        return
    if tag is None:
        yield node.problem(
            "unresolved-reference",
            f'has {where}="{text}", and there is no such element here or in an import; correct it',
        )
    elif kinds and tag not in kinds and tag != Names.UNREAD:
        yield node.problem(
            "wrong-reference-kind",
            f'has {where}="{text}", which is {with_article(tag)}; name {_some(kinds)}',
        )


def _some(kinds: frozenset[str]) -> str:
    return " or ".join(with_article(kind) for kind in sorted(kinds)[:4]) + (
        " …" if len(kinds) > 4 else ""
    )


def with_article(word: str) -> str:
    """The word with its article."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"
