"""Fixtures of the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflows.field import START, Field


@pytest.fixture
def room(tmp_path: Path) -> Field:
    """An office with a tenant, on the Friday before National Day of 2025."""
    return Field.on(START, tmp_path)
