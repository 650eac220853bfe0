"""How often somebody may try to sign in, counted by the ``limits`` library in moving windows.

The library loads with the first try: a start that only shows a page does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

P = ParamSpec("P")
R = TypeVar("R")


def install(app: Flask) -> None:
    """Counters of this application's own, in this process's memory."""
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
    """Counts tries per key by rules such as ``10 per minute; 60 per hour``."""

    def __init__(self) -> None:
        self._limiter: Any = None

    def count(self, key: str, rules: str) -> None:
        """Count one try. Raises ``TooManyRequests`` where a rule is used up."""
        from limits import parse_many

        for rule in parse_many(rules):
            if not self._windows().hit(rule, key):
                raise TooManyRequests

    def _windows(self) -> Any:
        if self._limiter is None:
            from limits.storage import MemoryStorage
            from limits.strategies import MovingWindowRateLimiter

            self._limiter = MovingWindowRateLimiter(MemoryStorage())
        return self._limiter
