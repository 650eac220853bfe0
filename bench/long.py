"""``python -m bench.long [PART…]``: full counts, part by part; what is done is not done again.

Parts: ``kills``, ``served`` and ``races`` on each database (``kills-sqlite`` …), ``outages`` of
PostgreSQL, every folder of tests (``tests-engine`` …), every benchmark (``bench-completion`` …);
a word names all parts that begin with it. Each leaves ``var/long/<part>.json``. A run that was cut
off goes on where it stopped; with changed sources nothing is skipped. ``docs/measured.json`` then
holds what each part counted, on which commit, with which seeds, on which machine; parts that were
not asked for keep what stands there. Exit 1 where a test failed or a ratio was missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bench import batches
from bench.__main__ import run
from bench.measured import SEEDS, commit, inputs, machine, of
from bench.parts import ALL

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "long"
MEASURED = ROOT / "docs" / "measured.json"

Result = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.long", description=__doc__)
    parser.add_argument("parts", nargs="*", help="only parts whose names begin like this")
    asked = tuple(parser.parse_args().parts) or ("",)
    KEPT.mkdir(parents=True, exist_ok=True)
    results: dict[str, Result] = {}
    for name, part in _parts().items():
        if name.startswith(asked):
            results[name] = _once(name, part)
            _write(results)
    failed = [name for name, result in results.items() if not result["passed"]]
    print(f"{len(results) - len(failed)} parts passed; failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _parts() -> Mapping[str, Callable[[], Result]]:
    """Kills and races, every folder of tests, every benchmark."""
    folders = sorted(one.parent.name for one in (ROOT / "tests").glob("*/__init__.py"))
    tests = [name for name in folders if name != "support"]
    return {
        **{
            f"{kind}-{database}": lambda kind=kind, database=database: batches.run(
                kind, database, KEPT
            )
            for kind in batches.KINDS
            for database in batches.DATABASES
        },
        "outages-postgres": batches.outages,
        **{f"tests-{name}": lambda name=name: _test(name) for name in tests},
        **{f"bench-{name}": lambda name=name: _bench(name) for name in ALL},
    }


def _once(name: str, part: Callable[[], Result]) -> Result:
    """The part's result: kept, where it passed on these very sources, else found now."""
    file, state = KEPT / f"{name}.json", inputs(ROOT)
    if file.exists():
        kept: Result = json.loads(file.read_text())
        if kept["passed"] and kept.get("inputs") == state and not state.endswith("+"):
            print(f"{name}: kept")
            return kept
    print(f"{name} …", flush=True)
    begun = time.monotonic()
    result = part()
    result |= {
        "commit": commit(ROOT), "inputs": state, "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(), "wall_seconds": round(time.monotonic() - begun),
    }  # fmt: skip
    file.write_text(json.dumps(result, ensure_ascii=False))
    verdict = "passed" if result["passed"] else "FAILED"
    print(f"{name}: {verdict}, {result['wall_seconds']} s", flush=True)
    return result


def _write(results: Mapping[str, Result]) -> None:
    """Bring the results into the file, beside what stands there."""
    content: dict[str, Any] = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    figures = [one for result in results.values() for one in result.get("figures", [])]
    if figures:
        content |= {**of(ROOT), **{one["row"]: one for one in figures if one["row"]}}
        content["others"] = [one for one in figures if not one["row"]]
    parts = content.setdefault("parts", {})
    for name, result in results.items():
        parts[name] = {key: value for key, value in result.items() if key != "figures"}
    content["parts"] = dict(sorted(parts.items()))
    MEASURED.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _bench(name: str) -> Result:
    figures = run(name)
    return {
        "passed": all(one.is_reached for one in figures),
        "figures": [{"row": one.row, **one.as_json()} for one in figures],
    }


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
    seed = SEEDS["hypothesis"]
    return {"tests": len(cases), "failed": failed, "counted": counted, "seed": seed}


def _failed(case: ElementTree.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


if __name__ == "__main__":
    sys.exit(main())
