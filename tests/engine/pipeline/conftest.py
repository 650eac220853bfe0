"""A sandbox on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.testing import Sandbox


@pytest.fixture
def box(database_url: str) -> Iterator[Sandbox]:
    """The real pipeline on SQLite and on PostgreSQL, with a clock to move."""
    sandbox = Sandbox(database_url=database_url)
    yield sandbox
    sandbox.engine.stop()
