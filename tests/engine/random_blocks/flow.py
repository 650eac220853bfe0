"""Blocks of random diagrams about flow: gateways, conditions, tokens by number, no order at all."""

from __future__ import annotations

from tests.engine.models import (
    a_signal,
    end,
    ext,
    flows,
    formal,
    io,
    message,
    node,
    par,
    path,
    script,
    signal,
    start,
    sub,
    timer,
    user,
    xor,
)
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import BEGAN, DONE, Block, Law


class FlowBlocks(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

    def _seq(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        a, b = (self.block(depth, cut=cut, called=called) for _ in range(2))
        return Block(a.xml + b.xml + path(a.last, b.first), a.first, b.last)

    def _and(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        branches = [
            self.block(depth, cut=cut, called=called) for _ in range(self.random.randint(2, 3))
        ]
        fork, join = f"{name}_f", f"{name}_j"
        xml = par(fork) + par(join) + "".join(b.xml for b in branches)
        for branch in branches:
            xml += path(fork, branch.first) + path(branch.last, join)
            self._law(name, (branch.first, BEGAN), cut=cut)
        self._law(name, (join, DONE), cut=cut)
        return Block(xml, fork, join)

    def _xor(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """v is 6: the first condition fails, the second holds, the third would too."""
        branches = [self.block(depth, cut=cut, called=called) for _ in range(3)]
        taken = self.random.randrange(3)
        split, merge = f"{name}_x", f"{name}_m"
        conditions = [f"v > {6 if n < taken else 5}" for n in range(2)]
        xml = xor(split, default=f"{split}_{branches[2].first}") + xor(merge)
        for n, branch in enumerate(branches):
            condition = f": {conditions[n]}" if n < 2 else ""
            xml += branch.xml + flows(f"{split}>{branch.first}{condition}")
            xml += path(branch.last, merge)
            self.diagram.laws.append(
                Law([(split, DONE)], [(branch.first, BEGAN)], factor=int(n == taken))
            )
        return Block(xml, split, merge)

    def _flows(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Conditional flows out of a task: two hold, one does not, the default is not taken."""
        a, b = (self.block(depth, cut=cut, called=called) for _ in range(2))
        split, join, never = f"{name}_t", f"{name}_j", f"{name}_never"
        xml = node("task", split, default=f"{split}_{never}") + par(join) + a.xml + b.xml
        xml += node("task", never) + end(f"{never}_e") + path(never, f"{never}_e")
        xml += flows(f"{split}>{a.first}: v > 2", f"{split}>{b.first}: v > 5")
        xml += flows(f"{split}>{never}") + path(a.last, join) + path(b.last, join)
        self._law(name, (never, BEGAN), factor=0)
        for branch in (a, b):
            self._law(name, (branch.first, BEGAN), cut=cut)
        return Block(xml, split, join)

    def _loop(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Three rounds; the counter is local, so that parallel ones do not share it."""
        inner = self.block(depth, cut=cut, called=called)
        merge, again, count = f"{name}_m", f"{name}_g", f"{name}_c"
        xml = start(f"{name}_s") + xor(merge) + inner.xml
        xml += script(count, f"{name}_k + 1", f"{name}_k") + xor(again, default=f"{again}_{name}_e")
        xml += end(f"{name}_e") + path(f"{name}_s", merge, inner.first)
        xml += path(inner.last, count, again, f"{name}_e")
        xml += flows(f"{again}>{merge}: {name}_k < 3")
        self._law(name, (inner.first, BEGAN), factor=3, cut=cut)
        self.diagram.hidden.add(f"{name}_k")
        return Block(sub(name, ext(io({f"{name}_k": "=0"})), xml), name, name)

    def _race(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        gate, merge = f"{name}_g", f"{name}_z"
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        arms = {
            f"{name}_a": timer(f"PT{self.random.randint(20, 300)}M"),
            f"{name}_b": message(self._message(name)),
            f"{name}_c": signal(f"s_{name}"),
        }
        xml = node("eventBasedGateway", gate) + xor(merge)
        for arm, definition in arms.items():
            after = f"{arm}t"
            xml += node("intermediateCatchEvent", arm, definition) + node("task", after)
            xml += path(gate, arm, after, merge)
        self._law(name, *((arm, DONE) for arm in arms), cut=cut)
        self._law(name, *((f"{arm}t", DONE) for arm in arms), cut=cut)
        return Block(xml, gate, merge)

    def _inclusive(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Two conditions hold, one does not; the join waits for the two that run."""
        branches = [self.block(depth, cut=cut, called=called) for _ in range(3)]
        idle = self.random.randrange(3)
        split, join = f"{name}_i", f"{name}_j"
        xml = node("inclusiveGateway", split) + node("inclusiveGateway", join)
        for n, branch in enumerate(branches):
            xml += branch.xml + flows(f"{split}>{branch.first}: v > {6 if n == idle else n}")
            xml += path(branch.last, join)
            self.diagram.laws.append(
                Law([(split, DONE)], [(branch.first, BEGAN)], factor=int(n != idle))
            )
        self._law(name, (join, DONE), cut=cut)
        return Block(xml, split, join)

    def _complex(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Two of three branches are enough; the token of the third is taken when it comes."""
        # What comes after it may end the scope while the third still runs
        branches = [self.block(min(depth, 1), cut=True, called=called) for _ in range(3)]
        fork, join = f"{name}_f", f"{name}_j"
        enough = formal("activationCondition", "=activationCount >= 2")
        xml = par(fork) + node("complexGateway", join, enough)
        for branch in branches:
            xml += branch.xml + path(fork, branch.first) + path(branch.last, join)
            self._law(name, (branch.first, BEGAN), cut=cut)
        self._law(name, (join, DONE), cut=cut)
        return Block(xml, fork, join)

    def _tokens(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """One token becomes three, which become one again."""
        inner = self.block(0, cut=cut, called=called)
        split, join = f"{name}_q", f"{name}_g"
        xml = node("task", split, completionQuantity="3") + inner.xml
        xml += node("task", join, startQuantity="3") + path(split, inner.first)
        xml += path(inner.last, join)
        self._law(name, (inner.first, BEGAN), factor=3, cut=cut)
        self._law(name, (join, DONE), cut=cut)
        return Block(xml, split, join)

    def _ad_hoc(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Two blocks that nothing leads to: side by side, or one after the other."""
        a, b = (self.block(min(depth, 1), cut=cut, called=called) for _ in range(2))
        order = self.random.choice(["Parallel", "Sequential"])
        inside = [sub(f"{name}_{n}", self._body(f"{name}_{n}", b)) for n, b in enumerate((a, b))]
        xml = node("adHocSubProcess", name, *inside, user(f"{name}_u"), ordering=order)
        for inner in (a, b):
            self._law(name, (inner.first, BEGAN), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return Block(xml, name, name)
