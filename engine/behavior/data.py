"""Declared data: inputs, outputs and properties of activities and events, and their associations.

Every item is a variable, called by the id of its data object, property, input or output. Inputs,
outputs and properties live in the frame of their activity; data objects and properties of a
sub-process in its frame; those of a process are variables of the case. A data store is no variable:
it outlives the case, and all cases of the tenant share it (engine.store.stored). Values are never
shared: nothing changes a value in place.
Source: BPMN 2.0.2, 10.4 Items and Data; 10.4.2 Execution Semantics for Data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import At, value_of
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
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
#: Before the id of a data store, where a variable is named: it cannot stand in an XML id
STORE = "#"


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
        values = {name: _value(key, seen, token) for name, key in self.sources}
        place = At(Frame(seen, values), token.now)
        if self.transformation is not None:
            results[self.target] = value_of(self.transformation, place)
        elif not self.assignments:
            results[self.target] = values[self.sources[0][0]]
        base = seen
        if self.target.startswith(STORE):
            base = Frame(seen, {self.target: _value(self.target, seen, token)})
        for value, path in self.assignments:
            put(results, path, value_of(value, place), base)

    @property
    def is_certain(self) -> bool:
        """Its target is never waited for: what a store holds is known, even if it is nothing."""
        return any(key.startswith(STORE) for _, key in self.sources)


def _value(key: str, seen: Frame, token: Token) -> Any:
    return token.case.stored(key[1:]) if key.startswith(STORE) else seen.get(key)


@dataclass(frozen=True, slots=True)
class DataSet:
    """An input set or output set."""

    id: str
    members: frozenset[str]
    #: Those that are neither optional nor still to come while the activity executes
    needed: frozenset[str]
    #: Ids of the sets of the other side that go with it (IORules); empty: all
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DataFlow:
    """What one activity or event declares."""

    properties: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    input_sets: tuple[DataSet, ...] = ()
    output_sets: tuple[DataSet, ...] = ()
    into: tuple[Association, ...] = ()
    out: tuple[Association, ...] = ()

    def enter(self, token: Token) -> None:
        """Fill the inputs; outputs and properties are empty yet. May raise ``Halt``."""
        empty = dict.fromkeys((*self.properties, *self.inputs, *self.outputs))
        own = Frame(token.home, empty)
        known = self._incoming(token)
        chosen = self._available(known)
        if chosen is not None and len(self.input_sets) > 1:
            # Only the set that was chosen is filled
            known = {key: value for key, value in known.items() if key in chosen.members}
            token.internal_data[_CHOSEN] = chosen.id
        dict.update(own, known)
        token.own = own

    def receive(self, token: Token, variables: dict[str, Any]) -> None:
        """What came with an event goes to its output: the part of that name, else all of it."""
        if token.own is None:
            token.own = Frame(token.home)
        for name in self.outputs:
            token.own[name] = variables.get(name, variables)

    def leave(self, token: Token) -> None:
        """Write the targets of the outputs: all or none. May raise ``Halt``."""
        results, left_out = Frame(), self._left_out(token)
        for association in self.out:
            if not any(key in left_out for _, key in association.sources):
                association.write(token.frame, results, token)
        token.home.assign({k: v for k, v in results.items() if not k.startswith(STORE)})
        for key, value in results.items():
            if key.startswith(STORE):
                token.case.store(key[1:], value)

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
        return self._available(self._incoming(token)) is not None

    @property
    def waits(self) -> bool:
        """Whether it can happen that no input set is available."""
        filled = self._filled()
        return bool(self.input_sets) and all(one.needed & filled for one in self.input_sets)

    def _filled(self) -> set[str]:
        """The inputs that may have to be waited for."""
        return {association.target for association in self.into if not association.is_certain}

    def _available(self, known: Mapping[str, Any]) -> DataSet | None:
        """The first input set that has all that it needs."""
        filled = self._filled()
        ready = {key for key in self.inputs if key not in filled or known.get(key) is not None}
        return next((one for one in self.input_sets if one.needed <= ready), None)

    def _left_out(self, token: Token) -> frozenset[str]:
        """Outputs that are not in the set which the activity has produced. May raise ``Halt``.

        Source: BPMN 2.0.2, 10.4.2 (the first output set that is available, by the IORules).
        """
        if len(self.output_sets) < 2:
            return frozenset()
        chosen = token.internal_data.get(_CHOSEN) or (self.input_sets[:1] or (_NO_SET,))[0].id
        fitting = [one for one in self.output_sets if not one.linked or chosen in one.linked]
        for one in fitting:
            if all(token.frame.get(key) is not None for key in one.needed):
                return frozenset(self.outputs) - one.members
        message = f"no output set of {token.task_spec.element_id} is complete"
        raise Halt("output-not-available", message)

    def _incoming(self, token: Token) -> dict[str, Any]:
        results = Frame()
        for association in self.into:
            association.write(token.frame, results, token)
        return dict(results)


#: In the memory of a token: the input set that its activity has begun with
_CHOSEN = "set"
_NO_SET = DataSet("", frozenset(), frozenset())


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
