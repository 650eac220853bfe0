"""The thread that does what is due in a process of its own: server and worker in one."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.jobs.drain import Drain

#: How long it sleeps when nobody rings: the longest delay of a timer
ROUND_S = 1.0

_log = logging.getLogger(__name__)


class Worker:
    """Drains due rows until it is stopped; looks at once when it is rung."""

    def __init__(self, drain: Drain) -> None:
        self._drain = drain
        self._bell, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="yuanban-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ring(self) -> None:
        self._bell.set()

    def stop(self) -> None:
        """Returns when the row in hand is done."""
        self._over.set()
        self._bell.set()
        self._thread.join()

    def _run(self) -> None:
        self._drain.warm_up()
        while not self._over.is_set():
            self._bell.clear()
            try:
                while not self._over.is_set() and self._drain.step():
                    pass
            except Exception:
                # The database may be away for a moment; the rows stay, and so does the thread
                _log.exception("the worker could not look for due work")
            self._bell.wait(ROUND_S)
