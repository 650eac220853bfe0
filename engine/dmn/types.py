"""Item definitions: what a ``typeRef`` demands of a value. Source: DMN 1.5, 7.3.2 and 7.3.3.

A demand converts where the standard does (singleton lists, dates), else makes null with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from engine.feel.evaluation import Env, Run
from engine.feel.syntax import ContextType, FunctionType, ListType, Type, TypeName
from engine.feel.typing import conform
from engine.feel.values import CONTEXT, LIST, Function, kind

ANY = TypeName("Any")
#: Parts of one type written out
MAX_PARTS = 5_000
#: The type that every other one takes
NOTHING = TypeName("Null")


class TypeTooLarge(Exception):
    """A type that cannot be written out; a problem of the element that asks for it."""

    def __init__(self) -> None:
        super().__init__(f"a type has more than {MAX_PARTS} parts")


@dataclass(frozen=True, slots=True)
class Demand:
    """A named type: its structure, and the tests that its values pass."""

    name: str
    #: Structure in terms of FEEL alone
    type: Type = ANY
    #: The type that this one restricts
    base: Demand | None = None
    #: For a collection, what every item has to be
    items: Demand | None = None
    #: For a structure, what every component has to be
    components: tuple[tuple[str, Demand], ...] | None = None
    #: ``allowedValues``: what the value passes
    allowed: Any = None
    #: ``typeConstraint``: what the value passes as a whole
    constraint: Any = None
    #: For a function, what its result has to be
    result: Demand | None = None
    #: For a function, names of its parameters and what they have to be
    parameters: tuple[tuple[str, Demand], ...] = ()

    def fit(self, value: Any, run: Run) -> Any:
        """``value`` as this type, or null with a reason."""
        if value is None:
            return None
        run.look()
        found = self._shaped(value, run)
        if found is None:
            return None
        if self.allowed is not None and not _passes(self.allowed, found, run):
            return run.null(f"a value is not among the allowed values of {self.name}")
        if self.constraint is not None and not _passes(self.constraint, found, run):
            return run.null(f"a value does not meet the constraint of {self.name}")
        return found

    def _shaped(self, value: Any, run: Run) -> Any:
        if self.base is not None:
            return self.base.fit(value, run)
        if self.items is not None:
            return self._collected(value, run)
        if self.components is not None:
            return self._structured(value, run)
        found = conform(value, self.type, run)
        return found if self.result is None or found is None else self._guarded(found)

    def _guarded(self, function: Any) -> Any:
        """The function, its arguments and result fitted to what this type says of them."""
        if not isinstance(function, Function) or self.result is None:
            return function
        result, demands = self.result, [demand for _, demand in self.parameters]

        def call(run: Run, *values: Any) -> Any:
            fitted = [d.fit(v, run) for d, v in zip(demands, values, strict=True)]
            if any(f is None and v is not None for f, v in zip(fitted, values, strict=True)):
                return None
            return result.fit(function.call(run, *fitted), run)

        return replace(function, call=call)

    def _collected(self, value: Any, run: Run) -> Any:
        assert self.items is not None
        items = value if kind(value) == LIST else [value]
        fitted = [self.items.fit(item, run) for item in items]
        if any(f is None and item is not None for f, item in zip(fitted, items, strict=True)):
            return run.null(f"an item is not of the type {self.items.name}")
        return fitted

    def _structured(self, value: Any, run: Run) -> Any:
        assert self.components is not None
        if kind(value) == LIST and len(value) == 1:
            value = value[0]
        if kind(value) != CONTEXT:
            return run.null(f"a {kind(value)} is not of the type {self.name}")
        fitted: dict[str, Any] = dict(value)
        for name, demand in self.components:
            if name not in value:
                return run.null(f"{name!r} of {self.name} is missing")
            part = demand.fit(value[name], run)
            if part is None and value[name] is not None:
                return run.null(f"{name!r} of {self.name} is not as its type demands")
            fitted[name] = part
        return fitted


def _passes(tests: Any, value: Any, run: Run) -> bool:
    return tests(Env({"?": value}, None, run)) is True


def structure(demand: Demand) -> Type:
    """The type in terms of FEEL alone, for ``instance of`` and parameters.

    Raises ``TypeTooLarge`` where it has too many parts when written out: a type of two parts, each
    of another type of two parts, doubles with every step.
    """
    return _structure(demand, [MAX_PARTS])


def _structure(demand: Demand, left: list[int]) -> Type:
    left[0] -= 1
    if left[0] < 0:
        raise TypeTooLarge
    if demand.base is not None:
        return _structure(demand.base, left)
    if demand.items is not None:
        return ListType(_structure(demand.items, left))
    if demand.components is not None:
        parts = ((name, _structure(part, left)) for name, part in demand.components)
        return ContextType(tuple(parts))
    return demand.type


def function_type(parameters: list[Demand], result: Demand) -> FunctionType:
    """A parameter without a type demands nothing: any function will take what it is given."""
    offered = (NOTHING if p.name == "Any" else structure(p) for p in parameters)
    return FunctionType(tuple(offered), structure(result))
