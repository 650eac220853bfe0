"""A look-up by key reads what it looks for, not all rows of the tenant, from the first row on."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.runtime import Engine

_LOOK_UPS = (
    ("task", "case_id = ? AND token = ?", "ix_task_case"),
    ("task", "case_id = ? AND state = ?", "ix_task_case"),
    ("task", "id = ? AND state = ?", "PRIMARY KEY (tenant=? AND id=?)"),
    ("event", "stream = ? AND seq > ?", "ix_event_stream"),
    ("subscription", "case_id = ? AND token = ?", "ix_subscription_case"),
    ("incident", "case_id = ? AND token = ?", "ix_incident_case"),
    ("due", "case_id = ? AND token = ?", "ix_due_case"),
)


@pytest.mark.parametrize("migrated", [True, False])
@pytest.mark.parametrize(("table", "where", "index"), _LOOK_UPS)
def test_sqlite_takes_the_index_of_the_key(
    tmp_path: Path, table: str, where: str, index: str, migrated: bool
) -> None:
    engine = Engine(f"sqlite:///{tmp_path / 'a.db'}")
    (engine.migrate if migrated else engine.create_schema)()
    with engine.reading() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE tenant = ? AND {where}", (b"", b"", 0)
        ).all()
    engine.stop()
    assert index in plan[0][3], plan
