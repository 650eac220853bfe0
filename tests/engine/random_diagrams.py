"""Random sound diagrams, built of blocks, each with the laws that it must keep.

A block has one way in and one way out and may hold other blocks. Its laws are counted on the trace
of a finished case and are known from its construction alone: what went in came out, the flow whose
condition holds was taken, each instance ran once, an interrupted activity did not complete. So a
fault that changes plain and reloaded runs alike is seen as well.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.engine.models import (
    TERMINATE,
    a_message,
    a_signal,
    an_error,
    assignment,
    association,
    boundary,
    data_spec,
    definitions,
    end,
    error,
    ext,
    flows,
    formal,
    io,
    loop,
    message,
    multi,
    node,
    par,
    path,
    process,
    script,
    service,
    signal,
    start,
    sub,
    timer,
    user,
    xor,
    zeebe,
)
from tests.engine.random_events import EVENT_COMPOUNDS, EVENT_LEAVES, EventBlocks
from tests.engine.random_laws import BEGAN, DONE, ENDED, Block, Diagram, Law
from tests.engine.random_undoing import UNDOING_COMPOUNDS, UndoingBlocks

LEAVES = (
    "user",
    "service",
    "flaky",
    "script",
    "pass",
    "timer",
    "catch",
    "receive",
    "throw",
    "mapped",
    *EVENT_LEAVES,
)
COMPOUNDS = (
    "seq", "and", "xor", "flows", "loop", "race", "sub", "call", "multi_user", "multi_row",
    "multi_sub", "multi_enough", "inclusive", "complex", "rounds", "tokens", "ad_hoc", "declared",
    "told", "global_task", "late",
    "error", "terminate", "noted", "repeated", "signalled",
    *EVENT_COMPOUNDS,
    *UNDOING_COMPOUNDS,
)  # fmt: skip


class Generator(EventBlocks, UndoingBlocks):
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

    def _law(self, name: str, *right: tuple[str, str], factor: int = 1, cut: bool = False) -> None:
        self.diagram.laws.append(Law([(f"{name}_in", DONE)], right, factor, cut))

    def _body(self, name: str, inner: Block) -> str:
        return (
            start(f"{name}_s")
            + inner.xml
            + end(f"{name}_e")
            + path(f"{name}_s", inner.first)
            + path(inner.last, f"{name}_e")
        )

    # Leaves

    def _user(self, name: str, called: bool) -> Block:
        return Block(user(name), name, name)

    def _service(self, name: str, called: bool) -> Block:
        return Block(service(name, "work"), name, name)

    def _flaky(self, name: str, called: bool) -> Block:
        """Work inside the step that throws an error nobody catches, until it is corrected."""
        return Block(service(name, "flaky"), name, name)

    def _script(self, name: str, called: bool) -> Block:
        if not called:
            self.diagram.results[f"{name}_x"] = (name, 7)
        return Block(script(name, "v + 1", f"{name}_x"), name, name)

    def _pass(self, name: str, called: bool) -> Block:
        return Block(node(self.random.choice(["task", "manualTask"]), name), name, name)

    def _timer(self, name: str, called: bool) -> Block:
        wait = timer(f"PT{self.random.randint(1, 300)}M")
        return Block(node("intermediateCatchEvent", name, wait), name, name)

    def _message(self, name: str) -> str:
        self.roots.append(a_message(f"m_{name}", f"m_{name}", "=key"))
        return f"m_{name}"

    def _catch(self, name: str, called: bool) -> Block:
        definition = message(self._message(name))
        return Block(node("intermediateCatchEvent", name, definition), name, name)

    def _receive(self, name: str, called: bool) -> Block:
        return Block(node("receiveTask", name, messageRef=self._message(name)), name, name)

    def _throw(self, name: str, called: bool) -> Block:
        mapping = ext(io({"n": "=v"}))
        if self.random.random() < 0.5:
            self.diagram.thrown[f"m_{name}"] = name
            return Block(
                node("sendTask", name, mapping, messageRef=self._message(name)), name, name
            )
        self.diagram.thrown[f"s_{name}"] = name
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        return Block(node("intermediateThrowEvent", name, signal(f"s_{name}")), name, name)

    def _mapped(self, name: str, called: bool) -> Block:
        mapping = ext(io({f"{name}_i": "=v + 1"}, {f"{name}_r": f"={name}_i * 2"}))
        self.diagram.hidden.add(f"{name}_i")
        if not called:
            self.diagram.results[f"{name}_r"] = (name, 14)
        return Block(user(name, mapping), name, name)

    # Flow

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

    def _rounds(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A standard loop of three rounds: by its condition, or by its maximum."""
        inner = self.block(min(depth, 1), cut=cut, called=called)
        before = self.random.choice(["true", "false"])
        marker = loop("loopCounter < 3", testBefore=before)
        if self.random.random() < 0.5:
            marker = loop("v = 6", testBefore=before, loopMaximum="3")
        self._law(name, (name, DONE), factor=3, cut=cut)
        self._law(name, (inner.first, BEGAN), factor=3, cut=cut)
        self.diagram.hidden.add("loopCounter")
        return Block(sub(name, self._body(name, inner), marker), name, name)

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

    def _told(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Each of three instances throws an event, which a boundary event catches."""
        self.roots.append(f'<bpmn:escalation id="x_{name}" escalationCode="X_{name}"/>')
        self.roots.append(
            f'<bpmn:escalationEventDefinition id="d_{name}" escalationRef="x_{name}"/>'
        )
        marker = (
            "<bpmn:multiInstanceLoopCharacteristics"
            f' behavior="None" noneBehaviorEventRef="d_{name}">'
            + formal("loopCardinality", "3") + "</bpmn:multiInstanceLoopCharacteristics>"
        )  # fmt: skip
        caught = f'<bpmn:escalationEventDefinition escalationRef="x_{name}"/>'
        xml = user(name, marker) + boundary(f"{name}_b", name, caught, interrupting=False)
        xml += end(f"{name}_y") + path(f"{name}_b", f"{name}_y")
        self.diagram.laws.append(Law([(name, DONE)], [(f"{name}_y", DONE)], cut=cut))
        self._law(name, (name, DONE), factor=3, cut=cut)
        return Block(xml, name, name)

    def _global_task(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A call activity that calls a task."""
        tag = self.random.choice(["globalUserTask", "globalManualTask"])
        self.roots.append(node(tag, f"g_{name}"))
        self._law(name, (f"g_{name}", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return Block(node("callActivity", name, calledElement=f"g_{name}"), name, name)

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

    # Scopes

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

    # Multi-instance

    def _items(self, name: str, *, sequential: bool, inner: str = "") -> str:
        return multi(
            "[1, 2, 3]", sequential=sequential, inner=inner, inputElement=f"{name}_item",
            outputCollection=f"{name}_out", outputElement=f"={name}_item * 10 + loopCounter",
        )  # fmt: skip

    def _instances(self, name: str, cut: bool, called: bool) -> None:
        self._law(name, (name, DONE), factor=3, cut=cut)
        self.diagram.hidden |= {f"{name}_item", "loopCounter", "numberOfInstances"}
        if not called:
            self.diagram.results[f"{name}_out"] = (f"{name}_out", [11, 22, 33])

    def _multi_user(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        self._instances(name, cut, called)
        return Block(user(name, self._items(name, sequential=False)), name, name)

    def _multi_row(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        self._instances(name, cut, called)
        return Block(user(name, self._items(name, sequential=True)), name, name)

    def _multi_sub(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        inner = self.block(min(depth, 1), cut=cut, called=called)
        self._instances(name, cut, called)
        self._law(name, (inner.first, BEGAN), factor=3, cut=cut)
        marker = self._items(name, sequential=self.random.random() < 0.5)
        return Block(sub(name, self._body(name, inner), marker), name, name)

    def _multi_enough(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        inner = formal("loopCardinality", "=4")
        inner += formal("completionCondition", "=numberOfCompletedInstances = 2")
        self._law(name, (name, DONE), factor=2, cut=cut)
        return Block(user(name, multi(inner=inner)), name, name)

    # Boundary events and ends

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
