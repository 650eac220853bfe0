"""Blocks of random diagrams about scopes: what is inside, what is called, whose data it is."""

from __future__ import annotations

from tests.engine.models import (
    TERMINATE,
    assignment,
    association,
    data_spec,
    end,
    ext,
    formal,
    io,
    message,
    node,
    par,
    path,
    process,
    script,
    start,
    sub,
    user,
    zeebe,
)
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import DONE, Block


class ScopeBlocks(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

    def _sub(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Two branches without a join: the scope is complete when both are through."""
        a, b = (self.block(depth, cut=cut, called=called) for _ in range(2))
        fork = f"{name}_f"
        xml = start(f"{name}_s") + par(fork) + a.xml + b.xml + end(f"{name}_e1") + end(f"{name}_e2")
        xml += path(f"{name}_s", fork, a.first) + path(fork, b.first)
        xml += path(a.last, f"{name}_e1") + path(b.last, f"{name}_e2")
        for ending in ("e1", "e2"):
            self._law(name, (f"{name}_{ending}", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return Block(sub(name, xml), name, name)

    def _call(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        inner = self.block(depth, cut=cut, called=True)
        secret = script(f"{name}_w", "v * 2", f"{name}_secret")
        body = start(f"{name}_s") + inner.xml + secret + end(f"{name}_e")
        body += path(f"{name}_s", inner.first) + path(inner.last, f"{name}_w", f"{name}_e")
        self.processes.append(process(body, id=f"p_{name}"))
        element = zeebe("calledElement", processId=f"p_{name}", propagateAllChildVariables="false")
        mapping = io({}, {f"{name}_r": f"={name}_secret + 1"})
        self.diagram.hidden.add(f"{name}_secret")
        if not called:
            self.diagram.results[f"{name}_r"] = (name, 13)
        self._law(name, (name, DONE), cut=cut)
        return Block(node("callActivity", name, ext(element, mapping)), name, name)

    def _global_task(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A call activity that calls a task."""
        tag = self.random.choice(["globalUserTask", "globalManualTask"])
        self.roots.append(node(tag, f"g_{name}"))
        self._law(name, (f"g_{name}", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return Block(node("callActivity", name, calledElement=f"g_{name}"), name, name)

    def _declared(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """One task fills a data object, the next needs it; another scope must not see it."""
        first, second, item = f"{name}_o1", f"{name}_o2", f"{name}_d"
        gives = data_spec(outputs=(f"{name}_po",))
        gives += association("Output", "", item, assignment("v + 1", item))
        takes = data_spec(f"{name}_pi", outputs=(f"{name}_qo",))
        takes += association("Input", item, f"{name}_pi", formal("transformation", f"{item} * 10"))
        # A called process does not see the objects of the process that calls it
        result = item if called else f"{name}_r"
        takes += association("Output", "", result, assignment(f"{name}_pi", result))
        body = f'<bpmn:dataObject id="{item}"/>' + start(f"{name}_s")
        body += user(first, gives) + user(second, takes) + end(f"{name}_e")
        body += path(f"{name}_s", first, f"{name}_e") + path(f"{name}_s", second)
        body += end(f"{name}_e2") + path(second, f"{name}_e2")
        self.objects += [] if called else [f'<bpmn:dataObject id="{name}_r"/>']
        self.diagram.hidden |= {item, f"{name}_pi", f"{name}_po", f"{name}_qo"}
        if not called:
            self.diagram.results[f"{name}_r"] = (second, 70)
        self._law(name, (second, DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return Block(sub(name, body), name, name)

    def _terminate(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        inner = self.block(depth, cut=True, called=called)
        fork, task, never = f"{name}_f", f"{name}_u", f"{name}_never"
        body = start(f"{name}_s") + par(fork) + user(task) + end(f"{name}_k", TERMINATE)
        # The other branch waits for a message that never comes (random_runs)
        body += inner.xml + node("intermediateCatchEvent", never, message(self._message(name)))
        body += end(f"{name}_e") + path(f"{name}_s", fork, task, f"{name}_k")
        body += path(fork, inner.first) + path(inner.last, never, f"{name}_e")
        self._law(name, (name, DONE), cut=cut)
        self._law(name, (f"{name}_k", DONE), cut=cut)
        return Block(sub(name, body), name, name)
