"""FEEL text to its tree, by operator precedence. Source: DMN 1.5, 10.3.1.2, rules 1-60.

One pass, no going back except over the closing part of ``not(…)`` in a unary test, so the time is
linear in the text.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from engine.feel.cursor import Cursor
from engine.feel.errors import FeelSyntaxError
from engine.feel.forms import Forms
from engine.feel.names import BUILT_IN, OPENERS, Known
from engine.feel.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Bound,
    Call,
    Compare,
    Filter,
    In,
    InstanceOf,
    Interval,
    ListOf,
    Literal,
    Logic,
    Name,
    Negate,
    Node,
    Path,
    Type,
    UnaryTests,
    depth_exceeds,
)
from engine.feel.type_syntax import read_type

MAX_DEPTH = 100

OR, AND, COMPARE, ADD, MULTIPLY, POWER, NEGATE, INSTANCE, POSTFIX = range(10, 100, 10)
_POWERS = {
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), COMPARE),
    **dict.fromkeys("+-", ADD),
    **dict.fromkeys("*/", MULTIPLY),
    "**": POWER,
    **dict.fromkeys(".[(", POSTFIX),
}
_WORD_POWERS = {"or": OR, "and": AND, "between": COMPARE, "in": COMPARE, "instance": INSTANCE}
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_HALVES = _COMPARISONS - {"=", "!="}
#: After these an expression can begin; a ``[`` before anything else closes an interval
_NOT_AFTER_FILTER = frozenset(
    {")", "]", ",", "}", "..", ":", ".", "=", "!=", "*", "/", "**", "+", "->"}
)


def parse(text: str, names: Known = BUILT_IN) -> Node:
    """The tree of an expression. Raises ``FeelSyntaxError``."""
    parser = Parser(text, names)
    return parser.whole(parser.expression())


def parse_unary_tests(text: str, names: Known = BUILT_IN) -> UnaryTests:
    """The tree of a decision table's input entry. Raises ``FeelSyntaxError``."""
    parser = Parser(text, names)
    tests = parser.unary_tests()
    parser.whole(tests)
    return tests


def parse_type(text: str, names: Known = BUILT_IN) -> Type:
    """The type written in ``text``. Raises ``FeelSyntaxError``."""
    cursor = Cursor(text, names)
    found = read_type(cursor)
    if cursor.token.kind != "end":
        raise cursor.error("the end")
    return found


class Parser(Forms):
    """One method per form of expression."""

    __slots__ = ()

    def whole(self, tree: Node) -> Node:
        if self.token.kind != "end":
            raise self.error("an operator or the end")
        if depth_exceeds(tree, MAX_DEPTH):
            message = f"the expression is deeper than {MAX_DEPTH} levels"
            raise FeelSyntaxError(message, self.text, 0)
        return tree

    def expression(self, power: int = 0, *, endpoint: bool = False) -> Node:
        """The expression at the cursor that binds more tightly than ``power``."""
        self.deeper()
        left = self.operand(power)
        while True:
            token = self.token
            if token.kind == "op":
                next_power = _POWERS.get(token.text, 0)
                if endpoint and token.text == "[" and self.closes_interval():
                    break
            elif token.kind == "word":
                next_power = _WORD_POWERS.get(token.text, 0)
            else:
                break
            if next_power <= power:
                break
            left = self.operation(left, token.text, next_power)
        self.depth -= 1
        return left

    def number(self) -> Decimal:
        """The number at hand. An exponent of twenty digits is beyond what Python can read."""
        token = self.take()
        try:
            return Decimal(token.text)
        except InvalidOperation as error:
            raise FeelSyntaxError("the number is out of range", self.text, token.start) from error

    def operand(self, power: int) -> Node:
        token = self.token
        if token.kind == "word":
            return self.worded()
        if token.kind == "number":
            return Literal(token.start, self.number())
        if token.kind == "text":
            return Literal(self.take().start, token.text)
        if token.kind == "at":
            return AtLiteral(self.take().start, token.text)
        if token.text == "-" and token.kind == "op":
            return self.negation()
        if token.text in _COMPARISONS and power < COMPARE:
            self.take()
            return Bound(token.start, token.text, self.expression(COMPARE))
        form = _BRACKETS.get(token.text)
        if form is None or token.kind != "op":
            raise self.error("an expression")
        return form(self)

    def negation(self) -> Node:
        at = self.take().start
        if self.token.kind == "number":
            return Literal(at, -self.number())
        return Negate(at, self.expression(NEGATE))

    def worded(self) -> Node:
        at, text = self.token.start, self.token.text
        name = self.known_name()
        if name is not None:
            return Name(at, name)
        form = _FORMS.get(text)
        if form is not None and not (text == "function" and self.peek().text != "("):
            return form(self)
        if (text in OPENERS and text in _WORD_POWERS) or text in ("then", "else", "return"):
            raise self.error("an expression")
        return Name(at, self.name())

    def literal(self) -> Node:
        token = self.take()
        return Literal(token.start, {"true": True, "false": False, "null": None}[token.text])

    # --- after an operand

    def operation(self, left: Node, symbol: str, power: int) -> Node:
        if power == POSTFIX:
            return _POSTFIX[symbol](self, left)
        if power in (ADD, MULTIPLY, POWER):
            return self.chain(left, power)
        if power in (OR, AND):
            return self.logic(left, symbol, power)
        if symbol in _COMPARISONS:
            end = self.take().end
            return Compare(left.at, symbol, left, self.compared(symbol, end))
        return {"between": self.between, "in": self.in_tests, "instance": self.instance}[symbol](
            left
        )

    def compared(self, symbol: str, end: int) -> Node:
        """The right side: after ``=`` and a space also a range, ``r = >= 2``, but no ``r => 2``."""
        token = self.token
        a_range = token.kind == "op" and token.text in _HALVES and token.start > end
        if a_range and symbol in ("=", "!="):
            return self.test(COMPARE)
        return self.expression(COMPARE)

    def chain(self, first: Node, power: int) -> Node:
        rest: list[tuple[str, Node]] = []
        while self.token.kind == "op" and _POWERS.get(self.token.text) == power:
            symbol = self.take().text
            rest.append((symbol, self.expression(power)))
        return Arithmetic(first.at, first, tuple(rest))

    def logic(self, first: Node, word: str, power: int) -> Node:
        operands = [first]
        while self.at_word(word):
            self.take()
            operands.append(self.expression(power))
        return Logic(first.at, word, tuple(operands))

    def between(self, value: Node) -> Node:
        self.expect_word("between")
        low = self.expression(COMPARE)
        self.expect_word("and")
        return Between(value.at, value, low, self.expression(COMPARE))

    def in_tests(self, value: Node) -> Node:
        self.expect_word("in")
        if not self.at_op("("):
            return In(value.at, value, (self.test(COMPARE),))
        at = self.take().start
        tests = [self.test(0)]
        if self.at_op(".."):
            interval = self.rest_of_interval(at, tests[0], False)
            return In(value.at, value, (self.tail(interval, COMPARE),))
        while self.took_op(","):
            tests.append(self.test(0))
        self.expect_op(")")
        if len(tests) == 1 and not isinstance(tests[0], Bound):
            tests[0] = self.tail(tests[0], COMPARE)
        return In(value.at, value, tuple(tests))

    def tail(self, left: Node, power: int) -> Node:
        """``left``, which stood in parentheses, with the operators that follow it."""
        while True:
            words = _POWERS if self.token.kind == "op" else _WORD_POWERS
            next_power = words.get(self.token.text, 0) if self.token.kind in ("op", "word") else 0
            if next_power <= power:
                return left
            left = self.operation(left, self.token.text, next_power)

    def test(self, power: int) -> Node:
        """A positive unary test: a comparison without left side, or any expression."""
        if self.token.kind == "op" and self.token.text in _COMPARISONS:
            token = self.take()
            return Bound(token.start, token.text, self.expression(COMPARE))
        return self.expression(power)

    def instance(self, value: Node) -> Node:
        self.expect_word("instance")
        self.expect_word("of")
        return InstanceOf(value.at, value, read_type(self))

    def path(self, base: Node) -> Node:
        at = self.expect_op(".").start
        if self.token.kind != "word":
            raise self.error("a name")
        return Path(at, base, self.name())

    def filter(self, base: Node) -> Node:
        at = self.expect_op("[").start
        test = self.expression()
        self.expect_op("]")
        return Filter(at, base, test)

    def call(self, function: Node) -> Node:
        at = self.expect_op("(").start
        arguments: list[Node] = []
        names: list[str] = []
        while not self.took_op(")"):
            if arguments:
                self.expect_op(",")
            name = self.declared(":")
            if (name is None) != (not names) and arguments:
                raise self.error("all arguments with names, or none")
            if name is not None:
                self.expect_op(":")
                names.append(name)
            arguments.append(self.expression())
        return Call(at, function, tuple(arguments), tuple(names) if names else None)

    # --- in brackets

    def parenthesis(self) -> Node:
        at = self.expect_op("(").start
        inner = self.expression()
        if self.at_op(".."):
            return self.rest_of_interval(at, inner, False)
        self.expect_op(")")
        return inner

    def open_interval(self) -> Node:
        at = self.expect_op("]").start
        low = self.expression(COMPARE)
        return self.rest_of_interval(at, low, False)

    def list_or_interval(self) -> Node:
        at = self.expect_op("[").start
        items: list[Node] = []
        while not self.took_op("]"):
            if items:
                self.expect_op(",")
            items.append(self.expression())
            if len(items) == 1 and self.at_op(".."):
                return self.rest_of_interval(at, items[0], True)
        return ListOf(at, tuple(items))

    def rest_of_interval(self, at: int, low: Node, low_closed: bool) -> Node:
        self.expect_op("..")
        high = self.expression(COMPARE, endpoint=True)
        if self.token.kind != "op" or self.token.text not in ("]", ")", "["):
            raise self.error("']', ')' or '['")
        return Interval(at, low, high, low_closed, self.take().text == "]")

    def closes_interval(self) -> bool:
        """Whether the ``[`` after an endpoint ends the interval, as in ``[1..5[``."""
        after = self.peek()
        if after.kind == "word":
            return after.text in ("and", "or", "then", "else", "return", "satisfies", "in")
        return after.kind == "end" or (after.kind == "op" and after.text in _NOT_AFTER_FILTER)

    # --- cells

    def unary_tests(self) -> UnaryTests:
        at = self.token.start
        if self.at_op("-") and self.peek().kind == "end":
            self.take()
            return UnaryTests(at, ())
        if self.at_word("not") and self.peek().text == "(":
            negated = self.negated_tests(at)
            if negated is not None:
                return negated
        return UnaryTests(at, self.tests())

    def negated_tests(self, at: int) -> UnaryTests | None:
        start = self.index
        self.jump(start + 2)
        tests = self.tests()
        self.expect_op(")")
        if self.token.kind == "end":
            return UnaryTests(at, tests, negated=True)
        self.jump(start)
        return None

    def tests(self) -> tuple[Node, ...]:
        found = [self.test(0)]
        while self.took_op(","):
            found.append(self.test(0))
        return tuple(found)


_FORMS = {
    "true": Parser.literal,
    "false": Parser.literal,
    "null": Parser.literal,
    "if": Parser.conditional,
    "for": Parser.loop,
    "some": Parser.quantified,
    "every": Parser.quantified,
    "function": Parser.function,
}
_BRACKETS = {
    "(": Parser.parenthesis,
    "[": Parser.list_or_interval,
    "]": Parser.open_interval,
    "{": Parser.context,
}
_POSTFIX = {".": Parser.path, "[": Parser.filter, "(": Parser.call}
