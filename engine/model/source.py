"""An XML element as the compiler reads it: expressions compiled, problems collected, not raised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from engine import feel
from engine.behavior.conversations import Correlation
from engine.behavior.data import STORE, Item
from engine.behavior.instance_events import InstanceEvents, Thrown
from engine.behavior.mappings import Mapping
from engine.errors import Problem
from engine.events import DEFINITIONS, Definition
from engine.model.conversations import correlations
from engine.model.document import BPMN, YUANBAN, ZEEBE, Document, local, unprefixed
from engine.model.extensions import (
    Assignment,
    LoopDefinition,
    StandardLoopDefinition,
    TaskDefinition,
)
from engine.model.resource_roles import roles


@dataclass(slots=True)
class Source:
    """One element of one file."""

    document: Document
    element: etree._Element
    problems: list[Problem] = field(default_factory=list)
    #: {flow node id: innermost lane that names it}
    lanes: dict[str, etree._Element] = field(default_factory=dict)
    #: The other files of the deployment, for names from imports
    others: Sequence[Document] = ()
    #: Correlation keys, read when first asked for (engine.model.conversations)
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.element.get("id") or local(self.element)

    def at(self, element: etree._Element) -> Source:
        """Another element of the same file."""
        return Source(self.document, element, self.problems, self.lanes, self.others, self.keys)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean attribute (xsd:boolean)."""
        return self.element.get(name, str(default)).strip().lower() in ("true", "1")

    def whole(self, name: str, default: int) -> int:
        """An integer attribute (xsd:integer); the checks have refused what is none."""
        return int(self.element.get(name) or default)

    def throws(self) -> bool:
        """Whether this is an event that throws what it names."""
        return local(self.element) in ("endEvent", "intermediateThrowEvent")

    def problem(self, code: str, message: str, element: etree._Element | None = None) -> None:
        """Note why this cannot be deployed."""
        line: Any = (self.element if element is None else element).sourceline
        self.problems.append(Problem(code, self.id, line or 0, message, self.document.file))

    def child(self, name: str) -> Source | None:
        """The first BPMN child with this tag."""
        found = self.element.find(f"{{{BPMN}}}{name}")
        return None if found is None else self.at(found)

    def children(self) -> Iterator[Source]:
        """All BPMN children."""
        for element in self.element.iterchildren():
            if isinstance(element.tag, str) and etree.QName(element).namespace == BPMN:
                yield self.at(element)

    def zeebe(self, name: str) -> etree._Element | None:
        """The extension element ``zeebe:name``."""
        return self.element.find(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}{name}")

    def text(self) -> str:
        """The element's text, stripped."""
        return "".join(map(str, self.element.itertext())).strip()

    def referenced(self, attribute: str) -> Source | None:
        """The element that a QName attribute names; a problem when there is none."""
        name = self.element.get(attribute)
        if not name:
            return None
        prefix, _, key = name.rpartition(":")
        for document in self._named_by(prefix):
            found = document.by_id.get(key)
            if found is not None:
                return replace(self, document=document, element=found)
        self.problem("unresolved-reference", f"{attribute} names no element: {name}")
        return None

    def message_of_operation(self) -> Source | None:
        """What goes to the operation that this event or task names: whose message it exchanges."""
        operation, child = None, self.child("operationRef")
        if self.element.get("operationRef"):
            operation = self.referenced("operationRef")
        elif child is not None:
            found = self.document.by_id.get(unprefixed(child.text()))
            operation = None if found is None else self.at(found)
        named = None if operation is None else operation.child("inMessageRef")
        if operation is None or named is None:
            return None
        message = operation.document.by_id.get(unprefixed(named.text()))
        return None if message is None else operation.at(message)

    def operation_called(self) -> TaskDefinition | None:
        """The operation that this service task names: work of its name, its interface in a header.

        Source: BPMN 2.0.2, 10.3.3 Service Task ("the operation that is invoked").
        """
        operation = self.referenced("operationRef")
        if operation is None:
            return None
        kind = self.literal_or_feel(operation.element.get("name"))
        retries = self.literal_or_feel("3")
        if kind is None or retries is None:
            return None
        interface = operation.element.getparent()
        name = "" if interface is None else interface.get("name") or ""
        return TaskDefinition(kind, retries, {"interface": name} | self.headers())

    def _named_by(self, prefix: str) -> Iterator[Document]:
        """Files whose target namespace the prefix stands for; without one, this file."""
        namespace = self.element.nsmap.get(prefix) if prefix else None
        for document in (self.document, *self.others):
            own = document is self.document and namespace is None
            if own or document.root.get("targetNamespace") == namespace:
                yield document

    def lane(self) -> Source | None:
        """The innermost lane around this node that says who its people are."""
        lane = self.lanes.get(self.id)
        while lane is not None:
            source = self.at(lane)
            if source.zeebe("assignmentDefinition") is not None:
                return source
            lane = next(lane.iterancestors(f"{{{BPMN}}}lane"), None)
        return None

    def definitions(self) -> tuple[Definition, ...]:
        """The event definitions of this event, written here or referenced."""
        found = []
        for child in self.children():
            if local(child.element) == "eventDefinitionRef":
                child = self._by_ref(child)
            kind = DEFINITIONS.get(local(child.element))
            definition = None if kind is None else kind.read(child, self)
            if definition is not None:
                found.append(definition)
        return tuple(found)

    def correlations(self, message: Source) -> tuple[Correlation, ...]:
        """How the process of this event finds the conversation of a message."""
        return correlations(self, message)

    def _by_ref(self, reference: Source) -> Source:
        found = self.document.by_id.get(reference.text().rpartition(":")[2])
        if found is None:
            self.problem("unresolved-reference", f"no event definition {reference.text()}")
            return reference
        return self.at(found)

    # Expressions

    def literal_or_feel(self, text: str | None) -> feel.Expression | None:
        """A zeebe attribute: FEEL after ``=``, else the text itself."""
        if text is None or not text.strip():
            return None
        return self._compiled(text.strip(), feel.expression_or_literal)

    def expression(self, text: str | None) -> feel.Expression | None:
        """A place that always holds FEEL; a leading ``=`` is allowed."""
        if text is None or not text.strip():
            return None
        return self._compiled(text.strip().removeprefix("=").strip(), feel.compile)

    def _compiled(self, text: str, how: Any) -> feel.Expression | None:
        try:
            compiled: feel.Expression = how(text)
        except feel.FeelSyntaxError as error:
            self.problem("feel-syntax", f"{text}: {error}")
            return None
        except feel.FeelLimit as error:
            self.problem("feel-limit", f"{text}: {error}")
            return None
        return compiled

    # Extension elements

    def io_mapping(self) -> tuple[tuple[Mapping, ...], tuple[Mapping, ...]]:
        """Input and output lines of ``zeebe:ioMapping``."""
        found = self.zeebe("ioMapping")
        if found is None:
            return (), ()
        return self._lines(found, "input"), self._lines(found, "output")

    def _lines(self, mapping: etree._Element, name: str) -> tuple[Mapping, ...]:
        lines = []
        for line in mapping.iterchildren(f"{{{ZEEBE}}}{name}"):
            source = self.literal_or_feel(line.get("source"))
            target = (line.get("target") or "").removeprefix("=").strip()
            if source is None or not target:
                self.problem("mapping-incomplete", f"{name} needs source and target", line)
                continue
            lines.append(Mapping(source, tuple(part.strip() for part in target.split("."))))
        return tuple(lines)

    def task_definition(self) -> TaskDefinition | None:
        """``zeebe:taskDefinition`` with ``zeebe:taskHeaders``."""
        found = self.zeebe("taskDefinition")
        if found is None:
            return None
        kind = self.literal_or_feel(found.get("type"))
        retries = self.literal_or_feel(found.get("retries") or "3")
        if kind is None or retries is None:
            self.problem("task-type-missing", "the task definition has no usable type", found)
            return None
        return TaskDefinition(kind, retries, self.headers())

    def headers(self) -> dict[str, str]:
        """``zeebe:taskHeaders`` as a dict."""
        found = self.zeebe("taskHeaders")
        lines = () if found is None else found.iterchildren(f"{{{ZEEBE}}}header")
        return {line.get("key") or "": line.get("value") or "" for line in lines}

    def assignment(self, fallback: Source | None = None) -> Assignment:
        """Holder, times, priority and form of a human task; ``fallback`` is its lane.

        What the task itself says goes before its lane, zeebe's words before resource roles.
        """
        found = self.zeebe("assignmentDefinition")
        holder, candidates = (None, None) if found is not None else roles(self)
        if found is None and fallback is not None and not (holder or candidates):
            found = fallback.zeebe("assignmentDefinition")
        return Assignment(
            assignee=self._attribute(found, "assignee") or holder,
            candidate_groups=self._attribute(found, "candidateGroups") or candidates,
            candidate_users=self._attribute(found, "candidateUsers"),
            due=self._attribute(self.zeebe("taskSchedule"), "dueDate"),
            follow_up=self._attribute(self.zeebe("taskSchedule"), "followUpDate"),
            priority=self._attribute(self.zeebe("priorityDefinition"), "priority"),
            form=self._form(),
        )

    def _form(self) -> feel.Expression | None:
        found = self.zeebe("formDefinition")
        names = ("formId", "formKey", "externalReference")
        return next((e for n in names if (e := self._attribute(found, n)) is not None), None)

    def _attribute(self, element: etree._Element | None, name: str) -> feel.Expression | None:
        return None if element is None else self.literal_or_feel(element.get(name))

    def variable(self, reference: str) -> str:
        """The variable of the data element with this QName; a reference stands for its object."""
        key = reference.strip().rpartition(":")[2]
        found = self.document.by_id.get(key)
        if found is not None and local(found) == "dataObjectReference":
            return (found.get("dataObjectRef") or key).rpartition(":")[2]
        if found is not None and local(found) == "dataStoreReference":
            return STORE + (found.get("dataStoreRef") or key).rpartition(":")[2]
        return key

    def item(self, name: str) -> Item | None:
        """The data item that a child names."""
        child = self.child(name)
        return None if child is None else Item(self.variable(child.text()))

    def loop_definition(self) -> LoopDefinition | None:
        """The multi-instance marker, from the standard's children and zeebe's attributes."""
        marker = self.child("multiInstanceLoopCharacteristics")
        if marker is None:
            return None
        zeebe = marker.zeebe("loopCharacteristics")
        named: dict[str, str] = {}
        if zeebe is not None:
            named = {str(key): str(value) for key, value in zeebe.attrib.items()}
        cardinality, completion = (
            marker.child("loopCardinality"),
            marker.child("completionCondition"),
        )
        goes_through, collects = marker.item("loopDataInputRef"), marker.item("loopDataOutputRef")
        one, result = marker.child("inputDataItem"), marker.child("outputDataItem")
        output = self.expression(named.get("outputElement"))
        definition = LoopDefinition(
            sequential=marker.flag("isSequential"),
            input_collection=self.expression(named.get("inputCollection")) or goes_through,
            input_element=named.get("inputElement") or (None if one is None else one.id),
            output_collection=named.get("outputCollection")
            or (None if collects is None else collects.text),
            output_element=output or (None if result is None else Item(result.id)),
            cardinality=None if cardinality is None else self.expression(cardinality.text()),
            completion=None if completion is None else self.expression(completion.text()),
            behavior=marker.instance_events(),
        )
        if definition.input_collection is None and definition.cardinality is None:
            self.problem("multi-without-count", "multi-instance needs a collection or cardinality")
        return definition

    def instance_events(self) -> InstanceEvents | None:
        """``behavior`` of a multi-instance marker, and the events that it names."""
        kind = self.element.get("behavior") or "All"
        if kind in ("None", "One"):
            found = self.referenced(f"{kind.lower()}BehaviorEventRef")
            definition = None if found is None else self._definition(found)
            return InstanceEvents((Thrown(definition),), first_only=kind == "One")
        if kind != "Complex":
            return None
        events = []
        for one in self.children():
            condition, event = one.child("condition"), one.child("event")
            if local(one.element) == "complexBehaviorDefinition" and condition and event:
                asked = self.expression(condition.text())
                events += [Thrown(definition, asked) for definition in event.definitions()]
        return InstanceEvents(tuple(events))

    def _definition(self, source: Source) -> Definition | None:
        kind = DEFINITIONS.get(local(source.element))
        return None if kind is None else kind.read(source, self)

    def standard_loop(self) -> StandardLoopDefinition | None:
        """The marker of a standard loop; the checks have refused one without a condition."""
        marker = self.child("standardLoopCharacteristics")
        condition = None if marker is None else marker.child("loopCondition")
        if marker is None or condition is None:
            return None
        asked = self.expression(condition.text())
        most = marker.whole("loopMaximum", 0) or None
        return (
            None
            if asked is None
            else StandardLoopDefinition(asked, marker.flag("testBefore"), most)
        )

    def extensions(self) -> dict[str, Any]:
        """Our own namespace: elements as {local name: attributes}, attributes as {name: value}."""
        found: dict[str, Any] = {}
        for name, value in self.element.attrib.items():
            if etree.QName(str(name)).namespace == YUANBAN:
                found[etree.QName(str(name)).localname] = str(value)
        for element in self.element.iterfind(f"{{{BPMN}}}extensionElements/{{{YUANBAN}}}*"):
            facts = {str(key): str(value) for key, value in element.attrib.items()}
            if element.text and element.text.strip():
                facts["text"] = element.text.strip()
            name = local(element)
            if name in found:
                before = found[name]
                found[name] = [*before, facts] if isinstance(before, list) else [before, facts]
            else:
                found[name] = facts
        return found
