"""Fixtures of handling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.databases import copy_of
from tests.workflows.handling.counter import Counter


@pytest.fixture(scope="session")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """A service center on the Friday before National Day of 2025, to be copied."""
    folder = tmp_path_factory.mktemp("center")
    url = copy_of(sqlite_template, folder)
    (folder / "case.db").rename(folder / "center.db")
    counter = Counter.open(folder, date(2025, 9, 26), url.replace("case.db", "center.db"))
    counter.office.engine.stop()
    return counter


@pytest.fixture
def counter(prepared: Counter, tmp_path: Path) -> Iterator[Counter]:
    """A service center of the test's own."""
    copy = prepared.copied(tmp_path)
    yield copy
    copy.office.engine.stop()
