"""Function invocation and definition. Source: DMN 1.5, 10.3.2.13.1-10.3.2.13.3, rules 40-44, 57."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.feel.closures.registry import Bound, build, build_repeated, builds
from engine.feel.errors import FeelLimit
from engine.feel.evaluation import MAX_CALLS, Closure, Env, Run
from engine.feel.functions import BUILT_IN
from engine.feel.functions.registry import Builtin
from engine.feel.functions.temporal import not_boolean
from engine.feel.syntax import Call, Lambda, Name
from engine.feel.typing import ANY, conform
from engine.feel.values import FUNCTION, Function, kind


@builds(Call)
def call(node: Call, bound: Bound) -> Closure:
    arguments = [build(argument, bound) for argument in node.arguments]
    names, at = node.names, node.at
    name = node.function.name if isinstance(node.function, Name) else ""
    built_in = BUILT_IN.get(name)
    if built_in is not None and name not in bound:
        if name == "not" and len(arguments) == 1 and names is None:
            return _not(arguments[0], at)
        return _built_in_call(built_in, arguments, names, node.function.at)
    function = build(node.function, bound)

    def evaluate(env: Env) -> Any:
        target = function(env)
        if built_in is not None and kind(target) != FUNCTION:
            # A variable of that name, say "count", does not take the function away
            target = built_in
        values = [argument(env) for argument in arguments]
        return invoke(target, values, names, env.run, at)

    return evaluate


def _not(argument: Closure, at: int) -> Closure:
    """``not(x)`` as conditions use it, without the way through the signatures."""

    def negated(env: Env) -> Any:
        value = argument(env)
        if value is None or isinstance(value, bool):
            return None if value is None else not value
        return not_boolean(value, env.run, at)

    return negated


def _built_in_call(
    function: Builtin, arguments: list[Closure], names: tuple[str, ...] | None, at: int
) -> Closure:
    if names is not None:
        return lambda env: function.named(
            names, [argument(env) for argument in arguments], env.run, at
        )
    return lambda env: function([argument(env) for argument in arguments], env.run, at)


def invoke(
    function: Any, values: list[Any], names: tuple[str, ...] | None, run: Run, at: int = 0
) -> Any:
    """The result of ``function``; null, with a reason, where it cannot be called like this."""
    if isinstance(function, Builtin):
        return function.named(names, values, run, at) if names else function(values, run, at)
    if not isinstance(function, Function):
        return run.null(f"a {kind(function)} cannot be called", at)
    ordered = _in_order(function, values, names)
    if ordered is None:
        wanted = ", ".join(function.parameters)
        return run.null(f"the arguments do not fit the parameters ({wanted})", at)
    run.charge(1)
    run.calls += 1
    if run.calls > MAX_CALLS:
        raise FeelLimit("nested calls", MAX_CALLS)
    try:
        return _checked_call(function, ordered, run, at)
    finally:
        run.calls -= 1


def _in_order(
    function: Function, values: list[Any], names: tuple[str, ...] | None
) -> list[Any] | None:
    if names is None:
        return values if len(values) == len(function.parameters) else None
    given = dict(zip(names, values, strict=True))
    if len(given) < len(names) or not set(given) <= set(function.parameters):
        return None
    # Arguments that are left out are null: 10.3.2.13.5
    return [given.get(name) for name in function.parameters]


def _checked_call(function: Function, values: list[Any], run: Run, at: int) -> Any:
    """The result; null where an argument is not of its parameter's type, 10.3.2.13.2."""
    if function.types:
        fitted = [
            value if wanted is None else conform(value, wanted, run, at)
            for value, wanted in zip(values, function.types, strict=True)
        ]
        if lost(values, fitted):
            return None
        values = fitted
    found = function.call(run, *values)
    return found if function.result is None else conform(found, function.result, run, at)


def lost(values: Sequence[Any], fitted: Sequence[Any]) -> bool:
    """Whether fitting made one of the values null."""
    return any(f is None and v is not None for v, f in zip(values, fitted, strict=True))


@builds(Lambda)
def function_definition(node: Lambda, bound: Bound) -> Closure:
    names = tuple(name for name, _ in node.parameters)
    types = tuple(wanted for _, wanted in node.parameters)
    if node.external:
        return lambda env: env.run.null("external functions are not run", node.at)
    body = build_repeated(node.body, bound | set(names))

    def define(env: Env) -> Function:
        def run_body(run: Run, *values: Any) -> Any:
            return body(Env(dict(zip(names, values, strict=True)), env, run))

        return Function(names, run_body, types if any(types) else (), returns=returns)

    def returns() -> Any:
        # Not at the top: few expressions ask a function for its type
        from engine.feel.hints import hint

        return hint(node.body, {name: wanted or ANY for name, wanted in node.parameters})

    return define
