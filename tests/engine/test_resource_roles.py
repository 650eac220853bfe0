"""Who does a user task, by the standard's own words. BPMN 2.0.2, 8.4 Resources, 10.3 Activities."""

from __future__ import annotations

from typing import Any

import pytest

from engine.bundle import compile_bundle
from engine.errors import DeploymentRefused
from tests.engine.models import (
    definitions,
    diagram,
    end,
    ext,
    formal,
    node,
    path,
    process,
    start,
    user,
    zeebe,
)
from tests.engine.runner import Runner

CLERKS = node("resource", "clerks", name="窗口人员")
ZEEBE = ext(zeebe("assignmentDefinition", candidateGroups="heads"))


def role(tag: str, *inner: str) -> str:
    return f"<bpmn:{tag}>{''.join(inner)}</bpmn:{tag}>"


def by_expression(text: str) -> str:
    inner = formal("formalExpression", text).replace(' xsi:type="bpmn:tFormalExpression"', "")
    return f"<bpmn:resourceAssignmentExpression>{inner}</bpmn:resourceAssignmentExpression>"


BY_RESOURCE = "<bpmn:resourceRef>clerks</bpmn:resourceRef>"


def opened(*inner: str, **variables: Any) -> tuple[str | None, list[str]]:
    """(holder, candidates) of the task."""
    xml = diagram(start(), user("u", *inner), end(), path("s", "u", "e"), roots=CLERKS)
    run = Runner(xml, variables)
    (task,) = run.tasks.values()
    return task.assignee, list(task.candidates)


def test_bpmn_10_3_a_potential_owner_is_a_candidate() -> None:
    assert opened(role("potentialOwner", BY_RESOURCE)) == (None, ["窗口人员"])
    several = role("potentialOwner", BY_RESOURCE) + role("potentialOwner", by_expression("who"))
    assert opened(several, who=["a", "b"]) == (None, ["窗口人员", "a", "b"])
    assert opened(role("potentialOwner", by_expression('"a, b"'))) == (None, ["a", "b"])


def test_bpmn_10_3_a_performer_holds_the_task() -> None:
    assert opened(role("humanPerformer", by_expression("boss")), boss="li") == ("user:li", [])
    assert opened(role("performer", by_expression("boss")), boss="li") == ("user:li", [])


def test_the_words_of_zeebe_go_first_and_a_role_before_the_lane() -> None:
    assert opened(ZEEBE, role("potentialOwner", BY_RESOURCE)) == (None, ["heads"])
    lane = node("lane", "l", ZEEBE, "<bpmn:flowNodeRef>u</bpmn:flowNodeRef>")
    for inner, expected in (("", ("heads",)), (role("potentialOwner", BY_RESOURCE), ("窗口人员",))):
        parts = node("laneSet", "ls", lane) + start() + user("u", inner) + end()
        run = Runner(definitions(CLERKS, process(parts, path("s", "u", "e"))))
        (task,) = run.tasks.values()
        assert task.candidates == expected


def test_roles_of_what_no_person_does_are_notes() -> None:
    noted = role("performer", BY_RESOURCE) + role("resourceRole")
    run = Runner(
        definitions(
            CLERKS, process(noted, start(), node("task", "t", noted), end(), path("s", "t", "e"))
        )
    )
    assert run.state == "completed"


@pytest.mark.parametrize(
    "inner",
    [
        "",
        BY_RESOURCE
        + '<bpmn:resourceParameterBinding parameterRef="rp">'
        + formal("formalExpression", '"x"').replace(' xsi:type="bpmn:tFormalExpression"', "")
        + "</bpmn:resourceParameterBinding>",
    ],
    ids=["names nobody", "asks a directory"],
)
def test_a_role_that_finds_nobody_is_refused(inner: str) -> None:
    resource = node("resource", "clerks", node("resourceParameter", "rp", name="r"), name="c")
    task = user("u", role("potentialOwner", inner))
    xml = diagram(start(), task, end(), path("s", "u", "e"), roots=resource)
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": xml})
    assert {problem.code for problem in refused.value.problems} == {"not-supported"}
