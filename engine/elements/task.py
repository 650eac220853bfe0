"""bpmn:task. Does nothing by itself; its mappings, boundary events and flows count.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Abstract Task; 13.3.3 Task.
"""

from __future__ import annotations

from engine.behavior.activity import Activity
from engine.elements.registry import element


@element("task")
class Task(Activity):
    """The abstract task."""
