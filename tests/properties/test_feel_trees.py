"""FEEL as a whole: what holds for every text and every tree."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.feel import FeelLimit, FeelSyntaxError, compile, compile_unary_tests
from engine.feel.expression import Expression
from engine.feel.parser import parse
from engine.feel.printer import write
from tests.properties.counts import COUNTS
from tests.properties.feel_trees import TREES

VALUES = {
    "a": Decimal(3),
    "b": [Decimal(1), None, "x"],
    "总额": 200,
    "monthly salary": Decimal("1.5"),
    "driver's license": {"a": True, "year": date(2025, 1, 1)},
    "x1": datetime(2025, 1, 1, tzinfo=UTC),
    "item": timedelta(days=1),
    "f": None,
}
#: Pieces of which random texts are more likely to be FEEL than letters
PIECES = st.sampled_from(
    [
        *("a", "b", "1", "2.5", '"x"', '@"P1D"', "总额", "?", "true", "null", "item"),
        *("(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "@", "//", "/*", "\n"),
        *("+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "not", "in", "between"),
        *("instance", "of", "if", "then", "else", "for", "return", "some", "every", "satisfies"),
        *("function", "external", "list", "context", "date and time", "partial", "number"),
    ]
)


@COUNTS
@given(TREES)
def test_a_printed_tree_parses_to_itself(tree):
    assert parse(write(tree)) == tree


@COUNTS
@given(TREES)
def test_every_tree_evaluates_to_a_value_or_exceeds_a_limit(tree):
    with suppress(FeelLimit):
        Expression("", tree).explain(VALUES)


@COUNTS
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=15).map(" ".join)))
def test_every_text_is_feel_or_says_where_it_is_not(text):
    for how in (compile, compile_unary_tests):
        error = _refusal(how, text)
        assert error is None or (error.line >= 1 and error.column >= 1)


@COUNTS
@given(st.lists(PIECES, max_size=15).map(" ".join))
def test_every_text_that_is_feel_evaluates(text):
    if _refusal(compile, text) is None:
        with suppress(FeelLimit):
            compile(text).explain(VALUES)


@COUNTS
@given(st.text(alphabet='([{-<a+1.,:}]) "', max_size=300), st.integers(1, 400))
def test_nesting_is_bounded_not_crashed(text, times):
    with suppress(FeelSyntaxError):
        compile(text * times)


def _refusal(how, text):
    try:
        how(text)
    except FeelSyntaxError as error:
        return error
    return None
