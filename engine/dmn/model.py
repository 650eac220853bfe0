"""A loaded DMN model: what can be decided with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from engine.dmn.definitions import Definitions, merged, read_definitions
from engine.dmn.errors import NoSuchDecision
from engine.dmn.graph import Decision, Graph, InputData, Key, Knowledge, Service, Unit
from engine.dmn.loading import Loading
from engine.dmn.reading import read
from engine.dmn.trace import Decided, ModelRun
from engine.errors import DeploymentRefused, Problem
from engine.feel.errors import FeelLimit
from engine.feel.evaluation import bounded
from engine.feel.values import Function


def load(xml: bytes, *imports: bytes, file: str = "model.dmn", lenient: bool = False) -> Model:
    """The model in ``xml``. ``imports`` are files that it may import, by their namespace.

    Raises ``DeploymentRefused`` with all problems. ``lenient`` loads a model with problems in
    single expressions; they then give null, and the model lists them.
    """
    one, files = loading(xml, imports, file, lenient)
    units, main = one.units(), next(iter(files.values()))
    digest = sha256(b"\0".join((xml, *sorted(imports)))).hexdigest()
    problems = [problem for one in files.values() for problem in one.source.problems]
    if problems and not lenient:
        raise DeploymentRefused(sorted(problems, key=lambda p: (p.file, p.line)))
    return Model(main, Graph(units), problems, digest, [f.namespace for f in merged(main, files)])


def loading(
    xml: bytes, imports: tuple[bytes, ...], file: str, lenient: bool = False
) -> tuple[Loading, dict[str, Definitions]]:
    """The files of a model, the main one first, read but not yet compiled."""
    main = read_definitions(file, xml, [])
    files = _with_imports(main, imports)
    return Loading(files, lenient), files


def _with_imports(main: Definitions, imports: tuple[bytes, ...]) -> dict[str, Definitions]:
    """The files that ``main`` imports, and what these import."""
    if not main.imports:
        return {main.namespace: main}
    offered: dict[str, Definitions] = {}
    for number, body in enumerate(imports, 1):
        one = read_definitions(f"import-{number}.dmn", body, [])
        offered.setdefault(one.namespace, one)
    files: dict[str, Definitions] = {main.namespace: main}
    todo = [main]
    while todo:
        one = todo.pop()
        for name, namespace in one.imports:
            if namespace in files:
                continue
            if namespace not in offered:
                where = one.source.child("import") or one.source
                where.problem("unresolved-import", f"the model {name or namespace!r} is not there")
                continue
            files[namespace] = offered[namespace]
            todo.append(offered[namespace])
    return files


class Model:
    """A compiled model. Immutable, and shared by threads."""

    def __init__(
        self,
        main: Definitions,
        graph: Graph,
        problems: list[Problem],
        digest: str,
        together: list[str],
    ) -> None:
        self._main, self._graph = main, graph
        #: SHA-256 of the file and what it was loaded with: the version that a trace names
        self.digest = digest
        #: Empty unless the model was loaded leniently
        self.problems = tuple(problems)
        own = [unit for key, unit in graph.units.items() if key[0] == main.namespace]
        #: Ids of the decisions of the file itself
        self.decisions = tuple(unit.key[1] for unit in own if isinstance(unit, Decision))
        self.services = tuple(unit.key[1] for unit in own if isinstance(unit, Service))
        needed = {need.key for unit in own for need in unit.needs}
        #: Those of them that no other element of the file needs: what it is asked for
        self.outcomes = tuple(
            unit.key[1] for unit in own if isinstance(unit, Decision) and unit.key not in needed
        )
        # What is imported without a name can be asked for as if it stood in the file
        seen = [u for n in together for key, u in graph.units.items() if key[0] == n]
        self._declared = frozenset(unit.name for unit in seen if isinstance(unit, InputData))
        self._names: dict[str, Key] = {unit.key[1]: unit.key for unit in reversed(seen)}
        self._names |= {unit.name: unit.key for unit in reversed(seen)}
        given = [u for u in reversed(seen) if isinstance(u, InputData | Decision)]
        self._demands = {unit.name: unit.demand for unit in given}

    @property
    def name(self) -> str:
        return self._main.source.get("name") or ""

    @property
    def namespace(self) -> str:
        return self._main.namespace

    def read(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """``inputs`` as JSON holds them as values of FEEL: texts are read as the type of the input
        data or input decision says. Inputs of imported files stay as they are.
        """
        return {name: read(value, self._demands.get(name)) for name, value in inputs.items()}

    def decide(self, decision: str, inputs: Mapping[str, Any], now: datetime | None = None) -> Any:
        """The value of a decision, by name or id.

        Raises ``NoSuchDecision``, ``RulesClash`` and ``FeelLimit``.
        """
        return self.explain(decision, inputs, now).value

    def explain(
        self, decision: str, inputs: Mapping[str, Any], now: datetime | None = None
    ) -> Decided:
        """The value with its trace and the reasons for nulls. Services and functions too."""
        unit = self._find(decision)
        if isinstance(unit, Service):
            return self._run(inputs, now, lambda run: self._graph.serve(unit, inputs, run))
        if isinstance(unit, Knowledge):
            return self._run(inputs, now, lambda run: self._called(unit, inputs, run))
        return self._run(inputs, now, lambda run: self._graph.value(unit.key, run))

    def service(self, service: str, inputs: Mapping[str, Any], now: datetime | None = None) -> Any:
        """The outputs of a decision service: one value, or a context by decision name."""
        unit = self._find(service)
        if not isinstance(unit, Service):
            raise NoSuchDecision(f"{service!r} is no decision service", name=service)
        return self.explain(service, inputs, now).value

    def logic(self, decision: str) -> Any:
        """The compiled logic of a decision: a ``Table``, or a closure. None where it has none."""
        unit = self._find(decision)
        return unit.logic if isinstance(unit, Decision) else None

    def _called(self, unit: Knowledge, inputs: Mapping[str, Any], run: ModelRun) -> Any:
        function = self._graph.value(unit.key, run)
        if not isinstance(function, Function):
            return None
        return function.call(run, *(inputs.get(name) for name in function.parameters))

    def _find(self, name: str) -> Unit:
        key = self._names.get(name)
        if key is None:
            raise NoSuchDecision(f"the model has no decision {name!r}", name=name)
        return self._graph.units[key]

    def _run(
        self,
        inputs: Mapping[str, Any],
        now: datetime | None,
        work: Callable[[ModelRun], Any],
    ) -> Decided:
        run = ModelRun(inputs, self._declared, now)
        try:
            value = work(run)
        except RecursionError as error:
            raise FeelLimit("depth", "the interpreter's stack") from error
        if isinstance(value, (list, dict)):
            bounded(value)
        reasons = tuple(run.reasons or ())
        return Decided(value, tuple(run.trace), reasons, self.digest)
