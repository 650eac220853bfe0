"""R-020 to R-026: the stages of a phase, through commands and the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.schema import event
from tests.workflows.campaign.town import Town
from workflows.campaign import board, scoring, stages, states, watching
from workflows.campaign.commands import (
    ChangeDeadline,
    ChangeStage,
    OpinionData,
    SaveOpinions,
    StageDates,
)
from workflows.campaign.models import Phase, PhaseStage
from workflows.campaign.phase_forms import TOPICS
from workflows.campaign.record_models import Opinion
from workflows.clock import legal_day
from workflows.demo.campaign.answers import USUAL
from workflows.errors import InputInvalid, NotNow, RightMissing

SURVEY = USUAL["survey"][1]


def _survey(town: Town, **changed: object) -> dict[str, object]:
    return {**SURVEY(town.walk, None), **changed}  # type: ignore[arg-type]


def test_r020_the_survey_asks_for_all_five_topics(town: Town) -> None:
    town.start()
    assert set(TOPICS.values()) == {"建设现状", "人员配备", "事项办理", "承接能力", "服务质量"}
    with pytest.raises(InputInvalid) as refused:
        town.for_park("dyjkq", "dyjkq", "survey", **_survey(town, **dict.fromkeys(TOPICS, "")))
    assert {one.field for one in refused.value.findings} == TOPICS.keys()
    town.for_park("dyjkq", "dyjkq", "survey", **_survey(town))
    assert town.status("dyjkq") == "LISTED"
    town.for_park("dyjkq", "city", "check_survey", complete="no", remark="面积不对")
    assert "survey" in town.phase_elements()
    town.for_park("dyjkq", "dyjkq", "survey", **_survey(town))
    town.for_park("dyjkq", "city", "check_survey", complete="yes")
    assert town.status("dyjkq") == "SURVEYED"


def test_r020_three_groups_are_heard_before_the_plan(town: Town) -> None:
    town.start()
    town.walk.play(("survey", "check_survey"))
    with pytest.raises(InputInvalid, match="群众"):
        town.finish("city", "consult", {}, group="public")
    said = [
        OpinionData(kind, "甲", "同意", "partly", town.today, "已采纳大部分")
        for kind in ("department", "enterprise", "public")
    ]
    town.act("city", SaveOpinions(town.phase, said))
    for group in ("department", "enterprise", "public"):
        assert "draft_plan" not in town.phase_elements()
        town.finish("city", "consult", {"summary": "已汇总"}, group=group)
    assert town.phase_elements() == ["draft_plan"]


def test_an_opinion_sent_twice_stands_once(town: Town) -> None:
    """A double click on the table of opinions entered each of them twice."""
    town.start()
    first = OpinionData("public", "乙", "增设窗口", "adopted", town.today)
    second = OpinionData("public", "丙", "增设窗口", "partly", town.today, "先试点")
    for sent in ([first], [first], [first, second]):
        town.act("city", SaveOpinions(town.phase, sent))
    rows = town.rows(select(Opinion.name).where(Opinion.phase_id == town.phase))
    assert sorted(name for (name,) in rows) == ["丙", "乙"]


def test_r020_an_opinion_that_is_not_adopted_needs_a_reason(town: Town) -> None:
    town.start()
    said = OpinionData("public", "乙", "增设窗口", "not", town.today)
    with pytest.raises(InputInvalid) as refused:
        town.act("city", SaveOpinions(town.phase, [said]))
    assert [one.code for one in refused.value.findings] == ["reason-missing"]


def test_r020_the_stage_closes_when_the_plan_is_published_with_number_and_file(town: Town) -> None:
    town.start()
    town.walk.left = {"sign_plan", "publish_plan"}
    town.published()
    with pytest.raises(InputInvalid, match="理由"):
        town.finish("leader", "sign_plan", {"approval": "return"})
    town.finish("leader", "sign_plan", {"approval": "return", "reason": "补充经费保障"})
    assert town.phase_elements() == ["draft_plan"]
    with pytest.raises(InputInvalid) as refused:
        town.finish("city", "draft_plan", {"title": ""})
    assert {one.field for one in refused.value.findings} == {"title", "file_id"}
    town.walk.left = {"publish_plan"}
    town.published()
    with pytest.raises(InputInvalid) as refused:
        town.finish("city", "publish_plan", {"number": "", "published_on": str(town.today)})
    assert {one.field for one in refused.value.findings} == {"number", "file_id"}
    assert _stage(town, stages.MOBILIZATION).closed_at is None
    form = {"number": "德政数〔2023〕8号", "published_on": str(town.today)}
    town.finish("city", "publish_plan", {**form, "file_id": str(town.file())})
    assert _stage(town, stages.MOBILIZATION).closed_at is not None
    row = town.rows(select(Phase.plan_number, Phase.plan_file_id).where(Phase.id == town.phase))[0]
    assert row.plan_number == "德政数〔2023〕8号"
    assert row.plan_file_id is not None


def test_r021_both_meetings_with_attendance_and_who_was_not_there_is_trained_later(
    town: Town,
) -> None:
    town.start()
    town.published()
    meeting = USUAL["hold_meeting"][1]
    asked = next(one for one in town.walk.open(("hold_training",)))
    form = {**meeting(town.walk, asked), "parks": ["dyjkq", "dygxq"]}
    with pytest.raises(InputInvalid) as refused:
        town.finish("city", "hold_training", {**form, "parks": [], "attendees": 0, "topic": ""})
    assert {one.field for one in refused.value.findings} == {"parks", "attendees", "topic"}
    town.finish("city", "hold_training", form)
    with town.office.reading() as conn:
        absent = watching.absent_parks(conn, town.city, town.phase, "training", "make_up")
    assert len(absent) == 6
    assert "四川罗江经济开发区" in absent
    assert "make_up" in town.phase_elements()
    others = [code for code, _ in town.plan(1) if code not in form["parks"]]
    town.finish("city", "make_up", {**form, "parks": others})
    assert "make_up" not in town.phase_elements()
    with town.office.reading() as conn:
        assert not watching.absent_parks(conn, town.city, town.phase, "training", "make_up")
    assert _stage(town, stages.ONSITE).closed_at is None
    town.walk.play(("hold_meeting", "hold_visit"))
    assert _stage(town, stages.ONSITE).closed_at is not None


def test_r022_building_begins_in_may_before_the_meetings_are_over(town: Town) -> None:
    town.start()
    town.published()
    town.at(date(2023, 5, 10))
    assert {"hold_meeting", "hold_training", "hold_visit"} <= set(town.phase_elements())
    assert town.elements("dyjkq") == ["list_tasks"]
    town.building()
    assert town.status("dyjkq") == "BUILDING"
    assert "hold_meeting" in town.phase_elements()


def test_r022_tasks_come_from_indicators_and_are_done_with_evidence(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    assert town.elements("dyjkq") == ["build_task", "build_task", "self_assess", "take_over_items"]
    with pytest.raises(InputInvalid, match="证据"):
        town.for_park("dyjkq", "dyjkq", "build_task", evidence="")
    town.for_park("dyjkq", "dyjkq", "build_task", evidence="已装四台", evidence_file_id=None)
    row = next(one for one in _rows(town) if one.park_code == "dyjkq")
    assert (row.tasks_done, row.tasks_all) == (1, 2)


def test_r022_each_month_a_report_is_asked_for_by_the_clock(town: Town) -> None:
    town.start()
    town.at(date(2023, 5, 20))
    town.building("dyjkq")
    assert "monthly_report" not in town.elements("dyjkq")
    town.at(date(2023, 6, 2))
    town.at(date(2023, 7, 2))
    assert town.elements("dyjkq").count("monthly_report") == 2
    form = {"month": "2023-05", "done_tasks": 1}
    with pytest.raises(InputInvalid, match="晚于本月"):
        town.for_park("dyjkq", "dyjkq", "monthly_report", **{**form, "month": "2023-09"})
    town.for_park("dyjkq", "dyjkq", "monthly_report", **form)
    with pytest.raises(InputInvalid, match="已经报送"):
        town.for_park("dyjkq", "dyjkq", "monthly_report", **form)


def test_r022_who_lags_at_the_end_of_october_is_supervised(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    town.at(date(2023, 10, 31), 23)
    assert not _open_supervisions(town)
    town.at(date(2023, 11, 1))
    found = _open_supervisions(town)
    assert [one.target for one in found] == ["德阳经济技术开发区"]
    assert found[0].number == "督办〔2023〕1号"
    assert "self_assess" in town.elements("dyjkq")


def test_r023_november_has_two_paths_and_only_one_goes_to_the_province(town: Town) -> None:
    town.start()
    town.building("dyjkq", "jygxq")
    town.walk.play(("build_task", "take_over_items", "self_assess"))
    town.at(date(2023, 10, 31), 23)
    assert town.elements("dyjkq") == []
    assert town.status("dyjkq") == "SELF_ASSESSED"
    town.at(date(2023, 11, 1))
    assert town.status("dyjkq") == town.status("jygxq") == "CITY_REVIEW"
    assert states.label("CITY_REVIEW", "provincial") == "自主验收"
    assert states.label("CITY_REVIEW", "municipal") == "市级验收"
    for code in ("dyjkq", "jygxq"):
        town.walk.play(("appoint_team", "score", "evaluation_report"), park=code)
    assert town.elements("dyjkq") == ["report_province"]
    assert town.elements("jygxq") == ["confirm_city"]


def test_r023_the_province_does_not_decide_before_it_was_told(town: Town) -> None:
    town.start()
    town.under_review("dyjkq", "jygxq")
    with pytest.raises(InputInvalid) as early:
        town.result("dyjkq", "pass")
    assert [one.code for one in early.value.findings] == ["not-reported"]
    with pytest.raises(InputInvalid) as municipal:
        town.result("jygxq", "pass")
    assert [one.code for one in municipal.value.findings] == ["not-provincial"]
    assert town.status("dyjkq") == "CITY_REVIEW"
    town.walk.play(("score", "evaluation_report", "report_province"), park="dyjkq")
    assert town.status("dyjkq") == "REPORTED"
    town.at(date(2023, 12, 1))
    assert town.status("dyjkq") == "PROV_REVIEW"
    town.result("dyjkq", "pass")
    assert town.elements("dyjkq") == ["confirm_province"]


@pytest.mark.parametrize(
    ("totals", "status"),
    [
        (("70", "70", "70"), "confirm_city"),
        (("70.00", "69.99", "70.01"), "confirm_city"),
        (("69.99", "69.99", "69.99"), "rectify_notice"),
        (("70", "70", "69.99"), "rectify_notice"),
    ],
)
def test_r024_seventy_passes_and_nothing_is_rounded_up(
    town: Town, totals: tuple[str, str, str], status: str
) -> None:
    town.start()
    town.under_review("jygxq")
    town.scored("jygxq", *totals)
    town.for_park("jygxq", "e1", "evaluation_report", problems="无", opinion="同意")
    assert town.elements("jygxq") == [status]


def test_r024_sixty_nine_point_nine_nine_five_is_shown_and_judged_below_seventy(town: Town) -> None:
    """Two of four give 70, two 69.99: a mean of 69.995 exactly, which rounds to 70.00."""
    town.start()
    fourth = town.person("e4", "乔评委", [{"body": "zwfw", "role": "evaluator"}])
    town.actors |= {"e4": fourth, "evaluator:4": fourth}
    team = [str(town.actors[f"e{n}"].person) for n in (1, 2, 3, 4)]
    town.building("jygxq")
    town.walk.play(("build_task", "take_over_items", "self_assess"), park="jygxq")
    town.at(date(2023, 11, 6))
    town.for_park("jygxq", "city", "appoint_team", evaluators=team, leader=team[0])
    for who, points in (("e1", "70"), ("e2", "69.99"), ("e3", "70"), ("e4", "69.99")):
        town.save(who, "jygxq", points)
        town.for_evaluator("jygxq", who)
    row = town.enrollment("jygxq")
    assert row.city_score == "69.995"
    assert scoring.shown(row.city_score) == "69.99"
    assert town.elements("jygxq") == ["evaluation_report"]
    town.for_park("jygxq", "e1", "evaluation_report", problems="无", opinion="同意")
    assert town.status("jygxq") == "RECTIFYING"


def test_r024_title_and_grantor_follow_the_track(town: Town) -> None:
    town.start()
    town.reported("dyjkq")
    town.at(date(2023, 12, 5))
    town.result("dyjkq", "pass")
    assert town.enrollment("dyjkq").title is None
    form = {"number": "川政务〔2023〕9号", "confirmed_on": str(town.today)}
    with pytest.raises(InputInvalid) as refused:
        town.for_park("dyjkq", "city", "confirm_province", **form)
    assert [one.code for one in refused.value.findings] == ["document-missing"]
    assert town.enrollment("dyjkq").title is None
    town.for_park("dyjkq", "city", "confirm_province", **form, file_id=str(town.file()))
    row = town.enrollment("dyjkq")
    assert (row.title, row.grantor) == ("省级园区示范政务服务中心", "省中心")
    town.for_park("dyjkq", "city", "plaque_province", number="001", plaque_on=str(town.today))
    assert town.enrollment("dyjkq").plaque_name == "省级园区示范政务服务中心"
    assert town.status("dyjkq") == "PLAQUED"


def test_r024_the_municipal_title_is_the_citys(town: Town) -> None:
    town.start()
    town.under_review("jygxq")
    town.walk.play(("score", "evaluation_report", "confirm_city", "plaque_city"), park="jygxq")
    row = town.enrollment("jygxq")
    assert (row.title, row.grantor) == ("市级园区示范政务服务中心", "市政务和大数据局")


def test_r024_a_provincial_confirmation_needs_the_provinces_document(town: Town) -> None:
    town.start()
    town.reported("dyjkq")
    with pytest.raises(InputInvalid) as refused:
        town.result("dyjkq", "pass", who="city", file_id=None, document="", group="")
    found = {one.field for one in refused.value.findings}
    assert found == {"file_id", "document", "group"}
    assert town.status("dyjkq") == "REPORTED"


def test_r025_the_calendar_of_stages_is_data_of_the_phase(town: Town) -> None:
    usual = {one.code: one for one in stages.usual(2023)}
    assert (usual["BUILD"].starts_on, usual["BUILD"].ends_on) == (
        date(2023, 5, 1),
        date(2023, 10, 31),
    )
    assert usual["CONFIRM"].ends_on is None
    later = [
        StageDates(one.code, one.starts_on, one.ends_on)
        if one.code != "REVIEW_CITY"
        else StageDates("REVIEW_CITY", date(2023, 11, 20), date(2023, 11, 30))
        for one in stages.usual(2023)
    ]
    town.start(stages=later)
    town.building("dyjkq")
    town.walk.play(("build_task", "take_over_items", "self_assess"))
    town.at(date(2023, 11, 19))
    assert town.status("dyjkq") == "SELF_ASSESSED"
    town.at(date(2023, 11, 20))
    assert town.status("dyjkq") == "CITY_REVIEW"


def test_r025_a_moved_day_reaches_those_who_wait_for_it(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    town.walk.play(("build_task", "take_over_items", "self_assess"))
    town.at(date(2023, 10, 20))
    days = (date(2023, 11, 10), date(2023, 11, 30))
    town.act("city", ChangeStage(town.phase, "REVIEW_CITY", *days, reason="推迟验收"))
    town.at(date(2023, 11, 9))
    assert town.status("dyjkq") == "SELF_ASSESSED"
    town.at(date(2023, 11, 10))
    assert town.status("dyjkq") == "CITY_REVIEW"
    with pytest.raises(InputInvalid) as refused:
        town.act(
            "city",
            ChangeStage(town.phase, "REVIEW_CITY", date(2023, 12, 9), date(2023, 11, 9), ""),
        )
    assert {one.code for one in refused.value.findings} >= {"dates-out-of-order", "required"}


@pytest.mark.parametrize("last", [date(2023, 9, 30), date(2023, 11, 20)])
def test_r025_a_moved_end_of_building_moves_the_day_on_which_a_park_lags(
    town: Town, last: date
) -> None:
    """Earlier or later: the timer that is armed already is the new day's."""
    town.start()
    town.building("dyjkq")
    town.at(date(2023, 9, 20))
    move = ChangeStage(town.phase, "BUILD", date(2023, 5, 1), last, reason="调整工期")
    town.act("city", move)
    town.at(last, 23)
    assert not _open_supervisions(town)
    town.at(last + timedelta(1))
    assert len(_open_supervisions(town)) == 1
    town.at(date(2023, 12, 1))
    assert len(_open_supervisions(town)) == 1


def test_r025_the_ends_of_the_first_two_stages_move_as_well(town: Town) -> None:
    town.start()
    days = {one.code: one for one in stages.usual(2023)}
    later = {"MOBILIZATION": date(2023, 6, 10), "ONSITE": date(2023, 7, 20)}
    for code, last in later.items():
        town.act("city", ChangeStage(town.phase, code, days[code].starts_on, last, reason="顺延"))
    town.at(date(2023, 6, 10), 23)
    assert _alarms(town) == []
    town.at(date(2023, 6, 11))
    assert _alarms(town) == ["mobilization_late"]
    town.published()
    earlier = ChangeStage(town.phase, "ONSITE", date(2023, 5, 1), date(2023, 6, 30), reason="提前")
    town.act("city", earlier)
    town.at(date(2023, 7, 1))
    assert _alarms(town) == ["mobilization_late", "onsite_late"]
    town.at(date(2023, 7, 25))
    assert len(_alarms(town)) == 2


def test_r025_what_was_done_in_time_raises_no_alarm_on_the_day(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    town.walk.play(("hold_meeting", "hold_training", "hold_visit", "make_up"))
    town.walk.play(("build_task", "take_over_items", "self_assess"), park="dyjkq")
    town.at(date(2023, 11, 2))
    assert _alarms(town) == []
    assert "德阳经济技术开发区" not in {one.target for one in _open_supervisions(town)}


def test_r025_the_days_of_the_province_move_while_a_park_waits_for_them(town: Town) -> None:
    town.start()
    town.reported("dyjkq")
    days = (date(2023, 12, 10), date(2023, 12, 20))
    town.act("city", ChangeStage(town.phase, "REVIEW_PROVINCE", *days, reason="省里通知"))
    town.at(date(2023, 12, 9))
    assert town.status("dyjkq") == "REPORTED"
    town.at(date(2023, 12, 10))
    assert town.status("dyjkq") == "PROV_REVIEW"
    days = (date(2023, 12, 10), date(2023, 12, 28))
    town.act("city", ChangeStage(town.phase, "REVIEW_PROVINCE", *days, reason="延长"))
    town.at(date(2023, 12, 28), 23)
    assert not _events(town, "ProvinceSilent")
    town.at(date(2023, 12, 29))
    assert len(_events(town, "ProvinceSilent")) == 1


def test_r022_months_are_asked_for_as_long_as_the_park_builds(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    days = (date(2023, 5, 1), date(2023, 12, 20))
    town.act("city", ChangeStage(town.phase, "BUILD", *days, reason="延长"))
    town.at(date(2023, 12, 2))
    assert town.elements("dyjkq").count("monthly_report") == 7
    town.walk.play(("build_task", "take_over_items", "self_assess"), park="dyjkq")
    town.at(date(2024, 2, 2))
    assert "monthly_report" not in town.elements("dyjkq")


def test_r026_december_ends_on_its_last_day_and_then_the_park_is_late(town: Town) -> None:
    town.start()
    assert town.rows(select(Phase.deadline).where(Phase.id == town.phase))[0][0] == date(
        2023, 12, 31
    )
    town.reported("dyjkq")
    town.at(date(2023, 12, 31))
    assert not _late(town, "dyjkq")
    town.at(date(2024, 1, 1))
    assert _late(town, "dyjkq")


def test_r026_an_earlier_deadline_is_set_with_the_phase(town: Town) -> None:
    early = [
        StageDates(
            one.code, one.starts_on - timedelta(30), one.ends_on and one.ends_on - timedelta(31)
        )
        for one in stages.usual(2023)
    ]
    town.start(deadline=date(2023, 11, 30), stages=early)
    assert town.rows(select(Phase.deadline))[0][0] == date(2023, 11, 30)


def test_r026_a_moved_deadline_decides_who_is_late(town: Town) -> None:
    town.start()
    town.reported("dyjkq")
    with pytest.raises(InputInvalid) as refused:
        town.act("city", ChangeDeadline(town.phase, date(2023, 11, 1), ""))
    assert {one.code for one in refused.value.findings} == {"past-deadline", "required"}
    with pytest.raises(RightMissing):
        town.act("dyjkq", ChangeDeadline(town.phase, date(2024, 1, 31), "省里推迟"))
    town.act("city", ChangeDeadline(town.phase, date(2024, 1, 31), "省里推迟"))
    town.at(date(2024, 1, 31))
    assert not _late(town, "dyjkq")
    town.at(date(2024, 2, 1))
    assert _late(town, "dyjkq")


def test_the_plan_is_not_scored_twice(town: Town) -> None:
    town.start()
    town.under_review("jygxq")
    town.save("e1", "jygxq", "80")
    town.for_evaluator("jygxq", "e1")
    with pytest.raises(NotNow, match="已经提交"):
        town.save("e1", "jygxq", "90")


def _stage(town: Town, code: str) -> PhaseStage:
    query = select(PhaseStage.__table__).where(
        PhaseStage.phase_id == town.phase, PhaseStage.code == code
    )
    return town.rows(query)[0]  # type: ignore[no-any-return]


def _rows(town: Town) -> list[board.BoardRow]:
    with town.office.reading() as conn:
        return board.board_rows(conn, town.city, town.phase, town.office.clock.now())


def _late(town: Town, code: str) -> bool:
    row = next(one for one in _rows(town) if one.park_code == code)
    with town.office.reading() as conn:
        days = {one.code: one for one in board.stage_rows(conn, town.city, town.phase)}
    today = legal_day(town.office.clock.now())
    [deadline] = town.rows(select(Phase.deadline).where(Phase.id == town.phase))[0]
    found = board.lights(row, days, today, deadline)
    return found["CONFIRM"].color == "red"


def _alarms(town: Town) -> list[str]:
    return [row.element_id for row in _events(town, "AlarmRaised")]


def _events(town: Town, kind: str) -> list[Any]:
    query = select(event.c.element_id).where(event.c.type == kind).order_by(event.c.id)
    return list(town.rows(query))


def _open_supervisions(town: Town) -> list[object]:
    with town.office.reading() as conn:
        return watching.supervisions(conn, town.city, phase=town.phase)
