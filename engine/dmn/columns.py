"""Decision tables as they stand in the file: columns and rules are compiled to a ``Table``.

Source: DMN 1.5, 8.3.
"""

from __future__ import annotations

from typing import Any

from engine.dmn.compiling import Compiling, nothing, typed
from engine.dmn.index import ColumnIndex, index_column
from engine.dmn.policies import POLICIES, Policy
from engine.dmn.source import Source
from engine.dmn.table import Input, Output, Rule, Table
from engine.feel.closures import build
from engine.feel.closures.literals import constant
from engine.feel.closures.membership import Test, any_passes, make_test
from engine.feel.closures.registry import Bound
from engine.feel.evaluation import Closure, Env
from engine.feel.parser import parse_unary_tests
from engine.feel.syntax import ListOf, Node, UnaryTests

#: A shorter table is asked rule by rule
MIN_INDEXED = 8


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
    table = Table(_name(source), inputs, outputs, rules, policy, index, compiling.lenient)
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
