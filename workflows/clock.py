"""The one clock of a process: real time, shifted in a demo, and the legal day of an instant."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

#: Legal days are days here, whatever the zone of the server
SHANGHAI = ZoneInfo("Asia/Shanghai")


def legal_day(instant: datetime) -> date:
    """The day in Asia/Shanghai on which ``instant`` (aware) falls."""
    return instant.astimezone(SHANGHAI).date()


def at_shanghai(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The UTC instant of a wall-clock time in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


class OfficeClock:
    """Real time plus an offset that only a demo tenant has. All threads share one.

    The offset grows only (``MoveClock`` is forward only), so instants never go backwards.
    """

    def __init__(self) -> None:
        self._offset = timedelta(0)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The present instant, aware, UTC, microseconds."""
        with self._lock:
            return datetime.now(UTC) + self._offset

    def shift(self, offset: timedelta) -> None:
        """Take the offset that stands in the tenant's row."""
        with self._lock:
            self._offset = offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    def today(self) -> date:
        """The legal day of now."""
        return legal_day(self.now())
