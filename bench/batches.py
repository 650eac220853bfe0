"""Kills and races in batches: each on a database of its own, kept one by one, two at a time.

A batch is a process of ``tests/crash``; its seed is its number. What is left of an interrupted run
is only what was not finished.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import postgres
from bench.measured import inputs

ROOT = Path(__file__).resolve().parent.parent
#: Exit code of a batch that found something, and of no exception
BROKEN = 4
DATABASES = ("sqlite", "postgres")

Result = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A module of ``tests/crash``, how often it is run, and how much it does each time."""

    module: str
    batches: int
    size: int
    #: Whether it wants a folder to work in
    folder: bool


#: Together 2,000 kills per database, and 10,000 races of each sort
KINDS: Mapping[str, Kind] = {
    "kills": Kind("tests.crash.forked", 19, 100, True),
    "served": Kind("tests.crash.served", 10, 10, True),
    "races": Kind("tests.crash.races", 20, 500, False),
}


def run(name: str, database: str, kept: Path) -> Result:
    """All batches of a kind on a database; those of the same sources are not run again."""
    kind, state = KINDS[name], inputs(ROOT)
    with _server(database) as server, ThreadPoolExecutor(_workers()) as pool:
        found = list(pool.map(
            lambda number: _kept(kind, server, kept / f"{name}-{database}-{number:02}.json",
                                 number, state),
            range(1, kind.batches + 1),
        ))  # fmt: skip
    broken = [one for result in found for one in result["broken"]]
    return {"passed": not broken, "counts": _summed(found), "broken": broken[:20]}


def outages() -> Result:
    """PostgreSQL gone for 30 seconds under load, three times."""
    with tempfile.TemporaryDirectory(prefix="yuanban-long-") as folder:
        words = [sys.executable, "-W", "ignore", "-m", "tests.crash.outage", folder, "1", "3", "30"]
        told = subprocess.run(words, cwd=ROOT, text=True, capture_output=True, check=False)
    if told.returncode not in (0, BROKEN) or not told.stdout.strip():
        return {"passed": False, "counts": {}, "broken": [told.stderr[-1500:]]}
    found: Result = json.loads(told.stdout.splitlines()[-1])
    broken = found.pop("broken")
    return {"passed": not broken, "counts": {"seed": 1, **found}, "broken": broken}


def _workers() -> int:
    return int(os.environ.get("WORKERS", "2"))


def _kept(kind: Kind, server: str, file: Path, number: int, state: str) -> Result:
    if file.exists():
        kept: Result = json.loads(file.read_text())
        if kept["inputs"] == state and not kept["broken"] and not state.endswith("+"):
            return kept
    result = _batch(kind, server, number) | {"inputs": state}
    file.write_text(json.dumps(result))
    print(f"  {file.stem}: {result['seconds']} s, broken: {len(result['broken'])}", flush=True)
    return result


def _batch(kind: Kind, server: str, number: int) -> Result:
    with (
        tempfile.TemporaryDirectory(prefix="yuanban-long-") as folder,
        _database(server, folder) as url,
    ):
        where = [folder] if kind.folder else []
        words = [sys.executable, "-W", "ignore", "-m", kind.module, url, *where]
        told = subprocess.run(
            [*words, str(number), str(kind.size)], cwd=ROOT, text=True, capture_output=True,
            check=False,
        )  # fmt: skip
    if told.returncode not in (0, BROKEN) or not told.stdout.strip():
        return {"seed": number, "seconds": 0, "broken": [told.stderr[-1500:]]}
    found: Result = json.loads(told.stdout.splitlines()[-1])
    return {"seed": number, **found}


@contextmanager
def _server(database: str) -> Iterator[str]:
    """Address of a server of our own, its durability as it comes; empty for SQLite."""
    if database == "sqlite":
        yield ""
        return
    with postgres.server() as address:
        yield address


@contextmanager
def _database(server: str, folder: str) -> Iterator[str]:
    if not server:
        yield f"sqlite:///{folder}/killed.db"
        return
    name = f"long_{os.getpid()}_{Path(folder).name.rsplit('-', 1)[-1].lower()}"
    yield postgres.made(server, name)
    postgres.dropped(server, name)


def _summed(found: list[Result]) -> dict[str, Any]:
    """Counts of all batches together, with their seeds."""
    total: dict[str, Any] = {"batches": len(found), "seeds": [one["seed"] for one in found]}
    for result in found:
        for key, value in result.items():
            if isinstance(value, dict):
                total[key] = dict(Counter(total.get(key, {})) + Counter(value))
            elif isinstance(value, (int, float)) and key not in ("seed", "per_kill_s"):
                total[key] = round(total.get(key, 0) + value, 1)
    return total
