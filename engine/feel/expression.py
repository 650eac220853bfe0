"""Compiled expressions, kept by their text, and the ways to evaluate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from engine.feel.analysis import uses
from engine.feel.closures import build
from engine.feel.errors import FeelLimit, FeelSyntaxError
from engine.feel.evaluation import Closure, Env, Evaluation, Run, bounded
from engine.feel.functions import BUILT_IN as FUNCTIONS
from engine.feel.kept import Kept
from engine.feel.names import BUILT_IN, Known, known, special, tight
from engine.feel.parser import parse, parse_unary_tests
from engine.feel.syntax import Literal, Node, Type


class Expression:
    """A compiled expression. Immutable, and shared by threads."""

    __slots__ = ("_closure", "_tight", "may_use", "text", "tree", "uses")

    def __init__(
        self,
        text: str,
        tree: Node,
        bound: frozenset[str] = frozenset(),
        tight_names: tuple[str, ...] = (),
    ) -> None:
        self.text, self.tree, self._tight = text, tree, tight_names
        self._closure: Closure = build(tree, bound)
        #: Names that it takes from the scope, and names that it takes if no filtered item has them
        self.uses, self.may_use = uses(tree)

    def evaluate(self, scope: Mapping[str, Any], now: datetime | None = None) -> Any:
        """The value. ``scope`` is asked name by name; ``now`` is what ``now()`` says.

        Raises ``FeelLimit`` only.
        """
        if self._tight and (names := [name for name in self._tight if name in scope]):
            # a-b is one name here, as in few scopes: the other reading is compiled once
            return compile(self.text, names).evaluate(scope, now)
        try:
            value = self._closure(Run(scope, now))
        except RecursionError as error:
            raise FeelLimit("depth", "the interpreter's stack") from error
        return bounded(value) if isinstance(value, (list, dict)) else value

    def explain(self, scope: Mapping[str, Any], now: datetime | None = None) -> Evaluation:
        """The value together with the reasons for the nulls met on the way."""
        if self._tight and (names := [name for name in self._tight if name in scope]):
            return compile(self.text, names).explain(scope, now)
        run = Run(scope, now)
        return self._finish(run, run)

    def _finish(self, env: Env, run: Run) -> Evaluation:
        try:
            value = self._closure(env)
        except RecursionError as error:
            raise FeelLimit("depth", "the interpreter's stack") from error
        if isinstance(value, (list, dict)):
            bounded(value)
        return Evaluation(value, tuple(run.reasons or ()))

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


class UnaryTest(Expression):
    """A compiled cell of a decision table: does a value pass?"""

    __slots__ = ()

    def passes(
        self, value: Any, scope: Mapping[str, Any], now: datetime | None = None
    ) -> bool | None:
        """Whether ``value``, which the cell may call ``?``, passes; null where that is unknown."""
        found = self.explain_value(value, scope, now).value
        return found if isinstance(found, bool) else None

    def explain_value(
        self, value: Any, scope: Mapping[str, Any], now: datetime | None = None
    ) -> Evaluation:
        run = Run(scope, now)
        return self._finish(Env({"?": value}, run, run), run)


E = TypeVar("E", bound=Expression)
#: Characters of compiled texts that are kept together, and of one
KEPT, MAX_KEPT = 50_000, 2_000
_NONE: frozenset[str] = frozenset()


def compile(text: str, names: Iterable[str] = ()) -> Expression:
    """The expression, compiled once per text and names.

    ``names`` are those of the scope that hold operators or keywords (``profit-and-loss``); all
    others may be left out. Raises ``FeelSyntaxError``.
    """
    return _EXPRESSIONS(text, _peculiar(names))


def compile_unary_tests(text: str, names: Iterable[str] = ()) -> UnaryTest:
    """The cell of a decision table, compiled once per text and names."""
    return _CELLS(text, _peculiar(names))


def _peculiar(names: Iterable[str]) -> frozenset[str]:
    found = [n for n in names if n in FUNCTIONS or special(n) is not None]
    return frozenset(found) if found else _NONE


def _compiled(text: str, names: frozenset[str]) -> Expression:
    maybe = () if names else tight(text)
    return _guarded(lambda: Expression(text, parse(text, _known(names)), names, maybe), text)


def _compiled_tests(text: str, names: frozenset[str]) -> UnaryTest:
    return _guarded(lambda: UnaryTest(text, parse_unary_tests(text, _known(names)), names), text)


_EXPRESSIONS = Kept(_compiled, KEPT, MAX_KEPT)
_CELLS = Kept(_compiled_tests, KEPT, MAX_KEPT)


def _known(names: frozenset[str]) -> Known:
    return known(names, BUILT_IN) if names else BUILT_IN


def _guarded(make: Callable[[], E], text: str) -> E:
    try:
        return make()
    except RecursionError as error:
        raise FeelSyntaxError("the expression is nested too deeply", text, 0) from error


def expression_or_literal(text: str, names: Iterable[str] = ()) -> Expression:
    """The expression after ``=``, else the text itself as a value: the zeebe convention."""
    if text.startswith("="):
        return compile(text[1:], names)
    return Expression(text, Literal(0, text))


def format(text: str, names: Iterable[str] = ()) -> str:
    """``text`` in its plain form: single spaces, no superfluous parentheses."""
    # Not at the top: processes run expressions and print none
    from engine.feel.printer import write

    return write(parse(text, _known(_peculiar(names))))


def hint(expression: Expression, types: Mapping[str, Type] | None = None) -> str:
    """The type of its value as far as the text tells, e.g. ``list<number>``; else ``Any``.

    ``types``: of names in the scope, made with ``parse_type``.
    """
    # Not at the top: for the designer and checks only
    from engine.feel.hints import hint as infer
    from engine.feel.typing import write_type

    return write_type(infer(expression.tree, types or {}))


def evaluate(text: str, variables: Mapping[str, Any], now: datetime | None = None) -> Any:
    """The value of ``text``. Names of ``variables``, also nested, are told from operators."""
    return compile(text, names_in(variables)).evaluate(variables, now)


def explain(text: str, variables: Mapping[str, Any], now: datetime | None = None) -> Evaluation:
    """The value of ``text`` and the reasons for nulls."""
    return compile(text, names_in(variables)).explain(variables, now)


def unary_test(
    text: str, value: Any, variables: Mapping[str, Any], now: datetime | None = None
) -> bool | None:
    """Whether ``value`` passes the cell ``text``."""
    names = [*names_in(variables), *(names_in(value) if isinstance(value, Mapping) else ())]
    return compile_unary_tests(text, names).passes(value, variables, now)


def names_in(variables: Any, depth: int = 4) -> list[str]:
    """The names of ``variables`` and of the contexts in them, at most a few thousand."""
    found: list[str] = []
    level = [variables]
    for _ in range(depth):
        below: list[Any] = []
        for value in level:
            if isinstance(value, Mapping):
                found.extend(key for key in value if isinstance(key, str))
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value[:20])
        level = [v for v in below[:1000] if isinstance(v, Mapping | list)]
    return found
