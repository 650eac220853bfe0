"""Each element test runs plainly, with a reload before every step, and in shuffled order."""

from __future__ import annotations

import pytest

from tests.engine.runner import MODES


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)
