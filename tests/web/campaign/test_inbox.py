"""Tasks of the campaign in the inbox: which park, which of several, the park filter, the search."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from sqlalchemy import select

from tests.web import staff
from tests.web.campaign.city import City
from tests.web.inbox.test_inbox import statements
from workflows.models import Campaign, Park

_ROW = re.compile(r'<a class="yb-row-title"[^>]*>([^<]+)</a>.*?yb-row-more">(.*?)</div>', re.DOTALL)
QUEUE = "/inbox?box=queue"


def rows(page: str) -> list[tuple[str, str]]:
    """(title, what stands below it) of each row."""
    return [
        (title, " ".join(re.sub("<[^>]+>", "", more).split())) for title, more in _ROW.findall(page)
    ]


def started(city: City) -> City:
    """Phase 1 has begun; two parks have filled in their survey."""
    city.start_phase_one()
    for park in ("dyjkq", "sfjkq"):
        city.walk.play(("survey",), park=park)
    return city


def test_each_row_says_which_park_and_which_group_it_is_about(before: City):
    page = started(before).visit("city_admin").get(QUEUE).text

    found = rows(page)

    assert ("核对调研表", "第1阶段（2023年） · 德阳经开区") in found
    assert ("核对调研表", "第1阶段（2023年） · 什邡经开区") in found
    assert {title for title, _ in found if title.startswith("征求意见")} == {
        "征求意见 · 部门", "征求意见 · 园区企业", "征求意见 · 群众",
    }  # fmt: skip


def test_a_claimed_task_and_one_that_is_done_still_name_their_park(before: City):
    city = started(before)
    visitor = city.visit("city_admin")
    asked = next(one for one in city.walk.open(("check_survey",)) if one.seen["park"] == "sfjkq")

    visitor.post(f"/inbox/{asked.id}/claim")
    assert rows(visitor.get("/inbox").text) == [("核对调研表", "第1阶段（2023年） · 什邡经开区")]
    city.walk.finish(asked)

    done = rows(visitor.get("/inbox?box=done").text)
    assert done == [("核对调研表", "第1阶段（2023年） · 什邡经开区")]


def test_the_park_filter_narrows_tasks_of_a_phase_and_of_a_park(before: City):
    visitor = started(before).visit("city_admin")

    page = visitor.get(QUEUE).text
    assert '<option value="sfjkq">什邡经开区</option>' in page
    assert len(re.findall(r'<option value="[a-z]+"', page)) == 12
    assert rows(visitor.get(f"{QUEUE}&park=sfjkq").text) == [
        ("核对调研表", "第1阶段（2023年） · 什邡经开区")
    ]


def test_a_county_chooses_among_its_own_parks(building: City):
    page = building.visit("county_lead:旌阳区").get(QUEUE).text

    assert set(re.findall(r'<option value="([a-z]+)"', page)) == {"jygxq", "jyly"}


def test_names_parts_and_pinyin_find_tasks_of_the_campaign(before: City):
    visitor = started(before).visit("city_admin")

    def found(q: str) -> list[str]:
        return [more.rpartition(" ")[2] for _, more in rows(visitor.get(f"{QUEUE}&q={q}").text)]

    assert found("什邡") == found("shifang") == found("SFJKQ") == ["什邡经开区"]
    assert len(found("核对")) == len(found("hddyb")) == 2
    assert [title for title, _ in rows(visitor.get(f"{QUEUE}&q=群众").text)] == ["征求意见 · 群众"]
    assert not found("绵竹")
    assert not found("%25")


def test_a_renamed_park_is_found_by_how_its_new_name_sounds(before: City):
    """The sound was kept from when the task was opened."""
    city = started(before)
    visitor = city.visit("city_admin")
    (campaign,) = city.house.rows(select(Campaign.id))[0]
    (park,) = city.house.rows(select(Park.id).where(Park.code == "sfjkq"))[0]
    sent = {
        "campaign_id": str(campaign), "park_id": str(park), "name": "四川绵远高新区",
        "short_name": "绵远高新区", "reason": "更名", "document": "川府函〔2023〕1号",
        "effective_on": "2023-04-10", "file": (BytesIO(staff.PDF), "依据.pdf"),
    }  # fmt: skip
    assert visitor.post("/campaign/list/rename", sent).status_code == 302

    for q in ("mianyuan", "mygxq", "shifang"):
        found = rows(visitor.get(f"{QUEUE}&q={q}").text)
        assert [more.rpartition(" ")[2] for _, more in found] == ["绵远高新区"], q


def test_a_build_task_is_named_by_its_measure_and_a_supervision_by_its_number(building: City):
    park = building.visit("park_admin:dygxq")
    titles = [title for title, _ in rows(park.get(QUEUE).text)]
    assert len({title for title in titles if title.startswith("建设实施 · ")}) == 2
    building.walk.left = {"answer"}
    building.walk.until(date(2023, 11, 2))

    county = rows(building.visit("county_lead:什邡市").get(f"{QUEUE}&q=督办").text)

    [(title, more)] = [row for row in county if row[0] == "督办反馈"]
    assert re.fullmatch(r"督办〔2023〕\d+号 · 什邡经开区", more), (title, more)


def test_the_inbox_costs_what_it_did_with_parks_to_choose_and_a_search(before: City):
    visitor = started(before).visit("city_admin")
    visitor.get(QUEUE)

    with statements(before.house) as seen:
        visitor.get(f"{QUEUE}&q=sf&park=sfjkq")

    assert len(seen) == 3, seen
