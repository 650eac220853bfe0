"""Lives ended by SIGKILL, races of two, the real server killed: few here, all in ``make long``.

Each batch is a process of its own, as in ``bench/batches.py``; what it finds broken is in its
answer. That the invariants can be broken is shown on spoiled databases.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.commands import CompleteTask
from engine.testing import MovableClock
from tests.crash import deaths
from tests.crash.forked import BROKEN
from tests.crash.lives import ACTOR, Life, begin, engine_on

ROOT = Path(__file__).parents[2]
Say = Callable[[str, object], None]

pytestmark = pytest.mark.crash


def batch(module: str, *words: str) -> dict[str, Any]:
    """What a batch says about itself."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.crash.{module}", *words]
    told = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert told.returncode in (0, BROKEN), told.stderr[-2000:]
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def test_no_step_is_lost_and_none_doubled_by_kills_at_any_statement(
    database_url: str, tmp_path: Path, record_property: Say
) -> None:
    found = batch("forked", database_url, str(tmp_path), "7", "15")

    record_property("counted", f"{found['kills']} kills, {found['acknowledged']} acknowledged")
    assert found["broken"] == []
    assert found["kills"] == 15
    assert found["acknowledged"] > 15


def test_two_at_once_have_one_winner_and_the_other_is_told(
    database_url: str, record_property: Say
) -> None:
    found = batch("races", database_url, "7", "48")

    record_property("counted", f"{found['races']} and {found['of_message_and_timer']} races")
    assert found["broken"] == []
    assert sum(found["wins"].values()) == found["races"] + found["of_message_and_timer"]


def test_the_real_server_and_worker_are_killed_under_load(
    empty_url: str, tmp_path: Path, record_property: Say
) -> None:
    found = batch("served", empty_url, str(tmp_path / "served"), "7", "2")

    record_property("counted", f"{found['kills']} kills, {found['clicks']} acknowledged clicks")
    assert found["broken"] == []
    assert found["answers"].keys() == {"302"}
    assert found["clicks"] >= found["kills"] == 2


SPOILED = {
    "DELETE FROM due WHERE element_id = 'remind'": "due rows",
    "DELETE FROM due WHERE kind = 'timer' AND element_id <> 'remind'": "due rows",
    "DELETE FROM subscription": "subscription rows",
    "UPDATE task SET state = 'cancelled' WHERE state = 'open'": "task rows",
    "DELETE FROM event WHERE id = (SELECT max(id) FROM event WHERE type = 'TaskCompleted')": "",
    "UPDATE event SET element_id = 'other' WHERE type = 'TimerFired'": "another hash",
    "UPDATE payload SET body = x'7b7d' WHERE id = (SELECT max(id) FROM payload)": "another body",
    "UPDATE process_case SET event_seq = event_seq + 1": "the head says",
}


@pytest.fixture(scope="module")
def stopped(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which cases stand at every place, and the ledger of its life."""
    folder = tmp_path_factory.mktemp("stopped")
    (folder / "stopped.db").write_bytes(sqlite_template.read_bytes())
    url, ledger = f"sqlite:///{folder / 'stopped.db'}", folder / "ledger"
    begin(url)
    engine = engine_on(url, 1)
    life = Life(engine, 1, ledger, deaths.die)
    clock, tasks = engine.clock, life._open_tasks()
    assert isinstance(clock, MovableClock)
    for number, one in enumerate(tasks[:4]):
        life._do(f"first {number}", "complete", one.hex)
    engine.drain()
    # Three come to their race; two are answered below, and one is left there
    for number, one in enumerate(sorted(set(life._open_tasks()) - set(tasks))[:3]):
        life._do(f"second {number}", "complete", one.hex)
    clock.move_to(clock.now() + timedelta(minutes=25))
    engine.drain()
    life._do("answer", "publish", "K0")
    life._do("answer again", "publish", "K1")
    engine.execute(CompleteTask(life._open_tasks()[0], {"mark": "first 9"}), actor=ACTOR)
    engine.stop()
    return folder


@pytest.mark.parametrize("spoil", [None, *SPOILED])
def test_the_script_notices_what_is_lost_doubled_or_changed(
    stopped: Path, tmp_path: Path, spoil: str | None
) -> None:
    (tmp_path / "spoiled.db").write_bytes((stopped / "stopped.db").read_bytes())
    connection = sqlite3.connect(tmp_path / "spoiled.db")
    if spoil:
        assert connection.execute(spoil).rowcount > 0
    connection.commit()
    connection.close()

    script = Path(__file__).with_name("invariants.py")
    url, ledger = f"sqlite:///{tmp_path / 'spoiled.db'}", stopped / "ledger"
    told = subprocess.run(
        [sys.executable, str(script), url, str(ledger)], check=False, capture_output=True, text=True
    )

    found = json.loads(told.stdout)
    assert told.returncode == (1 if spoil else 0), found
    assert SPOILED.get(spoil or "", "") in " ".join(found["broken"])
