"""t12: the inbox page beside the product's own signed-in page with nothing in it, CPU."""

from __future__ import annotations

import os
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from bench.desk import Desk
from bench.figures import Figure, in_ms, of_turns

MOST_RATIO = 2.5
TURNS, WARM_UP = 200, 20
#: More than fills the page
APPLICATIONS = 60


def report(folder: Path, turns: int = TURNS) -> list[Figure]:
    """The whole request on both sides: session, identity, list and counts, template, gzip."""
    desk = Desk(folder)
    desk.center.hand_in(APPLICATIONS)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        client, _ = desk.browser()
        pairs = [_turn(client, number) for number in range(turns + WARM_UP)][WARM_UP:]
    desk.engine.stop()
    name = "inbox page with a full list / empty signed-in page, CPU"
    asked = {"row": "t12", "reach": MOST_RATIO, "least_is_best": True}
    return [of_turns(name, pairs, note=in_ms(pairs, "inbox", "empty"), **asked)]


def _turn(client: Any, number: int) -> tuple[float, float]:
    """Milliseconds of both; who goes first alternates."""
    used = {}
    pages = ("/inbox?box=queue", "/bench/empty")
    for address in pages if number % 2 else reversed(pages):
        begun = time.process_time()
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        used[address] = (time.process_time() - begun) * 1e3
        assert answer.status_code == 200, answer.status
    return used[pages[0]], used[pages[1]]
