"""Settings of an installation: short words for the two that everybody sets."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from web.commands import house


def test_data_lies_in_var_unless_said_otherwise() -> None:
    assert house.settings({}).data_folder == Path("var")
    assert house.settings({"YUANBAN_DATA": "/srv/yuanban"}).data_folder == Path("/srv/yuanban")


@pytest.mark.parametrize(("word", "production"), [("production", True), ("test", False)])
def test_production_is_said_by_its_name(word: str, production: bool) -> None:
    assert house.settings({"YUANBAN_ENV": word}).production is production


def test_a_setting_that_cannot_be_read_is_named() -> None:
    with pytest.raises(click.ClickException, match="port"):
        house.settings({"YUANBAN_PORT": "eighty"})


def test_the_key_of_sessions_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    key = house.secret_key(tmp_path / "new")
    assert house.secret_key(tmp_path / "new") == key
    assert len(key) == 64
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0
