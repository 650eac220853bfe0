"""Whether requests can be served now, check by check."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.errors import EngineError

#: A clock that is further behind holds the time of records still, and somebody should know
BEHIND = timedelta(minutes=1)


def checks(office: Any) -> dict[str, str]:
    """{check: ok, or what is wrong}. ``held``: time stands still, and all works."""
    return {"database": _database(office), "clock": _clock(office)}


def _database(office: Any) -> str:
    try:
        return "ok" if office.engine.is_migrated() else "tables-not-current"
    except EngineError as error:
        return error.code
    except Exception as error:
        return type(error).__name__


def _clock(office: Any) -> str:
    return "held" if office.engine.clock_is_behind() > BEHIND else "ok"
