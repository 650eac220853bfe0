"""``{a: 1, b: a + 1}``: later entries see earlier ones. Source: DMN 1.5, 10.3.2.6."""

from __future__ import annotations

from typing import Any

from engine.feel.closures.registry import Bound, build, builds
from engine.feel.evaluation import Closure, Env
from engine.feel.syntax import ContextOf


@builds(ContextOf)
def context_of(node: ContextOf, bound: Bound) -> Closure:
    twice = _first_twice(node)
    if twice is not None:
        return lambda env: env.run.null(f"the context has two entries {twice!r}", node.at)
    inside = bound | {key for key, _ in node.entries}
    entries = [(key, build(value, inside)) for key, value in node.entries]

    def evaluate(env: Env) -> dict[str, Any]:
        # The same dict is the result and the scope of the entries that follow
        made: dict[str, Any] = {}
        inner = Env(made, env, env.run)
        for key, value in entries:
            made[key] = value(inner)
        env.run.charge(len(made))
        return made

    return evaluate


def _first_twice(node: ContextOf) -> str | None:
    seen: set[str] = set()
    for key, _ in node.entries:
        if key in seen:
            return key
        seen.add(key)
    return None
