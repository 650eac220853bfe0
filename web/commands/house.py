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
        found = Settings.load(values)
    except ValueError as error:
        raise click.ClickException(f"设置有误：{error}") from error
    if found.database_url and not found.database_url.startswith(_DATABASES):
        raise click.ClickException(
            "设置有误：YUANBAN_DATABASE_URL 写作 postgresql://用户:口令@主机/库名；"
            "不设则用数据目录里的 SQLite。"
        )
    return found


@contextmanager
def opened(of: Settings | None = None) -> Iterator[Office]:
    """The office of these settings; its connections are given back at the end.

    A database or folder that cannot be used is said in a sentence.
    """
    from sqlalchemy.exc import DBAPIError

    from engine.errors import StoreUnavailable
    from workflows.office import Office

    wanted = of or settings()
    try:
        office = Office.open(wanted)
    except OSError as error:
        raise click.ClickException(_folder(wanted, error.strerror)) from error
    except StoreUnavailable as error:
        raise click.ClickException(_AWAY.get(error.code, error.message)) from error
    except DBAPIError as error:
        if wanted.database_url:
            raise
        raise click.ClickException(_folder(wanted, str(error.orig))) from error
    try:
        yield office
    except StoreUnavailable as error:
        raise click.ClickException(_AWAY.get(error.code, error.message)) from error
    finally:
        office.engine.stop()


def _folder(wanted: Settings, why: str | None) -> str:
    return (
        f"数据目录 {wanted.data_folder} 不能使用（{why}）。"
        "换一个：YUANBAN_DATA，或让运行园办的用户能读写它。"
    )


_AWAY = {
    "database-away": "数据库没有应答。请看它是否已启动，"
    "YUANBAN_DATABASE_URL 的主机、库名、用户和口令是否写对。",
    "disk-full": "数据库所在的磁盘已满，没有改动。请腾出空间后再试。",
    "outcome-unknown": "提交时数据库断开了，不知道是否已完成。请先看一看，再决定要不要重做。",
}
_DATABASES = ("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once and readable by its owner only."""
    file = folder / "secret.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
    return file.read_text().strip()
