"""deploy and export: files and git beside the browser, byte for byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.protocols import Actor
from tests.web.commands.test_setting_up import ANSWERS
from tests.web.designer.drawing import FILE
from web.cli import main
from web.commands import house
from workflows.design.commands import OpenDraft
from workflows.design.reading import versions
from workflows.starter import starter_files


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a city as ``yuanban init`` makes it."""
    folder = tmp_path_factory.mktemp("city") / "data"
    assert run(folder, *ANSWERS).exit_code == 0
    return folder


@pytest.fixture
def city(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    return folder


def run(data: Path, *words: str | Path) -> Result:
    environment = {"YUANBAN_DATA": str(data)}
    return CliRunner().invoke(main, [str(word) for word in words], env=environment)


def read(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_export_and_deploy_bring_every_byte_round(city: Path, tmp_path: Path) -> None:
    folder, again = tmp_path / "out", tmp_path / "again"
    assert run(city, "export", folder, "--process", "item-handling").exit_code == 0
    assert read(folder) == starter_files()
    odd = folder / FILE
    odd.write_bytes(odd.read_bytes().replace(b"\n", b"\r\n") + b"<!-- \xe6\x9c\xab -->\r\n")
    assert run(city, "deploy", folder).exit_code == 0
    assert run(city, "export", again, "--process", "item-handling").exit_code == 0
    assert read(again) == read(folder)


def test_a_folder_comes_in_as_a_draft_and_goes_out_again(city: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for name, body in starter_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body.replace("书面审查".encode(), "书面审核".encode()))
    said = run(city, "deploy", folder, "--draft", "来自 git", "--process", "item-handling")
    assert said.exit_code == 0, said.output
    draft = re.search(r"[0-9a-f-]{36}", said.output)
    assert draft
    assert run(city, "export", out, "--draft", draft[0]).exit_code == 0
    assert read(out) == read(folder)


def test_a_draft_that_nobody_has_changed_exports_as_it_was_deployed(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUANBAN_DATA", str(city))
    with house.opened() as office:
        assert office.tenant is not None
        with office.reading() as conn:
            (version,) = versions(conn, office.tenant.id, "item-handling")
        command = OpenDraft(version.deployment_id, "看看")
        draft = office.execute(command, actor=Actor(office.tenant.id, None, channel="cli"))
    assert run(city, "export", tmp_path / "out", "--draft", str(draft)).exit_code == 0
    assert read(tmp_path / "out") == starter_files()


@pytest.mark.parametrize(
    "words", [("--process", "nowhere"), ("--draft", "x"), ("--deployment", "x")]
)
def test_what_is_not_there_is_said_and_nothing_is_written(
    city: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    assert run(city, "export", tmp_path / "out", *words).exit_code != 0
    assert not (tmp_path / "out").exists()
