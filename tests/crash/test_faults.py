"""Faults around the engine: a full disk, a database that goes, a clock set back, a spoiled byte.

What is refused leaves nothing behind and says why in a sentence; what comes back goes on by itself.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event, select

from engine import Engine, runtime
from engine.commands import CancelCase, CompleteTask, Deploy, StartCase
from engine.errors import CaseUnreadable, Refused, StoreUnavailable
from engine.store.schema import metadata
from engine.testing import START, TENANT, MovableClock, OpenPolicy, Sandbox
from tests.crash.lives import ACTOR
from tests.crash.test_forked import batch
from tests.support.diagrams import catch, diagram, end, line, start, timer, two_tasks, user_task
from tests.support.own_postgres import OwnPostgres, own_postgres
from tests.support.rows import rows_in

ROOT = Path(__file__).parents[2]
#: How long a database is gone
GONE_S = 30.0 if os.environ.get("YUANBAN_COUNTS") == "full" else 1.0
#: One completion that does not fit
LARGE = {"report": os.urandom(600_000).hex()}

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def own() -> Iterator[OwnPostgres]:
    with own_postgres() as server:
        yield server


def engine_at(url: str, now=START) -> Engine:  # type: ignore[no-untyped-def]
    return Engine(url, clock=MovableClock(now), policy=OpenPolicy())


def begun(engine: Engine) -> UUID:
    """A case of two tasks; gives the first one."""
    engine.create_schema()
    engine.execute(Deploy({"p.bpmn": two_tasks()}), actor=ACTOR)
    return opened(engine)


def opened(engine: Engine) -> UUID:
    return engine.execute(StartCase("p"), actor=ACTOR).opened[0][0]


def sound(engine: Engine) -> bool:
    found = engine.verify(TENANT)
    return found.is_sound and engine.rebuild(TENANT, write=False).differences == []


def test_a_full_disk_refuses_and_leaves_all_as_it_was(sqlite_url: str) -> None:
    engine = engine_at(sqlite_url)
    task = begun(engine)
    before = rows_in(engine)
    _limit_pages(engine, 0)

    with pytest.raises(StoreUnavailable, match="disk of the database is full") as refusal:
        engine.execute(CompleteTask(task, LARGE), actor=ACTOR)

    assert refusal.value.code == "disk-full"
    assert rows_in(engine) == before
    _limit_pages(engine, 100_000)
    engine.execute(CompleteTask(task, LARGE), actor=ACTOR)
    assert sound(engine)
    engine.stop()


def _limit_pages(engine: Engine, more: int) -> None:
    """The file may grow by so many pages and no further: SQLite then says that the disk is full."""
    with engine.database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")


_STARVED = """
import resource, signal, sys
from uuid import UUID
from engine.commands import CompleteTask
from engine.errors import StoreUnavailable
from tests.crash.lives import ACTOR
from tests.crash.test_faults import LARGE, engine_at, opened
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
engine = engine_at(sys.argv[1])
done = 0
engine.execute(CompleteTask(opened(engine), {"small": 1}), actor=ACTOR)
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))
try:
    while True:
        engine.execute(CompleteTask(opened(engine), LARGE), actor=ACTOR)
        done += 1
except StoreUnavailable as refusal:
    print(refusal.code, done)
"""


def test_a_file_that_may_not_grow_refuses_and_loses_nothing(sqlite_url: str) -> None:
    engine = engine_at(sqlite_url)
    begun(engine)

    told = subprocess.run(
        [sys.executable, "-c", _STARVED, sqlite_url], cwd=ROOT, check=True, text=True,
        capture_output=True,
    )  # fmt: skip

    code, done = told.stdout.split()
    assert code in ("disk-failed", "disk-full")
    assert int(done) > 0
    completed = [row for row in rows_in(engine, "task")["task"] if row[6] == "completed"]
    assert len(completed) == int(done) + 1
    assert sound(engine)
    engine.execute(CompleteTask(opened(engine), LARGE), actor=ACTOR)
    engine.stop()


def test_a_full_disk_under_postgresql_refuses_and_leaves_all_as_it_was() -> None:
    # No less than a file of its log, which has its full size from the beginning
    with own_postgres(largest_file=17 << 20) as starved:
        _fill_and_free(starved)


def _fill_and_free(starved: OwnPostgres) -> None:
    engine = engine_at(starved.url)
    task = begun(engine)

    with pytest.raises(StoreUnavailable, match="disk of the database is full") as refusal:
        _fill(engine, task)

    assert refusal.value.code == "disk-full"
    starved.stop()
    starved.start()
    assert sound(engine)
    engine.execute(CompleteTask(opened(engine), LARGE), actor=ACTOR)
    engine.stop()


def _fill(engine: Engine, task: UUID) -> None:
    for _ in range(60):
        engine.execute(CompleteTask(task, LARGE), actor=ACTOR)
        task = opened(engine)


def pausing() -> bytes:
    return diagram(
        "pause", start(), catch("wait", timer("PT1H")), user_task("work"), end(),
        line("s", "wait", "work", "e"),
    )  # fmt: skip


def test_a_database_that_is_gone_refuses_and_all_goes_on_when_it_is_back(
    own: OwnPostgres,
) -> None:
    engine = engine_at(own.url)
    task = begun(engine)
    engine.execute(Deploy({"pause.bpmn": pausing()}), actor=ACTOR)
    case = engine.execute(StartCase("pause"), actor=ACTOR).case_id
    assert case is not None
    engine.start_worker()

    own.stop()
    engine.clock.move_to(START + timedelta(hours=2))  # type: ignore[attr-defined]
    until = time.monotonic() + GONE_S
    while time.monotonic() < until:
        with pytest.raises(StoreUnavailable, match="does not answer") as refusal:
            engine.execute(CompleteTask(task), actor=ACTOR)
        assert refusal.value.code == "database-away"
        with pytest.raises(StoreUnavailable), engine.reading():
            pass
        threading.Event().wait(0.1)
    own.start()

    engine.execute(CompleteTask(task), actor=ACTOR)
    assert _within(20, lambda: [one.element_id for one in engine.case(TENANT, case).tasks])
    assert sound(engine)
    engine.stop()


def _within(seconds: float, asked) -> bool:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while not asked():
        if time.monotonic() > until:
            return False
        threading.Event().wait(0.05)
    return True


def test_workers_that_are_rung_outlive_a_database_that_is_gone(own: OwnPostgres) -> None:
    engine = engine_at(own.url, START + timedelta(days=1))
    begun(engine)
    engine.execute(Deploy({"pause.bpmn": pausing()}), actor=ACTOR)
    engine.connect_rings()
    later = (START + timedelta(days=2)).isoformat()
    command = [sys.executable, "-W", "ignore", "-m", "tests.crash.rung", own.url, later]
    worker = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    first = engine.execute(StartCase("pause"), actor=ACTOR).case_id
    assert first is not None
    assert _within(30, lambda: engine.case(TENANT, first).tasks)

    own.stop()
    threading.Event().wait(GONE_S)
    own.start()
    second = engine.execute(StartCase("pause"), actor=ACTOR).case_id
    assert second is not None

    assert _within(40, lambda: engine.case(TENANT, second).tasks)
    assert worker.poll() is None
    worker.terminate()
    worker.communicate(timeout=30)
    engine.stop()


def test_server_and_worker_go_on_by_themselves_when_their_database_is_back(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found = batch("outage", str(tmp_path), "7", "1", str(GONE_S))

    record_property("counted", f"{found['gone_s']} s without, {found['clicks']} clicks kept")
    assert found["broken"] == []
    assert 503 in {int(status) for status in found["answers"]}


def test_a_locked_file_is_waited_for(sqlite_url: str) -> None:
    engine = engine_at(sqlite_url)
    task = begun(engine)
    locked = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), check_same_thread=False)
    locked.execute("BEGIN EXCLUSIVE")
    threading.Timer(min(GONE_S, 20.0), locked.rollback).start()

    engine.execute(CompleteTask(task), actor=ACTOR)

    assert sound(engine)
    locked.close()
    engine.stop()


def test_a_file_that_stays_locked_is_busy_and_no_lock_error(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_at(sqlite_url)

    @event.listens_for(engine.database.engine, "connect")
    def _impatient(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA busy_timeout = 50")

    task = begun(engine)
    monkeypatch.setattr(runtime, "PATIENCE_S", 0.1)
    locked = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    locked.execute("BEGIN IMMEDIATE")

    with pytest.raises(Refused, match="others are at work") as refusal:
        engine.execute(CompleteTask(task), actor=ACTOR)

    assert refusal.value.code == "busy"
    locked.rollback()
    engine.execute(CompleteTask(task), actor=ACTOR)
    locked.close()
    engine.stop()


def test_a_clock_set_back_while_nothing_ran_records_nothing_earlier(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = engine_at(database_url)
    task = begun(before)
    before.stop()
    after = engine_at(database_url, START - timedelta(hours=1))

    with caplog.at_level(logging.WARNING):
        after.execute(CompleteTask(task), actor=ACTOR)

    assert after.clock_is_behind() == timedelta(hours=1)
    assert "the clock is 1:00:00 behind the newest record" in caplog.text
    columns = metadata.tables["event"].c
    with after.reading() as connection:
        by_id = list(connection.scalars(select(columns.recorded_at).order_by(columns.id)))
    assert set(by_id) == {START}
    assert sound(after)
    after.clock.move_to(START + timedelta(minutes=1))  # type: ignore[attr-defined]
    opened(after)
    assert after.clock_is_behind() == timedelta(0)
    after.stop()


@pytest.mark.parametrize("place", [0, 1, 3, -1])
def test_a_flipped_byte_sets_its_case_aside_for_whoever_meets_it_first(
    database_url: str, place: int
) -> None:
    box = Sandbox(database_url=database_url)
    box.deploy(two_tasks())
    spoiled, untouched = box.start("p"), box.start("p")
    (task,) = spoiled.tasks
    with box.engine.transaction(box.actor) as tx:
        sql = "SELECT snapshot FROM process_case WHERE tenant = ? AND id = ?"
        snapshot = bytearray(tx.run(sql, (TENANT, spoiled.id)).fetchone()[0])
        snapshot[place] ^= 2
        sql = "UPDATE process_case SET snapshot = ? WHERE tenant = ? AND id = ?"
        tx.run(sql, (bytes(snapshot), TENANT, spoiled.id))
    box.reload()

    for _ in range(2):
        with pytest.raises(CaseUnreadable, match="stored state of this case cannot be read"):
            box.execute(CompleteTask(task.id))
    with pytest.raises(CaseUnreadable):
        box.execute(CancelCase(spoiled.id, "broken"))

    (incident,) = rows_in(box.engine, "incident")["incident"]
    assert incident[5] == "snapshot-unreadable"
    box.complete(untouched, "first")
    box.complete(untouched, "second")
    assert untouched.state == "completed"
    assert sound(box.engine)
    box.engine.stop()
