"""A task that somebody claimed who has since left the post is not locked for ever."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from engine.commands import ReleaseTask
from engine.protocols import Actor
from tests.web import staff
from tests.web.house import House
from workflows.errors import RightMissing
from workflows.models import Appointment, Base, Person
from workflows.people.commands import EndAppointment

TASK = Base.metadata.tables["task"]


def claimed(house: House) -> tuple[str, UUID]:
    """A case whose first task the window has claimed: (case, task)."""
    case = staff.submitted(house, house.signed_in("guide"))
    task = house.rows(select(TASK.c.id).where(TASK.c.state == "open"))[0][0]
    answer = house.signed_in("window").post(f"/inbox/{task}/claim")
    assert answer.status_code == 302, answer.text
    return case, task


def leaves(house: House, login: str) -> None:
    query = select(Appointment.id).join(Person, Person.id == Appointment.person_id)
    for (held,) in house.rows(query.where(Person.login == login)):
        house.do(EndAppointment(held, house.today, "调离"))
    house.later(days=1)


def holder(house: House, task: UUID) -> UUID | None:
    found: UUID | None = house.rows(select(TASK.c.assignee).where(TASK.c.id == task))[0][0]
    return found


def test_a_manager_puts_back_the_task_of_one_who_left(center: House) -> None:
    case, task = claimed(center)
    leaves(center, "window")
    manager = center.signed_in("manager")

    assert f"/tasks/{task}/put-back" in manager.get(f"/cases/{case}").text
    assert manager.post(f"/cases/{case}/tasks/{task}/put-back").status_code == 302

    assert holder(center, task) is None
    assert "put-back" not in manager.get(f"/cases/{case}").text


def test_the_task_of_one_who_is_still_there_is_left_alone(center: House) -> None:
    case, task = claimed(center)
    manager = center.signed_in("manager")

    assert "put-back" not in manager.get(f"/cases/{case}").text
    assert manager.post(f"/cases/{case}/tasks/{task}/put-back").status_code == 404
    person, post = _of(center, "manager")
    with pytest.raises(RightMissing):
        center.office.execute(ReleaseTask(task), actor=Actor(center.city, person, post))
    assert holder(center, task) is not None


def test_who_has_another_post_puts_nothing_back(center: House) -> None:
    case, task = claimed(center)
    leaves(center, "window")
    acceptor = center.signed_in("acceptor")

    assert "put-back" not in acceptor.get(f"/cases/{case}").text
    assert acceptor.post(f"/cases/{case}/tasks/{task}/put-back").status_code == 404
    person, post = _of(center, "acceptor")
    with pytest.raises(RightMissing):
        center.office.execute(ReleaseTask(task), actor=Actor(center.city, person, post))
    assert holder(center, task) is not None


def _of(house: House, login: str) -> tuple[UUID, UUID]:
    query = select(Person.id, Appointment.id).join(Person, Person.id == Appointment.person_id)
    person, post = house.rows(query.where(Person.login == login))[0]
    return person, post
