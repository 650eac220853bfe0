"""and, or, if. Source: DMN 1.5, tables 48-49 (ternary logic) and 10.3.2.11."""

from __future__ import annotations

from typing import Any

from engine.feel.closures.registry import Bound, build, builds
from engine.feel.evaluation import Closure, Env, Ternary
from engine.feel.syntax import If, Logic
from engine.feel.values import kind


@builds(Logic)
def logic(node: Logic, bound: Bound) -> Closure:
    operands = [build(operand, bound) for operand in node.operands]
    decisive, neutral = (False, True) if node.operator == "and" else (True, False)
    word, at = node.operator, node.at

    def evaluate(env: Env) -> Ternary:
        found: bool | None = neutral
        for operand in operands:
            value = operand(env)
            if value is decisive:
                return decisive
            if value is not neutral:
                found = None
                if value is not None:
                    env.run.null(f"an operand of {word} is a {kind(value)}", at)
        return found

    return evaluate


@builds(If)
def conditional(node: If, bound: Bound) -> Closure:
    condition, then, otherwise = (
        build(part, bound) for part in (node.condition, node.then, node.otherwise)
    )
    at = node.at

    def evaluate(env: Env) -> Any:
        value = condition(env)
        if value is True:
            return then(env)
        if value is not False and value is not None:
            env.run.null(f"the condition of if is a {kind(value)}", at)
        return otherwise(env)

    return evaluate
