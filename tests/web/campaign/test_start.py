"""Opening the campaign and starting a phase, by form: all problems at once, then by itself."""

from __future__ import annotations

import re
from uuid import UUID

from sqlalchemy import select

from tests.web.campaign.city import SHEET, City
from tests.web.house import Visitor
from workflows.models import Enrollment, Park, Phase

#: R-004 and R-005, character for character
PROVINCIAL = {
    "德阳经济技术开发区", "德阳高新技术产业园区", "四川罗江经济开发区", "绵竹高新技术产业园区",
}  # fmt: skip
MUNICIPAL = {
    "四川德阳旌阳区高新技术产业园区（天府旌城）", "四川什邡经济开发区",
    "德阳—阿坝生态经济产业园区", "四川中江高新技术产业园区",
}  # fmt: skip


def opened(city: City) -> Visitor:
    visitor = city.visit("city_admin")
    answer = visitor.post("/campaign/new", {"name": "德阳市园区中心创建", "city": "德阳市"})
    assert answer.location == "/campaign/phases/new"
    return visitor


def proposed(visitor: Visitor, which: str = "") -> dict[str, str]:
    """What the form begins with, as a browser would send it. ``which``: ``?no=3``."""
    page = visitor.get(f"/campaign/phases/new{which}").text
    form = dict(re.findall(r'name="([\w.-]+)" (?:[^>]*? )?value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="([\w.-]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        form[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    return form


def enrolled(city: City, track: str) -> set[str]:
    query = select(Enrollment.park_name).where(Enrollment.track == track)
    return {row[0] for row in city.house.rows(query)}


def test_r004_r_005_the_form_proposes_the_parks_of_the_plan_and_starts_them(before: City):
    visitor = opened(before)
    form = proposed(visitor)
    assert form["sheet"] == SHEET

    answer = visitor.post("/campaign/phases/new", form)

    assert answer.location == "/campaign?phase=1", answer.text
    assert enrolled(before, "provincial") == PROVINCIAL
    assert enrolled(before, "municipal") == MUNICIPAL


def test_progress_is_shown_until_every_park_has_begun(before: City):
    visitor = opened(before)
    visitor.post("/campaign/phases/new", proposed(visitor))

    assert "正在为各园区开办：0 / 8" in visitor.get("/campaign").text
    assert "hx-get" in visitor.get("/campaign/progress?phase=1").text

    before.house.office.engine.drain()
    before.walk.play(("survey", "check_survey", "consult", "draft_plan", "sign_plan"))
    before.walk.play(("publish_plan",))

    assert "正在为各园区开办" not in visitor.get("/campaign").text


def test_all_problems_of_a_start_are_said_at_once_and_nothing_is_lost(before: City):
    visitor = opened(before)
    form = proposed(visitor) | {
        "year": "23", "deadline": "2023/12/31", "BUILD.starts_on": "五月", "late_reason": "照旧",
    }  # fmt: skip

    answer = visitor.post("/campaign/phases/new", form)

    assert answer.status_code == 422
    for words in ("年份请填", "阶段截止日请填", "“对标建设”的起日请填"):
        assert words in answer.text
    assert "照旧" in answer.text
    assert before.house.rows(select(Phase.id)) == []


def test_r026_days_out_of_order_and_past_the_deadline_are_refused(before: City):
    visitor = opened(before)
    form = proposed(visitor) | {"BUILD.ends_on": "2023-04-30", "REVIEW.ends_on": "2024-02-01"}

    answer = visitor.post("/campaign/phases/new", form)

    assert answer.status_code == 422
    assert "“对标建设”的止日早于起日" in answer.text
    assert "环节不能晚于阶段截止日结束" in answer.text


def test_no_park_and_no_sheet_are_refused(before: City):
    visitor = opened(before)
    form = {k: "" if k.startswith("track.") else v for k, v in proposed(visitor).items()}

    answer = visitor.post("/campaign/phases/new", form | {"sheet": "no-such"})

    assert "请选择园区" in answer.text
    assert "没有评分表“no-such”" in answer.text


def test_entering_on_the_way_needs_a_reason(before: City):
    visitor = opened(before)
    form = proposed(visitor) | {"entry": "BUILD"}

    assert "中途进入的，请写明理由" in visitor.post("/campaign/phases/new", form).text


def test_a_park_that_still_builds_is_no_park_of_the_next_phase(building: City):
    visitor = building.visit("city_admin")
    form = proposed(visitor)
    assert form["year"] == "2024"

    answer = visitor.post("/campaign/phases/new", form)

    assert answer.status_code == 422
    assert "还在第1阶段创建中" in answer.text


def test_the_same_click_twice_starts_one_phase(before: City):
    visitor = opened(before)
    form = proposed(visitor)

    visitor.post("/campaign/phases/new", form)
    visitor.post("/campaign/phases/new", form)

    assert len(before.house.rows(select(Phase.id))) == 1


def test_nobody_else_starts_a_phase(building: City):
    for key in ("bureau_leader", "county_lead:什邡市", "park_admin:dyjkq"):
        assert building.visit(key).get("/campaign/phases/new").status_code == 403


def park_id(city: City, code: str) -> UUID:
    found: UUID = city.house.rows(select(Park.id).where(Park.code == code))[0][0]
    return found


def test_after_a_campaign_that_was_entered_at_its_third_phase_comes_the_fourth(before: City):
    visitor = opened(before)
    form = proposed(visitor, "?no=3") | {"entry": "BUILD", "late_reason": "中途启用"}

    answer = visitor.post("/campaign/phases/new?no=3", form)

    assert answer.status_code == 302, answer.text
    assert "启动第4阶段" in visitor.get("/campaign").text
