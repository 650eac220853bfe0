"""Read models are what the events say, after any history; spoiled ones are rebuilt from these."""

from __future__ import annotations

import random

import pytest

from engine.store.schema import due, incident, slot, subscription, task
from engine.testing import TENANT, Sandbox
from tests.properties.counts import FULL
from tests.properties.histories import History
from tests.support.rows import rows_in

SEEDS = range(300 if FULL else 15)
TABLES = ("task", "slot", "subscription", "incident")


def told(box: Sandbox) -> list[str]:
    found = box.engine.rebuild(TENANT, write=False)
    assert found.cases > 0
    return [str(one) for one in found.differences]


@pytest.mark.parametrize("part", range(3))
def test_rows_are_what_the_events_tell_after_random_histories(part: int) -> None:
    for seed in SEEDS[part::3]:
        box = Sandbox(seed=seed)
        history = History(box, seed)
        for _ in range(6):
            history.live(8)
            assert told(box) == [], seed
        box.engine.stop()


def test_spoiled_rows_are_rebuilt(database_url: str) -> None:
    box = Sandbox(database_url=database_url)
    History(box, 7, cases=4).live(40)
    before, waiting = rows_in(box.engine, *TABLES), _due(box)
    states = [case.state for case in box.cases()]

    _spoil(box, random.Random(1))
    assert rows_in(box.engine, *TABLES) != before
    assert told(box) != []
    box.engine.rebuild(TENANT)

    assert rows_in(box.engine, *TABLES) == before
    assert _due(box) == waiting
    assert [case.state for case in box.cases()] == states
    assert told(box) == []
    box.engine.stop()


def test_a_case_with_erased_bodies_keeps_its_rows(box: Sandbox) -> None:
    History(box, 3, cases=1).live(5)
    with box.engine.transaction(box.actor) as tx:
        tx.run("DELETE FROM payload WHERE tenant = ?", (TENANT,))
    before = rows_in(box.engine, *TABLES)

    found = box.engine.rebuild(TENANT)

    assert (found.cases, found.erased, found.differences) == (1, 1, [])
    assert rows_in(box.engine, *TABLES) == before


def _due(box: Sandbox) -> list[object]:
    """Due rows without the notes of workers."""
    rows = rows_in(box.engine, "due")["due"]
    names = [column.name for column in due.columns]
    notes = ("due_at", "attempts", "leased_until", "error")
    return [[value for name, value in zip(names, row, strict=True) if name not in notes]
            for row in rows]  # fmt: skip


def _spoil(box: Sandbox, choose: random.Random) -> None:
    """Rows are lost, changed, and stand where none belongs."""
    with box.engine.transaction(box.actor) as tx:
        connection = tx.connection
        connection.execute(slot.delete())
        for table in (due, subscription, incident, task):
            ids = [
                row[0] for row in connection.execute(table.select().with_only_columns(table.c.id))
            ]
            for id in choose.sample(ids, len(ids) // 2):
                connection.execute(table.delete().where(table.c.id == id))
        connection.execute(task.update().values(name="spoiled", state="open", closed_at=None))
        tx.run("UPDATE process_case SET state = 'terminated' WHERE tenant = ?", (TENANT,))


@pytest.fixture
def box(sqlite_url: str) -> Sandbox:
    return Sandbox(database_url=sqlite_url)
