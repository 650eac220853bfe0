"""The installation that a verb works on: its settings, its office, its secrets."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workflows.settings import Settings

if TYPE_CHECKING:
    from workflows.office import Office

DATA = "var"


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings in force. ``YUANBAN_DATA`` and ``YUANBAN_ENV`` are short words for two of them."""
    values = dict(os.environ if environment is None else environment)
    values.setdefault("YUANBAN_DATA_FOLDER", values.get("YUANBAN_DATA") or DATA)
    if values.get("YUANBAN_ENV"):
        values["YUANBAN_PRODUCTION"] = str(values["YUANBAN_ENV"] == "production").lower()
    try:
        return Settings.load(values)
    except ValueError as error:
        raise click.ClickException(f"设置有误：{error}") from error


@contextmanager
def opened(of: Settings | None = None) -> Iterator[Office]:
    """The office of these settings; its connections are given back at the end."""
    from workflows.office import Office

    office = Office.open(of or settings())
    try:
        yield office
    finally:
        office.engine.stop()


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once and readable by its owner only."""
    file = folder / "secret.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
    return file.read_text().strip()
