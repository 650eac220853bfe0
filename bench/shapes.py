"""Large cases by shape: two thousand rounds of split and join, a thousand instances at once.

A late round must cost what an early one does. With a thousand instances each step stores a
thousand tokens; what that costs beside a case of ten is shown.
"""

from __future__ import annotations

import time
from pathlib import Path
from uuid import UUID

from bench import workload
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product
from engine.commands import CompleteTask, StartCase

ROUNDS, SPAN = 2000, 200
#: A fresh case is replaced before it grows old itself
FRESH_ROUNDS = 20
INSTANCES, FEW = 1000, 10
MOST_RATIO = 1.05 * 1.25

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="urn:bench">'
    '<bpmn:process id="p" isExecutable="true">'
)
_TAIL = "</bpmn:process></bpmn:definitions>"
_TASK = (
    '<bpmn:userTask id="{id}" name="{id}"><bpmn:extensionElements><zeebe:assignmentDefinition'
    ' candidateGroups="clerks, heads"/></bpmn:extensionElements>{more}</bpmn:userTask>'
)
_MANY = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=count</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def _flow(source: str, target: str, condition: str = "") -> str:
    body = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    return (
        f'<bpmn:sequenceFlow id="f-{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f"{body}</bpmn:sequenceFlow>"
    )


def split_xml() -> bytes:
    """Two tasks at once, again and again."""
    nodes = (
        '<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="in"/>'
        '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
        '<bpmn:exclusiveGateway id="out" default="f-out-e"/><bpmn:endEvent id="e"/>'
    )
    tasks = "".join(_TASK.format(id=id, more="") for id in ("a", "b"))
    pairs = [
        ("s", "in"), ("in", "split"), ("split", "a"), ("split", "b"), ("a", "join"), ("b", "join"),
        ("join", "out"), ("out", "e"),
    ]  # fmt: skip
    flows = "".join(_flow(*pair) for pair in pairs) + _flow("out", "in", "=again")
    return f"{_HEAD}{nodes}{tasks}{flows}{_TAIL}".encode()


def many_xml() -> bytes:
    """As many tasks at once as ``count`` says."""
    nodes = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>' + _TASK.format(id="a", more=_MANY)
    return f"{_HEAD}{nodes}{_flow('s', 'a')}{_flow('a', 'e')}{_TAIL}".encode()


def report(folder: Path) -> list[Figure]:
    """Late rounds / early ones; a step of a case of a thousand instances / of ten."""
    return [_rounds(folder / "split.db"), _instances(folder / "many.db")]


def _rounds(path: Path) -> Figure:
    product = Product(path, split_xml(), "p", "NORMAL")
    old = _begun(product)
    for _ in range(ROUNDS):
        old, _spent = _round(product, old)
    pairs = []
    for turn in range(SPAN):
        if turn % FRESH_ROUNDS == 0:
            fresh, _spent = _round(product, _begun(product))
        fresh, early = _round(product, fresh)
        old, late = _round(product, old)
        pairs.append((late, early))
    product.engine.stop()
    name = f"round {ROUNDS} of split and join / an early round, CPU"
    return of_turns(name, pairs, at_most=MOST_RATIO, note=in_ms(pairs, "late", "early"))


def _begun(product: Product) -> list[UUID]:
    """A new case's two tasks."""
    started = StartCase("p", workload.start_data(1))
    return [task for task, _ in product.engine.execute(started, actor=product.actor).opened]


def _round(product: Product, tasks: list[UUID]) -> tuple[list[UUID], float]:
    """The two tasks of the next round, and CPU milliseconds of this one."""
    opened: list[UUID] = []
    begun = time.process_time()
    for task_id in tasks:
        done = CompleteTask(task_id, {"again": True})
        outcome = product.engine.execute(done, actor=product.actor)
        opened += [task for task, _ in outcome.opened]
    return opened, (time.process_time() - begun) * 1e3


def _instances(path: Path) -> Figure:
    product = Product(path, many_xml(), "p", "NORMAL")
    begun = time.process_time()
    large = product.start({**workload.start_data(1), "count": INSTANCES})
    started = time.process_time() - begun
    spent = [_one(product, large) for _ in range(INSTANCES)]
    few = [
        _one(product, case)
        for case in [product.start({**workload.start_data(2), "count": FEW}) for _ in range(20)]
        for _ in range(FEW)
    ]
    product.engine.stop()
    pairs = list(zip(spent[:SPAN], few[:SPAN], strict=True))
    name = f"completion with {INSTANCES} instances open / with {FEW}, CPU"
    note = f"{in_ms(pairs, 'many', 'few')}, start {started * 1e3:.0f} ms, all {sum(spent):.0f} ms"
    return of_turns(name, pairs, least_is_best=True, note=note)


def _one(product: Product, case: UUID) -> float:
    task_id, _name = product.open_task(case)
    begun = time.process_time()
    product.complete(task_id, {})
    return (time.process_time() - begun) * 1e3
