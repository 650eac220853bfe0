"""Names with operators and figures: what a text may read as one. DMN 1.5, 10.3.1.4 and 10.3.3."""

from __future__ import annotations

import pytest

from tests.engine.dmn.cases import Case, case, check, one, text
from tests.engine.dmn.models import (
    boxed,
    component,
    context,
    decision,
    definitions,
    input_data,
    invocation,
    item,
    knowledge,
    literal,
    service,
)

L = literal
PERSON = item("tPerson", "", component("age", "number"), component("name", "string"))


def bound(name: str, parameter: str) -> str:
    """A call in a box whose parameter is called as the path that is given for it."""
    return invocation(name, **{parameter: L(parameter)})


CASES = [
    case("a figure with a point ends a name", text("room 2.1", "room 2.1 + 1"),
         "d | room 2.1: 5 | 6"),
    case("names that differ in their figure", text("step 2.1, step 2.2", "step 2.2 - step 2.1"),
         "d | step 2.1: 1, step 2.2: 5 | 4"),
    case("a component called with a figure", definitions(
        item("tPart", "", component("part 1.5", "number")), input_data("p", "tPart"),
        decision("d", L("p.part 1.5 * 2"), "input:p")), 'd | p: {"part 1.5": 4} | 8'),
    case("a parameter called as a path", definitions(
        PERSON, input_data("person", "tPerson"),
        knowledge("older", "person.age:number", L("person.age + 1")),
        decision("d", bound("older", "person.age"), "input:person", "knowledge:older")),
        'd | person: {age: 5, name: "A"} | 6'),
    case("an element that is not required", definitions(
        input_data("a"), input_data("b"), input_data("a-b"),
        decision("d", L("a-b"), "input:a", "input:b"), decision("e", L("a-b"), "input:a-b")),
        "d | a: 5, b: 2 | 3", "e | a-b: 7 | 7"),
    case("a parameter of another function", one(
        "a, b", context(f=L("a-b"), result=L("f")), knowledge("g", "a-b", L("a-b"))),
        "d | a: 5, b: 2 | 3"),
    case("a variable of another loop", one("a, b", context(
        all=boxed("for", "a-b", **{"in": L("[9]"), "return": L("a-b")}), rest=L("a-b"))),
        "d | a: 5, b: 2 | {all: [9], rest: 3}"),
    case("a knowledge model calls itself", definitions(
        input_data("n"), decision("d", L("sum-up(n)"), "input:n", "knowledge:sum-up"),
        knowledge("sum-up", "n", L("if n = 0 then 0 else n + sum-up(n - 1)"),
                  "knowledge:sum-up")), "d | n: 4 | 10"),
    case("what a service gives is called as its decisions", definitions(
        input_data("n"), decision("one-up", L("n + 1"), "input:n"),
        decision("two-up", L("n + 2"), "input:n"), service("s", ["one-up", "two-up"], data=["n"]),
        decision("d", L("s(1).two-up"), "knowledge:s")), "d | n: 0 | 3"),
    case("an entry called with an operator", text("x", "{a-b: x, c: a-b + 1}.c"), "d | x: 5 | 6"),
    case("what is not required is null and no broken text", definitions(
        input_data("x"), input_data("then and else"), decision("d", L("then and else"), "input:x")),
        "d | x: 1, then and else: 5 | null!"),
]  # fmt: skip


@pytest.mark.parametrize("asked", CASES, ids=lambda c: c.title)
def test_dmn_10_3_1_4_names_are_those_of_the_scope(asked: Case) -> None:
    check(asked)
