"""The one write path of the field: right, verb, event, idempotency; and the demo's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.errors import KeyReused
from engine.protocols import Actor
from engine.store.schema import event
from tests.workflows.field import PASSWORD, START, Field
from workflows import operations
from workflows.clock import at_shanghai
from workflows.errors import InputInvalid, NotNow, RightMissing
from workflows.office import CommandUnknown
from workflows.people import commands as people
from workflows.people.models import Body
from workflows.tenants.commands import InitTenant, MoveClock


@dataclass(frozen=True)
class Unheard:
    """A command without a verb."""


def test_a_command_without_a_verb_is_refused(room: Field) -> None:
    with pytest.raises(CommandUnknown):
        room.do(Unheard(), room.admin)


def test_a_verb_without_a_right_cannot_be_registered() -> None:
    for right in ((), "emperor"):
        with pytest.raises(ValueError, match="Unheard"):
            operations.operation(Unheard, right=right)


def test_every_field_command_has_a_verb_with_a_known_right(room: Field) -> None:
    assert len(operations.registered()) >= 14
    assert all(one.right for one in operations.registered())


def test_an_actor_without_person_may_nothing_through_a_page(room: Field) -> None:
    with pytest.raises(RightMissing):
        room.do(people.AddPerson("某", "mou"), Actor(room.city, None, channel="web"))


def test_an_appointment_of_somebody_else_gives_no_right(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    li = room.person("li", "李受理", [{"body": "scjg", "role": "acceptor"}])
    borrowed = Actor(room.city, li.person, room.admin.appointment)
    with pytest.raises(RightMissing):
        room.do(people.AddPerson("某", "mou"), borrowed)


def test_a_refusal_leaves_nothing_behind(room: Field) -> None:
    before = room.rows(select(func.count()).select_from(event))
    with pytest.raises(InputInvalid):
        room.do(people.AddBody("x", "", "?", "?", "?"), room.admin)
    assert room.rows(select(func.count()).select_from(event)) == before


def test_the_same_key_does_it_once_and_answers_the_same(room: Field) -> None:
    command = people.AddBody("rs", "市人社局", "department", "行政机关", "city")
    first = room.do(command, room.admin, key="k1")
    assert room.do(command, room.admin, key="k1") == first
    assert len(room.rows(select(Body.id).where(Body.code == "rs"))) == 1
    other = people.AddBody("sw", "市税务局", "tax", "行政机关", "city")
    with pytest.raises(KeyReused):
        room.do(other, room.admin, key="k1")


def test_every_change_is_an_event_on_the_stream_of_its_object(room: Field) -> None:
    body = room.body("rs", "市人社局")
    rows = room.rows(select(event.c.type).where(event.c.stream == body))
    assert [row[0] for row in rows] == ["BodyAdded"]


def test_the_first_administrator_may_sign_in_and_administer(room: Field) -> None:
    assert room.office.tenant is not None
    assert room.office.tenant.name == "德阳市"
    room.do(people.AddPerson("某", "mou"), room.admin)


def test_a_tenant_is_made_once(room: Field) -> None:
    again = InitTenant("德阳市", "510600000000", "管理员", "admin", PASSWORD)
    with pytest.raises(NotNow):
        room.do(again)


def test_only_the_machine_makes_a_tenant(room: Field) -> None:
    other = InitTenant("绵阳市", "510700000000", "管理员", "admin", PASSWORD)
    with pytest.raises(RightMissing):
        room.office.execute(other, actor=room.admin)


def test_the_clock_of_a_demo_moves_forward_only_and_is_kept(tmp_path: Path) -> None:
    demo = Field.on(START, tmp_path, demo=True)
    to = at_shanghai(date(2025, 10, 10), 18)
    demo.do(MoveClock(to), demo.admin)
    assert demo.office.clock.now() == to
    with pytest.raises(NotNow):
        demo.do(MoveClock(to - timedelta(hours=1)), demo.admin)
    demo.office.clock.shift(timedelta(0))
    demo.office.refresh()
    assert demo.office.clock.now() == to


def test_outside_a_demo_the_clock_is_real(room: Field) -> None:
    with pytest.raises(NotNow) as refused:
        room.do(MoveClock(at_shanghai(date(2025, 10, 10))), room.admin)
    assert refused.value.code == "clock-not-demo"


def test_a_demo_may_begin_in_the_past_and_records_nothing_before(tmp_path: Path) -> None:
    demo = Field.on(START, tmp_path / "a")
    office = demo.office
    with pytest.raises(NotNow):
        office.execute(
            InitTenant("演示市", "510600000000", "管理员", "admin", PASSWORD, is_demo=True,
                       starts_at=at_shanghai(date(2025, 6, 2), 9)),
            actor=Actor(office.engine.ids.new(), None, channel="cli"),
        )  # fmt: skip
    assert office.clock.today() == START


def test_only_the_post_under_which_somebody_acts_counts(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    posts = [{"body": "scjg", "role": role} for role in ("sysadmin", "acceptor")]
    room.person("li", "李两岗", posts)
    administrator, acceptor = (room.signed_in("li", post) for post in (0, 1))
    room.do(people.AddPerson("某", "mou"), administrator)
    with pytest.raises(RightMissing):
        room.do(people.AddPerson("某某", "moumou"), acceptor)
