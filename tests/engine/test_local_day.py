"""What day it is, is asked in Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime

from engine.testing import Sandbox
from tests.engine.models import diagram, end, path, script, start


def test_today_is_the_local_day_before_eight_in_the_morning() -> None:
    box = Sandbox(now=datetime(2025, 9, 25, 17, 30, tzinfo=UTC))
    ask = script("ask", "today()", "day")
    box.deploy(diagram(start(), ask, end(), path("s", "ask", "e")))
    assert box.start("p").variables["day"] == date(2025, 9, 26)
