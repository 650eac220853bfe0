"""Wrong ways to do what the engine does, by subject, each to be noticed by random diagrams."""

from __future__ import annotations

from tests.properties.faults import events, flow, keeping, repetition, scopes, undoing
from tests.properties.faults.fault import Fault

FAULTS: list[Fault] = [
    *flow.FAULTS,
    *events.FAULTS,
    *scopes.FAULTS,
    *repetition.FAULTS,
    *undoing.FAULTS,
    *keeping.FAULTS,
]
