"""Leaves of random diagrams: tasks and events that hold no other block."""

from __future__ import annotations

from tests.engine.models import (
    a_signal,
    ext,
    io,
    message,
    node,
    script,
    service,
    signal,
    timer,
    user,
)
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import Block


class Leaves(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

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
