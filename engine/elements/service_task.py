"""bpmn:serviceTask. A participant does the work inside the step, or a worker after it.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Service Task; 13.3.3 Task.
"""

from __future__ import annotations

from engine.behavior.work import Worker
from engine.elements.registry import element


@element("serviceTask")
class ServiceTask(Worker):
    """Work of the type in ``zeebe:taskDefinition``."""
