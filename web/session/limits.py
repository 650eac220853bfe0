"""How often somebody may try to sign in. Counted in this process, in real time."""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

_RULE = re.compile(r"(\d+) per (minute|hour)")
_SECONDS = {"minute": 60, "hour": 3600}
#: Keys that are remembered; the oldest are forgotten first
_MOST_KEYS = 50_000


P = ParamSpec("P")
R = TypeVar("R")


def install(app: Flask) -> None:
    """Counters of this application's own."""
    app.extensions["limiter"] = Counters()


def by_address_and_login() -> str:
    """One counter per address and login: a guesser must not lock out a whole office."""
    return f"{request.remote_addr}|{request.form.get('login', '').strip().lower()[:60]}"


def limited(
    rules: Callable[[], str], key: Callable[[], str], methods: frozenset[str]
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A view that may be asked for only so often with one of ``methods``."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.method in methods:
                current_app.extensions["limiter"].count(key(), rules())
            return view(*args, **kwargs)

        return counted

    return decorate


class Counters:
    """Counts tries per key in sliding windows, e.g. ``10 per minute; 60 per hour``."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._tries: dict[str, deque[float]] = {}

    def count(self, key: str, rules: str) -> None:
        """Count one try. Raises ``TooManyRequests`` where a rule is used up."""
        windows = [(int(number), _SECONDS[unit]) for number, unit in _RULE.findall(rules)]
        with self._lock:
            now, tries = self._now(), self._of(key)
            while tries and now - tries[0] >= max(seconds for _, seconds in windows):
                tries.popleft()
            for number, seconds in windows:
                if sum(now - at < seconds for at in tries) >= number:
                    raise TooManyRequests
            tries.append(now)

    def _of(self, key: str) -> deque[float]:
        tries = self._tries.pop(key, deque())
        self._tries[key] = tries  # the latest key stands last
        while len(self._tries) > _MOST_KEYS:
            self._tries.pop(next(iter(self._tries)))
        return tries
