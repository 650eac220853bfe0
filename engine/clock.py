"""The clock of the machine."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """Implements ``engine.protocols.Clock`` with the machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)
