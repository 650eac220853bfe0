"""Settings: environment over one TOML file over the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.settings import Settings


def test_without_anything_it_is_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.load({"YUANBAN_DATA_FOLDER": str(tmp_path)})
    assert settings.url == f"sqlite:///{tmp_path}/yuanban.db"
    assert not settings.production


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "yuanban.toml"
    file.write_text('port = 9000\nproduction = true\nhost = "0.0.0.0"\n', encoding="utf-8")
    settings = Settings.load({"YUANBAN_CONFIG": str(file), "YUANBAN_PORT": "9001"})
    assert (settings.port, settings.production, settings.host) == (9001, True, "0.0.0.0")


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    file = tmp_path / "yuanban.toml"
    file.write_text("prot = 9000\n", encoding="utf-8")
    with pytest.raises(ValueError, match="prot"):
        Settings.load({}, file)


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("PRODUCTION", "maybe")])
def test_a_value_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name.lower()):
        Settings.load({f"YUANBAN_{name}": value})
