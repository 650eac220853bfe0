"""The names others import from ``engine.feel``."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.feel import (
    FeelSyntaxError,
    compile,
    evaluate,
    explain,
    expression_or_literal,
    unary_test,
)
from engine.feel.parser import parse
from engine.feel.printer import write


def test_an_expression_is_compiled_once_per_text():
    assert compile("amount > 1000") is compile("amount > 1000")


def test_uses_are_the_names_taken_from_the_scope():
    text = "for x in orders return x * rate + sum([a]) + {b: 1, c: b}.c"
    assert compile(text).uses == {"orders", "rate", "a"}


def test_a_filter_may_use_names_of_the_scope():
    expression = compile("orders[amount > limit]")
    assert (expression.uses, expression.may_use) == ({"orders"}, {"amount", "limit"})


def test_the_scope_is_asked_name_by_name():
    class Scope(dict):
        asked = []

        def __getitem__(self, name):
            self.asked.append(name)
            return super().__getitem__(name)

    assert compile("a > 1 and b").evaluate(Scope(a=2, b=True, c=3)) is True
    assert Scope.asked == ["a", "b"]


def test_a_syntax_error_says_where_and_what_was_expected():
    with pytest.raises(FeelSyntaxError) as caught:
        compile("if a\nthen b")
    assert (caught.value.line, caught.value.column) == (2, 7)
    assert caught.value.expected == "'else'"


def test_a_null_keeps_its_reason():
    found = explain('1 + "a"', {})
    assert found.value is None
    assert [w.message for w in found.warnings] == ["number + string is not defined"]


def test_the_equals_sign_tells_an_expression_from_a_literal():
    assert expression_or_literal("= 1 + 1").evaluate({}) == 2
    assert expression_or_literal("1 + 1").evaluate({}) == "1 + 1"


def test_a_name_with_an_operator_is_found_in_the_scope_of_the_evaluation():
    assert compile("a-b > 1").evaluate({"a-b": 2}) is True
    assert compile("a-b > 1").evaluate({"a": 3, "b": 1}) is True
    assert compile("a - b").evaluate({"a - b": 2, "a": 5, "b": 1}) == 4


def test_now_is_the_instant_that_the_caller_gives():
    now = datetime(2025, 9, 26, 1, tzinfo=UTC)
    assert evaluate("today()", {}, now) == date(2025, 9, 26)
    assert evaluate("now()", {}, now) == now


def test_floats_in_variables_mean_their_shortest_decimal():
    assert evaluate("x + 0.2", {"x": 0.1}) == Decimal("0.3")


@pytest.mark.parametrize(
    ("test", "value", "passes"),
    [("-", 1, True), ("< 5", 3, True), ("[1..3)", 3, False), ("not(1, 2)", 3, True)],
)
def test_unary_tests(test, value, passes):
    assert unary_test(test, value, {}) is passes


def test_half_a_code_point_in_a_literal_prints_as_it_reads():
    tree = parse('"a\uda28b"')
    assert parse(write(tree)) == tree
