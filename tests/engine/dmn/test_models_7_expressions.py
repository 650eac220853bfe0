"""Whole models of boxed expressions. DMN 1.5, 7.3 and 10.2.1."""

from __future__ import annotations

import pytest

from tests.engine.dmn.cases import Case, case, check, one, text
from tests.engine.dmn.models import (
    boxed,
    component,
    context,
    decision,
    definitions,
    function,
    input_data,
    invocation,
    item,
    knowledge,
    listed,
    literal,
    relation,
    table,
)

L = literal
GRADE = table(["n"], ["g"], [[">= 60", '"pass"'], ["< 60", '"fail"']])


def either(condition: str, yes: str, no: str) -> str:
    return boxed("conditional", **{"if": L(condition), "then": L(yes), "else": L(no)})


def each(source: str, result: str) -> str:
    return boxed("for", "i", **{"in": L(source), "return": result})


def asked(tag: str, source: str, claim: str) -> str:
    return boxed(tag, "i", **{"in": L(source), "satisfies": L(claim)})


def kept(source: str, match: str) -> str:
    return boxed("filter", **{"in": L(source), "match": L(match)})


LITERALS = [
    case("a number", text("x", "x * 2"), "d | x: 0.1 | 0.2"),
    case("a word", text("x", 'x + "!"'), 'd | x: "a" | "a!"', "d | x: 1 | null!"),
    case("several lines", text("x", "if x > 1\n  then x\n  else 0"), "d | x: 2 | 2",
         "d | x: 1 | 0"),
    case("a remark", text("x", "/* twice */ x * 2 // end"), "d | x: 3 | 6"),
    case("names with spaces", text("net price", "net price * 1.13"), "d | net price: 100 | 113"),
    case("names with signs", text("a-b, a, b", "a-b"), "d | a-b: 7, a: 5, b: 1 | 7"),
    case("names in Chinese", text("申请金额", "申请金额 / 2"), "d | 申请金额: 10 | 5"),
    case("names with keywords", text("date of birth", "date of birth + 1"),
         "d | date of birth: 1 | 2"),
    case("a path into an input", text("p", "p.address.city"), 'd | p: {address: {city: "Q"}} | "Q"',
         "d | p: {address: {}} | null!"),
    case("a path over a list", text("ps", "ps.age"), "d | ps: [{age: 1}, {age: 2}] | [1, 2]"),
    case("a filter over a list", text("ps", "ps[age > 1].age"),
         "d | ps: [{age: 1}, {age: 2}] | [2]"),
    case("sorting", text("ps", "sort(ps, function(a, b) a.n < b.n).n"),
         "d | ps: [{n: 3}, {n: 1}] | [1, 3]"),
    case("dates", text("from, to", "(to - from).days"),
         'd | from: @"2025-01-01", to: @"2025-02-01" | 31'),
    case("a duration added to a date", text("from", 'from + @"P1M"'),
         'd | from: @"2025-01-31" | @"2025-02-28"'),
    case("null for what fails", text("x", "x / 0"), "d | x: 1 | null!"),
    case("a function as value of an expression", text("x", "(function(n) n * 2)(x)"),
         "d | x: 4 | 8"),
    case("instance of", text("x", "x instance of number"), "d | x: 4 | true", 'd | x: "4" | false'),
    case("a quoted moment", text("x", '@"2025-01-01T00:00:00Z" < x'),
         'd | x: @"2025-01-01T00:00:01Z" | true'),
]  # fmt: skip

BOXES = [
    case("a context of two entries", one("x", context(a=L("x"), b=L("a + 1"))),
         "d | x: 1 | {a: 1, b: 2}"),
    case("an entry hides an input", one("x", context(x=L("x + 1"), y=L("x"))),
         "d | x: 1 | {x: 2, y: 2}"),
    case("a later entry is unknown to an earlier", one("", context(a=L("b"), b=L("1"))),
         "d |  | {a: null, b: 1}"),
    case("a context with a result", one("x", context(a=L("x * 2"), b=L("a * 2"), result=L("b"))),
         "d | x: 1 | 4"),
    case("contexts in contexts", one("x", context(
        a=context(b=context(c=L("x"))), d=L("a.b.c + 1"), result=L("d"))), "d | x: 1 | 2"),
    case("an inner context sees the outer", one("x", context(a=L("x"), b=context(c=L("a + x")))),
         "d | x: 1 | {a: 1, b: {c: 2}}"),
    case("the result of an inner context", one("x", context(a=context(b=L("x"), result=L("b + 1")),
         c=L("a"))),
         "d | x: 1 | {a: 2, c: 2}"),
    case("an entry with a type", one("x", context(a=L("x", "number"), b=L('"z"', "number"))),
         'd | x: 1 | {a: 1, b: null}'),
    case("a table in a context", one("n", context(grade=GRADE, result=L('grade + "ed"'))),
         'd | n: 60 | "passed"'),
    case("a list", one("x", listed("x", "x + 1", "null")), "d | x: 1 | [1, 2, null]"),
    case("an empty list", one("", listed()), "d |  | []"),
    case("lists in lists", one("x", f"<list>{listed('x')}{listed('2', '3')}</list>"),
         "d | x: 1 | [[1], [2, 3]]"),
    case("a list with a type", one("x", listed("x", '"a"'), type_ref="tNums").replace(
        b"<decision ", item("tNums", "number", collection=True).encode() + b"<decision ", 1),
         "d | x: 1 | null!"),
    case("a relation", one("x", relation(["a", "b"], ["x", "1"], ["x + 1", "2"])),
         "d | x: 1 | [{a: 1, b: 1}, {a: 2, b: 2}]"),
    case("a relation that is asked", definitions(
        input_data("x"), decision("r", relation(["k", "v"], ['"a"', "1"], ['"b"', "2"])),
        decision("d", L("r[k = x].v"), "decision:r", "input:x")), 'd | x: "b" | [2]',
        'd | x: "c" | []'),
    case("a relation without rows", one("", relation(["a"])), "d |  | []"),
    case("if", one("x", either("x > 1", "x", "-x")), "d | x: 2 | 2", "d | x: 1 | -1"),
    case("if of null is else", one("x", either("x", "1", "2")), "d | x: null | 2",
         "d | x: true | 1"),
    case("if in if", one("x", boxed("conditional", **{
        "if": L("x > 0"), "then": either("x > 9", '"big"', '"small"'), "else": L('"none"')})),
         'd | x: 10 | "big"', 'd | x: 1 | "small"', 'd | x: 0 | "none"'),
    case("a branch that is not taken is not asked", one("x", either("true", "1", "x.y.z / 0")),
         "d | x: 1 | 1"),
    case("filter by a claim", one("xs", kept("xs", "item > 1")), "d | xs: [1, 2, 3] | [2, 3]",
         "d | xs: 2 | [2]", "d | xs: [] | []"),
    case("filter by a property", one("xs", kept("xs", "n > 1")),
         "d | xs: [{n: 1}, {n: 2}] | [{n: 2}]"),
    case("filter by a position", one("xs", kept("xs", "-1")), "d | xs: [1, 2, 3] | 3"),
    case("filter of null", one("xs", kept("xs", "true")), "d | xs: null | null!"),
    case("filter by what is neither claim nor position", one("xs", kept("xs", '"a"')),
         "d | xs: [1] | null!"),
    case("filter by two claims", one("xs", kept("xs", "item > 1 and item < 9")),
         "d | xs: [1, 5, 9] | [5]"),
    case("for", one("xs", each("xs", L("i * 2"))), "d | xs: [1, 2] | [2, 4]"),
    case("for over a range", one("n", each("[1..n]", L("i"))), "d | n: 3 | [1, 2, 3]",
         "d | n: -1 | null!"),
    case("for with what is made so far", one("", each("[1..5]", L(
        "if i <= 2 then 1 else partial[-1] + partial[-2]"))), "d |  | [1, 1, 2, 3, 5]"),
    case("for in for", one("", each("[1..2]", boxed("for", "j", **{"in": L("[1..i]"),
         "return": L("i * j")}))),
         "d |  | [[1], [2, 4]]"),
    case("for with a boxed context", one("xs", each("xs", context(a=L("i"), b=L("a * a")))),
         "d | xs: [2] | [{a: 2, b: 4}]"),
    case("for over null", one("xs", each("xs", L("i"))), "d | xs: null | null!"),
    case("some", one("xs", asked("some", "xs", "i > 2")), "d | xs: [1, 3] | true",
         "d | xs: [1] | false",
         "d | xs: [] | false", "d | xs: null | null!"),
    case("every", one("xs", asked("every", "xs", "i > 2")), "d | xs: [1, 3] | false",
         "d | xs: [3] | true",
         "d | xs: [] | true"),
    case("some with an unknown", one("xs", asked("some", "xs", "i > 2 ")),
         "d | xs: [1, null] | null", "d | xs: [null, 3] | true"),
    case("every with an unknown", one("xs", asked("every", "xs", "i > 2 ")),
         "d | xs: [3, null] | null", "d | xs: [null, 1] | false"),
]  # fmt: skip

FUNCTIONS = [
    case("a function of a context", one("x", context(f=function("a", L("a + 1")),
         result=L("f(x)"))), "d | x: 1 | 2"),
    case("a function without parameters", one("x", context(f=function("", L("x")),
         result=L("f()"))), "d | x: 1 | 1"),
    case("a function sees where it was written", one("x", context(
        k=L("x * 10"), f=function("a", L("a + k")), result=L("f(1)"))), "d | x: 2 | 21"),
    case("a function with types", one("x", context(
        f=function("a:number", L("a * 2")), result=L("f(x)"))), "d | x: 2 | 4",
        'd | x: "2" | null!'),
    case("a function whose body is a table", one("x", context(f=function("n", GRADE),
         result=L("f(x)"))),
         'd | x: 59 | "fail"'),
    case("a function whose body is a context", one("x", context(
        f=function("a", context(b=L("a + 1"), result=L("b * 2"))), result=L("f(x)"))),
        "d | x: 1 | 4"),
    case("a function that is given to a function", one("x", context(
        twice=function("f, a", L("f(f(a))")), result=L("twice(function(n) n * 3, x)"))),
        "d | x: 1 | 9"),
    case("a function that gives a function", one("x", context(
        adder=function("a", function("b", L("a + b"))), result=L("adder(1)(x)"))), "d | x: 2 | 3"),
    case("arguments by name", one("x", context(f=function("a, b", L("a - b")),
         result=L("f(b: 1, a: x)"))),
         "d | x: 5 | 4"),
    case("too many arguments", one("x", context(f=function("a", L("a")), result=L("f(x, x)"))),
         "d | x: 5 | null!"),
    case("a call in a box", one("x", context(f=function("a, b", L("a - b")),
         result=invocation("f", a=L("x"), b=L("1")))), "d | x: 5 | 4"),
    case("a call in a box of a wrong name", one("x", context(f=function("a", L("a")),
         result=invocation("f", z=L("x")))), "d | x: 5 | null!"),
    case("a call in a box of a knowledge model", definitions(
        input_data("x"), knowledge("area of", "width, height", L("width * height")),
        decision("d", invocation("area of", width=L("x"), height=L("2")), "input:x",
        "knowledge:area of")),
         "d | x: 3 | 6"),
    case("a call in a box of a built-in function", one("x", invocation("abs", n=L("x"))),
         "d | x: -3 | 3"),
    case("a boxed argument", one("x", context(f=function("a", L("a.b")),
         result=invocation("f", a=context(b=L("x"))))), "d | x: 5 | 5"),
    case("a decision that is a function", definitions(
        input_data("x"), decision("double", function("a", L("a * 2"))),
        decision("d", L("double(x)"), "decision:double", "input:x")), "d | x: 5 | 10"),
    case("a function of the program's machine is null", one("x", context(
        f=function("a", context(**{"class": L('"java.lang.Math"')}), "Java"), result=L("f(x)"))),
         "d | x: 5 | null!", lenient=True),
    case("a structured result with a type", one("x", context(a=L("x"), b=L('"z"')),
         item("tAB", "", component("a", "number"), component("b", "string")), type_ref="tAB"),
         'd | x: 1 | {a: 1, b: "z"}', 'd | x: "1" | null!'),
]  # fmt: skip

CASES = [*LITERALS, *BOXES, *FUNCTIONS]


@pytest.mark.parametrize("asked", CASES, ids=lambda c: c.title)
def test_dmn_7_a_model_of_expressions_answers(asked: Case) -> None:
    check(asked)
