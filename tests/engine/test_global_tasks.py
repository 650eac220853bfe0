"""BPMN 2.0.2, 10.3.6 and 10.3.7: call activities that call global tasks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import DeploymentRefused, NotFound
from tests.engine.models import (
    boundary,
    definitions,
    end,
    ext,
    io,
    multi,
    node,
    path,
    process,
    start,
    timer,
    user,
    zeebe,
)
from tests.engine.runner import Runner


def calling(task: str, *inner: str, more: str = "") -> bytes:
    call = node("callActivity", "c", *inner, calledElement="g")
    return definitions(task, process(start(), call, more, end(), path("s", "c", "e")))


def test_bpmn_10_3_7_a_global_user_task_opens_as_a_task(mode: str) -> None:
    asked = ext(zeebe("assignmentDefinition", candidateGroups="=office"))
    run = Runner(
        calling(node("globalUserTask", "g", asked, name="核验")), {"office": "desk"}, mode=mode
    )
    (task,) = run.tasks.values()
    assert (task.element_id, task.name, task.candidates) == ("g", "核验", ("desk",))
    run.complete("g", {"ok": True})
    assert (run.state, run.variables, run.done("c")) == (
        "completed", {"office": "desk", "ok": True}, 1,
    )  # fmt: skip


@pytest.mark.parametrize("tag", ["globalTask", "globalManualTask"])
def test_bpmn_10_3_7_a_global_task_without_work_passes(tag: str, mode: str) -> None:
    run = Runner(calling(node(tag, "g")), mode=mode)
    assert (run.state, run.done("g"), run.done("c")) == ("completed", 1, 1)


def test_bpmn_10_3_7_a_global_script_task_computes(mode: str) -> None:
    script = node("globalScriptTask", "g", "<bpmn:script>{y: x + 1}</bpmn:script>",
                  scriptLanguage="feel")  # fmt: skip
    mapping = ext(io({"x": "=n * 10"}, {"result": "=y"}))
    run = Runner(calling(script, mapping), {"n": 2}, mode=mode)
    assert run.variables == {"n": 2, "result": 21}


def test_a_called_global_task_is_repeated_and_interrupted_like_any_call(mode: str) -> None:
    task = node("globalUserTask", "g")
    run = Runner(calling(task, multi("[1, 2]", inputElement="item")), mode=mode)
    assert run.open == ["g", "g"]
    run.complete("g")
    run.complete("g")
    assert run.state == "completed"

    late = boundary("t", "c", timer("PT1H")) + user("z") + end("e2") + path("t", "z", "e2")
    run = Runner(calling(task, more=late), mode=mode)
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]


def test_a_global_task_is_called_and_never_started() -> None:
    with pytest.raises(NotFound):
        Runner(calling(node("globalTask", "g")), process_id="g")


def test_what_a_global_task_cannot_do_is_refused() -> None:
    for task, code in (
        (node("globalUserTask", "g", "<bpmn:potentialOwner/>"), "not-supported"),
        (node("globalUserTask", "g", ext(zeebe("taskListeners"))), "not-supported"),
        (node("globalScriptTask", "g", "<bpmn:script>1</bpmn:script>", scriptLanguage="python"),
         "expression-language-unknown"),
    ):  # fmt: skip
        with pytest.raises(DeploymentRefused) as refused:
            Runner(calling(task))
        assert {problem.code for problem in refused.value.problems} == {code}
