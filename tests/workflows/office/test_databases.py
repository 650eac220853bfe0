"""The starter data and an organization on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from tests.workflows.field import START, Field
from tests.workflows.organization.test_import import GOOD, workbook
from workflows.authority import Authority
from workflows.calendar import Limit
from workflows.items.models import Item, ItemVersion
from workflows.items.reading import current_version
from workflows.people.commands import ImportOrganization
from workflows.people.holders import holders_of
from workflows.people.models import Park
from workflows.tenants.starter import load_starter


def test_starter_data_and_organization_on_both_databases(database_url: str, tmp_path: Path) -> None:
    room = Field.on(START, tmp_path, url=database_url)
    load_starter(room.office, room.machine)
    load_starter(room.office, room.machine)
    room.do(ImportOrganization(workbook(GOOD)), room.admin)
    assert room.rows(select(func.count()).select_from(ItemVersion)) == [(45,)]
    item = room.rows(select(Item.id).where(Item.code == "scjg-04"))[0][0]
    park = room.rows(select(Park.id).where(Park.code == "dyjkq"))[0][0]
    zhou = room.signed_in("zhou")
    with room.office.reading() as conn:
        version = current_version(conn, room.city, item, room.today)
        assert version is not None
        limit = Limit.of(version.statutory_limit)
        assert room.office.calendar(conn).due(START, limit).date == date(2025, 10, 16)
        assert [one.person_name for one in holders_of(
            conn, room.city, ["approver/dyjkq/scjg"], room.today
        )] == ["周代表"]  # fmt: skip
        preview = Authority.issuer(conn, room.city, item, "decide", park, room.today)
        assert preview.mode == "STATIONED"
    with room.office.engine.transaction(zhou) as tx:
        assert Authority.may(tx, zhou, item, "decide", park).allowed
    room.office.engine.stop()
