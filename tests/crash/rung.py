"""A worker that is rung on PostgreSQL until it is told to stop: ``URL NOW``."""

from __future__ import annotations

import sys
from datetime import datetime

from engine import Engine
from engine.testing import MovableClock, OpenPolicy


def main(url: str, now: str) -> None:
    clock = MovableClock(datetime.fromisoformat(now))
    Engine(url, clock=clock, policy=OpenPolicy()).connect_rings().work()


if __name__ == "__main__":
    main(*sys.argv[1:])
