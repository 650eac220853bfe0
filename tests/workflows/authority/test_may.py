"""The runtime guard (domain §3.5, tests a to e and h): deny by default, allowed by a grant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflows.authority.park import FIRST, LAST, FoodPark
from tests.workflows.field import Field
from workflows.authority import Authority
from workflows.authority.commands import PublishGrant, RecallGrant, ResumeGrant, SuspendGrant
from workflows.errors import AuthorityRefused
from workflows.people.commands import EndAppointment
from workflows.people.holders import appointments_of

DAY = timedelta(1)


@pytest.fixture
def food(room: Field) -> FoodPark:
    return FoodPark.of(room)


def test_xkf_22_without_a_grant_nothing_is_allowed(food: FoodPark) -> None:
    ruling = food.may(food.chief)
    assert (ruling.allowed, ruling.code) == (False, "no-grant")
    assert "《行政许可法》第二十二条" in ruling.reason
    assert ruling.who_could == ("德阳市市场监督管理局",)


def test_the_same_click_before_during_and_after_a_grant(food: FoodPark) -> None:
    food.grant()
    days = [FIRST - DAY, FIRST, LAST, LAST + DAY]
    assert [food.may(food.chief, on=day).code for day in days] == [
        "not-begun", "allowed", "allowed", "ended",
    ]  # fmt: skip


def test_a_fact_outside_a_condition_goes_to_the_principal(food: FoodPark) -> None:
    area = {"fact": "area", "label": "经营面积", "at_most": 500, "unit": "㎡"}
    food.grant("ENTRUST", conditions=(area,))
    inside, outside, unknown = (
        food.may(food.committee, facts=facts) for facts in ({"area": 500}, {"area": "500.01"}, {})
    )
    assert inside.allowed
    assert (outside.code, outside.principal) == ("outside-condition", food.room.ids["scjg"])
    assert "由德阳市市场监督管理局办理" in outside.reason
    assert unknown.code == "fact-missing"


def test_a_grant_without_decide_leaves_the_decision_to_the_principal(food: FoodPark) -> None:
    food.grant("ENTRUST", actions=("receive", "accept", "correct"))
    assert food.may(food.committee, "accept").allowed
    ruling = food.may(food.committee, "decide")
    assert (ruling.code, ruling.principal) == ("action-not-granted", food.room.ids["scjg"])


def test_who_left_may_sign_no_more_and_the_named_deputy_may(food: FoodPark) -> None:
    food.grant(deputy_ids=(food.deputy.person,))
    assert food.chief.appointment is not None
    food.room.do(EndAppointment(food.chief.appointment, food.room.today, "调离"), food.room.admin)
    tomorrow = food.room.today + DAY
    assert food.may(food.chief, on=tomorrow).code == "post-not-in-force"
    ruling = food.may(food.deputy, on=tomorrow)
    assert (ruling.allowed, ruling.deputy) == (True, True)


def test_a_deputy_who_is_not_named_may_not(food: FoodPark) -> None:
    food.grant()
    ruling = food.may(food.deputy)
    assert (ruling.code, ruling.who_could) == ("person-not-named", ("周代表",))


def test_a_post_of_another_body_may_not(food: FoodPark) -> None:
    food.grant("ENTRUST")
    assert food.may(food.chief).code == "other-body"
    assert food.may(food.committee).allowed


def test_xkf_24_an_entrustment_is_used_only_once_it_is_published(food: FoodPark) -> None:
    grant = food.grant("ENTRUST", published_on=None)
    refused = food.may(food.committee)
    assert refused.code == "not-published"
    assert "《行政许可法》第二十四条" in refused.reason
    today = food.room.today
    food.room.do(PublishGrant(grant, today, "德阳市人民政府网站"), food.room.admin)
    assert food.may(food.committee).allowed
    assert food.may(food.committee, on=today - DAY).code == "not-published"


def test_suspended_resumed_and_recalled(food: FoodPark) -> None:
    grant, admin = food.grant(), food.room.admin
    food.room.do(SuspendGrant(grant, "案卷抽查不合格"), admin)
    suspended = food.may(food.chief)
    assert suspended.code == "suspended"
    assert "案卷抽查不合格" in suspended.reason
    food.room.do(ResumeGrant(grant, "整改完成"), admin)
    assert food.may(food.chief).grant_version == 3
    food.room.do(RecallGrant(grant, "市政府决定收回"), admin)
    assert food.may(food.chief).code == "recalled"


def test_a_post_in_another_park_may_not(food: FoodPark) -> None:
    food.room.park("dygxq", "德阳高新技术产业园区", "02")
    food.grant("ENTRUST")
    post = {"body": "gwh", "role": "approver", "park": "dygxq"}
    stranger = food.room.person("sun", "孙主任", [post], date(2025, 1, 1))
    assert food.may(stranger).code == "other-park"


def test_a_post_for_another_department_may_not(food: FoodPark) -> None:
    food.room.body("rs", "市人社局")
    food.grant("ENTRUST")
    post = {"body": "gwh", "role": "approver", "park": "dyjkq", "department": "rs"}
    stranger = food.room.person("sun", "孙主任", [post], date(2025, 1, 1))
    assert food.may(stranger).code == "other-department"


def test_three_modes_give_three_issuers_respondents_and_seals(food: FoodPark) -> None:
    seen = []
    for mode, who in (
        ("STATIONED", food.chief), ("ENTRUST", food.committee), ("TRANSFER", food.committee),
    ):  # fmt: skip
        grant = food.grant(mode)
        one = food.may(who)
        seen.append((one.body, one.issuer, one.respondent, one.review_body, one.document_prefix))
        food.room.do(RecallGrant(grant, "换方式"), food.room.admin)
    scjg, gwh = food.room.ids["scjg"], food.room.ids["gwh"]
    assert seen == [
        (scjg, scjg, scjg, "德阳市人民政府", "德市监"),
        (gwh, scjg, scjg, "德阳市人民政府", "德市监"),
        (gwh, gwh, gwh, "四川省人民政府", "德开管"),
    ]
    assert len(set(seen)) == 3


def test_require_raises_with_the_ruling(food: FoodPark) -> None:
    with (
        food.room.office.engine.transaction(food.chief) as tx,
        pytest.raises(AuthorityRefused) as refused,
    ):
        Authority.require(tx, food.chief, food.item, "decide", food.park)
    assert refused.value.code == "no-grant"
    assert refused.value.ruling.who_could == ("德阳市市场监督管理局",)


def test_a_preview_with_a_held_post_needs_no_transaction(food: FoodPark) -> None:
    food.grant()
    room = food.room
    assert food.chief.person is not None
    with room.office.reading() as conn:
        held = appointments_of(conn, room.city, food.chief.person, room.today)[0]
        ruling = room.office.authority.may(
            conn, held, food.item, "decide", food.park, at=room.today
        )
    assert ruling.allowed


def test_in_whose_name_the_law_itself_acts(food: FoodPark) -> None:
    food.grant("ENTRUST")
    room = food.room
    with room.office.reading() as conn:
        ruling = Authority.issuer(conn, room.city, food.item, "accept", food.park, room.today)
    assert ruling.name_on_document == "德阳市市场监督管理局"
    assert ruling.seal == "德阳市市场监督管理局行政审批专用章"


def test_an_unknown_action_is_an_error_of_the_programmer(food: FoodPark) -> None:
    with pytest.raises(ValueError, match="no such action"):
        food.may(food.chief, "bless")


def test_a_lent_appointment_gives_no_authority(food: FoodPark) -> None:
    food.grant()
    lent = replace(food.deputy, appointment=food.chief.appointment)
    assert food.may(food.chief).allowed
    assert food.may(lent).code == "post-not-in-force"
