"""What boxed expressions share while a model is compiled: names, types, texts of FEEL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from engine.dmn.scopes import Scopes
from engine.dmn.source import Source
from engine.dmn.types import ANY, Demand, TypeTooLarge, structure
from engine.feel.closures import build_repeated
from engine.feel.closures.registry import Bound
from engine.feel.errors import FeelSyntaxError
from engine.feel.evaluation import Closure, Env
from engine.feel.names import Known
from engine.feel.parser import parse, parse_unary_tests
from engine.feel.syntax import Lambda, Node, Restricted, Type, TypeName

#: ``expressionLanguage`` values that mean FEEL, in all versions
_FEEL = ("feel", "/feel", "feel/", "feel/20140401")


def is_feel(language: str | None) -> bool:
    """Whether the attribute ``expressionLanguage`` names FEEL, or nothing."""
    if language is None:
        return True
    return language.strip().lower().endswith(_FEEL)


@dataclass(slots=True)
class Compiling:
    """One model being compiled."""

    #: Names of the model that hold operators or keywords, by where they are seen
    scopes: Scopes
    #: All of them: what a text falls back to that cannot be read with those it sees
    known: Known
    #: Names of the model that hide built-in functions
    bound: Bound
    #: The demand of a ``typeRef``, None where there is no such type
    demand_of: Callable[[str], Demand | None]
    #: Expressions that could not be compiled give null instead of stopping the load
    lenient: bool = False
    #: Language of the file, where an element names none
    language: str | None = None
    #: Every decision table with the element it stands in, for the checks of tables
    tables: list[tuple[Source, Any]] = field(default_factory=list)
    _types: dict[str, Demand | None] = field(default_factory=dict)

    def feel(self, source: Source, text: str) -> Closure | None:
        """The closure of an expression; None, with a problem, where it cannot be compiled."""
        return self._compiled(source, text, parse)

    def unary_tests(self, source: Source, text: str) -> Closure | None:
        """The closure of a cell, which reads the tested value as ``?``."""
        return self._compiled(source, text, parse_unary_tests)

    def tree(
        self, source: Source, text: str, how: Callable[[str, Known], Node] = parse
    ) -> Node | None:
        """The tree of ``text`` with the model's types put in; None where it is no FEEL."""
        language = source.get("expressionLanguage") or self.language
        if not is_feel(language):
            source.problem("unsupported-language", f"the expression language is {language}")
            return None
        try:
            found = self._read(source, text, how)
        except FeelSyntaxError as error:
            source.problem("feel-syntax", f"{text!r}: {error.message}")
            return None
        if "instance" not in text and "function" not in text:
            return found
        try:
            typed_tree: Node = self._with_types(found)
        except TypeTooLarge as error:
            source.problem("type-too-large", str(error))
            return None
        return typed_tree

    def _read(self, source: Source, text: str, how: Callable[[str, Known], Node]) -> Node:
        """The tree with the names of the scope. A text that speaks of what is not required is
        read all the same: its value is null, and that is said when it is decided.
        """
        try:
            return how(text, self.scopes.at(source))
        except FeelSyntaxError:
            return how(text, self.known)

    def _compiled(
        self, source: Source, text: str, how: Callable[[str, Known], Node]
    ) -> Closure | None:
        tree = self.tree(source, text, how)
        return None if tree is None else build_repeated(tree, self.bound)

    def demand(self, source: Source, attribute: str = "typeRef") -> Demand | None:
        """What the element's type demands; None where it names none or Any."""
        name = source.get(attribute)
        if name is None:
            name = source.text(attribute) or None
        if name is None:
            return None
        if name not in self._types:
            self._types[name] = self.demand_of(name)
        found = self._types[name]
        if found is None:
            source.problem("unknown-type", f"there is no type {name!r}")
        return found

    def _with_types(self, tree: Any) -> Any:
        """``tree`` with names of item definitions replaced by their structure.

        A parameter is fitted to its whole type, allowed values too; ``instance of`` knows the
        structure alone.
        """
        if isinstance(tree, TypeName):
            demand = self.demand_of(tree.name)
            return tree if demand is None else structure(demand)
        if isinstance(tree, Lambda):
            parameters = tuple((name, self._parameter(wanted)) for name, wanted in tree.parameters)
            return replace(tree, parameters=parameters, body=self._with_types(tree.body))
        if isinstance(tree, tuple):
            return tuple(self._with_types(item) for item in tree)
        if not is_dataclass(tree) or isinstance(tree, type):
            return tree
        changes = {f.name: self._with_types(getattr(tree, f.name)) for f in fields(tree)}
        return replace(tree, **changes)

    def _parameter(self, wanted: Type | None) -> Type | None:
        demand = self.demand_of(wanted.name) if isinstance(wanted, TypeName) else None
        if demand is None or demand.type != ANY or demand.name == "Any":
            return self._with_types(wanted) if wanted is not None else None
        return Restricted(structure(demand), demand.fit)


def typed(closure: Closure, demand: Demand | None) -> Closure:
    """``closure``, whose value is fitted to ``demand``."""
    if demand is None:
        return closure

    def fitted(env: Env) -> Any:
        return demand.fit(closure(env), env.run)

    return fitted


def nothing(reason: str) -> Closure:
    """Null with a reason: what a broken expression gives where breaking is allowed."""
    return lambda env: env.run.null(reason)
