"""Types that an expression's text tells. DMN 1.5, 10.3.2.9, type(e)."""

from contextlib import suppress

import pytest
from hypothesis import given

from engine.feel import FeelLimit
from engine.feel.expression import Expression
from engine.feel.hints import hint
from engine.feel.parser import parse, parse_type
from engine.feel.typing import conforms, write_type
from tests.properties.counts import COUNTS
from tests.properties.feel_trees import TREES

TYPES = {
    "n": parse_type("number"),
    "s": parse_type("string"),
    "p": parse_type("context<name: string, age: number>"),
    "ps": parse_type("list<context<name: string, age: number>>"),
    "f": parse_type("function<number>->string"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "number"),
        ('"a"', "string"),
        ("true", "boolean"),
        ("null", "Null"),
        ('@"2025-01-01"', "date"),
        ("n + 1", "number"),
        ('s + "a"', "string"),
        ("n + s", "Any"),
        ("-n", "number"),
        ("n > 1 and x", "boolean"),
        ("n in [1..2]", "boolean"),
        ("some i in [1] satisfies i", "boolean"),
        ("p.age", "number"),
        ("p.other", "Any"),
        ("ps.name", "list<string>"),
        ("ps[age > 3]", "list<context<name: string, age: number>>"),
        ("ps[1].name", "string"),
        ("[1, null, 2]", "list<number>"),
        ('[1, "a"]', "list<Any>"),
        ("if n > 1 then 1 else null", "number"),
        ('if n > 1 then 1 else "a"', "Any"),
        ("for i in 1..3 return i * 2", "list<number>"),
        ("{a: 1, b: a + 1}", "context<a: number, b: number>"),
        ("{a: 1}.a", "number"),
        ("function(x: number) x + 1", "function<number>->number"),
        ("(function(x: number) x + 1)(1)", "number"),
        ("f(1)", "string"),
        ("string length(s)", "number"),
        ("upper case(s)", "string"),
        ("contains(s, s)", "boolean"),
        ("split(s, s)", "list<Any>"),
        ("[1..2]", "range<number>"),
        ("unknown", "Any"),
    ],
)
def test_hints(text, expected):
    assert write_type(hint(parse(text), TYPES)) == expected


@COUNTS
@given(TREES)
def test_a_value_is_always_of_the_hinted_type(tree):
    with suppress(FeelLimit):
        assert conforms(Expression("", tree).evaluate({}), hint(tree, {}))
