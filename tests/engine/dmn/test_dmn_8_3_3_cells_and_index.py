"""Input entries, and that the index of a long table decides as asking each rule does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dmn import load
from engine.dmn.table import Table
from engine.dmn.trace import ModelRun
from tests.engine.dmn.models import decision, definitions, input_data, table
from tests.properties.counts import COUNTS

CELLS = st.sampled_from(
    [
        "-", "", "1", "2, 3", "< 2", "<= 2", "> 2", ">= 2", "[1..3]", "(1..3)", "[2..5), 7",
        "< 1, > 4",
        '"a"', '"a", "b"', "true", "false", "not(1)", 'not("a")', "null", "? > 2",
        "[1, 2]", '"a", 1', "x + 1", "(< 3)", "= 2", "!= 2", "1.5", "-1", "[5..1]",
        "3, [1..2], [2..4]",
    ]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([None, "a", "b", "c", True, False, [1], Decimal("1.5"), Decimal("2.0")]),
    st.integers(-2, 8),
)


@COUNTS
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=14), VALUES, VALUES)
def test_dmn_8_3_3_the_index_decides_as_asking_each_rule_does(rules, first, second):
    rows = [[a, b, str(n)] for n, (a, b) in enumerate(rules)]
    logic = table(["x", "y"], ["o"], [*rows, *[["true", '"none"', "99"]] * 8], "COLLECT")
    model = load(definitions(input_data("x"), decision("d", logic, "input:x")))
    compiled = find_table(model)
    run = ModelRun({"x": first, "y": second}, frozenset())
    assert compiled.index is not None
    assert compiled.match([first, second], run) == compiled.match_each([first, second], run)


def find_table(model) -> Table:
    table = model.logic("d")
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    ("cell", "passing", "failing"),
    [
        ("-", [1, "a", None, True], []),
        ("", [1, "a", None, True], []),
        ("1", [1, Decimal("1.0")], [2, "1", None, True]),
        ('"a", "b"', ["a", "b"], ["c", 1, None]),
        ("true", [True], [False, None, 1, "true"]),
        ("null", [None], [0, "", False]),
        ("not(null)", [0, "", False], [None]),
        ("< 5", [4, -1], [5, 6, None, "4"]),
        ("[1..5]", [1, 3, 5], [0, 6, None]),
        ("(1..5)", [2], [1, 5]),
        ("]1..5[", [2], [1, 5]),
        ("not(1, 2)", [3, 0], [1, 2]),
        ("not([1..5])", [0, 6], [1, 5]),
        ("< 1, > 5", [0, 6], [1, 5]),
        ("? > 2 and ? < 5", [3], [2, 5, None]),
        ('starts with(?, "ab")', ["abc"], ["b", 1, None]),
        ("[1, 2, 3]", [1, 3], [4]),
        ("[[1..2], 9]", [1, 9], [3]),
        ("limit", [10], [11]),
        ("> limit", [11], [10]),
        ("[limit..20]", [10, 20], [9]),
        ("limits", [10, 20], [15]),
        ("limit + 1", [11], [10]),
        ("? instance of string", ["a"], [1]),
        ("some x in limits satisfies x = ?", [20], [21]),
        ("if ? = 1 then true else false", [1], [2]),
    ],
)
@pytest.mark.parametrize("length", [1, 9])
def test_dmn_7_3_3_input_entries(cell, passing, failing, length):
    rows = [[cell, "true"], *[["limit * 99", "true"]] * (length - 1)]
    model = load(definitions(decision("d", table(["x"], ["o"], rows, "FIRST", defaults=["false"]))))
    scope = {"limit": Decimal(10), "limits": [Decimal(10), Decimal(20)]}
    for value in passing:
        assert model.decide("d", {"x": value, **scope}) is True, value
    for value in failing:
        assert model.decide("d", {"x": value, **scope}) is False, value
