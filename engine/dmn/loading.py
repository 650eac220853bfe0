"""DMN files to a compiled graph; all problems of all files at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.dmn.boxed import (
    BOXED,
    compile_boxed,
    make_function,
    parameter_demands,
    read_parameters,
    stricter,
)
from engine.dmn.compiling import Compiling
from engine.dmn.definitions import Definitions, all_names, merged
from engine.dmn.graph import Decision, InputData, Key, Knowledge, Need, Service, Unit
from engine.dmn.items import Types
from engine.dmn.scopes import scopes
from engine.dmn.source import Source
from engine.dmn.table import Table
from engine.dmn.types import Demand
from engine.feel.functions import BUILT_IN
from engine.feel.names import BUILT_IN as BUILT_IN_NAMES
from engine.feel.names import known
from engine.model.xml import refusal

_REQUIREMENTS = {
    "informationRequirement": ("requiredInput", "requiredDecision"),
    "knowledgeRequirement": ("requiredKnowledge",),
}


@dataclass(slots=True)
class Loading:
    """The files of one model on their way to units."""

    #: {namespace: file}
    files: Mapping[str, Definitions]
    lenient: bool = False
    types: dict[str, Types] = field(default_factory=dict)

    def tables(self) -> Iterator[tuple[Source, Table]]:
        """Every decision table of the files, after ``units``."""
        for types in self.types.values():
            yield from types.compiling.tables

    def units(self) -> dict[Key, Unit]:
        """Every element of the graphs, compiled. Problems stand in the sources.

        Raises ``DeploymentRefused`` where types or imports stand on each other too deep to follow.
        """
        try:
            return self._units()
        except RecursionError as error:
            main = next(iter(self.files.values())).source
            message = "types or imports stand on each other too deep"
            raise refusal(main.file, "too-deep", main.line, message) from error

    def _units(self) -> dict[Key, Unit]:
        names = all_names(self.files.values())
        spelled = known(names, BUILT_IN_NAMES)
        bound = frozenset(name for name in names if name in BUILT_IN)
        seen = scopes(self.files.values())
        for namespace, one in self.files.items():
            types = self.types[namespace] = Types(one, self.types.get)
            language = one.source.get("expressionLanguage")
            types.compiling = Compiling(seen, spelled, bound, types.demand, self.lenient, language)
        found: dict[Key, Unit] = {}
        for namespace, one in self.files.items():
            for source in one.by_id.values():
                unit = self._unit(source, one, self.types[namespace].compiling)
                if unit is not None:
                    found[unit.key] = unit
        _check_cycles(found, self.files)
        return found

    def _unit(self, source: Source, one: Definitions, compiling: Compiling) -> Unit | None:
        read = {
            "inputData": self._input,
            "decision": self._decision,
            "businessKnowledgeModel": self._knowledge,
            "decisionService": self._service,
        }.get(source.tag)
        return None if read is None else read(source, one, compiling)

    def _input(self, source: Source, one: Definitions, compiling: Compiling) -> Unit:
        key, name = _identity(source, one)
        return InputData(key, name, (), _variable_demand(source, compiling))

    def _decision(self, source: Source, one: Definitions, compiling: Compiling) -> Unit:
        key, name = _identity(source, one)
        # A decision without logic is drawn, not decided: it is null, with that as the reason
        below = source.child(*BOXED)
        logic = None if below is None else compile_boxed(below, compiling)
        needs = tuple(self._needs(source, one))
        return Decision(key, name, needs, _variable_demand(source, compiling), logic=logic)

    def _knowledge(self, source: Source, one: Definitions, compiling: Compiling) -> Unit:
        key, name = _identity(source, one)
        needs = tuple(self._needs(source, one))
        logic = source.child("encapsulatedLogic")
        demand = _variable_demand(source, compiling)
        if logic is None or logic.child(*BOXED) is None:
            source.problem("missing-logic", "the knowledge model has no logic")
            return Knowledge(key, name, needs, demand)
        if (logic.get("kind") or "FEEL") != "FEEL":
            logic.problem("unsupported-function", f"{logic.get('kind')} functions are not run")
        parameters, demands = read_parameters(logic, compiling)
        body = compile_boxed(next(logic.children(*BOXED)), compiling)
        inner = compiling.demand(logic)
        for said in (inner, demand):
            demands = tuple(map(stricter, demands, parameter_demands(said, parameters)))
        result = _result(demand) or _result(inner)
        make = partial(make_function, parameters, demands, body, result)
        return Knowledge(key, name, needs, demand, parameters=parameters, make=make)

    def _service(self, source: Source, one: Definitions, compiling: Compiling) -> Unit:
        key, name = _identity(source, one)
        inputs = (*self._references(source, one, "inputData"),)
        before = (*self._references(source, one, "inputDecision"),)
        outputs = (*self._references(source, one, "outputDecision"),)
        if not outputs:
            source.problem("missing-output", "the decision service has no output decision")
        declared = _variable_demand(source, compiling)
        needs = (*inputs, *before)
        demands = parameter_demands(declared, tuple(need.name for need in needs))
        demand = _result(declared)
        return Service(key, name, (), demand, inputs=needs, outputs=outputs, demands=demands)

    def _needs(self, source: Source, one: Definitions) -> Iterator[Need]:
        for requirement in source.children(*_REQUIREMENTS):
            yield from self._references(requirement, one, *_REQUIREMENTS[requirement.tag])

    def _references(self, source: Source, one: Definitions, *names: str) -> Iterator[Need]:
        for reference in source.children(*names):
            need = self._need(reference, one)
            if need is not None:
                yield need

    def _need(self, reference: Source, one: Definitions) -> Need | None:
        """The element that ``href`` names, in this file or an imported one."""
        href = reference.get("href") or ""
        space, _, identifier = href.rpartition("#")
        here = merged(one, self.files)
        there = [self.files[space]] if space in self.files else [] if space else here
        target = next((other for other in there if identifier in other.by_id), None)
        if target is None:
            reference.problem("unresolved-reference", f"there is no element {href!r}")
            return None
        name = target.by_id[identifier].get("name") or identifier
        prefix = (
            None if any(target is other for other in here) else one.import_name(target.namespace)
        )
        return Need(self._winner(target, identifier, name), prefix or None, name)

    def _winner(self, target: Definitions, identifier: str, name: str) -> Key:
        """The element; another of that name where an import without a name has made both one."""
        together = merged(next(iter(self.files.values())), self.files)
        if any(target is other for other in together):
            first = next((other for other in together if name in other.by_name), target)
            if first is not target:
                return first.namespace, first.by_name[name].key
        return target.namespace, identifier


def _identity(source: Source, one: Definitions) -> tuple[Key, str]:
    return (one.namespace, source.key), source.get("name") or source.key


def _variable_demand(source: Source, compiling: Compiling) -> Demand | None:
    variable = source.child("variable")
    return None if variable is None else compiling.demand(variable)


def _result(demand: Demand | None) -> Demand | None:
    """What the result of a function has to be; older files give the result's type itself."""
    if demand is None or demand.name in ("Any", "function"):
        return None
    return demand if demand.result is None else demand.result


def _check_cycles(units: Mapping[Key, Unit], files: Mapping[str, Definitions]) -> None:
    """Decisions may not need themselves. Source: DMN 1.5, 6.3.7."""
    done: set[Key] = set()
    for start in units:
        path: list[Key] = []
        stack: list[tuple[Key, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                done.add(path.pop())
                continue
            if key in path:
                files[key[0]].by_id[key[1]].problem("requirement-cycle", "it requires itself")
                done.add(key)
                continue
            unit = units.get(key)
            if key in done or not isinstance(unit, Decision):
                continue
            path.append(key)
            stack.append((key, True))
            stack.extend((need.key, False) for need in unit.needs)
