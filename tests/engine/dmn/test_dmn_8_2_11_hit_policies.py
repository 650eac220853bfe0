"""Hit policies. DMN 1.5, 8.2.11."""

from decimal import Decimal

import pytest

from engine.dmn import RulesClash, load
from tests.engine.dmn.models import decision, definitions, input_data, table

RULES = [["> 10", '"C"', "1"], ["> 5", '"B"', "2"], ["> 7", '"A"', "3"]]


def decide(value, *table_arguments, **options):
    model = definitions(
        input_data("x"), decision("d", table(["x"], *table_arguments, **options), "input:x")
    )
    return load(model).decide("d", {"x": Decimal(value)})


def one(policy, value, aggregation="", **options):
    rows = [[cell, letter] for cell, letter, _ in RULES]
    return decide(value, ["y"], rows, policy, aggregation, **options)


def number(value, aggregation):
    rows = [[cell, amount] for cell, _, amount in RULES]
    return decide(value, ["y"], rows, "COLLECT", aggregation)


def test_unique_gives_the_only_rule_that_matches():
    assert one("UNIQUE", 6) == "B"


def test_unique_refuses_two_matching_rules_and_names_them():
    with pytest.raises(RulesClash) as caught:
        one("UNIQUE", 8)
    assert caught.value.rules == (2, 3)


def test_any_gives_what_all_matching_rules_agree_on():
    rows = [["> 5", '"B"'], ["> 7", '"B"']]
    assert decide(8, ["y"], rows, "ANY") == "B"


def test_any_refuses_rules_that_disagree():
    with pytest.raises(RulesClash) as caught:
        one("ANY", 11)
    assert caught.value.rules == (1, 2, 3)


def test_first_gives_the_first_in_the_order_of_the_rules():
    assert one("FIRST", 11) == "C"


def test_priority_gives_the_first_in_the_order_of_the_output_values():
    assert one("PRIORITY", 11, values=['"B", "A", "C"']) == "B"


def test_rule_order_gives_all_in_the_order_of_the_rules():
    assert one("RULE ORDER", 11) == ["C", "B", "A"]


def test_output_order_gives_all_in_the_order_of_the_output_values():
    assert one("OUTPUT ORDER", 11, values=['"B", "A", "C"']) == ["B", "A", "C"]


def test_collect_gives_all():
    assert one("COLLECT", 11) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("aggregation", "value", "result"),
    [
        ("SUM", 11, 6), ("MIN", 11, 1), ("MAX", 11, 3), ("COUNT", 11, 3),
        ("SUM", 1, None), ("MIN", 1, None), ("MAX", 1, None), ("COUNT", 1, 0),
    ],
)  # fmt: skip
def test_collect_aggregates(aggregation, value, result):
    assert number(value, aggregation) == result


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY"])
def test_no_rule_gives_null(policy):
    assert one(policy, 1) is None


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "PRIORITY"])
def test_no_rule_gives_the_default(policy):
    assert one(policy, 1, defaults=['"Z"']) == "Z"


def test_collect_of_no_rule_is_the_empty_list():
    assert one("COLLECT", 1) == []


@pytest.mark.parametrize("policy", ["RULE ORDER", "OUTPUT ORDER"])
def test_no_rule_gives_null_also_where_a_list_is_expected(policy):
    assert one(policy, 1) is None


def test_several_outputs_are_a_context():
    assert decide(6, ["letter", "amount"], RULES, "FIRST") == {"letter": "B", "amount": 2}


def test_priority_of_several_outputs_goes_from_left_to_right():
    rows = [["-", '"low"', '"x"'], ["-", '"high"', '"y"'], ["-", '"high"', '"x"']]
    values = ['"high", "low"', '"x", "y"']
    assert decide(1, ["a", "b"], rows, "OUTPUT ORDER", values=values) == [
        {"a": "high", "b": "x"},
        {"a": "high", "b": "y"},
        {"a": "low", "b": "x"},
    ]
