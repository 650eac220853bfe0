"""Runs BPMN on SpiffWorkflow. Knows no park, no law, no web.

The names that others import; ``engine.testing``, ``engine.feel`` and ``engine.dmn`` beside them.
"""

from typing import TYPE_CHECKING, Any

from engine import commands
from engine.errors import (
    AlreadyDone,
    BpmnError,
    DeploymentRefused,
    EngineError,
    NotFound,
    NotPermitted,
    Problem,
    Refused,
)

if TYPE_CHECKING:
    from engine.runtime import Engine

__all__ = [
    "AlreadyDone",
    "BpmnError",
    "DeploymentRefused",
    "Engine",
    "EngineError",
    "NotFound",
    "NotPermitted",
    "Problem",
    "Refused",
    "commands",
]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: checks, FEEL and DMN are of use without database and SpiffWorkflow
    if name == "Engine":
        from engine.runtime import Engine

        return Engine
    raise AttributeError(f"module engine has no {name}")
