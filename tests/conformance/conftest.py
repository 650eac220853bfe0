"""Each model runs through the whole pipeline in four ways (``ways``), and leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.testing import Sandbox
from tests.conformance.ways import WAYS


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def box(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    sandbox = request.param()
    yield sandbox
    sandbox.close()
