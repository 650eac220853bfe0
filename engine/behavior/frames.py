"""Variables of one scope. A token reads up through its scopes and writes where the name is defined.

Where no scope defines it, a new variable goes to the outermost one. Parallel branches share the
frame of their scope, so nothing is copied and nothing has to be merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Frame(dict[str, Any]):
    """The scope's own variables; reading falls through to ``up``. Loops, never recursion."""

    __slots__ = ("up",)

    def __init__(self, up: Frame | None = None, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(values or ())
        self.up = up

    def __missing__(self, name: str) -> Any:
        frame = self.up
        while frame is not None:
            if dict.__contains__(frame, name):
                return dict.__getitem__(frame, name)
            frame = frame.up
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        frame: Frame | None = self
        while frame is not None:
            if dict.__contains__(frame, name):
                return True
            frame = frame.up
        return False

    def get(self, name: str, default: Any = None) -> Any:
        frame: Frame | None = self
        while frame is not None:
            if dict.__contains__(frame, name):
                return dict.__getitem__(frame, name)
            frame = frame.up
        return default

    def assign(self, values: Mapping[str, Any]) -> None:
        """Write each variable to the scope that defines it, else to the outermost."""
        for name, value in values.items():
            dict.__setitem__(self._owner(name), name, value)

    def visible(self) -> dict[str, Any]:
        """All variables that can be read from here, inner ones hiding outer ones."""
        chain: list[Frame] = []
        frame: Frame | None = self
        while frame is not None:
            chain.append(frame)
            frame = frame.up
        seen: dict[str, Any] = {}
        for scope in reversed(chain):
            dict.update(seen, scope)
        return seen

    def _owner(self, name: str) -> Frame:
        frame = self
        while not dict.__contains__(frame, name) and frame.up is not None:
            frame = frame.up
        return frame
