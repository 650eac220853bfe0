"""Decision tables. Source: DMN 1.5, chapter 8, and 10.3.2.10.

The orientation of a table is how it is drawn; in the file a rule is a rule in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.dmn.errors import RulesClash
from engine.dmn.index import ColumnIndex
from engine.dmn.policies import Policy
from engine.dmn.trace import TableTrace, note
from engine.dmn.types import Demand
from engine.feel.closures.membership import Test, any_passes
from engine.feel.evaluation import Closure, Env
from engine.feel.syntax import Literal, Node


@dataclass(frozen=True, slots=True)
class Input:
    label: str
    value: Closure
    demand: Demand | None
    #: ``inputValues``: tests of which the value passes one
    allowed: Closure | None
    #: The tree of ``inputValues``
    domain: Node | None = None


@dataclass(frozen=True, slots=True)
class Output:
    name: str
    demand: Demand | None
    #: ``outputValues`` in their order, which is the order of priority
    allowed: tuple[Test, ...]
    default: Closure | None


@dataclass(frozen=True, slots=True)
class Rule:
    number: int
    id: str
    line: int
    #: One per input; None for ``-``
    cells: tuple[Test | None, ...]
    #: The trees of the cells; None for ``-``
    trees: tuple[Node | None, ...]
    outputs: tuple[Closure, ...]
    #: The trees of the output entries; None for an empty one
    results: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled table."""

    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    policy: Policy
    #: One per input; None where the table is too short to gain
    index: tuple[ColumnIndex, ...] | None
    #: A clash of rules is null with its reason, as the standard has it, and no error
    lenient: bool = False

    def __call__(self, env: Env) -> Any:
        values = [column.value(env) for column in self.inputs]
        foreign = self._foreign(values, env)
        matched = self.match_each(values, env, foreign) if foreign else self.match(values, env)
        results = self._results(matched, env)
        found = self._decided(matched, results, env)
        note(env.run, self._trace(values, matched, found))
        return found

    def _decided(self, matched: list[Rule], results: list[Any], env: Env) -> Any:
        try:
            return self.policy.decide(self, matched, results, env)
        except RulesClash as clash:
            if not self.lenient:
                raise
            return env.run.null(str(clash))

    def _foreign(self, values: list[Any], env: Env) -> tuple[int, ...]:
        """The columns whose value is not among their input values; it becomes null there.

        Such a value is matched by a cell that speaks of null, never by ``-`` or ``not("a")``: a
        table says nothing about what it does not know.
        """
        found: list[int] = []
        for place, column in enumerate(self.inputs):
            if column.allowed is not None and not _allowed(column.allowed, values[place], env):
                reason = f"{self.name}: {column.label} is not among its input values"
                values[place] = env.run.null(reason)
                found.append(place)
        return tuple(found)

    def match(self, values: list[Any], env: Env) -> list[Rule]:
        """The rules whose every cell passes, in their order; only the first where that is all."""
        if self.index is None:
            return self.match_each(values, env)
        open_rules: list[int] = []
        mask = (1 << len(self.rules)) - 1
        for column, value in zip(self.index, values, strict=True):
            candidates = column.candidates(value)
            open_rules.append(mask if candidates is None else column.open)
            if candidates is not None:
                mask &= candidates
        found: list[Rule] = []
        while mask:
            bit = mask & -mask
            mask ^= bit
            rule = self.rules[bit.bit_length() - 1]
            env.run.charge(1)
            asked = (
                cell is None or cell(value, env) is True
                for cell, value, opened in zip(rule.cells, values, open_rules, strict=True)
                if opened & bit
            )
            if all(asked):
                found.append(rule)
                if self.policy.first_only:
                    break
        return found

    def match_each(self, values: list[Any], env: Env, foreign: tuple[int, ...] = ()) -> list[Rule]:
        """The same without an index: every rule is asked."""
        found: list[Rule] = []
        for rule in self.rules:
            env.run.charge(1)
            if not all(_speaks_of_null(rule.trees[place]) for place in foreign):
                continue
            if all(
                cell is None or cell(value, env) is True
                for cell, value in zip(rule.cells, values, strict=True)
            ):
                found.append(rule)
                if self.policy.first_only:
                    break
        return found

    def _results(self, matched: list[Rule], env: Env) -> list[Any]:
        return [self.shaped([output(env) for output in rule.outputs], env) for rule in matched]

    def shaped(self, values: list[Any], env: Env) -> Any:
        """The value of a single output, or a context of several."""
        fitted = [
            self._fitted(output, value, env)
            for output, value in zip(self.outputs, values, strict=True)
        ]
        if len(self.outputs) == 1:
            return fitted[0]
        return {o.name: value for o, value in zip(self.outputs, fitted, strict=True)}

    def _fitted(self, output: Output, value: Any, env: Env) -> Any:
        if output.demand is not None:
            value = output.demand.fit(value, env.run)
        if value is None or not output.allowed:
            return value
        if any_passes(list(output.allowed), value, env) is True:
            return value
        return env.run.null(f"{self.name}: {output.name} is not among its output values")

    def default(self, env: Env) -> Any:
        """The default outputs; null where no output has one."""
        if all(output.default is None for output in self.outputs):
            return env.run.null(f"{self.name}: no rule matches")
        values = [None if o.default is None else o.default(env) for o in self.outputs]
        return self.shaped(values, env)

    def _trace(self, values: list[Any], matched: list[Rule], found: Any) -> TableTrace:
        return TableTrace(
            self.name,
            tuple((c.label, v) for c, v in zip(self.inputs, values, strict=True)),
            tuple((rule.number, rule.id) for rule in matched),
            found,
        )


def _speaks_of_null(cell: Node | None) -> bool:
    todo = [] if cell is None else [cell]
    while todo:
        part = todo.pop()
        if isinstance(part, Literal) and part.value is None:
            return True
        todo.extend(part.parts())
    return False


def _allowed(tests: Closure, value: Any, env: Env) -> bool:
    return value is None or tests(Env({"?": value}, env, env.run)) is True
