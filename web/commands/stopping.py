"""A server that is told to stop: no new request is taken, those under way get their answer.

waitress drops what it has not sent when its loop ends; here the loop goes on until all is sent.
"""

from __future__ import annotations

import signal
import time
from typing import Any

#: How long requests under way may take before the process ends without them
GRACE_S = 20.0
_ROUND_S = 0.1


class Stoppable:
    """Runs a waitress server until SIGTERM or SIGINT."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._map: dict[int, Any] = getattr(server, "map", None) or server._map
        self._stopping = False

    def run(self) -> None:
        """Returns when the server was told to stop and the last answer is sent."""
        for sort in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sort, self._told)
        while not self._stopping:
            self._round(30.0)
        self._hang_up()
        until = time.monotonic() + GRACE_S
        while time.monotonic() < until and self._is_busy():
            self._round(_ROUND_S)
            self._hang_up()
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
        self._server.close()

    def _told(self, *_: object) -> None:
        self._stopping = True
        for one in self._listening():
            one.pull_trigger()

    def _round(self, seconds: float) -> None:
        self._server.asyncore.loop(timeout=seconds, map=self._map, count=1)

    def _hang_up(self) -> None:
        """Nobody new, and nothing more from those who have their answer."""
        for one in self._listening():
            one.accepting = False
            for channel in list(one.active_channels.values()):
                if channel.requests or channel.total_outbufs_len:
                    channel.close_when_flushed = not channel.requests
                else:
                    channel.handle_close()

    def _is_busy(self) -> bool:
        return any(one.active_channels for one in self._listening())

    def _listening(self) -> list[Any]:
        return [one for one in self._map.values() if hasattr(one, "active_channels")]
