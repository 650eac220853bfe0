"""A park's page: where it stands, points by dimension, the gap to the pass mark, the province."""

from __future__ import annotations

import io
import re

from sqlalchemy import select

from tests.web import staff
from tests.web.campaign.city import City
from workflows.models import Base, Budget, Score


def scored(city: City, code: str, total: str) -> None:
    city.walk.totals[code] = total
    city.walk.play(("score", "evaluation_report"), park=code)


def test_r024_what_is_missing_to_seventy_is_said_exactly(scoring: City):
    scored(scoring, "sfjkq", "69.99")

    page = scoring.visit("city_admin").get(f"/campaign/parks/{scoring.park('sfjkq')}").text

    assert "距 70 分还差 0.01 分" in page
    assert "整改" in page


def test_r024_seventy_passes(scoring: City):
    scored(scoring, "sfjkq", "70")

    page = scoring.visit("city_admin").get(f"/campaign/parks/{scoring.park('sfjkq')}").text

    assert "达到 70 分" in page


def test_each_dimension_stands_in_the_chart_and_in_a_table(scoring: City):
    scored(scoring, "sfjkq", "69.99")

    page = scoring.visit("city_admin").get(f"/campaign/parks/{scoring.park('sfjkq')}").text

    assert page.count('class="yb-chart-label"') == 12
    for name in ("A1 办公场所", "B3 事项承接", "C1 亮点打造与经验总结"):
        assert page.count(name) == 2  # in the picture, and in the table beside it
    assert "13.99 / 14" in page


def test_r022_tasks_evidence_and_monthly_reports_stand_on_the_page(building: City):
    building.walk.finish(building.walk.open(("build_task",))[0], evidence="新装评价器六台")
    code = "dyjkq"
    building.walk.play(("build_task",), park=code)

    page = building.visit(f"park_admin:{code}").get(f"/campaign/parks/{building.park(code)}").text

    assert "补齐面积与功能分区" in page
    assert "已完成，附照片" in page
    assert "2023-05" in page


def test_another_park_and_another_county_read_the_same_as_no_park(building: City):
    address = f"/campaign/parks/{building.park('dyjkq')}"

    assert building.visit("park_admin:dygxq").get(address).status_code == 404
    assert building.visit("county_lead:什邡市").get(address).status_code == 404
    assert building.visit("province").get(address).status_code == 200


def test_r024_no_provincial_result_without_the_document_of_the_province(scoring: City):
    scored(scoring, "dyjkq", "91")
    scoring.walk.play(("report_province",))
    address = f"/campaign/parks/{scoring.park('dyjkq')}"
    visitor = scoring.visit("city_admin")
    assert "登记省中心的结果" in visitor.get(address).text
    result = {
        "outcome": "pass", "group": "省中心评审小组", "decided_on": "2023-11-10",
        "document": "川政服〔2023〕5号",
    }  # fmt: skip

    refused = visitor.post(f"{address}/province", result)
    taken = visitor.post(
        f"{address}/province", result | {"file": (io.BytesIO(staff.PDF), "结果.pdf")}
    )

    assert refused.status_code == 422
    assert "文件" in refused.text
    assert taken.status_code == 302, taken.text


def test_r023_no_provincial_result_before_the_park_was_reported(scoring: City):
    address = f"/campaign/parks/{scoring.park('dyjkq')}"
    visitor = scoring.visit("city_admin")
    assert "登记省中心的结果" not in visitor.get(address).text

    answer = visitor.post(
        f"{address}/province",
        {
            "outcome": "pass", "group": "组", "decided_on": "2023-11-10", "document": "文",
            "file": (io.BytesIO(staff.PDF), "a.pdf"),
        },
    )  # fmt: skip

    assert answer.status_code in {409, 422}


def test_r044_money_for_the_center_is_entered_and_shown(building: City):
    address = f"/campaign/parks/{building.park('dyjkq')}"
    visitor = building.visit("park_admin:dyjkq")

    wrong = visitor.post(f"{address}/budget", {"amount": "很多", "source": ""})
    taken = visitor.post(
        f"{address}/budget",
        {"amount": "120.5", "source": "市级财政", "in_budget": "1", "arrived": "60"},
    )

    assert wrong.status_code == 422
    assert taken.status_code == 302, taken.text
    page = visitor.get(address).text
    assert "120.5" in page
    assert "市级财政" in page


def test_a_refused_form_keeps_its_tick_and_its_file(building: City):
    """What was entered stays; the file that came is not asked for again."""
    address = f"/campaign/parks/{building.park('dyjkq')}"
    visitor = building.visit("park_admin:dyjkq")
    entered = {"amount": "多", "source": "市级财政", "in_budget": "1", "arrived": "0"}

    refused = visitor.post(
        f"{address}/budget", entered | {"file": (io.BytesIO(staff.PDF), "批复.pdf")}
    )

    assert refused.status_code == 422
    assert re.search(r'name="in_budget" value="1" checked', refused.text)
    assert "已上传 批复.pdf，不用再选。" in refused.text
    kept = re.search(r'name="file_id" value="([^"]+)"', refused.text)
    assert kept
    entered |= {"amount": "120", "in_budget": "", "file_id": kept[1], "file_name": "批复.pdf"}
    assert visitor.post(f"{address}/budget", entered).status_code == 302
    [row] = building.house.rows(select(Budget.__table__))
    assert (str(row.file_id), row.in_budget) == (kept[1], False)
    # a box that was stored ticked and is sent without its tick stays without it
    wrong = visitor.post(f"{address}/budget", entered | {"amount": "多"})
    assert 'name="in_budget" value="1">' in wrong.text


def test_a_file_of_a_park_is_read_by_those_who_see_the_park(building: City):
    admin = building.visit("park_admin:dyjkq")
    answer = admin.post("/files", {"file": (io.BytesIO(staff.PDF), "证据.pdf")})
    task = next(one for one in building.walk.open(("build_task",)) if one.seen["park"] == "dyjkq")
    building.walk.finish(task, evidence_file_id=answer.json["id"])
    address = f"/files/{answer.json['id']}"

    assert building.visit("city_admin").get(address).status_code == 200
    assert building.visit("county_lead:德阳市").get(address).status_code == 200
    assert building.visit("park_admin:dygxq").get(address).status_code == 404
    assert building.visit("county_lead:什邡市").get(address).status_code == 404


def handed_in(city: City, evaluator: str) -> None:
    visitor = city.visit(evaluator)
    task = sorted(staff.tasks_in(visitor.get("/inbox").text))[0]
    sheet = city.walk.sheet(city.walk.open(("score",))[0].enrollment)
    form = {f"{one.code}.score": str(one.max) for one in sheet.indicators}
    form |= {"A1-1.score": "4.37", "A1-1.reason": "少一个区", "opinion": "好", "form_data": "{}"}
    assert visitor.post(f"/tasks/{task}/complete", form).status_code == 302


def test_while_a_round_is_open_nobody_reads_what_one_evaluator_gave(scoring: City):
    handed_in(scoring, "evaluator:1")
    query = select(Score.enrollment_id).where(Score.kind == "evaluator")
    enrollment = scoring.house.rows(query)[0][0]
    address = f"/campaign/parks/{enrollment}"

    for reader in ("evaluator:2", "evaluator:1", "city_admin"):
        page = scoring.visit(reader).get(address).text
        assert "已提交" in page, reader
        assert "99.37" not in page, reader


def test_once_the_round_is_added_up_each_total_stands_on_the_page(scoring: City):
    scored(scoring, "sfjkq", "69.99")

    page = scoring.visit("city_admin").get(f"/campaign/parks/{scoring.park('sfjkq')}").text

    assert page.count('<td class="yb-number">69.99</td>') == 3


def test_an_id_of_a_file_written_into_a_field_of_text_opens_nothing(scoring: City):
    """Known is not given: only who brought a file brings it into a sheet or form."""
    visitor = scoring.visit("evaluator:1")
    secret = scoring.walk.file("county_lead:广汉市", "内部意见.pdf")
    assert visitor.get(f"/files/{secret}").status_code == 404
    task = sorted(staff.tasks_in(visitor.get("/inbox").text))[0]
    sheet = scoring.walk.sheet(scoring.walk.open(("score",))[0].enrollment)
    form = {f"{one.code}.score": str(one.max) for one in sheet.indicators}
    form |= {"A1-1.evidence": str(secret), "opinion": "好", "form_data": "{}"}

    assert visitor.post(f"/tasks/{task}/complete", form).status_code == 302

    assert visitor.get(f"/files/{secret}").status_code == 404


def test_who_did_a_step_of_a_phase_does_not_read_what_the_phase_knows_of_others(building: City):
    """The survey of each park is a step of the one case of the phase."""
    phase = Base.metadata.tables["process_case"].c
    case = building.house.rows(select(phase.id).where(phase.process_id == "phase-campaign"))[0][0]

    own = building.visit("park_admin:dyjkq").get(f"/cases/{case}")
    whole = building.visit("city_admin").get(f"/cases/{case}")

    assert (own.status_code, whole.status_code) == (200, 200)
    assert "zjgxq" in whole.text
    assert "zjgxq" not in own.text.replace("园区管委会（zjgxq）", "")


def test_a_notice_without_an_indicator_is_no_fault_of_the_page_that_answers_it(scoring: City):
    """A program may complete the step before with words of its own."""
    scored(scoring, "sfjkq", "69.99")
    scoring.walk.play(("rectify_notice",), park="sfjkq")
    [rectify] = scoring.walk.open(("rectify",))
    visitor = scoring.visit("park_admin:sfjkq")
    visitor.post(f"/inbox/{rectify.id}/claim?box=queue")

    page = visitor.get(f"/tasks/{rectify.id}")

    assert page.status_code == 200
    assert "增设综窗" in page.text
