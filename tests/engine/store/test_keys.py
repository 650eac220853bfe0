"""What lets one database become many: the tenant first in every key, then the case."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint, event

from engine.commands import ClaimTask, CompleteTask, FireTimer, PublishMessage
from engine.store import migrate
from engine.store.schema import metadata
from engine.testing import Sandbox
from tests.crash.lives import round_and_round, work

migrate.load_models()
#: Read by sweeps and by workers of all tenants at once; on many databases each has its own
ACROSS = {"ix_due_next", "ix_message_expires", "ix_idempotency_recorded"}
#: What a step must find by the tenant and the case (or by what belongs to one case)
OF_A_CASE = ("task", "due", "subscription", "incident", "event")


def first(columns: Any) -> str:
    return next(iter(columns)).name


#: The list of tenants itself has no tenant above it
TABLES = [table for table in metadata.sorted_tables if table.name != "tenant"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_tenant_stands_first_in_every_key_and_index(table: Table) -> None:
    assert first(table.primary_key.columns) == "tenant"
    for index in table.indexes:
        if index.name not in ACROSS:
            assert first(index.columns) == "tenant", index.name
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint):
            assert first(constraint.columns) == "tenant", constraint.name


@pytest.mark.parametrize("name", OF_A_CASE)
def test_rows_of_a_case_are_found_by_tenant_and_case(name: str) -> None:
    keys = [[column.name for column in index.columns] for index in metadata.tables[name].indexes]
    case = "stream" if name == "event" else "case_id"
    assert ["tenant", case] in [key[:2] for key in keys]


def test_every_statement_of_a_step_searches_by_tenant_and_key(sqlite_url: str) -> None:
    """Claim, complete, message, timer, job: no table is walked, no index without the tenant."""
    box, said = Sandbox(database_url=sqlite_url), set[str]()

    @event.listens_for(box.engine.database.engine, "connect")
    def _told(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(said.add)

    box.engine.database.close()
    box.deploy(round_and_round())
    box.handle("work", work)
    case = box.start("round", {"key": "K", "stop": False})
    said.clear()
    box.engine.execute(ClaimTask(case.tasks[0].id), actor=box.actor)
    box.engine.execute(CompleteTask(case.tasks[0].id), actor=box.actor)
    box.engine.execute(PublishMessage("answer", "K"), actor=box.actor)
    with box.engine.look(box.actor) as tx:
        (timer,) = tx.run("SELECT id FROM due WHERE kind = 'job' LIMIT 1").fetchone()
    box.engine.execute(FireTimer(_id(timer)), actor=_system(box))
    steps = {one for one in said if re.match("SELECT|UPDATE|DELETE", one) and "LIMIT 1" not in one}

    walked = {one: plan for one in steps for plan in _plan(box, one) if not _is_search(plan)}

    assert walked == {}
    assert len(steps) > 8
    box.engine.stop()


def _plan(box: Sandbox, statement: str) -> list[str]:
    with box.engine.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    return [row[3] for row in rows]


def _is_search(plan: str) -> bool:
    """Also sub-queries and sorting of what was found so."""
    if plan.startswith("SCAN"):
        return "CONSTANT ROW" in plan
    return not plan.startswith("SEARCH") or "tenant=?" in plan


def _id(raw: Any) -> Any:
    from engine.store.types import read_id

    return read_id(raw)


def _system(box: Sandbox) -> Any:
    from engine.protocols import Actor

    return Actor.system(box.actor.tenant)
