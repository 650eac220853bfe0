"""Every example of the guide is run as it stands, with curl against a server that listens."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from tests.web import staff
from tests.web.api.program import Program
from tests.web.house import House
from workflows.design.steps import blank
from workflows.models import Body, Park
from workflows.people.commands import AddPost

GUIDE = Path("docs/guide/api.md")
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def shell(center: House, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What the examples name: the address, a token, a task in the queue, a diagram."""
    house = center
    staff.submitted(house, house.signed_in("guide"))
    body, here = (_id(house, Body, code) for code in ("scjg", staff.BODY))
    park = _id(house, Park, staff.PARK)
    posts = [AddPost(body, role, role) for role in ("process_designer", "process_publisher")]
    window = AddPost(here, "window", "窗口接口", park)
    program = Program(house, window, *posts)
    queue = program.get("/tasks?box=queue").json
    assert queue is not None
    (tmp_path / "seal-request.bpmn").write_bytes(blank("seal-request", "用印审批"))
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield {
        **os.environ, "YUANBAN": f"http://127.0.0.1:{server.server_port}",
        "TOKEN": program.secret, "TASK": queue["items"][0]["id"], "NO_PROXY": "127.0.0.1",
    }  # fmt: skip
    server.shutdown()
    thread.join()


def _id(house: House, table: Any, code: str) -> UUID:
    found: UUID = house.rows(select(table.id).where(table.code == code))[0][0]
    return found


def test_every_example_of_the_guide_works_as_it_stands(
    shell: dict[str, str], tmp_path: Path
) -> None:
    blocks = _BLOCK.findall(GUIDE.read_text("utf-8"))
    assert len(blocks) >= 5
    for block in blocks:
        done = subprocess.run(
            ["bash", "-euc", block], env=shell, cwd=tmp_path, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
