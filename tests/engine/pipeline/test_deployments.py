"""Deployments: by content, versioned per process, read back byte for byte."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.commands import Deploy, MigrateCase, StartCase, WithdrawDeployment
from engine.errors import DeploymentRefused, NotFound, WrongState
from engine.store.schema import metadata
from engine.testing import TENANT, Sandbox
from tests.support.diagrams import (
    diagram,
    end,
    line,
    message,
    of_message,
    one_task,
    start,
    two_tasks,
    user_task,
)
from tests.support.rows import count, rows_in


def versions(box: Sandbox) -> list[tuple[str, int]]:
    return sorted((row[2], row[4]) for row in rows_in(box.engine, "definition")["definition"])


def test_the_same_content_twice_is_one_deployment(box: Sandbox) -> None:
    assert box.deploy(one_task()) == box.deploy(one_task())
    assert versions(box) == [("p", 1)]


def test_going_back_to_an_older_content_is_a_new_version(box: Sandbox) -> None:
    first = box.deploy(one_task())
    box.deploy(two_tasks())
    third = box.deploy(one_task())

    assert third != first
    assert versions(box) == [("p", 1), ("p", 2), ("p", 3)]
    assert box.start("p").view.deployment_id == third


def test_a_case_stays_on_its_deployment(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    box.deploy(one_task())
    box.reload()

    box.complete(case, "first")

    assert [task.element_id for task in case.tasks] == ["second"]


def test_a_refused_deployment_stores_nothing(box: Sandbox) -> None:
    before = rows_in(box.engine)

    with pytest.raises(DeploymentRefused) as refusal:
        box.deploy(one_task().replace(b'targetRef="e"', b'targetRef="nowhere"'))

    assert refusal.value.problems
    assert rows_in(box.engine) == before


def test_files_are_read_back_as_they_were_deployed(box: Sandbox) -> None:
    form = json.dumps({"id": "f", "type": "default", "components": []}).encode()
    outcome = box.execute(Deploy({"a.bpmn": one_task(), "f.form": form, "notes.txt": b"hi"}))
    assert outcome.deployment_id is not None
    engine, key = box.engine, outcome.deployment_id

    box.reload()

    assert engine.form(TENANT, key, "f") == form
    assert engine.resource(TENANT, key, "notes.txt") == b"hi"
    assert engine.diagram(TENANT, key, "p") == one_task()
    with pytest.raises(NotFound):
        engine.form(TENANT, key, "g")


def test_equal_files_are_stored_once(box: Sandbox) -> None:
    box.execute(Deploy({"a.bpmn": one_task("p"), "b.bpmn": one_task("q")}))
    box.execute(Deploy({"a.bpmn": one_task("p"), "c.bpmn": one_task("r")}))

    assert count(box.engine, "content") == 3


def test_an_unknown_process_cannot_be_started(box: Sandbox) -> None:
    with pytest.raises(NotFound) as refusal:
        box.execute(StartCase("nothing"))

    assert refusal.value.code == "unknown-process"


def test_a_deployment_cannot_be_made_to_look_older(box: Sandbox) -> None:
    past = box.now - timedelta(days=30)

    outcome = box.execute(Deploy({"p.bpmn": one_task()}, effective_at=past))

    table = metadata.tables["deployment"].c
    with box.engine.reading() as connection:
        query = select(table.effective_at).where(table.id == outcome.deployment_id)
        assert connection.execute(query).scalar_one() == box.now


def test_a_deployment_is_withdrawn_before_its_day_and_never_taken(box: Sandbox) -> None:
    first = box.deploy(one_task())
    coming = later(box, two_tasks())
    box.execute(WithdrawDeployment(coming, "too early"))

    box.advance(timedelta(days=31))

    assert box.start("p").view.deployment_id == first
    again = box.execute(Deploy({"p.bpmn": two_tasks()})).deployment_id
    assert again not in {first, coming}
    assert versions(box) == [("p", 1), ("p", 2), ("p", 3)]


def test_a_message_starts_the_old_version_after_a_withdrawal(box: Sandbox) -> None:
    first = box.deploy(by_message("old"))
    coming = later(box, by_message("new"))
    box.execute(WithdrawDeployment(coming, "too early"))
    box.advance(timedelta(days=31))
    (case,) = box.publish("go")
    assert case.view.deployment_id == first


def test_what_is_in_effect_or_withdrawn_already_is_not_withdrawn(box: Sandbox) -> None:
    first, coming = box.deploy(one_task()), later(box, two_tasks())
    box.execute(WithdrawDeployment(coming, "x"))
    for deployment, code in ((first, "in-effect"), (coming, "withdrawn")):
        with pytest.raises(WrongState) as refusal:
            box.execute(WithdrawDeployment(deployment, "x"))
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        box.execute(WithdrawDeployment(uuid4(), "x"))


def test_no_case_is_moved_to_a_withdrawn_version(box: Sandbox) -> None:
    box.deploy(one_task())
    case = box.start("p")
    coming = later(box, two_tasks())
    box.execute(WithdrawDeployment(coming, "x"))
    with pytest.raises(WrongState) as refusal:
        box.execute(MigrateCase(case.id, "x", coming))
    assert refusal.value.code == "withdrawn"


def by_message(task: str) -> bytes:
    content = (start("s", of_message("m")), user_task(task), end(), line("s", task, "e"))
    return diagram("p", *content, before=message("m", "go"))


def later(box: Sandbox, body: bytes) -> UUID:
    """Deployed for a day in a month."""
    deploy = Deploy({"p.bpmn": body}, effective_at=box.now + timedelta(days=30))
    found = box.execute(deploy).deployment_id
    assert found is not None
    return found
