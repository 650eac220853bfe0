"""An installation in one file and back: database, files, keys; checked when it is read.

The database is copied first and the files afterwards: a content is stored before its row, so every
row of the copy finds its content. The file holds all personal data and the keys: keep it as such.
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from engine.store import backup as database
from engine.store.backup import CannotRestore
from workflows.office import Office
from workflows.settings import Settings

_MANIFEST = "manifest.json"
#: Version of the layout of the file
FORMAT = 1
#: Length of the name of a stored content
_DIGITS = 64
#: What signs roots and sessions
_KEYS = ("audit.key", "secret.key")


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds."""

    database: str
    made_at: str
    parts: int
    bytes: int


def write(office: Office, target: Path) -> Copied:
    """Write the whole installation into ``target`` while it goes on working."""
    if target.exists():
        raise CannotRestore(f"已有文件 {target}，请换一个文件名。")
    with _workshop(target.parent) as folder:
        (folder / "database").mkdir()
        heads = database.dump(office.engine.database, folder / "database")
        for name in _KEYS:
            if (office.settings.data_folder / name).exists():
                shutil.copy2(office.settings.data_folder / name, folder / name)
        facts = {
            "format": FORMAT,
            "database": database.kind(office.settings.url),
            "revisions": heads,
            "made_at": datetime.now(UTC).isoformat(),
        }
        return _pack(folder, office.settings.files_folder, facts, target)


def read(settings: Settings, source: Path) -> Copied:
    """Fill an empty installation from a backup. Raises ``CannotRestore`` and changes nothing."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    _refuse_used(settings)
    with _workshop(settings.data_folder) as folder:
        facts = _unpack(source, folder)
        if facts["database"] != database.kind(settings.url):
            raise CannotRestore(f"这是 {facts['database']} 的备份，只能恢复到同一种数据库。")
        # Files and keys first, the database last: it is the mark that all is there
        _move_in(folder, settings)
        database.load(settings.url, folder / "database", facts["revisions"])
    return _copied(facts)


def _pack(folder: Path, files: Path, facts: dict[str, Any], target: Path) -> Copied:
    parts = [(path.relative_to(folder).as_posix(), path) for path in _files_in(folder)]
    # Named by their content: what is being written just now has another name, and no row yet
    contents = (path for path in _files_in(files) if len(path.name) == _DIGITS)
    parts += [(f"files/{path.relative_to(files).as_posix()}", path) for path in contents]
    unfinished = target.with_name(f".{target.name}.unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        facts["parts"] = {name: _digest(path) for name, path in parts}
        facts["bytes"] = sum(path.stat().st_size for _, path in parts)
        listed = folder / _MANIFEST
        listed.write_text(json.dumps(facts, indent=1))
        for name, path in [(_MANIFEST, listed), *parts]:
            tar.add(path, name)
    unfinished.replace(target)
    return _copied(facts)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """What the manifest says, every part as it was written. Raises ``CannotRestore``."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        facts: dict[str, Any] = json.loads((folder / _MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise CannotRestore("这不是园办的备份，或已损坏。") from error
    if facts.get("format") != FORMAT:
        raise CannotRestore("这份备份出自更新的版本，请先升级园办。")
    for name, digest in facts["parts"].items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise CannotRestore(f"备份缺少一部分，或被改动过：{name}。")
    return facts


def _move_in(folder: Path, settings: Settings) -> None:
    if (folder / "files").exists():
        shutil.move(folder / "files", settings.files_folder)
    for name in _KEYS:
        if (folder / name).exists():
            (folder / name).chmod(0o600)
            shutil.move(folder / name, settings.data_folder / name)


def _refuse_used(settings: Settings) -> None:
    """Restoring goes beside an installation, never over it."""
    taken = [settings.files_folder, *(settings.data_folder / name for name in _KEYS)]
    if settings.database_url is None:
        taken.append(settings.data_folder / "yuanban.db")
    for path in taken:
        if path.exists():
            raise CannotRestore(f"已有 {path.name}，请指定空的数据目录（YUANBAN_DATA）。")


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _copied(facts: dict[str, Any]) -> Copied:
    return Copied(facts["database"], facts["made_at"], len(facts["parts"]), facts["bytes"])


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".yuanban-", dir=beside) as name:
        yield Path(name)


__all__ = ["CannotRestore", "Copied", "read", "write"]
