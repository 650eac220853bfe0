"""Workload W of the baseline, as the product runs it: the same diagram, data and order."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_BASELINE = Path(__file__).parent / "baseline"
_CANDIDATES = (
    "><bpmn:extensionElements>"
    '<zeebe:assignmentDefinition candidateGroups="clerks, heads"/>'
    "</bpmn:extensionElements></bpmn:userTask>"
)
_ZEEBE = ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'

TASKS = ("accept", "review", "signA", "signB", "decide", "deliver")


def baseline() -> tuple[ModuleType, ModuleType]:
    """The modules (naive, wl) that were given, unchanged."""
    if str(_BASELINE) not in sys.path:
        sys.path.insert(0, str(_BASELINE))
    import naive  # type: ignore[import-not-found]
    import wl  # type: ignore[import-not-found]

    return naive, wl


def approval_xml() -> bytes:
    """W with FEEL conditions, and two candidate groups on each task."""
    _, wl = baseline()
    return _listed(wl.approval_xml("=ok", "=approved", head_attr=_ZEEBE, ut_extra=" @"))


def loop_xml() -> bytes:
    """The correction loop with a FEEL condition and candidates."""
    _, wl = baseline()
    return _listed(wl.loop_xml("=again", head_attr=_ZEEBE, ut_extra=" @"))


def _listed(xml: str) -> bytes:
    return xml.replace(" @/>", _CANDIDATES).encode()


def start_data(number: int) -> dict[str, Any]:
    data: dict[str, Any] = baseline()[1].start_data(number)
    return data


def form_data(element_id: str, number: int) -> dict[str, Any]:
    data: dict[str, Any] = baseline()[1].form_data(element_id, number)
    return data
