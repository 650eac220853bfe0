"""Size, hostile bytes, Python's own evaluation, SpiffWorkflow as it came: what always holds.

``YUANBAN_COUNTS=full`` runs the long counts of what is thrown at the reader (make long).
"""

from __future__ import annotations

import copy
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import SpiffWorkflow

from engine.bundle import compile_bundle
from engine.errors import DeploymentRefused
from engine.live import LiveCase
from engine.snapshot import SnapshotDamaged, SnapshotUnknown, read, write
from engine.testing import Sandbox
from tests.engine import models as m
from tests.engine.random_diagrams import Generator
from tests.engine.runner import Runner

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
THROWN = 40_000 if FULL else 700
ROOT = Path(__file__).parents[2]


# Size


def nested(levels: int) -> bytes:
    """A user task ``a`` so many sub-processes deep."""
    body, inner = m.user("a"), "a"
    for n in range(levels):
        steps = m.path(f"s{n}", inner, f"e{n}")
        body, inner = m.sub(f"x{n}", m.start(f"s{n}"), body, m.end(f"e{n}"), steps), f"x{n}"
    return m.diagram(m.start(), body, m.end(), m.path("s", inner, "e"))


def chained(tag: str, length: int) -> bytes:
    ids = [f"t{n}" for n in range(length)]
    nodes = "".join(m.node(tag, one) for one in ids)
    return m.diagram(m.start(), nodes, m.end(), m.path("s", *ids, "e"))


def test_two_hundred_levels_of_nesting_run(mode: str) -> None:
    run = Runner(nested(200), mode=mode)
    run.complete("a")
    assert (run.state, run.done("x199")) == ("completed", 1)


def test_two_hundred_levels_end_at_once_when_the_outermost_is_interrupted() -> None:
    late = m.boundary("b", "x199", m.timer("PT1H")) + m.end("be") + m.path("b", "be")
    body = nested(200).replace(b"</bpmn:process>", late.encode() + b"</bpmn:process>")
    run = Runner(body, mode="reload")
    run.advance(timedelta(hours=1))
    assert (run.state, run.done("be"), run.open) == ("completed", 1, [])


def test_two_thousand_elements_in_a_chain_run(mode: str) -> None:
    run = Runner(chained("task", 2000), mode=mode)
    assert (run.state, len(run.trace)) == ("completed", 2 * 2002)
    run = Runner(chained("userTask", 2000), mode=mode)
    for n in range(2000):
        run.complete(f"t{n}")
    assert run.state == "completed"


def test_depth_and_length_go_through_the_whole_pipeline() -> None:
    box = Sandbox()
    box.deploy(nested(200), chained("task", 2000).replace(b'id="p"', b'id="q"'))
    case = box.start("p")
    box.complete(case, "a")
    assert (case.state, box.start("q").state) == ("completed", "completed")
    box.engine.stop()


# Hostile bytes


def _spoiled(choose: random.Random, body: bytes) -> bytes:
    """Bytes changed, cut out, doubled or put in, at one to four places."""
    changed = bytearray(body)
    for _ in range(choose.randint(1, 4)):
        at, length = choose.randrange(len(changed)), choose.randint(1, 30)
        match choose.randint(0, 4):
            case 0:
                changed[at] = choose.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at:at] = choose.choice(_WORDS)
            case 4:
                del changed[at:]
        if not changed:
            break
    return bytes(changed)


_WORDS = (b"<", b">", b"&amp;", b"&#0;", b"]]>", b"<!--", b'"', b"\xff", b"\x00", b"<bpmn:task/>",
          b' id="s"', b"<?x?>", b"<![CDATA[", b' isExecutable="1"')  # fmt: skip


def test_bytes_thrown_at_the_reader_are_refused_or_a_diagram(
    record_property: Callable[[str, object], None],
) -> None:
    told: Counter[str] = Counter()
    bodies = [Generator(seed).build(1).xml for seed in range(20)]
    for seed in range(THROWN):
        choose = random.Random(seed)
        try:
            compile_bundle({"a.bpmn": _spoiled(choose, choose.choice(bodies))})
        except DeploymentRefused as refused:
            named = all(problem.code and problem.message for problem in refused.problems)
            told["refused" if named else "refused without a word"] += 1
        else:
            told["deployed"] += 1
    record_property("counted", f"{THROWN} spoiled files: {dict(told)}")
    assert set(told) <= {"refused", "deployed"}
    assert told["refused"] > THROWN / 2


def test_a_snapshot_with_a_right_checksum_and_wrong_content_is_refused_or_loaded() -> None:
    told: Counter[str] = Counter()
    run = Runner(Generator(1).build(2).xml, {"v": 6, "key": "K"})
    for seed in range(THROWN):
        choose, content = random.Random(seed), read(run.live.dump())
        _spoil_content(choose, content)
        try:
            LiveCase.load(write(content), run.outside)
        except (SnapshotDamaged, SnapshotUnknown) as refused:
            told[refused.code] += 1
        else:
            told["loaded"] += 1
    assert told["snapshot-damaged"] > THROWN / 4


def _spoil_content(choose: random.Random, content: list[Any]) -> None:
    """One value, somewhere inside, is gone, doubled or another."""
    held: Any = content
    while True:
        places = list(held) if isinstance(held, dict) else list(range(len(held)))
        place = choose.choice(places)
        inner = held[place]
        if isinstance(inner, list | dict) and inner and choose.random() < 0.85:
            held = inner
            continue
        match choose.randint(0, 2):
            case 0:
                del held[place]
            case 1:
                held[place] = choose.choice([None, -1, 10**9, "x", [], {}, [[]], True, 1.5])
            case 2 if isinstance(held, list):
                held.insert(place, copy.deepcopy(inner))
        return


def test_bytes_thrown_at_a_snapshot_are_refused(
    record_property: Callable[[str, object], None],
) -> None:
    told: Counter[str] = Counter()
    runs = [Runner(Generator(seed).build(2).xml, {"v": 6, "key": "K"}) for seed in range(12)]
    dumps = [(run, run.live.dump()) for run in runs]
    for seed in range(THROWN):
        choose = random.Random(seed)
        run, body = choose.choice(dumps)
        spoiled = _spoiled(choose, body)
        try:
            LiveCase.load(spoiled, run.outside)
        except (SnapshotDamaged, SnapshotUnknown) as refused:
            told[refused.code] += 1
        else:
            assert spoiled == body
            told["unchanged"] += 1
    record_property("counted", f"{THROWN} spoiled snapshots: {dict(told)}")
    assert told["snapshot-damaged"] > THROWN / 2


# Python's own evaluation

_WATCHED = """
import sys, builtins
from tests.engine.random_diagrams import Generator
from tests.engine.random_runs import compare
from engine.testing import Sandbox
from tests.engine import models as m
for seed in range(3):
    compare(Generator(seed).build(2))  # everything is imported by now
def watch(event, args):
    if event in ("exec", "compile"):
        code = args[0]
        name = getattr(code, "co_filename", str(code))
        if not name.endswith(".py"):
            raise RuntimeError(f"{event} of {name}")
for name in ("eval", "exec"):
    def refuse(*args, name=name, **kwargs):
        raise RuntimeError(f"{name} was called")
    setattr(builtins, name, refuse)
sys.addaudithook(watch)
for seed in range(100, 140):
    compare(Generator(seed).build(2))
print("watched")
"""


def test_no_step_of_a_case_reaches_pythons_eval_or_exec() -> None:
    """Under watch: 40 random diagrams of all kinds, read, compiled and run in three ways each."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("watched", 0), done.stderr[-2000:]


def test_the_watch_sees_an_eval() -> None:
    broken = _WATCHED.replace('print("watched")', 'eval("1 + 1")')
    done = subprocess.run(
        [sys.executable, "-c", broken.replace("range(100, 140)", "range(0)")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "eval was called" in done.stderr


def test_the_library_evaluates_python_in_no_other_place_than_those_that_were_read() -> None:
    """Its script engine (which no case uses), a core task of its own, a migration of its own."""
    folder = Path(SpiffWorkflow.__file__).parent
    said = {
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if re.search(r"\b(eval|exec)\(", file.read_text())
    }
    assert said == {
        "bpmn/script_engine/python_engine.py",
        "bpmn/script_engine/python_environment.py",
        "bpmn/serializer/migration/version_1_2.py",
        "specs/Transform.py",
    }


def test_no_file_of_the_product_says_eval_or_exec() -> None:
    found = subprocess.run(
        ["git", "grep", "-nE", r"\b(eval|exec)\(", "--", "*.py", ":!tests"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stdout == ""


def test_spiffworkflow_is_as_it_came() -> None:
    """Nothing of the library is replaced from outside: the engine only makes classes of its own."""
    script = """
import importlib, inspect, pkgutil, sys
import SpiffWorkflow, engine.runtime, engine.bundle
strange = []
for name, module in list(sys.modules.items()):
    if not name.startswith("SpiffWorkflow"):
        continue
    for label, kind in vars(module).items():
        if inspect.isclass(kind) and kind.__module__ == name:
            for key, value in vars(kind).items():
                home = getattr(value, "__module__", name) or name
                if inspect.isfunction(value) and not home.startswith("SpiffWorkflow"):
                    strange.append((name, label, key, home))
        elif inspect.isfunction(kind) and (kind.__module__ or "").startswith("engine"):
            strange.append((name, label))
print(strange)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
