"""Whole models of decision tables. DMN 1.5, chapter 8."""

from __future__ import annotations

import pytest

from tests.engine.dmn.cases import Case, case, check, one
from tests.engine.dmn.models import component, item, table

TARIFF = [["< 100", '"small"'], ["[100..1000)", '"middle"'], [">= 1000", '"large"']]
OVERLAP = [["> 0", '"low"', "1"], ["> 10", '"mid"', "20"], ["> 100", '"high"', "300"]]
WORDS = [[cell, word] for cell, word, _ in OVERLAP]
SUMS = [[cell, amount] for cell, _, amount in OVERLAP]
PAIR = [[cell, word, amount] for cell, word, amount in OVERLAP]
ORDER = ['"high", "mid", "low"']


def single(policy: str, rows: list[list[str]], aggregation: str = "", **options) -> bytes:
    return one("x:number", table(["x"], ["o"], rows, policy, aggregation, **options))


def double(policy: str, **options) -> bytes:
    return one("x:number", table(["x"], ["word", "sum"], PAIR, policy, **options))


def cell(tests: str, kind: str = "") -> bytes:
    """One rule that says yes, and nothing else."""
    return one(f"x:{kind}", table(["x"], ["o"], [[tests, '"yes"']]))


def two(policy: str, rows: list[list[str]], **options) -> bytes:
    return one("a, b", table(["a", "b"], ["o"], rows, policy, **options))


HIT_POLICIES = [
    case("unique, rules that do not overlap", single("UNIQUE", TARIFF),
         'd | x: 99 | "small"', 'd | x: 100 | "middle"', 'd | x: 1000 | "large"'),
    case("unique, no rule for the value", single("UNIQUE", TARIFF[1:]), "d | x: 5 | null!"),
    case("unique with a default", single("UNIQUE", TARIFF[1:], defaults=['"none"']),
         'd | x: 5 | "none"', 'd | x: 100 | "middle"'),
    case("unique, overlap is null in a lenient load", single("UNIQUE", WORDS),
         'd | x: 5 | "low"', "d | x: 50 | null!", "d | x: 0 | null!", lenient=True),
    case("unique, two outputs", one("x:number", table(["x"], ["name", "rate"], [
        ["< 10", '"a"', "0.1"], [">= 10", '"b"', "0.2"]])),
         'd | x: 1 | {name: "a", rate: 0.1}', 'd | x: 10 | {name: "b", rate: 0.2}'),
    case("unique, two outputs with defaults", one("x:number", table(
        ["x"], ["name", "rate"], [["< 10", '"a"', "0.1"]], defaults=['"z"', "9"])),
         'd | x: 20 | {name: "z", rate: 9}'),
    case("unique, one of two outputs has a default", one("x:number", table(
        ["x"], ["name", "rate"], [["< 10", '"a"', "0.1"]], defaults=["", "9"])),
         "d | x: 20 | {name: null, rate: 9}"),
    case("any, rules agree", single("ANY", [["> 0", '"yes"'], ["> 10", '"yes"']]),
         'd | x: 50 | "yes"', 'd | x: 5 | "yes"', "d | x: 0 | null!"),
    case("any, rules that disagree are null in a lenient load", single("ANY", WORDS),
         "d | x: 50 | null!", 'd | x: 5 | "low"', lenient=True),
    case("any with a default", single("ANY", [["> 0", "1"]], defaults=["-1"]),
         "d | x: 0 | -1", "d | x: 1 | 1"),
    case("any, numbers that are equal in value", single("ANY", [["> 0", "1.0"], ["> 1", "1.00"]]),
         "d | x: 2 | 1"),
    case("any, two outputs that agree", one("x", table(["x"], ["a", "b"], [
        ["> 0", "1", "2"], ["> 1", "1", "2"]], "ANY")), "d | x: 2 | {a: 1, b: 2}"),
    case("first", single("FIRST", WORDS), 'd | x: 500 | "low"', "d | x: -1 | null!"),
    case("first, order of the rules turned round", single("FIRST", WORDS[::-1]),
         'd | x: 500 | "high"', 'd | x: 50 | "mid"', 'd | x: 5 | "low"'),
    case("first with a last rule for the rest", single("FIRST", [*WORDS, ["-", '"rest"']]),
         'd | x: 0 | "rest"', 'd | x: null | "rest"'),
    case("first with a default", single("FIRST", WORDS, defaults=['"none"']),
         'd | x: 0 | "none"'),
    case("first, two outputs", double("FIRST"), 'd | x: 500 | {word: "low", sum: 1}'),
    case("priority", single("PRIORITY", WORDS, values=ORDER),
         'd | x: 500 | "high"', 'd | x: 50 | "mid"', 'd | x: 5 | "low"', "d | x: 0 | null!"),
    case("priority, order of the values turned round", single(
        "PRIORITY", WORDS, values=['"low", "mid", "high"']), 'd | x: 500 | "low"'),
    case("priority with a default", single(
        "PRIORITY", WORDS, values=ORDER, defaults=['"low"']), 'd | x: 0 | "low"'),
    case("priority by the second output where the first is equal", one("x", table(
        ["x"], ["a", "b"], [["> 0", '"p"', '"s"'], ["> 0", '"p"', '"r"']], "PRIORITY",
        values=['"p"', '"r", "s"'])), 'd | x: 1 | {a: "p", b: "r"}'),
    case("priority by the first output before the second", one("x", table(
        ["x"], ["a", "b"], [["> 0", '"q"', '"r"'], ["> 0", '"p"', '"s"']], "PRIORITY",
        values=['"p", "q"', '"r", "s"'])), 'd | x: 1 | {a: "p", b: "s"}'),
    case("priority where only the second output has an order", one("x", table(
        ["x"], ["a", "b"], [["> 0", '"q"', '"s"'], ["> 0", '"p"', '"r"']], "PRIORITY",
        values=["", '"r", "s"'])), 'd | x: 1 | {a: "p", b: "r"}'),
    case("priority of numbers", single("PRIORITY", SUMS, values=["300, 20, 1"]),
         "d | x: 500 | 300", "d | x: 50 | 20"),
    case("rule order", single("RULE ORDER", WORDS),
         'd | x: 500 | ["low", "mid", "high"]', 'd | x: 5 | ["low"]', "d | x: 0 | null!"),
    case("rule order, equal answers stay", single(
        "RULE ORDER", [["> 0", "1"], ["> 1", "1"]]), "d | x: 2 | [1, 1]"),
    case("rule order, two outputs", double("RULE ORDER"),
         'd | x: 50 | [{word: "low", sum: 1}, {word: "mid", sum: 20}]'),
    case("rule order with a default", single("RULE ORDER", WORDS, defaults=['"none"']),
         'd | x: 0 | "none"'),
    case("output order", single("OUTPUT ORDER", WORDS, values=ORDER),
         'd | x: 500 | ["high", "mid", "low"]', 'd | x: 50 | ["mid", "low"]'),
    case("output order keeps the order of the rules among equals", one("x", table(
        ["x"], ["a", "n"], [["> 0", '"q"', "1"], ["> 0", '"p"', "2"], ["> 0", '"q"', "3"]],
        "OUTPUT ORDER", values=['"p", "q"'])),
         'd | x: 1 | [{a: "p", n: 2}, {a: "q", n: 1}, {a: "q", n: 3}]'),
    case("output order of two outputs", one("x", table(
        ["x"], ["a", "b"], [["> 0", '"q"', '"r"'], ["> 0", '"p"', '"s"'], ["> 0", '"p"', '"r"']],
        "OUTPUT ORDER", values=['"p", "q"', '"r", "s"'])),
         'd | x: 1 | [{a: "p", b: "r"}, {a: "p", b: "s"}, {a: "q", b: "r"}]'),
    case("collect", single("COLLECT", WORDS), 'd | x: 500 | ["low", "mid", "high"]',
         "d | x: 0 | []!"),
    case("collect, two outputs", double("COLLECT"), 'd | x: 5 | [{word: "low", sum: 1}]'),
    case("collect with a default", single("COLLECT", WORDS, defaults=["[]"]), "d | x: 0 | []"),
    case("collect sum", single("COLLECT", SUMS, "SUM"), "d | x: 500 | 321", "d | x: 5 | 1",
         "d | x: 0 | null!"),
    case("collect min", single("COLLECT", SUMS, "MIN"), "d | x: 500 | 1", "d | x: 0 | null!"),
    case("collect max", single("COLLECT", SUMS, "MAX"), "d | x: 500 | 300", "d | x: 50 | 20"),
    case("collect count", single("COLLECT", SUMS, "COUNT"), "d | x: 500 | 3", "d | x: 0 | 0"),
    case("collect count of words", single("COLLECT", WORDS, "COUNT"), "d | x: 50 | 2"),
    case("collect max of words", single("COLLECT", WORDS, "MAX"), 'd | x: 500 | "mid"'),
    case("collect min of dates", single("COLLECT", [
        ["> 0", 'date("2025-03-01")'], ["> 0", 'date("2025-02-01")']], "MIN"),
         'd | x: 1 | date("2025-02-01")'),
    case("collect sum of durations is null", single("COLLECT", [
        ["> 0", '@"P1D"'], ["> 0", '@"PT12H"']], "SUM"), "d | x: 1 | null!"),
    case("collect sum of words is null", single("COLLECT", WORDS, "SUM"), "d | x: 500 | null!"),
    case("collect sum with a default", single("COLLECT", SUMS, "SUM", defaults=["0"]),
         "d | x: 0 | 0", "d | x: 5 | 1"),
    case("collect sum of expressions", single("COLLECT", [
        ["> 0", "x * 0.1"], ["> 10", "(x - 10) * 0.05"]], "SUM"), "d | x: 20 | 2.5"),
    case("the policy that is not written is unique", one("x", table(["x"], ["o"], [
        ["1", "2"]]).replace('hitPolicy="UNIQUE" ', "")), "d | x: 1 | 2"),
    *[case(f"orientation {way} does not change the answer", one("x", table(
        ["x"], ["o"], TARIFF).replace("<decisionTable ",
        f'<decisionTable preferredOrientation="{way}" ')),
        'd | x: 5 | "small"') for way in ("Rule-as-Row", "Rule-as-Column", "CrossTable")],
]  # fmt: skip

CELLS = [
    case("a value", cell('"a"'), 'd | x: "a" | "yes"', 'd | x: "b" | null', "d | x: null | null"),
    case("several values", cell('"a", "b"'), 'd | x: "b" | "yes"', 'd | x: "c" | null'),
    case("not one value", cell('not("a")'), 'd | x: "b" | "yes"', 'd | x: "a" | null'),
    case("not several values", cell("not(1, 2)"), 'd | x: 3 | "yes"', "d | x: 2 | null"),
    case("not a range", cell("not([1..5])"), 'd | x: 6 | "yes"', "d | x: 5 | null"),
    case("a dash", cell("-"), 'd | x: null | "yes"', 'd | x: 1 | "yes"'),
    case("an empty cell", cell(""), 'd | x: "a" | "yes"'),
    case("null", cell("null"), 'd | x: null | "yes"', "d | x: 1 | null"),
    case("not null", cell("not(null)"), 'd | x: 1 | "yes"', "d | x: null | null"),
    case("closed range", cell("[1..5]"), 'd | x: 1 | "yes"', 'd | x: 5 | "yes"',
         "d | x: 0.99 | null"),
    case("open range", cell("(1..5)"), 'd | x: 2 | "yes"', "d | x: 1 | null", "d | x: 5 | null"),
    case("range open by brackets", cell("]1..5["), 'd | x: 4.9 | "yes"', "d | x: 5 | null"),
    case("range half open", cell("[1..5)"), 'd | x: 1 | "yes"', "d | x: 5 | null"),
    case("ranges side by side", cell("[1..2], [8..9]"), 'd | x: 8 | "yes"', "d | x: 5 | null"),
    case("range of words", cell('["b".."d"]'), 'd | x: "c" | "yes"', 'd | x: "e" | null'),
    case("range of dates", cell('[date("2025-01-01")..date("2025-06-30")]', "date"),
         'd | x: date("2025-06-30") | "yes"', 'd | x: date("2025-07-01") | null'),
    case("range of times", cell('[@"09:00:00"..@"17:00:00")', "time"),
         'd | x: @"09:00:00" | "yes"', 'd | x: @"17:00:00" | null'),
    case("range of durations", cell('[@"P1D"..@"P3D"]'), 'd | x: @"PT48H" | "yes"',
         'd | x: @"P4D" | null'),
    case("comparison of moments", cell('< @"2025-01-01T00:00:00Z"'),
         'd | x: @"2024-12-31T23:59:59Z" | "yes"', 'd | x: @"2025-01-01T08:00:00+08:00" | null'),
    case("less and greater", cell("< 0, > 10"), 'd | x: -1 | "yes"', "d | x: 5 | null"),
    case("at most, at least", cell("<= 0, >= 10"), 'd | x: 0 | "yes"', 'd | x: 10 | "yes"'),
    case("equal and unequal", cell("!= 3"), 'd | x: 4 | "yes"', "d | x: 3 | null"),
    case("equal sign", cell("= 3"), 'd | x: 3 | "yes"', "d | x: 4 | null"),
    case("a truth", cell("true", "boolean"), 'd | x: true | "yes"', "d | x: false | null"),
    case("a lie", cell("false", "boolean"), 'd | x: false | "yes"', "d | x: null | null"),
    case("the value itself as ?", cell("? > 3 and ? < 9"), 'd | x: 5 | "yes"', "d | x: 9 | null"),
    case("a function of ?", cell('starts with(?, "ab")'), 'd | x: "abc" | "yes"',
         'd | x: "b" | null'),
    case("a property of ?", cell("?.size > 3"), 'd | x: {size: 4} | "yes"',
         "d | x: {size: 1} | null"),
    case("a quantifier over ?", cell("some n in ? satisfies n > 3"), 'd | x: [1, 4] | "yes"',
         "d | x: [1] | null"),
    case("a list of values", cell('["a", "b"]'), 'd | x: "a" | "yes"', 'd | x: "c" | null'),
    case("a list equal to a list", cell("[1, 2]"), 'd | x: [1, 2] | "yes"', "d | x: [3] | null"),
    case("an expression", cell("2 * 3"), 'd | x: 6 | "yes"', "d | x: 5 | null"),
    case("a date function", cell('date("2025-01-01")'), 'd | x: @"2025-01-01" | "yes"'),
    case("a negative number", cell("-5"), 'd | x: -5 | "yes"', "d | x: 5 | null"),
    case("wrong type of value", cell("> 5", "number"), 'd | x: "a" | null!'),
    case("wrong type of value, no type given", cell("> 5"), 'd | x: "a" | null'),
    case("another input in a cell", one("a, b", table(["a"], ["o"], [["> b", '"more"']])),
         'd | a: 2, b: 1 | "more"', "d | a: 1, b: 1 | null"),
    case("another input as end of a range", one("a, b", table(["a"], ["o"], [["[0..b]", '"in"']])),
         'd | a: 2, b: 3 | "in"', "d | a: 4, b: 3 | null"),
    case("a variable that is a list", one("a, b", table(["a"], ["o"], [["b", '"in"']])),
         'd | a: 2, b: [1, 2] | "in"', "d | a: 4, b: [1, 2] | null", 'd | a: 4, b: 4 | "in"'),
    case("an expression as input", one("a, b", table(["a + b"], ["o"], [["> 5", '"yes"']])),
         'd | a: 2, b: 4 | "yes"', "d | a: 2, b: 3 | null"),
    case("a comparison as input", one("a", table(["a > 5"], ["o"], [["true", "1"], ["false",
         "0"]])),
         "d | a: 6 | 1", "d | a: 5 | 0", "d | a: null | null"),
    case("two inputs", two("UNIQUE", [["1", "1", '"x"'], ["1", "2", '"y"'], ["2", "-", '"z"']]),
         'd | a: 1, b: 2 | "y"', 'd | a: 2, b: 9 | "z"', "d | a: 3, b: 1 | null"),
    case("an output that reads inputs", two("FIRST", [["> 0", "> 0", "a * b"], ["-", "-", "0"]]),
         "d | a: 2, b: 3 | 6", "d | a: 0, b: 3 | 0"),
    case("an empty output", two("FIRST", [["1", "-", ""], ["-", "-", "2"]]),
         "d | a: 1, b: 1 | null", "d | a: 2, b: 1 | 2"),
    case("a list as output", two("FIRST", [["-", "-", "[a, b]"]]), "d | a: 1, b: 2 | [1, 2]"),
    case("a context as output", two("FIRST", [["-", "-", "{sum: a + b}"]]),
         "d | a: 1, b: 2 | {sum: 3}"),
    case("a table without rules", two("FIRST", []), "d | a: 1, b: 2 | null!"),
    case("a table without rules, with a default", two("FIRST", [], defaults=["7"]),
         "d | a: 1, b: 2 | 7"),
    case("a table without inputs", one("a", table([], ["o"], [["a + 1"]])), "d | a: 1 | 2"),
    case("decimals are exact", cell("0.3"), 'd | x: 0.1 + 0.2 | "yes"'),
    case("whole numbers are the same with zeros", cell("1.50"), 'd | x: 1.5 | "yes"'),
    case("letters keep their case", cell('"A"'), 'd | x: "a" | null'),
    case("signs beyond the first plane", cell('"\U0001f40e"'), 'd | x: "\U0001f40e" | "yes"'),
    case("Chinese words", cell('"材料齐全", "容缺受理"'), 'd | x: "容缺受理" | "yes"'),
    case("a cell with a comment", cell("> 5 // more than five"), 'd | x: 6 | "yes"'),
    case("eight and more rules use an index", one("x:number", table(
        ["x"], ["o"], [[f"[{n}..{n + 1})", str(n)] for n in range(20)])),
         "d | x: 0 | 0", "d | x: 7.5 | 7", "d | x: 19.99 | 19", "d | x: 20 | null!"),
    case("an index over words and dashes", one("x", table(
        ["x"], ["o"], [*[[f'"w{n}"', str(n)] for n in range(12)], ["-", "99"]], "FIRST")),
         'd | x: "w11" | 11', 'd | x: "other" | 99', "d | x: null | 99"),
]  # fmt: skip

GRADES = item("tGrade", "string", allowed='"A", "B", "C"')
VALUES = [
    case("input values let their own pass", one("x", table(
        ["x"], ["o"], [['"a"', "1"], ["-", "2"]], "FIRST", allowed=['"a", "b"'])),
         'd | x: "a" | 1', 'd | x: "b" | 2'),
    case("a foreign value is matched by no dash", one("x", table(
        ["x"], ["o"], [["-", "2"]], allowed=['"a", "b"'])), 'd | x: "c" | null!'),
    case("a foreign value is matched by a cell that speaks of null", one("x", table(
        ["x"], ["o"], [['"a"', "1"], ["null", "0"]], allowed=['"a", "b"'])), 'd | x: "c" | 0'),
    case("a foreign value and a default", one("x", table(
        ["x"], ["o"], [["-", "2"]], allowed=["[0..9]"], defaults=["-1"])),
         "d | x: 10 | -1", "d | x: 9 | 2"),
    case("null is never foreign", one("x", table(
        ["x"], ["o"], [["-", "2"]], allowed=["[0..9]"])), "d | x: null | 2"),
    case("input values as comparisons", one("x", table(
        ["x"], ["o"], [["-", "2"]], allowed=["> 0, < -10"])),
         "d | x: 1 | 2", "d | x: -11 | 2", "d | x: -5 | null!"),
    case("the type's allowed values hold for an input", one("x:tGrade", table(
        ["x"], ["o"], [["-", "2"]], input_types=["tGrade"]), GRADES),
         'd | x: "A" | 2', 'd | x: "D" | 2'),
    case("output values hold an answer back", one("x", table(
        ["x"], ["o"], [["-", "x"]], values=['"p", "q"'])), 'd | x: "p" | "p"',
        'd | x: "r" | null!'),
    case("output values as a range", one("x", table(
        ["x"], ["o"], [["-", "x * 2"]], values=["[0..10]"])), "d | x: 5 | 10", "d | x: 6 | null!"),
    case("an output's type converts a list of one", one("x", table(
        ["x"], ["o"], [["-", "x"]], types=["number"])), "d | x: [5] | 5", "d | x: [5, 6] | null!"),
    case("an output's type makes a list", one("x", table(
        ["x"], ["o"], [["-", "x"]], types=["tList"]), item("tList", "number", collection=True)),
         "d | x: 5 | [5]", "d | x: [1, 2] | [1, 2]"),
    case("an output's type refuses", one("x", table(
        ["x"], ["o"], [["-", "x"]], types=["tGrade"]), GRADES), 'd | x: "A" | "A"',
        'd | x: "Z" | null!'),
    case("an output entry has a type of its own", one("x", table(
        ["x"], ["o"], [["-", "x"]]).replace("<outputEntry>", '<outputEntry typeRef="number">')),
         "d | x: 1 | 1", 'd | x: "a" | null!'),
    case("the type of the whole decision", one("x", table(["x"], ["a", "b"], [["-", "x", "1"]]),
         item("tPair", "", component("a", "string"), component("b", "number")), type_ref="tPair"),
         'd | x: "s" | {a: "s", b: 1}', "d | x: 1 | null!"),
    case("a decision of type list has a list of answers", one("x", table(
        ["x"], ["o"], [["> 0", "1"], ["> 1", "2"]], "COLLECT"),
        item("tMany", "number", collection=True), type_ref="tMany"), "d | x: 2 | [1, 2]",
         "d | x: 1 | [1]"),
    case("a default that the output values do not hold", one("x", table(
        ["x"], ["o"], [["1", '"p"']], values=['"p"'], defaults=['"q"'])), "d | x: 2 | null!"),
    case("a default that reads an input", one("x", table(
        ["x"], ["o"], [["1", "0"]], defaults=["x + 1"])), "d | x: 2 | 3"),
]  # fmt: skip

CASES = [*HIT_POLICIES, *CELLS, *VALUES]


@pytest.mark.parametrize("asked", CASES, ids=lambda c: c.title)
def test_dmn_8_a_model_of_a_table_answers(asked: Case) -> None:
    check(asked)
