"""Whole models of requirement graphs, knowledge models, services and imports.

DMN 1.5, chapter 6, 10.3.2.12 and 10.4.
"""

from __future__ import annotations

import pytest

from engine.dmn.source import NAMESPACES
from tests.engine.dmn.cases import Case, case, check
from tests.engine.dmn.models import (
    component,
    context,
    decision,
    definitions,
    function,
    imported,
    input_data,
    invocation,
    item,
    knowledge,
    literal,
    service,
    table,
)

L = literal
X, Y = input_data("x", "number"), input_data("y", "number")


def asks(expression: str, *elements: str) -> bytes:
    """A decision ``d`` of one expression that requires ``x`` and every knowledge model."""
    needs = [_need(element) for element in elements]
    return definitions(X, *elements, decision("d", L(expression), "input:x", *needs))


def _need(element: str) -> str:
    return f"knowledge:{element.split('name=')[1].split(chr(34))[1]}"


FORMATS = [
    case(f"the format of {namespace}", definitions(
        X, decision("d", table(["x"], ["o"], [["> 1", '"more"'], ["-", '"less"']], "FIRST"),
        "input:x"),
        namespace=namespace), 'd | x: 2 | "more"', 'd | x: 1 | "less"')
    for namespace in sorted(NAMESPACES)
]  # fmt: skip

GRAPHS = [
    case("a decision on a decision", definitions(
        X, decision("a", L("x * 2"), "input:x"), decision("d", L("a + 1"), "decision:a")),
        "d | x: 2 | 5", "a | x: 2 | 4"),
    case("a chain of five", definitions(X, decision("d1", L("x"), "input:x"), *(
        decision(f"d{n}", L(f"d{n - 1} + 1"), f"decision:d{n - 1}") for n in range(2, 6))),
        "d5 | x: 1 | 5"),
    case("two ways to one decision", definitions(
        X, decision("a", L("x + 1"), "input:x"), decision("b", L("a * 2"), "decision:a"),
        decision("c", L("a * 3"), "decision:a"), decision("d", L("b + c"), "decision:b",
        "decision:c")),
         "d | x: 1 | 10"),
    case("what is required by a required decision is not seen", definitions(
        X, decision("a", L("x"), "input:x"), decision("d", L("x"), "decision:a")),
        "d | x: 1 | null!"),
    case("a missing input is null", definitions(X, decision("d", L("x"), "input:x")),
         "d |  | null!"),
    case("an input of a wrong type is null", definitions(X, decision("d", L('x = null'),
         "input:x")), 'd | x: "1" | true'),
    case("an input in a list of one", definitions(X, decision("d", L("x + 1"), "input:x")),
         "d | x: [1] | 2"),
    case("an input without a type takes anything", definitions(
        input_data("x"), decision("d", L("x"), "input:x")), "d | x: [1, [2]] | [1, [2]]",
        'd | x: "a" | "a"'),
    case("names with spaces and signs", definitions(
        input_data("net-price", "number"), decision("price/unit", L("net-price / 2"),
        "input:net-price"),
        decision("d", L("price/unit + 1"), "decision:price/unit")), 'd | "net-price": 4 | 3'),
    case("a name that begins another", definitions(
        input_data("rate"), input_data("rate of tax"),
        decision("d", L("rate of tax - rate"), "input:rate", "input:rate of tax")),
        "d | rate: 1, rate of tax: 5 | 4"),
    case("a decision by its id", definitions(X, decision("d", L("x * 7"), "input:x")),
         "_d | x: 1 | 7"),
    case("a decision that is never asked does not disturb", definitions(
        X, decision("broken", L("x / 0"), "input:x"), decision("d", L("x"), "input:x")),
        "d | x: 1 | 1"),
    case("a decision without logic takes what is given", definitions(
        decision("a", ""), decision("d", L("a + 1"), "decision:a")), "d | a: 4 | 5", "a | a: 4 | 4",
        "d |  | null!"),
    case("a source of knowledge and notes change nothing", definitions(
        X, '<knowledgeSource id="k" name="law"/>',
        '<textAnnotation id="t"><text>note</text></textAnnotation>',
        decision("d",
        "<authorityRequirement><requiredAuthority href=\"#k\"/></authorityRequirement>" + L("x"),
        "input:x")),
         "d | x: 3 | 3"),
    case("questions and answers beside the logic", definitions(X, decision(
        "d", "<question>How much?</question><allowedAnswers>numbers</allowedAnswers>" + L("x"),
        "input:x")), "d | x: 3 | 3"),
]  # fmt: skip

TWICE = knowledge("twice", "n:number", L("n * 2"))
KNOWLEDGE = [
    case("a knowledge model", asks("twice(x)", TWICE), "d | x: 2 | 4", "twice | n: 5 | 10"),
    case("arguments by name", asks("minus(b: 1, a: x)", knowledge("minus", "a, b", L("a - b"))),
         "d | x: 5 | 4"),
    case("a name of several words", asks("area of(x, 2)", knowledge("area of", "a, b", L("a * b"))),
         "d | x: 5 | 10"),
    case("an argument of a wrong type", asks('twice("2")', TWICE), "d | x: 1 | null!"),
    case("an argument in a list of one", asks("twice([x])", TWICE), "d | x: 1 | 2"),
    case("too few arguments", asks("twice()", TWICE), "d | x: 1 | null!"),
    case("a parameter that is a list", definitions(
        X, item("tAll", "number", collection=True), knowledge("total", "ns:tAll", L("sum(ns)")),
        decision("d", L("total(x)"), "input:x", "knowledge:total")), "d | x: 4 | 4"),
    case("one calls another", definitions(
        X, TWICE, knowledge("fourfold", "n", L("twice(twice(n))"), "knowledge:twice"),
        decision("d", L("fourfold(x)"), "input:x", "knowledge:fourfold")), "d | x: 3 | 12"),
    case("one calls itself", definitions(
        X, knowledge("fib", "n:number", L("if n < 2 then n else fib(n - 1) + fib(n - 2)"),
        "knowledge:fib"),
        decision("d", L("fib(x)"), "input:x", "knowledge:fib")), "d | x: 10 | 55"),
    case("two call each other", definitions(
        X, knowledge("even number", "n", L("if n = 0 then true else odd number(n - 1)"),
        "knowledge:odd number"),
        knowledge("odd number", "n", L("if n = 0 then false else even number(n - 1)"),
        "knowledge:even number"),
        decision("d", L("even number(x)"), "input:x", "knowledge:even number")), "d | x: 7 | false",
        "d | x: 8 | true"),
    case("a table as knowledge", definitions(
        X, knowledge("class", "n", table(["n"], ["c"], [["< 10", '"s"'], [">= 10", '"l"']])),
        decision("d", L("class(x)"), "input:x", "knowledge:class")), 'd | x: 9 | "s"'),
    case("a context as knowledge", definitions(
        X, knowledge("f", "n", context(a=L("n + 1"), result=L("a * a"))),
        decision("d", L("f(x)"), "input:x", "knowledge:f")), "d | x: 2 | 9"),
    case("a function as argument", definitions(
        X, TWICE, knowledge("apply", "f, n", L("f(n)")),
        decision("d", L("apply(twice, x)"), "input:x", "knowledge:apply", "knowledge:twice")),
        "d | x: 2 | 4"),
    case("a function as answer", definitions(
        X, knowledge("adder", "a", function("b", L("a + b"))),
        decision("d", L("adder(1)(x)"), "input:x", "knowledge:adder")), "d | x: 2 | 3"),
    case("a call in a box", definitions(
        X, TWICE, decision("d", invocation("twice", n=L("x + 1")), "input:x", "knowledge:twice")),
        "d | x: 2 | 6"),
    case("an answer that is fitted to the function's type", definitions(
        X, item("tOut", "string"), knowledge("f", "n", L("n"), result="tOut"),
        decision("d", L("f(x)"), "input:x", "knowledge:f")), "d | x: 2 | null!"),
    case("an answer in a list of one", definitions(
        X, knowledge("f", "n", L("[n]"), result="number"),
        decision("d", L("f(x)"), "input:x", "knowledge:f")), "d | x: 2 | 2"),
    case("a type of functions holds parameters and answer", definitions(
        X,
        '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
        '<parameters name="n" typeRef="number"/>'
        "</functionItem></itemDefinition>", knowledge("f", "n", L("n"), type_ref="tF"),
        decision("good", L("f(x)"), "input:x", "knowledge:f"), decision("bad", L('f("a")'),
        "knowledge:f")),
         "good | x: 2 | 2", "bad |  | null!"),
    case("a type of functions refuses an argument that the function would take", definitions(
        '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
        '<parameters name="n" typeRef="number"/></functionItem></itemDefinition>',
        knowledge("f", "n", L("1"), type_ref="tF"), decision("good", L("f(5)"), "knowledge:f"),
        decision("bad", L('f("a")'), "knowledge:f")), "good |  | 1", "bad |  | null!"),
    case("in a filter and a loop", definitions(
        X, TWICE, decision("d", L("[1, 2, 3][twice(item) > x]"), "input:x", "knowledge:twice")),
        "d | x: 3 | [2, 3]"),
]  # fmt: skip

SUM = (X, Y, decision("both", L("x + y"), "input:x", "input:y"))
SERVICES = [
    case("a service of one decision", definitions(*SUM, service("s", ["both"], data=["x", "y"])),
         "s | x: 1, y: 2 | 3", "s | x: 1 | null!"),
    case("a service of two decisions", definitions(*SUM, decision("diff", L("x - y"), "input:x",
         "input:y"),
         service("s", ["both", "diff"], data=["x", "y"])), "s | x: 3, y: 2 | {both: 5, diff: 1}"),
    case("a service with decisions inside", definitions(*SUM, decision("d", L("both * 10"),
         "decision:both"),
         service("s", ["d"], inner=["both"], data=["x", "y"])), "s | x: 3, y: 2 | 50"),
    case("a service that is given a decision", definitions(*SUM, decision("d", L("both * 10"),
         "decision:both"),
         service("s", ["d"], decisions=["both"])), "s | both: 3 | 30", "s | x: 3, y: 2 | null!"),
    case("a service as a function", definitions(*SUM, service("s", ["both"], data=["x", "y"]),
         decision("d", L("s(1, 2) + s(y: 3, x: 4)"), "knowledge:s")), "d |  | 10"),
    case("data before decisions among the parameters", definitions(
        *SUM, decision("d", L("both * x"), "decision:both", "input:x"),
        service("s", ["d"], decisions=["both"], data=["x"]), decision("e", L("s(2, 5)"),
        "knowledge:s")), "e |  | 10"),
    case("a service in a box", definitions(*SUM, service("s", ["both"], data=["x", "y"]),
         decision("d", invocation("s", x=L("1"), y=L("2")), "knowledge:s")), "d |  | 3"),
    case("a service in a knowledge model", definitions(*SUM, service("s", ["both"], data=["x",
         "y"]),
         knowledge("f", "n", L("s(n, n)"), "knowledge:s"), decision("d", L("f(4)"), "knowledge:f")),
         "d |  | 8"),
    case("a service does not see the caller's data", definitions(*SUM, service("s", ["both"],
         data=["x", "y"]),
         decision("d", L("s(1, 2)"), "knowledge:s", "input:x")), "d | x: 99, y: 99 | 3"),
    case("a service without inputs", definitions(decision("a", L("42")), service("s", ["a"]),
         decision("d", L("s()"), "knowledge:s")), "s |  | 42", "d |  | 42"),
    case("a service in a service", definitions(*SUM, service("s", ["both"], data=["x", "y"]),
         decision("outer", L("s(x, 1) * 2"), "input:x", "knowledge:s"), service("t", ["outer"],
         data=["x"])), "t | x: 4 | 10"),
    case("an argument of a wrong type", definitions(*SUM, service("s", ["both"], data=["x", "y"]),
         decision("d", L('s("a", 1)'), "knowledge:s")), "d |  | null!"),
    case("a service with a type", definitions(
        *SUM, '<itemDefinition name="tF"><functionItem outputTypeRef="string"/></itemDefinition>',
        service("s", ["both"], data=["x", "y"], type_ref="tF"), decision("d", L("s(1, 2)"),
        "knowledge:s")), "d |  | null!"),
    case("a service over a loop", definitions(*SUM, service("s", ["both"], data=["x", "y"]),
         decision("d", L("for i in 1..3 return s(i, 1)"), "knowledge:s")), "d |  | [2, 3, 4]"),
]  # fmt: skip

BASE = definitions(
    item("tCity", "string", allowed='"D", "M"'), input_data("rate", "number"), knowledge("half",
    "n", L("n / 2")),
    decision("double", L("rate * 2"), "input:rate"), service("both", ["double"], data=["rate"]),
    own="urn:base", name="base",
)  # fmt: skip
MIDDLE = definitions(
    imported("b", "urn:base"), decision("quad", L("b.double * 2"), "decision:urn:base#_double"),
    own="urn:middle", name="middle",
)  # fmt: skip
BARE = definitions(
    imported("", "urn:base"), decision("triple", L("rate * 3"), "input:urn:base#_rate"),
    own="urn:bare", name="bare",
)  # fmt: skip
IMPORTS = [
    case("a decision of another file", (definitions(
        imported("b", "urn:base"), decision("d", L("b.double + 1"), "decision:urn:base#_double")),
        BASE),
         "d | b: {rate: 3} | 7", "d | rate: 3 | 7"),
    case("a knowledge model of another file", (definitions(
        imported("b", "urn:base"), X, decision("d", L("b.half(x)"), "input:x",
        "knowledge:urn:base#_half")), BASE),
         "d | x: 3 | 1.5"),
    case("a service of another file", (definitions(
        imported("b", "urn:base"), decision("d", L("b.both(5)"), "knowledge:urn:base#_both")),
        BASE), "d |  | 10"),
    case("input data of another file", (definitions(
        imported("b", "urn:base"), decision("d", L("b.rate"), "input:urn:base#_rate")), BASE),
        "d | b: {rate: 3} | 3"),
    case("a type of another file", (definitions(
        imported("b", "urn:base"), input_data("c", "b.tCity"), decision("d", L("c"), "input:c")),
        BASE),
         'd | c: "D" | "D"', 'd | c: "X" | null!'),
    case("a name with spaces for another file", (definitions(
        imported("the base", "urn:base"), decision("d", L("the base.double"),
        "decision:urn:base#_double")), BASE),
         "d | rate: 1 | 2"),
    case("three files in a row", (definitions(
        imported("m", "urn:middle"), decision("d", L("m.quad"), "decision:urn:middle#_quad")),
        MIDDLE, BASE), "d | rate: 1 | 4"),
    case("without a name everything is at hand", (definitions(
        imported("", "urn:base"), decision("d", L("double + half(4)"), "decision:urn:base#_double",
        "knowledge:urn:base#_half")),
        BASE), "d | rate: 1 | 4", "double | rate: 2 | 4", "half | n: 3 | 1.5"),
    case("without a name over two files", (definitions(
        imported("", "urn:bare"), decision("d", L("triple + double"), "decision:urn:bare#_triple",
        "decision:urn:base#_double")),
        BARE, BASE), "d | rate: 1 | 5"),
    case("a type without a name", (definitions(
        imported("", "urn:base"), input_data("c", "tCity"), decision("d", L("c"), "input:c")),
        BASE),
         'd | c: "M" | "M"', 'd | c: "X" | null!'),
    case("a type whose parts come from elsewhere", (definitions(
        imported("b", "urn:base"), item("tPlace", "", component("city", "b.tCity")), input_data("p",
        "tPlace"),
        decision("d", L("p.city"), "input:p")), BASE), 'd | p: {city: "D"} | "D"',
        'd | p: {city: "X"} | null!'),
    case("the file's own element hides one without a name", (definitions(
        imported("", "urn:base"), knowledge("half", "n", L("0")), decision("d", L("half(4)"),
        "knowledge:half")), BASE), "d |  | 0"),
]  # fmt: skip

CASES = [*FORMATS, *GRAPHS, *KNOWLEDGE, *SERVICES, *IMPORTS]


@pytest.mark.parametrize("asked", CASES, ids=lambda c: c.title)
def test_dmn_6_a_model_of_requirements_answers(asked: Case) -> None:
    check(asked)
