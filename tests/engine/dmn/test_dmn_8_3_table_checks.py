"""Findings about tables before they run: overlaps, gaps, dead rules. DMN 1.5, 8.2.11, 8.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dmn import RulesClash, check, load
from tests.engine.dmn.models import decision, definitions, input_data, literal, table
from tests.properties.counts import COUNTS


def findings(inputs, rules, policy="UNIQUE", outputs=("o",), **options):
    body = definitions(decision("d", table(inputs, outputs, rules, policy, **options)))
    return [(p.code, p.message) for p in check(body)]


def test_a_sound_table_has_no_findings():
    assert findings(["x"], [["< 5", "1"], [">= 5", "2"]]) == []


@pytest.mark.parametrize(
    ("inputs", "rules", "policy", "expected"),
    [
        (["x"], [["<= 5", "1"], [">= 5", "2"]], "UNIQUE",
         ("table-overlap", "the rules 1 and 2 match together: x = 5")),
        (["x"], [["[1..3]", "1"], ["(2..4)", "2"]], "UNIQUE",
         ("table-overlap", "the rules 1 and 2 match together: x = 2.5")),
        (["x"], [['"a", "b"', "1"], ['"b"', "2"]], "UNIQUE",
         ("table-overlap", 'the rules 1 and 2 match together: x = "b"')),
        (["x", "y"], [["< 5", "-", "1"], ["-", "true", "2"]], "UNIQUE",
         ("table-overlap", "the rules 1 and 2 match together: x = 4, y = true")),
        (["x"], [["< 5", '"a"'], ["< 3", '"b"']], "ANY",
         ("table-disagreement", "the rules 1 and 2 give different answers: x = 2")),
        (["x"], [["< 5", "1"], ["> 5", "2"]], "UNIQUE", ("table-gap", "no rule takes x = 5")),
        (["x"], [["< 1", "1"], ["> 2", "2"]], "FIRST",
         ("table-gap", "no rule takes x = 1 (also x = 1.5, 2)")),
        (["x"], [['"a"', "1"]], "UNIQUE", ("table-gap", 'no rule takes x = "…"')),
        (["x"], [["true", "1"]], "UNIQUE", ("table-gap", "no rule takes x = false")),
        (["x", "y"], [["true", "< 5", "1"], ["false", "-", "2"]], "UNIQUE",
         ("table-gap", "no rule takes x = true, y = 5 (also y = 6)")),
        (["x"], [["-", "1"], ["< 5", "2"]], "FIRST",
         ("rule-unreachable",
          "rule 2 is never reached: the rules before it take all it accepts")),
        (["x"], [["< 5", "1"], [">= 3", "2"], ["[1..9]", "3"]], "FIRST",
         ("rule-unreachable",
          "rule 3 is never reached: the rules before it take all it accepts")),
        (["x"], [["[5..1]", "1"], ["-", "2"]], "FIRST",
         ("rule-never-matches", "rule 1 has a cell that nothing passes")),
        (["x"], [["-", ""]], "UNIQUE", ("output-missing", "rule 1, output o is empty")),
    ],
)  # fmt: skip
def test_dmn_8_3_findings(inputs, rules, policy, expected):
    assert expected in findings(inputs, rules, policy)


@pytest.mark.parametrize(
    ("rules", "policy", "options"),
    [
        ([["<= 5", "1"], [">= 5", "2"]], "FIRST", {}),
        ([["<= 5", "1"], [">= 5", "2"]], "COLLECT", {}),
        ([["< 5", "1"], ["<= 9", "1"], [">= 5", "1"]], "ANY", {}),
        ([["< 5", "1"]], "UNIQUE", {"defaults": ["9"]}),
        ([["[0..5]", "1"], ["(5..10]", "2"]], "UNIQUE", {"allowed": ["[0..10]"]}),
        ([['"a"', "1"], ['"b"', "2"]], "UNIQUE", {"allowed": ['"a", "b"']}),
        ([["not(1)", "1"], ["1", "2"]], "UNIQUE", {}),
        ([["? > 3", "1"], ["? <= 3", "2"]], "UNIQUE", {}),
        ([["limit", "1"], ["-", "2"]], "FIRST", {}),
        ([["-", "1"]], "UNIQUE", {}),
    ],
)
def test_dmn_8_3_nothing_is_found_where_nothing_is_proved(rules, policy, options):
    assert findings(["x"], rules, policy, **options) == []


@pytest.mark.parametrize(
    ("cell", "types", "clash"),
    [
        ('"5"', "number", True),
        ("5", "number", False),
        ("5", "string", True),
        ("< 5", "number", False),
    ],
)
def test_constants_fit_the_type_of_their_column(cell, types, clash):
    found = findings(["x"], [[cell, "1"]], "COLLECT", input_types=[types])
    assert ("type-clash" in [code for code, _ in found]) is clash


def test_outputs_fit_the_type_of_their_column():
    found = findings(["x"], [["-", '"1"']], types=["number"])
    assert found == [("type-clash", "rule 1, output o: a string stands in a column of number")]


def test_names_that_nothing_provides():
    body = definitions(
        input_data("a"),
        decision("d", literal("a + bb + sum([1])"), "input:a"),
        decision("free", literal("whatever")),
    )
    assert [(p.code, p.element) for p in check(body)] == [("unknown-name", "_d")]


def test_problems_of_loading_are_listed_with_the_findings():
    body = definitions(
        decision("a", literal("1 +")), decision("d", table(["x"], ["o"], [["1", "1"]]))
    )
    assert {p.code for p in check(body)} == {"feel-syntax", "table-gap"}


def test_findings_carry_the_rules_line():
    rows = [["<= 5", "1"], [">= 5", "2"]]
    logic = table(["x"], ["o"], rows).replace("<rule>", '\n<rule id="r">')
    (found,) = check(definitions(decision("d", logic)), file="t.dmn")
    assert (found.file, found.element, found.line) == ("t.dmn", "r", 3)


SIMPLE = st.sampled_from(["-", "1", "2", "< 2", ">= 1", "[1..3]", "(1..3)", "1, 3", "> 2"])


@COUNTS
@given(st.lists(st.tuples(SIMPLE, SIMPLE), min_size=1, max_size=5))
def test_overlaps_and_gaps_are_exactly_what_running_shows(cells):
    """All combinations of values that the cells tell apart are decided, and compared."""
    rows = [[a, b, str(n)] for n, (a, b) in enumerate(cells)]
    body = definitions(decision("d", table(["x", "y"], ["o"], rows)))
    codes = {p.code for p in check(body)}
    model, clash, gap = load(body), False, False
    values = [Decimal(n) / 2 for n in range(9)]
    for x in values:
        for y in values:
            try:
                gap |= model.decide("d", {"x": x, "y": y}) is None
            except RulesClash:
                clash = True
    assert ("table-overlap" in codes) is clash
    assert ("table-gap" in codes) is gap


@COUNTS
@given(st.lists(st.tuples(SIMPLE, SIMPLE), min_size=1, max_size=5))
def test_unreachable_rules_are_exactly_those_that_never_answer(cells):
    rows = [[a, b, str(n)] for n, (a, b) in enumerate(cells, 1)]
    body = definitions(decision("d", table(["x", "y"], ["o"], rows, "FIRST")))
    unreachable = {int(p.message.split()[1]) for p in check(body) if p.code == "rule-unreachable"}
    values = [Decimal(n) / 2 for n in range(9)]
    model = load(body)
    answered = {model.decide("d", {"x": x, "y": y}) for x in values for y in values}
    assert unreachable == {n for n in range(1, len(cells) + 1) if n not in answered}
