"""Time-ordered identifiers (UUID version 7, RFC 9562 section 5.7).

Random identifiers cost 1.3 to 1.5 times more time per write once a table holds fifty thousand
cases; time-ordered ones keep the newest rows on the same pages (docs/adr/0001-ground.md).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, SafeUUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_new, _set = UUID.__new__, object.__setattr__


class UuidV7:
    """Source of UUIDv7 that follows the injected clock and never goes backwards.

    ``now``: aware UTC instant. ``random``: bytes source; a seeded one makes a run repeatable.
    Within one millisecond a 12-bit counter keeps the order of creation.
    """

    def __init__(
        self, now: Callable[[], datetime], random: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._now, self._random = now, random
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def new(self) -> UUID:
        with self._lock:
            ms, counter = self._tick()
        tail = int.from_bytes(self._random(8), "big") & ((1 << 62) - 1)
        # Its bits are right by construction: the checks of UUID cost more than all of the above
        made = _new(UUID)
        _set(made, "int", (ms << 80) | _VERSION | (counter << 64) | _VARIANT | tail)
        _set(made, "is_safe", SafeUUID.unknown)
        return made

    def _tick(self) -> tuple[int, int]:
        ms = int(self._now().timestamp() * 1000)
        if ms > self._last_ms:
            self._last_ms, self._counter = ms, 0
        else:
            self._counter += 1
            if self._counter > 0xFFF:
                self._last_ms, self._counter = self._last_ms + 1, 0
        return self._last_ms, self._counter
