"""A recall and a decision at once: whoever is first is seen by the other. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.authority.park import FoodPark
from tests.workflows.field import START, Field
from workflows.authority import Authority
from workflows.authority.commands import AddGrant, RecallGrant
from workflows.errors import InputInvalid

#: How long a thread that must wait is watched
WATCH_S = 0.3


@pytest.fixture
def food(database_url: str, tmp_path: Path) -> Iterator[FoodPark]:
    room = Field.on(START, tmp_path, url=database_url)
    yield FoodPark.of(room)
    room.office.engine.stop()


def test_a_recall_waits_for_the_decision_that_rests_on_the_grant(food: FoodPark) -> None:
    grant = food.grant()
    recall = threading.Thread(
        target=food.room.do, args=(RecallGrant(grant, "收回"), food.room.admin)
    )
    with food.room.office.engine.transaction(food.chief) as tx:
        assert Authority.may(tx, food.chief, food.item, "decide", food.park).allowed
        recall.start()
        recall.join(WATCH_S)
        assert recall.is_alive()
        assert Authority.may(tx, food.chief, food.item, "decide", food.park).allowed
    recall.join(30)
    assert not recall.is_alive()
    assert food.may(food.chief).code == "recalled"


def test_a_decision_waits_for_a_recall_under_way_and_sees_it(food: FoodPark) -> None:
    grant, codes = food.grant(), []
    decide = threading.Thread(target=lambda: codes.append(food.may(food.chief).code))
    from workflows.authority.operations import recall_grant

    with food.room.office.engine.transaction(food.room.admin) as tx:
        recall_grant(tx, RecallGrant(grant, "收回"))
        decide.start()
        decide.join(WATCH_S)
        assert decide.is_alive()
    decide.join(30)
    assert codes == ["recalled"]


def test_two_grants_for_one_action_entered_at_once_are_one(food: FoodPark) -> None:
    drafts = [food.draft(), food.draft("ENTRUST")]
    barrier, refused = threading.Barrier(2), []

    def enter(draft: AddGrant) -> None:
        barrier.wait()
        try:
            food.room.do(draft, food.room.admin)
        except InputInvalid as no:
            refused.append([finding.code for finding in no.findings])

    threads = [threading.Thread(target=enter, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert refused == [["overlap"]]
