"""The requirement graph compiled: what each element needs, and how its value is made.

Source: DMN 1.5, chapter 6 (requirements), 10.3.3 (DRG semantics), 10.4 (decision services).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.dmn.trace import DecisionTrace, ModelRun, note
from engine.dmn.types import Demand
from engine.feel.evaluation import Closure, Env, Run
from engine.feel.values import CONTEXT, Function, kind

#: Namespace and id
Key: TypeAlias = tuple[str, str]
#: Names of the imports that lead from the caller's model to another: one file can be there twice,
#: with other inputs each time
Way: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement: the element, and the names under which it is seen."""

    key: Key
    #: The import's name, or None for an element of the same file
    prefix: str | None
    name: str

    def way(self, start: Way) -> Way:
        """How the element is reached from a file that itself is reached by ``start``."""
        return (*start, self.prefix) if self.prefix else start


@dataclass(frozen=True, slots=True)
class Unit:
    """Anything of the graph that has a value in a scope."""

    key: Key
    name: str
    needs: tuple[Need, ...]
    demand: Demand | None
    #: Where it stands, for what is said of it
    line: int = 0


@dataclass(frozen=True, slots=True)
class InputData(Unit):
    """Taken from what the caller gives."""


@dataclass(frozen=True, slots=True)
class Decision(Unit):
    logic: Closure | None = None


@dataclass(frozen=True, slots=True)
class Knowledge(Unit):
    """A business knowledge model: a function."""

    parameters: tuple[str, ...] = ()
    make: Callable[[Env], Function] | None = None


@dataclass(frozen=True, slots=True)
class Service(Unit):
    """A decision service: a function from its inputs to its outputs."""

    inputs: tuple[Need, ...] = ()
    outputs: tuple[Need, ...] = ()
    #: What the type of the service says of its inputs
    demands: tuple[Demand | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """All units of a model and its imports."""

    units: Mapping[Key, Unit]

    def value(self, key: Key, run: ModelRun, way: Way = ()) -> Any:
        """The value of the unit, made once per run and way."""
        if (way, key) in run.made:
            return run.made[way, key]
        unit = self.units[key]
        if isinstance(unit, InputData):
            found = self._given(unit, run, way)
        elif isinstance(unit, Decision):
            found = self._decided(unit, run, way)
        elif isinstance(unit, Knowledge):
            found = self._function(unit, run, way)
        else:
            found = self._service(unit, run, way)
        run.made[way, key] = found
        return found

    def _given(self, unit: InputData, run: ModelRun, way: Way) -> Any:
        scope: Any = run.inputs
        for prefix in way:
            _, scope = _lookup(scope, prefix)
        present, value = _lookup(scope, unit.name)
        if not present:
            present, value = _lookup(run.inputs, unit.name)
        if not present:
            return run.null(f"the input {unit.name!r} is missing")
        fitted = value if unit.demand is None else unit.demand.fit(value, run)
        if fitted is None and value is not None:
            return run.null(f"the input {unit.name!r} does not fit its type")
        return fitted

    def _decided(self, unit: Decision, run: ModelRun, way: Way) -> Any:
        scope = self.scope(unit.needs, run, way)
        if unit.logic is None:
            # Decided by people, outside of the model: their answer is given like input data
            value = run.inputs.get(unit.name)
            if value is None:
                return run.null(f"the decision {unit.name!r} has no logic")
        else:
            value = unit.logic(Env(scope, run, run))
        if unit.demand is not None:
            value = unit.demand.fit(value, run)
        note(run, DecisionTrace(unit.key[1], unit.name, value))
        return value

    def _function(self, unit: Knowledge, run: ModelRun, way: Way) -> Any:
        # The scope is filled when the function is called: knowledge models may need each other
        lazy = _Lazy(self, unit.needs, run, way)
        return None if unit.make is None else unit.make(Env(lazy, None, run))

    def _service(self, unit: Unit, run: ModelRun, way: Way) -> Any:
        assert isinstance(unit, Service)
        names = tuple(need.name for need in unit.inputs)

        def call(inner: Run, *values: Any) -> Any:
            return self.serve(unit, dict(zip(names, values, strict=True)), run, way)

        return Function(names, call)

    def serve(self, unit: Service, given: Mapping[str, Any], run: ModelRun, way: Way = ()) -> Any:
        """The outputs of a service for these inputs: one value, or a context of several."""
        kept = run.made
        run.made = {}
        for need, said in zip(unit.inputs, unit.demands, strict=True):
            value = fitted = given.get(need.name)
            for wanted in (self.units[need.key].demand, said):
                fitted = fitted if wanted is None else wanted.fit(fitted, run)
            if fitted is None and value is not None:
                run.made = kept
                return None
            run.made[need.way(way), need.key] = fitted
        try:
            found = {n.name: self.value(n.key, run, n.way(way)) for n in unit.outputs}
        finally:
            run.made = kept
        value = next(iter(found.values())) if len(found) == 1 else found
        return value if unit.demand is None else unit.demand.fit(value, run)

    def scope(self, needs: tuple[Need, ...], run: ModelRun, way: Way) -> dict[str, Any]:
        """The required values by their names; those of an import together under its name."""
        found: dict[str, Any] = {}
        for need in needs:
            value = self.value(need.key, run, need.way(way))
            if need.prefix:
                found.setdefault(need.prefix, {})[need.name] = value
            else:
                found[need.name] = value
        return found


class _Lazy(Mapping[str, Any]):
    """Required values, looked up when they are asked for."""

    def __init__(self, graph: Graph, needs: tuple[Need, ...], run: ModelRun, way: Way) -> None:
        self._graph, self._needs, self._run, self._way = graph, needs, run, way

    def __getitem__(self, name: str) -> Any:
        group = tuple(need for need in self._needs if need.prefix == name)
        if group:
            return self._graph.scope(group, self._run, self._way)[name]
        for need in self._needs:
            if need.name == name and not need.prefix:
                return self._graph.value(need.key, self._run, need.way(self._way))
        raise KeyError(name)

    def __iter__(self) -> Any:
        return iter({need.prefix or need.name for need in self._needs})

    def __len__(self) -> int:
        return len({need.prefix or need.name for need in self._needs})


def _lookup(scope: Any, name: str) -> tuple[bool, Any]:
    if kind(scope) != CONTEXT:
        return False, None
    try:
        return True, scope[name]
    except KeyError:
        return False, None
