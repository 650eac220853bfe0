"""yuanban backup and restore: the whole house in one file, made at work, checked when read."""

from __future__ import annotations

import os
import stat
import tarfile
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from engine.protocols import Actor
from tests.web.commands.test_setting_up import ANSWERS
from web.cli import main
from workflows import backup
from workflows.files.commands import StoreFile
from workflows.models import StoredFile
from workflows.office import Office
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def settings(empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation that was set up and has taken a file in, on each of the two databases."""
    found = Settings(data_folder=tmp_path / "data", database_url=empty_url)
    _use(found, monkeypatch)
    result = CliRunner().invoke(main, list(ANSWERS))
    assert result.exit_code == 0, result.output
    _store(found, PDF)
    assert CliRunner().invoke(main, ["verify", "--sign"]).exit_code == 0
    return found


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with a tenant and nothing else."""
    found = Settings(data_folder=tmp_path / "small")
    _use(found, monkeypatch)
    office = Office.open(found)
    init = InitTenant("德阳市", "510600000000", "管理员", "admin", "correct-horse-9")
    office.execute(init, actor=Actor.system(office.engine.ids.new()))
    office.engine.stop()
    assert told("verify", "--sign").exit_code == 0
    return found


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """An empty installation of the same kind."""
    folder = tmp_path / "elsewhere"
    if settings.url.startswith("sqlite"):
        return Settings(data_folder=folder)
    return Settings(data_folder=folder, database_url=request.getfixturevalue("empty_postgres"))


def _use(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANBAN_DATA", str(settings.data_folder))
    monkeypatch.delenv("YUANBAN_DATABASE_URL", raising=False)
    if settings.database_url is not None:
        monkeypatch.setenv("YUANBAN_DATABASE_URL", settings.database_url)


def _store(settings: Settings, body: bytes) -> None:
    office = Office.open(settings)
    assert office.tenant is not None
    actor = Actor(office.tenant.id, None, channel="import")
    office.execute(StoreFile(f"{uuid4().hex}.pdf", body), actor=actor)
    office.engine.stop()


def told(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_a_house_comes_back_whole_also_from_a_copy_made_at_work(
    settings: Settings, elsewhere: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _copy_at_work(settings, tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    _use(elsewhere, monkeypatch)

    result = told("restore", str(file))

    assert result.exit_code == 0, result.output
    assert "1 个签名根，0 处断裂，0 处不一致" in result.output
    office = Office.open(elsewhere)
    with office.reading() as connection:
        assert office.tenant is not None
        ids = list(connection.scalars(select(StoredFile.id)))
        assert len(ids) > 1
        for id in ids:
            assert office.read_file(connection, office.tenant.id, id)[1].startswith(PDF)
    office.engine.stop()
    # what was restored goes on being used
    _store(elsewhere, PDF + b"x")
    assert told("verify").exit_code == 0


def _copy_at_work(settings: Settings, folder: Path) -> Path:
    """The last of three copies made while files are coming in."""
    office, over = Office.open(settings), threading.Event()
    assert office.tenant is not None
    actor = Actor(office.tenant.id, None, channel="import")

    def work() -> None:
        while not over.is_set():
            office.execute(StoreFile(f"{uuid4().hex}.pdf", PDF + os.urandom(9)), actor=actor)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    try:
        for number in range(3):
            backup.write(office, folder / f"{number}.tar")
    finally:
        over.set()
        for one in workers:
            one.join()
        office.engine.stop()
    return folder / "2.tar"


def test_nothing_is_restored_or_written_over_something(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "house.tar"
    assert told("backup", str(file)).exit_code == 0
    assert told("backup", str(file)).exit_code == 1
    nowhere = told("backup", str(tmp_path / "nowhere" / "house.tar"))
    assert (nowhere.exit_code, "不能写文件" in nowhere.output) == (1, True)

    result = told("restore", str(file))

    assert result.exit_code == 1
    assert "没有恢复，没有改动" in result.output
    with tarfile.open(file) as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    (tmp_path / "parts" / "audit.key").write_text("0" * 64)
    with tarfile.open(tmp_path / "changed.tar", "w") as tar:
        tar.add(tmp_path / "parts", "")
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path / "other"))
    result = told("restore", str(tmp_path / "changed.tar"))
    assert result.exit_code == 1
    assert "audit.key" in result.output
    assert not list((tmp_path / "other").iterdir())


def test_a_file_that_is_no_backup_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _use(Settings(data_folder=tmp_path / "data"), monkeypatch)
    (tmp_path / "x.tar").write_bytes(b"no tar")
    result = told("restore", str(tmp_path / "x.tar"))
    assert result.exit_code == 1
    assert "这不是园办的备份，或已损坏。" in result.output
