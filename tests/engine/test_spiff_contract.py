"""What the engine takes over from SpiffWorkflow, name by name, so that an upgrade fails loudly.

Each overridden or called name is held by its signature; the order of calls in ``Task.run`` and
``TaskSpec._on_complete``, on which everything stands, by its behavior.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import inspect
from typing import Any

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.specs import WorkflowSpec
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from engine.behavior.case import Case
from engine.behavior.node import Node, ScopeSpec
from engine.behavior.scope import Scope, ScopeLife
from engine.behavior.token import COMPLETED, READY, Token
from tests.engine.models import diagram, end, par, path, script, start, sub, user
from tests.engine.runner import Runner

SIGNATURES: list[tuple[type, str, list[str]]] = [
    (Task, "__init__", ["self", "workflow", "task_spec", "parent", "state", "id"]),
    (Task, "run", ["self"]),
    (Task, "complete", ["self"]),
    (Task, "error", ["self"]),
    (Task, "cancel", ["self"]),
    (Task, "_ready", ["self"]),
    (Task, "_set_state", ["self", "value"]),
    (Task, "_inherit_data", ["self"]),
    (Task, "_add_child", ["self", "task_spec", "state"]),
    (Task, "_child_added_notify", ["self", "child"]),
    (TaskSpec, "test", ["self"]),
    (TaskSpec, "connect", ["self", "taskspec"]),
    (TaskSpec, "_predict", ["self", "my_task", "seen", "looked_ahead", "mask"]),
    (TaskSpec, "_update", ["self", "my_task"]),
    (TaskSpec, "_on_ready", ["self", "my_task"]),
    (TaskSpec, "_on_ready_hook", ["self", "my_task"]),
    (TaskSpec, "_run", ["self", "my_task"]),
    (TaskSpec, "_run_hook", ["self", "my_task"]),
    (TaskSpec, "_on_complete", ["self", "my_task"]),
    (TaskSpec, "_on_complete_hook", ["self", "my_task"]),
    (TaskSpec, "_on_cancel", ["self", "my_task"]),
    (TaskSpec, "_on_error", ["self", "my_task"]),
    (TaskSpec, "_on_error_hook", ["self", "my_task"]),
    (BpmnSpecMixin, "__init__", ["self", "wf_spec", "bpmn_id", "kwargs"]),
    (WorkflowSpec, "__init__", ["self", "name", "filename", "addstart"]),
    (WorkflowSpec, "_add_notify", ["self", "task_spec"]),
    (Workflow, "__init__", ["self", "workflow_spec", "deserializing"]),
    (Workflow, "_task_completed_notify", ["self", "task"]),
    (Workflow, "update_waiting_tasks", ["self"]),
    (BpmnWorkflow, "__init__", ["self", "spec", "subprocess_specs", "script_engine", "kwargs"]),
    (BpmnWorkflow, "get_task_from_id", ["self", "task_id"]),
    (
        BpmnSubWorkflow,
        "__init__",
        ["self", "spec", "parent_task_id", "top_workflow", "kwargs"],
    ),
    (BpmnSubWorkflow, "_calculate_depth", ["self"]),
]


@pytest.mark.parametrize(
    ("owner", "name", "parameters"), SIGNATURES, ids=lambda v: getattr(v, "__name__", str(v))
)
def test_names_of_the_library_have_these_parameters(
    owner: type, name: str, parameters: list[str]
) -> None:
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


def test_the_version_is_the_one_that_was_read() -> None:
    assert importlib.metadata.version("SpiffWorkflow") == "3.2.0"


def test_our_classes_are_the_library_s_classes() -> None:
    assert issubclass(Token, Task)
    assert issubclass(Node, TaskSpec)
    assert issubclass(ScopeSpec, BpmnProcessSpec)
    assert issubclass(Case, BpmnWorkflow)
    assert issubclass(Scope, BpmnSubWorkflow)


OVERRIDES: dict[type, set[str]] = {
    Token: {
        "__init__", "children", "_child_added_notify", "_add_child", "_inherit_data",
        "_set_state", "complete", "cancel",
    },
    Node: {
        "__init__", "test", "_predict", "_update", "_on_ready_hook", "_run_hook",
        "_on_complete_hook", "_on_error_hook", "_on_cancel",
    },
    ScopeSpec: {"__init__"},
    Case: {"__init__", "get_task_from_id"},
    Scope: {"__init__", "_calculate_depth"},
    ScopeLife: {"update_waiting_tasks", "_task_completed_notify"},
}  # fmt: skip


@pytest.mark.parametrize("ours", OVERRIDES, ids=lambda cls: cls.__name__)
def test_nothing_else_of_the_library_is_overridden(ours: type) -> None:
    theirs: set[str] = set()
    for base in (Task, TaskSpec, BpmnSpecMixin, BpmnProcessSpec, BpmnBaseWorkflow, BpmnWorkflow):
        if ours is ScopeLife or issubclass(ours, base):
            for cls in base.__mro__[:-1]:
                theirs |= set(vars(cls))
    if issubclass(ours, BpmnSubWorkflow) or ours is ScopeLife:
        theirs |= set(vars(BpmnSubWorkflow))
    names = {
        name
        for name, value in vars(ours).items()
        if name in theirs and (callable(value) or isinstance(value, property))
    }
    assert names == OVERRIDES[ours]


def test_every_token_runs_through_task_run_and_on_complete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given SpiffWorkflow's own methods under watch, when a case runs, each token passes them."""
    ran: list[str] = []
    completed: list[str] = []
    run, on_complete = Task.run, TaskSpec._on_complete

    def watched_run(self: Any) -> Any:
        ran.append(self.task_spec.name)
        return run(self)

    def watched_complete(self: Any, task: Any) -> Any:
        completed.append(self.name)
        return on_complete(self, task)

    monkeypatch.setattr(Task, "run", watched_run)
    monkeypatch.setattr(TaskSpec, "_on_complete", watched_complete)
    body = start("s1") + user("u") + end("e1") + path("s1", "u", "e1")
    case = Runner(
        diagram(start(), script("a", "1", "x"), sub("o", body), end(), path("s", "a", "o", "e"))
    )
    case.complete("u")

    assert case.state == "completed"
    assert sorted(ran) == ["#start", "#start", "a", "e", "e1", "o", "s", "s1", "u"]
    assert sorted(completed) == sorted(ran)


def test_task_run_answers_true_none_and_exceptions_as_we_rely_on() -> None:
    class Spec(Node):
        answer: Any = True

        def _run_hook(self, token: Token) -> bool | None:
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer  # type: ignore[no-any-return]

    run = Runner(diagram(start(), user("a"), end(), path("s", "a", "e")))
    case = run.live.case

    def outcome(answer: Any) -> int:
        graph = ScopeSpec("x")
        spec = Spec(graph, "probe")
        spec.answer = answer
        token = Token(case, spec, case.task_tree, READY)
        with contextlib.suppress(ValueError):
            token.run()
        state: int = token._state
        if not state & COMPLETED:
            token.cancel()
        return state

    assert outcome(True) == TaskState.COMPLETED
    assert outcome(None) == TaskState.STARTED
    assert outcome(ValueError()) == TaskState.ERROR


def test_the_library_s_own_questions_work_on_our_case() -> None:
    run = Runner(
        diagram(start(), par("f"), user("a"), user("b"), end(), path("s", "f", "a", "e"),
                path("f", "b", "e"))
    )  # fmt: skip
    case = run.live.case
    assert {t.task_spec.name for t in case.get_tasks(state=TaskState.READY)} == {"a", "b"}
    task = case.get_next_task(spec_name="a")
    assert case.get_task_from_id(task.id) is task
    assert task.task_spec.outputs[0].name == "e"
    assert task.task_spec.inputs[0].name == "f"
    assert not case.is_completed()
    run.complete("a")
    run.complete("b")
    assert case.is_completed()


def test_nothing_of_the_library_s_python_scripting_is_reachable() -> None:
    run = Runner(diagram(start(), user("a"), end(), path("s", "a", "e")), {"x": 2})
    case = run.live.case
    (token,) = run.tasks
    engine = case.script_engine
    assert engine.evaluate(case.by_id[token], "x + y", {"y": 3}) == 5
    assert engine.evaluate(case.by_id[token], "__import__") is None
    with pytest.raises(Exception, match="only FEEL"):
        engine.execute(case.by_id[token], "import os")
