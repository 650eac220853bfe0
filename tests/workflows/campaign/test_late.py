"""Entered at its present stage: what came before is recorded late, with reason and both times."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from engine.commands import CompleteTask
from tests.workflows.campaign.town import Town
from workflows.campaign.models import EnrollmentStatus
from workflows.campaign.record_models import CampaignRecord
from workflows.clock import at_shanghai
from workflows.errors import InputInvalid

ONE = "jygxq"


def test_a_phase_entered_while_parks_build_opens_building_at_once(town: Town) -> None:
    town.at(date(2023, 8, 1))
    with pytest.raises(InputInvalid) as refused:
        town.start(parks=[(ONE, "municipal")], entry="BUILD")
    assert [one.code for one in refused.value.findings] == ["late-reason-missing"]
    town.start(parks=[(ONE, "municipal")], entry="BUILD", late_reason="系统8月上线")
    assert town.elements(ONE) == ["list_tasks"]
    assert {"survey", "consult"} <= set(town.phase_elements())
    town.building(ONE)
    assert town.status(ONE) == "BUILDING"


def test_a_late_record_carries_both_times_and_its_reason(town: Town) -> None:
    town.at(date(2023, 8, 1))
    town.start(parks=[(ONE, "municipal")], entry="BUILD", late_reason="系统8月上线")
    asked = town.walk.open(("survey",))[0]
    told = at_shanghai(date(2023, 4, 20), 10)
    with pytest.raises(InputInvalid) as refused:
        town.walk.finish(asked, happened_at=told, filled_on="2023-04-20")
    assert [one.code for one in refused.value.findings] == ["late-reason-missing"]
    said = {"late_reason": "补录4月的调研", "filled_on": "2023-04-20"}
    with pytest.raises(InputInvalid) as refused:
        town.walk.finish(asked, happened_at=datetime(2024, 1, 1, tzinfo=UTC), **said)
    assert [one.code for one in refused.value.findings] == ["in-the-future"]
    town.walk.finish(asked, happened_at=told, **said)
    row = town.rows(select(CampaignRecord.__table__).where(CampaignRecord.kind == "F1"))[0]
    assert row.happened_at == told
    assert row.recorded_at == town.office.clock.now()
    assert row.late_reason == "补录4月的调研"
    kept = town.rows(
        text("SELECT happened_at, recorded_at FROM event WHERE element_id = 'survey'"
             " AND type = 'TaskCompleted'")
    )[0]  # fmt: skip
    assert kept.happened_at < kept.recorded_at


def test_a_status_that_is_told_late_keeps_the_day_on_which_it_was_reached(town: Town) -> None:
    town.at(date(2023, 8, 1))
    town.start(parks=[(ONE, "municipal")], entry="BUILD", late_reason="系统8月上线")
    town.walk.play(("survey",))
    asked = town.walk.open(("check_survey",))[0]
    told = at_shanghai(date(2023, 4, 25), 10)
    town.walk.finish(asked, happened_at=told, late_reason="补录")
    query = select(EnrollmentStatus.__table__).where(EnrollmentStatus.status == "SURVEYED")
    row = town.rows(query)[0]
    assert (row.happened_at, row.recorded_at) == (told, town.office.clock.now())
    assert row.late_reason == "补录"
    kept = town.rows(
        text("SELECT max(recorded_at - happened_at) AS gap FROM event"
             " WHERE type = 'ParkStatusChanged'")
    )[0]  # fmt: skip
    assert kept.gap > 0


def test_a_late_step_is_not_told_before_what_came_before_it(town: Town) -> None:
    town.at(date(2023, 8, 1))
    town.start(parks=[(ONE, "municipal")], entry="BUILD", late_reason="系统8月上线")
    town.building(ONE)
    task = town.open_tasks("take_over_items")[0].id
    form = {"items": [], "late_reason": "补录"}
    command = CompleteTask(task, form, happened_at=at_shanghai(date(2023, 6, 1), 10))
    with pytest.raises(InputInvalid) as refused:
        town.act(ONE, command)
    assert [one.code for one in refused.value.findings] == ["dates-out-of-order"]


def test_a_park_entered_at_its_evaluation_tells_its_building_late(town: Town) -> None:
    town.at(date(2023, 11, 10))
    town.start(parks=[(ONE, "municipal")], entry="REVIEW", late_reason="系统11月上线")
    assert town.status(ONE) == "CITY_REVIEW"
    assert town.elements(ONE) == ["appoint_team", "record_build_late"]
    form = {"built_from": "2023-10-20", "self_assessed_on": "2023-10-01", "self_total": "80"}
    with pytest.raises(InputInvalid) as refused:
        town.for_park(ONE, ONE, "record_build_late", **form)
    found = {one.code for one in refused.value.findings}
    assert found == {"dates-out-of-order", "required"}
    form |= {"built_from": "2023-05-20", "late_reason": "补录上半年建设"}
    town.for_park(ONE, ONE, "record_build_late", **form)
    assert town.status(ONE) == "CITY_REVIEW"
    assert town.history(ONE) == ["BUILDING", "SELF_ASSESSED", "LISTED", "CITY_REVIEW"]
    town.walk.play(("appoint_team", "score", "evaluation_report", "confirm_city", "plaque_city"))
    assert town.status(ONE) == "PLAQUED"
