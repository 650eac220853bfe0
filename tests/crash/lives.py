"""What a process does before it is killed: people, a worker and senders of messages at once.

Whatever it is about to do it writes down first, and again when ``execute`` has returned; the lines
are appended by one system call each, so they outlive the process. What was begun and not
acknowledged is sent again by the next life, with the same idempotency key, as a browser would.
"""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from engine import Engine
from engine.commands import CompleteTask, PublishMessage, StartCase
from engine.protocols import Actor, Job
from engine.store.types import read_id
from engine.testing import PERSON, START, TENANT, MovableClock, OpenPolicy
from tests.support.diagrams import (
    boundary,
    catch,
    cycle,
    diagram,
    end,
    message,
    of_message,
    service_task,
    start,
    timer,
    user_task,
)

ACTOR = Actor(TENANT, PERSON, channel="cli")
CASES = 6
#: What a life does at most; then it is killed where it stands
ACTS = 60
#: Business time of one life
SPAN = timedelta(hours=2)


def round_and_round() -> bytes:
    """Two tasks, a job, timers and a race of message and timer, again and again until ``stop``."""
    return diagram(
        "round",
        start(),
        _gateway("exclusive", "again"),
        user_task("first"),
        boundary("remind", "first", cycle("R/PT30M"), cancels=False),
        end("reminded"),
        service_task("work", "work", retries=1000),
        _gateway("parallel", "split"),
        user_task("second"),
        catch("pause", timer("PT20M")),
        _gateway("parallel", "join"),
        _gateway("eventBased", "race"),
        catch("answer", of_message("m")),
        catch("late", timer("PT45M")),
        _gateway("exclusive", "either"),
        '<bpmn:exclusiveGateway id="over" default="over_again"/>',
        end(),
        _flow("s", "again"), _flow("again", "first"), _flow("first", "work"),
        _flow("work", "split"), _flow("split", "second"), _flow("split", "pause"),
        _flow("second", "join"), _flow("pause", "join"), _flow("join", "race"),
        _flow("race", "answer"), _flow("race", "late"), _flow("answer", "either"),
        _flow("late", "either"), _flow("either", "over"), _flow("over", "again"),
        _flow("remind", "reminded"), _flow("over", "e", "stop = true"),
        before=message("m", "answer", "key"),
    )  # fmt: skip


def _gateway(kind: str, id: str) -> str:
    return f'<bpmn:{kind}Gateway id="{id}"/>'


def _flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<bpmn:conditionExpression>={condition}</bpmn:conditionExpression>"
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inner if condition else ''}</bpmn:sequenceFlow>"
    )


def engine_on(url: str, life: int, **more: Any) -> Engine:
    """The real engine, at the instant at which the ``life``-th life begins."""
    clock = MovableClock(START + life * SPAN)
    return Engine(url, clock=clock, policy=OpenPolicy(), handlers={"work": work}, **more)


def work(job: Job) -> Mapping[str, Any]:
    return {"worked": str(job.id)}


def begin(url: str) -> None:
    """Tables, diagram, and cases that are going on."""
    from engine.commands import Deploy

    engine = engine_on(url, 0)
    engine.create_schema()
    engine.execute(Deploy({"round.bpmn": round_and_round()}), actor=ACTOR)
    for number in range(CASES):
        start_case = StartCase("round", {"key": f"K{number}", "stop": False})
        engine.execute(start_case, actor=ACTOR)
    engine.stop()


class Ledger:
    """What was begun and what was acknowledged, on disk line by line."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(self, **line: Any) -> None:
        os.write(self._handle, json.dumps(line).encode() + b"\n")

    def close(self) -> None:
        os.close(self._handle)

    @staticmethod
    def read(path: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in path.read_text().splitlines()]

    @staticmethod
    def unanswered(path: Path) -> list[dict[str, Any]]:
        """What was begun and never acknowledged."""
        lines = Ledger.read(path) if path.exists() else []
        done = {line["mark"] for line in lines if line["step"] == "done"}
        return [x for x in lines if x["step"] == "doing" and x["mark"] not in done]


class Life:
    """One process at work. ``die`` ends it; it is called at the latest when all acts are done."""

    def __init__(self, engine: Engine, number: int, path: Path, die: Callable[[], None]) -> None:
        self.engine, self.number, self.ledger, self.die = engine, number, Ledger(path), die
        self.choose = random.Random(number)
        self._unanswered = Ledger.unanswered(path)

    def live(self) -> None:
        """People and worker act at the same time, as threads of one server do."""
        worker = threading.Thread(target=self._drain, daemon=True)
        worker.start()
        self._act()
        self.die()

    def _drain(self) -> None:
        while True:
            self.engine.drain()

    def _act(self) -> None:
        for line in self._unanswered:
            self._do(line["mark"], line["kind"], line["on"])
        for act in range(ACTS):
            mark = f"{self.number}.{act}"
            if tasks := self._open_tasks():
                self._do(mark, "complete", self.choose.choice(tasks).hex)
            self._do(f"{mark}m", "publish", f"K{self.choose.randrange(CASES)}")
            clock = self.engine.clock
            assert isinstance(clock, MovableClock)
            clock.move_to(clock.now() + SPAN / (2 * ACTS))

    def _do(self, mark: str, kind: str, on: str) -> None:
        self.ledger.write(step="doing", mark=mark, kind=kind, on=on)
        outcome = self.engine.execute(_command(mark, kind, on), actor=ACTOR, idempotency_key=mark)
        reached = [one.hex for one in outcome.reached]
        self.ledger.write(step="done", mark=mark, kind=kind, on=on, reached=reached)

    def _open_tasks(self) -> list[UUID]:
        with self.engine.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id FROM task WHERE state = 'open' ORDER BY id"
            ).all()
        return [read_id(row[0]) for row in rows]


def _command(mark: str, kind: str, on: str) -> CompleteTask | PublishMessage:
    if kind == "complete":
        return CompleteTask(UUID(hex=on), {"mark": mark})
    return PublishMessage("answer", on, {"mark": mark}, message_id=mark)
