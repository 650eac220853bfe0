"""Who does a user task, by the standard's own elements, where zeebe's words do not say it.

A potential owner is a candidate, a performer who is named by an expression holds the task. A
resource is a group that goes by its name (or id). Parameters of a resource would be a query to
people that the engine does not know: the checks have refused them.
Source: BPMN 2.0.2, 8.4 Resources, 10.3 Activities (Resource Assignment), User Task.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.model.document import local

if TYPE_CHECKING:
    from engine.behavior.expressions import Evaluable
    from engine.model.source import Source

_CANDIDATES, _PERFORMERS = ("potentialOwner", "resourceRole"), ("humanPerformer", "performer")


@dataclass(frozen=True, slots=True)
class Everyone:
    """The names that several expressions give: a list, or text with commas."""

    parts: Sequence[Evaluable]

    @property
    def text(self) -> str:
        return ", ".join(part.text for part in self.parts)

    def evaluate(self, scope: Mapping[str, Any], now: datetime | None = None) -> Any:
        found: list[Any] = []
        for part in self.parts:
            value = part.evaluate(scope, now)
            if isinstance(value, str):
                value = [name.strip() for name in value.split(",")]
            found += value if isinstance(value, list) else [value]
        return [name for name in found if name is not None]


@dataclass(frozen=True, slots=True)
class Named:
    """A resource: the group of its name."""

    text: str

    def evaluate(self, scope: Mapping[str, Any], now: datetime | None = None) -> Any:
        return self.text


def roles(source: Source) -> tuple[Evaluable | None, Evaluable | None]:
    """(who holds the task, who may take it); None where nothing says it."""
    holder: Evaluable | None = None
    candidates: list[Evaluable] = []
    for role in source.children():
        kind = local(role.element)
        if kind not in _CANDIDATES + _PERFORMERS:
            continue
        expression, group = _expression(role), _group(role)
        if expression is not None and kind in _PERFORMERS and holder is None:
            holder = expression
        elif expression is not None:
            candidates.append(expression)
        if group is not None:
            candidates.append(group)
    return holder, Everyone(tuple(candidates)) if candidates else None


def _expression(role: Source) -> Evaluable | None:
    inside = role.child("resourceAssignmentExpression")
    formal = None if inside is None else inside.child("formalExpression")
    return None if formal is None else role.expression(formal.text())


def _group(role: Source) -> Named | None:
    reference = role.child("resourceRef")
    if reference is None:
        return None
    name = reference.text().rpartition(":")[2]
    resource = role.document.by_id.get(name)
    return Named(name if resource is None else resource.get("name") or name)
