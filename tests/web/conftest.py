"""Houses for tests of pages. One is built per run; each test gets a copy of its folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import staff
from tests.web.house import House


@pytest.fixture(scope="session")
def bare_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with nobody but its first administrator."""
    folder = tmp_path_factory.mktemp("bare") / "data"
    House.open(folder).office.engine.stop()
    return folder


@pytest.fixture
def bare(bare_folder: Path, tmp_path: Path) -> Iterator[House]:
    """A house of one's own with nobody but its first administrator."""
    folder = tmp_path / "data"
    shutil.copytree(bare_folder, folder)
    house = House.open(folder)
    yield house
    house.office.engine.stop()


@pytest.fixture(scope="session")
def center_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service center with its people, its authority and the starter diagrams."""
    folder = tmp_path_factory.mktemp("center") / "data"
    house = House.open(folder)
    staff.staff(house)
    house.office.engine.stop()
    return folder


@pytest.fixture
def center(center_folder: Path, tmp_path: Path) -> Iterator[House]:
    """A service center of one's own."""
    folder = tmp_path / "data"
    shutil.copytree(center_folder, folder)
    house = House.open(folder)
    yield house
    house.office.engine.stop()


@pytest.fixture
def center_on_each(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A service center of one's own, on SQLite and on PostgreSQL."""
    house = House.open(tmp_path / "data", database_url)
    staff.staff(house)
    yield house
    house.office.engine.stop()
