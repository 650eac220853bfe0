"""The clock of the machine, and the instants of records, which never go back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

#: Clocks of several machines differ by so much and no more
SKEW = timedelta(minutes=1)
#: How long what was read of the records is good enough
ASKED_S = 60.0

_log = logging.getLogger(__name__)


class SystemClock:
    """Implements ``engine.protocols.Clock`` with the machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Instants:
    """The instants at which things are recorded: those of a clock, but never before a record.

    A clock that is set back, also while nothing ran, records nothing as of a time that has been:
    until it has caught up, time stands still at the newest record, and the log says so.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._lock = now, threading.Lock()
        self._latest = datetime.min.replace(tzinfo=UTC)
        #: When the records of a tenant were last asked, by the monotonic clock
        self._asked: dict[UUID, float] = {}
        self._told = False

    def next(self) -> datetime:
        """The instant of a record that is made now."""
        with self._lock:
            now = self._now()
            if now > self._latest:
                self._latest = now
            return self._latest

    def peek(self) -> datetime:
        """The instant that ``next`` would give; asking is no record and holds no clock back."""
        with self._lock:
            return max(self._now(), self._latest)

    def is_to_ask(self, tenant: UUID) -> bool:
        """Whether the newest record of a tenant is to be read again."""
        asked = self._asked.get(tenant)
        return asked is None or time.monotonic() - asked > ASKED_S

    def not_before(self, tenant: UUID, recorded: datetime | None) -> None:
        """The newest record of a tenant: nothing is recorded as of an earlier time."""
        self._asked[tenant] = time.monotonic()
        if recorded is None:
            return
        with self._lock:
            self._latest = max(self._latest, recorded)
        behind = self.behind()
        if behind > SKEW and not self._told:
            words = (
                "the clock is %s behind the newest record: time stands still until it catches up"
            )
            _log.warning(words, behind)
        self._told = behind > SKEW

    def behind(self) -> timedelta:
        """By how much the clock is behind the newest record; nothing where it is not."""
        return max(timedelta(0), self._latest - self._now())
