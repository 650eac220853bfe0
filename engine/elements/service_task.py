"""bpmn:serviceTask. A participant does the work inside the step, or a worker after it.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Service Task; 13.3.3 Task; 8.5 Services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.work import Worker
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.model.source import Source


@element("serviceTask")
class ServiceTask(Worker):
    """Work of the type in ``zeebe:taskDefinition``, else of the name of its operation."""

    def read(self, source: Source) -> None:
        super().read(source)
        if self.work is None:
            self.work = source.operation_called()
