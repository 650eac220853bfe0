"""Context functions. Source: DMN 1.5, 10.3.4.9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.values import CONTEXT, kind


@builtin("get value", "m: context, key: string")
def get_value(run: Run, context: Mapping[str, Any], key: str) -> Any:
    if key not in context:
        raise Undefined(f"the context has no {key!r}")
    return context[key]


@builtin("get value", "m: context, keys: list")
def get_value_at(run: Run, context: Any, keys: list[Any]) -> Any:
    found = context
    for key in keys:
        if not isinstance(found, Mapping) or not isinstance(key, str) or key not in found:
            raise Undefined(f"the context has no {key!r}")
        found = found[key]
    return found


@builtin("get entries", "m: context")
def get_entries(run: Run, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    return run.listed([{"key": key, "value": value} for key, value in context.items()])


@builtin("context", "entries: list")
def context_from(run: Run, entries: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for entry in entries:
        if kind(entry) != CONTEXT or "key" not in entry or "value" not in entry:
            raise Undefined("an entry is a context with key and value")
        key = entry["key"]
        if not isinstance(key, str) or key in made:
            raise Undefined(f"the key {key!r} is no string or comes twice")
        made[key] = entry["value"]
    return made


@builtin("context put", "context: context, key: string, value: any")
def context_put(run: Run, context: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    run.charge(len(context))
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def context_put_at(
    run: Run, context: Mapping[str, Any], keys: list[Any], value: Any
) -> dict[str, Any]:
    if not keys or not all(isinstance(key, str) for key in keys):
        raise Undefined("the keys are strings, at least one")
    return _put(run, context, keys, value)


def _put(run: Run, context: Any, keys: list[str], value: Any) -> dict[str, Any]:
    run.charge(len(context))
    if len(keys) == 1:
        return {**context, keys[0]: value}
    below = context.get(keys[0])
    if below is None:
        below = {}
    if kind(below) != CONTEXT:
        raise Undefined(f"{keys[0]!r} is no context")
    return {**context, keys[0]: _put(run, below, keys[1:], value)}


@builtin("context merge", "contexts: list")
def context_merge(run: Run, contexts: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for context in contexts:
        if kind(context) != CONTEXT:
            raise Undefined("something to merge is no context")
        run.charge(len(context))
        made.update(context)
    return made
