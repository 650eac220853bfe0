"""Blocks of random diagrams about undoing: what runs, what is cut off, what a cancel reaches."""

from __future__ import annotations

from tests.engine.models import (
    CANCEL,
    an_error,
    boundary,
    catch,
    compensate,
    end,
    error,
    ext,
    io,
    loop,
    message,
    multi,
    node,
    par,
    path,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import BEGAN, DONE, ENDED, Block, Law
from tests.engine.undoable import slow_step, step

UNDOING_COMPOUNDS = ("undone", "transacted", "hurried", "each_undone", "withdrawn", "repaired")


class UndoingBlocks(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

    def _bookings(self, name: str, inner: Block) -> tuple[str, str, str]:
        """Two bookings around the inner block, undone into a list: (xml, first, last)."""
        xml = inner.xml
        for key in "ab":
            task = f"{name}_{key}"
            undo = script(
                f"{task}_u", f'append({name}_k, "{key}")', f"{name}_k", isForCompensation="true"
            )
            xml += step(task, undo)
        xml += path(f"{name}_a", inner.first) + path(inner.last, f"{name}_b")
        return xml, f"{name}_a", f"{name}_b"

    def _undone(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """The bookings of a sub-process are undone by a throw behind it, the last one first."""
        inner = self.block(depth, cut=cut, called=called)
        xml, first, last = self._bookings(name, inner)
        part = f"{name}_p"
        booked = sub(part, start(f"{part}s"), xml, end(f"{part}e"), path(f"{part}s", first))
        booked = booked.removesuffix("</bpmn:subProcess>") + path(last, f"{part}e")
        booked += "</bpmn:subProcess>"
        body = start(f"{name}_s") + booked + user(f"{name}_w") + throw(f"{name}_t", compensate())
        body += end(f"{name}_e") + path(f"{name}_s", part, f"{name}_w", f"{name}_t", f"{name}_e")
        self._law(name, (name, DONE), cut=cut)
        return self._results(name, sub(name, self._list(name), body), cut, called)

    def _list(self, name: str) -> str:
        return ext(io({f"{name}_k": "=[]"}, {f"{name}_r": f"={name}_k"}))

    def _results(self, name: str, xml: str, cut: bool, called: bool) -> Block:
        for key in "ab":
            # A cancel around it may undo what was done before the throw
            done = [(f"{name}_{key}" if cut else f"{name}_t", DONE)]
            self.diagram.laws.append(Law(done, [(f"{name}_{key}_u", DONE)], cut=cut))
        self.diagram.hidden.add(f"{name}_k")
        if not called:
            self.diagram.results[f"{name}_r"] = (name, ["b", "a"])
        return Block(xml, name, name)

    def _transacted(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A transaction that is canceled after a person has acted, inside what keeps the list."""
        inner = self.block(depth, cut=cut, called=called)
        aside = self.block(min(depth, 1), cut=True, called=called)
        xml, first, last = self._bookings(name, inner)
        deal, fork = f"{name}_x", f"{name}_f"
        body = start(f"{deal}s") + xml + par(fork) + user(f"{name}_w") + end(f"{name}_t", CANCEL)
        body += path(f"{deal}s", first) + path(last, fork, f"{name}_w", f"{name}_t")
        body += aside.xml + catch(f"{name}_never", message(self._message(name))) + end(f"{deal}e")
        body += path(fork, aside.first) + path(aside.last, f"{name}_never", f"{deal}e")
        merge, left = f"{name}_z", f"{name}_c"
        outer = start(f"{name}_s") + node("transaction", deal, body) + xor(merge)
        outer += boundary(left, deal, CANCEL) + end(f"{name}_e")
        outer += path(f"{name}_s", deal, merge, f"{name}_e") + path(left, merge)
        self._law(name, (deal, ENDED), cut=cut)
        self._law(name, (left, DONE), cut=cut)
        self._law(name, (name, DONE), cut=cut)
        return self._results(name, sub(name, self._list(name), outer), cut, called)

    def _undoes(self, name: str, thrower: str, *handlers: str, factor: int = 1, cut: bool) -> None:
        """As often as ``thrower`` is done, one of the handlers is.

        A cancel around it may undo what was done before the throw: then at most what was done.
        """
        right = [(one, DONE) for one in handlers]
        if cut:
            thrower, factor = handlers[0].removesuffix("_u"), 1
        self.diagram.laws.append(Law([(thrower, DONE)], right, factor, cut))
        self._law(name, (name, DONE), cut=cut)

    def _hurried(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A handler that takes its time: it is done, or its timer ends it; then the next begins."""
        inner = self.block(depth, cut=cut, called=called)
        first, slow, late = f"{name}_a", f"{name}_b", f"{name}_l"
        body = start(f"{name}_s") + inner.xml + step(first)
        body += slow_step(slow)
        body += boundary(late, f"{slow}_u", timer(f"PT{self.random.randint(5, 200)}M"))
        body += end(f"{name}_le") + path(late, f"{name}_le")
        body += throw(f"{name}_t", compensate()) + end(f"{name}_e")
        body += path(f"{name}_s", first, inner.first) + path(inner.last, slow, f"{name}_t")
        body += path(f"{name}_t", f"{name}_e")
        self.diagram.armed[late] = f"{slow}_u"
        self._undoes(name, f"{name}_t", f"{slow}_u", late, cut=cut)
        self._undoes(name, f"{name}_t", f"{first}_u", cut=cut)
        return Block(sub(name, body), name, name)

    def _each_undone(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """Three rounds of a sub-process, each undone once when all are done."""
        inner = self.block(min(depth, 1), cut=cut, called=called)
        part, task = f"{name}_p", f"{name}_a"
        marker = self.random.choice(
            [multi("[1, 2, 3]"), multi("[1, 2, 3]", sequential=True), loop("loopCounter < 3")]
        )
        inside = start(f"{part}s") + step(task) + inner.xml + end(f"{part}e")
        inside += path(f"{part}s", task, inner.first) + path(inner.last, f"{part}e")
        body = start(f"{name}_s") + sub(part, inside, marker) + user(f"{name}_w")
        body += throw(f"{name}_t", compensate()) + end(f"{name}_e")
        body += path(f"{name}_s", part, f"{name}_w", f"{name}_t", f"{name}_e")
        self._undoes(name, f"{name}_t", f"{task}_u", factor=3, cut=cut)
        self.diagram.hidden.add("loopCounter")
        return Block(sub(name, body), name, name)

    def _withdrawn(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """A transaction is canceled while a sub-process of it runs: what that has done is undone.

        The person may be quicker than the sub-process: then there is nothing to undo.
        """
        inner = self.block(min(depth, 1), cut=True, called=called)
        deal, part, task, fork = f"{name}_x", f"{name}_p", f"{name}_a", f"{name}_f"
        never = catch(f"{name}_never", message(self._message(name)))
        inside = start(f"{part}s") + inner.xml + step(task) + never
        inside += end(f"{part}e") + path(f"{part}s", inner.first) + path(inner.last, task)
        inside += path(task, f"{name}_never", f"{part}e")
        body = start(f"{deal}s") + par(fork) + sub(part, inside) + end(f"{deal}e")
        body += user(f"{name}_w") + end(f"{name}_t", CANCEL)
        body += path(f"{deal}s", fork, part, f"{deal}e") + path(fork, f"{name}_w", f"{name}_t")
        merge, left = f"{name}_z", f"{name}_c"
        outer = start(f"{name}_s") + node("transaction", deal, body) + xor(merge)
        outer += boundary(left, deal, CANCEL) + end(f"{name}_e")
        outer += path(f"{name}_s", deal, merge, f"{name}_e") + path(left, merge)
        self._law(name, (deal, ENDED), cut=cut)
        self._law(name, (left, DONE), cut=cut)
        self._undoes(name, task, f"{task}_u", cut=cut)
        return Block(sub(name, outer), name, name)

    def _repaired(self, name: str, depth: int, cut: bool, called: bool) -> Block:
        """An error: its event sub-process undoes what itself and its scope have done."""
        # What runs beside has come to rest when the error ends it: a person acts first
        inner = self.block(depth, cut=True, called=called)
        self.roots.append(an_error(f"err_{name}", f"E_{name}"))
        task, own = f"{name}_a", f"{name}_k"
        repair = node("startEvent", f"{name}_rs", error(f"err_{name}")) + slow_step(own)
        repair += throw(f"{name}_t", compensate())
        repair += end(f"{name}_re") + path(f"{name}_rs", own, f"{name}_t", f"{name}_re")
        body = start(f"{name}_s") + step(task) + inner.xml + user(f"{name}_w")
        body += end(f"{name}_bad", error(f"err_{name}")) + path(f"{name}_s", task, inner.first)
        body += path(inner.last, f"{name}_w", f"{name}_bad")
        body += sub(f"{name}_r", repair, triggeredByEvent="true")
        self._law(name, (f"{name}_r", BEGAN), cut=cut)
        self._undoes(name, f"{name}_t", f"{task}_u", cut=cut)
        self._undoes(name, f"{name}_t", f"{own}_u", cut=cut)
        return Block(sub(name, body), name, name)
