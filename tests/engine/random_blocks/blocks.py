"""What every kind of block of a random diagram is made with."""

from __future__ import annotations

import random

from tests.engine.models import a_message, end, path, start
from tests.engine.random_laws import DONE, Block, Diagram, Law


class Blocks:
    """Part of the generator (``tests.engine.random_diagrams``), which has the rest of it."""

    random: random.Random
    diagram: Diagram
    #: Root elements, further processes, and data objects of the first process
    roots: list[str]
    processes: list[str]
    objects: list[str]

    def block(self, depth: int, *, cut: bool, called: bool, turn: int | None = None) -> Block:
        """A block of a kind that is drawn. ``cut``: something around it may interrupt it."""
        raise NotImplementedError

    def _law(self, name: str, *right: tuple[str, str], factor: int = 1, cut: bool = False) -> None:
        self.diagram.laws.append(Law([(f"{name}_in", DONE)], right, factor, cut))

    def _body(self, name: str, inner: Block) -> str:
        xml = start(f"{name}_s") + inner.xml + end(f"{name}_e")
        return xml + path(f"{name}_s", inner.first) + path(inner.last, f"{name}_e")

    def _message(self, name: str) -> str:
        self.roots.append(a_message(f"m_{name}", f"m_{name}", "=key"))
        return f"m_{name}"
