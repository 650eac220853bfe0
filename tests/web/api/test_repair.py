"""Repair by programs: lists by pages, and what is asked for by its number."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from engine.store.schema import case_
from tests.support.diagrams import diagram, end, line, start, user_task
from tests.web import staff
from tests.web.api.program import Program
from tests.web.house import House
from tests.web.repair.test_pages import handed_in, newer, open_incidents, stuck
from workflows.models import Body
from workflows.people.commands import AddPost


def repairer(house: House) -> Program:
    (body,) = house.rows(select(Body.id).where(Body.code == staff.BODY))[0]
    return Program(house, AddPost(body, "sysadmin", "接口"), AddPost(body, "city_admin", "市局"))


def page(program: Program, address: str) -> dict[str, Any]:
    answer = program.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def other(version: int) -> bytes:
    """A process that the list of versions names before item handling."""
    name = f"t{version}"
    return diagram("a-process", start(), user_task(name), end(), line("s", name, "e"))


def test_incidents_behind_the_first_two_hundred_are_reached_and_tried_again(
    center: House,
) -> None:
    """They were on no page, and were refused as unknown."""
    stuck(center, 203)
    program = repairer(center)
    first = page(program, "/incidents")
    second = page(program, f"/incidents?{urlencode({'after': first['after']})}")
    ids = [one["id"] for page in (first, second) for one in page["items"]]
    assert (len(first["items"]), len(second["items"]), second["after"]) == (200, 3, None)
    assert sorted(ids) == sorted(open_incidents(center))
    assert program.get("/incidents", If_None_Match="x").status_code == 200

    center.office.engine.handlers["mail"] = lambda job: None
    body = {"incidents": ids[200:], "reason": "邮件已修好"}
    answer = program.post("/incidents/retry", body)

    assert [one["reasons"] for one in answer.get_json()["items"]] == [[], [], []]
    assert len(open_incidents(center)) == 200


def test_cases_of_every_process_of_a_deployment_are_listed_for_its_version(center: House) -> None:
    """Where a deployment had two processes, only cases of one could be moved."""
    handed_in(center)
    (case,) = center.rows(select(case_.c.id))[0]
    newer(center, other=other(1))
    to = newer(center, other=other(2))
    program = repairer(center)

    listed = page(program, f"/deployments/{to}/migration")

    assert [one["id"] for one in listed["items"]] == [str(case)]
    assert listed["after"] is None
    trial = {"cases": [str(case)], "reason": "新版", "trial": True}
    answer = program.post(f"/deployments/{to}/migration", trial)
    assert answer.get_json()["items"][0]["reasons"] == []
