"""Decision tables. Source: DMN 1.5, chapter 8, and 10.3.2.10.

The orientation of a table is how it is drawn; in the file a rule is a rule in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.dmn.compiling import Compiling, nothing, typed
from engine.dmn.index import ColumnIndex, index_column
from engine.dmn.policies import POLICIES, Policy
from engine.dmn.source import Source
from engine.dmn.trace import TableTrace, note
from engine.dmn.types import Demand
from engine.feel.closures import build
from engine.feel.closures.literals import constant
from engine.feel.closures.membership import Test, any_passes, make_test
from engine.feel.closures.registry import Bound
from engine.feel.evaluation import Closure, Env
from engine.feel.parser import parse_unary_tests
from engine.feel.syntax import ListOf, Literal, Node, UnaryTests

#: A shorter table is asked rule by rule
MIN_INDEXED = 8


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

    def __call__(self, env: Env) -> Any:
        values = [column.value(env) for column in self.inputs]
        foreign = self._foreign(values, env)
        matched = self.match_each(values, env, foreign) if foreign else self.match(values, env)
        results = self._results(matched, env)
        found = self.policy.decide(self, matched, results, env)
        note(env.run, self._trace(values, matched, found))
        return found

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


def decision_table(source: Source, compiling: Compiling) -> Closure | None:
    """The closure of a ``decisionTable``."""
    policy = _policy(source)
    inputs = tuple(_input(column, compiling) for column in source.children("input"))
    outputs = tuple(_output(column, compiling) for column in source.children("output"))
    if not outputs:
        source.problem("missing-output", "the table has no output")
    if len(outputs) > 1:
        _check_names(source, outputs, policy)
    rules = tuple(
        _rule(rule, number, inputs, outputs, compiling)
        for number, rule in enumerate(source.children("rule"), 1)
    )
    if policy is None or not outputs:
        return None
    index = _index(len(inputs), rules) if len(rules) >= MIN_INDEXED else None
    table = Table(_name(source), inputs, outputs, rules, policy, index)
    compiling.tables.append((source, table))
    return table


def _index(columns: int, rules: tuple[Rule, ...]) -> tuple[ColumnIndex, ...]:
    return tuple(index_column([rule.trees[i] for rule in rules]) for i in range(columns))


def _name(source: Source) -> str:
    around: Any = source.element.getparent()
    while around is not None and not around.get("name"):
        around = around.getparent()
    return source.get("outputLabel") or (around.get("name") if around is not None else source.id)


def _policy(source: Source) -> Policy | None:
    name = source.get("hitPolicy") or "UNIQUE"
    aggregation = source.get("aggregation") if name == "COLLECT" else None
    policy = POLICIES.get((name, aggregation))
    if policy is None:
        source.problem("unknown-hit-policy", f"there is no hit policy {name} {aggregation or ''}")
    return policy


def _check_names(source: Source, outputs: tuple[Output, ...], policy: Policy | None) -> None:
    names = [output.name for output in outputs]
    if not all(names) or len(set(names)) < len(names):
        source.problem("output-names", "several outputs need different names")
    if policy is not None and policy.aggregates:
        source.problem("aggregation-outputs", "an aggregation needs a single output")


def _input(source: Source, compiling: Compiling) -> Input:
    expression = source.child("inputExpression")
    text = "" if expression is None else expression.text()
    label = source.get("label") or text or source.id
    if expression is None or not text:
        source.problem("missing-logic", f"the input {label} has no expression")
        return Input(label, nothing(f"the input {label} has no expression"), None, None)
    value = compiling.feel(expression, text) or nothing(f"the input {label} is broken")
    allowed = source.child("inputValues")
    tests = allowed.text() if allowed is not None else ""
    domain = None
    if allowed is not None and tests:
        # What is no FEEL allows nothing
        domain = compiling.tree(allowed, tests, parse_unary_tests) or _NEVER
    return Input(
        label,
        typed(value, compiling.demand(expression)),
        compiling.demand(expression),
        None if domain is None else build(domain, compiling.bound),
        domain,
    )


def _output(source: Source, compiling: Compiling) -> Output:
    allowed, default = source.child("outputValues"), source.child("defaultOutputEntry")
    tests: tuple[Test, ...] = ()
    if allowed is not None and allowed.text():
        tests = _tests(allowed, allowed.text(), compiling)
    return Output(
        source.get("name") or "",
        compiling.demand(source),
        tests,
        compiling.feel(default, default.text()) if default is not None and default.text() else None,
    )


def _tests(source: Source, text: str, compiling: Compiling) -> tuple[Test, ...]:
    tree = compiling.tree(source, text, parse_unary_tests)
    if not isinstance(tree, UnaryTests):
        return ()
    return tuple(make_test(test, compiling.bound) for test in tree.tests)


def _rule(
    source: Source,
    number: int,
    inputs: tuple[Input, ...],
    outputs: tuple[Output, ...],
    compiling: Compiling,
) -> Rule:
    trees = [_cell(entry, compiling) for entry in source.children("inputEntry")]
    results = [_result(entry, compiling) for entry in source.children("outputEntry")]
    if len(trees) != len(inputs) or len(results) != len(outputs):
        source.problem("rule-width", f"rule {number} has not one entry per column")
        trees, results = [_NEVER] * len(inputs), [None] * len(outputs)
    cells = tuple(None if tree is None else cell_test(tree, compiling.bound) for tree in trees)
    demands = [compiling.demand(entry) for entry in source.children("outputEntry")]
    demands += [None] * len(results)
    values = tuple(
        constant(None) if tree is None else typed(build(tree, compiling.bound), demand)
        for tree, demand in zip(results, demands, strict=False)
    )
    line: Any = source.element.sourceline
    return Rule(
        number, source.get("id") or "", line or 0, cells, tuple(trees), values, tuple(results)
    )


#: Stands for a cell that is no FEEL: a test that nothing passes
_NEVER = UnaryTests(0, (ListOf(0, ()),))


def _cell(source: Source, compiling: Compiling) -> Node | None:
    text = source.text()
    if text in ("", "-"):
        return None
    tree = compiling.tree(source, text, parse_unary_tests)
    if tree is None:
        return _NEVER
    return tree if isinstance(tree, UnaryTests) and tree.tests else None


def cell_test(tree: Node, bound: Bound) -> Test | None:
    """What decides whether a value passes the cell."""
    if not isinstance(tree, UnaryTests):
        return None
    tests = [make_test(test, bound) for test in tree.tests]
    if len(tests) == 1 and not tree.negated:
        return tests[0]
    if not tree.negated:
        return lambda value, env: any_passes(tests, value, env)

    def negated(value: Any, env: Env) -> bool | None:
        passed = any_passes(tests, value, env)
        return None if passed is None else not passed

    return negated


def _result(source: Source, compiling: Compiling) -> Node | None:
    text = source.text()
    return None if text in ("", "-") else compiling.tree(source, text)
