"""The threads that do what is due in a process of its own: server and worker in one.

Timers and deliveries have a thread for themselves, so that no handler delays them, however slow
it is. Jobs are done by a few threads at once, also jobs of one case: only their answers take
turns. A job in hand is leased: when this process dies, another takes it up after the lease.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from engine.jobs.drain import Drain
    from engine.store.due import DueRow

#: How long it sleeps when nobody rings: the longest delay of a timer
ROUND_S = 1.0
#: Jobs that are done at once
HANDS = 4
#: How long ``stop`` waits for handlers
GRACE_S = 30.0
SWEEP_S = 600.0

_log = logging.getLogger(__name__)


class Worker:
    """Carries out due rows until it is stopped; looks at once when it is rung."""

    def __init__(self, drain: Drain) -> None:
        self._drain = drain
        self._over = threading.Event()
        self._bells = (threading.Event(), threading.Event())
        self._threads = (
            self._thread(self._rows, self._bells[0], "yuanban-timers"),
            self._thread(self._jobs, self._bells[1], "yuanban-jobs"),
        )
        #: Jobs in the hands of a thread
        self._in_hand: set[UUID] = set()
        self._changed = threading.Condition()
        self._swept = time.monotonic()
        self._sweeper: threading.Thread | None = None

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        for bell in self._bells:
            bell.set()

    def stop(self) -> None:
        """Returns when the rows in hand are done; a handler that hangs is left to its lease."""
        self._over.set()
        self.ring()
        for thread in self._threads:
            thread.join()
        if self._sweeper is not None:
            self._sweeper.join(GRACE_S)
        with self._changed:
            if not self._changed.wait_for(lambda: not self._in_hand, GRACE_S):
                _log.warning("%s jobs are left to others: no answer yet", len(self._in_hand))

    def _thread(
        self, work: Callable[[], None], bell: threading.Event, name: str
    ) -> threading.Thread:
        return threading.Thread(target=self._run, args=(work, bell), name=name, daemon=True)

    def _run(self, work: Callable[[], None], bell: threading.Event) -> None:
        self._drain.warm_up()
        while not self._over.is_set():
            bell.clear()
            try:
                work()
            except Exception:
                # The database may be away for a moment; the rows stay, and so does the thread
                _log.exception("the worker could not look for due work")
            bell.wait(ROUND_S)

    def _rows(self) -> None:
        while not self._over.is_set() and self._drain.step(jobs=False):
            pass
        if time.monotonic() - self._swept > SWEEP_S and not self._is_sweeping():
            self._swept = time.monotonic()
            # In a thread of its own: however much there is to put away, no timer waits for it
            self._sweeper = threading.Thread(target=self._sweep, name="yuanban-sweep", daemon=True)
            self._sweeper.start()

    def _is_sweeping(self) -> bool:
        return self._sweeper is not None and self._sweeper.is_alive()

    def _sweep(self) -> None:
        """Until nothing is left, or it is to stop: then the next one goes on."""
        try:
            while not self._over.is_set() and self._drain.sweep():
                pass
        except Exception:
            _log.exception("the sweep did not come to its end")

    def _jobs(self) -> None:
        for row in self._drain.jobs(2 * HANDS):
            with self._changed:
                if self._over.is_set() or len(self._in_hand) >= HANDS:
                    return  # whoever is done rings
                if row.id in self._in_hand:
                    continue
                self._in_hand.add(row.id)
            threading.Thread(target=self._do, args=(row,), daemon=True).start()

    def _do(self, row: DueRow) -> None:
        try:
            self._drain.carry_out(row)
        except Exception:
            _log.exception("a job could not be answered: it comes again after its lease")
        finally:
            with self._changed:
                self._in_hand.discard(row.id)
                self._changed.notify_all()
            self._bells[1].set()
