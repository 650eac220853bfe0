"""The board: parks against stages, lights with words, coverage, quota, filters, export."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
from sqlalchemy import insert

from tests.web.campaign.city import City
from tests.web.inbox.test_inbox import statements
from workflows.campaign.lists import coverage
from workflows.campaign.models import Campaign, CampaignPark, Enrollment, Phase
from workflows.models import Park

_ROW = re.compile(r'data-open href="/campaign/parks/[^"]+">([^<]+)<')


def parks_on(page: str) -> list[str]:
    return _ROW.findall(page)


def test_before_there_is_a_campaign_the_page_teaches_how_one_begins(before: City):
    page = before.visit("city_admin").get("/campaign").text

    assert "还没有创建工作" in page
    assert 'href="/campaign/new"' in page
    assert "结果确认" in page
    # who cannot open one is not offered to
    assert 'href="/campaign/new"' not in before.visit("bureau_leader").get("/campaign").text


def test_every_page_leads_to_the_board_while_there_is_no_campaign(before: City):
    visitor = before.visit("city_admin")

    for page in ("board.xlsx", "progress", "counties", "list", "basis", "late"):
        assert visitor.get(f"/campaign/{page}").location == "/campaign", page


def test_eight_parks_of_phase_one_and_the_four_of_later_phases(building: City):
    page = building.visit("city_admin").get("/campaign").text

    assert len(parks_on(page)) == 8
    assert page.count("不在本阶段") == 4
    for stage in ("安排部署", "现场推进", "对标建设", "评审验收", "结果确认"):
        assert page.count(f'data-label="{stage}"') == 8


def test_every_light_has_words(building: City):
    """A color never stands alone (design §8)."""
    page = building.visit("city_admin").get("/campaign").text

    lights = re.findall(r'<span class="yb-light yb-light-\w+">([^<]*)</span>', page)

    assert len(lights) >= 40
    assert all(words.strip() for words in lights)


def test_r021_a_park_that_missed_a_meeting_is_red_after_its_last_day(building: City):
    page = building.visit("city_admin").get("/campaign?q=什邡").text

    assert "参加 1/2 次会 · 逾期102天" in page


def test_r008_coverage_counts_as_the_list_of_the_day_does(building: City):
    page = building.visit("city_admin").get("/campaign").text
    [campaign] = building.house.rows(Campaign.__table__.select())

    with building.house.office.reading() as conn:
        found = coverage(conn, building.house.city, campaign.id, date(2023, 10, 10))

    assert str(found) == "0/12"
    assert f'yb-figure-number">{found}<' in page


def test_r011_a_number_out_of_the_quota_warns_and_blocks_nothing(building: City):
    visitor = building.visit("city_admin")
    quota = {"year": "2023", "city_class": "区域中心城市", "maximum": "4"}

    visitor.post("/campaign/quota", quota | {"minimum": "3"})
    assert "请核对" not in visitor.get("/campaign").text
    visitor.post("/campaign/quota", quota | {"minimum": "1", "maximum": "2"})
    page = visitor.get("/campaign").text

    assert "2023年省级创建园区4个，省里安排每年1—2个，请核对。" in page


def test_the_filters_stand_in_the_address_and_narrow_the_list(building: City):
    visitor = building.visit("city_admin")

    assert len(parks_on(visitor.get("/campaign?track=provincial").text)) == 4
    assert parks_on(visitor.get("/campaign?county=什邡市").text) == ["什邡经开区"]
    assert parks_on(visitor.get("/campaign?q=德阳经济").text) == ["德阳经开区"]
    assert parks_on(visitor.get("/campaign?q=SFJKQ").text) == ["什邡经开区"]
    assert parks_on(visitor.get("/campaign?q=shifang").text) == ["什邡经开区"]
    assert len(parks_on(visitor.get("/campaign?light=red").text)) == 8
    assert "没有符合条件的园区" in visitor.get("/campaign?status=PLAQUED").text


def test_the_export_holds_exactly_the_parks_that_are_shown(building: City):
    visitor = building.visit("city_admin")
    address = "track=municipal&county=什邡市"

    body = visitor.get(f"/campaign/board.xlsx?{address}").data

    rows = list(openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["四川什邡经济开发区"]
    assert rows[0][5:10] == ("安排部署", "现场推进", "对标建设", "评审验收", "结果确认")
    assert str(rows[1][6]).startswith("▲ 参加 1/2 次会")


def test_the_board_for_two_hundred_parks_costs_three_statements(building: City):
    """Who asks, the campaign with its phases, and the parks: whatever their number."""
    two_hundred(building)
    visitor = building.visit("city_admin")
    visitor.get("/campaign")

    with statements(building.house) as seen:
        page = visitor.get("/campaign").text

    assert len(parks_on(page)) == 200
    assert len(seen) <= 3, "\n".join(seen)


def two_hundred(city: City) -> None:
    """Rows of 192 more parks in the phase: what is counted is reading, not starting."""
    house = city.house
    [phase] = house.rows(Phase.__table__.select())
    new = house.office.engine.ids.new
    parks = [(new(), number) for number in range(192)]
    own = {"tenant": house.city}
    with house.office.engine.database.engine.begin() as conn:
        conn.execute(
            insert(Park),
            [
                {
                    **own, "id": id, "code": f"p{n}", "name": f"第{n}园区", "short_name": f"园{n}",
                    "category": "industrial", "county": "什邡市", "area_code": "510682000000",
                    "serial": f"x{n}", "active": True, "committee_id": None,
                }
                for id, n in parks
            ],
        )  # fmt: skip
        conn.execute(
            insert(CampaignPark),
            [
                {
                    **own, "campaign_id": phase.campaign_id, "park_id": id,
                    "joined_on": date(2023, 4, 1), "left_on": None,
                }
                for id, _n in parks
            ],
        )  # fmt: skip
        conn.execute(
            insert(Enrollment),
            [
                {
                    **own, "id": new(), "phase_id": phase.id, "park_id": id,
                    "park_name": f"第{n}园区", "category": "industrial", "county": "什邡市",
                    "track": "municipal",
                    "status": "BUILDING", "entry": "MOBILIZATION", "round": 0,
                    "joined_on": date(2023, 4, 1),
                }
                for id, n in parks
            ],
        )  # fmt: skip


def test_r033_a_county_sees_its_own_parks_and_no_others(building: City):
    page = building.visit("county_lead:什邡市").get("/campaign").text

    assert parks_on(page) == ["什邡经开区"]
    assert "不在本阶段" not in page


def test_r034_a_park_sees_itself(building: City):
    assert parks_on(building.visit("park_admin:dyjkq").get("/campaign").text) == ["德阳经开区"]


def test_an_evaluator_without_a_team_sees_no_park(building: City):
    assert parks_on(building.visit("evaluator:1").get("/campaign").text) == []


def test_an_evaluator_sees_the_parks_of_the_own_teams(scoring: City):
    assert len(parks_on(scoring.visit("evaluator:1").get("/campaign").text)) == 8


def test_an_applicant_and_a_window_have_no_campaign(building: City):
    answer = building.house.signed_in("admin").get("/campaign")

    assert answer.status_code == 403
