"""bpmn:manualTask. Work that no system sees: the token passes.

Spec: BPMN 2.0.2, 10.3.3 Tasks, Manual Task ("never actually executed by an IT system").
"""

from __future__ import annotations

from engine.behavior.activity import Activity
from engine.elements.registry import element


@element("manualTask")
class ManualTask(Activity):
    """Passes like the abstract task."""
