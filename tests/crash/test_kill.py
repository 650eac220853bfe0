"""A process is killed at any moment; what it acknowledged is there, and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from engine.store import events
from engine.store.types import read_id
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import boundary, catch, cycle, diagram, end, line, start, timer
from tests.support.diagrams import user_task as task

ROOT = Path(__file__).parents[2]
KILLS = 60 if os.environ.get("YUANBAN_COUNTS") == "full" else 6
CASES = 4

pytestmark = pytest.mark.crash


def endless() -> bytes:
    """A loop of two tasks beside which a reminder is due every day."""
    return diagram(
        "loop",
        start(),
        '<bpmn:exclusiveGateway id="again"/>',
        task("first"),
        task("second"),
        boundary("remind", "first", cycle("R/P1D"), cancels=False),
        end("reminded"),
        line("s", "again", "first", "second", "again"),
        line("remind", "reminded"),
    )


def waiting() -> bytes:
    return diagram(
        "pause", start(), catch("wait", timer("PT1H")), task("work"), end(),
        line("s", "wait", "work", "e"),
    )  # fmt: skip


def kill_at_work(url: str, box: Sandbox, source: random.Random) -> list[tuple[UUID, UUID]]:
    """Let a process work for some completions and kill it; gives what it acknowledged."""
    command = [sys.executable, "-m", "tests.crash.worker", url, box.now.isoformat()]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(source.randrange(1, 60))]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    whole = [one.split() for one in lines if one.endswith("\n")]
    return [(UUID(case), UUID(task_id)) for case, task_id, _ in whole]


def rows(box: Sandbox, sql: str) -> list[Any]:
    with box.engine.reading() as connection:
        return list(connection.exec_driver_sql(sql))


def completed_events(box: Sandbox, case: Case) -> int:
    with box.engine.transaction(box.actor) as tx:
        (number,) = tx.run(
            "SELECT count(*) FROM event WHERE tenant = ? AND stream = ? AND type = 'TaskCompleted'",
            (TENANT, case.id),
        ).fetchone()
    return int(number)


def check(box: Sandbox, case: Case) -> None:
    """Rows, events and snapshot of the case tell the same story."""
    done = rows(box, "SELECT case_id, element_id, token FROM task WHERE state = 'completed'")
    mine = [row for row in done if read_id(row[0]) == case.id]
    assert completed_events(box, case) == len(mine)
    with box.engine.reading() as connection:
        assert events.verify(connection, TENANT, case.id) == []
    open_tokens = {token for token, _, state in case.tokens if state == "open"}
    of_rows = {
        row[2]
        for row in rows(box, "SELECT case_id, element_id, token FROM task WHERE state = 'open'")
        if read_id(row[0]) == case.id
    }
    assert open_tokens == of_rows
    assert len(case.tasks) == 1
    assert Counter(case.trace)[("first", "completed")] == len(mine) - len(mine) // 2


def test_a_killed_process_loses_nothing_that_it_acknowledged(
    database_url: str, record_property: Callable[[str, object], None]
) -> None:
    box = Sandbox(database_url=database_url)
    box.deploy(endless())
    cases = [box.start("loop") for _ in range(CASES)]
    acknowledged: set[UUID] = set()
    source = random.Random(20250926)

    for _ in range(KILLS):
        acknowledged |= {task_id for _, task_id in kill_at_work(database_url, box, source)}
        box.reload()
        done = {
            read_id(row[0]) for row in rows(box, "SELECT id FROM task WHERE state = 'completed'")
        }
        assert acknowledged <= done
        # At most the one completion whose acknowledgment the kill cut off
        assert len(done - acknowledged) <= KILLS
        for case in cases:
            check(box, case)

    record_property("counted", f"{KILLS} kills, {len(acknowledged)} acknowledged completions")
    assert len(acknowledged) > KILLS
    for case in cases:
        box.complete(case, case.tasks[0].element_id)
        assert case.state == "active"
    box.engine.stop()


def test_timers_that_fell_due_while_nobody_ran_fire_once(database_url: str) -> None:
    box = Sandbox(database_url=database_url)
    box.deploy(waiting())
    cases = [box.start("pause") for _ in range(CASES)]
    box.clock.move_to(box.now + timedelta(hours=2))
    box.reload()

    killed = 0
    while killed < KILLS and rows(box, "SELECT id FROM due"):
        _kill_draining(database_url, box, killed)
        killed += 1
    box.engine.drain()
    box.engine.drain()

    for case in cases:
        assert [one.element_id for one in case.tasks] == ["work"]
        assert Counter(case.trace)[("wait", "completed")] == 1
        with box.engine.reading() as connection:
            assert events.verify(connection, TENANT, case.id) == []
    assert rows(box, "SELECT id FROM due") == []
    box.engine.stop()


def _kill_draining(url: str, box: Sandbox, number: int) -> None:
    """A process that drains dies inside a transaction, or right after one."""
    command = [
        sys.executable, "-m", "tests.crash.drainer", url, box.now.isoformat(), str(number % 3),
    ]  # fmt: skip
    finished = subprocess.run(command, cwd=ROOT, check=False)
    assert finished.returncode == -signal.SIGKILL
