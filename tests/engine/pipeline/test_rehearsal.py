"""A rehearsal asks everything that the command would ask, and keeps nothing."""

from __future__ import annotations

import pytest

from engine.commands import CompleteTask
from engine.errors import AlreadyDone, Refused
from engine.protocols import Actor
from engine.testing import PERSON, TENANT, Sandbox
from tests.engine.pipeline.test_all_or_nothing import Stubborn
from tests.support.diagrams import one_task, two_tasks
from tests.support.rows import rows_in

ACTOR = Actor(TENANT, PERSON)


def test_a_rehearsal_keeps_nothing(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    before = rows_in(box.engine)

    outcome = box.engine.rehearse(CompleteTask(task.id, {"x": 1}), actor=ACTOR)

    assert [element for _id, element in outcome.opened] == ["second"]
    assert rows_in(box.engine) == before


def test_after_a_rehearsal_the_command_itself_goes_on_as_if_nothing_had_been(box: Sandbox) -> None:
    """The case in the cache is not the one that was rehearsed with."""
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    box.engine.rehearse(CompleteTask(task.id, {"rehearsed": True}), actor=ACTOR)

    box.complete(case, "first", {"real": True})

    assert case.variables == {"real": True}
    box.complete(case, "second")
    assert case.state == "completed"


def test_a_rehearsal_raises_what_the_command_would_raise(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    box.complete(case, "first")

    with pytest.raises(AlreadyDone):
        box.engine.rehearse(CompleteTask(task.id), actor=ACTOR)


def test_participants_are_asked_in_a_rehearsal(database_url: str) -> None:
    stubborn = Stubborn()
    box = Sandbox(database_url=database_url, participants=[stubborn])
    box.deploy(one_task())
    (task,) = box.start("p").tasks
    before, stubborn.refuses = rows_in(box.engine), True

    with pytest.raises(Refused, match="not today"):
        box.engine.rehearse(CompleteTask(task.id), actor=ACTOR)

    assert rows_in(box.engine) == before
    box.engine.stop()
