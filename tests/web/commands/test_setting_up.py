"""From an empty folder to a house with one administrator, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from engine.store.schema import event
from tests.support.diagrams import one_task
from web.cli import main
from web.commands import house, setting_up
from workflows.models import Item

ANSWERS = (
    "init", "--city", "德阳市", "--area", "510600000000", "--name", "陈管理", "--login", "chen",
    "--password", "three-blind-mice",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("YUANBAN_ENV", raising=False)
    return tmp_path / "var"


def yuanban(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_init_makes_one_house_and_refuses_a_second(folder: Path) -> None:
    first, second = yuanban(*ANSWERS), yuanban(*ANSWERS)
    assert first.exit_code == 0, first.output
    assert (folder / "yuanban.db").exists()
    assert second.exit_code == 1
    assert "已经有数据" in second.output


def test_a_weak_password_is_refused_in_words_and_leaves_nothing(folder: Path) -> None:
    weak = yuanban(*ANSWERS[:-1], "short")
    assert weak.exit_code == 1
    assert "密码至少10个字符" in weak.output
    assert yuanban(*ANSWERS).exit_code == 0


def test_what_is_deployed_is_exported_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    yuanban(*ANSWERS)
    source, out = Path("bpmn/items"), tmp_path / "out"
    exported = yuanban("export", str(out))
    assert exported.exit_code == 0, exported.output
    deployable = [p for p in source.rglob("*") if p.suffix in {".bpmn", ".dmn", ".form"}]
    assert deployable
    for file in deployable:
        assert (out / file.relative_to(source)).read_bytes() == file.read_bytes()
    again = yuanban("deploy", str(out))
    assert again.exit_code == 0, again.output


def test_a_deployment_that_nobody_reviewed_says_so_and_stands_on_the_record(
    folder: Path, tmp_path: Path
) -> None:
    """It was recorded as if the engine had done it by itself."""
    yuanban(*ANSWERS)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p.bpmn").write_bytes(one_task())
    said = yuanban("deploy", str(tmp_path / "in"))
    assert "没有经过发布审核" in said.output
    with house.opened() as office, office.reading() as conn:
        query = select(event.c.channel, event.c.person).where(event.c.type == "Deployed")
        assert conn.execute(query.order_by(event.c.id.desc())).first() == ("cli", None)


def test_a_folder_with_a_problem_is_not_deployed(folder: Path, tmp_path: Path) -> None:
    yuanban(*ANSWERS)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bpmn").write_text("<nothing/>")
    refused = yuanban("deploy", str(tmp_path / "in"))
    assert refused.exit_code == 1
    assert "not-bpmn" in refused.output


def test_production_makes_no_demo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANBAN_ENV", "production")
    assert yuanban("demo").exit_code == 1
    assert not folder.exists()


def test_a_demo_that_was_killed_half_way_is_made_anew(folder: Path) -> None:
    workshop = folder / setting_up._WORKSHOP
    workshop.mkdir(parents=True)
    (workshop / "yuanban.db").write_bytes(b"half a demo")
    (workshop / "files").mkdir()
    # what stands in the workshop is no house: a fresh one may still be made
    assert yuanban(*ANSWERS).exit_code == 0


def test_an_init_that_was_killed_half_way_is_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setting_up, "_starter_set", killed)
        assert yuanban(*ANSWERS).exit_code == 1
    finished, again = yuanban(*ANSWERS), yuanban(*ANSWERS)

    assert (finished.exit_code, again.exit_code) == (0, 1)
    assert "已补齐" in finished.output
    assert "已经有数据" in again.output
    with house.opened() as office, office.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Item)) == 45
