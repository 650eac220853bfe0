"""ModifyCase: tokens are taken away here and put down there, with a reason, as one step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import ModifyCase
from engine.migration.refusals import ChangeRefused
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import boundary, diagram, end, line, start, timer, two_tasks, user_task
from tests.support.rows import rows_in


def modify(box: Sandbox, case: Case, cancel: str = "", activate: str = "", **more: int) -> None:
    command = ModifyCase(
        case.id, "taken back", tuple(cancel.split()), tuple(activate.split()), more
    )
    box.execute(command)


def codes(box: Sandbox, case: Case, cancel: str = "", activate: str = "") -> list[str]:
    before = rows_in(box.engine)
    with pytest.raises(ChangeRefused) as refusal:
        modify(box, case, cancel, activate)
    assert rows_in(box.engine) == before
    return sorted(one.code for one in refusal.value.refusals)


def nested() -> bytes:
    inner = "".join((start("is"), user_task("in"), user_task("more"), end("ie"),
                     line("is", "in", "more", "ie")))  # fmt: skip
    return diagram(
        "p",
        start(),
        user_task("first"),
        boundary("late", "first", timer("P1D")),
        f'<bpmn:subProcess id="sub">{inner}</bpmn:subProcess>',
        '<bpmn:parallelGateway id="fork"/>',
        user_task("a"),
        user_task("b"),
        '<bpmn:parallelGateway id="join"/>',
        end("e"),
        end("e2"),
        line("s", "first", "sub", "fork", "a", "join", "e"),
        line("fork", "b", "join"),
        line("late", "e2"),
    )


def test_a_step_is_taken_back(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    box.complete(case, "first")

    modify(box, case, "second", "first", x=2)

    assert [task.element_id for task in case.tasks] == ["first"]
    assert case.variables == {"x": 2}
    assert ("second", "terminated") in case.trace
    box.reload()
    box.complete(case, "first")
    box.complete(case, "second")
    assert case.state == "completed"
    assert box.engine.verify(TENANT).broken == []


def test_what_waits_beside_a_canceled_task_goes_with_it_and_comes_with_a_new_one(
    box: Sandbox,
) -> None:
    box.deploy(nested())
    case = box.start("p")
    modify(box, case, "first", "sub")
    assert rows_in(box.engine, "due")["due"] == []
    assert [task.element_id for task in case.tasks] == ["in"]

    modify(box, case, "in", "more")
    modify(box, case, "sub", "first")

    assert [task.element_id for task in case.tasks] == ["first"]
    box.advance(timedelta(days=1))
    assert case.state == "completed"


def test_several_places_at_once_join_as_ever(box: Sandbox) -> None:
    box.deploy(nested())
    case = box.start("p")

    modify(box, case, "first", "a b")
    box.complete(case, "a")
    box.complete(case, "b")

    assert case.state == "completed"


def test_all_reasons_are_given_at_once(box: Sandbox) -> None:
    box.deploy(nested())
    case = box.start("p")

    assert codes(box, case, "a", "in join s late nowhere") == [
        "cannot-begin", "cannot-begin", "cannot-begin", "not-active", "scope-not-active",
        "unknown-element",
    ]  # fmt: skip
    assert codes(box, case, "first") == ["nothing-left"]


def test_a_canceled_scope_cannot_take_a_token(box: Sandbox) -> None:
    box.deploy(nested())
    case = box.start("p")
    box.complete(case, "first")

    assert codes(box, case, "sub", "more a") == ["scope-not-active"]
