"""What belongs to others answers exactly like what is not there: not even its existence leaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from werkzeug.routing import Rule, UUIDConverter

from tests.web import staff
from tests.web.house import House, Visitor
from workflows.models import Base, Body, Document, Material, Park
from workflows.people.commands import AddPost
from workflows.people.roles import ROLES

GHOST = "01998388-ba80-7000-ba76-022e8a3c39ba"
#: What differs between two answers that say the same: tokens, ids, request numbers, times
_PASSING = re.compile(
    r"[0-9a-f]{96}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12}|\d\d:\d\d(:\d\d\.\d+)?"
)
_TASK = Base.metadata.tables["task"]
_DATA = {
    "form_data": json.dumps({"outcome": "accept"}),
    "verdict": "ok",
    "reason": "x",
    "item": staff.ITEM,
    "park": staff.PARK,
}
#: Groups of pages whose addresses name an object, and what it is
GROUPS = {
    "apply": "application", "cases": "application", "tasks": "task", "inbox": "task",
    "documents": "document", "files": "file",
}  # fmt: skip


def objects(house: House) -> dict[str, str]:
    """A received application of the park, its claimed task, its slip, one of its files."""
    guide = house.signed_in("guide")
    application = staff.submitted(house, guide)
    staff.done(house.signed_in("window"), application, staff.REGISTER)
    task = staff.claimed(house.signed_in("acceptor"), application)
    return {
        "application": application,
        "task": task,
        "document": str(house.rows(select(Document.id))[0][0]),
        "file": str(house.rows(select(Material.file_id))[0][0]),
    }


def strangers(house: House) -> Iterator[tuple[str, Visitor]]:
    """One holder of every role in another park, and the enterprise of another application."""
    park = house.rows(select(Park.id).where(Park.code != staff.PARK))[0][0]
    body = house.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    for role in sorted(ROLES.keys() - {"enterprise"}):
        login = role.replace("_", "") + "9"
        house.person(login, "外人", AddPost(body, role, role, park))
        yield role, house.signed_in(login)
    other = staff.saved(house.signed_in("guide"), staff.form_of(7))
    staff.enterprise(house, UUID(other))
    yield "enterprise", house.signed_in("corp")


def addresses(house: House, found: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """(endpoint, method, address of the object, address of one that is not there)."""
    adapter = house.app.url_map.bind("localhost")
    for rule in house.app.url_map.iter_rules():
        kind = GROUPS.get(rule.endpoint.partition(".")[0])
        if kind is None or not _names_an_object(rule):
            continue
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            here, ghost = (
                adapter.build(rule.endpoint, _values(rule, id), method)
                for id in (found[kind], GHOST)
            )
            yield rule.endpoint, method, here, ghost


def _names_an_object(rule: Rule) -> bool:
    return any(isinstance(rule._converters[name], UUIDConverter) for name in rule.arguments)


def _values(rule: Rule, id: str) -> dict[str, str]:
    ids = {"incident": GHOST, "code": "m01"}
    return {name: ids.get(name, id) for name in rule.arguments}


def answer(visitor: Visitor, method: str, address: str, *, htmx: bool) -> tuple[int, str]:
    headers = {"HX-Request": "true"} if htmx else {}
    if method == "GET":
        got = visitor.get(address, headers=headers)
    else:
        got = visitor.post(address, _DATA, headers=headers)
    return got.status_code, _PASSING.sub("…", got.location or got.text)


def test_the_objects_of_others_answer_as_if_they_were_not_there(center: House) -> None:
    found = objects(center)
    told: list[tuple[str, str, str, int, int]] = []
    asked = 0
    for role, visitor in strangers(center):
        for endpoint, method, here, ghost in addresses(center, found):
            for htmx in (False, True):
                real = answer(visitor, method, here, htmx=htmx)
                none = answer(visitor, method, ghost, htmx=htmx)
                asked += 1
                if real != none or real[0] not in {403, 404}:
                    told.append((role, endpoint, method, real[0], none[0]))

    assert told == []
    assert asked > 500
