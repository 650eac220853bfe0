"""A process that drains due rows and dies by its own hand: ``URL NOW STEP``.

STEP 0: in the middle of the first transaction; 1: just before its commit; 2: just after it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import Engine
from engine.protocols import Step, Tx, Work
from engine.testing import MovableClock, OpenPolicy


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Assassin:
    """A participant that kills the process before the snapshot is written."""

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def on_step(self, tx: Tx, step: Step) -> None:
        die()


class DyingEngine(Engine):
    """Dies when the transaction's body is done and its commit is not."""

    def _carry_out(self, *arguments: Any) -> Any:
        super()._carry_out(*arguments)
        die()


def main(url: str, now: str, step: str) -> None:
    make = DyingEngine if step == "1" else Engine
    participants = [Assassin()] if step == "0" else []
    clock = MovableClock(datetime.fromisoformat(now))
    engine = make(url, clock=clock, policy=OpenPolicy(), participants=participants)
    if step == "2":
        engine._drain.step()
        die()
    engine.drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
