"""yuanban run, as people start and stop it: the real port, told to stop, killed, opened again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tests.web.commands.test_setting_up import ANSWERS
from web.cli import main

pytestmark = pytest.mark.crash


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house without a demo."""
    monkeypatch.setenv("YUANBAN_DATA", str(tmp_path))
    monkeypatch.delenv("YUANBAN_ENV", raising=False)
    assert CliRunner().invoke(main, list(ANSWERS)).exit_code == 0
    return tmp_path


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "web.cli", "run"],
        env={**os.environ, "YUANBAN_DATA": str(folder), "YUANBAN_PORT": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def address(process: subprocess.Popen[str]) -> str:
    """The address that it prints."""
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://[\w.:]+", line)
        if found:
            return found[0]
    raise AssertionError("no address was printed")


def page(url: str) -> str:
    with urlopen(f"{url}/sign-in") as answer:
        text: str = answer.read().decode()
    return text


def test_it_prints_its_address_and_ends_when_told(folder: Path) -> None:
    with running(folder) as process:
        assert "登录园办" in page(address(process))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_after_a_kill_it_opens_again(folder: Path) -> None:
    for _ in range(2):
        with running(folder) as process:
            assert "登录园办" in page(address(process))
            process.kill()


def test_a_taken_port_is_said_in_one_line(folder: Path) -> None:
    with running(folder) as first:
        port = address(first).rsplit(":", 1)[1]
        with running(folder, YUANBAN_PORT=port) as second:
            assert second.stdout is not None
            said = second.stdout.read()
            assert second.wait(timeout=20) == 1
    assert f"端口 {port} 打不开" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("environment", "secure"),
    [
        ({"YUANBAN_ENV": "production"}, True),
        ({"YUANBAN_ENV": "production", "YUANBAN_PLAIN_HTTP": "1"}, False),
        ({}, False),
    ],
)
def test_in_production_a_session_travels_over_https_only(
    folder: Path, environment: dict[str, str], secure: bool
) -> None:
    with running(folder, **environment) as process:
        with urlopen(f"{address(process)}/sign-in") as answer:
            assert ("Secure" in answer.headers["Set-Cookie"]) is secure
        process.send_signal(signal.SIGTERM)
        process.wait()
