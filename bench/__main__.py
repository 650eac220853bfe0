"""``python -m bench [--long] [--json FILE] [NAME…]``: benchmarks; exit 1 where one is missed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure
from bench.measured import measured, of
from bench.parts import FAST, LONG


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *LONG], help="only these")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    asked = parser.parse_args()
    figures = [one for name in asked.names or (LONG if asked.long else FAST) for one in run(name)]
    if asked.json is not None:
        asked.json.write_text(
            json.dumps({**of(Path.cwd()), **measured(figures)}, indent=2, ensure_ascii=False) + "\n"
        )
    return 0 if all(one.is_reached for one in figures) else 1


def run(name: str) -> list[Figure]:
    """The figures of one benchmark, printed as they come."""
    with tempfile.TemporaryDirectory(prefix="yuanban-bench-") as folder:
        figures = LONG[name](Path(folder))
    for figure in figures:
        print(figure, flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
