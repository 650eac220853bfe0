"""S14: every read of personal data by those who do not apply is on the record of the case."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.protocols import Actor
from tests.web import staff
from tests.web.house import House
from workflows.errors import RightMissing
from workflows.handling.commands import NoteReading
from workflows.models import Application, Base, Body, Material, Person
from workflows.people.commands import AddPost

TASK = Base.metadata.tables["task"]
EVENT = Base.metadata.tables["event"]


def reads_of(house: House, login: str) -> list[str]:
    """Types of the readings on the record, in order."""
    person = select(Person.id).where(Person.login == login).scalar_subquery()
    query = select(EVENT.c.type).where(EVENT.c.person == person, EVENT.c.type.like("%Read"))
    return [row[0] for row in house.rows(query.order_by(EVENT.c.seq))]


def submitted(house: House) -> str:
    return staff.submitted(house, house.signed_in("guide"))


@pytest.mark.parametrize("login", ["acceptor", "manager"])
def test_s14_who_opens_a_case_is_recorded_once_a_day(center: House, login: str) -> None:
    case = submitted(center)
    visitor = center.signed_in(login)

    assert visitor.get(f"/cases/{case}").status_code == 200
    visitor.get(f"/cases/{case}")
    assert reads_of(center, login) == ["PersonalFactsRead"]

    center.later(days=1)
    visitor.get(f"/cases/{case}")
    assert reads_of(center, login) == ["PersonalFactsRead"] * 2


def test_s14_who_opens_a_material_is_recorded_under_the_post(center: House) -> None:
    submitted(center)
    file = center.rows(select(Material.file_id))[0][0]

    assert center.signed_in("manager").get(f"/files/{file}").status_code == 200

    assert reads_of(center, "manager") == ["MaterialRead"]
    query = select(EVENT.c.appointment).where(EVENT.c.type == "MaterialRead")
    assert center.rows(query)[0][0] is not None


def test_s14_who_reads_a_paper_is_recorded(center: House) -> None:
    window = center.signed_in("window")
    application = staff.submitted(center, window)
    staff.done(window, application, staff.REGISTER)
    page = window.get(f"/applications/{application}").text
    address = re.search(r"/documents/[0-9a-f-]{36}", page)
    assert address

    assert center.signed_in("manager").get(address[0]).status_code == 200

    assert reads_of(center, "manager") == ["PersonalFactsRead"]


def test_s14_who_looks_at_a_task_in_the_queue_is_recorded(center: House) -> None:
    submitted(center)
    task = center.rows(select(TASK.c.id).where(TASK.c.state == "open"))[0][0]

    page = center.signed_in("window").get(f"/tasks/{task}")

    assert "何联系" in page.text
    assert reads_of(center, "window") == ["PersonalFactsRead"]


def test_s14_the_applicants_own_side_and_strangers_leave_no_reading(center: House) -> None:
    case = submitted(center)
    file = center.rows(select(Material.file_id))[0][0]
    body = center.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    center.person("stranger", "外人", AddPost(body, "process_designer", "流程设计员"))

    assert center.signed_in("guide").get(f"/files/{file}").status_code == 200
    assert center.signed_in("stranger").get(f"/cases/{case}").status_code == 404

    assert reads_of(center, "guide") == []
    assert reads_of(center, "stranger") == []


def test_s14_auditors_see_who_read_and_others_do_not(center: House) -> None:
    case = submitted(center)
    body = center.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    center.person("auditor", "石监督", AddPost(body, "auditor", "效能监督岗"))
    seen = center.signed_in("manager").get(f"/cases/{case}").text

    page = center.signed_in("auditor").get(f"/cases/{case}").text

    assert "查阅记录" in page
    assert "孙管理 · 管理者（经开区）" in page
    assert "查阅记录" not in seen


def test_a_reading_of_what_is_not_ones_own_to_read_is_refused(center: House) -> None:
    submitted(center)
    application: UUID = center.rows(select(Application.id))[0][0]
    guide: UUID = center.rows(select(Person.id).where(Person.login == "guide"))[0][0]
    actor = Actor(center.city, guide, None, channel="web")

    with pytest.raises(RightMissing):
        center.office.execute(NoteReading(application, "facts"), actor=actor)
