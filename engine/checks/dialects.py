"""What other engines would do with a diagram, and this one leaves alone: told, never refused.

Attributes and extension elements of other tools are legal and harmless here. Those by which another
engine would steer execution have no effect, and whoever brings such a diagram must know it.
Source: BPMN 2.0.2, 8.2 Infrastructure (extensibility); the words of the tools themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.checks.context import Model, Node
from engine.errors import Problem
from engine.model.document import Document

#: {namespace of another engine: its name}
ENGINES = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
    "http://activiti.org/bpmn": "Activiti",
    "http://flowable.org/bpmn": "Flowable",
    "http://www.omg.org/bpmn20/ext/jbpm": "jBPM",
    "http://www.jboss.org/drools": "jBPM",
    "http://www.bizagi.com/bpmn20": "Bizagi",
    "http://b3mn.org/stencilset/bpmn2.0": "Oryx",
    "http://www.operaton.org/schema/1.0/bpmn": "Operaton",
}
#: What to write instead, by the local name of the foreign word
INSTEAD = {
    "assignee": "zeebe:assignmentDefinition",
    "candidateGroups": "zeebe:assignmentDefinition",
    "candidateUsers": "zeebe:assignmentDefinition",
    "class": "zeebe:taskDefinition with a type",
    "delegateExpression": "zeebe:taskDefinition with a type",
    "dueDate": "zeebe:taskSchedule",
    "expression": "zeebe:taskDefinition with a type",
    "topic": "zeebe:taskDefinition with a type",
    "formKey": "zeebe:formDefinition",
    "formData": "zeebe:formDefinition",
    "inputOutput": "zeebe:ioMapping",
    "collection": "zeebe:loopCharacteristics",
    "decisionRef": "zeebe:calledDecision",
    "in": "zeebe:ioMapping",
    "out": "zeebe:ioMapping",
    "versionTag": "zeebe:versionTag",
}


def foreign_words(document: Document) -> list[Problem]:
    """One ``foreign-word`` per element and tool."""
    model = Model(document)
    found = [problem for node in model.nodes for problem in _of(node)]
    return sorted(found, key=lambda problem: (problem.line, problem.element, problem.message))


def _of(node: Node) -> Iterator[Problem]:
    words: dict[str, list[str]] = {}
    for tool, word in (*_attributes(node), *_elements(node)):
        words.setdefault(tool, []).append(word)
    for tool, named in words.items():
        instead = sorted({INSTEAD[word] for word in named if word in INSTEAD})
        hint = f"; here it would be {' and '.join(instead)}" if instead else ""
        yield node.problem(
            "foreign-word",
            f"says {', '.join(dict.fromkeys(named))} to {tool}, which has no effect here{hint}",
        )


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    for key in node.xml.keys():  # noqa: SIM118 - lxml elements iterate over children
        name = etree.QName(key)
        if name.namespace in ENGINES:
            yield ENGINES[name.namespace], name.localname


def _elements(node: Node) -> Iterator[tuple[str, str]]:
    for xml in node.extensions:
        name = etree.QName(xml)
        if name.namespace in ENGINES:
            yield ENGINES[name.namespace], name.localname


__all__ = ["ENGINES", "foreign_words"]
