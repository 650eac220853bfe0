"""Boxed expressions. DMN 1.5, 7.3 and 10.2.1."""

from decimal import Decimal

import pytest

from engine.dmn import load
from tests.engine.dmn.models import (
    boxed,
    context,
    decision,
    definitions,
    function,
    invocation,
    knowledge,
    listed,
    literal,
    relation,
    table,
)

SCOPE = {"x": Decimal(5), "xs": [Decimal(1), Decimal(2), Decimal(3)], "nothing": None}
L = literal
GRADE = table(["n"], ["g"], [["> 3", '"high"'], ["<= 3", '"low"']])


def value(logic: str, type_ref: str = "", *elements: str):
    model = load(definitions(decision("d", logic, type_ref=type_ref), *elements))
    return model.decide("d", SCOPE)


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (L("x + 1"), 6),
        (L("x + 1", "number"), 6),
        (L("x + 1", "string"), None),
        (L("[x]", "number"), 5),
        (L("x", "Any"), 5),
        (context(a=L("1"), b=L("a + x")), {"a": 1, "b": 6}),
        (context(a=L("1"), result=L("a + x")), 6),
        (context(), {}),
        (context(a_b=L("2"), c=L("a b * 2")), {"a b": 2, "c": 4}),
        (context(a=context(b=L("1")), c=L("a.b")), {"a": {"b": 1}, "c": 1}),
        (context(x=L("1"), y=L("x")), {"x": 1, "y": 1}),
        (relation(["a", "b"], ["1", "x"], ["3", "a"]), [{"a": 1, "b": 5}, {"a": 3, "b": None}]),
        (relation(["a"]), []),
        (listed("1", "x", '"c"'), [1, 5, "c"]),
        (listed(), []),
        (boxed("conditional", if_=L("x > 3"), then=L("1"), else_=L("2")), 1),
        (boxed("conditional", if_=L("x > 9"), then=L("1"), else_=L("2")), 2),
        (boxed("conditional", if_=L("null"), then=L("1"), else_=L("2")), 2),
        (boxed("conditional", if_=L('"true"'), then=L("1"), else_=L("2")), 2),
        (boxed("filter", in_=L("xs"), match=L("item > 1")), [2, 3]),
        (boxed("filter", in_=L("xs"), match=L("2")), 2),
        (boxed("filter", in_=L("x"), match=L("item = 5")), [5]),
        (boxed("filter", in_=L("nothing"), match=L("item = 5")), None),
        (boxed("filter", in_=L("[{a: 1}, {a: 2}]"), match=L("a = 2")), [{"a": 2}]),
        (boxed("for", "i", in_=L("xs"), return_=L("i * x")), [5, 10, 15]),
        (boxed("for", "i", in_=L("[1..3]"), return_=L("i")), [1, 2, 3]),
        (boxed("for", "i", in_=L("xs"), return_=L("count(partial)")), [0, 1, 2]),
        (boxed("for", "i", in_=L("nothing"), return_=L("i")), None),
        (boxed("for", "i", in_=L("x"), return_=L("i")), [5]),
        (boxed("for", "i", in_=L("xs"), return_=boxed("for", "j", in_=L("[i]"), return_=L("j"))),
         [[1], [2], [3]]),
        (boxed("some", "i", in_=L("xs"), satisfies=L("i > 2")), True),
        (boxed("some", "i", in_=L("xs"), satisfies=L("i > 3")), False),
        (boxed("some", "i", in_=L("[]"), satisfies=L("true")), False),
        (boxed("some", "i", in_=L("[1, null]"), satisfies=L("i > 5")), None),
        (boxed("every", "i", in_=L("xs"), satisfies=L("i > 0")), True),
        (boxed("every", "i", in_=L("xs"), satisfies=L("i > 1")), False),
        (boxed("every", "i", in_=L("[]"), satisfies=L("false")), True),
        (boxed("every", "i", in_=L("[1, null]"), satisfies=L("i > 0")), None),
        (boxed("every", "i", in_=L("nothing"), satisfies=L("true")), None),
        (context(f=function("a, b:number", L("a + b")), result=L("f(1, 2)")), 3),
        (context(f=function("a:number", L("a")), result=L('f("x")')), None),
        (context(f=function("a", L("a + x")), result=L("f(a: 1)")), 6),
        (context(f=function("n", GRADE), result=L("f(x)")), "high"),
        (context(f=function("a", L("a")), result=L("f(1, 2)")), None),
        (context(f=function("a", L("a")), result=invocation("f", a=L("x"))), 5),
        (context(f=function("a b", L("a b")), result=invocation("f", a_b=L("x"))), 5),
        (context(f=function("a", L("a")), result=invocation("f", b=L("x"))), None),
        (invocation("nothing", a=L("x")), None),
        (context(g=GRADE.replace(">n<", ">x<"), result=L('g + "!"')), "high!"),
    ],
)  # fmt: skip
def test_dmn_7_3_boxed_expressions(logic, expected):
    assert value(logic.replace("<in_>", "<in>")) == expected


@pytest.mark.parametrize(
    ("type_ref", "text", "expected"),
    [
        ("number", "1", 1),
        ("number", '"1"', None),
        ("string", '"1"', "1"),
        ("boolean", "true", True),
        ("boolean", "1", None),
        ("Any", "1", 1),
        ("number", "[1]", 1),
        ("number", "[1, 2]", None),
        ("list", "1", [1]),
        ("feel:number", "1", 1),
        ("context", "{a: 1}", {"a": 1}),
        ("context", "1", None),
        ("days and time duration", 'duration("P1Y")', None),
        ("date and time", '"2025-01-01"', None),
        ("number", "null", None),
    ],
)
def test_dmn_10_3_2_9_4_the_type_of_a_decision_converts_or_makes_null(type_ref, text, expected):
    assert value(L(text), type_ref) == expected


def test_dmn_10_3_2_9_4_a_date_becomes_a_date_and_time():
    found = value(L('date("2025-01-01")'), "date and time")
    assert found.isoformat() == "2025-01-01T00:00:00+00:00"


def test_dmn_7_3_an_invocation_calls_a_knowledge_model():
    model = definitions(
        knowledge("grade", "n:number", GRADE),
        decision("d", invocation("grade", n=L("x")), "knowledge:grade"),
    )
    assert load(model).decide("d", SCOPE) == "high"
