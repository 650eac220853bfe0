"""Random diagrams for the game: of blocks, and of nodes joined at random."""

from __future__ import annotations

import random

from tests.properties.token_game.net import Flow, Net, Node

#: What a random graph may hold. Gateways and tasks join, split and are joined as chance has it
NODES = (
    "user", "user", "user", "pass", "xor", "xor", "and", "and", "or", "or", "catch", "receive",
    "throw", "many", "row", "rounds", "race", "sub", "call", "leap", "gathers", "spreads",
)  # fmt: skip
#: A way back leads to one of these, so that no round goes without anybody
_PAUSES = ("user", "catch", "receive", "many", "row", "rounds")


class Graphs:
    """Diagrams from one seed."""

    def __init__(self, seed: int, kinds: tuple[str, ...] = NODES) -> None:
        self.random, self.kinds, self.number = random.Random(seed), kinds, 0

    def name(self, kind: str) -> str:
        self.number += 1
        return f"{kind}{self.number}"

    def add(self, net: Net, kind: str, **facts: object) -> Node:
        node = Node(self.name(kind), kind, **facts)  # type: ignore[arg-type]
        net.nodes[node.id] = node
        return node

    def join(self, net: Net, source: str, target: str, when: int | None = None) -> None:
        self.number += 1
        net.flows.append(Flow(f"f{self.number}", source, target, when))

    # Unstructured

    def graph(self, size: int = 6, depth: int = 1, *, inside: bool = False) -> Net:
        """Nodes that are joined at random; each can be reached, and each leads somewhere."""
        net = Net()
        start = self.add(net, "start")
        middle = [self._node(net, depth) for _ in range(self.random.randint(2, size))]
        ends = [self.add(net, "end") for _ in range(self.random.randint(1, 2))]
        if self.random.random() < 0.15:
            ends.append(self.add(net, "terminate"))
        if inside and self.random.random() < 0.3:
            ends.append(self.add(net, self.random.choice(["error", "terminate"])))
        self._spin(net, start, middle, ends)
        self._guard(net, depth)
        for node in list(net.nodes.values()):
            self._conditions(net, node)
        return net

    def _node(self, net: Net, depth: int) -> Node:
        kind = self.random.choice(self.kinds)
        if kind in ("sub", "call"):
            if not depth:
                kind = "user"
            else:
                return self.add(net, kind, inner=self.graph(3, depth - 1, inside=True))
        if kind in ("many", "row", "rounds", "gathers", "spreads"):
            return self.add(net, kind, times=self.random.randint(2, 3))
        if kind == "leap":
            node = self.add(net, kind)
            node.host = f"to {node.id}"
            landing = self.add(net, "landing", host=node.host)
            self.join(net, landing.id, self._somewhere(net, landing))
            return node
        return self.add(net, kind)

    def _somewhere(self, net: Net, landing: Node) -> str:
        after = self.add(net, "user")
        self.join(net, after.id, self.add(net, "end").id)
        return after.id

    def _spin(self, net: Net, start: Node, middle: list[Node], ends: list[Node]) -> None:
        """Each node behind an earlier one; then more flows, forward or back."""
        joined = [start]
        for node in middle:
            before = self.random.choice([one for one in joined if one.kind != "leap"] or [start])
            self._lead(net, before, node)
            joined.append(node)
        sources = [one for one in joined if one.kind not in ("leap", "start")]
        for _ in range(self.random.randint(0, len(middle))):
            source, target = self.random.choice(sources or [start]), self.random.choice(middle)
            forward = joined.index(source) < joined.index(target)
            if forward or target.kind in _PAUSES:
                self._lead(net, source, target)
        for node in (*joined, *net.of("arm")):
            while node.kind != "leap" and not self._enough(net, node):
                self._lead(net, node, self.random.choice(ends))
        for node in ends:
            if not net.into(node.id):
                source = self.random.choice(sources or [start])
                self._lead(net, source, node)

    def _enough(self, net: Net, node: Node) -> bool:
        if node.kind == "race":
            return len(net.attached(node.id, "arm")) >= 2
        return bool(net.out(node.id))

    def _lead(self, net: Net, source: Node, target: Node) -> None:
        """A flow; behind a race there is an arm between."""
        if source.kind == "race":
            arm = self.add(net, "arm", host=source.id)
            self.join(net, source.id, arm.id)
            source = arm
        self.join(net, source.id, target.id)

    def _guard(self, net: Net, depth: int) -> None:
        """Events beside what waits."""
        hosts = net.of("user", "sub", "call", "receive")
        arms = {flow.target for node in net.of("race") for flow in net.out(node.id)}
        for host in hosts:
            if self.random.random() < 0.3 and host.id not in arms:
                beside = self.random.random() < 0.5
                side = self.add(net, "boundary", host=host.id, interrupting=not beside)
                self._aside(net, side)
            if host.inner and host.inner.of("error"):
                host.kind = "sub"  # what a call has chosen is lost with the error
                self._aside(net, self.add(net, "caught", host=host.id))
        if self.random.random() < 0.25:
            self.add(net, "handler", interrupting=self.random.random() < 0.5,
                     inner=self._small())  # fmt: skip

    def _aside(self, net: Net, side: Node) -> None:
        """Where an exception goes: to an end, or into the middle of the graph."""
        targets = [*net.of("end"), *net.of("user", "and", "or", "xor")]
        self.join(net, side.id, self.random.choice(targets).id)

    def _small(self) -> Net:
        net = Net()
        start, task, end = (self.add(net, kind) for kind in ("start", "user", "end"))
        self.join(net, start.id, task.id)
        self.join(net, task.id, end.id)
        return net

    def _conditions(self, net: Net, node: Node) -> None:
        """A choice says when; tasks choose sometimes. One way is always there."""
        ways = net.out(node.id)
        chooses = node.kind in ("xor", "or")
        chooses |= node.kind in ("user", "pass") and self.random.random() < 0.4
        if len(ways) < 2 or not chooses:
            return
        default = self.random.randrange(len(ways))
        for place, flow in enumerate(ways):
            when = None if place == default else self.random.randint(0, 1)
            changed = Flow(flow.id, flow.source, flow.target, when, place == default)
            net.flows[net.flows.index(flow)] = changed

    # Block-structured

    def blocks(self, depth: int = 2) -> Net:
        """A start, a block, an end."""
        net = Net()
        start, end = self.add(net, "start"), self.add(net, "end")
        first, last = self._block(net, depth)
        self.join(net, start.id, first)
        self.join(net, last, end.id)
        return net

    def _block(self, net: Net, depth: int) -> tuple[str, str]:
        kinds = ["row of two", "and", "xor", "or", "sub", "race", "loop", "guarded", "error"]
        kind = self.random.choice(kinds) if depth else "leaf"
        if kind == "leaf":
            one = self.random.choice(["user", "pass", "catch", "receive", "throw", "many", "row",
                                      "rounds"])  # fmt: skip
            node = self.add(net, one, times=2)
            return node.id, node.id
        if kind == "row of two":
            (a, b), (c, d) = self._block(net, depth - 1), self._block(net, depth - 1)
            self.join(net, b, c)
            return a, d
        if kind in ("and", "xor", "or"):
            return self._forked(net, kind, depth)
        if kind == "race":
            return self._raced(net, depth)
        if kind == "loop":
            return self._looped(net, depth)
        return self._scope(net, kind, depth)

    def _forked(self, net: Net, kind: str, depth: int) -> tuple[str, str]:
        split, merge = self.add(net, kind), self.add(net, kind)
        for place in range(2):
            first, last = self._block(net, depth - 1)
            self.number += 1
            chosen = kind != "and"
            net.flows.append(Flow(f"f{self.number}", split.id, first,
                                  0 if chosen and place == 0 else None,
                                  chosen and place == 1))  # fmt: skip
            self.join(net, last, merge.id)
        return split.id, merge.id

    def _raced(self, net: Net, depth: int) -> tuple[str, str]:
        race, merge = self.add(net, "race"), self.add(net, "xor")
        for _ in range(2):
            arm = self.add(net, "arm", host=race.id)
            self.join(net, race.id, arm.id)
            first, last = self._block(net, depth - 1)
            self.join(net, arm.id, first)
            self.join(net, last, merge.id)
        return race.id, merge.id

    def _looped(self, net: Net, depth: int) -> tuple[str, str]:
        merge, again, task = (self.add(net, kind) for kind in ("xor", "xor", "user"))
        first, last = self._block(net, depth - 1)
        for one, other in ((merge.id, task.id), (task.id, first), (last, again.id)):
            self.join(net, one, other)
        self.number += 1
        net.flows.append(Flow(f"f{self.number}", again.id, merge.id, 1))
        after = self.add(net, "pass")
        self.number += 1
        net.flows.append(Flow(f"f{self.number}", again.id, after.id, None, default=True))
        return merge.id, after.id

    def _scope(self, net: Net, kind: str, depth: int) -> tuple[str, str]:
        inner = self.blocks(depth - 1)
        if kind == "error":
            end = inner.of("end")[0]
            end.kind = self.random.choice(["error", "terminate"])
        if kind != "error" and self.random.random() < 0.3:
            self.add(inner, "handler", interrupting=self.random.random() < 0.5,
                     inner=self._small())  # fmt: skip
        node = self.add(net, self.random.choice(["sub", "call"]), inner=inner)
        merge = self.add(net, "xor")
        self.join(net, node.id, merge.id)
        if kind == "guarded":
            side = self.add(net, "boundary", host=node.id)
            self.join(net, side.id, merge.id)
            note = self.add(net, "boundary", host=node.id, interrupting=False)
            self.join(net, note.id, self.add(net, "end").id)
        if inner.of("error"):
            node.kind = "sub"
            side = self.add(net, "caught", host=node.id)
            self.join(net, side.id, merge.id)
        if self.random.random() < 0.4:
            self._told(net, node, merge)
        return node.id, merge.id

    def _told(self, net: Net, node: Node, merge: Node) -> None:
        """Something inside escalates, and is caught outside."""
        assert node.inner is not None
        node.kind = "sub"
        (start,) = node.inner.of("start")
        (flow,) = node.inner.out(start.id)
        told = self.add(node.inner, "escalate")
        node.inner.flows[node.inner.flows.index(flow)] = Flow(flow.id, start.id, told.id)
        self.join(node.inner, told.id, flow.target)
        side = self.add(net, "escalated", host=node.id, interrupting=self.random.random() < 0.5)
        target = merge.id if side.interrupting else self.add(net, "end").id
        self.join(net, side.id, target)
