"""yuanban migrate-case: every reason is told, case by case; what can be done is done."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from tests.web.commands.test_setting_up import ANSWERS
from web.cli import main


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path))
    assert CliRunner().invoke(main, list(ANSWERS)).exit_code == 0


def migrate(*words: str) -> Result:
    return CliRunner().invoke(main, ["migrate-case", *words])


@pytest.mark.usefixtures("city")
def test_a_case_that_is_not_there_is_told() -> None:
    case = str(uuid4())

    result = migrate(case, "--reason", "新版", "--dry-run")

    assert result.exit_code == 1
    assert f"{case}：不能迁移，not-found" in result.output


@pytest.mark.usefixtures("city")
def test_a_pair_without_a_name_is_refused() -> None:
    result = migrate(str(uuid4()), "--reason", "新版", "--map", "review")

    assert result.exit_code == 2
    assert "旧元素=新元素" in result.output


def test_a_reason_is_asked_for() -> None:
    assert "--reason" in migrate(str(uuid4())).output
