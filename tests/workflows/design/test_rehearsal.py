"""Trying a draft: the real engine, a clock that is moved, bounded, and nobody is touched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.diagrams import diagram, line, start
from workflows.clock import at_shanghai
from workflows.design import rehearsal, room
from workflows.design.samples import samples
from workflows.errors import NotNow
from workflows.starter import starter_files

MORNING = at_shanghai(date(2025, 9, 26), 9)
ACCEPT = [
    {"complete": "register", "variables": {"originals_checked": True}},
    {"complete": "examine", "variables": {"outcome": "accept"}},
]


def story(
    *steps: dict[str, Any], files: dict[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    starter = {name: body.decode() for name, body in starter_files().items()}
    facts = samples("item-handling", MORNING)
    return {
        "files": files or starter, "process": "item-handling", "at": MORNING.isoformat(),
        "variables": facts, "steps": list(steps), **more,
    }  # fmt: skip


def open_steps(answer: dict[str, Any]) -> list[str]:
    return [task["element"] for task in answer["tasks"]]


def test_item_handling_is_tried_from_the_window_to_the_archive() -> None:
    ways = [
        {"complete": "review", "variables": {"recommendation": "approve"}},
        {"complete": "inspect", "variables": {"inspection": "pass"}},
        {"complete": "cosign", "variables": {"cosigned": "agree"}},
        {"complete": "opinion", "variables": {"recommendation": "approve"}},
        {"complete": "decide", "variables": {"decision": "approve"}},
        {"complete": "deliver"}, {"complete": "archive"},
    ]  # fmt: skip
    answer = rehearsal.rehearse(story(*ACCEPT, *ways))
    assert (answer["state"], answer["refused"]) == ("completed", None)


def test_a_task_shows_its_form_its_holder_and_when_it_is_due() -> None:
    answer = rehearsal.rehearse(story(*ACCEPT[:1]))
    (task,) = answer["tasks"]
    assert (task["element"], task["candidates"]) == ("examine", ["acceptor"])
    # five working days across 国庆
    assert task["due"].startswith("2025-10-10")
    assert '"outcome"' in task["form"]


def test_the_clock_moves_by_working_days_and_silence_accepts() -> None:
    before = rehearsal.rehearse(story(ACCEPT[0], {"working_days": 5}))
    assert open_steps(before) == ["examine"]
    assert before["now"].startswith("2025-10-10")
    after = rehearsal.rehearse(story(ACCEPT[0], {"working_days": 5}, {"until": before["next_due"]}))
    assert open_steps(after) == ["review"]
    assert ["deem_accepted", "completed"] in after["trace"]


def test_a_message_arrives() -> None:
    answer = rehearsal.rehearse(story(ACCEPT[0], {"message": "withdraw"}))
    assert answer["state"] != "active"
    assert ["withdrawn", "completed"] in answer["trace"]
    assert open_steps(answer) == []


def test_a_limit_of_the_step_itself_is_counted_in_working_days() -> None:
    body = diagram(
        "own", start(),
        '<bpmn:userTask id="t"><bpmn:extensionElements><yb:step limit="3WD"/>'
        "</bpmn:extensionElements></bpmn:userTask>", '<bpmn:endEvent id="e"/>', line("s", "t", "e"),
    )  # fmt: skip
    asked = story(files={"own.bpmn": body.decode()}, process="own", variables={})
    (task,) = rehearsal.rehearse(asked)["tasks"]
    assert task["due"].startswith("2025-09-30")


def test_a_step_that_cannot_be_done_is_told_and_what_was_before_it_stands() -> None:
    answer = rehearsal.rehearse(story(ACCEPT[0], {"complete": "decide"}))
    assert answer["refused"]["step"] == 2
    assert open_steps(answer) == ["examine"]


@pytest.mark.parametrize(
    "step", [{"days": -1}, {"days": 5000}, {"until": "2020-01-01T00:00+08:00"}]
)
def test_the_clock_goes_forward_and_not_for_ever(step: dict[str, Any]) -> None:
    answer = rehearsal.rehearse(story(step))
    assert answer["refused"]["step"] == 1


def test_a_missing_fact_stops_as_an_incident_in_words() -> None:
    body = diagram(
        "own", start(), '<bpmn:exclusiveGateway id="g"/>', '<bpmn:endEvent id="e"/>',
        line("s", "g"),
        '<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="e">'
        "<bpmn:conditionExpression>amount &gt; 1</bpmn:conditionExpression></bpmn:sequenceFlow>",
        '<bpmn:sequenceFlow id="h" sourceRef="g" targetRef="e">'
        "<bpmn:conditionExpression>amount &lt; 0</bpmn:conditionExpression></bpmn:sequenceFlow>",
    )  # fmt: skip
    asked = story(files={"own.bpmn": body.decode()}, process="own", variables={})
    answer = rehearsal.rehearse(asked)
    assert answer["state"] == "incident"
    (one,) = answer["incidents"]
    assert one["element"] == "g"
    assert "条件" in one["words"]


def test_the_room_answers_as_the_rehearsal_does() -> None:
    asked = story(*ACCEPT)
    here, there = rehearsal.rehearse(asked), room.rehearse(asked)
    assert (there["state"], there["trace"], there["tasks"]) == (
        here["state"], here["trace"], here["tasks"],
    )  # fmt: skip


def test_the_room_tells_problems_of_a_draft_that_cannot_run() -> None:
    answer = room.rehearse(story(files={"a.bpmn": "<x/>"}))
    assert [one["code"] for one in answer["problems"]] == ["not-bpmn"]


def test_the_room_ends_what_runs_for_ever_and_takes_no_file_or_key_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "SECONDS", 3)
    cycle = (
        '<bpmn:boundaryEvent id="b" cancelActivity="false" attachedToRef="t">'
        '<bpmn:timerEventDefinition id="d"><bpmn:timeCycle>R/PT1S</bpmn:timeCycle>'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    )
    body = diagram(
        "endless", start(), '<bpmn:userTask id="t"/>', cycle, '<bpmn:endEvent id="e"/>',
        '<bpmn:endEvent id="x"/>', line("s", "t", "e"), line("b", "x"),
    )  # fmt: skip
    asked = story({"days": 700}, files={"a.bpmn": body.decode()}, process="endless", variables={})
    with pytest.raises(NotNow) as no:
        room.rehearse(asked)
    assert no.value.code == "trial-limit"
