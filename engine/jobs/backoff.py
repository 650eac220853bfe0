"""When a job that failed is tried again: doubling, bounded, with jitter.

Jitter keeps a hundred jobs that failed together from coming back together.
"""

from __future__ import annotations

import random
from datetime import timedelta

FIRST_S = 10.0
LONGEST_S = 3600.0


def delay(attempt: int, source: random.Random) -> timedelta:
    """How long to wait after the ``attempt``-th failure (1, 2, …)."""
    full = min(LONGEST_S, FIRST_S * 2 ** (attempt - 1))
    return timedelta(seconds=full * source.uniform(0.5, 1.0))
