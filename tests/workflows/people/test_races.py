"""Two administrators at once: the second reads why not, never an error of the database."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import select

from tests.workflows.field import START, Field
from workflows.errors import InputInvalid
from workflows.people.commands import AddPerson
from workflows.people.models import Person


def test_the_same_login_entered_twice_at_once_is_one_person(
    database_url: str, tmp_path: Path
) -> None:
    room = Field.on(START, tmp_path, url=database_url)
    barrier, refused = threading.Barrier(4), []

    def enter(name: str) -> None:
        barrier.wait()
        try:
            room.do(AddPerson(name, "chen"), room.admin)
        except InputInvalid as no:
            refused.append([finding.code for finding in no.findings])

    threads = [threading.Thread(target=enter, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert refused == [["taken"]] * 3
    assert len(room.rows(select(Person.id).where(Person.login == "chen"))) == 1
    room.office.engine.stop()


def test_the_same_key_sent_twice_at_once_does_it_once(database_url: str, tmp_path: Path) -> None:
    room = Field.on(START, tmp_path, url=database_url)
    barrier, made = threading.Barrier(3), []

    def enter() -> None:
        barrier.wait()
        made.append(room.do(AddPerson("陈某", "chen"), room.admin, key="one"))

    threads = [threading.Thread(target=enter) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 3
    assert len(set(made)) == 1
    room.office.engine.stop()
