"""Random sound diagrams, built of blocks, each with the laws that it must keep.

A block has one way in and one way out and may hold other blocks. Its laws are counted on the trace
of a finished case and are known from its construction alone: what went in came out, the flow whose
condition holds was taken, each instance ran once, an interrupted activity did not complete. So a
fault that changes plain and reloaded runs alike is seen as well.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.engine.models import definitions, end, node, par, path, process, start
from tests.engine.random_blocks.events import EVENT_COMPOUNDS, EVENT_LEAVES, EventBlocks
from tests.engine.random_blocks.flow import FlowBlocks
from tests.engine.random_blocks.leaves import Leaves
from tests.engine.random_blocks.repetition import RepetitionBlocks
from tests.engine.random_blocks.scopes import ScopeBlocks
from tests.engine.random_blocks.undoing import UNDOING_COMPOUNDS, UndoingBlocks
from tests.engine.random_laws import DONE, Block, Diagram, Law

LEAVES = (
    "user", "service", "flaky", "script", "pass", "timer", "catch", "receive", "throw", "mapped",
    *EVENT_LEAVES,
)  # fmt: skip
COMPOUNDS = (
    "seq", "and", "xor", "flows", "loop", "race", "sub", "call", "multi_user", "multi_row",
    "multi_sub", "multi_enough", "inclusive", "complex", "rounds", "tokens", "ad_hoc", "declared",
    "told", "global_task", "late",
    "error", "terminate", "noted", "repeated", "signalled",
    *EVENT_COMPOUNDS,
    *UNDOING_COMPOUNDS,
)  # fmt: skip


class Generator(Leaves, FlowBlocks, ScopeBlocks, RepetitionBlocks, EventBlocks, UndoingBlocks):
    """One diagram from one seed. ``kinds`` limits what it draws from."""

    def __init__(self, seed: int, kinds: Sequence[str] = LEAVES + COMPOUNDS) -> None:
        self.random, self.diagram = random.Random(seed), Diagram(seed)
        self.leaves = [k for k in kinds if k in LEAVES] or ["user"]
        self.compounds = [k for k in kinds if k in COMPOUNDS]
        self.number, self.roots, self.processes = 0, [], []
        self.objects: list[str] = []

    def build(self, depth: int = 3) -> Diagram:
        """Two rows of blocks side by side; seeds in a row begin with each kind in turn."""
        rows = []
        for row in range(2):
            turn = (self.diagram.seed * 2 + row) % max(1, len(self.compounds))
            first = self.block(depth, cut=False, called=False, turn=turn)
            rows.append([first, self.block(depth, cut=False, called=False)])
        xml = start("s0") + par("f0") + par("j0") + end("e0") + path("s0", "f0") + path("j0", "e0")
        for row in rows:
            xml += "".join(block.xml for block in row) + path(row[0].last, row[1].first)
            xml += path("f0", row[0].first) + path(row[1].last, "j0")
        main = process(*self.objects, xml)
        self.diagram.laws.append(Law([("s0", DONE)], [("e0", DONE)]))
        self.diagram.xml = definitions(*self.roots, main, *self.processes)
        return self.diagram

    def block(self, depth: int, *, cut: bool, called: bool, turn: int | None = None) -> Block:
        deep = depth > 0 and self.compounds and self.random.random() < 0.85
        kind = self.random.choice(self.compounds if deep else self.leaves)
        if turn is not None and self.compounds:
            kind = self.compounds[turn]
        self.diagram.kinds.add(kind)
        self.number += 1
        name = f"n{self.number}"
        if kind in LEAVES:
            return getattr(self, f"_{kind}")(name, called)
        inner: Block = getattr(self, f"_{kind}")(name, depth - 1, cut, called)
        return self._marked(name, inner, cut)

    def _marked(self, name: str, inner: Block, cut: bool) -> Block:
        """Between two tasks that do nothing but count."""
        before, after = f"{name}_in", f"{name}_out"
        xml = node("task", before) + inner.xml + node("task", after)
        xml += path(before, inner.first) + path(inner.last, after)
        self.diagram.laws.append(Law([(before, DONE)], [(after, DONE)], cut=cut))
        return Block(xml, before, after)
