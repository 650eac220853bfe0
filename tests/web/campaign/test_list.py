"""The dynamic list (R-009), basis documents (R-001), the calendar (R-025), sheets (R-012)."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.web import staff
from tests.web.campaign.city import City
from web.campaign.header import head
from workflows.models import ListChange, Park, Phase, ScoreSheet


def papers(**more: Any) -> dict[str, Any]:
    return {
        "reason": "新增省级园区", "document": "川府函〔2023〕1号", "effective_on": "2023-10-10",
        "file": (io.BytesIO(staff.PDF), "依据.pdf"), **more,
    }  # fmt: skip


def ids(city: City, code: str) -> tuple[str, str]:
    """(phase, park)"""
    [phase] = city.house.rows(select(Phase.id))
    [park] = city.house.rows(select(Park.id).where(Park.code == code))
    return str(phase.id), str(park.id)


def test_r009_a_change_of_the_list_needs_reason_and_document(building: City):
    phase, park = ids(building, "zjzyc")
    visitor = building.visit("city_admin")
    form = {"phase_id": phase, "park_id": park, "track": "municipal", "effective_on": "2023-10-10"}

    answer = visitor.post("/campaign/list/add", form)

    assert answer.status_code == 422
    assert "请填写理由。" in answer.text
    assert "请填写依据文件。" in answer.text
    assert building.house.rows(select(ListChange.id)) == []


def test_r009_a_park_leaves_and_every_change_is_kept(building: City):
    visitor = building.visit("city_admin")
    form = papers(enrollment_id=str(building.park("sfjkq")), kind="remove", reason="园区撤并")

    answer = visitor.post("/campaign/list/remove", form)

    assert answer.status_code == 302, answer.text
    building.house.office.engine.drain()
    page = visitor.get("/campaign/list").text
    for words in ("园区撤并", "川府函〔2023〕1号", "徐志远", "2023-10-10"):
        assert words in page
    assert 'yb-figure-number">0/11<' in visitor.get("/campaign").text


def test_r009_an_earlier_day_keeps_the_park_that_left(building: City):
    form = papers(enrollment_id=str(building.park("sfjkq")), kind="remove", reason="园区撤并")
    building.visit("city_admin").post("/campaign/list/remove", form)

    with building.house.office.reading() as conn:
        days = [head(conn, building.house.city, date(2023, 10, day)) for day in (9, 10)]

    assert [one.denominator for one in days if one] == [12, 11]


def test_r009_a_new_name_keeps_the_old_one_in_what_was_enrolled(building: City):
    _phase, park = ids(building, "sfjkq")
    visitor = building.visit("city_admin")
    form = papers(park_id=park, name="四川什邡高新区", short_name="什邡高新区", reason="更名")

    assert visitor.post("/campaign/list/rename", form).status_code == 302

    page = visitor.get("/campaign/list").text
    assert "四川什邡经济开发区 → 四川什邡高新区" in page
    address = f"/campaign/parks/{building.park('sfjkq')}"
    assert "四川什邡经济开发区" in visitor.get(address).text


def test_county_and_category_of_a_park_are_data(building: City):
    _phase, park = ids(building, "dygxq")
    form = {"park_id": park, "county": "旌阳区", "category": "hightech", "reason": "区划调整"}

    assert building.visit("city_admin").post("/campaign/list/correct", form).status_code == 302

    [row] = building.house.rows(select(Park.county).where(Park.code == "dygxq"))
    assert row.county == "旌阳区"


def test_only_the_city_changes_the_list(building: City):
    visitor = building.visit("county_lead:什邡市")

    assert visitor.post("/campaign/list/add", {}).status_code == 403
    assert "调整名单" not in visitor.get("/campaign/list").text


def test_a_double_click_on_a_form_with_a_file_enters_it_once(building: City):
    """The second one was told that its key was used for something else."""
    visitor = building.visit("city_admin")
    once = re.search(r'name="once" value="([^"]+)"', visitor.get("/campaign/basis").text)
    assert once

    def form() -> dict[str, Any]:
        paper = (io.BytesIO(staff.PDF), "依据.pdf")
        return {"title": "实施方案", "issuer": "市政府", "issued_on": "2023-03-20", "file": paper,
                "once": once[1]}  # fmt: skip

    answers = [visitor.post("/campaign/basis", form()) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302], answers[1].text
    assert visitor.get("/campaign/basis").text.count(">实施方案<") == 1


def test_r001_a_basis_document_is_entered_and_opened(building: City):
    visitor = building.visit("city_admin")
    form = {
        "title": "集成授权改革试点方案", "issuer": "省委", "issued_on": "2023-01-30",
        "file": (io.BytesIO(staff.PDF), "方案.pdf"),
    }  # fmt: skip

    assert visitor.post("/campaign/basis", form).status_code == 302
    page = building.visit("county_leader:什邡市").get("/campaign/basis").text

    assert "集成授权改革试点方案" in page
    address = page.split('href="/files/')[1].split('"')[0]
    assert building.visit("county_leader:什邡市").get(f"/files/{address}").status_code == 200


def test_r025_days_of_a_stage_are_moved_with_a_reason(building: City):
    [phase] = building.house.rows(select(Phase.id))
    visitor = building.visit("city_admin")
    address = f"/campaign/phases/{phase.id}/stages/BUILD"
    days = {"starts_on": "2023-05-01", "ends_on": "2023-11-15"}

    refused = visitor.post(address, days)
    wrong = visitor.post(address, {"starts_on": "2023-12-01", "ends_on": "2023-11-15",
                                   "reason": "延期"})  # fmt: skip
    taken = visitor.post(address, days | {"reason": "雨季延期"})

    assert (refused.status_code, wrong.status_code) == (422, 422)
    assert "止日早于起日" in wrong.text
    assert taken.status_code == 302, taken.text
    assert "2023-11-15" in visitor.get("/campaign/basis").text


def test_r012_a_version_of_sheets_comes_from_a_file_whole_or_not_at_all(building: City):
    body = Path("bpmn/campaign/sheets/deyang-2023-draft.yaml").read_text("utf-8")
    visitor = building.visit("city_admin")

    def sent(text: str) -> Any:
        return visitor.post("/campaign/sheets", {"yaml": (io.BytesIO(text.encode()), "s.yaml")})

    refused = sent(body.replace("total: 100", "total: 99"))
    taken = sent(body.replace("deyang-2023-draft", "deyang-2024"))

    assert refused.status_code == 422
    assert "各维度分值合计100，应为99" in refused.text
    assert taken.status_code == 302, taken.text
    codes = {row.code for row in building.house.rows(select(ScoreSheet.code))}
    assert codes == {"deyang-2023-draft", "deyang-2024"}
