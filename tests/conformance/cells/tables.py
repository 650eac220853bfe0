"""All cells, and those that wait to be supported."""

from __future__ import annotations

from tests.conformance.cells import (
    activities,
    beginning,
    data,
    events,
    gateways,
    repetition,
    talking,
    undoing,
)

ALL = [
    *events.cells(),
    *events.by_reference(),
    *beginning.cells(),
    *talking.cells(),
    *activities.cells(),
    *gateways.cells(),
    *data.cells(),
    *repetition.cells(),
    *undoing.cells(),
]
#: Legal by the standard, refused as ``not-supported``
NOT_YET: frozenset[str] = frozenset()
