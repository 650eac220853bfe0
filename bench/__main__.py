"""``python -m bench [--json FILE]``: all benchmarks; exit 1 where a ratio is missed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench import completion, expressions, growth, startup


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="file for the figures")
    target: Path | None = parser.parse_args().json
    with tempfile.TemporaryDirectory(prefix="yuanban-bench-") as folder:
        figures = []
        for benchmark in (completion, growth, startup, expressions):
            (Path(folder) / benchmark.__name__).mkdir()
            for figure in benchmark.report(Path(folder) / benchmark.__name__):
                print(figure, flush=True)
                figures.append(figure)
    if target is not None:
        target.write_text(json.dumps([one.as_json() for one in figures], indent=2) + "\n")
    return 0 if all(one.is_reached for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
