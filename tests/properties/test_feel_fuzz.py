"""Ten minutes of random and mutated texts find nothing (two seconds in ``make test``)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.properties.counts import FULL
from tests.properties.feel_fuzz import Run, feed

#: By seeds of their own, so that two workers share the ten minutes
SEEDS = (1, 2)
SECONDS = 300 if FULL else 1


@pytest.mark.parametrize("seed", SEEDS)
def test_no_text_crashes_hangs_or_fills_the_memory(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    """In a process of its own: only there is the memory that it takes known."""
    command = [sys.executable, "-m", "tests.properties.feel_fuzz", str(SECONDS), str(seed)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS + 60, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    record_property("counted", done.stdout.strip().splitlines()[-1])


def test_the_fuzz_would_notice_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault planted into the printer is found by what is fed to it."""
    monkeypatch.setattr("engine.feel.printer.write", lambda tree: "a + 2")
    with pytest.raises(AssertionError):
        feed("a + 1")


def test_the_fuzz_would_notice_a_slow_text(monkeypatch: pytest.MonkeyPatch) -> None:
    import random

    monkeypatch.setattr("tests.properties.feel_fuzz.SLOWEST_S", 0.0)
    with pytest.raises(AssertionError, match="of CPU"):
        Run(random.Random(1)).one("a + 1")
