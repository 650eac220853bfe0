"""Steps of the campaign on the task page: tables, what was left before, late recording, files."""

from __future__ import annotations

import io
import json
from typing import Any

from sqlalchemy import select

from tests.web import staff
from tests.web.campaign.city import City
from tests.web.house import Visitor
from workflows.models import BuildTask, CampaignRecord, Opinion

SURVEY = {
    "park_level": "state", "leading_industry": "装备制造", "construction": "已建成",
    "center_name": "园区政务服务中心", "center_address": "园区大道1号", "area_m2": 800,
    "general_windows": 6, "special_windows": 4, "staffing": "齐备", "full_time": 12,
    "handling": "常办事项已进驻", "licence_items": 210, "public_items": 90,
    "capability": "可以承接", "service_quality": "好", "problems": "设备待更新",
    "filled_by": "主任", "filled_on": "2023-04-01",
}  # fmt: skip


def claim(city: City, key: str, element: str, park: str | None = None) -> tuple[Visitor, str]:
    """A visitor with the open task of that element in hand."""
    visitor = city.visit(key)
    task = next(
        one for one in city.walk.open((element,)) if park is None or one.seen.get("park") == park
    )
    answer = visitor.post(f"/inbox/{task.id}/claim")
    assert answer.status_code == 302, answer.text
    return visitor, str(task.id)


def done(visitor: Visitor, task: str, form: dict[str, Any], **more: str) -> Any:
    return visitor.post(
        f"/tasks/{task}/complete", {"form_data": json.dumps(form, ensure_ascii=False), **more}
    )


def started(city: City) -> City:
    city.start_phase_one()
    return city


def test_r020_a_survey_without_one_of_the_five_topics_is_refused(before: City):
    visitor, task = claim(started(before), "park_admin:dyjkq", "survey", "dyjkq")
    form = {key: value for key, value in SURVEY.items() if key != "capability"}

    answer = done(visitor, task, form)

    assert answer.status_code == 422
    assert "请填写承接能力。" in answer.text


def test_facts_of_the_park_are_shown_and_kept_whatever_the_browser_sends(before: City):
    visitor, task = claim(started(before), "park_admin:dyjkq", "survey", "dyjkq")
    assert "德阳经济技术开发区" in visitor.get(f"/tasks/{task}").text

    answer = done(visitor, task, SURVEY | {"park_name": "别的园区", "park_county": "别处"})

    assert answer.status_code == 302, answer.text
    [record] = before.house.rows(
        select(CampaignRecord.__table__).where(CampaignRecord.element_id == "survey")
    )
    assert record.form["park_name"] == "德阳经济技术开发区"
    assert record.form["park_county"] == "德阳市"


def test_who_checks_a_survey_reads_it(before: City):
    visitor, task = claim(started(before), "park_admin:dyjkq", "survey", "dyjkq")
    done(visitor, task, SURVEY | {"problems": "停车不便"})

    checker, check = claim(before, "city_admin", "check_survey")

    assert "停车不便" in checker.get(f"/tasks/{check}").text


def test_r020_opinions_of_a_group_are_entered_in_a_table(before: City):
    city = started(before)
    city.walk.play(("survey", "check_survey"))
    visitor, task = claim(city, "city_admin", "consult")
    rows = {
        "opinion_rows": "2", "0.name": "市发改委", "0.opinion": "同意", "0.adoption": "adopted",
        "0.given_on": "2023-04-01", "1.name": "某企业", "1.opinion": "窗口再多些",
        "1.adoption": "partly", "1.given_on": "2023-04-01",
    }  # fmt: skip

    refused = done(visitor, task, {"summary": "汇总"}, **rows)
    taken = done(visitor, task, {"summary": "汇总"}, **rows, **{"1.reason": "场地有限"})

    assert refused.status_code == 422
    assert "窗口再多些" in refused.text
    assert taken.status_code == 302, taken.text
    assert len(city.house.rows(select(Opinion.id))) == 2  # the refused try left nothing behind


def test_r022_build_tasks_follow_from_the_indicators(before: City):
    city = started(before)
    city.walk.play(("survey", "check_survey", "consult", "draft_plan", "sign_plan"))
    city.walk.play(("publish_plan",))
    visitor, task = claim(city, "park_admin:dyjkq", "list_tasks", "dyjkq")
    assert "A1-1" in visitor.get(f"/tasks/{task}").text
    row = {"A1-1.target_score": "5", "A1-1.due_on": "2023-10-01", "A1-1.evidence_required": "照片"}

    refused = done(visitor, task, {}, **row, **{"A1-1.measure": "扩建大厅"})
    taken = done(
        visitor, task, {}, **row, **{"A1-1.measure": "扩建大厅", "A1-1.responsible": "主任"}
    )

    assert refused.status_code == 422
    assert "扩建大厅" in refused.text
    assert taken.status_code == 302, taken.text
    [one] = city.house.rows(select(BuildTask.__table__))
    assert (one.indicator, one.measure) == ("A1-1", "扩建大厅")


def test_a_build_task_says_what_was_planned(building: City):
    visitor, task = claim(building, "park_admin:dygxq", "build_task", "dygxq")

    page = visitor.get(f"/tasks/{task}").text

    assert "证据要求" in page
    assert "2023-09-30" in page


def test_late_recording_keeps_both_times_and_needs_a_reason(building: City):
    visitor, task = claim(building, "park_admin:dygxq", "build_task", "dygxq")
    form = {"evidence": "已完成"}

    refused = done(visitor, task, form, happened_at="2023-09-20T15:30")
    future = done(visitor, task, form, happened_at="2033-09-20T15:30", late_reason="漏登")
    taken = done(visitor, task, form, happened_at="2023-09-20T15:30", late_reason="漏登")

    assert "补录的，请写明理由" in refused.text
    assert "办理时间不能晚于现在" in future.text
    assert taken.status_code == 302, taken.text
    page = building.visit("city_admin").get("/campaign/late").text
    assert "2023-09-20 15:30" in page
    assert "2023-10-10" in page
    assert "漏登" in page


def test_a_late_step_of_the_phase_itself_is_listed_too(before: City):
    city = started(before)
    city.walk.play(("survey", "check_survey", "consult"))
    visitor, task = claim(city, "city_admin", "draft_plan")

    answer = done(
        visitor, task, {"title": "实施方案", "file_id": uploaded(visitor)},
        happened_at="2023-04-01T08:30", late_reason="先行起草",
    )  # fmt: skip

    assert answer.status_code == 302, answer.text
    page = visitor.get("/campaign/late").text
    assert "先行起草" in page
    assert "2023-04-01 08:30" in page


def uploaded(visitor: Visitor) -> str:
    answer = visitor.post("/files", {"file": (io.BytesIO(staff.PDF), "方案.pdf")})
    return str(answer.json["id"])


def test_the_inbox_says_which_park_and_phase(building: City):
    page = building.visit("county_lead:什邡市").get("/inbox?box=queue").text
    other = building.visit("park_admin:dygxq").get("/inbox?box=queue").text

    assert "德阳高新区" in other
    assert "第1阶段（2023年）" in other
    assert "德阳高新区" not in page


def test_r024_the_report_shows_the_exact_mean_the_pass_mark_and_what_follows(scoring: City):
    """69.99 of each: the leader reads what it comes to before writing a word."""
    scoring.walk.totals["sfjkq"] = "69.99"
    scoring.walk.play(("score",), park="sfjkq")
    asked = next(
        one for one in scoring.walk.open(("evaluation_report",)) if one.seen["park"] == "sfjkq"
    )
    visitor = scoring.visit(scoring.walk.key_of(asked))

    page = visitor.get(f"/tasks/{asked.id}").text

    panel = page.split('aria-label="汇总"')[1].split("</section>")[0]
    for label, words in (
        ("总分", "69.99"), ("合格分", "70.00"), ("评委分差", "0.00"),
        ("结论", "未达标，整改后复验"),
    ):  # fmt: skip
        assert f"<dt>{label}</dt><dd>{words}</dd>" in panel
