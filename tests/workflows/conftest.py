"""Fixtures of the field. What is the same for all tests is made once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.field import START, Field
from workflows.tenants.starter import load_starter


@pytest.fixture(scope="session")
def empty_tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an office that has a tenant and its first administrator."""
    folder = tmp_path_factory.mktemp("empty")
    Field.on(START, folder).office.engine.stop()
    return folder


@pytest.fixture(scope="session")
def starter_tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an office with all starter data."""
    folder = tmp_path_factory.mktemp("starter")
    made = Field.on(START, folder)
    load_starter(made.office, made.machine)
    made.office.engine.stop()
    return folder


@pytest.fixture
def room(tmp_path: Path, empty_tenant: Path) -> Iterator[Field]:
    """An office with a tenant, on the Friday before National Day of 2025."""
    made = Field.copied(START, empty_tenant, tmp_path)
    yield made
    made.office.engine.stop()


@pytest.fixture
def city(tmp_path: Path, starter_tenant: Path) -> Iterator[Field]:
    """As ``room``, with the 12 parks, the departments and the 45 items."""
    made = Field.copied(START, starter_tenant, tmp_path)
    yield made
    made.office.engine.stop()
