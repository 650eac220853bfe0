"""Blocks of random diagrams about boundary events, with and without interruption."""

from __future__ import annotations

from tests.engine.models import (
    a_signal,
    an_error,
    boundary,
    end,
    error,
    message,
    node,
    par,
    path,
    signal,
    start,
    sub,
    timer,
    user,
    xor,
)
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import DONE, ENDED, Block, Law


class BoundaryBlocks(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

    def _late(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A timer that interrupts: either the sub-process completes or the timer goes its way."""
        inner = self.block(depth, cut=True, called=called)
        wait = timer(f"PT{self.random.randint(10, 300)}M")
        return self._interrupted(name, self._body(name, inner), wait, cut)

    def _error(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """One of two branches ends in an error, after a person has acted."""
        inner = self.block(depth, cut=True, called=called)
        self.roots.append(an_error(f"err_{name}", f"E_{name}"))
        bad, fork, task = f"{name}_bad", f"{name}_f", f"{name}_u"
        body = start(f"{name}_s") + par(fork) + user(task) + end(bad, error(f"err_{name}"))
        body += inner.xml + end(f"{name}_e") + path(f"{name}_s", fork, task, bad)
        body += path(fork, inner.first) + path(inner.last, f"{name}_e")
        self._law(name, (name, ENDED), cut=cut)
        self._law(name, (f"{name}_b", DONE), cut=cut)
        block = self._interrupted(name, body, error(f"err_{name}"), cut)
        # Waiting for an error opens no row that could be counted
        del self.diagram.armed[f"{name}_b"]
        return block

    def _interrupted(self, name: str, body: str, definition: str, cut: bool) -> Block:
        aside, merge = f"{name}_a", f"{name}_z"
        xml = sub(name, body) + boundary(f"{name}_b", name, definition) + node("task", aside)
        xml += xor(merge) + path(name, merge) + path(f"{name}_b", aside, merge)
        self._law(name, (name, DONE), (aside, DONE), cut=cut)
        if not cut:
            self.diagram.laws.append(Law([(f"{name}_b", DONE)], [(name, ENDED)]))
        self.diagram.armed[f"{name}_b"] = name
        return Block(xml, name, merge)

    def _noted(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A message that does not interrupt, as often as it comes."""
        inner = self.block(depth, cut=cut, called=called)
        return self._beside(name, inner, message(self._message(name)), cut)

    def _signalled(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        inner = self.block(depth, cut=cut, called=called)
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        return self._beside(name, inner, signal(f"s_{name}"), cut)

    def _repeated(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A cycle that does not interrupt, each round beside the activity."""
        inner = self.block(depth, cut=cut, called=called)
        cycle = timer(cycle=f"R/PT{self.random.randint(20, 90)}M")
        return self._beside(name, inner, cycle, cut)

    def _beside(self, name: str, inner: Block, definition: str, cut: bool) -> Block:
        side = f"{name}_b"
        xml = sub(name, self._body(name, inner))
        xml += boundary(side, name, definition, interrupting=False)
        xml += node("task", f"{name}_a") + end(f"{name}_y") + path(side, f"{name}_a", f"{name}_y")
        self.diagram.laws.append(Law([(side, DONE)], [(f"{name}_y", DONE)], cut=cut))
        self.diagram.armed[side] = name
        self._law(name, (name, DONE), cut=cut)
        return Block(xml, name, name)
