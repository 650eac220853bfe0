"""Each element test runs plainly, with a reload before every step, and in shuffled order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine.runner import MODES, Runner


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After each test every case is ended, and then no token, row, scope or frame is left of it."""
    begun: list[Runner] = []
    begin = Runner.__init__

    def noted(self: Runner, *args: Any, **facts: Any) -> None:
        begin(self, *args, **facts)
        begun.append(self)

    monkeypatch.setattr(Runner, "__init__", noted)
    yield
    for run in begun:
        if run.state not in ("completed", "terminated"):
            run.cancel()
        assert run.live.case.completed
        run.check()
