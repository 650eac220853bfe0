"""The debug log tells a case as a story that somebody can read who knows the diagram."""

from __future__ import annotations

import logging

import pytest

from engine.testing import Sandbox
from tests.engine import models as m

DIAGRAM = m.diagram(
    m.node("startEvent", "s", name="收到申请"), m.node("userTask", "check", name="核对材料"),
    m.boundary("late", "check", m.timer("P5D"), interrupting=False), m.end("le"),
    m.service("note", "mail"), m.xor("g"), m.end("yes"), m.end("no"),
    m.path("s", "check", "note", "g"), m.path("late", "le"),
    m.flows("g>yes: x > 1", "g>no: x > 2"),
)  # fmt: skip
STORY = """\
“收到申请” (startEvent s) begins [token 2]
“收到申请” (startEvent s) is done [token 2]
“核对材料” (userTask check) begins [token 3]
boundaryEvent late waits until 2025-10-01T09:00:00+08:00
“核对材料” (userTask check) waits for anybody
“核对材料” (userTask check) is done [token 3]
serviceTask note begins [token 5]
serviceTask note waits for the work "mail", 3 tries
serviceTask note is done [token 5]
exclusiveGateway g begins [token 6]
exclusiveGateway g cannot go on: no-flow-taken"""


def test_a_case_is_told_as_a_story(caplog: pytest.LogCaptureFixture) -> None:
    box = Sandbox()
    box.deploy(DIAGRAM)
    box.handle("mail", lambda job: {})
    with caplog.at_level(logging.DEBUG, "engine.story"):
        case = box.start("p", {"secret": "张三", "x": 0}, business_key="K-7")
        box.complete(case, "check")
    told = [r.getMessage() for r in caplog.records if r.name == "engine.story"]
    assert "\n".join(line.removeprefix("K-7: ") for line in told) == STORY
    assert all(line.startswith("K-7: ") for line in told)
    assert "张三" not in caplog.text
    box.engine.stop()


def test_nothing_is_written_unless_somebody_asks(caplog: pytest.LogCaptureFixture) -> None:
    box = Sandbox()
    box.deploy(DIAGRAM)
    with caplog.at_level(logging.INFO):
        box.start("p")
    assert [r for r in caplog.records if r.name == "engine.story"] == []
    box.engine.stop()
