"""A county's page: what lags, 督办 and issues, who leads (R-032, R-033)."""

from __future__ import annotations

import io
import re

from sqlalchemy import select

from tests.web import staff
from tests.web.campaign.city import City
from tests.web.campaign.test_board import parks_on
from workflows.models import Body, Phase, Supervision
from workflows.people.commands import ChangeBody

ASKED = {
    "kind": "supervision", "target": "什邡市行政审批局", "reason": "建设任务滞后",
    "demand": "一个月内补齐", "due_on": "2023-10-31",
}  # fmt: skip
PAGE = "/campaign/counties/什邡市"


def asked(city: City, **changed: str) -> dict[str, str]:
    [phase] = city.house.rows(select(Phase.id))
    return {**ASKED, "phase_id": str(phase.id), **changed}


def test_r032_a_county_leader_sees_what_lags(building: City):
    page = building.visit("county_leader:什邡市").get(PAGE).text

    lagging = page[page.index("滞后的园区") : page.index("全部园区")]
    assert "什邡经开区" in lagging
    assert "逾期" in lagging


def test_a_post_at_a_body_without_a_county_sees_no_park_and_no_county(building: City):
    """As everywhere (Held.covers): nothing until somebody enters the county."""
    body = building.house.rows(select(Body.id).where(Body.code == "sfszf"))[0][0]
    building.house.do(ChangeBody(body, "什邡市人民政府", "government", "行政机关", "county"))
    visitor = building.visit("county_leader:什邡市")

    assert parks_on(visitor.get("/campaign").text) == []
    assert visitor.get(PAGE).status_code == 404
    assert visitor.get(f"/campaign/parks/{building.park('sfjkq')}").status_code == 404
    assert "督办反馈" not in visitor.get("/inbox?box=queue").text


def test_a_county_has_one_page_and_no_other(building: City):
    visitor = building.visit("county_leader:什邡市")

    assert visitor.get("/campaign/counties").location.endswith("%E4%BB%80%E9%82%A1%E5%B8%82")
    assert visitor.get("/campaign/counties/绵竹市").status_code == 404
    assert visitor.post("/campaign/counties/绵竹市/supervisions", asked(building)).status_code in {
        403,
        404,
    }


def test_r033_a_supervision_comes_to_the_county_and_its_answer_back(building: City):
    city = building.visit("city_admin")
    answer = city.post(
        f"{PAGE}/supervisions", asked(building, enrollment_id=str(building.park("sfjkq")))
    )
    assert answer.status_code == 302, answer.text
    building.house.office.engine.drain()

    lead = building.visit("county_lead:什邡市")
    task = re.search(r'data-open href="/tasks/([0-9a-f-]{36})', lead.get("/inbox?box=queue").text)
    assert task
    lead.post(f"/inbox/{task[1]}/claim")
    shown = lead.get(f"/tasks/{task[1]}").text
    assert "建设任务滞后" in shown
    assert "一个月内补齐" in shown
    form = '{"outcome": "hand_up", "feedback": "缺用地指标"}'
    assert lead.post(f"/tasks/{task[1]}/complete", {"form_data": form}).status_code == 302

    leader = building.visit("county_leader:什邡市")
    assert "已报分管领导" in leader.get(PAGE).text
    assert "缺用地指标" in leader.get(PAGE).text


def test_all_that_is_missing_of_a_supervision_is_said_at_once(building: City):
    answer = building.visit("city_admin").post(
        f"{PAGE}/supervisions", asked(building, reason="", demand="", due_on="下月")
    )

    assert answer.status_code == 422
    for words in ("请填写事由。", "请填写要求。", "时限请填"):
        assert words in answer.text
    assert building.house.rows(select(Supervision.id)) == []


def test_r032_assessment_is_entered_with_its_document(building: City):
    visitor = building.visit("county_lead:什邡市")
    duty = {"leader": "王副市长", "in_assessment": "1"}

    refused = visitor.post(f"{PAGE}/duty", duty)
    taken = visitor.post(
        f"{PAGE}/duty",
        duty | {"document": "什府办〔2023〕9号", "file": (io.BytesIO(staff.PDF), "a.pdf")},
    )

    assert refused.status_code == 422
    assert 'name="in_assessment" value="1" checked' in refused.text
    assert taken.status_code == 302, taken.text
    page = visitor.get(PAGE).text
    assert "王副市长" in page
    assert "什府办〔2023〕9号" in page


def test_no_county_enters_the_duty_of_another(building: City):
    answer = building.visit("county_lead:什邡市").post(
        "/campaign/counties/绵竹市/duty", {"leader": "别人"}
    )

    assert answer.status_code == 404
