"""Ground that cannot be changed later (docs/adr/0001-ground.md): keys, tenants, one write path."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import UniqueConstraint, event

import web
import workflows.models  # noqa: F401
from engine.store.migrate import ENGINE_TABLES
from engine.store.schema import metadata
from tests.workflows.handling.counter import Counter

TABLES = [table for table in metadata.sorted_tables if table.name != "tenant"]
#: Housekeeping of the machine for all tenants at once: what is due next, what nobody needs
ACROSS_TENANTS = (
    re.compile(r"^select .* from due where due_at <= \d+ and \(state = 'waiting'", re.S),
    re.compile(r"^select min\(due_at\) from due where state = 'waiting'", re.S),
)


def test_the_tenant_stands_first_in_every_key() -> None:
    for table in TABLES:
        assert next(iter(table.primary_key.columns)).name == "tenant", table.name
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert next(iter(constraint.columns)).name == "tenant", table.name
        for index in table.indexes:
            if index.unique:
                assert next(iter(index.columns)).name == "tenant", index.name


def test_every_foreign_key_carries_the_tenant_and_leads_from_the_field_to_the_engine() -> None:
    for table in TABLES:
        for key in table.foreign_key_constraints:
            referred = key.referred_table.name
            assert key.elements[0].parent.name == "tenant", (table.name, referred)
            assert key.elements[0].column.name in {"tenant", "id"}, (table.name, referred)
            if table.name in ENGINE_TABLES:
                assert referred in ENGINE_TABLES, (table.name, referred)


def test_no_statement_of_a_whole_case_forgets_the_tenant(counter: Counter) -> None:
    said: list[str] = []
    counter.office.engine.stop()

    @event.listens_for(counter.office.engine.database.engine, "connect")
    def _listen(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(said.append)

    first, second = counter.apply(), counter.apply()
    counter.finish(second, "register", "zhang")
    counter.to("archive", first)
    counter.finish(first, "archive", "zhang")
    counter.at(date(2025, 11, 3))
    assert counter.application(second).deemed

    asked = {statement.lower() for statement in said}
    assert len(asked) > 300
    forgetful = [
        one
        for one in asked
        if _tables_in(one) and not re.search(r"\btenant\b", one) and not _is_housekeeping(one)
    ]
    assert forgetful == []


def _tables_in(statement: str) -> set[str]:
    found = set(re.findall(r"\b(?:from|into|update|join)\s+\"?(\w+)", statement))
    return found & {table.name for table in TABLES}


def _is_housekeeping(statement: str) -> bool:
    return any(pattern.search(statement.strip()) for pattern in ACROSS_TENANTS)


def test_no_page_opens_a_transaction_or_passes_by_the_office() -> None:
    """A page reads with ``office.reading()`` and writes with ``office.execute`` only."""
    forbidden = {"transaction", "writing", "commit", "once", "record", "executemany"}
    verbs = {"insert", "update", "delete"}
    for path in Path(web.__path__[0]).rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        for call in _calls(path):
            name = _name_of(call.func)
            assert not (isinstance(call.func, ast.Attribute) and name in forbidden), path
            assert not (isinstance(call.func, ast.Name) and name in verbs), (path, name)
            if name == "execute":
                assert _name_of(getattr(call.func, "value", call.func)) != "engine", path


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name_of(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))
