"""What an engine counts about itself: commands and how they ended, how long, retries, cache hits.

Plain numbers in memory, of this process; whoever shows them (``web.operations``) reads them.
"""

from __future__ import annotations

import logging
import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID, uuid4

#: Upper bounds of the times that are counted, in seconds
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_log = logging.getLogger("engine.command")


@dataclass
class Times:
    """How long commands of one sort took: a count per bound, the last one for what took longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total_s: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total_s += seconds


class Measures:
    """Shared by the threads of an engine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        #: {(command, done or the code of the refusal): how often}
        self.steps: Counter[tuple[str, str]] = Counter()
        self.times: dict[str, Times] = {}
        #: Commands that lost a race and were tried again
        self.retries = 0
        #: Cases found in memory as of their last version, and those loaded
        self.hits = self.misses = 0

    def step(self, command: str, ended: str, seconds: float) -> None:
        with self._lock:
            self.steps[command, ended] += 1
            times = self.times.get(command)
            if times is None:
                times = self.times[command] = Times()
            times.add(seconds)

    def retry(self) -> None:
        self.retries += 1


def tell(
    command: str, ended: str, seconds: float, command_id: UUID | str | None, case: UUID | None
) -> None:
    """One line of the log per command, with ids and never with contents."""
    if _log.isEnabledFor(logging.INFO):
        facts = {
            "command": command, "ended": ended, "ms": round(seconds * 1000, 1),
            "command_id": str(command_id or uuid4()), "case": case,
        }  # fmt: skip
        _log.info("command", extra={"facts": facts})
