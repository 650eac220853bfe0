"""Fixtures of handling."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.workflows.handling.counter import Counter


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A service center on the Friday before National Day of 2025."""
    return Counter.open(tmp_path, date(2025, 9, 26))
