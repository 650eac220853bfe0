"""Bad input: refused with a sentence, all at once, nothing half done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.workflows.campaign.town import SHEET, Town
from workflows.campaign import board
from workflows.campaign.commands import BuildTaskData as Task
from workflows.campaign.commands import MakeCampaign, SaveBuildTasks, StartPhase
from workflows.campaign.models import Enrollment, Phase, PhaseStage
from workflows.campaign.stages import StageDates, usual
from workflows.errors import InputInvalid, NotNow, RightMissing


def test_days_out_of_order_parks_twice_and_a_wrong_track_are_refused_together(town: Town) -> None:
    days = [
        one if one.code != "ONSITE" else StageDates("ONSITE", date(2023, 6, 30), date(2023, 5, 1))
        for one in usual(2023)
        if one.code != "CONFIRM"
    ]
    park = town.ids["dyjkq"]
    parks = [(park, "provincial"), (park, "municipal"), (town.ids["dygxq"], "national")]
    command = StartPhase(town.campaign, 1, 2023, parks, date(2023, 10, 1), SHEET, days)
    with pytest.raises(InputInvalid) as refused:
        town.act("city", command)
    found = {one.code for one in refused.value.findings}
    assert found == {
        "dates-out-of-order", "stage-missing", "past-deadline", "park-twice", "track-unknown",
    }  # fmt: skip
    for table in (Phase, Enrollment, PhaseStage):
        assert town.rows(select(func.count()).select_from(table))[0][0] == 0
    assert not town.open_tasks()


def test_a_park_is_in_one_phase_at_a_time(town: Town) -> None:
    town.start()
    with pytest.raises(InputInvalid) as refused:
        town.start(2, parks=[("dyjkq", "provincial")])
    assert [one.code for one in refused.value.findings] == ["park-active"]
    with pytest.raises(InputInvalid) as refused:
        town.start(1, parks=[("zjzyc", "municipal")])
    assert [one.code for one in refused.value.findings] == ["phase-twice"]


def test_a_campaign_needs_a_name_and_settings_that_can_be(town: Town) -> None:
    with pytest.raises(InputInvalid) as refused:
        town.act(
            "city",
            MakeCampaign("", "德阳市", "大城市", 0, "七十", late_add_month=13, parks=["nowhere"]),
        )
    found = {one.field for one in refused.value.findings}
    assert found == {"name", "city_class", "max_rounds", "municipal_pass", "late_add_month"}


def test_tasks_of_a_park_are_taken_whole(town: Town) -> None:
    town.start()
    town.published()
    enrollment = town.enrollment("dyjkq").id
    due = town.today + timedelta(90)
    wrong = [
        Task("A1.1", "99", "补齐", "主任", due, "照片"),
        Task("Z9", "1", "", "", due, ""),
        Task("A1.1", "多", "补齐", "主任", due, "照片"),
    ]
    with pytest.raises(InputInvalid) as refused:
        town.act("dyjkq", SaveBuildTasks(enrollment, wrong))
    assert {one.row for one in refused.value.findings} == {1, 2, 3}
    with pytest.raises(RightMissing):
        town.act("dygxq", SaveBuildTasks(enrollment, wrong[:1]))
    with pytest.raises(InputInvalid, match="请先填写任务清单"):
        town.for_park("dyjkq", "dyjkq", "list_tasks")
    town.building("dyjkq")
    with pytest.raises(NotNow, match="已经确认"):
        town.act("dyjkq", SaveBuildTasks(enrollment, wrong[:1]))


def test_plaques_are_not_given_before_the_confirmation(town: Town) -> None:
    town.start(parks=[("jygxq", "municipal")])
    town.under_review("jygxq")
    town.walk.play(("score", "evaluation_report", "confirm_city"))
    yesterday = str(town.today - timedelta(1))
    with pytest.raises(InputInvalid) as refused:
        town.for_park("jygxq", "city", "plaque_city", number="1", plaque_on=yesterday)
    assert [one.code for one in refused.value.findings] == ["dates-out-of-order"]


def test_form_data_does_not_stay_in_the_cases_variables(town: Town) -> None:
    town.start(parks=[("jygxq", "municipal")])
    town.building("jygxq")
    case = town.office.engine.case(town.city, town.enrollment("jygxq").case_id)
    words = {"measure", "responsible", "evidence", "late_reason", "reason", "opinion"}
    assert not words & case.variables.keys()
    phase = town.rows(select(Phase.case_id))[0].case_id
    kept = town.office.engine.case(town.city, phase).variables
    assert not {"problems", "filled_by", "center_name", "summary", "title"} & kept.keys()


def test_the_start_of_a_phase_goes_on_in_the_background_and_can_be_left(town: Town) -> None:
    town.start()
    town.walk.left = {"publish_plan"}
    town.published()
    town.walk.left = set()
    assert _progress(town) == board.Progress(8, 0)
    form = {"number": "德政数〔2023〕8号", "published_on": str(town.today)}
    form["file_id"] = str(town.file())
    from engine.commands import CompleteTask

    town.do(CompleteTask(town.find("publish_plan"), form), town.actors["city"])
    assert _progress(town) == board.Progress(8, 0)
    assert town.office.engine._drain.step()
    assert _progress(town).started == 1
    town.office.engine.drain()
    assert _progress(town).done


def test_the_board_of_a_phase_costs_one_statement(town: Town) -> None:
    from sqlalchemy import event

    town.start()
    town.building("dyjkq")
    seen: list[str] = []
    with town.office.reading() as conn:
        event.listen(conn, "before_cursor_execute", lambda *args: seen.append(args[2]))
        rows = board.board_rows(conn, town.city, town.phase, town.office.clock.now())
        days = {one.code: one for one in board.stage_rows(conn, town.city, town.phase)}
    assert len(seen) == 2
    assert len(rows) == 8
    first = rows[0]
    lights = board.lights(first, days, town.today, date(2023, 12, 31))
    assert list(lights) == ["MOBILIZATION", "ONSITE", "BUILD", "REVIEW", "CONFIRM"]
    assert lights["MOBILIZATION"].word == "完成"
    assert first.open_tasks == 4


def _progress(town: Town) -> board.Progress:
    with town.office.reading() as conn:
        return board.progress(conn, town.city, town.phase)
