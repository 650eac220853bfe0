"""User tasks: who, when, with which form. BPMN 2.0.2, 10.3.3 User Task, 13.3.3."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.errors import WrongState
from tests.engine.models import diagram, end, ext, io, node, path, start, user, zeebe
from tests.engine.runner import Runner

STEPS = path("s", "a", "e")


def test_bpmn_10_3_3_user_task_waits_for_a_person(mode: str) -> None:
    run = Runner(diagram(start(), user("a", name="受理"), end(), STEPS), mode=mode)
    (task,) = run.tasks.values()
    assert (task.element_id, task.name, task.priority, task.form_key) == ("a", "受理", 50, None)
    run.complete("a", {"ok": True})
    assert (run.state, run.variables) == ("completed", {"ok": True})


def test_user_task_says_who_when_and_with_which_form(mode: str) -> None:
    extension = ext(
        zeebe(
            "assignmentDefinition",
            assignee="=clerk",
            candidateGroups='=["window", "head of " + park]',
            candidateUsers="u1, user:u2",
        ),
        zeebe("taskSchedule", dueDate="=due", followUpDate="2025-10-08T09:00:00+08:00"),
        zeebe("priorityDefinition", priority="=10 * 7"),
        zeebe("formDefinition", formKey="accept-form"),
        '<yb:step act="accept" notice="acceptance"/><yb:clock limit="5"/>',
    )
    run = Runner(
        diagram(start(), user("a", extension), end(), STEPS),
        {"clerk": "c7", "park": "P1", "due": date(2025, 10, 9)},
        mode=mode,
    )
    (task,) = run.tasks.values()
    assert task.assignee == "user:c7"
    assert task.candidates == ("window", "head of P1", "user:u1", "user:u2")
    assert task.due_at == datetime(2025, 10, 8, 16, tzinfo=UTC)
    assert task.follow_up_at == datetime(2025, 10, 8, 1, tzinfo=UTC)
    assert (task.priority, task.form_key) == (70, "accept-form")
    assert task.extensions == {
        "step": {"act": "accept", "notice": "acceptance"},
        "clock": {"limit": "5"},
    }
    run.complete("a")


def test_a_task_takes_its_holders_from_the_lane_around_it() -> None:
    holders = ext(zeebe("assignmentDefinition", candidateGroups="window"))
    lane = node("lane", "l", holders, "<bpmn:flowNodeRef>a</bpmn:flowNodeRef>")
    run = Runner(diagram(node("laneSet", "ls", lane), start(), user("a"), end(), STEPS))
    (task,) = run.tasks.values()
    assert task.candidates == ("window",)


def test_a_task_cannot_be_completed_twice() -> None:
    run = Runner(diagram(start(), user("a"), user("b"), end(), path("s", "a", "b", "e")))
    (token,) = run.tasks
    run.complete("a")
    with pytest.raises(WrongState):
        run.live.complete_task(token, {})


def test_task_properties_without_value_are_an_incident_and_open_on_retry(mode: str) -> None:
    extension = ext(zeebe("assignmentDefinition", candidateGroups="=groups"))
    run = Runner(diagram(start(), user("a", extension), end(), STEPS), {"groups": 5}, mode=mode)
    assert (run.codes(), run.open) == (["expression-not-text"], [])
    run.retry("a", {"groups": ["g"]})
    assert run.open == ["a"]
    run.complete("a")
    assert run.state == "completed"


def test_corrected_variables_reach_an_element_that_could_not_be_entered(mode: str) -> None:
    """The corrected name is also the target of a mapping: the correction must not end in it."""
    mapping = io({"x": "=x + 1", "n": "=x"})
    extension = ext(mapping, zeebe("assignmentDefinition", candidateGroups="=groups"))
    run = Runner(
        diagram(start(), user("a", extension), end(), STEPS), {"x": 1, "groups": 0}, mode=mode
    )
    run.retry("a", {"x": 10, "groups": "g"})
    (token,) = run.tasks
    assert run.live.variables_at(token)["n"] == 11
    assert run.variables["x"] == 10
    assert run.began("a") == 1
