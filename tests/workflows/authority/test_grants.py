"""What a grant must be: every rule with its law, all findings at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.schema import event
from tests.workflows.authority.park import LAST, FoodPark
from tests.workflows.field import Field
from workflows.authority.commands import RecallGrant, ResumeGrant, SuspendGrant
from workflows.errors import InputInvalid, NotNow, RightMissing
from workflows.items.models import Item


@pytest.fixture
def food(room: Field) -> FoodPark:
    return FoodPark.of(room)


def findings(food: FoodPark, mode: str = "STATIONED", **changes: Any) -> dict[str, str]:
    with pytest.raises(InputInvalid) as refused:
        food.grant(mode, **changes)
    return {finding.code: finding.sentence for finding in refused.value.findings}


def test_nobody_delegates_to_oneself(food: FoodPark) -> None:
    assert "self-delegation" in findings(food, "ENTRUST", delegatee_id=food.room.ids["scjg"])


def test_xkf_24_an_entrusted_organ_cannot_entrust_again(food: FoodPark) -> None:
    food.grant("ENTRUST")
    other = food.room.body("other", "别的管委会", kind="committee")
    found = findings(food, "ENTRUST", delegator_id=food.room.ids["gwh"], delegatee_id=other,
                     valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31))  # fmt: skip
    assert "不得再委托" in found["no-redelegation"]
    assert "《行政许可法》第二十四条" in found["no-redelegation"]


def test_a_received_transfer_is_not_passed_on(food: FoodPark) -> None:
    food.grant("TRANSFER")
    other = food.room.body("other", "别的管委会", kind="committee")
    found = findings(food, "TRANSFER", delegator_id=food.room.ids["gwh"], delegatee_id=other)
    assert "no-redelegation" in found


def test_xkf_22_only_the_holder_gives(food: FoodPark) -> None:
    other = food.room.body("rs", "市人社局")
    assert "not-the-holder" in findings(food, "ENTRUST", delegator_id=other)


def test_the_government_above_the_holder_gives_and_another_does_not(food: FoodPark) -> None:
    from workflows.people.commands import ChangeBody

    above = food.room.body("szf", "德阳市人民政府", kind="government")
    change = ChangeBody(
        food.room.ids["scjg"], "德阳市市场监督管理局", "department", "行政机关", "city",
        parent_id=above,
    )  # fmt: skip
    food.room.do(change, food.room.admin)
    elsewhere = food.room.body("qzf", "某区人民政府", kind="government")
    assert "not-the-holder" in findings(food, "TRANSFER", delegator_id=elsewhere)
    food.grant("TRANSFER", delegator_id=above)


@pytest.mark.parametrize("mode", ["TRANSFER", "ENTRUST"])
def test_tax_powers_stay_where_they_are(food: FoodPark, mode: str) -> None:
    tax = food.room.body("sw", "国家税务总局德阳市税务局", kind="tax")
    assert "vertical-tax" in findings(food, mode, delegator_id=tax)


def test_xkf_24_only_an_organ_receives_an_entrustment(food: FoodPark) -> None:
    outpost = food.room.body("outpost", "派出机构", legal_status="派出机构")
    assert "receiver-not-an-organ" in findings(food, "ENTRUST", delegatee_id=outpost)


@pytest.mark.parametrize("mode", ["ENTRUST", "STATIONED"])
def test_an_entrustment_and_a_stationing_have_a_last_day(food: FoodPark, mode: str) -> None:
    assert "term-missing" in findings(food, mode, valid_to=None)


def test_a_transfer_may_be_open_ended(food: FoodPark) -> None:
    food.grant("TRANSFER", valid_to=None)
    assert food.may(food.committee, on=date(2040, 1, 1)).allowed


def test_a_stationing_names_its_person_and_stays_in_the_own_organ(food: FoodPark) -> None:
    found = findings(food, person_id=None, delegatee_id=food.room.ids["gwh"])
    assert {"person-missing", "stationed-own-staff"} <= found.keys()


def test_a_window_agreement_carries_no_decision(food: FoodPark) -> None:
    found = findings(food, "SHARED_WINDOW", valid_to=None)
    assert "决定" in found["beyond-mode"]
    food.grant("SHARED_WINDOW", valid_to=None, actions=("receive", "deliver"))


def test_for_one_action_in_one_park_there_is_one_authority_a_day(food: FoodPark) -> None:
    grant = food.grant("ENTRUST")
    assert "overlap" in findings(food, actions=("decide",), valid_from=LAST, valid_to=LAST)
    after = {"valid_from": date(2026, 9, 1), "valid_to": date(2027, 8, 31)}
    food.grant(actions=("decide",), **after)
    food.room.do(RecallGrant(grant, "收回"), food.room.admin)
    food.grant(actions=("decide",), valid_from=LAST, valid_to=LAST)


def test_where_the_law_fixes_the_level_a_city_cannot_give(food: FoodPark) -> None:
    from workflows.tenants.starter import load_starter

    load_starter(food.room.office, food.room.machine)
    seeds = food.room.rows(select(Item.id).where(Item.code == "nync-11"))[0][0]
    assert "level-fixed-by-law" in findings(food, "TRANSFER", item_id=seeds)


def test_all_findings_come_at_once(food: FoodPark) -> None:
    found = findings(food, "NOTHING", number=" ", legal_basis="", actions=("dance",))
    assert {"unknown-mode", "unknown-action", "required"} <= found.keys()


def test_a_number_is_used_once(food: FoodPark) -> None:
    food.grant("TRANSFER", number="德府〔2025〕1号")
    found = findings(food, "SHARED_WINDOW", number="德府〔2025〕1号", actions=("receive",))
    assert "taken" in found


def test_only_the_administrator_enters_grants(food: FoodPark) -> None:
    with pytest.raises(RightMissing):
        food.room.do(food.draft(), food.chief)


def test_a_recalled_grant_is_over_and_each_change_is_an_event(food: FoodPark) -> None:
    grant, admin = food.grant(), food.room.admin
    food.room.do(SuspendGrant(grant, "核查"), admin)
    food.room.do(RecallGrant(grant, "收回"), admin)
    with pytest.raises(NotNow):
        food.room.do(ResumeGrant(grant, "再用"), admin)
    query = select(event.c.type).where(event.c.stream == grant).order_by(event.c.seq)
    types = [row[0] for row in food.room.rows(query)]
    assert types == ["GrantAdded", "GrantSuspended", "GrantRecalled"]


def test_a_reason_is_needed(food: FoodPark) -> None:
    grant = food.grant()
    with pytest.raises(InputInvalid):
        food.room.do(SuspendGrant(grant, " "), food.room.admin)
