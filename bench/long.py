"""``python -m bench.long``: full counts, part by part; what is done for a commit is not done again.

Each part leaves ``var/long/<part>.json``. A run that was cut off goes on where it stopped; with
changed files nothing is skipped. In the end ``docs/measured.json`` holds commit, counts, seeds and
figures. Exit 1 where a test failed or a ratio was missed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bench.__main__ import run
from bench.measured import SEEDS, commit, of
from bench.parts import LONG

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "long"
MEASURED = ROOT / "docs" / "measured.json"

Result = dict[str, Any]


def main() -> int:
    KEPT.mkdir(parents=True, exist_ok=True)
    results = {name: _once(name, part) for name, part in _parts().items()}
    figures = [one for result in results.values() for one in result.get("figures", [])]
    counts = {name: found["counts"] for name, found in results.items() if "counts" in found}
    content = {**of(ROOT), **_by_row(figures), "counts": counts}
    MEASURED.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    failed = [name for name, result in results.items() if not result["passed"]]
    print(f"{len(results) - len(failed)} parts passed; failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _parts() -> Mapping[str, Callable[[], Result]]:
    """Every folder of tests, then every benchmark."""
    folders = sorted(one.parent.name for one in (ROOT / "tests").glob("*/__init__.py"))
    tests = [name for name in folders if name != "support"]
    return {
        **{f"tests-{name}": lambda name=name: _test(name) for name in tests},
        **{f"bench-{name}": lambda name=name: _bench(name) for name in LONG},
    }


def _once(name: str, part: Callable[[], Result]) -> Result:
    """The part's result: kept, where it passed on this very commit, else found now."""
    file, state = KEPT / f"{name}.json", commit(ROOT)
    if file.exists():
        kept: Result = json.loads(file.read_text())
        if kept["passed"] and kept["commit"] == state and not state.endswith("+"):
            print(f"{name}: kept")
            return kept
    print(f"{name} …", flush=True)
    begun = time.monotonic()
    result = part()
    result |= {"commit": state, "seconds": round(time.monotonic() - begun)}
    file.write_text(json.dumps(result, ensure_ascii=False))
    print(
        f"{name}: {'passed' if result['passed'] else 'FAILED'}, {result['seconds']} s", flush=True
    )
    return result


def _bench(name: str) -> Result:
    figures = run(name)
    return {
        "passed": all(one.is_reached for one in figures),
        "figures": [{"row": one.row, **one.as_json()} for one in figures],
    }


def _by_row(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """As ``measured``, for figures that were kept."""
    rows = sorted((one for one in figures if one["row"]), key=lambda one: int(one["row"][1:]))
    others = [one for one in figures if not one["row"]]
    return {**{one["row"]: one for one in rows}, "others": others}


def _test(name: str) -> Result:
    """A folder of tests with full counts: how many ran, and what they say they counted."""
    report = KEPT / f"{name}.xml"
    workers = os.environ.get("WORKERS", "2")
    command = [
        sys.executable, "-m", "pytest", f"tests/{name}", "-q", "-n", workers, "--dist", "loadfile",
        f"--junitxml={report}", f"--hypothesis-seed={SEEDS['hypothesis']}",
    ]  # fmt: skip
    environment = {**os.environ, "YUANBAN_COUNTS": "full"}
    passed = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    return {"passed": passed, "counts": _counts(report)}


def _counts(report: Path) -> dict[str, Any]:
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed = [f"{one.get('classname')}.{one.get('name')}" for one in cases if _failed(one)]
    counted = {
        one.get("name"): found.get("value") for one in cases for found in one.iter("property")
    }
    return {"tests": len(cases), "failed": failed, "counted": counted}


def _failed(case: ElementTree.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


if __name__ == "__main__":
    sys.exit(main())
