"""``a.b``: entries of contexts, properties of temporal values and ranges, mapped over lists.

Source: DMN 1.5, 10.3.2.6 and tables 65-66.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.feel.closures.registry import Bound, build, builds
from engine.feel.evaluation import Closure, Env, Run
from engine.feel.properties import PROPERTIES
from engine.feel.syntax import Path
from engine.feel.values import LIST, NULL, kind


@builds(Path)
def path(node: Path, bound: Bound) -> Closure:
    base, name, at = build(node.base, bound), node.name, node.at

    def read(env: Env) -> Any:
        value = base(env)
        if type(value) is dict:
            try:
                return value[name]
            except KeyError:
                return env.run.null(f"the context has no {name!r}", at)
        return member(value, name, env.run, at)

    return read


def member(value: Any, name: str, run: Run, at: int) -> Any:
    """``value.name``."""
    if isinstance(value, Mapping):
        try:
            return value[name]
        except KeyError:
            return run.null(f"the context has no {name!r}", at)
    what = kind(value)
    if what == LIST:
        return run.listed([member(item, name, run, at) for item in value])
    read = PROPERTIES.get((what, name))
    if read is not None:
        return read(value)
    if what == NULL:
        return run.null(f"null has no {name!r}", at)
    return run.null(f"a {what} has no {name!r}", at)
