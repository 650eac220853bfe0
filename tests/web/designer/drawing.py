"""What a designer does by page, one line each."""

from __future__ import annotations

import re
from typing import Any

from tests.web.house import Visitor

FILE = "item-handling.bpmn"
#: (login, name, roles)
PEOPLE = (
    ("cheng", "程一鸣", ("process_designer",)),
    ("meng", "孟晓", ("process_designer", "process_publisher")),
    ("ye", "叶静", ("process_publisher",)),
)


def draft(visitor: Visitor) -> str:
    """A draft of what runs. Gives its address."""
    page = visitor.get("/designer").text
    base = re.search(r'name="base_id" value="([0-9a-f-]{36})"', page)
    assert base
    answer = visitor.post("/designer/drafts", {"base_id": base[1], "title": "改环节"})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def content(visitor: Visitor, at: str, name: str = FILE) -> str:
    answer = visitor.get(f"{at}/file/{name}")
    assert answer.status_code == 200
    return answer.text


def send(visitor: Visitor, address: str, body: dict[str, Any]) -> Any:
    """As the scripts of the pages do."""
    if visitor.token is None:
        visitor.get("/designer")
    return visitor.client.post(address, json=body, headers={"X-CSRFToken": visitor.token or ""})


def save(visitor: Visitor, at: str, body: str, based_on: int, name: str = FILE) -> Any:
    return send(visitor, f"{at}/file/{name}", {"body": body, "based_on": based_on})


def changed(visitor: Visitor, at: str) -> None:
    """One step has another name."""
    body = content(visitor, at).replace("审查意见", "会审意见", 1)
    assert save(visitor, at, body, 1).status_code == 200


def submitted(visitor: Visitor) -> str:
    at = draft(visitor)
    changed(visitor, at)
    answer = visitor.post(f"{at}/submit", {"note": "改一个步骤的名称"})
    assert answer.status_code == 302, answer.text
    return at


def reviewed(visitor: Visitor, at: str) -> str:
    """What the page of the review says about what was read on it."""
    found = re.search(r'name="reviewed" value="([0-9a-f]{64})"', visitor.get(f"{at}/compare").text)
    assert found
    return found[1]


def published(visitor: Visitor, at: str, **more: str) -> Any:
    return visitor.post(f"{at}/publish", {"reviewed": reviewed(visitor, at), **more})
