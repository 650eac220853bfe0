"""Bytes that a finished W case leaves in the file, beside plain SpiffWorkflow; without audit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from bench import completion
from bench.figures import Figure

MOST_RATIO = 0.4
#: The record of who did what, which plain SpiffWorkflow does not keep
AUDIT = ("event", "ix_event_stream", "payload", "ix_payload_subject", "stream_head")


def report(folder: Path, groups: int = 16) -> list[Figure]:
    """Product less audit / naive, both packed; what an empty database holds is not counted."""
    ours = _bytes(folder, "product.db", completion.product, groups)
    theirs = _bytes(folder, "naive.db", completion.naive, groups)
    note = (
        f"naive {theirs[0]:.0f}, product {ours[0] - ours[1]:.0f},"
        f" and audit {ours[1]:.0f} bytes a case"
    )
    ratio = (ours[0] - ours[1]) / theirs[0]
    figure = Figure(
        "bytes per finished W case, product less audit / naive",
        ratio,
        at_most=MOST_RATIO * 1.25,
        reach=MOST_RATIO,
        row="t15",
        note=note,
    )
    return [figure]


def _bytes(
    folder: Path, name: str, make: Callable[[str, str], Callable[[int], int]], groups: int
) -> tuple[float, float]:
    """Bytes per case: all, and those of the audit."""
    work = make(str(folder), "NORMAL")
    before = _size(folder / name)
    cases = sum(work(2 * group) for group in range(groups))
    for group in range(groups):
        work(2 * group + 1)
    after = _size(folder / name)
    return (after[0] - before[0]) / cases, (after[1] - before[1]) / cases


def _size(path: Path) -> tuple[int, int]:
    """Bytes of a packed copy, and of its audit tables."""
    copy = path.with_suffix(".packed")
    copy.unlink(missing_ok=True)
    with sqlite3.connect(path) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    source.close()
    packed = sqlite3.connect(copy)
    query = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ?"
    audit = sum(packed.execute(query, (name,)).fetchone()[0] for name in AUDIT)
    packed.close()
    return copy.stat().st_size, audit
