"""Hit policies: what the matching rules together answer. Source: DMN 1.5, 8.2.11, table 31."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.dmn.errors import RulesClash
from engine.feel.compare import equal
from engine.feel.evaluation import Env
from engine.feel.functions import BUILT_IN
from engine.feel.values import CONTEXT, kind

if TYPE_CHECKING:
    from engine.dmn.table import Rule, Table

Decide = Callable[["Table", "Sequence[Rule]", list[Any], Env], Any]


@dataclass(frozen=True, slots=True)
class Policy:
    name: str
    decide: Decide
    #: No rule after the first that matches is looked at
    first_only: bool = False
    aggregates: bool = False


def _unique(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    if len(rules) > 1:
        raise RulesClash(table.name, "UNIQUE", [rule.number for rule in rules])
    return results[0] if results else table.default(env)


def _any(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    for result in results[1:]:
        if equal(result, results[0], env.run) is not True:
            raise RulesClash(table.name, "ANY", [rule.number for rule in rules])
    return results[0] if results else table.default(env)


def _first(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    return results[0] if results else table.default(env)


def _priority(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    return _by_priority(table, results, env)[0] if results else table.default(env)


def _rule_order(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    return results if results else table.default(env)


def _output_order(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    return _by_priority(table, results, env) if results else table.default(env)


def _collected(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
    """All outputs; where no rule matches and there is no default, none of them."""
    if results:
        return results
    default = table.default(env)
    return [] if default is None else default


def _by_priority(table: Table, results: list[Any], env: Env) -> list[Any]:
    """By the order of the output values, the first output before the next; stable."""
    return sorted(results, key=lambda result: _ranks(table, result, env))


def _ranks(table: Table, result: Any, env: Env) -> tuple[int, ...]:
    values = (
        list(result.values()) if len(table.outputs) > 1 and kind(result) == CONTEXT else [result]
    )
    return tuple(
        _rank(output.allowed, value, env)
        for output, value in zip(table.outputs, values, strict=True)
    )


def _rank(allowed: Sequence[Any], value: Any, env: Env) -> int:
    for position, test in enumerate(allowed):
        if test(value, env) is True:
            return position
    return len(allowed)


def _aggregated(function: str, empty: Any = None) -> Decide:
    def decide(table: Table, rules: Sequence[Rule], results: list[Any], env: Env) -> Any:
        if not results:
            default = table.default(env)
            return empty if default is None else default
        return BUILT_IN[function]([results], env.run)

    return decide


#: (hitPolicy, aggregation) -> policy
POLICIES: dict[tuple[str, str | None], Policy] = {
    ("UNIQUE", None): Policy("UNIQUE", _unique),
    ("ANY", None): Policy("ANY", _any),
    ("FIRST", None): Policy("FIRST", _first, first_only=True),
    ("PRIORITY", None): Policy("PRIORITY", _priority),
    ("RULE ORDER", None): Policy("RULE ORDER", _rule_order),
    ("OUTPUT ORDER", None): Policy("OUTPUT ORDER", _output_order),
    ("COLLECT", None): Policy("COLLECT", _collected),
    ("COLLECT", "SUM"): Policy("COLLECT SUM", _aggregated("sum"), aggregates=True),
    ("COLLECT", "MIN"): Policy("COLLECT MIN", _aggregated("min"), aggregates=True),
    ("COLLECT", "MAX"): Policy("COLLECT MAX", _aggregated("max"), aggregates=True),
    ("COLLECT", "COUNT"): Policy("COLLECT COUNT", _aggregated("count", Decimal(0))),
}
