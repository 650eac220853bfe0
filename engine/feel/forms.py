"""Forms of expression that declare names: contexts, loops, quantifiers, functions; and ``if``.

Source: DMN 1.5, 10.3.1.2, rules 44-46 and 55-59.
"""

from __future__ import annotations

from abc import abstractmethod

from engine.feel.cursor import Cursor
from engine.feel.syntax import ContextOf, For, If, Lambda, Node, Quantified, Span, Type
from engine.feel.type_syntax import read_type


class Forms(Cursor):
    """One method per form. Names that it declares are known until it ends."""

    __slots__ = ()

    @abstractmethod
    def expression(self, power: int = 0, *, endpoint: bool = False) -> Node:
        """The expression at the cursor that binds more tightly than ``power``."""

    def context(self) -> Node:
        at = self.expect_op("{").start
        outer = self.enter()
        entries: list[tuple[str, Node]] = []
        while not self.took_op("}"):
            if entries:
                self.expect_op(",")
            key = self.take().text if self.token.kind == "text" else self.declared(":")
            if key is None:
                raise self.error("the name of an entry and ':'")
            self.expect_op(":")
            entries.append((key, self.expression()))
            self.learn(key)
        self.leave(outer)
        return ContextOf(at, tuple(entries))

    def conditional(self) -> Node:
        at = self.expect_word("if").start
        condition = self.expression()
        self.expect_word("then")
        then = self.expression()
        self.expect_word("else")
        return If(at, condition, then, self.expression())

    def loop(self) -> Node:
        at = self.expect_word("for").start
        outer = self.enter()
        iterators = self.iterators()
        self.expect_word("return")
        body = self.expression()
        self.leave(outer)
        return For(at, iterators, body)

    def quantified(self) -> Node:
        token = self.take()
        outer = self.enter()
        iterators = self.iterators()
        self.expect_word("satisfies")
        body = self.expression()
        self.leave(outer)
        return Quantified(token.start, token.text, iterators, body)

    def iterators(self) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        while not found or self.took_op(","):
            name = self.declared("in")
            if name is None:
                raise self.error("a name and 'in'")
            self.expect_word("in")
            found.append((name, self.domain()))
            self.learn(name)
        return tuple(found)

    def domain(self) -> Node:
        first = self.expression()
        if not self.at_op(".."):
            return first
        at = self.take().start
        return Span(at, first, self.expression())

    def function(self) -> Node:
        at = self.expect_word("function").start
        self.expect_op("(")
        parameters: list[tuple[str, Type | None]] = []
        while not self.took_op(")"):
            if parameters:
                self.expect_op(",")
            name = self.declared(":", ",", ")")
            if name is None:
                raise self.error("the name of a parameter")
            parameters.append((name, read_type(self) if self.took_op(":") else None))
        external = self.at_word("external")
        if external:
            self.take()
        outer = self.enter()
        for name, _ in parameters:
            self.learn(name)
        body = self.expression()
        self.leave(outer)
        return Lambda(at, tuple(parameters), body, external)
