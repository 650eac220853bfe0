"""Declared data: inputs, outputs and properties of activities and events, and their associations.

Every item is a variable, called by the id of its data object, property, input or output. Inputs,
outputs and properties live in the frame of their activity; data objects and properties of a
sub-process in its frame; those of a process are variables of the case. Values are never shared:
nothing changes a value in place.
Source: BPMN 2.0.2, 10.4 Items and Data; 10.4.2 Execution Semantics for Data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import At, value_of
from engine.behavior.frames import Frame
from engine.behavior.joining import Joining
from engine.behavior.mappings import put
from engine.behavior.node import Flow
from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.scope import ScopeLife
    from engine.behavior.token import Token
    from engine.feel import Expression

#: The item that an association writes, and a value for it or for a part of it
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Association:
    """``dataInputAssociation`` or ``dataOutputAssociation``."""

    #: {id by which the file names the source: variable}
    sources: tuple[tuple[str, str], ...]
    target: str
    transformation: Expression | None = None
    #: (value, part of the target that it goes to)
    assignments: tuple[tuple[Expression, Path], ...] = ()

    def write(self, seen: Frame, results: Frame, token: Token) -> None:
        """Put the value of the target into ``results``; ``seen`` holds what it is made of."""
        place = At(Frame(seen, {name: seen.get(key) for name, key in self.sources}), token.now)
        if self.transformation is not None:
            dict.__setitem__(results, self.target, value_of(self.transformation, place))
        elif not self.assignments:
            dict.__setitem__(results, self.target, seen.get(self.sources[0][1]))
        for value, path in self.assignments:
            put(results, path, value_of(value, place), seen)


@dataclass(frozen=True, slots=True)
class DataFlow:
    """What one activity or event declares."""

    properties: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    #: Of each input set: the inputs that must be there
    input_sets: tuple[frozenset[str], ...] = ()
    into: tuple[Association, ...] = ()
    out: tuple[Association, ...] = ()

    def enter(self, token: Token) -> None:
        """Fill the inputs; outputs and properties are empty yet. May raise ``Halt``."""
        empty = dict.fromkeys((*self.properties, *self.inputs, *self.outputs))
        own = Frame(token.home, empty)
        dict.update(own, self._incoming(token))
        token.own = own

    def receive(self, token: Token, variables: dict[str, Any]) -> None:
        """What came with an event goes to its output: the part of that name, else all of it."""
        if token.own is None:
            token.own = Frame(token.home)
        for name in self.outputs:
            token.own[name] = variables.get(name, variables)

    def leave(self, token: Token) -> None:
        """Write the targets of the outputs: all or none. May raise ``Halt``."""
        results = Frame()
        for association in self.out:
            association.write(token.frame, results, token)
        token.home.assign(dict(results))

    def payload(self, own: dict[str, Any]) -> dict[str, Any]:
        """What a thrown event carries: the entries of a context, else the item by its name."""
        found = {key: value for key, value in own.items() if key not in self.inputs}
        for name in self.inputs:
            value = own.get(name)
            found.update(value if isinstance(value, dict) else {name: value})
        return found

    def available(self, token: Token) -> bool:
        """Some input set has all that it needs.

        Source: BPMN 2.0.2, 10.4.2 ("the execution of the Activity will wait").
        """
        filled = {association.target for association in self.into}
        known = self._incoming(token)
        ready = {key for key in self.inputs if key not in filled or known.get(key) is not None}
        return any(needed <= ready for needed in self.input_sets)

    @property
    def waits(self) -> bool:
        """Whether it can happen that no input set is available."""
        filled = {association.target for association in self.into}
        return bool(self.input_sets) and all(needed & filled for needed in self.input_sets)

    def _incoming(self, token: Token) -> dict[str, Any]:
        results = Frame()
        for association in self.into:
            association.write(token.frame, results, token)
        return dict(results)


class InputGate(Joining):
    """Before an activity whose inputs may not be there yet: waits until one set is available."""

    stuck_code = "input-not-available"
    declared: DataFlow

    def enter(self, token: Token) -> bool:
        token._set_state(WAITING)
        self.restore(token)
        return False

    def linked(self, spec: object) -> None:
        """It waits for data and not for tokens."""

    def due(self, scope: ScopeLife) -> bool:
        return self.declared.available(scope.arrivals.waiting(self.name)[0])

    def act(self, scope: ScopeLife) -> None:
        token = scope.arrivals.waiting(self.name)[0]
        scope.arrivals.remove(self.name, token)
        token._ready()

    def leave(self, token: Token) -> Sequence[Flow]:
        return self.flows


@dataclass(frozen=True, slots=True)
class Item:
    """The value of a data item, where an expression is asked for: ids need not be FEEL names."""

    text: str

    def evaluate(self, scope: Mapping[str, Any], now: datetime | None = None) -> Any:
        return scope.get(self.text)


def local_items(frame: Frame, names: Iterable[str]) -> Frame:
    """A frame inside ``frame`` with these items, empty yet."""
    return Frame(frame, dict.fromkeys(names))
