"""Boxed expressions compiled to closures over the same scopes as FEEL.

Source: DMN 1.5, 7.3 and 10.2.1 (literal, context, relation, list, invocation, function definition,
conditional, filter, iterator). The decision table has its own module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.dmn.columns import decision_table
from engine.dmn.compiling import Compiling, nothing, typed
from engine.dmn.source import Source
from engine.dmn.types import Demand
from engine.feel.closures.calls import invoke, lost
from engine.feel.closures.filters import as_list, select
from engine.feel.closures.loops import items_of, snapshot
from engine.feel.evaluation import Closure, Env, Run, Ternary
from engine.feel.values import Function

BOXED = (
    "literalExpression",
    "context",
    "relation",
    "list",
    "invocation",
    "functionDefinition",
    "decisionTable",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
)


def compile_boxed(source: Source, compiling: Compiling) -> Closure:
    """The closure of a boxed expression, fitted to its ``typeRef``.

    What cannot be compiled gives null; the problem stands in ``source.problems``.
    """
    form = _FORMS.get(source.tag)
    if form is None:
        source.problem("unsupported-element", f"{source.tag} is not run")
        return nothing(f"{source.tag} is not run")
    demand = compiling.demand(source) if source.tag != "functionDefinition" else None
    found = form(source, compiling)
    return nothing(f"{source.id} could not be compiled") if found is None else typed(found, demand)


def inner(source: Source, compiling: Compiling, what: str) -> Closure:
    """The boxed expression below ``source``."""
    below = source.child(*BOXED)
    if below is None:
        source.problem("missing-logic", f"{what} has no expression")
        return nothing(f"{what} has no expression")
    return compile_boxed(below, compiling)


def literal(source: Source, compiling: Compiling) -> Closure | None:
    text = source.text()
    if source.child("importedValues") is not None:
        source.problem("unsupported-element", "imported values are not run")
        return None
    if not text:
        source.problem("missing-logic", "the literal expression is empty")
        return None
    return compiling.feel(source, text)


def context(source: Source, compiling: Compiling) -> Closure:
    """Entries see those before them; an entry without a name is the result."""
    entries: list[tuple[str, Closure]] = []
    result: Closure | None = None
    for entry in source.children("contextEntry"):
        variable = entry.child("variable")
        name = variable.get("name") if variable is not None else None
        value = inner(entry, compiling, "the context entry")
        if variable is None or name is None:
            result = value
        else:
            entries.append((name, typed(value, compiling.demand(variable))))

    def evaluate(env: Env) -> Any:
        made: dict[str, Any] = {}
        scope = Env(made, env, env.run)
        for name, value in entries:
            made[name] = value(scope)
        return made if result is None else result(scope)

    return evaluate


def relation(source: Source, compiling: Compiling) -> Closure:
    columns = [(c.get("name") or "", compiling.demand(c)) for c in source.children("column")]
    rows: list[list[tuple[str, Closure]]] = []
    for row in source.children("row"):
        cells = [compile_boxed(cell, compiling) for cell in row.children(*BOXED)]
        if len(cells) != len(columns):
            row.problem("relation-width", f"the row has {len(cells)} of {len(columns)} cells")
        pairs = zip(columns, cells, strict=False)
        rows.append([(name, typed(cell, demand)) for (name, demand), cell in pairs])

    def evaluate(env: Env) -> list[dict[str, Any]]:
        made = [{name: cell(env) for name, cell in row} for row in rows]
        env.run.charge(len(rows) * len(columns))
        return env.run.listed(made)

    return evaluate


def listed(source: Source, compiling: Compiling) -> Closure:
    items = [compile_boxed(item, compiling) for item in source.children(*BOXED)]
    return lambda env: env.run.listed([item(env) for item in items])


def invocation(source: Source, compiling: Compiling) -> Closure:
    """Calls what the first expression names, with the bindings as named arguments."""
    function = inner(source, compiling, "the invocation")
    names: list[str] = []
    values: list[Closure] = []
    for binding in source.children("binding"):
        parameter = binding.child("parameter")
        value = inner(binding, compiling, "the binding")
        if parameter is None or parameter.get("name") is None:
            binding.problem("missing-name", "the binding names no parameter")
            continue
        names.append(parameter.get("name") or "")
        values.append(typed(value, compiling.demand(parameter)))
    named = tuple(names) or None

    def evaluate(env: Env) -> Any:
        return invoke(function(env), [value(env) for value in values], named, env.run)

    return evaluate


def function_definition(source: Source, compiling: Compiling) -> Closure | None:
    if (source.get("kind") or "FEEL") != "FEEL":
        source.problem("unsupported-function", f"{source.get('kind')} functions are not run")
        return None
    parameters, demands = read_parameters(source, compiling)
    body = inner(source, compiling, "the function")
    wanted = compiling.demand(source)
    result = None if wanted is None else wanted.result or wanted
    demands = tuple(map(stricter, demands, parameter_demands(wanted, parameters)))
    return lambda env: make_function(parameters, demands, body, result, env)


def parameter_demands(wanted: Demand | None, names: tuple[str, ...]) -> tuple[Demand | None, ...]:
    """What the type of a function says of its parameters, in the order of ``names``."""
    said = dict(wanted.parameters) if wanted is not None else {}
    return tuple(said.get(name) for name in names)


def stricter(own: Demand | None, other: Demand | None) -> Demand | None:
    """The parameter's own type; where it has none, what the type of the function says."""
    return other if own is None else own


def read_parameters(
    source: Source, compiling: Compiling
) -> tuple[tuple[str, ...], tuple[Demand | None, ...]]:
    """Names and types of the formal parameters."""
    found = list(source.children("formalParameter"))
    names = tuple(p.get("name") or "" for p in found)
    return names, tuple(compiling.demand(p) for p in found)


def make_function(
    parameters: tuple[str, ...],
    demands: tuple[Demand | None, ...],
    body: Closure,
    result: Demand | None,
    env: Env | None,
) -> Function:
    """The function that evaluates ``body`` inside of ``env``, its arguments fitted."""

    def call(run: Run, *values: Any) -> Any:
        fitted = [
            value if demand is None else demand.fit(value, run)
            for demand, value in zip(demands, values, strict=True)
        ]
        if lost(values, fitted):
            return None
        given = dict(zip(parameters, fitted, strict=True))
        found = body(Env(given, env, run))
        return found if result is None else result.fit(found, run)

    return Function(parameters, call)


def conditional(source: Source, compiling: Compiling) -> Closure:
    test, then, otherwise = (part(source, name, compiling) for name in ("if", "then", "else"))

    def evaluate(env: Env) -> Any:
        return then(env) if test(env) is True else otherwise(env)

    return evaluate


def filtered(source: Source, compiling: Compiling) -> Closure:
    items, match = part(source, "in", compiling), part(source, "match", compiling)

    def evaluate(env: Env) -> Any:
        value = items(env)
        if value is None:
            return env.run.null("null is not filtered")
        return select(as_list(value), match, env, 0)

    return evaluate


def part(source: Source, name: str, compiling: Compiling) -> Closure:
    """The boxed expression in the child element ``name``."""
    below = source.child(name)
    if below is None:
        source.problem("missing-logic", f"{source.tag} has no {name}")
        return nothing(f"{source.tag} has no {name}")
    return typed(inner(below, compiling, name), compiling.demand(below))


def loop(source: Source, compiling: Compiling) -> Closure:
    name = source.get("iteratorVariable") or "item"
    items, body = part(source, "in", compiling), part(source, "return", compiling)

    def evaluate(env: Env) -> Any:
        found: list[Any] = []
        domain = items_of(items(env), env.run)
        if domain is None:
            return None
        for item in domain:
            env.run.charge(1)
            so_far = snapshot(found, env.run)
            found.append(body(Env({name: item, "partial": so_far}, env, env.run)))
        return env.run.listed(found)

    return evaluate


def quantified(source: Source, compiling: Compiling) -> Closure:
    name = source.get("iteratorVariable") or "item"
    items, body = part(source, "in", compiling), part(source, "satisfies", compiling)
    decisive = source.tag == "some"

    def evaluate(env: Env) -> Ternary:
        found: bool | None = not decisive
        domain = items_of(items(env), env.run)
        if domain is None:
            return None
        for item in domain:
            env.run.charge(1)
            value = body(Env({name: item}, env, env.run))
            if value is decisive:
                return decisive
            if value is not (not decisive):
                found = None
        return found

    return evaluate


_FORMS: dict[str, Callable[[Source, Compiling], Closure | None]] = {
    "literalExpression": literal,
    "context": context,
    "relation": relation,
    "list": listed,
    "invocation": invocation,
    "functionDefinition": function_definition,
    "decisionTable": decision_table,
    "conditional": conditional,
    "filter": filtered,
    "for": loop,
    "some": quantified,
    "every": quantified,
}
