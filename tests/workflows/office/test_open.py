"""Opening an installation on its folder: tables by migration, clock from the tenant's row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import workflows.models  # noqa: F401
from engine.protocols import Actor
from engine.store.migrate import TABLE
from engine.store.schema import metadata
from tests.workflows.field import PASSWORD
from workflows.clock import at_shanghai
from workflows.errors import NotNow
from workflows.office import Office
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant, MoveClock
from workflows.tenants.starter import load_starter

STARTS = at_shanghai(date(2025, 6, 28), 9)


def demo(office: Office) -> Actor:
    city = office.engine.ids.new()
    init = InitTenant(
        "德阳市", "510600000000", "管理员", "admin", PASSWORD, is_demo=True, starts_at=STARTS
    )
    office.execute(init, actor=Actor(city, None, channel="cli"))
    return Actor(city, None, channel="import")


def test_the_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    office = Office.open(Settings(data_folder=tmp_path))
    with office.reading() as conn:
        context = MigrationContext.configure(conn, opts={"version_table": TABLE})
        assert compare_metadata(context, metadata) == []
    office.engine.stop()


def test_a_demo_begins_at_its_own_instant_and_goes_on_there(tmp_path: Path) -> None:
    office = Office.open(Settings(data_folder=tmp_path))
    actor = demo(office)
    load_starter(office, actor)
    assert office.tenant is not None
    assert office.tenant.is_demo
    assert office.clock.today() == date(2025, 6, 28)
    to = at_shanghai(date(2025, 9, 26), 9)
    office.execute(MoveClock(to), actor=actor)
    office.engine.stop()
    again = Office.open(Settings(data_folder=tmp_path))
    assert again.clock.now() >= to
    assert again.clock.today() == date(2025, 9, 26)
    with again.reading() as conn:
        assert again.calendar(conn).is_workday(date(2025, 9, 28))
    again.engine.stop()


def test_production_refuses_a_demo(tmp_path: Path) -> None:
    office = Office.open(Settings(data_folder=tmp_path, production=True))
    with pytest.raises(NotNow) as refused:
        demo(office)
    assert refused.value.code == "demo-in-production"
    assert office.tenant is None
    office.engine.stop()


def test_a_real_tenant_beside_a_demo_is_refused(tmp_path: Path) -> None:
    office = Office.open(Settings(data_folder=tmp_path))
    demo(office)
    other = InitTenant("绵阳市", "510700000000", "管理员", "admin", PASSWORD)
    with pytest.raises(NotNow) as refused:
        office.execute(other, actor=Actor(office.engine.ids.new(), None, channel="cli"))
    assert refused.value.code == "demo-stands-alone"
    office.engine.stop()
