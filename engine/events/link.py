"""bpmn:linkEventDefinition. A throw goes on at the catch of the same name in its scope.

The pair is drawn as a flow when the diagram is built (``engine.model.graph``); nothing is thrown.
Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Link(Definition):
    """Only its name matters."""

    name: str
    kind = "link"

    @classmethod
    def read(cls, source: Source, owner: Source) -> Link:
        return cls(source.element.get("name") or "")
