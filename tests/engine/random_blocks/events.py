"""Blocks of random diagrams about events: handlers, escalations, links, conditions, undoing."""

from __future__ import annotations

from tests.engine.models import (
    a_message,
    a_signal,
    an_escalation,
    boundary,
    catch,
    condition,
    end,
    escalation,
    ext,
    handler,
    io,
    link,
    message,
    node,
    par,
    path,
    script,
    signal,
    start,
    sub,
    throw,
    timer,
    user,
)
from tests.engine.random_blocks.boundaries import BoundaryBlocks
from tests.engine.random_laws import BEGAN, DONE, ENDED, Block, Law

EVENT_LEAVES = ("either", "heard")
EVENT_COMPOUNDS = (
    "guarded", "failing", "noticed", "kept_time", "asked", "raised", "linked", "watched", "stopped",
)  # fmt: skip


class EventBlocks(BoundaryBlocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

    def _either(self, name: str, called: bool) -> Block:
        """One of two triggers is enough."""
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        both = [message(self._message(name)), signal(f"s_{name}")]
        self.random.shuffle(both)
        return Block(catch(name, *both), name, name)

    def _heard(self, name: str, called: bool) -> Block:
        """A signal that another branch of the same scope waits for."""
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        fork, join, wait, say = (f"{name}_{part}" for part in ("f", "j", "w_never", "t"))
        xml = (
            par(fork)
            + par(join)
            + catch(wait, signal(f"s_{name}"))
            + throw(say, signal(f"s_{name}"))
        )
        # The branch that listens comes first; a task before the throw, so that it waits by then
        xml += user(f"{name}_u") + path(fork, wait, join) + path(fork, f"{name}_u", say, join)
        # Only the throw can bring it forward (random_runs): without it the run never ends
        self.diagram.told.add(wait)
        return Block(xml, fork, join)

    def _guarded(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A message that interrupts from inside: nothing else ends the sub-process."""
        inner = self.block(depth, cut=True, called=called)
        guard = handler(f"{name}h", message(self._message(name)))
        self.roots.append(a_message(f"m_{name}_never", f"m_{name}_never", "=key"))
        wait = catch(f"{name}_never", message(f"m_{name}_never"))
        xml = inner.xml + wait + path(inner.last, f"{name}_never")
        inner = Block(xml, inner.first, f"{name}_never")
        self._law(name, (f"{name}h_e", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        self.diagram.armed[f"{name}h_s"] = name
        return Block(sub(name, self._body(name, inner), guard), name, name)

    def _failing(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """An escalation out of one of two branches, caught by an interrupting handler."""
        inner = self.block(depth, cut=True, called=called)
        self.roots.append(an_escalation(f"esc_{name}", f"X_{name}"))
        bad, fork, task = f"{name}_bad", f"{name}_f", f"{name}_u"
        body = start(f"{name}_s") + par(fork) + user(task) + end(bad, escalation(f"esc_{name}"))
        body += inner.xml + user(f"{name}_v") + end(f"{name}_e")
        body += path(f"{name}_s", fork, task, bad)
        body += path(fork, inner.first) + path(inner.last, f"{name}_v", f"{name}_e")
        self._law(name, (f"{name}h_e", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        self.diagram.laws.append(Law([(f"{name}h_s", DONE)], [(bad, ENDED)]))
        guard = handler(f"{name}h", escalation())
        return Block(sub(name, body, guard), name, name)

    def _noticed(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A signal whose handler runs beside, as often as it comes; the scope waits for it."""
        inner, aside = (self.block(min(depth, 1), cut=cut, called=called) for _ in range(2))
        self.roots.append(a_signal(f"s_{name}", f"s_{name}"))
        first = node("startEvent", f"{name}h_s", signal(f"s_{name}"), isInterrupting="false")
        body = first + aside.xml + end(f"{name}h_e")
        body += path(f"{name}h_s", aside.first) + path(aside.last, f"{name}h_e")
        guard = sub(f"{name}h", body, triggeredByEvent="true")
        self.diagram.laws.append(Law([(f"{name}h_s", DONE)], [(f"{name}h_e", DONE)], cut=cut))
        self.diagram.armed[f"{name}h_s"] = name
        self._law(name, (name, DONE), cut=cut)
        return Block(sub(name, self._body(name, inner), guard), name, name)

    def _kept_time(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A cycle that starts a handler each round."""
        inner = self.block(depth, cut=cut, called=called)
        wait = timer(cycle=f"R/PT{self.random.randint(20, 90)}M")
        guard = handler(f"{name}h", wait, interrupting=False)
        self.diagram.laws.append(Law([(f"{name}h_s", DONE)], [(f"{name}h_e", DONE)], cut=cut))
        self.diagram.armed[f"{name}h_s"] = name
        self._law(name, (name, DONE), cut=cut)
        return Block(sub(name, self._body(name, inner), guard), name, name)

    def _asked(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """An escalation on the way: beside, and the thrower goes on."""
        inner = self.block(depth, cut=cut, called=called)
        self.roots.append(an_escalation(f"esc_{name}", f"X_{name}"))
        say, side = f"{name}_t", f"{name}_b"
        body = start(f"{name}_s") + throw(say, escalation(f"esc_{name}")) + inner.xml
        body += end(f"{name}_e") + path(f"{name}_s", say, inner.first)
        body += path(inner.last, f"{name}_e")
        xml = sub(name, body) + boundary(side, name, escalation(), interrupting=False)
        xml += node("task", f"{name}_a") + end(f"{name}_y") + path(side, f"{name}_a", f"{name}_y")
        self.diagram.laws.append(Law([(say, DONE)], [(side, DONE)]))
        self.diagram.laws.append(Law([(side, DONE)], [(f"{name}_y", DONE)], cut=cut))
        self._law(name, (name, DONE), cut=cut)
        return Block(xml, name, name)

    def _raised(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """An escalation at the end of a branch that interrupts the whole from outside."""
        inner = self.block(depth, cut=True, called=called)
        self.roots.append(an_escalation(f"esc_{name}", f"X_{name}"))
        bad, fork, task, wait = (f"{name}_{part}" for part in ("bad", "f", "u", "never"))
        body = start(f"{name}_s") + par(fork) + user(task) + end(bad, escalation(f"esc_{name}"))
        body += inner.xml + catch(wait, message(self._message(name))) + end(f"{name}_e")
        body += path(f"{name}_s", fork, task, bad) + path(fork, inner.first)
        body += path(inner.last, wait, f"{name}_e")
        self._law(name, (name, ENDED), cut=cut)
        self._law(name, (f"{name}_b", DONE), cut=cut)
        block: Block = self._interrupted(name, body, escalation(f"esc_{name}"), cut)
        del self.diagram.armed[f"{name}_b"]
        return block

    def _linked(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """The flow is cut: a throw leads to the catch of its name."""
        inner = self.block(depth, cut=cut, called=called)
        leave, come = f"{name}_t", f"{name}_c"
        xml = throw(leave, link(name)) + catch(come, link(name)) + inner.xml
        self.diagram.laws.append(Law([(leave, DONE)], [(come, DONE)], cut=cut))
        self._law(name, (come, DONE), cut=cut)
        return Block(xml + path(come, inner.first), leave, inner.last)

    def _watched(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A condition that becomes true twice, and once again is only still true."""
        inner = self.block(depth, cut=cut, called=called)
        steps = {"1": 1, "2": 2, "3": 0, "4": 3}
        body = start(f"{name}_s") + inner.xml + end(f"{name}_e") + path(f"{name}_s", inner.first)
        before = inner.last
        for number, value in steps.items():
            body += script(f"{name}_k{number}", str(value), f"{name}_k")
            body += path(before, f"{name}_k{number}")
            before = f"{name}_k{number}"
        body += path(before, f"{name}_e")
        side = f"{name}_b"
        xml = sub(name, ext(io({f"{name}_k": "=null"})), body)
        xml += boundary(side, name, condition(f"{name}_k >= 1"), interrupting=False)
        xml += node("task", f"{name}_a") + end(f"{name}_y") + path(side, f"{name}_a", f"{name}_y")
        both = [(f"{name}_k1", DONE), (f"{name}_k4", DONE)]
        self.diagram.laws.append(Law(both, [(side, DONE)], cut=cut))
        self._law(name, (name, DONE), cut=cut)
        self.diagram.hidden.add(f"{name}_k")
        return Block(xml, name, name)

    def _stopped(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A condition that interrupts before the next task begins."""
        inner = self.block(depth, cut=True, called=called)
        body = start(f"{name}_s") + inner.xml + script(f"{name}_k1", "1", f"{name}_k")
        body += user(f"{name}_n") + end(f"{name}_e") + path(f"{name}_s", inner.first)
        # What runs beside has come to rest when the condition becomes true: a person acts first
        body += user(f"{name}_u") + path(inner.last, f"{name}_u", f"{name}_k1")
        body += path(f"{name}_k1", f"{name}_n", f"{name}_e")
        guard = handler(f"{name}h", condition(f"{name}_k = 1"))
        self._law(name, (f"{name}_n", BEGAN), factor=0)
        self._law(name, (f"{name}h_e", DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        self.diagram.hidden.add(f"{name}_k")
        return Block(sub(name, ext(io({f"{name}_k": "=null"})), body, guard), name, name)
