"""Who holds which post on a day, and the keys of queues."""

from __future__ import annotations

from datetime import date

from tests.workflows.field import Field
from workflows.people import commands as c
from workflows.people.holders import appointments_of, task_keys


def test_a_person_with_two_posts_has_two_keys_in_one_inbox(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    room.park("jkq", "德阳经济技术开发区", "01")
    room.person(
        "li", "李受理",
        [
            {"body": "scjg", "role": "acceptor", "park": "jkq", "department": "scjg"},
            {"body": "scjg", "role": "reviewer", "department": "scjg"},
        ],
    )  # fmt: skip
    with room.office.reading() as conn:
        held = appointments_of(conn, room.city, room.ids["li"], room.today)
    assert [one.key for one in held] == ["acceptor/jkq/scjg", "reviewer/*/scjg"]
    assert held[0].body_name == "市市场监管局"


def test_first_and_last_day_of_an_appointment_are_included(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    room.person("wang", "王审查", [{"body": "scjg", "role": "reviewer"}], date(2025, 9, 1),
                date(2025, 9, 30))  # fmt: skip

    def posts(on: date) -> int:
        with room.office.reading() as conn:
            return len(appointments_of(conn, room.city, room.ids["wang"], on))

    days = [date(2025, 8, 31), date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 1)]
    assert [posts(day) for day in days] == [0, 1, 1, 0]


def test_every_post_reads_exactly_one_of_the_four_keys_of_a_task(room: Field) -> None:
    keys = task_keys("acceptor", "jkq", "scjg")
    assert keys == ("acceptor/jkq/scjg", "acceptor/jkq/*", "acceptor/*/scjg", "acceptor/*/*")
    assert len(set(keys)) == 4


def test_an_ended_appointment_keeps_its_last_day(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    actor = room.person("zhou", "周决定", [{"body": "scjg", "role": "approver"}])
    assert actor.appointment is not None
    room.do(c.EndAppointment(actor.appointment, room.today, "调离"), room.admin)
    with room.office.reading() as conn:
        assert len(appointments_of(conn, room.city, room.ids["zhou"], room.today)) == 1
        assert not appointments_of(conn, room.city, room.ids["zhou"], date(2025, 9, 27))
