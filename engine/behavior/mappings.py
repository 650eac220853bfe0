"""Input and output mappings (``zeebe:ioMapping``): what an activity sees, and what it hands back.

Later mappings see the values of earlier ones. A target may be a path (``order.total``); the other
entries of the context stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import At, value_of
from engine.behavior.frames import Frame

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.feel import Expression


@dataclass(frozen=True, slots=True)
class Mapping:
    """One line: the value of ``source`` goes to the variable or path ``target``."""

    source: Expression
    target: tuple[str, ...]


def map_input(mappings: Sequence[Mapping], own: Frame, now: datetime) -> None:
    """Fill the activity's own frame."""
    for mapping in mappings:
        put(own, mapping.target, value_of(mapping.source, At(own, now)), own)


def map_output(mappings: Sequence[Mapping], token: Token, home: Frame) -> None:
    """Evaluate at the token, then write each variable to the scope around ``home`` that defines it.

    All or nothing: a mapping that fails leaves no variable behind.
    """
    results, now = Frame(token.frame), token.now
    for mapping in mappings:
        put(results, mapping.target, value_of(mapping.source, At(results, now)), home)
    home.assign(dict(results))


def put(frame: Frame, path: tuple[str, ...], value: Any, base: Frame) -> None:
    """Set ``path`` in the frame's own variables, on copies of the contexts on the way."""
    for depth in range(len(path) - 1, 0, -1):
        value = {**_context_at(frame, path[:depth], base), path[depth]: value}
    frame[path[0]] = value


def _context_at(frame: Frame, path: tuple[str, ...], base: Frame) -> dict[str, Any]:
    value: Any = frame if dict.__contains__(frame, path[0]) else base
    value = dict.get(frame, path[0]) if value is frame else base.get(path[0])
    for name in path[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
