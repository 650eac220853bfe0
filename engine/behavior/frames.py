"""Variables of one scope. A token reads up through its scopes and writes where the name is defined.

Where no scope defines it, a new variable goes to the outermost one. Parallel branches share the
frame of their scope, so nothing is copied and nothing has to be merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.behavior.conditions import Key, Watched


class Frame(dict[str, Any]):
    """The scope's own variables; reading falls through to ``up``. Loops, never recursion."""

    __slots__ = ("_readers", "up")

    def __init__(self, up: Frame | None = None, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(values or ())
        self.up = up
        #: {variable: conditions that read it}
        self._readers: dict[str, dict[Key, Watched]] | None = None

    def __setitem__(self, name: str, value: Any) -> None:
        dict.__setitem__(self, name, value)
        if self._readers is not None:
            self._written((name,))

    def fill(self, values: Mapping[str, Any]) -> None:
        """Set variables of this very frame."""
        dict.update(self, values)
        if self._readers is not None:
            self._written(values)

    def show(self, name: str, key: Key, watched: Watched) -> None:
        """From now on this condition is told when the variable is written here."""
        if self._readers is None:
            self._readers = {}
        self._readers.setdefault(name, {})[key] = watched

    def hide(self, name: str, key: Key) -> None:
        """Undo ``show``."""
        readers = self._readers
        if readers is None or name not in readers:
            return
        readers[name].pop(key, None)
        if not readers[name]:
            del readers[name]
            self._readers = readers or None

    def chain(self) -> list[Frame]:
        """This frame and those around it."""
        found = []
        frame: Frame | None = self
        while frame is not None:
            found.append(frame)
            frame = frame.up
        return found

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
            self._owner(name)[name] = value

    def visible(self) -> dict[str, Any]:
        """All variables that can be read from here, inner ones hiding outer ones."""
        seen: dict[str, Any] = {}
        for scope in reversed(self.chain()):
            dict.update(seen, scope)
        return seen

    def _written(self, names: Iterable[str]) -> None:
        readers = self._readers or {}
        for name in names:
            for key, watched in readers.get(name, {}).items():
                watched.touch(key)

    def _owner(self, name: str) -> Frame:
        frame = self
        while not dict.__contains__(frame, name) and frame.up is not None:
            frame = frame.up
        return frame
