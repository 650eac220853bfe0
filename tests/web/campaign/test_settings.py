"""Settings of the evaluation and secondments: shown, changed, refused with all that is wrong."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from tests.web.api.program import Program
from tests.web.campaign.city import City
from workflows.models import Body, Campaign, Enrollment, Park, Phase, Secondment
from workflows.people.commands import AddPost

PAGE = "/campaign/settings"
NOW = {
    "municipal_pass": "70", "self_accept_pass": "70", "max_rounds": "2", "disagreement": "15",
    "rectify_limit_days": "20", "late_add_month": "10",
}  # fmt: skip


def test_settings_are_changed_by_the_city_and_read_by_those_who_watch(building: City):
    city = building.visit("city_admin")
    assert 'value="70"' in city.get(PAGE).text

    answer = city.post(PAGE, NOW | {"max_rounds": "3", "provincial_pass": "85.5"})

    assert answer.status_code == 302, answer.text
    [row] = building.house.rows(select(Campaign.__table__))
    assert (row.max_rounds, row.provincial_pass, row.municipal_pass) == (3, "85.5", "70")
    leader = building.visit("bureau_leader")
    page = leader.get(PAGE).text
    assert "85.5" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert leader.post(PAGE, NOW).status_code == 403
    assert building.visit("park_admin:dyjkq").get(PAGE).status_code == 403


def test_a_province_that_names_no_mark_leaves_it_empty(building: City):
    city = building.visit("city_admin")
    city.post(PAGE, NOW | {"provincial_pass": "80"})

    city.post(PAGE, NOW | {"provincial_pass": ""})

    assert building.house.rows(select(Campaign.provincial_pass))[0][0] is None


def test_all_wrong_settings_are_told_at_once_and_nothing_changes(building: City):
    wrong = NOW | {"municipal_pass": "七十", "max_rounds": "0", "late_add_month": "13"}

    answer = building.visit("city_admin").post(PAGE, wrong)

    assert answer.status_code == 422
    for words in ("市级合格分请填数字。", "验收至少一轮。", "月份应为1至12。"):
        assert words in answer.text
    assert 'value="七十"' in answer.text
    assert building.house.rows(select(Campaign.max_rounds))[0][0] == 2


def test_d10_who_is_seconded_to_the_park_is_not_on_its_team_until_it_is_over(building: City):
    city = building.visit("city_admin")
    page = city.get(PAGE).text
    person = re.search(r'<option value="([0-9a-f-]{36})">白兰</option>', page)
    park = re.search(r'<option value="([0-9a-f-]{36})">什邡经开区</option>', page)
    assert person
    assert park
    entered = {"person_id": person[1], "park_id": park[1], "starts_on": "2023-06-01"}

    backwards = city.post("/campaign/secondments", entered | {"ends_on": "2023-05-01"})
    taken = city.post("/campaign/secondments", entered)

    assert (backwards.status_code, taken.status_code) == (422, 302)
    assert "止日不能早于起日。" in backwards.text
    assert "白兰" in city.get(PAGE).text
    assert "应当回避" in _appointing(building, city)
    [row] = building.house.rows(select(Secondment.__table__))
    end = f"/campaign/secondments/{row.id}/end"
    assert city.post(end, {"ends_on": "2023-05-31"}).status_code == 422
    assert city.post(end, {"ends_on": "2023-11-09"}).status_code == 302
    assert "已提交" in _appointing(building, city)


def test_r026_the_deadline_of_a_phase_is_moved_with_a_reason(building: City):
    city = building.visit("city_admin")
    phase = building.house.rows(select(Phase.id))[0][0]
    address = f"/campaign/phases/{phase}/deadline"

    unfounded = city.post(address, {"deadline": "2024-01-15", "reason": ""})
    early = city.post(address, {"deadline": "2023-11-30", "reason": "提前"})
    taken = city.post(address, {"deadline": "2024-01-15", "reason": "省里推迟"})

    assert (unfounded.status_code, early.status_code) == (422, 422)
    assert "请填写理由。" in unfounded.text
    assert "环节不能晚于阶段截止日结束。" in early.text
    assert taken.status_code == 302
    assert building.house.rows(select(Phase.deadline))[0][0] == date(2024, 1, 15)
    assert "2024-01-15" in city.get("/campaign/basis").text


def _appointing(city: City, visitor: object) -> str:
    """What the page says when the usual team is appointed for 什邡经开区."""
    walk = city.walk
    walk.play(("build_task", "take_over_items", "self_assess"), park="sfjkq")
    walk.until(date(2023, 11, 10), elements=("monthly_report", "answer", "conclude"))
    asked = next(one for one in walk.open(("appoint_team",)) if one.seen["park"] == "sfjkq")
    team = [str(walk.actors[f"evaluator:{n}"].person) for n in (1, 2, 3)]
    form = '{{"evaluators": ["{}", "{}", "{}"], "leader": "{}"}}'.format(*team, team[0])
    visitor.post(f"/inbox/{asked.id}/claim")
    answer = visitor.post(f"/tasks/{asked.id}/complete", {"form_data": form})
    return answer.text if answer.status_code != 302 else visitor.get(answer.location).text


def test_no_secondment_of_somebody_or_somewhere_unknown(building: City):
    city = building.visit("city_admin")
    nobody = "00000000-0000-7000-8000-000000000000"

    answer = city.post(
        "/campaign/secondments", {"person_id": nobody, "park_id": nobody, "starts_on": "2023-06-01"}
    )

    assert answer.status_code in {404, 422}
    assert building.house.rows(select(Secondment.id)) == []
    assert building.house.rows(select(Enrollment.id))


def test_programs_change_settings_secondments_and_the_deadline_as_the_page_does(building: City):
    body = building.house.rows(select(Body.id).where(Body.code == "zwfw"))[0][0]
    city = Program(building.house, AddPost(body, "city_admin", "市局"))
    campaign = city.get("/campaign").json["id"]
    phase = city.get("/campaign/board/1").json["phase"]["id"]
    person = str(building.walk.actors["evaluator:1"].person)
    park = str(building.house.rows(select(Park.id).where(Park.code == "sfjkq"))[0][0])

    numbers = {"max_rounds": 4, "rectify_limit_days": 20, "late_add_month": 10}
    changed = city.post(f"/campaign/{campaign}/settings", NOW | numbers | {"provincial_pass": None})
    seconded = city.post(
        f"/campaign/parks/{park}/secondments", {"person_id": person, "starts_on": "2023-06-01"}
    )
    ended = city.post(f"/campaign/secondments/{seconded.json['id']}/end", {"ends_on": "2023-07-01"})
    moved = city.post(
        f"/campaign/phases/{phase}/deadline", {"deadline": "2024-01-15", "reason": "推迟"}
    )

    assert [one.status_code for one in (changed, seconded, ended, moved)] == [200] * 4
    found = city.get("/campaign/settings").json
    assert found["settings"]["max_rounds"] == 4
    assert [one["ends_on"] for one in found["secondments"]] == ["2023-07-01"]
    assert city.get("/campaign/board/1").json["phase"]["deadline"] == "2024-01-15"
