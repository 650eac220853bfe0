"""The second demo: a city on the morning on which its first phase can be started."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from workflows.campaign import lists
from workflows.campaign.models import Campaign
from workflows.demo.campaign.city import build_city
from workflows.office import Office
from workflows.settings import Settings


@pytest.fixture
def office(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Office.open(Settings(data_folder=tmp_path))
    yield made
    made.engine.stop()


def test_the_second_demo_begins_on_the_first_of_april_2023(office: Office) -> None:
    tenant, years = build_city(office)
    assert years == []
    assert office.clock.today() == date(2023, 4, 1)
    with office.reading() as conn:
        campaign = conn.execute(select(Campaign.id)).scalar_one()
        assert str(lists.coverage(conn, tenant, campaign, date(2023, 4, 1))) == "0/12"
