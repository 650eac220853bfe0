"""Fixtures of the campaign: one town is made, and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.campaign.town import Town


@pytest.fixture(scope="session")
def prepared_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town.open(tmp_path_factory.mktemp("town"))
    town.office.engine.stop()
    return town


@pytest.fixture
def town(prepared_town: Town, tmp_path: Path) -> Iterator[Town]:
    """A city of the test's own, on 2023-04-01."""
    copy = prepared_town.copied(tmp_path)
    yield copy
    copy.office.engine.stop()
