"""Each model runs through the whole pipeline, as it is and loaded anew before each step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.commands import Command, Outcome
from engine.testing import Sandbox


class Forgetful(Sandbox):
    """Drops every cache before each command, so that each step begins from the database."""

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        self.reload()
        return super().execute(command, idempotency_key=idempotency_key)


@pytest.fixture(params=[Sandbox, Forgetful], ids=["kept", "reloaded"])
def box(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    sandbox: Sandbox = request.param()
    yield sandbox
    sandbox.engine.stop()
