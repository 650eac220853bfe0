"""What the extension elements of a node say, compiled: zeebe's words and our own namespace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.behavior.data import Item
    from engine.behavior.expressions import Evaluable
    from engine.behavior.instance_events import InstanceEvents
    from engine.feel import Expression


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """``zeebe:taskDefinition`` with its headers: the work that a handler or participant does."""

    type: Expression
    retries: Expression
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who may take a human task, when it is due and how urgent it is."""

    assignee: Evaluable | None = None
    candidate_groups: Evaluable | None = None
    candidate_users: Expression | None = None
    due: Expression | None = None
    follow_up: Expression | None = None
    priority: Expression | None = None
    form: Expression | None = None


@dataclass(frozen=True, slots=True)
class LoopDefinition:
    """``multiInstanceLoopCharacteristics`` with ``zeebe:loopCharacteristics``."""

    sequential: bool
    input_collection: Expression | Item | None = None
    input_element: str | None = None
    output_collection: str | None = None
    output_element: Expression | Item | None = None
    cardinality: Expression | None = None
    completion: Expression | None = None
    #: What it throws when instances complete; None: nothing
    behavior: InstanceEvents | None = None


@dataclass(frozen=True, slots=True)
class StandardLoopDefinition:
    """``standardLoopCharacteristics``."""

    condition: Expression
    test_before: bool = False
    #: None: as long as the condition holds
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class CalledElement:
    """Which process a call activity starts, and what goes in and out."""

    process_id: Expression
    #: latest, deployment or versionTag
    binding: str = "latest"
    version_tag: str | None = None
    #: The standard's own attribute: a process of the same deployment comes first
    own_first: bool = False
    all_in: bool = True
    all_out: bool = True


@dataclass(frozen=True, slots=True)
class CalledDecision:
    """``zeebe:calledDecision``."""

    decision_id: Expression
    result_variable: str


@dataclass(frozen=True, slots=True)
class Script:
    """A FEEL script; without a result variable its context becomes variables."""

    expression: Expression
    result_variable: str | None


Extensions = Mapping[str, Any]
