"""Two tenants in one database: whatever one of them asks of the other's, there is nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.errors import NotFound, NotPermitted, Refused
from engine.protocols import Actor
from engine.store.schema import event
from tests.workflows.field import PASSWORD
from tests.workflows.handling.counter import Counter
from workflows.authority import commands as authority
from workflows.files.commands import StoreFile
from workflows.handling import commands as handling
from workflows.handling.models import Material
from workflows.people import commands as people
from workflows.people.models import Appointment
from workflows.tenants.commands import InitTenant


@pytest.fixture
def neighbor(counter: Counter) -> Actor:
    """The administrator of another city in the same database."""
    city = counter.office.engine.ids.new()
    init = InitTenant("绵阳市", "510700000000", "管理员", "admin2", PASSWORD)
    counter.office.execute(init, actor=Actor(city, None, channel="cli"))
    other = Counter(counter.office, city)
    return other.signed_in("admin2")


def ids_of(counter: Counter) -> dict[str, UUID]:
    application = counter.apply()
    file = counter.rows(select(Material.file_id).where(Material.file_id.is_not(None)))[0][0]
    appointment = counter.actors["li"].appointment
    assert appointment is not None
    post = counter.rows(select(Appointment.post_id).where(Appointment.id == appointment))[0][0]
    return {
        "application": application,
        "task": counter.task(application, "register"),
        "file": file,
        "party": counter.application(application).party_id,
        "person": counter.ids["li"],
        "appointment": appointment,
        "post": post,
        "grant": counter.grants["window"],
        "body": counter.ids["scjg"],
        "park": counter.ids["dyjkq"],
        "item": counter.ids["scjg-04"],
    }


def asked(ids: dict[str, UUID], today: Any) -> list[Any]:
    """Every command of the field that names an object, with the ids of another city."""
    return [
        handling.AttachMaterial(ids["application"], "m01", None),
        handling.CheckMaterial(ids["application"], "m01", "ok"),
        handling.SaveTaskDraft(ids["task"], {"x": 1}),
        handling.EraseParty(ids["party"], "x"),
        people.SetPassword(ids["person"], "correct-horse-10"),
        people.AddPost(ids["body"], "window", "x"),
        people.Appoint(ids["person"], ids["post"], today),
        people.EndAppointment(ids["appointment"], today, "x"),
        people.SetActive("body", ids["body"], False, "x"),
        people.SetActive("person", ids["person"], False, "x"),
        people.SetActive("post", ids["post"], False, "x"),
        people.SetActive("park", ids["park"], False, "x"),
        authority.SuspendGrant(ids["grant"], "x"),
        authority.RecallGrant(ids["grant"], "x"),
        authority.PublishGrant(ids["grant"], today, "x"),
    ]


def test_no_command_of_a_neighbor_reaches_anything(counter: Counter, neighbor: Actor) -> None:
    ids = ids_of(counter)
    before = counter.rows(select(event.c.id))
    for command in asked(ids, counter.today):
        with pytest.raises(Refused) as no:
            counter.office.execute(command, actor=neighbor)
        assert isinstance(no.value, NotFound | NotPermitted) or no.value.code in {
            "input-invalid",
            "unknown",
        }, (command, no.value.code)
    assert counter.rows(select(event.c.id)) == before


def test_a_neighbor_reads_nothing(counter: Counter, neighbor: Actor) -> None:
    ids = ids_of(counter)
    engine = counter.office.engine
    deployment = engine.case(counter.city, ids["application"]).deployment_id
    readings = [
        lambda: engine.case(neighbor, ids["application"]),
        lambda: engine.form(neighbor.tenant, deployment, "register"),
        lambda: engine.diagram(neighbor.tenant, deployment, "item-handling"),
        lambda: engine.resource(neighbor.tenant, deployment, "item-handling.bpmn"),
    ]
    for read in readings:
        with pytest.raises(NotFound):
            read()
    with counter.office.reading() as conn, pytest.raises(NotFound):
        counter.office.read_file(conn, neighbor.tenant, ids["file"])


def test_an_appointment_of_the_other_city_is_none(counter: Counter, neighbor: Actor) -> None:
    ids = ids_of(counter)
    for actor in (
        Actor(neighbor.tenant, ids["person"], ids["appointment"]),
        Actor(neighbor.tenant, neighbor.person, ids["appointment"]),
        Actor(counter.city, neighbor.person, neighbor.appointment),
    ):
        with pytest.raises(Refused):
            counter.office.execute(StoreFile("x.pdf", b"%PDF-1.4 x"), actor=actor)
