"""The log: one JSON line per entry on standard output, with the id of the request it belongs to.

Sixty lines of our own: the import of a logging library costs a tenth of what a start may cost.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_REQUEST: ContextVar[str | None] = ContextVar("request_id", default=None)


def begin_request(request_id: str) -> None:
    """All entries from now on, in this thread or task, belong to that request."""
    _REQUEST.set(request_id)


@dataclass(frozen=True)
class Journal:
    """Entries about one subject. ``facts`` are ids and counts, never names or contents."""

    subject: str

    def info(self, event: str, **facts: Any) -> None:
        _write("info", self.subject, event, facts)

    def warning(self, event: str, **facts: Any) -> None:
        _write("warning", self.subject, event, facts)

    def exception(self, event: str, exc_info: BaseException, **facts: Any) -> None:
        """An error with the way it took, without its words: these may repeat what was entered."""
        way = "".join(_way(traceback.TracebackException.from_exception(exc_info)))
        _write("error", self.subject, event, {**facts, "exception": way})


def _way(error: traceback.TracebackException) -> Iterator[str]:
    """Frames and kinds of an error and of those that led to it, the first first."""
    led_by = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led_by is not None:
        yield from _way(led_by)
    yield from error.stack.format()
    yield f"{error.exc_type.__qualname__}\n"


def _write(level: str, subject: str, event: str, facts: dict[str, Any]) -> None:
    entry = {
        "timestamp": datetime.now(UTC).isoformat(),
        "level": level,
        "subject": subject,
        "event": event,
        "request_id": _REQUEST.get(),
        **facts,
    }
    # One call per line: threads must not write into each other's
    sys.stdout.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()
