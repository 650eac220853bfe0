"""Correlation keys, subscriptions and properties of a file, as a message event needs them.

A key of a collaboration or conversation is for the processes that take part in it (all of the file
where it names none), and for the messages in which all of its properties have a path. A process
that binds the properties of a key (``correlationSubscription``) correlates by its context.
Source: BPMN 2.0.2, 8.4.2 Correlation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from engine.behavior.conversations import Correlation
from engine.model.document import BPMN, unprefixed

if TYPE_CHECKING:
    from engine.feel import Expression
    from engine.model.source import Source

_B = f"{{{BPMN}}}"
_HOLDERS = tuple(f"{_B}{tag}" for tag in ("collaboration", "choreography", "globalConversation"))
#: In the cache of a source: the keys of its process
_KEYS = "keys"


def correlations(owner: Source, message: Source) -> tuple[Correlation, ...]:
    """The keys by which ``owner``, an event or task, correlates ``message``; own bindings first."""
    if _KEYS not in owner.keys:
        owner.keys[_KEYS] = list(_keys(owner))
    found = []
    for key, bindings in owner.keys[_KEYS]:
        paths = [_path(one, message) for one in _properties(key)]
        known = [path for path in paths if path is not None]
        if known and len(known) == len(paths) and _carries(key, message):
            found.append(Correlation(key.id, tuple(known), bindings))
    return tuple(found)


def _keys(owner: Source) -> Iterator[tuple[Source, tuple[Expression, ...] | None]]:
    process: etree._Element | None = owner.element
    while process is not None and process.tag != f"{_B}process":
        process = process.getparent()
    bound = set()
    for one in () if process is None else process.iterchildren(f"{_B}correlationSubscription"):
        subscription = owner.at(one)
        key = subscription.referenced("correlationKeyRef")
        if key is not None:
            bound.add(key.element)
            yield key, _bindings(subscription, key)
    for document in (owner.document, *owner.others):
        for element in document.root.iter(f"{_B}correlationKey"):
            if element not in bound and _takes_part(element, process):
                yield _in(owner, document, element), None


def _in(owner: Source, document: Any, element: etree._Element) -> Source:
    found = owner.at(element)
    found.document = document
    return found


def _takes_part(key: etree._Element, process: etree._Element | None) -> bool:
    holder = next(key.iterancestors(*_HOLDERS), None)
    pools = [] if holder is None else list(holder.iterchildren(f"{_B}participant"))
    names = {unprefixed(one.get("processRef")) for one in pools if one.get("processRef")}
    return not names or (process is not None and process.get("id") in names)


def _properties(key: Source) -> list[Source]:
    found = []
    for reference in key.element.iterchildren(f"{_B}correlationPropertyRef"):
        element = key.document.by_id.get(unprefixed(reference.text))
        if element is not None:
            found.append(key.at(element))
    return found


def _path(one: Source, message: Source) -> Expression | None:
    """Where the property is in this message."""
    for retrieval in one.element.iterchildren(f"{_B}correlationPropertyRetrievalExpression"):
        source = one.at(retrieval)
        path = source.child("messagePath")
        if path is not None and unprefixed(retrieval.get("messageRef")) == message.id:
            return path.expression(path.text())
    return None


def _bindings(subscription: Source, key: Source) -> tuple[Expression, ...]:
    """Where the properties are in the case; the checks have refused one that is missing."""
    by_property = {}
    for element in subscription.element.iterchildren(f"{_B}correlationPropertyBinding"):
        path = subscription.at(element).child("dataPath")
        name = unprefixed(element.get("correlationPropertyRef"))
        by_property[name] = None if path is None else path.expression(path.text())
    found = [by_property.get(one.id) for one in _properties(key)]
    return tuple(expression for expression in found if expression is not None)


def _carries(key: Source, message: Source) -> bool:
    """Where the conversation names its messages, this is one of them."""
    holder = key.element.getparent()
    if holder is None:
        return True
    flows = list(holder.iterchildren(f"{_B}messageFlow"))
    for reference in holder.iterchildren(f"{_B}messageFlowRef"):
        found = key.document.by_id.get(unprefixed(reference.text))
        flows += [] if found is None else [found]
    named = {unprefixed(flow.get("messageRef")) for flow in flows if flow.get("messageRef")}
    return not named or message.id in named
