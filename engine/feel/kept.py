"""What was compiled, kept by its text within a bound of characters: hostile texts fill no memory.

A tree with its closures takes about 300 bytes per character of its text. Processes hold what they
run themselves; this is for texts that come one by one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[str, frozenset[str]]


class Kept(Generic[T]):
    """The values used last, as many as their texts together have at most ``most`` characters."""

    def __init__(self, make: Callable[[str, frozenset[str]], T], most: int, longest: int) -> None:
        self.make, self.most, self.longest = make, most, longest
        self._found: OrderedDict[Key, T] = OrderedDict()
        self._characters, self._lock = 0, threading.Lock()

    def __call__(self, text: str, names: frozenset[str]) -> T:
        """The value of ``make``, made once while it is kept."""
        if len(text) > self.longest:
            return self.make(text, names)
        key = (text, names)
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
                return found
        # Not under the lock: a second thread may make the same, and the first stays
        found = self.make(text, names)
        with self._lock:
            return self._keep(key, found)

    def _keep(self, key: Key, made: T) -> T:
        found = self._found.setdefault(key, made)
        if found is made:
            self._characters += _weight(key)
            while self._characters > self.most:
                oldest, _ = self._found.popitem(last=False)
                self._characters -= _weight(oldest)
        return found

    def __len__(self) -> int:
        return len(self._found)

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._found.clear()
            self._characters = 0


def _weight(key: Key) -> int:
    """Names count too: they may be long, and a text of one character is more than that."""
    return len(key[0]) + sum(map(len, key[1])) + 10
