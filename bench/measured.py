"""What a run has measured, as one object: rows t1 … t15, the other figures, and on which commit."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.figures import Figure

#: Random choices of benchmarks and property tests follow from these
SEEDS = {"expressions": [1, 2], "hypothesis": 1, "random_diagrams": "0 and up"}


def measured(figures: Iterable[Figure]) -> dict[str, Any]:
    """{row: figure} for the rows, and the rest in a list."""
    every = list(figures)
    rows = sorted((one for one in every if one.row), key=lambda one: place(one.row))
    return {
        **{one.row: one.as_json() for one in rows},
        "others": [one.as_json() for one in every if not one.row],
    }


def place(row: str) -> tuple[int, str]:
    """Where ``t9`` or ``t9_pg`` stands among the rows."""
    number, _, database = row.removeprefix("t").partition("_")
    return int(number), database


def of(folder: Path) -> Mapping[str, Any]:
    """Where and when: commit, date, machine, seeds."""
    return {
        "commit": commit(folder),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "seeds": SEEDS,
    }


def machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}"


#: What the product and its tests are made of: a note about figures changes none of it
SOURCES = ("engine", "workflows", "web", "bpmn", "tests", "bench", "requirements.lock")


def inputs(folder: Path) -> str:
    """A hash over all sources as committed; with ``+`` where files differ from that."""
    try:
        listed = _git(folder, "ls-tree", "HEAD", *SOURCES)
        changed = _git(folder, "status", "--porcelain", "--", *SOURCES)
    except (OSError, subprocess.CalledProcessError):
        return "unknown+"
    return sha256(listed.encode()).hexdigest()[:16] + ("+" if changed else "")


def commit(folder: Path) -> str:
    """The commit of ``folder``; with ``+`` where files differ from it, ``unknown`` without git."""
    try:
        head = _git(folder, "rev-parse", "HEAD")
        changed = _git(folder, "status", "--porcelain", "--", ":!docs/measured.json")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head + ("+" if changed else "")


def _git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
