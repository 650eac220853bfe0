"""A process to be killed: completes tasks in a loop and acknowledges each on standard output.

``python -m tests.crash.worker URL NOW``: the clock stands at NOW. A line is written only after
``execute`` has returned, so whatever was written must be there after a kill.
"""

from __future__ import annotations

import sys
from datetime import datetime
from uuid import UUID

from engine import Engine
from engine.commands import CompleteTask
from engine.protocols import Actor
from engine.store.types import read_id
from engine.testing import PERSON, TENANT, MovableClock, OpenPolicy


def open_tasks(engine: Engine) -> list[tuple[UUID, UUID, str]]:
    """(case, task, element) of all open tasks."""
    with engine.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT case_id, id, element_id FROM task WHERE state = 'open' ORDER BY id"
        ).all()
    return [(read_id(case), read_id(task), element) for case, task, element in rows]


def main(url: str, now: str) -> None:
    engine = Engine(url, clock=MovableClock(datetime.fromisoformat(now)), policy=OpenPolicy())
    actor = Actor(TENANT, PERSON, channel="cli")
    while True:
        for case, task, element in open_tasks(engine):
            engine.execute(CompleteTask(task, {"last": str(task)}), actor=actor)
            sys.stdout.write(f"{case} {task} {element}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
