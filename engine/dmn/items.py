"""From item definitions and type names to demands. Source: DMN 1.5, 7.3.2, 7.3.3 and 10.3.1.3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.dmn.compiling import Compiling
from engine.dmn.definitions import Definitions
from engine.dmn.source import Source
from engine.dmn.types import ANY, Demand, TypeTooLarge, function_type
from engine.feel.evaluation import Closure
from engine.feel.syntax import TypeName
from engine.feel.typing import KIND_OF

ANYTHING = Demand("Any", ANY)
#: What modelers of other engines offer as the type of a column, and store in the file
_OTHERS = {"integer": "number", "long": "number", "double": "number"}
_BUILT_IN = {name: Demand(name, TypeName(name)) for name in KIND_OF} | {"Any": ANYTHING}
_BUILT_IN |= {other: _BUILT_IN[name] for other, name in _OTHERS.items()}


@dataclass(slots=True)
class Types:
    """The types that one file knows: FEEL's, its own, and those of its imports."""

    definitions: Definitions
    #: The types of an imported namespace
    imported: Callable[[str], Types | None]
    compiling: Compiling = field(init=False)
    _made: dict[str, Demand] = field(default_factory=dict)

    def demand(self, reference: str) -> Demand | None:
        """What the ``typeRef`` demands, None where there is no such type."""
        name = reference.strip()
        if name in self.definitions.items:
            return self._own(name)
        found = _BUILT_IN.get(name) or self._of_import(name)
        if found is None and ":" in name:
            # DMN 1.1 writes types as qualified names: feel:string, ns:tAmount
            return self.demand(name.partition(":")[2])
        return found

    def _of_import(self, name: str, asked: frozenset[str] = frozenset()) -> Demand | None:
        asked |= {self.definitions.namespace}
        for prefix, namespace in self.definitions.imports:
            types = self.imported(namespace)
            if types is None or namespace in asked:
                continue
            rest = name.removeprefix(f"{prefix}.") if prefix else name
            if (prefix == "" or rest != name) and rest in types.definitions.items:
                return types.demand(rest)
            # What that file imports without a name stands in it
            found = types._of_import(rest, asked) if prefix == "" or rest != name else None
            if found is not None:
                return found
        return None

    def _own(self, name: str) -> Demand:
        found = self._made.get(name)
        if found is None:
            # A type that contains itself is not looked into a second time
            self._made[name] = ANYTHING
            found = self._made[name] = self._read(self.definitions.items[name], name)
        return found

    def _read(self, source: Source, name: str) -> Demand:
        allowed = self._tests(source, "allowedValues")
        constraint = self._tests(source, "typeConstraint")
        plain = self._plain(source, name)
        if allowed is not None:
            plain = _unrestricted(plain)
        if (source.get("isCollection") or "false").lower() not in ("true", "1"):
            if allowed is None and constraint is None:
                return plain
            return Demand(name, base=plain, allowed=allowed, constraint=constraint)
        item = plain if allowed is None else Demand(name, base=plain, allowed=allowed)
        return Demand(name, items=item, constraint=constraint)

    def _plain(self, source: Source, name: str) -> Demand:
        components = list(source.children("itemComponent"))
        if components:
            parts = (
                (c.get("name") or "", self._read(c, c.get("name") or name)) for c in components
            )
            return Demand(name, components=tuple(parts))
        function = source.child("functionItem")
        if function is not None:
            return self._function(function, name)
        reference = source.text("typeRef") or source.get("typeRef")
        if not reference:
            return Demand(name)
        found = self.demand(reference)
        if found is None:
            source.problem("unknown-type", f"there is no type {reference!r}")
        return found or ANYTHING

    def _function(self, source: Source, name: str) -> Demand:
        parameters = tuple(
            (parameter.get("name") or "", self._referenced(parameter, "typeRef"))
            for parameter in source.children("parameters")
        )
        result = self._referenced(source, "outputTypeRef")
        try:
            kind = function_type([demand for _, demand in parameters], result)
        except TypeTooLarge as error:
            source.problem("type-too-large", str(error))
            return ANYTHING
        return Demand(name, kind, result=result, parameters=parameters)

    def _referenced(self, source: Source, attribute: str) -> Demand:
        reference = source.get(attribute) or source.text(attribute)
        if not reference:
            return ANYTHING
        found = self.demand(reference)
        if found is None:
            source.problem("unknown-type", f"there is no type {reference!r}")
        return found or ANYTHING

    def _tests(self, source: Source, name: str) -> Closure | None:
        below = source.child(name)
        text = "" if below is None else below.text()
        return self.compiling.unary_tests(below, text) if below is not None and text else None


def _unrestricted(demand: Demand) -> Demand:
    """The type without its allowed values: those of a type that is made of it stand instead."""
    if demand.base is None:
        return replace(demand, allowed=None)
    return replace(demand, base=_unrestricted(demand.base), allowed=None)
