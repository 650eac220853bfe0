"""The process in which a draft is tried: reads one story, writes what it leads to, and ends.

Bounded in memory and time by the system itself, without a database, keys or files of the house:
whatever a draft does here, it does to nobody.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

import orjson

from workflows.design.words import sentence
from workflows.errors import NotNow

SECONDS, MEMORY = 20, 1024 * 1024 * 1024
#: So many draw on the machine's two cores at once; the next waits for a moment
_SEATS = threading.BoundedSemaphore(2)


def rehearse(request: Mapping[str, Any]) -> dict[str, Any]:
    """As ``rehearsal.rehearse``, in the room. ``problems`` in the answer: it cannot be run.

    Raises ``NotNow`` where it takes too long or too much.
    """
    if not _SEATS.acquire(timeout=SECONDS):
        raise NotNow("试运行的人太多，请稍后再试。", code="trial-busy")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "workflows.design.room"],
            input=orjson.dumps(request), capture_output=True, timeout=SECONDS + 5, check=False,
            env={"PATH": os.environ.get("PATH", "")},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    finally:
        _SEATS.release()
    if done.returncode:
        raise _too_much()
    answer: dict[str, Any] = orjson.loads(done.stdout)
    return answer


def _too_much() -> NotNow:
    return NotNow(
        "试运行超过了时间或内存的限度，已经停止，请检查有没有死循环。", code="trial-limit"
    )


def _confine() -> None:
    """From here on the system ends this process when it takes too much."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    from engine.errors import DeploymentRefused
    from workflows.design import rehearsal

    request = orjson.loads(sys.stdin.buffer.read())
    if os.name == "posix":
        _confine()
    try:
        answer = rehearsal.rehearse(request)
    except DeploymentRefused as refused:
        problems = [
            {"code": p.code, "element": p.element, "line": p.line, "words": sentence(p.code)}
            for p in refused.problems
        ]
        answer = {"problems": problems}
    sys.stdout.buffer.write(orjson.dumps(answer, default=str))


if __name__ == "__main__":
    main()
