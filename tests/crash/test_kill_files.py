"""A process is killed while it takes in files: no row points at nothing, and none is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.protocols import Actor
from tests.workflows.field import PASSWORD
from workflows.files.models import StoredFile
from workflows.office import Office
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant

ROOT = Path(__file__).parents[2]
KILLS = 20 if os.environ.get("YUANBAN_COUNTS") == "full" else 3

pytestmark = pytest.mark.crash


def kill_while_storing(folder: Path, lines: int) -> set[UUID]:
    """Let a process store some files and kill it; gives the files that it acknowledged."""
    command = [sys.executable, "-m", "tests.crash.uploader", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(lines)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    return {UUID(one.strip()) for one in told if one.endswith("\n")}


def test_every_row_has_its_content_and_every_acknowledged_file_its_row(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    office = Office.open(settings)
    init = InitTenant("德阳市", "510600000000", "管理员", "admin", PASSWORD)
    city = office.engine.ids.new()
    office.execute(init, actor=Actor(city, None, channel="cli"))
    office.engine.stop()
    source, acknowledged = random.Random(20250926), set[UUID]()

    for _ in range(KILLS):
        acknowledged |= kill_while_storing(tmp_path, source.randrange(1, 25))

    office = Office.open(settings)
    with office.reading() as connection:
        rows = set(connection.scalars(select(StoredFile.id)))
        for id in rows:
            row, body = office.read_file(connection, city, id)
            assert len(body) == row.size
    assert acknowledged <= rows
    assert len(acknowledged) >= KILLS
    assert office.engine.verify(city).broken == []
    office.engine.stop()
