"""Blocks of random diagrams about repetition: loops, instances, what each of them throws."""

from __future__ import annotations

from tests.engine.models import boundary, end, formal, loop, multi, path, sub, user
from tests.engine.random_blocks.blocks import Blocks
from tests.engine.random_laws import BEGAN, DONE, Block, Law


class RepetitionBlocks(Blocks):
    """Part of the generator (``tests.engine.random_diagrams``)."""

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
