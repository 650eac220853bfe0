"""The zone of dates and times that name none. What day it is, is asked in it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Shanghai")


@lru_cache(maxsize=256)
def local(instant: datetime) -> datetime:
    """The same instant with the local date: what ``today()`` and ``now()`` are asked with."""
    return instant.astimezone(LOCAL_ZONE)
