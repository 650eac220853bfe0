"""Large variables lie apart, once, by content; a step does not write them anew."""

from __future__ import annotations

from typing import Any

import pytest

from bench import workload
from engine.commands import CompleteTask
from engine.errors import CaseUnreadable
from engine.testing import Case, Sandbox

#: A megabyte that no compression makes small, and a nested one
PHOTO = "".join(f"{number * 2654435761 % 2**32:08x}" for number in range(131_072))
SURVEY = {"rows": [{"name": f"园区 {number}", "area": number * 7} for number in range(5_000)]}


@pytest.fixture
def case(box: Sandbox) -> Case:
    """The loop: one task, again and again."""
    box.deploy(workload.loop_xml())
    return box.start("loop", {"photo": PHOTO, "survey": SURVEY, "small": 1})


def again(box: Sandbox, case: Case, **variables: Any) -> None:
    box.complete(case, "fix", {"again": True, **variables})


def stored(box: Sandbox) -> list[tuple[bytes, int]]:
    with box.engine.reading() as connection:
        rows = connection.exec_driver_sql("SELECT digest, length(body) FROM large_value").all()
    return sorted((bytes(digest), size) for digest, size in rows)


def snapshot(box: Sandbox) -> int:
    with box.engine.reading() as connection:
        size = connection.exec_driver_sql("SELECT length(snapshot) FROM process_case").scalar()
    assert isinstance(size, int)
    return size


def test_each_is_stored_once_and_the_snapshot_stays_small(box: Sandbox, case: Case) -> None:
    first = stored(box)
    again(box, case)
    again(box, case, copy=PHOTO)
    assert (len(first), stored(box)) == (2, first)
    assert snapshot(box) < 1_500


def test_they_come_back_as_they_were(box: Sandbox, case: Case) -> None:
    box.reload()
    assert case.variables["photo"] == PHOTO
    assert case.variables["survey"] == SURVEY
    again(box, case)
    assert case.variables["small"] == 1


def test_what_is_replaced_is_deleted(box: Sandbox, case: Case) -> None:
    before = stored(box)
    box.reload()
    again(box, case, photo=PHOTO[::-1])
    assert len(stored(box)) == 2
    assert len({*before, *stored(box)}) == 3
    again(box, case, photo="", survey=None)
    assert stored(box) == []
    assert case.variables["photo"] == ""


def test_a_rehearsal_leaves_them_as_they_were(box: Sandbox, case: Case) -> None:
    before, task = stored(box), case.tasks[0]
    box.engine.rehearse(CompleteTask(task.id, {"again": True, "photo": "new"}), actor=box.actor)
    box.reload()
    assert (stored(box), case.variables["photo"]) == (before, PHOTO)


def test_a_value_that_was_changed_outside_is_noticed(box: Sandbox, case: Case) -> None:
    """As a snapshot with a flipped byte: the case stands still instead of going on with it."""
    with box.engine.transaction(box.actor) as tx:
        tx.run("UPDATE large_value SET body = (SELECT max(body) FROM large_value)")
    box.reload()
    with pytest.raises(CaseUnreadable):
        again(box, case)
