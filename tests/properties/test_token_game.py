"""The engine against a second interpreter (``token_game``): the same reachable traces.

Random block-structured diagrams, random graphs, and random graphs of inclusive gateways are walked
through act by act, every act that is possible at every place; each step begins from a snapshot.
``YUANBAN_COUNTS=full`` runs the long counts (make long). Counts and kinds are printed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import pytest

from tests.properties.token_game.graphs import Graphs
from tests.properties.token_game.net import Net
from tests.properties.token_game.walk import TooMany, Walked, walk

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
DIAGRAMS = 6000 if FULL else 120
#: Everything that blocks and graphs are made of
KINDS = {
    "start", "end", "user", "pass", "xor", "and", "or", "catch", "receive", "throw", "many", "row",
    "rounds", "race", "arm", "sub", "call", "leap", "landing", "gathers", "spreads", "terminate",
    "error", "caught", "escalate", "escalated", "boundary", "handler",
    "boundary beside", "handler beside", "escalated beside", "several into a task",
    "several out of a task", "conditional flow of a task",
}  # fmt: skip
_JOINED = ("user", "pass", "xor", "and", "or", "or", "or")
BUILDERS: dict[str, Callable[[int], Net]] = {
    "blocks": lambda seed: Graphs(seed).blocks(),
    "graphs": lambda seed: Graphs(seed).graph(),
    "inclusive": lambda seed: Graphs(seed, _JOINED).graph(9, 0),
}


@pytest.mark.parametrize("mode", ["plain", "shuffled"])
@pytest.mark.parametrize("how", BUILDERS)
def test_bpmn_13_the_engine_shows_what_the_token_game_allows(
    how: str, mode: str, capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    kinds: Counter[str] = Counter()
    total, given_up = Walked(), 0
    for seed in range(DIAGRAMS):
        try:
            found = walk(BUILDERS[how](seed), mode=mode, seed=seed)
        except TooMany:
            given_up += 1  # too many orders to try: says nothing
            continue
        kinds.update(found.kinds)
        total.acts += found.acts
        total.open_orders += found.open_orders
        total.ends += found.ends
        total.stuck += found.stuck
    counted = (
        f"{DIAGRAMS} diagrams ({given_up} given up), {total.acts} acts, {total.ends} ends,"
        f" {total.stuck} stuck, order decides {total.open_orders} x, {len(kinds)} kinds"
        f" {dict(sorted(kinds.items()))}"
    )
    record_property("counted", counted)
    with capsys.disabled():
        print(f"\n{how}: {counted}")  # noqa: T201
    assert given_up < DIAGRAMS / 10
    assert total.acts > DIAGRAMS * 5
    assert total.ends > DIAGRAMS


def test_all_kinds_are_met() -> None:
    met: set[str] = set()
    for seed in range(150):
        met |= BUILDERS["blocks"](seed).kinds() | BUILDERS["graphs"](seed).kinds()
    assert met == KINDS
