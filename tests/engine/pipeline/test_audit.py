"""Every step is an event of its case's chain."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from engine.commands import ClaimTask, StartCase
from engine.errors import WrongState
from engine.store import erasure, events
from engine.store.schema import metadata
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import two_tasks
from tests.support.rows import rows_in


def findings(box: Sandbox, case: Case) -> list[tuple[int, str]]:
    with box.engine.reading() as connection:
        found = events.verify(connection, TENANT, case.id)
    return [(one.seq, one.code) for one in found]


def run_one(box: Sandbox) -> Case:
    box.deploy(two_tasks())
    case = box.start("p", {"x": 1})
    box.execute(ClaimTask(case.tasks[0].id))
    box.complete(case, "first", {"phone": "13800000000"})
    box.complete(case, "second")
    return case


def test_the_chain_of_a_case_verifies(box: Sandbox) -> None:
    case = run_one(box)

    assert findings(box, case) == []
    types = [row[4] for row in sorted(rows_in(box.engine, "event")["event"], key=lambda r: r[2])]
    assert [one for one in types if one != "Deployed"] == [
        "CaseStarted",
        "TaskClaimed",
        "TaskCompleted",
        "TaskCompleted",
    ]


def test_a_changed_event_of_a_case_is_found(box: Sandbox) -> None:
    case = run_one(box)
    with box.engine.transaction(box.actor) as tx:
        tx.run("UPDATE event SET element_id = 'other' WHERE stream = ? AND seq = 3", (case.id,))

    assert findings(box, case) == [(3, "changed-event")]


def test_pipl_47_bodies_of_a_case_are_erased_and_the_chain_holds(box: Sandbox) -> None:
    case = run_one(box)

    with box.engine.transaction(box.actor) as tx:
        assert erasure.erase_of_stream(tx, case.id, "request") == 3

    assert findings(box, case) == [(n, "erased-body") for n in (1, 3, 4)]


def test_a_case_continues_the_chain_of_the_application_it_came_from(box: Sandbox) -> None:
    box.deploy(two_tasks())
    application = uuid4()
    with box.engine.transaction(box.actor) as tx:
        tx.record(application, "ApplicationSaved", {"step": 1})
        tx.record(application, "ApplicationSaved", {"step": 2})

    box.execute(StartCase("p", case_id=application))
    with box.engine.transaction(box.actor) as tx:
        tx.record(application, "MaterialChecked", {"material": 1})
    case = Case(box, application)
    box.complete(case, "first")

    assert findings(box, case) == []
    assert sorted(row[2] for row in rows_in(box.engine, "event")["event"] if row[1] == case.id) == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip


def test_a_case_id_begins_one_case_only(box: Sandbox) -> None:
    box.deploy(two_tasks())
    chosen = uuid4()
    box.execute(StartCase("p", case_id=chosen))

    with pytest.raises(WrongState) as refusal:
        box.execute(StartCase("p", case_id=chosen))

    assert refusal.value.code == "case-exists"


def test_a_clock_that_is_set_back_records_nothing_earlier(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    box.clock._now -= timedelta(days=2)
    box.complete(case, "first")

    assert findings(box, case) == []
    columns = metadata.tables["event"].c
    with box.engine.reading() as connection:
        query = select(columns.recorded_at).where(columns.stream == case.id)
        recorded = list(connection.execute(query.order_by(columns.seq)).scalars())
    assert recorded == sorted(recorded)
