"""One walk over a document: the index that every rule reads.

A rule asks ``model.every("userTask")`` for elements wherever they stand, or ``model.executed(…)``
for those inside a process with ``isExecutable="true"``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from engine.checks.vocabulary import EVENT_DEFINITIONS, FLOW_NODES, SCOPES
from engine.errors import Problem
from engine.model.document import BPMN, Document

_BPMN = f"{{{BPMN}}}"
_TRUE = frozenset({"true", "1"})


def line_of(xml: Any) -> int:
    """1-based line of the start tag; 0 where the parser gives none."""
    return int(xml.sourceline or 0)


@dataclass(slots=True, eq=False)
class Node:
    """An element of the BPMN namespace, with what stands around it."""

    xml: etree._Element
    tag: str
    id: str | None
    file: str
    parent: Node | None
    #: The process or sub-process that directly holds the element; None outside of processes
    scope: Node | None
    #: Inside a process with ``isExecutable="true"``
    executable: bool
    children: list[Node] = field(default_factory=list)
    #: Direct children of ``extensionElements``, of any namespace
    extensions: list[etree._Element] = field(default_factory=list)
    #: Sequence flows that end here, or start here
    incoming: list[Node] = field(default_factory=list)
    outgoing: list[Node] = field(default_factory=list)
    #: Both ends of a sequence flow, where they resolve
    source: Node | None = None
    target: Node | None = None
    #: Event definitions of an event, inline or by reference
    triggers: list[Node] = field(default_factory=list)
    #: {tag: children}, made when first asked for: files may be large and rules are many
    sorted: dict[str, list[Node]] | None = None

    def get(self, name: str) -> str | None:
        """The attribute, or None."""
        value = self.xml.get(name)
        return None if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """The boolean attribute, by the lexical rules of XML Schema."""
        value = self.xml.get(name)
        return default if value is None else value.strip() in _TRUE

    def kids(self, *tags: str) -> list[Node]:
        """Children with one of these tags, tag by tag."""
        if self.sorted is None:
            self.sorted = {}
            for child in self.children:
                self.sorted.setdefault(child.tag, []).append(child)
        return [child for tag in tags for child in self.sorted.get(tag, ())]

    def kid(self, tag: str) -> Node | None:
        """The first child with this tag."""
        return next(iter(self.kids(tag)), None) if self.children else None

    def extension(self, tag: str) -> etree._Element | None:
        """The first extension element with this full ``{namespace}name``."""
        return next((child for child in self.extensions if child.tag == tag), None)

    @property
    def text(self) -> str:
        """The text content, stripped."""
        return str(self.xml.text or "").strip()

    @property
    def line(self) -> int:
        """1-based line of the start tag; 0 where the parser gives none."""
        return line_of(self.xml)

    @property
    def label(self) -> str:
        """How a message names the element."""
        name = self.id or self.get("name")
        if name:
            return f'{self.tag} "{name}"'
        return self.tag if self.owner == self.tag else f'{self.tag} of "{self.owner}"'

    @property
    def owner(self) -> str:
        """The id to report: the element's own, or that of the nearest ancestor that has one."""
        node: Node | None = self
        while node is not None:
            if node.id:
                return node.id
            node = node.parent
        return self.tag

    def problem(self, code: str, message: str) -> Problem:
        """A finding at this element. ``message`` goes on after the element's name."""
        return Problem(code, self.owner, self.line, f"{self.label} {message}", self.file)

    def executed_by(self, user: Node) -> None:
        """A root event definition is executed where an executable event names it."""
        for node in (self, *self.children) if user.executable else ():
            node.executable = True

    def ancestors(self) -> Iterator[Node]:
        """Parents, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Resources:
    """What else the deployment holds; None where that is not known and not checked."""

    decisions: frozenset[str] | None = None
    forms: frozenset[str] | None = None


class Model:
    """The indexed document, and the other documents of the same deployment."""

    def __init__(
        self,
        document: Document,
        others: Sequence[Document] = (),
        resources: Resources | None = None,
    ) -> None:
        self.document, self.others = document, others
        self.resources = resources or Resources()
        self.file = document.file
        self.nodes: list[Node] = []
        self.by_tag: dict[str, list[Node]] = {}
        self.by_id: dict[str, Node] = {}
        #: (node, id) of each element whose id was taken already
        self.repeated: list[Node] = []
        self.root = self._walk(document.root, None, None, False)
        self._connect()
        self._resolve_triggers()

    def every(self, *tags: str) -> Iterable[Node]:
        """Elements with these tags, in document order per tag, wherever they stand."""
        for tag in tags:
            yield from self.by_tag.get(tag, ())

    def named(self, reference: str | None) -> Node | None:
        """The element of this file that a QName names; one of an imported file is not of it."""
        prefix, colon, name = (reference or "").strip().rpartition(":")
        namespace = self.root.xml.nsmap.get(prefix) if colon else None
        foreign = namespace is not None and namespace != self.root.get("targetNamespace")
        return None if foreign or not name else self.by_id.get(name)

    def executed(self, *tags: str) -> Iterator[Node]:
        """Elements with these tags inside executable processes."""
        return (node for node in self.every(*tags) if node.executable)

    @cached_property
    def flow_nodes(self) -> list[Node]:
        """All activities, events and gateways that lie directly in a scope, in document order."""
        held = (node for node in self.nodes if node.tag in FLOW_NODES and node.scope is not None)
        return [node for node in held if node.parent is node.scope]

    @cached_property
    def scopes(self) -> list[tuple[Node, list[Node]]]:
        """Each process and sub-process with the flow nodes that it directly holds."""
        held: dict[Node, list[Node]] = {n: [] for n in self.nodes if n.tag in SCOPES}
        for node in self.flow_nodes:
            if node.scope in held:
                held[node.scope].append(node)
        return list(held.items())

    @cached_property
    def runs(self) -> bool:
        """Whether the file holds an executable process."""
        return any(process.executable for process in self.every("process"))

    def _walk(
        self, xml: etree._Element, parent: Node | None, scope: Node | None, executable: bool
    ) -> Node:
        tag = str(xml.tag).removeprefix(_BPMN)
        if tag == "process":
            executable = (xml.get("isExecutable") or "").strip() in _TRUE
        node = Node(xml, tag, xml.get("id"), self.file, parent, scope, executable)
        self._register(node)
        inner = node if tag in SCOPES else scope
        for child in xml.iterchildren(tag=etree.Element):
            if not str(child.tag).startswith(_BPMN):
                continue
            if child.tag == f"{_BPMN}extensionElements":
                node.extensions.extend(child.iterchildren(tag=etree.Element))
            else:
                node.children.append(self._walk(child, node, inner, executable))
        return node

    def _register(self, node: Node) -> None:
        self.nodes.append(node)
        self.by_tag.setdefault(node.tag, []).append(node)
        if node.id is None:
            return
        if self.by_id.setdefault(node.id, node) is not node:
            self.repeated.append(node)

    def _connect(self) -> None:
        for flow in self.every("sequenceFlow"):
            flow.source = self.by_id.get(flow.get("sourceRef") or "")
            flow.target = self.by_id.get(flow.get("targetRef") or "")
            if flow.source is not None:
                flow.source.outgoing.append(flow)
            if flow.target is not None:
                flow.target.incoming.append(flow)

    def _resolve_triggers(self) -> None:
        for node in self.nodes:
            if node.tag in EVENT_DEFINITIONS and node.parent is not None:
                node.parent.triggers.append(node)
            elif node.tag == "eventDefinitionRef" and node.parent is not None:
                found = self.named(node.text)
                if found is not None and found.tag in EVENT_DEFINITIONS:
                    node.parent.triggers.append(found)
                    found.executed_by(node)
