"""R-030 to R-034: who does what, and who hears of what is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.commands import CompleteTask, StartCase
from engine.errors import NotPermitted
from engine.store.schema import slot, task
from tests.workflows.campaign.town import Town
from workflows.campaign import watching
from workflows.campaign.commands import (
    RaiseSupervision,
    SetBudget,
    SetCountyDuty,
    SetDuty,
    StartPhase,
)
from workflows.campaign.duties import PRESET_DUTIES
from workflows.campaign.models import CampaignDuty
from workflows.campaign.oversight_models import Supervision
from workflows.campaign.record_models import Budget, CountyDuty, ItemTakeover
from workflows.errors import InputInvalid, RightMissing
from workflows.starter import CAMPAIGN

DIMENSIONS = [
    "办公场所", "硬件设施", "人员配备", "事项进驻", "工作经费",
    "环境打造", "窗口设置", "事项承接", "事项办理", "人员管理",
]  # fmt: skip


def test_r030_the_province_decides_itself_or_the_city_records_it_with_the_document(
    town: Town,
) -> None:
    town.start()
    town.reported("dyjkq", "dygxq")
    town.result("dyjkq", "pass", who="province")
    town.result("dygxq", "pass", who="city")
    assert town.elements("dyjkq") == town.elements("dygxq") == ["confirm_province"]
    with pytest.raises(RightMissing):
        town.result("dyjkq", "pass", who="dyjkq")


def test_r030_the_province_sends_a_park_back_or_asks_for_rectification(town: Town) -> None:
    town.start()
    town.reported("dyjkq", "dygxq")
    town.at(date(2023, 12, 4))
    town.result("dyjkq", "returned", note="补充附件")
    assert town.elements("dyjkq") == ["report_province"]
    town.walk.play(("report_province",), park="dyjkq")
    assert town.history("dyjkq")[-3:] == ["PROV_REVIEW", "REPORTED", "PROV_REVIEW"]
    town.result("dygxq", "rectify")
    assert town.status("dygxq") == "RECTIFYING"
    town.walk.play(
        ("rectify_notice", "rectify", "appoint_team", "score", "evaluation_report",
         "report_province"),
        park="dygxq",
    )  # fmt: skip
    assert town.history("dygxq")[-4:] == ["RECTIFYING", "RE_REVIEW", "REPORTED", "PROV_REVIEW"]
    town.at(date(2023, 12, 6))
    town.result("dygxq", "fail")
    town.for_park("dygxq", "city", "decide_failed", decision="defer", reason="明年再报")
    assert town.status("dygxq") == "DEFERRED"


def test_r030_silence_of_the_province_is_told_and_the_park_goes_on_waiting(town: Town) -> None:
    town.start()
    town.reported("dyjkq")
    town.at(date(2024, 1, 2))
    events = _events(town, "ProvinceSilent")
    assert len(events) == 1
    town.result("dyjkq", "pass")
    assert town.elements("dyjkq") == ["confirm_province"]


def test_r031_the_city_owns_the_campaign(town: Town) -> None:
    for who in ("dyjkq", "leader", "county_lead:旌阳区", "e1", "province"):
        parks = [(town.ids["dyjkq"], "provincial")]
        command = StartPhase(town.campaign, 1, 2023, parks, date(2023, 12, 31), "x")
        with pytest.raises(RightMissing):
            town.act(who, command)
    town.start()
    begun = town.rows(select(task.c.case_id))[0].case_id
    with pytest.raises(NotPermitted):
        town.act("city", StartCase("phase-campaign", {"phase": str(begun)}))


def test_r032_a_county_names_its_leader_and_whether_it_is_assessed(town: Town) -> None:
    duty = SetCountyDuty(town.campaign, "旌阳区", "毛成林", True, "", None)
    with pytest.raises(InputInvalid, match="纳入考核的文件"):
        town.act("city", duty)
    file = town.file("county_lead:旌阳区", "考核文件")
    named = SetCountyDuty(town.campaign, "旌阳区", "毛成林", True, "旌委办〔2023〕5号", file)
    town.act("county_lead:旌阳区", named)
    row = town.rows(select(CountyDuty.__table__))[0]
    assert (row.leader, row.in_assessment, row.document) == ("毛成林", True, "旌委办〔2023〕5号")
    with pytest.raises(RightMissing, match="不在该区"):
        town.act("county_lead:罗江区", named)


def test_r032_an_issue_that_nobody_answers_ends_at_the_countys_leader(town: Town) -> None:
    town.start()
    town.building("jygxq")
    due = town.today + timedelta(5)
    issue = RaiseSupervision(
        "issue", town.phase, town.enrollment("jygxq").id, "旌阳区", "旌阳区行政审批局",
        "窗口人员编制不足", "研究解决", due,
    )  # fmt: skip
    id = town.act("jygxq", issue)
    assert _supervision(town, id).number == "问题〔2023〕1号"
    assert _supervision(town, id).level == "county_lead"
    assert _keys(town, "answer") == {"county_lead/~旌阳区/*"}
    town.at(due)
    assert _supervision(town, id).state == "open"
    town.at(due + timedelta(1))
    row = _supervision(town, id)
    assert (row.level, row.state) == ("county_leader", "escalated")
    assert _keys(town, "leader_answer") == {"county_leader/~旌阳区/*"}
    town.walk.play(("leader_answer",))
    assert _supervision(town, id).state == "answered"
    town.walk.play(("conclude",))
    row = _supervision(town, id)
    assert (row.state, row.feedback, row.conclusion) == ("closed", "已协调解决", "办结")


def test_r033_the_countys_bureau_answers_hands_up_and_is_sent_back(town: Town) -> None:
    town.start()
    town.building("jygxq")
    asked = RaiseSupervision(
        "supervision", town.phase, town.enrollment("jygxq").id, "旌阳区", "旌阳高新区",
        "建设滞后", "加快推进", town.today + timedelta(30),
    )  # fmt: skip
    with pytest.raises(RightMissing):
        town.act("jygxq", asked)
    with pytest.raises(RightMissing):
        town.act("county_lead:罗江区", asked)
    id = town.act("county_lead:旌阳区", asked)
    said = {"supervision": str(id)}
    with pytest.raises(RightMissing):
        town.finish(
            "county_lead:罗江区", "answer", {"outcome": "resolved", "feedback": "好"}, **said
        )
    with pytest.raises(InputInvalid) as refused:
        town.finish("county_lead:旌阳区", "answer", {}, **said)
    assert {one.field for one in refused.value.findings} == {"outcome", "feedback"}
    form = {"outcome": "resolved", "feedback": "已整改"}
    town.finish("county_lead:旌阳区", "answer", form, **said)
    town.finish("city", "conclude", {"conclusion": "尚未到位", "accepted": "no"}, **said)
    form = {"outcome": "hand_up", "feedback": "请求协调"}
    town.finish("county_lead:旌阳区", "answer", form, **said)
    assert _supervision(town, id).level == "county_leader"
    town.walk.play(("leader_answer", "conclude"))
    assert _supervision(town, id).state == "closed"


def test_r033_a_county_sees_its_own_parks_tasks_only(town: Town) -> None:
    town.start()
    town.published()
    town.walk.play(("list_tasks",), park="jygxq")
    assert _keys(town, "confirm_tasks") == {"county_lead/~旌阳区/*"}
    with pytest.raises(RightMissing):
        town.for_park("jygxq", "county_lead:罗江区", "confirm_tasks", agreed="yes")
    with pytest.raises(InputInvalid, match="理由"):
        town.for_park("jygxq", "county_lead:旌阳区", "confirm_tasks", agreed="no")
    town.for_park("jygxq", "county_lead:旌阳区", "confirm_tasks", agreed="no", reason="措施不实")
    assert town.elements("jygxq") == ["list_tasks"]


def test_r033_a_countys_post_without_a_county_has_nothing(town: Town) -> None:
    """Deny by default: while nobody has said which county it serves, it serves none."""
    town.body("xin", "新设审批局", kind="center", level="county")
    nowhere = town.person("xin.shenpi", "新审批", [{"body": "xin", "role": "county_lead"}])
    town.actors["nowhere"] = nowhere
    town.start()
    town.published()
    town.walk.play(("list_tasks",), park="jygxq")
    with pytest.raises(RightMissing):
        town.for_park("jygxq", "nowhere", "confirm_tasks", agreed="yes")
    asked = RaiseSupervision(
        "issue", town.phase, town.enrollment("jygxq").id, "旌阳区", "甲", "滞后", "加快", town.today
    )
    with pytest.raises(RightMissing):
        town.act("nowhere", asked)
    with pytest.raises(RightMissing, match="不在该区"):
        town.act("nowhere", SetCountyDuty(town.campaign, "旌阳区", "某", False))


def test_r033_the_city_leads_the_park_that_is_its_own(town: Town) -> None:
    """德阳经开区 lies in no county: the city's bureau stands in its place."""
    town.start()
    town.published()
    town.walk.play(("list_tasks",), park="dyjkq")
    assert _keys(town, "confirm_tasks") == {"county_lead/~德阳市/*"}
    with pytest.raises(RightMissing):
        town.for_park("dyjkq", "county_lead:旌阳区", "confirm_tasks", agreed="yes")
    town.for_park("dyjkq", "county_lead:德阳市", "confirm_tasks", agreed="yes")
    assert town.status("dyjkq") == "BUILDING"


def test_r034_the_scoring_dimensions_are_the_committees_duties(town: Town) -> None:
    town.start()
    names = [name for _, name, _ in town.sheet("dyjkq").dimensions]
    assert names[:10] == DIMENSIONS
    assert len(names) == 11
    points = {code: most for code, _, most in town.sheet("dyjkq").dimensions}
    assert sum(most for code, most in points.items() if code.startswith("A")) == 40
    assert sum(most for code, most in points.items() if code.startswith("B")) == 50


def test_r034_a_parks_work_is_its_own_and_no_other_parks(town: Town) -> None:
    town.start()
    with pytest.raises(RightMissing):
        town.for_park("dyjkq", "dygxq", "survey", filled_by="他人")
    town.building("dyjkq")
    taken = [{"item": "scjg-04", "document": "德市监委〔2023〕1号", "taken_on": str(town.today)}]
    town.for_park("dyjkq", "dyjkq", "take_over_items", items=taken)
    row = town.rows(select(ItemTakeover.__table__))[0]
    assert (row.item, row.document) == ("scjg-04", "德市监委〔2023〕1号")


def test_r034_r044_money_is_recorded_by_the_park(town: Town) -> None:
    town.start()
    enrollment = town.enrollment("dyjkq").id
    with pytest.raises(InputInvalid) as refused:
        town.act("dyjkq", SetBudget(enrollment, "很多", "", True, "-1"))
    assert {one.field for one in refused.value.findings} == {"amount", "source", "arrived"}
    with pytest.raises(RightMissing):
        town.act("dygxq", SetBudget(enrollment, "300", "财政", True))
    town.act("dyjkq", SetBudget(enrollment, "300", "区级财政", True, "120.5"))
    row = town.rows(select(Budget.__table__))[0]
    assert (row.amount, row.in_budget, row.arrived) == ("300", True, "120.5")


def test_r043_every_step_has_one_responsible_role_as_the_diagrams_say(town: Town) -> None:
    from lxml import etree

    zeebe = "{http://camunda.org/schema/zeebe/1.0}"
    drawn: dict[str, set[str]] = {}
    for file in CAMPAIGN.glob("*.bpmn"):
        for one in etree.parse(file).iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}userTask"):
            groups = (
                one.find(f".//{zeebe}assignmentDefinition").get("candidateGroups") or "evaluator"
            )
            drawn[one.get("id")] = set(groups.split(","))
    kept = {row.element: row.responsible for row in town.rows(select(CampaignDuty.__table__))}
    assert kept.keys() == drawn.keys()
    assert len(PRESET_DUTIES) == len(kept)
    assert not {one for one, role in kept.items() if role not in drawn[one]}
    with pytest.raises(InputInvalid, match="没有角色"):
        town.act("city", SetDuty(town.campaign, "survey", "调研", "nobody", "city_admin"))


def test_the_number_of_a_supervision_has_no_gap(town: Town) -> None:
    town.start()
    for target in ("甲", "乙"):
        town.act(
            "city",
            RaiseSupervision(
                "supervision", town.phase, None, "旌阳区", target, "滞后", "加快", town.today
            ),
        )
    numbers = [row.number for row in town.rows(select(Supervision.number))]
    assert sorted(numbers) == ["督办〔2023〕1号", "督办〔2023〕2号"]
    with town.office.reading() as conn:
        assert len(watching.supervisions(conn, town.city, county="旌阳区")) == 2
        assert not watching.supervisions(conn, town.city, county="罗江区")


def _supervision(town: Town, id: object) -> Supervision:
    query = select(Supervision.__table__).where(Supervision.id == id)
    return town.rows(query)[0]  # type: ignore[no-any-return]


def _keys(town: Town, element: str) -> set[str]:
    query = (
        select(slot.c.key)
        .join(task, (task.c.tenant == slot.c.tenant) & (task.c.id == slot.c.task_id))
        .where(task.c.element_id == element)
    )
    return {row.key for row in town.rows(query)}


def _events(town: Town, kind: str) -> list[object]:
    from sqlalchemy import text

    return town.rows(text(f"SELECT type FROM event WHERE type = '{kind}'"))


def test_a_task_is_not_completed_by_the_machine(town: Town) -> None:
    town.start()
    found = town.open_tasks("survey")[0].id
    with pytest.raises(NotPermitted):
        town.do(CompleteTask(found, {}))
