"""What a designer should know and what keeps no diagram from being deployed.

A shape for an element that is gone, a gateway that is only passed through: harmless, and mostly a
slip. Told by ``yuanban check`` beside the words of other engines and the order of children.
Source: BPMN 2.0.2, 12.2 BPMN Diagram Interchange, 10.6 Gateways.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, line_of
from engine.checks.dialects import foreign_words
from engine.checks.rules.schema import order_advice
from engine.checks.vocabulary import GATEWAYS
from engine.errors import Problem
from engine.model.document import Document, unprefixed


def advice(document: Document) -> list[Problem]:
    """All advice for one file, by line."""
    model = Model(document)
    found = [*foreign_words(document), *order_advice(document)]
    found += [*_drawn_of_nothing(model), *_passed_through(model)]
    return sorted(found, key=lambda one: (one.line, one.code, one.element, one.message))


def _drawn_of_nothing(model: Model) -> Iterator[Problem]:
    """``drawing-of-nothing``: a shape or edge for an element that is not there."""
    for diagram in model.document.root.iterchildren(tag="{*}BPMNDiagram"):
        for shape in diagram.iter("{*}BPMNShape", "{*}BPMNEdge", "{*}BPMNPlane"):
            text = str(shape.get("bpmnElement") or "")
            if text and unprefixed(text) not in model.by_id:
                yield Problem(
                    "drawing-of-nothing",
                    str(shape.get("id") or text),
                    line_of(shape),
                    f'the drawing shows "{text}", and there is no such element; delete the shape',
                    model.file,
                )


def _passed_through(model: Model) -> Iterator[Problem]:
    """``gateway-passed-through``: it neither splits nor joins."""
    for node in model.every(*GATEWAYS - {"eventBasedGateway"}):
        if len(node.incoming) == len(node.outgoing) == 1:
            yield node.problem(
                "gateway-passed-through",
                "has one way in and one way out, so it decides nothing; a flow would do",
            )
