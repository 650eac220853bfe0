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


def test_an_address_of_another_database_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(click.ClickException, match="postgresql://用户:口令@主机/库名"):
        house.settings({"YUANBAN_DATABASE_URL": "mysql://root@localhost/yuanban"})


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    wanted = house.settings({"YUANBAN_DATA": str(tmp_path), "YUANBAN_DATABASE_URL": nowhere})
    with pytest.raises(click.ClickException, match="数据库没有应答"), house.opened(wanted):
        pass


@pytest.mark.parametrize("spoiled", ["", "yuanban.db"])
def test_a_folder_that_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, spoiled: str
) -> None:
    """A file stands where the folder should be, or something else where the database should."""
    folder = tmp_path / "data"
    (folder / spoiled).parent.mkdir(exist_ok=True)
    (folder / spoiled).write_text("no database")
    wanted = house.settings({"YUANBAN_DATA": str(folder)})
    with pytest.raises(click.ClickException, match=r"data 不能使用.*YUANBAN_DATA"):
        house.opened(wanted).__enter__()
