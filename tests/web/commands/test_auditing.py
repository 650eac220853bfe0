"""yuanban verify: the chains are whole, or it says which event of which chain is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.web.commands.test_setting_up import ANSWERS
from web.cli import main


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path))
    assert CliRunner().invoke(main, list(ANSWERS)).exit_code == 0
    return tmp_path / "yuanban.db"


def verify() -> Result:
    return CliRunner().invoke(main, ["verify"])


def test_whole_chains_are_counted(database: Path) -> None:
    result = verify()
    assert result.exit_code == 0, result.output
    assert "条链" in result.output


def test_a_changed_event_is_found(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE event SET type = 'Forged' WHERE type = 'BodyAdded'")
    connection.close()
    result = verify()
    assert result.exit_code == 1
    assert "changed-event" in result.output


def test_a_signed_root_is_printed_and_checked(database: Path) -> None:
    signed = CliRunner().invoke(main, ["verify", "--sign"])
    assert signed.exit_code == 0, signed.output
    assert "已签名：第1个根" in signed.output
    assert "1 个签名根" in verify().output

    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE signed_root SET digest = zeroblob(32)")
    connection.close()
    result = verify()
    assert result.exit_code == 1
    assert "bad-signature" in result.output


def test_rebuild_finds_nothing_in_a_sound_database(database: Path) -> None:
    result = CliRunner().invoke(main, ["rebuild", "--check"])
    assert result.exit_code == 0, result.output
    assert "0 处不一致" in result.output
