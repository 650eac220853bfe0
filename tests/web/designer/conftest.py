"""A center with two designers and a publisher."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.designer.drawing import PEOPLE
from tests.web.house import House
from workflows.people.commands import AddPost


@pytest.fixture(scope="session")
def design_folder(center_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("design") / "data"
    shutil.copytree(center_folder, folder)
    house = House.open(folder)
    body = house.rows(_body())[0][0]
    for login, name, roles in PEOPLE:
        house.person(login, name, *[AddPost(body, role, role) for role in roles])
    house.office.engine.stop()
    return folder


@pytest.fixture
def house(design_folder: Path, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "data"
    shutil.copytree(design_folder, folder)
    house = House.open(folder)
    yield house
    house.office.engine.stop()


def _body() -> object:
    from sqlalchemy import select

    from workflows.models import Body

    return select(Body.id).where(Body.code == "zwfw")
