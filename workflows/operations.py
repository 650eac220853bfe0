"""Registry of the field's commands: each has one verb and the right it needs.

Deny by default: a command without a verb is refused, and a verb without a right cannot be
registered. ``<area>/operations.py`` of every area registers its verbs when it is imported.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import workflows
from workflows.people.roles import ROLES

#: Any active person of the tenant; the verb itself checks the object
ANY_PERSON = "any-person"
#: Only the machine's own hand: start-up, imports from the command line, jobs
SYSTEM = "system"

#: ``verb(tx, command)``; with ``runs_engine`` also ``run``, see ``operation``
Verb = Callable[..., Any]
V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Operation:
    """A command's verb and the right it needs: role names, ``ANY_PERSON`` or ``SYSTEM``."""

    command: type
    verb: Verb
    right: frozenset[str]
    #: Whether the verb gives commands to the engine within its own transaction
    runs_engine: bool = False


_OPERATIONS: dict[type, Operation] = {}


def operation(
    command: type, *, right: str | Iterable[str], runs_engine: bool = False
) -> Callable[[V], V]:
    """Register the decorated ``verb(tx, command)`` for ``command``.

    ``runs_engine``: the verb is ``verb(tx, command, run)``, where ``run(engine command)`` carries
    it out in the same transaction: both are kept, or neither.

    ``right``: a role, several roles, ``ANY_PERSON`` or ``SYSTEM``. Unknown words are an error of
    the programmer, found when the module is imported.
    """
    wanted = frozenset({right} if isinstance(right, str) else right)
    unknown = wanted - ROLES.keys() - {ANY_PERSON, SYSTEM}
    if not wanted or unknown:
        raise ValueError(f"{command.__name__}: no such right {sorted(unknown)}")

    def register(verb: V) -> V:
        present = _OPERATIONS.get(command)
        if present is not None and present.verb is not verb:
            raise ValueError(f"{command.__name__} has a verb already")
        _OPERATIONS[command] = Operation(command, verb, wanted, runs_engine)
        return verb

    return register


def find(command: object) -> Operation | None:
    """The operation of a command, or None if the field does not know it."""
    load()
    return _OPERATIONS.get(type(command))


def registered() -> tuple[Operation, ...]:
    """All operations, for the test that lists them with their rights."""
    load()
    return tuple(_OPERATIONS.values())


@cache
def load() -> None:
    """Import ``operations`` of every area below ``workflows``, once, when a command first comes."""
    for folder in workflows.__path__:
        for file in sorted(Path(folder).glob("*/operations.py")):
            importlib.import_module(f"workflows.{file.parent.name}.operations")
