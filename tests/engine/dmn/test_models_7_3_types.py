"""Whole models of item definitions, and of what a type converts.

DMN 1.5, 7.3.2, 7.3.3, 10.3.2.9.4.
"""

from __future__ import annotations

import pytest

from tests.engine.dmn.cases import Case, case, check, text
from tests.engine.dmn.models import (
    component,
    context,
    decision,
    definitions,
    function,
    input_data,
    item,
    knowledge,
    literal,
)

L = literal


def fitted(kind: str, *elements: str) -> bytes:
    """A decision that gives back its input as type ``kind``."""
    return text("v", "v", *elements, type_ref=kind)


def given(kind: str, *elements: str) -> bytes:
    """An input of type ``kind``, given back as it arrives."""
    return text(f"v:{kind}", "v", *elements)


def sub(name: str, kind: str, allowed: str = "", many: bool = False) -> str:
    return item(name, kind, allowed=allowed, collection=many, tag="itemComponent")


BASIC = [
    case(f"the type {kind}", fitted(kind), f"d | v: {good} | {good}", f"d | v: {bad} | null!",
         f"d | v: [{good}] | {good}")
    for kind, good, bad in (
        ("number", "1.5", '"1.5"'), ("string", '"a"', "1"), ("boolean", "true", '"true"'),
        ("date", '@"2025-01-01"', '"2025-01-01"'), ("time", '@"10:00:00"', "10"),
        ("date and time", '@"2025-01-01T10:00:00"', "2025"), ("years and months duration", '@"P1M"',
        '@"P1D"'),
        ("days and time duration", '@"P1D"', '@"P1Y"'), ("context", "{a: 1}", "1"),
    )
]  # fmt: skip
OLDER = [
    case(f"the older spelling {kind}", fitted(kind), f"d | v: {good} | {good}",
         f"d | v: {bad} | null!")
    for kind, good, bad in (
        ("feel:number", "1", '"1"'), ("feel:string", '"a"', "1"), ("feel:boolean", "false", "0"),
        ("feel:date and time", '@"2025-01-01T10:00:00"', "1"), ("feel:days and time duration",
        '@"P1D"', "1"),
        ("dateTime", '@"2025-01-01T10:00:00"', "1"), ("dayTimeDuration", '@"PT1H"', "1"),
        ("yearMonthDuration", '@"P1Y"', "1"),
    )
]  # fmt: skip
CONVERTED = [
    case("Any takes all", fitted("Any"), "d | v: [1] | [1]", 'd | v: "a" | "a"',
         "d | v: null | null"),
    case("a date as date and time", given("date and time"),
         'd | v: @"2025-01-01" | @"2025-01-01T00:00:00Z"'),
    case("a moment is no date", given("date"), 'd | v: @"2025-01-01T10:00:00" | null!'),
    case("one value as a list", fitted("tL", item("tL", "number", collection=True)),
         "d | v: 1 | [1]", "d | v: null | null"),
    case("a list of two is no value", given("number"), "d | v: [1, 2] | null!",
         "d | v: [] | null!"),
    case("an input of one value as a list", given("tL", item("tL", "string", collection=True)),
         'd | v: "a" | ["a"]'),
    case("an input in a list of one", given("string"), 'd | v: ["a"] | "a"', "d | v: [1] | null!"),
    case("an argument of one value as a list", definitions(
        item("tL", "number", collection=True), knowledge("f", "ns:tL", L("count(ns)")),
        decision("d", L("f(7)"), "knowledge:f")), "d |  | 1"),
    case("an answer in a list of one", definitions(
        knowledge("f", "n", L("[n]"), result="number"), decision("d", L("f(7)"), "knowledge:f")),
        "d |  | 7"),
    case("an entry of a context", text("v", "x", type_ref="").replace(
        b"<literalExpression ><text>x</text></literalExpression>",
        context(a=L("v", "number"), b=L("v", "string")).encode()), 'd | v: 1 | {a: 1, b: null}'),
    case("a type of a literal expression", text("v", "v").replace(b"<literalExpression ",
         b'<literalExpression typeRef="number" '),
         "d | v: 1 | 1", 'd | v: "a" | null!'),
]  # fmt: skip

PERSON = (item("tAge", "number", allowed="[0..150]"),
          item("tPerson", "", component("name", "string"), component("age", "tAge")))  # fmt: skip
STRUCTURES = [
    case("a structure", given("tPerson", *PERSON),
         'd | v: {name: "A", age: 3} | {name: "A", age: 3}',
         'd | v: {name: 1, age: 3} | null!', 'd | v: {name: "A", age: 200} | null!',
         'd | v: "A" | null!'),
    case("a part that is missing", text("v:tPerson", "v = null", *PERSON),
         'd | v: {name: "A"} | true'),
    case("a part that is null", fitted("tPerson", *PERSON),
         'd | v: {name: "A", age: null} | {name: "A", age: null}'),
    case("a part that is more", text("v:tPerson", "v.more", *PERSON),
         'd | v: {name: "A", age: 1, more: 5} | 5'),
    case("structures in structures", given("tPair", *PERSON, item(
        "tPair", "", component("a", "tPerson"), component("b", "tPerson"))),
         'd | v: {a: {name: "A", age: 1}, b: {name: "B", age: 151}} | null!'),
    case("a part with parts of its own", given("tO", item("tO", "", item(
        "in", "", component("n", "number"), tag="itemComponent"))),
        "d | v: {in: {n: 1}} | {in: {n: 1}}",
         'd | v: {in: {n: "1"}} | null!'),
    case("a list of structures", given("tPeople", *PERSON, item("tPeople", "tPerson",
         collection=True)),
         'd | v: [{name: "A", age: 1}] | [{name: "A", age: 1}]',
         'd | v: [{name: "A", age: -1}] | null!',
         'd | v: {name: "A", age: 1} | [{name: "A", age: 1}]'),
    case("a part that is a list", given("tBag", item("tBag", "", sub("tags", "string", many=True))),
         'd | v: {tags: ["a"]} | {tags: ["a"]}', "d | v: {tags: [1]} | null!"),
    case("a part with a choice", given("tCar", item("tCar", "", sub("colour", "string",
         '"red", "blue"'))),
         'd | v: {colour: "red"} | {colour: "red"}', 'd | v: {colour: "green"} | null!'),
    case("a list of a structure that is written out", given("tRows", item(
        "tRows", "", component("n", "number"), collection=True)),
        "d | v: [{n: 1}, {n: 2}] | [{n: 1}, {n: 2}]",
         'd | v: [{n: 1}, {n: "2"}] | null!'),
]  # fmt: skip

CHOICES = [
    case("a choice of words", given("tC", item("tC", "string", allowed='"a", "b"')),
         'd | v: "a" | "a"', 'd | v: "c" | null!'),
    case("a choice of numbers", given("tC", item("tC", "number", allowed="1, 2, 3")),
         "d | v: 3 | 3", "d | v: 4 | null!"),
    case("a range", given("tC", item("tC", "number", allowed="(0..1]")), "d | v: 1 | 1",
         "d | v: 0 | null!"),
    case("comparisons", given("tC", item("tC", "number", allowed="< 0, > 9")), "d | v: -1 | -1",
         "d | v: 5 | null!"),
    case("all but some", given("tC", item("tC", "string", allowed='not("a")')), 'd | v: "b" | "b"',
         'd | v: "a" | null!'),
    case("a test of the value", given("tC", item("tC", "string", allowed="string length(?) = 3")),
         'd | v: "abc" | "abc"',
         'd | v: "ab" | null!'),
    case("a pattern", given("tC", item("tC", "string", allowed='matches(?, "^[A-Z]{2}[0-9]+$")')),
         'd | v: "AB12" | "AB12"',
         'd | v: "ab12" | null!'),
    case("dates from a day on", given("tC", item("tC", "date", allowed='>= date("2025-01-01")')),
         'd | v: @"2025-01-01" | @"2025-01-01"',
         'd | v: @"2024-12-31" | null!'),
    case("durations", given("tC", item("tC", "days and time duration", allowed='<= @"P30D"')),
         'd | v: @"P30D" | @"P30D"',
         'd | v: @"P31D" | null!'),
    case("null passes every choice", given("tC", item("tC", "string", allowed='"a"')),
         "d | v: null | null"),
    case("each item of a list is asked for the allowed values", given("tC", item("tC", "number",
         allowed="> 0", collection=True)),
         "d | v: [1, 2] | [1, 2]", "d | v: [1, -2] | null!"),
    case("a constraint asks the list as a whole", given("tC", item("tC", "number",
         constraint="count(?) <= 2", collection=True)),
         "d | v: [1, 2] | [1, 2]", "d | v: [1, 2, 3] | null!"),
    case("a constraint on one value", given("tC", item("tC", "number", constraint="odd(?)")),
         "d | v: 3 | 3", "d | v: 4 | null!"),
    case("a constraint over the items", given("tC", item(
        "tC", "number", constraint="every n in ? satisfies n > 0", collection=True)),
        "d | v: [1] | [1]", "d | v: [0] | null!"),
    case("a choice upon a choice takes the place of the first", given(
        "tB", item("tA", "number", allowed="[0..10]"), item("tB", "tA", allowed="[5..20]")),
        "d | v: 15 | 15", "d | v: 3 | null!"),
    case("a type without a choice of its own keeps that of its base", given(
        "tB", item("tA", "number", allowed="[0..10]"), item("tB", "tA")), "d | v: 5 | 5",
        "d | v: 15 | null!"),
    case("a list of a type with a choice", given("tB", item("tA", "string", allowed='"a", "b"'),
         item("tB", "tA", collection=True)),
         'd | v: ["a", "b"] | ["a", "b"]', 'd | v: ["a", "c"] | null!'),
    case("an answer outside of the choice", fitted("tC", item("tC", "string", allowed='"a"')),
         'd | v: "b" | null!'),
    case("Chinese words", given("tC", item("tC", "string", allowed='"准予", "不准予"')),
         'd | v: "准予" | "准予"', 'd | v: "准" | null!'),
]  # fmt: skip

WANTED = (
    '<itemDefinition name="tF"><functionItem outputTypeRef="number">'
    '<parameters name="n" typeRef="number"/></functionItem></itemDefinition>'
)
IN_EXPRESSIONS = [
    case("instance of a structure", text("v", "v instance of tPerson", *PERSON),
         'd | v: {name: "A", age: 1} | true',
         'd | v: {name: 1, age: 1} | false', "d | v: 1 | false"),
    case("instance of a list of a type", text("v", "v instance of list<tAge>", *PERSON),
         "d | v: [1] | true", 'd | v: ["1"] | false'),
    case("a parameter of a function in an expression", text("v", "(function(a: tAge) a)(v)",
         *PERSON), "d | v: 5 | 5",
         "d | v: 151 | null!"),
    case("a parameter of a boxed function", text("v", "x", *PERSON).replace(
        literal("x").encode(), context(f=function("a:tAge", L("a")), result=L("f(v)")).encode()),
        "d | v: 5 | 5", "d | v: 151 | null!"),
    case("a type of functions", definitions(
        WANTED, decision("f", L("function(n) n * 2"), type_ref="tF"), decision("d", L("f(2)"),
        "decision:f")), "d |  | 4"),
    case("a type of functions refuses what is none", definitions(
        WANTED, decision("d", L("5"), type_ref="tF")), "d |  | null!"),
    case("a type with a space in its name", given("tax rate", item("tax rate", "number",
         allowed="[0..1]")), "d | v: 0.1 | 0.1",
         "d | v: 2 | null!"),
    case("an input that nobody declared", definitions(
        item("tA", "number"), input_data("v", "tA"), decision("d", L("v"))), "d | v: 1 | null!"),
]  # fmt: skip

CASES = [*BASIC, *OLDER, *CONVERTED, *STRUCTURES, *CHOICES, *IN_EXPRESSIONS]


@pytest.mark.parametrize("asked", CASES, ids=lambda c: c.title)
def test_dmn_7_3_a_model_of_types_answers(asked: Case) -> None:
    check(asked)
