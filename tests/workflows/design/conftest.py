"""A desk on a copy of one center that is made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.databases import copy_of
from tests.workflows.design.desk import Desk
from tests.workflows.handling.counter import Counter


@pytest.fixture(scope="session")
def prepared_desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """A service center with designers, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    url = copy_of(sqlite_template, folder)
    (folder / "case.db").rename(folder / "center.db")
    counter = Counter.open(folder, date(2025, 9, 26), url.replace("case.db", "center.db"))
    Desk.of(counter)
    counter.office.engine.stop()
    return counter


@pytest.fixture
def desk(prepared_desk: Counter, tmp_path: Path) -> Iterator[Desk]:
    copy = prepared_desk.copied(tmp_path)
    yield Desk(copy)
    copy.office.engine.stop()
