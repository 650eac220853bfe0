"""All cells, and those that wait to be supported."""

from __future__ import annotations

from tests.conformance.cells import activities, data, events, gateways, repetition

ALL = [
    *events.cells(),
    *activities.cells(),
    *gateways.cells(),
    *data.cells(),
    *repetition.cells(),
]
#: Legal by the standard, refused as ``not-supported``
NOT_YET: frozenset[str] = frozenset()
