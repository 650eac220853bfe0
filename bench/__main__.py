"""``python -m bench [--json FILE] [--ratchets] [NAME…]``: exit 1 where a ratio is missed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

from bench.figures import Figure
from bench.measured import measured, of
from bench.parts import ALL, RATCHETS, Report

#: How often a ratchet may be measured until its bound is held
RATCHET_TRIES = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], help="only these")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--ratchets", action="store_true", help="short: what must not get worse")
    asked = parser.parse_args()
    figures = held(asked.names) if asked.ratchets else every(asked.names)
    if asked.json is not None:
        asked.json.write_text(as_json(figures))
    return 0 if all(one.is_reached for one in figures) else 1


def every(
    names: Iterable[str], parts: Mapping[str, Report] = ALL, to: TextIO = sys.stdout
) -> list[Figure]:
    """The figures of these benchmarks, of all where none is named, printed as they come."""
    return [figure for name in names or parts for figure in run(name, parts, to)]


def held(
    names: Iterable[str], parts: Mapping[str, Report] = RATCHETS, to: TextIO = sys.stdout
) -> list[Figure]:
    """The figures of the ratchets. What is missed is measured anew, on the same bound.

    Another process may take the cache or the clock of a core for a while. Code that became
    slower is missed each time.
    """
    return [figure for name in names or parts for figure in _held(name, parts, to)]


def _held(name: str, parts: Mapping[str, Report], to: TextIO) -> list[Figure]:
    figures = run(name, parts, to)
    for _ in range(RATCHET_TRIES - 1):
        if all(one.is_reached for one in figures):
            break
        print(f"{name} is measured again", file=to, flush=True)
        figures = run(name, parts, to)
    return figures


def run(name: str, parts: Mapping[str, Report] = ALL, to: TextIO = sys.stdout) -> list[Figure]:
    """The figures of one benchmark."""
    with tempfile.TemporaryDirectory(prefix="yuanban-bench-") as folder:
        figures = parts[name](Path(folder))
    for figure in figures:
        print(figure, file=to, flush=True)
    return figures


def as_json(figures: Iterable[Figure]) -> str:
    """One object: the rows by their keys, the other figures, where and when."""
    content = {**of(Path.cwd()), **measured(figures)}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
