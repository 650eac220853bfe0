"""BPMN elements, one file per kind. The listing of this folder is what the engine can run.

To add one: a file that reads and runs it, its import here, its test file, and its line in
``engine.checks.supported``.
"""

from __future__ import annotations

from engine.elements import (
    ad_hoc_sub_process,
    boundary_event,
    business_rule_task,
    call_activity,
    complex_gateway,
    end_event,
    event_based_gateway,
    event_sub_process,
    exclusive_gateway,
    inclusive_gateway,
    intermediate_catch_event,
    intermediate_throw_event,
    manual_task,
    parallel_gateway,
    receive_task,
    script_task,
    send_task,
    service_task,
    start_event,
    sub_process,
    task,
    transaction,
    user_task,
)
from engine.elements.registry import ELEMENTS, element

__all__ = [
    "ELEMENTS",
    "ad_hoc_sub_process",
    "boundary_event",
    "business_rule_task",
    "call_activity",
    "complex_gateway",
    "element",
    "end_event",
    "event_based_gateway",
    "event_sub_process",
    "exclusive_gateway",
    "inclusive_gateway",
    "intermediate_catch_event",
    "intermediate_throw_event",
    "manual_task",
    "parallel_gateway",
    "receive_task",
    "script_task",
    "send_task",
    "service_task",
    "start_event",
    "sub_process",
    "task",
    "transaction",
    "user_task",
]
