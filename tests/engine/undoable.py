"""Activities that can be undone, and what undoes them. BPMN 2.0.2, 10.7 Compensation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine import models as m

if TYPE_CHECKING:
    from tests.engine.runner import Runner

#: What makes an activity a handler
HAND = {"isForCompensation": "true"}


def step(key: str, handler: str = "") -> str:
    """A task that can be undone by its handler ``<key>_u``: a task, unless another is given."""
    return m.node("task", key) + m.undone(key, handler)


def slow_step(key: str) -> str:
    """A task whose handler is a user task: it takes its time."""
    return step(key, m.user(f"{key}_u", **HAND))


def inside(prefix: str, keys: str, *parts: str, end: str = "") -> str:
    """What a sub-process holds: these nodes in a row between its start and its end.

    ``end`` is another end than the plain one, by the letter behind the prefix: ``c`` cancels.
    """
    last = {"": m.end(f"{prefix}e"), "c": m.end(f"{prefix}c", m.CANCEL)}[end]
    row = m.path(f"{prefix}s", *keys.split(), f"{prefix}{end or 'e'}")
    return m.start(f"{prefix}s") + "".join(parts) + last + row


def thrown_behind(keys: str, *parts: str, throws: str = "", roots: str = "") -> bytes:
    """A process of these nodes in a row, then the throw ``t`` that undoes what they have done."""
    thrower = m.throw("t", throws or m.compensate())
    row = m.path("s", *keys.split(), "t", "e")
    return m.diagram(m.start(), thrower, m.end(), row, *parts, roots=roots)


def undoing(run: Runner) -> list[str]:
    """Handlers that completed, in order."""
    return [e for e, state in run.trace if state == "completed" and e.endswith("_u")]
