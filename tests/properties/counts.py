"""How many examples a property test tries: few in ``make test``, many in ``make long``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
#: No deadline: a busy machine is no finding
COUNTS = settings(
    max_examples=5_000 if FULL else 100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
