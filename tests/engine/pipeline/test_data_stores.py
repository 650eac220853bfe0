"""Data stores are shared by the cases of a tenant. BPMN 2.0.2, 10.4.1 Data Store."""

from __future__ import annotations

from uuid import UUID

from engine.commands import Deploy, StartCase
from engine.protocols import Actor
from engine.testing import Sandbox
from tests.engine import models as m
from tests.engine.test_data import STORES, stored_by

XML = m.definitions(STORES, stored_by())
OTHER = m.definitions(STORES, stored_by(id="q"))


def seen(box: Sandbox, case: object) -> object:
    (task,) = case.tasks  # type: ignore[attr-defined]
    return box.engine.task_variables(box.actor, task.id)["i"]


def test_what_one_case_writes_others_read_also_of_another_process(box: Sandbox) -> None:
    box.deploy(XML)
    box.deploy(OTHER)
    first = box.start("p")
    assert seen(box, first) is None
    box.complete(first, "a", {"o": [1, {"x": "y"}]})
    box.reload()
    second = box.start("q")
    assert seen(box, second) == [1, {"x": "y"}]
    box.complete(second, "a", {"o": None})
    assert seen(box, box.start("p")) is None


def test_a_later_version_of_the_diagram_finds_what_was_stored(box: Sandbox) -> None:
    box.deploy(XML)
    box.complete(box.start("p"), "a", {"o": 5})
    box.deploy(m.definitions(STORES, stored_by().replace('id="p"', 'id="p" name="second"')))
    assert seen(box, box.start("p")) == 5


def test_each_tenant_has_stores_of_its_own(box: Sandbox) -> None:
    box.deploy(XML)
    box.complete(box.start("p"), "a", {"o": 5})
    other = Actor(UUID(int=7), box.actor.person, channel="cli")
    box.engine.execute(Deploy({"a.bpmn": XML}), actor=other)
    begun = box.engine.execute(StartCase("p", {}), actor=other)
    ((task_id, _),) = begun.opened
    assert box.engine.task_variables(other, task_id)["i"] is None


def test_it_is_on_the_record_of_the_case_who_wrote_what(box: Sandbox) -> None:
    box.deploy(XML)
    box.complete(box.start("p"), "a", {"o": 5})
    with box.engine.reading() as connection:
        kinds = connection.exec_driver_sql("SELECT type FROM event ORDER BY seq").scalars().all()
    assert "DataStored" in kinds
