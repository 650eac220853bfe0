"""Waiting for a handler: its lease is renewed while it works, and ends when it hangs.

A long job is not a dead one, so as long as this process lives and the time limit is not over,
nobody else takes it. A handler that gives no answer within the limit has failed: the job is tried
again or becomes an incident, and whatever the handler says later finds nothing to do. A thread
cannot be stopped from outside; it is left behind.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

A = TypeVar("A")


class HandlerHangs(Exception):
    """A handler gave no answer within its time limit."""


class _Call(threading.Thread, Generic[A]):
    """A handler at work."""

    def __init__(self, work: Callable[[], A]) -> None:
        super().__init__(name="yuanban-handler", daemon=True)
        self._work, self.done = work, threading.Event()
        self.answer: A | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self._work()
        except BaseException as error:
            # Also what ends a process: raised again where the job was taken
            self.error = error
        finally:
            self.done.set()


def wait_for(
    work: Callable[[], A], *, limit_s: float, every_s: float, renew: Callable[[], None]
) -> A:
    """The answer of ``work``; ``renew`` is called every ``every_s`` until it is there.

    Raises what ``work`` raises, or ``HandlerHangs`` after ``limit_s``.
    """
    call, until = _Call(work), time.monotonic() + limit_s
    call.start()
    while not call.done.wait(max(0.0, min(every_s, until - time.monotonic()))):
        if time.monotonic() >= until:
            raise HandlerHangs(f"no answer within {limit_s:g} s")
        renew()
    if call.error is not None:
        raise call.error
    return call.answer  # type: ignore[return-value]
