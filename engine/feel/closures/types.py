"""``instance of``. Source: DMN 1.5, table 55 and 10.3.2.9."""

from __future__ import annotations

from engine.feel.closures.registry import Bound, build, builds
from engine.feel.evaluation import Closure, Env
from engine.feel.syntax import InstanceOf, TypeName
from engine.feel.typing import is_instance, unknown_name
from engine.feel.values import CONTEXT, FUNCTION, LIST, RANGE

_GENERIC = frozenset({LIST, CONTEXT, FUNCTION, RANGE})


@builds(InstanceOf)
def instance_of(node: InstanceOf, bound: Bound) -> Closure:
    value, wanted, at = build(node.value, bound), node.type, node.at
    strange = unknown_name(wanted)
    if strange is None and isinstance(wanted, TypeName) and wanted.name in _GENERIC:
        # Table 61: such a type needs its parameters
        return lambda env: env.run.null(f"{wanted.name} is a type with parameters only", at)
    if strange is not None:
        return lambda env: env.run.null(f"there is no type {strange!r}", at)

    def evaluate(env: Env) -> bool:
        return is_instance(value(env), wanted, env.run)

    return evaluate
