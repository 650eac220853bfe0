"""Which class reads and runs which BPMN element."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.behavior.node import Node

N = TypeVar("N", bound=Node)

#: {BPMN tag: class of its nodes}
ELEMENTS: dict[str, type[Node]] = {}


def element(tag: str) -> Callable[[type[N]], type[N]]:
    """Class decorator: nodes of this class run the element ``tag``."""

    def register(cls: type[N]) -> type[N]:
        ELEMENTS[tag] = cls
        cls.tag = tag
        return cls

    return register
