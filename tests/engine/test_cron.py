"""Cron expressions as cycles of timers. Camunda 8: six fields, seconds first; local time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine import cron
from engine.testing import Sandbox
from tests.engine.models import boundary, diagram, end, flows, path, start, timer, user
from tests.engine.runner import Runner

#: Friday, 9 o'clock in Shanghai
FRIDAY = datetime(2025, 9, 26, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("0 0 9 * * MON-FRI", "2025-09-29 09:00:00"),
        ("0 30 9 * * *", "2025-09-26 09:30:00"),
        ("30 0 9 ? * *", "2025-09-26 09:00:30"),
        ("0 0/20 * * * *", "2025-09-26 09:20:00"),
        ("0 0 8,17 * * *", "2025-09-26 17:00:00"),
        ("0 0 0 L * *", "2025-09-30 00:00:00"),
        ("0 0 0 29 2 *", "2028-02-29 00:00:00"),
        ("0 0 0 1 JAN-MAR *", "2026-01-01 00:00:00"),
        ("0 0 9 * * MON#2", "2025-10-13 09:00:00"),
        ("0 0 9 * * 5L", "2025-10-31 09:00:00"),
        ("0 0 9 * * 7", "2025-09-28 09:00:00"),
        ("0 0 9 13 * FRI", "2026-02-13 09:00:00"),
        ("@monthly", "2025-10-01 00:00:00"),
        ("@hourly", "2025-09-26 10:00:00"),
    ],
)
def test_the_next_time_after_friday_nine(text: str, local: str) -> None:
    found = cron.parse(text).after(FRIDAY)
    assert found == datetime.fromisoformat(f"{local}+08:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* * * * *",
        "60 * * * * *",
        "0 0 9 * * FOO",
        "0 0 0 31 2 *",
        "0 0 9 0 * *",
        "1/0 * * * * *",
    ],
)
def test_what_is_no_cron_expression_or_never_comes(text: str) -> None:
    assert not cron.is_cron(text)


def test_a_boundary_fires_by_cron_without_end(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), end("be"), path("s", "a", "e"), flows("b>be"),
            boundary("b", "a", timer(cycle="0 0 12 * * MON-FRI"), interrupting=False),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(days=7))
    assert run.done("b") == 5
    run.complete("a")
    assert (run.state, run.timers) == ("completed", {})


def test_a_process_begins_by_cron() -> None:
    box = Sandbox(now=FRIDAY)
    box.deploy(diagram(start("s", timer(cycle="0 0 9 * * *")), end(), path("s", "e")))
    box.advance(timedelta(days=3))
    assert len(box.cases("p")) == 3
