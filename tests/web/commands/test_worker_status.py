"""yuanban worker --status: how much waits, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.web.commands.test_setting_up import ANSWERS
from web.cli import main


def test_on_postgresql_the_queue_is_shown(
    empty_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path))
    monkeypatch.setenv("YUANBAN_DATABASE_URL", empty_postgres)
    assert CliRunner().invoke(main, list(ANSWERS)).exit_code == 0

    result = CliRunner().invoke(main, ["worker", "--status"])

    assert result.exit_code == 0, result.output
    assert "到期未办 0 条" in result.output


def test_on_sqlite_there_is_no_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path))
    assert CliRunner().invoke(main, list(ANSWERS)).exit_code == 0

    result = CliRunner().invoke(main, ["worker", "--status"])

    assert result.exit_code == 1
    assert "没有队列" in result.output
