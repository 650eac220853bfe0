"""What a database says when it cannot go on, in words that do not depend on which one it is."""

from __future__ import annotations

import sqlite3
from typing import Any, NoReturn

from engine.errors import StoreUnavailable

#: disk_full; a file that may not grow has no state of its own on PostgreSQL
_FULL = "53100"
_CANNOT_GROW = ("could not extend file", "No space left on device", "File too large")
#: Connection exceptions (class 08), and a server that is going down, crashed or starting
_AWAY = ("57P01", "57P02", "57P03")


def told(error: BaseException, *, committing: bool = False) -> StoreUnavailable | None:
    """The refusal that this error of a database means; None where it means something else.

    ``committing``: it came instead of the answer to COMMIT.
    """
    if is_full(error):
        words = "the disk of the database is full: nothing was changed"
        return StoreUnavailable(words, code="disk-full")
    if _is_failing(error) and not (committing and _is_unsure(error)):
        words = "the disk of the database cannot be written: nothing was changed"
        return StoreUnavailable(words, code="disk-failed")
    if not (is_away(error) or _is_failing(error)):
        return None
    if committing:
        words = "the database went away while it was committing: look before you do it again"
        return StoreUnavailable(words, code="outcome-unknown")
    return StoreUnavailable("the database does not answer: nothing was changed")


def retell(error: BaseException, *, committing: bool = False) -> NoReturn:
    """Raise the refusal that this error means, caused by it; else the error itself."""
    found = told(error, committing=committing)
    if found is None:
        raise error
    raise found from error


def is_full(error: BaseException) -> bool:
    """Whether there is no room to write."""
    original = _original(error)
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    if getattr(original, "sqlstate", None) == _FULL:
        return True
    return _is_psycopg(original) and any(words in str(original) for words in _CANNOT_GROW)


def _is_failing(error: BaseException) -> bool:
    """Whether SQLite could not read or write its file."""
    original = _original(error)
    code = getattr(original, "sqlite_errorcode", 0)
    return isinstance(original, sqlite3.Error) and code & 0xFF == sqlite3.SQLITE_IOERR


def _is_unsure(error: BaseException) -> bool:
    """What could not be written is not there; what could not be brought to the disk may be."""
    return getattr(_original(error), "sqlite_errorcode", 0) != sqlite3.SQLITE_IOERR_WRITE


def is_away(error: BaseException) -> bool:
    """Whether the connection is lost, or none can be made."""
    original = _original(error)
    if not _is_psycopg(original):
        return False
    state = getattr(original, "sqlstate", None)
    if state is None:
        return type(original).__name__ in ("OperationalError", "PipelineAborted")
    return state in _AWAY or state.startswith("08")


def _original(error: BaseException) -> Any:
    return getattr(error, "orig", None) or error


def _is_psycopg(error: object) -> bool:
    # By name: SQLite alone never loads it
    return type(error).__module__.startswith("psycopg")
