"""R-001 to R-012: basis, tracks, phases, the list that may change, quotas, sheets."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from engine.errors import NotFound
from tests.workflows.campaign.town import SHEET, Town
from workflows.campaign import board, lists, proposing, watching
from workflows.campaign.commands import (
    AddBasis,
    AddToList,
    ChangePark,
    ImportScoreSheet,
    RemoveFromList,
    RenamePark,
    SetQuota,
)
from workflows.campaign.models import CampaignBasis, CampaignPark, Enrollment
from workflows.campaign.oversight_models import Promotion
from workflows.campaign.scoring_models import ScoreSheet
from workflows.demo.campaign.replay import play_phase
from workflows.errors import InputInvalid, NotNow
from workflows.people.commands import AddCode
from workflows.starter import CAMPAIGN

R_004 = [
    "德阳经济技术开发区",
    "德阳高新技术产业园区",
    "四川罗江经济开发区",
    "绵竹高新技术产业园区",
]
R_005 = [
    "四川德阳旌阳区高新技术产业园区（天府旌城）",
    "四川什邡经济开发区",
    "德阳—阿坝生态经济产业园区",
    "四川中江高新技术产业园区",
]
R_007 = [
    "中江县中药材现代农业园区",
    "绵竹市猕猴桃现代农业园区",
    "德阳市罗江区枣子现代农业园区",
    "德阳市旌阳区粮油现代农业园区",
]


def test_r001_basis_documents_have_title_issuer_date_and_file(town: Town) -> None:
    file = town.file("city", "集成授权改革试点方案")
    basis = AddBasis(town.campaign, "集成授权改革试点方案", "省委", date(2022, 12, 1), file)
    id = town.act("city", basis)
    row = town.rows(select(CampaignBasis.__table__).where(CampaignBasis.id == id))[0]
    assert (row.title, row.issuer, row.issued_on) == (basis.title, "省委", date(2022, 12, 1))
    with town.office.reading() as conn:
        _, content = town.office.read_file(conn, town.city, row.file_id)
    assert content.startswith(b"%PDF")
    with pytest.raises(InputInvalid, match="已经登记"):
        town.act("city", basis)


def test_r001_a_file_of_somebody_else_is_no_basis(town: Town) -> None:
    theirs = town.file("dyjkq", "他人文件")
    with pytest.raises(InputInvalid) as refused:
        town.act("city", AddBasis(town.campaign, "文件", "省委", date(2022, 12, 1), theirs))
    assert [one.code for one in refused.value.findings] == ["file-unknown"]


def test_r002_an_indicator_may_bear_one_of_the_three(town: Town) -> None:
    tags = {
        one["tag"] for row in town.rows(select(ScoreSheet.indicators)) for one in row.indicators
    }
    assert tags - {None} == {"标准化", "规范化", "便利化"}


def test_r003_twelve_parks_are_to_be_covered(town: Town) -> None:
    rows = town.rows(select(CampaignPark.park_id))
    assert len(rows) == 12
    assert str(_coverage(town)) == "0/12"


def test_r004_r005_phase_one_by_track_in_the_plans_words(town: Town) -> None:
    town.start()
    assert _names(town, "provincial") == R_004
    assert _names(town, "municipal") == R_005


def test_r005_both_tracks_are_scored_by_the_same_version(town: Town) -> None:
    town.start()
    assert town.sheet("dyjkq") == town.sheet("jygxq")
    assert town.sheet("dyjkq").code == SHEET


def test_r006_r007_after_phase_one_the_plans_four_are_proposed(town: Town) -> None:
    play_phase(town.walk, town.campaign, 1)
    assert {row.rule for row in town.rows(select(Promotion.rule))} == {"D6"}
    with town.office.reading() as conn:
        proposed = proposing.proposed_parks(conn, town.city, town.campaign, 2)
    assert [one.name for one in proposed if one.track == "provincial"] == R_005
    assert [one.name for one in proposed if one.track == "municipal"] == R_007
    assert {one.source for one in proposed if one.track == "provincial"} == {"D6"}


def test_r006_d6_promotion_takes_the_parks_facts_and_no_scores(town: Town) -> None:
    play_phase(town.walk, town.campaign, 1)
    before = town.enrollment("jygxq", phase=_phases(town)[0])
    town.at(date(2024, 4, 1))
    town.start(2)
    after = town.enrollment("jygxq")
    assert after.promoted_from_id == before.id
    assert (after.park_name, after.county) == (before.park_name, before.county)
    assert before.city_score == "86.5"
    assert (after.city_score, after.self_score, after.round, after.title) == (None, None, 0, None)


def test_r006_d7_a_failed_park_that_the_plan_lists_must_be_decided_about(town: Town) -> None:
    town.start()
    town.under_review("jygxq")
    for _ in range(2):
        town.scored("jygxq", "60", "60", "60")
        town.walk.play(("evaluation_report", "rectify_notice", "rectify"), park="jygxq")
        town.walk.play(("appoint_team",), park="jygxq")
    assert town.elements("jygxq") == ["decide_failed"]
    town.for_park("jygxq", "city", "decide_failed", decision="fail", reason="差距较大")
    assert town.status("jygxq") == "FAILED"
    town.walk.left = {"decide_next"}
    town.walk.play()
    town.at(date(2023, 12, 5), do=("decide_failed",))
    for code in ("dyjkq", "dygxq", "ljjkq", "mzgxq"):
        town.result(code, "pass")
    town.walk.play()
    assert town.phase_elements() == ["decide_next"]
    rules = {row.enrollment_id: row.rule for row in town.rows(select(Promotion.__table__))}
    failed = town.enrollment("jygxq").id
    assert rules.pop(failed) == "D7"
    assert set(rules.values()) == {"D6"}
    chosen = {str(id): {"decision": "promote"} for id in (*rules, failed)}
    with pytest.raises(InputInvalid, match="天府旌城"):
        town.finish("city", "decide_next", {"decisions": chosen})
    chosen[str(failed)] = {"decision": "stop", "reason": "明年不再安排"}
    town.finish("city", "decide_next", {"decisions": chosen})
    with town.office.reading() as conn:
        proposed = proposing.proposed_parks(conn, town.city, town.campaign, 2)
    assert "jygxq" not in {one.code for one in proposed}


def test_r009_a_park_is_added_with_reason_and_document_and_the_count_becomes_thirteen(
    town: Town,
) -> None:
    town.start()
    town.building("dyjkq")
    town.park("ghjkq", "四川广汉经济开发区", "13")
    before = town.today
    town.at(date(2023, 7, 10))
    add = AddToList(
        town.phase, town.ids["ghjkq"], "municipal", "新增省级园区", "川府函〔2023〕77号",
        town.file(), town.today,
    )  # fmt: skip
    enrollment = town.act("city", add)
    assert str(_coverage(town)) == "0/13"
    assert str(_coverage(town, before)) == "0/12"
    change = _changes(town)[-1]
    assert (change.kind, change.reason, change.denominator) == ("add", "新增省级园区", 13)
    assert change.person_name == "徐志远"
    town.actors["park_admin:ghjkq"] = _admin(town, "ghjkq")
    town.actors["ghjkq"] = town.actors["park_admin:ghjkq"]
    town.walk.play(("survey_added",))
    assert town.enrollment("ghjkq").id == enrollment
    assert town.status("ghjkq") == "SURVEYED"
    assert town.elements("ghjkq") == ["list_tasks"]


def test_r009_no_change_of_the_list_without_reason_and_document(town: Town) -> None:
    town.start()
    add = AddToList(town.phase, town.ids["zjzyc"], "municipal", "", "", None, town.today)
    with pytest.raises(InputInvalid) as refused:
        town.act("city", add)
    assert {one.field for one in refused.value.findings} == {"reason", "document", "file_id"}
    assert not _changes(town)


def test_r009_d8_after_october_an_addition_waits_for_the_next_phase(town: Town) -> None:
    town.start()
    town.building("dyjkq")
    town.park("ghjkq", "四川广汉经济开发区", "13")
    town.at(date(2023, 11, 2))
    add = AddToList(
        town.phase, town.ids["ghjkq"], "municipal", "新增省级园区", "川府函〔2023〕99号",
        town.file(), town.today,
    )  # fmt: skip
    assert town.act("city", add) is None
    assert str(_coverage(town)) == "0/13"
    with town.office.reading() as conn:
        proposed = proposing.proposed_parks(conn, town.city, town.campaign, 2)
    assert "四川广汉经济开发区" in [one.name for one in proposed]


def test_r009_a_renamed_park_keeps_its_old_name_where_it_was_enrolled(town: Town) -> None:
    town.start()
    rename = RenamePark(
        town.campaign, town.ids["sfjkq"], "四川什邡高新技术产业园区", "什邡高新区", "经批准更名",
        "川府函〔2023〕50号", town.file(), town.today,
    )  # fmt: skip
    town.act("city", rename)
    row = next(one for one in _rows(town) if one.park_code == "sfjkq")
    assert (row.park_name, row.short_name) == ("四川什邡经济开发区", "什邡高新区")
    assert _changes(town)[-1].before["name"] == "四川什邡经济开发区"


def test_r009_a_park_that_leaves_ends_by_message_and_counts_no_more(town: Town) -> None:
    town.start()
    town.building("sfjkq")
    town.at(date(2023, 8, 1))
    remove = RemoveFromList(
        town.enrollment("sfjkq").id, "园区撤并", "川府函〔2023〕60号", town.file(), town.today
    )
    town.act("city", remove)
    assert town.status("sfjkq") == "REMOVED"
    assert town.elements("sfjkq") == []
    assert str(_coverage(town)) == "0/11"
    assert str(_coverage(town, date(2023, 7, 31))) == "0/12"
    with pytest.raises(NotNow, match="不能退出"):
        town.act("city", remove)


def test_r009_a_park_may_leave_before_its_survey_is_done(town: Town) -> None:
    town.start()
    remove = RemoveFromList(
        town.enrollment("sfjkq").id, "园区撤并", "川府函〔2023〕60号", town.file(), town.today
    )
    town.act("city", remove)
    assert town.status("sfjkq") == "REMOVED"
    assert town.phase_elements().count("survey") == 7
    town.building()
    assert town.enrollment("sfjkq").case_id is None
    assert town.status("dyjkq") == "BUILDING"


def test_r009_a_park_may_leave_between_survey_and_start(town: Town) -> None:
    town.start()
    town.walk.play(("survey", "check_survey"))
    remove = RemoveFromList(
        town.enrollment("sfjkq").id, "园区撤并", "川府函〔2023〕60号", town.file(), town.today
    )
    town.act("city", remove)
    town.published()
    assert town.status("sfjkq") == "REMOVED"
    assert town.elements("sfjkq") == []


def test_r010_categories_are_an_open_list_and_a_parks_category_is_data(town: Town) -> None:
    town.do(AddCode("park-category", "bonded", "综合保税区"))
    town.start()
    change = ChangePark(town.ids["dygxq"], "广汉市", "bonded", "园区升级")
    town.act("city", change)
    assert town.enrollment("dygxq").category == "hightech"
    with pytest.raises(InputInvalid, match="没有这个园区类别"):
        town.act("city", ChangePark(town.ids["dygxq"], "广汉市", "none", "试"))


def test_r011_four_in_a_year_are_in_the_quota_and_a_fifth_is_a_warning(town: Town) -> None:
    town.act("city", SetQuota(town.campaign, 2023, "区域中心城市", 3, 4))
    town.start()
    assert _warnings(town) == []
    add = AddToList(
        town.phase, town.ids["zjzyc"], "provincial", "提前创建", "德府〔2023〕1号",
        town.file(), town.today,
    )  # fmt: skip
    assert town.act("city", add) is not None
    assert _warnings(town) == ["2023年省级创建园区5个，省里安排每年3—4个，请核对。"]


def test_r012_sheets_are_versions_per_category_with_their_issuers_level(town: Town) -> None:
    play_phase(town.walk, town.campaign, 1)
    town.at(date(2024, 4, 1))
    town.start(2)
    assert town.sheet("zjzyc").category == "agricultural"
    assert town.sheet("jygxq").category == "*"
    assert town.sheet("zjzyc").level == "city"
    body = (CAMPAIGN / "sheets" / f"{SHEET}.yaml").read_bytes()
    town.act("city", ImportScoreSheet(body))
    changed = body.replace(b"level: city", b"level: county")
    with pytest.raises(NotNow, match="另起版本号"):
        town.act("city", ImportScoreSheet(changed))


def test_a_sheet_that_is_not_there_starts_no_phase(town: Town) -> None:
    with pytest.raises(InputInvalid) as refused:
        town.start(sheet="deyang-2099")
    assert [one.code for one in refused.value.findings] == ["sheet-unknown"]
    with pytest.raises(NotFound):
        town.act("city", SetQuota(town.city, 2023, "区域中心城市", 3, 4))


def _names(town: Town, track: str) -> list[str]:
    query = (
        select(Enrollment.park_name)
        .where(Enrollment.phase_id == town.phase, Enrollment.track == track)
        .order_by(Enrollment.id)
    )
    return [row.park_name for row in town.rows(query)]


def _coverage(town: Town, on: date | None = None) -> lists.Coverage:
    with town.office.reading() as conn:
        return lists.coverage(conn, town.city, town.campaign, on or town.today)


def _warnings(town: Town) -> list[str]:
    with town.office.reading() as conn:
        return lists.quota_warnings(conn, town.city, town.campaign)


def _changes(town: Town) -> list[object]:
    with town.office.reading() as conn:
        return watching.list_changes(conn, town.city, town.campaign)


def _rows(town: Town) -> list[board.BoardRow]:
    with town.office.reading() as conn:
        return board.board_rows(conn, town.city, town.phase, town.office.clock.now())


def _phases(town: Town) -> list[object]:
    with town.office.reading() as conn:
        return [row.id for row in board.phases(conn, town.city)]


def _admin(town: Town, code: str) -> object:
    town.body(f"{code}-gwh", "广汉经开区管委会", kind="committee", level="park")
    post = {"body": f"{code}-gwh", "role": "park_admin", "park": code}
    return town.person(f"{code}-admin", "广汉园", [post])
