"""Tasks that calculate, send, receive or do nothing. BPMN 2.0.2, 10.3.3, 13.3.3."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.models import (
    a_message,
    diagram,
    end,
    ext,
    io,
    node,
    path,
    script,
    start,
    user,
    zeebe,
)
from tests.engine.runner import NOW, Runner

STEPS = path("s", "a", "e")


def test_script_in_feel_with_and_without_result_variable(mode: str) -> None:
    plain = node(
        "scriptTask",
        "b",
        "<bpmn:script>{total: n + 1, tags: [n]}</bpmn:script>",
        scriptFormat="feel",
    )
    run = Runner(
        diagram(start(), script("a", "x * 2", "n"), plain, end(), path("s", "a", "b", "e")),
        {"x": 4},
        mode=mode,
    )
    assert run.variables == {"x": 4, "n": 8, "total": 9, "tags": [8]}


def test_expressions_know_the_instant_of_the_command(mode: str) -> None:
    run = Runner(
        diagram(start(), user("a"), script("b", "now()", "at"), end(), path("s", "a", "b", "e")),
        mode=mode,
    )
    run.advance(timedelta(hours=5))
    run.complete("a")
    assert run.variables["at"] == NOW + timedelta(hours=5)


def test_a_script_without_a_name_for_its_value_is_an_incident() -> None:
    plain = node("scriptTask", "a", "<bpmn:script>x + 1</bpmn:script>", scriptFormat="feel")
    assert Runner(diagram(start(), plain, end(), STEPS), {"x": 4}).codes() == [
        "script-result-unnamed"
    ]


def test_send_task_throws_its_message_and_receive_task_waits(mode: str) -> None:
    run = Runner(
        diagram(
            start(), node("sendTask", "a", ext(io({"n": "=x"})), messageRef="m"),
            node("receiveTask", "b", ext(io({}, {"got": "=n"})), messageRef="m"), end(),
            path("s", "a", "b", "e"), roots=a_message(),
        ),
        {"x": 3, "order": 9},
        mode=mode,
    )  # fmt: skip
    (thrown,) = run.thrown
    assert (thrown.name, thrown.variables) == ("paid", {"n": 3})
    assert run.publish("paid", "9", dict(thrown.variables))
    assert run.variables == {"x": 3, "order": 9, "got": 3}


def test_send_task_with_a_task_definition_is_a_job(mode: str) -> None:
    extension = ext(zeebe("taskDefinition", type="mail"))
    run = Runner(diagram(start(), node("sendTask", "a", extension), end(), STEPS), mode=mode)
    run.finish_job("a")
    assert run.state == "completed"


def test_manual_and_abstract_tasks_pass() -> None:
    xml = diagram(
        start(), node("task", "a"), node("manualTask", "b"), end(), path("s", "a", "b", "e")
    )
    assert Runner(xml).state == "completed"
