"""What falls due happens once, in order, and never early."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands import Deploy, FireTimer
from engine.errors import WrongState
from engine.protocols import Actor
from engine.store.schema import task
from engine.store.types import read_id
from engine.testing import START, TENANT, Sandbox
from tests.support.diagrams import (
    boundary,
    catch,
    cycle,
    diagram,
    end,
    line,
    one_task,
    start,
    then_work,
    timer,
    user_task,
)
from tests.support.rows import rows_in


def waits(duration: str, process_id: str = "p") -> bytes:
    return then_work(catch("pause", timer(duration)), process_id)


def due_id(box: Sandbox) -> object:
    (row,) = rows_in(box.engine, "due")["due"]
    return row[1]


def test_a_timer_fires_when_it_is_due_and_not_before(box: Sandbox) -> None:
    box.deploy(waits("PT1H"))
    case = box.start("p")

    box.advance(timedelta(minutes=59))
    assert case.tasks == []

    box.advance(timedelta(minutes=1))
    assert [task.element_id for task in case.tasks] == ["work"]


def test_a_timer_rung_early_is_not_due(box: Sandbox) -> None:
    box.deploy(waits("PT1H"))
    case = box.start("p")

    with pytest.raises(WrongState) as refusal:
        box.engine.execute(FireTimer(read_id(due_id(box))), actor=Actor.system(TENANT))

    assert refusal.value.code == "not-due"
    assert case.tasks == []


def test_a_timer_rung_twice_fires_once(box: Sandbox) -> None:
    box.deploy(waits("PT1H"))
    case = box.start("p")
    ring = FireTimer(read_id(due_id(box)))
    box.clock.move_to(box.now + timedelta(hours=1))

    first = box.engine.execute(ring, actor=Actor.system(TENANT))
    second = box.engine.execute(ring, actor=Actor.system(TENANT))

    assert (first.case_id, second.case_id) == (case.id, None)
    assert len(case.tasks) == 1


def test_timers_fire_in_the_order_in_which_they_fall_due(box: Sandbox) -> None:
    box.deploy(waits("PT3H", "slow"), waits("PT1H", "fast"), waits("PT2H", "middle"))
    for process in ("slow", "fast", "middle"):
        box.start(process)

    box.advance(timedelta(hours=4))

    with box.engine.reading() as connection:
        opened = connection.execute(select(task.c.created_at).order_by(task.c.id)).scalars().all()
    assert opened == [START + timedelta(hours=hours) for hours in (1, 2, 3)]


def test_a_cycle_beside_a_task_fires_again_until_the_task_is_done(box: Sandbox) -> None:
    box.deploy(
        diagram(
            "p",
            start(),
            user_task("work"),
            boundary("remind", "work", cycle("R/P1D"), cancels=False),
            end("e"),
            end("reminded"),
            line("s", "work", "e"),
            line("remind", "reminded"),
        )
    )
    case = box.start("p")

    box.advance(timedelta(days=3))
    box.complete(case, "work")
    box.advance(timedelta(days=3))

    assert case.trace.count(("reminded", "completed")) == 3
    assert case.state == "completed"
    assert rows_in(box.engine, "due")["due"] == []


def test_a_timer_starts_cases_by_its_cycle(box: Sandbox) -> None:
    box.deploy(
        diagram("p", start("s", cycle("R2/PT1H")), user_task("work"), end(), line("s", "work", "e"))
    )

    box.advance(timedelta(minutes=59))
    assert box.cases("p") == []
    box.advance(timedelta(hours=5))

    assert len(box.cases("p")) == 2


def test_a_new_definition_replaces_the_start_timer_of_the_old(box: Sandbox) -> None:
    def daily(name: str) -> bytes:
        return diagram(
            "p", start("s", cycle("R/P1D")), user_task(name), end(), line("s", name, "e")
        )

    box.deploy(daily("old"))
    box.deploy(daily("new"))

    box.advance(timedelta(days=2))

    assert [case.tasks[0].element_id for case in box.cases("p")] == ["new", "new"]


def test_a_deployment_takes_effect_on_its_day(box: Sandbox) -> None:
    box.deploy(one_task())
    later = box.now + timedelta(days=3)
    newer = one_task().replace(b'id="work"', b'id="better"').replace(b'Ref="work"', b'Ref="better"')
    outcome = box.execute(Deploy({"p.bpmn": newer}, effective_at=later))

    assert box.start("p").tasks[0].element_id == "work"
    box.advance(timedelta(days=3))

    case = box.start("p")
    assert case.view.deployment_id == outcome.deployment_id
    assert case.tasks[0].element_id == "better"


def test_start_events_of_a_deployment_wait_from_its_day_on(box: Sandbox) -> None:
    daily = diagram(
        "p", start("s", cycle("R/P1D")), user_task("work"), end(), line("s", "work", "e")
    )
    box.execute(Deploy({"p.bpmn": daily}, effective_at=box.now + timedelta(days=10)))

    box.advance(timedelta(days=10))
    assert box.cases("p") == []
    box.advance(timedelta(days=2))

    assert len(box.cases("p")) == 2
