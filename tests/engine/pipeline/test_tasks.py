"""What people do with tasks: one wins, the others read who was faster and when."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from engine import Engine
from engine.commands import (
    ClaimTask,
    CompleteTask,
    Outcome,
    ReleaseTask,
    SetVariables,
    StartCase,
)
from engine.errors import AlreadyDone, NotFound, Refused, WrongState
from engine.store.audit import verify_all
from engine.testing import PERSON, TENANT, Case, OpenPolicy, Sandbox
from tests.support.diagrams import (
    boundary,
    diagram,
    end,
    joined,
    line,
    one_task,
    start,
    timer,
    two_tasks,
)
from tests.support.diagrams import user_task as task
from tests.support.rows import rows_in


def slots(box: Sandbox) -> list[str]:
    return sorted(row[1] for row in rows_in(box.engine, "slot")["slot"])


def test_a_completed_task_opens_the_next(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p", {"x": 1})

    box.complete(case, "first", {"approved": True})

    assert [one.element_id for one in case.tasks] == ["second"]
    assert case.variables == {"x": 1, "approved": True}
    box.complete(case, "second")
    assert case.state == "completed"


def test_a_task_is_listed_under_each_candidate_until_it_is_done(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    assert slots(box) == ["clerks", "heads"]

    box.complete(case, "first")

    assert slots(box) == ["heads"]


def test_claiming_leaves_the_queue_and_releasing_returns_to_it(box: Sandbox) -> None:
    box.deploy(two_tasks())
    (open_task,) = box.start("p").tasks

    box.execute(ClaimTask(open_task.id))
    assert slots(box) == [f"user:{PERSON}"]

    box.execute(ReleaseTask(open_task.id))
    assert slots(box) == ["clerks", "heads"]


def test_a_task_in_other_hands_cannot_be_claimed(box: Sandbox) -> None:
    box.deploy(one_task())
    (open_task,) = box.start("p").tasks
    box.execute(ClaimTask(open_task.id))
    box.execute(ClaimTask(open_task.id))  # in one's own hands already: nothing to refuse

    other = replace(box.actor, person=uuid4())
    with pytest.raises(WrongState) as refusal:
        box.engine.execute(ClaimTask(open_task.id), actor=other)

    assert refusal.value.code == "already-claimed"
    assert refusal.value.facts["by"] == PERSON


def test_completing_twice_names_the_person_and_the_instant(box: Sandbox) -> None:
    box.deploy(one_task())
    (open_task,) = box.start("p").tasks
    box.execute(CompleteTask(open_task.id))
    done_at = box.now
    box.advance(timedelta(minutes=5))

    with pytest.raises(AlreadyDone) as refusal:
        box.engine.execute(CompleteTask(open_task.id), actor=replace(box.actor, person=uuid4()))

    assert refusal.value.facts == {"by": PERSON, "at": done_at}


def test_a_task_taken_away_by_a_timer_is_no_longer_wanted(box: Sandbox) -> None:
    box.deploy(
        diagram(
            "p",
            start(),
            task("work"),
            boundary("late", "work", timer("P1D")),
            end("e"),
            end("e2"),
            line("s", "work", "e"),
            line("late", "e2"),
        )
    )
    (open_task,) = box.start("p").tasks
    box.advance(timedelta(days=1))

    with pytest.raises(WrongState) as refusal:
        box.execute(CompleteTask(open_task.id))

    assert refusal.value.code == "task-cancelled"


def test_an_unknown_task_is_not_found(box: Sandbox) -> None:
    with pytest.raises(NotFound):
        box.execute(CompleteTask(uuid4()))


def test_nothing_can_be_completed_in_the_future(box: Sandbox) -> None:
    box.deploy(one_task())
    case = box.start("p")
    command = CompleteTask(case.tasks[0].id, happened_at=box.now + timedelta(seconds=1))

    with pytest.raises(Refused) as refusal:
        box.execute(command)

    assert refusal.value.code == "in-the-future"
    assert case.state == "active"


@pytest.mark.parametrize("rivals", [2, 6])
def test_rivals_complete_the_same_task_and_exactly_one_wins(box: Sandbox, rivals: int) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    (open_task,) = case.tasks
    people = [replace(box.actor, person=uuid4()) for _ in range(rivals)]
    outcomes = race(
        [
            lambda who=who: box.engine.execute(  # type: ignore[misc]
                CompleteTask(open_task.id, {"by": str(who.person)}), actor=who
            )
            for who in people
        ]
    )

    won = [people[n] for n, one in enumerate(outcomes) if isinstance(one, Outcome)]
    lost = [one for one in outcomes if isinstance(one, AlreadyDone)]
    assert len(won) == 1
    assert len(lost) == rivals - 1
    assert all(one.facts == {"by": won[0].person, "at": box.now} for one in lost)
    assert case.variables == {"by": str(won[0].person)}
    assert [one.element_id for one in case.tasks] == ["second"]


def test_parallel_tasks_of_one_case_are_completed_at_once_by_different_people(
    box: Sandbox,
) -> None:
    names = [f"t{n}" for n in range(6)]
    box.deploy(joined(*map(task, names)))
    case = box.start("p")

    outcomes = race(
        [
            lambda one=one: box.engine.execute(  # type: ignore[misc]
                CompleteTask(one.id, {one.element_id: 1}), actor=box.actor
            )
            for one in case.tasks
        ]
    )

    assert [one for one in outcomes if not isinstance(one, Outcome)] == []
    assert case.state == "completed"
    assert case.variables == dict.fromkeys(names, 1)


def test_one_case_id_started_by_several_at_once_begins_one_case(box: Sandbox) -> None:
    box.deploy(one_task())
    chosen = uuid4()
    start_it = StartCase("p", case_id=chosen)

    outcomes = race([lambda: box.engine.execute(start_it, actor=box.actor)] * 4)

    assert [one.case_id for one in outcomes if isinstance(one, Outcome)] == [chosen]
    assert [one.code for one in outcomes if isinstance(one, WrongState)] == ["case-exists"] * 3


def test_one_key_used_by_several_at_once_carries_the_command_out_once(box: Sandbox) -> None:
    box.deploy(one_task())
    start_it = StartCase("p")

    outcomes = race(
        [lambda: box.engine.execute(start_it, actor=box.actor, idempotency_key="k")] * 4
    )

    assert len({one.case_id for one in outcomes}) == 1
    assert sorted(one.repeated for one in outcomes) == [False, True, True, True]
    assert len(box.cases("p")) == 1


def race(runners: list[Any]) -> list[Any]:
    """What each returned or raised; all begin at once."""
    gate, results = threading.Barrier(len(runners)), [None] * len(runners)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = runners[place]()
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(runners))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_processes_take_turns_at_one_case(box: Sandbox) -> None:
    """What a process keeps in memory is not used once another process has gone on."""
    box.deploy(two_tasks())
    case = box.start("p", {"n": 0})
    other = Engine(box.engine.database.url, clock=box.clock, policy=OpenPolicy())
    box.execute(SetVariables(case.id, {"n": 1}, "here"))
    other.execute(SetVariables(case.id, {"m": 2}, "there"), actor=box.actor)
    box.execute(SetVariables(case.id, {"n": 3}, "here again"))

    assert other.case(TENANT, case.id).variables == {"n": 3, "m": 2}
    other.stop()


def test_eight_threads_at_eight_cases_never_meet_a_lock(box: Sandbox) -> None:
    """Everybody works at another case at once; nobody reads of a lock or is asked to come again."""
    box.deploy(two_tasks())
    cases = [box.start("p") for _ in range(8)]
    together, trouble = threading.Barrier(8), []

    def work_at(case: Case) -> None:
        together.wait()
        try:
            for element in ("first", "second"):
                (open_task,) = box.engine.case(TENANT, case.id).tasks
                assert open_task.element_id == element
                box.engine.execute(ClaimTask(open_task.id), actor=box.actor)
                box.engine.execute(CompleteTask(open_task.id, {element: 1}), actor=box.actor)
        except Exception as error:
            trouble.append(error)

    threads = [threading.Thread(target=work_at, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert trouble == []
    for case in cases:
        assert (case.state, case.variables) == ("completed", {"first": 1, "second": 1})
    with box.engine.reading() as connection:
        assert verify_all(connection, TENANT).broken == []
