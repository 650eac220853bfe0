"""Activities: what they see, do and hand back. BPMN 2.0.2, 10.3 and 13.3."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from engine.bundle import compile_bundle
from engine.errors import BpmnError, Refused, WrongState
from engine.protocols import Work
from tests.engine.models import (
    a_message,
    an_error,
    boundary,
    definitions,
    diagram,
    end,
    error,
    ext,
    flows,
    formal,
    io,
    multi,
    node,
    par,
    path,
    process,
    script,
    service,
    start,
    sub,
    timer,
    user,
    zeebe,
)
from tests.engine.runner import NOW, Runner

STEPS = path("s", "a", "e")


# User task


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


# Mappings and scopes


def test_input_mapping_makes_local_variables_and_output_writes_outside(mode: str) -> None:
    mapping = io(
        {"sum": "=a + b", "twice": "=sum * 2", "who.name": "=n"},
        {"result": "=twice + bonus", "file.total": "=sum"},
    )
    run = Runner(
        diagram(start(), user("a", ext(mapping)), end(), STEPS),
        {"a": 1, "b": 2, "n": "王", "file": {"id": 9}},
        mode=mode,
    )
    (token,) = run.tasks
    seen = run.live.variables_at(token)
    assert (seen["sum"], seen["twice"], seen["who"]) == (3, 6, {"name": "王"})

    run.complete("a", {"bonus": 10, "noise": "not mapped"})

    assert run.variables == {
        "a": 1, "b": 2, "n": "王", "file": {"id": 9, "total": 3}, "result": 16,
    }  # fmt: skip


def test_without_output_mapping_variables_go_where_they_are_defined(mode: str) -> None:
    run = Runner(
        diagram(start(), user("a", ext(io({"x": "=x + 1"}))), end(), STEPS), {"x": 1}, mode=mode
    )
    run.complete("a", {"x": 50, "y": 2})
    assert run.variables == {"x": 1, "y": 2}


def test_an_output_mapping_that_fails_keeps_what_the_person_did(mode: str) -> None:
    """The task is done, the way out is not: an incident, and nothing half written."""
    run = Runner(
        diagram(
            start(), user("a"), end("x"), end("y"), flows("s>a", "a>x: ok", "a>y: not(ok)")
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"opinion": "yes"})
    assert (run.codes(), run.open) == (["condition-not-boolean"], [])
    run.retry("a", {"ok": True})
    assert (run.state, run.variables["opinion"]) == ("completed", "yes")
    assert run.done("a") == 1


def test_parallel_branches_share_the_scope_and_lose_nothing(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), par("j"), end(),
            flows("s>f", "f>a", "f>b", "a>j", "b>j", "j>e"),
        ),
        {"list": [1, 1, 2]},
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"x": 1, "list": [9]})
    run.complete("b", {"y": 2})
    assert run.variables == {"list": [9], "x": 1, "y": 2}


# Service, script, send, receive, business rule


def test_a_job_is_queued_with_headers_and_what_the_task_sees(mode: str) -> None:
    extension = zeebe("taskHeaders", zeebe("header", key="to", value="desk")) + io({"n": "=x + 1"})
    run = Runner(
        diagram(start(), service("a", "=kind", extensions=extension), end(), STEPS),
        {"x": 1, "kind": "mail"},
        mode=mode,
    )
    (job,) = run.jobs.values()
    assert (job.type, job.headers, job.retries) == ("mail", {"to": "desk"}, 3)
    assert job.variables == {"x": 1, "kind": "mail", "n": 2}
    run.finish_job("a", {"sent": True})
    assert (run.state, run.variables["sent"]) == ("completed", True)


def test_a_participant_does_the_work_inside_the_step() -> None:
    seen: list[Work] = []

    def number(work: Work) -> dict[str, Any]:
        seen.append(work)
        return {"number": 12}

    xml = diagram(start(), service("a", "number"), end(), STEPS)
    run = Runner(xml, {"x": 1}, handlers={"number": number})
    assert (run.state, run.variables["number"], run.jobs) == ("completed", 12, {})
    assert (seen[0].element_id, seen[0].process_id, seen[0].business_key) == ("a", "p", "K-1")
    assert seen[0].variables == {"x": 1}


def test_what_a_participant_refuses_is_no_incident() -> None:
    def refuse(work: Work) -> dict[str, Any]:
        raise Refused("not today")

    with pytest.raises(Refused, match="not today"):
        Runner(diagram(start(), service("a", "x"), end(), STEPS), handlers={"x": refuse})


def test_a_bpmn_error_of_a_worker_goes_to_the_boundary_with_its_variables(mode: str) -> None:
    xml = diagram(
        start(), service("a", "pay"), end(), user("x"),
        boundary("b", "a", error("err")), path("s", "a", "e"), path("b", "x", "e"),
        roots=an_error(),
    )  # fmt: skip

    def inside(work: Work) -> dict[str, Any]:
        raise BpmnError("E1", "no money", {"missing": 5})

    for run in (Runner(xml, mode=mode), Runner(xml, handlers={"pay": inside}, mode=mode)):
        if run.jobs:
            run.throw("a", "E1", {"missing": 5})
        assert (run.open, run.variables) == (["x"], {"missing": 5})
        run.complete("x")
        assert run.state == "completed"


def test_a_failed_job_is_an_incident_and_a_retry_queues_it_again(mode: str) -> None:
    run = Runner(diagram(start(), service("a", "pay"), end(), STEPS), mode=mode)
    run.fail_job("a", "timeout")
    assert (run.codes(), run.jobs) == (["job-failed"], {})
    run.retry("a", {"x": 1})
    (job,) = run.jobs.values()
    assert job.variables == {"x": 1}
    run.finish_job("a")
    assert run.state == "completed"


def test_news_for_a_job_that_is_gone_does_nothing(mode: str) -> None:
    run = Runner(
        diagram(
            start(), service("a", "pay"), end(), user("x"), boundary("t", "a", timer("PT1H")),
            path("s", "a", "e"), path("t", "x", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    (token,) = run.jobs
    run.advance(timedelta(hours=1))
    assert run.live.complete_job(token, {"x": 1}) is False
    assert run.live.fail_job(token, "late") is False
    assert run.live.throw_error(token, "E", "", {}) is False
    assert run.variables == {}


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


# Sub-process


def test_bpmn_13_3_4_sub_process_completes_when_no_token_is_left(mode: str) -> None:
    run = Runner(
        diagram(
            start(),
            sub("o", ext(io({"local": "=x"}, {"out": "=local + 1"})), start("s1"), par("f"),
                user("a"), user("b"), end("e1"), end("e2"),
                flows("s1>f", "f>a", "f>b", "a>e1", "b>e2")),
            end(), path("s", "o", "e"),
        ),
        {"x": 1},
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"local": 5, "y": 2})
    assert run.state == "active"
    run.complete("b")
    assert (run.state, run.variables) == ("completed", {"x": 1, "y": 2, "out": 6})


def test_a_sub_process_without_start_event_begins_at_all_entries(mode: str) -> None:
    run = Runner(
        diagram(start(), sub("o", user("a"), user("b")), end(), path("s", "o", "e")), mode=mode
    )
    assert run.open == ["a", "b"]
    run.complete("a")
    run.complete("b")
    assert run.state == "completed"


def test_deep_nesting_costs_no_stack() -> None:
    inner = user("u")
    for depth in range(90):
        inner = sub(f"n{depth}", inner)
    run = Runner(diagram(start(), inner, end(), path("s", "n89", "e")), mode="reload")
    run.complete("u")
    assert run.state == "completed"


def test_deep_nesting_is_cancelled_without_stack() -> None:
    inner = user("u")
    for depth in range(90):
        inner = sub(f"n{depth}", inner)
    run = Runner(
        diagram(
            start(), inner, end(), boundary("t", "n89", timer("PT1H")), path("s", "n89", "e"),
            path("t", "e"),
        )
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.state == "completed"


# Call activity


def _call(called: str, inner: str, *, extensions: str = "") -> bytes:
    caller = process(
        start(), node("callActivity", "c", ext(called, extensions)), end(), path("s", "c", "e")
    )
    return definitions(caller, process(inner, id="q"))


INNER = start("s1") + user("u") + end("e1") + path("s1", "u", "e1")


def test_bpmn_10_3_6_call_activity_has_variables_of_its_own(mode: str) -> None:
    called = zeebe("calledElement", processId='="q"', propagateAllChildVariables="false")
    run = Runner(
        _call(called, INNER, extensions=io({"n": "=x"}, {"answer": "=y"})), {"x": 1}, mode=mode
    )
    (task,) = run.tasks.values()
    assert (task.called_id, run.live.called()[0].process_id) == ("q", "q")
    assert run.live.called()[0].variables == {"x": 1, "n": 1}
    run.complete("u", {"x": 100, "y": 7})
    assert run.variables == {"x": 1, "answer": 7}


def test_call_activity_propagation_switches(mode: str) -> None:
    called = zeebe("calledElement", processId="q", propagateAllParentVariables="false")
    run = Runner(_call(called, INNER, extensions=io({"n": "=x"})), {"x": 1}, mode=mode)
    assert run.live.called()[0].variables == {"n": 1}
    run.complete("u", {"y": 7})
    assert run.variables == {"x": 1, "y": 7}


def test_called_process_that_is_missing_is_an_incident_until_it_is_there() -> None:
    xml = diagram(
        start(), node("callActivity", "c", ext(zeebe("calledElement", processId="=which"))), end(),
        path("s", "c", "e"),
    )  # fmt: skip
    run = Runner(xml, {"which": "q"})
    assert run.codes() == ["called-process-not-found"]
    other = UUID(int=9)
    run.outside.bundles[other] = compile_bundle({"q.bpmn": definitions(process(INNER, id="q"))})
    run.retry("c")
    assert run.live.called()[0].process_id == "q"
    (task,) = run.tasks.values()
    assert task.deployment_id == other
    run.reload()
    run.complete("u")
    assert run.state == "completed"


def test_an_error_leaves_the_called_process(mode: str) -> None:
    bad = start("s1") + user("u") + end("bad", error("err")) + path("s1", "u", "bad")
    caller = process(
        start(), node("callActivity", "c", ext(zeebe("calledElement", processId="q"))), end(),
        boundary("b", "c", error("err")), user("x"), path("s", "c", "e"), path("b", "x", "e"),
    )  # fmt: skip
    run = Runner(definitions(an_error(), caller, process(bad, id="q")), mode=mode)
    run.complete("u")
    assert run.open == ["x"]
    assert not run.live.called()


def test_a_process_that_calls_itself_without_end_is_an_incident() -> None:
    again = node("callActivity", "c", ext(zeebe("calledElement", processId="p")))
    run = Runner(diagram(start(), again, end(), path("s", "c", "e")))
    assert run.codes() == ["too-deep"]
    run.cancel()
    assert run.state == "terminated"


def test_an_endless_loop_becomes_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.behavior.case.MAX_STEPS", 500)
    run = Runner(
        diagram(
            start(), script("a", "n + 1", "n"), node("exclusiveGateway", "g"), end(),
            flows("s>g", "g>a: n >= 0", "g>e: n < 0", "a>g"),
        ),
        {"n": 0},
    )  # fmt: skip
    assert run.codes() == ["step-limit"]
    run.retry("g" if run.live.tokens()[0][1] == "g" else "a", {"n": -5})
    assert run.state == "completed"


# Multi-instance


def _multi(marker: str, *, tag: str = "userTask", extensions: str = "", more: str = "") -> bytes:
    return diagram(
        start(), node(tag, "a", ext(extensions) if extensions else "", marker), more, end(), STEPS
    )


def test_bpmn_13_3_7_parallel_instances_run_side_by_side(mode: str) -> None:
    marker = multi(
        "items", inputElement="item", outputCollection="results", outputElement="=answer"
    )
    run = Runner(_multi(marker), {"items": ["x", "y", "z"]}, mode=mode)

    seen = [run.live.variables_at(token) for token in sorted(run.tasks)]
    assert [(v["item"], v["loopCounter"]) for v in seen] == [("x", 1), ("y", 2), ("z", 3)]
    assert seen[0]["numberOfInstances"] == seen[0]["numberOfActiveInstances"] == 3

    tokens = sorted(run.tasks)
    run._before()
    run.live.complete_task(tokens[2], {"answer": "Z"})
    run._settle()
    left = run.live.variables_at(tokens[0])
    assert (left["numberOfCompletedInstances"], left["numberOfActiveInstances"]) == (1, 2)
    run.complete("a", {"answer": "X"})
    run.complete("a", {"answer": "Y"})
    assert run.state == "completed"
    assert run.variables == {"items": ["x", "y", "z"], "results": ["X", "Y", "Z"]}
    assert run.done("a") == 3


def test_bpmn_13_3_7_sequential_instances_run_in_a_row(mode: str) -> None:
    marker = multi(
        "items",
        sequential=True,
        inputElement="item",
        outputCollection="out",
        outputElement="=item + n",
    )
    run = Runner(_multi(marker), {"items": [1, 2, 3]}, mode=mode)
    for n in (10, 20, 30):
        assert run.open == ["a"]
        # The collection was taken when the activity began
        run.complete("a", {"n": n, "items": []})
    assert run.variables["out"] == [11, 22, 33]
    assert run.state == "completed"


def test_cardinality_and_completion_condition(mode: str) -> None:
    enough = "numberOfCompletedInstances >= 2 and numberOfActiveInstances < 4"
    inner = "".join(
        (
            formal("loopCardinality", "=wanted"),
            formal("completionCondition", f"={enough}"),
        )
    )
    run = Runner(_multi(multi(inner=inner)), {"wanted": Decimal(5)}, mode=mode)
    assert len(run.tasks) == 5
    run.complete("a")
    assert len(run.tasks) == 4
    run.complete("a")
    assert run.state == "completed"
    assert run.trace.count(("a", "terminated")) == 3


@pytest.mark.parametrize("sequential", [True, False])
def test_an_empty_collection_passes(sequential: bool, mode: str) -> None:
    marker = multi("items", sequential=sequential, outputCollection="out", outputElement="=1")
    run = Runner(_multi(marker), {"items": []}, mode=mode)
    assert (run.state, run.variables["out"]) == ("completed", [])


@pytest.mark.parametrize("items", [None, 5, "abc"])
def test_a_collection_that_is_no_list_is_an_incident(items: object, mode: str) -> None:
    run = Runner(_multi(multi("items", inputElement="i")), {"items": items}, mode=mode)
    assert run.codes() == ["collection-not-list"]
    run.retry("a", {"items": [1]})
    run.complete("a")
    assert run.state == "completed"


def test_a_boundary_event_ends_all_instances(mode: str) -> None:
    run = Runner(
        _multi(
            multi("items"), more=boundary("t", "a", timer("PT1H")) + user("x") + path("t", "x", "e")
        ),
        {"items": [1, 2]},
        mode=mode,
    )
    run.complete("a")
    run.advance(timedelta(hours=1))
    assert run.open == ["x"]
    run.complete("x")
    assert run.state == "completed"


def test_instances_that_are_sub_processes_have_variables_of_their_own(mode: str) -> None:
    body = (
        start("s1")
        + user("u")
        + script("calc", "item * n", "local")
        + end("e1")
        + path("s1", "u", "calc", "e1")
    )
    marker = multi("items", inputElement="item", outputCollection="out", outputElement="=local")
    xml = diagram(
        start(), sub("o", ext(io({"local": "=0"})), body, marker), end(), path("s", "o", "e")
    )
    run = Runner(xml, {"items": [1, 2, 3], "n": 10}, mode=mode)
    for _ in range(3):
        run.complete("u")
    assert (run.state, run.variables["out"]) == ("completed", [10, 20, 30])
    assert "local" not in run.variables


def test_an_output_element_that_fails_stops_the_instance_and_can_be_retried(mode: str) -> None:
    inner = formal("completionCondition", "=enough")
    run = Runner(_multi(multi("items", inner=inner)), {"items": [1, 2]}, mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"enough": False})
    run.complete("a")
    assert run.state == "completed"


def test_error_of_an_instance_goes_to_the_boundary_of_the_activity(mode: str) -> None:
    extension = zeebe("taskDefinition", type="pay")
    run = Runner(
        definitions(
            an_error(),
            process(
                start(), node("serviceTask", "a", ext(extension), multi("items")), end(), user("x"),
                boundary("b", "a", error("err")), STEPS, path("b", "x", "e"),
            ),
        ),
        {"items": [1, 2, 3]},
        mode=mode,
    )  # fmt: skip
    run.throw("a", "E1")
    assert (run.open, run.jobs) == (["x"], {})
