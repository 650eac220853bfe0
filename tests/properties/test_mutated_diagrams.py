"""What the checks let through, the engine runs: spoiled diagrams are refused, or run right.

Random sound diagrams are spoiled at random (elements removed, doubled, moved, renamed; attributes
dropped or exchanged; texts replaced). Each is either refused with problems that name an element and
a file, or runs through random acts with a reload before every step, and rows and tokens agree.
"""

from __future__ import annotations

import copy
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from engine.bundle import Bundle, compile_bundle
from engine.errors import DeploymentRefused, NotFound, Problem, WrongState
from tests.engine.random_diagrams import Generator
from tests.engine.runner import Runner
from tests.support.schema_order import in_schema_order

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
PARTS = 4
DIAGRAMS = 1500 if FULL else 60
ACTS = 25
TEXTS = ("=v", "", "=1", "=null", "PT1S", "R/PT1H", "=[1,2]", '="a"', "v +", "true", "-1", "2")
NAMES = (
    "isForCompensation", "startQuantity", "cancelActivity", "isSequential", "default", "sourceRef",
    "targetRef", "attachedToRef", "name", "instantiate", "behavior", "triggeredByEvent",
)  # fmt: skip


@pytest.mark.parametrize("part", range(PARTS))
def test_spoiled_diagrams_are_refused_or_run(
    part: int, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    told: Counter[str] = Counter()
    nameless: list[Problem] = []
    for seed in range(part * DIAGRAMS, (part + 1) * DIAGRAMS):
        body = spoil(random.Random(seed), Generator(seed % 50).build().xml)
        try:
            bundle = compile_bundle({"a.bpmn": body})
        except DeploymentRefused as refused:
            nameless += [p for p in refused.problems if not (p.element and p.file and p.message)]
            told["refused"] += 1
            continue
        told[run(seed, bundle)] += 1
    counted = f"{DIAGRAMS} spoiled diagrams: {dict(sorted(told.items()))}"
    record_property("counted", counted)
    with capsys.disabled():
        print(f"\n{counted}")  # noqa: T201
    assert nameless == []
    assert told["refused"] > DIAGRAMS / 4
    assert told["ran"] >= DIAGRAMS / 100


def run(seed: int, bundle: Bundle) -> str:
    """Random acts on one case; ``Runner`` checks rows against tokens after each."""
    choose = random.Random(seed)
    try:
        case = Runner(bundle, {"v": 6, "key": "K"}, mode="reload", seed=seed)
    except (NotFound, WrongState):
        return "no start left"
    for _ in range(ACTS):
        if case.state in ("completed", "terminated"):
            return "ran"
        _act(case, choose)
    if case.state not in ("completed", "terminated"):
        case.cancel()
    return "ran"


def _act(case: Runner, choose: random.Random) -> None:
    acts: list[Any] = [lambda: case.advance(timedelta(hours=choose.choice((1, 30))))]
    if case.tasks:
        task = choose.choice(list(case.tasks.values()))
        acts.append(lambda: _complete(case, task.element_id, choose))
    if case.jobs:
        job = choose.choice(list(case.jobs.values()))
        acts.append(lambda: case.finish_job(job.element_id, {"v": choose.randint(0, 9)}))
    if case.waits:
        token, index = choose.choice(sorted(case.waits))
        acts.append(lambda: case.deliver(token, index, {"v": 1}))
    if case.incidents:
        incident = choose.choice(list(case.incidents.values()))
        acts.append(lambda: case.retry(incident.element_id, {"v": choose.randint(0, 9)}))
    choose.choice(acts)()


def _complete(case: Runner, element_id: str, choose: random.Random) -> None:
    try:
        case.complete(element_id, {"v": choose.randint(0, 9)})
    except WrongState as refusal:
        # An error that nobody catches stands in the scope of this task
        assert refusal.code == "scope-stopped"  # noqa: PT017


def spoil(choose: random.Random, body: bytes) -> bytes:
    """The diagram with one to three faults."""
    root = etree.fromstring(body)
    for _ in range(choose.randint(1, 3)):
        elements = [e for e in root.iter() if e is not root]
        _spoil(choose, choose.choice(elements), elements)
    return in_schema_order(etree.tostring(root))


def _spoil(choose: random.Random, one: Any, elements: list[Any]) -> None:
    other = choose.choice(elements)
    match choose.randint(0, 7):
        case 0:
            one.getparent().remove(one)
        case 1 if one.attrib:
            del one.attrib[choose.choice(list(one.attrib))]
        case 2 if one.attrib and other.attrib:
            one.set(choose.choice(list(one.attrib)), choose.choice(list(other.attrib.values())))
        case 3:
            double = copy.deepcopy(one)
            for inner in double.iter():
                if inner.get("id"):
                    inner.set("id", f"{inner.get('id')}_{choose.randint(0, 9)}")
            other.append(double)
        case 4 if one is not other and one not in list(other.iterancestors()):
            other.append(one)
        case 5:
            one.text = choose.choice(TEXTS)
        case 6:
            one.tag = other.tag
        case 7:
            ids = [e.get("id") for e in elements if e.get("id")]
            one.set(choose.choice(NAMES), choose.choice(("true", "false", "2", "x", *ids)))


def test_a_planted_fault_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catch event that leaves its subscription behind."""
    monkeypatch.setattr("engine.behavior.catching.disarm", lambda token: None)
    with pytest.raises(AssertionError):
        _run_sound(100)


def _run_sound(number: int) -> None:
    for seed in range(number):
        run(seed, compile_bundle({"a.bpmn": Generator(seed).build().xml}))
